//! "The ministry *said fragments bore* marks": what verbs of saying tell is a clause, and the noun
//! behind them is its subject, not their object.

use super::is_noun;
use crate::Pack;
use sayso_core::{CueClass, Deprel, Rel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    for v in 1..t.len() {
        if tells(pack, t, v) {
            subject_of_clause(t, v);
            clause_above(t, v);
        }
    }
}

/// A verb that takes a clause and no addressee as its object: "say", "insist", not "tell".
fn tells(pack: &Pack, t: &Sentence, v: usize) -> bool {
    let rules = || pack.cues.verbs.get(t.lemma(v)).into_iter().flatten().map(|k| &pack.cues.list[k.rule]);
    let speech = |c: CueClass| matches!(c, CueClass::Say | CueClass::Think | CueClass::Admit);
    let addressed = matches!(
        t.lemma(v),
        "tell"
            | "inform"
            | "assure"
            | "reassure"
            | "convince"
            | "notify"
            | "brief"
            | "remind"
            | "quote"
            | "cite"
            | "call"
    );
    t.tokens[v].upos == Upos::Verb && !addressed && rules().any(|r| speech(r.class))
}

/// The object right behind the verb becomes the subject of the clause behind it that has none.
fn subject_of_clause(t: &mut Sentence, v: usize) {
    let noun = |&o: &usize| o > v && (is_noun(t, o) || t.tokens[o].upos == Upos::Num);
    let Some(o) = t.children_by(v, Deprel::Obj).find(noun) else { return };
    let below = |&c: &usize| {
        c > o
            && matches!(t.rel(c), Deprel::Ccomp)
            && t.child(c, Deprel::Nsubj).is_none()
            && t.children_by(c, Deprel::Mark).all(|m| t.form(m) != "to" && t.form(m) != "that")
    };
    let Some(c) = t.children(v).find(below) else { return };
    let last = t.subtree(o).into_iter().max().unwrap_or(o);
    let first = t.subtree(c).into_iter().min().unwrap_or(c);
    if first != last + 1 || t.subtree(o)[0] != v + 1 {
        return;
    }
    let passive = t.children_by(c, Deprel::Aux).any(|a| t.tokens[a].deprel.is_pass());
    let rel = if passive { Rel::parse("nsubj:pass") } else { Deprel::Nsubj.into() };
    t.hang(o, Some(c), rel);
}

/// "Zimbabwe *insists* (csubj) its neighbours (obj) *were warned* (root)".
fn clause_above(t: &mut Sentence, v: usize) {
    let Some(r) = t.head(v).filter(|&r| r > v && t.rel(v) == Deprel::Csubj && t.tokens[r].upos == Upos::Verb) else {
        return;
    };
    let object = t.children_by(v, Deprel::Obj).find(|&o| o > v && o < r);
    let subject = t.children_by(v, Deprel::Nsubj).any(|n| n < v);
    let Some(o) = object.filter(|_| subject) else { return };
    let (head, rel) = (t.head(r), t.tokens[r].deprel);
    let passive = t.tokens[v].deprel.is_pass() || t.children_by(r, Deprel::Aux).any(|a| t.tokens[a].deprel.is_pass());
    t.hang(v, head, rel);
    t.hang(r, Some(v), Deprel::Ccomp);
    t.hang(o, Some(r), if passive { Rel::parse("nsubj:pass") } else { Deprel::Nsubj.into() });
}
