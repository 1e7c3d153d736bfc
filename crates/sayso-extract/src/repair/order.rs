//! What the order of English words settles, whatever ties the parser gave them: a verb between
//! "to" and a numeral, a clause behind "but", a participle behind a comma.

use super::{has_case, is_noun};
use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    for w in 1..t.len() {
        adjective_behind_to(pack, t, w);
        determined_gerund(t, w);
        verb_with_object(pack, t, w);
    }
    for v in 1..t.len() {
        if t.tokens[v].upos == Upos::Verb {
            clause_before_object(t, v);
            finite_conjunct(t, v);
            second_clause(t, v);
            participle_of_report(t, v);
            participle_behind_object(t, v);
            aim_of_means(t, v);
            late_subject(t, v);
        }
    }
}

/// "urged Tehran to *free* (amod) three hikers": no adjective stands before a numeral or article,
/// and who is asked is asked to do something.
fn adjective_behind_to(pack: &Pack, t: &mut Sentence, w: usize) {
    let adjective = t.tokens[w].upos == Upos::Adj && matches!(t.rel(w), Deprel::Amod | Deprel::Compound);
    let Some(n) = t.head(w).filter(|&n| n > w && adjective && t.form(w - 1) == "to" && is_noun(t, n)) else { return };
    if !pack.rules.verbs.contains_key(&t.form(w).to_lowercase()) {
        return;
    }
    let Some(up) = (0..w - 1).rev().take(4).find(|&i| t.tokens[i].upos == Upos::Verb) else { return };
    // "two Americans (nsubj) still held there"
    let low = t.head(n).filter(|&h| h > n && t.rel(n) == Deprel::Nsubj && t.child(h, Deprel::Aux).is_none());
    if low.is_none() && t.head(n).is_none_or(|h| h > w) || low.is_some_and(|h| t.is_under(up, h)) {
        return;
    }
    let begins = matches!(t.tokens[w + 1].upos, Upos::Num | Upos::Det | Upos::Propn | Upos::Pron);
    let asks = pack.grammar.directs.iter().any(|d| d == t.lemma(up))
        && (up + 1..w - 1).any(|i| t.head(i) == Some(up) && is_noun(t, i));
    if !begins && !asks {
        return;
    }
    t.tokens[w].upos = Upos::Verb;
    t.set_feats(w, "VerbForm=Inf");
    t.hang(w, Some(up), Deprel::Xcomp);
    t.hang(n, Some(w), Deprel::Obj);
    t.hang(w - 1, Some(w), Deprel::Mark);
    if let Some(h) = low {
        t.hang(h, Some(n), Deprel::Acl);
    }
}

/// "closed *the Chaman crossing* (xcomp)": a word with an article is a noun.
fn determined_gerund(t: &mut Sentence, w: usize) {
    let gerund = t.tokens[w].upos == Upos::Verb && t.form(w).ends_with("ing") && t.child(w, Deprel::Obj).is_none();
    let loose = matches!(t.rel(w), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl);
    let article = t.children_by(w, Deprel::Det).next().is_some();
    let Some(v) = t.head(w).filter(|&v| v < w && gerund && loose && article && t.tokens[v].upos == Upos::Verb) else {
        return;
    };
    if t.child(v, Deprel::Obj).is_some() || has_case(t, w) {
        return;
    }
    t.tokens[w].upos = Upos::Noun;
    t.hang(w, Some(v), Deprel::Obj);
}

