//! One document: the article with its words marked, its records beside it.

use super::{cards, correct, front, layout, why};
use crate::access;
use crate::answer::Answer;
use crate::ask::{Ask, Form, Query};
use crate::form;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_core::{Reading, Span};
use sayso_format::html::{Links, within};
use sayso_format::{csv, json};
use sayso_read::{As, Input, Options};
use sayso_store::{DocumentRef, EventQuery, Store};
use std::collections::BTreeMap;

/// A document of the store.
pub(crate) fn stored(site: &Site, ask: &Ask, id: &str) -> Result<Answer, Trouble> {
    let (reading, others) = site.store(|s| {
        let reading = s.reading(id)?.ok_or_else(|| missing(id))?;
        let others = match ask.form {
            Form::Html => others(s, &reading.id)?,
            _ => Vec::new(),
        };
        Ok((reading, others))
    })?;
    match ask.form {
        Form::Json => Ok(Answer::json(&json::reading(&reading))),
        Form::Csv => Ok(Answer::csv(id, csv::reading_header() + &csv::reading(&reading))),
        Form::Atom => Err(crate::site::unknown(ask)),
        Form::Html => {
            let body = whole(site, ask, &reading, &others)?;
            let title = sayso_format::html::title(&reading).to_string();
            let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
            Ok(Answer::html(layout::page(&title, Some(forms), body)))
        }
    }
}

fn whole(site: &Site, ask: &Ask, reading: &Reading, others: &[Other]) -> Result<Markup, Trouble> {
    let at = ask.query.get("at").map(|given| range(&reading.document.text, given)).transpose()?;
    let verdicts = site.corrections.verdicts()?;
    let verdict = |id: &str| verdicts.of(id).map(|v| (v.told(), v.class()));
    let links = Links {
        why: |id| format!("/why/{id}"),
        record: Some(|id| format!("/events/{id}")),
        actor: Some(layout::actor_at),
        at,
        verdict: Some(&verdict),
    };
    Ok(html! {
        (way(reading, others))
        div.document { (within(reading, &links)) }
        (related(&reading.id, others))
        (correct::one_key(site, &ask.target))
    })
}

/// The words that `start-end` stands for, in code points as in all output.
fn range(text: &str, given: &str) -> Result<Span, Trouble> {
    let told = || Trouble::Question(format!("at={given}: START-END in code points of the text, as the JSON has them"));
    let (start, end) = given.split_once('-').and_then(|(s, e)| s.parse().ok().zip(e.parse().ok())).ok_or_else(told)?;
    let mut edges = text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]);
    let (start, end): (usize, usize) = (start, end);
    let from = edges.nth(start).ok_or_else(told)?;
    let to = end.checked_sub(start + 1).and_then(|n| edges.nth(n)).ok_or_else(told)?;
    Ok(Span::at(from, to))
}

/// No document has this id.
pub(crate) fn missing(id: &str) -> Trouble {
    Trouble::Missing(format!("no '{id}' in this store: an id is d and 16 hex digits, with .e or .s and 10 more"))
}

/// Another document of the same story or the same doings.
pub(crate) struct Other {
    document: DocumentRef,
    /// Events that both tell.
    events: usize,
    /// Actors that both name, where they are most of them.
    actors: i64,
    copy: bool,
}

/// Most of them that are shown.
const OTHERS: usize = 12;

/// Documents that tell the same events or name most of the same actors, copies and those with most first.
fn others(store: &Store, id: &str) -> Result<Vec<Other>, Trouble> {
    let query = EventQuery { document: Some(id.to_string()), reports: true, limit: 60, ..EventQuery::default() };
    let mut found: BTreeMap<String, Other> = BTreeMap::new();
    for event in store.events(&query)?.rows {
        let own = event.told_by.iter().find(|r| r.document.id == id).map(|r| r.story);
        let mut seen: Vec<&str> = Vec::new();
        for r in event.told_by.iter().filter(|r| r.document.id != id) {
            if !seen.contains(&r.document.id.as_str()) {
                seen.push(&r.document.id);
                let new = || Other { document: r.document.clone(), events: 0, actors: 0, copy: own == Some(r.story) };
                found.entry(r.document.id.clone()).or_insert_with(new).events += 1;
            }
        }
    }
    for akin in store.akin(id, OTHERS)? {
        let new = || Other { document: akin.document.clone(), events: 0, actors: 0, copy: akin.copy };
        found.entry(akin.document.id.clone()).or_insert_with(new).actors = akin.actors;
    }
    let mut all: Vec<Other> = found.into_values().collect();
    let rank = |o: &Other| (o.copy, o.events, o.actors);
    all.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.document.id.cmp(&b.document.id)));
    all.truncate(OTHERS);
    Ok(all)
}

