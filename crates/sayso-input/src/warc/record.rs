//! One record of a web archive: its header lines and its block (ISO 28500).

use crate::bounded::{self, Line};
use std::io::{self, BufRead, Read};

/// No record has longer header lines, nor more of them.
const LONGEST_LINE: usize = 16 << 10;
const MOST_LINES: usize = 200;

/// A record whose block is read where it is wanted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub headers: Headers,
    /// The block; empty where it was not wanted.
    pub block: Vec<u8>,
}

/// Header lines, as they stand in WARC and in HTTP.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    /// The value of a header; its name in small letters.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Reads lines up to an empty one.
    pub fn read(source: &mut impl BufRead) -> Result<Self, Wrong> {
        let mut all: Vec<(String, String)> = Vec::new();
        while let Some(line) = line(source)?.filter(|l| !l.is_empty()) {
            if all.len() == MOST_LINES {
                return Err(Wrong::Damaged(format!("has more than {MOST_LINES} header lines")));
            }
            match (line.split_once(':'), all.last_mut()) {
                // A line that begins with a blank goes on with the one before.
                (_, Some(last)) if line.starts_with([' ', '\t']) => last.1 += &format!(" {}", line.trim()),
                (Some((name, value)), _) => all.push((name.trim().to_ascii_lowercase(), value.trim().to_string())),
                (None, _) => return Err(Wrong::Damaged("has a header line without a colon".into())),
            }
        }
        Ok(Headers(all))
    }
}

/// Why a record cannot be read.
#[derive(Debug)]
pub(super) enum Wrong {
    /// Its bytes are not as they should be.
    Damaged(String),
    /// Its block is larger than any page: so many bytes.
    TooLarge(u64),
    /// Nobody asked for it, and it is too large to be passed over.
    Unwanted,
    /// The stream cannot be read.
    Io(io::Error),
}

impl From<io::Error> for Wrong {
    fn from(e: io::Error) -> Self {
        Wrong::Io(e)
    }
}

impl Record {
    /// The next record; `None` at the end. Its block is kept where `wanted` says so of its headers
    /// and where it has no more than `most` bytes; one that is not is passed over up to `passed` bytes.
    pub fn read(
        source: &mut impl BufRead,
        (most, passed): (u64, u64),
        wanted: impl Fn(&Headers) -> bool,
    ) -> Result<Option<Record>, Wrong> {
        let first = loop {
            match line(source)? {
                None => return Ok(None),
                Some(l) if l.is_empty() => {}
                Some(l) => break l,
            }
        };
        if !first.starts_with("WARC/") {
            return Err(Wrong::Damaged("does not begin with WARC/".into()));
        }
        let headers = Headers::read(source)?;
        let length = headers.get("content-length").and_then(|l| l.parse::<u64>().ok());
        let length = length.ok_or_else(|| Wrong::Damaged("has no Content-Length".into()))?;
        let keep = wanted(&headers);
        match keep {
            true if length > most => return Err(Wrong::TooLarge(length)),
            false if length > passed => return Err(Wrong::Unwanted),
            _ => {}
        }
        let block = if keep { block(source, length)? } else { pass(source, length)? };
        ends(source)?;
        Ok(Some(Record { headers, block }))
    }
}

fn block(source: &mut impl BufRead, length: u64) -> Result<Vec<u8>, Wrong> {
    let mut block = Vec::new();
    source.take(length).read_to_end(&mut block)?;
    if block.len() as u64 == length { Ok(block) } else { Err(cut()) }
}

/// Passes over a block.
fn pass(source: &mut impl BufRead, length: u64) -> Result<Vec<u8>, Wrong> {
    let passed = io::copy(&mut source.take(length), &mut io::sink())?;
    if passed == length { Ok(Vec::new()) } else { Err(cut()) }
}

fn cut() -> Wrong {
    Wrong::Damaged("is cut off".into())
}

/// After a block stand two line ends, or the end; anything else means that the length is wrong.
fn ends(source: &mut impl BufRead) -> Result<(), Wrong> {
    let next = source.fill_buf()?.first();
    match next {
        None | Some(b'\r' | b'\n' | b'W') => Ok(()),
        Some(_) => Err(Wrong::Damaged("is longer or shorter than its Content-Length".into())),
    }
}

/// A header line without its end; `None` at the end of the stream.
fn line(source: &mut impl BufRead) -> Result<Option<String>, Wrong> {
    match bounded::line(source, LONGEST_LINE)? {
        Line::End => Ok(None),
        Line::TooLong => Err(Wrong::Damaged("has a header line without end".into())),
        Line::Whole(mut bytes) => {
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
            Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
        }
    }
}
