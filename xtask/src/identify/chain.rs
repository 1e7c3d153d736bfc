//! Words out of the n-gram models of the lingua crates.
//!
//! A model holds, for runs of one to five letters, how often a run's last letter follows the
//! letters before it. What is missing to the whole is how often the word ends there; and a run
//! that is seen more often than all runs that put a letter before it, begins words. So words
//! can be drawn that have the letters, the beginnings and the ends of the language.

use super::rng::Rng;
use anyhow::Context;
use fst::Streamer;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// How often each letter follows, and how often the word ends.
#[derive(Default)]
struct Next {
    letters: Vec<char>,
    sums: Vec<f64>,
}

/// Draws words.
pub struct Chain {
    next: HashMap<String, Next>,
    starts: Vec<String>,
    sums: Vec<f64>,
}

impl Chain {
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let map = fst::Map::new(bytes)?;
        let mut after: HashMap<String, f64> = HashMap::new();
        let mut stream = map.stream();
        while let Some((run, value)) = stream.next() {
            after.insert(std::str::from_utf8(run)?.to_string(), f64::from_bits(value).exp());
        }
        let mut chain = Chain { next: HashMap::new(), starts: vec![], sums: vec![] };
        chain.begin(&after);
        let mut runs: Vec<(&String, &f64)> = after.iter().filter(|(r, _)| r.chars().count() > 1).collect();
        runs.sort_by(|a, b| a.0.cmp(b.0));
        for (run, p) in runs {
            let (at, last) = run.char_indices().next_back().context("a run has letters")?;
            let next = chain.next.entry(run[..at].to_string()).or_default();
            next.letters.push(last);
            next.sums.push(next.sums.last().unwrap_or(&0.0) + p);
        }
        Ok(chain)
    }

    /// Words of up to three letters, and the four letters that longer ones begin with: how often
    /// a run is seen, less how often after another letter, less how often before one.
    fn begin(&mut self, after: &HashMap<String, f64>) {
        let mut runs: Vec<&str> = after.keys().map(String::as_str).collect();
        runs.sort_by_key(|r| (r.chars().count(), *r));
        let mut seen: HashMap<&str, f64> = HashMap::new();
        for run in &runs {
            let before = seen.get(without_last(run)).copied().unwrap_or(1.0);
            seen.insert(run, before * after[*run]);
        }
        let mut first: HashMap<&str, f64> = seen.clone();
        for run in &runs {
            if let Some(f) = first.get_mut(without_first(run)) {
                *f -= seen[run];
            }
        }
        let mut whole = first.clone();
        for run in runs.iter().filter(|r| r.chars().count() <= 4) {
            if let Some(w) = whole.get_mut(without_last(run)) {
                *w -= first[run];
            }
        }
        let mut sum = 0.0;
        for run in runs {
            let (p, end) = match run.chars().count() {
                1..=3 => (whole[run], "$"),
                4 => (first[run], ""),
                _ => continue,
            };
            if p > 1e-9 {
                sum += p;
                self.starts.push(format!("{run}{end}"));
                self.sums.push(sum);
            }
        }
    }

    /// One word.
    pub fn word(&self, rng: &mut Rng) -> String {
        let start = &self.starts[rng.pick(&self.sums)];
        if let Some(whole) = start.strip_suffix('$') {
            return whole.to_string();
        }
        let mut word = start.clone();
        for _ in 0..30 {
            let from = word.char_indices().rev().nth(3).map_or(0, |(i, _)| i);
            let Some(next) = self.next.get(&word[from..]) else { break };
            let at = rng.unit();
            let i = next.sums.partition_point(|&s| s <= at);
            let Some(&c) = next.letters.get(i) else { break };
            word.push(c);
        }
        word
    }
}

fn without_last(run: &str) -> &str {
    run.char_indices().next_back().map_or("", |(i, _)| &run[..i])
}

fn without_first(run: &str) -> &str {
    run.char_indices().nth(1).map_or("", |(i, _)| &run[i..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs of the letters of "ab abcde" and of "b", as the crates count them.
    #[test]
    fn words_come_back_out_of_their_runs() {
        let counts = [
            ("a", 2.0),
            ("b", 3.0),
            ("c", 1.0),
            ("d", 1.0),
            ("e", 1.0),
            ("ab", 2.0),
            ("bc", 1.0),
            ("cd", 1.0),
            ("de", 1.0),
            ("abc", 1.0),
            ("bcd", 1.0),
            ("cde", 1.0),
            ("abcd", 1.0),
            ("bcde", 1.0),
            ("abcde", 1.0),
        ];
        let count = |r: &str| counts.iter().find(|c| c.0 == r).map_or(8.0, |c| c.1);
        let value = |r: &str, n: f64| f64::ln(n / count(without_last(r))).to_bits();
        let mut pairs: Vec<(&str, u64)> = counts.iter().map(|(r, n)| (*r, value(r, *n))).collect();
        pairs.sort_unstable();
        let file = std::env::temp_dir().join(format!("sayso-chain-{}", std::process::id()));
        fs::write(&file, fst::Map::from_iter(pairs).expect("sorted").as_fst().as_bytes()).expect("a file is written");
        let chain = Chain::read(&file).expect("a chain");
        fs::remove_file(&file).expect("the file is there");
        let mut rng = Rng(1);
        let mut words: Vec<String> = (0..100).map(|_| chain.word(&mut rng)).collect();
        words.sort();
        words.dedup();
        assert_eq!(words, ["ab", "abcde", "b"]);
    }
}
