//! Who acts and who is acted upon: what stands in the slots of a frame, and what verb, place and
//! state add where a slot is empty.

use super::fill::Frame;
use super::rules::Rule;
use crate::clause::Clause;
use crate::rules::{Slot, SlotRel, Voice};
use crate::{Cast, Pack, Page};
use sayso_core::{ActorKind, Deprel, How, Participant, Span};

/// Who stands in the first of the slots that names somebody.
pub fn recipients(page: &Page, cast: &Cast, s: usize, c: &Clause, cue: &[usize], slots: &[Slot]) -> Vec<Participant> {
    named(page, s, c, (cue, slots), cast, &|h| cast.owners(page, s, h))
}

/// Like [`recipients`], for those who act: "the attack **on Israel**" is not Israel's.
pub fn actors(page: &Page, cast: &Cast, s: usize, c: &Clause, cue: &[usize], slots: &[Slot]) -> Vec<Participant> {
    named(page, s, c, (cue, slots), cast, &|h| cast.makers(page, s, h))
}

fn named(
    page: &Page,
    s: usize,
    c: &Clause,
    (cue, slots): (&[usize], &[Slot]),
    cast: &Cast,
    owners: &dyn Fn(usize) -> Vec<Participant>,
) -> Vec<Participant> {
    for slot in slots {
        let mut found = vec![];
        let only_known = slot.steps.last().is_some_and(|x| matches!(x.rel, SlotRel::Amod | SlotRel::Compound));
        for h in c.slot(slot) {
            let who = match only_known {
                // the words of the cue are nobody: "serangan **rudal** Rusia"
                _ if cue.contains(&h) => vec![],
                // "the **missile** test": a title of any army is no owner
                true => cast.known(page, s, h).into_iter().filter(|p| !cast.is_called(p, How::Title)).collect(),
                false => cast.who(page, s, h),
            };
            if who.is_empty() && !only_known && !slot.own { found.extend(owners(h)) } else { found.extend(who) }
        }
        if !found.is_empty() {
            found.dedup_by_key(|p| p.actor);
            return found;
        }
    }
    vec![]
}

/// A noun of action takes who acts from the verb that carries it.
#[allow(clippy::too_many_arguments)]
pub fn borrow(
    pack: &Pack,
    page: &Page,
    cast: &Cast,
    s: usize,
    w: usize,
    light: Option<usize>,
    rule: &Rule,
    actor: &mut Vec<Participant>,
    recipient: &mut Vec<Participant>,
) {
    let t = &page.sentences[s].tree;
    let Some(v) = light else { return };
    let c = Clause::new(t, &pack.grammar, v, pack.rules.status.voice(t, v));
    if actor.is_empty() {
        let subjects = c.subjects();
        let slot = |h: usize| {
            let who = cast.who(page, s, h);
            if who.is_empty() { cast.owners(page, s, h) } else { who }
        };
        *actor = subjects.into_iter().filter(|&h| h != w).flat_map(slot).collect();
    }
    if recipient.is_empty() {
        let of_verb: Vec<Slot> = rule
            .recipient
            .iter()
            .filter(|x| x.steps.len() == 1 && x.steps[0].rel == SlotRel::Nmod && !x.steps[0].words.is_empty())
            .map(|x| {
                let mut x = x.clone();
                x.steps[0].rel = SlotRel::Obl;
                x
            })
            .collect();
        *recipient = recipients(page, cast, s, &c, &[w], &of_verb);
    }
}

/// Fills in what the place and the actor's own state tell; drops nothing.
pub fn complete(pack: &Pack, page: &Page, cast: &mut Cast, s: usize, f: &mut Frame) {
    let rule = &pack.rules.list[f.rule];
    if !f.recipient.is_empty() || rule.both {
        return;
    }
    let t = &page.sentences[s].tree;
    if rule.place || rule.domestic {
        for h in
            [Some(f.w), f.light, t.head(f.w).filter(|_| rule.place && t.rel(f.w) != Deprel::Acl)].into_iter().flatten()
        {
            let c = Clause::new(t, &pack.grammar, h, Voice::Tree);
            for rel in [Deprel::Obl, Deprel::Nmod] {
                for p in c.phrases(h, rel, &pack.grammar.place) {
                    if f.recipient.is_empty() {
                        f.recipient = cast.known(page, s, p);
                        if f.recipient.is_empty() {
                            // "in a bar in Veracruz"
                            let inner = c.phrases(p, Deprel::Nmod, &pack.grammar.place);
                            f.recipient = inner.into_iter().flat_map(|q| cast.known(page, s, q)).collect();
                        }
                        f.recipient.retain(|r| cast.actor(r.actor).kind == ActorKind::State);
                    }
                }
            }
        }
    }
    if rule.domestic
        && f.recipient.is_empty()
        && let Some(a) = f.actor.first().copied()
        && let Some(actor) = cast.home(pack, a.actor)
    {
        f.recipient.push(Participant { actor, ..a });
    }
    if f.recipient.iter().all(|r| f.actor.iter().any(|a| a.actor == r.actor)) && !rule.domestic {
        f.recipient.clear();
    }
}

/// "The prime minister accused the president": both are of one government, yet two.
pub fn are_two_of_one_office(page: &Page, cast: &Cast, a: &Participant, r: &Participant) -> bool {
    let id = &cast.actor(a.actor).id;
    let (x, y) = (page.words(a.span), page.words(r.span));
    id.contains('/') && !id.contains('#') && !overlap(a.span, r.span) && x != y && y.contains(' ') && x.contains(' ')
}

pub fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}
