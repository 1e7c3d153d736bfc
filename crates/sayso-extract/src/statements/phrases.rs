//! Statements that a phrase signals: "according to the ministry", "in Gao's words".

use super::cued::{Ground, keys};
use super::{Draft, cover, draft, is_negated};
use crate::Cast;
use crate::actors::{is_nominal, phrase_span};
use sayso_core::{Cue, Deprel, Participant, Sentence, Span, Upos};

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
    let who = noun_phrase(t, from)?;
    let own = phrase_span(t, who);
    let mine =
        |&i: &usize| own.contains(t.tokens[i].span) || i >= from && t.is_under(i, who) && t.rel(who) != Deprel::Root;
    let last = (0..t.len()).filter(mine).max().unwrap_or(who).max(who);
    Some(Place { cue: t.tokens[w].span.cover(t.tokens[from - 1].span), end: last + 1, who })
}

/// "in", a noun phrase, "words".
fn between(t: &Sentence, w: usize, head: &[String], tail: &[String]) -> Option<Place> {
    if !follows(t, w + 1, head) {
        return None;
    }
    let from = w + 1 + head.len();
    let at = (from + 1..t.len().min(from + 7)).find(|&i| follows(t, i, tail))?;
    let who = noun_phrase(t, from).filter(|&x| x < at)?;
    let end = at + tail.len();
    Some(Place { cue: t.tokens[w].span.cover(t.tokens[end - 1].span), end, who })
}

/// The highest nominal of the words from `from` on.
fn noun_phrase(t: &Sentence, from: usize) -> Option<usize> {
    let fits = |i: usize| is_nominal(t.tokens[i].upos) || t.tokens[i].upos == Upos::Det;
    let mut x = (from..t.len().min(from + 12)).find(|&i| fits(i))?;
    let above = |x: usize| {
        t.head(x)
            .filter(|&h| h >= from && is_nominal(t.tokens[h].upos) && h < x + 12 && !(x..h).any(|i| t.form(i) == ","))
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
    let mut speaker: Vec<Participant> = cast.speaker(g.page, g.s, place.who);
    speaker.retain(|p| g.page.quote_at(p.span).is_none());
    if speaker.is_empty() {
        return None;
    }
    let head = clause_above(t, place.who);
    let content = clause_without(g, head, place.who, w..place.end);
    if content.is_empty() {
        return None;
    }
    let words = Cue { span: place.cue, class: rule.class };
    let mut d = draft(g.page, (g.s, w), &rule.id, Some(words), rule.stance, speaker);
    d.takes_quotes = true;
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

/// The clause of `head` before and behind the words of the phrase.
fn clause_without(g: &Ground, head: usize, who: usize, phrase: std::ops::Range<usize>) -> Vec<Span> {
    let t = g.tree();
    let scope: Vec<usize> = if head == who { (0..t.len()).collect() } else { t.subtree(head) };
    let piece = |range: std::ops::Range<usize>| cover(g.page, g.s, range.filter(|j| scope.contains(j)).collect());
    let all = [piece(0..phrase.start), piece(phrase.end..t.len())];
    all.into_iter().flatten().filter(|c| c.len() > 3).collect()
}
