//! Draws texts to train on.

use super::entries::Entry;
use super::rng::Rng;
use super::sources::Corpus;
use sayso_identify::script::Script;
use std::collections::BTreeMap;

/// Draws texts of all languages and of none.
pub struct Drawer {
    pub labels: Vec<Entry>,
    corpora: Vec<Corpus>,
    sums: Vec<f64>,
    others: BTreeMap<Script, Vec<String>>,
}

/// How often texts of no language are drawn, by script.
const UNKNOWN: [(Script, f64); 4] =
    [(Script::Latin, 5.0), (Script::Cyrillic, 1.2), (Script::Arabic, 0.8), (Script::Devanagari, 0.5)];

impl Drawer {
    pub fn new(entries: Vec<Entry>, corpora: Vec<Corpus>, others: BTreeMap<Script, Vec<String>>) -> Self {
        let mut all: Vec<(Entry, Corpus)> = entries.into_iter().zip(corpora).collect();
        for (script, weight) in UNKNOWN {
            all.push((Entry::unknown(script, weight), Corpus::default()));
        }
        all.sort_by_key(|(e, _)| e.script);
        let (labels, corpora): (Vec<Entry>, Vec<Corpus>) = all.into_iter().unzip();
        let mut sums = Vec::new();
        let mut sum = 0.0;
        for l in &labels {
            sum += l.weight;
            sums.push(sum);
        }
        Drawer { labels, corpora, sums, others }
    }

    /// A label and a text of it.
    pub fn draw(&self, rng: &mut Rng) -> (usize, String) {
        let i = rng.pick(&self.sums);
        let script = self.labels[i].script;
        let words = match rng.unit() {
            u if u < 0.2 => 1 + rng.below(3),
            u if u < 0.6 => 4 + rng.below(6),
            u if u < 0.9 => 8 + rng.below(12),
            _ => 20 + rng.below(30),
        };
        if self.labels[i].tag == "und" {
            return (i, self.unknown(script, words, rng));
        }
        let mut text = text(&self.corpora[i], script, words, rng);
        if rng.chance(0.3) {
            text = self.with_foreign(text, i, rng);
        }
        (i, spelt(text, &self.labels[i].tag, rng))
    }

    /// The text with some words of another language of the script: names, titles, loans.
    fn with_foreign(&self, text: String, own: usize, rng: &mut Rng) -> String {
        let script = self.labels[own].script;
        if matches!(script, Script::Han | Script::Tibetan | Script::Myanmar) {
            return text;
        }
        let mut words: Vec<String> = text.split(' ').map(str::to_string).collect();
        if words.len() < 4 {
            return text;
        }
        let other = self.other(script, rng);
        if other == own {
            return text;
        }
        for _ in 0..1 + rng.below(words.len() / 7 + 1) {
            let at = rng.below(words.len());
            words[at] = word(&self.corpora[other], rng).to_string();
        }
        words.join(" ")
    }

    /// A language of the script, the great ones more often.
    fn other(&self, script: Script, rng: &mut Rng) -> usize {
        loop {
            let i = rng.pick(&self.sums);
            let l = &self.labels[i];
            if l.script == script && l.tag != "und" {
                return if rng.chance(0.5) {
                    self.labels.iter().position(|l| l.script == script).unwrap_or(i)
                } else {
                    i
                };
            }
        }
    }

    /// A text of a language that is none of those told apart, or of none at all.
    fn unknown(&self, script: Script, words: usize, rng: &mut Rng) -> String {
        let sentences = self.others.get(&script).map_or(&[][..], Vec::as_slice);
        match rng.unit() {
            u if u < 0.65 && !sentences.is_empty() => {
                window(&sentences[rng.below(sentences.len())], script, words, rng)
            }
            u if u < 0.8 => {
                let mut out: Vec<&str> = Vec::new();
                for _ in 0..words.max(3) {
                    out.push(word(&self.corpora[self.other(script, rng)], rng));
                }
                out.join(" ")
            }
            // Text read in a wrong encoding.
            u if u < 0.87 && script == Script::Latin => {
                let odd = |_| char::from(0xC0 + rng.below(0x40) as u8);
                (0..words * 5).map(odd).map(|c| if c == '×' { ' ' } else { c }).collect()
            }
            _ => {
                let all: Vec<char> = letters(script);
                let mut out = String::new();
                for _ in 0..words {
                    (0..1 + rng.below(9)).for_each(|_| out.push(all[rng.below(all.len())]));
                    out.push(' ');
                }
                out
            }
        }
    }
}

fn letters(script: Script) -> Vec<char> {
    match script {
        Script::Cyrillic => ('а'..='я').collect(),
        Script::Arabic => ('ا'..='ي').filter(|c| c.is_alphabetic()).collect(),
        Script::Devanagari => ('क'..='ह').collect(),
        _ => ('a'..='z').collect(),
    }
}

/// A word of a language.
fn word<'c>(corpus: &'c Corpus, rng: &mut Rng) -> &'c str {
    if !corpus.frequent.words.is_empty() && rng.chance(0.5) {
        return corpus.frequent.draw(rng);
    }
    if !corpus.drawn.is_empty() {
        return &corpus.drawn[rng.below(corpus.drawn.len())];
    }
    let from = if corpus.sentences.is_empty() { &corpus.phrases } else { &corpus.sentences };
    if from.is_empty() {
        return "";
    }
    let mut words = from[rng.below(from.len())].split_whitespace();
    let n = words.clone().count();
    words.nth(rng.below(n.max(1))).unwrap_or("")
}