/// "blamed the militia, but *witnesses* (conj of *militia*) described (acl) soldiers": a past form
/// with an object says nothing of the noun before it, that noun is its subject.
fn second_clause(t: &mut Sentence, v: usize) {
    let reduced = t.rel(v) == Deprel::Acl && t.tokens[v].deprel.subtype() != "relcl" && !t.form(v).ends_with("ing");
    let Some(n) = t.head(v).filter(|&n| n < v && reduced && t.rel(n) == Deprel::Conj && !has_case(t, n)) else {
        return;
    };
    let object = t.child(v, Deprel::Obj).is_some_and(|o| o > v && !t.is_relative(o));
    let bare = t.child(v, Deprel::Mark).is_none() && t.child(v, Deprel::Nsubj).is_none();
    if !object || !bare || is_ditransitive(t, v) || t.form(v - 1) == "," {
        return;
    }
    let Some(up) = verb_above(t, n) else {
        joint_subject(t, n, v);
        return;
    };
    t.hang(v, Some(up), Deprel::Conj);
    t.hang(n, Some(v), Deprel::Nsubj);
    let joints: Vec<usize> = t.children(n).filter(|&c| matches!(t.rel(c), Deprel::Cc | Deprel::Punct)).collect();
    joints.into_iter().for_each(|c| {
        let rel = t.rel(c);
        t.hang(c, Some(v), rel);
    });
}

/// "*The government* (root) in Hargeisa and the rebels signed (acl of *rebels*) a deal": without
/// another verb all that stands before is the subject.
fn joint_subject(t: &mut Sentence, n: usize, v: usize) {
    let mut top = n;
    while let Some(h) = t.head(top).filter(|&h| h < v) {
        top = h;
    }
    let heads = matches!(t.rel(top), Deprel::Root | Deprel::Ccomp) && is_noun(t, top) && !has_case(t, top);
    if !heads || top == n || t.children(top).any(|c| matches!(t.rel(c), Deprel::Nsubj | Deprel::Cop)) {
        return;
    }
    let (head, rel) = (t.head(top), t.tokens[top].deprel);
    t.hang(v, head, rel);
    t.hang(top, Some(v), Deprel::Nsubj);
    t.hang(n, Some(top), Deprel::Conj);
}

/// Verbs whose passive keeps an object: "villagers given food".
fn is_ditransitive(t: &Sentence, v: usize) -> bool {
    matches!(
        t.lemma(v),
        "give"
            | "offer"
            | "deny"
            | "promise"
            | "pay"
            | "send"
            | "award"
            | "grant"
            | "show"
            | "tell"
            | "hand"
            | "ask"
            | "teach"
            | "call"
            | "name"
            | "elect"
            | "appoint"
            | "make"
            | "dub"
    )
}

/// The verb that a noun hangs under.
fn verb_above(t: &Sentence, n: usize) -> Option<usize> {
    let mut at = t.head(n)?;
    while t.tokens[at].upos != Upos::Verb {
        at = t.head(at)?;
    }
    (at < n).then_some(at)
}

/// "jets struck a camp, *killing* (advcl of *said*) nine, the ministry said": what stands before
/// the one who says it belongs to what is said.
fn participle_of_report(t: &mut Sentence, p: usize) {
    let Some(said) = t.head(p).filter(|&s| s > p && t.rel(p) == Deprel::Advcl && t.form(p).ends_with("ing")) else {
        return;
    };
    let told = t.children_by(said, Deprel::Ccomp).find(|&c| c < p && t.tokens[c].upos == Upos::Verb);
    let Some(told) = told.filter(|_| t.child(said, Deprel::Nsubj).is_some_and(|n| n > p)) else { return };
    t.hang(p, Some(told), Deprel::Advcl);
}

/// "expelled three envoys, *accusing* (acl of *envoys*) them of spying": behind a comma a
/// participle goes on with the subject.
fn participle_behind_object(t: &mut Sentence, p: usize) {
    let reduced = t.rel(p) == Deprel::Acl && t.tokens[p].deprel.subtype() != "relcl" && t.form(p).ends_with("ing");
    let first = t.subtree(p)[0];
    let Some(n) = t.head(p).filter(|&n| n < p && reduced && first > 0 && t.form(first - 1) == ",") else { return };
    let of_group = matches!(
        t.lemma(p),
        "include"
            | "involve"
            | "contain"
            | "comprise"
            | "represent"
            | "number"
            | "total"
            | "concern"
            | "belong"
            | "live"
            | "date"
            | "run"
            | "range"
    );
    let mut top = n;
    while let Some(h) = t.head(top).filter(|&h| h < top && t.tokens[h].upos != Upos::Verb) {
        top = h;
    }
    let object = matches!(t.rel(top), Deprel::Obj | Deprel::Obl | Deprel::Iobj);
    let Some(v) = t.head(top).filter(|&v| v < top && object && !of_group) else { return };
    if t.tokens[v].upos == Upos::Verb && t.rel(v) != Deprel::Acl {
        t.hang(p, Some(v), Deprel::Advcl);
    }
}

