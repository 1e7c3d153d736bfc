//! "Chile's government *disputes* that account": a verb in the present that the parser takes for a
//! noun is shown to it as one that it knows well.
//!
//! The third person of a verb and the plural of its noun look alike, and treebanks have many
//! verbs of the news (`alleges`, `denies`, `denounces`) in the past only.

use crate::Pack;
use crate::actors::{Hit, What};
use sayso_core::Sentence;

/// Gives the listed verbs of a sentence that stand where a clause has its verb another guise.
pub fn dress(pack: &Pack, hits: &[Hit], t: &mut Sentence) {
    let present = &pack.grammar.stand_in.present;
    if present.known.is_empty() {
        return;
    }
    for i in 1..t.len().saturating_sub(1) {
        let low = t.form(i);
        if !low.ends_with('s') || !low.starts_with(char::is_lowercase) || present.known.iter().any(|k| k == low) {
            continue;
        }
        let listed = pack.cues.verbs.contains_key(low) || pack.rules.verbs.contains_key(low);
        if !listed || low.ends_with("ss") || !behind_subject(pack, hits, t, i) {
            continue;
        }
        if let Some(known) = stand_in(pack, hits, t, i) {
            let known = known.to_string();
            t.set_seen(i, &known);
        }
    }
}

/// Whether word `i` stands behind a pronoun, a name or an office: what acts.
fn behind_subject(pack: &Pack, hits: &[Hit], t: &Sentence, i: usize) -> bool {
    let before = t.form(i - 1).to_lowercase();
    if pack.grammar.stand_in.present.behind.contains(&before) {
        return true;
    }
    let name = t.form(i - 1).chars().next().is_some_and(char::is_uppercase) && before.len() > 1;
    let adjective = |h: &Hit| matches!(h.what, What::Known(_, crate::actors::Way::Adjective));
    let hit = hits.iter().find(|h| h.to == i);
    hit.map_or(name, |h| !adjective(h))
}

/// The known verb for what stands behind word `i`; none where a noun could stand there as well.
fn stand_in<'p>(pack: &'p Pack, hits: &[Hit], t: &Sentence, i: usize) -> Option<&'p str> {
    let present = &pack.grammar.stand_in.present;
    let next = t.form(i + 1).to_lowercase();
    let named = hits.iter().any(|h| h.from == i + 1) || t.form(i + 1).chars().next().is_some_and(char::is_uppercase);
    let verb = |words: &[String]| words.contains(&next);
    if verb(&present.clause) {
        Some(&present.says)
    } else if next == "to" {
        pack.cues.verbs.contains_key(t.form(i)).then_some(present.wants.as_str())
    } else if next.ends_with("ing") || verb(&present.object) || named {
        Some(&present.takes)
    } else {
        None
    }
}
