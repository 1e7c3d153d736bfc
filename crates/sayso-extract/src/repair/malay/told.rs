//! What is said or asked for in Malay and Indonesian: clauses without a word that opens them.
//!
//! "menyatakan *partainya menghormati* proses hukum" has neither "that" nor an ending that would
//! show where the clause begins, so the parser hangs its words here and there.

use super::super::{has_case, is_noun};
use crate::Pack;
use crate::rules::Voice;
use crate::statements::Key;
use sayso_core::{CueClass, Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    verbs_tied_to_nouns(t);
    for v in 0..t.len() {
        leading_cue(pack, t, v);
        bare_clause(pack, t, v);
        named_object(pack, t, v);
        copula(pack, t, v);
        complement(pack, t, v);
    }
    that_clauses(pack, t);
    for v in 0..t.len() {
        shared(pack, t, v);
        aside(pack, t, v);
    }
}

/// Whether a verb shows by its prefix that it is one.
fn is_prefixed(t: &Sentence, v: usize) -> bool {
    let lemma = t.lemma(v);
    t.tokens[v].upos == Upos::Verb && lemma.len() > 5 && ["me", "ber", "di", "ter"].iter().any(|p| lemma.starts_with(p))
}

fn is_cue(pack: &Pack, t: &Sentence, v: usize, classes: &[CueClass]) -> bool {
    let fits = |k: &Key| k.voice != Voice::Passive && classes.contains(&pack.cues.list[k.rule].class);
    pack.cues.verbs.get(t.lemma(v)).is_some_and(|keys| keys.iter().any(fits))
}

/// Verbs whose clause tells what is so.
fn tells(pack: &Pack, t: &Sentence, v: usize) -> bool {
    is_cue(pack, t, v, &[CueClass::Say, CueClass::Think, CueClass::Admit, CueClass::Deny])
}

/// Verbs whose object does what they ask for.
fn asks(pack: &Pack, t: &Sentence, v: usize) -> bool {
    pack.grammar.directs.iter().any(|d| d == t.lemma(v))
}

/// "menutup pos lintas batas dan *melarang* impor": a verb is joined to a verb, not to a noun.
fn verbs_tied_to_nouns(t: &mut Sentence) {
    for v in 1..t.len() {
        let joined = t.rel(v) == Deprel::Conj && is_prefixed(t, v) && t.child(v, Deprel::Cc).is_some_and(|c| c < v);
        let Some(n) = t.head(v).filter(|&n| joined && n < v && !is_prefixed(t, n)) else { continue };
        if t.child(n, Deprel::Nsubj).is_some() || t.tokens[n].upos == Upos::Verb && t.rel(n) != Deprel::Acl {
            continue;
        }
        let mut up = t.head(n);
        while let Some(u) = up.filter(|&u| !is_prefixed(t, u)) {
            up = t.head(u);
        }
        if let Some(u) = up.filter(|&u| u < n) {
            t.hang(v, Some(u), Deprel::Conj);
        }
    }
}

/// "Rwanda *menuding* Burundi mempersenjatai …": of two verbs without a word between their clauses the
/// first heads the sentence.
fn leading_cue(pack: &Pack, t: &mut Sentence, v: usize) {
    if !matches!(t.rel(v), Deprel::Advcl | Deprel::Advmod)
        || !(asks(pack, t, v) || tells(pack, t, v))
        || t.child(v, Deprel::Mark).is_some()
    {
        return;
    }
    let Some(c) = t.head(v).filter(|&c| c > v && t.tokens[c].upos == Upos::Verb) else { return };
    let Some(o) = t.child(v, Deprel::Obj).filter(|&o| o > v && o < c) else { return };
    let close = (v + 1..c).all(|i| t.is_under(i, o) || is_modifier(t, i));
    let subject = t.child(c, Deprel::Nsubj);
    let own = t.child(v, Deprel::Nsubj).is_some() && t.rel(v) != Deprel::Advmod;
    if !close || own || subject.is_some_and(|n| n > v) {
        return;
    }
    let (head, rel) = (t.head(c), t.tokens[c].deprel);
    t.hang(v, head, rel);
    if asks(pack, t, v) {
        t.hang(c, Some(v), Deprel::Xcomp);
    } else {
        t.hang(c, Some(v), Deprel::Ccomp);
        t.hang(o, Some(c), Deprel::Nsubj);
    }
    if let Some(n) = subject {
        t.hang(n, Some(v), Deprel::Nsubj);
    }
}

