//! What was said: the clause, quotation or phrase that a cue tells.

use super::cued::Ground;
use super::rules::Rule;
use super::{aside, cover, subtree};
use crate::clause::Clause;
use crate::rules::SlotRel;
use sayso_core::{CueClass, Deprel, Sentence, Span, Upos};
use std::ops::Range;

/// What was said, as far as the tree tells.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub spans: Vec<Span>,
    /// Whether it is a clause, not a noun phrase.
    pub clausal: bool,
    /// Head of its main clause.
    pub head: Option<usize>,
    /// Whether a word before it denies it: "vowed *never* to leave".
    pub negated: bool,
}

/// The content of a verb, up to the next cue of the same speaker.
pub(super) fn of_verb(g: &Ground, c: &Clause, rule: &Rule, cue: &[usize], speakers: &[usize]) -> Content {
    let mut found = told(g, c, rule, cue, speakers);
    let t = c.t;
    if !rule.via.is_empty() {
        found.spans.iter_mut().for_each(|x| *x = behind_saying(g, *x));
    }
    for x in &mut found.spans {
        let before = t.tokens.partition_point(|w| w.span.end <= x.start).checked_sub(1);
        if let Some(j) = before.filter(|&j| j > c.w && g.pack.rules.status.negates(&t.form(j).to_lowercase())) {
            *x = x.cover(t.tokens[j].span);
            found.negated = true;
        }
        let words =
            c.t.tokens.partition_point(|w| w.span.end <= x.start)..c.t.tokens.partition_point(|w| w.span.start < x.end);
        let stop = |&j: &usize| t.form(j) == ";" && g.page.quote_at(t.tokens[j].span).is_none() && j > words.start;
        let stop = words.clone().find(stop);
        if let Some(end) = next_cue(g, c, words.start..stop.unwrap_or(words.end)).or(stop) {
            *x = cover(g.page, g.s, (words.start..end).collect()).unwrap_or(*x);
        }
    }
    found
}

/// "quoted a sailor as *saying* that …": the content begins behind the second cue.
fn behind_saying(g: &Ground, x: Span) -> Span {
    let t = g.tree();
    let from = t.tokens.partition_point(|w| w.span.end <= x.start);
    let second = (from..t.len().min(from + 2)).find(|&j| g.tells(j) && super::speaker::is_participle(t, j));
    let end = t.tokens.partition_point(|w| w.span.start < x.end);
    let rest = second.and_then(|j| cover(g.page, g.s, (j + 1..end).collect()));
    rest.unwrap_or(x)
}

