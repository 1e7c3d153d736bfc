//! Adding readings: one writer, everything about one document in one transaction.

pub(crate) mod names;
mod records;
pub(crate) mod sides;

use crate::error::{File, Result};
use crate::prepare::{Prepared, Source};
use crate::rows::{Member, Rows};
use crate::{Known, body, ident, load, open, pack, settle};
use names::Names;
use rusqlite::{Connection, OptionalExtension, params};
use std::path::Path;

/// Who reads: another version, other languages or other options make another reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// Version of the program.
    pub version: String,
    /// Hash of its language folders.
    pub languages: String,
    /// What the user asked for.
    pub options: String,
}

/// What became of a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The document's id.
    pub id: String,
    /// Whether the store knows more than before.
    pub new: bool,
}

/// The one that adds to a store. What was added is safe after [`Writer::commit`].
pub struct Writer {
    conn: Connection,
    file: File,
    reader: i64,
    names: Names,
    open: bool,
}

impl Writer {
    /// Opens a store, or makes it where there is none.
    pub fn open(path: &Path, reader: &Reader) -> Result<Writer> {
        Self::open_on(path, reader, None)
    }

    /// The same on another file system of SQLite's (VFS), for tests.
    pub fn open_on(path: &Path, reader: &Reader, vfs: Option<&str>) -> Result<Writer> {
        let (conn, file) = open::writer(path, vfs)?;
        let id = reader_id(&conn, reader).map_err(|e| file.told(e))?;
        Ok(Writer { conn, file, reader: id, names: Names::default(), open: false })
    }

    /// To be asked, from other threads, which inputs need not be read again.
    pub fn known_inputs(&self) -> Result<Known> {
        let (conn, file) = open::reader(&self.file.0)?;
        Ok(Known::new(conn, file, self.reader))
    }

    /// Adds a reading to what the next commit keeps; nothing changes where the store has it already.
    pub fn add(&mut self, p: &Prepared) -> Result<Added> {
        self.begin()?;
        let new = self.add_rows(p).map_err(|e| self.file.told(e))?;
        Ok(Added { id: p.id(), new })
    }

    /// Notes that an input which the store knows came in under this name.
    pub fn known(&mut self, id: &str, name: &str, source: &Source) -> Result<Added> {
        self.begin()?;
        let key = ident::document_key(id).unwrap_or_default();
        let noted = self.known_rows(key, name, source).map_err(|e| self.file.told(e))?;
        Ok(Added { id: id.to_string(), new: noted })
    }

    /// Makes everything added so far safe: it is on the disk when this returns.
    pub fn commit(&mut self) -> Result<()> {
        if self.open {
            self.open = false;
            self.conn.execute_batch("COMMIT").map_err(|e| self.file.told(e))?;
        }
        Ok(())
    }

    /// Brings together the reports of one event, after what was committed; safe to be cut off.
    pub fn settle(&mut self) -> Result<()> {
        self.commit()?;
        settle::all(&mut self.conn).map_err(|e| self.file.told(e))
    }

    /// Settles, and moves everything from the log into the file itself, as far as readers let it.
    pub fn finish(mut self) -> Result<()> {
        self.settle()?;
        let moved = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        moved.map_err(|e| self.file.told(e))
    }

    /// Whether a commit is due to have something to keep.
    pub fn is_open(&self) -> bool {
        self.open
    }

    fn begin(&mut self) -> Result<()> {
        if !self.open {
            self.conn.execute_batch("BEGIN IMMEDIATE").map_err(|e| self.file.told(e))?;
            self.open = true;
        }
        Ok(())
    }

    fn known_rows(&self, key: i64, name: &str, source: &Source) -> rusqlite::Result<bool> {
        let document: i64 =
            self.conn.prepare_cached("SELECT id FROM document WHERE key = ?")?.query_row([key], |r| r.get(0))?;
        let mut note = self.conn.prepare_cached("INSERT OR IGNORE INTO input VALUES (?, ?, ?)")?;
        let noted = note.execute(params![document, name, name_hash(name)])?;
        let mut known = self.conn.prepare_cached("INSERT OR IGNORE INTO source VALUES (?, ?, ?)")?;
        known.execute(params![source, self.reader, document])?;
        Ok(noted > 0)
    }

