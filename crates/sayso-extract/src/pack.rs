//! What the stages know of one language, read from its folder and `lang/und`.

use crate::rules::{self, Grammar};
use crate::{actors, dates, events, statements};
use rustc_hash::FxHashSet;
use sayso_lang_data::{Folder, Folders};
use std::collections::BTreeMap;

/// Why a language folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("lang/{code}/{file}{}: {why}", line.map_or(String::new(), |l| format!(":{l}")))]
pub struct Error {
    /// The folder.
    pub code: String,
    /// The file in it.
    pub file: String,
    /// The line, where known, from 1.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub why: String,
}

/// What the stages know of one language.
pub struct Pack {
    /// BCP 47 code.
    pub code: String,
    /// Names, titles, pronouns.
    pub names: actors::Names,
    /// Words that tell a time.
    pub dates: dates::Words,
    /// Cues of statements.
    pub cues: statements::Cues,
    /// Rules for events.
    pub rules: events::Rules,
    /// How clauses are built.
    pub grammar: Grammar,
}

impl Pack {
    /// Reads the folder `code`, with `und` below it.
    pub fn load(folders: &Folders, code: &str) -> Result<Self, Error> {
        let empty = Folder::default();
        let (und, own) = (folders.get("und").unwrap_or(&empty), folders.get(code).unwrap_or(&empty));
        let mut grammar: Grammar =
            own.text("lang.toml").map_or(Ok(Grammar::default()), |t| rules::parse(code, "lang.toml", t))?;
        let names = actors::Names::load(code, und, own)?;
        grammar.classes = classes(code, own, &names)?;
        Ok(Pack {
            code: code.to_string(),
            names,
            dates: dates::Words::load(code, own)?,
            cues: statements::Cues::load(code, &grammar, own)?,
            rules: events::Rules::load(code, &grammar, own)?,
            grammar,
        })
    }
}

/// Nouns by kind, from `classes.toml`; `people` are all titles besides.
fn classes(code: &str, own: &Folder, names: &actors::Names) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let Some(text) = own.text("classes.toml") else { return Ok(BTreeMap::new()) };
    let mut all: BTreeMap<String, Vec<String>> = rules::parse(code, "classes.toml", text)?;
    if let Some(people) = all.get_mut("people") {
        let listed: FxHashSet<String> = people.iter().cloned().collect();
        people.extend(names.callings().filter(|w| !listed.contains(*w)).map(str::to_string));
    }
    Ok(all)
}
