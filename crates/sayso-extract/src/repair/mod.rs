//! Trees mended where the parser is known to err, before any rule reads them.
//!
//! Each mend is one pattern of words and ties that cannot be right in the language, and puts in
//! its place the tree that a reader sees. The tree stays a tree: a word is only ever hung on one
//! that does not stand under it.

mod apposed;
mod arguments;
mod attach;
mod bare;
mod clauses;
mod finite;
mod malay;
mod order;
mod phrases;
mod told;

use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    let malay = pack.grammar.inflect == "malay";
    if malay {
        malay::lexemes(pack, t);
    }
    measures(pack, t);
    split_subjects(t);
    apposed::mend(pack, t);
    asked_clauses(pack, t);
    asked_infinitives(pack, t);
    match pack.grammar.inflect.as_str() {
        "malay" => malay::mend(pack, t),
        "english" => {
            clauses::mend(pack, t);
            phrases::mend(pack, t);
            finite::mend(pack, t);
            arguments::mend(pack, t);
            attach::mend(pack, t);
            order::mend(pack, t);
            bare::mend(t);
            told::mend(pack, t);
        }
        _ => two_subjects(pack, t),
    }
    subjects_of_upper_verbs(t);
}

/// "Lembaga Bantuan Hukum (LBH) *Kendari* menuduh": one name that the parser cut in two subjects.
fn split_subjects(t: &mut Sentence) {
    for b in 1..t.len() {
        let Some(v) = t.head(b).filter(|&v| v > b && t.rel(b) == Deprel::Nsubj) else { continue };
        let Some(a) = t.children_by(v, Deprel::Nsubj).find(|&a| a < b) else { continue };
        let first = t.subtree(b)[0];
        let plain = |i: usize| t.is_under(i, a) || matches!(t.form(i), "(" | ")" | ",");
        if first > a && (a + 1..first).all(plain) && is_noun(t, a) && t.tokens[b].upos == Upos::Propn {
            // "Juru bicaranya, *Nizar Kafi*, …"
            let set_off = t.form(first) == "," || t.form(first - 1) == ",";
            t.hang(b, Some(a), if set_off { Deprel::Appos } else { Deprel::Flat });
        }
    }
}

/// "mendesak polisi segera *membebaskan* …": no conjunction joins the verb to the one before, so
/// it tells what is asked for.
fn asked_clauses(pack: &Pack, t: &mut Sentence) {
    for v in 1..t.len() {
        if t.rel(v) != Deprel::Conj || t.tokens[v].upos != Upos::Verb {
            continue;
        }
        let Some(u) = t.head(v).filter(|&u| u < v) else { continue };
        let asks = |i: usize| pack.grammar.directs.iter().any(|d| d == t.lemma(i));
        let Some(ask) = (u..v).rev().find(|&i| t.tokens[i].upos == Upos::Verb && asks(i)) else { continue };
        let joined = (ask + 1..v).any(|i| matches!(t.tokens[i].upos, Upos::Cconj | Upos::Punct));
        if !joined && v - ask <= 9 && v - ask > 1 && (t.is_under(ask, u)) {
            t.hang(v, Some(ask), Deprel::Xcomp);
        }
    }
}

/// "Rusia invadió *Ucrania* (nsubj)", "Kenia verurteilte *Sudan* (nsubj)": names have no cases, and of two
/// subjects of one active verb the second is its object.
fn two_subjects(pack: &Pack, t: &mut Sentence) {
    for v in 1..t.len() {
        let subjects: Vec<usize> = t.children_by(v, Deprel::Nsubj).collect();
        let &[first, second] = subjects.as_slice() else { continue };
        let passive = t.children(v).any(|c| t.tokens[c].deprel.is_pass());
        let says = pack.cues.verbs.contains_key(t.lemma(v)) || pack.cues.verbs.contains_key(&t.form(v).to_lowercase());
        let active = t.tokens[v].upos == Upos::Verb && !passive && t.child(v, Deprel::Obj).is_none();
        let apart = first < v && second > v || pack.code == "de" && first > v;
        if active
            && apart
            && is_noun(t, second)
            && !t.is_relative(first)
            && (!says || t.child(v, Deprel::Ccomp).is_none() && first < v)
        {
            t.hang(second, Some(v), Deprel::Obj);
        }
    }
}

