//! Tables (CSV, TSV): one document a row, told by the names of the columns.

use crate::open::{Source, too_large, unreadable};
use crate::rows::Ids;
use crate::{Fault, Item, LARGEST};
use csv::{ReaderBuilder, StringRecord};
use sayso_read::Input;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A row of more bytes than this has a quotation mark without its fellow.
const LONGEST: usize = 64 << 20;

/// Names of columns; the first that a table has is taken.
const COLUMNS: [(&str, &[&str]); 7] = [
    ("text", &["text", "body", "content", "article"]),
    ("html", &["html"]),
    ("id", &["id"]),
    ("url", &["url", "link", "address"]),
    ("title", &["title", "headline"]),
    ("published", &["published", "date", "published_at", "pubdate"]),
    ("language", &["language", "lang"]),
];

/// The documents of a table.
pub(crate) struct Table {
    name: String,
    rows: Option<csv::Reader<Limited>>,
    read: Arc<AtomicUsize>,
    places: [Option<usize>; 7],
}

impl Table {
    /// Reads the header row.
    pub fn new(name: String, source: Source, tabs: bool) -> Result<Self, String> {
        let read = Arc::new(AtomicUsize::new(0));
        let limited = Limited { source, read: Arc::clone(&read) };
        let delimiter = if tabs { b'\t' } else { b',' };
        let mut rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(limited);
        let header = rows.headers().map_err(|e| told(&e))?.clone();
        let named = |names: &[&str]| names.iter().find_map(|n| header.iter().position(|h| plain(h) == *n));
        let places = COLUMNS.map(|(_, names)| named(names));
        if places[0].is_none() && places[1].is_none() {
            return Err("is a table without a column \"text\" or \"html\": name its columns id, url, title, published, language, and text or html".into());
        }
        Ok(Table { name, rows: Some(rows), read, places })
    }

    /// The next document.
    pub fn next(&mut self, ids: &mut Ids) -> Option<Item> {
        let mut row = StringRecord::new();
        self.read.store(0, Ordering::Relaxed);
        let rows = self.rows.as_mut()?;
        let read = rows.read_record(&mut row);
        let line = row.position().map_or_else(|| rows.position().line(), csv::Position::line);
        let place = format!("{}:{line}", self.name);
        let item = match read {
            Ok(true) => self.input(&place, &row).and_then(|input| ids.once(input, &place)),
            Ok(false) => return None,
            Err(e) => {
                if !matches!(e.kind(), csv::ErrorKind::Utf8 { .. }) {
                    self.rows = None;
                }
                Err(told(&e))
            }
        };
        Some(item.map_err(|why| Fault { place, why }))
    }

    fn input(&self, place: &str, row: &StringRecord) -> Result<Input, String> {
        let cell = |i: usize| self.places[i].and_then(|at| row.get(at)).filter(|c| !c.trim().is_empty());
        let own = |i: usize| cell(i).map(|c| c.trim().to_string());
        let (text, html) = match (cell(0), cell(1)) {
            (Some(text), _) => (text, false),
            (None, Some(html)) => (html, true),
            (None, None) => return Err("is empty: its text has no characters".into()),
        };
        if text.len() > LARGEST {
            return Err(too_large());
        }
        Ok(Input {
            input_id: own(2).unwrap_or_else(|| place.to_string()),
            id_given: cell(2).is_some(),
            text: text.to_string(),
            html,
            url: own(3),
            title: own(4),
            published: own(5),
            language: own(6),
            ..Input::default()
        })
    }
}

fn plain(header: &str) -> String {
    header.trim_start_matches('\u{feff}').trim().to_ascii_lowercase()
}

fn told(e: &csv::Error) -> String {
    match e.kind() {
        csv::ErrorKind::Io(e) => unreadable(e),
        csv::ErrorKind::Utf8 { .. } => "is not UTF-8: left out".into(),
        _ => format!("is no table ({e})"),
    }
}

/// A source of which no more than so many bytes are read for one row.
struct Limited {
    source: Source,
    read: Arc<AtomicUsize>,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        match self.read.fetch_add(n, Ordering::Relaxed) > LONGEST {
            true => Err(io::Error::other(format!(
                "a row is longer than {} MiB: a quotation mark has no fellow",
                LONGEST >> 20
            ))),
            false => Ok(n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Vec<Result<Input, String>> {
        let mut table = Table::new("in.csv".into(), Box::new(text.as_bytes()), false).unwrap();
        let mut ids = Ids::default();
        std::iter::from_fn(|| table.next(&mut ids)).map(|item| item.map_err(|f| f.to_string())).collect()
    }

    #[test]
    fn rows_become_inputs() {
        let rows = read("\u{feff}ID,Headline,body,link\na,Cable cut,\"Two lines,\nhere\",http://x.example\n,,plain,\n");
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.input_id.as_str(), first.text.as_str()), ("a", "Two lines,\nhere"));
        assert_eq!((first.title.as_deref(), first.url.as_deref()), (Some("Cable cut"), Some("http://x.example")));
        let second = rows[1].as_ref().unwrap();
        assert_eq!((second.input_id.as_str(), second.id_given, second.title.is_none()), ("in.csv:4", false, true));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told: Vec<String> = read("id,text\na,x\na,y\nb,\n").into_iter().filter_map(Result::err).collect();
        assert_eq!(told[0], "in.csv:3: id \"a\" is given twice (first in in.csv:2): left out");
        assert_eq!(told[1], "in.csv:4: is empty: its text has no characters");
        let Err(told) = Table::new("t".into(), Box::new(&b"a,b\n1,2\n"[..]), false) else { panic!("no such column") };
        assert!(told.starts_with("is a table without a column \"text\""), "{told}");
    }
}
