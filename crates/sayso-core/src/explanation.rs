//! Why a record stands, and what would have to change for another.

use crate::{How, Sentence, Span};

/// Why one record of a reading stands.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Which record.
    pub record: Record,
    /// The trees of the sentences it was read from, the clearest first.
    pub trees: Vec<Sentence>,
    /// The rules that read it, one an evidence, each once.
    pub rules: Vec<RuleText>,
    /// Why each of its actors is who they are.
    pub who: Vec<Resolved>,
    /// Words in the first sentence that tell whether an act was done, and what they do.
    pub status: Vec<(Span, &'static str)>,
    /// Other rules that the same cue words can meet.
    pub others: Vec<RuleText>,
}

/// A record of a reading, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// Into [`Reading::statements`](crate::Reading::statements).
    Statement(usize),
    /// Into [`Reading::events`](crate::Reading::events).
    Event(usize),
}

/// A rule as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// Its name in records: `en/events/sanction:9`.
    pub id: String,
    /// `lang/en/events/sanction.toml`; of a rule of the program itself its name alone.
    pub file: String,
    /// From 1; `None` for a rule of the program itself.
    pub line: Option<usize>,
    /// What it tells: `SANCTION`, `deny`.
    pub tells: String,
    /// Its own lines, without the examples.
    pub text: String,
}

/// Why the words of a participant stand for an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Part of the record: `actor`, `recipient`, `speaker`, `addressee`, `via`.
    pub part: &'static str,
    /// Index into [`Reading::actors`](crate::Reading::actors).
    pub actor: usize,
    /// The words at this place.
    pub span: Span,
    /// By which kind of words; `None` where the words only imply it.
    pub how: Option<How>,
    /// The fullest words by which the page names the actor before or after, where these are others.
    pub named: Option<Span>,
    /// Where the actor is listed: `lang/und/people.tsv:118`; `None` where the page alone tells of it.
    pub listed: Option<String>,
}
