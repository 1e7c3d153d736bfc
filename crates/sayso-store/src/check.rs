//! Whether a store is what sayso wrote: everything in it is made again from what it was made of, and compared.

use crate::ask::Store;
use crate::body::{self, Body};
use crate::error::Result;
use crate::ident::{self, hash64};
use crate::prepare::{plain_sha256, said};
use crate::rows::{Actor, Rows};
use crate::write::names::{actor_key, side};
use crate::write::{self, sides};
use crate::{load, settle};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use std::path::Path;

/// Something that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The document, table or page of the file.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Checked {
    /// Documents.
    pub documents: u64,
    /// Readings.
    pub readings: u64,
    /// Records.
    pub records: u64,
    /// What is not what it was.
    pub problems: Vec<Problem>,
}

/// More problems than this are not listed: the store is to be replaced.
const MOST: usize = 1_000;

/// Checks a whole store. An error says that it cannot even be opened or read to its end.
pub fn check(path: &Path) -> Result<Checked> {
    let store = Store::open(path)?;
    let mut checker = Checker { store, checked: Checked::default(), sums: Sums::default() };
    checker.file()?;
    // Of a file whose pages are broken nothing more can be told for certain.
    if checker.checked.problems.is_empty() {
        checker.all()?;
    }
    Ok(checker.checked)
}

/// Sums of hashes over the rows of tables that are made from readings: their order does not count.
#[derive(Default)]
struct Sums {
    pair: u64,
    voice: u64,
    topic: u64,
    naming: u64,
    words: u64,
}

struct Checker {
    store: Store,
    checked: Checked,
    sums: Sums,
}

fn row(numbers: &[i64]) -> u64 {
    let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    hash64(&[&bytes]) as u64
}

impl Checker {
    fn problem(&mut self, place: impl Into<String>, what: impl Into<String>) {
        if self.checked.problems.len() < MOST {
            self.checked.problems.push(Problem { place: place.into(), what: what.into() });
        }
    }

    /// What SQLite itself finds.
    fn file(&mut self) -> Result<()> {
        let conn = &self.store.conn;
        let texts =
            |sql: &str| conn.prepare(sql)?.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>();
        let found = self.store.told(texts("PRAGMA integrity_check"))?;
        let keys = self
            .store
            .told(texts("SELECT \"table\" || ' row ' || coalesce(rowid, '?') FROM pragma_foreign_key_check"))?;
        for what in found.into_iter().filter(|w| w != "ok") {
            self.problem("file", what);
        }
        for place in keys {
            self.problem(place, "names something that is not there");
        }
        Ok(())
    }

    fn all(&mut self) -> Result<()> {
        self.names()?;
        self.documents()?;
        let readings: Vec<i64> = self.numbers("SELECT id FROM reading ORDER BY id")?;
        let scratch = scratch().map_err(|e| self.store.file.told(e))?;
        for (i, reading) in readings.iter().enumerate() {
            self.reading(*reading, &scratch)?;
            if i % 200 == 199 || i + 1 == readings.len() {
                self.sums.words = self.sums.words.wrapping_add(self.store.told(vocabulary(&scratch))?);
                self.store.told(scratch.execute_batch("DELETE FROM words"))?;
            }
        }
        self.index()?;
        self.happenings()?;
        self.stories()
    }

    fn numbers(&self, sql: &str) -> Result<Vec<i64>> {
        self.store.told(write::collect(&self.store.conn, sql, []))
    }

