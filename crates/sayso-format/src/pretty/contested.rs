//! What one side asserts and another denies.

use super::look::{self, PLAIN, QUIET, WHO};
use super::quote::content;
use super::sheet::{Sheet, piece};
use super::{INDENT, events, heading, name, statements};
use crate::contested::{What, contested};
use crate::labels::label;
use anstyle::Style;
use sayso_core::{Claim, Reading, Stance, Statement};

pub(super) fn all(sheet: &mut Sheet, r: &Reading) {
    let found = contested(r);
    if found.is_empty() {
        return;
    }
    heading(sheet, "CONTESTED", found.len());
    for (i, contest) in found.iter().enumerate() {
        if i > 0 {
            sheet.blank();
        }
        match contest.what {
            What::Event(e) => sheet.line(&[name('e', e)], &events::notation(r, &r.events[e])),
            What::Statement(s) => sheet.line(&[name('s', s)], &statements::notation(r, &r.statements[s])),
        }
        match contest.asserted.is_empty() {
            true => sheet.line(&[piece(" ".repeat(INDENT), QUIET)], &[piece("says so   the page itself", QUIET)]),
            false => voices(sheet, r, "says so", look::status(sayso_core::Status::Done), &contest.asserted),
        }
        voices(sheet, r, "denies it", look::stance(Stance::Deny), &contest.denied);
    }
}

fn voices(sheet: &mut Sheet, r: &Reading, verb: &str, style: Style, claims: &[Claim]) {
    for c in claims {
        let first = [
            piece(" ".repeat(INDENT), QUIET),
            piece(format!("{verb:<10}"), style),
            piece(label(&r.actors[c.actor]), WHO),
            piece(format!(" (s{})  ", c.statement + 1), QUIET),
        ];
        sheet.line(&first, &[piece("“", QUIET), piece(told(r, &r.statements[c.statement]), PLAIN), piece("”", QUIET)]);
    }
}

/// The words of a statement: its content, or for one that is all cue its evidence.
fn told(r: &Reading, s: &Statement) -> String {
    let evidence = s.evidence.first().map(|e| e.span);
    content(&r.document, if s.content.is_empty() { evidence.as_slice() } else { &s.content })
}
