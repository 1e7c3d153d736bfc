//! Who speaks: which words of the sentence name the speaker of a cue, and where they end.
//!
//! The tree tells it in plain clauses. Where it is known to err (participles behind a comma,
//! subjects taken from the clause before), the order of the words decides.

use super::cued::{Ground, heads_in};
use super::rules::Rule;
use crate::Cast;
use crate::actors::is_nominal;
use crate::clause::Clause;
use crate::rules::SlotRel;
use sayso_core::{CueClass, Deprel, Participant, Sentence, Span, Upos};

/// Heads of the noun phrases that speak.
pub(super) fn heads(g: &Ground, c: &Clause, rule: &Rule) -> Vec<usize> {
    let found = first_subject(c, heads_in(c, &rule.speaker));
    let plain = matches!(rule.speaker.as_slice(), [one] if one.steps.len() == 1 && one.steps[0].rel == SlotRel::Nsubj);
    if !plain || c.is_passive() {
        return found;
    }
    let (t, w) = (c.t, c.w);
    if found.first().is_some_and(|&f| is_cut_off(t, f, w)) {
        return vec![];
    }
    if is_participle(t, w) && t.child(w, Deprel::Nsubj).is_none() {
        let owners = owners_of_participle(g, w, rule);
        return if owners.is_empty() { found } else { owners };
    }
    if let Some(u) = sibling(g, w) {
        let c = g.clause(u, g.pack.rules.status.voice(t, u));
        return first_subject(&c, c.subjects());
    }
    if let Some(n) = behind_cue(t, w, found.first().copied()) {
        return vec![n];
    }
    let near = before_cue(t, w);
    match (found.first(), near) {
        (None, Some(n)) if t.rel(w) != Deprel::Xcomp && t.feat(w, "VerbForm") != Some("Inf") => vec![n],
        (Some(&f), Some(n)) if strays(t, f, n, w) => vec![n],
        _ => found,
    }
}

/// "Oakes, *a former judge*, said": of two subjects the second, between commas, describes the first.
fn first_subject(c: &Clause, found: Vec<usize>) -> Vec<usize> {
    let (t, w) = (c.t, c.w);
    let Some(&last) = found.last().filter(|&&f| f < w && t.head(f) == Some(w)) else { return found };
    let start = t.subtree(last).into_iter().find(|&j| t.tokens[j].upos != Upos::Punct).unwrap_or(last);
    let set_off = start > 0 && t.form(start - 1) == ",";
    let first = t.children_by(w, Deprel::Nsubj).find(|&f| f < start);
    match first {
        Some(f) if set_off && !t.is_relative(f) => vec![f],
        _ => found,
    }
}

/// "saying", "adding": a form that takes its subject from elsewhere.
pub(super) fn is_participle(t: &Sentence, w: usize) -> bool {
    let form = t.feat(w, "VerbForm");
    let present = form == Some("Ger") || form == Some("Part") && t.feat(w, "Tense") == Some("Pres");
    present && t.child(w, Deprel::Aux).is_none()
}

/// "The deal, **announced** on Friday, will …": one comma between the noun and a past form right
/// behind it makes a participle of it, not a verb with a subject.
fn is_cut_off(t: &Sentence, f: usize, w: usize) -> bool {
    if f >= w || t.head(f) != Some(w) || t.children_by(w, Deprel::Aux).next().is_some() {
        return false;
    }
    let light = |j: &usize| t.tokens[*j].upos == Upos::Adv;
    let before = (f + 1..w).rev().find(|j| !light(j));
    let start = t.subtree(f).into_iter().find(|&j| t.tokens[j].upos != Upos::Punct).unwrap_or(f);
    if start > 0 && t.form(start - 1) == "," {
        return false;
    }
    let commas = (f + 1..w).filter(|&j| matches!(t.form(j), "," | "–" | "—" | ")")).count();
    before.is_some_and(|j| t.form(j) == ",") && commas == 1 && t.tokens[w].upos == Upos::Verb
}