fn told(g: &Ground, c: &Clause, rule: &Rule, cue: &[usize], speakers: &[usize]) -> Content {
    let t = c.t;
    let (heads, joint) = heads(c, rule, cue);
    if let Some(found) = opened(g, c, rule, cue, &heads) {
        return found;
    }
    // "As the day went on, she offered her help": what is offered is no aside
    let speech = matches!(rule.class, CueClass::Say | CueClass::Think | CueClass::Admit | CueClass::Warn);
    let beside = !rule.optional && (speech || heads.iter().all(|&h| h < c.w));
    if beside && let Some(found) = aside::content(g, c, rule, cue, speakers) {
        return found;
    }
    if beside
        && heads.iter().all(|&h| !is_clausal(t, h))
        && let Some(spans) = around(g, c)
    {
        return Content { spans, clausal: true, head: t.head(c.w), negated: false };
    }
    let clausal = joint || heads.iter().any(|&h| is_clausal(t, h));
    let with_cue = |&v: &usize| t.rel(v) == Deprel::Conj && v > c.w && c.governor(v) == Some(c.w);
    let mut cut: Vec<usize> = (0..t.len()).filter(with_cue).filter(|v| !heads.contains(v)).collect();
    for &h in &heads {
        cut.extend(speakers.iter().copied().filter(|&x| t.is_under(x, h)));
        cut.extend((!t.is_under(h, c.w)).then_some(c.w));
        // "dituding menyiapkan invasi, *tetapi Addis Ababa menepis* tudingan itu"
        let denial = |&v: &usize| {
            let own = t.rel(v) == Deprel::Conj && v > h && t.child(v, Deprel::Nsubj).is_some();
            let first = t.subtree(v)[0];
            let set_off = t.form(first) == "," || first > 0 && t.form(first - 1) == ",";
            own && set_off && speaks(g, v, &[CueClass::Deny, CueClass::Say, CueClass::Accuse])
        };
        cut.extend((0..t.len()).filter(denial));
    }
    let keep = |j: &usize| heads.iter().any(|&h| t.is_under(*j, h)) && !cut.iter().any(|&x| t.is_under(*j, x));
    let mut words: Vec<usize> = (0..t.len()).filter(keep).collect();
    if !joint {
        words.drain(..preposition(t, &heads, &words));
    }
    let Some((&a, &b)) = words.first().zip(words.last()) else { return Content::default() };
    let behind = cue.iter().copied().max().unwrap_or(c.w) < a;
    let mut spans: Vec<Span> = if behind && clausal && rule.quote {
        let r = stretch(g, c, rule, cue, speakers, a..b + 1);
        cover(g.page, g.s, r.collect()).into_iter().collect()
    } else {
        if behind && !joint {
            words.extend(phrases_behind(g, c, rule, speakers, b + 1));
        }
        let (before, after): (Vec<usize>, Vec<usize>) = words.into_iter().partition(|&j| j < c.w);
        [before, after].into_iter().filter_map(|p| cover(g.page, g.s, p)).collect()
    };
    if let Some(last) = spans.last_mut() {
        *last = with_condition(g, c, *last);
        *last = with_object(g, c, &heads, *last);
    }
    Content { spans, clausal, head: heads.last().copied(), negated: false }
}

/// "denied any role *in the mission*": phrases right behind what is told, though the tree may hang
/// them on the cue; times, agents and addressees stay out.
fn phrases_behind(g: &Ground, c: &Clause, rule: &Rule, speakers: &[usize], from: usize) -> Range<usize> {
    let (t, w) = (c.t, c.w);
    let mut end = from;
    while end < t.len() {
        let mut top = end;
        while let Some(h) = t.head(top).filter(|&h| h != w && h >= end) {
            top = h;
        }
        let case = t.child(top, Deprel::Case).filter(|&k| k == end);
        let phrase = matches!(t.rel(top), Deprel::Obl | Deprel::Nmod) && case.is_some() && t.head(top) == Some(w);
        let addressed = || rule.addressee.iter().any(|s| c.slot(s).contains(&top));
        let timed = || t.subtree(top).into_iter().any(|j| g.times.by_sentence[g.s].iter().any(|(i, _)| *i == j));
        let agent = c.is_passive() || speakers.contains(&top);
        if !phrase || agent || addressed() || timed() {
            break;
        }
        let next = (end..t.len()).find(|&j| !t.is_under(j, top) || t.tokens[j].upos == Upos::Punct);
        end = next.unwrap_or(t.len());
    }
    from..end
}

/// How many words of a noun phrase open it as its preposition: "called *for* an inquiry".
fn preposition(t: &Sentence, heads: &[usize], words: &[usize]) -> usize {
    let &[h] = heads else { return 0 };
    let phrase = matches!(t.rel(h), Deprel::Obl | Deprel::Nmod);
    let own = |&&j: &&usize| t.rel(j) == Deprel::Case && (t.head(j) == Some(h)) || t.rel(j) == Deprel::Fixed;
    if phrase { words.iter().take_while(own).count() } else { 0 }
}

