//! Whom the page names, most often named first.

use super::look::{QUIET, WHO};
use super::sheet::{Sheet, piece};
use super::{heading, indent};
use sayso_core::{Actor, ActorKind, How, Reading};
use unicode_width::UnicodeWidthStr;

/// How many words of an actor's mentions are shown.
const SHOWN: usize = 5;

pub(super) fn all(sheet: &mut Sheet, r: &Reading) {
    let named = r.actors.iter().enumerate().filter(|(_, a)| !a.mentions.is_empty());
    let (mut shown, other): (Vec<_>, Vec<_>) =
        named.partition(|(i, a)| a.kind != ActorKind::Unknown || takes_part(r, *i));
    if shown.is_empty() && other.is_empty() {
        return;
    }
    heading(sheet, "ACTORS", shown.len() + other.len());
    // The sort is stable: what is equal stays in order of the text.
    shown.sort_by_key(|(_, a)| (a.kind == ActorKind::Unknown, std::cmp::Reverse(a.mentions.len())));
    let columns = Columns::of(sheet, &shown);
    shown.iter().for_each(|(_, a)| columns.row(sheet, r, a));
    if !other.is_empty() {
        let names: Vec<&str> = other.iter().map(|(_, a)| a.name.as_str()).collect();
        sheet.wrap(&[indent()], &[indent()], &[piece(format!("also named: {}", names.join(", ")), QUIET)]);
    }
}

/// Whether somebody speaks, acts or is acted upon in a record.
fn takes_part(r: &Reading, actor: usize) -> bool {
    let statements = r.statements.iter().flat_map(|s| s.speaker.iter().chain(&s.via).chain(&s.addressee));
    let events = r.events.iter().flat_map(|e| e.actor.iter().chain(&e.recipient));
    statements.chain(events).any(|p| p.actor == actor)
}

/// Widths of the first columns.
struct Columns {
    id: usize,
    name: usize,
}

impl Columns {
    fn of(sheet: &Sheet, actors: &[(usize, &Actor)]) -> Self {
        let widest =
            |of: fn(&Actor) -> &str, most| actors.iter().map(|(_, a)| of(a).width().min(most)).max().unwrap_or(0);
        Columns { id: widest(|a| &a.id, sheet.width() / 3), name: widest(|a| &a.name, sheet.width() / 4) }
    }

    fn row(&self, sheet: &mut Sheet, r: &Reading, a: &Actor) {
        let role = a.role.as_deref().unwrap_or(a.kind.as_str());
        let mut what = format!("{role} ×{}", a.mentions.len());
        let words = other_words(r, a);
        if !words.is_empty() {
            what += &format!("  “{}”", words.join("”, “"));
        }
        let cells = [piece(padded(&a.id, self.id), QUIET), piece(padded(&a.name, self.name), WHO), piece(what, QUIET)];
        sheet.line(&[indent()], &cells);
    }
}

/// A text and blanks up to `width` and two more; what is wider keeps its own.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width()) + 2))
}

/// The words that stand for it, pronouns and its own name left out.
fn other_words<'r>(r: &'r Reading, a: &Actor) -> Vec<&'r str> {
    let mut words: Vec<&str> = Vec::new();
    for m in a.mentions.iter().filter(|m| m.how != How::Pronoun) {
        let w = r.document.words(m.span);
        if w != a.name && words.len() < SHOWN && !words.iter().any(|x| x.eq_ignore_ascii_case(w)) {
            words.push(w);
        }
    }
    words
}
