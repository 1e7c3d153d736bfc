//! What a page is.

use super::Word;
use sayso_core::{ChainRole, LineKind};
use schemars::JsonSchema;
use serde::Serialize;

/// Words of the text, and where they stand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Quote<'a> {
    /// The words.
    pub text: &'a str,
    /// Code points before them.
    pub start: u32,
    /// Code points up to their end.
    pub end: u32,
}

/// What a page tells of itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Article<'a> {
    /// Address of the page.
    pub url: Option<&'a str>,
    /// Who published the page, where it names itself.
    pub outlet: Option<&'a str>,
    /// Section of the outlet it stands in.
    pub section: Option<&'a str>,
    /// Headline, without the name of outlet or origin.
    pub title: Option<&'a str>,
    /// Authors.
    pub byline: &'a [String],
    /// Date, or date and time (ISO 8601), of publication as the page has it.
    pub published: Option<&'a str>,
    /// The same of its last change.
    pub updated: Option<&'a str>,
    /// The day that "Monday" and "last month" are counted from.
    pub reference_date: Option<String>,
    /// BCP 47 code; null where no language is recognised.
    pub language: Option<&'a str>,
    /// The outlet or agency that the story was first published by.
    pub origin: Option<Origin<'a>>,
    /// The hands it went through, first to last.
    pub chain: Vec<ChainLink<'a>>,
    /// The input decoded, nothing removed; for HTML the visible text of the whole page.
    pub text: &'a str,
}

/// Where a story comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Origin<'a> {
    /// Name of the outlet.
    pub outlet: &'a str,
    /// Its page, where linked.
    pub url: Option<&'a str>,
    /// The words that say so.
    pub evidence: Quote<'a>,
}

/// One pair of hands that a story went through.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChainLink<'a> {
    /// What it did.
    pub role: Word<ChainRole>,
    /// Its name.
    pub name: &'a str,
    /// Its page, where linked.
    pub url: Option<&'a str>,
    /// The words that say so.
    pub evidence: Quote<'a>,
}

/// One line of the text, without its end.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Line<'a> {
    /// What it is.
    pub kind: Word<LineKind>,
    /// Code points before it.
    pub start: u32,
    /// Code points up to its end.
    pub end: u32,
    /// Its language where it is not the page's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
}
