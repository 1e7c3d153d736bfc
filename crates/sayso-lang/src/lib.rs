//! Language packs: identify, split, tokenise, tag, parse.
//!
//! A language's folder holds `model.bin`, trained by [`train`] from CoNLL-U. Reading with it
//! is deterministic: floats are only ever combined element by element, in a fixed order, and
//! every sum over many products is a sum of integers.

mod codes;
pub mod conllu;
mod features;
mod infer;
mod lemma;
mod model;
mod mst;
mod tokens;
pub mod train;
mod watch;
mod wire;

pub use infer::Scratch;
pub use model::Model;
pub use sayso_simd::Level;
pub use watch::{Stage, Watch};

use sayso_core::{Sentence, Span};
use sayso_identify::Identifier;
use sayso_lang_data::{Folder, Folders};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Why a language folder cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
#[error("lang/{code}/{file}: {why}")]
pub struct Error {
    /// The folder.
    pub code: String,
    /// The file in it.
    pub file: String,
    /// What is wrong and what to do.
    pub why: String,
}

/// All languages with a model, and how to tell these and others.
pub struct Languages {
    all: BTreeMap<String, Language>,
    identifier: Option<Identifier>,
}

/// One language: splits, tags and parses its text. Its model is read when it is first used.
pub struct Language {
    code: String,
    file: Cow<'static, [u8]>,
    model: OnceLock<Result<Model, Error>>,
}

impl Languages {
    /// Finds the models of all folders, and reads the table that tells languages.
    pub fn new(folders: &Folders) -> Result<Self, Error> {
        let with_model = |(code, folder): (&str, &Folder)| {
            let file = folder.shared("model.bin")?;
            Some((code.to_string(), Language { code: code.to_string(), file, model: OnceLock::new() }))
        };
        let table = folders.get("und").and_then(|f| f.shared("identify.bin"));
        let wrong = |why| Error { code: "und".into(), file: "identify.bin".into(), why };
        let identifier = table.map(Identifier::read).transpose().map_err(wrong)?;
        Ok(Languages { all: folders.iter().filter_map(with_model).collect(), identifier })
    }

    /// One of them.
    pub fn get(&self, code: &str) -> Option<&Language> {
        self.all.get(code)
    }

    /// The language of a page's text (BCP 47), whether it has a folder or not; `None` where
    /// unsure.
    pub fn identify(&self, text: &str) -> Option<&str> {
        Some(self.identifier.as_ref()?.score_page(text).guess()?.code)
    }

    /// The same of a page that gives its own language: pages that are copied from others often
    /// give a wrong one, so it is believed only where the text could well be in it.
    pub fn identify_beside(&self, text: &str, given: &str) -> Option<&str> {
        Some(self.identifier.as_ref()?.score_page(text).guess_beside(sayso_identify::common(given))?.code)
    }

    /// The language of one line of a page, where it is certain that it is not the page's own.
    pub fn identify_line(&self, line: &str, page: Option<&str>) -> Option<&str> {
        Some(self.identifier.as_ref()?.elsewhere(line, page.map(sayso_identify::common))?.code)
    }
}

impl Language {
    /// BCP 47 code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its model.
    pub fn model(&self) -> Result<&Model, Error> {
        let read = || {
            Model::read(self.file.clone()).map_err(|why| Error {
                code: self.code.clone(),
                file: "model.bin".into(),
                why,
            })
        };
        self.model.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// The sentences of one line (`span`) of `text`, tagged and parsed.
    pub fn analyse(&self, text: &str, span: Span) -> Vec<Sentence> {
        let Ok(model) = self.model() else { return vec![] };
        let mut all = model.tokens.split(text, span);
        for s in &mut all {
            self.annotate(s);
        }
        all
    }

    /// The sentences of one line (`span`) of `text`, in words.
    pub fn split(&self, text: &str, span: Span) -> Vec<Sentence> {
        self.model().map_or(vec![], |m| m.tokens.split(text, span))
    }

    /// Tags and parses words that are already cut.
    pub fn annotate(&self, s: &mut Sentence) {
        thread_local!(static SCRATCH: RefCell<Scratch> = RefCell::default());
        if let Ok(model) = self.model() {
            SCRATCH.with_borrow_mut(|k| model.annotate(s, k));
        }
    }
}
