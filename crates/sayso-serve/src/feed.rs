//! Any search as an Atom feed (RFC 4287).

use crate::answer::Answer;
use crate::ask::Ask;
use maud::{PreEscaped, html};
use sayso_format::clean;
use sayso_store::{DocumentRow, EventRow, StatementRow};

/// What a feed tells of a row.
pub(crate) struct Entry {
    path: String,
    title: String,
    day: Option<String>,
    words: String,
}

pub(crate) fn document(d: &DocumentRow) -> Entry {
    let r = &d.document;
    Entry {
        path: format!("/documents/{}", r.id),
        title: r.title.clone().unwrap_or_else(|| r.id.clone()),
        day: r.reference_date.clone(),
        words: d.words.clone(),
    }
}

pub(crate) fn event(e: &EventRow) -> Entry {
    Entry {
        path: format!("/events/{}", e.id),
        title: format!("{} ({})", e.notation, e.status),
        day: e.day.clone(),
        words: e.sentence.clone(),
    }
}

pub(crate) fn statement(s: &StatementRow) -> Entry {
    let speaker: Vec<&str> = s.speaker.iter().map(|w| w.name.as_str()).collect();
    Entry {
        path: format!("/statements/{}", s.id),
        title: format!("{}: {}", speaker.join(" + "), s.class.as_deref().unwrap_or("says")),
        day: s.day.clone(),
        words: if s.content.is_empty() { s.sentence.clone() } else { s.content.clone() },
    }
}

/// The feed; times are those of the stories, so the same store gives the same feed.
pub(crate) fn atom(title: &str, ask: &Ask, entries: Vec<Entry>) -> Answer {
    let host = ask.header("host").unwrap_or("localhost");
    let base = format!("http://{host}");
    let time = |day: &Option<String>| format!("{}T00:00:00Z", day.as_deref().unwrap_or("1970-01-01"));
    let last = entries.iter().filter_map(|e| e.day.clone()).max();
    let body = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            title { "sayso: " (title.to_lowercase()) @if let Some(q) = ask.query.get("q") { " " (clean(q)) } }
            id { (base) (ask.in_form(".atom")) }
            link rel="self" href={ (base) (ask.in_form(".atom")) } {}
            link rel="alternate" type="text/html" href={ (base) (ask.in_form("")) } {}
            updated { (time(&last)) }
            author { name { "sayso" } }
            @for e in &entries {
                entry {
                    title { (clean(&e.title)) }
                    id { (base) (e.path) }
                    link rel="alternate" href={ (base) (e.path) } {}
                    updated { (time(&e.day)) }
                    summary { (clean(&e.words)) }
                }
            }
        }
    };
    Answer::new("application/atom+xml; charset=utf-8", body.into_string())
}
