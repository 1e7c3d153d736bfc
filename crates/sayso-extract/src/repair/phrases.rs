//! English phrases that the parser cut at the wrong word: compounds that end in "-ing", what commas
//! set off, "that" before a plural.

use super::{has_case, is_noun, swap};
use crate::Pack;
use sayso_core::{Deprel, Rel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    for w in 1..t.len() {
        compound_in_ing(t, w);
        among_them(t, w);
        conjunction_that(t, w);
        headline_verb(pack, t, w);
        day_before_subject(pack, t, w);
        office_in_general(t, w);
    }
    for v in 1..t.len() {
        if t.tokens[v].upos == Upos::Verb {
            apposed_object(t, v);
            coordinated_subjects(t, v);
            relative_before_main(pack, t, v);
        }
    }
}

/// "Mexico's *attorney* (nsubj) *general* (nsubj) indicted": one office in two words.
fn office_in_general(t: &mut Sentence, g: usize) {
    let n = g - 1;
    let office = matches!(
        t.form(n).to_lowercase().as_str(),
        "attorney"
            | "secretary"
            | "consul"
            | "governor"
            | "solicitor"
            | "director"
            | "inspector"
            | "prosecutor"
            | "procurator"
            | "auditor"
            | "comptroller"
            | "surgeon"
            | "adjutant"
            | "receiver"
            | "postmaster"
    );
    if !office || !t.form(g).eq_ignore_ascii_case("general") {
        return;
    }
    if t.head(n) == Some(g) {
        let (head, rel) = (t.head(g), t.tokens[g].deprel);
        t.hang(n, head, rel);
    }
    let below: Vec<usize> = t.children(g).filter(|&c| c != n).collect();
    t.hang(g, Some(n), Deprel::Amod);
    if t.head(g) != Some(n) {
        return;
    }
    for c in below {
        // "asked the attorney general **to open**": of whoever asks
        let up = t
            .head(n)
            .filter(|_| matches!(t.rel(c), Deprel::Advcl | Deprel::Xcomp | Deprel::Acl))
            .filter(|&v| t.tokens[v].upos == Upos::Verb);
        let rel = if up.is_some() { Rel::from(Deprel::Xcomp) } else { t.tokens[c].deprel };
        t.hang(c, up.or(Some(n)), rel);
    }
}

/// "closed its last *rail* (obj) *crossing* (acl) with Belarus": the noun that the word before names.
fn compound_in_ing(t: &mut Sentence, w: usize) {
    let noun = matches!(
        t.form(w),
        "crossing" | "meeting" | "hearing" | "ruling" | "uprising" | "briefing" | "gathering" | "bombing" | "shelling"
    );
    let below = t.rel(w) == Deprel::Acl && t.head(w) == Some(w - 1) && is_noun(t, w - 1);
    let bare = t.child(w, Deprel::Obj).is_none() && t.child(w, Deprel::Nsubj).is_none();
    let begins = |c: usize| c < w && (t.rel(c) == Deprel::Det || t.tokens[c].deprel.subtype() == "poss");
    if !noun || !below || !bare || !t.children(w - 1).any(begins) {
        return;
    }
    t.tokens[w].upos = Upos::Noun;
    swap(t, w - 1, w, Deprel::Compound);
    let phrases: Vec<usize> = t.children_by(w, Deprel::Obl).collect();
    phrases.into_iter().for_each(|c| t.hang(c, Some(w), Deprel::Nmod));
}

/// "freed four Britons, *among them* the pilot": one of those named before, no part of their phrase.
fn among_them(t: &mut Sentence, w: usize) {
    let opens = w + 2 < t.len() && t.form(w) == "among" && matches!(t.form(w + 1), "them" | "whom");
    if !opens || t.form(w - 1) != "," {
        return;
    }
    let Some(n) = t.head(w).filter(|&n| n > w + 1 && is_noun(t, n)) else { return };
    let Some(up) = t.head(n).filter(|&u| u < w) else { return };
    t.hang(n, Some(up), Deprel::Parataxis);
    t.hang(w + 1, Some(n), Deprel::Obl);
    t.hang(w, Some(w + 1), Deprel::Case);
}

/// "warned *that* (det) officials could be jailed": before a plural "that" is a conjunction.
fn conjunction_that(t: &mut Sentence, w: usize) {
    let Some(n) = t.head(w).filter(|&n| n > w && t.form(w) == "that" && t.rel(w) == Deprel::Det) else { return };
    let Some(v) = t.head(n).filter(|&v| v < w && t.rel(n) == Deprel::Obj && t.feat(n, "Number") == Some("Plur")) else {
        return;
    };
    let clause = t.children_by(v, Deprel::Ccomp).find(|&c| c > n && t.child(c, Deprel::Nsubj).is_none());
    let Some(c) = clause else { return };
    let passive = t.children_by(c, Deprel::Aux).any(|a| t.tokens[a].deprel.is_pass());
    t.hang(n, Some(c), if passive { Rel::parse("nsubj:pass") } else { Deprel::Nsubj.into() });
    t.hang(w, Some(c), Deprel::Mark);
}

