//! Every noun phrase and pronoun in reading order, with what is in focus.

use super::memory::Memory;
use super::names::{Hit, Names, PronounKind, Title, TitleKind, Way, What};
use super::phrase::{self, Phrase};
use super::{Cast, Entry, is_nominal, slug};
use crate::Page;
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_core::{Actor, ActorKind, Deprel, How, Participant, Sentence, Upos};

/// Fills the entries of the cast.
pub fn all(names: &Names, page: &Page, hits: &[Vec<Hit>], memory: &Memory, day: Option<&str>, cast: &mut Cast) {
    let persons = memory.persons.iter().filter(|p| p.is_person()).map(|p| p.actor).collect();
    let mut r = Resolver { names, page, memory, persons, day, focus: vec![], gender: FxHashMap::default() };
    for (s, hits) in hits.iter().enumerate() {
        let n = page.sentences[s].tree.len();
        cast.entries.push(vec![Entry::default(); n]);
        for w in 0..n {
            let entry = r.entry(cast, s, w, hits);
            r.notice(cast, s, w, &entry);
            cast.entries[s][w] = entry;
        }
        r.relatives(cast, s);
    }
}

struct Resolver<'a> {
    names: &'a Names,
    page: &'a Page<'a>,
    memory: &'a Memory,
    persons: FxHashSet<usize>,
    day: Option<&'a str>,
    focus: Vec<Focus>,
    gender: FxHashMap<usize, String>,
}

/// Somebody spoken of.
struct Focus {
    actors: Vec<usize>,
    s: usize,
    w: usize,
    subject: bool,
}

