//! Tells what language a text is in: first by its script, then by runs of its letters.
//!
//! ```text
//! text ──letters──▶ words ──grams──▶ rows of the table ──sum──▶ a score for each language
//! ```
//! All arithmetic is on integers, so that the same text gives the same answer everywhere.

mod blocks;
pub mod grams;
mod sample;
mod scores;
pub mod script;
pub mod table;

pub use scores::{Guess, Scores};

use grams::Sink;
use script::{Letters, SCRIPTS, Script};
use std::borrow::Cow;
use table::{FIRST, Table, WIDTH};

/// Bytes of a text that are looked at.
const MOST: usize = 64 << 10;

/// Bytes of a line that are looked at.
const LINE: usize = 160;

/// The code by which a language is known here, where pages use others for it.
pub fn common(code: &str) -> &str {
    match code.split(['-', '_']).next().unwrap_or(code) {
        "nb" => "no",
        "fil" => "tl",
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        "jw" => "jv",
        "cmn" => "zh",
        "mo" => "ro",
        "pes" | "prs" => "fa",
        "arb" => "ar",
        "zlm" | "zsm" => "ms",
        base => base,
    }
}

/// Whether hardly a word begins with a small letter: a name, a title, a list of names; or
/// whether there are addresses only. Where letters are neither great nor small, no line is.
fn is_names(line: &str) -> bool {
    let (mut small, mut great) = (0, 0);
    for word in line.split_whitespace().filter(|w| !is_address(w)) {
        match word.chars().find(|c| c.is_alphanumeric()) {
            Some(c) if c.is_lowercase() => small += 1,
            Some(c) if c.is_uppercase() => great += 1,
            Some(c) if c.is_alphabetic() => return false,
            _ => {}
        }
    }
    small < 2 || small * 3 < great
}

/// Whether a word is one of a machine: `www.example.org/page`, `@name`.
fn is_address(word: &str) -> bool {
    let parts = word.split(['.', '/', '@', '_']).filter(|p| !p.is_empty());
    word.starts_with('@') || word.contains("://") || parts.filter(|p| p.len() > 1).count() > 1
}

/// Tells languages; made once, used from many threads.
pub struct Identifier {
    letters: Letters,
    table: Table,
}

impl Identifier {
    /// Reads the table; tells what is wrong with it.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        Ok(Identifier { letters: Letters::default(), table: Table::read(bytes)? })
    }

    /// Scores a text as it stands, up to its first 64 KiB.
    pub fn score(&self, text: &str) -> Scores<'_> {
        let mut adder = Adder::new(&self.table);
        grams::scan(&self.letters, &text[..text.floor_char_boundary(MOST)], &mut adder);
        adder.scores()
    }

    /// Scores the text of a page: its long lines, where there are enough of them (menus and
    /// buttons are often in another language), and of those the beginning, the middle and the
    /// end.
    pub fn score_page(&self, text: &str) -> Scores<'_> {
        let mut adder = Adder::new(&self.table);
        sample::pieces(text, &mut |piece| grams::scan(&self.letters, piece, &mut adder));
        adder.scores()
    }

    /// The language of one line of a page in language `page`, where it is certain that the line
    /// is in another one. Names alone never make it certain.
    pub fn elsewhere(&self, line: &str, page: Option<&str>) -> Option<Guess<'_>> {
        if line.len() < 16 || is_names(line) {
            return None;
        }
        self.score(&line[..line.floor_char_boundary(LINE)]).certainly_not(page)
    }

    /// All languages that are told, each once.
    pub fn codes(&self) -> Vec<&str> {
        let told = self.table.labels.iter().filter(|l| l.is_known()).map(|l| l.code());
        let mut codes: Vec<&str> = told.chain(Script::ALL.iter().filter_map(|s| s.sole())).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// Adds up the numbers of a text's grams, script by script.
struct Adder<'t> {
    table: &'t Table,
    /// Letters of each script, each as much as it says.
    letters: [u32; SCRIPTS],
    sums: [Sum; SUMS],
    /// The sum of the word that is being read.
    word: [i16; WIDTH],
    grams: u32,
    missing: u32,
}

/// Scripts whose languages are told by grams come first.
const SUMS: usize = Script::Syllabics as usize + 1;

/// Grams of one word whose numbers are sure to fit into sixteen bits together.
const FITS: u32 = 250;

/// The sum of one script.
#[derive(Clone, Copy, Default)]
struct Sum {
    grams: u32,
    missing: u32,
    numbers: [i32; WIDTH],
}

impl<'t> Adder<'t> {
    fn new(table: &'t Table) -> Self {
        let sums = [Sum::default(); SUMS];
        Adder { table, letters: [0; SCRIPTS], sums, word: [0; WIDTH], grams: 0, missing: 0 }
    }

    fn scores(&self) -> Scores<'t> {
        let all: u32 = self.letters.iter().sum();
        let (most, letters) = self.letters.iter().copied().enumerate().rev().max_by_key(|l| l.1).unwrap_or((0, 0));
        let share = (u64::from(letters) * 100).checked_div(u64::from(all)).unwrap_or(0) as u32;
        let script = Script::ALL[most];
        let labels = self.table.of(script);
        let scores = self.sums.get(most).map_or(vec![], |s| s.scores(self.table, labels.clone()));
        Scores::new(script, letters, share, &self.table.labels[labels], scores)
    }
}

impl Sink for Adder<'_> {
    #[inline(always)]
    fn gram(&mut self, hash: u64) {
        // What a word of more letters would add is not looked at.
        if self.grams >= FITS {
            return;
        }
        self.grams += 1;
        match self.table.row(hash) {
            Some(row) => self.word.iter_mut().zip(row).for_each(|(w, n)| *w += i16::from(*n as i8)),
            None => self.missing += 1,
        }
    }

    #[inline(always)]
    fn end(&mut self, script: Script, letters: u32) {
        self.letters[script as usize] += letters * script.weight();
        let Some(sum) = self.sums.get_mut(script as usize) else { return };
        for (s, w) in sum.numbers.iter_mut().zip(&mut self.word) {
            *s += i32::from(*w);
            *w = 0;
        }
        sum.grams += self.grams;
        sum.missing += self.missing;
        self.grams = 0;
        self.missing = 0;
    }
}

impl Sum {
    /// What each label scores, in 1/256.
    fn scores(&self, table: &Table, labels: std::ops::Range<usize>) -> Vec<i32> {
        let root = (u64::from(self.grams.max(1)) << 16).isqrt() as i64;
        let mut x = [0i16; WIDTH];
        for (d, x) in x.iter_mut().enumerate().skip(FIRST) {
            let n = i64::from(self.numbers[d]) + i64::from(self.missing) * i64::from(table.missing[d]);
            *x = ((n << 10) / root).clamp(-32_767, 32_767) as i16;
        }
        table.outputs[labels].iter().map(|o| o.bias + table.scaled(dot(&o.weights, &x))).collect()
    }
}

/// At most 30 · 2^11 · 2^15: fits.
fn dot(a: &[i16; WIDTH], b: &[i16; WIDTH]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
}
