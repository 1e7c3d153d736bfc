//! What an input is: its first bytes are looked at, then its name.

use sayso_read::is_html;
use std::path::Path;

/// What the user says an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// To be found out.
    Auto,
    /// A web page.
    Html,
    /// The visible text of a page.
    Text,
    /// One document a line.
    Jsonl,
    /// A table (CSV, TSV) with a row of column names: one document a row.
    Csv,
    /// RSS, Atom or JSON Feed: each entry is a document.
    Feed,
    /// A web archive: each page fetched is a document.
    Warc,
}

/// How many bytes are looked at.
pub(crate) const HEAD: usize = 4_096;

/// What an input is that begins with these bytes (unpacked); `Auto` for a page whose own kind is
/// left to [`Input::from_bytes`](sayso_read::Input::from_bytes).
pub(crate) fn kind(head: &[u8], name: &Path) -> As {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match () {
        () if text.starts_with(b"WARC/") => As::Warc,
        () if is_feed(text) => As::Feed,
        () if is_rows(text) => As::Jsonl,
        () if !is_html(head) && !text.starts_with(b"<") && is_rows_name(name) => As::Jsonl,
        () if !text.starts_with(b"<") && is_table_name(name) => As::Csv,
        () => As::Auto,
    }
}

/// RSS 0.9 to 2, Atom or JSON Feed.
fn is_feed(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    if text.starts_with('{') {
        return text.contains("https://jsonfeed.org/version/")
            || text.contains("https:\\/\\/jsonfeed.org\\/version\\/");
    }
    root(&text).is_some_and(|name| matches!(name, "rss" | "feed" | "rdf:RDF" | "atom:feed"))
}

/// Name of the first element of an XML text.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let (open, close) = match () {
            () if rest.starts_with("<!--") => ("<!--", "-->"),
            () if rest.starts_with("<?") => ("<?", "?>"),
            () if rest.starts_with("<!") => ("<!", ">"),
            () => break,
        };
        rest = &rest[open.len()..];
        rest = &rest[rest.find(close)? + close.len()..];
    }
    let name = rest.strip_prefix('<')?;
    Some(&name[..name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len())])
}

/// An object with a key of a document.
fn is_rows(head: &[u8]) -> bool {
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let has = |key: &str| line.windows(key.len()).any(|w| w == key.as_bytes());
    line.starts_with(b"{") && ["\"text\"", "\"html\"", "\"html_b64\"", "\"id\""].iter().any(|key| has(key))
}

fn is_rows_name(name: &Path) -> bool {
    let lower = name.to_string_lossy().to_ascii_lowercase();
    let plain = lower.strip_suffix(".gz").unwrap_or(&lower);
    [".jsonl", ".ndjson"].iter().any(|end| plain.ends_with(end))
}

fn is_table_name(name: &Path) -> bool {
    let lower = name.to_string_lossy().to_ascii_lowercase();
    let plain = lower.strip_suffix(".gz").unwrap_or(&lower);
    plain.ends_with(".csv") || plain.ends_with(".tsv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_before_the_name() {
        let of = |head: &str, name: &str| kind(head.as_bytes(), Path::new(name));
        assert_eq!(of("WARC/1.0\r\nWARC-Type: warcinfo", "x"), As::Warc);
        assert_eq!(of("<?xml version='1.0'?>\n<!-- made by hand -->\n<rss version=\"2.0\">", "x.html"), As::Feed);
        assert_eq!(of("<feed xmlns='http://www.w3.org/2005/Atom'>", "x"), As::Feed);
        assert_eq!(of("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", "x"), As::Feed);
        assert_eq!(of("{\"id\": \"1\", \"text\": \"Hello\"}\n", "x"), As::Jsonl);
        assert_eq!(of("not json at all", "pages.JSONL.gz"), As::Jsonl);
        assert_eq!(of("<html><p>Hello", "pages.jsonl"), As::Auto);
        assert_eq!(of("id,text\n1,Hello", "pages.TSV.gz"), As::Csv);
        assert_eq!(of("{ curly } words open this story", "x.txt"), As::Auto);
    }
}
