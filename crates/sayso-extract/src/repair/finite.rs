//! English clauses whose verb the parser took for a participle: "The European Union *imposed*
//! sanctions", "Thousands of people *protested* in Tbilisi."
//!
//! A past form and a past participle look alike, and a treebank with few headlines and names
//! teaches the wrong one. A clause must have a verb, so where none is left the participle is it.

use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    prepositional_objects(t);
    for v in 1..t.len() {
        gerund(pack, t, v);
    }
    for v in 1..t.len() {
        reported(t, v);
        adjective(pack, t, v);
    }
    for v in 0..t.len() {
        if is_past(t, v) {
            before_its_object(t, v);
            behind_its_subject(t, v);
            subject_under_object(t, v);
        }
    }
    plain_subjects(t);
}

/// "beaten by villagers", "used as shields": a noun with a preposition is no object.
fn prepositional_objects(t: &mut Sentence) {
    for c in 0..t.len() {
        let Some(h) = t.head(c).filter(|_| t.rel(c) == Deprel::Obj) else { continue };
        let marks = |k: usize| k < c && k > h && t.tokens[k].upos == Upos::Adp;
        let Some(k) = t.child(c, Deprel::Case).filter(|&k| marks(k)) else { continue };
        let counts = matches!(t.form(k), "over" | "about" | "around" | "under" | "of" | "in" | "off" | "up" | "out");
        if !counts {
            t.hang(c, Some(h), Deprel::Obl);
        }
    }
}

/// "Sudan's army shelled (amod) *positions* (nsubj), witnesses (nsubj) said": what is said before
/// the one who says it.
fn reported(t: &mut Sentence, said: usize) {
    let all: Vec<usize> = t.children_by(said, Deprel::Nsubj).filter(|&n| n < said).collect();
    let &[told, who] = all.as_slice() else { return };
    let first = t.subtree(who)[0];
    let apart = first > 0 && t.form(first - 1) == ",";
    let verb = t.children(told).any(|c| {
        t.tokens[c].upos == Upos::Verb
            && matches!(t.rel(c), Deprel::Amod | Deprel::Acl | Deprel::Compound)
            && is_past(t, c)
    });
    if apart && verb && t.tokens[said].upos == Upos::Verb {
        t.hang(told, Some(said), Deprel::Ccomp);
    }
}

/// "Iran *armed* (adjective) Hezbollah.": between two names stands a verb.
fn adjective(pack: &Pack, t: &mut Sentence, v: usize) {
    let root = t.head(v).filter(|&h| h > v && t.rel(v) == Deprel::Amod && t.rel(h) == Deprel::Root);
    let name = |i: usize| t.tokens[i].upos == Upos::Propn;
    let between = root.is_some_and(|h| name(v - 1) && (name(v + 1) || h == v + 1 || t.tokens[v + 1].upos == Upos::Det));
    let verbless = !(0..t.len()).any(|i| matches!(t.tokens[i].upos, Upos::Verb | Upos::Aux));
    if t.tokens[v].upos == Upos::Adj && between && verbless && pack.rules.verbs.contains_key(&t.form(v).to_lowercase())
    {
        t.tokens[v].upos = Upos::Verb;
    }
}