/// "mengklaim *pihaknya menyerang* gudang": a clause right behind a verb of saying, with a subject of
/// its own, is what is said.
fn bare_clause(pack: &Pack, t: &mut Sentence, v: usize) {
    if !tells(pack, t, v) || t.tokens[v].upos != Upos::Verb {
        return;
    }
    let loose = |&c: &usize| {
        matches!(t.rel(c), Deprel::Advcl | Deprel::Parataxis | Deprel::Dep) && t.child(c, Deprel::Mark).is_none()
    };
    let Some(c) = t.children(v).filter(|&c| c > v).find(loose) else { return };
    let Some(n) = t.child(c, Deprel::Nsubj).filter(|&n| n > v && n < c) else { return };
    let first = t.subtree(n)[0];
    let addressed = |i: usize| t.head(i).is_some_and(|_| t.is_under(i, v)) && t.tokens[i].upos != Upos::Punct;
    let near = first == v + 1 || (v + 1..first).all(|i| addressed(i) && !t.is_under(i, c));
    if near && t.form(first) != "," {
        t.hang(c, Some(v), Deprel::Ccomp);
    }
}

/// "menyatakan partainya *menghormati* proses hukum", "meminta warga tidak *terprovokasi*": the
/// verb behind the object tells what is said or asked for.
fn complement(pack: &Pack, t: &mut Sentence, v: usize) {
    let (tells, asks) = (tells(pack, t, v), asks(pack, t, v));
    if !(tells || asks) || t.tokens[v].upos != Upos::Verb {
        return;
    }
    if asks {
        raised(t, v);
    }
    let object = |&o: &usize| o > v && is_noun(t, o) && !has_case(t, o) && t.rel(o) == Deprel::Obj;
    let Some(o) = t.children(v).find(object) else { return };
    let Some(c) = (o + 1..t.len()).find(|&c| opens_clause(pack, t, v, o, c)) else { return };
    let opens = |i: usize| t.head(i) == Some(c) && t.rel(i) == Deprel::Mark;
    let plain = |i: usize| t.is_under(i, o) && !t.is_under(i, c) || is_modifier(t, i) || opens(i);
    if !(o + 1..c).all(plain) {
        return;
    }
    if asks {
        let purpose = t.child(c, Deprel::Mark).is_some();
        t.hang(c, Some(v), if purpose { Deprel::Advcl } else { Deprel::Xcomp });
    } else {
        t.hang(c, Some(v), Deprel::Ccomp);
        t.hang(o, Some(c), Deprel::Nsubj);
    }
    for i in o + 1..c {
        if is_modifier(t, i) && t.head(i).is_some_and(|h| h == v || h == o) && !t.is_under(c, i) {
            let rel = t.tokens[i].deprel;
            t.hang(i, Some(c), rel);
        }
    }
}

/// "mengklaim bahwa meningkatnya hubungan itu *merupakan* ancaman": the verb with "-nya" is the subject, the
/// copula heads what is said.
fn copula(pack: &Pack, t: &mut Sentence, v: usize) {
    let copula = |&c: &usize| c > v && t.rel(c) == Deprel::Advcl && pack.rules.status.is_copula(t.lemma(c));
    let Some(c) = t.children(v).find(copula).filter(|_| tells(pack, t, v)) else { return };
    let named = |&n: &usize| n > v && n < c && n + 1 < t.len() && t.form(n + 1) == "nya" && t.head(n + 1) == Some(n);
    let Some(n) = t.children_by(v, Deprel::Ccomp).find(named).filter(|_| t.child(c, Deprel::Nsubj).is_none()) else {
        return;
    };
    let marks: Vec<usize> = t.children_by(n, Deprel::Mark).collect();
    t.hang(c, Some(v), Deprel::Ccomp);
    t.hang(n, Some(c), Deprel::Nsubj);
    t.tokens[n].upos = Upos::Noun;
    let below: Vec<usize> = t.children_by(n, Deprel::Nsubj).collect();
    below.into_iter().for_each(|x| t.hang(x, Some(n), Deprel::Nmod));
    marks.into_iter().for_each(|m| t.hang(m, Some(c), Deprel::Mark));
}

/// "menuduh tetangganya, *Belarus*, mengganggu …": a name between commas behind the object is its name,
/// and the verb behind it tells the charge.
fn named_object(pack: &Pack, t: &mut Sentence, v: usize) {
    if !asks(pack, t, v) {
        return;
    }
    let Some(o) = t.child(v, Deprel::Obj).filter(|&o| o > v) else { return };
    let last = t.subtree(o).last().copied().unwrap_or(o);
    let set_off = |n: &usize| {
        let c = t.head(*n).filter(|&c| c > *n && t.rel(*n) == Deprel::Nsubj)?;
        let end = t.subtree(*n).into_iter().rev().find(|&i| t.tokens[i].upos != Upos::Punct)?;
        let commas = t.form(last + 1) == "," && end + 1 < t.len() && t.form(end + 1) == ",";
        (commas && t.head(c) == Some(v) && t.child(c, Deprel::Cc).is_none()).then_some(c)
    };
    let Some(n) = (last + 2 < t.len()).then_some(last + 2).filter(|&n| t.tokens[n].upos == Upos::Propn) else { return };
    if let Some(c) = set_off(&n) {
        t.hang(n, Some(o), Deprel::Appos);
        t.hang(c, Some(v), Deprel::Xcomp);
    }
}

