//! What a feed needs of XML before it is parsed: its encoding, and that it is not made to harm.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Deeper than any feed nests its elements; a parser that calls itself would run out of stack.
const DEEPEST: usize = 200;

/// The text of an XML file without its declaration, and a warning where bytes did not fit the encoding.
pub(crate) fn decode(bytes: &[u8]) -> (String, Option<String>) {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or_else(|| (told(bytes), 0));
    let (text, bad) = encoding.decode_without_bom_handling(&bytes[skip..]);
    let warning = bad.then(|| format!("some bytes are not {}: they stand as U+FFFD", encoding.name()));
    // What is left has one encoding only; the declaration would have it decoded once more.
    let start = text.trim_start();
    let end = if start.starts_with("<?xml") { start.find("?>").map_or(0, |i| i + 2) } else { 0 };
    (start[end..].to_string(), warning)
}

/// The encoding that the declaration names, or that the first bytes show.
fn told(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let named = || {
        let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
        let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
    };
    // A file that could be read as ASCII to get here is not UTF-16, whatever it says.
    named().filter(|e| ![UTF_16LE, UTF_16BE].contains(e)).unwrap_or(UTF_8)
}

/// Why a file is not even tried.
pub(crate) fn refuses(text: &str) -> Option<String> {
    let (mut depth, mut rest) = (0usize, text);
    while let Some(i) = rest.find('<') {
        rest = &rest[i + 1..];
        let close = match () {
            () if rest.starts_with("![CDATA[") => "]]>",
            () if rest.starts_with("!--") => "-->",
            () => ">",
        };
        let Some(end) = rest.find(close) else { break };
        let tag = &rest[..end];
        match tag.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) if tag.ends_with('/') => {}
            Some(_) => depth += 1,
        }
        if depth > DEEPEST {
            return Some(format!("nests its elements more than {DEEPEST} deep: no feed does"));
        }
        rest = &rest[end + close.len()..];
    }
    None
}

/// A feed that is cut off, ended after its last whole entry.
pub(crate) fn before_cut(text: &str) -> Option<String> {
    let ends = [("</item>", "</channel></rss>"), ("</entry>", "</feed>"), ("</item>", "</rdf:RDF>")];
    let root =
        |close: &str| text.contains(&close[close.rfind("</").unwrap_or(0)..].replace("</", "<").replace('>', ""));
    let (end, close) = ends.into_iter().find(|(end, close)| text.contains(end) && root(close))?;
    Some(format!("{}{end}{close}", &text[..text.rfind(end)?]))
}

/// Text as markup shows it.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