/// "accused Moscow of *bombing* (compound) hospitals", "denied *killing* (amod) civilians".
fn gerund(pack: &Pack, t: &mut Sentence, v: usize) {
    let premodifies = matches!(t.rel(v), Deprel::Amod | Deprel::Compound) && t.form(v).ends_with("ing");
    let Some(h) = t.head(v).filter(|&h| h > v && premodifies && t.tokens[h].upos == Upos::Noun) else { return };
    if !pack.rules.verbs.contains_key(t.form(v)) {
        return;
    }
    let owner = t.head(h).filter(|&up| up < v);
    // "accused Russia of bombing hospitals": the phrase may hang on whoever is accused
    let above = |up: usize| if t.tokens[up].upos == Upos::Verb { Some(up) } else { t.head(up) };
    let Some(up) = owner.and_then(above).filter(|&up| up < v && t.tokens[up].upos == Upos::Verb) else { return };
    let case = t.child(h, Deprel::Case).filter(|&k| k + 1 == v);
    let told = matches!(
        t.lemma(up),
        "accuse"
            | "suspect"
            | "convict"
            | "acquit"
            | "deny"
            | "admit"
            | "confess"
            | "stop"
            | "blame"
            | "condemn"
            | "criticise"
            | "criticize"
            | "arrest"
            | "jail"
            | "sentence"
            | "charge"
            | "try"
            | "detain"
            | "indict"
    );
    if !told || case.is_none() && up + 1 != v {
        return;
    }
    let rel = if case.is_some() { Deprel::Advcl } else { Deprel::Xcomp };
    t.hang(v, Some(up), rel);
    t.hang(h, Some(v), Deprel::Obj);
    t.tokens[v].upos = Upos::Verb;
    if let Some(k) = case {
        t.hang(k, Some(v), Deprel::Mark);
    }
}

/// "The European Union *imposed* (amod) sanctions", "Riot police *have dispersed* (amod) a crowd".
fn before_its_object(t: &mut Sentence, v: usize) {
    let Some(mut h) = t.head(v).filter(|&h| h > v && matches!(t.rel(v), Deprel::Amod | Deprel::Compound)) else {
        return;
    };
    // "blocked (amod) aid (compound) convoys"
    while let Some(up) = t.head(h).filter(|&up| up > h && matches!(t.rel(h), Deprel::Amod | Deprel::Compound)) {
        h = up;
    }
    let Some(last) = noun_before(t, v) else { return };
    let top = t.child(v, Deprel::Nsubj).filter(|&n| n < v).unwrap_or_else(|| top_before(t, last, v));
    let above = t.head(top);
    let subject_heads = t.rel(top) == Deprel::Root && above.is_none();
    let placed = above == Some(h) || above == Some(v) || subject_heads && t.head(h) == Some(top) && !has_case(t, h);
    if !placed || !(subject_heads || heads_clause(t, h)) || t.child(h, Deprel::Cop).is_some() {
        return;
    }
    let from = if subject_heads { top } else { h };
    let (head, rel) = (t.head(from), t.tokens[from].deprel);
    let moved: Vec<usize> = t.children(h).filter(|&c| c != v && c != top).collect();
    let behind: Vec<usize> = t.children(top).filter(|&c| c > v && c != h).collect();
    t.hang(v, head, rel);
    t.hang(h, Some(v), Deprel::Obj);
    t.hang(top, Some(v), Deprel::Nsubj);
    for c in moved {
        take(t, c, v, top, h);
    }
    for c in behind {
        take(t, c, v, top, h);
    }
}

/// "Russian forces *shelled* (acl) the town", "Thousands *protested* (acl) in Tbilisi."
fn behind_its_subject(t: &mut Sentence, v: usize) {
    let loose = matches!(t.rel(v), Deprel::Acl | Deprel::Nmod | Deprel::Appos | Deprel::Dep);
    let Some(h) = t.head(v).filter(|&h| h < v && loose) else { return };
    let bare = t.tokens[v].deprel.subtype() != "relcl" && t.child(v, Deprel::Mark).is_none();
    let acted = t.children_by(v, Deprel::Obj).any(|o| o > v);
    let close = v > 0 && t.tokens[v - 1].upos != Upos::Punct;
    if !bare || !close || !heads_clause(t, h) || !(acted || is_full(t)) || has_verb(t, h) {
        return;
    }
    let (head, rel) = (t.head(h), t.tokens[h].deprel);
    let behind: Vec<usize> = t.children(h).filter(|&c| c > v).collect();
    t.hang(v, head, rel);
    t.hang(h, Some(v), Deprel::Nsubj);
    for c in behind {
        take(t, c, v, h, h);
    }
}

