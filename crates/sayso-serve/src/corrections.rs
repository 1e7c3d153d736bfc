//! What people found right or wrong: lines that are only ever added, in a file beside the store.
//!
//! The file is not the store's: reading everything again, or making the store anew, leaves it as it is.
//! Each line has the sentence with it, and ids are made from content, so it stays of use wherever the
//! records go.

use crate::trouble::Trouble;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// What somebody found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    Accept,
    Reject,
    Mend,
}

impl Verdict {
    pub fn parse(word: &str) -> Result<Verdict, Trouble> {
        match word {
            "accept" => Ok(Verdict::Accept),
            "reject" => Ok(Verdict::Reject),
            "mend" => Ok(Verdict::Mend),
            _ => Err(Trouble::Question("verdict: accept, reject or mend".into())),
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Mend => "mend",
        }
    }

    /// Said of a record.
    pub fn told(self) -> &'static str {
        match self {
            Verdict::Accept => "accepted",
            Verdict::Reject => "rejected",
            Verdict::Mend => "mended",
        }
    }

    /// Its colour.
    pub fn class(self) -> &'static str {
        match self {
            Verdict::Accept => "done",
            Verdict::Reject => "negated",
            Verdict::Mend => "demanded",
        }
    }
}

/// Somebody who takes part, as the record had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    pub text: String,
    pub code: String,
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Correction {
    pub record: String,
    pub verdict: Verdict,
    /// The record as it should be: `A > TYPE > B`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mended: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub at: String,
    pub read: AsRead,
}

/// The record as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AsRead {
    pub notation: String,
    pub sentence: String,
    pub words: String,
    pub rule: String,
    pub language: Option<String>,
    pub date: Option<String>,
    /// PLOVER type; none of a statement.
    pub kind: Option<String>,
    pub mode: Option<String>,
    pub context: Vec<String>,
    pub quad: u8,
    pub actor: Vec<Part>,
    pub recipient: Vec<Part>,
}

/// The last word on each record.
#[derive(Debug, Default)]
pub(crate) struct Verdicts(HashMap<String, Verdict>);

impl Verdicts {
    pub fn of(&self, record: &str) -> Option<Verdict> {
        self.0.get(record).copied()
    }
}

/// Lines that were read, and the file that they were read from: its size and time.
#[derive(Default)]
struct Known {
    stamp: Option<(u64, SystemTime)>,
    lines: Arc<Vec<Correction>>,
    verdicts: Arc<Verdicts>,
}

/// The file.
pub(crate) struct Corrections {
    path: PathBuf,
    one: Mutex<()>,
    known: Mutex<Known>,
}

impl Corrections {
    /// Beside a store.
    pub fn beside(store: &Path) -> Corrections {
        let path = PathBuf::from(format!("{}.corrections.jsonl", store.display()));
        Corrections { path, one: Mutex::new(()), known: Mutex::default() }
    }

    /// Adds a line; it is on the disk when this returns.
    pub fn add(&self, correction: &Correction) -> Result<(), Trouble> {
        let _one = self.one.lock();
        let told = |e: std::io::Error| Trouble::Store(format!("{}: cannot be written: {e}", self.path.display()));
        let mut file = OpenOptions::new().create(true).append(true).read(true).open(&self.path).map_err(told)?;
        let mut line = serde_json::to_string(correction).expect("it has no key that is not a string") + "\n";
        if file.seek(SeekFrom::End(0)).map_err(told)? > 0 {
            // A line that a power cut left torn ends here.
            let mut last = [0];
            file.seek(SeekFrom::End(-1)).and_then(|_| file.read_exact(&mut last)).map_err(told)?;
            if last != *b"\n" {
                line.insert(0, '\n');
            }
        }
        file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(told)
    }

    /// All lines, the first first; a torn one is passed over.
    pub fn all(&self) -> Result<Arc<Vec<Correction>>, Trouble> {
        self.known(|k| k.lines.clone())
    }

    /// The last word on each record, by record.
    pub fn verdicts(&self) -> Result<Arc<Verdicts>, Trouble> {
        self.known(|k| k.verdicts.clone())
    }

    /// The last word on each record, in order of the first.
    pub fn last(&self) -> Result<Vec<Correction>, Trouble> {
        let (mut last, mut place): (Vec<Correction>, HashMap<String, usize>) = Default::default();
        for c in self.all()?.iter() {
            match place.get(&c.record) {
                Some(i) => last[*i] = c.clone(),
                None => {
                    place.insert(c.record.clone(), last.len());
                    last.push(c.clone());
                }
            }
        }
        Ok(last)
    }

    /// What the file holds; it is read again where it has changed.
    fn known<T>(&self, pick: impl Fn(&Known) -> T) -> Result<T, Trouble> {
        let stamp = std::fs::metadata(&self.path).ok().and_then(|m| Some((m.len(), m.modified().ok()?)));
        let mut known = self.known.lock().unwrap_or_else(|e| e.into_inner());
        if known.stamp != stamp || stamp.is_none() {
            *known = Known::read(&self.path, stamp)?;
        }
        Ok(pick(&known))
    }
}

impl Known {
    fn read(path: &Path, stamp: Option<(u64, SystemTime)>) -> Result<Known, Trouble> {
        let lines: Vec<Correction> = match std::fs::read_to_string(path) {
            Ok(text) => text.lines().filter_map(|l| serde_json::from_str(l).ok()).collect(),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(Trouble::Store(format!("{}: cannot be read: {e}", path.display()))),
        };
        let verdicts = Verdicts(lines.iter().map(|c| (c.record.clone(), c.verdict)).collect());
        Ok(Known { stamp, lines: Arc::new(lines), verdicts: Arc::new(verdicts) })
    }
}
