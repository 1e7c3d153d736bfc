//! Asking a store: events, statements, claims, actors, ties, documents, one record, SQL.
//!
//! Every answer is made of plain rows that serialise to JSON; they are the contract of `sayso events`
//! and its like, and of the HTTP API. Fields may be added. Two counts stand side by side everywhere:
//! `reports`, the documents that tell something, and `independent`, those of them that are no copies of
//! one another.

mod actors;
mod akin;
mod documents;
mod events;
mod facets;
mod load;
mod named;
mod select;
mod sql;
mod statements;
mod ties;
mod types;
mod whole;

pub use actors::ActorQuery;
pub use akin::Akin;
pub use documents::DocumentQuery;
pub use events::EventQuery;
pub use facets::{EventMonth, Facet};
pub use sql::{Limits, Table};
pub use statements::StatementQuery;
pub use ties::{Tie, TieQuery};
pub use types::*;
pub use whole::{Counted, Shown, Whole};

use crate::error::{Error, File, Result};
use crate::rows::Rows;
use crate::words::Sought;
use crate::{ident, load as rows_of, open};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OptionalExtension, params};
use sayso_core::Reading;
use std::path::Path;
use std::sync::Arc;

/// A store that is asked; nothing in it is changed. One for each thread.
pub struct Store {
    pub(crate) conn: Connection,
    pub(crate) file: File,
}

/// The answer to a question that has many.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Page<T> {
    /// Those asked for.
    pub rows: Vec<T>,
    /// Whether there are more after them.
    pub more: bool,
}

impl Store {
    /// Opens a store to ask it.
    pub fn open(path: &Path) -> Result<Store> {
        let (conn, file) = open::reader(path)?;
        functions(&conn).map_err(|e| file.told(e))?;
        Ok(Store { conn, file })
    }

    /// What is in it.
    pub fn counts(&self) -> Result<Counts> {
        let sql = "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM reading WHERE current),
            (SELECT count(DISTINCT b.story) FROM reading r JOIN body b ON b.id = r.body WHERE r.current),
            (SELECT count(*) FROM statement), (SELECT count(*) FROM event),
            (SELECT count(*) FROM event WHERE same IS NULL OR same = id), (SELECT count(*) FROM actor),
            (SELECT min(day) FROM reading WHERE current AND day > 0), (SELECT max(day) FROM reading WHERE current)";
        let counts = |r: &rusqlite::Row| {
            let day = |i| Ok::<_, rusqlite::Error>(r.get::<_, Option<i64>>(i)?.and_then(crate::days::written));
            Ok(Counts {
                documents: r.get(0)?,
                readings: r.get(1)?,
                independent: r.get(2)?,
                statements: r.get(3)?,
                reported_events: r.get(4)?,
                events: r.get(5)?,
                actors: r.get(6)?,
                first: day(7)?,
                last: day(8)?,
            })
        };
        self.told(self.conn.query_row(sql, [], counts))
    }

    /// A whole reading by the id of its document, the newest one; `None` where there is no such document.
    pub fn reading(&self, id: &str) -> Result<Option<Reading>> {
        let Some(key) = ident::document_key(id) else { return Ok(None) };
        let sql = "SELECT r.id FROM reading r JOIN document d ON d.id = r.document WHERE d.key = ?
            ORDER BY r.current DESC, r.id DESC LIMIT 1";
        let found =
            self.told(self.conn.prepare_cached(sql).and_then(|mut s| s.query_row([key], |r| r.get(0)).optional()))?;
        found.map(|reading: i64| self.reading_at(reading)).transpose()
    }

    /// A reading by its number.
    pub(crate) fn reading_at(&self, reading: i64) -> Result<Reading> {
        let rows = self.told(rows_of::rows(&self.conn, reading))?;
        self.whole(reading, &rows)
    }

    pub(crate) fn whole(&self, reading: i64, rows: &Rows) -> Result<Reading> {
        let sql = "SELECT d.key, d.text, (SELECT min(name) FROM input i WHERE i.document = d.id)
            FROM reading r JOIN document d ON d.id = r.document WHERE r.id = ?";
        let (key, text, input_id): (i64, String, Option<String>) = self.told(
            self.conn
                .prepare_cached(sql)
                .and_then(|mut s| s.query_row([reading], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))),
        )?;
        let owner = crate::rows::Owner { key, input_id: input_id.unwrap_or_default(), text: &text };
        rows.reading(owner).map_err(|why| self.file.damaged(format!("{}: {why}", ident::document(key))))
    }

    /// Ids of all documents in order of the ids, a piece at a time: those after `after`.
    pub fn document_ids(&self, after: Option<&str>, limit: usize) -> Result<Vec<String>> {
        let after = after.and_then(ident::document_key);
        // Ids are in the order of their hex digits: keys from 8000… on are negative and come last.
        let sql = "SELECT key FROM document WHERE ?1 IS NULL OR (key < 0, key) > (?1 < 0, ?1)
            ORDER BY key < 0, key LIMIT ?2";
        let keys = self.told(self.conn.prepare_cached(sql).and_then(|mut s| {
            s.query_map(params![after, limit as i64], |r| r.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()
        }))?;
        Ok(keys.into_iter().map(ident::document).collect())
    }

    pub(crate) fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|e| self.file.told(e))
    }
}

/// What was typed to be looked for; the error says what is wrong with it.
fn sought(typed: &str) -> Result<Sought> {
    Sought::parse(typed).map_err(Error::Question)
}

/// `holds(typed, text)`: whether a text holds what was typed.
fn functions(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("holds", 2, flags, |ctx| {
        let sought: Arc<Sought> = ctx.get_or_create_aux(0, |typed| {
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(
                Sought::parse(typed.as_str()?).map(|s| s.without_not()).unwrap_or_default(),
            )
        })?;
        Ok(sought.is_in(ctx.get_raw(1).as_str()?))
    })
}

/// Numbers for `IN (…)`.
fn list(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}