/// "*Oakes* left Lima, **saying** …": whoever the sentence is about. What is told by an earlier
/// cue is passed over: "Oakes said that Lima had agreed, **adding** …".
fn owners_of_participle(g: &Ground, w: usize, rule: &Rule) -> Vec<usize> {
    let t = g.tree();
    let first = t.subtree(w).into_iter().find(|&j| t.tokens[j].upos != Upos::Punct).unwrap_or(w).min(w);
    let set_off = first == 0 || matches!(t.form(first - 1), "," | "-" | "–" | "—" | ";");
    // "issued a statement **saying** …", "emailed supporters **saying** …"
    let medium = |h: usize| g.pack.cues.media.iter().any(|m| m == t.lemma(h));
    let addressed = |h: usize| t.rel(h) == Deprel::Obj && t.head(h).is_some_and(|v| g.tells(v));
    let through = match t.rel(w) {
        Deprel::Acl => t.head(w).is_some_and(|h| medium(h) || addressed(h)),
        Deprel::Xcomp => t.head(w).is_some_and(|h| g.tells(h)),
        _ => false,
    };
    let beside = t.head(w).filter(|&h| t.rel(w) == Deprel::Acl && h < w && !medium(h) && !set_off);
    if let Some(h) = beside.filter(|_| !through) {
        // "with *Oakes* asking …", "a *chorus* of voters urging …"
        let of = |n: usize| t.head(n).filter(|&u| u < n && is_nominal(t.tokens[u].upos) && t.rel(n) == Deprel::Nmod);
        return vec![of(h).unwrap_or(h)];
    }
    if !set_off && !through {
        return vec![];
    }
    let heads_clause =
        |v: usize| matches!(t.tokens[v].upos, Upos::Verb | Upos::Aux) || t.child(v, Deprel::Nsubj).is_some();
    let mut v = t.head(w);
    while let Some(x) = v.filter(|&x| !heads_clause(x)) {
        v = t.head(x);
    }
    let Some(mut v) = v else { return vec![] };
    let speaks = rule.quote && !matches!(rule.class, CueClass::Think | CueClass::Attitude);
    while let Some(u) = teller(g, v).filter(|&u| u < w && speaks) {
        v = u;
    }
    let c = g.clause(v, g.pack.rules.status.voice(t, v));
    if c.is_passive() { c.objects() } else { c.subjects() }
}

/// "Oakes *said* he was sorry **and promised** to go": the cue whose subject speaks on in the past
/// form behind the conjunction.
pub(super) fn sibling(g: &Ground, w: usize) -> Option<usize> {
    let t = g.tree();
    let past = |x: usize| t.feat(x, "Tense") == Some("Past") && t.child(x, Deprel::Aux).is_none();
    let cc = (0..w).rev().find(|&j| t.tokens[j].upos != Upos::Adv)?;
    if !past(w) || t.tokens[cc].upos != Upos::Cconj || !g.cues(w) || t.child(w, Deprel::Nsubj).is_some() {
        return None;
    }
    let mut x = w;
    while let Some(h) = t.head(x) {
        let relative = t.rel(x) == Deprel::Acl && t.tokens[x].deprel.subtype() == "relcl";
        let told = matches!(t.rel(x), Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis);
        if relative || h > w {
            return None;
        }
        if told && h < x && past(h) && g.tells(h) {
            return Some(h);
        }
        x = h;
    }
    None
}

/// The cue whose content the clause of `v` is a part of.
fn teller(g: &Ground, v: usize) -> Option<usize> {
    let t = g.tree();
    let mut x = v;
    while let Some(h) = t.head(x) {
        let relative = t.rel(x) == Deprel::Acl && t.tokens[x].deprel.subtype() == "relcl";
        let told = matches!(t.rel(x), Deprel::Ccomp | Deprel::Parataxis | Deprel::Obj | Deprel::Xcomp) && h < x;
        if relative {
            return None;
        }
        if told && g.tells(h) {
            return Some(h);
        }
        x = h;
    }
    None
}

/// Whether the subject `f` that the tree gives is further off than the noun phrase `n` right
/// before the cue, which is no part of it.
fn strays(t: &Sentence, f: usize, n: usize, w: usize) -> bool {
    let apart = f != n && !t.is_under(n, f) && !t.is_under(f, n);
    let own = t.head(f) == Some(w) && t.rel(f) == Deprel::Nsubj && f < w;
    let argument = matches!(t.rel(n), Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Vocative);
    apart && !argument && !(own && f > n) && (f < n || f > w)
}

/// The noun phrase right before the cue and its auxiliaries; what stands between commas or in
/// brackets is passed over.
fn before_cue(t: &Sentence, w: usize) -> Option<usize> {
    let mut j = w.checked_sub(1)?;
    loop {
        let light = matches!(t.tokens[j].upos, Upos::Aux | Upos::Adv | Upos::Part);
        if t.form(j) == ")" {
            j = (0..j).rev().find(|&i| t.form(i) == "(")?.checked_sub(1)?;
        } else if light && t.head(j) == Some(w) {
            j = j.checked_sub(1)?;
        } else {
            break;
        }
    }
    if t.form(j) == "," {
        let from = j.saturating_sub(24);
        let open = (from..j).rev().find(|&i| t.form(i) == ",")?;
        j = open.checked_sub(1).filter(|_| opens_aside(t, open + 1))?;
    }
    let mut top = Some(j).filter(|&j| is_nominal(t.tokens[j].upos) && t.tokens[j].upos != Upos::Adj)?;
    while let Some(h) = t.head(top).filter(|&h| h < w && is_nominal(t.tokens[h].upos) && joins(t, top, h)) {
        top = h;
    }
    let prepositional = t.children_by(top, Deprel::Case).any(|k| k < top);
    (!prepositional && !matches!(t.rel(top), Deprel::Obl | Deprel::Root)).then_some(top)
}

