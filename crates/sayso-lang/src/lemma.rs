//! Dictionary forms: a word's ending and part of speech choose how it is rewritten.
//!
//! A script says how many characters to cut at the end and what to put there. For each part
//! of speech the scripts of the training data are kept by ending, longest first, and an
//! ending is kept only where it says something else than the next shorter one.

use crate::wire::{Reader, Writer};
use rustc_hash::FxHashMap;
use sayso_core::{Sentence, Upos};
use std::collections::BTreeMap;

/// Endings of at most this many characters, the whole word beyond.
const LONGEST: usize = 7;

/// Scripts by part of speech and ending.
#[derive(Debug, Default)]
pub struct Lemmas {
    scripts: Vec<(u8, String)>,
    /// Key: part of speech, ending (`^` before a whole word).
    by_ending: FxHashMap<Box<[u8]>, u16>,
    upper: bool,
}

impl Lemmas {
    /// Learns from words, parts of speech and dictionary forms.
    pub fn learn<'a>(words: impl Iterator<Item = (&'a str, Upos, &'a str)>) -> Self {
        let mut counts: BTreeMap<(Upos, String), BTreeMap<(u8, String), u32>> = BTreeMap::new();
        let (mut upper, mut proper) = (0u32, 0u32);
        for (form, upos, lemma) in words.filter(|w| w.2 != "_") {
            let low = form.to_lowercase();
            if upos == Upos::Propn && form.chars().any(char::is_uppercase) {
                proper += 1;
                upper += u32::from(lemma.chars().any(char::is_uppercase));
            }
            let script = script(&low, &lemma.to_lowercase());
            for end in endings(&low) {
                *counts.entry((upos, end)).or_default().entry(script.clone()).or_default() += 1;
            }
        }
        let mut l = Lemmas { upper: upper * 2 > proper, ..Lemmas::default() };
        let mut index = BTreeMap::new();
        // Shorter endings come first, so that longer ones know what they would say.
        let mut keys: Vec<_> = counts.iter().collect();
        keys.sort_by_key(|((u, e), _)| (*u, e.chars().count(), e.clone()));
        for ((upos, end), scripts) in keys {
            let total: u32 = scripts.values().sum();
            let (best, n) = scripts.iter().max_by_key(|(s, n)| (**n, std::cmp::Reverse(*s))).expect("counted");
            let whole = end.starts_with('^');
            let bare = end.trim_start_matches('^');
            if !whole && (*n * 2 <= total || total < 2) {
                continue;
            }
            if best.0 as usize > bare.chars().count() && !whole {
                continue;
            }
            let next = *index.entry(best.clone()).or_insert(l.scripts.len() as u16);
            if next as usize == l.scripts.len() {
                l.scripts.push(best.clone());
            }
            if l.find(*upos, bare, whole) != Some(next) {
                l.by_ending.insert(key(*upos, end), next);
            }
        }
        l
    }

    /// What the endings shorter than this one say.
    fn find(&self, upos: Upos, low: &str, whole: bool) -> Option<u16> {
        let from = usize::from(!whole);
        low.char_indices().map(|(i, _)| i).skip(from).chain([low.len()]).find_map(|i| {
            if low[i..].chars().count() > LONGEST {
                return None;
            }
            self.by_ending.get(&key(upos, &low[i..])).copied()
        })
    }

    /// Sets the lemma of word `i`, whose part of speech is known; the buffers are reused.
    pub fn set(&self, s: &mut Sentence, i: usize, buf: &mut Vec<u8>, lemma: &mut String) {
        let (upos, form) = (s.tokens[i].upos, s.form(i));
        lemma.clear();
        if form.is_ascii() {
            lemma.extend(form.bytes().map(|b| b.to_ascii_lowercase() as char));
        } else {
            lemma.extend(form.chars().flat_map(char::to_lowercase));
        }
        let found = self.look_up(upos, lemma, buf).and_then(|f| self.scripts.get(f as usize));
        if upos == Upos::Propn && self.upper {
            lemma.clear();
            lemma.push_str(form);
        }
        if let Some((cut, put)) = found {
            let last = (*cut as usize).checked_sub(1);
            let at = last.map_or(lemma.len(), |k| lemma.char_indices().rev().nth(k).map_or(0, |(i, _)| i));
            lemma.truncate(at);
            lemma.push_str(put);
        }
        s.set_lemma(i, lemma);
    }

    /// What the whole word says, or else its longest known ending.
    fn look_up(&self, upos: Upos, low: &str, buf: &mut Vec<u8>) -> Option<u16> {
        buf.clear();
        buf.extend([upos as u8, b'^']);
        buf.extend(low.as_bytes());
        if let Some(&f) = self.by_ending.get(&buf[..]) {
            return Some(f);
        }
        let from = low.char_indices().rev().nth(LONGEST - 1).map_or(0, |(i, _)| i);
        low[from..].char_indices().map(|(i, _)| from + i).chain([low.len()]).find_map(|at| {
            // The part of speech takes the place of the byte before the ending for a moment.
            let kept = std::mem::replace(&mut buf[at + 1], upos as u8);
            let found = self.by_ending.get(&buf[at + 1..]).copied();
            buf[at + 1] = kept;
            found
        })
    }

    pub(crate) fn read(r: &mut Reader) -> Result<Self, String> {
        let upper = r.number()? == 1;
        let scripts = (0..r.number()?).map(|_| Ok((r.number()? as u8, r.string()?))).collect::<Result<_, String>>()?;
        let n = r.number()?;
        let mut by_ending = FxHashMap::with_capacity_and_hasher(n, Default::default());
        for _ in 0..n {
            let len = r.take(1)?[0] as usize;
            let k = r.take(len)?;
            let v = r.take(2)?;
            by_ending.insert(k.into(), u16::from_le_bytes([v[0], v[1]]));
        }
        Ok(Lemmas { scripts, by_ending, upper })
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        w.number(usize::from(self.upper));
        w.number(self.scripts.len());
        for (cut, put) in &self.scripts {
            w.number(*cut as usize);
            w.string(put);
        }
        let all: BTreeMap<_, _> = self.by_ending.iter().filter(|(k, _)| k.len() < 256).collect();
        w.number(all.len());
        for (k, v) in all {
            w.0.push(k.len() as u8);
            w.0.extend(&**k);
            w.0.extend(v.to_le_bytes());
        }
    }
}

