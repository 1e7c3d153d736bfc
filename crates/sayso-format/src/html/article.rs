//! The article, line by line, with the words of its records marked.

use super::segments::{Mark, Marks, Part, Segment};
use crate::clean::clean;
use maud::{Markup, html};
use sayso_core::{Reading, Span};

/// All lines; what is not the story stands back by its class.
pub(super) fn article(r: &Reading, at: Option<Span>) -> Markup {
    let marks = Marks::of(r, at);
    let mut points = Points::of(&r.document.text);
    let language = r.document.article.language.as_deref();
    html! {
        article lang=[language] {
            @for (i, line) in r.document.lines.iter().enumerate() {
                p.(line.kind.as_str()) id={ (r.id) ".l" (i) } lang=[line.language.as_deref()] dir="auto" {
                    @for s in marks.segments(line.span) {
                        @for id in &s.begins { span id={ "in-" (id) } {} }
                        @if at.is_some_and(|a| a.start == s.span.start) { span #at {} }
                        (segment(r, &s, points.at(s.span.start)))
                    }
                }
            }
        }
    }
}

/// A piece of text: plain, or linked to the record that it tells most of.
fn segment(r: &Reading, s: &Segment, point: usize) -> Markup {
    let text = clean(r.document.words(s.span));
    match s.marks.iter().max_by_key(|m| m.part) {
        None => html! { (text) },
        Some(m) if m.part == Part::At => html! { mark.at { (text) } },
        // A blank between two words of a record is no link of its own.
        Some(m) if m.part == Part::Said || text.trim().is_empty() => {
            html! { span id={ "c" (point) } class=(class(s)) data-of=(of(s)) { (text) } }
        }
        Some(m) => {
            html! { a id={ "c" (point) } class=(class(s)) href={ "#" (m.id) } data-of=(of(s)) data-name=[names(s)] { (text) } }
        }
    }
}

/// Places of bytes as code points, counted on from the last one that was asked for.
struct Points<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
}

impl<'t> Points<'t> {
    fn of(text: &'t str) -> Self {
        Points { text, byte: 0, point: 0 }
    }

    fn at(&mut self, byte: u32) -> usize {
        let byte = byte as usize;
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.point
    }
}

/// The names of the records whose cue ends here.
fn names(s: &Segment) -> Option<String> {
    let ends = |m: &&&Mark| m.part > Part::Who && m.span.end == s.span.end;
    let names: Vec<String> = s.marks.iter().filter(ends).map(|m| format!("{}{}", m.letter, m.number)).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// The names of all records that the words belong to.
fn of(s: &Segment) -> String {
    let mut names: Vec<String> =
        s.marks.iter().filter(|m| m.part != Part::At).map(|m| format!("{}{}", m.letter, m.number)).collect();
    names.dedup();
    names.join(" ")
}

fn class(s: &Segment) -> String {
    let mut classes: Vec<&str> = s.marks.iter().map(|m| class_of(m.part)).collect();
    classes.sort_unstable();
    classes.dedup();
    classes.join(" ")
}

fn class_of(part: Part) -> &'static str {
    match part {
        Part::At => "at",
        Part::Said => "said",
        Part::Who => "who",
        Part::Cue => "cue",
        Part::Act(1) => "q1",
        Part::Act(2) => "q2",
        Part::Act(3) => "q3",
        Part::Act(_) => "q4",
    }
}
