//! Ties: what two sides do to each other and say of each other.

use super::chart::{self, Bar};
use super::{cards, layout, list};
use crate::answer::Answer;
use crate::ask::{Ask, Form, Query};
use crate::cells;
use crate::filter::Filter;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_store::{Page, StatementRow, Tie, TieMonth, TieQuery};
use std::collections::BTreeMap;

/// The strongest ties.
pub(crate) fn list(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let filter = Filter::of(&ask.query)?;
    let query = TieQuery {
        a: filter.actor.first().cloned(),
        since: filter.since,
        until: filter.until,
        limit: filter.offset + filter.limit + 1,
        ..TieQuery::default()
    };
    let mut rows = site.store(|s| Ok(s.ties(&query)?))?;
    rows.drain(..filter.offset.min(rows.len()));
    let more = rows.len() > filter.limit;
    rows.truncate(filter.limit);
    let next = more.then(|| ask.query.with("cursor", &filter.next()));
    match ask.form {
        Form::Json => return Ok(list::rows(ask, &rows, next.as_ref())),
        Form::Csv => return Ok(Answer::csv("ties", cells::table(cells::TIE, &rows))),
        Form::Atom => return Err(crate::site::unknown(ask)),
        Form::Html => {}
    }
    let body = html! {
        h1 { "Ties" }
        p.notes { "Only what happened counts (done, ongoing). Tone is the mean of the CAMEO scale of conflict and cooperation, −10 to 10." }
        form.facets.row action="/ties" {
            label { "one side" input name="actor" value=[ask.query.get("actor")] placeholder="JPN, NATO" dir="auto"; }
            label { "from" input name="since" value=[ask.query.get("since")] placeholder="2024-07"; }
            label { "to" input name="until" value=[ask.query.get("until")]; }
            button.main { "Find" }
        }
        @if rows.is_empty() { p { "No ties found." } } @else { (cards::ties(&rows)) }
        @if let Some(next) = &next { nav.pages { a rel="next" href={ "/ties?" (next) } { "next page" } } }
    };
    Ok(Answer::html(layout::page("Ties", Some(layout::Forms { ask, endings: &[".json", ".csv"] }), body)))
}

/// Everything between two sides.
pub(crate) fn tie(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let filter = Filter::of(&ask.query)?;
    let (Some(a), Some(b)) = (ask.query.get("a"), ask.query.get("b")) else {
        return Err(Trouble::Question("a tie has two sides: /tie?a=JPN&b=RUS".into()));
    };
    if a == b {
        return Err(Trouble::Question(format!("{a} has no tie to itself: name two sides")));
    }
    let (first, second) = (Some(a.to_string()), Some(b.to_string()));
    let query = TieQuery { a: first, b: second, since: filter.since, until: filter.until, ..TieQuery::default() };
    let tie = site.store(|s| Ok(s.tie(&query)?))?;
    match ask.form {
        Form::Json => Ok(Answer::json(&tie)),
        Form::Csv => Ok(Answer::csv("tie", cells::table(cells::MONTH, &tie.months))),
        Form::Atom => Err(crate::site::unknown(ask)),
        Form::Html => {
            let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
            Ok(Answer::html(layout::page(&format!("{a} – {b}"), Some(forms), whole(&tie, a, b))))
        }
    }
}

fn whole(tie: &Tie, a: &str, b: &str) -> Markup {
    html! {
        h1 { (layout::words(a)) " – " (layout::words(b)) }
        p { a href=(layout::actor_at(a)) { (layout::words(a)) } " · " a href=(layout::actor_at(b)) { (layout::words(b)) } }
        @match &tie.sum {
            Some(sum) => { (cards::ties(std::slice::from_ref(sum))) }
            None => { p { "Nothing happened between them in this store." } }
        }
        @if !tie.months.is_empty() {
            h2 { "By month: above, " (layout::words(a)) " acts; below, " (layout::words(b)) " acts" }
            (chart::bars(&format!("What {a} and {b} did to each other by month"), &bars(&tie.months, a, b)))
        }
        @if !tie.contested.is_empty() { h2 { "Contested between them" } ul.cards.two { @for e in &tie.contested { (cards::claim(e)) } } }
        div.columns {
            (says(&tie.a_on_b, a, b))
            (says(&tie.b_on_a, b, a))
        }
    }
}

fn says(page: &Page<StatementRow>, who: &str, whom: &str) -> Markup {
    html! {
        section {
            h2 { (layout::words(who)) " on " (layout::words(whom)) }
            @if page.rows.is_empty() { p { "No statements." } }
            ul.cards { @for s in &page.rows { (cards::statement(s)) } }
            @if page.more { (layout::more("/statements", &Query::of(&[("speaker", who), ("q", whom)]), "more")) }
        }
    }
}

fn bars(months: &[TieMonth], a: &str, b: &str) -> Vec<Bar> {
    let mut by: BTreeMap<&str, ([i64; 4], [i64; 4])> = BTreeMap::new();
    for m in months.iter().filter(|m| !m.month.is_empty()) {
        let both = by.entry(&m.month).or_default();
        let quads = if m.actor == a { &mut both.0 } else { &mut both.1 };
        quads.iter_mut().zip(m.quads).for_each(|(sum, n)| *sum += n);
    }
    let href = |month: &str| format!("/tie?{}", Query::of(&[("a", a), ("b", b), ("since", month), ("until", month)]));
    by.into_iter().map(|(m, (up, down))| Bar { month: m.to_string(), up, down, href: Some(href(m)) }).collect()
}
