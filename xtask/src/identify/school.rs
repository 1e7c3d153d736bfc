//! Draws texts, takes their grams, and lets a net learn from them.

use super::rng::Rng;
use super::sample::Drawer;
use super::train::Net;
use sayso_identify::grams::{Sink, scan};
use sayso_identify::script::{Letters, Script};
use std::collections::HashMap;
use std::ops::Range;

/// How often each gram was seen, in order of the grams.
pub type Counts = Vec<(u64, u32)>;

/// Draws texts and takes their grams.
pub struct School<'d> {
    drawer: &'d Drawer,
    ranges: HashMap<Script, Range<usize>>,
    letters: Letters,
    rng: Rng,
}

/// The grams of one script.
struct Grams {
    script: Script,
    now: Script,
    out: Vec<u64>,
}

impl Sink for Grams {
    fn begin(&mut self, script: Script) {
        self.now = script;
    }

    fn gram(&mut self, hash: u64) {
        if self.now == self.script {
            self.out.push(hash);
        }
    }

    fn end(&mut self, _: Script, _: u32) {}
}

impl<'d> School<'d> {
    pub fn new(drawer: &'d Drawer, seed: u64) -> Self {
        let mut ranges: HashMap<Script, Range<usize>> = HashMap::new();
        for (i, l) in drawer.labels.iter().enumerate() {
            ranges.entry(l.script).or_insert(i..i).end = i + 1;
        }
        School { drawer, ranges, letters: Letters::default(), rng: Rng(seed) }
    }

    /// Draws so many texts and learns from each; how often each gram was seen, where that is
    /// to be counted.
    pub fn learn(&mut self, net: &mut Net, texts: usize, rate: f32, at: &dyn Fn(u64) -> u32, count: bool) -> Counts {
        let mut counts = HashMap::new();
        let mut grams = Grams { script: Script::None, now: Script::None, out: vec![] };
        let mut rows = Vec::new();
        let mut loss = 0.0;
        for n in 0..texts {
            let (label, text) = self.drawer.draw(&mut self.rng);
            grams.script = self.drawer.labels[label].script;
            grams.out.clear();
            scan(&self.letters, &text, &mut grams);
            if grams.out.is_empty() {
                continue;
            }
            if count && n % 3 == 0 {
                grams.out.iter().for_each(|&h| *counts.entry(h).or_insert(0) += 1);
            }
            rows.clear();
            rows.extend(grams.out.iter().map(|&h| at(h)));
            let left = 1.0 - n as f32 / texts as f32;
            loss += net.step(&rows, self.ranges[&grams.script].clone(), label, rate * left.max(0.02));
            if (n + 1) % 500_000 == 0 {
                println!("  {} thousand texts, loss {:.4}", (n + 1) / 1000, loss / 500_000.0);
                loss = 0.0;
            }
        }
        let mut counts: Counts = counts.into_iter().collect();
        counts.sort_unstable();
        counts
    }

    /// Tells how many of the sentences held back are told rightly.
    pub fn measure(&self, net: &Net, held: &[(String, String)], at: &dyn Fn(u64) -> u32) {
        let mut by: HashMap<&str, [usize; 3]> = HashMap::new();
        let mut wrong: HashMap<(&str, &str), usize> = HashMap::new();
        let mut grams = Grams { script: Script::None, now: Script::None, out: vec![] };
        for (tag, sentence) in held {
            let Some(own) = self.drawer.labels.iter().position(|l| l.tag == *tag) else { continue };
            grams.script = self.drawer.labels[own].script;
            let head: String = sentence.chars().take(40).collect();
            let mut told = |text: &str| {
                grams.out.clear();
                scan(&self.letters, text, &mut grams);
                let rows: Vec<u32> = grams.out.iter().map(|&h| at(h)).collect();
                (!rows.is_empty()).then(|| net.tell(&rows, self.ranges[&grams.script].clone()))
            };
            let (whole, short) = (told(sentence), told(&head));
            let b = by.entry(tag).or_default();
            b[0] += 1;
            b[1] += usize::from(whole == Some(own));
            b[2] += usize::from(short == Some(own));
            if let Some(w) = short.filter(|&w| w != own) {
                *wrong.entry((tag, &self.drawer.labels[w].tag)).or_default() += 1;
            }
        }
        report(&by, &wrong);
    }
}

fn report(by: &HashMap<&str, [usize; 3]>, wrong: &HashMap<(&str, &str), usize>) {
    let mut tags: Vec<_> = by.iter().collect();
    tags.sort();
    let share = |a: usize, n: usize| a as f64 / n.max(1) as f64;
    for (tag, [n, whole, short]) in &tags {
        println!("held {tag}\t{n}\t{:.3}\t{:.3}", share(*whole, *n), share(*short, *n));
    }
    let big: Vec<_> = tags.iter().filter(|t| t.1[0] > 100).collect();
    let mean = |k: usize| big.iter().map(|t| share(t.1[k], t.1[0])).sum::<f64>() / big.len().max(1) as f64;
    println!("held, mean of {} languages\t{:.4}\t{:.4}", big.len(), mean(1), mean(2));
    let mut wrong: Vec<_> = wrong.iter().collect();
    wrong.sort_by_key(|w| std::cmp::Reverse((*w.1, *w.0)));
    for ((a, b), n) in wrong.iter().take(40) {
        println!("  {a} taken for {b} {n}");
    }
}
