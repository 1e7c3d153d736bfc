//! One suite over every language folder with a model.

use proptest::prelude::*;
use sayso_core::{Sentence, Span};
use sayso_lang::{Language, Languages, Level, Scratch};
use sayso_lang_data::Folders;
use std::sync::LazyLock;

static FOLDERS: LazyLock<Folders> = LazyLock::new(Folders::builtin);
static LANGUAGES: LazyLock<Languages> = LazyLock::new(|| Languages::new(&FOLDERS).expect("models"));

fn each() -> impl Iterator<Item = &'static Language> {
    FOLDERS.iter().filter_map(|(code, _)| LANGUAGES.get(code))
}

/// Text that looks like news here and like nothing there.
const TEXTS: &[&str] = &[
    "",
    " ",
    "Oslo signed. \"We agree,\" she said (on 3 May 2024).",
    "Rp300 miliar… https://example.org/a?b=c  user@example.org 1/2/2003 16-19 don't rumah-rumahnya",
    "東京で会談した。「合意した」と述べた。 서울에서 만났다. مرحبا بالعالم. Москва — Киев!",
    "\u{feff}a\u{301}\u{200d}😀\u{0}\t. ] [12] [ \" ' ’ .. ... ?! -- — A. B. U.S. No. 5",
];

fn analysed(language: &Language, text: &str) -> Vec<Sentence> {
    language.analyse(text, Span::new(0, text.len()).trimmed(text))
}

/// What is wrong with a sentence of `text`, if anything.
fn fault(text: &str, s: &Sentence) -> Option<String> {
    let n = s.len();
    let spans = s.tokens.iter().map(|t| t.span);
    if let Some(t) = spans.clone().find(|t| text.get(t.start as usize..t.end as usize).is_none_or(str::is_empty)) {
        return Some(format!("a span cuts a character or is empty: {t:?}"));
    }
    if spans.clone().zip(spans.skip(1)).any(|(a, b)| a.start > b.start || (b.start < a.end && a != b)) {
        return Some("words overlap".into());
    }
    if (0..n).filter(|&i| s.head(i).is_none()).count() != 1 {
        return Some("not one root".into());
    }
    let loops = |i: usize| std::iter::successors(Some(i), |&j| s.head(j)).nth(n + 1).is_some();
    (0..n)
        .find(|&i| loops(i) || s.head(i).is_some_and(|h| h >= n))
        .map(|i| format!("word {i} hangs on itself or nothing"))
}

/// The characters of a text that are not blank.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The surface of all tokens, one after the other.
fn joined(text: &str, all: &[Sentence]) -> String {
    let mut out = String::new();
    for s in all {
        let mut end = 0;
        for t in &s.tokens {
            if t.span.start >= end {
                out.push_str(t.span.of(text));
                end = t.span.end;
            }
        }
    }
    solid(&out)
}

fn check(language: &Language, text: &str) {
    let all = analysed(language, text);
    for s in &all {
        assert_eq!(fault(text, s), None, "{}: {text:?}", language.code());
    }
    assert_eq!(joined(text, &all), solid(text), "{}: tokens do not rejoin to the text", language.code());
}

fn shown(s: &Sentence) -> String {
    (0..s.len())
        .map(|i| format!("{}/{:?}/{}/{}/{} ", s.form(i), s.head(i), s.tokens[i].deprel, s.feats(i), s.lemma(i)))
        .collect()
}

#[test]
fn there_are_languages() {
    assert!(each().count() >= 2 && each().any(|l| l.code() == "en"));
}

#[test]
fn words_rejoin_and_trees_are_trees() {
    for language in each() {
        TEXTS.iter().for_each(|t| check(language, t));
        check(language, &TEXTS.concat().repeat(40));
    }
}

#[test]
fn every_set_of_instructions_reads_alike_and_twice_the_same() {
    for language in each() {
        let model = language.model().expect("a model");
        let text = TEXTS.join(" ");
        let read = |level: Level| {
            let mut scratch = Scratch::with(level);
            let mut all = language.split(&text, Span::new(0, text.len()));
            all.iter_mut().for_each(|s| model.annotate(s, &mut scratch));
            all.iter().map(shown).collect::<String>()
        };
        let best = read(Level::best());
        assert!(Level::all().into_iter().chain([Level::best()]).all(|l| read(l) == best), "{}", language.code());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_string_is_too_strange(text in "\\PC{0,120}") {
        each().for_each(|l| check(l, &text));
    }

    #[test]
    fn nor_are_marks_and_blanks(text in "[ .,!?'\"’“”()\\[\\]0-9a-zA-Zäß。、！?-]{0,80}") {
        each().for_each(|l| check(l, &text));
    }
}