fn key(upos: Upos, end: &str) -> Box<[u8]> {
    [&[upos as u8], end.as_bytes()].concat().into()
}

/// The empty ending, those of 1 to [`LONGEST`] characters, the whole word.
fn endings(low: &str) -> impl Iterator<Item = String> + '_ {
    let n = low.chars().count();
    let cuts = low.char_indices().map(|(i, _)| i).skip(n.saturating_sub(LONGEST)).chain([low.len()]);
    cuts.map(|i| low[i..].to_string()).chain([format!("^{low}")])
}

/// How to get from a form to its lemma: characters to cut, text to add.
fn script(form: &str, lemma: &str) -> (u8, String) {
    let same: usize = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let cut = form[same..].chars().count();
    (cut.min(255) as u8, lemma[same..].to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_core::Span;

    #[test]
    fn endings_generalise_and_exceptions_stay() {
        let seen = [
            ("walked", "walk"),
            ("talked", "talk"),
            ("asked", "ask"),
            ("went", "go"),
            ("barked", "bark"),
            ("said", "say"),
        ];
        let l = Lemmas::learn(seen.iter().map(|&(f, m)| (f, Upos::Verb, m)));
        let of = |w: &str| {
            let mut s = Sentence::new(Span::default());
            s.push(w, Span::new(0, w.len()), true);
            s.tokens[0].upos = Upos::Verb;
            l.set(&mut s, 0, &mut vec![], &mut String::new());
            s.lemma(0).to_string()
        };
        assert_eq!((of("Parked").as_str(), of("went").as_str()), ("park", "go"));
        let mut w = Writer::default();
        l.write(&mut w);
        let back = Lemmas::read(&mut Reader::new(&w.0)).unwrap();
        assert_eq!(back.by_ending, l.by_ending);
    }
}
