//! Who did what to whom (PLOVER events).

use crate::statement::words;
use crate::{Context, EventType, Evidence, Mode, Participant, Span, TimeRef};

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// See [`event_id`](crate::event_id).
    pub id: String,
    /// Its PLOVER type.
    pub kind: EventType,
    /// Its PLOVER mode, a finer type.
    pub mode: Option<Mode>,
    /// PLOVER contexts.
    pub context: Vec<Context>,
    /// CAMEO code for older tools, where one fits.
    pub cameo: Option<String>,
    /// Who acts.
    pub actor: Vec<Participant>,
    /// Who is acted upon.
    pub recipient: Vec<Participant>,
    /// The words that tell the act.
    pub cue: Span,
    /// Whether it happened.
    pub status: Status,
    /// When.
    pub date: Option<TimeRef>,
    /// Where.
    pub place: Option<Place>,
    /// How many.
    pub magnitude: Vec<Magnitude>,
    /// On whose word the page has it; empty: the page itself says so.
    pub claimed_by: Vec<Claim>,
    /// Who denies the alleged act.
    pub denied_by: Vec<Claim>,
    /// Sentences, spans and rules, the clearest first.
    pub evidence: Vec<Evidence>,
}

words! {
    /// Whether an event happened: only `Done` and `Ongoing` did.
    Status {
        Done "done", Ongoing "ongoing", Planned "planned", Demanded "demanded", Hypothetical "hypothetical",
        Negated "negated",
    }
}
words! {
    /// What a magnitude counts.
    MagnitudeKind { Dead "dead", Injured "injured", Arrested "arrested", Crowd "crowd", Abducted "abducted", Displaced "displaced", Expelled "expelled", Released "released", Amount "amount" }
}

/// Someone who asserts or denies an event, and in which statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Claim {
    /// Index into [`Reading::actors`](crate::Reading::actors).
    pub actor: usize,
    /// Index into [`Reading::statements`](crate::Reading::statements).
    pub statement: usize,
}

/// Where an event took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The words.
    pub span: Span,
    /// ISO 3166-1 alpha-3 code of the state it lies in, where known.
    pub country: Option<String>,
}

/// A number that tells how large an event was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Magnitude {
    /// What is counted.
    pub kind: MagnitudeKind,
    /// At least.
    pub min: u64,
    /// At most.
    pub max: u64,
    /// The words.
    pub span: Span,
}