/// "urged both countries **to show** restraint": the infinitive belongs to who asks, not to the noun.
fn asked_infinitives(pack: &Pack, t: &mut Sentence) {
    for v in 2..t.len() {
        let Some(noun) = t.head(v).filter(|&n| n < v && t.rel(v) == Deprel::Acl && t.rel(n) == Deprel::Obj) else {
            continue;
        };
        let marked = t.children_by(v, Deprel::Mark).any(|m| pack.cues.infinitive.iter().any(|w| w == t.form(m)));
        let Some(ask) = t.head(noun).filter(|&a| a < noun && pack.grammar.directs.iter().any(|d| d == t.lemma(a)))
        else {
            continue;
        };
        if marked && t.tokens[v].deprel.subtype() != "relcl" {
            t.hang(v, Some(ask), Deprel::Xcomp);
        }
    }
}

/// "Sebanyak 500 pengunjuk rasa ditangkap", "ratusan milisi": the noun that is counted takes the
/// place of the word that counts it.
fn measures(pack: &Pack, t: &mut Sentence) {
    for q in 0..t.len() {
        if !pack.grammar.quantity.contains(&t.form(q).to_lowercase()) {
            continue;
        }
        let num = t.tokens[q].upos == Upos::Num;
        let bare = |c: &usize| {
            *c > q
                && matches!(t.rel(*c), Deprel::Nmod | Deprel::Compound | Deprel::Flat | Deprel::Appos | Deprel::Obl)
                && matches!(t.tokens[*c].upos, Upos::Noun | Upos::Propn | Upos::Pron)
                // "two of its soldiers"
                && t.child(*c, Deprel::Case).map_or(!num, |k| matches!(t.form(k), "dari" | "of"))
        };
        let Some(noun) = t.children(q).find(bare) else { continue };
        let case = t.child(noun, Deprel::Case);
        swap(t, q, noun, Deprel::Nummod);
        if let Some(k) = case {
            t.hang(k, Some(q), Deprel::Case);
        }
    }
}

/// Word `down`, a child of `up`, takes its place; `up` hangs on it with `rel`, the other children move.
fn swap(t: &mut Sentence, up: usize, down: usize, rel: Deprel) {
    let (head, old) = (t.head(up), t.tokens[up].deprel);
    let others: Vec<usize> = t.children(up).filter(|&c| c != down).collect();
    t.hang(down, head, old);
    t.hang(up, Some(down), rel);
    for c in others {
        let r = t.tokens[c].deprel;
        t.hang(c, Some(down), r);
    }
}

/// "Israel melarang Sekjen PBB masuk": a subject that stands before a verb without one, and was
/// hung on a verb below it, is that verb's.
fn subjects_of_upper_verbs(t: &mut Sentence) {
    for n in 0..t.len() {
        let Some(low) = t.head(n).filter(|_| t.rel(n) == Deprel::Nsubj) else { continue };
        let mut up = t.head(low);
        while let Some(v) = up {
            let takes = n < v
                && v < low
                && t.tokens[v].upos == Upos::Verb
                && matches!(t.rel(low), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
                && t.child(v, Deprel::Nsubj).is_none();
            if takes {
                let rel = t.tokens[n].deprel;
                t.hang(n, Some(v), rel);
                break;
            }
            up = if t.head(v).is_some_and(|h| h < low) { t.head(v) } else { None };
        }
    }
}

fn is_noun(t: &Sentence, i: usize) -> bool {
    matches!(t.tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
}

fn has_case(t: &Sentence, i: usize) -> bool {
    t.child(i, Deprel::Case).is_some()
}