/// "blocked the road with tractors *to protest* (acl of *tractors*)": things and places have no
/// aims, who uses them has.
fn aim_of_means(t: &mut Sentence, v: usize) {
    let to = t.child(v, Deprel::Mark).is_some_and(|m| m + 1 == v && t.form(m) == "to");
    let Some(n) = t.head(v).filter(|&n| n < v && to && t.rel(v) == Deprel::Acl) else { return };
    let word = |k: usize| matches!(t.form(k), "with" | "outside" | "near" | "at" | "in" | "into" | "from" | "through");
    let phrase = t.child(n, Deprel::Case).is_some_and(word) && matches!(t.rel(n), Deprel::Obl | Deprel::Nmod);
    let thing = t.tokens[n].upos == Upos::Propn || t.feat(n, "Number") == Some("Plur") && !has_aims(t.lemma(n));
    if let Some(up) = verb_above(t, n).filter(|_| phrase && thing) {
        t.hang(v, Some(up), Deprel::Advcl);
    }
}

/// Nouns that tell an aim themselves: "efforts to".
pub fn has_aims(noun: &str) -> bool {
    matches!(
        noun,
        "effort"
            | "attempt"
            | "plan"
            | "call"
            | "threat"
            | "promise"
            | "pledge"
            | "bid"
            | "order"
            | "measure"
            | "step"
            | "move"
            | "demand"
            | "proposal"
            | "decision"
            | "agreement"
            | "power"
            | "right"
            | "chance"
            | "way"
            | "talk"
    )
}

/// "protested after *a vessel* (obl) rammed a boat", "a day after *the court* (nmod of *day*) banned it":
/// behind a conjunction that the parser took for a preposition stands the subject of its clause.
fn late_subject(t: &mut Sentence, v: usize) {
    let tied = t.rel(v) == Deprel::Advcl || t.rel(v) == Deprel::Conj && t.child(v, Deprel::Cc).is_none();
    let clause = tied && t.child(v, Deprel::Nsubj).is_none() && !t.form(v).ends_with("ing");
    let Some(up) = t.head(v).filter(|&u| u < v && clause && t.child(v, Deprel::Mark).is_none()) else { return };
    let joint = |k: &usize| matches!(t.form(*k), "after" | "before" | "as" | "since" | "until");
    let near = |n: &usize| {
        let close = t.subtree(*n).into_iter().filter(|&i| i < v).max().map_or(0, |i| i + 1);
        let between = |i: usize| matches!(t.tokens[i].upos, Upos::Aux | Upos::Adv) || t.form(i) == ",";
        matches!(t.rel(*n), Deprel::Obl | Deprel::Nmod) && is_noun(t, *n) && (close..v).all(between)
    };
    let found = (up + 1..v).filter(near).find_map(|n| Some((n, t.children_by(n, Deprel::Case).find(joint)?)));
    let Some((n, k)) = found else { return };
    t.hang(v, Some(up), Deprel::Advcl);
    t.hang(n, Some(v), Deprel::Nsubj);
    t.hang(k, Some(v), Deprel::Mark);
}

