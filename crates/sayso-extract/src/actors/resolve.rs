//! Every noun phrase in reading order: whom it means.

use super::names::{Gender, Hit, Names, PronounKind, Title, TitleKind, Way, What};
use super::people::{People, Person};
use super::phrase::{self, Phrase};
use super::pronouns::Focus;
use super::setting::Setting;
use super::{Cast, Entry, is_nominal, slug};
use crate::rules::Grammar;
use crate::{Pack, Page};
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_core::{Actor, ActorKind, Deprel, How, Participant, Sentence, Span, Upos};

/// Fills the entries of the cast.
pub fn all(
    pack: &Pack,
    page: &Page,
    hits: &[Vec<Hit>],
    people: &People,
    setting: &Setting,
    day: Option<&str>,
    cast: &mut Cast,
) {
    let persons = people.persons.iter().filter(|p| p.is_person()).map(|p| p.actor).collect();
    let (gender, bodies) = (FxHashMap::default(), FxHashMap::default());
    let (names, grammar) = (&pack.names, &pack.grammar);
    let mut r = Resolver { pack, names, grammar, page, people, setting, persons, day, focus: vec![], gender, bodies };
    for (s, hits) in hits.iter().enumerate() {
        let n = page.sentences[s].tree.len();
        cast.entries.push(vec![Entry::default(); n]);
        let mut done = vec![false; n];
        for w in 0..n {
            r.enter(cast, s, w, hits, &mut done);
        }
        r.relatives(cast, s);
    }
}

/// What is known while the page is read from its first word to its last.
pub struct Resolver<'a> {
    pub(super) pack: &'a Pack,
    pub(super) names: &'a Names,
    pub(super) grammar: &'a Grammar,
    pub(super) page: &'a Page<'a>,
    pub(super) people: &'a People,
    pub(super) setting: &'a Setting,
    pub(super) persons: FxHashSet<usize>,
    day: Option<&'a str>,
    pub(super) focus: Vec<Focus>,
    pub(super) gender: FxHashMap<usize, Gender>,
    /// Whom a noun for a body ("ministry") last meant.
    bodies: FxHashMap<String, usize>,
}

/// To whom a titled phrase belongs: code of the state or body, and sector.
pub(super) type Owner = (String, String);

