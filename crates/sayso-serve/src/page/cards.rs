//! Rows of answers as cards: documents, events, claims, statements.

use super::layout::{actor_at, count, words};
use crate::corrections::{Verdict, Verdicts};
use maud::{Markup, html};
use sayso_format::clean;
use sayso_store::{ActorRow, DocumentRef, DocumentRow, EventRow, Report, StatementRow, TieRow, Voice, Who};
use std::collections::BTreeSet;

/// Outlets of a claim that are named.
const OUTLETS: usize = 4;

/// A document.
pub(crate) fn document(d: &DocumentRow) -> Markup {
    html! {
        li.card {
            p.notation { a href={ "/documents/" (d.document.id) } { (title(&d.document)) } }
            blockquote lang=[d.document.language.as_deref()] dir="auto" { (clean(&d.words)) }
            p.notes {
                (from(&d.document)) " · " (count(d.statements, "statement", "statements")) " · "
                (count(d.events, "event", "events"))
                @if d.reports > 1 { " · " (d.reports) " copies of this story" }
            }
        }
    }
}

/// What people found of a record.
pub(crate) fn verdict(found: Option<Verdict>) -> Markup {
    html! { @if let Some(v) = found { " · " span class={ "verdict " (v.class()) } { (v.told()) } } }
}

/// An event.
pub(crate) fn event(e: &EventRow, v: &Verdicts) -> Markup {
    html! {
        li.card data-id=(e.id) {
            (event_line(e))
            blockquote lang=[e.document.language.as_deref()] dir="auto" { (clean(&e.sentence)) }
            (event_notes(e, v))
        }
    }
}

/// An event with who asserts and who denies it, each with their words.
pub(crate) fn claim(e: &EventRow, v: &Verdicts) -> Markup {
    html! {
        li.card data-id=(e.id) {
            (event_line(e))
            div.sides {
                div {
                    h3.done { "asserted by" }
                    @if e.claimed_by.is_empty() {
                        p.voice { "pages themselves: " q lang=[e.document.language.as_deref()] dir="auto" { (clean(&e.words)) } }
                    }
                    @for v in e.claimed_by.iter().take(6) { (voice(v)) }
                    @if e.claimed_by.len() > 6 { p.notes { "and " (e.claimed_by.len() - 6) " more" } }
                }
                @if !e.denied_by.is_empty() {
                    div {
                        h3.deny { "denied by" }
                        @for v in e.denied_by.iter().take(6) { (voice(v)) }
                        @if e.denied_by.len() > 6 { p.notes { "and " (e.denied_by.len() - 6) " more" } }
                    }
                }
            }
            (event_notes(e, v))
        }
    }
}

/// `A > TYPE > B`, linked.
pub(crate) fn event_line(e: &EventRow) -> Markup {
    html! {
        p.notation {
            (who(&e.actor)) span.arrow { " > " }
            a class={ "q" (e.quad) } href={ "/events/" (e.id) } { (e.kind) }
            span.arrow { " > " } (who(&e.recipient))
        }
    }
}

fn event_notes(e: &EventRow, v: &Verdicts) -> Markup {
    html! {
        p.notes {
            // What stands on somebody's word is told as done: whether it was, sayso does not say.
            @if !e.claimed_by.is_empty() || e.contested { "told as " }
            span class={ "status " (e.status) } { (e.status) }
            @if let Some(day) = &e.day { " · " time datetime=(day) { (day) } }
            @if let Some(p) = &e.place { " · in " (words(&p.text)) }
            @if e.contested { " · " span.deny { "contested" } }
            @else if let Some(v) = e.claimed_by.first() {
                " · on the word of " (words(&v.name))
                @if e.claimed_by.len() > 1 { " and " (e.claimed_by.len() - 1) " more" }
            }
            @if let Some((first, outlets)) = since(e) { " · since " time datetime=(first) { (first) } (outlets) }
            @else { " · " (from(&e.document)) }
            " · " (reports(e.reports, e.independent)) (verdict(v.of(&e.id)))
            " · " a.why href={ "/why/" (e.id) } { "why?" }
        }
    }
}

/// Since when an event is told, and in which outlets: where its reports are known and are several.
fn since(e: &EventRow) -> Option<(&str, Markup)> {
    let first = e.told_by.iter().filter_map(|r| r.document.reference_date.as_deref()).min()?;
    let outlets: BTreeSet<&str> = e.told_by.iter().filter_map(|r| r.document.outlet.as_deref()).collect();
    let more = outlets.len().saturating_sub(OUTLETS);
    let told = html! {
        @if !outlets.is_empty() { " in " }
        @for (i, o) in outlets.iter().take(OUTLETS).enumerate() { @if i > 0 { ", " } (words(o)) }
        @if more > 0 { " and " (more) " more" }
    };
    Some((first, told))
}

