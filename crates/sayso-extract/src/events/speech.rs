//! Acts that a statement performs by what it says: who must do something is asked for it, who is
//! called a threat is accused, who announces harm threatens with it.

use crate::clause::Clause;
use crate::rules::Voice;
use crate::{Cast, Pack, Page};
use sayso_core::{CueClass, Deprel, Event, EventType, Mode, Participant, Span, Stance, Statement, Status, Upos};

/// Adds the acts that the statements perform to the events found.
pub fn add(pack: &Pack, page: &Page, cast: &Cast, statements: &[Statement], events: &mut Vec<Event>) {
    let mut new = vec![];
    for st in statements.iter().filter(|st| asserts(st)) {
        let speaker: Vec<Participant> =
            st.speaker.iter().copied().filter(|p| !cast.is_unknown(p.actor) && !p.unnamed).collect();
        if speaker.is_empty() {
            continue;
        }
        for (s, sent) in page.sentences.iter().enumerate() {
            if !st.content.iter().any(|c| c.overlaps(sent.tree.span)) {
                continue;
            }
            for w in 0..sent.tree.len() {
                if !st.content.iter().any(|c| c.contains(sent.tree.tokens[w].span)) {
                    continue;
                }
                new.extend(obligation(pack, page, cast, &speaker, s, w));
                new.extend(blame(pack, page, cast, &speaker, s, w));
            }
        }
        new.extend(threats(cast, st, &speaker, events));
    }
    new.retain(|e| {
        !events
            .iter()
            .any(|o| o.kind == e.kind && o.evidence[0].sentence == e.evidence[0].sentence && same_side(cast, o, e))
    });
    events.extend(new);
}

/// A statement that says what is, not one that asks, promises or denies.
fn asserts(st: &Statement) -> bool {
    st.cue.is_none_or(|c| {
        matches!(c.class, CueClass::Say | CueClass::Warn | CueClass::Think | CueClass::Accuse | CueClass::Admit)
    }) && st.stance != Stance::Deny
        && !st.cue_negated
}

fn same_side(cast: &Cast, a: &Event, b: &Event) -> bool {
    let state = |e: &Event| e.actor.first().map(|p| cast.state(p.actor).to_string());
    state(a) == state(b)
}

/// "China **must** drop its barriers", said by another.
fn obligation(pack: &Pack, page: &Page, cast: &Cast, speaker: &[Participant], s: usize, w: usize) -> Option<Event> {
    let t = &page.sentences[s].tree;
    if !pack.rules.status.obliges(&t.form(w).to_lowercase()) {
        return None;
    }
    let v = match t.rel(w) {
        Deprel::Aux | Deprel::Advmod | Deprel::Mark => t.head(w)?,
        _ if t.tokens[w].upos == Upos::Verb || t.tokens[w].upos == Upos::Aux => w,
        _ => return None,
    };
    // "has ignored" obliges nobody, "has to stop" does
    let has = matches!(t.lemma(w), "have" | "need");
    if has && !t.children(w).any(|c| t.children_by(c, Deprel::Mark).any(|m| t.form(m) == "to")) {
        return None;
    }
    let whom = addressee(pack, page, cast, speaker, s, v)?;
    Some(act(page, s, EventType::Request, None, t.tokens[w].span, speaker, whom, "und/events/obligation"))
}

/// "The alliance is **a threat** to us", said by another.
fn blame(pack: &Pack, page: &Page, cast: &Cast, speaker: &[Participant], s: usize, w: usize) -> Option<Event> {
    let t = &page.sentences[s].tree;
    if !pack.rules.status.blames(t.lemma(w)) && !pack.rules.status.blames(&t.form(w).to_lowercase()) {
        return None;
    }
    let predicate = t.child(w, Deprel::Cop).is_some();
    let v = match t.head(w).filter(|&h| {
        pack.rules.status.is_copula(t.lemma(h)) && matches!(t.rel(w), Deprel::Obj | Deprel::Xcomp | Deprel::Obl)
    }) {
        Some(v) => v,
        None if predicate => w,
        None => return None,
    };
    let negated = t.children(v).any(|c| pack.rules.status.negates(&t.form(c).to_lowercase()));
    if negated {
        return None;
    }
    let whom = addressee(pack, page, cast, speaker, s, v)?;
    Some(act(page, s, EventType::Accuse, Some(Mode::Disapprove), t.tokens[w].span, speaker, whom, "und/events/blame"))
}