    /// Actors, names of inputs, readers: each has a hash beside it.
    fn names(&mut self) -> Result<()> {
        let mut wrong = Vec::new();
        let conn = &self.store.conn;
        let found = (|| {
            let sql =
                "SELECT a.code, a.entity, a.name, a.kind, a.country, a.sector, a.role, a.wikidata, a.key, s.code, a.id,
                a.documents, (SELECT count(*) FROM naming n JOIN reading r ON r.id = n.reading AND r.current
                WHERE n.actor = a.id) FROM actor a LEFT JOIN side s ON s.id = a.side";
            let mut find = conn.prepare(sql)?;
            let mut rows = find.query([])?;
            while let Some(r) = rows.next()? {
                let actor: Actor = load::actor(r)?;
                let (key, code, id): (i64, Option<String>, i64) = (r.get(8)?, r.get(9)?, r.get(10)?);
                let counted = r.get::<_, i64>(11)? == r.get::<_, i64>(12)?;
                if actor_key(&actor) != key || code.as_deref() != Some(side(&actor)) || !counted {
                    wrong.push((format!("actor {id}"), "is not what it was"));
                }
            }
            let mut find = conn.prepare("SELECT version, languages, options, hash, id FROM reader")?;
            let mut rows = find.query([])?;
            while let Some(r) = rows.next()? {
                let [version, languages, options] = [r.get::<_, String>(0)?, r.get(1)?, r.get(2)?];
                if write::reader_hash(&version, &languages, &options) != r.get::<_, i64>(3)? {
                    wrong.push((format!("reader {}", r.get::<_, i64>(4)?), "is not what it was"));
                }
            }
            let mut find = conn.prepare("SELECT name, hash, document FROM input")?;
            let mut rows = find.query([])?;
            while let Some(r) = rows.next()? {
                if write::name_hash(&r.get::<_, String>(0)?) != r.get::<_, i64>(1)? {
                    wrong.push((format!("input of document {}", r.get::<_, i64>(2)?), "is not what it was"));
                }
            }
            Ok(())
        })();
        self.store.told(found)?;
        wrong.into_iter().for_each(|(place, what)| self.problem(place, what));
        Ok(())
    }

    /// Texts and ids.
    fn documents(&mut self) -> Result<()> {
        let mut wrong = Vec::new();
        let mut documents = 0;
        let found = (|| {
            let sql = "SELECT d.key, d.url, d.given, d.text, d.hash,
                (SELECT count(*) FROM reading r WHERE r.document = d.id AND r.current),
                (SELECT count(*) FROM reading r WHERE r.document = d.id),
                EXISTS (SELECT 1 FROM input i WHERE i.document = d.id) FROM document d";
            let mut find = self.store.conn.prepare(sql)?;
            let mut rows = find.query([])?;
            while let Some(r) = rows.next()? {
                documents += 1;
                let (key, text): (i64, String) = (r.get(0)?, r.get(3)?);
                let (url, given): (Option<String>, Option<String>) = (r.get(1)?, r.get(2)?);
                let (hash, current, all, named): (Vec<u8>, i64, i64, bool) =
                    (r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?);
                let id = ident::document(key);
                if plain_sha256(&text)[..] != hash[..] {
                    wrong.push((id.clone(), "its text is not what it was"));
                }
                if sayso_core::document_id(&text, url.as_deref(), given.as_deref()) != id {
                    wrong.push((id.clone(), "its id does not belong to its text"));
                }
                if current > 1 || all == 0 || !named {
                    wrong.push((id, "has no name, no reading, or two that are shown"));
                }
            }
            Ok(())
        })();
        self.store.told(found)?;
        self.checked.documents = documents;
        wrong.into_iter().for_each(|(place, what)| self.problem(place, what));
        Ok(())
    }

