//! The system: who is tied to whom, as a picture and as a table of the same data.

use super::chart::{self, Bar};
use super::network::round;
use super::{cards, layout, list, network, slider};
use crate::answer::Answer;
use crate::ask::{Ask, Form, Query};
use crate::cells;
use crate::filter::Filter;
use crate::force::{self, Place};
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_core::{EventType, Status};
use sayso_store::{EventMonth, EventQuery, EventRow, Facet, Store, TieQuery, TieRow};
use std::collections::{BTreeMap, BTreeSet};

/// What the colours of ties tell.
const TONES: &[(&str, &str)] = &[
    ("t1", "hostile (tone −4 and below)"),
    ("t2", "tense"),
    ("t3", "even"),
    ("t4", "friendly"),
    ("t5", "close (4 and above)"),
];
/// Ties of the picture.
const TIES: usize = 120;
/// Events that are looked through where ties are asked for by more than time.
const LOOKED: usize = 4_000;

/// A network, and what it was made of.
struct Net {
    ties: Vec<TieRow>,
    /// Not all events that were meant were looked through.
    cut: bool,
}

/// The page.
pub(crate) fn system(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let filter = Filter::of(&ask.query)?;
    let seed = ask
        .query
        .get("seed")
        .map_or(Ok(1), str::parse)
        .map_err(|_| Trouble::Question("seed: a number is wanted".into()))?;
    let held = site.counter.held().0;
    let by_time = is_by_time(&filter) && filter.actor.is_empty();
    let (net, months) = site.store(|s| {
        let months = if by_time { held.months.clone() } else { months(s, &filter)? };
        Ok((net(s, &filter)?, months))
    })?;
    if let Some(step) = ask.query.get("step") {
        return Ok(Answer::moved(&slider::chosen(&ask.query, &months, step)?));
    }
    let places = places(&net.ties, seed);
    match ask.form {
        Form::Json => {
            let nodes: Vec<_> = places
                .iter()
                .map(|(side, p)| serde_json::json!({"side": side, "x": round(p.x), "y": round(p.y)}))
                .collect();
            Ok(Answer::json(&serde_json::json!({"nodes": nodes, "ties": net.ties, "cut": net.cut, "seed": seed})))
        }
        Form::Csv => Ok(Answer::csv("system", cells::table(cells::TIE, &net.ties))),
        Form::Atom => Err(crate::site::unknown(ask)),
        Form::Html => {
            let body = html! {
                h1 { "System" }
                (conditions(&ask.query, &held.outlets))
                (slider::form(&ask.query, &months))
                (strip(&ask.query, &months))
                @if net.cut { p.notes { "Made of the latest " (LOOKED) " events that meet these conditions." } }
                @if net.ties.is_empty() { p { "No ties under these conditions." } }
                @else {
                    div.network { (network::picture(&net.ties, &places)) }
                    (legend(seed))
                    details open[ask.query.get("view") == Some("table")] { summary { "The same as a table" } (cards::ties(&net.ties)) }
                }
            };
            let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
            Ok(Answer::html(layout::page("System", Some(forms), body)))
        }
    }
}

/// Whether nothing is asked for but time and one side.
fn is_by_time(f: &Filter) -> bool {
    let all = f.kind.is_empty() && f.status.is_empty() && f.quad.is_empty() && f.speaker.is_empty();
    all && f.outlet.is_empty() && f.language.is_empty() && f.text.is_none() && !f.contested
}

/// The ties meant. By time alone the store sums them; else the events that are meant are summed here.
fn net(store: &Store, f: &Filter) -> Result<Net, Trouble> {
    if is_by_time(f) {
        let a = f.actor.first().cloned();
        let query = TieQuery { a, since: f.since, until: f.until, limit: TIES, ..TieQuery::default() };
        return Ok(Net { ties: store.ties(&query)?, cut: false });
    }
    let page = store.events(&EventQuery { limit: LOOKED, offset: 0, ..f.events() })?;
    Ok(Net { ties: sums(&page.rows), cut: page.more })
}

/// The state or body that a code stands for.
fn side(code: &str) -> &str {
    let whole = ["?", "IMG#", "MNC#", "NGO#"].iter().any(|start| code.starts_with(start));
    let end = if whole { None } else { code.find(['/', '#']) };
    &code[..end.unwrap_or(code.len())]
}