/// The subject of a clause, where it is somebody else than the speaker, or belongs to somebody else.
fn addressee(
    pack: &Pack,
    page: &Page,
    cast: &Cast,
    speaker: &[Participant],
    s: usize,
    v: usize,
) -> Option<Vec<Participant>> {
    let t = &page.sentences[s].tree;
    let c = Clause::new(t, &pack.grammar, v, Voice::Tree);
    if c.is_passive() {
        return None;
    }
    let own = |p: &Participant| speaker.iter().any(|q| cast.state(q.actor) == cast.state(p.actor));
    let subjects = c.subjects();
    let mut whom: Vec<Participant> = subjects.iter().flat_map(|&h| cast.known(page, s, h)).collect();
    if whom.is_empty() {
        whom = subjects.iter().flat_map(|&h| cast.makers(page, s, h)).collect();
    }
    (!whom.is_empty() && !whom.iter().any(own)).then_some(whom)
}

/// "We will close the strait", said by those who can: the harm that is announced.
fn threats(cast: &Cast, st: &Statement, speaker: &[Participant], events: &[Event]) -> Vec<Event> {
    // "warned that they could be jailed": by whoever can
    let warned = st.cue.is_some_and(|c| c.class == CueClass::Warn);
    let public = speaker.iter().any(|p| {
        let a = cast.actor(p.actor);
        a.kind == sayso_core::ActorKind::State || matches!(a.sector.as_deref(), Some("GOV" | "JUD" | "COP" | "MIL"))
    });
    let open = |e: &Event| e.actor.is_empty() && warned && public && e.status == Status::Hypothetical;
    let mine = |e: &Event| {
        open(e) || e.actor.iter().any(|a| speaker.iter().any(|p| cast.state(p.actor) == cast.state(a.actor)))
    };
    let harm =
        |k: EventType| matches!(k, EventType::Sanction | EventType::Coerce | EventType::Assault | EventType::Protest);
    let told = events.iter().filter(|e| {
        harm(e.kind)
            && e.mode != Some(Mode::Withdraw)
            && (e.status == Status::Planned || warned && e.status == Status::Hypothetical)
            && mine(e)
            && !e.recipient.is_empty()
            && st.content.iter().any(|c| c.contains(e.cue))
    });
    told.map(|e| Event {
        kind: EventType::Threaten,
        mode: None,
        cameo: Some(EventType::Threaten.cameo_root().to_string()),
        status: Status::Done,
        actor: if e.actor.is_empty() { speaker.to_vec() } else { e.actor.clone() },
        magnitude: vec![],
        date: None,
        place: None,
        evidence: e
            .evidence
            .iter()
            .take(1)
            .map(|v| sayso_core::Evidence { rule: "und/events/announced-harm".into(), ..v.clone() })
            .collect(),
        ..e.clone()
    })
    .collect()
}

#[allow(clippy::too_many_arguments)]
fn act(
    page: &Page,
    s: usize,
    kind: EventType,
    mode: Option<Mode>,
    cue: Span,
    speaker: &[Participant],
    recipient: Vec<Participant>,
    rule: &str,
) -> Event {
    let words =
        recipient.iter().map(|p| p.span).filter(|p| page.sentences[s].tree.span.contains(*p)).fold(cue, Span::cover);
    Event {
        id: String::new(),
        kind,
        mode,
        context: vec![],
        cameo: Some(kind.cameo_root().to_string()),
        actor: speaker.to_vec(),
        recipient,
        cue,
        status: Status::Done,
        date: None,
        place: None,
        magnitude: vec![],
        claimed_by: vec![],
        denied_by: vec![],
        evidence: vec![page.evidence(s, words, rule)],
    }
}