impl<'a> Resolver<'a> {
    fn tree(&self, s: usize) -> &'a Sentence {
        &self.page.sentences[s].tree
    }

    /// Puts the phrase at `w` in focus.
    fn notice(&mut self, cast: &Cast, s: usize, w: usize, entry: &Entry) {
        if entry.parts.is_empty() {
            return;
        }
        let t = self.tree(s);
        let mut top = w;
        while let (Deprel::Conj, Some(h)) = (t.rel(top), t.head(top)) {
            top = h;
        }
        let subject = t.rel(top) == Deprel::Nsubj;
        let mut actors: Vec<usize> = entry.parts.iter().map(|p| p.actor).collect();
        if top != w
            && let Some(f) = self.focus.iter().rev().find(|f| f.s == s && f.w == top)
        {
            actors = f.actors.iter().copied().chain(actors).collect();
        }
        let _ = cast;
        self.focus.push(Focus { actors, s, w, subject });
    }

    fn entry(&mut self, cast: &mut Cast, s: usize, w: usize, hits: &[Hit]) -> Entry {
        let t = self.tree(s);
        let upos = t.tokens[w].upos;
        let low = t.form(w).to_lowercase();
        let pronoun =
            matches!(upos, Upos::Pron | Upos::Det | Upos::Noun | Upos::X | Upos::Part) || t.rel(w) == Deprel::Nsubj;
        if pronoun && let Some((kind, gender)) = self.names.pronouns.get(&low) {
            if upos == Upos::Det
                && *kind != PronounKind::Person
                && *kind != PronounKind::Body
                && *kind != PronounKind::Many
            {
                return Entry::default();
            }
            return self.pronoun(cast, s, w, *kind, gender);
        }
        let covered = hits.iter().any(|h| h.from <= w && w < h.to);
        if !is_nominal(upos) && !covered {
            return Entry::default();
        }
        let memory = self.memory;
        let p = &memory.phrases[s][w];
        if let Some(&actor) = memory.named.get(&(s, w)) {
            return self.named(cast, s, w, p, actor);
        }
        match p.head {
            Some(Hit { what: What::Known(k, way), from, to }) => self.listed(cast, s, w, p, k, way, (from, to)),
            Some(Hit { what: What::Title(k), from, to }) if is_head_of(t, w, from, to) => self.titled(cast, s, w, p, k),
            None if self.names.describes.contains_key(t.lemma(w)) => self.described(cast, s, w),
            _ => Entry::default(),
        }
    }

    fn named(&mut self, cast: &mut Cast, s: usize, w: usize, p: &Phrase, actor: usize) -> Entry {
        let t = self.tree(s);
        let span = t.tokens[p.from].span.cover(t.tokens[p.to - 1].span);
        cast.mention(actor, span, How::Name);
        let known = cast.actors[actor].id.as_bytes()[0] != b'?';
        let parts = vec![Participant { actor, span: phrase::span(t, w), unnamed: false }];
        Entry { parts, known, animate: true, place: false }
    }

    fn known_actor(&self, cast: &mut Cast, k: u32, gov: bool) -> usize {
        let known = &self.names.known[k as usize];
        let state = known.kind == ActorKind::State;
        let office = known.office(self.day);
        let id = match office {
            Some(o) => format!("{}#{}", o.code, known.key),
            None if gov && state => format!("{}/GOV", known.code),
            None => known.id(),
        };
        let code = id.split('#').next().unwrap_or("").to_string();
        let mut parts = code.splitn(2, '/');
        let country = parts.next().filter(|c| self.is_state(c)).map(str::to_string);
        let sector = parts.next().map(str::to_string);
        cast.intern(Actor {
            entity: if gov && state { slug(&id) } else { known.key.clone() },
            name: if gov && state { format!("{} (government)", known.name) } else { known.name.clone() },
            kind: if gov && state { ActorKind::Organisation } else { known.kind },
            country,
            sector,
            role: Some(office.map_or(known.role.clone(), |o| o.role.clone())).filter(|r| !r.is_empty()),
            wikidata: None,
            mentions: vec![],
            id,
        })
    }

    fn is_state(&self, code: &str) -> bool {
        self.names.by_code(code).is_some_and(|k| self.names.known[k as usize].kind == ActorKind::State)
    }

    #[allow(clippy::too_many_arguments)]
    fn listed(
        &mut self,
        cast: &mut Cast,
        s: usize,
        w: usize,
        p: &Phrase,
        k: u32,
        way: Way,
        at: (usize, usize),
    ) -> Entry {
        let t = self.tree(s);
        let metonym = way == Way::Metonym;
        let known = &self.names.known[k as usize];
        if known.kind == ActorKind::Outlet && self.is_part_of_other_name(t, w) {
            return Entry::default();
        }
        let actor = self.known_actor(cast, k, metonym);
        let span = t.tokens[at.0].span.cover(t.tokens[at.1 - 1].span);
        if at.0 == w || !(at.0..at.1).contains(&w) || t.head(w).is_none_or(|h| !(at.0..at.1).contains(&h)) {
            cast.mention(actor, span, way.how());
        }
        let _ = p;
        let inside = t.head(w).is_some_and(|h| (at.0..at.1).contains(&h));
        if inside {
            return Entry::default();
        }
        let whole = if way == Way::Adjective { span } else { phrase::span(t, w) };
        let parts = vec![Participant { actor, span: whole, unnamed: false }];
        Entry { parts, known: true, animate: true, place: way == Way::Place }
    }

    fn is_part_of_other_name(&self, t: &Sentence, w: usize) -> bool {
        matches!(t.rel(w), Deprel::Flat | Deprel::Compound)
            && t.head(w).is_some_and(|h| t.tokens[h].upos == Upos::Propn)
    }

    /// "the Japanese leader", "Russian troops", "police", "a spokesman for the ministry".
    fn titled(&mut self, cast: &mut Cast, s: usize, w: usize, p: &Phrase, k: u32) -> Entry {
        let t = self.tree(s);
        let title = self.names.title_list[k as usize].clone();
        let span = phrase::span(t, w);
        let unnamed = matches!(title.kind, TitleKind::Person | TitleKind::Spokes) && self.is_unnamed(t, w);
        let states = self.states_of(cast, s, w, p);
        let mut parts = vec![];
        let how = if states.is_empty() { How::Title } else { How::Description };
        for (state, sector) in &states {
            let actor = self.office(cast, state, sector, &title, unnamed, t, w, p);
            cast.mention(actor, t.tokens[p.from].span.cover(t.tokens[p.to - 1].span), how);
            parts.push(Participant { actor, span, unnamed });
        }
        if !parts.is_empty() {
            return Entry { parts, known: true, animate: true, place: false };
        }
        if !unnamed
            && matches!(title.kind, TitleKind::Person | TitleKind::Spokes)
            && let Some(actor) = self.holder(&title, s)
        {
            cast.mention(actor, span, How::Title);
            let known = cast.actors[actor].id.as_bytes()[0] != b'?';
            return Entry {
                parts: vec![Participant { actor, span, unnamed: false }],
                known,
                animate: true,
                place: false,
            };
        }
        let words = self.page.words(t.tokens[p.from].span.cover(t.tokens[p.to - 1].span)).to_string();
        let kind = match title.kind {
            TitleKind::Body => ActorKind::Organisation,
            TitleKind::Person | TitleKind::Spokes => ActorKind::Person,
            _ => ActorKind::Group,
        };
        let actor = cast.unknown(&words, kind, span, How::Title);
        let a = &mut cast.actors[actor];
        a.sector = a.sector.take().or(Some(title.sector.clone()).filter(|x| !x.is_empty()));
        a.role = a.role.take().or(Some(title.role.clone()));
        Entry { parts: vec![Participant { actor, span, unnamed }], known: false, animate: true, place: false }
    }

    /// States (with sectors, where the owner has one) that the titled phrase belongs to.
    fn states_of(&mut self, cast: &mut Cast, s: usize, w: usize, p: &Phrase) -> Vec<(String, String)> {
        let t = self.tree(s);
        let mut all: Vec<(String, String)> = vec![];
        let body = phrase::title_of(self.names, p, &[TitleKind::Body, TitleKind::Group]).map(|b| b.sector.clone());
        for &(k, way, _) in &p.owners {
            let known = &self.names.known[k as usize];
            let mut code = known.code.splitn(2, '/');
            let state = code.next().unwrap_or("").to_string();
            let sector = code.next().unwrap_or(if way == Way::Metonym { "GOV" } else { "" });
            let sector = if sector.is_empty() { body.clone().unwrap_or_default() } else { sector.to_string() };
            if all.iter().all(|(x, _)| *x != state) {
                all.push((state, sector));
            }
        }
        if all.len() > 1 && !t.children(w).any(|c| t.children(c).any(|d| t.rel(d) == Deprel::Cc)) && p.owners.len() > 1
        {
            // "the U.S. Pacific commander": one owner unless they are coordinated
            let coordinated = (p.from..p.to).any(|i| t.tokens[i].upos == Upos::Cconj);
            if !coordinated {
                all.truncate(1);
            }
        }
        if all.is_empty() {
            all.extend(self.memory.owner(self.names, t, s, w).map(|(c, x)| {
                let sector = if x.is_empty() { body.clone().unwrap_or_default() } else { x };
                (c, sector)
            }));
        }
        if all.is_empty() {
            for c in t.children_by(w, Deprel::Nmod).chain(t.children_by(w, Deprel::Det)) {
                // "his government", "its army"
                let parts = &cast.entries[s][c].parts;
                for q in parts {
                    let id = &cast.actors[q.actor].id;
                    let state = id.split(['/', '#']).next().unwrap_or("");
                    if state != "?" && all.iter().all(|(x, _)| x != state) {
                        all.push((state.to_string(), body.clone().unwrap_or_default()));
                    }
                }
            }
        }
        if all.is_empty() {
            all.extend(self.place_of(s, w).map(|state| (state, body.clone().unwrap_or_default())));
        }
        all
    }

    /// The state in which the clause of a titled phrase plays: "Police in Nairobi arrested …".
    fn place_of(&self, s: usize, w: usize) -> Option<String> {
        let t = self.tree(s);
        let mut at = w;
        for _ in 0..3 {
            for c in t.children(at).filter(|&c| matches!(t.rel(c), Deprel::Nmod | Deprel::Obl)) {
                if t.child(c, Deprel::Case).is_none() {
                    continue;
                }
                if let Some(Hit { what: What::Known(k, _), .. }) = self.memory.phrases[s][c].head {
                    let known = &self.names.known[k as usize];
                    if known.kind == ActorKind::State && self.is_where(t, c) {
                        return Some(known.code.clone());
                    }
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
            TitleKind::Spokes => {
                if sector.is_empty() {
                    "GOV"
                } else {
                    sector
                }
            }
            TitleKind::Plain => "CVL",
            _ if !title.sector.is_empty() => &title.sector,
            _ => sector,
        };
        let person = matches!(title.kind, TitleKind::Person | TitleKind::Spokes);
        let plural = t.feat(w, "Number") == Some("Plur");
        if person && !unnamed && !plural {
            let fits = |x: &&super::memory::Person| {
                x.country == state
                    && (x.role == title.role
                        || (title.role == "leader" && self.names.leads.contains(&x.role))
                        || (x.role == "leader" && self.names.leads.contains(&title.role)))
            };
            if let Some(x) = self.memory.persons.iter().find(fits) {
                return x.actor;
            }
        }
        let state_like = self.is_state(state);
        let code = match (state, sector) {
            ("IMG" | "MNC" | "NGO" | "IGO" | "ISM", _) => match p.owners.first() {
                Some(&(k, ..)) => return self.known_actor(cast, k, false),
                None => state.to_string(),
            },
            (c, "") => c.to_string(),
            (c, _) if !state_like => c.to_string(),
            (c, x) => format!("{c}/{x}"),
        };
        let owner = self.names.by_code(state).map(|k| self.names.known[k as usize].name.clone());
        let owner = owner.unwrap_or_else(|| state.to_string());
        let sector_name = code.split('/').nth(1).map(str::to_string);
        let kind = match title.kind {
            _ if !code.contains('/') => {
                self.names.by_code(state).map_or(ActorKind::Organisation, |k| self.names.known[k as usize].kind)
            }
            TitleKind::Body => ActorKind::Organisation,
            _ if sector == "GOV" => ActorKind::Organisation,
            _ => ActorKind::Group,
        };
        cast.intern(Actor {
            entity: if code.contains('/') { slug(&code) } else { state.to_lowercase() },
            name: match &sector_name {
                Some(x) => format!("{owner} ({})", sector_word(x)),
                None => owner,
            },
            kind,
            country: Some(state.to_string()).filter(|_| state_like),
            sector: sector_name,
            role: None,
            wikidata: None,
            mentions: vec![],
            id: code,
        })
    }

    /// The person last spoken of who holds the office.
    fn holder(&self, title: &Title, s: usize) -> Option<usize> {
        let fits = |p: &&super::memory::Person| p.role == title.role;
        let mut all = self.memory.persons.iter().filter(fits);
        let first = all.next()?;
        if all.next().is_none() {
            return Some(first.actor);
        }
        let holders: FxHashSet<usize> = self.memory.persons.iter().filter(fits).map(|p| p.actor).collect();
        self.focus.iter().rev().filter(|f| f.s + 6 > s).flat_map(|f| &f.actors).find(|a| holders.contains(a)).copied()
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
        let roles = &self.names.describes[t.lemma(w)];
        if self.is_unnamed(t, w) {
            return Entry::default();
        }
        let sub = self.memory.phrases[s][w].owners.first().copied();
        if let (Some((k, way, _)), None) = (sub, roles)
            && way != Way::Adjective
        {
            let actor = self.known_actor(cast, k, false);
            return Entry {
                parts: vec![Participant { actor, span, unnamed: false }],
                known: true,
                animate: true,
                place: false,
            };
        }
        let definite = t.children(w).any(|c| {
            matches!(t.rel(c), Deprel::Det) || (matches!(t.rel(c), Deprel::Nmod) && t.tokens[c].upos == Upos::Pron)
        });
        if !definite {
            return Entry::default();
        }
        let fits = |a: usize| {
            let actor = &cast.actors[a];
            match roles {
                None => actor.kind == ActorKind::State,
                Some(roles) => actor.role.as_ref().is_some_and(|r| roles.contains(r)),
            }
        };
        let poss = t.children_by(w, Deprel::Nmod).find(|&c| !cast.entries[s][c].parts.is_empty());
        if roles.is_none()
            && let Some(c) = poss
        {
            // "her country": the state of whoever owns it
            let a = cast.entries[s][c].parts[0].actor;
            if let Some(k) = cast.actors[a].country.clone().and_then(|c| self.names.by_code(&c)) {
                let actor = self.known_actor(cast, k, false);
                cast.mention(actor, span, How::Description);
                return Entry {
                    parts: vec![Participant { actor, span, unnamed: false }],
                    known: true,
                    animate: true,
                    place: false,
                };
            }
        }
        let near = |f: &&Focus| f.s + 3 > s;
        let found = self.focus.iter().rev().filter(near).find_map(|f| f.actors.iter().copied().find(|&a| fits(a)));
        match found {
            Some(actor) => {
                cast.mention(actor, span, How::Description);
                let known = cast.actors[actor].id.as_bytes()[0] != b'?';
                Entry { parts: vec![Participant { actor, span, unnamed: false }], known, animate: true, place: false }
            }
            None => Entry::default(),
        }
    }

    fn pronoun(&mut self, cast: &mut Cast, s: usize, w: usize, kind: PronounKind, gender: &str) -> Entry {
        let t = self.tree(s);
        let span = t.tokens[w].span;
        if matches!(kind, PronounKind::Relative | PronounKind::Speaker) || t.rel(w) == Deprel::Expl {
            return Entry::default();
        }
        let reach = if kind == PronounKind::Person { 4 } else { 2 };
        let mut best: Option<(i32, Vec<usize>)> = None;
        for (age, f) in self.focus.iter().rev().enumerate() {
            if f.s + reach <= s || age > 30 {
                break;
            }
            if f.s == s && self.same_clause(t, f.w, w) {
                continue;
            }
            let score = self.fitness(cast, f, s, kind, gender) - age as i32;
            if score > -1000 && best.as_ref().is_none_or(|(b, _)| score > *b) {
                best = Some((score, f.actors.clone()));
            }
        }
        let Some((_, actors)) = best else { return Entry::default() };
        let actors =
            if kind == PronounKind::Many { actors } else { vec![*actors.last().expect("focus is never empty")] };
        if !gender.is_empty() {
            self.gender.entry(actors[0]).or_insert_with(|| gender.to_string());
        }
        let mut known = true;
        let parts = actors
            .iter()
            .map(|&actor| {
                cast.mention(actor, span, How::Pronoun);
                known &= cast.actors[actor].id.as_bytes()[0] != b'?';
                Participant { actor, span, unnamed: false }
            })
            .collect();
        Entry { parts, known, animate: true, place: false }
    }

    /// How well somebody in focus fits a pronoun; below -1000 for not at all.
    fn fitness(&self, cast: &Cast, f: &Focus, s: usize, kind: PronounKind, gender: &str) -> i32 {
        let mut score = if f.subject { 12 } else { 0 } - 8 * (s - f.s) as i32;
        let one = *f.actors.last().expect("focus is never empty");
        let actor = &cast.actors[one];
        let person = self.persons.contains(&one) || actor.kind == ActorKind::Person;
        let no = -10_000;
        match kind {
            PronounKind::Person => {
                if !(person || actor.kind == ActorKind::Unknown) || f.actors.len() > 1 {
                    return no;
                }
                if let Some(g) = self.gender.get(&one)
                    && !gender.is_empty()
                    && g != gender
                {
                    return no;
                }
                if person {
                    score += 10;
                }
            }
            PronounKind::Body => {
                if person || f.actors.len() > 1 || actor.kind == ActorKind::Group {
                    return no;
                }
            }
            PronounKind::Many => {
                if person && f.actors.len() == 1 {
                    return no;
                }
                if f.actors.len() > 1 {
                    score += 10;
                } else if actor.kind == ActorKind::Group {
                    score += 6;
                }
            }
            PronounKind::Relative | PronounKind::Speaker => return no,
        }
        score
    }

    /// Whether two words hang on the same verb: "Putin told him" speaks of two men.
    fn same_clause(&self, t: &Sentence, a: usize, b: usize) -> bool {
        let core = |x: usize| matches!(t.rel(x), Deprel::Nsubj | Deprel::Obj | Deprel::Iobj | Deprel::Obl);
        t.tokens[b].deprel.subtype() != "poss" && core(a) && core(b) && t.head(a) == t.head(b)
    }

    /// "who", "which": the word that the relative clause stands beside.
    fn relatives(&mut self, cast: &mut Cast, s: usize) {
        let page = self.page;
        let t = &page.sentences[s].tree;
        for w in 0..t.len() {
            let relative =
                self.names.pronouns.get(&t.form(w).to_lowercase()).is_some_and(|(k, _)| *k == PronounKind::Relative);
            if !relative || t.tokens[w].upos == Upos::Sconj {
                continue;
            }
            let mut at = t.head(w);
            while let Some(h) = at {
                if t.rel(h) == Deprel::Acl {
                    break;
                }
                at = t.head(h);
            }
            let Some(noun) = at.and_then(|h| t.head(h)) else { continue };
            if noun < w {
                let span = t.tokens[w].span;
                let whole = cast.who(page, s, noun);
                let parts: Vec<_> = whole.iter().map(|p| Participant { span, ..*p }).collect();
                let known = !cast.known(page, s, noun).is_empty();
                cast.entries[s][w] = Entry { parts, known, animate: true, place: false };
            }
        }
    }
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
