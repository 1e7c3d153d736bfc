//! Who said what.

use crate::dates::Times;
use crate::{Cast, Error, Options, Pack, Page};
use sayso_core::Statement;
use sayso_lang_data::Folder;

/// Cues of one language: verbs, nouns and phrases that signal a statement.
#[derive(Debug, Default)]
pub struct Cues {}

impl Cues {
    /// Reads `statements/*.toml` and `quotes.toml` of the language.
    pub fn load(_code: &str, _und: &Folder, _own: &Folder) -> Result<Self, Error> {
        Ok(Cues {})
    }
}

/// Finds the statements of a page, in order of the text.
pub fn find(_pack: &Pack, _page: &Page, _cast: &mut Cast, _times: &Times, _options: Options) -> Vec<Statement> {
    vec![]
}
