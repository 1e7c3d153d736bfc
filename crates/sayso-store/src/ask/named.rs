//! Values that a question names: one that nothing in the store has is told with the nearest that there is.

use super::Store;
use crate::error::{Error, Result};

impl Store {
    /// Countries are named by their code; whether anything is known of them is the answer.
    pub(crate) fn know_countries(&self, asked: &[String]) -> Result<()> {
        let is_code = |c: &str| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
        match asked.iter().find(|c| !is_code(c)) {
            None => Ok(()),
            Some(word) => {
                let near = self.near(word).unwrap_or_default().into_iter().find(|told| told.get(3..4) == Some(" "));
                let hint = near.map_or(String::new(), |n| format!(": did you mean {n}?"));
                Err(Error::Question(format!(
                    "a country is named by its code (ISO 3166-1), as 'JPN', not '{word}'{hint}"
                )))
            }
        }
    }

    /// Names of outlets as the pages have them.
    pub(crate) fn know_outlets(&self, asked: &[String]) -> Result<()> {
        self.one_of("outlet", "reading", "outlet", asked)
    }

    /// Sectors of the actors that the store knows.
    pub(crate) fn know_sectors(&self, asked: &[String]) -> Result<()> {
        self.one_of("sector", "actor", "sector", asked)
    }

    fn one_of(&self, what: &str, table: &str, column: &str, asked: &[String]) -> Result<()> {
        for word in asked {
            let is_there = format!("SELECT 1 FROM {table} WHERE {column} = ?");
            if !self.told(self.conn.prepare_cached(&is_there).and_then(|mut s| s.exists([word])))? {
                let hint = match self.nearest(table, column, word)? {
                    Some(near) => format!(": did you mean '{near}'?"),
                    None => String::new(),
                };
                return Err(Error::Question(format!("no {what} '{word}' in {}{hint}", self.file.name())));
            }
        }
        Ok(())
    }

    fn nearest(&self, table: &str, column: &str, word: &str) -> Result<Option<String>> {
        let sql = format!("SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT 20000");
        let all: Vec<String> = self.told(crate::write::collect(&self.conn, &sql, []))?;
        let low = word.to_lowercase();
        let alike = |w: &String| strsim::jaro_winkler(&w.to_lowercase(), &low);
        Ok(all.into_iter().max_by(|a, b| alike(a).total_cmp(&alike(b))))
    }
}
