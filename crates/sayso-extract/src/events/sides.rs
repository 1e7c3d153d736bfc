//! Who acts and who is acted upon: what stands in the slots of a frame, and what verb, place and
//! state add where a slot is empty.

use super::fill::Frame;
use super::rules::Rule;
use crate::clause::Clause;
use crate::rules::{Slot, SlotRel, Voice};
use crate::{Cast, Pack, Page};
use sayso_core::{ActorKind, Deprel, EventType, How, Participant, Span};

/// Who stands in the first of the slots that names somebody else than who acts.
pub fn recipients(
    page: &Page,
    cast: &Cast,
    s: usize,
    c: &Clause,
    (cue, actor): (&[usize], &[Participant]),
    slots: &[Slot],
) -> Vec<Participant> {
    // "gave the Red Cross leave to visit": the clause below has the same subject
    let same = |p: &Participant| actor.iter().any(|a| a.actor == p.actor && a.span == p.span);
    let found = named(page, s, c, (cue, slots), cast, &same, &|h| cast.owners(page, s, h));
    if found.is_empty() { possessors(page, cast, s, c, slots) } else { found }
}

/// "rejected **the council's** decision", "the verdict **of the jury**": whose the thing is, though
/// nothing tells which council.
fn possessors(page: &Page, cast: &Cast, s: usize, c: &Clause, slots: &[Slot]) -> Vec<Participant> {
    let t = c.t;
    let of = |k: usize| matches!(t.form(k), "of" | "by" | "from" | "oleh" | "dari");
    let owns = |&k: &usize| {
        t.tokens[k].deprel.subtype() == "poss" || t.rel(k) == Deprel::Nmod && t.child(k, Deprel::Case).is_some_and(of)
    };
    let open = |slot: &&Slot| !slot.own && slot.steps.last().is_some_and(|x| x.rel == SlotRel::Obj);
    let things = slots.iter().filter(open).flat_map(|slot| c.slot(slot));
    let found = things.map(|h| t.children(h).filter(owns).flat_map(|k| cast.who(page, s, k)).collect::<Vec<_>>());
    found.into_iter().find(|all| !all.is_empty()).unwrap_or_default()
}

/// Like [`recipients`], for those who act: "the attack **on Israel**" is not Israel's.
pub fn actors(page: &Page, cast: &Cast, s: usize, c: &Clause, cue: &[usize], slots: &[Slot]) -> Vec<Participant> {
    named(page, s, c, (cue, slots), cast, &|_| false, &|h| cast.makers(page, s, h))
}

fn named(
    page: &Page,
    s: usize,
    c: &Clause,
    (cue, slots): (&[usize], &[Slot]),
    cast: &Cast,
    skip: &dyn Fn(&Participant) -> bool,
    owners: &dyn Fn(usize) -> Vec<Participant>,
) -> Vec<Participant> {
    for slot in slots {
        let mut found = vec![];
        let last = slot.steps.last().map(|x| x.rel);
        let below = last == Some(SlotRel::Below);
        let only_known = below || matches!(last, Some(SlotRel::Amod | SlotRel::Compound));
        for h in c.slot(slot) {
            if below && !found.is_empty() {
                break;
            }
            let who = match only_known {
                // the words of the cue are nobody: "serangan **rudal** Rusia"
                _ if cue.contains(&h) => vec![],
                // "the **missile** test": a title of any army is no owner
                true => cast.known(page, s, h).into_iter().filter(|p| !cast.is_called(p, How::Title)).collect(),
                false => cast.who(page, s, h),
            };
            let ours = ours(page, s, c, cast, h, &who);
            if !ours.is_empty() {
                found.extend(ours);
            } else if who.is_empty() && !only_known && !slot.own {
                found.extend(owners(h));
            } else {
                found.extend(who);
            }
        }
        if !found.iter().all(skip) {
            found.dedup_by_key(|p| p.actor);
            return found;
        }
    }
    vec![]
}