impl<'a> Resolver<'a> {
    pub(super) fn tree(&self, s: usize) -> &'a Sentence {
        &self.page.sentences[s].tree
    }

    /// Resolves word `w`, and before it the pronouns that its phrase belongs to.
    fn enter(&mut self, cast: &mut Cast, s: usize, w: usize, hits: &[Hit], done: &mut [bool]) {
        if done[w] {
            return;
        }
        done[w] = true;
        let t = self.tree(s);
        for c in t.children(w) {
            let owner = matches!(t.rel(c), Deprel::Nmod | Deprel::Det | Deprel::Appos);
            if owner && !done[c] {
                self.enter(cast, s, c, hits, done);
            }
        }
        let entry = self.entry(cast, s, w, hits);
        self.notice(cast, s, w, &entry);
        cast.entries[s][w] = entry;
    }

    fn entry(&mut self, cast: &mut Cast, s: usize, w: usize, hits: &[Hit]) -> Entry {
        let t = self.tree(s);
        let upos = t.tokens[w].upos;
        let pronoun =
            matches!(upos, Upos::Pron | Upos::Det | Upos::Noun | Upos::X | Upos::Part) || t.rel(w) == Deprel::Nsubj;
        // "US", "WHO": capitals in a line of small letters are a name, not "us" and "who"
        let capitals = t.form(w).chars().count() > 1 && t.form(w).chars().all(char::is_uppercase);
        let name = capitals && hits.iter().any(|h| h.from <= w && w < h.to);
        if pronoun
            && !name
            && let Some(&(kind, gender)) = self.names.pronouns.get(&t.form(w).to_lowercase())
        {
            let stands = upos != Upos::Det || !matches!(kind, PronounKind::Relative | PronounKind::Speaker);
            return if stands { self.pronoun(cast, s, w, kind, gender) } else { Entry::default() };
        }
        let covered = hits.iter().any(|h| h.from <= w && w < h.to);
        if !is_nominal(upos) && !covered {
            return Entry::default();
        }
        if let Some(pair) = self.hyphened(cast, s, w) {
            return pair;
        }
        let people = self.people;
        let p = &people.phrases[s][w];
        if let Some(&actor) = people.named.get(&(s, w)) {
            return self.named(cast, s, w, p, actor);
        }
        let roles = self.names.describes.get(&t.lemma(w).to_lowercase());
        let described = roles.is_some();
        let heads = self.grammar.inflect == "english"
            && matches!(t.lemma(w), "leader" | "president" | "government" | "capital");
        let office = |h: &Hit| matches!(h.what, What::Title(k) if self.names.leads.contains(&self.names.title_list[k as usize].role));
        let many = self.grammar.inflect == "malay" && (described || p.head.as_ref().is_some_and(office));
        if (roles.is_some_and(Option::is_none) || many || heads)
            && let Some(two) = self.both(cast, s, w)
        {
            return two;
        }
        if roles.is_some_and(Option::is_none)
            && let Some(other) = self.other_than_owner(cast, s, w)
        {
            return other;
        }
        match p.head {
            Some(Hit { what: What::Known(k, way), from, to }) => match self.of_other_state(t, k, (from, to), p) {
                Some(title) => self.titled(cast, s, w, p, title),
                None => self.listed(cast, s, w, k, way, (from, to)),
            },
            Some(Hit { what: What::Title(k), from, to }) if is_head_of(t, w, from, to) => self.titled(cast, s, w, p, k),
            None if described => self.described(cast, s, w),
            _ => self.set_off_name(cast, s, w),
        }
    }

    /// "sopir asal Cimahi, **Ujang Suryana**, mengaku": whom the name behind the comma names.
    fn set_off_name(&self, cast: &mut Cast, s: usize, w: usize) -> Entry {
        let t = self.tree(s);
        let set_off = |&c: &usize| c > w + 1 && t.form(c - 1) == ",";
        let name =
            t.children_by(w, Deprel::Appos).filter(set_off).find_map(|c| self.people.named.get(&(s, c)).copied());
        // "seorang pengemudi bernama **Joko Susilo**"
        let called = || {
            let v = t.children_by(w, Deprel::Acl).find(|&v| t.lemma(v) == "bernama")?;
            t.children(v).find_map(|c| self.people.named.get(&(s, c)).copied())
        };
        match name.or_else(called).filter(|_| self.grammar.inflect == "malay" && t.tokens[w].upos == Upos::Noun) {
            Some(actor) => Entry::of(cast, actor, phrase::span(t, w), false),
            None => Entry::default(),
        }
    }

    /// "Congress", "the Senate": the title that a listed name is as well, on a page about another
    /// state than that of the name.
    fn of_other_state(&self, t: &Sentence, k: u32, (from, to): (usize, usize), p: &Phrase) -> Option<u32> {
        let own = self.names.state_of(k)?;
        // "Pakistan's Foreign Office"
        let owner = p.owners.iter().find_map(|&(o, ..)| self.names.state_of(o));
        let home = owner.or(self.setting.home()).or(Some("").filter(|_| !self.setting.names(own)));
        home.filter(|&h| own != h)?;
        let words = (from..to).map(|i| t.form(i).to_lowercase()).collect::<Vec<_>>().join(" ");
        self.names.title(&words).filter(|_| self.names.known[k as usize].code.contains('/'))
    }

    /// "Trump-Putin", "Rusia-Ukraina": two names in one word.
    fn hyphened(&self, cast: &mut Cast, s: usize, w: usize) -> Option<Entry> {
        let t = self.tree(s);
        let (a, b) = t.form(w).split_once(['-', '–'])?;
        let find = |x: &str| {
            let listed = self.names.listed(x).map(|(k, way)| (k, way.how()));
            listed.or_else(|| self.names.person(x).map(|k| (k, How::Name)))
        };
        let ((x, how), (y, _)) = (find(a)?, find(b)?);
        let span = t.tokens[w].span;
        let mut entry = Entry { known: true, animate: true, ..Entry::default() };
        for (k, part) in
            [(x, Span::at(span.start, span.start + a.len() as u32)), (y, Span::at(span.end - b.len() as u32, span.end))]
        {
            let actor = self.known_actor(cast, k, false);
            cast.mention(actor, part, how);
            entry.parts.push(Participant { actor, span: part, unnamed: false });
        }
        Some(entry)
    }

    fn named(&mut self, cast: &mut Cast, s: usize, w: usize, p: &Phrase, actor: usize) -> Entry {
        let t = self.tree(s);
        // "in Hrodna": a name that nothing knows, where something took place, is nobody
        if cast.is_unknown(actor) && !self.persons.contains(&actor) && self.is_where(t, w) {
            return Entry::default();
        }
        cast.mention(actor, t.tokens[p.from].span.cover(t.tokens[p.to - 1].span), How::Name);
        self.remember(t, w, actor);
        Entry::of(cast, actor, phrase::span(t, w), false)
    }

    /// "the ministry" will mean the body that was last called so.
    fn remember(&mut self, t: &Sentence, w: usize, actor: usize) {
        self.bodies.insert(t.lemma(w).to_lowercase(), actor);
    }

    pub(super) fn known_actor(&self, cast: &mut Cast, k: u32, gov: bool) -> usize {
        let known = &self.names.known[k as usize];
        let gov = gov && known.kind == ActorKind::State;
        let office = known.office(self.day);
        let id = match office {
            Some(o) => format!("{}#{}", o.code, known.key),
            None if gov => format!("{}/GOV", known.code),
            None => known.id(),
        };
        let code = id.split('#').next().unwrap_or("").to_string();
        let mut parts = code.splitn(2, '/');
        let country = parts.next().filter(|c| self.names.is_state(c)).map(str::to_string);
        let sector = parts.next().map(str::to_string);
        cast.intern(Actor {
            entity: if gov { slug(&id) } else { known.key.clone() },
            name: if gov { format!("{} (government)", known.name) } else { known.name.clone() },
            kind: if gov { ActorKind::Organisation } else { known.kind },
            country,
            sector,
            role: Some(office.map_or(known.role.clone(), |o| o.role.clone())).filter(|r| !r.is_empty()),
            wikidata: known.wikidata.clone().filter(|_| !gov),
            mentions: vec![],
            id,
        })
    }

    fn listed(&mut self, cast: &mut Cast, s: usize, w: usize, k: u32, way: Way, at: (usize, usize)) -> Entry {
        let t = self.tree(s);
        let inside = |i: usize| (at.0..at.1).contains(&i);
        if self.names.known[k as usize].kind == ActorKind::Outlet && is_part_of_other_name(t, w) {
            return Entry::default();
        }
        let actor = match self.owner_of_namesake(t, s, w, k, at) {
            Some((state, sector)) => self.organ(cast, &state, format!("{state}/{sector}"), ActorKind::Organisation),
            None => self.known_actor(cast, k, way == Way::Metonym),
        };
        let span = t.tokens[at.0].span.cover(t.tokens[at.1 - 1].span);
        let above = t.head(w).is_some_and(inside);
        if at.0 == w || !inside(w) || !above {
            cast.mention(actor, span, way.how());
        }
        if above {
            return Entry::default();
        }
        self.remember(t, at.1 - 1, actor);
        let whole = if way == Way::Adjective { span } else { phrase::span(t, w) };
        Entry { place: way == Way::Place, ..Entry::of(cast, actor, whole, false) }
    }

    /// "Komisi Nasional Hak Asasi Manusia **Kenya**": a body that is called like one of another state,
    /// where the name of the state it belongs to stands right behind.
    fn owner_of_namesake(&self, t: &Sentence, s: usize, w: usize, k: u32, at: (usize, usize)) -> Option<Owner> {
        let known = &self.names.known[k as usize];
        let (mine, sector) = known.code.split_once('/')?;
        if known.kind != ActorKind::Organisation || !self.names.is_state(mine) {
            return None;
        }
        let owner = self.people.phrases[s].get(at.1)?.head.filter(|h| h.from == at.1 && t.is_under(h.from, w))?;
        let What::Known(o, Way::Name) = owner.what else { return None };
        let other = &self.names.known[o as usize];
        let named = other.kind == ActorKind::State && other.code != mine && t.child(at.1, Deprel::Case).is_none();
        named.then(|| (other.code.clone(), sector.to_string()))
    }

    /// "the Japanese leader", "Russian troops", "police", "a spokesman for the ministry".
    fn titled(&mut self, cast: &mut Cast, s: usize, w: usize, p: &Phrase, k: u32) -> Entry {
        let t = self.tree(s);
        let names = self.names;
        let title = &names.title_list[k as usize];
        let span = phrase::span(t, w);
        let words = t.tokens[p.from].span.cover(t.tokens[p.to - 1].span);
        let one = matches!(title.kind, TitleKind::Person | TitleKind::Spokes);
        let unnamed = one && self.is_unnamed(t, w);
        if let Some(actor) = self.apposed(cast, s, w, one) {
            self.settle_apposed(cast, s, w, p, (title, actor));
            cast.mention(actor, words, How::Title);
            return Entry::of(cast, actor, span, false);
        }
        let mut owners = self.owners_of(cast, s, w, p);
        if let Some(actor) = self.spoken_for(cast, s, w, title).filter(|_| owners.is_empty()) {
            cast.mention(actor, words, How::Title);
            return Entry::of(cast, actor, span, false);
        }
        let told = !owners.is_empty();
        if !told
            && !unnamed
            && let Some(actor) = self.same_as_before(cast, s, w, title, k)
        {
            cast.mention(actor, span, How::Title);
            return Entry::of(cast, actor, span, false);
        }
        // "a **foreign ministry** spokesman": whoever he is, he speaks for one
        let bodies = phrase::title_of(names, p, &[TitleKind::Body]).is_some();
        let speaks = one && bodies && t.feat(w, "Number") != Some("Plur");
        if !told && (!unnamed || speaks) {
            owners.extend(self.owner_by_setting(cast, t, s, w, title));
        }
        if owners.is_empty() && !self.is_stranger(title) {
            owners.extend(self.setting.home().map(|c| (c.to_string(), String::new())));
        }
        let how = if told { How::Description } else { How::Title };
        let mut entry = Entry { known: true, animate: true, ..Entry::default() };
        for (state, sector) in &owners {
            let actor = self.office(cast, state, sector, title, unnamed, t, w, p);
            cast.mention(actor, words, how);
            entry.parts.push(Participant { actor, span, unnamed });
        }
        if let Some(last) = entry.parts.last() {
            self.remember(t, w, last.actor);
            return entry;
        }
        let kind = match title.kind {
            TitleKind::Body => ActorKind::Organisation,
            TitleKind::Person | TitleKind::Spokes => ActorKind::Person,
            _ => ActorKind::Group,
        };
        let name = p.head.map_or(words, |h| t.tokens[h.from].span.cover(t.tokens[h.to - 1].span));
        let name = p.name.map_or(name, |(a, b)| name.cover(t.tokens[a].span.cover(t.tokens[b - 1].span)));
        let actor = cast.unknown(self.page.words(name), kind, span, How::Title);
        self.remember(t, w, actor);
        let a = &mut cast.actors[actor];
        a.sector = a.sector.take().or(Some(title.sector.clone()).filter(|x| !x.is_empty()));
        a.role = a.role.take().or(Some(title.role.clone()));
        Entry::of(cast, actor, span, unnamed)
    }

    /// "the company, **Maersk**", "**Zhou Hengyi**, a researcher": whom the words beside it name.
    fn apposed(&self, cast: &Cast, s: usize, w: usize, person: bool) -> Option<usize> {
        let t = self.tree(s);
        let above = t.head(w).filter(|_| t.rel(w) == Deprel::Appos);
        let beside = t.children_by(w, Deprel::Appos).chain(above);
        let plain =
            |k: &Hit| matches!(k.what, What::Title(k) if self.names.title_list[k as usize].kind == TitleKind::Plain);
        let plain = self.people.phrases[s][w].head.as_ref().is_some_and(plain) && !self.names.owner_first;
        let fits = |a: usize| {
            let kind = cast.actors[a].kind;
            let human = self.persons.contains(&a) || kind == ActorKind::Person;
            if plain {
                human || kind == ActorKind::Unknown
            } else if person {
                human
            } else {
                !human && !matches!(kind, ActorKind::State | ActorKind::Unknown)
            }
        };
        beside
            .filter_map(|c| {
                self.people.named.get(&(s, c)).copied().or_else(|| {
                    let parts = &cast.entries[s][c].parts;
                    (parts.len() == 1).then(|| parts[0].actor)
                })
            })
            .find(|&a| fits(a))
    }

    /// "its foreign minister, **Mauro Vieira**": the words beside a name that no list has tell his state.
    fn settle_apposed(&mut self, cast: &mut Cast, s: usize, w: usize, p: &Phrase, (title, actor): (&Title, usize)) {
        if !cast.is_unknown(actor) || title.kind != TitleKind::Person {
            return;
        }
        let owners = self.owners_of(cast, s, w, p);
        let [(state, sector)] = owners.as_slice() else { return };
        let sector = if title.sector.is_empty() { sector } else { &title.sector };
        let code = if sector.is_empty() { state.clone() } else { format!("{state}/{sector}") };
        let id = cast.actors[actor].id.replacen('?', &code, 1);
        if !self.names.is_state(state) || cast.by_id.contains_key(&id) {
            return;
        }
        cast.by_id.insert(id.clone(), actor);
        let a = &mut cast.actors[actor];
        a.id = id;
        a.country = Some(state.clone());
        a.sector = a.sector.take().or(Some(sector.clone()).filter(|x| !x.is_empty()));
        a.role = a.role.take().or(Some(title.role.clone()));
        a.kind = ActorKind::Person;
    }

    /// "the minister": the person on the page who is one; "the ministry": the body last called so.
    fn same_as_before(&self, cast: &Cast, s: usize, w: usize, title: &Title, k: u32) -> Option<usize> {
        let t = self.tree(s);
        match title.kind {
            TitleKind::Person | TitleKind::Spokes if is_definite(t, w) => {
                self.bodies.get(&t.lemma(w).to_lowercase()).copied().or_else(|| self.holder(title, k, s))
            }
            TitleKind::Person | TitleKind::Spokes => self.holder(title, k, s),
            TitleKind::Body if is_definite(t, w) || self.is_bare_organ(t, w, title) => {
                self.bodies.get(&t.lemma(w).to_lowercase()).copied()
            }
            TitleKind::Group if is_definite(t, w) && !title.sector.is_empty() => {
                // "the M23 rebels … the rebels"
                let named = self.bodies.get(&t.lemma(w).to_lowercase()).copied();
                let named = named.filter(|&a| cast.actors[a].id.contains('#') && !cast.is_unknown(a));
                named.or_else(|| self.same_sort(cast, s, &title.sector))
            }
            TitleKind::Group if self.is_bare_organ(t, w, title) => self.bodies.get(&t.lemma(w).to_lowercase()).copied(),
            _ => None,
        }
    }

    /// "Tentara mengatakan …": in a language without articles an organ of a state that nothing stands
    /// beside is the one that was spoken of.
    fn is_bare_organ(&self, t: &Sentence, w: usize, title: &Title) -> bool {
        let organ = matches!(title.sector.as_str(), "GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY" | "REB");
        let alone = t.children(w).all(|c| {
            !matches!(
                t.rel(c),
                Deprel::Nmod | Deprel::Amod | Deprel::Flat | Deprel::Compound | Deprel::Nummod | Deprel::Det
            )
        });
        self.grammar.inflect == "malay" && organ && alone
    }

    /// "the rebels": those rebels that were last spoken of.
    fn same_sort(&self, cast: &Cast, s: usize, sector: &str) -> Option<usize> {
        let near = self.focus.iter().rev().filter(|f| self.distance(f.s, s) < 8);
        near.flat_map(|f| &f.actors).copied().find(|&a| {
            let actor = &cast.actors[a];
            actor.sector.as_deref() == Some(sector) && actor.kind != ActorKind::Person && !cast.is_unknown(a)
        })
    }

    #[allow(clippy::too_many_arguments)]
    fn office(
        &mut self,
        cast: &mut Cast,
        state: &str,
        sector: &str,
        title: &Title,
        unnamed: bool,
        t: &Sentence,
        w: usize,
        p: &Phrase,
    ) -> usize {
        let sector = match title.kind {
            TitleKind::Spokes if sector.is_empty() => "GOV",
            TitleKind::Spokes => sector,
            TitleKind::Plain => "CVL",
            // "the RSF leader"
            _ if matches!(sector, "REB" | "PRM") => sector,
            _ if !title.sector.is_empty() => &title.sector,
            _ => sector,
        };
        let person = matches!(title.kind, TitleKind::Person | TitleKind::Spokes);
        if person && !unnamed && t.feat(w, "Number") != Some("Plur") {
            // "the **dockworkers'** leader" leads no state
            let others = title.role == "leader" && self.leads_others(t, w);
            let leads = |r: &str| self.names.leads.contains(r) && !others;
            let fits = |x: &&Person| {
                x.country == state
                    && (x.role == title.role
                        || (title.role == "leader" && leads(&x.role))
                        || (x.role == "leader" && leads(&title.role)))
            };
            if let Some(x) = self.people.persons.iter().find(fits) {
                return x.actor;
            }
        }
        // "kelompok Hizbullah", "Hamas fighters", "a Hamas delegate": the body itself
        let speaks = unnamed && person || title.kind == TitleKind::Spokes;
        if (matches!(title.kind, TitleKind::Group | TitleKind::Plain) || speaks)
            && let Some(&(k, ..)) = p.owners.first()
            && matches!(self.names.known[k as usize].kind, ActorKind::Group | ActorKind::Organisation)
            && self.names.known[k as usize].code.contains('/')
        {
            return self.known_actor(cast, k, false);
        }
        let state_like = self.names.is_state(state);
        let code = match (state, sector) {
            ("IMG" | "MNC" | "NGO" | "IGO" | "ISM", _) => match p.owners.first() {
                Some(&(k, ..)) => return self.known_actor(cast, k, false),
                None => state.to_string(),
            },
            (c, "") => c.to_string(),
            (c, _) if !state_like => c.to_string(),
            (c, x) => format!("{c}/{x}"),
        };
        let kind = match title.kind {
            _ if !code.contains('/') => {
                self.names.by_code(state).map_or(ActorKind::Organisation, |k| self.names.known[k as usize].kind)
            }
            TitleKind::Body => ActorKind::Organisation,
            _ if sector == "GOV" => ActorKind::Organisation,
            _ => ActorKind::Group,
        };
        self.organ(cast, state, code, kind)
    }

    /// "**its** spokesman": the body that no list has, for which he speaks.
    fn spoken_for(&self, cast: &Cast, s: usize, w: usize, title: &Title) -> Option<usize> {
        let t = self.tree(s);
        let owner = t.children(w).find(|&c| t.tokens[c].upos == Upos::Pron && title.kind == TitleKind::Spokes)?;
        let [who] = cast.entries[s][owner].parts.as_slice() else { return None };
        Some(who.actor).filter(|&a| cast.actors[a].kind != ActorKind::Person)
    }

    /// Whether people beside the title are those that it leads: "the **union** leader".
    fn leads_others(&self, t: &Sentence, w: usize) -> bool {
        let people = |c: usize| {
            let k =
                self.names.title(&t.lemma(c).to_lowercase()).or_else(|| self.names.title(&t.form(c).to_lowercase()));
            k.is_some_and(|k| {
                matches!(
                    self.names.title_list[k as usize].kind,
                    TitleKind::Group | TitleKind::Plain | TitleKind::Person
                )
            })
        };
        t.children(w)
            .any(|c| matches!(t.rel(c), Deprel::Nmod | Deprel::Compound) && t.tokens[c].upos == Upos::Noun && people(c))
    }

    /// A part of a state, or the state itself, as an actor.
    fn organ(&self, cast: &mut Cast, state: &str, code: String, kind: ActorKind) -> usize {
        let owner = self.names.by_code(state).map(|k| self.names.known[k as usize].name.clone());
        let owner = owner.unwrap_or_else(|| state.to_string());
        let sector = code.split('/').nth(1).map(str::to_string);
        cast.intern(Actor {
            entity: if code.contains('/') { slug(&code) } else { state.to_lowercase() },
            name: match &sector {
                Some(x) => format!("{owner} ({})", sector_word(x)),
                None => owner,
            },
            kind,
            country: Some(state.to_string()).filter(|c| self.names.is_state(c)),
            role: match &sector {
                None => self.names.by_code(state).map(|k| self.names.known[k as usize].role.clone()),
                Some(_) => None,
            }
            .filter(|r| !r.is_empty()),
            sector,
            wikidata: None,
            mentions: vec![],
            id: code,
        })
    }

    /// The person last spoken of who holds the office.
    fn holder(&self, title: &Title, k: u32, s: usize) -> Option<usize> {
        let exact: Vec<&Person> = self.people.persons.iter().filter(|p| p.titles.contains(&k)).collect();
        let all = match exact.is_empty() {
            false => exact,
            // many are officials: an envoy is not the spokesman
            true if title.role == "official" => return None,
            true => self.people.persons.iter().filter(|p| p.role == title.role).collect(),
        };
        if let [one] = all.as_slice() {
            return Some(one.actor);
        }
        let holders: FxHashSet<usize> = all.iter().map(|p| p.actor).collect();
        self.focus
            .iter()
            .rev()
            .filter(|f| self.distance(f.s, s) < 6)
            .flat_map(|f| &f.actors)
            .find(|a| holders.contains(a))
            .copied()
    }

    pub(super) fn is_unnamed(&self, t: &Sentence, w: usize) -> bool {
        let indefinite = t.children(w).any(|c| self.names.indefinite.contains(&t.form(c).to_lowercase()));
        let plural = t.feat(w, "Number") == Some("Plur");
        indefinite || plural || t.subtree(w).iter().any(|&i| self.names.unnamed.contains(&t.form(i).to_lowercase()))
    }

    /// "the country", "the alliance": whoever of that sort was last spoken of.
    fn described(&mut self, cast: &mut Cast, s: usize, w: usize) -> Entry {
        let t = self.tree(s);
        let span = phrase::span(t, w);
        let roles = &self.names.describes[&t.lemma(w).to_lowercase()];
        if self.is_unnamed(t, w) {
            // "urged other countries": states that nothing names
            let many = roles.is_none() && t.feat(w, "Number") == Some("Plur") && self.grammar.inflect == "english";
            let owned = !self.people.phrases[s][w].owners.is_empty();
            if many && !owned && matches!(t.lemma(w), "country" | "nation" | "government" | "ally" | "neighbour") {
                let actor = cast.unknown(self.page.words(span), ActorKind::Group, span, How::Description);
                return Entry::of(cast, actor, span, false);
            }
            return Entry::default();
        }
        let side = roles.as_deref().is_some_and(|r| r.iter().any(|x| x == "side"));
        let owner = self.people.phrases[s][w].owners.first().copied();
        if let Some((k, way, _)) = owner.filter(|_| side || roles.is_none())
            && way != Way::Adjective
        {
            let actor = self.known_actor(cast, k, false);
            return Entry::of(cast, actor, span, false);
        }
        if side {
            return self.side_of_owner(cast, s, w);
        }
        if let Some(actor) = self.named_beside(cast, s, w).filter(|_| roles.is_none()) {
            return Entry::of(cast, actor, span, false);
        }
        if roles.as_deref().is_some_and(|r| r.iter().any(|x| x == "neighbour")) {
            let Some(actor) = self.other_state(cast, s, w) else { return Entry::default() };
            cast.mention(actor, span, How::Description);
            return Entry::of(cast, actor, span, false);
        }
        if !is_definite(t, w) {
            return Entry::default();
        }
        // "the Liberal Party … the party"
        let party = |a: &usize| matches!(cast.actors[*a].sector.as_deref(), Some("PTY" | "OPP"));
        let party = self.bodies.get(&t.lemma(w).to_lowercase()).copied().filter(party);
        let found = match roles {
            None if party.is_some() => party,
            None => self.country_of_owner(cast, s, w).or_else(|| self.last_of(cast, s, roles.as_deref())),
            Some(_) => {
                let named = self.bodies.get(&t.lemma(w).to_lowercase()).copied();
                named.or_else(|| self.last_of(cast, s, roles.as_deref()))
            }
        };
        let Some(actor) = found else { return Entry::default() };
        cast.mention(actor, span, How::Description);
        Entry::of(cast, actor, span, false)
    }

    /// "both sides **in Sudan**": they are all of one state.
    pub(super) fn state_inside(&self, cast: &mut Cast, s: usize, w: usize) -> Option<Entry> {
        let t = self.tree(s);
        let inside = t.children(w).filter(|&c| t.rel(c) == Deprel::Nmod && self.is_where(t, c));
        let state = |c: usize| match self.people.phrases[s][c].head?.what {
            What::Known(k, _) if self.names.known[k as usize].kind == ActorKind::State => Some(k),
            _ => None,
        };
        let k = inside.filter_map(state).next()?;
        let actor = self.known_actor(cast, k, false);
        let span = phrase::span(t, w);
        cast.mention(actor, span, How::Description);
        Some(Entry::of(cast, actor, span, false))
    }

    /// "pihaknya", "his side": the body that whoever owns it speaks for.
    fn side_of_owner(&self, cast: &mut Cast, s: usize, w: usize) -> Entry {
        let t = self.tree(s);
        let span = phrase::span(t, w);
        let owner =
            t.children(w).find(|&c| t.tokens[c].upos == Upos::Pron && matches!(t.rel(c), Deprel::Nmod | Deprel::Det));
        let Some(part) = owner.and_then(|c| cast.entries[s][c].parts.first().copied()) else {
            return Entry::default();
        };
        let id = cast.actors[part.actor].id.clone();
        let code = id.split('#').next().unwrap_or("").to_string();
        let state = code.split('/').next().unwrap_or("").to_string();
        let known = !code.starts_with('?') && cast.actors[part.actor].kind == ActorKind::Person;
        let actor = if known { self.organ(cast, &state, code, ActorKind::Organisation) } else { part.actor };
        cast.mention(actor, span, How::Description);
        Entry::of(cast, actor, span, false)
    }

    /// "its neighbour, **Belarus**": the state that commas set off behind the words.
    fn named_beside(&self, cast: &mut Cast, s: usize, w: usize) -> Option<usize> {
        let t = self.tree(s);
        let state = |c: usize| match self.people.phrases[s][c].head?.what {
            What::Known(k, _) if self.names.known[k as usize].kind == ActorKind::State => Some(k),
            _ => None,
        };
        let below: Vec<usize> = t.children(w).filter(|&c| c > w).collect();
        let low = below.iter().flat_map(|&c| t.children(c)).chain(below.iter().copied());
        let k = low.filter(|&c| t.rel(c) == Deprel::Appos).find_map(state)?;
        Some(self.known_actor(cast, k, false))
    }

    /// "its neighbour": the state that was last spoken of besides the owner's.
    fn other_state(&self, cast: &Cast, s: usize, w: usize) -> Option<usize> {
        let t = self.tree(s);
        let owns = |c: &usize| t.tokens[*c].upos == Upos::Pron;
        let owner = t.children(w).find(owns)?;
        let mine: Vec<&str> = cast.entries[s][owner].parts.iter().map(|p| cast.state(p.actor)).collect();
        let near = self.focus.iter().rev().filter(|f| self.distance(f.s, s) < 4);
        let other = |&a: &usize| self.names.is_state(cast.state(a)) && !mine.contains(&cast.state(a));
        near.flat_map(|f| &f.actors).copied().find(other)
    }

    /// "her country": the state of whoever owns it.
    fn country_of_owner(&self, cast: &mut Cast, s: usize, w: usize) -> Option<usize> {
        let t = self.tree(s);
        let owner = t
            .children(w)
            .find(|&c| matches!(t.rel(c), Deprel::Nmod | Deprel::Det) && !cast.entries[s][c].parts.is_empty())?;
        let whose = cast.entries[s][owner].parts[0].actor;
        let Some(country) = cast.actors[whose].country.clone() else { return Some(whose) };
        let k = self.names.by_code(&country)?;
        Some(self.known_actor(cast, k, false))
    }

    /// The last spoken of: a state, or a body with one of the roles.
    pub(super) fn last_of(&self, cast: &Cast, s: usize, roles: Option<&[String]>) -> Option<usize> {
        let fits = |a: usize| {
            let actor = &cast.actors[a];
            match roles {
                None => actor.kind == ActorKind::State,
                Some(roles) => actor.role.as_ref().is_some_and(|r| roles.contains(r)),
            }
        };
        let near = self.focus.iter().rev().filter(|f| self.distance(f.s, s) < 4);
        near.flat_map(|f| &f.actors).copied().find(|&a| fits(a))
    }
}

