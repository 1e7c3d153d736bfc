//! Statements that a verb signals: "Lavrov told reporters that …", "The talks, she said, …".

use super::rules::{Key, Rule};
use super::{Draft, cover, draft, is_negated, is_quoted, near_quote, nouns, phrases, subtree};
use crate::actors::is_nominal;
use crate::clause::Clause;
use crate::dates::Times;
use crate::rules::{Slot, SlotRel, Voice};
use crate::{Cast, Pack, Page};
use rustc_hash::FxHashMap;
use sayso_core::{Cue, CueClass, Deprel, Participant, Sentence, Span, Upos};

/// What finding a statement needs at hand.
pub(super) struct Ground<'a> {
    pub pack: &'a Pack,
    pub page: &'a Page<'a>,
    pub times: &'a Times,
    /// Sentence.
    pub s: usize,
}

impl<'a> Ground<'a> {
    pub fn tree(&self) -> &'a Sentence {
        &self.page.sentences[self.s].tree
    }

    pub fn rule(&self, index: usize) -> &'a Rule {
        &self.pack.cues.list[index]
    }

    pub fn clause(&self, w: usize, voice: Voice) -> Clause<'a> {
        Clause::new(self.tree(), &self.pack.grammar, w, voice)
    }
}

/// Adds the statements cued in sentence `s`, but for cues inside quotations: what a quoted
/// speaker tells of others stays a part of what he says.
pub(super) fn find(pack: &Pack, page: &Page, cast: &mut Cast, times: &Times, s: usize, drafts: &mut Vec<Draft>) {
    let g = Ground { pack, page, times, s };
    let t = g.tree();
    for w in 0..t.len() {
        if is_quoted(page, s, w) {
            continue;
        }
        let found = phrases::find(&g, cast, w).or_else(|| best_verb(&g, cast, w)).or_else(|| nouns::find(&g, cast, w));
        drafts.extend(found);
    }
}

/// The rules that a word may be the cue of.
pub(super) fn keys<'a>(table: &'a FxHashMap<String, Vec<Key>>, t: &Sentence, w: usize) -> Vec<&'a Key> {
    let (low, lemma) = (t.form(w).to_lowercase(), t.lemma(w).to_lowercase());
    let by_lemma = table.get(lemma.as_str()).into_iter().flatten();
    let by_form = table.get(low.as_str()).filter(|_| low != lemma).into_iter().flatten();
    by_lemma.chain(by_form).collect()
}

fn best_verb(g: &Ground, cast: &mut Cast, w: usize) -> Option<Draft> {
    let t = g.tree();
    let upos = t.tokens[w].upos;
    let verb = matches!(upos, Upos::Verb | Upos::Aux) || (upos == Upos::Adj && t.feat(w, "VerbForm").is_some());
    let mut best: Option<(i32, Draft)> = None;
    for key in keys(&g.pack.cues.verbs, t, w) {
        if !(verb || key.voice != Voice::Tree && upos != Upos::Propn) {
            continue;
        }
        let Some(cue) = rest_of(t, w, &key.rest) else { continue };
        let Some(d) = verb_cue(g, cast, w, &cue, g.rule(key.rule), key.voice) else { continue };
        let st = &d.statement;
        let score = 2 * cue.len() as i32 + i32::from(!st.content.is_empty()) + i32::from(!st.speaker.is_empty());
        if best.as_ref().is_none_or(|(b, _)| score > *b) {
            best = Some((score, d));
        }
    }
    best.map(|b| b.1)
}

/// The words of a cue that follow its first one within the clause.
pub(super) fn rest_of(t: &Sentence, w: usize, rest: &[String]) -> Option<Vec<usize>> {
    let (mut cue, mut at) = (vec![w], w);
    for r in rest {
        let near = |&j: &usize| {
            (t.head(j).is_some_and(|h| h == w || t.head(h) == Some(w)) || j == at + 1)
                && (t.lemma(j).eq_ignore_ascii_case(r) || t.form(j).eq_ignore_ascii_case(r))
        };
        at = (at + 1..t.len().min(w + 8)).find(near)?;
        cue.push(at);
    }
    Some(cue)
}