/// "menuduh *pemerintah* melakukan korupsi": who stands between a verb that asks or accuses and its
/// clause is whom it is aimed at.
fn raised(t: &mut Sentence, v: usize) {
    if t.child(v, Deprel::Obj).is_some() {
        return;
    }
    let clause = |&c: &usize| {
        c > v && matches!(t.rel(c), Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl) && t.child(c, Deprel::Mark).is_none()
    };
    let Some(c) = t.children(v).find(clause) else { return };
    let Some(n) = t.child(c, Deprel::Nsubj).filter(|&n| n > v && n < c && is_noun(t, n)) else { return };
    if (v + 1..n).all(|i| t.is_under(i, n)) {
        t.hang(n, Some(v), Deprel::Obj);
        t.hang(c, Some(v), Deprel::Xcomp);
    }
}

/// A word that stands before the verb it belongs to: "tidak", "akan", "sudah".
fn is_modifier(t: &Sentence, i: usize) -> bool {
    matches!(t.tokens[i].upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Sconj)
}

/// Whether word `c` heads a clause that `v` tells of or asks for, behind its object `o`.
fn opens_clause(pack: &Pack, t: &Sentence, v: usize, o: usize, c: usize) -> bool {
    // "mengatakan Eropa **harus** “Bangun”"
    let aux = t.child(c, Deprel::Aux).is_some_and(|k| k > o && k < c);
    let verb = matches!(t.tokens[c].upos, Upos::Verb | Upos::Adj) || aux;
    let relative = c > 0 && t.form(c - 1) == "yang" || t.children(c).any(|k| k < c && t.form(k) == "yang");
    let subject = t.child(c, Deprel::Nsubj).is_some_and(|n| n != o);
    let marked = t.child(c, Deprel::Mark).filter(|&m| m < c);
    let purpose = marked.is_some_and(|m| matches!(t.form(m), "untuk" | "agar" | "supaya"));
    if pack.grammar.like_prepositions.iter().any(|x| x == t.lemma(c)) {
        return false;
    }
    if !verb || relative || subject || has_case(t, c) || marked.is_some() && !(purpose && asks(pack, t, v)) {
        return false;
    }
    if t.head(c) == Some(v) && aux && matches!(t.rel(c), Deprel::Obl | Deprel::Obj) {
        return true;
    }
    if t.head(c) == Some(v) {
        let clause = matches!(t.rel(c), Deprel::Advcl | Deprel::Xcomp | Deprel::Ccomp | Deprel::Dep);
        return clause && !(marked.is_some() && t.rel(c) == Deprel::Advcl);
    }
    let below = t.is_under(c, o) && matches!(t.rel(c), Deprel::Acl | Deprel::Xcomp | Deprel::Flat | Deprel::Compound);
    let active = t.lemma(c).starts_with("me") || t.lemma(c).starts_with("di") || t.lemma(c).starts_with("ter");
    let abstract_noun = pack.rules.status.shapes(t.lemma(o));
    below && (purpose || is_prefixed(t, c) && active && !abstract_noun)
}

/// "mengatakan *bahwa* …", "tuduhan Kyiv *bahwa* …": a clause that opens so is what is said, whatever
/// the parser calls it.
fn that_clauses(pack: &Pack, t: &mut Sentence) {
    for m in 1..t.len() {
        if t.rel(m) != Deprel::Mark || !pack.cues.that.contains(&t.form(m).to_lowercase()) {
            continue;
        }
        let loose = |c: usize| matches!(t.rel(c), Deprel::Advcl | Deprel::Conj | Deprel::Parataxis | Deprel::Dep);
        let Some(c) = t.head(m).filter(|&c| c > m && (loose(c) || t.rel(c) == Deprel::Ccomp)) else { continue };
        let Some(v) = t.head(c).filter(|&v| v < m && t.tokens[v].upos == Upos::Verb) else { continue };
        let claim = |n: &usize| t.tokens[*n].upos == Upos::Noun && pack.cues.nouns.contains_key(t.lemma(*n));
        let noun = (m.saturating_sub(4)..m).rev().find(claim).filter(|&n| t.head(n) == Some(v));
        // "membantah **tuduhan** Kyiv bahwa …" denies what the noun claims
        let denies = is_cue(pack, t, v, &[CueClass::Deny]);
        let says = pack.cues.verbs.contains_key(t.lemma(v)) && !(denies && noun.is_some());
        match noun {
            Some(n) if (n + 1..m).all(|i| t.is_under(i, n)) && !says => t.hang(c, Some(n), Deprel::Acl),
            _ if loose(c) && t.rel(c) != Deprel::Conj || says => t.hang(c, Some(v), Deprel::Ccomp),
            _ => {}
        }
    }
}

