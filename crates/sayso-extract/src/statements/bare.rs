//! Headlines and interviews, where a name alone says who speaks: "… – Putin", "Putin: …".

use super::{Draft, draft};
use crate::{Cast, Page};
use sayso_core::{Deprel, LineKind, Participant, Span, Stance};

/// "… – Putin", "Putin: …", "NAME: …" of interviews.
pub(super) fn headlines(page: &Page, cast: &mut Cast, drafts: &mut Vec<Draft>) {
    for (line, l) in page.document.lines.iter().enumerate() {
        if !matches!(l.kind, LineKind::Title | LineKind::Subhead | LineKind::Teaser) {
            continue;
        }
        let from = page.sentences.partition_point(|s| s.line < line);
        let sents: Vec<usize> = (from..page.sentences.len()).take_while(|&s| page.sentences[s].line == line).collect();
        let found = behind_dash(page, cast, &sents, l.story).or_else(|| before_colon(page, cast, &sents, l.story));
        let Some((speaker, content, s)) = found else { continue };
        let taken = |d: &Draft| {
            page.sentences[d.cue.0].line == line && d.statement.content.iter().any(|c| c.intersect(content).is_some())
        };
        if drafts.iter().any(taken) {
            continue;
        }
        let span = speaker.iter().map(|p| p.span).fold(content, Span::cover);
        let mut d = draft(page, (s, 0), "und/statements/headline", None, Stance::Assert, speaker);
        d.statement.content = vec![content];
        d.statement.evidence[0].span = span;
        drafts.push(d);
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
