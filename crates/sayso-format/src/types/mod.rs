//! The output contract as types: what one document's reading looks like in JSON (`sayso/1`).
//!
//! Fields may be added; renaming or dropping one takes a new schema. Offsets are `[start, end)` in
//! Unicode code points of `article.text`. The JSON Schema in `docs/` is made from these types.

pub mod explain;
mod page;
mod records;
mod words;

pub use page::{Article, ChainLink, Line, Origin, Quote};
pub use records::{
    Actor, Claim, Cue, Event, Evidence, Magnitude, Mention, Participant, Place, Speaker, Statement, Time,
};
pub use words::{List, Word};

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;

/// One document's reading.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reading<'a> {
    /// Name and version of this contract: `sayso/1`.
    pub schema: &'a str,
    /// `d` and 16 hex digits, made from the text and, where given, address and id.
    pub id: &'a str,
    /// The given id, else the path, or `-:N`.
    pub input_id: &'a str,
    /// What the page tells of itself, and its text.
    pub article: Article<'a>,
    /// Every line that is not blank, in order.
    pub lines: Vec<Line<'a>>,
    /// Whom the page names, in order of first mention.
    pub actors: Vec<Actor<'a>>,
    /// Who said what, in order of the text.
    pub statements: Vec<Statement<'a>>,
    /// Who did what to whom, in order of the text.
    pub events: Vec<Event<'a>>,
    /// What a user should know of this reading.
    pub warnings: &'a [String],
}

/// What `sayso page` gives: the extraction alone.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Page<'a> {
    /// Name and version of this contract: `sayso/1`.
    pub schema: &'a str,
    /// As in a reading.
    pub id: &'a str,
    /// The given id, else the path, or `-:N`.
    pub input_id: &'a str,
    /// What the page tells of itself, and its text.
    pub article: Article<'a>,
    /// Every line that is not blank, in order.
    pub lines: Vec<Line<'a>>,
    /// What a user should know of this page.
    pub warnings: &'a [String],
}

/// The JSON Schema (draft 2020-12) of a reading; those of a page and of an explanation stand in it
/// under `$defs/Page` and `$defs/Explanation`.
pub fn schema() -> serde_json::Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.subschema_for::<Page>();
    generator.subschema_for::<explain::Explanation>();
    generator.into_root_schema_for::<Reading>().to_value()
}
