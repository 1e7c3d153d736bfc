//! Room given back: readings that are no longer shown, and what nothing names any more.

use crate::error::Result;
use crate::{open, settle, write};
use rusqlite::Connection;
use std::path::Path;

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Freed {
    /// Readings of older readers.
    pub readings: u64,
    /// Documents that no reading is of any more.
    pub documents: u64,
    /// Bytes by which the file is smaller.
    pub bytes: u64,
}

/// Takes out readings that are not shown and gives their room back to the disk. With `only_room`
/// nothing is taken out.
pub fn gc(path: &Path, only_room: bool) -> Result<Freed> {
    // A store must be there: gc makes none.
    drop(open::reader(path)?);
    let (mut conn, file) = open::writer(path, None)?;
    let size = || std::fs::metadata(path).map_or(0, |m| m.len());
    let freed = (|| {
        conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        let before = size();
        let mut freed = Freed::default();
        if !only_room {
            take_out(&mut conn, &mut freed)?;
        }
        settle::all(&mut conn)?;
        conn.execute_batch(
            "INSERT INTO words (words) VALUES ('optimize'); PRAGMA optimize; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)",
        )?;
        freed.bytes = before.saturating_sub(size());
        Ok(freed)
    })();
    freed.map_err(|e| file.told(e))
}

fn take_out(conn: &mut Connection, freed: &mut Freed) -> rusqlite::Result<()> {
    let old: Vec<i64> = write::collect(conn, "SELECT id FROM reading WHERE NOT current", [])?;
    for some in old.chunks(200) {
        let transaction = conn.transaction()?;
        for reading in some {
            write::remove(&transaction, *reading)?;
        }
        transaction.commit()?;
    }
    freed.readings = old.len() as u64;
    let transaction = conn.transaction()?;
    let gone = "(SELECT id FROM document d WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.document = d.id))";
    // What an older reader read need not be known any more; nor a document without a reading.
    transaction.execute_batch(&format!(
        "DELETE FROM source WHERE document IN {gone} OR NOT EXISTS
            (SELECT 1 FROM reading r WHERE r.document = source.document AND r.reader = source.reader);
        DELETE FROM input WHERE document IN {gone};
        DELETE FROM reuse WHERE document IN {gone} OR origin IN {gone};"
    ))?;
    freed.documents = transaction.execute(&format!("DELETE FROM document WHERE id IN {gone}"), [])? as u64;
    transaction.execute_batch(
        "DELETE FROM actor WHERE documents = 0 AND NOT EXISTS (SELECT 1 FROM naming n WHERE n.actor = actor.id)",
    )?;
    transaction.commit()
}