/// What is joined by "dan" to a verb of saying or to the clause it opens.
fn shared(pack: &Pack, t: &mut Sentence, w: usize) {
    let joined = t.rel(w) == Deprel::Conj && t.tokens[w].upos == Upos::Verb && t.child(w, Deprel::Nsubj).is_none();
    let Some(h) = t.head(w).filter(|&h| joined && h < w) else { return };
    let speaks = is_cue(pack, t, w, &SPEECH);
    let own = |i: usize| t.children(i).any(|c| c < i && matches!(t.tokens[c].upos, Upos::Aux | Upos::Part));
    let says = tells(pack, t, h) || asks(pack, t, h);
    let told = t.children(h).find(|&c| c > h && c < w && matches!(t.rel(c), Deprel::Ccomp | Deprel::Xcomp));
    match told.filter(|_| says) {
        // "menyatakan partainya menghormati proses hukum dan *tidak akan memberikan* bantuan"
        Some(c) if own(w) && !own(h) && !speaks => t.hang(w, Some(c), Deprel::Conj),
        Some(_) => {}
        None => {
            // "mengatakan terganggu oleh pembunuhan itu dan *mendesak* penyelidikan"
            let content = matches!(t.rel(h), Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl);
            let Some(v) = t.head(h).filter(|&v| v < h && content) else { return };
            let says = is_cue(pack, t, v, &SPEECH);
            if speaks && says && !own(w) && t.child(h, Deprel::Nsubj).is_none() && t.child(h, Deprel::Mark).is_none() {
                t.hang(w, Some(v), Deprel::Conj);
            }
        }
    }
}

/// "…, gubernur setempat *mengatakan*, menambahkan bahwa …": behind the comma that ends what was said
/// a subject and its verb of saying tell who said it, and nothing more.
fn aside(pack: &Pack, t: &mut Sentence, v: usize) {
    if !is_cue(pack, t, v, &[CueClass::Say]) || t.rel(v) == Deprel::Parataxis {
        return;
    }
    let Some(n) = t.children_by(v, Deprel::Nsubj).find(|&n| n < v) else { return };
    let Some(comma) = (0..n).rev().find(|&i| t.form(i) == ",") else { return };
    let own =
        |i: usize| t.is_under(i, n) || matches!(t.tokens[i].upos, Upos::Aux | Upos::Adv | Upos::Adp | Upos::Punct);
    if !(comma + 1..v).all(own) || t.children(v).any(|c| c > v && t.rel(c) == Deprel::Mark) {
        return;
    }
    let before = |u: &usize| *u < comma && t.tokens[*u].upos == Upos::Verb && t.child(*u, Deprel::Mark).is_none();
    let below = t.children_by(v, Deprel::Advcl).find(before);
    let above = t.head(v).filter(|u| before(u) && matches!(t.rel(v), Deprel::Advcl | Deprel::Dep | Deprel::Conj));
    let Some(u) = below.or(above).filter(|&u| t.child(u, Deprel::Nsubj).is_some()) else { return };
    let content = |c: usize| matches!(t.rel(c), Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::Conj);
    let behind: Vec<usize> = t.children(v).filter(|&c| c > v && content(c)).collect();
    let starts = |c: usize| t.subtree(c).into_iter().find(|&i| t.tokens[i].upos != Upos::Punct).unwrap_or(c);
    if behind.iter().any(|&c| t.form(starts(c) - 1) != ",") {
        // what was said stands behind
        return;
    }
    if below.is_some() {
        let (head, rel) = (t.head(v), t.tokens[v].deprel);
        t.hang(u, head, rel);
    }
    t.hang(v, Some(u), Deprel::Parataxis);
    for c in behind {
        if is_cue(pack, t, c, &SPEECH) {
            t.hang(c, Some(v), Deprel::Conj);
        } else {
            t.hang(c, Some(u), Deprel::Advcl);
        }
    }
}

/// Classes of verbs by which somebody speaks.
const SPEECH: [CueClass; 7] = [
    CueClass::Say,
    CueClass::Ask,
    CueClass::Warn,
    CueClass::Promise,
    CueClass::Accuse,
    CueClass::Judge,
    CueClass::Deny,
];
