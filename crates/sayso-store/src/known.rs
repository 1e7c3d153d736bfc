//! Which inputs the store has read already.

use crate::error::{File, Result};
use crate::ident;
use crate::prepare::Source;
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::{Mutex, PoisonError};

/// Asked from many threads whether an input need be read.
pub struct Known {
    conn: Mutex<Connection>,
    file: File,
    reader: i64,
}

impl Known {
    pub(crate) fn new(conn: Connection, file: File, reader: i64) -> Self {
        Known { conn: Mutex::new(conn), file, reader }
    }

    /// The document that this reader made of an input, where it has one.
    pub fn find(&self, source: &Source) -> Result<Option<String>> {
        let conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let sql = "SELECT d.key FROM source s JOIN document d ON d.id = s.document WHERE s.hash = ? AND s.reader = ?";
        let found = conn
            .prepare_cached(sql)
            .and_then(|mut s| s.query_row(params![source, self.reader], |r| r.get(0)).optional());
        Ok(found.map_err(|e| self.file.told(e))?.map(ident::document))
    }
}
