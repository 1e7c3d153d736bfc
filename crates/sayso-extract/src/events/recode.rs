//! What an act becomes when it is still to come or was refused, as PLOVER has it.
//!
//! A promise of any cooperation is AGREE, an announced pull-back CONCEDE, and cooperation that
//! somebody will not give REJECT.

use super::status::Outlook;
use sayso_core::{EventType, Mode, Status};

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
