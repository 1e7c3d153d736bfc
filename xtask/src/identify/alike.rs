//! Malay out of Indonesian: the same sentences in the words that Malay has for them.
//!
//! What is published of Malay is mostly Indonesian in truth, and what is not, is no news. Were
//! Indonesian learnt from news and Malay from word lists, every word of news would speak for
//! Indonesian. With the same sentences on both sides only what differs tells.

use super::rng::Rng;
use super::sources::{Corpus, Words};
use std::collections::HashMap;

/// Words that Malay has for words of Indonesian.
struct Pairs(HashMap<&'static str, Vec<&'static str>>);

impl Pairs {
    fn read() -> Self {
        let lines = include_str!("malay.tsv").lines().filter(|l| !l.starts_with('#'));
        Pairs(lines.filter_map(|l| l.split_once('\t')).map(|(a, b)| (a, b.split(',').collect())).collect())
    }

    fn draw(&self, word: &str, rng: &mut Rng) -> Option<&'static str> {
        let own = self.0.get(word)?;
        Some(own[rng.below(own.len())])
    }
}

/// Tells words of Indonesian that Malay does not use.
struct Usage<'c> {
    here: HashMap<&'c str, f64>,
    there: HashMap<&'c str, f64>,
}

impl<'c> Usage<'c> {
    fn new(malay: &'c Words, indonesian: &'c Words) -> Self {
        Usage { here: by_word(malay), there: by_word(indonesian) }
    }

    fn is_foreign(&self, word: &str) -> bool {
        let there = self.there.get(word).copied().unwrap_or(0.0);
        there > 2e-6 && there > 12.0 * self.here.get(word).copied().unwrap_or(2e-7)
    }
}

fn by_word(words: &Words) -> HashMap<&str, f64> {
    let mut before = 0.0;
    let pairs = words.words.iter().zip(&words.sums).map(|(w, s)| {
        let p = s - before;
        before = *s;
        (w.as_str(), p)
    });
    pairs.collect()
}

impl Corpus {
    /// Adds what `other`, the Indonesian one, holds, in words of this language.
    pub fn add_like(&mut self, other: &Corpus, rng: &mut Rng) {
        let pairs = Pairs::read();
        let usage = Usage::new(&self.frequent, &other.frequent);
        let mut told = |s: &String| tell(s, &pairs, &usage, rng);
        let sentences: Vec<String> = other.sentences.iter().filter_map(&mut told).collect();
        let mut drawn: Vec<String> = Vec::new();
        for w in &other.drawn {
            match pairs.draw(w, rng) {
                Some(own) => drawn.push(own.to_string()),
                None if !usage.is_foreign(w) => drawn.push(w.clone()),
                None => {}
            }
        }
        self.sentences.extend(sentences);
        self.drawn.extend(drawn);
    }
}

/// The sentence in words of Malay; `None` where hardly any of its words differ.
fn tell(sentence: &str, pairs: &Pairs, usage: &Usage, rng: &mut Rng) -> Option<String> {
    let low = sentence.to_lowercase();
    let words: Vec<&str> = low.split(|c: char| !c.is_alphabetic() && c != '-').filter(|w| !w.is_empty()).collect();
    let mut out: Vec<String> = Vec::new();
    let mut changed = 0;
    let mut i = 0;
    while i < words.len() {
        let two = (i + 1 < words.len()).then(|| format!("{} {}", words[i], words[i + 1]));
        let word = words[i];
        i += 1;
        if let Some(own) = two.and_then(|t| pairs.draw(&t, rng)) {
            out.push(own.to_string());
            changed += 1;
            i += 1;
        } else if let Some(own) = pairs.draw(word, rng) {
            out.push(own.to_string());
            changed += 1;
        } else if let Some(stem) = word.strip_suffix("itas") {
            out.push(format!("{stem}iti"));
            changed += 1;
        } else if !usage.is_foreign(word) {
            out.push(word.to_string());
        }
    }
    (changed >= 2 && changed * 12 >= out.len()).then(|| out.join(" "))
}
