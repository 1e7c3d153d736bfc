//! A page of many short statements takes time in proportion to its length.

use sayso_core::{Deprel, Document, Line, LineKind, Sentence, Span, Upos};
use sayso_extract::{Extractor, Options, Page};
use sayso_lang_data::Folders;
use std::time::{Duration, Instant};

const TEXT: &str = "\"Yes,\" he said. ";

fn words(at: u32) -> Sentence {
    let mut t = Sentence::new(Span::at(at, at + 15));
    for (form, from) in [("\"", 0), ("Yes", 1), (",", 4), ("\"", 5), ("he", 7), ("said", 10), (".", 14)] {
        t.push(form, Span::at(at + from, at + from + form.len() as u32), true);
    }
    t
}

/// The tree of the words, or of those before or behind the closing mark.
fn parse(t: &mut Sentence) {
    let root = (0..t.len()).find(|&i| matches!(t.form(i), "said")).unwrap_or(t.len().min(2) - 1);
    for i in 0..t.len() {
        let (upos, rel) = match t.form(i) {
            "Yes" => (Upos::Intj, Deprel::Discourse),
            "he" => (Upos::Pron, Deprel::Nsubj),
            "said" => (Upos::Verb, Deprel::Root),
            _ => (Upos::Punct, Deprel::Punct),
        };
        t.tokens[i].upos = upos;
        t.hang(i, (i != root).then_some(root), if i == root { Deprel::Root } else { rel });
    }
    if t.form(root) == "said" {
        t.set_lemma(root, "say");
    }
}

/// How long a paragraph of so many statements takes, at best, and how many are found.
fn time(extractor: &Extractor, count: u32) -> (Duration, usize) {
    let text = TEXT.repeat(count as usize);
    let span = Span::at(0, text.len() as u32);
    let line = Line { kind: LineKind::Body, span, story: span, language: None };
    let document = Document { text, lines: vec![line], ..Document::default() };
    let mut page = Page::new(&document, extractor.pack("en").expect("English"));
    page.add(0, (0..count).map(|i| words(i * TEXT.len() as u32)).collect(), parse);
    let runs = (0..3).map(|_| {
        let start = Instant::now();
        let found = extractor.extract("en", "d0", &page, Options::default()).statements.len();
        (start.elapsed(), found)
    });
    runs.min().expect("three runs")
}

#[test]
fn many_statements_take_no_more_time_each() {
    let extractor = Extractor::new(&Folders::builtin()).expect("the folders are right");
    let (few, found) = time(&extractor, 2_000);
    assert_eq!(found, 2_000);
    let (many, found) = time(&extractor, 16_000);
    assert_eq!(found, 16_000);
    // eight times as many; where each were held against all others it would be 64 times as long
    assert!(many < few * 24, "{few:?} for 2,000, {many:?} for 16,000");
}
