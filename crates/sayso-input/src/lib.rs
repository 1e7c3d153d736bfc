//! What a user names becomes inputs: files, folders, standard input, JSON lines, feeds, WARC.
//!
//! [`Inputs`] hands out one document after another, in the order in which they were named, and
//! never holds more than one of them. What cannot be read comes as a [`Fault`] in its place, and
//! the next one follows.

mod base64;
mod bounded;
mod feed;
mod kind;
mod open;
mod rows;
mod table;
mod walk;
mod warc;
mod window;
mod xml;

pub use kind::As;

use open::Open;
use rows::Ids;
use sayso_read::Input;
use std::fmt;
use std::path::PathBuf;
use std::vec::IntoIter;
use walk::Walk;

/// Pages and feeds of more bytes than this are refused: no story is as long, and reading one takes some twenty times its size.
pub const LARGEST: usize = 16 << 20;

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The input, with the line or byte where it has many documents.
    pub place: String,
    /// What is wrong, and what to try.
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

/// One document, or why it could not be read.
pub type Item = Result<Input, Fault>;

/// All documents of the inputs that a user named.
pub struct Inputs {
    as_: As,
    names: IntoIter<PathBuf>,
    folder: Option<Walk>,
    open: Option<Open>,
    name: String,
    ids: Ids,
}

impl Inputs {
    /// Files, folders and `-` (standard input), in this order.
    pub fn new(names: Vec<PathBuf>, as_: As) -> Self {
        Inputs { as_, names: names.into_iter(), folder: None, open: None, name: String::new(), ids: Ids::default() }
    }

    /// Name of the input being read.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The next file to open; `None` at the end.
    fn file(&mut self) -> Option<Result<PathBuf, Fault>> {
        loop {
            if let Some(next) = self.folder.as_mut().and_then(Walk::next) {
                return Some(next);
            }
            let name = self.names.next()?;
            self.folder = name.is_dir().then(|| Walk::new(&name));
            if self.folder.is_none() {
                return Some(Ok(name));
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            // Taken out while it is asked: should it panic, the next call goes on with the next file.
            if let Some(mut open) = self.open.take()
                && let Some(next) = open.next(&mut self.ids)
            {
                self.open = Some(open);
                return Some(next);
            }
            let path = match self.file()? {
                Ok(path) => path,
                Err(fault) => return Some(Err(fault)),
            };
            self.name = path.display().to_string();
            match Open::new(&path, self.as_) {
                Ok(open) => self.open = Some(open),
                Err(fault) => return Some(Err(fault)),
            }
        }
    }
}
