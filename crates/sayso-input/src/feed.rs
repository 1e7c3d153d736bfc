//! RSS, Atom and JSON Feed: each entry is a document.

use crate::open::unreadable;
use crate::xml;
use crate::{Fault, Item};
use feed_rs::model::{Content, Entry, Feed, Link, Text};
use feed_rs::parser::{self, ParseFeedError};
use sayso_read::Input;

/// The entries of a feed, in its own order. Of one that is cut off, those before the cut, and a fault.
pub(crate) fn entries(name: &str, bytes: &[u8]) -> Vec<Item> {
    let fault = |why: String| Fault { place: name.to_string(), why };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return vec![Err(fault("is empty: nothing to read".into()))];
    }
    let (text, warning) = xml::decode(bytes);
    if let Some(why) = xml::refuses(&text) {
        return vec![Err(fault(why))];
    }
    match parser::parse(text.as_bytes()) {
        Ok(feed) if feed.entries.is_empty() => vec![Err(fault("is a feed without entries".into()))],
        Ok(feed) => inputs(name, &feed, warning),
        Err(wrong) => {
            let before = xml::before_cut(&text).and_then(|text| parser::parse(text.as_bytes()).ok());
            let mut items = before.map_or(Vec::new(), |feed| inputs(name, &feed, warning));
            items.push(Err(fault(damaged(&wrong, items.len()))));
            items
        }
    }
}

fn damaged(wrong: &ParseFeedError, read: usize) -> String {
    let why = match wrong {
        ParseFeedError::IoError(e) => unreadable(e),
        ParseFeedError::JsonSerde(e) => format!("is not valid JSON ({e})"),
        ParseFeedError::XmlReader(e) => format!("is not valid XML ({e})"),
        other => format!("is no feed that can be read ({other}); name what it is with --as"),
    };
    if read == 0 { why } else { format!("{why}: only the first {read} entries were read") }
}

fn inputs(name: &str, feed: &Feed, warning: Option<String>) -> Vec<Item> {
    let outlet = feed.title.as_ref().map(|t| t.content.trim().to_string()).filter(|t| !t.is_empty());
    let input = |(i, entry): (usize, &Entry)| {
        let input_id = format!("{name}:{}", i + 1);
        let Some(text) = html(entry) else {
            return Err(Fault { place: input_id, why: "is an entry without title and text".into() });
        };
        Ok(Input {
            input_id,
            text,
            html: true,
            warnings: warning.iter().cloned().collect(),
            url: address(&entry.links),
            outlet: outlet.clone(),
            title: entry.title.as_ref().map(|t| t.content.trim().to_string()),
            published: entry.published.or(entry.updated).map(|d| d.to_rfc3339()),
            language: entry.language.clone().or(feed.language.clone()).filter(|l| l.len() >= 2),
            ..Input::default()
        })
    };
    feed.entries.iter().enumerate().map(input).collect()
}

/// Title and text of an entry as a small page.
fn html(entry: &Entry) -> Option<String> {
    let title = entry.title.as_ref().map(|t| t.content.trim()).filter(|t| !t.is_empty());
    let body = entry.content.as_ref().and_then(content).or(entry.summary.as_ref().map(summary));
    let body = body.filter(|b| !b.trim().is_empty());
    if title.is_none() && body.is_none() {
        return None;
    }
    let title = title.map_or(String::new(), |t| format!("<h1>{}</h1>\n", xml::escape(t)));
    Some(format!("<html><body><article>{title}{}</article></body></html>", body.unwrap_or_default()))
}

fn content(content: &Content) -> Option<String> {
    Some(markup(content.body.as_deref()?, content.content_type.essence().to_string() == "text/plain"))
}

fn summary(summary: &Text) -> String {
    markup(&summary.content, summary.content_type.essence().to_string() == "text/plain")
}

/// Markup as it is; plain text in paragraphs. RSS does not tell which it has: tags do.
fn markup(text: &str, plain: bool) -> String {
    if !plain || text.contains("</") || text.contains("/>") || text.contains("<p") || text.contains("<br") {
        return text.to_string();
    }
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| format!("<p>{}</p>\n", xml::escape(l.trim()))).collect()
}

