//! All that can be done with a reading before it is written: on any thread, without the file.

use crate::body::{self, Body};
use crate::ident;
use crate::rows::Rows;
use sayso_core::Reading;

/// Hash of an input as it came: the same input need not be read twice by the same reader.
pub type Source = [u8; 16];

/// Where a reading came from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Hash of the input.
    pub source: Source,
    /// The address, where the user gave one.
    pub url: Option<String>,
    /// The id, where the user gave one.
    pub given: Option<String>,
}

impl Origin {
    /// Of everything that a reading is made from: bytes and what was given beside them.
    pub fn new(parts: &[&[u8]], url: Option<String>, given: Option<String>) -> Self {
        let hash = ident::sha256(parts);
        Origin { source: hash[..16].try_into().expect("sixteen bytes"), url, given }
    }
}

/// A reading ready to be written.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(crate) key: i64,
    pub(crate) input_id: String,
    pub(crate) text: String,
    pub(crate) hash: [u8; 32],
    pub(crate) origin: Origin,
    pub(crate) digest: [u8; 16],
    pub(crate) rows: Rows,
    pub(crate) title: String,
    pub(crate) words: String,
    pub(crate) body: Body,
    /// For each statement, what copies of it share.
    pub(crate) said: Vec<i64>,
}

impl Prepared {
    /// Turns a reading into rows and cuts its words.
    pub fn new(reading: &Reading, origin: Origin) -> Prepared {
        let rows = Rows::of(reading);
        let text = reading.document.text.clone();
        let (title, words, body) = body::words(&rows, &text);
        let said = said(&reading.id, &rows, &text);
        Prepared {
            said,
            key: ident::document_key(&reading.id).expect("a reading has the id of a document"),
            input_id: reading.document.input_id.clone(),
            hash: plain_sha256(&text),
            text,
            origin,
            digest: rows.digest(),
            rows,
            title,
            words,
            body,
        }
    }

    /// The document's id.
    pub fn id(&self) -> String {
        ident::document(self.key)
    }

    /// Name of the input.
    pub fn input_id(&self) -> &str {
        &self.input_id
    }
}

/// Hashes of who speaks and what was said, blanks and signs aside.
pub(crate) fn said(document: &str, rows: &Rows, text: &str) -> Vec<i64> {
    let offsets = sayso_core::Offsets::new(text);
    let hash = |s: &crate::rows::Statement| {
        let who: Vec<&str> = s.detail.speaker.iter().map(|p| rows.cast[p.0 as usize].actor.entity.as_str()).collect();
        let piece = |&(start, end): &(u32, u32)| {
            crate::words::cut(&text[offsets.byte(start) as usize..offsets.byte(end) as usize])
        };
        let words: Vec<String> = s.detail.content.iter().map(piece).collect();
        let (who, words) = (who.join("\n"), words.join(" "));
        // What is all cue ("they deny it") says nothing by which two could be the same.
        let place = if words.is_empty() { format!("{document} {}", s.hash) } else { String::new() };
        (ident::hash64(&[who.as_bytes(), words.as_bytes(), place.as_bytes()]) as u64 >> 17) as i64
    };
    rows.statements.iter().map(hash).collect()
}

/// SHA-256 of a text alone, as `sha256sum` gives it.
pub(crate) fn plain_sha256(text: &str) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes()).into()
}
