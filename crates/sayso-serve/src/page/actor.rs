//! Actors: what they did and said, to whom, over time.

use super::chart::{self, Bar};
use super::{cards, correct, layout, list};
use crate::answer::Answer;
use crate::ask::{Ask, Form, Query};
use crate::cells;
use crate::corrections::Verdicts;
use crate::filter::Filter;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_store::{
    ActorQuery, ActorRow, EventMonth, EventQuery, EventRow, Page, StatementQuery, StatementRow, Store, TieQuery, TieRow,
};

/// All actors, those named most first.
pub(crate) fn list(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let filter = Filter::of(&ask.query)?;
    let query = ActorQuery {
        name: filter.text.clone(),
        kind: ask.query.all("kind"),
        country: ask.query.all("country"),
        sector: ask.query.all("sector"),
        limit: filter.limit,
        offset: filter.offset,
        ..ActorQuery::default()
    };
    let page = site.store(|s| Ok(s.actors(&query)?))?;
    let next = page.more.then(|| ask.query.with("cursor", &filter.next()));
    match ask.form {
        Form::Json => return Ok(list::rows(ask, &page.rows, next.as_ref())),
        Form::Csv => return Ok(list::table(ask, "actors", cells::ACTOR, &page.rows, next.as_ref())),
        Form::Atom => return Err(crate::site::unknown(ask)),
        Form::Html => {}
    }
    let kinds = ["person", "organisation", "state", "bloc", "group", "outlet", "unknown"]
        .map(|k| (k.to_string(), k.to_string()));
    let body = html! {
        h1 { "Actors" }
        form.facets.row action="/actors" {
            label { "name" input type="search" name="q" value=[ask.query.get("q")] dir="auto"; }
            (list::choice(&ask.query, "kind", "kind", kinds.to_vec()))
            label { "country" input name="country" value=[ask.query.get("country")] placeholder="JPN"; }
            label { "sector" input name="sector" value=[ask.query.get("sector")] placeholder="GOV"; }
            button.main { "Find" }
        }
        ul.cards.two { @for a in &page.rows { (cards::actor(a)) } }
        @if page.rows.is_empty() { p { "Nobody found." } }
        @if let Some(next) = &next { nav.pages { a rel="next" href={ "/actors?" (next) } { "next page" } } }
    };
    Ok(Answer::html(layout::page("Actors", Some(layout::Forms { ask, endings: &[".json", ".csv"] }), body)))
}

/// All that the page of one actor shows.
struct Sheet {
    row: ActorRow,
    months: Vec<EventMonth>,
    ties: Vec<TieRow>,
    contested: Vec<EventRow>,
    events: Page<EventRow>,
    says: Page<StatementRow>,
}

/// One actor.
pub(crate) fn actor(site: &Site, ask: &Ask, entity: &str) -> Result<Answer, Trouble> {
    let filter = Filter::of(&ask.query)?;
    let one = vec![entity.to_string()];
    let sheet = site.store(|s| {
        let row = named(s, entity)?;
        let all = EventQuery { involving: one.clone(), limit: 10, ..filter.events() };
        let contested = EventQuery { contested: true, limit: 6, ..all.clone() };
        let says = StatementQuery { speaker: one.clone(), limit: 8, ..filter.statements() };
        let ties = TieQuery {
            a: Some(row.side.clone()),
            since: filter.since,
            until: filter.until,
            limit: 12,
            ..TieQuery::default()
        };
        Ok(Sheet {
            months: s.event_months(&all)?,
            ties: s.ties(&ties)?,
            contested: s.claims(&contested)?.rows,
            events: s.events(&all)?,
            says: s.statements(&says)?,
            row,
        })
    })?;
    match ask.form {
        Form::Json => Ok(Answer::json(&serde_json::json!({
            "actor": sheet.row, "months": sheet.months, "ties": sheet.ties, "contested": sheet.contested,
            "events": sheet.events, "statements": sheet.says,
        }))),
        Form::Csv => Ok(Answer::csv("months", cells::table(&["month", "quads"], &sheet.months))),
        Form::Atom => Err(crate::site::unknown(ask)),
        Form::Html => {
            let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
            let body = html! { (whole(ask, entity, &sheet, &*site.corrections.verdicts()?)) (correct::one_key(site, &ask.target)) };
            Ok(Answer::html(layout::page(name(&sheet.row), Some(forms), body)))
        }
    }
}

