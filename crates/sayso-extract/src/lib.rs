//! Sentences become actors, statements and events.
//!
//! Before them, words are given the guise that the parser knows best ([`guise`]), and trees are
//! mended where it is known to err ([`repair`]); bracketed numbers it does not see ([`asides`]).
//!
//! The stages, in order, each a function from what is known to what is found:
//!
//! 1. [`actors`]: who is named, and whom pronouns, titles and descriptions stand for: a [`Cast`];
//! 2. [`dates`]: words that tell a time, and the days they mean;
//! 3. [`statements`]: who said what;
//! 4. [`events`]: who did what to whom;
//! 5. [`links`]: on whose word, denied by whom, told twice.
//!
//! What these know of a language stands in its folder: see `docs/rules.md`.

pub mod actors;
mod asides;
mod clause;
pub mod dates;
pub mod events;
mod guise;
pub mod links;
mod pack;
mod page;
mod quotes;
mod repair;
mod rules;
pub mod statements;
mod told;

pub use actors::Cast;
pub use pack::{Error, Pack};
pub use page::{Page, Sent};

use sayso_core::{Actor, Event, Statement};
use sayso_lang_data::Folders;
use std::collections::BTreeMap;

/// All that is known of all languages; made once, used from many threads.
pub struct Extractor {
    packs: BTreeMap<String, Pack>,
}

/// What a user may ask for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Also statements cued by attitudes (support, want, doubt …).
    pub attitudes: bool,
}

/// What a page says.
#[derive(Debug, Default)]
pub struct Extracted {
    /// In order of first mention.
    pub actors: Vec<Actor>,
    /// In order of the text.
    pub statements: Vec<Statement>,
    /// In order of the text.
    pub events: Vec<Event>,
}

impl Extractor {
    /// Reads names, cues and rules of all folders.
    pub fn new(folders: &Folders) -> Result<Self, Error> {
        let codes = folders.iter().map(|(code, _)| code).filter(|&c| c != "und");
        let packs = codes.map(|code| Ok((code.to_string(), Pack::load(folders, code)?)));
        Ok(Extractor { packs: packs.collect::<Result<_, Error>>()? })
    }

    /// What is known of one language.
    pub fn pack(&self, code: &str) -> Option<&Pack> {
        self.packs.get(code)
    }

    /// Reads a page whose sentences are parsed; `id` is the document's id.
    pub fn extract(&self, code: &str, id: &str, page: &Page, options: Options) -> Extracted {
        let Some(pack) = self.pack(code) else { return Extracted::default() };
        let mut cast = actors::find(pack, page);
        let times = dates::find(&pack.dates, page);
        let mut statements = statements::find(pack, page, &mut cast, &times, options);
        let mut events = events::find(pack, page, &mut cast, &times, &statements);
        links::link(pack, page, &mut cast, &mut statements, &mut events);
        links::identify(id, &mut statements, &mut events);
        Extracted { actors: cast.into_actors(&mut statements, &mut events), statements, events }
    }
}