fn verb_cue(g: &Ground, cast: &mut Cast, w: usize, cue: &[usize], rule: &Rule, voice: Voice) -> Option<Draft> {
    let t = g.tree();
    let c = g.clause(w, voice);
    let speakers = heads_in(&c, &rule.speaker);
    let found = content(g, &c, rule, cue, &speakers);
    let mut speaker = speak(g, cast, &speakers);
    speaker.retain(|p| !found.spans.iter().any(|x| x.contains(p.span)) && g.page.quote_at(p.span).is_none());
    let quoted = rule.quote && near_quote(g.page, g.s);
    if found.spans.is_empty() && !quoted && rule.class != CueClass::Deny {
        return None;
    }
    if rule.strict && !(found.clausal || quoted) {
        return None;
    }
    if speaker.is_empty() && !c.is_passive() && speakers.is_empty() && !quoted {
        // an imperative or a fragment: nobody speaks
        return None;
    }
    let mut addressee = party(g, cast, &c, &rule.addressee);
    let content = |p: &Participant| found.spans.iter().any(|x| x.contains(p.span));
    addressee.retain(|p| !content(p) && !speaker.iter().any(|q| q.actor == p.actor));
    let words = Cue { span: cue_span(t, w, cue), class: rule.class };
    let mut d = draft(g.page, (g.s, w), &rule.id, Some(words), rule.stance, speaker);
    d.takes_quotes = rule.quote;
    d.statement.addressee = addressee;
    d.statement.via = party(g, cast, &c, &rule.via);
    d.statement.negated = found.head.is_some_and(|h| is_negated(g.pack, g.page, g.s, h));
    d.statement.cue_negated = is_negated(g.pack, g.page, g.s, w);
    d.statement.date = g.times.of_clause(t, g.s, w);
    d.statement.content = found.spans;
    Some(d)
}

/// The cue with its auxiliaries and negation, where nothing else stands between them.
fn cue_span(t: &Sentence, w: usize, cue: &[usize]) -> Span {
    let own = cue.iter().map(|&x| t.tokens[x].span).fold(t.tokens[w].span, Span::cover);
    let own = if holds_argument(t, own, w, cue) { t.tokens[w].span } else { own };
    let auxes = t.children(w).filter(|&x| matches!(t.rel(x), Deprel::Aux | Deprel::Cop) && x < w && x + 6 > w);
    let all = auxes.map(|x| t.tokens[x].span).fold(own, Span::cover);
    if holds_argument(t, all, w, cue) { own } else { all }
}

fn holds_argument(t: &Sentence, span: Span, w: usize, cue: &[usize]) -> bool {
    let argument =
        |i: usize| matches!(t.rel(i), Deprel::Nsubj | Deprel::Obj | Deprel::Ccomp | Deprel::Iobj | Deprel::Punct);
    (0..t.len()).any(|i| i != w && !cue.contains(&i) && span.contains(t.tokens[i].span) && argument(i))
}

/// What was said, as far as the tree tells.
#[derive(Default)]
struct Content {
    spans: Vec<Span>,
    /// Whether it is a clause, not a noun phrase.
    clausal: bool,
    /// Head of its main clause.
    head: Option<usize>,
}

fn content(g: &Ground, c: &Clause, rule: &Rule, cue: &[usize], speakers: &[usize]) -> Content {
    let t = c.t;
    let heads = content_heads(c, rule, cue);
    if let Some(found) = opened(g, c, rule, cue, &heads) {
        return found;
    }
    if heads.iter().all(|&h| !is_clausal(t, h)) {
        if let Some(spans) = around(g, c) {
            return Content { spans, clausal: true, head: t.head(c.w) };
        }
        if rule.quote
            && rule.class == CueClass::Say
            && let Some((span, head)) = before(g, c, cue, speakers)
        {
            return Content { spans: vec![span], clausal: true, head: Some(head) };
        }
    }
    let mut spans = vec![];
    for &h in &heads {
        let with_cue = |&v: &usize| t.rel(v) == Deprel::Conj && v > h && c.governor(v) == Some(c.w) && v != c.w;
        let cut: Vec<usize> = speakers
            .iter()
            .copied()
            .filter(|&x| t.is_under(x, h))
            .chain((!t.is_under(h, c.w)).then_some(c.w))
            .chain((0..t.len()).filter(with_cue))
            .collect();
        spans.extend(subtree(g.page, g.s, h, &cut));
    }
    Content { spans, clausal: heads.iter().any(|&h| is_clausal(t, h)), head: heads.first().copied() }
}

pub(super) fn is_clausal(t: &Sentence, h: usize) -> bool {
    matches!(t.rel(h), Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis | Deprel::Advcl | Deprel::Acl)
        || t.children(h).any(|c| matches!(t.rel(c), Deprel::Nsubj | Deprel::Cop))
}

/// Heads of the content in the first slot that has any.
pub(super) fn content_heads(c: &Clause, rule: &Rule, cue: &[usize]) -> Vec<usize> {
    for slot in &rule.content {
        let mut found: Vec<usize> = c.slot(slot).into_iter().filter(|h| !cue.contains(h)).collect();
        if slot.steps[0].rel == SlotRel::Parataxis {
            let t = c.t;
            // what follows after a colon, or a clause without a cue of its own
            found.retain(|&h| {
                h > c.w && t.tokens[h].upos != Upos::Punct && (c.w..h).any(|i| matches!(t.form(i), ":" | ","))
            });
        }
        if !found.is_empty() {
            found.truncate(1);
            return found;
        }
    }
    vec![]
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
    let piece = |range: std::ops::Range<usize>| {
        cover(g.page, g.s, range.filter(|&j| t.is_under(j, h) && !mine.contains(&j)).collect())
    };
    let spans: Vec<Span> = [piece(0..first), piece(last + 1..t.len())].into_iter().flatten().collect();
    (!spans.is_empty()).then_some(spans)
}

