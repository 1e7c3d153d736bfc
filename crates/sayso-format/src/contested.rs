//! What one side asserts and another denies.

use sayso_core::{Claim, Reading};

/// Something that is asserted and denied on the same page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// What it is.
    pub what: What,
    /// On whose word it stands; empty: the page itself says so.
    pub asserted: Vec<Claim>,
    /// Who denies it.
    pub denied: Vec<Claim>,
}

/// An event, or a statement where no event was read in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Index into [`Reading::events`].
    Event(usize),
    /// Index into [`Reading::statements`].
    Statement(usize),
}

/// All that a page has both sides of: events in order of the text, then statements.
pub fn contested(reading: &Reading) -> Vec<Contest> {
    let mut found = Vec::new();
    for (i, event) in reading.events.iter().enumerate().filter(|(_, e)| !e.denied_by.is_empty()) {
        let (asserted, denied) = (event.claimed_by.clone(), event.denied_by.clone());
        found.push(Contest { what: What::Event(i), asserted, denied });
    }
    let events = found.len();
    for (denial, statement) in reading.statements.iter().enumerate() {
        for &denied in &statement.denies {
            let told = found[..events].iter().any(|c| stands_in(&c.denied, denial) && stands_in(&c.asserted, denied));
            if !told {
                add(reading, &mut found, denied, denial);
            }
        }
    }
    found
}

fn stands_in(claims: &[Claim], statement: usize) -> bool {
    claims.iter().any(|c| c.statement == statement)
}

/// Adds a denial to the contest about a statement.
fn add(reading: &Reading, found: &mut Vec<Contest>, denied: usize, denial: usize) {
    let voices = |statement: usize| -> Vec<Claim> {
        reading.statements[statement].speaker.iter().map(|p| Claim { actor: p.actor, statement }).collect()
    };
    let what = What::Statement(denied);
    match found.iter_mut().find(|c| c.what == what) {
        Some(contest) => contest.denied.extend(voices(denial)),
        None => found.push(Contest { what, asserted: voices(denied), denied: voices(denial) }),
    }
}
