//! Documents: looked for by words, outlet, language, day, or whom they name.

use super::load::Loader;
use super::{DocumentRow, Found, Page, Store, sought};
use crate::error::Result;
use crate::words::Sought;
use crate::{days, ident};
use jiff::civil::Date;
use rusqlite::OptionalExtension;
use rusqlite::types::Value;

/// Which documents: all conditions hold; of several values of one condition, any.
#[derive(Clone, Debug, Default)]
pub struct DocumentQuery {
    /// Words in title or story (see [`Sought`]).
    pub text: Option<String>,
    /// Whom it names.
    pub naming: Vec<String>,
    /// First reference date.
    pub since: Option<Date>,
    /// Last one.
    pub until: Option<Date>,
    /// Languages.
    pub language: Vec<String>,
    /// Outlets.
    pub outlet: Vec<String>,
    /// Of documents that are copies of one another, only the first.
    pub independent: bool,
    /// At most so many rows; 0: all.
    pub limit: usize,
    /// So many rows are passed over.
    pub offset: usize,
}

impl Store {
    /// Documents: the best first where words are looked for, else the latest.
    pub fn documents(&self, q: &DocumentQuery) -> Result<Page<DocumentRow>> {
        let (sql, values) = self.document_sql(q)?;
        let wanted = if q.limit == 0 { usize::MAX } else { q.limit };
        let found: rusqlite::Result<Vec<i64>> = self.conn.prepare(&sql).and_then(|mut s| {
            let rows = s.query_map(rusqlite::params_from_iter(values), |r| r.get(0))?;
            rows.skip(q.offset).take(wanted.saturating_add(1)).collect()
        });
        let mut ids = self.told(found)?;
        let more = ids.len() > wanted;
        ids.truncate(wanted);
        let looked_for = q.text.as_deref().map(sought).transpose()?;
        let mut loader = Loader::new(self);
        let rows = ids.into_iter().map(|id| self.document_row(&mut loader, id, looked_for.as_ref()));
        Ok(Page { rows: rows.collect::<Result<_>>()?, more })
    }

    fn document_sql(&self, q: &DocumentQuery) -> Result<(String, Vec<Value>)> {
        let (mut conditions, mut values) = (vec!["r.current".to_string()], Vec::<Value>::new());
        if q.since.is_some() || q.until.is_some() {
            conditions.push(format!("r.day BETWEEN {} AND {}", days::first(q.since), days::last(q.until)));
        }
        for (column, words) in [("r.language", &q.language), ("r.outlet", &q.outlet)] {
            if !words.is_empty() {
                conditions.push(format!("{column} IN ({})", vec!["?"; words.len()].join(",")));
                values.extend(words.iter().map(|w| Value::from(w.clone())));
            }
        }
        if let Some(c) = self.choose(&q.naming)? {
            conditions.push(format!("r.id IN (SELECT reading FROM naming n WHERE {})", c.is_actor("n.actor")));
        }
        if q.independent {
            let first = "NOT EXISTS (SELECT 1 FROM body b JOIN body b2 ON b2.story = b.story JOIN reading r2 ON r2.body = b2.id
                AND r2.current WHERE b.id = r.body AND (coalesce(r2.day, 99999999), r2.id) < (coalesce(r.day, 99999999), r.id))";
            conditions.push(first.into());
        }
        let Some(typed) = &q.text else {
            let all = conditions.join(" AND ");
            let sql = format!(
                "SELECT r.id FROM reading r JOIN document d ON d.id = r.document WHERE {all} ORDER BY r.day DESC, d.key"
            );
            return Ok((sql, values));
        };
        values.insert(0, sought(typed)?.fts().into());
        let sql = format!(
            "SELECT r.id FROM words w CROSS JOIN reading r ON r.id = w.rowid JOIN document d ON d.id = r.document
                WHERE words MATCH ? AND {} ORDER BY bm25(words, 4.0, 1.0), r.day DESC, d.key",
            conditions.join(" AND ")
        );
        Ok((sql, values))
    }

    fn document_row(&self, loader: &mut Loader, reading: i64, looked_for: Option<&Sought>) -> Result<DocumentRow> {
        let context = loader.context(reading)?;
        let range = [reading << 16, (reading << 16) + 65_535];
        let count = |table: &str| {
            let sql = format!("SELECT count(*) FROM {table} WHERE id BETWEEN ? AND ?");
            self.told(self.conn.prepare_cached(&sql).and_then(|mut s| s.query_row(range, |r| r.get(0))))
        };
        let copies = "SELECT count(*) FROM body b JOIN reading r ON r.body = b.id AND r.current WHERE b.story = ?";
        let reports =
            self.told(self.conn.prepare_cached(copies).and_then(|mut s| s.query_row([context.story], |r| r.get(0))))?;
        let sql = "SELECT lines FROM reading WHERE id = ?";
        let lines = self.told(
            self.conn.prepare_cached(sql).and_then(|mut s| s.query_row([reading], |r| crate::pack::lines_from(r, 0))),
        )?;
        let told = lines.iter().filter(|l| matches!(l.0.as_str(), "body" | "title" | "subhead" | "caption" | "teaser"));
        let words_of = |l: &crate::rows::Line| context.words((l.1, l.2));
        let any = |l: &&crate::rows::Line| looked_for.is_some_and(|s| s.words().iter().any(|w| has(&words_of(l), w)));
        let all = |l: &&crate::rows::Line| looked_for.is_some_and(|s| s.without_not().is_in(&words_of(l)));
        let body = |l: &&crate::rows::Line| l.0 == "body";
        let line = told.clone().find(all).or_else(|| told.clone().find(any)).or_else(|| told.clone().find(body));
        let line = line.or_else(|| lines.first());
        Ok(DocumentRow {
            document: context.document.clone(),
            reports,
            independent: 1,
            statements: count("statement")?,
            events: count("event")?,
            words: line.map(words_of).unwrap_or_default(),
            start: line.map_or(0, |l| l.1),
            end: line.map_or(0, |l| l.2),
        })
    }

    /// What an id names: a document, a statement or an event; `None` where there is none.
    pub fn find(&self, id: &str) -> Result<Option<Found>> {
        if let Some((key, letter, hash)) = ident::record_key(id) {
            let table = if letter == 's' { "statement" } else { "event" };
            let sql = format!(
                "SELECT t.id FROM document d JOIN reading r ON r.document = d.id JOIN {table} t
                    ON t.id BETWEEN r.id << 16 AND (r.id << 16) + 65535
                    WHERE d.key = ? AND t.hash = ? ORDER BY r.current DESC, r.id DESC LIMIT 1"
            );
            let found: Option<i64> = self.told(
                self.conn.prepare_cached(&sql).and_then(|mut s| s.query_row([key, hash], |r| r.get(0)).optional()),
            )?;
            let mut loader = Loader::new(self);
            return match (found, letter) {
                (None, _) => Ok(None),
                (Some(n), 's') => Ok(Some(Found::Statement(Box::new(loader.statement(n)?)))),
                (Some(n), _) => Ok(Some(Found::Event(Box::new(loader.event(n, true)?)))),
            };
        }
        Ok(self.reading(id)?.map(|reading| Found::Document(Box::new(reading))))
    }
}

fn has(text: &str, words: &str) -> bool {
    format!(" {} ", crate::words::cut(text)).contains(&format!(" {words}"))
}
