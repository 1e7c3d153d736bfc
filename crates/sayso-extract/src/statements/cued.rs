//! Statements that a verb, noun or phrase signals.

use super::rules::{Key, Rule};
use super::{Draft, is_negated, subtree};
use crate::actors::{is_nominal, phrase_span};
use crate::clause::Clause;
use crate::dates::Times;
use crate::quotes::Quote;
use crate::rules::{Slot, SlotRel, Voice};
use crate::{Cast, Pack, Page};
use sayso_core::{Cue, Deprel, Form, Participant, Sentence, Span, Statement, Upos};

/// Adds the statements cued in sentence `s`.
pub fn find(
    pack: &Pack,
    page: &Page,
    cast: &mut Cast,
    times: &Times,
    s: usize,
    quotes: &[Quote],
    drafts: &mut Vec<Draft>,
) {
    let t = &page.sentences[s].tree;
    for w in 0..t.len() {
        let low = t.form(w).to_lowercase();
        let lemma = t.lemma(w).to_lowercase();
        let mut best: Option<(i32, Draft)> = None;
        let keys = |table: &'_ rustc_hash::FxHashMap<String, Vec<Key>>| {
            let by_lemma = table.get(lemma.as_str()).into_iter().flatten();
            let by_form = table.get(low.as_str()).filter(|_| low != lemma).into_iter().flatten();
            by_lemma.chain(by_form).map(|k| (k.rule, k.rest.clone(), k.voice)).collect::<Vec<_>>()
        };
        let verb = matches!(t.tokens[w].upos, Upos::Verb | Upos::Aux)
            || (t.tokens[w].upos == Upos::Adj && t.feat(w, "VerbForm").is_some());
        let noun = t.tokens[w].upos == Upos::Noun;
        for (rule, rest, voice) in keys(&pack.cues.verbs) {
            if !(verb || voice != Voice::Tree && t.tokens[w].upos != Upos::Propn)
                || inside_quote(t, w, quotes) && short_quote(page, t, w, quotes)
            {
                continue;
            }
            let Some(cue) = rest_of(t, w, &rest) else { continue };
            let score = 2 * cue.len() as i32;
            let Some(d) = verb_cue(pack, page, cast, times, s, w, &cue, rule, voice, quotes) else { continue };
            let score = score + i32::from(!d.statement.content.is_empty()) + i32::from(!d.statement.speaker.is_empty());
            if best.as_ref().is_none_or(|(b, _)| score > *b) {
                best = Some((score, d));
            }
        }
        for (rule, rest, _) in keys(&pack.cues.nouns) {
            if !noun {
                continue;
            }
            let Some(cue) = rest_of(t, w, &rest) else { continue };
            let Some(d) = noun_cue(pack, page, cast, times, s, w, &cue, rule) else { continue };
            if best.is_none() {
                best = Some((0, d));
            }
        }
        for (rule, rest, _) in keys(&pack.cues.phrases) {
            let Some(to) = contiguous(t, w, &rest) else { continue };
            if let Some(d) = phrase_cue(pack, page, cast, times, s, w, to, rule) {
                best = Some((9, d));
            }
        }
        drafts.extend(best.map(|b| b.1));
    }
}

fn inside_quote(t: &Sentence, w: usize, quotes: &[Quote]) -> bool {
    quotes.iter().any(|q| q.inner.contains(t.tokens[w].span))
}

/// A word or two between marks are no clause of their own.
fn short_quote(page: &Page, t: &Sentence, w: usize, quotes: &[Quote]) -> bool {
    quotes.iter().any(|q| q.inner.contains(t.tokens[w].span) && page.words(q.inner).split_whitespace().count() < 3)
}