/// Whether the phrase is one that was spoken of: "the ministry", "its ministry". Languages
/// without articles leave it open: then a noun that nothing stands beside.
pub(super) fn is_definite(t: &Sentence, w: usize) -> bool {
    t.children(w).any(|c| {
        matches!(t.rel(c), Deprel::Det) && t.feat(c, "Definite") != Some("Ind")
            || matches!(t.rel(c), Deprel::Nmod) && t.tokens[c].upos == Upos::Pron
    })
}

fn is_part_of_other_name(t: &Sentence, w: usize) -> bool {
    matches!(t.rel(w), Deprel::Flat | Deprel::Compound) && t.head(w).is_some_and(|h| t.tokens[h].upos == Upos::Propn)
}

/// Whether `w` is the head of the words `from..to` of a title.
fn is_head_of(t: &Sentence, w: usize, from: usize, to: usize) -> bool {
    t.head(w).is_none_or(|h| !(from..to).contains(&h)) || !(from..to).contains(&w)
}

fn sector_word(code: &str) -> &str {
    match code {
        "GOV" => "government",
        "MIL" => "military",
        "COP" => "police",
        "LEG" => "parliament",
        "JUD" => "courts",
        "SPY" => "intelligence",
        "OPP" => "opposition",
        "REB" => "rebels",
        "PRM" => "paramilitaries",
        "PTY" => "party",
        "BUS" => "business",
        "JRN" => "media",
        "CVL" => "civilians",
        "LAB" => "labour",
        "EDU" => "education",
        "MED" => "medical",
        "REL" => "religion",
        "REF" => "refugees",
        "UAF" => "gunmen",
        "CRM" => "criminals",
        other => other,
    }
}