    fn reading(&mut self, reading: i64, scratch: &Connection) -> Result<()> {
        self.checked.readings += 1;
        let sql = "SELECT d.key, d.text, r.digest, r.current, b.key, b.sketch, b.id FROM reading r
            JOIN document d ON d.id = r.document JOIN body b ON b.id = r.body WHERE r.id = ?";
        type Head = (i64, String, Vec<u8>, i64, i64, Vec<u8>, i64);
        let head: Head = self.store.told(self.store.conn.query_row(sql, [reading], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?))
        }))?;
        let (key, text, digest, current, body_key, sketch, body_id) = head;
        let id = ident::document(key);
        let rows = match load::rows(&self.store.conn, reading) {
            Ok(rows) => rows,
            Err(e) => {
                self.problem(id, format!("its reading cannot be read: {e}"));
                return Ok(());
            }
        };
        self.checked.records += (rows.statements.len() + rows.events.len()) as u64;
        if rows.digest()[..] != digest[..] || !matches!(current, 0 | 1) {
            self.problem(&id, "its reading is not what it was");
            return Ok(());
        }
        if let Err(e) = self.store.whole(reading, &rows) {
            self.problem(&id, e.to_string());
            return Ok(());
        }
        let (title, words, body) = body::words(&rows, &text);
        if body.key != body_key || body.sketch != sketch || !self.bands(&body, body_id)? {
            self.problem(&id, "its story is not what it was");
        }
        let insert = "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)";
        self.store.told(scratch.prepare_cached(insert).and_then(|mut s| s.execute(params![reading, title, words])))?;
        self.alike(reading, &id, &rows, &text)?;
        let named: BTreeSet<i64> = self.store.told(load::named(&self.store.conn, reading))?.into_iter().collect();
        named.iter().for_each(|actor| self.sums.naming = self.sums.naming.wrapping_add(row(&[*actor, reading])));
        if current == 1 {
            self.store.told(sums(&self.store.conn, reading, &rows, &mut self.sums))?;
        }
        Ok(())
    }

    fn bands(&self, body: &Body, id: i64) -> Result<bool> {
        let mut find =
            self.store.told(self.store.conn.prepare_cached("SELECT 1 FROM band WHERE hash = ? AND body = ?"))?;
        for hash in body.bands() {
            if !self.store.told(find.exists([hash, id]))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn alike(&mut self, reading: i64, id: &str, rows: &Rows, text: &str) -> Result<()> {
        let range = [reading << 16, (reading << 16) + 65_535];
        let of = |table: &str| {
            let sql = format!("SELECT alike FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id");
            self.store.told(write::collect::<i64>(&self.store.conn, &sql, range))
        };
        let events: Vec<i64> = rows.events.iter().map(|e| settle::alike(rows, e)).collect();
        if of("event")? != events || of("statement")? != said(id, rows, text) {
            self.problem(id, "what its records share with others is not what it was");
        }
        Ok(())
    }

    /// Tables by which records are found.
    fn index(&mut self) -> Result<()> {
        let sum = |sql: &str, columns: usize| {
            let mut find = self.store.conn.prepare(sql)?;
            let mut rows = find.query([])?;
            let mut sum = 0u64;
            while let Some(r) = rows.next()? {
                let numbers: Vec<i64> = (0..columns).map(|i| r.get(i)).collect::<rusqlite::Result<_>>()?;
                sum = sum.wrapping_add(row(&numbers));
            }
            Ok(sum)
        };
        let told = |sum| self.store.told(sum);
        let pair = told(sum("SELECT a, b, day, event FROM pair", 4))?;
        let voice = told(sum("SELECT side, day, statement FROM voice", 3))?;
        let topic = told(sum("SELECT side, day, statement FROM topic", 3))?;
        let bands = told(sum("SELECT count(*) FROM band WHERE body NOT IN (SELECT id FROM body)", 1))? == row(&[0]);
        let naming = told(sum("SELECT actor, reading FROM naming", 2))?;
        let words = told(live_vocabulary(&self.store.conn))?;
        let s = &self.sums;
        let tables = [
            ("pair", pair == s.pair),
            ("voice", voice == s.voice),
            ("topic", topic == s.topic),
            ("naming", naming == s.naming),
            ("band", bands),
            ("words", words == s.words),
        ];
        for (table, same) in tables {
            if !same {
                self.problem(format!("table {table}"), "is not what the readings make of it");
            }
        }
        Ok(())
    }

    /// Which reports are of one event.
    fn happenings(&mut self) -> Result<()> {
        let unsettled: i64 =
            self.store.told(self.store.conn.query_row("SELECT count(*) FROM unsettled", [], |r| r.get(0)))?;
        // An ingest that was cut off: the next one settles it.
        if unsettled > 0 {
            return Ok(());
        }
        for alike in self.numbers("SELECT DISTINCT alike FROM event")? {
            let mut expected = self.store.told(settle::notes(&self.store.conn, alike))?;
            expected.sort_unstable();
            let sql = "SELECT e.id, e.same, e.together, e.reports, e.independent FROM event e
                JOIN reading r ON r.id = e.id >> 16 AND r.current WHERE e.alike = ? ORDER BY e.id";
            let noted: Vec<settle::Note> = self.store.told(self.store.conn.prepare_cached(sql).and_then(|mut s| {
                s.query_map([alike], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?.collect()
            }))?;
            if noted != expected {
                self.problem(
                    format!("event {}", expected.first().map_or(0, |n| n.0)),
                    "its reports are not what they were",
                );
            }
        }
        Ok(())
    }

    /// Which stories are near-copies.
    fn stories(&mut self) -> Result<()> {
        for id in self.numbers("SELECT id FROM body ORDER BY id")? {
            let sql = "SELECT key, sketch, story FROM body WHERE id = ?";
            let found = self.store.conn.query_row(sql, [id], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, i64>(2)?)));
            let (key, sketch, story) = self.store.told(found)?;
            let near = self.store.told(write::near(&self.store.conn, &Body { key, sketch }))?;
            let alone = near.is_empty() && story != id;
            if alone || near.iter().any(|s| *s != story) || story > id {
                self.problem(format!("body {id}"), "its story is not what it was");
            }
        }
        Ok(())
    }
}

