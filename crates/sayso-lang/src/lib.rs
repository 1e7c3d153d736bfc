//! Language packs: identify, split, tokenise, tag, parse.

use sayso_core::{Sentence, Span, Upos};
use sayso_lang_data::Folders;
use std::collections::BTreeMap;

/// Why a language folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("lang/{code}/{file}: {why}")]
pub struct Error {
    /// The folder.
    pub code: String,
    /// The file in it.
    pub file: String,
    /// What is wrong and what to do.
    pub why: String,
}

/// All languages with a model.
pub struct Languages(BTreeMap<String, Language>);

/// One language: splits, tags and parses its text.
pub struct Language {
    code: String,
}

impl Languages {
    /// Reads the models of all folders.
    pub fn new(folders: &Folders) -> Result<Self, Error> {
        let all = folders.iter().filter(|(c, _)| *c != "und");
        Ok(Languages(all.map(|(c, _)| (c.to_string(), Language { code: c.to_string() })).collect()))
    }

    /// One of them.
    pub fn get(&self, code: &str) -> Option<&Language> {
        self.0.get(code)
    }

    /// The language of a text (BCP 47), whether it has a folder or not; `None` where unsure.
    pub fn identify(&self, _text: &str) -> Option<&'static str> {
        None
    }
}

impl Language {
    /// BCP 47 code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The sentences of one line (`span`) of `text`, tagged and parsed.
    pub fn analyse(&self, text: &str, span: Span) -> Vec<Sentence> {
        let mut s = Sentence::new(span);
        let mut at = span.start as usize;
        for w in span.of(text).split_whitespace() {
            let start = at + text[at..].find(w).expect("a word of it");
            at = start + w.len();
            let i = s.push(w, Span::new(start, at), true);
            s.tokens[i].upos = Upos::X;
            s.tokens[i].head = (i > 0).then_some(0);
        }
        if s.is_empty() { vec![] } else { vec![s] }
    }
}
