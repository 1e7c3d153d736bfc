//! Who speaks at the head of a line: interviews ("Q: …", "LEE: …"), and quotations that are
//! signed in the next line ("– Ann Lee").

use super::{Draft, draft};
use crate::{Cast, Page};
use rustc_hash::FxHashMap;
use sayso_core::{LineKind, Participant, Span, Stance};

/// How many lines one turn of an interview may have.
const LONGEST: usize = 8;

/// A line that opens with who speaks.
struct Turn {
    line: usize,
    name: Span,
    text: Span,
}

/// Adds what is said in the turns of an interview.
pub(super) fn interview(page: &Page, cast: &mut Cast, drafts: &mut Vec<Draft>) {
    let lines = page.document.lines.iter().enumerate().filter(|(_, l)| l.kind == LineKind::Body);
    let mut turns: Vec<Turn> = lines.filter_map(|(i, l)| turn(page, i, l.story)).collect();
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for t in &turns {
        *times.entry(page.words(t.name)).or_default() += 1;
    }
    // a word and a colon may open any line: people who talk take turns
    turns.retain(|t| times[page.words(t.name)] >= 2);
    if turns.len() < 3 || times.values().filter(|&&n| n >= 2).count() < 2 {
        return;
    }
    for (k, t) in turns.iter().enumerate() {
        let Some(speaker) = named(page, cast, t.name) else { continue };
        let mut content = vec![t.text];
        let next = turns.get(k + 1).map_or(t.line + 1, |n| n.line);
        if next - t.line <= LONGEST {
            let more = page.document.lines[t.line + 1..next].iter().filter(|l| l.kind == LineKind::Body);
            content.extend(more.map(|l| l.story));
        }
        let asks = page.words(content[content.len() - 1]).trim_end().ends_with(['?', '？']);
        let stance = if asks { Stance::Ask } else { Stance::Assert };
        add(page, drafts, "und/statements/interview", t.name, speaker, content, stance);
    }
}

/// Adds quotations that fill a line and are signed in the next.
pub(super) fn signed(page: &Page, cast: &mut Cast, drafts: &mut Vec<Draft>) {
    let lines = &page.document.lines;
    for n in 1..lines.len() {
        let Some(rest) = page.words(lines[n].span).strip_prefix(['–', '—', '-']) else { continue };
        let name = Span::at(lines[n].span.end - rest.len() as u32, lines[n].span.end).trimmed(&page.document.text);
        let few = page.words(name).split_whitespace().count() <= 8;
        let Some(q) = page.quotes_over(lines[n - 1].span).first().filter(|_| few && is_name(page.words(name))) else {
            continue;
        };
        let whole = q.outer.start <= lines[n - 1].story.start + 1 && q.outer.end + 1 >= lines[n - 1].story.end;
        if let Some(speaker) = named(page, cast, name).filter(|_| whole && !lines[n].span.is_empty()) {
            add(page, drafts, "und/statements/signed", name, speaker, vec![q.inner], Stance::Assert);
        }
    }
}

fn add(
    page: &Page,
    drafts: &mut Vec<Draft>,
    rule: &str,
    name: Span,
    speaker: Vec<Participant>,
    content: Vec<Span>,
    stance: Stance,
) {
    let s = page.sentences_over(name).start;
    let mut d = draft(page, (s, 0), rule, None, stance, speaker);
    d.statement.evidence[0].span = content.iter().copied().fold(name, Span::cover);
    d.statement.content = content;
    drafts.push(d);
}

/// "Q: What did you see?", "ANN LEE: Nothing."
fn turn(page: &Page, line: usize, story: Span) -> Option<Turn> {
    let words = page.words(story);
    let at = words.find([':', '：']).filter(|&a| a < 40)?;
    let mark = words[at..].chars().next()?.len_utf8();
    let rest = &words[at + mark..];
    let text = Span::at(story.end - rest.len() as u32, story.end).trimmed(&page.document.text);
    let name = Span::at(story.start, story.start + at as u32).trimmed(&page.document.text);
    let apart = mark > 1 || rest.starts_with(char::is_whitespace);
    (apart && !text.is_empty() && is_name(page.words(name))).then_some(Turn { line, name, text })
}

/// Whether some words are all written as names are: "Q", "LEE", "Ann Lee", "Sen. Lee".
fn is_name(words: &str) -> bool {
    let capital = |w: &str| w.starts_with(char::is_uppercase) || w.starts_with(|c: char| c > '\u{3000}');
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '’' | '\'' | ',' | '(' | ')');
    let first = words.split(',').next().unwrap_or(words);
    first.split_whitespace().count() <= 5
        && !first.is_empty()
        && first.split_whitespace().all(capital)
        && first.chars().all(plain)
}

/// Who is named by some words at their place.
fn named(page: &Page, cast: &mut Cast, name: Span) -> Option<Vec<Participant>> {
    let s = page.sentences_over(name).next()?;
    let t = &page.sentences[s].tree;
    let first = page.words(name).split(',').next().map_or(0, str::len) as u32;
    let own = Span::at(name.start, name.start + first);
    let w =
        (0..t.len()).rev().find(|&w| own.contains(t.tokens[w].span) && t.form(w).chars().any(char::is_alphabetic))?;
    let mut who = cast.who(page, s, w);
    if who.is_empty() {
        who.push(cast.stranger(page.words(own), own));
    }
    who.truncate(1);
    who.iter_mut().for_each(|p| p.span = name);
    (!who.is_empty()).then_some(who)
}