/// "Norway *detains* (compound) tanker": a form in -s between a name and a noun, in words without verb.
fn headline_verb(pack: &Pack, t: &mut Sentence, w: usize) {
    let noun = t.tokens[w].upos == Upos::Noun && t.rel(w) == Deprel::Compound && t.form(w).ends_with('s');
    let name = matches!(t.tokens[w - 1].upos, Upos::Propn) && t.form(w - 1).starts_with(char::is_uppercase);
    let Some(o) = t.head(w).filter(|&o| o > w && noun && name && t.rel(o) == Deprel::Root) else { return };
    let verbless = !(0..t.len()).any(|i| matches!(t.tokens[i].upos, Upos::Verb | Upos::Aux));
    let stem = t.form(w).trim_end_matches('s').to_lowercase();
    if !verbless || !pack.rules.verbs.contains_key(&stem) || ![Some(o), Some(w)].contains(&t.head(w - 1)) {
        return;
    }
    t.tokens[w].upos = Upos::Verb;
    t.set_lemma(w, &stem);
    t.set_feats(w, "Mood=Ind|Tense=Pres|VerbForm=Fin");
    t.hang(w, None, Deprel::Root);
    t.hang(o, Some(w), Deprel::Obj);
    t.hang(w - 1, Some(w), Deprel::Nsubj);
    let before: Vec<usize> = t.children(o).filter(|&c| c < w).collect();
    before.into_iter().for_each(|c| {
        let rel = t.tokens[c].deprel;
        t.hang(c, Some(w - 1), rel);
    });
}

/// "arming the front, *a militia* (obj) of farmers": what a comma sets off beside the object.
fn apposed_object(t: &mut Sentence, v: usize) {
    let all: Vec<usize> = t.children_by(v, Deprel::Obj).filter(|&o| o > v).collect();
    let &[a, b] = all.as_slice() else { return };
    let first = t.subtree(b)[0];
    let set_off = first > a + 1 && t.form(first - 1) == "," && t.rel(first) == Deprel::Det;
    if set_off && !has_case(t, b) && t.child(b, Deprel::Cc).is_none() {
        t.hang(b, Some(a), Deprel::Appos);
    }
}

/// "The leader, *whose* party *backed* (root) the strike, was *arrested* (conj)": the clause within
/// the commas says who is meant, the verb behind them is that of the sentence.
fn relative_before_main(pack: &Pack, t: &mut Sentence, v: usize) {
    let Some(low) = t.head(v).filter(|&l| l < v && t.rel(v) == Deprel::Conj && t.tokens[l].upos == Upos::Verb) else {
        return;
    };
    let Some(n) = t.children_by(v, Deprel::Nsubj).find(|&n| n < low) else { return };
    let opens = |i: usize| i > n + 1 && pack.names.is_relative(&t.form(i).to_lowercase()) && t.form(i - 1) == ",";
    let relative = (n + 1..low).any(|i| opens(i) && t.is_under(i, low));
    let closed = (low + 1..v).any(|i| t.form(i) == ",") && t.child(v, Deprel::Cc).is_none();
    if !relative || !closed {
        return;
    }
    let (head, rel) = (t.head(low), t.tokens[low].deprel);
    t.hang(v, head, rel);
    t.hang(low, Some(n), Rel::parse("acl:relcl"));
}

/// "The government (nsubj) and *the rebels* (nsubj) reached a truce": what "and" joins is one subject.
fn coordinated_subjects(t: &mut Sentence, v: usize) {
    let all: Vec<usize> = t.children_by(v, Deprel::Nsubj).filter(|&n| n < v).collect();
    for pair in all.windows(2) {
        if t.child(pair[1], Deprel::Cc).is_some_and(|c| c > pair[0]) && is_noun(t, pair[0]) && is_noun(t, pair[1]) {
            t.hang(pair[1], Some(pair[0]), Deprel::Conj);
        }
    }
}

/// "On *Saturday* (compound of *drones*) drones hit": a day is no part of the name behind it.
fn day_before_subject(pack: &Pack, t: &mut Sentence, w: usize) {
    let day = pack.dates.is_calendar(t.form(w)) && t.rel(w) == Deprel::Compound && matches!(t.form(w - 1), "On" | "on");
    let Some(n) = t.head(w).filter(|&n| n > w && day && t.rel(n) == Deprel::Nsubj) else { return };
    let Some(v) = t.head(n) else { return };
    t.hang(w, Some(v), Deprel::Obl);
    t.hang(w - 1, Some(w), Deprel::Case);
}
