//! Where a page plays, and which states act in it: what a title without a state belongs to.
//!
//! "Britain imposed sanctions … Foreign Secretary Martin Oakes told parliament": the state that
//! acted last. "Police said": the state that the whole page is about, where it is about one.

use super::names::{Hit, Names, Way, What};
use crate::Page;
use rustc_hash::FxHashMap;
use sayso_core::{ActorKind, Deprel, LineKind, Sentence};

/// Where a page plays, and which states act in it.
#[derive(Debug, Default)]
pub struct Setting {
    home: Option<String>,
    /// States that acted, in order of the text.
    acts: Vec<Named>,
    /// Places, likewise.
    places: Vec<Named>,
    /// Age of each sentence.
    ages: Vec<usize>,
}

/// A state named at a word of a sentence.
#[derive(Debug)]
struct Named {
    at: (usize, usize),
    code: String,
}

/// Share of the page's names that must belong to one state for it to be the page's own.
const HOME: f32 = 0.6;

/// Share that is enough where no other state has half as many.
const HOME_AHEAD: f32 = 0.35;

impl Setting {
    /// Reads the names of the page.
    pub fn read(names: &Names, page: &Page, hits: &[Vec<Hit>]) -> Setting {
        let mut found = Setting { ages: page.sentences.iter().map(|s| s.age).collect(), ..Setting::default() };
        let mut counts: FxHashMap<&str, f32> = FxHashMap::default();
        for (s, sent) in page.sentences.iter().enumerate() {
            for h in &hits[s] {
                let What::Known(k, way) = h.what else { continue };
                let Some(code) = names.state_of(k) else { continue };
                let weight = if sent.kind == LineKind::Title { 2.0 } else { 1.0 };
                *counts.entry(code).or_default() += weight;
                found.note(page, s, h, way, code);
            }
        }
        let all: f32 = counts.values().sum();
        let mut best: Vec<(&str, f32)> = counts.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let second = best.get(1).map_or(0.0, |b| b.1);
        let is_home = |n: f32| n >= 2.0 && n >= HOME * all || n >= 4.0 && n >= HOME_AHEAD * all && n >= 2.0 * second;
        found.home = best.first().filter(|b| is_home(b.1)).map(|b| b.0.to_string());
        found
    }

    fn note(&mut self, page: &Page, s: usize, h: &Hit, way: Way, code: &str) {
        let t = &page.sentences[s].tree;
        if page.quote_at(t.tokens[h.from].span).is_some() {
            return;
        }
        if matches!(way, Way::Place | Way::Capital) {
            self.places.push(Named { at: (s, h.from), code: code.to_string() });
        }
        if way != Way::Place && acts(t, h.to - 1) {
            self.acts.push(Named { at: (s, h.from), code: code.to_string() });
        }
    }

    /// The state that most of the page's names belong to, where one has most of them.
    pub fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The state that acted last before word `w` of sentence `s`, at most `reach` sentences before.
    pub fn actor_before(&self, s: usize, w: usize, reach: usize) -> Option<&str> {
        self.last_before(&self.acts, s, w, reach)
    }

    /// The state of the last place named before.
    pub fn place_before(&self, s: usize, w: usize, reach: usize) -> Option<&str> {
        self.last_before(&self.places, s, w, reach)
    }

    fn last_before<'a>(&self, all: &'a [Named], s: usize, w: usize, reach: usize) -> Option<&'a str> {
        let last = all[..all.partition_point(|n| n.at < (s, w))].last()?;
        (self.ages[last.at.0] + reach >= self.ages[s]).then_some(last.code.as_str())
    }
}

/// Whether a word belongs to the subject of a clause: "**Turkish** officials", "the government in **Kigali**".
fn acts(t: &Sentence, w: usize) -> bool {
    let mut at = w;
    for _ in 0..5 {
        match t.rel(at) {
            Deprel::Nsubj => return true,
            Deprel::Flat
            | Deprel::Compound
            | Deprel::Amod
            | Deprel::Nmod
            | Deprel::Appos
            | Deprel::Conj
            | Deprel::Det => {}
            _ => return false,
        }
        let Some(h) = t.head(at) else { return false };
        at = h;
    }
    false
}

impl Names {
    /// The state behind an entry, for states and bodies of one.
    pub fn state_of(&self, k: u32) -> Option<&str> {
        let known = &self.known[k as usize];
        if known.kind == ActorKind::Outlet {
            return None;
        }
        let code = known.state();
        self.is_state(code).then_some(code)
    }

    /// Whether a code is that of a state.
    pub fn is_state(&self, code: &str) -> bool {
        code.len() == 3 && self.by_code(code).is_some_and(|k| self.known[k as usize].kind == ActorKind::State)
    }
}
