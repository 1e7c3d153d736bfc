//! Lists with facets: documents, events, claims, statements; one address for each search.

use super::{cards, correct, layout};
use crate::answer::Answer;
use crate::ask::{Ask, Form, Query};
use crate::cells;
use crate::corrections::Verdicts;
use crate::feed::{self, Entry};
use crate::filter::Filter;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_core::{EventType, Stance, Status};
use sayso_store::{Facet, Page};
use serde::Serialize;

/// One kind of list.
struct List<'a, T> {
    title: &'a str,
    columns: &'a [&'a str],
    card: fn(&T, &Verdicts) -> Markup,
    entry: fn(&T) -> Entry,
}

/// Documents.
pub(crate) fn documents(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let filter = Filter::of(&ask.query)?;
    let page = site.store(|s| Ok(s.documents(&filter.documents())?))?;
    let list =
        List { title: "Documents", columns: cells::DOCUMENT, card: |d, _| cards::document(d), entry: feed::document };
    list.answer(site, ask, &filter, &page)
}

/// Events, or claims: events that stand on somebody's word.
pub(crate) fn events(site: &Site, ask: &Ask, claims: bool) -> Result<Answer, Trouble> {
    let filter = Filter::of(&ask.query)?;
    let page = site.store(|s| {
        let query = filter.events();
        Ok(if claims { s.claims(&query)? } else { s.events(&query)? })
    })?;
    let (title, card): (_, fn(&_, &Verdicts) -> _) =
        if claims { ("Claims", cards::claim) } else { ("Events", cards::event) };
    List { title, columns: cells::EVENT, card, entry: feed::event }.answer(site, ask, &filter, &page)
}

/// Statements.
pub(crate) fn statements(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let filter = Filter::of(&ask.query)?;
    let page = site.store(|s| Ok(s.statements(&filter.statements())?))?;
    let list = List { title: "Statements", columns: cells::STATEMENT, card: cards::statement, entry: feed::statement };
    list.answer(site, ask, &filter, &page)
}

impl<T: Serialize> List<'_, T> {
    fn answer(&self, site: &Site, ask: &Ask, filter: &Filter, page: &Page<T>) -> Result<Answer, Trouble> {
        let next = page.more.then(|| ask.query.with("cursor", &filter.next()));
        match ask.form {
            Form::Json => Ok(rows(ask, &page.rows, next.as_ref())),
            Form::Csv => Ok(table(ask, &self.title.to_lowercase(), self.columns, &page.rows, next.as_ref())),
            Form::Atom => Ok(feed::atom(self.title, ask, page.rows.iter().map(self.entry).collect())),
            Form::Html => {
                let (held, verdicts) = (site.counter.held().0, site.corrections.verdicts()?);
                let cards = html! { @for row in &page.rows { ((self.card)(row, &verdicts)) } };
                let body = html! {
                    h1 { (self.title) }
                    (tabs(ask))
                    div.search {
                        (facets(ask, &held.outlets, &held.languages))
                        section aria-label="Found" {
                            @if page.rows.is_empty() { p { "Nothing found. Fewer conditions find more; " code { "begin*" } " finds words that begin so." } }
                            ul.cards { (cards) }
                            (pages(ask, filter, next.as_ref()))
                            (correct::one_key(site, &ask.target))
                        }
                    }
                };
                let forms = layout::Forms { ask, endings: &[".json", ".csv", ".atom"] };
                Ok(Answer::html(layout::page(self.title, Some(forms), body)))
            }
        }
    }
}

/// Rows as a table; the address of the next ones stands in the header `Link`, as it does for JSON.
pub(crate) fn table(ask: &Ask, name: &str, columns: &[&str], rows: &[impl Serialize], next: Option<&Query>) -> Answer {
    linked(Answer::csv(name, cells::table(columns, rows)), next.map(|q| following(ask, ".csv", q)))
}

fn following(ask: &Ask, ending: &str, query: &Query) -> String {
    format!("/{}{ending}?{query}", ask.path.join("/"))
}

