//! Names short enough to stand in the one-line notation, and the day a page is read as of.

use sayso_core::{Actor, ActorKind, Article, Participant, Reading};

/// From how many characters on the acronym of a body is shown instead of its name.
const LONG: usize = 16;

/// What to call an actor: its name, or for a body with a long one its acronym (`ICRC`).
pub(crate) fn label(actor: &Actor) -> &str {
    let acronym = actor.kind != ActorKind::State && !actor.id.contains(['/', '#', '?']);
    if acronym && actor.name.chars().count() > LONG { &actor.id } else { &actor.name }
}

/// All of them, joined as the notation joins them; `-` for none.
pub(crate) fn labels(reading: &Reading, who: &[Participant]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for name in who.iter().map(|p| label(&reading.actors[p.actor])) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    if all.is_empty() { "-".into() } else { all.join(" + ") }
}

/// The day that relative dates are counted from, where it is not the page's own.
pub(crate) fn reference(a: &Article) -> Option<String> {
    let day = a.reference_date?.to_string();
    let own = |d: &Option<String>| d.as_deref().is_some_and(|d| d.starts_with(&day));
    (!own(&a.published) && !own(&a.updated)).then_some(day)
}
