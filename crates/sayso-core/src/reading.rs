//! Everything that one page says.

use crate::{Actor, Document, Event, Span, Statement};
use jiff::civil::Date;

/// What a page says: every record with its words.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// See [`document_id`](crate::document_id).
    pub id: String,
    /// The page.
    pub document: Document,
    /// Whom it names, in order of first mention.
    pub actors: Vec<Actor>,
    /// Who said what, in order of the text.
    pub statements: Vec<Statement>,
    /// Who did what, in order of the text.
    pub events: Vec<Event>,
    /// What a user should know of this reading ("no folder for language 'sw'").
    pub warnings: Vec<String>,
}

/// The words that a record was read from, and the rule that read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The words.
    pub span: Span,
    /// The sentence they stand in.
    pub sentence: Span,
    /// Index of the line.
    pub line: usize,
    /// `language/family/name`, the place of the rule in the language folders.
    pub rule: String,
}

/// Words that tell a time, and the days they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRef {
    /// The words.
    pub span: Span,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}
