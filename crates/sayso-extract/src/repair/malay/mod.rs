//! Trees of Malay and Indonesian: verbs without endings, nouns without articles, roots that many
//! words share.

mod arguments;
mod cues;
mod prepositions;
mod told;

use super::{clauses, has_case, is_noun};
use crate::Pack;
use crate::rules::Voice;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    clauses::relatives(pack, t);
    cues::mend(pack, t);
    arguments::mend(pack, t);
    prepositions::mend(pack, t);
    for v in 0..t.len() {
        clause_head(pack, t, v);
        arguments::behind_relative(pack, t, v);
    }
    prepositions::mend(pack, t);
    conjunctions(pack, t);
    arguments::conjunctions_in_headlines(pack, t);
    sisters(t);
    prepositions::loose_phrases(pack, t);
    told::mend(pack, t);
    told_subjects(pack, t);
    purposes(t);
    arguments::objects(pack, t);
    arguments::new_clauses(pack, t);
}

/// The lemma of a word becomes the word itself: the treebanks' lemmas are roots, which
/// `menarik`, `tertarik` and `penarikan` share. A bare stem stands for its active form.
pub fn lexemes(pack: &Pack, t: &mut Sentence) {
    for i in 0..t.len() {
        let low = t.form(i).to_lowercase();
        let active = pack.rules.stems.get(&low).or_else(|| pack.cues.stems.get(&low));
        if let Some(verb) = active.filter(|v| t.seen(i) == v.as_str()) {
            t.set_lemma(i, &verb.clone());
            continue;
        }
        // "kapal-kapal" is many a "kapal"
        let half = low.split_once('-').filter(|(a, b)| a == b).map(|(a, _)| a.to_string());
        t.set_lemma(i, &half.unwrap_or(low));
    }
}

/// A verb that the parser takes for a part of the noun phrase before it heads the clause:
/// "Tentara Pakistan *menembaki* para demonstran", "Turki *sepakat* mengirim gandum".
fn clause_head(pack: &Pack, t: &mut Sentence, v: usize) {
    let Some(noun) = t.head(v).filter(|&h| h < v && is_noun(t, h)) else { return };
    let tied = matches!(
        t.rel(v),
        Deprel::Flat | Deprel::Compound | Deprel::Nmod | Deprel::Amod | Deprel::Acl | Deprel::Advmod | Deprel::Appos
    );
    if !tied || !is_clause_verb(pack, t, v) || is_relative(t, v) || has_case(t, v) {
        return;
    }
    // "kesediaan Riyadh *untuk memahami* …": a conjunction before it makes no main clause
    if t.child(v, Deprel::Mark).is_some_and(|m| m < v && m > noun) {
        return;
    }
    let top = top_of_name(t, noun, v);
    let Some((top, u)) = top else { return };
    match u {
        None => {
            let (head, rel) = (t.head(top), t.tokens[top].deprel);
            t.hang(v, head, rel);
        }
        Some(u) => {
            let (head, rel) = (t.head(u), t.tokens[u].deprel);
            t.hang(v, head, rel);
            t.hang(u, Some(v), Deprel::Xcomp);
        }
    }
    t.hang(top, Some(v), Deprel::Nsubj);
    t.tokens[v].upos = Upos::Verb;
    let behind: Vec<usize> =
        (v + 1..t.len()).filter(|&c| t.head(c).is_some_and(|h| h < v && t.is_under(h, top)) && c != v).collect();
    for c in behind {
        let rel = match t.rel(c) {
            Deprel::Nmod if has_case(t, c) => Deprel::Obl,
            Deprel::Nmod | Deprel::Flat | Deprel::Compound | Deprel::Appos if is_noun(t, c) => Deprel::Obj,
            Deprel::Nmod | Deprel::Flat | Deprel::Compound => Deprel::Dep,
            Deprel::Acl => Deprel::Advcl,
            other => other,
        };
        t.hang(c, Some(v), rel);
    }
}

/// The head of the noun phrase that ends right before `v`, and the verb that this phrase was
/// taken for the subject of; `None` where the phrase is no subject and no root.
fn top_of_name(t: &Sentence, noun: usize, v: usize) -> Option<(usize, Option<usize>)> {
    let mut top = noun;
    loop {
        match t.rel(top) {
            Deprel::Root | Deprel::Parataxis | Deprel::Ccomp | Deprel::Conj => return Some((top, None)),
            Deprel::Nsubj => {
                let u = t.head(top)?;
                return (u > v).then_some((top, Some(u)));
            }
            Deprel::Flat | Deprel::Compound | Deprel::Nmod | Deprel::Appos | Deprel::Amod if !has_case(t, top) => {
                top = t.head(top).filter(|&h| h < v)?;
            }
            _ => return None,
        }
    }
}

/// Whether "yang" opens the clause.
pub fn is_relative(t: &Sentence, v: usize) -> bool {
    t.children(v).any(|c| c < v && t.form(c).eq_ignore_ascii_case("yang"))
        || v > 0 && t.form(v - 1).eq_ignore_ascii_case("yang")
}