/// "concluded last year **that** …", "urged both neighbours **to** …": where such a word follows
/// the cue with nothing but times, places and addressees between, it opens the content,
/// whatever the parser makes of it.
fn opened(g: &Ground, c: &Clause, rule: &Rule, cue: &[usize], heads: &[usize]) -> Option<Content> {
    let (t, cues) = (c.t, &g.pack.cues);
    let takes = |rel: SlotRel| rule.content.iter().any(|s| s.steps.len() == 1 && s.steps[0].rel == rel);
    let from = cue.iter().copied().max().unwrap_or(c.w) + 1;
    let between = |j: usize| !matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj);
    let reach = (from..t.len().min(from + 18)).take_while(|&j| j == from || between(j - 1) || j - 1 < from);
    let opens = |j: &usize| {
        let low = t.form(*j).to_lowercase();
        let next = t.tokens.get(j + 1).is_some_and(|n| n.upos != Upos::Punct);
        next && (takes(SlotRel::Ccomp) && cues.that.contains(&low)
            || takes(SlotRel::Xcomp) && cues.infinitive.contains(&low) && is_verb_like(t, j + 1))
    };
    let at = reach.into_iter().find(opens)?;
    // the parser agrees
    if heads.iter().any(|&h| is_clausal(t, h) && t.subtree(h).first() == Some(&at)) {
        return None;
    }
    let end = end_of_clause(g, c, at);
    let head = (at + 1..end).find(|&j| matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux))?;
    let span = cover(g.page, g.s, (at..end).collect())?;
    Some(Content { spans: vec![span], clausal: true, head: Some(head) })
}

fn is_verb_like(t: &Sentence, j: usize) -> bool {
    t.tokens.get(j).is_some_and(|x| matches!(x.upos, Upos::Verb | Upos::Aux | Upos::Adj | Upos::Adv | Upos::Noun))
        && t.form(j).chars().next().is_some_and(char::is_lowercase)
}

/// Where the content that begins at `at` ends: before a verb coordinated with the cue, or at
/// the end of the sentence.
fn end_of_clause(g: &Ground, c: &Clause, at: usize) -> usize {
    let t = c.t;
    let ends = |&j: &usize| {
        let next = t.tokens[j].upos == Upos::Cconj && j > at + 1;
        next && t.head(j).is_some_and(|v| v > j && c.governor(v) == Some(c.w) && t.rel(v) == Deprel::Conj)
    };
    let stop = |&j: &usize| matches!(t.form(j), ";") || ends(&j);
    let end = (at + 1..t.len()).find(stop).unwrap_or(t.len());
    let _ = g;
    end
}

/// "…, the diplomat said.": the clause before the comma, where the cue ends its sentence,
/// whatever the parser ties it to.
fn before(g: &Ground, c: &Clause, cue: &[usize], speakers: &[usize]) -> Option<(Span, usize)> {
    let (t, w) = (c.t, c.w);
    let first = speakers.iter().flat_map(|&x| t.subtree(x)).chain([w]).filter(|&j| j + 14 > w).min()?;
    let first = if speakers.iter().any(|&x| x > w) { w } else { first };
    let comma = first.checked_sub(1).filter(|&j| matches!(t.form(j), "," | "，"))?;
    // nothing but times, places and addressees behind
    let behind = cue.iter().copied().max().unwrap_or(w) + 1..t.len();
    let plain = |j: usize| !matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux | Upos::Sconj);
    let mine = |j: usize| speakers.iter().any(|&x| t.is_under(j, x));
    if behind.len() > 14 || !behind.clone().all(|j| plain(j) || mine(j)) {
        return None;
    }
    let head = (0..comma)
        .find(|&j| matches!(t.tokens[j].upos, Upos::Verb | Upos::Aux) && t.feat(j, "VerbForm") != Some("Inf"))?;
    let span = cover(g.page, g.s, (0..comma).collect())?;
    (comma >= 3).then_some((span, head))
}

/// The words in the first slot that has any.
pub(super) fn heads_in(c: &Clause, slots: &[Slot]) -> Vec<usize> {
    slots.iter().map(|slot| c.slot(slot)).find(|found| !found.is_empty()).unwrap_or_default()
}

pub(super) fn speak(g: &Ground, cast: &mut Cast, heads: &[usize]) -> Vec<Participant> {
    let t = g.tree();
    let nominal = |h: usize| is_nominal(t.tokens[h].upos) || t.tokens[h].upos == Upos::Det;
    heads.iter().filter(|&&h| nominal(h)).flat_map(|&h| cast.speaker(g.page, g.s, h)).collect()
}

/// Who stands in the slots; unknown ones stay as their words.
pub(super) fn party(g: &Ground, cast: &mut Cast, c: &Clause, slots: &[Slot]) -> Vec<Participant> {
    for slot in slots {
        let found = speak(g, cast, &c.slot(slot));
        if !found.is_empty() {
            return found;
        }
    }
    vec![]
}
