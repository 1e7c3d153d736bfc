//! One file, or standard input, becomes its documents.

use crate::kind::{HEAD, kind};
use crate::rows::{Ids, Rows};
use crate::table::Table;
use crate::warc::Warc;
use crate::{As, Fault, Item, LARGEST, bounded, feed};
use flate2::read::{GzDecoder, MultiGzDecoder};
use sayso_read::Input;
use std::fs::File;
use std::io::{self, BufReader, Cursor, ErrorKind, Read};
use std::path::Path;

/// Bytes from anywhere.
pub(crate) type Source = Box<dyn Read + Send>;

/// The documents of a file, one after another.
pub(crate) enum Open {
    /// The file is one page.
    Page(Option<Item>),
    /// One document a line.
    Rows(Rows),
    /// One document a row.
    Table(Box<Table>),
    /// One document an entry.
    Feed(std::vec::IntoIter<Item>),
    /// One document a page of a web archive.
    Warc(Box<Warc>),
}

impl Open {
    /// Opens a file, or standard input for `-`, and looks at its first bytes.
    pub fn new(path: &Path, as_: As) -> Result<Self, Fault> {
        let name = path.display().to_string();
        let fault = |why: String| Fault { place: name.clone(), why };
        let mut source = source(&name, path).map_err(fault)?;
        let mut head = Vec::new();
        let most = if as_ == As::Auto { HEAD } else { 2 };
        source.by_ref().take(most as u64).read_to_end(&mut head).map_err(|e| fault(unreadable(&e)))?;
        let packed = head.starts_with(b"\x1f\x8b");
        let as_ = match as_ {
            As::Auto if packed => kind(&unpacked(&head), path),
            As::Auto => kind(&head, path),
            told => told,
        };
        let whole = Cursor::new(head).chain(source);
        let source: Source = match packed && as_ != As::Warc {
            true => Box::new(MultiGzDecoder::new(BufReader::new(whole))),
            false => Box::new(whole),
        };
        Ok(match as_ {
            As::Jsonl => Open::Rows(Rows::new(name, source)),
            As::Csv => Open::Table(Box::new(Table::new(name.clone(), source, is_tabs(path)).map_err(fault)?)),
            As::Warc => Open::Warc(Box::new(Warc::new(name, source, packed))),
            As::Feed => Open::Feed(feed(&name, source).into_iter()),
            _ => Open::Page(Some(page(name, source, as_))),
        })
    }

    /// The next document.
    pub fn next(&mut self, ids: &mut Ids) -> Option<Item> {
        match self {
            Open::Page(item) => item.take(),
            Open::Rows(rows) => rows.next(ids),
            Open::Table(table) => table.next(ids),
            Open::Feed(entries) => entries.next(),
            Open::Warc(warc) => warc.next(),
        }
    }
}

fn source(name: &str, path: &Path) -> Result<Source, String> {
    if name == "-" {
        return Ok(Box::new(io::stdin()));
    }
    File::open(path).map(|file| Box::new(file) as Source).map_err(|e| match e.kind() {
        _ if is_address(name) => {
            "is an address, and this version fetches nothing: save the page and name its file".into()
        }
        ErrorKind::NotFound => "does not exist: check the name".into(),
        ErrorKind::PermissionDenied => "may not be read: its permissions forbid it".into(),
        _ => format!("cannot be opened: {e}"),
    })
}

fn is_tabs(path: &Path) -> bool {
    path.to_string_lossy().to_ascii_lowercase().trim_end_matches(".gz").ends_with(".tsv")
}

fn is_address(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["http:", "https:", "ftp:", "www."].iter().any(|start| lower.starts_with(start))
}

/// What to say of an error in the middle of a file.
pub(crate) fn unreadable(e: &io::Error) -> String {
    match e.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData => format!("is damaged: {e}"),
        ErrorKind::UnexpectedEof => "is cut off: its compressed data have no end".into(),
        _ => format!("cannot be read: {e}"),
    }
}

/// The beginning of packed bytes, as far as it goes.
fn unpacked(head: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    // Its end is missing, so it ends in an error: what came before is what is wanted.
    let _ = GzDecoder::new(head).take(HEAD as u64).read_to_end(&mut plain);
    plain
}

fn feed(name: &str, source: Source) -> Vec<Item> {
    let fault = |why| vec![Err(Fault { place: name.to_string(), why })];
    match bounded::all(source, LARGEST) {
        Ok(Some(bytes)) => feed::entries(name, &bytes),
        Ok(None) => fault(format!("is larger than {} MiB, which no feed is", LARGEST >> 20)),
        Err(e) => fault(unreadable(&e)),
    }
}

fn page(name: String, source: Source, as_: As) -> Item {
    let id = if name == "-" { "-:1" } else { &name };
    let as_ = match as_ {
        As::Html => sayso_read::As::Html,
        As::Text => sayso_read::As::Text,
        _ => sayso_read::As::Auto,
    };
    let read = match bounded::all(source, LARGEST) {
        Ok(Some(bytes)) => Input::from_bytes(id, bytes, as_),
        Ok(None) => Err(too_large()),
        Err(e) => Err(unreadable(&e)),
    };
    read.map_err(|why| Fault { place: name, why })
}

/// What to say of more than a page may have.
pub(crate) fn too_large() -> String {
    format!(
        "is larger than {} MiB, which no page is: split it, or give one document a line (--as jsonl)",
        LARGEST >> 20
    )
}