    fn add_rows(&mut self, p: &Prepared) -> rusqlite::Result<bool> {
        let document = self.document(p)?;
        let noted = self.known_rows(p.key, &p.input_id, &p.origin.source)?;
        let there: Option<(i64, [u8; 16])> = self
            .conn
            .prepare_cached("SELECT id, digest FROM reading WHERE document = ? AND reader = ?")?
            .query_row(params![document, self.reader], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        match there {
            // Of one text under several wrappings the same reading stays, in whatever order they come.
            Some((_, digest)) if digest <= p.digest => return Ok(noted),
            Some((old, _)) => self.remove(old)?,
            None => {}
        }
        let reading = self.reading(document, p)?;
        records::add(&self.conn, &mut self.names, reading, p)?;
        self.conn
            .prepare_cached("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)")?
            .execute(params![reading, p.title, p.words])?;
        self.show_newest(document, &p.origin.source)?;
        Ok(true)
    }

    fn document(&mut self, p: &Prepared) -> rusqlite::Result<i64> {
        self.conn
            .prepare_cached("INSERT OR IGNORE INTO document (key, url, given, text, hash) VALUES (?, ?, ?, ?, ?)")?
            .execute(params![p.key, p.origin.url, p.origin.given, p.text, p.hash])?;
        self.conn.prepare_cached("SELECT id FROM document WHERE key = ?")?.query_row([p.key], |r| r.get(0))
    }

    fn reading(&mut self, document: i64, p: &Prepared) -> rusqlite::Result<i64> {
        let body = self.body(&p.body)?;
        let named = self.named(&p.rows)?;
        let a = &p.rows.article;
        self.conn
            .prepare_cached(
                "INSERT INTO reading (document, reader, current, digest, body, day, url, language, outlet, section, title,
                    published, updated, more, lines, named) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                document,
                self.reader,
                p.digest,
                body,
                a.day,
                a.url,
                a.language,
                a.outlet,
                a.section,
                a.title,
                a.published,
                a.updated,
                json(&a.more),
                pack::lines(&p.rows.lines),
                json(&named)
            ])?;
        let reading = self.conn.last_insert_rowid();
        let mut naming = self.conn.prepare_cached("INSERT OR IGNORE INTO naming VALUES (?, ?)")?;
        for of in &named {
            naming.execute([of[0], reading])?;
        }
        Ok(reading)
    }

    /// Whom a reading names: the number of each, then its mentions.
    fn named(&mut self, rows: &Rows) -> rusqlite::Result<Vec<Vec<i64>>> {
        let of = |m: &Member| {
            let actor = self.names.actor(&self.conn, &m.actor)?;
            Ok(pack::named(actor, &m.mentions))
        };
        rows.cast.iter().map(of).collect()
    }

    /// The body of a document; a new one joins the story of its near-copies.
    fn body(&mut self, b: &body::Body) -> rusqlite::Result<i64> {
        let conn = &self.conn;
        let there = conn.prepare_cached("SELECT id FROM body WHERE key = ?")?.query_row([b.key], |r| r.get(0));
        if let Some(id) = there.optional()? {
            return Ok(id);
        }
        conn.prepare_cached("INSERT INTO body (key, sketch, story) VALUES (?, ?, 0)")?
            .execute(params![b.key, b.sketch])?;
        let id = conn.last_insert_rowid();
        let near = near(conn, b)?;
        let story = near.iter().copied().min().unwrap_or(id);
        conn.prepare_cached("UPDATE body SET story = ? WHERE id = ?")?.execute([story, id])?;
        for other in near.into_iter().filter(|s| *s != story) {
            unsettle_story(conn, other)?;
            conn.prepare_cached("UPDATE body SET story = ? WHERE story = ?")?.execute([story, other])?;
        }
        let mut band = conn.prepare_cached("INSERT OR IGNORE INTO band VALUES (?, ?)")?;
        for hash in b.bands() {
            band.execute([hash, id])?;
        }
        Ok(id)
    }

    /// Of all readings of a document the newest is shown. Where a newer reader finds another text in
    /// the same input, what older ones found there is no longer shown.
    fn show_newest(&mut self, document: i64, source: &Source) -> rusqlite::Result<()> {
        let same_source = "SELECT DISTINCT document FROM source WHERE hash = ?1 OR document = ?2";
        let documents: Vec<i64> = collect(&self.conn, same_source, params![source, document])?;
        let mut readings = Vec::new();
        for d in documents {
            let sql = "SELECT r.id, r.current, e.version, e.id FROM reading r JOIN reader e ON e.id = r.reader WHERE document = ?";
            let mut find = self.conn.prepare_cached(sql)?;
            let rows = find.query_map([d], |r| {
                Ok((
                    numbers(&r.get::<_, String>(2)?),
                    r.get::<_, i64>(3)?,
                    r.get::<_, i64>(0)?,
                    r.get::<_, bool>(1)?,
                    d,
                ))
            })?;
            for row in rows {
                readings.push(row?);
            }
        }
        let newest = readings.iter().map(|(version, reader, ..)| (version.clone(), *reader)).max();
        for (version, reader, id, current, d) in readings {
            let shown = Some((version, reader)) == newest || (d != document && !self.older_only(d, source)?);
            if shown != current {
                self.show(id, shown)?;
            }
        }
        Ok(())
    }

    /// Whether a document came from this input alone.
    fn older_only(&self, document: i64, source: &Source) -> rusqlite::Result<bool> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM source WHERE document = ?1 AND hash <> ?2)";
        self.conn.prepare_cached(sql)?.query_row(params![document, source], |r| r.get(0))
    }

    fn show(&mut self, reading: i64, shown: bool) -> rusqlite::Result<()> {
        let rows = load::rows(&self.conn, reading)?;
        self.conn.prepare_cached("UPDATE reading SET current = ? WHERE id = ?")?.execute(params![shown, reading])?;
        if shown { sides::add(&self.conn, reading, &rows) } else { sides::take(&self.conn, reading, &rows) }
    }

    /// Takes a reading out.
    fn remove(&mut self, reading: i64) -> rusqlite::Result<()> {
        remove(&self.conn, reading)
    }
}

