//! What the page is.

use super::{address, words};
use crate::labels::reference;
use maud::{Markup, html};
use sayso_core::{Article, Reading};

/// What is known of the page, one field a line.
pub(super) fn facts(r: &Reading) -> Markup {
    let a = &r.document.article;
    html! {
        dl {
            (field("outlet", a.outlet.as_deref().map(words)))
            (field("section", a.section.as_deref().map(words)))
            (field("by", (!a.byline.is_empty()).then(|| words(&a.byline.join(", ")))))
            (field("published", a.published.as_deref().map(words)))
            (field("updated", a.updated.as_deref().map(words)))
            (field("read as of", reference(a).map(|d| words(&d))))
            (field("language", a.language.as_deref().map(words)))
            (field("origin", origin(r)))
            (field("chain", (!a.chain.is_empty()).then(|| chain(a))))
            (field("address", a.url.as_deref().map(address)))
            (field("input", Some(words(&r.document.input_id))))
            (field("document", Some(words(&r.id))))
            @for warning in &r.warnings { dt { "note" } dd.warning { (words(warning)) } }
        }
    }
}

/// What a reader should know before anything else.
pub(super) fn notes(r: &Reading) -> Markup {
    html! { @for warning in &r.warnings { p.warning { (words(warning)) } } }
}

fn field(name: &str, value: Option<Markup>) -> Markup {
    html! { @if let Some(value) = value { dt { (name) } dd { (value) } } }
}

fn origin(r: &Reading) -> Option<Markup> {
    let o = r.document.article.origin.as_ref()?;
    let said = r.document.words(o.evidence).trim();
    Some(html! {
        (words(&o.outlet))
        @if said != o.outlet { " (“" (words(said)) "”)" }
        @if let Some(url) = &o.url { " " (address(url)) }
    })
}

fn chain(a: &Article) -> Markup {
    html! {
        @for (i, link) in a.chain.iter().enumerate() {
            @if i > 0 { " → " }
            (words(&link.name)) " (" (link.role.as_str().replace('_', " ")) ")"
        }
    }
}
