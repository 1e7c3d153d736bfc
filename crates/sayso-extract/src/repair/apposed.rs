//! Names beside names: what is one more name for somebody, and what is somebody else.

use super::is_noun;
use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    cut_names(t);
    cut_titles(t);
    joined_subjects(t);
    second_subjects(t);
    lists(pack, t);
    behind_lists(t);
    behind_times(pack, t);
    first_of_two_clauses(t);
}

/// From the first to the last word under `i`, signs at the edges left out.
fn edges(t: &Sentence, i: usize) -> (usize, usize) {
    let words: Vec<usize> = t.subtree(i).into_iter().filter(|&w| t.tokens[w].upos != Upos::Punct).collect();
    (words.first().copied().unwrap_or(i), words.last().copied().unwrap_or(i))
}

/// "its chairman, *Moussa Faki*, wrote": two names side by side, each hung beside the noun, are one.
fn cut_names(t: &mut Sentence) {
    for i in 1..t.len() {
        let (a, b) = (i - 1, i);
        let beside = |w: usize| t.rel(w) == Deprel::Appos && t.tokens[w].upos == Upos::Propn;
        if beside(a) && beside(b) && t.head(a) == t.head(b) {
            t.hang(b, Some(a), Deprel::Flat);
        }
    }
}

/// "to remove *central bank governor Elena Paredes*": a noun and a name behind it that are both the
/// object of one verb are one phrase.
fn cut_titles(t: &mut Sentence) {
    for name in 1..t.len() {
        let Some(v) = t.head(name).filter(|_| t.rel(name) == Deprel::Obj && t.tokens[name].upos == Upos::Propn) else {
            continue;
        };
        let Some(title) = edges(t, name).0.checked_sub(1) else { continue };
        if title > v && t.rel(title) == Deprel::Obj && t.head(title) == Some(v) && t.tokens[title].upos == Upos::Noun {
            t.hang(title, Some(name), Deprel::Compound);
        }
    }
}

/// "Japan, Australia, *and the Philippines* held": a subject behind "and" is joined to the one before.
fn joined_subjects(t: &mut Sentence) {
    for b in 2..t.len() {
        let Some(v) = t.head(b).filter(|&v| v > b && t.rel(b) == Deprel::Nsubj) else { continue };
        let Some(a) = t.children_by(v, Deprel::Nsubj).filter(|&a| a < b).last() else { continue };
        let first = edges(t, b).0;
        let cc = first.checked_sub(1).filter(|&k| t.tokens[k].upos == Upos::Cconj);
        let near = |k: usize| (edges(t, a).1 + 1..k).all(|i| t.tokens[i].upos == Upos::Punct);
        if let Some(k) = cc.filter(|&k| near(k) && is_noun(t, a) && is_noun(t, b)) {
            t.hang(b, Some(a), Deprel::Conj);
            t.hang(k, Some(b), Deprel::Cc);
        }
    }
}

/// "Egypt and Qatar, *the main mediators*, asked": what commas set off behind a subject is
/// another name for it, no second subject.
fn second_subjects(t: &mut Sentence) {
    for b in 1..t.len() {
        let Some(v) = t.head(b).filter(|&v| v > b && t.rel(b) == Deprel::Nsubj) else { continue };
        let Some(a) = t.children_by(v, Deprel::Nsubj).filter(|&a| a < b).last() else { continue };
        let (first, last) = edges(t, b);
        let set_off = first > 1 && t.form(first - 1) == "," && t.form(last + 1) == ",";
        if set_off && edges(t, a).1 + 2 == first && is_noun(t, a) && is_noun(t, b) {
            t.hang(b, Some(a), Deprel::Appos);
        }
    }
}

/// The listed name at `i` and the words flat with it.
fn is_listed(pack: &Pack, t: &Sentence, i: usize) -> bool {
    let mut name = t.form(i).to_string();
    let mut at = i;
    while at + 1 < t.len() && matches!(t.rel(at + 1), Deprel::Flat) && t.is_under(at + 1, i) {
        at += 1;
        name.push(' ');
        name.push_str(t.form(at));
    }
    pack.names.listed(&name).is_some()
}