/// "warned that it would retaliate **if its ships were hit**": a condition behind what was said belongs
/// to it, though the parser ties it to the cue.
fn with_condition(g: &Ground, c: &Clause, span: Span) -> Span {
    let t = c.t;
    let behind = |&v: &usize| {
        let first = t.subtree(v)[0];
        let marked = t.children_by(v, Deprel::Mark).any(|m| g.pack.cues.conditions.contains(&t.form(m).to_lowercase()));
        let near = t.tokens[first].span.start >= span.end && t.tokens[first].span.start <= span.end + 2;
        marked && near
    };
    let clause = t.children_by(c.w, Deprel::Advcl).filter(|&v| v > c.w).find(behind);
    clause.and_then(|v| subtree(g.page, g.s, v, &[])).map_or(span, |x| span.cover(x))
}

/// "menyebut **latihan itu** sebagai provokasi": what it is called, and what is called so.
fn with_object(g: &Ground, c: &Clause, heads: &[usize], span: Span) -> Span {
    let t = c.t;
    let named = |&h: &usize| t.child(h, Deprel::Case).is_some_and(|k| t.form(k) == "sebagai");
    let object = t.child(c.w, Deprel::Obj).filter(|&o| o > c.w && heads.iter().any(|h| named(h) && *h > o));
    let whole = object.and_then(|o| subtree(g.page, g.s, o, &[]));
    whole.map_or(span, |x| x.cover(span))
}

/// Whether the verb is a cue of one of the classes.
fn speaks(g: &Ground, v: usize, classes: &[CueClass]) -> bool {
    let keys = g.pack.cues.verbs.get(g.tree().lemma(v)).into_iter().flatten();
    keys.into_iter().any(|k| classes.contains(&g.rule(k.rule).class))
}

pub(super) fn is_clausal(t: &Sentence, h: usize) -> bool {
    matches!(t.rel(h), Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis | Deprel::Advcl | Deprel::Acl)
        || t.children(h).any(|c| matches!(t.rel(c), Deprel::Nsubj | Deprel::Cop))
}

/// Heads of the content in the first slot that has any, and whether they are several told together.
pub(super) fn heads(c: &Clause, rule: &Rule, cue: &[usize]) -> (Vec<usize>, bool) {
    let one = |slot: &crate::rules::Slot| {
        let mut found: Vec<usize> = c.slot(slot).into_iter().filter(|h| !cue.contains(h)).collect();
        if slot.steps[0].rel == SlotRel::Parataxis {
            let t = c.t;
            // what follows after a colon, or a clause without a cue of its own
            found.retain(|&h| {
                h > c.w && t.tokens[h].upos != Upos::Punct && (c.w..h).any(|i| matches!(t.form(i), ":" | ","))
            });
        }
        if matches!(slot.steps[0].rel, SlotRel::Obl | SlotRel::Advcl) && !rule.noun {
            // "In Lima, they believe in …"
            found.retain(|&h| h > c.w);
        }
        // "Oakes, who came late, said he …": what stands behind the cue is told
        let behind = found.iter().copied().find(|&h| h > c.w && slot.steps[0].rel == SlotRel::Ccomp);
        found.splice(0..0, behind);
        found.truncate(1);
        // "a step *that* Lima demanded": the step
        let relative = |h: usize| c.t.is_relative(h) && c.t.rel(c.w) == Deprel::Acl;
        if slot.steps[0].rel == SlotRel::Obj && found.first().is_some_and(|&h| relative(h)) {
            found = c.t.head(c.w).into_iter().collect();
        }
        found
    };
    for joint in &rule.content {
        let parts: Vec<Vec<usize>> = joint.0.iter().map(one).collect();
        if parts.iter().all(|p| !p.is_empty()) {
            return (parts.concat(), parts.len() > 1);
        }
    }
    (vec![], false)
}

