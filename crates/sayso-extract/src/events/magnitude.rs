//! How many were killed, hurt, arrested …: numbers beside a counting word.

use super::fill::Frame;
use crate::{Pack, Page};
use sayso_core::{Magnitude, Sentence, Span, Upos};

/// The numbers that the words of a frame count.
pub fn magnitudes(pack: &Pack, page: &Page, s: usize, f: &Frame) -> Vec<Magnitude> {
    let t = &page.sentences[s].tree;
    let mut all: Vec<Magnitude> = vec![];
    let around = |w: usize, i: usize| i == w || t.head(i) == Some(w) || t.head(w) == Some(i);
    let near = |i: usize| f.heads().any(|w| around(w, i)) || f.cue.contains(&i);
    for i in (0..t.len()).filter(|&i| near(i)) {
        let Some(&kind) =
            pack.rules.counts.get(t.lemma(i)).or_else(|| pack.rules.counts.get(&t.form(i).to_lowercase()))
        else {
            continue;
        };
        let around = t.children(i).chain([i]).chain(t.children(i).flat_map(|c| t.children(c)));
        let Some((n, span)) = around.filter_map(|c| number(t, c)).next() else { continue };
        if all.iter().all(|m| m.kind != kind && m.span != span) {
            all.push(Magnitude { kind, min: n, max: n, span });
        }
    }
    all
}

/// A number written in digits, with its separators of thousands.
fn number(t: &Sentence, i: usize) -> Option<(u64, Span)> {
    if t.tokens[i].upos != Upos::Num {
        return None;
    }
    let form = t.form(i);
    let digits: String = form.chars().filter(|c| c.is_ascii_digit()).collect();
    let plain = form.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let grouped = form.split([',', '.']).skip(1).all(|g| g.len() == 3);
    if plain && grouped && !digits.is_empty() { Some((digits.parse().ok()?, t.tokens[i].span)) } else { None }
}
