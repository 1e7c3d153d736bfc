//! Who said what.
//!
//! 1. [`rules`]: the cues of a language;
//! 2. [`cued`]: statements that a verb, noun or phrase signals;
//! 3. [`bare`]: quotations without a cue of their own, headlines, interviews.

mod bare;
mod cued;
mod rules;

pub use rules::Cues;

use crate::dates::Times;
use crate::quotes::Quote;
use crate::{Cast, Options, Pack, Page};
use sayso_core::{CueClass, Deprel, Form, Span, Statement, Upos};

/// A statement being read, with the places that later steps need.
#[derive(Clone, Debug)]
struct Draft {
    statement: Statement,
    /// Sentence of the cue.
    s: usize,
    /// Whether quotations beside it may be its content.
    takes_quotes: bool,
}

/// Finds the statements of a page, in order of the text.
pub fn find(pack: &Pack, page: &Page, cast: &mut Cast, times: &Times, options: Options) -> Vec<Statement> {
    let quotes = &page.quotes;
    let mut drafts = vec![];
    for s in 0..page.sentences.len() {
        cued::find(pack, page, cast, times, s, quotes, &mut drafts);
    }
    bare::headlines(pack, page, cast, &mut drafts);
    let mut used = bare::attach(pack, page, quotes, &mut drafts);
    bare::follow(pack, page, cast, quotes, &mut used, &mut drafts);
    drafts.retain(|d| {
        let st = &d.statement;
        let class = st.cue.map(|c| c.class);
        (options.attitudes || class != Some(CueClass::Attitude))
            && (!st.content.is_empty() || class == Some(CueClass::Deny))
    });
    for d in &mut drafts {
        finish(page, quotes, &mut d.statement);
    }
    first_persons(page, cast, quotes, &drafts);
    let mut all: Vec<Statement> = drafts.into_iter().map(|d| d.statement).collect();
    all.sort_by_key(|s| (start(s), s.cue.map_or(0, |c| c.span.start)));
    all.dedup_by(|a, b| a.cue == b.cue && a.content == b.content);
    all
}

fn start(s: &Statement) -> u32 {
    let parts = s.content.iter().copied().chain(s.cue.map(|c| c.span)).chain(s.speaker.iter().map(|p| p.span));
    parts.map(|x| x.start).min().unwrap_or(0)
}

/// Form, and evidence over all parts in the sentence.
fn finish(page: &Page, quotes: &[Quote], st: &mut Statement) {
    st.content.sort();
    let words = |span: Span| page.words(span).chars().filter(|c| c.is_alphanumeric()).count();
    let (mut all, mut inside) = (0, 0);
    for c in &st.content {
        all += words(*c);
        inside += quotes.iter().filter_map(|q| q.inner.intersect(*c)).map(words).sum::<usize>();
    }
    st.form = match (inside, all) {
        (0, _) => Form::Indirect,
        (i, a) if i >= a => Form::Direct,
        _ => Form::Mixed,
    };
    let Some(v) = st.evidence.first_mut() else { return };
    let line = page.document.lines[v.line].span;
    let parts = st.content.iter().copied().chain(st.speaker.iter().map(|p| p.span)).chain(st.cue.map(|c| c.span));
    v.span = parts.filter(|p| p.start >= line.start && p.end <= line.end).fold(v.span, Span::cover);
}

/// "I", "we", "our" inside a quotation mean its speaker.
fn first_persons(page: &Page, cast: &mut Cast, quotes: &[Quote], drafts: &[Draft]) {
    for (s, sent) in page.sentences.iter().enumerate() {
        let t = &sent.tree;
        for w in 0..t.len() {
            if t.feat(w, "Person") != Some("1") && !is_first_person(&t.form(w).to_lowercase())
                || !matches!(t.tokens[w].upos, Upos::Pron | Upos::Det)
                || !cast.is_open(s, w)
            {
                continue;
            }
            let span = t.tokens[w].span;
            if !quotes.iter().any(|q| q.inner.contains(span)) {
                continue;
            }
            let speaker = drafts.iter().find(|d| d.statement.content.iter().any(|c| c.contains(span)));
            if let Some(d) = speaker.filter(|d| !d.statement.speaker.is_empty()) {
                let who = d.statement.speaker.clone();
                cast.bind(s, w, &who, span);
            }
        }
    }
}

fn is_first_person(form: &str) -> bool {
    matches!(form, "i" | "me" | "my" | "we" | "us" | "our" | "saya" | "aku" | "kami" | "kita")
}

/// From the first to the last word of the subtree, without outer punctuation.
fn subtree(page: &Page, s: usize, w: usize, without: &[usize]) -> Option<Span> {
    let t = &page.sentences[s].tree;
    let cut = |j: usize| without.iter().any(|&x| t.is_under(j, x));
    let mut words: Vec<usize> = t.subtree(w).into_iter().filter(|&j| !cut(j)).collect();
    while words.last().is_some_and(|&j| t.tokens[j].upos == Upos::Punct && !is_closing(t.form(j))) {
        words.pop();
    }
    while words.first().is_some_and(|&j| t.tokens[j].upos == Upos::Punct && !is_opening(t.form(j))) {
        words.remove(0);
    }
    words.iter().map(|&j| t.tokens[j].span).reduce(Span::cover)
}

fn is_closing(form: &str) -> bool {
    matches!(form, "”" | "\"" | "»" | "’" | "'" | "''" | ")")
}

fn is_opening(form: &str) -> bool {
    matches!(form, "“" | "\"" | "«" | "‘" | "'" | "``" | "(" | "„")
}

/// Whether the clause headed by `w` is negated.
fn is_negated(pack: &Pack, page: &Page, s: usize, w: usize) -> bool {
    let t = &page.sentences[s].tree;
    t.children(w).any(|c| {
        matches!(
            t.rel(c),
            Deprel::Advmod
                | Deprel::Aux
                | Deprel::Det
                | Deprel::Cop
                | Deprel::Discourse
                | Deprel::Dep
                | Deprel::Case
                | Deprel::Mark
        ) && pack.rules.status.negates(&t.form(c).to_lowercase())
    })
}
