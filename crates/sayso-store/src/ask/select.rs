//! Whom a user means by `JPN`, `JPN/GOV`, `fumio-kishida` or "Fumio Kishida".

use super::{Store, list};
use crate::error::{Error, Result};
use rusqlite::params;

/// Actors that are meant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    /// Their sides.
    pub sides: Vec<i64>,
    /// Sides of which everybody is meant.
    whole: Vec<i64>,
    /// Actors that are meant beside those.
    pub actors: Vec<i64>,
}

impl Chosen {
    fn whole(sides: Vec<i64>) -> Chosen {
        Chosen { whole: sides.clone(), sides, actors: Vec::new() }
    }

    /// Whether not everybody on the sides is meant.
    pub fn is_fine(&self) -> bool {
        !self.actors.is_empty()
    }

    /// A condition on a column that holds a side.
    pub fn is_side(&self, column: &str) -> String {
        format!("{column} IN ({})", list(&self.sides))
    }

    /// A condition on a column that holds an actor.
    pub fn is_actor(&self, column: &str) -> String {
        let (actors, whole) = (list(&self.actors), list(&self.whole));
        match self.whole.is_empty() {
            true => format!("{column} IN ({actors})"),
            false => format!("({column} IN ({actors}) OR {column} IN (SELECT id FROM actor WHERE side IN ({whole})))"),
        }
    }

    /// A condition: one of the parts of a record of the reading `r` is meant; `parts` are columns and
    /// paths of its JSON.
    pub fn is_part(&self, parts: &str) -> String {
        let actor = "json_extract(r.named, '$[' || json_extract(j.value, '$[0]') || '][0]')";
        format!("EXISTS (SELECT 1 FROM json_each({parts}) j WHERE {})", self.is_actor(actor))
    }

    fn join(&mut self, other: Chosen) {
        self.sides.extend(other.sides);
        self.whole.extend(other.whole);
        self.actors.extend(other.actors);
        self.sides.sort_unstable();
        self.sides.dedup();
    }
}

impl Store {
    /// All actors that are meant by any of the words; `None` where there is no word.
    pub(crate) fn choose(&self, words: &[String]) -> Result<Option<Chosen>> {
        let mut all: Option<Chosen> = None;
        for word in words {
            let one = self.choose_one(word.trim())?;
            match &mut all {
                None => all = Some(one),
                Some(all) => all.join(one),
            }
        }
        Ok(all)
    }

    fn choose_one(&self, word: &str) -> Result<Chosen> {
        let sides = |code: &str| self.numbers("SELECT id FROM side WHERE code = ?", code);
        for code in [word.to_string(), word.to_uppercase()] {
            let found = sides(&code)?;
            if !found.is_empty() {
                return Ok(Chosen::whole(found));
            }
        }
        let by_code = self.actors_where("code = ?1 OR code GLOB ?1 || '#*' OR code GLOB ?1 || '/*'", word)?;
        let by_entity = if by_code.is_empty() { self.actors_where("entity = lower(?1)", word)? } else { by_code };
        let found = if by_entity.is_empty() { self.actors_where("name = ?1 COLLATE NOCASE", word)? } else { by_entity };
        let state: Vec<i64> =
            found.iter().filter(|(_, side, kind)| kind == "state" && *side > 0).map(|(_, side, _)| *side).collect();
        match (found.is_empty(), state.is_empty()) {
            (true, _) => Err(self.unknown_actor(word)),
            (false, false) => Ok(Chosen::whole(state)),
            (false, true) => {
                let mut sides: Vec<i64> = found.iter().map(|(_, side, _)| *side).collect();
                sides.sort_unstable();
                sides.dedup();
                Ok(Chosen { sides, whole: Vec::new(), actors: found.iter().map(|(id, ..)| *id).collect() })
            }
        }
    }

    /// How a side is shown that a user has named: its code, where one side is meant.
    pub(crate) fn shown_as(&self, word: &str, sides: &[i64]) -> Result<String> {
        match sides {
            [one] => self.side_code(*one),
            _ => Ok(word.to_string()),
        }
    }

    fn actors_where(&self, condition: &str, word: &str) -> Result<Vec<(i64, i64, String)>> {
        let sql = format!("SELECT id, side, kind FROM actor WHERE {condition}");
        self.told(self.conn.prepare_cached(&sql).and_then(|mut s| {
            s.query_map([word], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<rusqlite::Result<_>>()
        }))
    }

    fn numbers(&self, sql: &str, word: &str) -> Result<Vec<i64>> {
        self.told(
            self.conn
                .prepare_cached(sql)
                .and_then(|mut s| s.query_map(params![word], |r| r.get(0))?.collect::<rusqlite::Result<_>>()),
        )
    }

    /// What an unknown actor looks like.
    fn unknown_actor(&self, word: &str) -> Error {
        let near = self.near(word).unwrap_or_default();
        let hint = match near.is_empty() {
            true => "list them with 'sayso actors'".to_string(),
            false => format!("did you mean {}?", near.join(", ")),
        };
        Error::Question(format!("no actor '{word}' in {}: {hint}", self.file.name()))
    }

    pub(crate) fn near(&self, word: &str) -> rusqlite::Result<Vec<String>> {
        let low = word.to_lowercase();
        let sql = "SELECT code, name, max(documents) FROM actor GROUP BY code, name ORDER BY 3 DESC LIMIT 20000";
        let mut find = self.conn.prepare_cached(sql)?;
        let mut rows = find.query([])?;
        let mut near: Vec<(f64, String)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (code, name): (String, String) = (row.get(0)?, row.get(1)?);
            let plain = name.to_lowercase();
            let part = plain.split_whitespace().any(|w| w == low) || (low.len() > 3 && plain.contains(&low));
            let alike = strsim::jaro_winkler(&plain, &low).max(strsim::jaro_winkler(&code.to_lowercase(), &low));
            let score = if part { 1.0 } else { alike };
            if score > 0.86 {
                near.push((score, format!("{code} ({name})")));
            }
        }
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.truncate(5);
        Ok(near.into_iter().map(|(_, told)| told).collect())
    }
}
