//! Why a record stands: its words, tree, rule and actors, and what other rules its cue could meet.

use super::look::{CUE, HEAD, PLAIN, QUIET, WHO};
use super::quote::quote;
use super::sheet::{Piece, Sheet, piece};
use super::{Look, events, indent, name, statements};
use crate::labels::label;
use anstyle::Style;
use sayso_core::{Evidence, Explanation, How, Reading, Record, Resolved, RuleText, Sentence, Span};
use unicode_width::UnicodeWidthStr;

/// One record explained.
pub fn explanation(r: &Reading, e: &Explanation, look: Look) -> String {
    let mut sheet = Sheet::new(look.width, look.colour);
    let (evidence, parts) = head(&mut sheet, r, e.record);
    for v in evidence {
        quote(&mut sheet, &r.document, v, &parts);
        let place = format!("line {} · {}", v.line + 1, r.document.lines[v.line].kind.as_str());
        sheet.line(&[indent()], &[piece(place, QUIET)]);
    }
    who(&mut sheet, r, e);
    for rule in &e.rules {
        title(&mut sheet, "read by");
        show(&mut sheet, rule);
    }
    status(&mut sheet, r, e);
    if let Some(t) = e.trees.first() {
        title(&mut sheet, "tree");
        tree(&mut sheet, t, &parts);
    }
    others(&mut sheet, e);
    sheet.finish()
}

/// The record in one line; its evidence, and its parts with their styles.
fn head<'r>(sheet: &mut Sheet, r: &'r Reading, record: Record) -> (&'r [Evidence], Vec<(Span, Style)>) {
    match record {
        Record::Statement(i) => {
            let s = &r.statements[i];
            sheet.line(&[name('s', i)], &statements::notation(r, s));
            sheet.line(&[indent()], &[piece(&s.id, QUIET)]);
            (&s.evidence, statements::parts(s))
        }
        Record::Event(i) => {
            let e = &r.events[i];
            sheet.line(&[name('e', i)], &events::notation(r, e));
            let more =
                [piece(&e.id, QUIET), piece("  ", QUIET), piece(e.status.as_str(), super::look::status(e.status))];
            sheet.line(&[indent()], &more);
            (&e.evidence, events::parts(e))
        }
    }
}

fn title(sheet: &mut Sheet, words: &str) {
    sheet.blank();
    sheet.line(&[indent()], &[piece(words, HEAD)]);
}

fn who(sheet: &mut Sheet, r: &Reading, e: &Explanation) {
    if e.who.is_empty() {
        return;
    }
    title(sheet, "who");
    for w in &e.who {
        let a = &r.actors[w.actor];
        let words = format!("“{}”", r.document.words(w.span));
        let pieces = [
            piece(format!("{} ", w.part), QUIET),
            piece(words, WHO),
            piece(format!(" → {} ", label(a)), PLAIN),
            piece(format!("({}): {}", a.id, reason(r, w)), QUIET),
        ];
        sheet.wrap(&[indent()], &[indent(), piece("  ", QUIET)], &pieces);
    }
}

/// Why the words stand for whom they stand for.
fn reason(r: &Reading, w: &Resolved) -> String {
    let mut told = vec![match w.how {
        Some(How::Name) => "by name".to_string(),
        Some(How::Title) => "by title".into(),
        Some(How::Pronoun) => "a pronoun".into(),
        Some(How::Description) => "a description".into(),
        Some(How::Metonym) => "a place or house that stands for it".into(),
        None => "meant by the words".into(),
    }];
    if let Some(n) = w.named {
        let line = r.document.line_at(n.start).map_or(String::new(), |l| format!(" in line {}", l + 1));
        told.push(format!("named “{}”{line}", r.document.words(n)));
    }
    told.push(w.listed.clone().unwrap_or_else(|| "in no list: the page alone tells of it".into()));
    told.join(", ")
}

/// A rule's place and own lines.
fn show(sheet: &mut Sheet, rule: &RuleText) {
    let Some(line) = rule.line else {
        sheet.line(&[indent()], &[piece(format!("{} (a rule of the program itself)", rule.id), PLAIN)]);
        return;
    };
    let place = [piece(format!("{}:{line}", rule.file), PLAIN), piece(format!("  {}", rule.tells), CUE)];
    sheet.line(&[indent()], &place);
    let inner = [indent(), piece("  ", QUIET)];
    rule.text.lines().skip(1).for_each(|l| sheet.wrap(&inner, &inner, &[piece(l, QUIET)]));
}

fn status(sheet: &mut Sheet, r: &Reading, e: &Explanation) {
    let Record::Event(i) = e.record else { return };
    let status = r.events[i].status;
    title(sheet, "status");
    let mut pieces = vec![piece(status.as_str(), super::look::status(status))];
    match e.status.is_empty() {
        true => pieces.push(piece(": nothing in the sentence says otherwise", QUIET)),
        false => pieces.push(piece(": words that can change it are ", QUIET)),
    }
    for (i, (span, what)) in e.status.iter().enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        pieces.push(piece(format!("{comma}“{}” ({what})", r.document.words(*span)), QUIET));
    }
    sheet.wrap(&[indent()], &[indent()], &pieces);
}

/// One word a line: number, word, tag, relation and head.
fn tree(sheet: &mut Sheet, t: &Sentence, parts: &[(Span, Style)]) {
    let widest = (0..t.len()).map(|i| t.form(i).width()).max().unwrap_or(0).min(24);
    for (i, token) in t.tokens.iter().enumerate() {
        let style = parts.iter().rev().find(|(s, _)| s.contains(token.span)).map_or(PLAIN, |(_, s)| *s);
        let form = t.form(i);
        let blanks = " ".repeat(widest.saturating_sub(form.width()) + 2);
        let head = token.head.map_or(String::new(), |h| format!(" ← {}", t.form(h as usize)));
        let cells: [Piece; 3] = [
            piece(format!("{:>3} ", i + 1), QUIET),
            piece(form, style),
            piece(format!("{blanks}{:<6}{}{head}", token.upos.as_str(), token.deprel), QUIET),
        ];
        sheet.line(&[indent()], &cells);
    }
}

fn others(sheet: &mut Sheet, e: &Explanation) {
    if e.others.is_empty() {
        return;
    }
    title(sheet, "other readings of the same cue, and what each asks for");
    e.others.iter().for_each(|rule| show(sheet, rule));
}