/// So many words of a language.
fn text(c: &Corpus, script: Script, words: usize, rng: &mut Rng) -> String {
    let many = |n: usize, enough: f64| (n as f64 / enough).min(1.0);
    let parts = [
        4.0 * many(c.sentences.len(), 50.0),
        3.0 * many(c.frequent.words.len(), 10.0),
        2.5 * many(c.drawn.len(), 10.0),
        1.2 * many(c.phrases.len(), 500.0),
        1.5 * many(c.listed.len(), 40.0),
    ];
    let mut sums = parts;
    (1..sums.len()).for_each(|i| sums[i] += sums[i - 1]);
    if rng.pick(&sums) == 0 {
        return window(&c.sentences[rng.below(c.sentences.len())], script, words, rng);
    }
    let mut rest = parts;
    rest[0] = 0.0;
    if rest.iter().all(|&p| p == 0.0) {
        return window(&c.sentences[rng.below(c.sentences.len())], script, words, rng);
    }
    (1..rest.len()).for_each(|i| rest[i] += rest[i - 1]);
    let mut out = String::new();
    let mut left = words;
    while left > 0 {
        let (piece, n) = match rng.pick(&rest) {
            1 => (c.frequent.draw(rng), 1),
            2 => (c.drawn[rng.below(c.drawn.len())].as_str(), 1),
            3 => {
                let p = &c.phrases[rng.below(c.phrases.len())];
                (p.as_str(), p.split_whitespace().count().max(1))
            }
            _ => (c.listed[rng.below(c.listed.len())].as_str(), 1),
        };
        out.push_str(piece);
        out.push(' ');
        left = left.saturating_sub(n);
    }
    out
}

/// So many words out of a sentence.
fn window(sentence: &str, script: Script, words: usize, rng: &mut Rng) -> String {
    if matches!(script, Script::Han | Script::Tibetan | Script::Myanmar) {
        let all: Vec<char> = sentence.chars().collect();
        let n = (words * 3).min(all.len());
        let from = rng.below(all.len() - n + 1);
        return all[from..from + n].iter().collect();
    }
    let all: Vec<&str> = sentence.split_whitespace().collect();
    let n = words.min(all.len());
    let from = rng.below(all.len() - n + 1);
    all[from..from + n].join(" ")
}

/// The text as others would spell it: without marks over its letters, or with letters that
/// look the same.
fn spelt(text: String, tag: &str, rng: &mut Rng) -> String {
    let with = |pairs: &[(char, char)]| {
        text.chars().map(|c| pairs.iter().find(|p| p.0 == c).map_or(c, |p| p.1)).collect::<String>()
    };
    match tag {
        "ro" if rng.chance(0.3) => with(&[('ș', 'ş'), ('ț', 'ţ'), ('Ș', 'Ş'), ('Ț', 'Ţ')]),
        "fa" | "ur" | "ps" if rng.chance(0.1) => with(&[('ی', 'ي'), ('ک', 'ك')]),
        "ar" if rng.chance(0.1) => with(&[('ي', 'ى')]),
        "ru" if rng.chance(0.3) => with(&[('ё', 'е')]),
        "uk" if rng.chance(0.1) => with(&[('ґ', 'г')]),
        "sr-Latn" | "hr" | "bs" if rng.chance(0.05) => {
            with(&[('š', 's'), ('č', 'c'), ('ć', 'c'), ('ž', 'z'), ('đ', 'd')])
        }
        "ro" | "cs" | "sk" | "pl" | "hu" | "tr" | "pt" | "es" | "fr" | "de" if rng.chance(0.02) => with(&[
            ('ă', 'a'),
            ('â', 'a'),
            ('á', 'a'),
            ('à', 'a'),
            ('ã', 'a'),
            ('ä', 'a'),
            ('é', 'e'),
            ('è', 'e'),
            ('ê', 'e'),
            ('ě', 'e'),
            ('ę', 'e'),
            ('ą', 'a'),
            ('í', 'i'),
            ('î', 'i'),
            ('ı', 'i'),
            ('ó', 'o'),
            ('ô', 'o'),
            ('õ', 'o'),
            ('ö', 'o'),
            ('ő', 'o'),
            ('ú', 'u'),
            ('ů', 'u'),
            ('ü', 'u'),
            ('ű', 'u'),
            ('ý', 'y'),
            ('ç', 'c'),
            ('č', 'c'),
            ('ć', 'c'),
            ('š', 's'),
            ('ş', 's'),
            ('ș', 's'),
            ('ś', 's'),
            ('ț', 't'),
            ('ť', 't'),
            ('ž', 'z'),
            ('ż', 'z'),
            ('ź', 'z'),
            ('ř', 'r'),
            ('ň', 'n'),
            ('ñ', 'n'),
            ('ń', 'n'),
            ('ł', 'l'),
            ('ľ', 'l'),
            ('ď', 'd'),
            ('ğ', 'g'),
        ]),
        _ => text,
    }
}
