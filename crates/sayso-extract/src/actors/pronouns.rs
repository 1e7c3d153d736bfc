//! Pronouns: who is in focus, and whom "he", "it", "they" stand for.

use super::names::{Gender, PronounKind};
use super::resolve::Resolver;
use super::{Cast, Entry};
use sayso_core::{ActorKind, Deprel, EventType, How, LineKind, Participant, Sentence, Upos};

/// Somebody spoken of.
pub struct Focus {
    /// Who; several where they are coordinated.
    pub actors: Vec<usize>,
    /// Sentence.
    pub s: usize,
    /// Head of the words.
    pub w: usize,
    /// Whether the words are a subject.
    pub subject: bool,
    /// Index of the quotation that holds them.
    pub quote: Option<usize>,
    /// Whether the words are of many.
    pub plural: bool,
    /// Whether they name a human being for certain.
    pub person: bool,
    /// Told by the words themselves.
    pub gender: Option<Gender>,
}

impl Resolver<'_> {
    /// Puts the phrase at `w` in focus.
    pub fn notice(&mut self, cast: &Cast, s: usize, w: usize, entry: &Entry) {
        // whom a headline of another story names is nobody that this one goes on about
        if entry.parts.is_empty() || self.page.sentences[s].kind == LineKind::Teaser {
            return;
        }
        let t = self.tree(s);
        let mut top = w;
        while let (Deprel::Conj, Some(h)) = (t.rel(top), t.head(top)) {
            top = h;
        }
        let mut actors: Vec<usize> = entry.parts.iter().map(|p| p.actor).collect();
        let together = if top == w { None } else { self.focus.iter().rev().find(|f| f.s == s && f.w == top) };
        if let Some(f) = together {
            actors = f.actors.iter().copied().chain(actors).collect();
        }
        let one = *actors.last().expect("not empty");
        let gender = self.gender_of(s, w, one);
        let actor = &cast.actors[one];
        let plural = actors.len() > 1 || t.feat(w, "Number") == Some("Plur") && t.tokens[w].upos == Upos::Noun;
        let person = !plural && (self.persons.contains(&one) || actor.kind == ActorKind::Person);
        self.focus.push(Focus {
            subject: is_subject(t, top),
            quote: self.page.quote_at(t.tokens[w].span),
            gender,
            actors,
            s,
            w,
            plural,
            person,
        });
    }

    /// Man or woman, by what was said before, the given name or the noun.
    ///
    /// A name alone tells nothing: it may be a surname ("Hassan said"), and then the full name told before has.
    fn gender_of(&mut self, s: usize, w: usize, actor: usize) -> Option<Gender> {
        if let Some(&g) = self.gender.get(&actor) {
            return Some(g);
        }
        let (t, p) = (self.tree(s), &self.people.phrases[s][w]);
        if p.to - p.from == 1 && t.tokens[w].upos == Upos::Propn {
            return None;
        }
        let of = |i: usize| self.names.gender(t.lemma(i)).or_else(|| self.names.gender(t.form(i)));
        let (by, told) = (p.from..p.to).find_map(|i| Some((i, of(i)?)))?;
        if t.tokens[by].upos == Upos::Propn {
            self.gender.insert(actor, told);
        }
        Some(told)
    }

    /// Whom a pronoun stands for.
    pub fn pronoun(&mut self, cast: &mut Cast, s: usize, w: usize, kind: PronounKind, gender: Option<Gender>) -> Entry {
        let t = self.tree(s);
        let span = t.tokens[w].span;
        if matches!(kind, PronounKind::Relative | PronounKind::Speaker) || t.rel(w) == Deprel::Expl {
            return Entry::default();
        }
        // "back them, but another vetoes **them**": what meant nobody the first time means nobody now
        let again = |i: &usize| *i < w && t.form(*i).eq_ignore_ascii_case(t.form(w)) && t.tokens[*i].upos == Upos::Pron;
        let object = matches!(t.rel(w), Deprel::Obj) && t.tokens[w].deprel.subtype() != "poss";
        if object && (0..t.len()).filter(again).any(|i| cast.entries[s][i].parts.is_empty() && t.rel(i) == Deprel::Obj)
        {
            return Entry::default();
        }
        if let Some(entry) = self.of_relative(cast, s, w) {
            return entry;
        }
        // "katanya", "menurutnya": somebody who speaks
        let cue =
            |h: usize| self.pack.cues.verbs.contains_key(t.lemma(h)) || self.pack.cues.phrases.contains_key(t.lemma(h));
        let speaks = kind == PronounKind::Own && t.head(w).is_some_and(|h| h + 1 == w && cue(h));
        let kind = if speaks { PronounKind::Person } else { kind };
        if let Some(actor) = self.subject_behind(cast, s, w).filter(|_| kind == PronounKind::Own) {
            cast.mention(actor, span, How::Pronoun);
            let known = !cast.is_unknown(actor);
            return Entry {
                parts: vec![Participant { actor, span, unnamed: false }],
                known,
                animate: true,
                place: false,
            };
        }
        let reach = match kind {
            PronounKind::Person => 4,
            PronounKind::Own => 3,
            _ => 2,
        };
        let quote = self.page.quote_at(span);
        let owner = self.subject_beside(s, w);
        let directs = self.who_directs(s, w);
        let own = self.subjects_of(s, w);
        let mut best: Option<(i32, Vec<usize>)> = None;
        for (age, f) in self.focus.iter().rev().enumerate() {
            let far = self.distance(f.s, s);
            if far >= reach || age > 60 {
                break;
            }
            if f.s == s && (same_clause(t, f.w, w) || directs == Some(f.w) || own.contains(&f.w)) {
                continue;
            }
            let Some(mut score) = self.fitness(cast, f, kind, gender) else { continue };
            score -= 9 * far as i32 + age as i32;
            // "took Israel to the court, accusing **it**": objects go with objects
            if f.s == s && object && t.rel(f.w) == Deprel::Obj {
                score += 5;
            }
            // "Caracas says the ship strayed. **It** will …": who speaks, not what he speaks of
            let far_tree = self.tree(f.s);
            let main = f.subject && f.s != s && far_tree.head(f.w).is_some_and(|v| far_tree.rel(v) == Deprel::Root);
            score += if main { 4 } else { 0 };
            let many = kind != PronounKind::Many || f.plural || f.actors.len() > 1;
            if many && owner.is_some_and(|o| f.s == s && f.w == o) {
                score += 15;
            }
            if kind == PronounKind::Own && f.person && self.is_of_country(s, w) {
                // "a warship entered the waters of **his** country"
                score += 12;
            }
            if f.quote.is_some() && f.quote != quote {
                score -= 12;
            }
            let beside = f.quote.is_none() && self.page.sentences[f.s].line == self.page.sentences[s].line;
            if quote.is_some() && beside && (f.subject || f.person) {
                // who is named beside a quotation is likely its speaker, not whom it speaks of
                score -= 15;
            }
            if best.as_ref().is_none_or(|(b, _)| score > *b) {
                best = Some((score, f.actors.clone()));
            }
        }
        let Some((_, actors)) = best else { return Entry::default() };
        let actors = match kind {
            PronounKind::Many | PronounKind::Own => actors,
            _ => vec![*actors.last().expect("focus is never empty")],
        };
        if let Some(g) = gender.filter(|_| quote.is_none()) {
            self.gender.entry(actors[0]).or_insert(g);
        }
        let known = actors.iter().all(|&a| !cast.is_unknown(a));
        let parts = actors.iter().map(|&actor| {
            cast.mention(actor, span, How::Pronoun);
            Participant { actor, span, unnamed: false }
        });
        Entry { parts: parts.collect(), known, animate: true, place: false }
    }

    /// "Russia began **its** invasion": the subject of the clause that a possessive stands in.
    fn subject_beside(&self, s: usize, w: usize) -> Option<usize> {
        let t = self.tree(s);
        let owns = t.tokens[w].deprel.subtype() == "poss" || matches!(t.rel(w), Deprel::Det | Deprel::Nmod);
        let mut v = t.head(w).filter(|_| owns)?;
        while !matches!(t.tokens[v].upos, Upos::Verb | Upos::Aux) {
            if t.rel(v) == Deprel::Nsubj {
                return self.who_tells(t, t.head(v)?).filter(|&x| x < w);
            }
            v = t.head(v)?;
        }
        if let Some(x) = self.who_blames(t, v).filter(|&x| x < w) {
            return Some(x);
        }
        // "accused Manila of ramming one of **its** ships": whoever accuses
        let charged = t.rel(v) == Deprel::Advcl && t.children_by(v, Deprel::Mark).any(|m| t.form(m) == "of");
        if let Some(up) = t.head(v).filter(|_| charged && self.grammar.inflect == "english") {
            return t.children_by(up, Deprel::Nsubj).find(|&n| n < w);
        }
        let c = crate::clause::Clause::new(t, self.grammar, v, crate::rules::Voice::Tree);
        if c.is_passive() { None } else { c.subjects().first().copied().filter(|&x| x < w) }
    }

    /// "the RSF, which said **it** had fired": whom the relative clause is about.
    fn of_relative(&self, cast: &mut Cast, s: usize, w: usize) -> Option<Entry> {
        let t = self.tree(s);
        let v = t.head(w).filter(|_| t.rel(w) == Deprel::Nsubj)?;
        let said = t.head(v).filter(|&u| t.rel(v) == Deprel::Ccomp && t.rel(u) == Deprel::Acl)?;
        let subject = t.children_by(said, Deprel::Nsubj).find(|&n| n < w)?;
        if !t.is_relative(subject) && !self.names.is_relative(&t.form(subject).to_lowercase()) {
            return None;
        }
        let (span, noun) = (t.tokens[w].span, t.head(said)?);
        let parts: Vec<_> = cast.entries[s][noun].parts.iter().map(|p| Participant { span, ..*p }).collect();
        let known = parts.iter().all(|p| !cast.is_unknown(p.actor));
        parts.iter().for_each(|p| cast.mention(p.actor, span, How::Pronoun));
        (!parts.is_empty()).then_some(Entry { parts, known, animate: true, place: false })
    }

    /// "During **his** visit to Vietnam, Putin said": who owns is named behind, as the subject of the clause.
    fn subject_behind(&self, cast: &mut Cast, s: usize, w: usize) -> Option<usize> {
        let t = self.tree(s);
        let mut at = t.head(w).filter(|&h| h < w && t.rel(w) == Deprel::Nmod)?;
        while t.rel(at) == Deprel::Nmod {
            at = t.head(at)?;
        }
        let v = t.head(at).filter(|_| t.rel(at) == Deprel::Obl && self.grammar.inflect == "malay")?;
        let subject = t.children_by(v, Deprel::Nsubj).find(|&n| n > w && n < v)?;
        let first = t.subtree(at).into_iter().find(|&i| t.tokens[i].upos != Upos::Punct)?;
        if (0..first).any(|i| t.tokens[i].upos != Upos::Punct) {
            return None;
        }
        if let Some(&actor) = self.people.named.get(&(s, subject)) {
            return Some(actor);
        }
        match self.people.phrases[s][subject].head?.what {
            super::names::What::Known(k, _) => Some(self.known_actor(cast, k, false)),
            _ => None,
        }
    }

    /// Whether the word hangs on one for a country.
    fn is_of_country(&self, s: usize, w: usize) -> bool {
        let t = self.tree(s);
        let country = |h: usize| self.names.describes.get(&t.lemma(h).to_lowercase()).is_some_and(Option::is_none);
        t.head(w).is_some_and(country)
    }

    /// "NATO said **its** side …": who speaks in the clause above the one that `v` heads.
    fn who_tells(&self, t: &Sentence, v: usize) -> Option<usize> {
        let told = matches!(t.rel(v), Deprel::Ccomp | Deprel::Xcomp);
        let up = t.head(v).filter(|_| told && self.grammar.inflect == "malay")?;
        let c = crate::clause::Clause::new(t, self.grammar, up, crate::rules::Voice::Tree);
        c.subjects().first().copied()
    }

    /// "accused tanks of shelling **its** tower": whom the accused are said to have harmed is the accuser.
    fn who_blames(&self, t: &Sentence, v: usize) -> Option<usize> {
        let told = matches!(t.rel(v), Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl);
        let up = t.head(v).filter(|_| told && self.grammar.inflect == "malay")?;
        let blames = |k: &crate::statements::Key| self.pack.cues.list[k.rule].stance == sayso_core::Stance::Accuse;
        let keys = self.pack.cues.verbs.get(t.lemma(up)).into_iter().flatten();
        let harms = |k: &crate::events::Key| {
            matches!(self.pack.rules.list[k.rule].kind, EventType::Assault | EventType::Coerce)
        };
        let harm = self.pack.rules.verbs.get(t.lemma(v)).into_iter().flatten().any(harms);
        if !harm || !keys.into_iter().any(blames) {
            return None;
        }
        let c = crate::clause::Clause::new(t, self.grammar, up, crate::rules::Voice::Tree);
        c.subjects().first().copied()
    }

    /// "junta menuduh **mereka** melakukan …": who stands in the clause above a subject that is told or
    /// accused there, and so is somebody else.
    fn who_directs(&self, s: usize, w: usize) -> Option<usize> {
        let t = self.tree(s);
        let v = t.head(w).filter(|_| matches!(t.rel(w), Deprel::Nsubj | Deprel::Obj))?;
        let told = matches!(t.rel(v), Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl) && t.rel(w) == Deprel::Nsubj;
        let up = if told { t.head(v)? } else { v };
        if !self.grammar.directs.iter().any(|d| d == t.lemma(up)) {
            return None;
        }
        let c = crate::clause::Clause::new(t, self.grammar, up, crate::rules::Voice::Tree);
        c.subjects().first().copied().filter(|&x| x < w)
    }

    /// "Peru expelled the envoys, accusing **them** of spying": who acts in the clause is not whom its
    /// object means.
    fn subjects_of(&self, s: usize, w: usize) -> Vec<usize> {
        let t = self.tree(s);
        let object = matches!(t.rel(w), Deprel::Obj | Deprel::Iobj) && t.tokens[w].deprel.subtype() != "poss";
        let Some(v) = t.head(w).filter(|&v| object && t.tokens[v].upos == Upos::Verb) else { return vec![] };
        crate::clause::Clause::new(t, self.grammar, v, crate::rules::Voice::Tree).subjects()
    }

    /// How many sentences of the page's own words lie between.
    pub fn distance(&self, from: usize, to: usize) -> usize {
        let age = |s: usize| self.page.sentences[s].age;
        age(to).saturating_sub(age(from))
    }

    /// How well somebody in focus fits a pronoun; `None` for not at all.
    fn fitness(&self, cast: &Cast, f: &Focus, kind: PronounKind, gender: Option<Gender>) -> Option<i32> {
        let score = if f.subject { 12 } else { 0 };
        let actor = &cast.actors[*f.actors.last()?];
        match kind {
            PronounKind::Person => {
                let named = self.grammar.inflect != "malay" || self.tree(f.s).tokens[f.w].upos == Upos::Propn;
                let may = f.person || !f.plural && actor.kind == ActorKind::Unknown && named;
                let other = f.gender.is_some() && gender.is_some() && f.gender != gender;
                if !may || other || f.actors.len() > 1 {
                    return None;
                }
                let told = if f.gender.is_some() && f.gender == gender { 6 } else { 0 };
                Some(score + told + if f.person { 10 } else { 0 })
            }
            PronounKind::Body => (!f.person && f.actors.len() == 1 && !f.plural).then_some(score),
            PronounKind::Many if f.person && f.actors.len() == 1 => None,
            PronounKind::Many if f.actors.len() > 1 => Some(score + 10),
            PronounKind::Many if f.plural || actor.kind == ActorKind::Group => Some(score + 8),
            PronounKind::Many => Some(score),
            PronounKind::Own => Some(score + if f.person { 6 } else { 0 }),
            PronounKind::Relative | PronounKind::Speaker => None,
        }
    }

    /// "who", "which": the word that the relative clause stands beside.
    pub fn relatives(&mut self, cast: &mut Cast, s: usize) {
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

/// A subject, or what stands beside one as its name.
fn is_subject(t: &Sentence, mut w: usize) -> bool {
    while let (Deprel::Appos | Deprel::Flat, Some(h)) = (t.rel(w), t.head(w)) {
        w = h;
    }
    t.rel(w) == Deprel::Nsubj
}

/// Whether two words hang on the same verb: "Putin told him" speaks of two men.
fn same_clause(t: &Sentence, a: usize, b: usize) -> bool {
    let core = |x: usize| matches!(t.rel(x), Deprel::Nsubj | Deprel::Obj | Deprel::Iobj | Deprel::Obl);
    t.tokens[b].deprel.subtype() != "poss" && core(a) && core(b) && t.head(a) == t.head(b)
}
