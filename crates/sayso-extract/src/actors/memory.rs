//! The persons and bodies that the page itself introduces: "Lithuanian Foreign Minister Ruta
//! Kalvaityte" makes "Kalvaityte" a minister of Lithuania wherever she stands on the page.

use super::names::{Hit, Names, TitleKind, Way, What};
use super::phrase::{self, Phrase};
use super::{Cast, slug};
use crate::{Pack, Page};
use rustc_hash::FxHashMap;
use sayso_core::{Actor, ActorKind, Deprel, Sentence};

/// What the page introduces.
#[derive(Debug, Default)]
pub struct Memory {
    /// By sentence and word: the phrase, taken apart.
    pub phrases: Vec<Vec<Phrase>>,
    /// Actor behind the name of the phrase at (sentence, word).
    pub named: FxHashMap<(usize, usize), usize>,
    /// Persons with their offices.
    pub persons: Vec<Person>,
}

/// A person or body with a name that no list of names has.
#[derive(Clone, Debug)]
pub struct Person {
    /// Index of the actor.
    pub actor: usize,
    words: Vec<String>,
    /// `JPN`, empty where unknown.
    pub country: String,
    /// Its office in English, empty where unknown.
    pub role: String,
    sector: String,
    title: bool,
    known: Option<u32>,
    full: String,
}

struct Found {
    at: (usize, usize),
    words: Vec<String>,
    full: String,
    country: String,
    sector: String,
    role: String,
    title: bool,
}

