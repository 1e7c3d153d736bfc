//! Statements inside what another one tells: "Oakes said *Lima believes* the deal is dead."

use super::Draft;
use crate::Page;
use rustc_hash::FxHashMap;
use sayso_core::{CueClass, Upos};

/// "Oakes agreed, the mayor said, according to *Reuters*": who only passes on what somebody said
/// becomes a link of that statement.
pub(super) fn link(drafts: &mut Vec<Draft>) {
    let mut passed_on = vec![];
    let said = |d: &Draft| d.vouches.is_none() && !d.statement.speaker.is_empty() && !d.optional;
    let all = drafts.iter().enumerate().rev().filter(|(_, d)| said(d));
    let at: FxHashMap<(usize, usize), usize> = all.map(|(i, d)| (d.cue, i)).collect();
    for p in 0..drafts.len() {
        let Some(h) = drafts[p].vouches else { continue };
        let Some(&d) = at.get(&(drafts[p].cue.0, h)) else { continue };
        let links = drafts[p].statement.speaker.clone();
        drafts[d].statement.via.splice(0..0, links);
        passed_on.push(p);
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        !passed_on.contains(&(at - 1))
    });
}

/// Drops statements inside the content of another one, but for the words of a third party that
/// is named there and that the outer speaker does not speak for.
pub(super) fn drop(page: &Page, drafts: &mut Vec<Draft>) {
    let inside = |d: &Draft, o: &Draft| {
        let Some(cue) = d.statement.cue else { return false };
        let holds = |x: &Draft, span| x.statement.content.iter().any(|c| c.contains(span));
        (d.optional || !o.optional) && holds(o, cue.span) && o.statement.cue.is_none_or(|c| !holds(d, c.span))
    };
    let told = super::told(drafts);
    let keep: Vec<bool> = drafts
        .iter()
        .enumerate()
        .map(|(i, d)| {
            let Some(cue) = d.statement.cue else { return true };
            let mut outer = told.holding(cue.span).filter(|&j| j != i && inside(d, &drafts[j]));
            outer.all(|o| is_third_party(page, d, &drafts[o]))
        })
        .collect();
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        keep[at - 1]
    });
}

/// Whether the inner statement is that of somebody else, named where it stands.
fn is_third_party(page: &Page, d: &Draft, o: &Draft) -> bool {
    let (inner, outer) = (&d.statement, &o.statement);
    let speech = inner.cue.is_some_and(|c| !matches!(c.class, CueClass::Think | CueClass::Attitude));
    let t = &page.sentences[d.cue.0].tree;
    let named = |p: &sayso_core::Participant| {
        let word = (0..t.len()).find(|&w| p.span.contains(t.tokens[w].span));
        let pronoun = word.is_some_and(|w| t.tokens[w].upos == Upos::Pron);
        !pronoun && outer.content.iter().any(|c| c.contains(p.span))
    };
    let other = |p: &sayso_core::Participant| outer.speaker.iter().all(|q| q.actor != p.actor);
    speech
        && !outer.speaker.is_empty()
        && !inner.speaker.is_empty()
        && inner.speaker.iter().all(|p| named(p) && other(p))
}