/// Whether a small-lettered word can only be a verb: by its prefix and the rules that know it, or
/// because the language says that it heads clauses.
pub fn is_clause_verb(pack: &Pack, t: &Sentence, v: usize) -> bool {
    let low = t.form(v);
    if low.starts_with(char::is_uppercase) && t.seen(v) == low {
        return false;
    }
    let lemma = t.lemma(v);
    let voiced = |k: &crate::events::Key| k.voice != Voice::Tree && k.rest.is_empty();
    let known = pack.rules.verbs.get(lemma).is_some_and(|keys| keys.iter().any(voiced));
    let cue = pack.cues.verbs.get(lemma).is_some_and(|keys| keys.iter().any(|k| k.voice != Voice::Tree));
    let prefixed = ["me", "ber", "di"].iter().any(|p| lemma.starts_with(p)) && lemma.len() > 5;
    (known || cue) && prefixed || pack.grammar.heads.iter().any(|w| w == lemma)
}

/// "setelah Lebanon meminta maaf": what the parser takes for a preposition opens a clause.
fn conjunctions(pack: &Pack, t: &mut Sentence) {
    for n in 1..t.len() {
        // "sampai mereka mundur"
        let until = t.child(n, Deprel::Case).filter(|&k| k + 1 == n && matches!(t.form(k), "sampai" | "hingga"));
        if let (Some(k), Deprel::Nsubj, Some(v)) = (until, t.rel(n), t.head(n)) {
            t.hang(k, Some(v), Deprel::Mark);
        }
    }
    for n in 0..t.len() {
        let Some(v) = t.head(n).filter(|&v| v > n && t.tokens[v].upos == Upos::Verb) else { continue };
        if t.rel(n) != Deprel::Obl || t.child(v, Deprel::Nsubj).is_some() {
            continue;
        }
        let case = t.child(n, Deprel::Case).filter(|&k| pack.grammar.conjunctions.contains(&t.form(k).to_lowercase()));
        let near = (n + 1..v).all(|i| t.is_under(i, n) || matches!(t.rel(i), Deprel::Advmod | Deprel::Aux));
        if let Some(k) = case.filter(|_| near) {
            t.hang(n, Some(v), Deprel::Nsubj);
            t.hang(k, Some(v), Deprel::Mark);
        }
    }
}

/// "Menlu mengatakan Indonesia berkomitmen …": the noun between a verb of saying and its clause
/// is the clause's subject.
fn told_subjects(pack: &Pack, t: &mut Sentence) {
    for v in 0..t.len() {
        let says = |k: &crate::statements::Key| {
            let rule = &pack.cues.list[k.rule];
            matches!(rule.class, sayso_core::CueClass::Say | sayso_core::CueClass::Think | sayso_core::CueClass::Admit)
        };
        if !pack.cues.verbs.get(t.lemma(v)).is_some_and(|keys| keys.iter().any(says)) {
            continue;
        }
        let Some(c) = t.children(v).find(|&c| c > v && matches!(t.rel(c), Deprel::Ccomp | Deprel::Xcomp)) else {
            continue;
        };
        if t.child(c, Deprel::Nsubj).is_some() {
            continue;
        }
        let between = |&o: &usize| o > v && o < c && matches!(t.rel(o), Deprel::Obj) && is_noun(t, o);
        let told = t.children(v).find(between);
        if let Some(o) = told {
            t.hang(o, Some(c), Deprel::Nsubj);
        }
    }
}

/// "mengirim delegasi ke Kairo untuk melanjutkan perundingan": a clause of purpose is no relative clause.
fn purposes(t: &mut Sentence) {
    for v in 0..t.len() {
        let purpose = t.rel(v) == Deprel::Acl
            && t.children_by(v, Deprel::Mark)
                .any(|m| matches!(t.form(m), "untuk" | "agar" | "supaya" | "guna" | "demi"));
        if !purpose || is_relative(t, v) {
            continue;
        }
        let Some(noun) = t.head(v) else { continue };
        match t
            .head(noun)
            .filter(|&u| t.tokens[u].upos == Upos::Verb && u < noun && matches!(t.rel(noun), Deprel::Obl | Deprel::Obj))
        {
            Some(u) if t.rel(noun) == Deprel::Obl => t.hang(v, Some(u), Deprel::Advcl),
            _ => t.hang(v, Some(noun), Deprel::Acl),
        }
    }
}

/// "Kekejaman tentara Jerman": of two bare nouns side by side the second belongs to the first.
fn sisters(t: &mut Sentence) {
    let bare = |t: &Sentence, c: usize| {
        matches!(t.rel(c), Deprel::Nmod | Deprel::Compound)
            && is_noun(t, c)
            && t.children(c).all(|k| !matches!(t.rel(k), Deprel::Case))
    };
    for a in 0..t.len().saturating_sub(1) {
        let b = a + 1;
        let same = t.head(a).is_some() && t.head(a) == t.head(b) && t.head(a).is_some_and(|h| h < a);
        if same && bare(t, a) && bare(t, b) && t.tokens[a].upos != Upos::Pron {
            t.hang(b, Some(a), Deprel::Nmod);
        }
    }
}
