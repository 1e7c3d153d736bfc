//! A reading as it is stored: bytes become code points, and back.

mod from;
mod to;

pub use to::Owner;

use serde::{Deserialize, Serialize};

/// Start and end in code points.
pub type Stretch = (u32, u32);

/// One reading, without the names that a file gives to its parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// What the page tells of itself.
    pub article: Article,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Whom it names.
    pub cast: Vec<Member>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what.
    pub events: Vec<Event>,
    /// Places of rules; evidence counts them.
    pub rules: Vec<String>,
}

/// What a page tells of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // as in sayso_core::Article
pub struct Article {
    pub day: Option<i64>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub outlet: Option<String>,
    pub section: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub more: More,
}

/// What is seldom asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // as in sayso_core::Article
pub struct More {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<(String, Option<String>, u32, u32)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<(String, String, Option<String>, u32, u32)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// Kind, span, story, language.
pub type Line = (String, u32, u32, u32, u32, Option<String>);

/// An actor and its mentions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub actor: Actor,
    /// Start, end, how; start …
    pub mentions: Vec<u32>,
}

/// An actor as one page names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // as in sayso_core::Actor
pub struct Actor {
    pub code: String,
    pub entity: String,
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub sector: Option<String>,
    pub role: Option<String>,
    pub wikidata: Option<String>,
}

/// Place in the cast, span, 1 for one whose name is kept back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part(pub u32, pub u32, pub u32, #[serde(default, skip_serializing_if = "is_zero")] pub u8);

fn is_nowhere(at: &Stretch) -> bool {
    *at == (0, 0)
}

fn is_zero(n: &u8) -> bool {
    *n == 0
}

/// Span, sentence, line, rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence(pub u32, pub u32, pub u32, pub u32, pub u32, pub i64);

/// Who said what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // as in sayso_core::Statement
pub struct Statement {
    pub hash: i64,
    pub day: i64,
    pub class: Option<String>,
    pub form: String,
    pub stance: String,
    /// 1 negated, 2 cue negated, 4 only in a teaser, 8 denied.
    pub flags: i64,
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub detail: StatementDetail,
}

/// Spans and places of a statement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatementDetail {
    /// Who speaks.
    #[serde(rename = "s", skip_serializing_if = "Vec::is_empty")]
    pub speaker: Vec<Part>,
    /// Through whom.
    #[serde(rename = "via", skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Part>,
    /// To whom.
    #[serde(rename = "to", skip_serializing_if = "Vec::is_empty")]
    pub addressee: Vec<Part>,
    /// The cue.
    #[serde(rename = "c", skip_serializing_if = "Option::is_none")]
    pub cue: Option<Stretch>,
    /// What was said.
    #[serde(rename = "t", skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Stretch>,
    /// Places of the events that it tells.
    #[serde(rename = "e", skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<u32>,
    /// Places of the statements that it denies.
    #[serde(rename = "d", skip_serializing_if = "Vec::is_empty")]
    pub denies: Vec<u32>,
    /// The words that tell when.
    #[serde(rename = "w", skip_serializing_if = "Option::is_none")]
    pub date: Option<Stretch>,
    /// The words that tell where.
    #[serde(rename = "p", skip_serializing_if = "Option::is_none")]
    pub place: Option<Stretch>,
    /// What it stands on.
    #[serde(rename = "v", skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Who did what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // as in sayso_core::Event
pub struct Event {
    pub hash: i64,
    pub day: i64,
    pub kind: String,
    pub mode: Option<String>,
    pub status: String,
    pub cameo: Option<String>,
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub country: Option<String>,
    /// 1 claimed, 2 denied, 4 only in a teaser.
    pub flags: i64,
    pub detail: EventDetail,
}

/// Spans and places of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventDetail {
    /// Who acts.
    #[serde(rename = "a", skip_serializing_if = "Vec::is_empty")]
    pub actor: Vec<Part>,
    /// Who is acted upon.
    #[serde(rename = "r", skip_serializing_if = "Vec::is_empty")]
    pub recipient: Vec<Part>,
    /// The cue.
    #[serde(rename = "c", skip_serializing_if = "is_nowhere")]
    pub cue: Stretch,
    /// Contexts.
    #[serde(rename = "x", skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<String>,
    /// The words that tell when.
    #[serde(rename = "w", skip_serializing_if = "Option::is_none")]
    pub date: Option<Stretch>,
    /// The words that tell where.
    #[serde(rename = "p", skip_serializing_if = "Option::is_none")]
    pub place: Option<Stretch>,
    /// Kind, least, most, span.
    #[serde(rename = "m", skip_serializing_if = "Vec::is_empty")]
    pub magnitude: Vec<(String, u64, u64, u32, u32)>,
    /// Places in the cast and among the statements of those who assert it.
    #[serde(rename = "b", skip_serializing_if = "Vec::is_empty")]
    pub claimed_by: Vec<(u32, u32)>,
    /// The same of those who deny it.
    #[serde(rename = "d", skip_serializing_if = "Vec::is_empty")]
    pub denied_by: Vec<(u32, u32)>,
    /// What it stands on.
    #[serde(rename = "v", skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Flags of statements.
pub const NEGATED: i64 = 1;
/// The cue is negated.
pub const CUE_NEGATED: i64 = 2;
/// A record that stands only in a teaser.
pub const TEASER: i64 = 4;
/// A statement that another one denies.
pub const CONTRADICTED: i64 = 8;
/// Flags of events: somebody asserts it.
pub const CLAIMED: i64 = 1;
/// Somebody denies it.
pub const DENIED: i64 = 2;

impl Rows {
    /// A hash of everything in it: the same reading has the same one in every store.
    pub fn digest(&self) -> [u8; 16] {
        let told = serde_json::to_vec(self).expect("rows have no key that is not a string");
        crate::ident::sha256(&[&told])[..16].try_into().expect("sixteen bytes")
    }
}
