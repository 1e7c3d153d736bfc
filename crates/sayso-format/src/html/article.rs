//! The article, line by line, with the words of its records marked.

use super::segments::{Mark, Part, Segment, marks, segments};
use crate::clean::clean;
use maud::{Markup, html};
use sayso_core::{Reading, Span};

/// All lines; what is not the story stands back by its class.
pub(super) fn article(r: &Reading) -> Markup {
    let marks = marks(r);
    let language = r.document.article.language.as_deref();
    html! {
        article lang=[language] {
            @for (i, line) in r.document.lines.iter().enumerate() {
                p.(line.kind.as_str()) id={ (r.id) ".l" (i) } lang=[line.language.as_deref()] dir="auto" {
                    @for s in segments(line.span, &marks) { (segment(r, &s)) }
                }
            }
        }
    }
}

fn segment(r: &Reading, s: &Segment) -> Markup {
    let text = clean(r.document.words(s.span));
    let Some(strongest) = s.marks.iter().max_by_key(|m| m.part) else { return html! { (text) } };
    let class = class(s);
    if strongest.part == Part::Said {
        return html! { span class=(class) { (text) } };
    }
    let first = is_first(strongest, s.span);
    let anchor = (first && strongest.part != Part::Who).then(|| format!("in-{}", strongest.id));
    let last = strongest.span.end == s.span.end && strongest.part != Part::Who;
    let name = last.then(|| format!("{}{}", strongest.letter, strongest.number));
    html! { a class=(class) href={ "#" (strongest.id) } id=[anchor] data-name=[name] { (text) } }
}

fn is_first(mark: &Mark, span: Span) -> bool {
    mark.span.start == span.start
}

fn class(s: &Segment) -> String {
    let mut classes: Vec<&str> = s.marks.iter().map(|m| class_of(m.part)).collect();
    classes.sort_unstable();
    classes.dedup();
    classes.join(" ")
}

fn class_of(part: Part) -> &'static str {
    match part {
        Part::Said => "said",
        Part::Who => "who",
        Part::Cue => "cue",
        Part::Act(1) => "q1",
        Part::Act(2) => "q2",
        Part::Act(3) => "q3",
        Part::Act(_) => "q4",
    }
}
