//! Where a page plays, and which states act in it: what a title without a state belongs to.
//!
//! "Britain imposed sanctions … Foreign Secretary Martin Oakes told parliament": the state that
//! acted last. "Police said": the state that the whole page is about, where it is about one.

use super::names::{Hit, Names, Way, What};
use crate::Page;
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_core::{ActorKind, Deprel, LineKind, Sentence, Span};

/// Where a page plays, and which states act in it.
#[derive(Debug, Default)]
pub struct Setting {
    home: Option<String>,
    /// States by how much of the page is about them.
    ranks: Vec<String>,
    /// States that acted, in order of the text.
    acts: Vec<Named>,
    /// Places, likewise.
    places: Vec<Named>,
    /// All states that a name on the page can only mean.
    named: FxHashSet<String>,
    /// Age of each sentence.
    ages: Vec<usize>,
}

/// A state named at a word of a sentence.
#[derive(Debug)]
struct Named {
    at: (usize, usize),
    code: String,
    /// As the subject of the sentence itself, not of a clause in it.
    main: bool,
}

/// Share of the page's names that must belong to one state for it to be the page's own.
const HOME: f32 = 0.6;

/// Share that is enough where no other state has half as many.
const HOME_AHEAD: f32 = 0.35;

/// Share that is enough for the state that the page was written from: "NAIROBI, March 3 –".
const HOME_DATED: f32 = 0.3;

impl Setting {
    /// Reads the names of the page.
    pub fn read(names: &Names, page: &Page, hits: &[Vec<Hit>]) -> Setting {
        let mut found = Setting { ages: page.sentences.iter().map(|s| s.age).collect(), ..Setting::default() };
        let mut counts: FxHashMap<&str, f32> = FxHashMap::default();
        let surnames = surnames(page, hits);
        for (s, sent) in page.sentences.iter().enumerate().filter(|(_, x)| x.kind != LineKind::Teaser) {
            for h in &hits[s] {
                let What::Known(k, way) = h.what else { continue };
                let Some(code) = names.state_of(k).filter(|_| !names.may_be_other(&sent.tree, k, h)) else { continue };
                if way == Way::Place && h.to == h.from + 1 && surnames.contains(sent.tree.form(h.from)) {
                    continue;
                }
                // "Congress" may be that of any state
                if names.title(&sent.tree.form(h.from).to_lowercase()).is_some() && h.to == h.from + 1 {
                    continue;
                }
                let weight = if sent.kind == LineKind::Title { 2.0 } else { 1.0 };
                *counts.entry(code).or_default() += weight;
                found.note(page, s, h, way, code);
            }
        }
        found.named = counts.keys().map(|c| c.to_string()).collect();
        let all: f32 = counts.values().sum();
        let mut best: Vec<(&str, f32)> = counts.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let second = best.get(1).map_or(0.0, |b| b.1);
        let is_home = |n: f32| n >= 2.0 && n >= HOME * all || n >= 4.0 && n >= HOME_AHEAD * all && n >= 2.0 * second;
        found.ranks = best.iter().filter(|b| b.1 >= 2.0).map(|b| b.0.to_string()).collect();
        let dated = dateline(names, page)
            .filter(|code| best.iter().any(|(state, n)| state == code && *n >= 2.0 && *n >= HOME_DATED * all));
        found.home = best.first().filter(|b| is_home(b.1)).map(|b| b.0).or(dated).map(str::to_string);
        found
    }

    fn note(&mut self, page: &Page, s: usize, h: &Hit, way: Way, code: &str) {
        let t = &page.sentences[s].tree;
        if page.quote_at(t.tokens[h.from].span).is_some() {
            return;
        }
        if matches!(way, Way::Place | Way::Capital) {
            self.places.push(Named { at: (s, h.from), code: code.to_string(), main: true });
        }
        if way != Way::Place
            && let Some(subject) = acts(t, h.to - 1)
        {
            let main = t.head(subject).is_some_and(|v| t.head(v).is_none());
            self.acts.push(Named { at: (s, h.from), code: code.to_string(), main });
        }
    }

    /// Whether the page names the state.
    pub fn names(&self, code: &str) -> bool {
        self.named.contains(code)
    }

    /// The state that most of the page's names belong to, where one has most of them.
    pub fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The states that the page names more than once, the most named first.
    pub fn ranks(&self) -> impl Iterator<Item = &str> {
        self.ranks.iter().map(String::as_str)
    }

