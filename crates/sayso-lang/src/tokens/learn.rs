//! What the training data teaches about where words and sentences end.

use super::cutter::{Cutter, Sample};
use super::{Tokens, is_dense, is_wordy, units};
use crate::conllu::{Row, Tree};
use std::collections::{BTreeMap, BTreeSet};

const APOSTROPHES: [char; 2] = ['\'', '’'];

/// Marks that may stand inside a word.
const MARKS: [char; 3] = ['-', '\'', '’'];

impl Tokens {
    /// Learns from the training trees.
    pub fn learn(trees: &[Tree]) -> Self {
        let (mut abbreviations, mut single) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
        let mut multi = BTreeMap::<String, BTreeMap<Vec<String>, u32>>::new();
        let (mut kept, mut parted) = (0u32, 0u32);
        for t in trees {
            for (i, w) in t.words.iter().enumerate() {
                if t.multi.iter().any(|m| m.0 <= i + 1 && i < m.1) {
                    continue;
                }
                let low = w.form.to_lowercase();
                let letters = low.chars().any(char::is_alphabetic);
                if letters && low.ends_with('.') && low.len() > 1 {
                    *abbreviations.entry(low.clone()).or_default() += 1;
                }
                kept += u32::from(letters && low.trim_matches('-').contains('-'));
                let between = i > 0 && w.form == "-" && w.glued && t.words[i - 1].glued;
                parted += u32::from(between);
                *single.entry(low).or_default() += 1;
            }
            for (a, b, surface, _) in &t.multi {
                let parts = t.words[a - 1..*b].iter().map(|w| w.form.clone()).collect();
                *multi.entry(surface.to_lowercase()).or_default().entry(parts).or_default() += 1;
            }
        }
        let mut out = Tokens { split_hyphens: parted > kept, ..Tokens::default() };
        out.abbreviations = abbreviations.keys().map(|k| k.as_str().into()).collect();
        let hyphened = single.iter().filter(|(w, n)| **n > 1 && w.trim_matches(MARKS).contains(MARKS));
        out.hyphened = hyphened.map(|(w, _)| w.replace('’', "'").into()).collect();
        out.learn_multi(&multi, &single);
        out.learn_stops_and_numbers(trees);
        out.learn_marks(trees);
        out.learn_boundaries(trees);
        out
    }