/// `…, said Oakes, who led the talks`: the noun phrase right behind a cue that opens its clause,
/// where the tree has none or a relative pronoun further on.
fn behind_cue(t: &Sentence, w: usize, found: Option<usize>) -> Option<usize> {
    let opens = (0..w).all(|j| t.tokens[j].upos == Upos::Punct) || t.form(w - 1) == ",";
    let relative = |f: usize| f > w && t.is_relative(f);
    if !opens || !found.is_none_or(relative) {
        return None;
    }
    let names = |&j: &usize| matches!(t.tokens[j].upos, Upos::Propn | Upos::Noun | Upos::Pron);
    let end = (w + 1..t.len()).find(|&j| matches!(t.tokens[j].upos, Upos::Punct | Upos::Verb | Upos::Adp))?;
    let mut n = (w + 1..end).find(names)?;
    while let Some(h) = t.head(n).filter(|&h| h > w && h < end && names(&h)) {
        n = h;
    }
    Some(n)
}

/// Whether what stands between commas from word `i` on describes the noun before it.
fn opens_aside(t: &Sentence, i: usize) -> bool {
    matches!(t.tokens[i].upos, Upos::Det | Upos::Num)
        || t.is_relative(i)
        || is_participle(t, i)
        || t.tokens[i].upos == Upos::Verb && t.feat(i, "VerbForm") == Some("Part")
        || matches!(t.rel(i), Deprel::Appos | Deprel::Nummod)
}

fn joins(t: &Sentence, part: usize, whole: usize) -> bool {
    let tied = !matches!(t.rel(part), Deprel::Nsubj | Deprel::Obj | Deprel::Obl | Deprel::Parataxis | Deprel::Root);
    let between = part.min(whole) + 1..part.max(whole);
    tied && between.into_iter().all(|i| t.tokens[i].upos != Upos::Verb && t.form(i) != ",")
}

/// The speakers at these heads, each with the words that tell who it is.
pub(super) fn participants(g: &Ground, cast: &mut Cast, heads: &[usize], w: usize) -> Vec<Participant> {
    let t = g.tree();
    let nominal = |h: usize| is_nominal(t.tokens[h].upos) || t.tokens[h].upos == Upos::Det;
    let mut all = vec![];
    for &h in heads.iter().filter(|&&h| nominal(h)) {
        for mut p in cast.speaker(g.page, g.s, h) {
            p.span = fit(t, p.span, h, w);
            all.push(p);
        }
    }
    all
}

/// The words of a speaker: cut at the cue and at a comma before the name, with the clause that
/// tells which one is meant ("a diplomat *who knows the talks*").
pub(super) fn fit(t: &Sentence, span: Span, h: usize, w: usize) -> Span {
    let at = |j: usize| t.tokens[j].span;
    if !t.span.contains(span) {
        return span;
    }
    let mut a = t.tokens.partition_point(|x| x.span.end <= span.start);
    let mut b = t.tokens.partition_point(|x| x.span.start < span.end);
    if a <= w && w < b {
        if h < w { b = w } else { a = w + 1 }
    }
    if a >= b {
        return span;
    }
    let inner = a..h.clamp(a, b);
    if let Some(comma) = inner.rev().find(|&j| matches!(t.form(j), "," | "–" | "—" | "(" | "[")) {
        let noun = |j: usize| matches!(t.tokens[j].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Verb);
        if (a..comma).any(noun) {
            a = comma + 1;
        }
    }
    if h > w {
        // "said Maria da Luz Pinto": the parser may have cut the name in pieces
        while b < t.len() && t.tokens[b].upos == Upos::Propn && t.rel(b) != Deprel::Obl {
            b += 1;
        }
    }
    let b = whole_aside(t, b, h, w);
    let b = with_clause(t, a, b, w);
    let b = with_description(t, b, w);
    let b = to_cue(t, a, b, w);
    let b = (a + 1..=b).rev().find(|&e| t.tokens[e - 1].upos != Upos::Punct || is_bracket(t.form(e - 1))).unwrap_or(b);
    at(a).cover(at(b - 1))
}

