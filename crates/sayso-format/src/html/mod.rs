//! A reading as one page for a browser: the article with its words marked, the records beside it.
//!
//! The page stands alone: no script, no font, picture or style from elsewhere, and a policy in its
//! head that forbids all of them. Everything that comes from the page read is escaped by maud; an
//! address becomes a link only where it is `http:` or `https:`.

mod article;
mod facts;
mod records;
mod segments;

use crate::clean::clean;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sayso_core::{Reading, Span};

/// How a reading looks.
pub const STYLE: &str = include_str!("style.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// What closes a page that [`head`] opened.
pub const TAIL: &str =
    "<footer>Read by sayso. Every record stands on the words beside it.</footer>\n</body>\n</html>\n";

/// The page up to its first document.
pub fn head(title: &str) -> String {
    let head = html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta http-equiv="Content-Security-Policy" content=(POLICY);
        meta name="referrer" content="no-referrer";
        meta name="robots" content="noindex";
        title { (clean(title)) }
        style { (PreEscaped(STYLE)) }
    };
    html! { (DOCTYPE) (PreEscaped("<html lang=\"en\">\n<head>")) (head) (PreEscaped("</head>\n<body>\n")) }
        .into_string()
}

/// The title of a document's page.
pub fn title(r: &Reading) -> &str {
    r.document.article.title.as_deref().unwrap_or(&r.document.input_id)
}

/// Where a page among others leads to from a reading; a page that stands alone leads nowhere.
#[derive(Clone, Copy)]
pub struct Links<'a> {
    /// The address of the explanation of the record with this id.
    pub why: fn(&str) -> String,
    /// The address of the record itself.
    pub record: Option<fn(&str) -> String>,
    /// The address of the actor with this entity.
    pub actor: Option<fn(&str) -> String>,
    /// Words that somebody was sent to; the first of them has the id `at`.
    pub at: Option<Span>,
    /// What people found of the record with this id: a word, and the class of its colour.
    pub verdict: Option<Verdict<'a>>,
}

/// What people found of a record.
pub type Verdict<'a> = &'a dyn Fn(&str) -> Option<(&'static str, &'static str)>;

/// A whole reading.
pub fn reading(r: &Reading) -> String {
    alone(document(r, Some(records::all(r, None)), None))
}

/// The extraction alone.
pub fn page(r: &Reading) -> String {
    alone(document(r, None, None))
}

/// A whole reading, to stand in a page among others.
pub fn within(r: &Reading, links: &Links) -> Markup {
    document(r, Some(records::all(r, Some(links))), Some(links))
}

fn alone(document: Markup) -> String {
    html! { main.document { (document) } }.into_string() + "\n"
}

fn document(r: &Reading, records: Option<Markup>, links: Option<&Links>) -> Markup {
    html! {
        h1 lang=[r.document.article.language.as_deref()] dir="auto" { (clean(title(r))) }
        @if links.is_none() { (facts::facts(r)) }
        @else { (facts::notes(r)) details.facts { summary { "About this page" } (facts::facts(r)) } }
        div.columns {
            (article::article(r, links.and_then(|l| l.at)))
            @if let Some(records) = records { aside { (records) } }
        }
    }
}

/// Words of the page: their direction is told from themselves and ends with them.
fn words(text: &str) -> Markup {
    html! { bdi { (clean(text)) } }
}

/// An address, linked where a click on it can only open a page.
fn address(url: &str) -> Markup {
    let low = url.trim_start().to_ascii_lowercase();
    let safe = low.starts_with("http://") || low.starts_with("https://");
    html! { @if safe { a href=(url.trim()) rel="noreferrer nofollow" { (clean(url)) } } @else { (clean(url)) } }
}
