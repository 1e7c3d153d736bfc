//! Who did what to whom.
//!
//! 1. [`rules`]: the frames of a language, by cue word;
//! 2. [`fill`]: the frames that a sentence fills, one a cue word; [`sides`]: with whom; [`public`]:
//!    whether anybody of them is in public life;
//! 3. [`fold`]: which of them tell one act; [`magnitude`]: how many it met;
//! 4. [`context`]: whom the page told of before;
//! 5. [`speech`]: acts that a statement performs by what it says;
//! 6. [`status`] and [`recode`]: done, ongoing, planned, demanded, hypothetical or negated; a
//!    promise and the deed it promises are one act.

mod context;
mod fill;
mod fold;
mod magnitude;
mod public;
mod recode;
mod rules;
mod sides;
mod speech;
mod status;

pub use rules::{Example, Key, Rules};

use crate::clause::Clause;
use crate::dates::Times;
use crate::{Cast, Pack, Page};
use fill::Frame;
use sayso_core::{
    ActorKind, CueClass, Deprel, Event, EventType, LineKind, Mode, Participant, Place, Sentence, Span, Statement,
    Status,
};
use status::Outlook;

/// Finds the events of a page, in order of the text.
pub fn find(pack: &Pack, page: &Page, cast: &mut Cast, times: &Times, statements: &[Statement]) -> Vec<Event> {
    let (mut all, mut told) = (vec![], context::Told::default());
    for (s, sent) in page.sentences.iter().enumerate() {
        let frames = fill::frames(pack, page, cast, s);
        let mut acts: Vec<Act> = frames.into_iter().filter_map(|f| settled(pack, &sent.tree, f)).collect();
        recode::join_promises(&sent.tree, cast, &mut acts);
        acts.retain(|a| is_worth_telling(pack, &sent.tree, cast, a));
        victims(pack, page, cast, s, &mut acts);
        for mut a in acts {
            told.recall(pack, page, cast, s, &mut a.frame);
            told.same_as_told(pack, page, cast, s, &mut a.frame);
            told.victims(pack, page, cast, s, &mut a.frame);
            if a.frame.pending && a.frame.recipient.is_empty() {
                continue;
            }
            if sent.kind != LineKind::Teaser {
                told.keep(page, s, pack.rules.list[a.frame.rule].kind, &a.frame);
            }
            all.push(event(pack, page, cast, times, s, a));
        }
    }
    speech::add(pack, page, cast, statements, &mut all);
    all.sort_by_key(|e: &Event| (e.cue.start, e.cue.end));
    all
}

/// A frame with what its outlook makes of it.
struct Act {
    frame: Frame,
    kind: EventType,
    mode: Option<Mode>,
    status: Status,
}

fn settled(pack: &Pack, t: &Sentence, mut frame: Frame) -> Option<Act> {
    let rule = &pack.rules.list[frame.rule];
    let outlook = match rule.status {
        Some(status) => Outlook { status, refused: false },
        None => status::of(pack, t, Clause::new(t, &pack.grammar, frame.w, frame.voice), frame.light),
    };
    let outlook = match (rule.announced, outlook.status) {
        (false, _) => outlook,
        (true, Status::Planned | Status::Hypothetical) => Outlook { status: Status::Done, refused: false },
        (true, _) => return None,
    };
    let (kind, mode, status) = recode::settle(rule.kind, rule.mode.or(frame.mode), outlook);
    let one_sided = rule.both && matches!(kind, EventType::Reject | EventType::Agree) && kind != rule.kind;
    if one_sided && frame.first > 0 && frame.first < frame.actor.len() {
        // "refused to meet the rebels": one side does, the other did not
        frame.recipient = frame.actor.split_off(frame.first);
    }
    Some(Act { frame, kind, mode, status })
}

/// What was not said, or not met, is no news; of force that was not used both sides must be told.
fn is_worth_telling(pack: &Pack, t: &Sentence, cast: &Cast, a: &Act) -> bool {
    use EventType::*;
    let words = matches!(a.kind, Request | Accuse | Threaten | Support | Consult | Agree | Protest | Reject);
    let both = !a.frame.actor.is_empty() && !a.frame.recipient.is_empty();
    let known = |all: &[Participant]| all.iter().any(|p| !cast.is_unknown(p.actor));
    // "denied backing the rebels": others say that it did
    let denies = |h: usize| {
        let keys = [t.lemma(h).to_lowercase(), t.form(h).to_lowercase()];
        keys.iter().flat_map(|k| pack.cues.met_by(k)).any(|r| pack.cues.list[r].class == CueClass::Deny)
    };
    let denied = t.head(a.frame.w).is_some_and(denies);
    match a.status {
        Status::Negated => both && (denied || !words && known(&a.frame.actor) && known(&a.frame.recipient)),
        Status::Hypothetical if matches!(a.kind, Reject | Request | Accuse) => false,
        Status::Hypothetical => a.kind != Protest || both,
        _ => true,
    }
}