    /// The state that acted last before word `w` of sentence `s`, at most `reach` sentences before.
    pub fn actor_before(&self, s: usize, w: usize, reach: usize) -> Option<&str> {
        self.last_before(&self.acts, s, w, reach)
    }

    /// The state of the places that a sentence names, where they are of one.
    pub fn place_in(&self, s: usize) -> Option<&str> {
        let mut all = self.places.iter().filter(|n| n.at.0 == s).map(|n| n.code.as_str());
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    /// The state of the last place named before.
    pub fn place_before(&self, s: usize, w: usize, reach: usize) -> Option<&str> {
        self.last_before(&self.places, s, w, reach)
    }

    /// The last one before; of those in one sentence its own subject goes before others: "**Kenya**
    /// recalled its envoy after Tanzania seized …".
    fn last_before<'a>(&self, all: &'a [Named], s: usize, w: usize, reach: usize) -> Option<&'a str> {
        let before = &all[..all.partition_point(|n| n.at < (s, w))];
        let last = before.last()?;
        let main = before.iter().rev().take_while(|n| n.at.0 == last.at.0 && n.at.0 < s).find(|n| n.main);
        (self.ages[last.at.0] + reach >= self.ages[s]).then_some(main.unwrap_or(last).code.as_str())
    }
}

/// Towns that begin the name of somebody on the page: "spokesperson *Gao* Wenli".
fn surnames<'a>(page: &'a Page, hits: &[Vec<Hit>]) -> FxHashSet<&'a str> {
    let mut all = FxHashSet::default();
    for (s, sent) in page.sentences.iter().enumerate() {
        let t = &sent.tree;
        let listed = |i: usize| hits[s].iter().any(|h| h.from <= i && i < h.to);
        for h in hits[s].iter().filter(|h| matches!(h.what, What::Known(_, Way::Place)) && h.to == h.from + 1) {
            let next = h.to < t.len() && t.form(h.to).starts_with(char::is_uppercase) && !listed(h.to);
            let title = h.from > 0 && hits[s].iter().any(|g| g.to == h.from && matches!(g.what, What::Title(_)));
            if next && title {
                all.insert(t.form(h.from));
            }
        }
    }
    all
}

/// The state of the place that the page was written from: "NAIROBI, March 3 (Reuters) –", "Nairobi, 3 March".
fn dateline<'a>(names: &'a Names, page: &Page) -> Option<&'a str> {
    let before = |l: &sayso_core::Line| match l.kind {
        LineKind::Dateline => l.span,
        LineKind::Body => Span::at(l.span.start, l.story.start),
        _ => Span::at(l.span.start, l.span.start),
    };
    page.document.lines.iter().find_map(|l| {
        let words = page.words(before(l));
        words.split([',', '(', '/', '–', '—', '-', '|']).find_map(|place| names.place(place.trim()))
    })
}

/// The subject of a clause that a word belongs to: "**Turkish** officials", "the government in **Kigali**".
fn acts(t: &Sentence, w: usize) -> Option<usize> {
    let mut at = w;
    for _ in 0..5 {
        // "a pilot **from New Zealand**" is nobody of its state
        let origin = |k: usize| matches!(t.form(k), "from" | "asal" | "dari");
        if t.child(at, Deprel::Case).is_some_and(origin) {
            return None;
        }
        match t.rel(at) {
            Deprel::Nsubj => return Some(at),
            Deprel::Flat
            | Deprel::Compound
            | Deprel::Amod
            | Deprel::Nmod
            | Deprel::Appos
            | Deprel::Conj
            | Deprel::Det => {}
            _ => return None,
        }
        at = t.head(at)?;
    }
    None
}

impl Names {
    /// The state of a town or province, in capitals as datelines have it or not.
    fn place(&self, words: &str) -> Option<&str> {
        let small = || {
            let word = |w: &str| {
                let mut letters = w.chars();
                letters.next().map_or(String::new(), |c| c.to_string() + &letters.as_str().to_lowercase())
            };
            words.split(' ').map(word).collect::<Vec<_>>().join(" ")
        };
        let (k, way) = self.listed(words).or_else(|| self.listed(&small()))?;
        matches!(way, Way::Place | Way::Capital).then(|| self.state_of(k))?
    }

    /// "Peru's **Congress**": a body of one state by its name, of any other as a title.
    pub(super) fn may_be_other(&self, t: &Sentence, k: u32, h: &Hit) -> bool {
        let words = || (h.from..h.to).map(|i| t.form(i).to_lowercase()).collect::<Vec<_>>().join(" ");
        self.known[k as usize].code.contains('/') && self.title(&words()).is_some()
    }

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
