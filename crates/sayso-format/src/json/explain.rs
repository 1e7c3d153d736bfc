//! Why a record stands, as JSON.

use super::Writer;
use crate::types::explain as types;
use crate::types::{Quote, Word};
use sayso_core::{Explanation, Reading, Record, Resolved, RuleText, Sentence, event_notation, statement_notation};

/// One record explained.
pub fn explanation<'a>(r: &'a Reading, e: &'a Explanation) -> types::Explanation<'a> {
    let o = Writer::new(r);
    let (id, notation) = match e.record {
        Record::Statement(i) => (&r.statements[i].id, statement_notation(r, &r.statements[i])),
        Record::Event(i) => (&r.events[i].id, event_notation(r, &r.events[i])),
    };
    types::Explanation {
        id,
        notation,
        sentences: e.trees.iter().map(|t| o.parsed(t)).collect(),
        rules: e.rules.iter().map(rule).collect(),
        who: e.who.iter().map(|w| o.resolved(w)).collect(),
        status_words: e.status.iter().map(|&(span, does)| types::StatusWord { words: o.quote(span), does }).collect(),
        others: e.others.iter().map(rule).collect(),
    }
}

fn rule(r: &RuleText) -> types::Rule<'_> {
    types::Rule { id: &r.id, file: &r.file, line: r.line, tells: &r.tells, text: &r.text }
}

impl<'a> Writer<'a> {
    fn parsed(&self, t: &'a Sentence) -> types::Parsed<'a> {
        let node = |i: usize| types::Node {
            form: t.form(i),
            lemma: t.lemma(i),
            upos: t.tokens[i].upos.as_str(),
            head: t.tokens[i].head.map_or(0, |h| h as usize + 1),
            deprel: t.tokens[i].deprel.to_string(),
        };
        types::Parsed { words: self.quote(t.span), tree: (0..t.len()).map(node).collect() }
    }

    fn resolved(&self, w: &'a Resolved) -> types::Resolved<'a> {
        let named: Option<Quote> = w.named.map(|n| self.quote(n));
        types::Resolved {
            part: w.part,
            actor: self.id_of(w.actor),
            words: self.quote(w.span),
            how: w.how.map(Word),
            named,
            listed: w.listed.as_deref(),
        }
    }
}
