//! One event or statement: all who assert and all who deny it, and every report.

use super::{cards, correct, layout, reader};
use crate::answer::Answer;
use crate::ask::{Ask, Form};
use crate::cells;
use crate::corrections::Verdicts;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_format::clean;
use sayso_store::{EventRow, Found, StatementRow};
use std::collections::BTreeMap;

/// The page of a record; a document is sent to its own.
pub(crate) fn record(site: &Site, ask: &Ask, id: &str) -> Result<Answer, Trouble> {
    let found = site.store(|s| s.find(id)?.ok_or_else(|| reader::missing(id)))?;
    match (found, ask.form) {
        (Found::Document(d), _) => Ok(Answer::moved(&format!("/documents/{}", d.id))),
        (_, Form::Atom) => Err(crate::site::unknown(ask)),
        (Found::Event(e), Form::Json) => Ok(Answer::json(&e)),
        (Found::Event(e), Form::Csv) => Ok(Answer::csv(id, cells::table(cells::EVENT, &[e]))),
        (Found::Statement(s), Form::Json) => Ok(Answer::json(&s)),
        (Found::Statement(s), Form::Csv) => Ok(Answer::csv(id, cells::table(cells::STATEMENT, &[s]))),
        (Found::Event(e), Form::Html) => {
            let (corner, verdicts) = (correct::corner(site, &e.id, &e.notation)?, site.corrections.verdicts()?);
            Ok(whole(ask, &e.notation, html! { (event(&e, &verdicts)) (corner) }))
        }
        (Found::Statement(s), Form::Html) => {
            let (corner, verdicts) = (correct::corner(site, &s.id, "")?, site.corrections.verdicts()?);
            Ok(whole(ask, &s.content, html! { (statement(&s, &verdicts)) (corner) }))
        }
    }
}

fn whole(ask: &Ask, title: &str, body: Markup) -> Answer {
    let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
    Answer::html(layout::page(title, Some(forms), body))
}

fn event(e: &EventRow, v: &Verdicts) -> Markup {
    let days: Vec<&str> = e.told_by.iter().filter_map(|r| r.document.reference_date.as_deref()).collect();
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    e.told_by.iter().filter_map(|r| r.document.outlet.as_deref()).for_each(|o| *outlets.entry(o).or_default() += 1);
    html! {
        h1 { (layout::words(&e.notation)) }
        ul.cards { (cards::claim(e, v)) }
        dl {
            dt { "status" } dd { @if !e.claimed_by.is_empty() || e.contested { "told as " } (e.status) @if e.contested { ", contested" } }
            @if let Some(m) = &e.mode { dt { "mode" } dd { (m) } }
            @if !e.context.is_empty() { dt { "context" } dd { (e.context.join(", ")) } }
            dt { "quad, CAMEO" } dd { (super::chart::QUADS[usize::from(e.quad.clamp(1, 4)) - 1]) ", " (e.cameo) }
            @if let Some(d) = &e.date { dt { "when" } dd { (d.from) @if d.to != d.from { " to " (d.to) } } }
            @if let Some(p) = &e.place { dt { "where" } dd { (layout::words(&p.text)) " " (p.country.as_deref().unwrap_or_default()) } }
            @for m in &e.magnitude { dt { (m.kind) } dd { (m.min) @if m.max != m.min { "–" (m.max) } " (“" (layout::words(&m.text)) "”)" } }
            @if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) { dt { "told since" } dd { (first) @if first != last { ", last " (last) } } }
            @if !outlets.is_empty() {
                dt { "outlets" }
                dd { @for (i, (o, n)) in outlets.iter().enumerate() { @if i > 0 { ", " } (layout::words(o)) @if *n > 1 { " ×" (n) } } }
            }
            dt { "id" } dd { code { (e.id) } }
        }
        h2 { "Reports " span.count { (e.told_by.len()) } }
        ul.cards.two { @for r in e.told_by.iter().take(100) { (cards::report(r)) } }
        @if e.told_by.len() > 100 { p.notes { "the first 100; all in the JSON" } }
    }
}

fn statement(s: &StatementRow, v: &Verdicts) -> Markup {
    html! {
        h1 { "Statement" }
        ul.cards { (cards::statement(s, v)) }
        dl {
            @if let Some(cue) = &s.cue { dt { "cue" } dd { (layout::words(cue)) } }
            dt { "sentence" } dd lang=[s.document.language.as_deref()] dir="auto" { (clean(&s.sentence)) }
            @if let Some(d) = &s.date { dt { "when" } dd { (d.from) @if d.to != d.from { " to " (d.to) } } }
            @for id in &s.about { dt { "tells" } dd { a href={ "/events/" (id) } { (id) } } }
            @for id in &s.denies { dt { "denies" } dd { a href={ "/statements/" (id) } { (id) } } }
            dt { "rule" } dd { code { (s.rule) } " · " a href={ "/why/" (s.id) } { "why?" } }
            dt { "in" } dd { a href={ "/documents/" (s.document.id) "#" (s.id) } { (cards::title(&s.document)) } }
            dt { "id" } dd { code { (s.id) } }
        }
    }
}
