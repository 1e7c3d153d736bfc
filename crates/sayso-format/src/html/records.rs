//! Statements, events, what is contested, and the actors.

use super::{Links, words};
use crate::clean::clean;
use crate::contested::{Contest, What, contested};
use crate::excerpt::excerpt;
use crate::labels::{label, labels};
use maud::{Markup, html};
use sayso_core::{Claim, Event, Evidence, Participant, Reading, Span, Statement, TimeRef};

/// All records, each linked with its words in the article.
pub(super) fn all(r: &Reading, links: Option<&Links>) -> Markup {
    let contested = contested(r);
    html! {
        @if !r.statements.is_empty() { (heading("Who said what", r.statements.len())) }
        @for (i, s) in r.statements.iter().enumerate() { (statement(r, i, s, links)) }
        @if !r.events.is_empty() { (heading("Who did what", r.events.len())) }
        @for (i, e) in r.events.iter().enumerate() { (event(r, i, e, links)) }
        @if !r.actors.is_empty() { (heading("Actors", r.actors.len())) (actors(r, links)) }
        @if !contested.is_empty() { (heading("Contested", contested.len())) }
        @for c in &contested { (contest(r, c)) }
    }
}

fn heading(title: &str, count: usize) -> Markup {
    html! { h2 { (title) " " span.count { (count) } } }
}

fn statement(r: &Reading, i: usize, s: &Statement, links: Option<&Links>) -> Markup {
    let event = |e: &usize| link(&r.events[*e].id, 'e', *e);
    let denied = |d: &usize| link(&r.statements[*d].id, 's', *d);
    html! {
        section.record id=(s.id) data-record={ "s" (i + 1) } {
            p.notation { a href={ "#in-" (s.id) } { (name('s', i)) (statement_line(r, s)) } }
            (quote(r, &s.evidence, parts_of_statement(s)))
            p.notes {
                span class={ "stance " (s.stance.as_str()) } { (s.stance.as_str()) } " · " (s.form.as_str())
                @if s.negated { " · negated" }
                @if s.cue_negated { " · did not say it" }
                @if !s.denies.is_empty() { " · denies" @for d in &s.denies { " " (denied(d)) } }
                @if !s.via.is_empty() { " · through " (words(&labels(r, &s.via))) }
                @if s.speaker.iter().any(|p| p.unnamed) { " · speaker not named" }
                @if let Some(t) = s.date { " · " (day(t)) }
                @if let Some(p) = s.place { " · " (words(r.document.words(p))) }
                @if !s.about.is_empty() { " · tells" @for e in &s.about { " " (event(e)) } }
                @if let Some(l) = links { (ways(l, &s.id)) }
            }
        }
    }
}

fn event(r: &Reading, i: usize, e: &Event, links: Option<&Links>) -> Markup {
    html! {
        section.record id=(e.id) data-record={ "e" (i + 1) } {
            p.notation { a href={ "#in-" (e.id) } { (name('e', i)) (event_line(r, e)) } }
            (quote(r, &e.evidence, parts_of_event(e)))
            p.notes {
                span class={ "status " (e.status.as_str()) } { (e.status.as_str()) }
                @if let Some(m) = e.mode { " · " (m.as_str()) }
                @for c in &e.context { " · " (c.as_str().replace('_', " ")) }
                @if let Some(t) = e.date { " · " (day(t)) }
                @if let Some(p) = &e.place { " · in " (words(r.document.words(p.span))) }
                @for m in &e.magnitude { " · " (m.min) @if m.max != m.min { "–" (m.max) } " " (m.kind.as_str()) }
                @if !e.claimed_by.is_empty() { " · " (voices(r, &e.claimed_by)) " says so" }
                @if !e.denied_by.is_empty() { " · " span.deny { (voices(r, &e.denied_by)) " denies it" } }
                @if e.evidence.len() > 1 { " · told " (e.evidence.len()) " times" }
                @if let Some(l) = links { (ways(l, &e.id)) }
            }
        }
    }
}

