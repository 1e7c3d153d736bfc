//! Language packs: identify, split, tokenise, tag, parse.
//!
//! A language's folder holds `model.bin`, trained by [`train`] from CoNLL-U. Reading with it
//! is deterministic: floats are only ever combined element by element, in a fixed order, and
//! every sum over many products is a sum of integers.

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

/// All languages with a model.
pub struct Languages(BTreeMap<String, Language>);

/// One language: splits, tags and parses its text. Its model is read when it is first used.
pub struct Language {
    code: String,
    file: Cow<'static, [u8]>,
    model: OnceLock<Result<Model, Error>>,
}

impl Languages {
    /// Finds the models of all folders.
    pub fn new(folders: &Folders) -> Result<Self, Error> {
        let with_model = |(code, folder): (&str, &Folder)| {
            let file = folder.shared("model.bin")?;
            Some((code.to_string(), Language { code: code.to_string(), file, model: OnceLock::new() }))
        };
        Ok(Languages(folders.iter().filter_map(with_model).collect()))
    }

    /// One of them.
    pub fn get(&self, code: &str) -> Option<&Language> {
        self.0.get(code)
    }

    /// The language of a text (BCP 47), whether it has a folder or not; `None` where unsure.
    pub fn identify(&self, text: &str) -> Option<&'static str> {
        let head = text.char_indices().nth(4000).map_or(text, |(i, _)| &text[..i]);
        let found = whatlang::detect(head)?;
        bcp47(found.lang())
    }
}

/// ISO 639-3 to the code that pages use.
fn bcp47(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang::*;
    Some(match lang {
        Eng => "en",
        Ind => "id",
        Spa => "es",
        Fra => "fr",
        Deu => "de",
        Por => "pt",
        Ita => "it",
        Rus => "ru",
        Ukr => "uk",
        Ara => "ar",
        Cmn => "zh",
        Jpn => "ja",
        Kor => "ko",
        Tur => "tr",
        Vie => "vi",
        Pes => "fa",
        Hin => "hi",
        Pol => "pl",
        Nld => "nl",
        Swe => "sv",
        Dan => "da",
        Nob => "no",
        Fin => "fi",
        Ces => "cs",
        Ell => "el",
        Heb => "he",
        Hun => "hu",
        Ron => "ro",
        Bul => "bg",
        Srp => "sr",
        Hrv => "hr",
        Tha => "th",
        Ben => "bn",
        Urd => "ur",
        Tam => "ta",
        Tgl => "tl",
        other => return Some(other.code()),
    })
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
