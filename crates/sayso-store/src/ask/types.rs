//! What answers are made of.

use serde::Serialize;

/// What is in a store.
#[derive(Clone, Debug, Serialize)]
pub struct Counts {
    /// Documents, those no longer shown among them.
    pub documents: i64,
    /// Documents that are shown.
    pub readings: i64,
    /// Those of them that are no copies of one another.
    pub independent: i64,
    /// Statements in all readings.
    pub statements: i64,
    /// Events as each document tells them.
    pub reported_events: i64,
    /// Events, each counted once however many documents tell it.
    pub events: i64,
    /// Actors, by code, name and office.
    pub actors: i64,
    /// The first reference date.
    pub first: Option<String>,
    /// The last one.
    pub last: Option<String>,
}

/// A document in an answer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DocumentRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published, as the page has it.
    pub published: Option<String>,
    /// The day that its relative dates are counted from.
    pub reference_date: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

/// A document that was looked for.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentRow {
    /// The document.
    #[serde(flatten)]
    pub document: DocumentRef,
    /// Documents with the same story, this one among them.
    pub reports: i64,
    /// Always 1: copies of one another are one report.
    pub independent: i64,
    /// Number of its statements.
    pub statements: i64,
    /// Number of its events.
    pub events: i64,
    /// The first line that holds what was looked for; else the first line of the story.
    pub words: String,
    /// Where that line stands, in code points of the text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// An actor in a part of a record.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Who {
    /// Its code on the day of the page.
    pub actor: String,
    /// What does not change with the office.
    pub entity: String,
    /// Name to show.
    pub name: String,
    /// The words at this place.
    pub text: String,
}

/// First and last day.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// Where an event took place.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceRow {
    /// The words.
    pub text: String,
    /// ISO 3166-1 alpha-3 code of the state it lies in.
    pub country: Option<String>,
}

/// A number that tells how large an event was.
#[derive(Clone, Debug, Serialize)]
pub struct MagnitudeRow {
    /// What is counted.
    pub kind: String,
    /// At least.
    pub min: u64,
    /// At most.
    pub max: u64,
    /// The words.
    pub text: String,
}

/// Somebody who asserts or denies, with the words.
#[derive(Clone, Debug, Serialize)]
pub struct Voice {
    /// Code of the speaker.
    pub actor: String,
    /// What does not change with the office.
    pub entity: String,
    /// Name to show.
    pub name: String,
    /// Id of the statement.
    pub statement: String,
    /// Its words.
    pub words: String,
    /// Who published them.
    pub outlet: Option<String>,
}

/// One document's telling of an event.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Id of the event as this document tells it.
    pub event: String,
    /// The document.
    pub document: DocumentRef,
    /// Documents with the same number are copies of one another.
    pub story: i64,
    /// The words it stands on.
    pub words: String,
    /// Their sentence.
    pub sentence: String,
    /// Where the words stand, in code points of the text.
    pub start: u32,
    /// Where they end.
    pub end: u32,
    /// Place of the rule that read them.
    pub rule: String,
}

/// One event, however many documents tell it.
#[derive(Clone, Debug, Serialize)]
pub struct EventRow {
    /// Id of the report that stands for it.
    pub id: String,
    /// `JPN > AGREE > NATO`.
    pub notation: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// CAMEO code, for older tools.
    pub cameo: String,
    /// Whether it happened: only done and ongoing did.
    pub status: String,
    /// Who acts.
    pub actor: Vec<Who>,
    /// Who is acted upon.
    pub recipient: Vec<Who>,
    /// When, where the page says so.
    pub date: Option<Days>,
    /// That day, else the reference date of the page.
    pub day: Option<String>,
    /// Where.
    pub place: Option<PlaceRow>,
    /// How many.
    pub magnitude: Vec<MagnitudeRow>,
    /// All who assert it, over all documents; empty: pages themselves say so.
    pub claimed_by: Vec<Voice>,
    /// All who deny it.
    pub denied_by: Vec<Voice>,
    /// Asserted by somebody and denied by somebody.
    pub contested: bool,
    /// Told only in headlines of other stories.
    pub teaser: bool,
    /// Documents that tell it.
    pub reports: i64,
    /// Those of them that are no copies of one another.
    pub independent: i64,
    /// The words it stands on, of the report that stands for it.
    pub words: String,
    /// Their sentence.
    pub sentence: String,
    /// The document of that report.
    pub document: DocumentRef,
    /// All reports, the clearest first; only where asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told_by: Vec<Report>,
}

