//! Quotations beside a cue, quotations without one, headlines and interviews.

use super::Draft;
use crate::quotes::Quote;
use crate::{Cast, Pack, Page};
use sayso_core::{Deprel, Form, LineKind, Participant, Span, Stance, Statement};

/// Gives quotations to the cues beside them; tells which are used.
pub fn attach(_pack: &Pack, page: &Page, quotes: &[Quote], drafts: &mut [Draft]) -> Vec<bool> {
    let mut used = vec![false; quotes.len()];
    for (i, q) in quotes.iter().enumerate() {
        // content that already reaches into the quotation takes all of it
        let overlaps = |d: &Draft| d.statement.content.iter().any(|c| c.intersect(q.inner).is_some());
        let outside = |d: &Draft| d.statement.cue.is_none_or(|c| !q.inner.contains(c.span));
        if let Some(d) = drafts
            .iter_mut()
            .filter(|d| overlaps(d) && outside(d))
            .min_by_key(|d| d.statement.content.iter().map(|c| c.len()).sum::<usize>())
        {
            used[i] = true;
            for c in &mut d.statement.content {
                if let Some(x) = c.intersect(q.inner) {
                    // a clause that begins or ends inside the marks goes to the marks
                    if x.len() * 2 > q.inner.len() || q.inner.start <= c.start || q.inner.end >= c.end {
                        *c = c.cover(q.inner);
                    }
                }
            }
            join(&mut d.statement.content);
            continue;
        }
        let cue_at = |d: &Draft| d.statement.cue.map(|c| c.span);
        let near = |d: &&mut Draft| {
            let Some(cue) = cue_at(d) else { return false };
            let sent = &page.sentences[d.s];
            d.takes_quotes && sent.line == q.line && !q.inner.contains(cue) && {
                let reach = Span::at(sent.tree.span.start.saturating_sub(3), sent.tree.span.end + 2);
                q.outer.start < reach.end && reach.start < q.outer.end
            }
        };
        let distance = |d: &Draft| {
            let c = cue_at(d).expect("only cued drafts are near");
            if c.end <= q.outer.start { q.outer.start - c.end } else { c.start.saturating_sub(q.outer.end) }
        };
        let words = page.words(q.inner).split_whitespace().count();
        let best = drafts.iter_mut().filter(near).min_by_key(|d| distance(d));
        if let Some(d) = best.filter(|d| d.statement.content.is_empty() || words >= 4 && distance(d) < 60) {
            used[i] = true;
            d.statement.content.push(q.inner);
            join(&mut d.statement.content);
        }
    }
    used
}

/// Joins pieces that overlap.
fn join(all: &mut Vec<Span>) {
    all.sort();
    let mut out: Vec<Span> = vec![];
    for s in all.drain(..) {
        match out.last_mut() {
            Some(last) if s.start <= last.end => *last = last.cover(s),
            _ => out.push(s),
        }
    }
    *all = out;
}

/// Quotations that stand alone go on from the statement before them.
pub fn follow(_pack: &Pack, page: &Page, cast: &Cast, quotes: &[Quote], used: &mut [bool], drafts: &mut Vec<Draft>) {
    for i in 0..quotes.len() {
        let q = quotes[i];
        let words = page.words(q.inner).split_whitespace().count();
        if used[i] || words < 3 || !stands_alone(page, &q) {
            continue;
        }
        // the same paragraph: the statement whose quotation ends before, or the one right behind
        let here =
            |d: &&mut Draft| page.sentences[d.s].line == q.line && d.takes_quotes && !d.statement.speaker.is_empty();
        let reach = |d: &Draft| {
            d.statement.cue.map_or(u32::MAX, |c| {
                if c.span.end <= q.outer.start {
                    q.outer.start - c.span.end
                } else {
                    c.span.start.saturating_sub(q.outer.end)
                }
            })
        };
        if let Some(d) = drafts
            .iter_mut()
            .filter(here)
            .filter(|d| d.statement.cue.is_some_and(|c| c.span.end <= q.outer.start))
            .min_by_key(|d| reach(d))
        {
            d.statement.content.push(q.inner);
            join(&mut d.statement.content);
            used[i] = true;
            continue;
        }
        if !whole_line(page, &q) {
            continue;
        }
        // a paragraph of its own: whoever spoke last in the paragraph before
        let Some(before) = (0..q.line).rev().find(|&l| page.document.lines[l].kind == LineKind::Body) else { continue };
        let last = drafts
            .iter()
            .filter(|d| page.sentences[d.s].line == before && d.takes_quotes && !d.statement.speaker.is_empty());
        if let Some(d) = last.max_by_key(|d| d.statement.content.iter().map(|c| c.end).max()) {
            let Some(s) = page.sentences.iter().position(|x| x.tree.span.intersect(q.outer).is_some()) else {
                continue;
            };
            let mut next = d.clone();
            next.statement.content = vec![q.inner];
            next.statement.addressee.clear();
            next.statement.date = None;
            next.statement.evidence = vec![page.evidence(s, q.inner, &d.statement.evidence[0].rule)];
            next.s = s;
            let _ = cast;
            drafts.push(next);
            used[i] = true;
        }
    }
}

