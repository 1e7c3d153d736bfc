//! Trees become numbers, with noise that a reader of news meets: headline case, curly
//! quotation marks, no full stop.

use super::Classes;
use super::net::Item;
use super::rng::Rng;
use crate::codes::Codes;
use crate::conllu::{Row, Tree};
use crate::features::{KINDS, Rows, rows};
use sayso_core::{Rel, Upos};
use std::borrow::Cow;

/// What makes items of trees.
pub struct Items<'i> {
    pub classes: &'i Classes,
    pub table: &'i Rows,
    pub codes: &'i Codes,
}

/// How the words of a sentence are written.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    AsIs,
    Lower,
    Title,
    Upper,
}

impl Items<'_> {
    /// A tree as numbers.
    pub fn item(&self, tree: &Tree, weight: f32, rng: &mut Rng) -> Item {
        let case = match rng.unit() {
            x if x < 0.03 => Case::Lower,
            x if x < 0.06 => Case::Title,
            x if x < 0.065 => Case::Upper,
            _ => Case::AsIs,
        };
        let curly = rng.unit() < 0.3;
        let mut n = tree.words.len();
        let last_is_leaf = n > 3 && tree.words[n - 1].form == "." && tree.words.iter().all(|w| w.head != n);
        if last_is_leaf && rng.unit() < 0.1 {
            n -= 1;
        }
        let words = &tree.words[..n];
        let none = usize::MAX;
        Item {
            rows: self.rows(words, case, curly),
            upos: words.iter().map(|w| w.upos.map_or(none, |u| u as usize)).collect(),
            feats: words.iter().map(|w| self.classes.feats.get(&w.feats).copied().unwrap_or(none)).collect(),
            head: words.iter().map(|w| if w.head == 0 { n } else { w.head - 1 }).collect(),
            rel: words.iter().map(|w| self.classes.rels[&Rel::parse(&w.deprel).to_string()]).collect(),
            weight,
        }
    }

    fn rows(&self, words: &[Row], case: Case, curly: bool) -> Vec<[u32; KINDS]> {
        let (mut out, mut buf) = (vec![[0; KINDS]; words.len()], String::new());
        let mut open = true;
        for (w, to) in words.iter().zip(&mut out) {
            let mut form = Cow::Borrowed(w.form.as_str());
            if curly && form == "\"" {
                form = if open { "“".into() } else { "”".into() };
                open = !open;
            }
            rows(&written(form, w.upos, case), self.table, self.codes, &mut buf, to);
        }
        out
    }
}

fn written(form: Cow<str>, upos: Option<Upos>, case: Case) -> Cow<str> {
    match case {
        Case::Lower => form.to_lowercase().into(),
        Case::Upper => form.to_uppercase().into(),
        Case::Title if !upos.is_some_and(|u| matches!(u, Upos::Adp | Upos::Det | Upos::Cconj)) => {
            let mut c = form.chars();
            c.next().map(|f| f.to_uppercase().chain(c).collect::<String>()).unwrap_or_default().into()
        }
        _ => form,
    }
}
