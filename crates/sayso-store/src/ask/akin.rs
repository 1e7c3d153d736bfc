//! Documents akin to one: those that name most of the actors it names, at about its time.

use super::load::Loader;
use super::{DocumentRef, Store};
use crate::days;
use crate::error::Result;
use crate::ident;
use rusqlite::OptionalExtension;

/// A document, and how many of the actors of another it names.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Akin {
    /// It.
    pub document: DocumentRef,
    /// Actors that both name.
    pub actors: i64,
    /// Both tell the same story in the same words.
    pub copy: bool,
}

/// Days before and after that are looked through, and most documents of them.
const DAYS: i64 = 3;
const LOOKED: i64 = 2_000;

impl Store {
    /// Documents of about the same day that name most of the actors, those with most first; at most `limit`.
    pub fn akin(&self, id: &str, limit: usize) -> Result<Vec<Akin>> {
        let Some(key) = ident::document_key(id) else { return Ok(Vec::new()) };
        let sql = "SELECT r.id, r.day FROM reading r JOIN document d ON d.id = r.document WHERE d.key = ?
            ORDER BY r.current DESC, r.id DESC LIMIT 1";
        let own = self.conn.prepare_cached(sql).and_then(|mut s| {
            s.query_row([key], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, Option<i64>>(1)?.unwrap_or(0)))).optional()
        });
        let Some((reading, day)) = self.told(own)? else { return Ok(Vec::new()) };
        let found = self.told(self.naming_most(reading, day, limit))?;
        let mut loader = Loader::new(self);
        let story = loader.context(reading)?.story;
        let akin = |(reading, actors): (i64, i64)| {
            let other = loader.context(reading)?;
            Ok(Akin { document: other.document.clone(), actors, copy: other.story == story })
        };
        found.into_iter().map(akin).collect()
    }

    /// Readings near a day with at least half the actors of one.
    fn naming_most(&self, reading: i64, day: i64, limit: usize) -> rusqlite::Result<Vec<(i64, i64)>> {
        let (from, to) = around(day);
        let sql = "WITH own AS MATERIALIZED
                (SELECT DISTINCT json_extract(n.value, '$[0]') AS actor FROM reading r, json_each(r.named) n WHERE r.id = ?1),
            near AS MATERIALIZED
                (SELECT id, named FROM reading WHERE current AND day BETWEEN ?2 AND ?3 AND id <> ?1 LIMIT ?4)
            SELECT r.id, count(DISTINCT json_extract(n.value, '$[0]')) AS shared FROM near r, json_each(r.named) n
                WHERE json_extract(n.value, '$[0]') IN (SELECT actor FROM own)
                GROUP BY r.id HAVING shared * 2 >= (SELECT count(*) FROM own) AND shared > 1
                ORDER BY shared DESC, r.id LIMIT ?5";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map((reading, from, to, LOOKED, limit as i64), |r| Ok((r.get(0)?, r.get(1)?)))?;
        rows.collect()
    }
}

/// First and last day near one; of an unknown day all that are unknown too.
fn around(day: i64) -> (i64, i64) {
    let Some(date) = days::day(day) else { return (day, day) };
    let span = jiff::Span::new().days(DAYS);
    (days::number(date.saturating_sub(span)), days::number(date.saturating_add(span)))
}