/// Whether the quotation makes whole sentences.
fn stands_alone(page: &Page, q: &Quote) -> bool {
    let text = &page.document.text;
    let before = text[..q.outer.start as usize].trim_end_matches([' ', '\u{a0}']);
    let begins = before.is_empty() || before.ends_with(['\n', '.', '!', '?', '”', '"', '…', ':', '»']);
    let inner = page.words(q.inner);
    let capital = inner.chars().next().is_some_and(|c| c.is_uppercase() || c == '…' || !c.is_alphabetic());
    let ended = inner.ends_with(['.', '!', '?', '…', ','])
        || text[q.outer.end as usize..].starts_with(['.', '!', '?', '\n'])
        || q.open;
    begins && capital && ended
}

fn whole_line(page: &Page, q: &Quote) -> bool {
    let line = page.document.lines[q.line].span;
    q.outer.start <= line.start + 2 && line.end <= q.outer.end + 2
}

/// "… – Putin", "Putin: …", "NAME: …" of interviews.
pub fn headlines(_pack: &Pack, page: &Page, cast: &mut Cast, drafts: &mut Vec<Draft>) {
    for (line, l) in page.document.lines.iter().enumerate() {
        let headline = matches!(l.kind, LineKind::Title | LineKind::Subhead | LineKind::Teaser);
        if !headline {
            continue;
        }
        let sents: Vec<usize> = (0..page.sentences.len()).filter(|&s| page.sentences[s].line == line).collect();
        let found = behind_dash(page, cast, &sents, l.story).or_else(|| before_colon(page, cast, &sents, l.story));
        let Some((speaker, content, s)) = found else { continue };
        if drafts.iter().any(|d| {
            page.sentences[d.s].line == line && d.statement.content.iter().any(|c| c.intersect(content).is_some())
        }) {
            continue;
        }
        let span = speaker.iter().map(|p| p.span).fold(content, Span::cover);
        let statement = Statement {
            id: String::new(),
            speaker,
            via: vec![],
            addressee: vec![],
            cue: None,
            content: vec![content],
            form: Form::Indirect,
            stance: Stance::Assert,
            negated: false,
            cue_negated: false,
            about: vec![],
            denies: vec![],
            date: None,
            place: None,
            evidence: vec![page.evidence(s, span, "und/statements/headline")],
        };
        drafts.push(Draft { statement, s, takes_quotes: false });
    }
}

/// Somebody who speaks, at the words of a span that is all name.
fn all_name(page: &Page, cast: &Cast, sents: &[usize], span: Span) -> Option<(Vec<Participant>, usize)> {
    for &s in sents {
        let t = &page.sentences[s].tree;
        for w in 0..t.len() {
            if !span.contains(t.tokens[w].span) || t.rel(w) == Deprel::Punct {
                continue;
            }
            let who = cast.who(page, s, w);
            let covers = |p: &Participant| {
                let a = page.words(span).trim();
                let b = page.words(p.span).trim();
                a == b
                    || p.span.contains(span) && p.span.len() < span.len() + 3
                    || span.contains(p.span) && b.len() * 2 >= a.len()
            };
            if !who.is_empty() && who.iter().any(covers) {
                return Some((who, s));
            }
        }
    }
    None
}

fn behind_dash(page: &Page, cast: &Cast, sents: &[usize], line: Span) -> Option<(Vec<Participant>, Span, usize)> {
    let text = page.words(line);
    for dash in [" – ", " — ", " - "] {
        let mut from = text.len();
        while let Some(at) = text[..from].rfind(dash) {
            let next = text[at + dash.len()..].find(dash).map_or(text.len(), |x| at + dash.len() + x);
            let cut = text[at + dash.len()..next].find([',', '|']).map_or(next, |x| at + dash.len() + x);
            let name = Span::at(line.start + (at + dash.len()) as u32, line.start + cut as u32);
            if cut - at < 60
                && let Some((who, s)) = all_name(page, cast, sents, name)
            {
                let content = Span::at(line.start, line.start + at as u32);
                return Some((who, content, s)).filter(|_| text[..at].split_whitespace().count() >= 2);
            }
            from = at;
        }
    }
    None
}

fn before_colon(page: &Page, cast: &Cast, sents: &[usize], line: Span) -> Option<(Vec<Participant>, Span, usize)> {
    let text = page.words(line);
    let at = text.find(": ").filter(|&a| a > 1 && a < 60)?;
    let name = Span::at(line.start, line.start + at as u32);
    let (who, s) = all_name(page, cast, sents, name)?;
    let content = Span::at(line.start + at as u32 + 2, line.end);
    Some((who, content, s)).filter(|_| text[at + 2..].split_whitespace().count() >= 2)
}