    /// Learns where a full stop ends no sentence, and what becomes of `Rp300` and `01/02/2003`.
    fn learn_stops_and_numbers(&mut self, trees: &[Tree]) {
        let (mut stops, mut units) = (BTreeMap::<String, (u32, u32)>::new(), BTreeMap::<String, (u32, u32)>::new());
        let (mut joined, mut parted) = (0u32, 0u32);
        for words in trees.iter().map(|t| &t.words) {
            for (i, w) in words.iter().enumerate() {
                let next = words.get(i + 1);
                let letters = w.form.chars().all(char::is_alphabetic);
                if letters && next.is_some_and(|n| w.glued && n.form == ".") {
                    let ends = words[i + 2..].iter().all(|w| !w.form.chars().any(char::is_alphanumeric));
                    let count = stops.entry(w.form.to_lowercase()).or_default();
                    *(if ends { &mut count.1 } else { &mut count.0 }) += 1;
                }
                if letters && next.is_some_and(|n| w.glued && n.form.starts_with(|c: char| c.is_ascii_digit())) {
                    units.entry(w.form.to_lowercase()).or_default().0 += 1;
                }
                let number = w.form.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 0);
                if let Some(at) = number.filter(|&at| w.form[..at].chars().all(char::is_alphabetic)) {
                    units.entry(w.form[..at].to_lowercase()).or_default().1 += 1;
                }
                joined += u32::from(w.form.contains('/') && w.form.chars().all(|c| c == '/' || c.is_ascii_digit()));
                let number = |w: &Row| w.form.chars().all(|c| c.is_ascii_digit());
                parted +=
                    u32::from(w.form == "/" && w.glued && i > 0 && number(&words[i - 1]) && next.is_some_and(number));
            }
        }
        let more = |all: BTreeMap<String, (u32, u32)>, least: u32| {
            all.into_iter().filter(|(_, n)| n.0 >= least && n.0 > 2 * n.1).map(|(w, _)| w.into_boxed_str()).collect()
        };
        self.unended = more(stops, 2);
        self.units = more(units, 3);
        self.joins_slashes = joined > parted;
    }

    /// Learns whether words end with an apostrophe, and which begin with a hyphen.
    fn learn_marks(&mut self, trees: &[Tree]) {
        let (mut parted, mut kept) = (0u32, 0u32);
        let mut enclitics = BTreeMap::<String, u32>::new();
        for words in trees.iter().map(|t| &t.words) {
            for (a, b) in words.iter().zip(&words[1..]).filter(|p| p.0.glued) {
                let letters = |w: &str| w.chars().next().is_some_and(char::is_alphabetic);
                kept += u32::from(a.form.trim_matches(APOSTROPHES).contains(APOSTROPHES));
                parted += u32::from(letters(&a.form) && letters(&b.form) && a.form.ends_with(APOSTROPHES));
                if letters(&a.form) && b.form.strip_prefix('-').is_some_and(letters) {
                    *enclitics.entry(b.form.to_lowercase()).or_default() += 1;
                }
            }
        }
        self.elides = parted > 20 && parted > kept;
        let common = enclitics.into_iter().filter(|e| e.1 > 1);
        self.enclitics = common.map(|(w, _)| w.into_boxed_str()).collect();
    }

    /// Learns where words end in scripts without blanks, and which blanks part none.
    fn learn_boundaries(&mut self, trees: &[Tree]) {
        let lines: Vec<Surface> = trees.iter().map(Surface::of).collect();
        let samples: Vec<Sample> = lines.iter().flat_map(|l| self.runs(l)).collect();
        let parted = samples.iter().flat_map(|s| &s.1).filter(|&&b| b).count();
        if parted > 1000 {
            self.letters = Cutter::learn(&samples);
        }
        if trees.iter().flat_map(|t| &t.words).filter(|w| w.form.contains(' ')).count() > 1000 {
            let samples: Vec<Sample> = trees.iter().flat_map(syllables).collect();
            self.syllables = Cutter::learn(&samples);
        }
    }

    /// Runs of letters in scripts without blanks, and where their words begin.
    fn runs<'l>(&self, line: &'l Surface) -> Vec<Sample<'l>> {
        let mut out = vec![];
        for (from, chunk) in line.chunks() {
            let mut at = 0;
            while let Some(c) = chunk[at..].chars().next() {
                let n = if is_wordy(c) { self.word_length(&chunk[at..], false) } else { c.len_utf8() };
                let run = &chunk[at..at + n];
                if run.contains(is_dense) {
                    let units = units(run);
                    let mut end = from + at;
                    let begins = units[..units.len() - 1].iter().map(|u| {
                        end += u.len();
                        line.ends.binary_search(&end).is_ok()
                    });
                    out.push((units.clone(), begins.collect()));
                }
                at += n;
            }
        }
        out
    }

    fn learn_multi(&mut self, multi: &BTreeMap<String, BTreeMap<Vec<String>, u32>>, single: &BTreeMap<String, u32>) {
        let mut stems: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (surface, ways) in multi {
            for parts in ways.keys().filter(|p| p.len() == 2) {
                let (a, b) = (parts[0].to_lowercase(), parts[1].to_lowercase());
                if *surface == format!("{a}{b}") {
                    stems.entry(b).or_default().insert(surface);
                }
            }
        }
        let mut suffixes: Vec<&String> = stems.iter().filter(|(_, s)| s.len() >= 8).map(|(k, _)| k).collect();
        suffixes.sort_by_key(|s| (std::cmp::Reverse(s.chars().count()), s.as_str()));
        self.suffixes = suffixes.iter().map(|s| s.as_str().into()).collect();
        let keeps = |w: &str| self.suffixes.iter().any(|s| w.len() > s.len() && w.ends_with(&**s));
        let whole =
            single.iter().filter(|(w, n)| keeps(w) && multi.get(*w).is_none_or(|m| m.values().sum::<u32>() < **n));
        self.whole = whole.map(|(w, _)| w.as_str().into()).collect();
        for (surface, ways) in multi {
            let Some((parts, n)) = ways.iter().max_by_key(|(p, n)| (**n, std::cmp::Reverse(*p))) else { continue };
            if single.get(surface).is_some_and(|s| s > n) {
                continue;
            }
            let low: Vec<Box<str>> = parts.iter().map(|p| p.to_lowercase().into()).collect();
            let by_rule =
                low.len() == 2 && self.suffixes.contains(&low[1]) && format!("{}{}", low[0], low[1]) == *surface;
            if !by_rule {
                self.parts.insert(surface.as_str().into(), low);
            }
        }
    }
}

/// A sentence as it was written, and where its tokens end.
struct Surface {
    text: String,
    ends: Vec<usize>,
}

impl Surface {
    fn of(tree: &Tree) -> Self {
        let mut out = Surface { text: String::new(), ends: vec![] };
        let mut i = 0;
        while i < tree.words.len() {
            let (form, glued, next) = match tree.multi.iter().find(|m| m.0 == i + 1) {
                Some(m) => (&m.2, m.3, m.1),
                None => (&tree.words[i].form, tree.words[i].glued, i + 1),
            };
            out.text += form;
            out.ends.push(out.text.len());
            // Some treebanks of scripts without blanks do not tell that there are none.
            let dense = form.ends_with(is_dense) && tree.words.get(next).is_some_and(|w| w.form.starts_with(is_dense));
            if !glued && !dense {
                out.text.push(' ');
            }
            i = next;
        }
        out
    }

    /// Pieces between blanks, and where each begins.
    fn chunks(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.text.split(' ').filter_map(move |chunk| {
            let from = at;
            at += chunk.len() + 1;
            (!chunk.is_empty()).then_some((from, chunk))
        })
    }
}

/// Runs of syllables with nothing but blanks between them, and where their words begin.
fn syllables(tree: &Tree) -> Vec<Sample<'_>> {
    let mut out: Vec<Sample> = vec![];
    let mut joins = false;
    for w in &tree.words {
        let plain = w.form.chars().all(|c| c == ' ' || is_wordy(c));
        if !(joins && plain) {
            out.push((vec![], vec![]));
        }
        let to = out.last_mut().expect("one was pushed");
        for (k, syllable) in w.form.split(' ').filter(|_| plain).enumerate() {
            if !to.0.is_empty() {
                to.1.push(k == 0);
            }
            to.0.push(syllable);
        }
        joins = plain && !w.glued;
    }
    out.retain(|s| s.0.len() > 1);
    out
}