/// "The talks, she said, will resume": the clause that the cue is an aside of.
fn around(g: &Ground, c: &Clause) -> Option<Vec<Span>> {
    let (t, w) = (c.t, c.w);
    let h = t.head(w)?;
    let marked = t.children(w).any(|k| {
        matches!(t.rel(k), Deprel::Mark | Deprel::Advmod | Deprel::Case)
            && g.pack.cues.aside.contains(&t.form(k).to_lowercase())
    });
    let tied = matches!(t.rel(w), Deprel::Parataxis | Deprel::Discourse) || (t.rel(w) == Deprel::Advcl && marked);
    let subject = t.child(w, Deprel::Nsubj).is_some() || t.child(w, Deprel::Obl).is_some() && c.is_passive();
    if !tied || !subject {
        return None;
    }
    // everything under the head but the aside, in the pieces before and behind it
    let mine: Vec<usize> = t.subtree(w);
    let (first, last) = (*mine.first()?, *mine.last()?);
    let set_off = |i: usize| t.tokens[i].upos == Upos::Punct;
    if t.rel(w) == Deprel::Parataxis && w > h && !mine.iter().copied().chain(h..w).any(set_off) {
        return None;
    }
    let piece =
        |range: Range<usize>| cover(g.page, g.s, range.filter(|&j| t.is_under(j, h) && !mine.contains(&j)).collect());
    let spans: Vec<Span> = [piece(0..first), piece(last + 1..t.len())].into_iter().flatten().collect();
    (!spans.is_empty()).then_some(spans)
}

/// "concluded last year **that** …", "urged both neighbours **to** …": where such a word follows
/// the cue with nothing but times, places and addressees between, it opens the content,
/// whatever the parser makes of it.
fn opened(g: &Ground, c: &Clause, rule: &Rule, cue: &[usize], heads: &[usize]) -> Option<Content> {
    let (t, cues) = (c.t, &g.pack.cues);
    let takes = |rel: SlotRel| rule.content.iter().any(|s| s.is(rel));
    let from = cue.iter().copied().max().unwrap_or(c.w) + 1;
    let between = |j: usize| !matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj);
    let reach = (from..t.len().min(from + 18)).take_while(|&j| j == from || between(j - 1) || j - 1 < from);
    let opens = |j: &usize| {
        let low = t.form(*j).to_lowercase();
        let next = t.tokens.get(j + 1).is_some_and(|n| n.upos != Upos::Punct);
        next && (takes(SlotRel::Ccomp) && cues.that.contains(&low)
            || takes(SlotRel::Xcomp) && cues.infinitive.contains(&low) && is_verb_like(t, j + 1))
    };
    let at = reach.into_iter().find(opens).or_else(|| behind_aside(t, from).filter(opens))?;
    if tells_of_noun(g, t, at) {
        return None;
    }
    // "membantah tuduhan Kyiv **bahwa** …": the clause tells what the noun is about
    if heads.iter().any(|&h| !is_clausal(t, h) && h < at && t.is_under(at, h)) {
        return None;
    }
    // the parser agrees
    if heads.iter().any(|&h| is_clausal(t, h) && t.subtree(h).first() == Some(&at)) {
        return None;
    }
    let end = end_of_clause(c, at);
    let head = (at + 1..end).find(|&j| matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux)).unwrap_or(at + 1);
    let span = cover(g.page, g.s, (at..end).collect())?;
    Some(Content { spans: vec![span], clausal: true, head: Some(head), negated: false })
}

/// "said, citing a report, *that* …": the word behind what stands between two commas.
fn behind_aside(t: &Sentence, from: usize) -> Option<usize> {
    let comma = |j: usize| j < t.len() && t.form(j) == ",";
    let end = (from + 1..t.len().min(from + 24)).find(|&j| comma(j)).filter(|_| comma(from))?;
    Some(end + 1).filter(|&j| j < t.len())
}

