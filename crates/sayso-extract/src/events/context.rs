//! Who is acted upon where the sentence does not say: what the page told before.
//!
//! "India condemned **the strikes**": whoever struck. "Gao **warned**": whom he quarrels with in
//! the sentences before. "The union **called for** an inquiry", on a page about one state: that state.

use super::fill::Frame;
use super::rules::Rule;
use crate::clause::Clause;
use crate::{Cast, Pack, Page};
use sayso_core::{Deprel, EventType, Mode, Participant, Sentence, Upos};

/// What the page told up to here.
#[derive(Debug, Default)]
pub struct Told(Vec<Act>);

#[derive(Debug)]
struct Act {
    kind: EventType,
    actor: Vec<Participant>,
    recipient: Vec<Participant>,
    age: usize,
}

/// How many sentences back a quarrel is still going on.
const NEAR: usize = 3;

impl Told {
    /// Keeps what an event tells.
    pub fn keep(&mut self, page: &Page, s: usize, kind: EventType, f: &Frame) {
        let age = page.sentences[s].age;
        self.0.push(Act { kind, actor: f.actor.clone(), recipient: f.recipient.clone(), age });
    }

    /// Fills a missing recipient from what was told before.
    pub fn recall(&self, pack: &Pack, page: &Page, cast: &mut Cast, s: usize, f: &mut Frame) {
        let rule = &pack.rules.list[f.rule];
        // "cooperated with the American inquiry": a noun that nobody utters is aimed at nobody
        let uttered = !rule.noun || f.light.is_some();
        if !f.recipient.is_empty() || f.actor.is_empty() || rule.both || !is_aimed(rule) || !uttered {
            return;
        }
        let span = f.actor[0].span;
        let remark = remarked(pack, page, cast, s, f);
        let condition = if rule.kind == EventType::Threaten { condition(pack, page, cast, s, f) } else { None };
        let whom = remark.or(condition).or_else(|| self.doer_of_object(pack, page, cast, s, f));
        let whom = whom.or_else(|| self.rival(page, cast, s, f)).or_else(|| {
            // who threatens need not mean the state that the page is about
            let open = rule.kind == EventType::Threaten && pack.grammar.inflect == "malay";
            if open { None } else { self.home(pack, cast, f) }
        });
        let quarrels = matches!(rule.kind, EventType::Accuse | EventType::Reject | EventType::Threaten);
        let whom = whom.or_else(|| if quarrels { cast.other_party(pack, f.actor[0].actor) } else { None });
        if let Some(actor) = whom {
            f.recipient.push(Participant { actor, span, unnamed: false });
        }
    }

    /// "planned to impose **the measures**", "backed **the strike**": whom those met of which the
    /// page told before, or who did it.
    pub fn same_as_told(&self, pack: &Pack, page: &Page, cast: &Cast, s: usize, f: &mut Frame) {
        let kind = pack.rules.list[f.rule].kind;
        if !f.recipient.is_empty() || f.actor.is_empty() || pack.rules.list[f.rule].both {
            return;
        }
        let found = match kind {
            EventType::Assault => {
                let age = page.sentences[s].age;
                let near = self.0.iter().rev().filter(|a| a.kind == kind && a.age + 6 >= age);
                let mine = |a: &&Act| {
                    a.actor.iter().any(|p| {
                        cast.actor(p.actor).id.split('#').next() == cast.actor(f.actor[0].actor).id.split('#').next()
                    })
                };
                let known = |p: &&Participant| !cast.is_unknown(p.actor) && !is_own_side(f, p.actor);
                near.into_iter().find(mine).and_then(|a| a.recipient.iter().find(known)).map(|p| p.actor)
            }
            EventType::Support => self.doer_of_object(pack, page, cast, s, f),
            EventType::Sanction => {
                let told = self.0.iter().rev().find(|a| a.kind == kind && !a.recipient.is_empty());
                let other = |p: &&Participant| !is_own(cast, f, p.actor) && !cast.is_unknown(p.actor);
                told.filter(|_| is_definite(&page.sentences[s].tree, f))
                    .and_then(|a| a.recipient.iter().find(other))
                    .map(|p| p.actor)
            }
            _ => None,
        };
        if let Some(actor) = found {
            f.recipient.push(Participant { actor, span: f.actor[0].span, unnamed: false });
        }
    }

