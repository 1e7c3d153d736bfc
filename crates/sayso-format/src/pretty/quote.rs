//! The words of the page under a record, with its parts marked in them.

use super::look::{PLAIN, QUIET};
use super::sheet::{Piece, Sheet, piece};
use super::{INDENT, indent};
use anstyle::Style;
use sayso_core::{Document, Evidence, Span};

/// How far apart two parts may stand, in bytes, to be quoted together.
const NEAR: u32 = 240;

/// The smallest span that holds `core` and the parts near it on the same line.
fn around(document: &Document, core: Span, parts: &[(Span, Style)]) -> Span {
    let line = document.line_at(core.start).map_or(core, |i| document.lines[i].span.cover(core));
    let mut all: Vec<Span> = parts.iter().map(|(s, _)| *s).filter(|s| line.contains(*s)).collect();
    all.sort();
    let near = |a: Span, b: Span| a.start <= b.end.saturating_add(NEAR) && b.start <= a.end.saturating_add(NEAR);
    all.iter().fold(core, |found, &s| if near(found, s) { found.cover(s) } else { found })
}

/// Quotes the words of a record, wrapped, behind a bar; `…` where their sentence goes on.
pub(super) fn quote(sheet: &mut Sheet, document: &Document, evidence: &Evidence, parts: &[(Span, Style)]) {
    let span = around(document, evidence.span, parts);
    let whole = span.cover(evidence.sentence);
    let before = document.words(Span::at(whole.start, span.start));
    let after = document.words(Span::at(span.end, whole.end));
    // Marks that close the words belong to them, and a sentence that goes on with nothing else has ended.
    let line = document.line_at(span.start).map_or(whole, |i| document.lines[i].span.cover(whole));
    let (opening, closing) = (tail(before), head(document.words(Span::at(span.end, line.end))));
    let shown = Span::at(span.start - opening as u32, span.end + closing as u32);
    let mut pieces = marked(document, shown, parts);
    if opening < before.trim_end().len() {
        pieces.insert(0, piece("… ", QUIET));
    }
    if closing < after.trim_end().len() {
        pieces.push(piece(" …", QUIET));
    }
    let bar = [piece(format!("{}│ ", " ".repeat(INDENT)), QUIET)];
    sheet.wrap(&bar, &bar, &pieces);
}

/// Bytes of the marks that open what follows.
fn tail(before: &str) -> usize {
    before.len() - before.trim_end_matches(['"', '“', '„', '«', '‘', '「', '(']).len()
}

/// Bytes of the marks that close what came before.
fn head(after: &str) -> usize {
    let closes = ['.', ',', '!', '?', '"', '”', '“', '»', '’', '\'', ')', '。', '」', '．', '؟'];
    after.len() - after.trim_start_matches(closes).len()
}

/// Pieces of content without the quotation marks of the page around them.
pub(super) fn content(document: &Document, pieces: &[Span]) -> String {
    let outer = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | ',' | '「' | '」');
    let words: Vec<&str> = pieces.iter().map(|p| document.words(*p).trim_matches(outer)).collect();
    if words.is_empty() { "-".into() } else { words.join(" … ") }
}

fn marked(document: &Document, span: Span, parts: &[(Span, Style)]) -> Vec<Piece> {
    let mut edges = vec![span.start, span.end];
    edges.extend(parts.iter().filter_map(|(s, _)| s.intersect(span)).flat_map(|s| [s.start, s.end]));
    edges.sort_unstable();
    edges.dedup();
    let style = |s: Span| parts.iter().rev().find(|(part, _)| part.contains(s)).map_or(PLAIN, |(_, style)| *style);
    let cut = edges.windows(2).map(|w| Span::at(w[0], w[1]));
    cut.map(|s| piece(document.words(s), style(s))).collect()
}

/// What else is to be said of a record, under its words.
pub(super) fn notes(sheet: &mut Sheet, pieces: Vec<Piece>) {
    if pieces.is_empty() {
        return;
    }
    let first = [indent()];
    sheet.wrap(&first, &first, &super::dotted(pieces));
}
