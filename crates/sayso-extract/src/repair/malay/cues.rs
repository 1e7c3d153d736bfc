//! Words of saying, denying and accusing in Malay and Indonesian that the parser took for
//! something else, and what belongs to them.

use super::super::{has_case, is_noun};
use crate::Pack;
use crate::rules::Voice;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    according(t);
    for i in 0..t.len() {
        bare_stems(pack, t, i);
        agents(pack, t, i);
    }
    denied_claims(pack, t);
}

/// "Menurut Kementerian Pertahanan Inggris, *Rusia* kehilangan …": behind the comma the sentence
/// begins.
fn according(t: &mut Sentence) {
    for k in 0..t.len() {
        if !t.form(k).eq_ignore_ascii_case("menurut") || t.rel(k) != Deprel::Case {
            continue;
        }
        let Some((n, v)) = t.head(k).filter(|&n| n > k).and_then(|n| Some((n, t.head(n)?))) else { continue };
        let Some(comma) = (n + 1..v).find(|&i| t.form(i) == ",") else { continue };
        let Some(c) = (comma + 1..v).find(|&c| t.is_under(c, n) && t.head(c).is_some_and(|h| h < comma)) else {
            continue;
        };
        let last = t.subtree(c).last().copied().unwrap_or(c);
        if last + 1 < t.len() && t.form(last + 1) == "," || last >= v || !is_noun(t, c) {
            // another name for who is cited
            continue;
        }
        let subject = t.child(v, Deprel::Nsubj).is_none();
        t.hang(c, Some(v), if subject { Deprel::Nsubj } else { Deprel::Dislocated });
    }
}

/// "…,” *tegas* Menteri Yaman": a word that says how somebody speaks, between a quotation or a
/// comma and a name, is a verb.
fn bare_stems(pack: &Pack, t: &mut Sentence, i: usize) {
    let stem = |k: &crate::statements::Key| {
        let rule = &pack.cues.list[k.rule];
        rule.strict && rule.quote && k.rest.is_empty()
    };
    let known = pack.cues.verbs.get(t.lemma(i)).is_some_and(|keys| keys.iter().any(stem));
    let begins = (0..i).all(|j| t.tokens[j].upos == Upos::Punct) || t.form(i - 1) == ",";
    let small = t.form(i).starts_with(char::is_lowercase) && !t.lemma(i).starts_with("me");
    if !known || !begins || !small || t.tokens[i].upos == Upos::Verb || i + 1 >= t.len() {
        return;
    }
    let next = i + 1;
    let titled = pack.names.title(&t.form(next).to_lowercase()).is_some() || t.form(next).eq_ignore_ascii_case("juru");
    // "serunya"
    let own = t.form(next).eq_ignore_ascii_case("nya");
    let who = t.tokens[next].upos == Upos::Propn || titled || own;
    if !who || t.head(next) != Some(i) || has_case(t, next) {
        return;
    }
    t.tokens[i].upos = Upos::Verb;
    t.hang(next, Some(i), Deprel::Nsubj);
}

/// "yang dibantah *militer* Israel": the noun right behind a passive verb acts, no quality of it.
fn agents(pack: &Pack, t: &mut Sentence, v: usize) {
    let passive = |k: &crate::statements::Key| k.voice == Voice::Passive;
    let told = pack.cues.verbs.get(t.lemma(v)).is_some_and(|keys| keys.iter().any(passive));
    let done = pack.rules.verbs.get(t.lemma(v)).is_some_and(|keys| keys.iter().any(|k| k.voice == Voice::Passive));
    let n = v + 1;
    if !(told || done) || n >= t.len() || t.head(n) != Some(v) || t.rel(n) != Deprel::Amod {
        return;
    }
    if pack.names.title(&t.form(n).to_lowercase()).is_some() {
        t.tokens[n].upos = Upos::Noun;
        t.hang(n, Some(v), Deprel::Obj);
    }
}

/// "*Tuduhan* bahwa Rwanda mendukung M23 *dibantah* Kigali": the clause behind the noun tells the claim,
/// the verb behind that clause heads the sentence.
fn denied_claims(pack: &Pack, t: &mut Sentence) {
    for n in 0..t.len() {
        let claim = t.tokens[n].upos == Upos::Noun && pack.cues.nouns.contains_key(t.lemma(n));
        let Some(u) = t.head(n).filter(|&u| claim && u > n && t.rel(n) == Deprel::Nsubj) else { continue };
        let Some(m) = t.children_by(u, Deprel::Mark).find(|&m| m > n && m <= n + 4) else { continue };
        let owned = (n + 1..m).all(|i| t.is_under(i, n));
        if !owned || !pack.cues.that.contains(&t.form(m).to_lowercase()) {
            continue;
        }
        let heads = |v: &usize| {
            let loose = matches!(t.rel(*v), Deprel::Advcl | Deprel::Conj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Dep);
            let bare = t.child(*v, Deprel::Mark).is_none() && t.child(*v, Deprel::Nsubj).is_none();
            loose && bare && t.tokens[*v].upos == Upos::Verb && pack.cues.verbs.contains_key(t.lemma(*v))
        };
        let Some(v) = (u + 1..t.len()).filter(|&v| t.is_under(v, u)).find(heads) else { continue };
        let (head, rel) = (t.head(u), t.tokens[u].deprel);
        t.hang(v, head, rel);
        t.hang(n, Some(v), Deprel::Nsubj);
        t.hang(u, Some(n), Deprel::Acl);
    }
}