/// "*Police* (compound) beat journalists": what stands before the verb is no part of its object.
fn subject_under_object(t: &mut Sentence, v: usize) {
    if t.child(v, Deprel::Nsubj).is_some() || !heads_clause(t, v) {
        return;
    }
    let Some(o) = t.children_by(v, Deprel::Obj).find(|&o| o > v) else { return };
    let Some(last) = noun_before(t, v) else { return };
    let top = top_before(t, last, v);
    if t.head(top) != Some(o) {
        return;
    }
    let moved: Vec<usize> = t.children(o).filter(|&c| c < v && c != top).collect();
    t.hang(top, Some(v), Deprel::Nsubj);
    for c in moved {
        take(t, c, v, top, o);
    }
}

/// "Border troops *fired* on refugees.": a whole sentence whose verb has no auxiliary is not passive.
fn plain_subjects(t: &mut Sentence) {
    if !is_full(t) {
        return;
    }
    for n in 0..t.len() {
        let passive = t.rel(n) == Deprel::Nsubj && t.tokens[n].deprel.is_pass();
        let Some(v) = t.head(n).filter(|&v| passive && n < v && is_past(t, v)) else { continue };
        let clause = matches!(t.rel(v), Deprel::Root | Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj);
        if clause && t.child(v, Deprel::Aux).is_none() {
            t.hang(n, Some(v), Deprel::Nsubj);
        }
    }
}

/// Hangs a child that the mended phrase leaves over where it belongs.
fn take(t: &mut Sentence, c: usize, v: usize, subject: usize, object: usize) {
    let rel = t.rel(c);
    let nominal = matches!(
        rel,
        Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Flat | Deprel::Nmod | Deprel::Case
    );
    let old = t.tokens[c].deprel;
    if c < v && nominal && !t.is_under(subject, c) {
        t.hang(c, Some(subject), old);
    } else if c < v || !nominal && !matches!(rel, Deprel::Acl | Deprel::Appos | Deprel::Conj | Deprel::Cc) {
        if !t.is_under(v, c) {
            t.hang(c, Some(v), old);
        }
    } else if t.head(c) != Some(object) && !t.is_under(v, c) {
        let to = if rel == Deprel::Nmod && has_case(t, c) { Deprel::Obl } else { rel };
        t.hang(c, Some(v), to);
    }
}

fn is_past(t: &Sentence, v: usize) -> bool {
    t.tokens[v].upos == Upos::Verb && !t.form(v).ends_with("ing") && t.feat(v, "VerbForm") != Some("Inf")
}

/// The noun right before the verb and its auxiliaries.
fn noun_before(t: &Sentence, v: usize) -> Option<usize> {
    let skipped = |i: &usize| matches!(t.tokens[*i].upos, Upos::Aux | Upos::Adv) || t.form(*i) == "not";
    let i = (0..v).rev().find(|i| !skipped(i))?;
    matches!(t.tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num).then_some(i)
}

/// The head of the phrase that ends at `i`, within the words before `v`.
fn top_before(t: &Sentence, i: usize, v: usize) -> usize {
    let mut top = i;
    while let Some(h) = t.head(top).filter(|&h| h < v) {
        top = h;
    }
    top
}

fn has_case(t: &Sentence, i: usize) -> bool {
    t.child(i, Deprel::Case).is_some()
}

fn heads_clause(t: &Sentence, i: usize) -> bool {
    matches!(t.rel(i), Deprel::Root | Deprel::Ccomp | Deprel::Parataxis)
}

/// Whether a clause headed by a noun has a verb of its own.
fn has_verb(t: &Sentence, h: usize) -> bool {
    t.children(h).any(|c| matches!(t.rel(c), Deprel::Cop | Deprel::Aux | Deprel::Nsubj))
}

/// Whether the words are a sentence that ends, not a heading.
fn is_full(t: &Sentence) -> bool {
    (0..t.len()).rev().take(2).any(|i| t.form(i) == ".")
}
