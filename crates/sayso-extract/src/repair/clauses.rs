//! Clauses that the parser takes for parts of noun phrases: "Syrian tanks *shelled* Homs" is no
//! "shelled Homs" of Syrian tanks.

use super::{has_case, is_noun, swap};
use crate::Pack;
use sayso_core::{Deprel, Rel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    relatives(pack, t);
    perfects(t);
    for v in 1..t.len() {
        noun_before_verb(t, v);
    }
    for v in 1..t.len() {
        noun_with_verb(t, v);
    }
}

/// "Warsaw, *which closed its crossing*, said": a clause that opens with a relative pronoun right
/// behind a noun phrase and a comma belongs to that noun.
fn relatives(pack: &Pack, t: &mut Sentence) {
    for v in 0..t.len() {
        if !matches!(t.rel(v), Deprel::Ccomp | Deprel::Advcl | Deprel::Parataxis | Deprel::Conj) {
            continue;
        }
        let first = t.subtree(v)[0];
        let opens = pack.names.is_relative(&t.form(first).to_lowercase()) && t.tokens[first].upos != Upos::Sconj;
        if !opens || first < 2 || t.form(first - 1) != "," {
            continue;
        }
        let mut noun = first - 2;
        while let Some(h) =
            t.head(noun).filter(|&h| h < first && is_noun(t, h) && !matches!(t.rel(noun), Deprel::Nsubj | Deprel::Obj))
        {
            noun = h;
        }
        if is_noun(t, noun) && !t.is_under(noun, v) {
            t.hang(v, Some(noun), Rel::parse("acl:relcl"));
        }
    }
}

/// "have for years *accused* the leader": the auxiliary was taken for the verb, the verb for a
/// participle beside its object.
fn perfects(t: &mut Sentence) {
    for have in 0..t.len() {
        let is_have =
            t.tokens[have].upos == Upos::Verb && t.lemma(have) == "have" && t.child(have, Deprel::Obj).is_none();
        if !is_have {
            continue;
        }
        let participle = |&v: &usize| {
            t.tokens[v].upos == Upos::Verb
                && t.feat(v, "VerbForm") == Some("Part")
                && t.feat(v, "Tense") != Some("Pres")
                && t.is_under(v, have)
                && matches!(t.rel(v), Deprel::Amod | Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
        };
        let Some(v) = (have + 1..t.len().min(have + 8)).find(participle) else { continue };
        let object = t.head(v).filter(|&n| n > v && is_noun(t, n) && t.rel(v) == Deprel::Amod);
        swap(t, have, v, Deprel::Aux);
        if let Some(n) = object {
            t.hang(n, Some(v), Deprel::Obj);
        }
    }
}

/// A past form without auxiliary.
fn is_past(t: &Sentence, v: usize) -> bool {
    let past = t.feat(v, "Tense") == Some("Past")
        || t.feat(v, "VerbForm") == Some("Part") && t.feat(v, "Tense") != Some("Pres");
    t.tokens[v].upos == Upos::Verb && past && t.child(v, Deprel::Aux).is_none()
}

/// "Syrian tanks *shelled* Homs", "Pakistan's air force *bombed* sites …, Islamabad confirmed": a
/// past form between a noun and the noun it was hung on is the verb of a clause with both.
fn noun_before_verb(t: &mut Sentence, v: usize) {
    let Some(n) = t.head(v).filter(|&n| n > v && is_noun(t, n)) else { return };
    if t.rel(v) != Deprel::Amod || !is_past(t, v) || is_adjectival(t, v) {
        return;
    }
    let own = t.child(v, Deprel::Nsubj).filter(|&s| s < v);
    let left = own.or_else(|| {
        let l = v - 1;
        let plural = t.feat(l, "Number") != Some("Sing") || t.tokens[l].upos == Upos::Propn;
        let beside = t.head(l) == Some(n) && matches!(t.rel(l), Deprel::Compound | Deprel::Nmod | Deprel::Flat);
        (is_noun(t, l) && beside && !has_case(t, l) && plural).then_some(l)
    });
    let Some(left) = left else { return };
    let rival = t.head(n).is_some_and(|h| t.rel(n) == Deprel::Nsubj && t.children_by(h, Deprel::Nsubj).count() > 1);
    if !(t.rel(n) == Deprel::Root || rival) || other_finite(t, n) && !rival {
        return;
    }
    let (head, rel) = (t.head(n), t.tokens[n].deprel);
    let behind: Vec<usize> =
        t.children(n).filter(|&c| c > n && (has_case(t, c) || t.tokens[c].upos == Upos::Punct)).collect();
    let before: Vec<usize> = t.children(n).filter(|&c| c < left && c != v).collect();
    match rival {
        true => t.hang(v, head, Deprel::Ccomp),
        false => t.hang(v, head, rel),
    }
    t.hang(n, Some(v), Deprel::Obj);
    t.hang(left, Some(v), Deprel::Nsubj);
    for c in before {
        let rel = t.tokens[c].deprel;
        t.hang(c, Some(left), rel);
    }
    for c in behind {
        let rel = if has_case(t, c) { Rel::from(Deprel::Obl) } else { t.tokens[c].deprel };
        t.hang(c, Some(v), rel);
    }
}

/// "Iran backed militias", "state owned firms": participles that stand before nouns as adjectives.
fn is_adjectival(t: &Sentence, v: usize) -> bool {
    const WORDS: &[&str] = &[
        "back", "run", "lead", "base", "control", "own", "fund", "ally", "sponsor", "bear", "make", "relate", "hold",
        "occupy", "train", "arm", "support", "inspire", "elect", "appoint",
    ];
    WORDS.contains(&t.lemma(v)) || v > 0 && t.form(v - 1) == "-"
}

/// Whether another finite verb heads the sentence.
fn other_finite(t: &Sentence, n: usize) -> bool {
    (0..t.len()).any(|i| {
        i != n
            && matches!(t.tokens[i].upos, Upos::Verb | Upos::Aux)
            && t.feat(i, "VerbForm") == Some("Fin")
            && t.head(i) == Some(n)
            && matches!(t.rel(i), Deprel::Parataxis | Deprel::Conj | Deprel::Cop)
    })
}

/// "The UN office *called* for an inquiry.": a noun as root whose only verb is a past form behind
/// it, in a sentence that ends as one.
fn noun_with_verb(t: &mut Sentence, v: usize) {
    let Some(n) = t.head(v).filter(|&n| n < v && is_noun(t, n) && t.rel(n) == Deprel::Root) else { return };
    let plain = t.rel(v) == Deprel::Acl && t.tokens[v].deprel.subtype() != "relcl" && is_past(t, v);
    let ended = t.tokens.last().is_some_and(|_| matches!(t.form(t.len() - 1), "." | "”" | "\""));
    let agent = t.children_by(v, Deprel::Obl).any(|c| t.children_by(c, Deprel::Case).any(|k| t.form(k) == "by"));
    let relative = t.children(v).any(|c| t.feat(c, "PronType") == Some("Rel"));
    let governs =
        t.children(v).any(|c| c > v && matches!(t.rel(c), Deprel::Obj | Deprel::Obl | Deprel::Ccomp | Deprel::Xcomp));
    if !plain || !ended || agent || relative || !governs || other_finite(t, n) || t.child(n, Deprel::Cop).is_some() {
        return;
    }
    let stay: Vec<usize> = t.children(n).filter(|&c| c < v).collect();
    swap(t, n, v, Deprel::Nsubj);
    for c in stay {
        let rel = t.tokens[c].deprel;
        t.hang(c, Some(n), rel);
    }
}