/// "if *aircraft* (compound) *entered* (amod) its airspace (obl)", "when police dispersed (amod)
/// workers": between a conjunction and a noun stand subject and verb.
fn clause_before_object(t: &mut Sentence, v: usize) {
    let premodifies = matches!(t.rel(v), Deprel::Amod | Deprel::Compound) && !t.form(v).ends_with("ing");
    let Some(o) = t.head(v).filter(|&o| o > v && premodifies && is_noun(t, o)) else { return };
    let joint = |m: &usize| matches!(t.form(*m), "if" | "when" | "while" | "because" | "after" | "although" | "unless");
    let opens = |c: &usize| *c < v && matches!(t.rel(*c), Deprel::Mark | Deprel::Advmod | Deprel::Case);
    let Some(m) = t.children(v).chain(t.children(o)).filter(opens).find(joint) else { return };
    let Some(last) = (m + 1..v).rev().find(|&i| !matches!(t.tokens[i].upos, Upos::Aux | Upos::Adv)) else { return };
    let mut n = last;
    while let Some(h) = t.head(n).filter(|&h| h > m && h < v) {
        n = h;
    }
    let Some(up) = (0..m).rev().find(|&i| t.tokens[i].upos == Upos::Verb && !t.is_under(i, v)) else { return };
    if !is_noun(t, n) || t.head(n) != Some(v) && t.head(n) != Some(o) || t.is_under(up, o) {
        return;
    }
    t.hang(v, Some(up), Deprel::Advcl);
    t.hang(o, Some(v), Deprel::Obj);
    t.hang(n, Some(v), Deprel::Nsubj);
    t.hang(m, Some(v), Deprel::Mark);
}

/// "France and Germany *back* (advmod) them": a word with an object is a verb, and without another
/// verb it is that of the clause.
fn verb_with_object(pack: &Pack, t: &mut Sentence, w: usize) {
    let other = matches!(t.tokens[w].upos, Upos::Adv | Upos::Adj | Upos::Noun | Upos::Adp);
    let object = t.child(w, Deprel::Obj).is_some_and(|o| o > w && !has_case(t, o));
    if other && object && t.child(w, Deprel::Nsubj).is_some_and(|n| n < w) {
        t.tokens[w].upos = Upos::Verb;
        if t.rel(w) == Deprel::Advmod {
            let up = t.head(w);
            t.hang(w, up, Deprel::Ccomp);
        }
        return;
    }
    let Some(top) = t.head(w).filter(|&n| n < w && other && object && is_noun(t, n)) else { return };
    let verb = |x: &str| pack.rules.verbs.contains_key(x);
    if !verb(t.lemma(w)) && !verb(&t.form(w).to_lowercase()) {
        return;
    }
    let verbless = !t.children(top).any(|c| matches!(t.rel(c), Deprel::Nsubj | Deprel::Cop | Deprel::Aux));
    let heads = matches!(t.rel(top), Deprel::Root | Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj);
    if !verbless || !heads || has_case(t, top) {
        return;
    }
    t.tokens[w].upos = Upos::Verb;
    t.set_feats(w, "Mood=Ind|Tense=Pres|VerbForm=Fin");
    let (head, rel) = (t.head(top), t.tokens[top].deprel);
    let behind: Vec<usize> = t.children(top).filter(|&c| c > w).collect();
    t.hang(w, head, rel);
    t.hang(top, Some(w), Deprel::Nsubj);
    behind.into_iter().for_each(|c| {
        let rel = t.tokens[c].deprel;
        t.hang(c, Some(w), rel);
    });
}

/// "urged both to show restraint and *offered* (conj of *show*) to help": a finite verb goes on with
/// the finite verb above.
fn finite_conjunct(t: &mut Sentence, v: usize) {
    let finite =
        t.feat(v, "VerbForm") == Some("Fin") || t.feat(v, "Tense") == Some("Past") && t.form(v).ends_with("ed");
    let joined = t.rel(v) == Deprel::Conj && t.child(v, Deprel::Nsubj).is_none() && t.child(v, Deprel::Aux).is_none();
    let Some(low) = t.head(v).filter(|&l| l < v && finite && joined && t.feat(l, "VerbForm") == Some("Inf")) else {
        return;
    };
    let mut up = low;
    while let Some(h) = t.head(up).filter(|&h| h < up) {
        up = h;
        if t.tokens[up].upos == Upos::Verb && matches!(t.feat(up, "VerbForm"), Some("Fin")) {
            t.hang(v, Some(up), Deprel::Conj);
            return;
        }
    }
}