fn sums(conn: &Connection, reading: i64, rows: &Rows, sums: &mut Sums) -> rusqlite::Result<()> {
    let sql = "SELECT a.side FROM reading r, json_each(r.named) j JOIN actor a ON a.id = json_extract(j.value, '$[0]')
        WHERE r.id = ? ORDER BY j.key";
    let of: Vec<i64> = write::collect(conn, sql, [reading])?;
    for (n, e) in rows.events.iter().enumerate() {
        for (a, b) in sides::pairs(e, &of) {
            sums.pair = sums.pair.wrapping_add(row(&[a, b, e.day, reading << 16 | n as i64]));
        }
    }
    for (n, s) in rows.statements.iter().enumerate() {
        let id = reading << 16 | n as i64;
        for side in sides::of(&s.detail.speaker, &of) {
            sums.voice = sums.voice.wrapping_add(row(&[side, s.day, id]));
        }
        for side in sides::topics(rows, s, &of) {
            sums.topic = sums.topic.wrapping_add(row(&[side, s.day, id]));
        }
    }
    Ok(())
}

/// An index of the same make, to put the words of some readings into.
fn scratch() -> rusqlite::Result<Connection> {
    let conn = Connection::open_in_memory()?;
    conn.execute_batch(
        "CREATE VIRTUAL TABLE words USING fts5 (title, body, tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\");
        CREATE VIRTUAL TABLE found USING fts5vocab (words, instance);",
    )?;
    Ok(conn)
}

fn vocabulary(conn: &Connection) -> rusqlite::Result<u64> {
    sum_of(conn, "SELECT term, doc, col, \"offset\" FROM found")
}

fn live_vocabulary(conn: &Connection) -> rusqlite::Result<u64> {
    conn.execute_batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.found USING fts5vocab (main, words, instance)")?;
    sum_of(conn, "SELECT term, doc, col, \"offset\" FROM temp.found")
}

fn sum_of(conn: &Connection, sql: &str) -> rusqlite::Result<u64> {
    let mut find = conn.prepare(sql)?;
    let mut rows = find.query([])?;
    let mut sum = 0u64;
    while let Some(r) = rows.next()? {
        let (doc, offset): (i64, i64) = (r.get(1)?, r.get(3)?);
        let (term, column) = (r.get_ref(0)?.as_bytes()?, r.get_ref(2)?.as_bytes()?);
        sum = sum.wrapping_add(hash64(&[term, column, &doc.to_le_bytes(), &offset.to_le_bytes()]) as u64);
    }
    Ok(sum)
}
