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
    let mut r = Resolver { names, grammar, page, people, setting, persons, day, focus: vec![], gender, bodies };
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
    pub(super) names: &'a Names,
    pub(super) grammar: &'a Grammar,
    pub(super) page: &'a Page<'a>,
    pub(super) people: &'a People,
    setting: &'a Setting,
    pub(super) persons: FxHashSet<usize>,
    day: Option<&'a str>,
    pub(super) focus: Vec<Focus>,
    pub(super) gender: FxHashMap<usize, Gender>,
    /// Whom a noun for a body ("ministry") last meant.
    bodies: FxHashMap<String, usize>,
}

/// To whom a titled phrase belongs: code of the state or body, and sector.
type Owner = (String, String);

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
        let described = self.names.describes.contains_key(&t.lemma(w).to_lowercase());
        if described && let Some(two) = self.both(cast, s, w) {
            return two;
        }
        match p.head {
            Some(Hit { what: What::Known(k, way), from, to }) => match self.of_other_state(t, k, from, to) {
                Some(title) => self.titled(cast, s, w, p, title),
                None => self.listed(cast, s, w, k, way, (from, to)),
            },
            Some(Hit { what: What::Title(k), from, to }) if is_head_of(t, w, from, to) => self.titled(cast, s, w, p, k),
            None if described => self.described(cast, s, w),
            _ => Entry::default(),
        }
    }

    /// "Congress", "the Senate": the title that a listed name is as well, on a page about another
    /// state than that of the name.
    fn of_other_state(&self, t: &Sentence, k: u32, from: usize, to: usize) -> Option<u32> {
        let home = self.setting.home().filter(|&h| self.names.state_of(k).is_some_and(|own| own != h))?;
        let words = (from..to).map(|i| t.form(i).to_lowercase()).collect::<Vec<_>>().join(" ");
        self.names.title(&words).filter(|_| !home.is_empty() && self.names.known[k as usize].code.contains('/'))
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
            wikidata: None,
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
        let actor = self.known_actor(cast, k, way == Way::Metonym);
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
            cast.mention(actor, words, How::Title);
            return Entry::of(cast, actor, span, false);
        }
        let mut owners = self.owners_of(cast, s, w, p);
        let told = !owners.is_empty();
        if !told
            && !unnamed
            && let Some(actor) = self.same_as_before(cast, s, w, title, k)
        {
            cast.mention(actor, span, How::Title);
            return Entry::of(cast, actor, span, false);
        }
        if !told && !unnamed {
            owners.extend(self.owner_by_setting(t, s, w, title));
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
        let fits = |a: usize| {
            let kind = cast.actors[a].kind;
            let human = self.persons.contains(&a) || kind == ActorKind::Person;
            if person { human } else { !human && !matches!(kind, ActorKind::State | ActorKind::Unknown) }
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

    /// "the minister": the person on the page who is one; "the ministry": the body last called so.
    fn same_as_before(&self, cast: &Cast, s: usize, w: usize, title: &Title, k: u32) -> Option<usize> {
        let t = self.tree(s);
        match title.kind {
            TitleKind::Person | TitleKind::Spokes if is_definite(t, w) => {
                self.bodies.get(&t.lemma(w).to_lowercase()).copied().or_else(|| self.holder(title, k, s))
            }
            TitleKind::Person | TitleKind::Spokes => self.holder(title, k, s),
            TitleKind::Body if is_definite(t, w) => self.bodies.get(&t.lemma(w).to_lowercase()).copied(),
            TitleKind::Group if is_definite(t, w) && !title.sector.is_empty() => self.same_sort(cast, s, &title.sector),
            _ => None,
        }
    }

    /// "the rebels": those rebels that were last spoken of.
    fn same_sort(&self, cast: &Cast, s: usize, sector: &str) -> Option<usize> {
        let near = self.focus.iter().rev().filter(|f| self.distance(f.s, s) < 8);
        near.flat_map(|f| &f.actors).copied().find(|&a| {
            let actor = &cast.actors[a];
            actor.sector.as_deref() == Some(sector) && actor.kind != ActorKind::Person && !cast.is_unknown(a)
        })
    }

    /// States (with sectors, where the owner has one) that the words say the phrase belongs to.
    fn owners_of(&mut self, cast: &Cast, s: usize, w: usize, p: &Phrase) -> Vec<Owner> {
        let t = self.tree(s);
        let body = phrase::title_of(self.names, p, &[TitleKind::Body, TitleKind::Group]);
        let body = body.map_or("", |b| b.sector.as_str());
        let or_body = |sector: &str| if sector.is_empty() { body.to_string() } else { sector.to_string() };
        let mut all: Vec<Owner> = vec![];
        for &(k, way, _) in &p.owners {
            let mut code = self.names.known[k as usize].code.splitn(2, '/');
            let state = code.next().unwrap_or("").to_string();
            let sector = code.next().unwrap_or(if way == Way::Metonym { "GOV" } else { "" });
            if all.iter().all(|(x, _)| *x != state) {
                all.push((state, or_body(sector)));
            }
        }
        // "the U.S. Pacific commander": one owner unless they are coordinated
        if !(p.from..p.to).any(|i| t.tokens[i].upos == Upos::Cconj) {
            all.truncate(1);
        }
        if all.is_empty() {
            all.extend(self.people.owner(self.names, t, s, w).map(|(c, x)| (c, or_body(&x))));
        }
        if all.is_empty() {
            // "his government", "its army"
            let owns =
                |c: usize| t.child(c, Deprel::Case).is_none_or(|k| !matches!(t.form(k), "from" | "in" | "to" | "on"));
            for c in t.children(w).filter(|&c| matches!(t.rel(c), Deprel::Nmod | Deprel::Det) && owns(c)) {
                for q in &cast.entries[s][c].parts {
                    let state = cast.state(q.actor);
                    if !state.starts_with('?') && all.iter().all(|(x, _)| x != state) {
                        all.push((state.to_string(), body.to_string()));
                    }
                }
            }
        }
        if all.is_empty() {
            all.extend(self.place_of(s, w).map(|state| (state, body.to_string())));
        }
        all
    }

    /// The state in whose place the clause of a titled phrase plays: "Police in Nairobi arrested …".
    fn place_of(&self, s: usize, w: usize) -> Option<String> {
        let t = self.tree(s);
        let mut at = w;
        for _ in 0..3 {
            for c in t.children(at).filter(|&c| matches!(t.rel(c), Deprel::Nmod | Deprel::Obl)) {
                if let Some(Hit { what: What::Known(k, _), .. }) = self.people.phrases[s][c].head
                    && self.names.known[k as usize].kind == ActorKind::State
                    && self.is_where(t, c)
                {
                    return Some(self.names.known[k as usize].code.clone());
                }
            }
            at = t.head(at)?;
        }
        None
    }

    fn is_where(&self, t: &Sentence, c: usize) -> bool {
        let prep = t.child(c, Deprel::Case).map(|k| t.form(k).to_lowercase());
        prep.is_some_and(|p| {
            matches!(p.as_str(), "in" | "at" | "near" | "di" | "en" | "à" | "em" | "no" | "na" | "в" | "dans")
        })
    }

    /// Organs of a state that nothing ties to one: of the state that the page is about; one
    /// person of it, of the state that acted last.
    fn owner_by_setting(&self, t: &Sentence, s: usize, w: usize, title: &Title) -> Option<Owner> {
        let sector = title.sector.as_str();
        let organ = matches!(sector, "GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY");
        let one = matches!(title.kind, TitleKind::Person | TitleKind::Spokes);
        if !(organ || title.kind == TitleKind::Spokes) || t.feat(w, "Definite") == Some("Ind") {
            return None;
        }
        let local = self.names.local.contains(&title.role);
        let code = match one {
            true if local => self.setting.place_before(s, w, 1).or(self.setting.home()),
            true => self.setting.actor_before(s, w, 1).or(self.setting.home()),
            // "Crowds gathered in Yerevan. Police detained 34"
            false => self.setting.home().or(self.setting.place_before(s, w, 1)),
        };
        code.map(|c| (c.to_string(), String::new()))
    }

    /// Whether people of this kind may come from anywhere: on a page about one state students and
    /// farmers are of that state, reporters and diplomats need not be.
    fn is_stranger(&self, title: &Title) -> bool {
        title.kind == TitleKind::Spokes
            || matches!(title.sector.as_str(), "JRN" | "REF" | "MED" | "BUS")
            || matches!(title.role.as_str(), "analyst" | "official" | "professor" | "foreign minister")
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
            _ if !title.sector.is_empty() => &title.sector,
            _ => sector,
        };
        let person = matches!(title.kind, TitleKind::Person | TitleKind::Spokes);
        if person && !unnamed && t.feat(w, "Number") != Some("Plur") {
            let leads = |r: &str| self.names.leads.contains(r);
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
        // "kelompok Hizbullah", "Hamas fighters": the body itself
        if matches!(title.kind, TitleKind::Group | TitleKind::Plain)
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
            sector,
            role: None,
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

    fn is_unnamed(&self, t: &Sentence, w: usize) -> bool {
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
            return Entry::default();
        }
        let owner = self.people.phrases[s][w].owners.first().copied();
        if let (Some((k, way, _)), None) = (owner, roles)
            && way != Way::Adjective
        {
            let actor = self.known_actor(cast, k, false);
            return Entry::of(cast, actor, span, false);
        }
        if !is_definite(t, w) {
            return Entry::default();
        }
        let found = match roles {
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

    /// "both neighbours", "the two sides": the two states that were last spoken of.
    fn both(&self, cast: &mut Cast, s: usize, w: usize) -> Option<Entry> {
        let t = self.tree(s);
        // "both neighbours", "the warring sides"
        let many = self.names.pairs.contains(&t.form(w).to_lowercase())
            && t.children_by(w, Deprel::Det).any(|d| t.feat(d, "Definite") == Some("Def"));
        let marked = many || t.children(w).any(|c| self.names.both.contains(&t.form(c).to_lowercase()));
        if !marked {
            return None;
        }
        let near = self.focus.iter().rev().filter(|f| self.distance(f.s, s) < 4);
        let mut two: Vec<usize> = vec![];
        for &a in near.flat_map(|f| &f.actors) {
            let side = side(cast, a);
            let is_side = side.contains('#') || self.names.is_state(side);
            let new = two.iter().all(|&b| self::side(cast, b) != side);
            if is_side && new && self.focus_is_no_speaker(t, w, a) {
                two.push(a);
            }
            if two.len() == 2 {
                break;
            }
        }
        let &[b, a] = two.as_slice() else { return None };
        let span = phrase::span(t, w);
        let mut entry = Entry { known: true, animate: true, ..Entry::default() };
        for actor in [a, b] {
            cast.mention(actor, span, How::Description);
            entry.parts.push(Participant { actor, span, unnamed: false });
        }
        Some(entry)
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
    fn last_of(&self, cast: &Cast, s: usize, roles: Option<&[String]>) -> Option<usize> {
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

/// The side that an actor is on: its state, or the armed group that it is.
fn side(cast: &Cast, a: usize) -> &str {
    let actor = &cast.actors[a];
    let armed = matches!(actor.sector.as_deref(), Some("REB" | "PRM")) && actor.id.contains('#');
    if armed { &actor.id } else { cast.state(a) }
}

/// Whether the phrase is one that was spoken of: "the ministry", "its ministry". Languages
/// without articles leave it open: then a noun that nothing stands beside.
fn is_definite(t: &Sentence, w: usize) -> bool {
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