/// "Lithuania accused Belarus **of jamming airliners**": a state that accuses another of a hostile
/// act that names no victim is the victim.
fn victims(pack: &Pack, page: &Page, cast: &Cast, s: usize, acts: &mut [Act]) {
    let t = &page.sentences[s].tree;
    let known = |all: &[Participant]| all.iter().any(|p| !cast.is_unknown(p.actor));
    for i in 0..acts.len() {
        let hostile = matches!(acts[i].kind, EventType::Coerce | EventType::Assault);
        let open = !known(&acts[i].frame.recipient) && known(&acts[i].frame.actor) && hostile;
        let w = acts[i].frame.w;
        let told = t.rel(w) == Deprel::Advcl && t.children_by(w, Deprel::Mark).any(|m| t.form(m) == "of");
        let accusing = acts.iter().find(|a| {
            open && told
                && t.head(w) == Some(a.frame.w)
                && a.kind == EventType::Accuse
                && pack.rules.list[a.frame.rule].mode == Some(Mode::Allege)
        });
        let claiming = || claimant(pack, page, cast, s, w).filter(|_| open);
        let Some(accuser) = accusing.map(|a| a.frame.actor.clone()).or_else(claiming) else { continue };
        let own = |p: &Participant| acts[i].frame.actor.iter().any(|a| cast.state(a.actor) == cast.state(p.actor));
        if accuser.iter().any(own) {
            continue;
        }
        let state = |p: &Participant| {
            cast.actor(p.actor).kind == ActorKind::State
                || matches!(cast.actor(p.actor).sector.as_deref(), Some("GOV" | "MIL" | "COP"))
        };
        if accuser.iter().all(state) {
            acts[i].frame.recipient = accuser;
        }
    }
}

/// "The Philippine coast guard **claimed that** a Chinese ship fired at a boat": who claims to have
/// been met.
fn claimant(pack: &Pack, page: &Page, cast: &Cast, s: usize, w: usize) -> Option<Vec<Participant>> {
    let t = &page.sentences[s].tree;
    let v = t.head(w).filter(|_| t.rel(w) == Deprel::Ccomp)?;
    let claims = matches!(t.lemma(v), "claim" | "allege" | "complain");
    let subjects = Clause::new(t, &pack.grammar, v, crate::rules::Voice::Tree).subjects();
    let who: Vec<Participant> = subjects.into_iter().flat_map(|h| cast.known(page, s, h)).collect();
    Some(who).filter(|x| claims && !x.is_empty())
}

fn event(pack: &Pack, page: &Page, cast: &Cast, times: &Times, s: usize, act: Act) -> Event {
    let Act { frame: f, kind, mode, status } = act;
    let to_come = matches!(status, Status::Planned | Status::Demanded | Status::Hypothetical);
    let day = page.document.article.reference_date;
    let t = &page.sentences[s].tree;
    let rule = &pack.rules.list[f.rule];
    let cue = f.cue.iter().map(|&i| t.tokens[i].span).reduce(Span::cover).unwrap_or(t.tokens[f.w].span);
    let cue = if cue.end - cue.start > 80 { t.tokens[f.w].span } else { cue };
    let inside = |p: &&sayso_core::Participant| p.span.start >= t.span.start && p.span.end <= t.span.end;
    let words = f.recipient.iter().filter(inside).map(|p| p.span).fold(cue, Span::cover);
    let words = f.content.map_or(words, |c| words.cover(c));
    Event {
        id: String::new(),
        kind,
        mode,
        context: rule.context.clone(),
        cameo: Some(rule.cameo.clone().filter(|_| kind == rule.kind).unwrap_or_else(|| kind.cameo_root().to_string())),
        place: place(pack, page, cast, s, f.w, f.light),
        magnitude: magnitude::magnitudes(pack, page, s, &f),
        date: times.of(t, s, f.w).map(|d| if to_come { pack.dates.ahead(page.words(d.span), d, day) } else { d }),
        evidence: vec![page.evidence(s, words, &rule.id)],
        actor: f.actor,
        recipient: f.recipient,
        cue,
        status,
        claimed_by: vec![],
        denied_by: vec![],
    }
}

/// The first phrase of place beside the event or its verb.
fn place(pack: &Pack, page: &Page, cast: &Cast, s: usize, w: usize, light: Option<usize>) -> Option<Place> {
    let t = &page.sentences[s].tree;
    for h in [Some(w), light].into_iter().flatten() {
        let c = Clause::new(t, &pack.grammar, h, crate::rules::Voice::Tree);
        for rel in [Deprel::Obl, Deprel::Nmod] {
            for p in c.phrases(h, rel, &pack.grammar.place) {
                if let [who] = cast.known(page, s, p).as_slice() {
                    let actor = cast.actor(who.actor);
                    if matches!(actor.kind, sayso_core::ActorKind::State) {
                        return Some(Place { span: crate::actors::phrase_span(t, p), country: actor.country.clone() });
                    }
                }
            }
        }
    }
    None
}
