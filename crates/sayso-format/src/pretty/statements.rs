//! Who said what, in reading order.

use super::look::{self, CUE, PLAIN, QUIET, WHO};
use super::quote::{content, notes, quote};
use super::sheet::{Piece, Sheet, piece};
use super::{heading, name};
use crate::labels::labels;
use anstyle::Style;
use sayso_core::{Participant, Reading, Span, Stance, Statement};

pub(super) fn all(sheet: &mut Sheet, r: &Reading) {
    if r.statements.is_empty() {
        return;
    }
    heading(sheet, "WHO SAID WHAT", r.statements.len());
    for (i, s) in r.statements.iter().enumerate() {
        if i > 0 {
            sheet.blank();
        }
        sheet.line(&[name('s', i)], &notation(r, s));
        let parts = parts(s);
        for e in s.evidence.iter().take(1) {
            quote(sheet, &r.document, e, &parts);
        }
        notes(sheet, told(r, s));
    }
}

/// `Lavrov > say > reporters: talks would resume`.
pub(super) fn notation(r: &Reading, s: &Statement) -> Vec<Piece> {
    let arrow = || piece(" > ", QUIET);
    vec![
        piece(labels(r, &s.speaker), WHO),
        arrow(),
        piece(s.cue.map_or("-", |c| c.class.as_str()), CUE),
        arrow(),
        piece(labels(r, &s.addressee), if s.addressee.is_empty() { QUIET } else { WHO }),
        piece(": ", QUIET),
        piece(content(&r.document, &s.content), PLAIN),
    ]
}

pub(super) fn parts(s: &Statement) -> Vec<(Span, Style)> {
    let who = |all: &[Participant]| all.iter().map(|p| (p.span, WHO)).collect::<Vec<_>>();
    let mut parts = [who(&s.speaker), who(&s.via), who(&s.addressee)].concat();
    parts.extend(s.content.iter().map(|c| (*c, PLAIN)));
    parts.extend(s.cue.map(|c| (c.span, CUE)));
    parts
}

fn told(r: &Reading, s: &Statement) -> Vec<Piece> {
    let mut told = vec![piece(s.stance.as_str(), look::stance(s.stance)), piece(s.form.as_str(), QUIET)];
    let mut say = |words: String, style: Style| told.push(piece(words, style));
    if s.cue_negated {
        say("did not say it".into(), look::stance(Stance::Deny));
    }
    if s.negated {
        say("negated".into(), QUIET);
    }
    if !s.denies.is_empty() {
        let denied: Vec<String> = s.denies.iter().map(|d| format!("s{}", d + 1)).collect();
        say(format!("denies {}", denied.join(", ")), look::stance(Stance::Deny));
    }
    if !s.via.is_empty() {
        say(format!("through {}", labels(r, &s.via)), QUIET);
    }
    if s.speaker.iter().any(|p| p.unnamed) {
        say("speaker not named".into(), QUIET);
    }
    if let Some(t) = s.date {
        say(super::events::day(t), QUIET);
    }
    if let Some(p) = s.place {
        say(r.document.words(p).to_string(), QUIET);
    }
    if !s.about.is_empty() {
        let events: Vec<String> = s.about.iter().map(|e| format!("e{}", e + 1)).collect();
        say(format!("tells {}", events.join(", ")), QUIET);
    }
    told
}