impl Memory {
    /// Reads all names of the page.
    pub fn read(pack: &Pack, page: &Page, hits: &[Vec<Hit>], day: Option<&str>, cast: &mut Cast) -> Memory {
        let names = &pack.names;
        let mut m = Memory::default();
        for (s, sent) in page.sentences.iter().enumerate() {
            let n = sent.tree.len();
            m.phrases.push((0..n).map(|w| phrase::read(names, sent, &hits[s], w)).collect());
        }
        let mut found: Vec<Found> = vec![];
        for s in 0..page.sentences.len() {
            for w in 0..page.sentences[s].tree.len() {
                found.extend(m.name_at(pack, page, hits, s, w));
            }
        }
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|&i| (found[i].words.len() == 1, !found[i].title, i));
        let mut of = vec![0; found.len()];
        for i in order {
            of[i] = m.file(names, &found[i]);
        }
        for p in &mut m.persons {
            p.actor = cast.intern(p.actor(names, day));
            if let Some(k) = p.known.map(|k| &names.known[k as usize]) {
                let office = k.office(day);
                p.role = office.map_or(k.role.clone(), |o| o.role.clone());
                let code = office.map_or(k.code.as_str(), |o| o.code.as_str());
                p.country = code.split('/').next().unwrap_or("").into();
            }
        }
        for (f, i) in found.iter().zip(of) {
            m.named.insert(f.at, m.persons[i].actor);
        }
        m
    }

    /// The name in the phrase at a word, if the word is its head.
    fn name_at(&self, pack: &Pack, page: &Page, hits: &[Vec<Hit>], s: usize, w: usize) -> Option<Found> {
        let (t, names) = (&page.sentences[s].tree, &pack.names);
        if !super::is_nominal(t.tokens[w].upos) || matches!(t.rel(w), Deprel::Goeswith | Deprel::Fixed) {
            return None;
        }
        let p = &self.phrases[s][w];
        let (a, b) = p.name?;
        let titled = phrase::title_of(names, p, &[TitleKind::Person, TitleKind::Spokes]);
        let head_is_title = p.head.is_some_and(|h| matches!(h.what, What::Title(k) if takes_name(names, k)));
        let head_is_name = a <= w && w < b;
        if !(head_is_name || head_is_title && titled.is_some()) {
            return None;
        }
        if head_is_name && t.rel(w) == Deprel::Flat && t.head(w).is_some_and(|h| p.from <= h && h < p.to) {
            return None;
        }
        if (a..b).all(|i| pack.dates.is_calendar(t.form(i)) || !t.form(i).chars().any(char::is_alphabetic)) {
            return None;
        }
        let full = page.words(t.tokens[a].span.cover(t.tokens[b - 1].span)).to_string();
        let words: Vec<String> = (a..b)
            .map(|i| t.form(i).to_string())
            .filter(|f| f.len() > 1 || f.chars().any(char::is_alphanumeric))
            .collect();
        let mut f = Found {
            at: (s, w),
            words,
            full,
            country: String::new(),
            sector: String::new(),
            role: String::new(),
            title: titled.is_some(),
        };
        self.fill(names, t, s, w, &mut f, hits);
        for c in t.children_by(w, Deprel::Appos).chain(t.head(w).filter(|_| t.rel(w) == Deprel::Appos)) {
            let q = &self.phrases[s][c];
            let title = phrase::title_of(names, q, &[TitleKind::Person, TitleKind::Spokes]);
            if q.name.is_none() && title.is_some() {
                f.title = true;
                self.fill(names, t, s, c, &mut f, hits);
            }
        }
        Some(f)
    }

    /// Adds state, sector and office from the phrase at `w`.
    fn fill(&self, names: &Names, t: &Sentence, s: usize, w: usize, f: &mut Found, _hits: &[Vec<Hit>]) {
        let p = &self.phrases[s][w];
        let body = phrase::title_of(names, p, &[TitleKind::Body, TitleKind::Group]);
        if let Some(title) = phrase::title_of(names, p, &[TitleKind::Person, TitleKind::Spokes]) {
            let sector = if title.kind == TitleKind::Spokes { body.map_or("", |b| &b.sector) } else { &title.sector };
            set(&mut f.sector, sector);
            set(&mut f.role, &title.role);
        }
        let Some((code, sector)) = self.owner(names, t, s, w) else { return };
        if f.country.is_empty() {
            f.country = code;
            if f.sector.is_empty() {
                f.sector = sector;
            }
        }
    }

    /// State (or body) and sector that the phrase at `w` belongs to.
    pub fn owner(&self, names: &Names, t: &Sentence, s: usize, w: usize) -> Option<(String, String)> {
        let code = |k: u32, way: Way| {
            let known = &names.known[k as usize];
            let mut parts = known.code.splitn(2, '/');
            let state = parts.next().unwrap_or("").to_string();
            let sector = parts.next().unwrap_or(if way == Way::Metonym { "GOV" } else { "" });
            (state, sector.to_string())
        };
        let p = &self.phrases[s][w];
        if let Some(&(k, way, _)) = p.owners.iter().find(|(_, way, _)| *way != Way::Place).or(p.owners.first()) {
            return Some(code(k, way));
        }
        for c in t.children(w) {
            let prep = t.child(c, Deprel::Case).map(|k| t.form(k).to_lowercase());
            let ties = match t.rel(c) {
                Deprel::Nmod => {
                    prep.is_none() || prep.is_some_and(|p| p.starts_with(['\'', '’']) || names.possessive.contains(&p))
                }
                Deprel::Amod | Deprel::Compound => true,
                _ => false,
            };
            if !ties {
                continue;
            }
            if let Some(Hit { what: What::Known(k, way), .. }) = self.phrases[s][c].head {
                return Some(code(k, way));
            }
            let title = phrase::title_of(names, &self.phrases[s][c], &[TitleKind::Body, TitleKind::Group]);
            if title.is_some()
                && let Some((state, sector)) = self.owner(names, t, s, c)
            {
                let sector = if sector.is_empty() { title.map_or(String::new(), |x| x.sector.clone()) } else { sector };
                return Some((state, sector));
            }
        }
        None
    }

    /// Finds or makes the person; returns its index.
    fn file(&mut self, names: &Names, f: &Found) -> usize {
        let known = names.person(&f.full).or_else(|| {
            let joined = f.words.join(" ");
            names.person(&joined)
        });
        let by_list = |p: &Person| known.is_some() && p.known == known;
        let at = self.persons.iter().position(by_list).or_else(|| self.position(f));
        match at {
            Some(i) => {
                let p = &mut self.persons[i];
                set(&mut p.country, &f.country);
                set(&mut p.sector, &f.sector);
                set(&mut p.role, &f.role);
                p.title |= f.title;
                p.known = p.known.or(known);
                i
            }
            None => {
                self.persons.push(Person {
                    actor: 0,
                    words: f.words.clone(),
                    country: f.country.clone(),
                    role: f.role.clone(),
                    sector: f.sector.clone(),
                    title: f.title,
                    known,
                    full: f.full.clone(),
                });
                self.persons.len() - 1
            }
        }
    }

    /// Somebody on the page with these words: all of them, or a single one that is first or last.
    fn position(&self, f: &Found) -> Option<usize> {
        let same = |a: &str, b: &str| a == b || a.to_lowercase() == b.to_lowercase() || inflected(a, b);
        if let [one] = f.words.as_slice() {
            let last = self.persons.iter().rposition(|p| p.words.last().is_some_and(|w| same(w, one)));
            return last.or_else(|| {
                self.persons
                    .iter()
                    .rposition(|p| p.words.len() > 1 && same(&p.words[0], one) && one.chars().count() > 1)
            });
        }
        self.persons.iter().position(|p| {
            p.words.len() > 1
                && same(p.words.last().expect("two words"), f.words.last().expect("two words"))
                && (same(&p.words[0], &f.words[0]) || f.words.iter().all(|w| p.words.iter().any(|v| same(w, v))))
        })
    }
}

