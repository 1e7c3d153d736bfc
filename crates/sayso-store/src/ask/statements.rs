//! Which statements are meant.

use super::load::Loader;
use super::select::Chosen;
use super::{Page, StatementRow, Store, sought};
use crate::days;
use crate::error::Result;
use jiff::civil::Date;
use rusqlite::types::Value;
use sayso_core::{CueClass, Form, Stance};
use std::collections::HashSet;

/// Which statements: all conditions hold; of several values of one condition, any.
#[derive(Clone, Debug, Default)]
pub struct StatementQuery {
    /// Who speaks (as in [`EventQuery`](super::EventQuery)).
    pub speaker: Vec<String>,
    /// Who is named in what was said, or takes part in an event told there.
    pub about: Vec<String>,
    /// To whom.
    pub addressee: Vec<String>,
    /// What cues do.
    pub class: Vec<CueClass>,
    /// What speakers do with the content.
    pub stance: Vec<Stance>,
    /// Quoted or told.
    pub form: Vec<Form>,
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Another statement denies it.
    pub denied: bool,
    /// Words in its sentence (see [`Sought`](crate::words::Sought)).
    pub text: Option<String>,
    /// Languages of the documents.
    pub language: Vec<String>,
    /// Outlets of the documents.
    pub outlet: Vec<String>,
    /// Only statements of this document.
    pub document: Option<String>,
    /// Also statements that stand only in headlines of other stories.
    pub teasers: bool,
    /// At most so many rows; 0: all.
    pub limit: usize,
    /// So many rows are passed over.
    pub offset: usize,
}

impl Store {
    /// Statements, the latest first; copies of one another are one row.
    pub fn statements(&self, q: &StatementQuery) -> Result<Page<StatementRow>> {
        let (sql, values) = self.statement_sql(q)?;
        let wanted = if q.limit == 0 { usize::MAX } else { q.limit };
        let found = (|| {
            let mut statement = self.conn.prepare(&sql)?;
            let mut rows = statement.query(rusqlite::params_from_iter(values))?;
            let (mut seen, mut ids) = (HashSet::new(), Vec::new());
            while let Some(row) = rows.next()? {
                let (id, alike): (i64, i64) = (row.get(0)?, row.get(1)?);
                if !seen.insert(alike) || seen.len() <= q.offset {
                    continue;
                }
                if ids.len() == wanted {
                    return Ok((ids, true));
                }
                ids.push(id);
            }
            Ok((ids, false))
        })();
        let (ids, more) = self.told(found)?;
        let mut loader = Loader::new(self);
        let rows = ids.into_iter().map(|id| loader.statement(id)).collect::<Result<_>>()?;
        Ok(Page { rows, more })
    }

    fn statement_sql(&self, q: &StatementQuery) -> Result<(String, Vec<Value>)> {
        self.know_outlets(&q.outlet)?;
        let (from, to) = (days::first(q.since), days::last(q.until));
        let (mut conditions, mut values) = (vec![format!("s.day BETWEEN {from} AND {to}")], Vec::<Value>::new());
        let (speaker, about) = (self.choose(&q.speaker)?, self.choose(&q.about)?);
        let hits: Vec<String> = [(&speaker, "voice"), (&about, "topic")]
            .into_iter()
            .filter_map(|(chosen, table)| {
                let sides = chosen.as_ref()?.is_side("side");
                Some(format!("SELECT statement FROM {table} WHERE {sides} AND day BETWEEN {from} AND {to}"))
            })
            .collect();
        let (with, driver) = match hits.is_empty() {
            true => (String::new(), "statement s"),
            false => (
                format!("WITH hit AS MATERIALIZED ({})", hits.join(" INTERSECT ")),
                "hit CROSS JOIN statement s ON s.id = hit.statement",
            ),
        };
        if let Some(c) = speaker.filter(Chosen::is_fine) {
            conditions.push(c.is_part("s.speaker"));
        }
        if let Some(c) = about.filter(Chosen::is_fine) {
            conditions.push(format!("({})", is_named(&c)));
        }
        if let Some(c) = self.choose(&q.addressee)? {
            conditions.push(c.is_part("s.detail, '$.to'"));
        }
        let mut words = |condition: &str, words: Vec<&str>| {
            if !words.is_empty() {
                conditions.push(condition.replace('?', &vec!["?"; words.len()].join(",")));
                values.extend(words.into_iter().map(|w| Value::from(w.to_string())));
            }
        };
        words("s.class IN (SELECT id FROM word WHERE name IN (?))", q.class.iter().map(|c| c.as_str()).collect());
        words("s.stance IN (SELECT id FROM word WHERE name IN (?))", q.stance.iter().map(|c| c.as_str()).collect());
        words("s.form IN (SELECT id FROM word WHERE name IN (?))", q.form.iter().map(|c| c.as_str()).collect());
        words("r.language IN (?)", q.language.iter().map(String::as_str).collect());
        words("r.outlet IN (?)", q.outlet.iter().map(String::as_str).collect());
        if q.denied {
            conditions.push("s.flags & 8".into());
        }
        if !q.teasers {
            conditions.push("s.flags & 4 = 0".into());
        }
        if let Some(typed) = &q.text {
            conditions.push("s.id >> 16 IN (SELECT rowid FROM words WHERE words MATCH ?)".into());
            values.push(sought(typed)?.fts().into());
            conditions.push(IN_SENTENCE.into());
            values.push(typed.clone().into());
        }
        if let Some(id) = &q.document {
            conditions.push("d.key = ?".into());
            values.push(crate::ident::document_key(id).unwrap_or_default().into());
        }
        let sql = format!(
            "{with} SELECT s.id, s.alike FROM {driver} CROSS JOIN reading r ON r.id = s.id >> 16 AND r.current
                CROSS JOIN document d ON d.id = r.document WHERE {} ORDER BY s.day DESC, d.key, s.hash",
            conditions.join(" AND ")
        );
        Ok((sql, values))
    }
}

/// The sentence or the content, which may go on over several sentences, holds what is looked for.
const IN_SENTENCE: &str = "holds(?, (SELECT group_concat(substr(d.text, at + 1, \"end\" - at), ' ') FROM (
    SELECT s.sentence AS at, s.sentence_end AS \"end\"
    UNION ALL SELECT json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]') FROM json_each(s.detail, '$.v') j
    UNION ALL SELECT json_extract(j.value, '$[0]'), json_extract(j.value, '$[0]') + json_extract(j.value, '$[1]')
    FROM json_each(s.content) j)))";

/// One of those meant is named within the content, or takes part in an event told there.
fn is_named(c: &Chosen) -> String {
    format!(
        "EXISTS (SELECT 1 FROM json_each(r.named) c, json_each(c.value) m, json_each(s.content) t
            WHERE {actor} AND m.key % 2 = 1 AND m.value >= json_extract(t.value, '$[0]')
            AND m.value < json_extract(t.value, '$[0]') + json_extract(t.value, '$[1]'))
        OR EXISTS (SELECT 1 FROM json_each(s.detail, '$.e') n JOIN event e ON e.id = ((s.id >> 16) << 16 | n.value)
            WHERE {a} OR {r})",
        actor = c.is_actor("json_extract(c.value, '$[0]')"),
        a = c.is_part("e.actor"),
        r = c.is_part("e.recipient"),
    )
}
