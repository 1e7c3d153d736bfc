//! Which events are meant, and which claims.

use super::load::Loader;
use super::select::Chosen;
use super::{EventRow, Page, Store, sought};
use crate::days;
use crate::error::Result;
use jiff::civil::Date;
use rusqlite::types::Value;
use sayso_core::{Context, EventType, Mode, Status};
use std::collections::HashSet;

/// Which events: all conditions hold; of several values of one condition, any.
///
/// Actors are named by code (`JPN`: Japan and all its parts; `JPN/GOV`; `JPN/GOV#fumio-kishida`), by entity
/// (`fumio-kishida`) or by name ("Fumio Kishida").
#[derive(Clone, Debug, Default)]
pub struct EventQuery {
    /// Who acts. Where all act together ("X and Y met") each is met by the other.
    pub actor: Vec<String>,
    /// Who is acted upon.
    pub recipient: Vec<String>,
    /// Who does either.
    pub involving: Vec<String>,
    /// PLOVER types.
    pub kind: Vec<EventType>,
    /// PLOVER modes.
    pub mode: Vec<Mode>,
    /// PLOVER contexts.
    pub context: Vec<Context>,
    /// Whether it happened.
    pub status: Vec<Status>,
    /// Quads, 1 to 4.
    pub quad: Vec<u8>,
    /// Countries in which it took place (ISO 3166-1 alpha-3).
    pub country: Vec<String>,
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Who asserts it.
    pub claimed_by: Vec<String>,
    /// Who denies it.
    pub denied_by: Vec<String>,
    /// Somebody asserts or denies it: it stands on somebody's word.
    pub alleged: bool,
    /// Somebody denies it.
    pub denied: bool,
    /// Somebody asserts it and somebody denies it.
    pub contested: bool,
    /// Words in the sentence that tells it (see [`Sought`](crate::words::Sought)).
    pub text: Option<String>,
    /// Languages of the documents.
    pub language: Vec<String>,
    /// Outlets of the documents.
    pub outlet: Vec<String>,
    /// Only events of this document.
    pub document: Option<String>,
    /// Only events that at least so many independent documents tell.
    pub independent: i64,
    /// Also events told only in headlines of other stories.
    pub teasers: bool,
    /// At most so many rows; 0: all.
    pub limit: usize,
    /// So many rows are passed over.
    pub offset: usize,
    /// Rows list their reports.
    pub reports: bool,
}

impl Store {
    /// Events, the latest first.
    pub fn events(&self, q: &EventQuery) -> Result<Page<EventRow>> {
        let (ids, more) = self.event_numbers(q)?;
        let mut loader = Loader::new(self);
        let rows = ids.into_iter().map(|id| loader.event(id, q.reports)).collect::<Result<_>>()?;
        Ok(Page { rows, more })
    }

    /// Alleged events with all who assert and all who deny them, and all reports.
    pub fn claims(&self, q: &EventQuery) -> Result<Page<EventRow>> {
        self.events(&EventQuery { alleged: true, reports: true, ..q.clone() })
    }

    /// Numbers of the events that stand for those meant, the latest first, and whether there are more.
    pub(crate) fn event_numbers(&self, q: &EventQuery) -> Result<(Vec<i64>, bool)> {
        let Some((sql, values)) = self.event_sql(q)? else { return Ok((Vec::new(), false)) };
        let wanted = if q.limit == 0 { usize::MAX } else { q.limit };
        let found = (|| {
            let mut statement = self.conn.prepare(&sql)?;
            let mut rows = statement.query(rusqlite::params_from_iter(values))?;
            let (mut seen, mut ids) = (HashSet::new(), Vec::new());
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                if !seen.insert(id) || seen.len() <= q.offset {
                    continue;
                }
                if ids.len() == wanted {
                    return Ok((ids, true));
                }
                ids.push(id);
            }
            Ok((ids, false))
        })();
        self.told(found)
    }

    fn event_sql(&self, q: &EventQuery) -> Result<Option<(String, Vec<Value>)>> {
        let sides = [&q.actor, &q.recipient, &q.involving].map(|words| self.choose(words));
        let [actor, recipient, involving] = sides;
        let (actor, recipient, involving) = (actor?, recipient?, involving?);
        self.know_countries(&q.country)?;
        self.know_outlets(&q.outlet)?;
        let mut sql = Sql::new(q);
        sql.sides(&actor, &recipient, &involving);
        sql.contract("e.type", q.kind.iter().map(|k| k.as_str()));
        sql.contract("e.mode", q.mode.iter().map(|m| m.as_str()));
        sql.contract("e.status", q.status.iter().map(|s| s.as_str()));
        sql.words("e.country", q.country.iter().map(String::as_str));
        sql.words("r.language", q.language.iter().map(String::as_str));
        sql.words("r.outlet", q.outlet.iter().map(String::as_str));
        if !q.quad.is_empty() {
            let of = |k: &&EventType| q.quad.contains(&(k.quad() as u8));
            sql.contract("e.type", EventType::ALL.iter().filter(of).map(|k| k.as_str()));
        }
        for context in &q.context {
            let any = format!("EXISTS (SELECT 1 FROM json_each(e.detail, '$.x') WHERE value = '{}')", context.as_str());
            sql.conditions.push(any);
        }
        for (words, path) in [(&q.claimed_by, "e.detail, '$.b'"), (&q.denied_by, "e.detail, '$.d'")] {
            if let Some(voice) = self.choose(words)? {
                sql.conditions.push(voice.is_part(path));
            }
        }
        sql.flags(q);
        if let Some(typed) = &q.text {
            sql.text(&sought(typed)?.fts(), typed);
        }
        if let Some(id) = &q.document {
            sql.value("d.key = ?", crate::ident::document_key(id).unwrap_or_default().into());
        }
        Ok(Some(sql.finish()))
    }
}

