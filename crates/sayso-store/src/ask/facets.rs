//! Counts to choose by: outlets, languages, months.

use super::{EventQuery, Store};
use crate::days;
use crate::error::Result;
use sayso_core::EventType;
use std::collections::BTreeMap;

/// A word and how many documents have it.
#[derive(Clone, Debug, serde::Serialize, PartialEq, Eq)]
pub struct Facet {
    /// Name of an outlet, code of a language.
    pub word: String,
    /// Documents that are shown.
    pub documents: i64,
}

/// Events of one month.
#[derive(Clone, Debug, serde::Serialize, PartialEq, Eq)]
pub struct EventMonth {
    /// `2024-07`.
    pub month: String,
    /// Events by quad, 1 to 4.
    pub quads: [i64; 4],
}

impl Store {
    /// Outlets with most documents.
    pub fn outlets(&self, limit: usize) -> Result<Vec<Facet>> {
        self.facet("outlet", limit)
    }

    /// Languages with most documents.
    pub fn languages(&self, limit: usize) -> Result<Vec<Facet>> {
        self.facet("language", limit)
    }

    fn facet(&self, column: &str, limit: usize) -> Result<Vec<Facet>> {
        let sql = format!(
            "SELECT {column}, count(*) FROM reading WHERE current AND {column} IS NOT NULL
                GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {limit}"
        );
        let row = |r: &rusqlite::Row| Ok(Facet { word: r.get(0)?, documents: r.get(1)? });
        self.told(self.conn.prepare_cached(&sql).and_then(|mut s| s.query_map([], row)?.collect()))
    }

    /// All events, each once however many documents tell it, counted by month and quad.
    pub fn all_months(&self) -> Result<Vec<EventMonth>> {
        let sql = "SELECT e.day / 100, w.name, count(*) FROM event e JOIN word w ON w.id = e.type
                WHERE e.day > 0 AND (e.same IS NULL OR e.same = e.id) GROUP BY 1, 2";
        let row = |r: &rusqlite::Row| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, i64>(2)?));
        let rows: Vec<_> = self.told(self.conn.prepare(sql).and_then(|mut s| s.query_map([], row)?.collect()))?;
        let mut months: BTreeMap<i64, [i64; 4]> = BTreeMap::new();
        for (month, kind, count) in rows {
            if let Some(kind) = EventType::parse(&kind).filter(|_| days::day(month * 100 + 1).is_some()) {
                months.entry(month).or_default()[kind.quad() as usize - 1] += count;
            }
        }
        Ok(months.into_iter().map(written).collect())
    }

    /// The events meant, counted by month and quad; those without a day left out.
    pub fn event_months(&self, q: &EventQuery) -> Result<Vec<EventMonth>> {
        let (ids, _) = self.event_numbers(&EventQuery { limit: 0, offset: 0, ..q.clone() })?;
        let mut months: BTreeMap<i64, [i64; 4]> = BTreeMap::new();
        let counted = (|| {
            let mut find = self
                .conn
                .prepare_cached("SELECT e.day, w.name FROM event e JOIN word w ON w.id = e.type WHERE e.id = ?")?;
            for id in ids {
                let (day, kind): (i64, String) = find.query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
                if let Some(kind) = EventType::parse(&kind).filter(|_| days::day(day).is_some()) {
                    months.entry(day / 100).or_default()[kind.quad() as usize - 1] += 1;
                }
            }
            Ok(())
        })();
        self.told(counted)?;
        Ok(months.into_iter().map(written).collect())
    }
}

fn written((month, quads): (i64, [i64; 4])) -> EventMonth {
    EventMonth { month: format!("{:04}-{:02}", month / 100, month % 100), quads }
}