/// "in the event **that** …": the clause belongs to a noun of another phrase.
fn tells_of_noun(g: &Ground, t: &Sentence, that: usize) -> bool {
    let Some(v) = t.head(that).filter(|&v| t.rel(v) == Deprel::Acl) else { return false };
    let Some(n) = t.head(v) else { return false };
    let holds = g.pack.cues.holders.iter().any(|m| m == t.lemma(n)) || g.pack.cues.nouns.contains_key(t.lemma(n));
    let medium = g.pack.cues.media.iter().any(|m| m == t.lemma(n)) || t.tokens[n].upos == Upos::Propn;
    let clause = t.children_by(v, Deprel::Nsubj).any(|s| s != that);
    t.child(n, Deprel::Case).is_some() && !medium && (holds || !clause)
}

/// "the claim that the deal is dead *was* rejected": an auxiliary right behind the clause of a noun
/// belongs to the verb above it. How many of its words are the clause's own.
fn own_clause(t: &Sentence, h: usize, words: &[usize]) -> usize {
    let aux = |j: usize| t.tokens[j].upos == Upos::Aux;
    let nominal = |j: usize| matches!(t.tokens[j].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let link = |j: usize| matches!(t.tokens[j].upos, Upos::Cconj | Upos::Sconj | Upos::Punct | Upos::Verb);
    let clausal = t.children(h).any(|c| t.tokens[c].upos == Upos::Sconj && t.rel(c) == Deprel::Mark);
    let Some(first) = words.iter().position(|&j| aux(j)).filter(|_| clausal) else { return words.len() };
    let run = first + words[first..].iter().take_while(|&&j| aux(j)).count();
    let second = (run + 1..words.len()).find(|&k| aux(words[k]));
    let free = |k: usize| !words[run..k].iter().any(|&j| nominal(j) || link(j) && t.tokens[j].upos != Upos::Verb);
    second.filter(|&k| free(k)).unwrap_or(words.len())
}

fn is_verb_like(t: &Sentence, j: usize) -> bool {
    // "agar **tidak** bermain-main"
    let j = (j..t.len()).find(|&j| t.tokens[j].upos != Upos::Part).unwrap_or(j);
    t.tokens.get(j).is_some_and(|x| matches!(x.upos, Upos::Verb | Upos::Aux | Upos::Adj | Upos::Adv | Upos::Noun))
        && t.form(j).chars().next().is_some_and(char::is_lowercase)
}

/// Where the content that begins at `at` ends: before a verb coordinated with the cue, or at
/// the end of the sentence.
fn end_of_clause(c: &Clause, at: usize) -> usize {
    let t = c.t;
    let ends = |&j: &usize| {
        let next = t.tokens[j].upos == Upos::Cconj && j > at + 1;
        next && t.head(j).is_some_and(|v| v > j && c.governor(v) == Some(c.w) && t.rel(v) == Deprel::Conj)
    };
    let stop = |&j: &usize| matches!(t.form(j), ";") || ends(&j);
    (at + 1..t.len()).find(stop).unwrap_or(t.len())
}

/// Where the part of the sentence from `from` on ends.
pub(super) fn sentence_end(t: &Sentence, from: usize) -> usize {
    (from..t.len()).find(|&j| t.form(j) == ";").unwrap_or(t.len())
}

/// A clause behind its cue as far as the words go on without a stop: the parser often ties its
/// first or last words to the cue or loses a coordinated clause.
fn stretch(g: &Ground, c: &Clause, rule: &Rule, cue: &[usize], speakers: &[usize], r: Range<usize>) -> Range<usize> {
    let (t, w) = (c.t, c.w);
    let from = cue.iter().copied().max().unwrap_or(w) + 1;
    let told = |j: usize| !belongs_to_cue(c, rule, speakers, j);
    let start = (from..r.start).find(|&j| told(j)).unwrap_or(r.start);
    let mut end = r.end;
    while end < t.len() {
        let j = end;
        if t.tokens[j].upos == Upos::Punct {
            let next = joined_clause(g, t, j + 1);
            let Some(e) = next.filter(|_| t.form(j) == ",") else { break };
            end = e;
            continue;
        }
        if let Some(e) = joined_clause(g, t, j) {
            end = e;
            continue;
        }
        let with_cue = t.tokens[j].upos == Upos::Cconj
            && t.head(j).is_some_and(|v| v > j && t.rel(v) == Deprel::Conj && c.governor(v) == Some(w));
        if with_cue || speakers.iter().any(|&s| t.is_under(j, s)) || !t.is_under(j, w) {
            break;
        }
        end += 1;
    }
    start..end.max(start + 1)
}

/// "and that …": a coordinated clause that opens like the first one; where it ends.
fn joined_clause(g: &Ground, t: &Sentence, j: usize) -> Option<usize> {
    let that = j + 1 < t.len() && g.pack.cues.that.contains(&t.form(j + 1).to_lowercase());
    if j >= t.len() || t.tokens[j].upos != Upos::Cconj || !that {
        return None;
    }
    Some((j + 2..t.len()).find(|&i| matches!(t.form(i), "," | ";" | "." | "—" | "–")).unwrap_or(t.len()))
}

/// Whether a word behind the cue tells when, where, how or to whom it was said.
fn belongs_to_cue(c: &Clause, rule: &Rule, speakers: &[usize], j: usize) -> bool {
    let (t, w) = (c.t, c.w);
    if t.tokens[j].upos == Upos::Punct || speakers.iter().any(|&s| s > w && t.is_under(j, s)) {
        return true;
    }
    let mut top = j;
    while let Some(h) = t.head(top).filter(|&h| h != w) {
        top = h;
    }
    if t.head(top) != Some(w) || top < w {
        return false;
    }
    let addressed = |rel: SlotRel| rule.addressee.iter().any(|s| s.steps[0].rel == rel);
    match t.rel(top) {
        Deprel::Obl | Deprel::Advmod | Deprel::Compound | Deprel::Discourse | Deprel::Iobj | Deprel::Nmod => true,
        Deprel::Obj => addressed(SlotRel::Obj) || rule.class != CueClass::Say,
        Deprel::Aux | Deprel::Mark | Deprel::Case | Deprel::Fixed | Deprel::Advcl => true,
        _ => false,
    }
}

/// ", **adding** that …", ", **saying** he …": the comma before the next cue of the same speaker.
fn next_cue(g: &Ground, c: &Clause, r: Range<usize>) -> Option<usize> {
    let t = c.t;
    let cue = |&j: &usize| {
        super::speaker::is_participle(t, j)
            && t.tokens[j].upos == Upos::Verb
            && g.tells(j)
            && g.page.quote_at(t.tokens[j].span).is_none()
    };
    let sibling = |&j: &usize| super::speaker::sibling(g, j) == Some(c.w);
    if let Some(j) = (r.start + 2..r.end).find(sibling).filter(|&j| g.page.quote_at(t.tokens[j].span).is_none()) {
        return (r.start..j).rev().find(|&i| t.tokens[i].upos == Upos::Cconj);
    }
    let at = (r.start + 2..r.end).find(cue)?;
    let comma = (r.start..at).rev().find(|&i| !matches!(t.tokens[i].upos, Upos::Adv | Upos::Sconj | Upos::Cconj))?;
    (t.form(comma) == ",").then_some(comma)
}

/// The content of a noun.
pub(super) fn of_noun(g: &Ground, c: &Clause, rule: &Rule, cue: &[usize], owners: &[usize]) -> Option<(Span, usize)> {
    let t = c.t;
    let (mut found, _) = heads(c, rule, cue);
    let that = |h: usize| {
        let opens = |m: usize| m < h && t.tokens[m].upos == Upos::Sconj;
        t.children_by(h, Deprel::Mark).any(opens)
    };
    found.retain(|&h| !owners.contains(&h) && (t.tokens[h].deprel.subtype() != "relcl" || that(h)));
    let &h = found.first()?;
    let mut words: Vec<usize> = t.subtree(h);
    words.truncate(own_clause(t, h, &words));
    let skip = preposition(t, &[h], &words);
    Some((cover(g.page, g.s, words[skip..].to_vec())?, h))
}
