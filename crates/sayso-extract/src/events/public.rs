//! Whose words and dealings are news: states, bodies, people with a public office or arms, people
//! with a name of a known state, many people of one state. "The nurse refused", "the firm met its
//! suppliers" tell of nobody whom the political record knows.

use super::fill::Frame;
use super::rules::Rule;
use crate::actors::is_many;
use crate::{Cast, Page};
use sayso_core::{ActorKind, EventType, How, Mode, Participant};

/// Sectors whose people act in public even where their state is not told.
const PUBLIC: [&str; 14] =
    ["GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "REB", "PRM", "PTY", "UAF", "CRM", "ELI", "LAB"];

/// Whether a frame tells something public: force and crowds always do, words and dealings where
/// somebody public takes part.
pub fn is_public(page: &Page, cast: &Cast, s: usize, rule: &Rule, f: &Frame) -> bool {
    use EventType::*;
    match rule.kind {
        // the rule itself says whose act it is
        _ if !rule.by.is_empty() && !rule.on.is_empty() => true,
        Assault | Coerce | Protest | Mobilize | Sanction => true,
        // "Yashin was freed from prison"
        Retreat if rule.mode == Some(Mode::Release) => true,
        Consult if f.actor.len() + f.recipient.len() == 1 && f.actor.iter().all(|p| cast.is_unknown(p.actor)) => false,
        Agree | Consult | Support | Concede | Cooperate | Aid | Retreat | Request | Accuse | Reject | Threaten => {
            f.actor.iter().chain(&f.recipient).any(|p| is_somebody(page, cast, s, p))
        }
    }
}

fn is_somebody(page: &Page, cast: &Cast, s: usize, p: &Participant) -> bool {
    let a = cast.actor(p.actor);
    let public = a.sector.as_deref().is_some_and(|x| PUBLIC.contains(&x));
    if cast.is_unknown(p.actor) {
        return public && a.kind != ActorKind::Unknown;
    }
    let named = a.id.contains('#') || !a.id.contains('/');
    let told = || a.mentions.iter().any(|m| m.how != How::Title && m.how != How::Pronoun && p.span.contains(m.span));
    public || named || is_many(page, s, p) || told()
}
