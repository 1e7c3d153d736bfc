//! What an act becomes when it is still to come or was refused, as PLOVER has it.
//!
//! A promise of any cooperation is AGREE, an announced pull-back CONCEDE, and cooperation that
//! somebody will not give REJECT.

use super::Act;
use super::status::Outlook;
use crate::Cast;
use sayso_core::{Deprel, EventType, Mode, Participant, Sentence, Status};

/// Type, mode and status of an act with this outlook.
pub fn settle(kind: EventType, mode: Option<Mode>, outlook: Outlook) -> (EventType, Option<Mode>, Status) {
    use EventType::*;
    match (kind, outlook.status) {
        (Consult | Support | Cooperate | Aid, Status::Planned) => (Agree, None, Status::Planned),
        (Retreat, Status::Planned) => (Concede, None, Status::Planned),
        (Agree | Consult | Support | Concede | Cooperate | Aid | Retreat, Status::Negated) if outlook.refused => {
            (Reject, Some(refused_mode(kind)), Status::Done)
        }
        (_, status) => (kind, mode, status),
    }
}

/// What was refused: help, a meeting, to give way, or anything else.
fn refused_mode(kind: EventType) -> Mode {
    match kind {
        EventType::Aid | EventType::Cooperate | EventType::Support => Mode::Assist,
        EventType::Consult => Mode::Meet,
        EventType::Concede | EventType::Retreat => Mode::Yield,
        _ => Mode::Change,
    }
}

/// "offered **to mediate**", "agreed **to withdraw**": what is promised is no second promise; "asked
/// **to join** the union": what the asker would do is part of the request.
pub fn join_promises(t: &Sentence, cast: &Cast, acts: &mut Vec<Act>) {
    let mut i = 0;
    while i < acts.len() {
        let Some(j) = (0..acts.len()).find(|&j| j != i && promises(t, cast, &acts[j], &acts[i])) else {
            i += 1;
            continue;
        };
        let deed = acts.remove(i).frame;
        let promise = &mut acts[if i < j { j - 1 } else { j }].frame;
        let known = |all: &[Participant]| all.iter().any(|p| !cast.is_unknown(p.actor));
        if promise.recipient.is_empty() || known(&deed.recipient) && !known(&promise.recipient) {
            let own = |p: &Participant| promise.actor.iter().any(|a| a.actor == p.actor);
            let others = deed.recipient.iter().chain(&deed.actor).copied().filter(|p| !own(p));
            promise.recipient = others.collect();
        }
    }
}

/// Whether `deed`, still to come, is what the act `promise` promises.
fn promises(t: &Sentence, cast: &Cast, promise: &Act, deed: &Act) -> bool {
    let yields = |k: EventType| matches!(k, EventType::Agree | EventType::Concede);
    let (p, d) = (&promise.frame, &deed.frame);
    let same_side = d.actor.is_empty()
        || p.actor.iter().any(|a| d.actor.iter().any(|b| cast.state(a.actor) == cast.state(b.actor)));
    let own_wish = promise.kind == EventType::Request
        && deed.status == Status::Demanded
        && !d.actor.is_empty()
        && d.actor.iter().all(|b| p.actor.iter().any(|a| a.actor == b.actor));
    if own_wish {
        return is_below(t, d.w, p.w);
    }
    let shares = d.recipient.iter().any(|r| p.actor.iter().any(|a| a.actor == r.actor));
    yields(promise.kind)
        && yields(deed.kind)
        && matches!(deed.status, Status::Planned | Status::Hypothetical)
        && (same_side || shares)
        && is_below(t, d.w, p.w)
}

/// Whether word `w` stands below `top` by ties that tell what `top` is about.
fn is_below(t: &Sentence, w: usize, top: usize) -> bool {
    let mut at = w;
    for _ in 0..4 {
        let ties = matches!(
            t.rel(at),
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Obj | Deprel::Acl | Deprel::Advcl | Deprel::Obl | Deprel::Nmod
        );
        let relative = t.rel(at) == Deprel::Acl && t.tokens[at].deprel.subtype() == "relcl";
        let Some(h) = t.head(at).filter(|_| ties && !relative) else { return false };
        if h == top {
            return true;
        }
        at = h;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_a_promise_and_what_is_refused_a_rejection() {
        let told = |status, refused| Outlook { status, refused };
        let settle = |kind, o| settle(kind, None, o);
        assert_eq!(settle(EventType::Aid, told(Status::Planned, false)).0, EventType::Agree);
        assert_eq!(settle(EventType::Retreat, told(Status::Planned, false)).0, EventType::Concede);
        assert_eq!(
            settle(EventType::Consult, told(Status::Negated, true)),
            (EventType::Reject, Some(Mode::Meet), Status::Done)
        );
        assert_eq!(settle(EventType::Consult, told(Status::Negated, false)).0, EventType::Consult);
        assert_eq!(settle(EventType::Assault, told(Status::Planned, false)).0, EventType::Assault);
    }
}