/// "Oakes*, 24, who came from Lima*, said": all that stands between a name and its cue.
fn to_cue(t: &Sentence, a: usize, b: usize, w: usize) -> usize {
    if b >= w || t.form(b) != "," || !opens_aside(t, b + 1) {
        return b;
    }
    let light = |j: usize| matches!(t.tokens[j].upos, Upos::Adv | Upos::Aux | Upos::Part);
    let Some(end) = (b + 1..w).rev().find(|&j| !light(j)).filter(|&j| t.form(j) == ",") else { return b };
    let own = |j: usize| t.tokens[j].upos == Upos::Punct || (a..b).any(|n| t.is_under(j, n));
    let described = |j: usize| t.head(j).is_some_and(|h| (a..end).contains(&h));
    if (b..end).all(|j| own(j) || described(j)) { end } else { b }
}

/// "Oakes, assistant *to the governor of Lima*, said": a description that the tree has cut short
/// goes on to its comma.
fn whole_aside(t: &Sentence, b: usize, h: usize, w: usize) -> usize {
    let comma = (h + 1..b).rev().find(|&j| t.form(j) == ",");
    if comma.is_none() || b >= w || t.form(b) == "," {
        return b;
    }
    let end = (b..w).find(|&j| t.form(j) == ",").unwrap_or(w);
    let clause = (b..end).any(|j| matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux));
    if end + 4 > w && end < w && !clause { end } else { b }
}

fn is_bracket(form: &str) -> bool {
    matches!(form, ")" | "]" | "”" | "\"" | "’" | "'" | ".")
}

/// Where the words `a..b` end with the clause right behind them that tells which one is meant;
/// behind the cue also with one set off by a comma ("said Oakes, *who led the talks*").
fn with_clause(t: &Sentence, a: usize, b: usize, w: usize) -> usize {
    let inverted = w < b;
    let limit = if inverted { t.len() } else { w };
    let aside = inverted && b < t.len() && t.form(b) == ",";
    let start = b + usize::from(aside);
    let clause = |&k: &usize| {
        t.rel(k) == Deprel::Acl
            && (!aside || t.tokens[k].deprel.subtype() == "relcl")
            && t.head(k).is_some_and(|h| (a..b).contains(&h))
            && t.subtree(k).into_iter().find(|&j| t.tokens[j].upos != Upos::Punct) == Some(start)
    };
    let Some(k) = (start..limit).find(clause) else { return b };
    let ends = |&j: &usize| !t.is_under(j, k) || !aside && t.form(j) == ",";
    (start..limit).find(ends).unwrap_or(limit)
}

/// Where a name that ends at `b` ends with what describes it between commas: "Oakes*, a former
/// judge from Lima*, said".
fn with_description(t: &Sentence, b: usize, w: usize) -> usize {
    let inverted = w < b;
    if b + 1 >= t.len() || t.form(b) != "," {
        return b;
    }
    let plain = |j: usize| matches!(t.tokens[j].upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num);
    let first = b + 1;
    let mut top = first;
    while let Some(h) = t.head(top).filter(|&h| h > top) {
        top = h;
    }
    let time = matches!(t.rel(top), Deprel::Obl | Deprel::Advmod) || t.tokens[top].upos == Upos::Propn;
    if !plain(first) || time && inverted {
        return b;
    }
    let stop = |j: &usize| t.tokens[*j].upos == Upos::Punct && !matches!(t.form(*j), "-" | "'" | "’" | "." | "&");
    let end = (first..t.len()).find(stop).unwrap_or(t.len());
    let closed = if inverted { end >= first } else { end < w && end + 4 > w };
    let clause =
        (first..end).any(|j| t.tokens[j].upos == Upos::Verb && t.rel(j) != Deprel::Acl && t.rel(j) != Deprel::Amod);
    let noun = (first..end).any(|j| t.tokens[j].upos == Upos::Noun);
    if closed && noun && !clause { end } else { b }
}

impl Ground<'_> {
    /// Whether word `h` is a verb that may be a cue of any kind.
    fn cues(&self, h: usize) -> bool {
        !super::cued::keys(&self.pack.cues.verbs, self.tree(), h).is_empty()
    }

    /// Whether word `h` is a verb of speech or thought.
    pub fn tells(&self, h: usize) -> bool {
        let t = self.tree();
        super::cued::keys(&self.pack.cues.verbs, t, h).iter().any(|k| {
            let rule = self.rule(k.rule);
            k.rest.is_empty() && rule.quote && rule.class != CueClass::Attitude
        }) && t.tokens[h].upos == Upos::Verb
    }
}
