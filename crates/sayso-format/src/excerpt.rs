//! The words of the page that are shown under a record: its evidence and what belongs to it nearby.

use sayso_core::{Document, Evidence, Span};

/// How far apart two parts may stand, in bytes, to be shown together.
const NEAR: u32 = 240;

/// A piece of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub span: Span,
    /// Whether its sentence begins before it.
    pub cut_before: bool,
    /// Whether its sentence goes on after it.
    pub cut_after: bool,
}

/// The words of `evidence` and the parts of its record near them.
pub(crate) fn excerpt(document: &Document, evidence: &Evidence, parts: impl Iterator<Item = Span>) -> Excerpt {
    let span = around(document, evidence.span, parts);
    let whole = span.cover(evidence.sentence);
    let line = line_of(document, whole);
    let before = document.words(Span::at(whole.start, span.start));
    let after = document.words(Span::at(span.end, whole.end));
    // Marks that close the words belong to them, and a sentence that goes on with nothing else has ended.
    let opening = before.len() - before.trim_end_matches(opens).len();
    let rest = document.words(Span::at(span.end, line.end));
    let closing = rest.len() - rest.trim_start_matches(closes).len();
    Excerpt {
        span: Span::at(span.start - opening as u32, span.end + closing as u32),
        cut_before: opening < before.trim_end().len(),
        cut_after: closing < after.trim_end().len(),
    }
}

/// The smallest span that holds `core` and the parts near it on the same line.
fn around(document: &Document, core: Span, parts: impl Iterator<Item = Span>) -> Span {
    let line = line_of(document, core);
    let mut all: Vec<Span> = parts.filter(|s| line.contains(*s)).collect();
    all.sort();
    let near = |a: Span, b: Span| a.start <= b.end.saturating_add(NEAR) && b.start <= a.end.saturating_add(NEAR);
    all.iter().fold(core, |found, &s| if near(found, s) { found.cover(s) } else { found })
}

fn line_of(document: &Document, span: Span) -> Span {
    document.line_at(span.start).map_or(span, |i| document.lines[i].span.cover(span))
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '‘' | '「' | '(')
}

fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | '"' | '”' | '“' | '»' | '’' | '\'' | ')' | '。' | '」' | '．' | '؟')
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_core::{Line, LineKind};

    #[test]
    fn the_words_are_shown_with_their_marks() {
        let text = "On Monday “talks will resume,” Orlin said in Oslo. More.";
        let span = Span::new(0, text.len());
        let line = Line { kind: LineKind::Body, span, story: span, language: None };
        let document = Document { text: text.into(), lines: vec![line], ..Document::default() };
        let at = |words: &str| text.find(words).map(|i| Span::new(i, i + words.len())).unwrap();
        let evidence = |words| Evidence { span: at(words), sentence: Span::new(0, 52), line: 0, rule: String::new() };
        let found = excerpt(&document, &evidence("talks will resume"), [at("Orlin"), at("said")].into_iter());
        assert_eq!(document.words(found.span), "“talks will resume,” Orlin said");
        assert_eq!((found.cut_before, found.cut_after), (true, true));
        let found = excerpt(&document, &evidence("said in Oslo"), std::iter::empty());
        assert_eq!((document.words(found.span), found.cut_after), ("said in Oslo.", false));
    }
}
