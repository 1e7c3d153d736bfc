//! Relative clauses and perfect tenses that the parser tied wrongly.

use super::{is_noun, swap};
use crate::Pack;
use sayso_core::{Deprel, Rel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    relatives(pack, t);
    perfects(t);
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