/// "Putins", "Putina": a name with a short ending of case.
fn inflected(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let cyrillic = short.chars().next().is_some_and(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let stem = short.strip_suffix(['а', 'я', 'й', 'ь']).unwrap_or(short);
    cyrillic
        && short.chars().count() >= 4
        && long.starts_with(stem)
        && long.chars().count() <= short.chars().count() + 2
}

fn set(to: &mut String, from: &str) {
    if to.is_empty() {
        to.push_str(from);
    }
}

fn takes_name(names: &Names, k: u32) -> bool {
    matches!(names.title_list[k as usize].kind, TitleKind::Person | TitleKind::Spokes)
}

impl Person {
    fn actor(&self, names: &Names, day: Option<&str>) -> Actor {
        let state = |code: &str| {
            (code.len() == 3 && names.by_code(code).is_some_and(|k| names.known[k as usize].kind == ActorKind::State))
                .then(|| code.to_string())
        };
        if let Some(k) = self.known.map(|k| &names.known[k as usize]) {
            let office = k.office(day);
            let code = office.map_or(k.code.as_str(), |o| o.code.as_str());
            let mut parts = code.splitn(2, '/');
            return Actor {
                id: format!("{code}#{}", k.key),
                entity: k.key.clone(),
                name: k.name.clone(),
                kind: ActorKind::Person,
                country: parts.next().and_then(state),
                sector: parts.next().map(str::to_string),
                role: office.map(|o| o.role.clone()),
                wikidata: None,
                mentions: vec![],
            };
        }
        let slug = slug(&self.full);
        let code = match (self.country.as_str(), self.sector.as_str()) {
            ("", _) => "?".to_string(),
            (c, "") => c.to_string(),
            (c, s) => format!("{c}/{s}"),
        };
        Actor {
            id: format!("{code}#{slug}"),
            entity: slug,
            name: self.full.clone(),
            kind: if self.title { ActorKind::Person } else { ActorKind::Unknown },
            country: state(&self.country),
            sector: Some(self.sector.clone()).filter(|s| !s.is_empty()),
            role: Some(self.role.clone()).filter(|s| !s.is_empty()),
            wikidata: None,
            mentions: vec![],
        }
    }

    /// Whether it is certainly a human being.
    pub fn is_person(&self) -> bool {
        self.title || self.known.is_some()
    }
}
