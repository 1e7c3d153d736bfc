//! Relative clauses and perfect tenses that the parser tied wrongly.

use super::{is_noun, swap};
use crate::Pack;
use sayso_core::{Deprel, Rel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    names(t);
    relatives(pack, t);
    behind_relatives(t);
    perfects(pack, t);
    told_before(pack, t);
}

/// "The talks will begin in May, *said a diplomat*": no conjunction joins the verb of saying to the
/// clause before it, and who speaks stands behind it: the clause is what was said.
fn told_before(pack: &Pack, t: &mut Sentence) {
    for v in 2..t.len() {
        let Some(told) = t.head(v).filter(|&h| h < v && t.rel(v) == Deprel::Conj) else { continue };
        let says = pack.cues.verbs.contains_key(t.lemma(v)) && t.form(v - 1) == ",";
        let inverted = t.children_by(v, Deprel::Nsubj).any(|n| n > v && n <= v + 6);
        let joined = t.child(v, Deprel::Cc).is_some() || t.child(v, Deprel::Ccomp).is_some();
        if says && inverted && !joined && t.tokens[told].upos != Upos::Noun {
            let (head, rel) = (t.head(told), t.tokens[told].deprel);
            t.hang(v, head, rel);
            t.hang(told, Some(v), Deprel::Ccomp);
        }
    }
}

/// "An official who asked not to be named *said* …": a past form behind a relative clause, where
/// the sentence has no other verb, is its verb.
fn behind_relatives(t: &mut Sentence) {
    let Some(noun) = t.root().filter(|&n| is_noun(t, n)) else { return };
    let relative = |&v: &usize| t.tokens[v].deprel.subtype() == "relcl" && v > noun;
    let Some(v) = t.children_by(noun, Deprel::Acl).find(relative) else { return };
    if t.child(noun, Deprel::Cop).is_some() || t.child(noun, Deprel::Nsubj).is_some() {
        return;
    }
    let past = |&x: &usize| {
        t.tokens[x].upos == Upos::Verb
            && t.feat(x, "Tense") == Some("Past")
            && t.feat(x, "VerbForm") == Some("Fin")
            && t.is_under(x, v)
            && matches!(t.rel(x), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Conj | Deprel::Parataxis)
            && !t.children(x).any(|c| c < x && t.tokens[c].upos != Upos::Adv)
            && !matches!(t.tokens[x - 1].upos, Upos::Aux | Upos::Part | Upos::Cconj | Upos::Sconj | Upos::Pron)
    };
    let Some(x) = (v + 1..t.len()).find(past) else { return };
    t.hang(x, None, Deprel::Root);
    t.hang(noun, Some(x), Deprel::Nsubj);
}

/// "said strategist *Hank* Bell": a capital within the sentence and a name tied to it make a name
/// of what the tagger takes for a verb.
fn names(t: &mut Sentence) {
    for n in 1..t.len() {
        let capital = |i: usize| t.form(i).starts_with(char::is_uppercase);
        let name = t.tokens[n].upos == Upos::Verb && capital(n) && !t.form(n).chars().all(char::is_uppercase);
        let tied = |c: usize| t.rel(c) == Deprel::Flat && t.tokens[c].upos == Upos::Propn && c == n + 1;
        if !name || t.tokens[n - 1].upos == Upos::Punct || !t.children(n).any(tied) {
            continue;
        }
        t.tokens[n].upos = Upos::Propn;
        let (Some(v), title) = (t.head(n), n - 1) else { continue };
        if t.head(title) == Some(v) || t.head(title) == Some(n) {
            let rel = if t.head(title) == Some(v) { t.tokens[title].deprel } else { Deprel::Nsubj.into() };
            if matches!(rel.base, Deprel::Nsubj | Deprel::Obj) && is_noun(t, title) {
                t.hang(n, Some(v), rel);
                t.hang(title, Some(n), Rel::parse("nmod:desc"));
            }
        }
    }
}

/// "Warsaw, *which closed its crossing*, said": a clause that opens with a relative pronoun right
/// behind a noun phrase and a comma belongs to that noun.
pub fn relatives(pack: &Pack, t: &mut Sentence) {
    for v in 0..t.len() {
        if !matches!(t.rel(v), Deprel::Ccomp | Deprel::Advcl | Deprel::Parataxis | Deprel::Conj | Deprel::Advmod) {
            continue;
        }
        let Some(first) = t.subtree(v).into_iter().find(|&i| t.tokens[i].upos != Upos::Punct) else { continue };
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
fn perfects(pack: &Pack, t: &mut Sentence) {
    for have in 0..t.len() {
        let is_have = t.tokens[have].upos == Upos::Verb && t.lemma(have) == "have";
        // "have for *years* (obj) accused"
        let own = t.children_by(have, Deprel::Obj).find(|&o| t.child(o, Deprel::Case).is_none());
        if is_have && let Some(o) = own {
            participle_before_name(pack, t, have, o);
        }
        if !is_have || own.is_some() {
            continue;
        }
        let participle = |&v: &usize| {
            t.tokens[v].upos == Upos::Verb
                && t.feat(v, "VerbForm") == Some("Part")
                && t.feat(v, "Tense") != Some("Pres")
                && t.is_under(v, have)
                && matches!(t.rel(v), Deprel::Amod | Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Acl)
        };
        let Some(v) = (have + 1..t.len().min(have + 8)).find(participle) else { continue };
        let object = t.head(v).filter(|&n| n > v && is_noun(t, n) && t.rel(v) == Deprel::Amod);
        // "have for years *accused* (acl of *years*) the leader (nmod of *years*)"
        let beside = |c: &usize| *c > v && is_noun(t, *c) && t.child(*c, Deprel::Case).is_none();
        let object = object.or_else(|| {
            let above = t.head(v).filter(|_| t.rel(v) == Deprel::Acl && t.child(v, Deprel::Obj).is_none())?;
            t.children_by(above, Deprel::Nmod).find(beside)
        });
        swap(t, have, v, Deprel::Aux);
        if let Some(n) = object {
            t.hang(n, Some(v), Deprel::Obj);
        }
    }
}

/// "said that Islamabad had *armed* (amod) Islamic State fighters": behind "have" a participle before a
/// name is the verb.
fn participle_before_name(pack: &Pack, t: &mut Sentence, have: usize, o: usize) {
    let v = have + 1;
    let beside = v + 1 < o && t.head(v) == Some(o) && t.rel(v) == Deprel::Amod && t.form(v).ends_with("ed");
    let verb = pack.rules.verbs.contains_key(&t.form(v).to_lowercase());
    let name = v + 1 < t.len() && t.form(v + 1).starts_with(char::is_uppercase);
    if beside && verb && name {
        t.tokens[v].upos = Upos::Verb;
        t.set_feats(v, "Tense=Past|VerbForm=Part");
        swap(t, have, v, Deprel::Aux);
        t.hang(o, Some(v), Deprel::Obj);
    }
}