/// One statement; copies of one another are one.
#[derive(Clone, Debug, Serialize)]
pub struct StatementRow {
    /// Its id.
    pub id: String,
    /// Who speaks.
    pub speaker: Vec<Who>,
    /// Links of a chain, outermost first.
    pub via: Vec<Who>,
    /// To whom.
    pub addressee: Vec<Who>,
    /// The words that signal it.
    pub cue: Option<String>,
    /// What they do.
    pub class: Option<String>,
    /// direct, indirect, mixed.
    pub form: String,
    /// What the speaker does with the content.
    pub stance: String,
    /// The main clause of the content is negated.
    pub negated: bool,
    /// The cue is: "did not say".
    pub cue_negated: bool,
    /// What was said.
    pub content: String,
    /// When, where the page says so.
    pub date: Option<Days>,
    /// That day, else the reference date of the page.
    pub day: Option<String>,
    /// Ids of the events that it tells.
    pub about: Vec<String>,
    /// Ids of the statements that it denies.
    pub denies: Vec<String>,
    /// Another statement denies it.
    pub denied: bool,
    /// Documents that have it, in the same words.
    pub reports: i64,
    /// Those of them that are no copies of one another.
    pub independent: i64,
    /// The words it stands on.
    pub words: String,
    /// Their sentence.
    pub sentence: String,
    /// Where the words stand, in code points of the text.
    pub start: u32,
    /// Where they end.
    pub end: u32,
    /// Place of the rule that read them.
    pub rule: String,
    /// The document.
    pub document: DocumentRef,
}

/// An actor over all documents.
#[derive(Clone, Debug, Serialize)]
pub struct ActorRow {
    /// What does not change with the office.
    pub entity: String,
    /// Its codes over time.
    pub codes: Vec<String>,
    /// Its names.
    pub names: Vec<String>,
    /// Its offices.
    pub roles: Vec<String>,
    /// What it is.
    pub kind: String,
    /// The side it stands on: its state, else itself.
    pub side: String,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Documents that name it.
    pub reports: i64,
    /// Those of them that are no copies of one another.
    pub independent: i64,
    /// Events in which it acts.
    pub acts: i64,
    /// Events in which it is acted upon.
    pub suffers: i64,
    /// Statements that it makes.
    pub says: i64,
    /// First reference date of a document that names it.
    pub first: Option<String>,
    /// Last one.
    pub last: Option<String>,
}

/// What two sides do to each other.
#[derive(Clone, Debug, Serialize)]
pub struct TieRow {
    /// One side.
    pub a: String,
    /// The other.
    pub b: String,
    /// Events in which `a` acts on `b`.
    pub acts: i64,
    /// Events in which `b` acts on `a`.
    pub suffers: i64,
    /// Reports of all of them.
    pub reports: i64,
    /// Reports that are no copies of one another.
    pub independent: i64,
    /// Events by quad, 1 to 4.
    pub quads: [i64; 4],
    /// Mean of the scale of all events: −10 conflict, 10 cooperation.
    pub tone: f64,
    /// First day.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
}

/// What two sides did to each other in one month.
#[derive(Clone, Debug, Serialize)]
pub struct TieMonth {
    /// `2024-07`.
    pub month: String,
    /// Who acts.
    pub actor: String,
    /// Who is acted upon.
    pub recipient: String,
    /// Events by quad, 1 to 4.
    pub quads: [i64; 4],
    /// All of them.
    pub events: i64,
    /// Reports of them.
    pub reports: i64,
    /// Reports that are no copies of one another.
    pub independent: i64,
    /// Mean of the scale.
    pub tone: f64,
}

/// What is found under an id.
#[derive(Debug)]
pub enum Found {
    /// A document, read.
    Document(Box<sayso_core::Reading>),
    /// An event with all its reports.
    Event(Box<EventRow>),
    /// A statement.
    Statement(Box<StatementRow>),
}