/// Takes a reading out, with everything that only it has.
pub(crate) fn remove(conn: &Connection, reading: i64) -> rusqlite::Result<()> {
    let rows = load::rows(conn, reading)?;
    let shown = conn.prepare_cached("SELECT current FROM reading WHERE id = ?")?.query_row([reading], |r| r.get(0))?;
    if shown {
        sides::take(conn, reading, &rows)?;
    }
    let text: String = conn.query_row(
        "SELECT text FROM document d JOIN reading r ON r.document = d.id WHERE r.id = ?",
        [reading],
        |r| r.get(0),
    )?;
    let (title, words, _) = body::words(&rows, &text);
    conn.prepare_cached("INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)")?
        .execute(params![reading, title, words])?;
    for table in ["statement", "event"] {
        let sql = format!("DELETE FROM {table} WHERE id BETWEEN ?1 << 16 AND (?1 << 16) + 65535");
        conn.prepare_cached(&sql)?.execute([reading])?;
    }
    let mut naming = conn.prepare_cached("DELETE FROM naming WHERE actor = ? AND reading = ?")?;
    for actor in load::named(conn, reading)? {
        naming.execute([actor, reading])?;
    }
    conn.prepare_cached("DELETE FROM reading WHERE id = ?")?.execute([reading])?;
    Ok(())
}

/// Hashes by which damage to what is in no digest is found.
pub(crate) fn reader_hash(version: &str, languages: &str, options: &str) -> i64 {
    ident::hash64(&[version.as_bytes(), languages.as_bytes(), options.as_bytes()])
}

/// The same of a name, in few bytes.
pub(crate) fn name_hash(name: &str) -> i64 {
    i64::from(ident::hash64(&[name.as_bytes()]) as i32)
}

fn reader_id(conn: &Connection, r: &Reader) -> rusqlite::Result<i64> {
    let find = "SELECT id FROM reader WHERE version = ? AND languages = ? AND options = ?";
    let there = conn.query_row(find, params![r.version, r.languages, r.options], |row| row.get(0)).optional()?;
    if let Some(id) = there {
        return Ok(id);
    }
    let hash = reader_hash(&r.version, &r.languages, &r.options);
    let sql = "INSERT INTO reader (version, languages, options, hash) VALUES (?, ?, ?, ?)";
    conn.execute(sql, params![r.version, r.languages, r.options, hash])?;
    Ok(conn.last_insert_rowid())
}

/// Stories that a body is a near-copy of.
pub(crate) fn near(conn: &Connection, b: &body::Body) -> rusqlite::Result<Vec<i64>> {
    let mut stories = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut find = conn.prepare_cached("SELECT body FROM band WHERE hash = ?")?;
    let mut get = conn.prepare_cached("SELECT sketch, story FROM body WHERE id = ?")?;
    for hash in b.bands() {
        for body in find.query_map([hash], |r| r.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()? {
            if seen.insert(body) {
                let (sketch, story): (Vec<u8>, i64) = get.query_row([body], |r| Ok((r.get(0)?, r.get(1)?)))?;
                if !stories.contains(&story) && body::is_near(&sketch, &b.sketch) {
                    stories.push(story);
                }
            }
        }
    }
    Ok(stories)
}

/// Two stories become one: events that nothing but their story tells apart are looked at again.
fn unsettle_story(conn: &Connection, story: i64) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO unsettled SELECT e.alike FROM body b JOIN reading r ON r.body = b.id
        JOIN event e ON e.id BETWEEN r.id << 16 AND (r.id << 16) + 65535 WHERE b.story = ?";
    conn.prepare_cached(sql)?.execute([story]).map(drop)
}

/// The numbers of a version, in order.
fn numbers(version: &str) -> Vec<u64> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
}

pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("rows have no key that is not a string")
}

pub(crate) fn collect<T: rusqlite::types::FromSql>(
    conn: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
) -> rusqlite::Result<Vec<T>> {
    conn.prepare_cached(sql)?.query_map(params, |r| r.get(0))?.collect()
}
