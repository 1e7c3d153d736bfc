//! Who is acted upon where the sentence does not say: what the page told before.
//!
//! "India condemned **the strikes**": whoever struck. "Gao **warned**": whom he quarrels with in
//! the sentences before. "The union **called for** an inquiry", on a page about one state: that state.

use super::fill::Frame;
use crate::clause::Clause;
use crate::{Cast, Pack, Page};
use sayso_core::{Deprel, EventType, Participant, Sentence, Upos};

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
        if !f.recipient.is_empty() || f.actor.is_empty() || rule.both || !is_said(rule.kind) || !uttered {
            return;
        }
        let span = f.actor[0].span;
        let whom = self.doer_of_object(pack, page, cast, s, f).or_else(|| self.rival(page, cast, s, f));
        let whom = whom.or_else(|| self.home(pack, cast, f));
        if let Some(actor) = whom {
            f.recipient.push(Participant { actor, span, unnamed: false });
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
            let other = act.and_then(|a| a.actor.iter().find(|p| !is_own(cast, f, p.actor)));
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
        near.filter_map(|a| {
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

/// Types whose other side readers take from the story.
pub fn is_said(kind: EventType) -> bool {
    matches!(kind, EventType::Accuse | EventType::Reject | EventType::Threaten | EventType::Request)
}

fn is_own(cast: &Cast, f: &Frame, actor: usize) -> bool {
    f.actor.iter().any(|a| cast.state(a.actor) == cast.state(actor))
}

/// Nouns that hang on the cue by a preposition: "dissatisfaction **with the strikes**".
fn below(t: &Sentence, w: usize) -> Vec<usize> {
    t.children(w).filter(|&c| matches!(t.rel(c), Deprel::Obl | Deprel::Nmod) && c > w).collect()
}
