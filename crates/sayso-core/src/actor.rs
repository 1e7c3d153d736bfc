//! Whom a page names: actors, and the mentions that stand for them.

use crate::Span;

/// Someone who acts, speaks or is acted upon: a person, organisation, state or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The code on the reference date: `JPN`, `RUS/GOV`, `JPN/GOV#fumio-kishida`, `NATO`,
    /// or `?#slug` for one that nothing resolves.
    pub id: String,
    /// What does not change with the office: the key of the actor list (`fumio-kishida`),
    /// else a key local to the document.
    pub entity: String,
    /// Name to show.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code of its state.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Office or function, in English where known.
    pub role: Option<String>,
    /// Wikidata item, where known.
    pub wikidata: Option<String>,
    /// All its mentions in reading order.
    pub mentions: Vec<Mention>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the contract defines them
pub enum ActorKind {
    Person,
    Organisation,
    State,
    Bloc,
    Group,
    Outlet,
    Unknown,
}

impl ActorKind {
    /// The word used in output and in actor lists.
    pub fn as_str(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::Organisation => "organisation",
            ActorKind::State => "state",
            ActorKind::Bloc => "bloc",
            ActorKind::Group => "group",
            ActorKind::Outlet => "outlet",
            ActorKind::Unknown => "unknown",
        }
    }

    /// From that word.
    pub fn parse(s: &str) -> Option<Self> {
        use ActorKind::*;
        [Person, Organisation, State, Bloc, Group, Outlet, Unknown].into_iter().find(|k| k.as_str() == s)
    }
}

/// Words that stand for an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// By which kind of words.
    pub how: How,
}

/// By which kind of words a mention names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// "Fumio Kishida", "Japan", "Japanese".
    Name,
    /// "Prime Minister", with or without a name.
    Title,
    /// "he", "mereka".
    Pronoun,
    /// "the Japanese leader".
    Description,
    /// "Tokyo", "the Kremlin".
    Metonym,
}

impl How {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Name => "name",
            How::Title => "title",
            How::Pronoun => "pronoun",
            How::Description => "description",
            How::Metonym => "metonym",
        }
    }
}

/// An actor in a part of a record (speaker, recipient, …), with the words it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Index into [`Reading::actors`](crate::Reading::actors).
    pub actor: usize,
    /// The words at this place.
    pub span: Span,
    /// "a US official who asked not to be named".
    pub unnamed: bool,
}
