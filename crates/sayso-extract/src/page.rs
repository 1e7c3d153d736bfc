//! A page as the stages see it: the document and its parsed sentences.

use crate::quotes::{self, Quote};
use sayso_core::{Document, Evidence, LineKind, Sentence, Span};

/// A document and its parsed sentences, in order.
pub struct Page<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its sentences.
    pub sentences: Vec<Sent>,
    /// What stands between quotation marks, in order.
    pub quotes: Vec<Quote>,
}

/// A sentence and the line it stands in.
pub struct Sent {
    /// Index into [`Document::lines`].
    pub line: usize,
    /// What that line is.
    pub kind: LineKind,
    /// Words and tree.
    pub tree: Sentence,
}

impl<'a> Page<'a> {
    /// Puts the two together.
    pub fn new(document: &'a Document, sentences: Vec<(usize, Sentence)>) -> Self {
        let sentences =
            sentences.into_iter().map(|(line, tree)| Sent { line, kind: document.lines[line].kind, tree }).collect();
        Page { document, sentences, quotes: quotes::find(document) }
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.document.text)
    }

    /// Index of the quotation that holds a span.
    pub fn quote_at(&self, span: Span) -> Option<usize> {
        let i = self.quotes.partition_point(|q| q.inner.end < span.end);
        self.quotes.get(i).filter(|q| q.inner.contains(span)).map(|_| i)
    }

    /// Evidence in sentence `s`.
    pub fn evidence(&self, s: usize, span: Span, rule: &str) -> Evidence {
        let sent = &self.sentences[s];
        Evidence { span, sentence: sent.tree.span, line: sent.line, rule: rule.to_string() }
    }
}
