//! English clauses and names that the parser hung on the words between: main verbs behind what a
//! comma sets off, names beside titles, participles behind relative clauses.

use super::{has_case, is_noun};
use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    for i in 0..t.len() {
        apposition(t, i);
    }
    for v in 1..t.len() {
        if t.tokens[v].upos == Upos::Verb {
            main_verb(pack, t, v);
            trailing_participle(pack, t, v);
            second_subject(t, v);
            gerund_subject(t, v);
        }
    }
}

/// "The envoy, *Ramtane Lamamra* (conj), met": a name set off by commas beside a noun.
fn apposition(t: &mut Sentence, name: usize) {
    let Some(noun) = t.head(name).filter(|&n| n < name && t.rel(name) == Deprel::Conj) else { return };
    let part = t.subtree(name);
    let (first, next) = (part[0], part[part.len() - 1] + 1);
    if first == 0 {
        return;
    }
    let commas = t.form(first - 1) == "," && (next >= t.len() || t.form(next) == "," || t.form(next - 1) == ",");
    let joined = t.child(name, Deprel::Cc).is_some()
        || t.children_by(noun, Deprel::Conj).any(|c| c != name)
        || t.child(name, Deprel::Conj).is_some();
    // one of them is a title, the other a name
    let pair = t.tokens[name].upos == Upos::Propn && is_title_like(t, noun);
    if commas && !joined && pair && !has_case(t, name) {
        t.hang(name, Some(noun), Deprel::Appos);
    }
}

fn is_title_like(t: &Sentence, i: usize) -> bool {
    t.tokens[i].upos == Upos::Noun
        || t.tokens[i].upos == Upos::Propn && t.form(i).starts_with(char::is_lowercase)
        || matches!(t.lemma(i).to_lowercase().as_str(), "envoy" | "minister" | "secretary" | "president" | "chief")
}

/// "Ecowas, the regional bloc, *imposed* (acl of *bloc*) sanctions", "Mr Abe, who watched it,
/// *called* (conj of *watched*) …": behind what commas set off stands the verb of the sentence.
fn main_verb(pack: &Pack, t: &mut Sentence, v: usize) {
    let Some(noun) = headless_noun_above(t, v) else { return };
    let set_off = (noun + 1..v).find(|&i| t.form(i) == ",").is_some_and(|c| c < v - 1 && t.form(v - 1) == ",");
    let finite = is_past(t, v) || t.feat(v, "VerbForm") == Some("Fin");
    let bound = t.children(v).any(|c| {
        c < v && (matches!(t.rel(c), Deprel::Mark | Deprel::Nsubj | Deprel::Cc) || pack.names.is_relative(t.form(c)))
    });
    if !set_off || !finite || bound {
        return;
    }
    let amod_of = t.head(v).filter(|&h| h > v && t.rel(v) == Deprel::Amod && is_noun(t, h));
    if amod_of.is_none() && t.head(v).is_some_and(|h| h > v) {
        return;
    }
    let (head, rel) = (t.head(noun), t.tokens[noun].deprel);
    t.hang(v, head, rel);
    t.hang(noun, Some(v), Deprel::Nsubj);
    if let Some(o) = amod_of {
        t.hang(o, Some(v), Deprel::Obj);
    }
}

/// The noun without a verb of its own, standing as a clause, that a word is under and behind.
fn headless_noun_above(t: &Sentence, v: usize) -> Option<usize> {
    let mut at = v;
    loop {
        at = t.head(at)?;
        if matches!(t.rel(at), Deprel::Root | Deprel::Ccomp | Deprel::Parataxis) {
            let verb = t.children(at).any(|c| matches!(t.rel(c), Deprel::Cop | Deprel::Aux | Deprel::Nsubj));
            let noun = matches!(t.tokens[at].upos, Upos::Noun | Upos::Propn);
            return (noun && at < v && !verb && !has_case(t, at)).then_some(at);
        }
    }
}

fn is_past(t: &Sentence, v: usize) -> bool {
    !t.form(v).ends_with("ing") && t.feat(v, "VerbForm") != Some("Inf")
}

/// "opened fire on a crowd that stormed the hall, *killing* (advcl of *stormed*) ten": behind a
/// comma a participle goes on with the verb above the relative clause.
fn trailing_participle(pack: &Pack, t: &mut Sentence, v: usize) {
    let low = t.head(v).filter(|&h| h < v && t.rel(v) == Deprel::Advcl && t.form(v).ends_with("ing"));
    let Some(low) = low.filter(|&h| t.rel(h) == Deprel::Acl && t.form(t.subtree(v)[0].max(1) - 1) == ",") else {
        return;
    };
    let first = t.subtree(low)[0];
    let opens = pack.names.is_relative(&t.form(first).to_lowercase());
    if !opens || first == 0 || t.form(first - 1) == "," {
        return;
    }
    let mut up = t.head(low);
    while let Some(x) = up.filter(|&x| t.tokens[x].upos != Upos::Verb) {
        up = t.head(x);
    }
    if let Some(x) = up.filter(|&x| x < low) {
        t.hang(v, Some(x), Deprel::Advcl);
    }
}

/// "demanded their release and *the law society* (conj of *release*) sued (conj) the ministry":
/// between two verbs stands the subject of the second.
fn second_subject(t: &mut Sentence, v: usize) {
    let Some(u) = t.head(v).filter(|&u| u < v && t.rel(v) == Deprel::Conj && t.tokens[u].upos == Upos::Verb) else {
        return;
    };
    if t.children(v).any(|c| c < v && matches!(t.rel(c), Deprel::Nsubj | Deprel::Cc | Deprel::Mark)) {
        return;
    }
    // the noun phrase that ends right before the verb and its auxiliaries
    let skip = |i: usize| matches!(t.tokens[i].upos, Upos::Aux | Upos::Adv | Upos::Part);
    let Some(last) = (u + 1..v).rev().find(|&i| !skip(i)).filter(|&i| is_noun(t, i)) else { return };
    let mut top = last;
    while let Some(h) = t.head(top).filter(|&h| t.rel(top) != Deprel::Conj && h > u && h < v) {
        top = h;
    }
    let part = t.subtree(top);
    let joined = t.rel(top) == Deprel::Conj && t.children_by(top, Deprel::Cc).any(|c| c < top);
    let below = t.head(top).is_some_and(|h| h > u && t.is_under(h, u) && h < top);
    if joined && below && part[part.len() - 1] == last {
        t.hang(top, Some(v), Deprel::Nsubj);
    }
}

/// "warned that *seizing* (xcomp of *warned*) assets would have consequences": a gerund between
/// "that" and its verb is the subject.
fn gerund_subject(t: &mut Sentence, c: usize) {
    let Some(u) = t.head(c).filter(|_| matches!(t.rel(c), Deprel::Ccomp | Deprel::Parataxis)) else { return };
    let Some(m) = t.child(c, Deprel::Mark).filter(|&m| t.form(m) == "that") else { return };
    if t.child(c, Deprel::Nsubj).is_some() {
        return;
    }
    let gerund = |g: &usize| *g > m && *g < c && t.form(*g).ends_with("ing");
    let found = t.children(u).find(|g| gerund(g) && matches!(t.rel(*g), Deprel::Xcomp | Deprel::Advcl));
    if let Some(g) = found {
        t.hang(g, Some(c), Deprel::Csubj);
    }
}