/// What a side is called, where that is known.
pub(crate) fn called(store: &Store, side: &str) -> String {
    named(store, side).map_or_else(|_| side.to_string(), |row| name(&row).to_string())
}

/// Who is called so; of a side and its parts the side itself.
fn named(store: &Store, name: &str) -> Result<ActorRow, Trouble> {
    let missing =
        || Trouble::Missing(format!("nobody is called '{name}' in this store: look for a name among the actors"));
    let query = ActorQuery { actor: vec![name.to_string()], limit: 50, ..ActorQuery::default() };
    let mut rows = match store.actors(&query) {
        Err(sayso_store::Error::Question(_)) => return Err(missing()),
        found => found?.rows,
    };
    let exact = |a: &ActorRow| a.entity == name || a.codes.iter().any(|c| c == name);
    let at = rows.iter().position(exact).unwrap_or(0);
    if rows.is_empty() { Err(missing()) } else { Ok(rows.swap_remove(at)) }
}

fn name(a: &ActorRow) -> &str {
    a.names.first().unwrap_or(&a.entity)
}

fn whole(ask: &Ask, entity: &str, s: &Sheet, v: &Verdicts) -> Markup {
    let of = |name: &str| ask.query.without("actor").with(name, entity);
    html! {
        h1 { (layout::words(name(&s.row))) }
        (facts(&s.row))
        h2 { "Events by month" }
        (months(&s.months, entity))
        @if !s.contested.is_empty() { h2 { "Contested" } ul.cards.two { @for e in &s.contested { (cards::claim(e, v)) } } }
        div.columns {
            section { h2 { "Did, and what was done to it" } ul.cards { @for e in &s.events.rows { (cards::event(e, v)) } }
                @if s.events.rows.is_empty() { p { "No events." } } @else { (layout::more("/events", &of("actor"), "all events")) } }
            section { h2 { "Said" } ul.cards { @for x in &s.says.rows { (cards::statement(x, v)) } }
                @if s.says.rows.is_empty() { p { "No statements." } } @else { (layout::more("/statements", &of("speaker"), "all statements")) } }
        }
        @if !s.ties.is_empty() { h2 { "Ties of " (layout::words(&s.row.side)) } (cards::ties(&s.ties)) }
    }
}

fn facts(a: &ActorRow) -> Markup {
    html! {
        dl {
            dt { "kind" } dd { (a.kind) }
            dt { "codes" } dd { (layout::words(&a.codes.join(", "))) }
            @if a.names.len() > 1 { dt { "names" } dd { (layout::words(&a.names.join(", "))) } }
            @if !a.roles.is_empty() { dt { "offices" } dd { (layout::words(&a.roles.join(", "))) } }
            @if let Some(w) = &a.wikidata { dt { "Wikidata" } dd { (layout::words(w)) } }
            dt { "named in" } dd { (layout::count(a.reports, "document", "documents")) " (" (a.independent) " independent)"
                @if let (Some(f), Some(l)) = (&a.first, &a.last) { ", " (f) " – " (l) } }
            dt { "acts, is acted upon, says" } dd { (a.acts) ", " (a.suffers) ", " (a.says) }
        }
    }
}

fn months(months: &[EventMonth], entity: &str) -> Markup {
    let bar = |m: &EventMonth| {
        let query = Query::of(&[("actor", entity), ("since", &m.month), ("until", &m.month)]);
        Bar { month: m.month.clone(), up: m.quads, down: [0; 4], href: Some(format!("/events?{query}")) }
    };
    let bars: Vec<Bar> = months.iter().map(bar).collect();
    html! { @if bars.is_empty() { p { "No dated events." } } @else { (chart::bars("Events by month and kind", &bars)) } }
}