fn linked(answer: Answer, next: Option<String>) -> Answer {
    match next {
        Some(to) => answer.with("link", format!("<{to}>; rel=\"next\"")),
        None => answer,
    }
}

/// Rows as JSON, with the address of the next ones.
pub(crate) fn rows(ask: &Ask, rows: &[impl Serialize], next: Option<&Query>) -> Answer {
    let next = next.map(|q| following(ask, ".json", q));
    linked(Answer::json(&serde_json::json!({"rows": rows, "next": next})), next)
}

fn tabs(ask: &Ask) -> Markup {
    let query = ask.query.without("cursor");
    let at = ask.path.first().map(String::as_str);
    html! {
        nav.tabs aria-label="What is looked for" {
            @for (name, path) in [("documents", "search"), ("claims", "claims"), ("statements", "statements"), ("events", "events")] {
                a href={ "/" (path) "?" (query) } aria-current=[(at == Some(path)).then_some("true")] { (name) }
            }
        }
    }
}

fn facets(ask: &Ask, outlets: &[Facet], languages: &[Facet]) -> Markup {
    let q = &ask.query;
    let path = format!("/{}", ask.path.first().map_or("search", String::as_str));
    let events = matches!(path.as_str(), "/events" | "/claims");
    let counted = |f: &Facet| (f.word.clone(), format!("{} ({})", f.word, f.documents));
    let word = |w: &str| (w.to_string(), w.to_string());
    html! {
        form.facets action=(path) aria-label="Conditions" {
            label { "words" input type="search" name="q" value=[q.get("q")] dir="auto"; }
            label { "actor" input name="actor" value=[q.get("actor")] placeholder="JPN, NATO, a name" dir="auto"; }
            @if events {
                label { "on the word of" input name="speaker" value=[q.get("speaker")] dir="auto"; }
                (choice(q, "type", "type", EventType::ALL.iter().map(|k| word(k.as_str())).collect()))
                (choice(q, "status", "status", Status::ALL.iter().map(|k| word(k.as_str())).collect()))
                label.check { input type="checkbox" name="contested" value="1" checked[q.get("contested") == Some("1")]; " contested" }
            }
            @if path == "/statements" {
                (choice(q, "stance", "stance", Stance::ALL.iter().map(|k| word(k.as_str())).collect()))
                label.check { input type="checkbox" name="contested" value="1" checked[q.get("contested") == Some("1")]; " denied" }
            }
            (choice(q, "outlet", "outlet", outlets.iter().map(counted).collect()))
            (choice(q, "lang", "language", languages.iter().map(counted).collect()))
            label { "from" input name="since" value=[q.get("since")] placeholder="2024, 2024-07, 2024-07-09" inputmode="numeric"; }
            label { "to" input name="until" value=[q.get("until")] inputmode="numeric"; }
            button.main { "Find" }
            @if q.pairs().next().is_some() { a.clear href=(path) { "clear" } }
        }
    }
}

/// A choice of one word, or none; what the address has stays chosen even where the list lacks it.
pub(crate) fn choice(q: &Query, name: &str, label: &str, mut words: Vec<(String, String)>) -> Markup {
    let chosen = q.get(name);
    if let Some(c) = chosen.filter(|c| !words.iter().any(|(w, _)| w.eq_ignore_ascii_case(c))) {
        words.push((c.to_string(), c.to_string()));
    }
    html! {
        label { (label)
            select name=(name) {
                option value="" { "any" }
                @for (word, shown) in &words {
                    option value=(word) selected[chosen.is_some_and(|c| c.eq_ignore_ascii_case(word))] { (sayso_format::clean(shown)) }
                }
            }
        }
    }
}

fn pages(ask: &Ask, filter: &Filter, next: Option<&Query>) -> Markup {
    let path = format!("/{}", ask.path.first().map_or("search", String::as_str));
    html! {
        nav.pages aria-label="Pages" {
            @if filter.offset > 0 { a href={ (path) "?" (ask.query.without("cursor")) } { "first page" } " " }
            @if let Some(next) = next { a rel="next" href={ (path) "?" (next) } { "next page" } }
        }
    }
}
