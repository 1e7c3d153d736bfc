//! What all pages share.

use crate::ask::{Ask, Query, encode};
use crate::assets;
use maud::{DOCTYPE, Markup, html};
use sayso_format::clean;

/// Names and addresses of the ways through the house.
const WAYS: &[(&str, &str)] = &[
    ("Search", "/search"),
    ("Claims", "/claims"),
    ("Statements", "/statements"),
    ("Events", "/events"),
    ("Actors", "/actors"),
    ("Ties", "/ties"),
    ("System", "/system"),
];

/// What keys do where a script runs.
const KEYS: &[(&str, &str)] = &[
    ("/", "search"),
    ("j k", "next, previous record"),
    ("o", "open it"),
    ("w", "why?"),
    ("a r m", "accept, reject, mend it"),
    ("?", "these keys"),
];

/// Other forms of the same page.
pub(crate) struct Forms<'a> {
    pub ask: &'a Ask,
    pub endings: &'a [&'a str],
}

/// A whole page.
pub(crate) fn page(title: &str, forms: Option<Forms>, body: Markup) -> Markup {
    let at = forms.as_ref().and_then(|f| f.ask.path.first().cloned()).unwrap_or_default();
    let query = forms.as_ref().and_then(|f| f.ask.query.get("q").map(str::to_string)).filter(|_| at != "sql");
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (clean(title)) " · sayso" }
                link rel="stylesheet" href=(*assets::STYLE_AT);
                link rel="icon" href=(*assets::ICON_AT) type="image/svg+xml";
                @if let Some(f) = forms.as_ref().filter(|f| f.endings.contains(&".atom")) {
                    link rel="alternate" type="application/atom+xml" title="New in this search" href=(f.ask.in_form(".atom"));
                }
                script src=(*assets::SCRIPT_AT) defer {}
            }
            body.site {
                a.skip href="#main" { "To the content" }
                header.top {
                    a.brand href="/" { "sayso" }
                    form.find role="search" action="/search" {
                        input #find type="search" name="q" value=[query] placeholder="Words, names" aria-label="Search documents" dir="auto";
                        button { "Search" }
                    }
                    nav aria-label="Main" {
                        @for (name, to) in WAYS {
                            a href=(to) aria-current=[(to[1..] == at).then_some("page")] { (name) }
                        }
                    }
                }
                main #main tabindex="-1" { (body) }
                footer.foot {
                    @if let Some(f) = &forms {
                        @for ending in f.endings { a href=(f.ask.in_form(ending)) { (ending[1..].to_uppercase()) } " " }
                    }
                    a href="/openapi.json" { "API" }
                    " Every record stands on the words beside it. sayso never says what is true."
                    details.keys { summary { "Keys" }
                        p { @for (key, does) in KEYS { kbd { (key) } " " (does) " " } }
                    }
                }
            }
        }
    }
}

/// Words of a page: their direction is told from themselves and ends with them.
pub(crate) fn words(text: &str) -> Markup {
    html! { bdi { (clean(text)) } }
}

/// An address elsewhere, linked where a click on it can only open a page.
pub(crate) fn away(url: &str) -> Markup {
    let low = url.trim_start().to_ascii_lowercase();
    let safe = low.starts_with("http://") || low.starts_with("https://");
    html! { @if safe { a href=(url.trim()) rel="noreferrer nofollow" { (clean(url)) } } @else { (clean(url)) } }
}

/// The address of an actor's page.
pub(crate) fn actor_at(entity: &str) -> String {
    format!("/actors/{}", encode(entity))
}

/// The address of what is between two sides.
pub(crate) fn tie_at(a: &str, b: &str) -> String {
    format!("/tie?{}", Query::of(&[("a", a), ("b", b)]))
}

/// A link to more of the same.
pub(crate) fn more(path: &str, query: &Query, name: &str) -> Markup {
    html! { p.more { a href={ (path) "?" (query) } { (name) } } }
}

/// A number with its word.
pub(crate) fn count(n: i64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