    /// "Three villagers were killed": people of the town that the clause names, else of the state that
    /// the page is about, else those that the attack told just before met.
    pub fn victims(&self, pack: &Pack, page: &Page, cast: &mut Cast, s: usize, f: &mut Frame) {
        let rule = &pack.rules.list[f.rule];
        let plain = |p: &Participant| {
            let a = cast.actor(p.actor);
            a.id.starts_with('?') && a.sector.is_none() && a.kind != sayso_core::ActorKind::Unknown
        };
        let met = matches!(rule.kind, EventType::Assault)
            && !rule.both
            && !f.recipient.is_empty()
            && f.recipient.iter().all(plain);
        if !met {
            return;
        }
        let age = page.sentences[s].age;
        let t = &page.sentences[s].tree;
        let c = Clause::new(t, &pack.grammar, f.w, f.voice);
        let place = [Deprel::Obl, Deprel::Nmod].into_iter().flat_map(|r| c.phrases(f.w, r, &pack.grammar.place));
        let place = place
            .flat_map(|p| cast.known(page, s, p))
            .find(|p| cast.actor(p.actor).kind == sayso_core::ActorKind::State);
        let state = place.and_then(|p| cast.actor(p.actor).country.clone()).or(cast.home_of_page().map(str::to_string));
        let mut whom = state.and_then(|code| cast.state_actor(pack, &code));
        if whom.is_none() {
            let known = |p: &&Participant| !cast.is_unknown(p.actor);
            let before = self.0.iter().rev().find(|a| a.kind == EventType::Assault && a.age + 2 >= age);
            let Some(attack) = before.filter(|a| a.recipient.iter().any(|p| known(&p))) else { return };
            whom = attack.recipient.iter().find(known).map(|p| p.actor);
            if f.actor.is_empty() {
                f.actor = attack
                    .actor
                    .iter()
                    .filter(known)
                    .map(|p| Participant { span: f.recipient[0].span, ..*p })
                    .collect();
            }
        }
        if let Some(actor) = whom {
            f.recipient.iter_mut().for_each(|p| p.actor = actor);
            f.recipient.dedup_by_key(|p| p.actor);
            f.recipient.retain(|r| !f.actor.iter().any(|a| a.actor == r.actor));
        }
    }

    /// "condemned the strikes": who did what the object names.
    fn doer_of_object(&self, pack: &Pack, page: &Page, cast: &Cast, s: usize, f: &Frame) -> Option<usize> {
        let t = &page.sentences[s].tree;
        let c = Clause::new(t, &pack.grammar, f.w, f.voice);
        let objects = c.objects().into_iter().chain(f.cue.iter().copied()).chain(below(t, f.w));
        for o in objects.filter(|&o| t.tokens[o].upos == Upos::Noun) {
            let keys = pack.rules.nouns.get(&t.lemma(o).to_lowercase()).into_iter().flatten();
            let kinds: Vec<EventType> = keys.map(|k| pack.rules.list[k.rule].kind).collect();
            let act = self.0.iter().rev().find(|a| kinds.contains(&a.kind) && !a.actor.is_empty());
            let other =
                act.and_then(|a| a.actor.iter().find(|p| !is_own(cast, f, p.actor) && !cast.is_unknown(p.actor)));
            if let Some(p) = other {
                return Some(p.actor);
            }
        }
        None
    }

    /// The other side of what the actor last did, or what was last done to it.
    fn rival(&self, page: &Page, cast: &Cast, s: usize, f: &Frame) -> Option<usize> {
        let age = page.sentences[s].age;
        let mine = |all: &[Participant]| all.iter().any(|p| is_own(cast, f, p.actor));
        let near = self.0.iter().rev().filter(|a| a.age + NEAR >= age);
        let kind = |a: &&Act| !matches!(a.kind, EventType::Support | EventType::Aid);
        near.filter(kind)
            .filter_map(|a| {
                // "shuttled between the two": each is the other's
                let both = a.recipient.iter().find(|p| !is_own(cast, f, p.actor) && !cast.is_unknown(p.actor));
                if let Some(p) = both.filter(|_| mine(&a.recipient)) {
                    return Some(p.actor);
                }
                let others = match (mine(&a.actor), mine(&a.recipient)) {
                    (true, false) => &a.recipient,
                    (false, true) => &a.actor,
                    _ => return None,
                };
                others.iter().find(|p| !cast.is_unknown(p.actor)).map(|p| p.actor)
            })
            .next()
    }

