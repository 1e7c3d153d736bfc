//! JSON lines: one document a line.

use crate::bounded::{self, Line};
use crate::open::{Source, too_large, unreadable};
use crate::{Fault, Item, LARGEST, base64};
use sayso_read::Input;
use serde::Deserialize;
use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::BuildHasher;
use std::io::BufReader;

/// Lines of more bytes than this are left out: a page of 16 MiB, escaped.
const LONGEST: usize = 64 << 20;

/// What a line must be.
const SHAPE: &str = r#"each line must be one object: {"id": …, "text" or "html" or "html_b64": …}"#;

/// One line.
#[derive(Deserialize)]
struct Row {
    id: Option<Id>,
    text: Option<String>,
    html: Option<String>,
    html_b64: Option<String>,
    url: Option<String>,
    title: Option<String>,
    published: Option<String>,
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Word(String),
    Number(i64),
}

/// The documents of a file of JSON lines.
pub(crate) struct Rows {
    name: String,
    source: Option<BufReader<Source>>,
    line: usize,
}

impl Rows {
    pub fn new(name: String, source: Source) -> Self {
        Rows { name, source: Some(BufReader::with_capacity(1 << 16, source)), line: 0 }
    }

    /// The next document; blank lines are passed over.
    pub fn next(&mut self, ids: &mut Ids) -> Option<Item> {
        loop {
            self.line += 1;
            let line = bounded::line(self.source.as_mut()?, LONGEST);
            let place = format!("{}:{}", self.name, self.line);
            let read = match line {
                Ok(Line::Whole(line)) if line.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(Line::Whole(line)) => row(&place, &line).and_then(|input| ids.once(input, &place)),
                Ok(Line::TooLong) => Err(format!("is longer than {} MiB: left out", LONGEST >> 20)),
                Ok(Line::End) => return None,
                Err(e) => {
                    self.source = None;
                    Err(unreadable(&e))
                }
            };
            return Some(read.map_err(|why| Fault { place, why }));
        }
    }
}

fn row(place: &str, line: &[u8]) -> Result<Input, String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let row: Row = serde_json::from_slice(line).map_err(|e| wrong(&e))?;
    let mut input = Input { url: row.url, title: row.title, published: row.published, ..Input::default() };
    input.language = row.language;
    input.id_given = row.id.is_some();
    input.input_id = match row.id {
        Some(Id::Word(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => place.to_string(),
    };
    match (row.text, row.html_b64, row.html) {
        (Some(text), ..) => input.text = text,
        (None, Some(packed), _) => {
            input.html = true;
            input.bytes = base64::decode(&packed).ok_or("has an \"html_b64\" that is not base64")?;
        }
        (None, None, Some(html)) => (input.html, input.text) = (true, html),
        (None, None, None) => return Err(format!("has no text: {SHAPE}")),
    }
    let size = input.text.len().max(input.bytes.len());
    match size {
        0 => Err("is empty: its text has no characters".into()),
        _ if size > LARGEST => Err(too_large()),
        _ => Ok(input),
    }
}

/// The error without "line 1": the place names the line.
fn wrong(e: &serde_json::Error) -> String {
    let told = e.to_string();
    let what = told.split(" at line ").next().unwrap_or(&told);
    let kind = if e.is_data() { "is not a document" } else { "is not valid JSON" };
    format!("{kind} ({what}, column {}): {SHAPE}", e.column())
}

/// The ids given so far, and where. Two hashes stand for an id, so that a million long ids take
/// little room; their keys are drawn anew for each run, so that no one can make two ids collide.
#[derive(Default)]
pub(crate) struct Ids {
    seen: HashMap<(u64, u64), String>,
    keys: (RandomState, RandomState),
}

impl Ids {
    pub fn once(&mut self, input: Input, place: &str) -> Result<Input, String> {
        if !input.id_given {
            return Ok(input);
        }
        let id = &input.input_id;
        match self.seen.entry((self.keys.0.hash_one(id), self.keys.1.hash_one(id))) {
            Entry::Occupied(first) => Err(format!("id {id:?} is given twice (first in {}): left out", first.get())),
            Entry::Vacant(free) => {
                free.insert(place.to_string());
                Ok(input)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Vec<Result<Input, String>> {
        let (mut rows, mut ids) = (Rows::new("in".into(), Box::new(text.as_bytes())), Ids::default());
        std::iter::from_fn(|| rows.next(&mut ids)).map(|item| item.map_err(|f| f.to_string())).collect()
    }

    #[test]
    fn rows_become_inputs() {
        let rows = read(
            "\u{feff}{\"id\": \"a\", \"text\": \" Exactly this. \"}\r\n\n{\"html\": \"<p>x\", \"title\": null}\n{\"id\": 7, \"html_b64\": \"PHA+\"}",
        );
        let rows: Vec<Input> = rows.into_iter().map(Result::unwrap).collect();
        assert_eq!(
            (rows[0].input_id.as_str(), rows[0].text.as_str(), rows[0].id_given),
            ("a", " Exactly this. ", true)
        );
        assert_eq!((rows[1].input_id.as_str(), rows[1].html, rows[1].id_given), ("in:3", true, false));
        assert_eq!((rows[2].input_id.as_str(), &rows[2].bytes[..]), ("7", &b"<p>"[..]));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let rows = read(
            "{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"a\", \"text\": \"y\"}\n{\"id\"\n[1]\n{\"id\": \"b\"}\n{\"text\": \"\"}\n{\"html_b64\": \"!\"}\n{\"id\": \"c\", \"text\": \"z\"}",
        );
        let told: Vec<&str> = rows.iter().filter_map(|r| r.as_ref().err()).map(String::as_str).collect();
        assert_eq!(told[0], "in:2: id \"a\" is given twice (first in in:1): left out");
        assert_eq!(told[1], format!("in:3: is not valid JSON (EOF while parsing an object, column 5): {SHAPE}"));
        assert!(told[2].starts_with("in:4: is not a document"), "{}", told[2]);
        assert_eq!(told[3], format!("in:5: has no text: {SHAPE}"));
        assert_eq!(told[4], "in:6: is empty: its text has no characters");
        assert_eq!(told[5], "in:7: has an \"html_b64\" that is not base64");
        assert_eq!(rows.len() - told.len(), 2);
    }
}
