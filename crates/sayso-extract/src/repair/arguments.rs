//! What English verbs take: objects behind particles, two objects side by side, what they ask for.

use super::order::has_aims;
use super::{has_case, is_noun};
use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    for v in 0..t.len() {
        if t.tokens[v].upos == Upos::Verb {
            compound_subject(t, v);
            split_particle(pack, t, v);
            particle_object(t, v);
            measured_dative(t, v);
            two_objects(t, v);
            of_subject(t, v);
            asked_deed(pack, t, v);
        }
    }
}

/// "*Iran* (compound) trades with Oman.": a noun before a finite verb without subject.
fn compound_subject(t: &mut Sentence, v: usize) {
    if t.feat(v, "VerbForm") != Some("Fin") || t.child(v, Deprel::Nsubj).is_some() {
        return;
    }
    let noun = t.children_by(v, Deprel::Compound).find(|&c| c < v && is_noun(t, c));
    if let Some(n) = noun {
        t.hang(n, Some(v), Deprel::Nsubj);
        let phrases: Vec<usize> = t.children_by(v, Deprel::Nmod).filter(|&c| c > v && has_case(t, c)).collect();
        phrases.into_iter().for_each(|c| t.hang(c, Some(v), Deprel::Obl));
    }
}

/// "handed *over* (case) a suspect": the particle of a verb that the rules know with it.
fn split_particle(pack: &Pack, t: &mut Sentence, v: usize) {
    let p = v + 1;
    let known = p < t.len()
        && matches!(t.form(p), "over" | "off" | "up" | "out" | "down" | "back" | "away")
        && t.head(p) != Some(v)
        && pack.rules.takes_particle(t.lemma(v), t.form(p));
    // "handed over (advmod of two) two islands"
    let top = |mut i: usize| {
        while let Some(h) = t.head(i).filter(|&h| h != v && h > v) {
            i = h;
        }
        i
    };
    if !known || !matches!(t.rel(p), Deprel::Case | Deprel::Advmod | Deprel::Mark) {
        return;
    }
    let noun = top(p);
    if t.head(noun) == Some(v) && t.rel(noun) == Deprel::Obl {
        t.hang(p, Some(v), Deprel::Compound);
        if !has_case(t, noun) {
            t.hang(noun, Some(v), Deprel::Obj);
        }
    }
}

/// "called off *their strike* (obl)": a bare phrase right behind a particle.
fn particle_object(t: &mut Sentence, v: usize) {
    if t.child(v, Deprel::Obj).is_some() {
        return;
    }
    let particle =
        t.children(v).find(|&p| p == v + 1 && (t.tokens[p].deprel.subtype() == "prt" || t.rel(p) == Deprel::Compound));
    let Some(p) = particle else { return };
    let bare = |&c: &usize| !has_case(t, c) && t.subtree(c)[0] == p + 1 && t.tokens[c].upos == Upos::Noun;
    let Some(noun) = t.children_by(v, Deprel::Obl).find(bare) else { return };
    t.hang(noun, Some(v), Deprel::Obj);
}

/// "promised *Estonia* (compound) ten boats": a number or article begins a new phrase.
fn measured_dative(t: &mut Sentence, v: usize) {
    let Some(o) = t.child(v, Deprel::Obj).filter(|&o| o > v + 1) else { return };
    let begins = |i: usize| {
        t.head(i) == Some(o)
            && (matches!(t.rel(i), Deprel::Det | Deprel::Nummod) || t.tokens[i].deprel.subtype() == "poss")
    };
    let dative = t.children(o).find(|&c| {
        c == v + 1 && matches!(t.rel(c), Deprel::Compound | Deprel::Nmod) && is_noun(t, c) && !has_case(t, c)
    });
    if let Some(d) = dative.filter(|&d| begins(d + 1)) {
        t.hang(d, Some(v), Deprel::Iobj);
    }
}

/// "lent *Jordan* (obj) two aircraft (obj)": the first of two objects receives.
fn two_objects(t: &mut Sentence, v: usize) {
    let all: Vec<usize> = t.children_by(v, Deprel::Obj).filter(|&o| o > v).collect();
    let &[a, b] = all.as_slice() else { return };
    if t.child(v, Deprel::Iobj).is_some() || t.tokens[a].upos != Upos::Propn || t.tokens[b].upos != Upos::Noun {
        return;
    }
    let gives = matches!(
        t.lemma(v),
        "give"
            | "send"
            | "lend"
            | "offer"
            | "promise"
            | "pay"
            | "grant"
            | "hand"
            | "sell"
            | "show"
            | "award"
            | "supply"
            | "pledge"
            | "deny"
            | "tell"
            | "teach"
            | "loan"
            | "owe"
            | "cost"
            | "allow"
            | "ask"
            | "provide"
            | "bring"
    );
    if t.subtree(b)[0] != a + 1 || gives || t.subtree(b)[0] != b {
        t.hang(a, Some(v), Deprel::Iobj);
    } else {
        // "strike US bases"
        t.hang(a, Some(b), Deprel::Compound);
    }
}

/// "A meeting *of officials* (nsubj) ended": a phrase with a preposition is no second subject.
fn of_subject(t: &mut Sentence, v: usize) {
    let all: Vec<usize> = t.children_by(v, Deprel::Nsubj).filter(|&n| n < v).collect();
    for pair in all.windows(2) {
        let of = t.child(pair[1], Deprel::Case).is_some_and(|k| k < pair[1] && t.form(k) == "of");
        if of && is_noun(t, pair[0]) {
            t.hang(pair[1], Some(pair[0]), Deprel::Nmod);
        }
    }
}

/// "urged the president *to accept* (advcl) nothing less": what somebody is asked to do.
fn asked_deed(pack: &Pack, t: &mut Sentence, v: usize) {
    let Some(o) = t.children(v).find(|&c| matches!(t.rel(c), Deprel::Obj | Deprel::Iobj)) else { return };
    let asks = pack.grammar.directs.iter().any(|d| d == t.lemma(v));
    let to = |c: usize| t.child(c, Deprel::Mark).is_some_and(|m| m < c && t.form(m) == "to");
    let beside = t.children_by(v, Deprel::Advcl).find(|&c| c > o && to(c));
    // "urged both sides to show (acl of *sides*) restraint"
    let below = || t.children_by(o, Deprel::Acl).find(|&c| c > o && to(c) && !has_aims(t.lemma(o)));
    let deed = beside.or_else(below);
    if let Some(c) = deed.filter(|_| asks) {
        t.hang(c, Some(v), Deprel::Xcomp);
    }
}
