//! On whose word, denied by whom, told twice.

use crate::{Cast, Pack, Page};
use sayso_core::{Event, Statement, event_id, statement_id};

/// Links denials to what they deny, events to the statements that tell them, and the events
/// that tell the same act to one another.
pub fn link(_pack: &Pack, _page: &Page, _cast: &mut Cast, _statements: &mut Vec<Statement>, _events: &mut Vec<Event>) {}

/// Gives every record its id.
pub fn identify(document: &str, statements: &mut [Statement], events: &mut [Event]) {
    for s in statements {
        let mut spans: Vec<_> = s.cue.iter().map(|c| c.span).chain(s.content.iter().copied()).collect();
        if spans.is_empty() {
            spans.extend(s.speaker.iter().map(|p| p.span));
        }
        s.id = statement_id(document, &spans);
    }
    for e in events {
        let spans: Vec<_> = [e.cue].into_iter().chain(e.evidence.first().map(|v| v.span)).collect();
        e.id = event_id(document, &spans, e.kind);
    }
}
