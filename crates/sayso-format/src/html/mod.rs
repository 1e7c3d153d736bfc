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

const STYLE: &str = include_str!("style.css");
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

/// A whole reading.
pub fn reading(r: &Reading) -> String {
    document(r, Some(records::all(r)))
}

/// The extraction alone.
pub fn page(r: &Reading) -> String {
    document(r, None)
}

fn document(r: &Reading, records: Option<Markup>) -> String {
    let markup = html! {
        main.document {
            h1 dir="auto" { (clean(title(r))) }
            (facts::facts(r))
            div.columns {
                (article::article(r))
                @if let Some(records) = records { aside { (records) } }
            }
        }
    };
    markup.into_string() + "\n"
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
