//! Who said what.
//!
//! 1. [`rules`]: the cues of a language;
//! 2. [`cued`], [`nouns`], [`phrases`]: statements that a verb, noun or phrase signals, with
//!    [`speaker`]: who speaks, and [`content`], [`aside`]: what is told;
//! 3. [`direct`]: which quotation belongs to which of them;
//! 4. [`bare`], [`turns`]: headlines and interviews, where a name alone says who speaks;
//! 5. [`nested`]: what a speaker tells of others.

mod aside;
mod bare;
mod content;
mod cued;
mod direct;
mod nested;
mod nouns;
mod phrases;
mod rules;
mod speaker;
mod turns;

pub use rules::{Cues, Key};

use crate::dates::Times;
use crate::quotes::Quote;
use crate::told::Told;
use crate::{Cast, Options, Pack, Page};
use sayso_core::{Cue, CueClass, Deprel, Form, Participant, Span, Stance, Statement, Upos};

/// A statement being read, with what later steps need.
#[derive(Clone, Debug)]
struct Draft {
    statement: Statement,
    /// Sentence and head of the cue.
    cue: (usize, usize),
    /// Whether quotations beside it may be its content.
    takes_quotes: bool,
    /// Whether it is read only when attitudes are asked for.
    optional: bool,
    /// Whether its verb is passive: nobody stands before it as its speaker.
    passive: bool,
    /// The verb of the clause that a phrase ("according to …") vouches for.
    vouches: Option<usize>,
}

impl Draft {
    fn class(&self) -> Option<CueClass> {
        self.statement.cue.map(|c| c.class)
    }
}

/// Finds the statements of a page, in order of the text.
pub fn find(pack: &Pack, page: &Page, cast: &mut Cast, times: &Times, options: Options) -> Vec<Statement> {
    let mut drafts = vec![];
    for s in 0..page.sentences.len() {
        cued::find(pack, page, cast, times, s, &mut drafts);
    }
    drafts.retain(|d| options.attitudes || !d.optional);
    nested::link(&mut drafts);
    bare::headlines(page, cast, &mut drafts);
    turns::interview(page, cast, &mut drafts);
    turns::signed(page, cast, &mut drafts);
    direct::attach(pack, page, cast, times, &mut drafts);
    drafts.retain(|d| {
        let st = &d.statement;
        let class = st.cue.map(|c| c.class);
        !st.content.is_empty() || class == Some(CueClass::Deny)
    });
    nested::drop(page, &mut drafts);
    for d in &mut drafts {
        finish(page, &mut d.statement);
    }
    first_persons(page, cast, &drafts);
    let mut all: Vec<Statement> = drafts.into_iter().map(|d| d.statement).collect();
    all.sort_by_key(|s| (start(s), s.cue.map_or(0, |c| c.span.start)));
    all.dedup_by(|a, b| a.cue == b.cue && a.content == b.content);
    all
}

/// A statement of which only cue and speaker are known as yet.
fn draft(
    page: &Page,
    cue: (usize, usize),
    rule: &str,
    words: Option<Cue>,
    stance: Stance,
    speaker: Vec<Participant>,
) -> Draft {
    let at = words.map_or(page.sentences[cue.0].tree.span, |c| c.span);
    let statement = Statement {
        id: String::new(),
        speaker,
        via: vec![],
        addressee: vec![],
        cue: words,
        content: vec![],
        form: Form::Indirect,
        stance,
        negated: false,
        cue_negated: false,
        about: vec![],
        denies: vec![],
        date: None,
        place: None,
        evidence: vec![page.evidence(cue.0, at, rule)],
    };
    Draft { statement, cue, takes_quotes: false, optional: false, passive: false, vouches: None }
}

/// Which drafts tell which words.
fn told(drafts: &[Draft]) -> Told {
    let all = drafts.iter().enumerate();
    Told::new(all.flat_map(|(i, d)| d.statement.content.iter().map(move |&c| (c, i))))
}

/// Joins pieces that overlap.
fn join(all: &mut Vec<Span>) {
    all.sort();
    let mut out: Vec<Span> = vec![];
    for s in all.drain(..) {
        match out.last_mut() {
            Some(last) if s.start <= last.end => *last = last.cover(s),
            _ => out.push(s),
        }
    }
    *all = out;
}

fn start(s: &Statement) -> u32 {
    let parts = s.content.iter().copied().chain(s.cue.map(|c| c.span)).chain(s.speaker.iter().map(|p| p.span));
    parts.map(|x| x.start).min().unwrap_or(0)
}

/// Form, and evidence over all parts in the sentence.
fn finish(page: &Page, st: &mut Statement) {
    st.content.sort();
    let words = |span: Span| page.words(span).chars().filter(|c| c.is_alphanumeric()).count();
    let (mut all, mut inside) = (0, 0);
    for c in &st.content {
        all += words(*c);
        inside += page.quotes_over(*c).iter().filter_map(|q| q.inner.intersect(*c)).map(words).sum::<usize>();
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
fn first_persons(page: &Page, cast: &mut Cast, drafts: &[Draft]) {
    let told = told(drafts);
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
            if page.quote_at(span).is_none() {
                continue;
            }
            let speaker = told.holding(span).min().map(|d| &drafts[d]);
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

/// Some words of a sentence from the first to the last, without outer punctuation.
fn cover(page: &Page, s: usize, mut words: Vec<usize>) -> Option<Span> {
    let t = &page.sentences[s].tree;
    let punct = |j: usize| t.tokens[j].upos == Upos::Punct;
    while words.last().is_some_and(|&j| punct(j) && !is_closing(t.form(j))) {
        words.pop();
    }
    let skip = words.iter().take_while(|&&j| punct(j) && !is_opening(t.form(j))).count();
    words[skip..].iter().map(|&j| t.tokens[j].span).reduce(Span::cover)
}

/// From the first to the last word of the subtree, without outer punctuation.
fn subtree(page: &Page, s: usize, w: usize, without: &[usize]) -> Option<Span> {
    let t = &page.sentences[s].tree;
    let cut = |j: usize| without.iter().any(|&x| t.is_under(j, x));
    cover(page, s, t.subtree(w).into_iter().filter(|&j| !cut(j)).collect())
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

/// Whether a word stands between quotation marks.
fn is_quoted(page: &Page, s: usize, w: usize) -> bool {
    page.quote_at(page.sentences[s].tree.tokens[w].span).is_some()
}

/// Whether a quotation stands in the sentence or right beside it.
fn near_quote(page: &Page, s: usize) -> bool {
    let sent = &page.sentences[s];
    let reach = Span::at(sent.tree.span.start.saturating_sub(3), sent.tree.span.end + 3);
    let near = |q: &&Quote| q.line == sent.line && q.outer.overlaps(reach);
    page.quotes_over(reach).iter().any(|q| near(&q))
}
