//! Quotation marks: which words stand between them, also where a mark is missing.

use sayso_core::{Document, LineKind, Sentence, Span};

/// Words between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Without the marks.
    pub inner: Span,
    /// With them.
    pub outer: Span,
    /// The line it stands in.
    pub line: usize,
    /// Whether it goes on in the next paragraph, or its closing mark is missing.
    pub open: bool,
}

/// All quotations of the lines that are read, in order.
pub fn find(document: &Document) -> Vec<Quote> {
    let mut all = vec![];
    for (i, line) in document.lines.iter().enumerate().filter(|(_, l)| l.kind.is_read()) {
        let headline = matches!(line.kind, LineKind::Title | LineKind::Subhead | LineKind::Teaser);
        in_line(document.words(line.span), line.span.start, i, headline, &mut all);
        let next = document.lines[i + 1..].iter().find(|l| l.kind == LineKind::Body);
        let goes_on = next.is_some_and(|l| document.words(l.story).starts_with(MARKS));
        if let Some(q) = all.last_mut().filter(|q| q.line == i && q.open && !goes_on) {
            q.end_with_sentence(document);
        }
    }
    all
}

/// Marks that open a paragraph which goes on with the quotation of the one before.
const MARKS: &[char] = &['“', '"', '”', '«', '„', '‘', '»', '「'];

impl Quote {
    /// A quotation that lacks its closing mark, and that no paragraph goes on with, holds one sentence.
    fn end_with_sentence(&mut self, document: &Document) {
        let words = document.words(self.inner);
        let stop = words.match_indices(['.', '!', '?', '…']).find(|(i, m)| {
            let rest = &words[i + m.len()..];
            let capital = rest.trim_start().chars().next().is_none_or(char::is_uppercase);
            rest.is_empty() || rest.starts_with(' ') && capital && i + m.len() > 12
        });
        if let Some((i, m)) = stop {
            let end = self.inner.start + (i + m.len()) as u32;
            self.inner.end = end;
            self.outer.end = end;
        }
    }
}

/// A sentence cut where speech in quotation marks begins and ends, so that a tree spans either
/// the speech or the words around it. Words quoted inside a clause ("a “petty” gesture") stay.
pub fn pieces(document: &Document, quotes: &[Quote], sentence: Sentence) -> Vec<Sentence> {
    let mut cuts = vec![];
    let from = quotes.partition_point(|q| q.outer.end <= sentence.span.start);
    for q in quotes[from..].iter().take_while(|q| q.outer.start < sentence.span.end) {
        let from = sentence.tokens.partition_point(|t| t.span.end <= q.outer.start);
        let to = sentence.tokens.partition_point(|t| t.span.start < q.outer.end);
        if is_speech(document, q, from == 0) {
            cuts.extend([from, to]);
        }
    }
    cuts.extend(clauses(&sentence));
    cuts.retain(|&c| 0 < c && c < sentence.len());
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.is_empty() {
        return vec![sentence];
    }
    let ends = cuts.iter().copied().chain([sentence.len()]);
    let mut from = 0;
    ends.map(|to| sentence.piece(std::mem::replace(&mut from, to)..to)).collect()
}

/// Where a semicolon ends a clause: "Jets struck the port; the rebels shelled a ferry." Short pieces
/// are items of a list.
fn clauses(sentence: &Sentence) -> Vec<usize> {
    let semicolons = (0..sentence.len()).filter(|&i| sentence.form(i) == ";");
    let cuts: Vec<usize> = semicolons.map(|i| i + 1).collect();
    let ends = cuts.iter().copied().chain([sentence.len()]);
    let mut from = 0;
    let long = ends.clone().all(|to| to - std::mem::replace(&mut from, to) >= 5);
    if long { cuts } else { vec![] }
}

/// Whether a quotation is set off from the words around it as a sentence of its own.
fn is_speech(document: &Document, q: &Quote, first: bool) -> bool {
    let inner = document.words(q.inner);
    let many = inner.split_whitespace().count() >= 5 || inner.chars().filter(|&c| c > '\u{3000}').count() >= 6;
    let lead = document.text[..q.outer.start as usize].trim_end();
    let rest = document.text[q.outer.end as usize..].trim_start_matches(' ');
    let capital = inner.chars().next().is_some_and(|c| !c.is_lowercase());
    let ended =
        inner.ends_with([',', '.', '?', '!', '…', '—', '。', '，', '？', '！']) || rest.starts_with([',', '，']);
    let led = lead.ends_with([':', ',', '：', '，', '–', '—']);
    let led = led || lead.ends_with(['.', '!', '?', '”', '"', '»']);
    // translations leave out the sign before the words: `visited Madrid “We need help,” He said`
    let glued = capital
        && inner.ends_with([',', '.', '?', '!'])
        && lead.ends_with(char::is_alphanumeric)
        && (rest.starts_with(char::is_uppercase) || rest.is_empty() || rest.starts_with('\n'));
    (many || capital && ended) && (first && ended || led && (capital || ended) || glued)
}