    /// The state that the page is about, for those who are not its government.
    fn home(&self, pack: &Pack, cast: &mut Cast, f: &Frame) -> Option<usize> {
        let home = cast.home_of_page()?.to_string();
        let id = &cast.actor(f.actor[0].actor).id;
        let state = *id == home || id.starts_with(&format!("{home}/GOV"));
        if state { None } else { cast.state_actor(pack, &home) }
    }
}

/// Whether readers take the other side from the story: what is said, and envoys called home.
pub fn is_aimed(rule: &Rule) -> bool {
    is_said(rule.kind) || rule.kind == EventType::Sanction && rule.mode == Some(Mode::Withdraw)
}

/// Types whose other side readers take from the story.
pub fn is_said(kind: EventType) -> bool {
    matches!(kind, EventType::Accuse | EventType::Reject | EventType::Threaten | EventType::Request)
}

fn is_own(cast: &Cast, f: &Frame, actor: usize) -> bool {
    f.actor.iter().any(|a| cast.state(a.actor) == cast.state(actor))
}

fn is_own_side(f: &Frame, actor: usize) -> bool {
    f.actor.iter().any(|a| a.actor == actor)
}

/// Nouns that hang on the cue by a preposition: "dissatisfaction **with the strikes**".
fn below(t: &Sentence, w: usize) -> Vec<usize> {
    t.children(w).filter(|&c| matches!(t.rel(c), Deprel::Obl | Deprel::Nmod) && c > w).collect()
}

/// "the measures": whether the cue's object was spoken of before.
fn is_definite(t: &Sentence, f: &Frame) -> bool {
    f.cue.iter().any(|&o| t.children_by(o, Deprel::Det).any(|d| matches!(t.form(d), "the" | "these" | "those")))
}

/// "warned that it would respond **if alliance aircraft entered** its airspace": a threat is to those
/// whose act would bring it on.
fn condition(pack: &Pack, page: &Page, cast: &Cast, s: usize, f: &Frame) -> Option<usize> {
    let t = &page.sentences[s].tree;
    let marked = |&c: &usize| {
        t.children_by(c, Deprel::Mark).any(|m| matches!(t.form(m).to_lowercase().as_str(), "if" | "unless" | "should"))
    };
    let below = (0..t.len()).filter(|&c| t.rel(c) == Deprel::Advcl && t.is_under(c, f.w)).find(marked);
    let above = || t.head(f.w).into_iter().flat_map(|h| t.children_by(h, Deprel::Advcl)).find(|c| marked(c));
    let c = Clause::new(t, &pack.grammar, below.or_else(above)?, crate::rules::Voice::Tree);
    let who = c.subjects().into_iter().flat_map(|h| {
        let known = cast.known(page, s, h);
        if known.is_empty() { cast.makers(page, s, h) } else { known }
    });
    who.map(|p| p.actor).find(|&a| !is_own(cast, f, a))
}

/// "Paris said it would send a ship, **a move that Ankara described** as reckless": who does what the
/// noun sums up.
fn remarked(pack: &Pack, page: &Page, cast: &Cast, s: usize, f: &Frame) -> Option<usize> {
    let t = &page.sentences[s].tree;
    let noun = t.head(f.w).filter(|_| t.rel(f.w) == Deprel::Acl)?;
    let sums =
        matches!(t.lemma(noun), "move" | "step" | "decision" | "plan" | "act" | "claim" | "charge" | "demand" | "call");
    let mut v = t.head(noun).filter(|_| sums)?;
    while t.tokens[v].upos != Upos::Verb {
        v = t.head(v)?;
    }
    let subjects = Clause::new(t, &pack.grammar, v, crate::rules::Voice::Tree).subjects();
    subjects.into_iter().flat_map(|h| cast.known(page, s, h)).map(|p| p.actor).find(|&a| !is_own(cast, f, a))
}