/// A statement.
pub(crate) fn statement(s: &StatementRow, v: &Verdicts) -> Markup {
    html! {
        li.card data-id=(s.id) {
            p.notation {
                (who(&s.speaker)) span.arrow { " > " }
                a.cue href={ "/statements/" (s.id) } { (s.class.as_deref().unwrap_or("says")) }
                @if !s.addressee.is_empty() { span.arrow { " > " } (who(&s.addressee)) }
            }
            blockquote lang=[s.document.language.as_deref()] dir="auto" { (clean(if s.content.is_empty() { &s.sentence } else { &s.content })) }
            p.notes {
                span class={ "stance " (s.stance) } { (s.stance) } " · " (s.form)
                @if s.cue_negated { " · did not say it" }
                @if s.denied { " · " span.deny { "denied" } }
                @if !s.via.is_empty() { " · through " (who(&s.via)) }
                @if let Some(day) = &s.day { " · " time datetime=(day) { (day) } }
                " · " (reports(s.reports, s.independent)) " · " (from(&s.document)) (verdict(v.of(&s.id)))
                " · " a.why href={ "/why/" (s.id) } { "why?" }
            }
        }
    }
}

/// Somebody's words.
pub(crate) fn voice(v: &Voice) -> Markup {
    html! {
        p.voice {
            a href=(actor_at(&v.entity)) { (words(&v.name)) } ": "
            a.quiet href={ "/statements/" (v.statement) } { q dir="auto" { (clean(&v.words)) } }
            @if let Some(o) = &v.outlet { " (" (words(o)) ")" }
        }
    }
}

/// One document's telling of an event.
pub(crate) fn report(r: &Report) -> Markup {
    html! {
        li.card {
            p.notation { a href={ "/documents/" (r.document.id) "#" (r.event) } { (title(&r.document)) } }
            blockquote lang=[r.document.language.as_deref()] dir="auto" { (clean(&r.sentence)) }
            p.notes { (from(&r.document)) " · words: " a.quiet href={ "/documents/" (r.document.id) "?at=" (r.start) "-" (r.end) "#at" } { q dir="auto" { (clean(&r.words)) } } " · " a.why href={ "/why/" (r.event) } { "why?" } }
        }
    }
}

/// An actor.
pub(crate) fn actor(a: &ActorRow) -> Markup {
    html! {
        li.card {
            p.notation { a href=(actor_at(&a.entity)) { b { (words(a.names.first().unwrap_or(&a.entity))) } } " " span.code { (words(&a.codes.join(", "))) } }
            p.notes {
                (a.kind) @if let Some(role) = a.roles.first() { " · " (words(role)) }
                " · acts " (a.acts) " · is acted upon " (a.suffers) " · says " (a.says) " · " (reports(a.reports, a.independent))
            }
        }
    }
}

/// A tie, as a row of a table.
pub(crate) fn tie(t: &TieRow) -> Markup {
    html! {
        tr {
            td { a href=(super::layout::tie_at(&t.a, &t.b)) { (words(&t.a)) " – " (words(&t.b)) } }
            td.n { (t.acts) } td.n { (t.suffers) }
            @for (i, n) in t.quads.iter().enumerate() { td.n class={ "q" (i + 1) } { (n) } }
            td.n { (format!("{:+.1}", t.tone)) }
            td.n { (t.reports) " (" (t.independent) ")" }
        }
    }
}

/// A table of ties.
pub(crate) fn ties(rows: &[TieRow]) -> Markup {
    html! {
        div.wide {
            table.data {
                thead { tr {
                    th scope="col" { "tie" } th.n scope="col" { "a on b" } th.n scope="col" { "b on a" }
                    th.n scope="col" { "talk +" } th.n scope="col" { "deeds +" } th.n scope="col" { "talk −" } th.n scope="col" { "deeds −" }
                    th.n scope="col" { "tone" } th.n scope="col" { "reports (independent)" }
                } }
                tbody { @for t in rows { (tie(t)) } }
            }
        }
    }
}

/// Names, linked; `-` for nobody.
pub(crate) fn who(all: &[Who]) -> Markup {
    let mut seen: Vec<&Who> = Vec::new();
    for w in all {
        if !seen.iter().any(|s| s.entity == w.entity) {
            seen.push(w);
        }
    }
    html! {
        @if seen.is_empty() { "-" }
        @for (i, w) in seen.iter().enumerate() {
            @if i > 0 { " + " }
            a href=(actor_at(&w.entity)) title=(clean(&w.actor)) { b { (words(&w.name)) } }
        }
    }
}

fn reports(reports: i64, independent: i64) -> String {
    format!("{} ({independent} independent)", count(reports, "report", "reports"))
}

/// A title, or the id of what has none.
pub(crate) fn title(d: &DocumentRef) -> Markup {
    html! { span lang=[d.language.as_deref()] { (words(d.title.as_deref().unwrap_or(&d.id))) } }
}

/// Where a document comes from.
pub(crate) fn from(d: &DocumentRef) -> Markup {
    let day = d.published.as_deref().or(d.reference_date.as_deref()).and_then(|p| p.get(..10));
    html! {
        @if let Some(o) = &d.outlet { (words(o)) " " }
        @if let Some(day) = day { time datetime=(day) { (day) } " " }
        a href={ "/documents/" (d.id) } { "document" }
    }
}
