//! A fetched page becomes a [`Document`]: its visible text, the lines and what each is,
//! and where the story comes from.

use sayso_core::{Document, Line, LineKind, Span};

/// The visible text of a page, one block a line; not one character is changed.
pub fn from_text(input_id: &str, text: &str) -> Document {
    let mut doc = Document { input_id: input_id.into(), text: text.into(), ..Document::default() };
    let mut at = 0;
    for raw in text.split_inclusive('\n') {
        let span = Span::new(at, at + raw.len()).trimmed(text);
        if !span.is_empty() {
            doc.lines.push(Line { kind: LineKind::Body, span, language: None });
        }
        at += raw.len();
    }
    doc
}