/// The ways on from a record.
fn ways(links: &Links, id: &str) -> Markup {
    html! {
        @if let Some((told, class)) = links.verdict.and_then(|v| v(id)) { " · " span class={ "verdict " (class) } { (told) } }
        " · " a.why href=((links.why)(id)) { "why?" }
        @if let Some(record) = links.record { " · " a.self href=(record(id)) { "record" } }
    }
}

fn contest(r: &Reading, c: &Contest) -> Markup {
    let line = match c.what {
        What::Event(e) => html! { a href={ "#" (r.events[e].id) } { (name('e', e)) (event_line(r, &r.events[e])) } },
        What::Statement(s) => {
            html! { a href={ "#" (r.statements[s].id) } { (name('s', s)) (statement_line(r, &r.statements[s])) } }
        }
    };
    html! {
        section.record {
            p.notation { (line) }
            p.notes { span.done { "says so" } " " @if c.asserted.is_empty() { "the page itself" } @else { (voices(r, &c.asserted)) } }
            p.notes { span.deny { "denies it" } " " (voices(r, &c.denied)) }
        }
    }
}

fn actors(r: &Reading, links: Option<&Links>) -> Markup {
    html! {
        table {
            @for a in &r.actors {
                tr {
                    td { (words(&a.id)) }
                    td {
                        @if let Some(address) = links.and_then(|l| l.actor) { a href=(address(&a.entity)) { (words(&a.name)) } }
                        @else { (words(&a.name)) }
                    }
                    td { (words(a.role.as_deref().unwrap_or(a.kind.as_str()))) " ×" (a.mentions.len()) }
                }
            }
        }
    }
}

fn name(letter: char, i: usize) -> Markup {
    html! { span.name { (letter) (i + 1) } }
}

fn link(id: &str, letter: char, i: usize) -> Markup {
    html! { a href={ "#" (id) } { (letter) (i + 1) } }
}

fn arrow() -> Markup {
    html! { span.arrow { " > " } }
}

fn who(r: &Reading, all: &[Participant]) -> Markup {
    html! { b { (words(&labels(r, all))) } }
}

fn statement_line(r: &Reading, s: &Statement) -> Markup {
    html! { (who(r, &s.speaker)) (arrow()) span.cue { (s.cue.map_or("-", |c| c.class.as_str())) } (arrow()) (who(r, &s.addressee)) }
}

fn event_line(r: &Reading, e: &Event) -> Markup {
    let quad = format!("q{}", e.kind.quad() as u8);
    html! { (who(r, &e.actor)) (arrow()) span class=(quad) { (e.kind.as_str()) } (arrow()) (who(r, &e.recipient)) }
}

/// The words that a record stands on, in the language of the page.
fn quote(r: &Reading, evidence: &[Evidence], parts: Vec<Span>) -> Markup {
    let shown = evidence.first().map(|e| excerpt(&r.document, e, parts.into_iter()));
    html! {
        @if let Some(x) = shown {
            blockquote lang=[r.document.article.language.as_deref()] dir="auto" {
                @if x.cut_before { "… " } (clean(r.document.words(x.span))) @if x.cut_after { " …" }
            }
        }
    }
}

fn parts_of_statement(s: &Statement) -> Vec<Span> {
    let who = s.speaker.iter().chain(&s.via).chain(&s.addressee).map(|p| p.span);
    who.chain(s.cue.map(|c| c.span)).chain(s.content.iter().copied()).collect()
}

fn parts_of_event(e: &Event) -> Vec<Span> {
    e.actor.iter().chain(&e.recipient).map(|p| p.span).chain([e.cue]).collect()
}

fn voices(r: &Reading, claims: &[Claim]) -> Markup {
    html! {
        @for (i, c) in claims.iter().enumerate() {
            @if i > 0 { ", " }
            (words(label(&r.actors[c.actor]))) " (" (link(&r.statements[c.statement].id, 's', c.statement)) ")"
        }
    }
}

fn day(t: TimeRef) -> Markup {
    html! { (t.from.to_string()) @if t.to != t.from { " to " (t.to.to_string()) } }
}