fn sums(events: &[EventRow]) -> Vec<TieRow> {
    let mut ties: BTreeMap<(&str, &str), TieRow> = BTreeMap::new();
    for e in events {
        for (a, b) in pairs(e) {
            let (first, second) = (a.min(b), a.max(b));
            let tie = ties.entry((first, second)).or_insert_with(|| empty(first, second));
            let count = if a == first { &mut tie.acts } else { &mut tie.suffers };
            *count += 1;
            tie.quads[usize::from(e.quad.clamp(1, 4)) - 1] += 1;
            tie.reports += e.reports;
            tie.independent += e.independent;
            tie.tone += sayso_store::scale::scale(&e.cameo);
            tie.first = [tie.first.take(), e.day.clone()].into_iter().flatten().min();
            tie.last = [tie.last.take(), e.day.clone()].into_iter().flatten().max();
        }
    }
    let mut rows: Vec<TieRow> = ties.into_values().collect();
    rows.iter_mut().for_each(|t| t.tone = round(t.tone / (t.acts + t.suffers).max(1) as f64));
    rows.sort_by(|x, y| (y.acts + y.suffers).cmp(&(x.acts + x.suffers)).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
    rows.truncate(TIES);
    rows
}

/// Who acts on whom, each two sides once; where all act together, each with those after it.
fn pairs(e: &EventRow) -> BTreeSet<(&str, &str)> {
    let actors: Vec<&str> = e.actor.iter().map(|w| side(&w.actor)).collect();
    let mut found = BTreeSet::new();
    for (i, a) in actors.iter().enumerate() {
        let together = if e.recipient.is_empty() { &actors[i + 1..] } else { &[] };
        let all = e.recipient.iter().map(|w| side(&w.actor)).chain(together.iter().copied());
        found.extend(all.filter(|b| a != b).map(|b| (*a, b)));
    }
    found
}

fn empty(a: &str, b: &str) -> TieRow {
    let (a, b, quads) = (a.to_string(), b.to_string(), [0; 4]);
    TieRow { a, b, acts: 0, suffers: 0, reports: 0, independent: 0, quads, tone: 0.0, first: None, last: None }
}

/// Events by month under all conditions but those of time: what the time strip shows.
fn months(store: &Store, f: &Filter) -> Result<Vec<EventMonth>, Trouble> {
    let query = EventQuery { since: None, until: None, ..f.events() };
    Ok(store.event_months(&query)?)
}

/// The sides of the ties and where they stand, in order of their codes.
fn places(ties: &[TieRow], seed: u64) -> BTreeMap<&str, Place> {
    let sides: BTreeSet<&str> = ties.iter().flat_map(|t| [t.a.as_str(), t.b.as_str()]).collect();
    let number: BTreeMap<&str, usize> = sides.iter().enumerate().map(|(i, s)| (*s, i)).collect();
    let edge = |t: &TieRow| (number[t.a.as_str()], number[t.b.as_str()], (t.acts + t.suffers) as f64);
    let edges: Vec<_> = ties.iter().map(edge).collect();
    let at = force::layout(sides.len(), &edges, network::WIDTH, network::HEIGHT, seed);
    sides.into_iter().zip(at).collect()
}

fn legend(seed: u64) -> Markup {
    html! {
        ul.legend aria-label="How to read the picture" {
            @for (class, told) in TONES { li { (sample(class, false)) (told) } }
            li { (sample("t3", false)) "mostly deeds" }
            li { (sample("t3", true)) "mostly words" }
        }
        p.notes { "A line is a tie: the broader, the more events. The places are reckoned with seed " (seed) ": the same data give the same picture." }
    }
}

fn sample(class: &str, words: bool) -> Markup {
    html! {
        svg width="28" height="8" viewBox="0 0 28 8" aria-hidden="true" {
            line class={ "tie " (class) @if words { " words" } } x1="1" y1="4" x2="27" y2="4" stroke-width="4" {}
        }
    }
}

/// Time as a strip of months: each is a link, so it needs no script.
fn strip(q: &Query, months: &[EventMonth]) -> Markup {
    let until = |m: &str| q.without("cursor").without("since").with("since", m).with("until", m);
    let bar = |m: &EventMonth| Bar {
        month: m.month.clone(),
        up: m.quads,
        down: [0; 4],
        href: Some(format!("/system?{}", until(&m.month))),
    };
    let bars: Vec<Bar> = months.iter().map(bar).collect();
    html! {
        @if bars.len() > 1 {
            details open { summary { "Events by month" } (chart::bars("Events by month; each month is a link", &bars))
                @if q.has("since") || q.has("until") { p.notes { a href={ "/system?" (q.without("since").without("until")) } { "all months" } } } }
        }
    }
}

fn conditions(q: &Query, outlets: &[Facet]) -> Markup {
    let word = |w: &str| (w.to_string(), w.to_string());
    html! {
        form.facets.row action="/system" {
            label { "actor" input name="actor" value=[q.get("actor")] placeholder="JPN, NATO" dir="auto"; }
            label { "on the word of" input name="speaker" value=[q.get("speaker")] dir="auto"; }
            (list::choice(q, "type", "type", EventType::ALL.iter().map(|k| word(k.as_str())).collect()))
            (list::choice(q, "status", "status", Status::ALL.iter().map(|k| word(k.as_str())).collect()))
            (list::choice(q, "outlet", "outlet", outlets.iter().map(|f| (f.word.clone(), format!("{} ({})", f.word, f.documents))).collect()))
            label { "from" input name="since" value=[q.get("since")] placeholder="2024-07"; }
            label { "to" input name="until" value=[q.get("until")]; }
            label { "seed" input name="seed" type="number" min="0" max="9999999" value=(q.get("seed").unwrap_or("1")); }
            button.main { "Show" }
            @if q.pairs().next().is_some() { a.clear href="/system" { "clear" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stands_for_its_side() {
        let told = ["JPN", "JPN/GOV#fumio-kishida", "RUS/MIL", "IMG#al-qaeda", "?#somebody", "NATO"].map(side);
        assert_eq!(told, ["JPN", "JPN", "RUS", "IMG#al-qaeda", "?#somebody", "NATO"]);
    }
}
