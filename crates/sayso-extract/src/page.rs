//! A page as the stages see it: the document and its parsed sentences.

use crate::quotes::{self, Quote};
use crate::{Pack, asides, guise, repair};
use rustc_hash::FxHashSet;
use sayso_core::{Document, Evidence, LineKind, Sentence, Span, Upos};

/// A document and its parsed sentences, in order.
pub struct Page<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its sentences.
    pub sentences: Vec<Sent>,
    /// What stands between quotation marks, in order.
    pub quotes: Vec<Quote>,
    /// Words that are names on this page: see [`guise::names`].
    names: FxHashSet<&'a str>,
    pack: &'a Pack,
}

/// A sentence and the line it stands in.
pub struct Sent {
    /// Index into [`Document::lines`].
    pub line: usize,
    /// What that line is.
    pub kind: LineKind,
    /// Of the whole sentence, of which `tree` may be but a piece.
    pub whole: Span,
    /// How many sentences of the page's own words came before: quoted ones do not count, so
    /// that who spoke before a long quotation is still near behind it.
    pub age: usize,
    /// Words and tree.
    pub tree: Sentence,
}

impl<'a> Page<'a> {
    /// A page without sentences as yet, in the language of `pack`.
    pub fn new(document: &'a Document, pack: &'a Pack) -> Self {
        let (quotes, names) = (quotes::find(document), guise::names(document));
        Page { document, sentences: vec![], quotes, names, pack }
    }

    /// Adds the sentences of a line, in words; `parse` gives each its tree. Sentences that quote
    /// are parsed in pieces: "`“We saw nothing,”`" and "`she said.`".
    pub fn add(&mut self, line: usize, sentences: Vec<Sentence>, mut parse: impl FnMut(&mut Sentence)) {
        let kind = self.document.lines[line].kind;
        let small = guise::is_title_case(self.document, line);
        for sentence in sentences {
            let whole = sentence.span;
            for mut tree in quotes::pieces(self.document, &self.quotes, sentence) {
                guise::dress(self.pack, &self.document.text, kind, small, &mut tree);
                asides::parse_without(self.pack, &mut tree, &mut parse);
                if guise::dress_verbless(self.pack, &mut tree) {
                    asides::parse_without(self.pack, &mut tree, &mut parse);
                }
                guise::unmask(self.pack, &self.document.text, &self.names, &mut tree);
                repair::mend(self.pack, &mut tree);
                let age = self.age_of(&tree, whole);
                self.sentences.push(Sent { line, kind, whole, age, tree });
            }
        }
    }

    fn age_of(&self, tree: &Sentence, whole: Span) -> usize {
        let Some(last) = self.sentences.last() else { return 0 };
        let own = tree.tokens.iter().any(|t| t.upos != Upos::Punct && self.quote_at(t.span).is_none());
        last.age + usize::from(own && last.whole != whole)
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

    /// The quotations that share a character with a span.
    pub fn quotes_over(&self, span: Span) -> &[Quote] {
        let from = self.quotes.partition_point(|q| q.outer.end <= span.start);
        let to = self.quotes.partition_point(|q| q.outer.start < span.end);
        &self.quotes[from..to.max(from)]
    }

    /// The sentences that share a character with a span.
    pub fn sentences_over(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.sentences.partition_point(|s| s.tree.span.end <= span.start);
        from..from + self.sentences[from..].iter().take_while(|s| s.tree.span.start < span.end).count()
    }

    /// Evidence in sentence `s`.
    pub fn evidence(&self, s: usize, span: Span, rule: &str) -> Evidence {
        let sent = &self.sentences[s];
        Evidence { span, sentence: sent.whole, line: sent.line, rule: rule.to_string() }
    }
}
