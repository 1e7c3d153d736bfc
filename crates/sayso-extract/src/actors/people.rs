//! The persons and bodies that the page itself introduces: "Lithuanian Foreign Minister Ruta
//! Kalvaityte" makes "Kalvaityte" a minister of Lithuania wherever she stands on the page.

use super::names::{Hit, Names, TitleKind, Way, What};
use super::phrase::{self, Phrase};
use super::setting::Setting;
use super::{Cast, slug};
use crate::{Pack, Page};
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_core::{Actor, ActorKind, Deprel, Sentence, Upos};

/// What the page introduces.
#[derive(Debug, Default)]
pub struct People {
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
    /// The titles it stands under: indices into [`Names::title_list`].
    pub titles: Vec<u32>,
    sector: String,
    title: bool,
    body: bool,
    known: Option<u32>,
    full: String,
}

pub(super) struct Found {
    pub(super) at: (usize, usize),
    pub(super) words: Vec<String>,
    pub(super) full: String,
    pub(super) country: String,
    pub(super) sector: String,
    pub(super) role: String,
    pub(super) titles: Vec<u32>,
    pub(super) title: bool,
    /// A company, a party, a group: the noun beside the name tells.
    pub(super) body: bool,
}

impl People {
    /// Reads all names of the page. A place of a list that is the name of somebody on the page
    /// ("Gao" beside "spokesperson Gao Wenli") leaves `hits`.
    pub fn read(
        pack: &Pack,
        page: &Page,
        hits: &mut [Vec<Hit>],
        setting: &Setting,
        day: Option<&str>,
        cast: &mut Cast,
    ) -> People {
        let names = &pack.names;
        let mut p = People::default();
        p.take_apart(names, page, hits);
        let mut found = p.find(pack, page, setting);
        if drop_namesakes(names, page, hits, &found) {
            p.take_apart(names, page, hits);
            found = p.find(pack, page, setting);
        }
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|&i| (found[i].words.len() == 1, !found[i].title, i));
        let mut of = vec![0; found.len()];
        for i in order {
            of[i] = p.file(names, &found[i]);
        }
        for person in &mut p.persons {
            person.settle(names, day, cast);
        }
        for (f, i) in found.iter().zip(of) {
            p.named.insert(f.at, p.persons[i].actor);
        }
        p
    }

    fn take_apart(&mut self, names: &Names, page: &Page, hits: &[Vec<Hit>]) {
        let read = |(s, sent): (usize, &crate::Sent)| {
            (0..sent.tree.len()).map(|w| phrase::read(names, sent, &hits[s], w)).collect()
        };
        self.phrases = page.sentences.iter().enumerate().map(read).collect();
    }

    fn find(&self, pack: &Pack, page: &Page, setting: &Setting) -> Vec<Found> {
        let mut found = vec![];
        for s in 0..page.sentences.len() {
            for w in 0..page.sentences[s].tree.len() {
                found.extend(self.name_at(pack, page, setting, s, w));
            }
        }
        found
    }

    /// The name in the phrase at a word, if the word is its head.
    fn name_at(&self, pack: &Pack, page: &Page, setting: &Setting, s: usize, w: usize) -> Option<Found> {
        let (t, names) = (&page.sentences[s].tree, &pack.names);
        if !super::is_nominal(t.tokens[w].upos) || matches!(t.rel(w), Deprel::Goeswith | Deprel::Fixed) {
            return None;
        }
        let p = &self.phrases[s][w];
        let body = super::bodies::named_by_noun(names, t, p);
        let (a, b) = body.or(p.name)?;
        // "Mrs **Ebele Okafor**"
        let polite = |i: &usize| names.honorifics.contains(&t.form(*i).to_lowercase());
        let first = (a..b).find(|i| !polite(i))?;
        let (a, honoured) = (first, first > a);
        let titled = phrase::title_of(names, p, &[TitleKind::Person, TitleKind::Spokes]);
        let head_is_title = p.head.is_some_and(|h| matches!(h.what, What::Title(k) if takes_name(names, k)));
        let head_is_name = a <= w && w < b;
        if !(head_is_name || head_is_title && titled.is_some()) {
            return None;
        }
        if head_is_name && t.rel(w) == Deprel::Flat && t.head(w).is_some_and(|h| p.from <= h && h < p.to) {
            return None;
        }
        if head_is_name && self.is_part_of_titled(names, t, s, w) {
            return None;
        }
        // "Ketua Persatuan Sopir Priangan, **Dadang Hermawan**": the words before are of his union
        let set_off = |c: usize| c > w + 1 && t.form(c - 1) == "," && self.phrases[s][c].name.is_some_and(|n| n.0 <= c);
        if !head_is_name && !names.owner_first && t.children_by(w, Deprel::Appos).any(set_off) {
            return None;
        }
        let numeral = |w: &str| w.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '.'));
        let word = |i: usize| t.form(i).chars().any(char::is_alphabetic) && !numeral(t.form(i));
        if (a..b).all(|i| pack.dates.is_calendar(t.form(i)) || !word(i)) {
            return None;
        }
        let mut f = Found {
            at: (s, w),
            words: name_words(t, a, b),
            full: page.words(t.tokens[a].span.cover(t.tokens[b - 1].span)).to_string(),
            country: String::new(),
            sector: String::new(),
            role: String::new(),
            titles: vec![],
            title: titled.is_some() || honoured,
            body: false,
        };
        self.fill(names, t, s, w, &mut f);
        for c in t.children_by(w, Deprel::Appos).chain(t.head(w).filter(|_| t.rel(w) == Deprel::Appos)) {
            let q = &self.phrases[s][c];
            let title = phrase::title_of(names, q, &[TitleKind::Person, TitleKind::Spokes]);
            let set_off = w > c && t.form(w - 1) == "," && !names.owner_first;
            if (q.name.is_none() || set_off) && title.is_some() {
                f.title = true;
                self.fill(names, t, s, c, &mut f);
            }
        }
        if !f.title {
            self.tell_body(names, setting, t, &mut f);
        }
        if f.country.is_empty() && f.title {
            self.inherit(names, setting, t, &mut f);
        }
        if f.words.len() > 1 && f.words[0] == "PT" && f.country.is_empty() {
            // the legal form of firms in Indonesia
            (f.country, f.sector, f.role) = ("IDN".into(), "BUS".into(), "company".into());
        }
        Some(f)
    }

    /// "Juru bicara Kementerian … Republik Islam **Iran Esmail Baghaei**": words that the phrase above
    /// them, headed by a title, has in its name.
    fn is_part_of_titled(&self, names: &Names, t: &Sentence, s: usize, w: usize) -> bool {
        let mut at = w;
        while let Some(h) = t.head(at).filter(|_| {
            matches!(t.rel(at), Deprel::Flat | Deprel::Nmod | Deprel::Compound) && t.child(at, Deprel::Case).is_none()
        }) {
            let p = &self.phrases[s][h];
            let titled = phrase::title_of(names, p, &[TitleKind::Person, TitleKind::Spokes]).is_some();
            let heads = p.head.is_some_and(|x| matches!(x.what, What::Title(k) if takes_name(names, k)));
            let overlaps = |(a, b): (usize, usize)| self.phrases[s][w].name.is_some_and(|(x, y)| a < y && x < b);
            if titled && heads && p.name.is_some_and(overlaps) {
                return true;
            }
            at = h;
        }
        false
    }

    /// A title without a state belongs to the state that acted last, or that the page is about.
    fn inherit(&self, names: &Names, setting: &Setting, t: &Sentence, f: &mut Found) {
        let (s, w) = f.at;
        let local = names.local.contains(&f.role);
        let sector = f.sector.as_str();
        let organ = matches!(sector, "GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY" | "OPP" | "PTY");
        let spokes = f.role == "spokesperson";
        let foreign = t.children(w).any(|c| t.rel(c) == Deprel::Det && t.feat(c, "Definite") == Some("Ind"));
        if !(organ || spokes) || foreign {
            return;
        }
        let from = if local {
            setting.place_before(s, w, 1).or(setting.home())
        } else {
            let near = setting.actor_before(s, w, 0).or(setting.home());
            near.or_else(|| setting.actor_before(s, w, 2))
        };
        if let Some(code) = from {
            f.country = code.to_string();
            if f.sector.is_empty() {
                f.sector = "GOV".into();
            }
        }
    }

    /// Adds state, sector and office from the phrase at `w`.
    fn fill(&self, names: &Names, t: &Sentence, s: usize, w: usize, f: &mut Found) {
        let p = &self.phrases[s][w];
        let body = phrase::title_of(names, p, &[TitleKind::Body, TitleKind::Group]);
        if let Some(title) = phrase::title_of(names, p, &[TitleKind::Person, TitleKind::Spokes]) {
            let sector = if title.kind == TitleKind::Spokes { body.map_or("", |b| &b.sector) } else { &title.sector };
            set(&mut f.sector, sector);
            set(&mut f.role, &title.role);
        }
        f.titles.extend(&p.titles);
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
            // "House **of Representatives**": a part of the name itself
            let apart = |h: &Hit| !(h.from <= w && w < h.to);
            if let Some(Hit { what: What::Known(k, way), .. }) = self.phrases[s][c].head.filter(apart) {
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
        let known = names.person(&f.full).or_else(|| names.person(&f.words.join(" ")));
        let by_list = |p: &Person| known.is_some() && p.known == known;
        let at = self.persons.iter().position(by_list).or_else(|| self.position(f));
        // "Mbeki", where the page names a Laura Mbeki, is she, whoever else the lists know
        let known = known.filter(|_| f.words.len() > 1 || at.is_none());
        match at {
            Some(i) => {
                let p = &mut self.persons[i];
                set(&mut p.country, &f.country);
                set(&mut p.sector, &f.sector);
                set(&mut p.role, &f.role);
                p.titles.extend(&f.titles);
                p.title |= f.title;
                p.body |= f.body;
                p.known = p.known.or(known);
                i
            }
            None => {
                self.persons.push(Person {
                    actor: 0,
                    words: f.words.clone(),
                    country: f.country.clone(),
                    role: f.role.clone(),
                    titles: f.titles.clone(),
                    sector: f.sector.clone(),
                    title: f.title,
                    body: f.body,
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

/// The words of a name, its signs left out.
fn name_words(t: &Sentence, a: usize, b: usize) -> Vec<String> {
    let word = |&i: &usize| t.tokens[i].upos != Upos::Punct && t.form(i).chars().any(char::is_alphanumeric);
    (a..b).filter(word).map(|i| t.form(i).to_string()).collect()
}

/// Takes out of `hits` single words that list a place or an adjective but are, on this page,
/// the name of somebody who is named in full; tells whether there were any.
fn drop_namesakes(names: &Names, page: &Page, hits: &mut [Vec<Hit>], found: &[Found]) -> bool {
    let full = found.iter().filter(|f| f.words.len() > 1 && (f.title || names.person(&f.full).is_some()));
    let words: FxHashSet<&str> =
        full.flat_map(|f| [f.words.first(), f.words.last()]).flatten().map(String::as_str).collect();
    if words.is_empty() {
        return false;
    }
    let mut dropped = false;
    for (s, all) in hits.iter_mut().enumerate() {
        let t = &page.sentences[s].tree;
        all.retain(|h| {
            let What::Known(k, way) = h.what else { return true };
            let state = way == Way::Name && names.known[k as usize].kind == ActorKind::State;
            let gone = h.to == h.from + 1 && !state && words.contains(t.form(h.from));
            dropped |= gone;
            !gone
        });
    }
    dropped
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

pub(super) fn set(to: &mut String, from: &str) {
    if to.is_empty() {
        to.push_str(from);
    }
}

fn takes_name(names: &Names, k: u32) -> bool {
    matches!(names.title_list[k as usize].kind, TitleKind::Person | TitleKind::Spokes)
}

impl Person {
    /// Becomes an actor; what a list knows outweighs what the page says.
    fn settle(&mut self, names: &Names, day: Option<&str>, cast: &mut Cast) {
        self.actor = cast.intern(self.as_actor(names, day));
        if let Some(k) = self.known.map(|k| &names.known[k as usize]) {
            let office = k.office(day);
            self.role = office.map_or(k.role.clone(), |o| o.role.clone());
            let code = office.map_or(k.code.as_str(), |o| o.code.as_str());
            self.country = code.split('/').next().unwrap_or("").into();
        }
    }

    fn as_actor(&self, names: &Names, day: Option<&str>) -> Actor {
        let state = |code: &str| names.is_state(code).then(|| code.to_string());
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
                wikidata: k.wikidata.clone(),
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
            kind: match (self.title, self.body) {
                (true, _) => ActorKind::Person,
                (false, true) => ActorKind::Organisation,
                (false, false) => ActorKind::Unknown,
            },
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
