//! "Chile's government *disputes* that account": a verb in the present that the parser takes for a
//! noun is shown to it as one that it knows well.
//!
//! The third person of a verb and the plural of its noun look alike, and treebanks have many
//! verbs of the news (`alleges`, `denies`, `denounces`) in the past only.

use crate::Pack;
use crate::actors::{Hit, What};
use sayso_core::{CueClass, Deprel, Sentence, Upos};

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
    let says = |k: &crate::statements::Key| pack.cues.list[k.rule].class == CueClass::Say;
    let speech = pack.cues.verbs.get(t.form(i)).into_iter().flatten().any(says);
    if verb(&present.clause) || speech && !pack.rules.verbs.contains_key(t.form(i)) && (verb(&present.object) || named)
    {
        Some(&present.says)
    } else if next == "to" {
        pack.cues.verbs.contains_key(t.form(i)).then_some(present.wants.as_str())
    } else if next.ends_with("ing") || verb(&present.object) || named {
        Some(&present.takes)
    } else {
        None
    }
}

/// "Argentina *halts* gas exports", "Troops *rescue* farmers": where a parsed sentence has no verb, the
/// first listed one that stands behind a noun and before another is shown as a known verb. Tells
/// whether there was any.
pub fn dress_verbless(pack: &Pack, t: &mut Sentence) -> bool {
    let present = &pack.grammar.stand_in.present;
    let finite = |i: usize| {
        matches!(t.tokens[i].upos, Upos::Verb | Upos::Aux) && t.feat(i, "VerbForm") == Some("Fin")
            || t.rel(i) == Deprel::Root && t.tokens[i].upos == Upos::Verb
    };
    if present.known.is_empty() || t.len() < 3 || (0..t.len()).any(finite) {
        return false;
    }
    let Some(i) = (1..t.len() - 1).find(|&i| stands_as_verb(pack, t, i)) else { return false };
    let third = t.form(i).ends_with('s');
    let known = if third { present.takes.clone() } else { present.take.clone() };
    t.set_seen(i, &known);
    true
}

/// Whether word `i` of a verbless sentence may be its verb.
fn stands_as_verb(pack: &Pack, t: &Sentence, i: usize) -> bool {
    let low = t.form(i).to_lowercase();
    let listed = pack.rules.verbs.contains_key(&low) || pack.cues.verbs.contains_key(&low);
    let noun = |k: usize| matches!(t.tokens[k].upos, Upos::Noun | Upos::Propn);
    let third = low.ends_with('s') && !low.ends_with("ss");
    let plural = t.feat(i - 1, "Number") == Some("Plur");
    let agrees = if third { !plural } else { plural && !low.ends_with("ed") && !low.ends_with("ing") };
    let object = matches!(
        t.tokens[i + 1].upos,
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Pron | Upos::Sym
    );
    // "Rebels **free** (adjective) four hostages"
    let named = noun(i) || !third && t.tokens[i].upos == Upos::Adj;
    listed && agrees && named && noun(i - 1) && object
}
