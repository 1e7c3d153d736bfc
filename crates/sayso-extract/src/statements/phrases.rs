//! Statements that a phrase signals: "according to the ministry", "in Gao's words".

use super::cued::{Ground, keys};
use super::{Draft, cover, draft, is_negated};
use crate::Cast;
use crate::actors::{is_nominal, phrase_span};
use sayso_core::{Cue, Deprel, Participant, Sentence, Span, Upos};
use std::ops::Range;

/// The statement of a phrase that begins at word `w`.
pub(super) fn find(g: &Ground, cast: &mut Cast, w: usize) -> Option<Draft> {
    let t = g.tree();
    keys(&g.pack.cues.phrases, t, w).into_iter().find_map(|key| {
        let gap = key.rest.iter().position(|r| r == "*");
        let place = match gap {
            None => after(t, w, &key.rest)?,
            Some(n) => between(t, w, &key.rest[..n], &key.rest[n + 1..])?,
        };
        phrase_cue(g, cast, w, place, key.rule)
    })
}

/// Where the parts of the phrase stand: its own words, and the words that hold the speaker.
struct Place {
    cue: Span,
    /// Words of the whole phrase with its speaker begin at `w` and end here.
    end: usize,
    /// Head of the speaker.
    who: usize,
}

fn follows(t: &Sentence, at: usize, words: &[String]) -> bool {
    words.iter().enumerate().all(|(k, r)| at + k < t.len() && t.form(at + k).eq_ignore_ascii_case(r))
}

/// "according to" and the noun phrase behind.
fn after(t: &Sentence, w: usize, rest: &[String]) -> Option<Place> {
    if !follows(t, w + 1, rest) {
        return None;
    }
    let from = w + 1 + rest.len();
    let who = noun_phrase(t, from, t.len())?;
    let own = phrase_span(t, who);
    let mine =
        |&i: &usize| own.contains(t.tokens[i].span) || i >= from && t.is_under(i, who) && t.rel(who) != Deprel::Root;
    let last = (0..t.len()).filter(mine).max().unwrap_or(who).max(who);
    let last = before_comma(t, who, last);
    Some(Place { cue: t.tokens[w].span.cover(t.tokens[from - 1].span), end: last + 1, who })
}

/// "According to the police, *two men* died": behind a comma the speaker only goes on where another
/// one closes what describes him.
fn before_comma(t: &Sentence, who: usize, last: usize) -> usize {
    let Some(comma) = (who + 1..=last).find(|&j| matches!(t.form(j), "," | "，")) else { return last };
    let verb = |j: usize| matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux);
    let closed = (comma + 1..t.len()).find(|&j| matches!(t.form(j), "," | "，" | ";" | "."));
    match closed {
        Some(end) if t.tokens[end].upos == Upos::Punct && end > last && !(comma..end).any(verb) => last,
        _ => comma - 1,
    }
}

/// "in", a noun phrase, "words".
fn between(t: &Sentence, w: usize, head: &[String], tail: &[String]) -> Option<Place> {
    if !follows(t, w + 1, head) {
        return None;
    }
    let from = w + 1 + head.len();
    let joined = |i: usize| matches!(t.tokens[i].upos, Upos::Punct | Upos::Cconj) && t.form(i) != ".";
    let reach = (from + 1..t.len().min(from + 7)).take_while(|&i| !joined(i - 1));
    let at = reach.into_iter().find(|&i| follows(t, i, tail))?;
    let who = noun_phrase(t, from, at)?;
    let end = at + tail.len();
    Some(Place { cue: t.tokens[w].span.cover(t.tokens[end - 1].span), end, who })
}

/// The highest nominal of the words from `from` on.
fn noun_phrase(t: &Sentence, from: usize, limit: usize) -> Option<usize> {
    let fits = |i: usize| is_nominal(t.tokens[i].upos) || t.tokens[i].upos == Upos::Det;
    let mut x = (from..limit.min(from + 12)).find(|&i| fits(i))?;
    let above = |x: usize| {
        t.head(x).filter(|&h| {
            h >= from && h < limit && is_nominal(t.tokens[h].upos) && h < x + 12 && !(x..h).any(|i| t.form(i) == ",")
        })
    };
    for _ in 0..t.len() {
        match above(x) {
            Some(h) if h != x => x = h,
            _ => break,
        }
    }
    is_nominal(t.tokens[x].upos).then_some(x)
}

