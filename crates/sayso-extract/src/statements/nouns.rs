//! Statements that a noun signals: "Moscow's claim that …", "a call by the UN for …".

use super::cued::{Ground, heads_in, keys, party, rest_of, speak};
use super::{Draft, content, draft, is_negated};
use crate::Cast;
use crate::rules::Voice;
use sayso_core::{Cue, Deprel, Participant, Span, Upos};

/// The statement that word `w` signals as a noun.
pub(super) fn find(g: &Ground, cast: &mut Cast, w: usize) -> Option<Draft> {
    let t = g.tree();
    if t.tokens[w].upos != Upos::Noun {
        return None;
    }
    keys(&g.pack.cues.nouns, t, w)
        .into_iter()
        .find_map(|key| noun_cue(g, cast, w, &rest_of(t, w, &key.rest)?, key.rule))
}

fn noun_cue(g: &Ground, cast: &mut Cast, w: usize, cue: &[usize], rule: usize) -> Option<Draft> {
    let (t, rule) = (g.tree(), g.rule(rule));
    let c = g.clause(w, Voice::Tree);
    let mut owners = heads_in(&c, &rule.speaker);
    // "a *forceful* promise": of adjectives only those of states speak
    let describes = |o: usize| matches!(t.rel(o), Deprel::Amod | Deprel::Compound | Deprel::Det);
    owners.retain(|&o| !describes(o) || !cast.who(g.page, g.s, o).is_empty());
    let (content, h) = content::of_noun(g, &c, rule, cue, &owners)?;
    let mut speaker = speak(g, cast, &owners[..owners.len().min(1)]);
    if speaker.is_empty() {
        speaker = carried(g, cast, w);
    }
    speaker.retain(|p| !content.contains(p.span));
    if speaker.is_empty() {
        return None;
    }
    let span = cue.iter().map(|&i| t.tokens[i].span).fold(t.tokens[w].span, Span::cover);
    let words = Cue { span, class: rule.class };
    let mut d = draft(g.page, (g.s, w), &rule.id, Some(words), rule.stance, speaker);
    d.statement.addressee = party(g, cast, &c, &rule.addressee);
    d.statement.negated = is_negated(g.pack, g.page, g.s, h);
    d.statement.date = g.times.of_clause(t, g.s, w);
    d.optional = rule.optional;
    d.statement.content = vec![content];
    Some(d)
}

/// "made a promise to …": who carries the noun.
fn carried(g: &Ground, cast: &mut Cast, w: usize) -> Vec<Participant> {
    let t = g.tree();
    let status = &g.pack.rules.status;
    let Some(v) = t.head(w).filter(|&v| t.rel(w) == Deprel::Obj && status.is_light(t, v)) else { return vec![] };
    let subjects = g.clause(v, status.voice(t, v)).subjects();
    speak(g, cast, &subjects)
}
