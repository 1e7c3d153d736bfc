//! Who did what to whom, in reading order.

use super::look::{self, QUIET, WHO};
use super::quote::{notes, quote};
use super::sheet::{Piece, Sheet, piece};
use super::{heading, name};
use crate::labels::{label, labels};
use anstyle::Style;
use sayso_core::{Claim, Event, Magnitude, Reading, Span, Stance, TimeRef};

pub(super) fn all(sheet: &mut Sheet, r: &Reading) {
    if r.events.is_empty() {
        return;
    }
    heading(sheet, "WHO DID WHAT", r.events.len());
    for (i, e) in r.events.iter().enumerate() {
        if i > 0 {
            sheet.blank();
        }
        let mut line = notation(r, e);
        line.extend([piece("  ", QUIET), piece(e.status.as_str(), look::status(e.status))]);
        sheet.line(&[name('e', i)], &line);
        let parts = parts(e);
        for v in e.evidence.iter().take(1) {
            quote(sheet, &r.document, v, &parts);
        }
        notes(sheet, told(r, e));
    }
}

/// `Japan > AGREE > NATO`.
pub(super) fn notation(r: &Reading, e: &Event) -> Vec<Piece> {
    let arrow = || piece(" > ", QUIET);
    let who = |all: &[_]| piece(labels(r, all), if all.is_empty() { QUIET } else { WHO });
    vec![who(&e.actor), arrow(), piece(e.kind.as_str(), look::event(e.kind)), arrow(), who(&e.recipient)]
}

pub(super) fn parts(e: &Event) -> Vec<(Span, Style)> {
    let mut parts: Vec<(Span, Style)> = e.actor.iter().chain(&e.recipient).map(|p| (p.span, WHO)).collect();
    parts.push((e.cue, look::event(e.kind)));
    parts
}

fn told(r: &Reading, e: &Event) -> Vec<Piece> {
    let mut told = Vec::new();
    let mut say = |words: String, style: Style| told.push(piece(words, style));
    if let Some(m) = e.mode {
        say(m.as_str().into(), QUIET);
    }
    if !e.context.is_empty() {
        let context: Vec<String> = e.context.iter().map(|c| c.as_str().replace('_', " ")).collect();
        say(context.join(", "), QUIET);
    }
    if let Some(t) = e.date {
        say(day(t), QUIET);
    }
    if let Some(p) = &e.place {
        say(format!("in {}", r.document.words(p.span)), QUIET);
    }
    e.magnitude.iter().for_each(|m| say(number(m), QUIET));
    // Without anybody else's word it is the page itself that says so.
    if !e.claimed_by.is_empty() {
        say(format!("{} says so", voices(r, &e.claimed_by)), QUIET);
    }
    if !e.denied_by.is_empty() {
        say(format!("{} denies it", voices(r, &e.denied_by)), look::stance(Stance::Deny));
    }
    if e.evidence.len() > 1 {
        say(format!("told {} times", e.evidence.len()), QUIET);
    }
    told
}

/// `Japan (s3)`, `Japan (s3), NATO (s5)`.
fn voices(r: &Reading, claims: &[Claim]) -> String {
    let one = |c: &Claim| format!("{} (s{})", label(&r.actors[c.actor]), c.statement + 1);
    claims.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// `2024-07-08`, `2024-06-01 to 2024-06-30`.
pub(super) fn day(t: TimeRef) -> String {
    if t.from == t.to { t.from.to_string() } else { format!("{} to {}", t.from, t.to) }
}

fn number(m: &Magnitude) -> String {
    let count = if m.min == m.max { m.min.to_string() } else { format!("{} to {}", m.min, m.max) };
    format!("{count} {}", m.kind.as_str())
}
