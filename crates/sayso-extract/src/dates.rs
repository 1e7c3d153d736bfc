//! Words that tell a time, and the days they mean.

use crate::{Error, Pack, Page};
use sayso_core::{Sentence, TimeRef};
use sayso_lang_data::Folder;

/// Month names, weekdays and relative words of one language.
#[derive(Debug, Default)]
pub struct Words {}

impl Words {
    /// Reads `dates.toml` of the language.
    pub fn load(_code: &str, _und: &Folder, _own: &Folder) -> Result<Self, Error> {
        Ok(Words {})
    }
}

/// The times on a page.
#[derive(Debug, Default)]
pub struct Times {
    /// By sentence: each time and the index of its head word.
    pub by_sentence: Vec<Vec<(usize, TimeRef)>>,
}

impl Times {
    /// The time told beside word `w`, else the only one of its sentence.
    pub fn of(&self, t: &Sentence, s: usize, w: usize) -> Option<TimeRef> {
        let all = &self.by_sentence[s];
        let under = all.iter().filter(|(i, _)| t.is_under(*i, w)).min_by_key(|(i, _)| i.abs_diff(w));
        under.or_else(|| all.first().filter(|_| all.len() == 1)).map(|x| x.1)
    }
}

/// Finds the times on a page, resolved against its reference date; what cannot be resolved
/// is left out.
pub fn find(_pack: &Pack, page: &Page) -> Times {
    Times { by_sentence: vec![vec![]; page.sentences.len()] }
}
