//! Why a record stands.

use super::{Quote, Word};
use sayso_core::How;
use schemars::JsonSchema;
use serde::Serialize;

/// Why a record stands: `sayso explain --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Explanation<'a> {
    /// The record's id.
    pub id: &'a str,
    /// The record in one line.
    pub notation: String,
    /// The sentences it was read from, the clearest first.
    pub sentences: Vec<Parsed<'a>>,
    /// The rules that read it.
    pub rules: Vec<Rule<'a>>,
    /// Why each of its actors is who they are.
    pub who: Vec<Resolved<'a>>,
    /// Words in the first sentence that can change the status of an act.
    pub status_words: Vec<StatusWord<'a>>,
    /// Other rules that the words of the cue can meet.
    pub others: Vec<Rule<'a>>,
}

/// A sentence and its tree.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Parsed<'a> {
    /// Its words.
    #[serde(flatten)]
    pub words: Quote<'a>,
    /// One word each: form, dictionary form, tag, number of the head (0 for the root), relation.
    pub tree: Vec<Node<'a>>,
}

/// A word of a tree.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Node<'a> {
    /// As it stands.
    pub form: &'a str,
    /// Dictionary form.
    pub lemma: &'a str,
    /// Universal part of speech.
    pub upos: &'a str,
    /// Number of the head, from 1; 0 for the root.
    pub head: usize,
    /// Universal Dependencies relation.
    pub deprel: String,
}

/// A rule as its file has it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Rule<'a> {
    /// Its name in records.
    pub id: &'a str,
    /// Its file.
    pub file: &'a str,
    /// Its line, from 1; null for a rule of the program itself.
    pub line: Option<usize>,
    /// What it tells.
    pub tells: &'a str,
    /// Its own lines.
    pub text: &'a str,
}

/// Why words stand for an actor.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Resolved<'a> {
    /// `actor`, `recipient`, `speaker`, `addressee` or `via`.
    pub part: &'static str,
    /// The actor's id.
    pub actor: &'a str,
    /// The words at this place.
    #[serde(flatten)]
    pub words: Quote<'a>,
    /// By which kind of words.
    pub how: Option<Word<How>>,
    /// The fullest other words by which the page names it.
    pub named: Option<Quote<'a>>,
    /// File and line of the list that has it; null where the page alone tells of it.
    pub listed: Option<&'a str>,
}

/// A word that can change the status of an act.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusWord<'a> {
    /// The word.
    #[serde(flatten)]
    pub words: Quote<'a>,
    /// What it does.
    pub does: &'static str,
}
