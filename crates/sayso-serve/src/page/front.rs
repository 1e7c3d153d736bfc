//! The front page: paste a text, and what is new in the store.

use super::{cards, layout};
use crate::answer::Answer;
use crate::ask::Query;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_store::{Counts, DocumentQuery, EventQuery, TieQuery};

/// The page.
pub(crate) fn front(site: &Site) -> Result<Answer, Trouble> {
    let documents = DocumentQuery { limit: 8, ..DocumentQuery::default() };
    let claims = EventQuery { contested: true, limit: 5, ..EventQuery::default() };
    let ties = TieQuery { limit: 10, ..TieQuery::default() };
    let (counts, documents, claims, ties) =
        site.store(|s| Ok((s.counts()?, s.documents(&documents)?.rows, s.claims(&claims)?.rows, s.ties(&ties)?)))?;
    let body = html! {
        h1 { "Who said what, who did what, on whose word" }
        div.columns {
            section aria-labelledby="paste" { h2 #paste { "Read a text" } (form()) (held(&counts)) }
            section {
                h2 { "Latest documents" }
                ul.cards { @for d in &documents { (cards::document(d)) } }
                @if documents.is_empty() { p { "The store is empty: " code { "sayso add INPUT --store FILE" } } }
                @else { (layout::more("/search", &Query::default(), "all documents")) }
            }
        }
        @if !claims.is_empty() {
            h2 { "Contested" }
            ul.cards.two { @for c in &claims { (cards::claim(c)) } }
            (layout::more("/claims", &Query::of(&[("contested", "1")]), "all contested claims"))
        }
        @if !ties.is_empty() {
            h2 { "Busiest ties" }
            (cards::ties(&ties))
            (layout::more("/ties", &Query::default(), "all ties"))
        }
    };
    Ok(Answer::html(layout::page("Front page", None, body)))
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
            p.notes { "Nothing of it is kept." }
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