fn rest_of(t: &Sentence, w: usize, rest: &[String]) -> Option<Vec<usize>> {
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

fn contiguous(t: &Sentence, w: usize, rest: &[String]) -> Option<usize> {
    let ok = rest.iter().enumerate().all(|(k, r)| w + 1 + k < t.len() && t.form(w + 1 + k).eq_ignore_ascii_case(r));
    ok.then_some(w + 1 + rest.len())
}

#[allow(clippy::too_many_arguments)]
fn verb_cue(
    pack: &Pack,
    page: &Page,
    cast: &mut Cast,
    times: &Times,
    s: usize,
    w: usize,
    cue: &[usize],
    rule: usize,
    voice: Voice,
    quotes: &[Quote],
) -> Option<Draft> {
    let rule = &pack.cues.list[rule];
    let t = &page.sentences[s].tree;
    let c = Clause::new(t, &pack.grammar, w, voice);
    let mut heads = content_heads(&c, rule, cue);
    let mut aside = false;
    let mut content: Vec<Span> = vec![];
    if heads.iter().all(|&h| !is_clausal(t, h))
        && let Some(spans) = around(pack, page, s, &c)
    {
        content = spans;
        aside = true;
        heads.clear();
    }
    let speakers = speaker_heads(&c, rule);
    for &h in &heads {
        let cut: Vec<usize> =
            speakers.iter().copied().filter(|&x| t.is_under(x, h)).chain((!t.is_under(h, w)).then_some(w)).collect();
        content.extend(subtree(page, s, h, &cut));
    }
    let mut speaker = speak(page, cast, s, &c, &speakers);
    speaker.retain(|p| {
        !content.iter().any(|x| x.contains(p.span))
            && !quotes.iter().any(|q| q.inner.contains(p.span) && !q.inner.contains(t.tokens[w].span))
    });
    let quoted = rule.quote && near_quote(page, s, w, quotes);
    if content.is_empty() && !quoted && rule.class != sayso_core::CueClass::Deny {
        return None;
    }
    let clausal = aside || quoted || heads.iter().any(|&h| is_clausal(t, h));
    if rule.strict && !clausal {
        return None;
    }
    if speaker.is_empty() && !c.is_passive() && speakers.is_empty() && !quoted {
        // an imperative or a fragment: nobody speaks
        return None;
    }
    let mut addressee = party(page, cast, s, &c, &rule.addressee);
    addressee.retain(|p| !content.iter().any(|x| x.contains(p.span)) && !speaker.iter().any(|q| q.actor == p.actor));
    let via = party(page, cast, s, &c, &rule.via);
    let negated = heads.iter().any(|&h| is_negated(pack, page, s, h))
        || aside && t.head(w).is_some_and(|h| is_negated(pack, page, s, h));
    let auxes = t.children(w).filter(|&x| matches!(t.rel(x), Deprel::Aux | Deprel::Cop) && x < w);
    let span = auxes
        .chain(cue.iter().copied())
        .filter(|&x| x + 6 > w)
        .map(|x| t.tokens[x].span)
        .fold(t.tokens[w].span, Span::cover);
    let span = if contains_other(t, span, cue, w) { t.tokens[w].span } else { span };
    let statement = Statement {
        id: String::new(),
        speaker,
        via,
        addressee,
        cue: Some(Cue { span, class: rule.class }),
        content,
        form: Form::Indirect,
        stance: rule.stance,
        negated,
        cue_negated: is_negated(pack, page, s, w),
        about: vec![],
        denies: vec![],
        date: times.of_clause(t, s, w),
        place: None,
        evidence: vec![page.evidence(s, span, &rule.id)],
    };
    Some(Draft { statement, s, takes_quotes: rule.quote })
}

/// Whether other words than those of the cue lie in the span.
fn contains_other(t: &Sentence, span: Span, cue: &[usize], w: usize) -> bool {
    (0..t.len()).any(|i| {
        span.contains(t.tokens[i].span)
            && i != w
            && !cue.contains(&i)
            && matches!(t.rel(i), Deprel::Nsubj | Deprel::Obj | Deprel::Ccomp | Deprel::Iobj | Deprel::Punct)
    })
}

fn is_clausal(t: &Sentence, h: usize) -> bool {
    matches!(t.rel(h), Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis | Deprel::Advcl | Deprel::Acl)
        || t.children(h).any(|c| matches!(t.rel(c), Deprel::Nsubj | Deprel::Cop))
}

/// Heads of the content in the first slot that has any.
fn content_heads(c: &Clause, rule: &Rule, cue: &[usize]) -> Vec<usize> {
    for slot in &rule.content {
        let mut found: Vec<usize> = c.slot(slot).into_iter().filter(|h| !cue.contains(h)).collect();
        if slot.steps[0].rel == SlotRel::Parataxis {
            let t = c.t;
            // what follows after a colon, or a clause without a cue of its own
            found.retain(|&h| {
                h > c.w && t.tokens[h].upos != Upos::Punct && (c.w..h).any(|i| t.form(i) == ":" || t.form(i) == ",")
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
fn around(pack: &Pack, page: &Page, s: usize, c: &Clause) -> Option<Vec<Span>> {
    let t = c.t;
    let w = c.w;
    let h = t.head(w)?;
    let marked = t.children(w).any(|k| {
        matches!(t.rel(k), Deprel::Mark | Deprel::Advmod | Deprel::Case)
            && pack.cues.aside.contains(&t.form(k).to_lowercase())
    });
    let tied = t.rel(w) == Deprel::Parataxis || t.rel(w) == Deprel::Discourse || (t.rel(w) == Deprel::Advcl && marked);
    if !tied || !has_subject(c) {
        return None;
    }
    if t.rel(w) == Deprel::Parataxis
        && w > h
        && !t.subtree(w).iter().any(|&j| t.tokens[j].upos == Upos::Punct)
        && t.tokens[w - 1].upos != Upos::Punct
        && (h..w).all(|i| t.tokens[i].upos != Upos::Punct)
    {
        return None;
    }
    // everything under the head but the aside, in the pieces before and behind it
    let mine: Vec<usize> = t.subtree(w);
    let (first, last) = (*mine.first()?, *mine.last()?);
    let punct = |j: usize| t.tokens[j].upos == Upos::Punct;
    let piece = |range: std::ops::Range<usize>| {
        let mut words: Vec<usize> = range.filter(|&j| t.is_under(j, h) && !mine.contains(&j)).collect();
        while words.last().is_some_and(|&j| punct(j) && !super::is_closing(t.form(j))) {
            words.pop();
        }
        while words.first().is_some_and(|&j| punct(j) && !super::is_opening(t.form(j))) {
            words.remove(0);
        }
        words.iter().map(|&j| t.tokens[j].span).reduce(Span::cover)
    };
    let _ = (page, s);
    let spans: Vec<Span> = [piece(0..first), piece(last + 1..t.len())].into_iter().flatten().collect();
    (!spans.is_empty()).then_some(spans)
}

fn has_subject(c: &Clause) -> bool {
    c.t.child(c.w, Deprel::Nsubj).is_some() || c.t.children_by(c.w, Deprel::Obl).next().is_some() && c.is_passive()
}

fn speaker_heads(c: &Clause, rule: &Rule) -> Vec<usize> {
    for slot in &rule.speaker {
        let found = c.slot(slot);
        if !found.is_empty() {
            return found;
        }
    }
    vec![]
}

fn speak(page: &Page, cast: &mut Cast, s: usize, c: &Clause, heads: &[usize]) -> Vec<Participant> {
    let t = c.t;
    let mut all = vec![];
    for &h in heads {
        if is_nominal(t.tokens[h].upos) || t.tokens[h].upos == Upos::Det {
            all.extend(cast.speaker(page, s, h));
        }
    }
    all
}

/// Who stands in the slots; unknown ones stay as their words.
fn party(page: &Page, cast: &mut Cast, s: usize, c: &Clause, slots: &[Slot]) -> Vec<Participant> {
    for slot in slots {
        let heads: Vec<usize> = c.slot(slot).into_iter().filter(|&h| is_nominal(c.t.tokens[h].upos)).collect();
        let found: Vec<Participant> = heads.iter().flat_map(|&h| cast.speaker(page, s, h)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    vec![]
}

/// Whether a quotation stands in the sentence of the cue or right before it, outside the cue.
fn near_quote(page: &Page, s: usize, w: usize, quotes: &[Quote]) -> bool {
    let sent = &page.sentences[s];
    let cue = sent.tree.tokens[w].span;
    let reach = Span::at(sent.tree.span.start.saturating_sub(3), sent.tree.span.end + 3);
    quotes.iter().any(|q| {
        q.line == sent.line && q.outer.start < reach.end && reach.start < q.outer.end && !q.inner.contains(cue)
    })
}

#[allow(clippy::too_many_arguments)]
fn noun_cue(
    pack: &Pack,
    page: &Page,
    cast: &mut Cast,
    times: &Times,
    s: usize,
    w: usize,
    cue: &[usize],
    rule: usize,
) -> Option<Draft> {
    let rule = &pack.cues.list[rule];
    let t = &page.sentences[s].tree;
    let c = Clause::new(t, &pack.grammar, w, Voice::Tree);
    let mut heads = content_heads(&c, rule, cue);
    let speaker_at = speaker_heads(&c, rule);
    heads.retain(|h| !speaker_at.contains(h));
    heads.retain(|&h| t.tokens[h].deprel.subtype() != "relcl");
    let &h = heads.first()?;
    let content = subtree(page, s, h, &[])?;
    let mut speaker = speak(page, cast, s, &c, &speaker_at[..speaker_at.len().min(1)]);
    if speaker.is_empty()
        && let Some(v) =
            t.head(w).filter(|_| t.rel(w) == Deprel::Obj && pack.rules.status.is_light(t, t.head(w).unwrap_or(w)))
    {
        let carrier = Clause::new(t, &pack.grammar, v, pack.rules.status.voice(t, v));
        let subjects = carrier.subjects();
        speaker = speak(page, cast, s, &carrier, &subjects);
    }
    speaker.retain(|p| !content.contains(p.span));
    if speaker.is_empty() {
        return None;
    }
    let span = cue.iter().map(|&i| t.tokens[i].span).fold(t.tokens[w].span, Span::cover);
    let statement = Statement {
        id: String::new(),
        speaker,
        via: vec![],
        addressee: party(page, cast, s, &c, &rule.addressee),
        cue: Some(Cue { span, class: rule.class }),
        content: vec![content],
        form: Form::Indirect,
        stance: rule.stance,
        negated: is_negated(pack, page, s, h),
        cue_negated: false,
        about: vec![],
        denies: vec![],
        date: times.of_clause(t, s, w),
        place: None,
        evidence: vec![page.evidence(s, span, &rule.id)],
    };
    Some(Draft { statement, s, takes_quotes: false })
}

/// "according to the ministry": words `w..to`, then the speaker; the content is the clause.
#[allow(clippy::too_many_arguments)]
fn phrase_cue(
    pack: &Pack,
    page: &Page,
    cast: &mut Cast,
    times: &Times,
    s: usize,
    w: usize,
    to: usize,
    rule: usize,
) -> Option<Draft> {
    let rule = &pack.cues.list[rule];
    let t = &page.sentences[s].tree;
    // the noun phrase right behind: the highest nominal whose words begin there
    let mut x = (to..t.len().min(to + 12)).find(|&i| is_nominal(t.tokens[i].upos) || t.tokens[i].upos == Upos::Det)?;
    while let Some(h) = t.head(x).filter(|&h| {
        h >= to && is_nominal(t.tokens[h].upos) && t.is_under(x, h) && h < x + 12 && !(x..h).any(|i| t.form(i) == ",")
    }) {
        x = h;
    }
    if !is_nominal(t.tokens[x].upos) {
        return None;
    }
    let own = phrase_span(t, x);
    let speaker = cast.speaker(page, s, x);
    if speaker.is_empty() {
        return None;
    }
    let cue = t.tokens[w].span.cover(t.tokens[to - 1].span);
    let first = w;
    let last = (0..t.len())
        .filter(|&i| own.contains(t.tokens[i].span) || (i >= to && t.is_under(i, x) && t.rel(x) != Deprel::Root))
        .max()
        .unwrap_or(x)
        .max(x);
    // the clause it hangs on
    let mut head = t.head(x).unwrap_or(x);
    while let Some(h) = t
        .head(head)
        .filter(|_| !matches!(t.tokens[head].upos, Upos::Verb | Upos::Aux | Upos::Adj) && t.rel(head) != Deprel::Root)
    {
        head = h;
    }
    let scope: Vec<usize> = if head == x { (0..t.len()).collect() } else { t.subtree(head) };
    let punct = |j: usize| t.tokens[j].upos == Upos::Punct;
    let piece = |range: std::ops::Range<usize>| {
        let mut words: Vec<usize> = range.filter(|j| scope.contains(j)).collect();
        while words.last().is_some_and(|&j| punct(j) && !super::is_closing(t.form(j))) {
            words.pop();
        }
        while words.first().is_some_and(|&j| punct(j) && !super::is_opening(t.form(j))) {
            words.remove(0);
        }
        words.iter().map(|&j| t.tokens[j].span).reduce(Span::cover)
    };
    let content: Vec<Span> =
        [piece(0..first), piece(last + 1..t.len())].into_iter().flatten().filter(|c| c.len() > 3).collect();
    if content.is_empty() {
        return None;
    }
    let statement = Statement {
        id: String::new(),
        speaker,
        via: vec![],
        addressee: vec![],
        cue: Some(Cue { span: cue, class: rule.class }),
        content,
        form: Form::Indirect,
        stance: rule.stance,
        negated: is_negated(pack, page, s, head),
        cue_negated: false,
        about: vec![],
        denies: vec![],
        date: times.of_clause(t, s, x),
        place: None,
        evidence: vec![page.evidence(s, cue, &rule.id)],
    };
    Some(Draft { statement, s, takes_quotes: true })
}
