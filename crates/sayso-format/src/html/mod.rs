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
use sayso_core::Reading;

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
pub struct Links {
    /// The address of the explanation of the record with this id.
    pub why: fn(&str) -> String,
    /// The address of the record itself.
    pub record: Option<fn(&str) -> String>,
    /// The address of the actor with this entity.
    pub actor: Option<fn(&str) -> String>,
}

/// A whole reading.
pub fn reading(r: &Reading) -> String {
    alone(document(r, Some(records::all(r, None))))
}

/// The extraction alone.
pub fn page(r: &Reading) -> String {
    alone(document(r, None))
}

/// A whole reading, to stand in a page among others.
pub fn within(r: &Reading, links: &Links) -> Markup {
    document(r, Some(records::all(r, Some(links))))
}

fn alone(document: Markup) -> String {
    html! { main.document { (document) } }.into_string() + "\n"
}

fn document(r: &Reading, records: Option<Markup>) -> Markup {
    html! {
        h1 dir="auto" { (clean(title(r))) }
        (facts::facts(r))
        div.columns {
            (article::article(r))
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
