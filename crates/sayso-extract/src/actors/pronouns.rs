//! Pronouns: who is in focus, and whom "he", "it", "they" stand for.

use super::names::{Gender, PronounKind};
use super::resolve::Resolver;
use super::{Cast, Entry};
use sayso_core::{ActorKind, Deprel, How, Participant, Sentence, Upos};

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
        if entry.parts.is_empty() {
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
        let reach = if kind == PronounKind::Person { 4 } else { 2 };
        let quote = self.page.quote_at(span);
        let owner = self.subject_beside(s, w);
        let mut best: Option<(i32, Vec<usize>)> = None;
        for (age, f) in self.focus.iter().rev().enumerate() {
            let far = self.distance(f.s, s);
            if far >= reach || age > 60 {
                break;
            }
            if f.s == s && same_clause(t, f.w, w) {
                continue;
            }
            let Some(mut score) = self.fitness(cast, f, kind, gender) else { continue };
            score -= 9 * far as i32 + age as i32;
            if owner.is_some_and(|o| f.s == s && f.w == o) {
                score += 15;
            }
            if f.quote.is_some() && f.quote != quote {
                score -= 12;
            }
            if quote.is_some() && f.quote.is_none() && self.page.sentences[f.s].line == self.page.sentences[s].line {
                // who is named beside a quotation is likely its speaker, not whom it speaks of
                score -= 15;
            }
            if best.as_ref().is_none_or(|(b, _)| score > *b) {
                best = Some((score, f.actors.clone()));
            }
        }
        let Some((_, actors)) = best else { return Entry::default() };
        let actors =
            if kind == PronounKind::Many { actors } else { vec![*actors.last().expect("focus is never empty")] };
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
                return None;
            }
            v = t.head(v)?;
        }
        let c = crate::clause::Clause::new(t, self.grammar, v, crate::rules::Voice::Tree);
        if c.is_passive() { None } else { c.subjects().first().copied().filter(|&x| x < w) }
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
                let may = f.person || !f.plural && actor.kind == ActorKind::Unknown;
                let other = f.gender.is_some() && gender.is_some() && f.gender != gender;
                if !may || other || f.actors.len() > 1 {
                    return None;
                }
                let told = if f.gender.is_some() && f.gender == gender { 6 } else { 0 };
                Some(score + told + if f.person { 10 } else { 0 })
            }
            PronounKind::Body => {
                (!f.person && f.actors.len() == 1 && !(f.plural && actor.kind == ActorKind::Group)).then_some(score)
            }
            PronounKind::Many if f.person && f.actors.len() == 1 => None,
            PronounKind::Many if f.actors.len() > 1 => Some(score + 10),
            PronounKind::Many if f.plural || actor.kind == ActorKind::Group => Some(score + 8),
            PronounKind::Many => Some(score),
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
