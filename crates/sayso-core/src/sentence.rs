//! Sentences as Universal Dependencies have them.

use crate::{Deprel, Rel, Span, Upos};

/// One syntactic word. Forms and lemmas live in the sentence's arena: ask the
/// [`Sentence`] for them.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands; the parts of a multiword token that are no part of the text
    /// (French `du` = `de` + `le`) all have the span of the whole.
    pub span: Span,
    pub(crate) form: (u32, u32),
    pub(crate) seen: (u32, u32),
    pub(crate) lemma: (u32, u32),
    pub(crate) feats: (u32, u32),
    /// Universal part of speech.
    pub upos: Upos,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<u16>,
    /// Relation to the head.
    pub deprel: Rel,
    /// Whether a blank (or the end of the text) follows.
    pub space_after: bool,
    /// For the first word of a multiword token: how many words it has; else 0.
    pub mwt: u8,
}

/// One sentence: its words and the tree over them.
///
/// The tree is valid by construction of the parser: one root, no cycle.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// From the first to the last token.
    pub span: Span,
    /// The words in order.
    pub tokens: Vec<Token>,
    arena: String,
}

impl Sentence {
    /// An empty sentence over `span`.
    pub fn new(span: Span) -> Self {
        Sentence { span, ..Sentence::default() }
    }

    /// Adds a word without lemma, features and head (they come with the `set_` calls).
    pub fn push(&mut self, form: &str, span: Span, space_after: bool) -> usize {
        let form = self.keep(form);
        self.tokens.push(Token {
            span,
            form,
            seen: form,
            lemma: form,
            feats: (0, 0),
            upos: Upos::X,
            head: None,
            deprel: Rel::from(Deprel::Dep),
            space_after,
            mwt: 0,
        });
        self.tokens.len() - 1
    }

    /// Some of its words as a sentence of their own, without tags and tree.
    pub fn piece(&self, words: std::ops::Range<usize>) -> Sentence {
        let mut out = Sentence::default();
        for i in words {
            let t = &self.tokens[i];
            let k = out.push(self.form(i), t.span, t.space_after);
            out.tokens[k].mwt = t.mwt;
        }
        let spans = out.tokens.iter().map(|t| t.span);
        out.span = spans.reduce(Span::cover).unwrap_or_default();
        out
    }

    fn keep(&mut self, s: &str) -> (u32, u32) {
        let start = self.arena.len() as u32;
        self.arena.push_str(s);
        (start, self.arena.len() as u32)
    }

    /// Sets the form that tagger and parser see in place of the word: a name that they know well
    /// for one that they may not, small letters in a headline.
    pub fn set_seen(&mut self, i: usize, form: &str) {
        self.tokens[i].seen = self.keep(form);
    }

    /// The word as tagger and parser see it.
    pub fn seen(&self, i: usize) -> &str {
        self.get(self.tokens[i].seen)
    }

    /// Hangs word `i` on another word, or makes it the root. Where `head` stands under `i` nothing
    /// is done: the tree would become a ring, and whoever walks up it would never arrive.
    pub fn hang(&mut self, i: usize, head: Option<usize>, rel: impl Into<Rel>) {
        if head.is_some_and(|h| self.is_under(h, i)) {
            return;
        }
        self.tokens[i].head = head.map(|h| h as u16);
        self.tokens[i].deprel = rel.into();
    }

    /// Sets the dictionary form.
    pub fn set_lemma(&mut self, i: usize, lemma: &str) {
        self.tokens[i].lemma = self.keep(lemma);
    }

    /// Sets the features, `Name=Value|Name=Value` sorted by name.
    pub fn set_feats(&mut self, i: usize, feats: &str) {
        self.tokens[i].feats = self.keep(feats);
    }

    fn get(&self, r: (u32, u32)) -> &str {
        &self.arena[r.0 as usize..r.1 as usize]
    }

    /// The word as it stands.
    pub fn form(&self, i: usize) -> &str {
        self.get(self.tokens[i].form)
    }

    /// Its dictionary form.
    pub fn lemma(&self, i: usize) -> &str {
        self.get(self.tokens[i].lemma)
    }

    /// Its features; empty for none.
    pub fn feats(&self, i: usize) -> &str {
        self.get(self.tokens[i].feats)
    }

    /// The value of one feature.
    pub fn feat(&self, i: usize, name: &str) -> Option<&str> {
        self.feats(i).split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether the word is, or may be, a relative pronoun (`PronType=Rel`, `PronType=Int,Rel`).
    pub fn is_relative(&self, i: usize) -> bool {
        self.feat(i, "PronType").is_some_and(|kinds| kinds.split(',').any(|k| k == "Rel"))
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The head of word `i`.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.tokens[i].head.map(usize::from)
    }

    /// The relation of word `i` without subtype.
    pub fn rel(&self, i: usize) -> Deprel {
        self.tokens[i].deprel.base
    }

    /// The words whose head is `i`, in order.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&j| self.tokens[j].head == Some(i as u16))
    }

    /// Those of them with relation `rel` (any subtype).
    pub fn children_by(&self, i: usize, rel: Deprel) -> impl Iterator<Item = usize> + '_ {
        self.children(i).filter(move |&j| self.rel(j) == rel)
    }

    /// The first child with relation `rel` (any subtype).
    pub fn child(&self, i: usize, rel: Deprel) -> Option<usize> {
        self.children_by(i, rel).next()
    }

    /// The root of the tree.
    pub fn root(&self) -> Option<usize> {
        (0..self.tokens.len()).find(|&i| self.tokens[i].head.is_none())
    }

    /// Whether `ancestor` is `i` or stands above it.
    pub fn is_under(&self, i: usize, ancestor: usize) -> bool {
        let mut at = Some(i);
        while let Some(j) = at {
            if j == ancestor {
                return true;
            }
            at = self.head(j);
        }
        false
    }

    /// All words of the subtree of `i` in order, `i` among them.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        (0..self.tokens.len()).filter(|&j| self.is_under(j, i)).collect()
    }

    /// From the first to the last word of the subtree of `i`.
    pub fn subtree_span(&self, i: usize) -> Span {
        self.subtree(i).iter().map(|&j| self.tokens[j].span).reduce(Span::cover).unwrap_or(self.tokens[i].span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_never_hung_under_itself() {
        let mut s = Sentence::new(Span::new(0, 5));
        for i in 0..3 {
            s.push("w", Span::new(2 * i, 2 * i + 1), true);
        }
        s.hang(1, Some(0), Deprel::Obj);
        s.hang(2, Some(1), Deprel::Nmod);
        s.hang(0, Some(2), Deprel::Obl);
        s.hang(1, Some(1), Deprel::Obl);
        assert_eq!((s.head(0), s.head(1), s.head(2), s.root()), (None, Some(0), Some(1), Some(0)));
    }
}