fn related(id: &str, others: &[Other]) -> Markup {
    html! {
        @if !others.is_empty() {
            h2 { "Told elsewhere" }
            ul.plain {
                @for o in others {
                    li {
                        a href=(compare_at(id, &o.document.id)) { "compare" } " "
                        (cards::title(&o.document)) " "
                        span.notes { (cards::from(&o.document)) (in_common(o)) }
                    }
                }
            }
        }
    }
}

fn compare_at(a: &str, b: &str) -> String {
    format!("/compare?{}", Query::of(&[("a", a), ("b", b)]))
}

fn in_common(o: &Other) -> Markup {
    let (events, actors) = (o.events as i64, o.actors);
    html! {
        " · in common: "
        @if events > 0 { (layout::count(events, "event", "events")) }
        @if events > 0 && actors > 0 { ", " }
        @if actors > 0 { (layout::count(actors, "actor", "actors")) }
        @if o.copy { " · a copy" }
    }
}

/// The hands a story went through: who speaks, whom they told, who published, who copied.
fn way(r: &Reading, others: &[Other]) -> Markup {
    let a = &r.document.article;
    let mut speakers: BTreeMap<usize, usize> = BTreeMap::new();
    r.statements
        .iter()
        .flat_map(|s| &s.speaker)
        .filter(|p| !p.unnamed)
        .for_each(|p| *speakers.entry(p.actor).or_default() += 1);
    let mut first: Vec<(usize, usize)> = speakers.into_iter().collect();
    first.sort_by_key(|&(actor, n)| (std::cmp::Reverse(n), actor));
    let outlet = a.outlet.as_deref().filter(|o| !a.chain.iter().any(|l| l.name == *o));
    html! {
        ol.chain aria-label="The way of this page" {
            @if !first.is_empty() {
                li { span.role { "speakers" } @for (i, (actor, _)) in first.iter().take(3).enumerate() {
                    @if i > 0 { ", " } a href=(layout::actor_at(&r.actors[*actor].entity)) { (layout::words(&r.actors[*actor].name)) }
                } @if first.len() > 3 { " and " (first.len() - 3) " more" } }
            }
            @for link in &a.chain {
                li { span.role { (link.role.as_str().replace('_', " ")) } (layout::words(&link.name)) }
            }
            @if let Some(o) = outlet { li { span.role { "outlet" } (layout::words(o)) } }
            li { span.role { "this page" } code { (r.id) } @if let Some(url) = &a.url { " " (layout::away(url)) } }
            @if others.iter().any(|o| o.copy) {
                li { span.role { "copies" } @for (i, o) in others.iter().filter(|o| o.copy).enumerate() {
                    @if i > 0 { ", " } a href=(compare_at(&r.id, &o.document.id)) { (layout::words(o.document.outlet.as_deref().unwrap_or(&o.document.id))) }
                } }
            }
        }
    }
}

/// A text that a visitor gives; nothing of it is kept.
pub(crate) fn pasted(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let given = form::given(ask)?;
    let options = Options { date: given.date, language: given.language, attitudes: false };
    let input = Input::from_bytes(&given.name, given.bytes, As::Auto)
        .map_err(|why| Trouble::Question(format!("what you gave {why}")))?;
    let reading = site.config.reader.read(&input, &options);
    if ask.form == Form::Csv {
        return Ok(Answer::csv("read", csv::reading_header() + &csv::reading(&reading))
            .with("cache-control", "no-store".into()));
    }
    if access::is_json(ask) || ask.form == Form::Json {
        return Ok(Answer::json(&json::reading(&reading)).with("cache-control", "no-store".into()));
    }
    let whys = site.config.reader.explanations(&reading).unwrap_or_default();
    let links = Links { why: |id| format!("#why-{id}"), record: None, actor: None, at: None, verdict: None };
    let body = html! {
        p.notes { "Read just now; nothing of it is kept. " a href="/" { "Read another" } }
        div.document { (within(&reading, &links)) }
        @if reading.statements.is_empty() && reading.events.is_empty() {
            p { "No statements or events were read in this text." }
        }
        @if !whys.is_empty() { h2 { "Why each record stands" } }
        @for e in &whys { details.why id={ "why-" (why::id_of(&reading, e.record)) } { summary { (why::line(&reading, e.record)) } (why::explanation(&reading, e)) } }
        details { summary { "Read another text" } (front::form()) }
    };
    let title = sayso_format::html::title(&reading).to_string();
    Ok(Answer::html(layout::page(&title, None, body)).with("cache-control", "no-store".into()))
}