/// The mark that closes, where `c` opens; `None` where it does not open.
fn closing(c: char) -> Option<&'static [char]> {
    Some(match c {
        '“' => &['”', '"', '“'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '「' => &['」'],
        '『' => &['』'],
        '"' => &['"', '”'],
        '”' => &['”'],
        '‘' => &['’'],
        '\'' => &['\'', '’'],
        '‹' => &['›'],
        _ => return None,
    })
}

/// A character, or a mark that is written with two: `''`, ``` `` ```.
#[derive(Clone, Copy)]
struct Unit {
    at: usize,
    len: usize,
    c: char,
}

fn units(text: &str) -> Vec<Unit> {
    let mut all: Vec<Unit> = Vec::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let double = matches!(c, '\'' | '`') && chars.next_if(|x| x.1 == c).is_some();
        all.push(if double { Unit { at, len: 2, c: '"' } } else { Unit { at, len: c.len_utf8(), c } });
    }
    all
}

fn in_line(text: &str, base: u32, line: usize, headline: bool, all: &mut Vec<Quote>) {
    let units = units(text);
    let at = |k: usize| units.get(k).map(|u| u.c);
    let mut i = 0;
    while i < units.len() {
        let u = units[i];
        let before = i.checked_sub(1).and_then(at);
        let Some(ends) = closing(u.c).filter(|_| opens(u.c, before, at(i + 1), headline)) else {
            i += 1;
            continue;
        };
        let single = matches!(u.c, '‘' | '\'' | '‹');
        let mut inner = 0;
        let shuts = |k: &usize| {
            // curly marks between straight ones are a quotation of their own
            let c = units[*k].c;
            if u.c == '"' && (c == '“' || c == '”' && inner > 0) {
                inner = if c == '“' { inner + 1 } else { inner - 1 };
                return false;
            }
            ends.contains(&c) && closes(c, units[k - 1].c, at(k + 1), single)
        };
        let from = u.at + u.len;
        let (to, outer, next, open) = match (i + 1..units.len()).find(shuts) {
            Some(k) => (units[k].at, units[k].at + units[k].len, k + 1, false),
            None if single || matches!(u.c, '”' | '»') => {
                i += 1;
                continue;
            }
            None => (text.len(), text.len(), units.len(), true),
        };
        let (from, to) = trim(text, from, to);
        if from < to {
            let span = |a: usize, b: usize| Span::at(base + a as u32, base + b as u32);
            all.push(Quote { inner: span(from, to), outer: span(u.at, outer), line, open });
        }
        i = next;
    }
}

fn trim(text: &str, from: usize, to: usize) -> (usize, usize) {
    let part = &text[from..to];
    let start = from + (part.len() - part.trim_start().len());
    (start, start.max(from + part.trim_end().len()))
}

fn opens(c: char, before: Option<char>, after: Option<char>, headline: bool) -> bool {
    let edge = before.is_none_or(|b| !b.is_alphanumeric() && !matches!(b, '.' | ','));
    let word = after.is_some_and(|a| !a.is_whitespace());
    match c {
        '"' => edge && (word || before.is_none()),
        // a closing curly mark where an opening one was meant: "said ”yes”"
        '”' => before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_alphanumeric),
        '»' => before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric),
        '\'' => headline && edge && after.is_some_and(char::is_alphanumeric),
        '‘' => edge && word,
        _ => true,
    }
}

fn closes(c: char, before: char, after: Option<char>, single: bool) -> bool {
    if single {
        return !before.is_whitespace() && after.is_none_or(|a| !a.is_alphanumeric());
    }
    match c {
        '"' => after.is_none_or(|a| !a.is_alphanumeric()) || !before.is_whitespace(),
        '“' => after.is_none_or(|a| !a.is_alphanumeric()) && !before.is_whitespace(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<(&str, bool)> {
        let mut all = vec![];
        in_line(text, 0, 0, false, &mut all);
        all.into_iter().map(|q| (q.inner.of(text), q.open)).collect()
    }

    #[test]
    fn marks_of_all_sorts() {
        assert_eq!(
            quoted("He said “yes” and \"no\", then «maybe»."),
            [("yes", false), ("no", false), ("maybe", false)]
        );
        assert_eq!(quoted("\"It is “fair play” that counts.\""), [("It is “fair play” that counts.", false)]);
        assert_eq!(quoted("Er sagte: „Nein“, dann ging er."), [("Nein", false)]);
        assert_eq!(quoted("It’s the ministers’ view."), []);
        assert_eq!(quoted("''Not now,'' she said. ``Later.''"), [("Not now,", false), ("Later.", false)]);
    }

    #[test]
    fn a_missing_mark_is_open() {
        assert_eq!(quoted("“We will stay.   "), [("We will stay.", true)]);
    }
}
