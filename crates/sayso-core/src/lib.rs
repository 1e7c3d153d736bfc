//! The vocabulary of sayso: what a page is, what it says, and who did what to whom.
//!
//! Plain types without files, clock or network. Every other crate speaks in these words:
//! a page becomes a [`Document`], its text becomes [`Sentence`]s, and those become
//! [`Actor`]s, [`Statement`]s and [`Event`]s, each with its [`Evidence`]. All of it
//! together is a [`Reading`].

mod actor;
mod deprel;
mod document;
mod event;
mod explanation;
mod id;
mod notation;
mod offsets;
pub mod plover;
mod reading;
mod sentence;
mod span;
mod statement;
mod upos;

pub use actor::{Actor, ActorKind, How, Mention, Participant};
pub use deprel::{Deprel, Rel};
pub use document::{Article, ChainLink, ChainRole, Document, Line, LineKind, Origin};
pub use event::{Claim, Event, Magnitude, MagnitudeKind, Place, Status};
pub use explanation::{Explanation, Record, Resolved, RuleText};
pub use id::{document_id, event_id, statement_id};
pub use notation::{event_notation, statement_notation};
pub use offsets::Offsets;
pub use plover::{Context, EventType, Mode, Quad};
pub use reading::{Evidence, Reading, TimeRef};
pub use sentence::{Sentence, Token};
pub use span::Span;
pub use statement::{Cue, CueClass, Form, Stance, Statement};
pub use upos::Upos;
