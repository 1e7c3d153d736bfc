//! What a page says: actors, statements, events.

use super::{Quote, Word};
use sayso_core::{ActorKind, Context, CueClass, EventType, Form, How, MagnitudeKind, Mode, Stance, Status};
use schemars::JsonSchema;
use serde::Serialize;

/// Someone who acts, speaks or is acted upon.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Actor<'a> {
    /// The code on the reference date: `JPN`, `RUS/GOV`, `JPN/GOV#fumio-kishida`, `NATO`, `?#slug`.
    pub id: &'a str,
    /// What does not change with the office: the key to join on.
    pub entity: &'a str,
    /// Name to show.
    pub name: &'a str,
    /// What it is.
    pub kind: Word<ActorKind>,
    /// ISO 3166-1 alpha-3 code of its state.
    pub country: Option<&'a str>,
    /// PLOVER sector.
    pub sector: Option<&'a str>,
    /// Office or function.
    pub role: Option<&'a str>,
    /// Wikidata item.
    pub wikidata: Option<&'a str>,
    /// All its mentions, in order.
    pub mentions: Vec<Mention>,
}

/// Words that stand for an actor.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Mention {
    /// Code points before them.
    pub start: u32,
    /// Code points up to their end.
    pub end: u32,
    /// By which kind of words.
    pub how: Word<How>,
}

/// An actor in a part of an event.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Participant<'a> {
    /// Its id.
    pub actor: &'a str,
    /// The words at this place.
    #[serde(flatten)]
    pub words: Quote<'a>,
}

/// An actor in a part of a statement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Speaker<'a> {
    /// Its id.
    pub actor: &'a str,
    /// The words at this place.
    #[serde(flatten)]
    pub words: Quote<'a>,
    /// Whether the page keeps the name back ("an official who asked not to be named").
    pub unnamed: bool,
}

/// Who said what.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Statement<'a> {
    /// `<document>.s` and 10 hex digits, made from its own spans.
    pub id: &'a str,
    /// Who speaks; several for joint statements.
    pub speaker: Vec<Speaker<'a>>,
    /// Links of a chain ("AFP quoted a spokesman as saying"), outermost first.
    pub via: Vec<Speaker<'a>>,
    /// To whom.
    pub addressee: Vec<Speaker<'a>>,
    /// The words that signal it; null for "X – Putin".
    pub cue: Option<Cue<'a>>,
    /// What was said, in pieces; empty for a statement that is all cue ("they deny it").
    pub content: Vec<Quote<'a>>,
    /// Within quotation marks, told, or both.
    pub form: Word<Form>,
    /// What the speaker does with the content.
    pub stance: Word<Stance>,
    /// The main clause of the content is negated.
    pub negated: bool,
    /// The cue is: "did not say".
    pub cue_negated: bool,
    /// Ids of the events that its content tells.
    pub about: Vec<&'a str>,
    /// Ids of the statements that it denies.
    pub denies: Vec<&'a str>,
    /// When it was said.
    pub date: Option<Time<'a>>,
    /// Where or by which means ("in written comments").
    pub place: Option<Quote<'a>>,
    /// The words it stands on.
    pub evidence: Vec<Evidence<'a>>,
}

/// The words that signal a statement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cue<'a> {
    /// The words.
    #[serde(flatten)]
    pub words: Quote<'a>,
    /// What they do.
    pub class: Word<CueClass>,
}

/// Words that tell a time, and the days they mean.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Time<'a> {
    /// The words.
    #[serde(flatten)]
    pub words: Quote<'a>,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// The words that a record was read from, and the rule that read them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Evidence<'a> {
    /// The words.
    #[serde(flatten)]
    pub words: Quote<'a>,
    /// Start and end of the sentence they stand in.
    pub sentence: [u32; 2],
    /// Index into `lines`.
    pub line: usize,
    /// Place of the rule in the language folders.
    pub rule: &'a str,
}

/// Who did what to whom, in PLOVER terms.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Event<'a> {
    /// `<document>.e` and 10 hex digits, made from its own spans and type.
    pub id: &'a str,
    /// The event in one line: `JPN > AGREE > NATO`; a missing part is `-`.
    pub notation: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: Word<EventType>,
    /// PLOVER mode.
    pub mode: Option<Word<Mode>>,
    /// PLOVER contexts.
    pub context: Vec<Word<Context>>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    #[schemars(range(min = 1, max = 4))]
    pub quad: u8,
    /// CAMEO code, for older tools.
    pub cameo: &'a str,
    /// Who acts; empty where nobody is named.
    pub actor: Vec<Participant<'a>>,
    /// Who is acted upon.
    pub recipient: Vec<Participant<'a>>,
    /// The words that tell the act.
    pub cue: Quote<'a>,
    /// Whether it happened: only done and ongoing did.
    pub status: Word<Status>,
    /// When.
    pub date: Option<Time<'a>>,
    /// Where.
    pub place: Option<Place<'a>>,
    /// How many.
    pub magnitude: Vec<Magnitude<'a>>,
    /// On whose word the page has it; empty: the page itself says so.
    pub claimed_by: Vec<Claim<'a>>,
    /// Who denies it.
    pub denied_by: Vec<Claim<'a>>,
    /// The words it stands on, the clearest first.
    pub evidence: Vec<Evidence<'a>>,
}

/// Where an event took place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place<'a> {
    /// The words.
    #[serde(flatten)]
    pub words: Quote<'a>,
    /// ISO 3166-1 alpha-3 code of the state it lies in.
    pub country: Option<&'a str>,
}

/// A number that tells how large an event was.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Magnitude<'a> {
    /// What is counted.
    pub kind: Word<MagnitudeKind>,
    /// At least.
    pub min: u64,
    /// At most.
    pub max: u64,
    /// The words.
    #[serde(flatten)]
    pub words: Quote<'a>,
}

/// Someone who asserts or denies an event, and in which statement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Claim<'a> {
    /// The actor's id.
    pub actor: &'a str,
    /// The statement's id.
    pub statement: &'a str,
}
