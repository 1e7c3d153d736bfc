//! Cues that stand beside what they tell, set off by commas: "The talks, **she said**, will
//! resume.", "The bridge is closed, **the ministry said on Monday**."
//!
//! Trees over such sentences often tie the cue to the wrong verb; the commas do not err.

use super::content::Content;
use super::cued::Ground;
use super::rules::Rule;
use super::{cover, speaker};
use crate::clause::Clause;
use sayso_core::{Deprel, Sentence, Span, Upos};
use std::ops::Range;

/// What the cue is an aside of.
pub(super) fn content(g: &Ground, c: &Clause, rule: &Rule, cue: &[usize], speakers: &[usize]) -> Option<Content> {
    let (t, w) = (c.t, c.w);
    if !rule.quote
        || speaker::is_participle(t, w)
        || !rule.via.is_empty()
        || t.tokens[w].deprel.subtype() == "relcl"
        || c.is_passive()
    {
        return None;
    }
    let group = group(c, rule, cue, speakers)?;
    let comma = group.start.checked_sub(1).filter(|&j| j > 0 && is_separator(t.form(j)))?;
    let ends = group.end >= t.len() || is_stop(t.form(group.end));
    let left = segment_start(t, comma)..comma;
    if ends {
        return last(g, c, left, group.end);
    }
    if !is_separator(t.form(group.end)) {
        return None;
    }
    between(g, c, left, group.end + 1)
}

/// "…, the ministry said.": all before the comma.
fn last(g: &Ground, c: &Clause, left: Range<usize>, end: usize) -> Option<Content> {
    let t = c.t;
    let finite = |j: usize| matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux) && t.feat(j, "VerbForm") != Some("Inf");
    let head = left.clone().find(|&j| finite(j))?;
    if left.len() < 2 || end + 1 >= t.len() && quotation_follows(g) {
        return None;
    }
    let top = left.clone().find(|&j| t.head(j).is_none_or(|h| !left.contains(&h)) && finite(j)).unwrap_or(head);
    if !left.clone().any(|j| finite(j) && stands_alone(t, j)) {
        // "As the day went on, she said …": no more than a part of a clause
        return None;
    }
    let span = cover(g.page, g.s, left.collect())?;
    Some(Content { spans: vec![span], clausal: true, head: Some(top), negated: false })
}

/// "The talks, she said, will resume": the pieces before and behind.
fn between(g: &Ground, c: &Clause, left: Range<usize>, from: usize) -> Option<Content> {
    let (t, w) = (c.t, c.w);
    let coordinated = |j: usize| {
        t.tokens[j].upos == Upos::Cconj
            && t.head(j).is_some_and(|v| t.rel(v) == Deprel::Conj && c.governor(v) == Some(w))
    };
    let participle = |j: usize| speaker::is_participle(t, j) && (t.head(j) == Some(w) || g.tells(j));
    let right = from..super::content::sentence_end(t, from);
    if right.is_empty() || coordinated(from) || participle(from) {
        return last(g, c, left, t.len());
    }
    let pieces = [left, right.clone()];
    let spans: Vec<Span> = pieces.into_iter().filter_map(|r| cover(g.page, g.s, r.collect())).collect();
    let head = right.clone().find(|&j| t.tokens[j].upos == Upos::Verb);
    let verbs = right.clone().any(|j| matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux));
    (verbs && !spans.is_empty()).then_some(Content { spans, clausal: true, head, negated: false })
}

/// Whether the clause of a verb needs none above it: no conjunction opens it, and it is no participle.
fn stands_alone(t: &Sentence, v: usize) -> bool {
    let opened = t.children_by(v, Deprel::Mark).any(|m| m < v && t.tokens[m].upos == Upos::Sconj);
    let aux = |j: usize| t.tokens[j].upos == Upos::Aux;
    let participle = t.feat(v, "VerbForm") == Some("Part") && !t.children(v).any(aux) && !aux(v);
    !opened && (!participle || t.child(v, Deprel::Nsubj).is_some())
}

