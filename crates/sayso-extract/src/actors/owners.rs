//! To whom a titled phrase belongs: by its own words, by the clause it stands in, by the page.

use super::Cast;
use super::names::{Hit, Title, TitleKind, Way, What};
use super::phrase::{self, Phrase};
use super::resolve::{Owner, Resolver, is_definite};
use sayso_core::{ActorKind, Deprel, Sentence, Upos};

impl Resolver<'_> {
    /// States (with sectors, where the owner has one) that the words say the phrase belongs to.
    pub(super) fn owners_of(&mut self, cast: &Cast, s: usize, w: usize, p: &Phrase) -> Vec<Owner> {
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
            all.extend(self.envoy_of(cast, s, w).map(|state| (state, body.to_string())));
        }
        if all.is_empty() {
            all.extend(self.people.owner(self.names, t, s, w).map(|(c, x)| (c, or_body(&x))));
        }
        // "the foreign ministers **of Serbia and Kosovo**"
        if all.len() == 1 && t.feat(w, "Number") == Some("Plur") {
            let joined = t.children_by(w, Deprel::Nmod).flat_map(|c| t.children_by(c, Deprel::Conj));
            let heads: Vec<_> = joined.filter_map(|c| self.people.phrases[s][c].head).collect();
            for h in heads {
                if let What::Known(k, way) = h.what
                    && let Some(state) = self.names.state_of(k)
                    && all.iter().all(|(x, _)| x != state)
                {
                    let sector = if way == Way::Metonym { "GOV" } else { "" };
                    all.push((state.to_string(), or_body(sector)));
                }
            }
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
            all.extend(self.seat_of(s, w).map(|state| (state, body.to_string())));
        }
        if all.is_empty() {
            // "a Guyanese-flagged vessel"
            let flagged = t.children_by(w, Deprel::Amod).filter(|&c| {
                matches!(t.form(c), "flagged" | "registered" | "owned" | "operated" | "flag" | "made" | "built")
            });
            let states = flagged.flat_map(|c| t.children(c)).filter_map(|c| self.people.phrases[s][c].head);
            let found = states.filter_map(|h| match h.what {
                What::Known(k, _) => self.names.state_of(k).map(str::to_string),
                What::Title(_) => None,
            });
            all.extend(found.take(1).map(|c| (c, body.to_string())));
        }
        if all.is_empty() {
            // "alliance aircraft"
            let noun = t.children_by(w, Deprel::Compound).find(|&c| t.tokens[c].upos == Upos::Noun);
            let roles = noun.and_then(|c| self.names.describes.get(&t.lemma(c).to_lowercase())).cloned().flatten();
            let body_of = roles.and_then(|r| self.last_of(cast, s, Some(&r)));
            all.extend(body_of.map(|a| (cast.state(a).to_string(), body.to_string())));
        }
        if all.is_empty() {
            all.extend(self.place_of(s, w).map(|state| (state, body.to_string())));
        }
        all
    }

    /// "**its** ambassador in Belgrade": whose the envoy is, not where.
    fn envoy_of(&self, cast: &Cast, s: usize, w: usize) -> Option<String> {
        let t = self.tree(s);
        let owner = t
            .children(w)
            .find(|&c| t.tokens[c].upos == Upos::Pron && matches!(t.rel(c), Deprel::Nmod | Deprel::Det))?;
        let [who] = cast.entries[s][owner].parts.as_slice() else { return None };
        Some(cast.state(who.actor).to_string()).filter(|c| self.names.is_state(c))
    }

    /// "seven firms **based in Dubai**": the state of the seat.
    fn seat_of(&self, s: usize, w: usize) -> Option<String> {
        let t = self.tree(s);
        let sits = |&v: &usize| matches!(t.lemma(v), "berbasis" | "bermarkas" | "berpusat" | "berkantor" | "terdaftar");
        let v = t.children_by(w, Deprel::Acl).find(sits)?;
        let state = |c: usize| match self.people.phrases[s][c].head?.what {
            What::Known(k, _) => self.names.state_of(k).map(str::to_string),
            _ => None,
        };
        t.children_by(v, Deprel::Obl).find_map(state)
    }

    /// The state in whose place the clause of a titled phrase plays: "Police in Nairobi arrested …".
    pub(super) fn place_of(&self, s: usize, w: usize) -> Option<String> {
        let t = self.tree(s);
        let mut at = w;
        for _ in 0..3 {
            for c in t.children(at).filter(|&c| matches!(t.rel(c), Deprel::Nmod | Deprel::Obl)) {
                let p = &self.people.phrases[s][c];
                // "di negara tetangga **Burkina Faso**"
                let country = self.names.describes.get(&t.lemma(c).to_lowercase()).is_some_and(Option::is_none);
                let named = match p.head {
                    Some(Hit { what: What::Known(k, _), .. }) => Some(k),
                    _ => p.owners.first().filter(|_| country).map(|o| o.0),
                };
                if let Some(k) = named.filter(|_| self.is_where(t, c))
                    && self.names.known[k as usize].kind == ActorKind::State
                {
                    return Some(self.names.known[k as usize].code.clone());
                }
            }
            at = t.head(at)?;
        }
        None
    }

    pub(super) fn is_where(&self, t: &Sentence, c: usize) -> bool {
        let prep = t.child(c, Deprel::Case).map(|k| t.form(k).to_lowercase());
        prep.is_some_and(|p| {
            matches!(p.as_str(), "in" | "at" | "near" | "di" | "en" | "à" | "em" | "no" | "na" | "в" | "dans")
        })
    }

    /// Organs of a state that nothing ties to one: of the state that the page is about; one
    /// person of it, of the state that acted last.
    pub(super) fn owner_by_setting(
        &self,
        cast: &Cast,
        t: &Sentence,
        s: usize,
        w: usize,
        title: &Title,
    ) -> Option<Owner> {
        let sector = title.sector.as_str();
        let organ = matches!(sector, "GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY");
        let one = matches!(title.kind, TitleKind::Person | TitleKind::Spokes);
        if !(organ || title.kind == TitleKind::Spokes) || t.feat(w, "Definite") == Some("Ind") {
            return None;
        }
        let local = self.names.local.contains(&title.role);
        let own = || self.state_of_subject(cast, t, s, w).filter(|_| !one && sector == "GOV");
        if let Some(code) = self.setting.home().map(str::to_string).or_else(own).filter(|_| !one) {
            return Some((code, String::new()));
        }
        let code = match one {
            true if local => self.setting.place_before(s, w, 1).or(self.setting.home()),
            true => self.setting.actor_before(s, w, 1).or(self.setting.home()),
            // "Crowds gathered in Yerevan. Police detained 34"
            false => {
                let near = self.setting.place_before(s, w, 1).filter(|_| !self.is_unnamed(t, w));
                // "A Haitian gang threatens to topple the interim government"
                let reach = usize::from(sector == "GOV");
                let body = || self.setting.actor_before(s, w, reach).filter(|_| title.kind == TitleKind::Body);
                let police = matches!(sector, "COP" | "JUD" | "LEG") && self.grammar.inflect == "malay";
                let acts = || self.setting.actor_before(s, w, 0).filter(|_| police);
                let fought = self.state_of_rebels(cast, s).filter(|_| sector == "MIL" && is_definite(t, w));
                if let Some(code) = fought.filter(|_| self.setting.home().is_none()) {
                    return Some((code, String::new()));
                }
                // "Riot police used water cannon in Toulouse"
                let here = || self.setting.place_in(s).filter(|_| sector == "COP");
                let found = self.setting.home().or(near).or_else(body).or_else(acts).or_else(here);
                let bound = t.rel(w) == Deprel::Nsubj && t.head(w).is_some_and(|v| t.rel(v) == Deprel::Advcl);
                let one = || self.one_state(cast, s).filter(|_| bound);
                return found.map(str::to_string).or_else(one).map(|c| (c, String::new()));
            }
        };
        code.map(|c| (c.to_string(), String::new()))
    }

    /// "The RSF has been fighting **the army**": that of the state which the armed group is of.
    fn state_of_rebels(&self, cast: &Cast, s: usize) -> Option<String> {
        let near = self.focus.iter().rev().filter(|f| self.distance(f.s, s) < 2).flat_map(|f| &f.actors);
        let armed = |a: &&usize| matches!(cast.actors[**a].sector.as_deref(), Some("REB" | "PRM"));
        near.filter(armed).find_map(|&a| cast.actors[a].country.clone())
    }

    /// "suspended Gabon after **the army** seized power": the one state that the sentence has named.
    fn one_state(&self, cast: &Cast, s: usize) -> Option<String> {
        let named =
            self.focus.iter().filter(|f| f.s == s && !f.subject).flat_map(|f| &f.actors).map(|&a| cast.state(a));
        let mut states: Vec<&str> = named.filter(|c| self.names.is_state(c)).collect();
        states.dedup();
        match states.as_slice() {
            [one] => Some(one.to_string()),
            _ => None,
        }
    }

    /// "Mbeki accused **the government**": that of the state of whoever acts in the clause.
    fn state_of_subject(&self, cast: &Cast, t: &Sentence, s: usize, w: usize) -> Option<String> {
        let v =
            t.head(w).filter(|&v| t.tokens[v].upos == Upos::Verb && matches!(t.rel(w), Deprel::Obj | Deprel::Obl))?;
        let subject = t.children_by(v, Deprel::Nsubj).find(|&n| n < w)?;
        let [who] = cast.entries[s][subject].parts.as_slice() else { return None };
        let sector = cast.actors[who.actor].sector.as_deref();
        let inside = cast.actors[who.actor].kind == ActorKind::Person && sector != Some("GOV");
        cast.actors[who.actor]
            .country
            .clone()
            .filter(|_| inside || matches!(sector, Some("OPP" | "LAB" | "CVL" | "EDU")))
    }

    /// Whether people of this kind may come from anywhere: on a page about one state students and
    /// farmers are of that state, reporters and diplomats need not be.
    pub(super) fn is_stranger(&self, title: &Title) -> bool {
        title.kind == TitleKind::Spokes
            || matches!(title.sector.as_str(), "JRN" | "REF" | "MED" | "BUS")
            || matches!(title.role.as_str(), "analyst" | "official" | "professor" | "foreign minister")
    }
}
