//! Ties: what two sides do to each other and say of each other.

use super::chart::{self, Bar};
use super::{actor, cards, correct, layout, list};
use crate::answer::Answer;
use crate::ask::{Ask, Form, Query};
use crate::cells;
use crate::corrections::Verdicts;
use crate::filter::Filter;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_store::{Page, StatementRow, Tie, TieMonth, TieQuery};
use std::collections::BTreeMap;

/// Statements of each on the other that are shown.
const SAID: usize = 10;

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
        Form::Csv => return Ok(list::table(ask, "ties", cells::TIE, &rows, next.as_ref())),
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
    let (tie, names) = site.store(|s| Ok((s.tie(&query)?, [actor::called(s, a), actor::called(s, b)])))?;
    match ask.form {
        Form::Json => Ok(Answer::json(&tie)),
        Form::Csv => Ok(Answer::csv("tie", cells::table(cells::MONTH, &tie.months))),
        Form::Atom => Err(crate::site::unknown(ask)),
        Form::Html => {
            let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
            let sides = [Side { code: a, name: &names[0] }, Side { code: b, name: &names[1] }];
            let body =
                html! { (whole(&tie, &sides, &*site.corrections.verdicts()?)) (correct::one_key(site, &ask.target)) };
            Ok(Answer::html(layout::page(&format!("{} – {}", names[0], names[1]), Some(forms), body)))
        }
    }
}

/// One of the two.
struct Side<'a> {
    code: &'a str,
    name: &'a str,
}

fn whole(tie: &Tie, sides: &[Side; 2], v: &Verdicts) -> Markup {
    let [a, b] = sides;
    html! {
        h1 { a href=(layout::actor_at(a.code)) { (layout::words(a.name)) } " – " a href=(layout::actor_at(b.code)) { (layout::words(b.name)) } }
        @match &tie.sum {
            Some(sum) => { (cards::ties(std::slice::from_ref(sum))) }
            None => { p { "Nothing happened between them in this store." } }
        }
        @if !tie.months.is_empty() {
            h2 { "By month: above, " (layout::words(a.name)) " acts; below, " (layout::words(b.name)) " acts" }
            (chart::bars(&format!("What {} and {} did to each other by month", a.name, b.name), &bars(&tie.months, a.code, b.code)))
        }
        @if !tie.contested.is_empty() { h2 { "Contested between them" } ul.cards.two { @for e in &tie.contested { (cards::claim(e, v)) } } }
        div.columns {
            (says(&tie.a_on_b, a, b, v))
            (says(&tie.b_on_a, b, a, v))
        }
    }
}

fn says(page: &Page<StatementRow>, who: &Side, whom: &Side, v: &Verdicts) -> Markup {
    html! {
        section {
            h2 { (layout::words(who.name)) " on " (layout::words(whom.name)) }
            @if page.rows.is_empty() { p { "No statements." } }
            ul.cards { @for s in page.rows.iter().take(SAID) { (cards::statement(s, v)) } }
            @if page.more || page.rows.len() > SAID { (layout::more("/statements", &Query::of(&[("speaker", who.code), ("q", whom.name)]), "more")) }
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