/// "Britain, *France and Germany*": names of a list of names stand side by side.
fn lists(pack: &Pack, t: &mut Sentence) {
    for b in 2..t.len() {
        if t.rel(b) != Deprel::Appos || t.form(b - 1) != "," || !is_listed(pack, t, b) {
            continue;
        }
        let Some(mut a) = t.head(b).filter(|&a| a < b) else { continue };
        while let Some(h) = t.head(a).filter(|&h| h < a && matches!(t.rel(a), Deprel::Flat | Deprel::Appos)) {
            a = h;
        }
        let with_cc = |&c: &usize| c > b && t.rel(c) == Deprel::Conj && t.child(c, Deprel::Cc).is_some();
        let joined = (b..t.len()).find(|c| with_cc(c) && t.head(*c).is_some_and(|h| t.is_under(h, a)));
        let Some(c) = joined.filter(|&c| is_listed(pack, t, a) && is_listed(pack, t, c)) else { continue };
        t.hang(b, Some(a), Deprel::Conj);
        t.hang(c, Some(a), Deprel::Conj);
    }
}

/// "China and Russia, *Pyongyang's allies*, blocked": behind the last of a list commas set off
/// another name for it.
fn behind_lists(t: &mut Sentence) {
    for c in 3..t.len() {
        let Some(a) = t.head(c).filter(|&a| a < c && t.rel(c) == Deprel::Conj) else { continue };
        let (first, last) = edges(t, c);
        let set_off = first > 0 && t.form(first - 1) == "," && last + 1 < t.len() && t.form(last + 1) == ",";
        let ended = t.children_by(a, Deprel::Conj).any(|b| b < c && t.child(b, Deprel::Cc).is_some());
        if set_off && ended && t.child(c, Deprel::Cc).is_none() && is_noun(t, c) {
            t.hang(c, Some(a), Deprel::Appos);
        }
    }
}

/// "Last week, *Iran and Russia* signed": nobody is another name for a week.
fn behind_times(pack: &Pack, t: &mut Sentence) {
    for n in 1..t.len() {
        let time = |h: usize| pack.dates.is_time(t.form(h));
        let Some(h) = t.head(n).filter(|&h| h < n && t.rel(n) == Deprel::Appos && time(h)) else { continue };
        let Some(v) = t.head(h).filter(|&v| v > n && t.tokens[v].upos == Upos::Verb) else { continue };
        let first = edges(t, n).0;
        let behind_comma = first > 0 && t.form(first - 1) == ",";
        if behind_comma && t.child(v, Deprel::Nsubj).is_none() && is_noun(t, n) && !time(n) {
            t.hang(n, Some(v), Deprel::Nsubj);
        }
    }
}

/// "*Refugee groups criticised the step*, and twenty members threatened to rebel": of two clauses
/// joined by a conjunction neither depends on the other.
fn first_of_two_clauses(t: &mut Sentence) {
    for v in 1..t.len() {
        let Some(w) = t.head(v).filter(|&w| w > v && t.rel(v) == Deprel::Advcl) else { continue };
        let bare = t.child(v, Deprel::Mark).is_none() && t.child(v, Deprel::Nsubj).is_some_and(|n| n < v);
        let last = t.subtree(v).last().copied().unwrap_or(v);
        let subject = t.child(w, Deprel::Nsubj).filter(|&n| n > last && n < w);
        let cc = (last + 1..w).find(|&k| t.tokens[k].upos == Upos::Cconj).filter(|&k| k <= last + 2);
        if bare && subject.is_some() && cc.is_some() {
            let (head, rel) = (t.head(w), t.tokens[w].deprel);
            t.hang(v, head, rel);
            t.hang(w, Some(v), Deprel::Conj);
        }
    }
}
