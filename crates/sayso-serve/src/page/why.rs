//! Why a record stands: the rule, the words, the tree, and where its actors come from.

use super::layout;
use crate::answer::Answer;
use crate::ask::{Ask, Form};
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_core::{Explanation, Reading, Record, RuleText, Sentence, event_notation, statement_notation};
use sayso_format::{clean, json};

/// The explanation of a record of the store: its page is parsed again.
pub(crate) fn stored(site: &Site, ask: &Ask, id: &str) -> Result<Answer, Trouble> {
    let missing = || super::reader::missing(id);
    let document = id.split('.').next().unwrap_or_default();
    let reading = site.store(|s| s.reading(document)?.ok_or_else(missing))?;
    if !records(&reading).any(|r| id_of(&reading, r) == id) {
        return Err(missing());
    }
    let all = site.config.reader.explanations(&reading).unwrap_or_default();
    let Some(found) = all.iter().find(|e| id_of(&reading, e.record) == id) else {
        return Err(Trouble::Missing(
            "this record was read by a sayso that knew its language; this one has no folder for it".into(),
        ));
    };
    if ask.form == Form::Json {
        return Ok(Answer::json(&json::explanation(&reading, found)));
    }
    let body = html! {
        h1 { "Why this record stands" }
        p.lead { (line(&reading, found.record)) }
        p.notes { a href={ "/documents/" (reading.id) "#" (id) } { "in its document" } " · " a href={ "/events/" (id) } { "record" } }
        (explanation(&reading, found))
    };
    let forms = layout::Forms { ask, endings: &[".json"] };
    Ok(Answer::html(layout::page("Why", Some(forms), body)))
}

fn records(r: &Reading) -> impl Iterator<Item = Record> {
    (0..r.statements.len()).map(Record::Statement).chain((0..r.events.len()).map(Record::Event))
}

/// The id of a record.
pub(crate) fn id_of(r: &Reading, record: Record) -> &str {
    match record {
        Record::Statement(i) => &r.statements[i].id,
        Record::Event(i) => &r.events[i].id,
    }
}

/// A record in one line.
pub(crate) fn line(r: &Reading, record: Record) -> Markup {
    let told = match record {
        Record::Statement(i) => statement_notation(r, &r.statements[i]),
        Record::Event(i) => event_notation(r, &r.events[i]),
    };
    layout::words(&told)
}

/// All that is known of why.
pub(crate) fn explanation(r: &Reading, e: &Explanation) -> Markup {
    let document = &r.document;
    html! {
        @for t in &e.trees { blockquote lang=[document.article.language.as_deref()] dir="auto" { (clean(document.words(t.span))) } }
        @if !e.rules.is_empty() { h2 { "Rules that read it" } }
        @for rule in &e.rules { (rule_text(rule)) }
        @if !e.who.is_empty() {
            h2 { "Who they are" }
            div.wide { table.data {
                thead { tr { th scope="col" { "part" } th scope="col" { "words" } th scope="col" { "actor" } th scope="col" { "how" } th scope="col" { "named as" } th scope="col" { "list" } } }
                tbody { @for w in &e.who { tr {
                    td { (w.part) } td { (layout::words(document.words(w.span))) }
                    td { (layout::words(&r.actors[w.actor].id)) }
                    td { (w.how.map_or("", |h| h.as_str())) }
                    td { @if let Some(n) = w.named { (layout::words(document.words(n))) } }
                    td { (w.listed.as_deref().unwrap_or_default()) }
                } } }
            } }
        }
        @if !e.status.is_empty() {
            h2 { "Words that tell whether it was done" }
            p { @for (i, (span, does)) in e.status.iter().enumerate() { @if i > 0 { ", " } (layout::words(document.words(*span))) " (" (does) ")" } }
        }
        @for t in &e.trees { (tree(t)) }
        @if !e.others.is_empty() {
            details { summary { "Other rules that these words can meet" } @for rule in &e.others { (rule_text(rule)) } }
        }
    }
}

fn rule_text(rule: &RuleText) -> Markup {
    html! {
        p { code { (rule.file) @if let Some(line) = rule.line { ":" (line) } } @if !rule.tells.is_empty() { " tells " b { (rule.tells) } } }
        @if !rule.text.is_empty() { pre { code { (rule.text) } } }
    }
}

fn tree(t: &Sentence) -> Markup {
    html! {
        details {
            summary { "The tree of this sentence" }
            div.wide { table.data {
                thead { tr { th { "#" } th { "word" } th { "dictionary form" } th { "tag" } th { "head" } th { "relation" } } }
                tbody { @for i in 0..t.len() { tr {
                    td { (i + 1) } td { (layout::words(t.form(i))) } td { (layout::words(t.lemma(i))) } td { (t.tokens[i].upos.as_str()) }
                    td { (t.tokens[i].head.map_or(0, |h| h as usize + 1)) } td { (t.tokens[i].deprel.to_string()) }
                } } }
            } }
        }
    }
}