/// Words of the cue with its speaker, auxiliaries, addressees and times, where nothing else stands among them.
fn group(c: &Clause, rule: &Rule, cue: &[usize], speakers: &[usize]) -> Option<Range<usize>> {
    let (t, w) = (c.t, c.w);
    let &s = speakers.first()?;
    if t.is_relative(s) {
        return None;
    }
    let light = |j: usize| matches!(t.tokens[j].upos, Upos::Aux | Upos::Adv | Upos::Part) && t.is_under(j, w);
    let auxes = (0..w).rev().take_while(|&j| light(j)).count();
    let first = w - auxes;
    let (start, behind) = if s < w { (subject_start(t, s, first)?, vec![]) } else { (first, speakers.to_vec()) };
    let mut j = cue.iter().copied().max().unwrap_or(w) + 1;
    let infinitive = |j: usize| t.tokens[j].upos == Upos::Part && t.head(j).is_some_and(|v| v > j);
    let own = |j: usize| is_own(c, rule, j, &behind) && !infinitive(j);
    while j < t.len() && j < w + 30 {
        let speaks_on = behind.iter().any(|&s| j > s && (j + 1 < t.len()) && t.is_under(j + 1, s));
        let goes_on = t.form(j) == "," && speaks_on;
        if !own(j) && !goes_on {
            break;
        }
        j += 1;
    }
    let ends = j >= t.len() || is_separator(t.form(j)) || is_stop(t.form(j));
    (ends && j < w + 30).then_some(start..j)
}

/// Where the subject's phrase begins, if it reaches the cue.
fn subject_start(t: &Sentence, s: usize, first: usize) -> Option<usize> {
    let joined = |j: usize| t.is_under(j, s) || t.tokens[j].upos == Upos::Punct;
    if s >= first || !(s + 1..first).all(joined) {
        return None;
    }
    let under = |&j: &usize| t.is_under(j, s) && !is_separator(t.form(j));
    let run = (0..s).rev().take_while(under).count();
    Some(s - run)
}

/// Whether a word behind the cue belongs to it, not to what is told.
fn is_own(c: &Clause, rule: &Rule, j: usize, behind: &[usize]) -> bool {
    let (t, w) = (c.t, c.w);
    if behind.iter().any(|&s| t.is_under(j, s)) {
        return true;
    }
    if t.tokens[j].upos == Upos::Punct || matches!(t.tokens[j].upos, Upos::Sconj | Upos::Cconj) {
        return false;
    }
    let mut top = j;
    while let Some(h) = t.head(top).filter(|&h| h != w) {
        top = h;
        if t.head(top).is_none() {
            return false;
        }
    }
    if t.head(top) != Some(w) || top < w {
        return false;
    }
    let object = || rule.addressee.iter().any(|s| s.steps[0].rel == crate::rules::SlotRel::Obj);
    match t.rel(top) {
        Deprel::Obl | Deprel::Advmod | Deprel::Iobj | Deprel::Compound | Deprel::Aux => true,
        Deprel::Obj => object(),
        Deprel::Nmod => t.child(top, Deprel::Case).is_some(),
        _ => false,
    }
}

/// Where the part of the sentence that ends at a comma begins.
fn segment_start(t: &Sentence, comma: usize) -> usize {
    (0..comma).rev().find(|&j| matches!(t.form(j), ";" | ":")).map_or(0, |j| j + 1)
}

/// Whether a quotation stands right behind the sentence.
fn quotation_follows(g: &Ground) -> bool {
    let (end, text) = (g.tree().span.end, &g.page.document.text);
    let last = g.tree().len().checked_sub(1).map_or("", |j| g.tree().form(j));
    let near =
        |q: &crate::quotes::Quote| q.outer.start >= end && text[end as usize..q.outer.start as usize].trim().is_empty();
    !matches!(last, "." | "!" | "?") && g.page.quotes.iter().any(near)
}

fn is_separator(form: &str) -> bool {
    matches!(form, "," | "–" | "—" | "-" | "--" | "，")
}

fn is_stop(form: &str) -> bool {
    matches!(form, "." | "!" | "?" | ";" | ":" | "。")
}
