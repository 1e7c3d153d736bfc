//! "both neighbours", "the same parties", "its rival": states that stand for one another on the page.

use super::phrase;
use super::pronouns::Focus;
use super::resolve::Resolver;
use super::{Cast, Entry};
use sayso_core::{Deprel, How, Participant, Sentence, Upos};

impl Resolver<'_> {
    /// "both neighbours", "the two sides": the two states that were last spoken of.
    pub(super) fn both(&self, cast: &mut Cast, s: usize, w: usize) -> Option<Entry> {
        let t = self.tree(s);
        // "both neighbours", "the warring sides"
        let many = self.names.pairs.contains(&t.form(w).to_lowercase())
            && t.children_by(w, Deprel::Det)
                .any(|d| t.feat(d, "Definite") == Some("Def") || t.form(d).eq_ignore_ascii_case("all"));
        let marked = many || t.children(w).any(|c| self.names.both.contains(&t.form(c).to_lowercase()));
        if !marked {
            return None;
        }
        if let Some(one) = self.state_inside(cast, s, w) {
            return Some(one);
        }
        let again = t.children(w).any(|c| t.form(c) == "same").then(|| self.last_pair(cast, s)).flatten();
        let &[b, a] =
            again.or_else(|| self.two_of_page(cast, s, w)).or_else(|| self.two_in_focus(cast, s, w))?.as_slice()
        else {
            return None;
        };
        let span = phrase::span(t, w);
        let mut entry = Entry { known: true, animate: true, ..Entry::default() };
        for actor in [a, b] {
            cast.mention(actor, span, How::Description);
            entry.parts.push(Participant { actor, span, unnamed: false });
        }
        Some(entry)
    }

    /// The two states that the page is most about, where both stand before and neither speaks.
    fn two_of_page(&self, cast: &mut Cast, s: usize, w: usize) -> Option<Vec<usize>> {
        let t = self.tree(s);
        let told = |c: &str| {
            let of = |&a: &usize| cast.state(a) == c;
            let all = || self.focus.iter().filter(|f| f.s < s || f.w < w).flat_map(|f| &f.actors).filter(|a| of(a));
            all().next().is_some() && all().all(|&a| self.focus_is_no_speaker(t, w, a))
        };
        let two: Vec<&str> = self.setting.ranks().filter(|c| told(c)).take(2).collect();
        let &[a, b] = two.as_slice() else { return None };
        let actors = [b, a].map(|c| self.names.by_code(c).map(|k| self.known_actor(cast, k, false)));
        actors.into_iter().collect()
    }

    /// "Kinshasa and the M23 signed … **the same parties**": the two that were last named together.
    fn last_pair(&self, cast: &Cast, s: usize) -> Option<Vec<usize>> {
        let near = self.focus.iter().rev().filter(|f| self.distance(f.s, s) < 4 && f.actors.len() == 2);
        let known = |f: &&Focus| f.actors.iter().all(|&a| !cast.is_unknown(a)) && f.actors[0] != f.actors[1];
        near.into_iter().find(known).map(|f| vec![f.actors[1], f.actors[0]])
    }

    /// The two sides that were last spoken of.
    fn two_in_focus(&self, cast: &Cast, s: usize, w: usize) -> Option<Vec<usize>> {
        let t = self.tree(s);
        let near = self.focus.iter().rev().filter(|f| self.distance(f.s, s) < 4 && !cast.is_place(f.s, f.w));
        let mut two: Vec<usize> = vec![];
        for &a in near.flat_map(|f| &f.actors) {
            let own = side(cast, a);
            let is_side = !cast.is_unknown(a) && (own.contains('#') || self.names.is_state(own));
            let new = two.iter().all(|&b| side(cast, b) != own);
            if is_side && new && self.focus_is_no_speaker(t, w, a) {
                two.push(a);
            }
            if two.len() == 2 {
                return Some(two);
            }
        }
        None
    }

    /// "Poland backed its **neighbour**", "a rival of hers": another state than its own, the one that
    /// the page is most about.
    pub(super) fn other_than_owner(&self, cast: &mut Cast, s: usize, w: usize) -> Option<Entry> {
        let t = self.tree(s);
        let other = matches!(t.lemma(w), "neighbour" | "neighbor" | "rival" | "foe" | "adversary" | "ally");
        if !other || t.feat(w, "Number") == Some("Plur") || !self.people.phrases[s][w].owners.is_empty() {
            return None;
        }
        let owner = t.children_by(w, Deprel::Nmod).find(|&c| !cast.entries[s][c].parts.is_empty())?;
        let own = cast.state(cast.entries[s][owner].parts[0].actor).to_string();
        let told = |c: &str| self.focus.iter().any(|f| f.actors.iter().any(|&a| cast.state(a) == c));
        let code = self.setting.ranks().find(|&c| c != own && told(c))?.to_string();
        let actor = self.known_actor(cast, self.names.by_code(&code)?, false);
        let span = phrase::span(t, w);
        cast.mention(actor, span, How::Description);
        Some(Entry::of(cast, actor, span, false))
    }

    /// Whether an actor is not the subject of the clause that the words stand in: "China urged both
    /// neighbours" speaks of two others.
    fn focus_is_no_speaker(&self, t: &Sentence, w: usize, actor: usize) -> bool {
        let mut v = t.head(w);
        while let Some(x) = v.filter(|&x| t.tokens[x].upos != Upos::Verb) {
            v = t.head(x);
        }
        let Some(v) = v else { return true };
        let subjects = crate::clause::Clause::new(t, self.grammar, v, crate::rules::Voice::Tree).subjects();
        !self
            .focus
            .iter()
            .any(|f| subjects.contains(&f.w) && f.actors.contains(&actor) && std::ptr::eq(self.tree(f.s), t))
    }
}

/// The side that an actor is on: its state, or the armed group that it is.
fn side(cast: &Cast, a: usize) -> &str {
    let actor = &cast.actors[a];
    let armed = matches!(actor.sector.as_deref(), Some("REB" | "PRM")) && actor.id.contains('#');
    if armed { &actor.id } else { cast.state(a) }
}
