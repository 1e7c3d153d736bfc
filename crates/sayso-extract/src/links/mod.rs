//! On whose word, denied by whom, told twice.

mod denials;

use crate::told::Told;
use crate::{Cast, Pack, Page};
use rustc_hash::FxHashSet;
use sayso_core::{Claim, CueClass, Event, Evidence, LineKind, Stance, Statement, Status, event_id, statement_id};

/// Links denials to what they deny, events to the statements that tell them, and the events
/// that tell the same act to one another.
pub fn link(pack: &Pack, page: &Page, cast: &mut Cast, statements: &mut [Statement], events: &mut Vec<Event>) {
    claims(cast, statements, events);
    denials::link(pack, page, cast, statements, events);
    merge(page, cast, statements, events);
}

/// An event inside a statement is on the word of its speaker: the innermost that has it.
fn claims(cast: &Cast, statements: &mut [Statement], events: &mut [Event]) {
    let _ = cast;
    let pieces = statements.iter().enumerate().flat_map(|(i, s)| s.content.iter().map(move |&c| (c, i)));
    let told = Told::new(pieces);
    for (e, event) in events.iter_mut().enumerate() {
        let performs = |s: &Statement| s.cue.is_some_and(|c| c.span.overlaps(event.cue));
        let size =
            |s: &Statement| s.content.iter().filter(|c| c.contains(event.cue)).map(|c| c.len()).min().unwrap_or(0);
        let all = told.holding(event.cue).filter(|&i| !performs(&statements[i]));
        let Some(i) = all.min_by_key(|&i| (size(&statements[i]), i)) else { continue };
        let s = &mut statements[i];
        s.about.push(e);
        let deny = s.stance == Stance::Deny || s.cue_negated;
        if deny {
            // what is only told to be denied did not happen on anybody's word
            event.denied_by = s.speaker.iter().map(|p| Claim { actor: p.actor, statement: i }).collect();
            if matches!(event.status, Status::Done | Status::Ongoing) && s.stance == Stance::Deny {
                event.status = Status::Negated;
            }
        } else if s.cue.is_none_or(|c| c.class != CueClass::Attitude) {
            event.claimed_by = s.speaker.iter().map(|p| Claim { actor: p.actor, statement: i }).collect();
        }
    }
}

/// One act told several times is one event with several evidences, the fullest telling first.
fn merge(page: &Page, cast: &Cast, statements: &mut [Statement], events: &mut Vec<Event>) {
    let mut new: Vec<Option<usize>> = vec![None; events.len()];
    let mut kept: Vec<Event> = vec![];
    for (i, e) in std::mem::take(events).into_iter().enumerate() {
        let same = kept.iter_mut().enumerate().find(|(_, k)| is_same(page, cast, k, &e));
        match same {
            Some((at, k)) => {
                join(k, e);
                new[i] = Some(at);
            }
            None => {
                new[i] = Some(kept.len());
                kept.push(e);
            }
        }
    }
    *events = kept;
    for s in statements {
        let mut about: Vec<usize> = s.about.iter().filter_map(|&e| new[e]).collect();
        about.sort_unstable();
        about.dedup();
        s.about = about;
    }
}

fn is_same(page: &Page, cast: &Cast, a: &Event, b: &Event) -> bool {
    let states =
        |all: &[sayso_core::Participant]| all.iter().map(|p| cast.state(p.actor).to_string()).collect::<FxHashSet<_>>();
    let happened = |s: Status| matches!(s, Status::Done | Status::Ongoing);
    let (aa, ba, ar, br) = (states(&a.actor), states(&b.actor), states(&a.recipient), states(&b.recipient));
    let fits = |x: &FxHashSet<String>, y: &FxHashSet<String>| x == y && !x.is_empty();
    let dates =
        a.date.is_none() || b.date.is_none() || a.date.map(|d| (d.from, d.to)) == b.date.map(|d| (d.from, d.to));
    let words = |x: &Event| x.cue;
    a.kind == b.kind
        && words(a) != words(b)
        && (a.status == b.status || happened(a.status) && happened(b.status))
        && fits(&aa, &ba)
        && (fits(&ar, &br) || a.mode == b.mode && (ar.is_empty() && br.is_empty() || is_short_for(page, a, b)))
        && dates
        && (a.mode == b.mode || a.mode.is_none() || b.mode.is_none())
}

/// "Kenya recalls envoy" above "Kenya recalled its envoy **to Tanzania**": a headline leaves out what
/// the story tells.
fn is_short_for(page: &Page, a: &Event, b: &Event) -> bool {
    let heads = |x: &Event| {
        let kind = |v: &Evidence| page.document.lines[v.line].kind;
        x.evidence.iter().all(|v| matches!(kind(v), LineKind::Title | LineKind::Subhead))
    };
    heads(a) != heads(b) && [a, b].into_iter().any(|x| heads(x) && x.recipient.is_empty()) && a.mode.is_some()
}

fn join(k: &mut Event, mut e: Event) {
    if k.recipient.is_empty() && !e.recipient.is_empty() {
        // the fuller telling stands first
        std::mem::swap(k, &mut e);
    }
    k.evidence.extend(e.evidence);
    k.mode = k.mode.or(e.mode);
    k.date = k.date.or(e.date);
    k.place = k.place.take().or(e.place);
    if e.status == Status::Done && k.status == Status::Ongoing {
        k.status = Status::Done;
    }
    if k.claimed_by.is_empty() || e.claimed_by.is_empty() {
        // the page itself tells it elsewhere
        k.claimed_by.clear();
    } else {
        for c in e.claimed_by {
            if k.claimed_by.iter().all(|x| x.actor != c.actor) {
                k.claimed_by.push(c);
            }
        }
    }
    for c in e.denied_by {
        if k.denied_by.iter().all(|x| x.actor != c.actor) {
            k.denied_by.push(c);
        }
    }
    for m in e.magnitude {
        if k.magnitude.iter().all(|x| x.kind != m.kind) {
            k.magnitude.push(m);
        }
    }
}

/// Gives every record its id.
pub fn identify(document: &str, statements: &mut [Statement], events: &mut [Event]) {
    for s in statements {
        let mut spans: Vec<_> = s.cue.iter().map(|c| c.span).chain(s.content.iter().copied()).collect();
        if spans.is_empty() {
            spans.extend(s.speaker.iter().map(|p| p.span));
        }
        s.id = statement_id(document, &spans);
    }
    for e in events {
        let spans: Vec<_> = [e.cue].into_iter().chain(e.evidence.first().map(|v| v.span)).collect();
        e.id = event_id(document, &spans, e.kind);
    }
}
