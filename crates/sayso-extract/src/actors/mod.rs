//! Who is named, and whom pronouns, titles and descriptions stand for.

use crate::{Error, Pack, Page};
use sayso_core::{Actor, Event, Participant, Statement};
use sayso_lang_data::Folder;

/// Names, adjectives, capitals, titles and pronouns of one language.
#[derive(Debug, Default)]
pub struct Names {}

impl Names {
    /// Reads `actors.tsv` of `und` and `names.tsv`, `titles.tsv`, `reference.toml` of the language.
    pub fn load(_code: &str, _und: &Folder, _own: &Folder) -> Result<Self, Error> {
        Ok(Names {})
    }
}

/// Everybody on the page, and who is meant at which words.
#[derive(Debug, Default)]
pub struct Cast {
    actors: Vec<Actor>,
}

/// Reads who is named on the page.
pub fn find(_pack: &Pack, _page: &Page) -> Cast {
    Cast::default()
}

impl Cast {
    /// Whom the noun phrase headed by word `w` of sentence `s` means: one participant per
    /// coordinated part ("Russia and North Korea"), pronouns and descriptions resolved. Empty
    /// where the phrase means nobody who acts or speaks (a thing, a time). Somebody whom
    /// nothing resolves becomes an actor `?#slug` of kind unknown.
    pub fn who(&mut self, _page: &Page, _s: usize, _w: usize) -> Vec<Participant> {
        vec![]
    }

    /// Like [`Cast::who`], but only those that are resolved to somebody known, and without
    /// making new actors.
    pub fn known(&self, _page: &Page, _s: usize, _w: usize) -> Vec<Participant> {
        vec![]
    }

    /// The actor behind an index.
    pub fn actor(&self, index: usize) -> &Actor {
        &self.actors[index]
    }

    /// All actors that have a mention or stand in a record, in order of first mention;
    /// renumbers the participants.
    pub fn into_actors(self, _statements: &mut [Statement], _events: &mut [Event]) -> Vec<Actor> {
        self.actors
    }
}