fn phrase_cue(g: &Ground, cast: &mut Cast, w: usize, place: Place, rule: usize) -> Option<Draft> {
    let (t, rule) = (g.tree(), g.rule(rule));
    if rule.unless.iter().any(|l| l.eq_ignore_ascii_case(t.lemma(place.who))) {
        return None;
    }
    let mut speaker: Vec<Participant> = cast.speaker(g.page, g.s, place.who);
    speaker.retain(|p| g.page.quote_at(p.span).is_none());
    let limit = t.tokens[place.end - 1].span.end;
    // "Как пишет Spiegel, **Берлин** …": whoever begins behind the phrase is not the speaker in it
    speaker.retain(|p| p.span.start < limit);
    for p in &mut speaker {
        p.span.end = p.span.end.min(limit);
    }
    if speaker.is_empty() {
        return None;
    }
    let head = clause_above(t, place.who);
    let content = told(g, head, place.who, w..place.end);
    if content.is_empty() {
        return None;
    }
    let words = Cue { span: place.cue, class: rule.class };
    let mut d = draft(g.page, (g.s, w), &rule.id, Some(words), rule.stance, speaker);
    d.takes_quotes = true;
    d.optional = rule.optional;
    d.vouches = Some(head);
    d.statement.negated = is_negated(g.pack, g.page, g.s, head);
    d.statement.date = g.times.of_clause(t, g.s, place.who);
    d.statement.content = content;
    Some(d)
}

/// The clause that a phrase hangs on.
fn clause_above(t: &Sentence, x: usize) -> usize {
    let mut head = t.head(x).unwrap_or(x);
    while let Some(h) = t.head(head) {
        if matches!(t.tokens[head].upos, Upos::Verb | Upos::Aux | Upos::Adj) || t.rel(head) == Deprel::Root {
            break;
        }
        head = h;
    }
    // "if attacks continue, according to": the whole sentence, not its condition
    while let (Deprel::Advcl, Some(h)) = (t.rel(head), t.head(head)) {
        head = h;
    }
    head
}

/// What the phrase vouches for: all before it where it ends the sentence, all behind it where it
/// opens it, else its clause around it.
fn told(g: &Ground, head: usize, who: usize, phrase: Range<usize>) -> Vec<Span> {
    let t = g.tree();
    let stop = |j: &usize| matches!(t.form(*j), ";" | "." | "!" | "?" | "”" | "\"" | "''" | ")");
    let from = (0..phrase.start).rev().find(|j| t.form(*j) == ";").map_or(0, |j| j + 1);
    let to = (phrase.end..t.len()).find(|j| t.form(*j) == ";").unwrap_or(t.len());
    let opens = (from..phrase.start).all(|j| is_opener(t, j));
    let closes = (phrase.end..to).all(|j| stop(&j));
    let relative = |v: usize| t.rel(v) == Deprel::Acl && t.tokens[v].deprel.subtype() == "relcl";
    let aside = phrase.start > from && is_aside(t, phrase.start - 1);
    let inner =
        !opens && (!closes && (relative(head) || t.rel(head) == Deprel::Advcl) || closes && !aside && relative(head));
    let scope: Vec<usize> = if inner && head != who { t.subtree(head) } else { (from..to).collect() };
    let piece = |r: Range<usize>| cover(g.page, g.s, r.filter(|j| scope.contains(j)).collect());
    let behind = phrase.end..if closes || opens { to } else { end_behind(t, phrase.end, to) };
    let all = [piece(from..phrase.start), piece(behind)];
    all.into_iter().flatten().filter(|c| c.len() > 3).collect()
}

/// Where what an aside vouches for ends behind it: before a clause that is only joined to it.
fn end_behind(t: &Sentence, from: usize, to: usize) -> usize {
    let joins = |j: usize| {
        t.tokens[j].upos == Upos::Cconj
            && j > 0
            && t.form(j - 1) == ","
            && t.head(j).is_some_and(|v| t.child(v, Deprel::Nsubj).is_some() && t.tokens[v].upos != Upos::Noun)
    };
    (from..to).find(|&j| joins(j)).unwrap_or(to)
}

/// "But, ", "And ": words that open a sentence and tell nothing.
fn is_opener(t: &Sentence, j: usize) -> bool {
    matches!(t.tokens[j].upos, Upos::Cconj | Upos::Punct | Upos::Adv | Upos::Sconj)
}

fn is_aside(t: &Sentence, j: usize) -> bool {
    matches!(t.form(j), "," | "–" | "—" | "-" | "(" | "，")
}
