//! Who did what to whom.

use crate::dates::Times;
use crate::{Cast, Error, Pack, Page};
use sayso_core::{Event, Statement};
use sayso_lang_data::Folder;

/// Rules of one language, by cue word.
#[derive(Debug, Default)]
pub struct Rules {}

impl Rules {
    /// Reads `events/*.toml` and `status.toml` of the language.
    pub fn load(_code: &str, _und: &Folder, _own: &Folder) -> Result<Self, Error> {
        Ok(Rules {})
    }
}

/// Finds the events of a page, in order of the text.
pub fn find(_pack: &Pack, _page: &Page, _cast: &mut Cast, _times: &Times, _statements: &[Statement]) -> Vec<Event> {
    vec![]
}
