//! What a form or a program sends: fields of a form, of a form with a file, or JSON.

use crate::access::is_json;
use crate::ask::{Ask, Query};
use crate::trouble::Trouble;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A text to read.
#[derive(Debug)]
pub(crate) struct Given {
    pub name: String,
    pub bytes: Vec<u8>,
    pub date: Option<Date>,
    pub language: Option<String>,
}

/// The text that was sent.
pub(crate) fn given(ask: &Ask) -> Result<Given, Trouble> {
    let mut fields = fields(ask)?;
    let mut take = |name: &str| fields.remove(name).filter(|f| !f.bytes.iter().all(u8::is_ascii_whitespace));
    let (file, text) = (take("file"), take("text"));
    let word = |f: Option<Field>| f.map(|f| String::from_utf8_lossy(&f.bytes).trim().to_string());
    let (date, language) = (word(take("date")), word(take("language")));
    let date = date.map(|d| d.parse().map_err(|_| Trouble::Question(format!("date={d}: a day is written YYYY-MM-DD"))));
    let (name, bytes) = match (file, text) {
        (Some(f), _) => (f.file.filter(|n| !n.is_empty()).unwrap_or_else(|| "file".into()), f.bytes),
        (None, Some(t)) if is_address(&t.bytes) => {
            return Err(Trouble::Question(
                "an address alone is not fetched yet: open it, and paste the text or the HTML of the page".into(),
            ));
        }
        (None, Some(t)) => ("text".to_string(), t.bytes),
        (None, None) => return Err(Trouble::Question("there is no text: paste one, or choose a file".into())),
    };
    Ok(Given { name, bytes, date: date.transpose()?, language })
}

/// Whether a text is one address and nothing else.
fn is_address(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let starts = |with: &[u8]| text.get(..with.len()).is_some_and(|t| t.eq_ignore_ascii_case(with));
    (starts(b"http://") || starts(b"https://")) && !text.iter().any(u8::is_ascii_whitespace)
}

/// Fields of a form by name.
pub(crate) fn words(ask: &Ask) -> Result<BTreeMap<String, String>, Trouble> {
    let word = |(name, f): (String, Field)| (name, String::from_utf8_lossy(&f.bytes).trim().to_string());
    Ok(fields(ask)?.into_iter().map(word).collect())
}

#[derive(Debug)]
struct Field {
    file: Option<String>,
    bytes: Vec<u8>,
}

fn fields(ask: &Ask) -> Result<BTreeMap<String, Field>, Trouble> {
    let kind = ask.header("content-type").unwrap_or_default();
    if is_json(ask) {
        return json(&ask.body);
    }
    if let Some((_, boundary)) = kind.strip_prefix("multipart/form-data").and_then(|k| k.split_once("boundary=")) {
        let boundary = boundary.split(';').next().unwrap_or_default().trim().trim_matches('"');
        return multipart(&ask.body, boundary)
            .ok_or_else(|| Trouble::Question("the form came broken: send it again".into()));
    }
    let text = String::from_utf8_lossy(&ask.body);
    let plain = |(n, v): (&str, &str)| (n.to_string(), Field { file: None, bytes: v.as_bytes().to_vec() });
    Ok(Query::parse(&text)?.pairs().map(plain).collect())
}

fn json(body: &[u8]) -> Result<BTreeMap<String, Field>, Trouble> {
    let shape = || {
        Trouble::Question(r#"one JSON object is wanted, its values text: {"text": "…", "date": "2024-07-09"}"#.into())
    };
    let object: BTreeMap<String, serde_json::Value> = serde_json::from_slice(body).map_err(|_| shape())?;
    let field = |(name, value): (String, serde_json::Value)| {
        let bytes = value.as_str().ok_or_else(shape)?.as_bytes().to_vec();
        Ok((name, Field { file: None, bytes }))
    };
    object.into_iter().filter(|(_, v)| !v.is_null()).map(field).collect()
}

/// Parts of a form with a file (RFC 7578).
fn multipart(body: &[u8], boundary: &str) -> Option<BTreeMap<String, Field>> {
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let (first, between) = (format!("--{boundary}").into_bytes(), format!("\r\n--{boundary}").into_bytes());
    let mut rest = body.get(find(body, &first)? + first.len()..)?;
    let mut fields = BTreeMap::new();
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, &between)?;
        let (part, after) = (&part[..end], &part[end + between.len()..]);
        let head = find(part, b"\r\n\r\n")?;
        let told = String::from_utf8_lossy(&part[..head]).into_owned();
        if let Some(name) = parameter(&told, "name") {
            let file = parameter(&told, "filename");
            fields.insert(name, Field { file, bytes: part[head + 4..].to_vec() });
        }
        rest = after;
    }
    Some(fields)
}

/// A parameter of Content-Disposition.
fn parameter(head: &str, name: &str) -> Option<String> {
    let line = head.lines().find(|l| l.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let found = line.split(';').find_map(|p| p.trim().strip_prefix(name)?.strip_prefix('='))?;
    Some(found.trim().trim_matches('"').to_string())
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    // The first byte is looked for quickly: forms may be large.
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|b| *b == what[0]) {
        if bytes[from + at..].starts_with(what) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_with_a_file_is_taken_apart() {
        let body = b"--xx\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n\r\n--xx\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a;b.txt\"\r\nContent-Type: text/plain\r\n\r\nOne\r\n--two\r\n--xx--\r\n";
        let all = multipart(body, "xx").unwrap();
        assert_eq!(all["file"].bytes, b"One\r\n--two");
        assert_eq!(all["text"].bytes, b"");
        for broken in [&b""[..], b"--xx", b"--xx\r\nno end", b"--xx\r\n\r\n--xx--"] {
            let told = multipart(broken, "xx");
            assert!(told.is_none_or(|f| f.is_empty()));
        }
    }
}