/// A question as it grows.
struct Sql {
    with: String,
    driver: String,
    conditions: Vec<String>,
    values: Vec<Value>,
    days: (i64, i64),
}

impl Sql {
    fn new(q: &EventQuery) -> Sql {
        let days = (days::first(q.since), days::last(q.until));
        Sql { with: String::new(), driver: "event e".into(), conditions: Vec::new(), values: Vec::new(), days }
    }

    /// From which table the search sets out: the narrowest that the question has.
    fn sides(&mut self, actor: &Option<Chosen>, recipient: &Option<Chosen>, involving: &Option<Chosen>) {
        let (from, to) = self.days;
        let on = format!(" AND p.day BETWEEN {from} AND {to}");
        let mut pairs = Vec::new();
        match (actor, recipient) {
            (Some(a), Some(b)) => pairs.push(format!("{} AND {}", a.is_side("p.a"), b.is_side("p.b"))),
            (Some(a), None) => pairs.push(a.is_side("p.a")),
            (None, Some(b)) => pairs.push(b.is_side("p.b")),
            (None, None) => {}
        }
        if let (Some(i), true) = (involving, pairs.is_empty()) {
            pairs.extend([i.is_side("p.a"), i.is_side("p.b")]);
        } else if let Some(i) = involving {
            let either = format!("({} OR {})", i.is_side("p.a"), i.is_side("p.b"));
            pairs.iter_mut().for_each(|p| p.push_str(&format!(" AND {either}")));
        }
        if !pairs.is_empty() {
            let select = |p: &String| format!("SELECT p.event AS event FROM pair p WHERE {p}{on}");
            self.with =
                format!("WITH hit AS MATERIALIZED ({})", pairs.iter().map(select).collect::<Vec<_>>().join(" UNION "));
            self.driver = "hit CROSS JOIN event e ON e.id = hit.event".into();
        }
        if self.days != (days::first(None), days::last(None)) {
            self.conditions.push(format!("e.day BETWEEN {from} AND {to}"));
        }
        self.fine(actor, recipient, involving);
    }

    /// Where one of a side is meant and not all of it: only readings that name them are looked at.
    fn fine(&mut self, actor: &Option<Chosen>, recipient: &Option<Chosen>, involving: &Option<Chosen>) {
        for (chosen, paths) in [
            (actor, &["e.actor"][..]),
            (recipient, &["e.recipient", "e.actor"]),
            (involving, &["e.actor", "e.recipient"]),
        ] {
            let Some(chosen) = chosen.as_ref().filter(|c| c.is_fine()) else { continue };
            let any: Vec<String> = paths.iter().map(|path| chosen.is_part(path)).collect();
            let named = format!("e.id >> 16 IN (SELECT reading FROM naming n WHERE {})", chosen.is_actor("n.actor"));
            self.conditions.push(format!("{named} AND ({})", any.join(" OR ")));
        }
    }

    fn words<'a>(&mut self, column: &str, words: impl Iterator<Item = &'a str>) {
        let words: Vec<Value> = words.map(|w| w.to_string().into()).collect();
        if !words.is_empty() {
            self.conditions.push(format!("{column} IN ({})", vec!["?"; words.len()].join(",")));
            self.values.extend(words);
        }
    }

    /// The same of words of the contract, which the file holds as numbers.
    fn contract<'a>(&mut self, column: &str, words: impl Iterator<Item = &'a str>) {
        let words: Vec<Value> = words.map(|w| w.to_string().into()).collect();
        if !words.is_empty() {
            let marks = vec!["?"; words.len()].join(",");
            self.conditions.push(format!("{column} IN (SELECT id FROM word WHERE name IN ({marks}))"));
            self.values.extend(words);
        }
    }

    fn value(&mut self, condition: &str, value: Value) {
        self.conditions.push(condition.into());
        self.values.push(value);
    }

    fn flags(&mut self, q: &EventQuery) {
        let stands = "(SELECT coalesce(x.together, x.flags) FROM event x WHERE x.id = coalesce(e.same, e.id))";
        let mut need = |condition: &str| self.conditions.push(format!("{stands} & {condition}"));
        if q.contested {
            need("3 = 3");
        }
        if q.denied {
            need("2");
        }
        if q.alleged {
            need("3");
        }
        if !q.teasers {
            need("4 = 0");
        }
        if q.independent > 1 {
            let counted = "(SELECT x.independent FROM event x WHERE x.id = e.same)";
            self.conditions.push(format!("{counted} >= {}", q.independent));
        }
    }

    fn text(&mut self, fts: &str, typed: &str) {
        self.value("e.id >> 16 IN (SELECT rowid FROM words WHERE words MATCH ?)", fts.to_string().into());
        let told = "holds(?, (SELECT group_concat(substr(d.text, at + 1, \"end\" - at), ' ') FROM (
            SELECT e.sentence AS at, e.sentence_end AS \"end\" UNION ALL
            SELECT json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]') FROM json_each(e.detail, '$.v') j)))";
        self.value(told, typed.to_string().into());
    }

    fn finish(self) -> (String, Vec<Value>) {
        let conditions = if self.conditions.is_empty() { "1".to_string() } else { self.conditions.join(" AND ") };
        let sql = format!(
            "{} SELECT coalesce(e.same, e.id) FROM {} CROSS JOIN reading r ON r.id = e.id >> 16 AND r.current
                CROSS JOIN document d ON d.id = r.document WHERE {conditions} ORDER BY e.day DESC, d.key, e.hash",
            self.with, self.driver
        );
        (sql, self.values)
    }
}