/// Where the story stands.
fn address(links: &[Link]) -> Option<String> {
    let story = |l: &&Link| l.rel.as_deref().is_none_or(|rel| rel == "alternate");
    links.iter().find(story).or(links.first()).map(|l| l.href.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(feed: impl AsRef<[u8]>) -> (Vec<Input>, Vec<String>) {
        let (mut inputs, mut faults) = (Vec::new(), Vec::new());
        for item in entries("news.xml", feed.as_ref()) {
            match item {
                Ok(input) => inputs.push(input),
                Err(fault) => faults.push(fault.to_string()),
            }
        }
        (inputs, faults)
    }

    fn rss(items: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Fjord Courier</title><language>en</language>{items}</channel></rss>"
        )
    }

    const ITEM: &str = "<item><title>Norway &amp; Iceland sign</title><link>https://news.example/1</link>
        <description>&lt;p&gt;Norway signed.&lt;/p&gt;</description><pubDate>Wed, 14 May 2025 10:00:00 GMT</pubDate></item>";

    #[test]
    fn rss_atom_and_json_become_inputs() {
        let (inputs, faults) = read(rss(ITEM));
        assert_eq!(faults, Vec::<String>::new());
        let input = &inputs[0];
        assert_eq!(input.input_id, "news.xml:1");
        assert_eq!(
            input.text,
            "<html><body><article><h1>Norway &amp; Iceland sign</h1>\n<p>Norway signed.</p></article></body></html>"
        );
        assert_eq!(input.url.as_deref(), Some("https://news.example/1"));
        assert_eq!(input.published.as_deref(), Some("2025-05-14T10:00:00+00:00"));
        assert_eq!((input.outlet.as_deref(), input.language.as_deref()), (Some("The Fjord Courier"), Some("en")));
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><id>f</id><updated>2025-05-14T10:00:00Z</updated>
            <entry><title>Denied</title><id>1</id><updated>2025-05-14T10:00:00Z</updated><link href='https://news.example/2'/>
            <content type='text'>Moscow denied it, 1 &lt; 2.</content></entry></feed>";
        assert!(read(atom).0[0].text.contains("<p>Moscow denied it, 1 &lt; 2.</p>"));
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{"id": "1", "content_html": "<p>Moscow denied it.</p>"}]}"#;
        assert!(read(json).0[0].text.contains("<p>Moscow denied it.</p>"));
    }

    #[test]
    fn a_cut_feed_gives_what_came_before() {
        let whole = rss(&ITEM.repeat(3));
        let cut = &whole[..whole.rfind("<description").unwrap()];
        let (inputs, faults) = read(cut);
        assert_eq!(inputs.len(), 2);
        assert!(faults[0].ends_with(": only the first 2 entries were read"), "{faults:?}");
    }

    #[test]
    fn encodings_are_found() {
        let latin = rss(&ITEM.replace("Iceland", "Tromsø"))
            .replace("<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>");
        let bytes: Vec<u8> = latin.chars().map(|c| c as u8).collect();
        assert!(read(bytes).0[0].text.contains("Tromsø"));
        let wide: Vec<u8> = rss(ITEM).encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(wide).0.len(), 1);
    }

    #[test]
    fn hostile_feeds_are_refused() {
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>".to_string()
            + &rss("<item><title>&c;</title></item>")[21..];
        for (inputs, faults) in [read(laughs), read(rss(&"<b>".repeat(100_000)))] {
            assert!(inputs.iter().all(|i| i.text.len() < 1_000) && inputs.len() + faults.len() > 0);
        }
        let file = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>".to_string()
            + &rss("<item><title>&x;</title></item>")[21..];
        assert!(read(file).0.iter().all(|i| !i.text.contains("root:")));
        let (_, faults) = read("<rss><channel>");
        assert!(faults[0].starts_with("news.xml: "), "{faults:?}");
        assert_eq!(read(" \n").1, ["news.xml: is empty: nothing to read"]);
        assert_eq!(read(rss("")).1, ["news.xml: is a feed without entries"]);
        let odd = rss("<item><title>x</title><pubDate>the day after never</pubDate></item>");
        assert_eq!(read(odd).0[0].published, None);
    }
}
