//! The front page: paste a text, and what is new in the store.

use super::{cards, layout};
use crate::answer::Answer;
use crate::ask::{Ask, Form, Query};
use crate::cells;
use crate::corrections::Verdicts;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_store::{Counts, DocumentQuery, DocumentRow, EventQuery, EventRow, TieQuery, TieRow};
use serde_json::json;

/// What is new in the store.
struct New {
    counts: Option<Counts>,
    documents: Vec<DocumentRow>,
    contested: Vec<EventRow>,
    ties: Vec<TieRow>,
}

/// The page.
pub(crate) fn front(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let new = new(site)?;
    match ask.form {
        Form::Json => Ok(Answer::json(&json!({
            "counts": new.counts, "documents": new.documents, "contested": new.contested, "ties": new.ties,
        }))),
        Form::Csv => Ok(Answer::csv("front", rows(&new))),
        Form::Atom => Err(crate::site::unknown(ask)),
        Form::Html => {
            let verdicts = site.corrections.verdicts()?;
            let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
            Ok(Answer::html(layout::page("Front page", Some(forms), whole(&new, &verdicts))))
        }
    }
}

fn new(site: &Site) -> Result<New, Trouble> {
    let documents = DocumentQuery { limit: 5, ..DocumentQuery::default() };
    let claims = EventQuery { contested: true, limit: 4, ..EventQuery::default() };
    let ties = TieQuery { limit: 8, ..TieQuery::default() };
    site.store(|s| {
        Ok(New {
            counts: site.counter.held().0.counts.clone(),
            documents: s.documents(&documents)?.rows,
            contested: s.claims(&claims)?.rows,
            ties: s.ties(&ties)?,
        })
    })
}

fn rows(new: &New) -> String {
    let document = |d: &DocumentRow| json!({"what": "document", "id": d.document.id, "day": d.document.reference_date, "line": d.document.title});
    let event = |e: &EventRow| json!({"what": "contested", "id": e.id, "day": e.day, "line": e.notation});
    let tie = |t: &TieRow| json!({"what": "tie", "id": format!("{} – {}", t.a, t.b), "day": t.last, "line": format!("{} events", t.acts + t.suffers)});
    let all: Vec<_> = new
        .documents
        .iter()
        .map(document)
        .chain(new.contested.iter().map(event))
        .chain(new.ties.iter().map(tie))
        .collect();
    cells::table(&["what", "id", "day", "line"], &all)
}

fn whole(new: &New, verdicts: &Verdicts) -> Markup {
    html! {
        h1 { "Who said what, who did what, on whose word" }
        div.columns.front {
            section aria-labelledby="paste" { h2 #paste { "Read a text" } (form()) @if let Some(c) = &new.counts { (held(c)) } }
            div {
                section {
                    h2 { "Latest documents" }
                    ul.cards { @for d in &new.documents { (cards::document(d)) } }
                    @if new.documents.is_empty() { p { "The store is empty: " code { "sayso add INPUT --store FILE" } } }
                    @else { (layout::more("/search", &Query::default(), "all documents")) }
                }
                @if !new.contested.is_empty() {
                    h2 { "Contested" }
                    ul.cards { @for c in &new.contested { (cards::claim(c, verdicts)) } }
                    (layout::more("/claims", &Query::of(&[("contested", "1")]), "all contested claims"))
                }
                @if !new.ties.is_empty() {
                    h2 { "Busiest ties" }
                    (cards::ties(&new.ties))
                    (layout::more("/ties", &Query::default(), "all ties"))
                }
            }
        }
    }
}

/// Where a text goes in.
pub(crate) fn form() -> Markup {
    html! {
        form.paste action="/read" method="post" enctype="multipart/form-data" {
            label for="text" { "Paste an article or its HTML" }
            textarea #text name="text" rows="12" dir="auto" spellcheck="false" {}
            label for="file" { "or choose a file (text or HTML), or drop it here" }
            input #file type="file" name="file" accept=".txt,.html,.htm,text/plain,text/html";
            label for="date" { "Read as of (for “Monday”, “last month”)" }
            input #date type="date" name="date";
            button.main { "Read" }
            p.notes { "Nothing of it is kept. An address alone is not fetched." }
        }
    }
}

fn held(c: &Counts) -> Markup {
    html! {
        h2 { "In this store" }
        dl {
            dt { "documents" } dd { (c.readings) " (" (c.independent) " independent)" }
            dt { "events" } dd { (c.events) " in " (c.reported_events) " reports" }
            dt { "statements" } dd { (c.statements) }
            dt { "actors" } dd { (c.actors) }
            @if let (Some(first), Some(last)) = (&c.first, &c.last) { dt { "from, to" } dd { (first) " – " (last) } }
        }
    }
}