/// "**Our people** fired tear gas": many whom nothing resolves are those of their owner.
fn ours(page: &Page, s: usize, c: &Clause, cast: &Cast, h: usize, who: &[Participant]) -> Vec<Participant> {
    let many = c.t.feat(h, "Number") == Some("Plur")
        && matches!(c.t.lemma(h), "people" | "person" | "man" | "force" | "boy" | "fighter" | "officer" | "guy");
    if !many || who.iter().any(|p| !cast.is_unknown(p.actor)) {
        return vec![];
    }
    let owner = c.t.children(h).find(|&o| c.t.tokens[o].deprel.subtype() == "poss");
    let span = crate::actors::phrase_span(c.t, h);
    let known = owner.into_iter().flat_map(|o| cast.known(page, s, o));
    known.map(|p| Participant { span, ..p }).collect()
}

/// "sent planes **at Vilnius' request**": who did it was asked. "a meeting with **her** counterparts":
/// she met them.
pub fn around_noun(
    pack: &Pack,
    page: &Page,
    cast: &Cast,
    s: usize,
    w: usize,
    rule: &Rule,
    sides: (&mut Vec<Participant>, &mut Vec<Participant>),
) {
    let t = &page.sentences[s].tree;
    let (actor, recipient) = sides;
    let owned = t.children(w).any(|c| t.tokens[c].deprel.subtype() == "poss");
    let at = owned && t.child(w, Deprel::Case).is_some_and(|k| t.form(k) == "at");
    if rule.kind == EventType::Request
        && recipient.is_empty()
        && at
        && let Some(v) = t.head(w).filter(|_| t.rel(w) == Deprel::Obl)
    {
        let subjects = Clause::new(t, &pack.grammar, v, Voice::Tree).subjects();
        *recipient = subjects.into_iter().flat_map(|h| cast.who(page, s, h)).collect();
    }
    if rule.kind == EventType::Consult && actor.is_empty() {
        let counterpart = t.children_by(w, Deprel::Nmod).find(|&c| t.lemma(c) == "counterpart");
        let owner = counterpart.and_then(|c| t.children(c).find(|&o| t.tokens[o].deprel.subtype() == "poss"));
        *actor = owner.into_iter().flat_map(|o| cast.known(page, s, o)).collect();
    }
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
    if let Some(v) = t.head(w).filter(|_| recipient.is_empty() && t.rel(w) == Deprel::Obl) {
        // "two soldiers **died** in an attack": whom it met
        if pack.grammar.victims.iter().any(|x| x == t.lemma(v)) {
            let c = Clause::new(t, &pack.grammar, v, Voice::Tree);
            recipient.extend(c.subjects().into_iter().flat_map(|h| cast.who(page, s, h)));
        }
    }
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
        *recipient = recipients(page, cast, s, &c, (&[w], actor), &of_verb);
    }
}

/// Fills in what the place and the actor's own state tell; drops nothing.
pub fn complete(pack: &Pack, page: &Page, cast: &mut Cast, s: usize, f: &mut Frame) {
    let rule = &pack.rules.list[f.rule];
    if rule.domestic {
        // "burnt tyres outside Gate 9"
        f.recipient.retain(|r| !cast.is_unknown(r.actor) || cast.actor(r.actor).kind != ActorKind::Unknown);
    }
    if !f.recipient.is_empty() || rule.both {
        return;
    }
    let t = &page.sentences[s].tree;
    if rule.place || rule.domestic {
        for h in
            // "took to **the streets** of Dhaka": the place may hang on a word of the cue
            [Some(f.w), f.light, t.head(f.w).filter(|_| rule.place && t.rel(f.w) != Deprel::Acl)]
                .into_iter()
                .flatten()
                .chain(f.cue.iter().copied().filter(|&x| x != f.w))
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
    let office = ["/GOV", "/LEG", "/PTY", "/OPP", "/JUD"].iter().any(|x| id.ends_with(x));
    office && !id.contains('#') && !overlap(a.span, r.span) && x != y && y.contains(' ') && x.contains(' ')
}

pub fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}
