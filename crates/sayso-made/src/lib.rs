//! Documents and readings made from a seed: the same number gives the same document on every machine.
//!
//! The sentences are templates in several languages. [`document`] gives the text, for those that read;
//! [`reading`] gives the same text with its records, for those that fill a store without reading.

mod phrases;
mod write;

use jiff::civil::Date;
use phrases::{LANGUAGES, Language};
use sayso_core::{Article, Document, Reading, document_id};
use write::Writer;

/// A document to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its name.
    pub id: String,
    /// Its language.
    pub language: &'static str,
    /// Its day.
    pub day: Date,
    /// Its text.
    pub text: String,
}

/// Random numbers (splitmix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.number() % n.max(1) as u64) as usize
    }

    /// One of many.
    pub fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// The `n`-th document of a seed. One in eight is a copy of an earlier one, with a line of its own.
pub fn document(seed: u64, n: u64) -> Made {
    let reading = reading(seed, n);
    let language = LANGUAGES[language_of(seed, original(seed, n))].code;
    let day = reading.document.article.reference_date.unwrap_or_default();
    Made { id: format!("made-{seed}-{n}"), language, day, text: reading.document.text }
}

/// The same with its records.
pub fn reading(seed: u64, n: u64) -> Reading {
    let told = original(seed, n);
    let language: &Language = &LANGUAGES[language_of(seed, told)];
    let mut random = Random::new(seed ^ told.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    let day = Date::new(2015, 1, 1).expect("a day").saturating_add(jiff::Span::new().days(random.below(3_650) as i64));
    let mut writer = Writer::new(language, random, day, n);
    writer.page(if told == n { None } else { Some(n) });
    let id = document_id(&writer.text, None, Some(&format!("made-{seed}-{n}")));
    writer.finish(id, |text, lines, title| Document {
        input_id: format!("made-{seed}-{n}"),
        article: Article {
            title: Some(title),
            outlet: Some(format!("Outlet {}", n % 40)),
            reference_date: Some(day),
            published: Some(day.to_string()),
            language: Some(language.code.to_string()),
            ..Article::default()
        },
        text,
        lines,
    })
}

/// The document that a document tells the story of: itself, but for copies.
fn original(seed: u64, n: u64) -> u64 {
    let mut random = Random::new(seed ^ n.wrapping_mul(0xA24B_AED4_963E_E407));
    if n > 8 && random.below(8) == 0 { n - 1 - random.number() % 8 } else { n }
}

fn language_of(seed: u64, n: u64) -> usize {
    Random::new(seed.wrapping_add(n.wrapping_mul(31))).below(LANGUAGES.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_document() {
        for n in 0..200 {
            let (a, b) = (reading(7, n), reading(7, n));
            assert_eq!((&a.id, &a.document.text), (&b.id, &b.document.text));
            assert!(a.events.len() >= 3 && a.statements.len() >= 3, "{}", a.document.text);
            for e in &a.events {
                assert!(!e.evidence[0].span.of(&a.document.text).is_empty());
                for p in e.actor.iter().chain(&e.recipient) {
                    assert!(p.actor < a.actors.len() && !p.span.of(&a.document.text).contains('.'));
                }
            }
            assert!(a.document.lines.iter().all(|l| !l.span.of(&a.document.text).contains('\n')));
        }
        assert_ne!(document(7, 1).text, document(8, 1).text);
    }
}
