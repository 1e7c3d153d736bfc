//! Whole readings with what the store knows beside them: for exports.

use super::Store;
use crate::error::Result;
use crate::{days, ident};
use rusqlite::params;
use sayso_core::Reading;

/// A document that is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    /// Its reference date, as `YYYYMMDD`; 0 where it has none.
    pub day: i64,
    /// Its id.
    pub id: String,
    reading: i64,
}

impl Shown {
    /// Its reference date, written.
    pub fn date(&self) -> Option<String> {
        days::written(self.day)
    }
}

/// Both counts of a record, and which record stands for all of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Id of the event that stands for all reports of it; of a statement, its own id.
    pub id: String,
    /// Documents that tell it.
    pub reports: i64,
    /// Those of them that are no copies of one another.
    pub independent: i64,
    /// How often it is told, several times in one document among them.
    pub mentions: i64,
    /// Outlets that tell it.
    pub outlets: i64,
}

/// A reading with what the store knows beside it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The reading.
    pub reading: Reading,
    /// Version of the reader.
    pub reader: String,
    /// The first id of all documents that are copies of it.
    pub story: String,
    /// Documents that are copies of one another, this one among them.
    pub copies: i64,
    /// For each event.
    pub events: Vec<Counted>,
    /// For each statement.
    pub statements: Vec<Counted>,
}

impl Store {
    /// All documents that are shown, in order of day and id.
    pub fn shown(&self) -> Result<Vec<Shown>> {
        let sql = "SELECT coalesce(r.day, 0), d.key, r.id FROM reading r JOIN document d ON d.id = r.document WHERE r.current";
        let found = self.conn.prepare(sql).and_then(|mut s| {
            let shown =
                |r: &rusqlite::Row| Ok(Shown { day: r.get(0)?, id: ident::document(r.get(1)?), reading: r.get(2)? });
            s.query_map([], shown)?.collect::<rusqlite::Result<Vec<Shown>>>()
        });
        let mut all = self.told(found)?;
        all.sort();
        Ok(all)
    }

    /// A whole reading.
    pub fn whole_reading(&self, shown: &Shown) -> Result<Whole> {
        let reading = self.reading_at(shown.reading)?;
        let (reader, story, copies) = self.told(self.about(shown.reading))?;
        let (events, statements) = (self.counted_events(shown)?, self.counted_statements(shown, &reading)?);
        Ok(Whole { reading, reader, story, copies, events, statements })
    }

    fn about(&self, reading: i64) -> rusqlite::Result<(String, String, i64)> {
        let sql =
            "SELECT e.version, b.story FROM reading r JOIN reader e ON e.id = r.reader JOIN body b ON b.id = r.body
            WHERE r.id = ?";
        let (reader, story): (String, i64) =
            self.conn.prepare_cached(sql)?.query_row([reading], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let sql = "SELECT d.key FROM body b JOIN reading r ON r.body = b.id AND r.current JOIN document d ON d.id = r.document
            WHERE b.story = ?";
        let keys: Vec<i64> =
            self.conn.prepare_cached(sql)?.query_map([story], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        let first = keys.iter().map(|k| *k as u64).min().unwrap_or_default();
        Ok((reader, ident::document(first as i64), keys.len() as i64))
    }

    fn counted_events(&self, shown: &Shown) -> Result<Vec<Counted>> {
        let sql =
            "SELECT d.key, s.hash, coalesce(s.reports, 1), coalesce(s.independent, 1), e.alike, e.same, e.same = e.id
            FROM event e JOIN event s ON s.id = coalesce(e.same, e.id) JOIN reading r ON r.id = s.id >> 16
            JOIN document d ON d.id = r.document WHERE e.id BETWEEN ?1 << 16 AND (?1 << 16) + 65535 ORDER BY e.id";
        let counted = |r: &rusqlite::Row| {
            let id = ident::record(r.get(0)?, 'e', r.get(1)?);
            let (reports, independent) = (r.get(2)?, r.get(3)?);
            // Only where it stands for others has it to be counted.
            let (mentions, outlets) = match r.get(6)? {
                Some(true) => self.mentions(r.get(4)?, r.get(5)?)?,
                _ => (1, 1),
            };
            Ok(Counted { id, reports, independent, mentions, outlets })
        };
        self.told(self.conn.prepare_cached(sql).and_then(|mut s| s.query_map([shown.reading], counted)?.collect()))
    }

    /// How many reports there are of an event, and how many outlets have them.
    fn mentions(&self, alike: i64, same: i64) -> rusqlite::Result<(i64, i64)> {
        let sql = "SELECT count(*), count(DISTINCT coalesce(r.outlet, r.document)) FROM event e
            JOIN reading r ON r.id = e.id >> 16 WHERE e.alike = ? AND e.same = ?";
        self.conn.prepare_cached(sql)?.query_row([alike, same], |r| Ok((r.get(0)?, r.get(1)?)))
    }

    fn counted_statements(&self, shown: &Shown, reading: &Reading) -> Result<Vec<Counted>> {
        let sql = "SELECT count(DISTINCT r.document), count(DISTINCT b.story) FROM statement s JOIN reading r
            ON r.id = s.id >> 16 AND r.current JOIN body b ON b.id = r.body
            WHERE s.alike = (SELECT alike FROM statement WHERE id = ?)";
        let mut all = Vec::new();
        for (n, statement) in reading.statements.iter().enumerate() {
            let counts = self
                .conn
                .prepare_cached(sql)
                .and_then(|mut s| s.query_row(params![shown.reading << 16 | n as i64], |r| Ok((r.get(0)?, r.get(1)?))));
            let (reports, independent) = self.told(counts)?;
            all.push(Counted {
                id: statement.id.clone(),
                reports,
                independent,
                mentions: reports,
                outlets: independent,
            });
        }
        Ok(all)
    }
}
