//! The words of the page under a record, with its parts marked in them.

use super::look::{PLAIN, QUIET};
use super::sheet::{Piece, Sheet, piece};
use super::{INDENT, indent};
use crate::excerpt::excerpt;
use anstyle::Style;
use sayso_core::{Document, Evidence, Span};

/// Quotes the words of a record, wrapped, behind a bar; `…` where their sentence goes on.
pub(super) fn quote(sheet: &mut Sheet, document: &Document, evidence: &Evidence, parts: &[(Span, Style)]) {
    let shown = excerpt(document, evidence, parts.iter().map(|(span, _)| *span));
    let mut pieces = marked(document, shown.span, parts);
    if shown.cut_before {
        pieces.insert(0, piece("… ", QUIET));
    }
    if shown.cut_after {
        pieces.push(piece(" …", QUIET));
    }
    let bar = [piece(format!("{}│ ", " ".repeat(INDENT)), QUIET)];
    sheet.wrap(&bar, &bar, &pieces);
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
