//! Actors over all documents.

use super::{ActorRow, EventQuery, Page, Store};
use crate::days;
use crate::error::Result;
use rusqlite::types::Value;
use rusqlite::{Row, params};

/// Which actors: all conditions hold; of several values of one condition, any.
#[derive(Clone, Debug, Default)]
pub struct ActorQuery {
    /// Codes, entities or names, exactly (as in [`EventQuery`]).
    pub actor: Vec<String>,
    /// A part of the name.
    pub name: Option<String>,
    /// Kinds: person, organisation, state, bloc, group, outlet, unknown.
    pub kind: Vec<String>,
    /// Countries (ISO 3166-1 alpha-3).
    pub country: Vec<String>,
    /// PLOVER sectors.
    pub sector: Vec<String>,
    /// At most so many rows; 0: all.
    pub limit: usize,
    /// So many rows are passed over.
    pub offset: usize,
}

impl Store {
    /// Actors, those named in most documents first.
    pub fn actors(&self, q: &ActorQuery) -> Result<Page<ActorRow>> {
        let (mut conditions, mut values) = (vec!["documents > 0".to_string()], Vec::<Value>::new());
        if let Some(chosen) = self.choose(&q.actor)? {
            conditions.push(chosen.is_actor("id"));
        }
        if let Some(name) = &q.name {
            conditions.push("instr(lower(name), lower(?))".into());
            values.push(name.clone().into());
        }
        self.know_countries(&q.country)?;
        self.know_sectors(&q.sector)?;
        for (column, words) in [("kind", &q.kind), ("country", &q.country), ("sector", &q.sector)] {
            if !words.is_empty() {
                conditions.push(format!("{column} IN ({})", vec!["?"; words.len()].join(",")));
                values.extend(words.iter().map(|w| Value::from(w.clone())));
            }
        }
        let wanted = if q.limit == 0 { usize::MAX >> 1 } else { q.limit };
        let sql = format!(
            "SELECT entity FROM actor WHERE {} GROUP BY entity ORDER BY sum(documents) DESC, entity LIMIT {} OFFSET {}",
            conditions.join(" AND "),
            (wanted as i64).saturating_add(1),
            q.offset
        );
        let found: rusqlite::Result<Vec<String>> = self
            .conn
            .prepare(&sql)
            .and_then(|mut s| s.query_map(rusqlite::params_from_iter(values), |r| r.get(0))?.collect());
        let mut entities = self.told(found)?;
        let more = entities.len() > wanted;
        entities.truncate(wanted);
        let rows = entities.iter().map(|e| self.actor_row(e)).collect::<Result<_>>()?;
        Ok(Page { rows, more })
    }

    fn actor_row(&self, entity: &str) -> Result<ActorRow> {
        let sql =
            "SELECT a.code, a.name, a.role, a.kind, s.code, a.wikidata, a.id FROM actor a JOIN side s ON s.id = a.side
            WHERE a.entity = ? AND a.documents > 0 ORDER BY a.documents DESC, a.code, a.name, a.role";
        let mut row = ActorRow::empty(entity);
        let mut actors = Vec::new();
        let found = (|| {
            let mut find = self.conn.prepare_cached(sql)?;
            let mut rows = find.query([entity])?;
            while let Some(r) = rows.next()? {
                add_new(&mut row.codes, r.get(0)?);
                add_new(&mut row.names, r.get(1)?);
                if let Some(role) = r.get(2)? {
                    add_new(&mut row.roles, role);
                }
                if actors.is_empty() {
                    (row.kind, row.side) = (r.get(3)?, r.get(4)?);
                }
                row.wikidata = row.wikidata.take().or(r.get(5)?);
                actors.push(r.get::<_, i64>(6)?);
            }
            Ok(())
        })();
        self.told(found)?;
        self.told(self.count_documents(&mut row, &actors))?;
        self.told(self.count_records(&mut row, &actors))?;
        Ok(row)
    }

    fn count_documents(&self, row: &mut ActorRow, actors: &[i64]) -> rusqlite::Result<()> {
        let sql = format!(
            "SELECT count(DISTINCT r.document), count(DISTINCT b.story), min(nullif(r.day, 0)), max(r.day)
                FROM naming c JOIN reading r ON r.id = c.reading AND r.current JOIN body b ON b.id = r.body
                WHERE c.actor IN ({})",
            super::list(actors)
        );
        let read = |r: &Row| Ok((r.get(0)?, r.get(1)?, r.get::<_, Option<i64>>(2)?, r.get::<_, Option<i64>>(3)?));
        let (reports, independent, first, last) = self.conn.query_row(&sql, [], read)?;
        (row.reports, row.independent) = (reports, independent);
        (row.first, row.last) = (first.and_then(days::written), last.and_then(days::written));
        Ok(())
    }

    /// Counts the records of the readings that name it; teasers aside.
    fn count_records(&self, row: &mut ActorRow, actors: &[i64]) -> rusqlite::Result<()> {
        let these = super::list(actors);
        let readings = format!(
            "(SELECT DISTINCT reading FROM naming WHERE actor IN ({these})) n JOIN reading r ON r.id = n.reading AND r.current"
        );
        let meant = format!("json_extract(r.named, '$[' || json_extract(j.value, '$[0]') || '][0]') IN ({these})");
        let events = |column: &str| {
            format!(
                "SELECT count(DISTINCT coalesce(e.same, e.id)) FROM {readings}
                    JOIN event e ON e.id BETWEEN r.id << 16 AND (r.id << 16) + 65535, json_each({column}) j
                    WHERE {meant} AND e.flags & 4 = 0 AND e.status IN (SELECT id FROM word WHERE name IN ('done', 'ongoing'))"
            )
        };
        let statements = format!(
            "SELECT count(DISTINCT s.alike) FROM {readings}
                JOIN statement s ON s.id BETWEEN r.id << 16 AND (r.id << 16) + 65535, json_each(s.speaker) j
                WHERE {meant} AND s.flags & 4 = 0"
        );
        row.acts = self.conn.query_row(&events("e.actor"), params![], |r| r.get(0))?;
        row.suffers = self.conn.query_row(&events("e.recipient"), params![], |r| r.get(0))?;
        row.says = self.conn.query_row(&statements, params![], |r| r.get(0))?;
        Ok(())
    }

    /// How many events are meant, without their rows.
    pub fn count_events(&self, q: &EventQuery) -> Result<i64> {
        let (ids, _) = self.event_numbers(&EventQuery { limit: 0, offset: 0, ..q.clone() })?;
        Ok(ids.len() as i64)
    }
}

impl ActorRow {
    fn empty(entity: &str) -> ActorRow {
        ActorRow {
            entity: entity.to_string(),
            codes: Vec::new(),
            names: Vec::new(),
            roles: Vec::new(),
            kind: String::new(),
            side: String::new(),
            wikidata: None,
            reports: 0,
            independent: 0,
            acts: 0,
            suffers: 0,
            says: 0,
            first: None,
            last: None,
        }
    }
}

fn add_new(all: &mut Vec<String>, one: String) {
    if !all.contains(&one) {
        all.push(one);
    }
}
