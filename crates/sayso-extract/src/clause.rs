//! A clause as its frame has it: who acts, who is acted on, by which preposition the rest
//! hangs on it. Passives, relative clauses, coordination, control and raising are handled here,
//! once for all rules and languages.

use crate::rules::{Grammar, Slot, SlotRel, Step, Voice};
use sayso_core::{Deprel, Sentence, Upos};

/// A view of the tree with the grammar of its language.
#[derive(Clone, Copy)]
pub struct Clause<'a> {
    /// The tree.
    pub t: &'a Sentence,
    /// The grammar.
    pub g: &'a Grammar,
    /// The head of the clause: a verb or a noun of action.
    pub w: usize,
    /// What the form says of the voice.
    pub voice: Voice,
}

impl<'a> Clause<'a> {
    /// A view of the clause headed by `w`.
    pub fn new(t: &'a Sentence, g: &'a Grammar, w: usize, voice: Voice) -> Self {
        Clause { t, g, w, voice }
    }

    /// Whether the subject undergoes the act.
    pub fn is_passive(&self) -> bool {
        let (t, w) = (self.t, self.w);
        match self.voice {
            Voice::Active => return false,
            Voice::Passive => return true,
            Voice::Tree => {}
        }
        // "The army attacked positions": no auxiliary and an object make no passive
        let auxiliary = t.children_by(w, Deprel::Aux).next().is_some();
        let object = |v: usize| t.child(v, Deprel::Obj).is_some_and(|o| o > v);
        let shared = |v: usize| {
            // "shot and killed three men"
            t.children_by(v, Deprel::Conj)
                .any(|c| t.tokens[c].upos == Upos::Verb && t.child(c, Deprel::Nsubj).is_none() && object(c))
        };
        let leads = t.child(w, Deprel::Nsubj).is_some_and(|n| n < w) || t.rel(w) == Deprel::Acl;
        if !auxiliary && leads && t.feat(w, "VerbForm") != Some("Inf") && (object(w) || shared(w)) {
            return false;
        }
        if t.children(w)
            .any(|c| t.tokens[c].deprel.is_pass() && matches!(t.rel(c), Deprel::Nsubj | Deprel::Csubj | Deprel::Aux))
        {
            return true;
        }
        // "Twelve killed in Kabul": verbs that need an object, and have none
        let past = t.feat(w, "Tense") == Some("Past") || t.feat(w, "VerbForm") == Some("Part");
        if past && !auxiliary && self.g.transitive.iter().any(|x| x == t.lemma(w)) && !object(w) && !shared(w) {
            return t.child(w, Deprel::Nsubj).is_some_and(|n| !t.is_relative(n))
                || matches!(t.rel(w), Deprel::Acl | Deprel::Amod);
        }
        // "said … and called on them to stop": a second verb is passive as the first is
        let second =
            t.rel(w) == Deprel::Conj && !auxiliary && t.head(w).is_some_and(|h| t.tokens[h].upos == Upos::Verb);
        if second && t.child(w, Deprel::Nsubj).is_none() {
            return !object(w) && t.head(w).is_some_and(|h| h != w && Clause { w: h, ..*self }.is_passive());
        }
        // a plain subject outweighs the form: "Nigeria called for an inquiry"
        if t.feat(w, "Voice") == Some("Pass") && t.child(w, Deprel::Nsubj).is_none() {
            return true;
        }
        let participle = t.feat(w, "VerbForm") == Some("Part") && t.feat(w, "Tense") == Some("Past");
        let has_obj = t.child(w, Deprel::Obj).is_some();
        let acl = matches!(t.rel(w), Deprel::Acl | Deprel::Amod) && t.tokens[w].deprel.subtype() != "relcl";
        if participle && acl && !has_obj {
            return true;
        }
        // "was stopped and arrested"
        matches!(t.rel(w), Deprel::Conj)
            && !has_obj
            && t.child(w, Deprel::Nsubj).is_none()
            && participle
            && t.head(w).is_some_and(|h| h != w && Clause { w: h, ..*self }.is_passive())
    }

    /// The words in a slot.
    pub fn slot(&self, slot: &Slot) -> Vec<usize> {
        let mut at = vec![self.w];
        for (i, step) in slot.steps.iter().enumerate() {
            at = at
                .iter()
                .flat_map(
                    |&w| if i == 0 { self.step(step) } else { Clause { w, voice: Voice::Tree, ..*self }.step(step) },
                )
                .collect();
            if at.is_empty() {
                break;
            }
        }
        if at.is_empty()
            && slot.steps.len() == 2
            && slot.steps[0].rel == SlotRel::Obj
            && slot.steps[1].rel == SlotRel::Nmod
            && !slot.steps[1].words.is_empty()
        {
            // the phrase may hang on the verb instead
            at = self.phrases(self.w, Deprel::Obl, &slot.steps[1].words);
        }
        at
    }

    fn step(&self, step: &Step) -> Vec<usize> {
        let (t, w) = (self.t, self.w);
        let plain = |rel: Deprel| t.children_by(w, rel).collect::<Vec<_>>();
        match step.rel {
            SlotRel::Nsubj => self.subjects(),
            SlotRel::Obj => self.objects(),
            SlotRel::Iobj => plain(Deprel::Iobj),
            SlotRel::Obl => {
                let mut all = self.phrases(w, Deprel::Obl, &step.words);
                if all.is_empty() && !step.words.is_empty() {
                    // "imposed sanctions on Russia": the parser may hang it on the object
                    let tails =
                        t.children(w).filter(|&c| matches!(t.rel(c), Deprel::Obj | Deprel::Obl | Deprel::Xcomp));
                    all = tails.flat_map(|o| self.phrases(o, Deprel::Nmod, &step.words)).collect();
                }
                if all.is_empty() && !step.words.is_empty() {
                    all = self.phrases(w, Deprel::Advcl, &step.words);
                    all.extend(self.phrases(w, Deprel::Nmod, &step.words));
                }
                all
            }
            SlotRel::Nmod => {
                let mut all = self.phrases(w, Deprel::Nmod, &step.words);
                if step.words.len() > 1 && step.words.iter().any(|w| self.g.agent.contains(w)) {
                    // "the handling of the crisis by the ministry": who acts comes first
                    let direct = self.phrases(w, Deprel::Nmod, &self.g.agent);
                    let inner = t.children_by(w, Deprel::Nmod);
                    let low = inner.flat_map(|c| self.phrases(c, Deprel::Nmod, &self.g.agent));
                    let agents = if direct.is_empty() { low.collect() } else { direct };
                    if !agents.is_empty() {
                        return agents;
                    }
                }
                if step.words.is_empty() {
                    all.retain(|&c| t.tokens[c].deprel.subtype() != "poss");
                }
                if all.is_empty() && step.words.iter().any(|w| self.g.agent.contains(w)) {
                    // "the killing of a reporter by soldiers": the parser may hang the agent too low
                    let inner = t.children_by(w, Deprel::Nmod);
                    all = inner.flat_map(|c| self.phrases(c, Deprel::Nmod, &self.g.agent)).collect();
                }
                if all.is_empty() && !step.words.is_empty() {
                    // "the delivery of tanks to Kyiv"
                    let of = |c: &usize| t.child(*c, Deprel::Case).is_some_and(|k| t.form(k) == "of");
                    let inner = t.children_by(w, Deprel::Nmod).filter(of);
                    all = inner.flat_map(|c| self.phrases(c, Deprel::Nmod, &step.words)).collect();
                    all.retain(|&c| !of(&c));
                }
                if all.is_empty() && !step.words.is_empty() {
                    all = self.phrases(w, Deprel::Obl, &step.words);
                }
                if all.is_empty()
                    && !step.words.is_empty()
                    && let Some(h) = t
                        .head(w)
                        .filter(|&h| t.tokens[h].upos == Upos::Verb && matches!(t.rel(w), Deprel::Obj | Deprel::Nsubj))
                {
                    all = self.phrases(h, Deprel::Obl, &step.words);
                }
                all
            }
            SlotRel::Poss => {
                let poss = |&c: &usize| {
                    t.tokens[c].deprel.subtype() == "poss"
                        || (t.rel(c) == Deprel::Det && t.tokens[c].upos == Upos::Pron)
                        || (t.rel(c) == Deprel::Nmod && t.child(c, Deprel::Case).is_none())
                        || (t.rel(c) == Deprel::Nmod && t.tokens[c].upos == Upos::Pron)
                };
                t.children(w).filter(poss).collect()
            }
            // "Russian bases", "US bases"
            SlotRel::Amod => t.children(w).filter(|&c| matches!(t.rel(c), Deprel::Amod | Deprel::Compound)).collect(),
            SlotRel::Compound => {
                let mut all = plain(Deprel::Compound);
                all.extend(plain(Deprel::Flat));
                all
            }
            SlotRel::Appos => plain(Deprel::Appos),
            SlotRel::Xcomp => plain(Deprel::Xcomp),
            SlotRel::Advcl => {
                let mut all = self.phrases(w, Deprel::Advcl, &step.words);
                if all.is_empty() && !step.words.is_empty() {
                    // "accused the government of selling": the parser may hang it on the object
                    let tails = t.children(w).filter(|&c| matches!(t.rel(c), Deprel::Obj | Deprel::Obl));
                    all = tails.flat_map(|o| self.phrases(o, Deprel::Acl, &step.words)).collect();
                }
                all
            }
            SlotRel::Ccomp => plain(Deprel::Ccomp),
            SlotRel::Parataxis => plain(Deprel::Parataxis),
            SlotRel::Acl => self.phrases(w, Deprel::Acl, &step.words),
            SlotRel::Below => self.below(),
            SlotRel::Quote | SlotRel::After => vec![],
        }
    }

    /// What stands anywhere under the word and behind it, not in a clause of its own, nor as who
    /// acts or whence it comes: "gave 3 million euros to promote schools in **Ethiopia**".
    fn below(&self) -> Vec<usize> {
        let (t, mut open, mut found) = (self.t, vec![self.w], vec![]);
        while let Some(h) = open.pop() {
            for c in t.children(h).filter(|&c| c > self.w) {
                let clause = matches!(t.rel(c), Deprel::Acl | Deprel::Advcl) && t.feat(c, "VerbForm") != Some("Fin")
                    || matches!(t.rel(c), Deprel::Conj | Deprel::Appos | Deprel::Xcomp)
                        && t.tokens[c].upos != Upos::Verb;
                let phrase = matches!(
                    t.rel(c),
                    Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nmod | Deprel::Amod | Deprel::Compound
                );
                let source = ["by", "from", "against", "with", "under", "after", "including"].map(str::to_string);
                if (clause || phrase) && !self.is_marked(c, &source) && t.tokens[c].deprel.subtype() != "relcl" {
                    open.push(c);
                    found.push(c);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Dependents by relation and preposition (or case).
    pub fn phrases(&self, w: usize, rel: Deprel, words: &[String]) -> Vec<usize> {
        self.t.children_by(w, rel).filter(|&c| words.is_empty() || self.is_marked(c, words)).collect()
    }

    /// Whether a dependent has one of these prepositions, marks or cases.
    pub fn is_marked(&self, c: usize, words: &[String]) -> bool {
        let t = self.t;
        let mut buf = String::new();
        for k in t.children(c).filter(|&k| matches!(t.rel(k), Deprel::Case | Deprel::Mark)) {
            buf.clear();
            buf.extend(t.form(k).chars().flat_map(char::to_lowercase));
            let one = words.contains(&buf);
            for f in t.children_by(k, Deprel::Fixed) {
                buf.push(' ');
                buf.extend(t.form(f).chars().flat_map(char::to_lowercase));
            }
            if one || words.contains(&buf) || words.iter().any(|w| *w == t.lemma(k)) {
                return true;
            }
        }
        words.iter().any(|w| {
            w.starts_with(char::is_uppercase) && t.feat(c, "Case") == Some(w) && t.child(c, Deprel::Case).is_none()
        })
    }

    /// Who acts.
    pub fn subjects(&self) -> Vec<usize> {
        if self.is_passive() { self.agents() } else { self.surface_subjects(0) }
    }

    /// Who is acted on.
    pub fn objects(&self) -> Vec<usize> {
        let (t, w) = (self.t, self.w);
        if self.is_passive() {
            let found = self.surface_subjects(0);
            if !found.is_empty() {
                return found;
            }
            return if self.voice == Voice::Tree { t.children_by(w, Deprel::Obj).collect() } else { vec![] };
        }
        let all: Vec<usize> = t.children_by(w, Deprel::Obj).collect();
        if !all.is_empty() {
            return all;
        }
        // "the city that Russia attacked"
        if t.rel(w) == Deprel::Acl && t.child(w, Deprel::Nsubj).is_some() && t.tokens[w].deprel.subtype() == "relcl" {
            let subject = t.child(w, Deprel::Nsubj);
            let relative = subject.is_some_and(|s| t.is_relative(s));
            if !relative && t.tokens[w].upos == Upos::Verb {
                return t.head(w).into_iter().collect();
            }
        }
        // "attacked and destroyed the city"
        t.children_by(w, Deprel::Conj)
            .filter(|&c| t.child(c, Deprel::Nsubj).is_none() && t.tokens[c].upos == Upos::Verb)
            .take(1)
            .flat_map(|c| t.children_by(c, Deprel::Obj).filter(move |&o| o > c))
            .collect()
    }

    /// Whether a clause without subject takes it from the clause above.
    fn is_controlled(&self) -> bool {
        let (t, w) = (self.t, self.w);
        let open = matches!(t.feat(w, "VerbForm"), Some("Inf" | "Ger"));
        // verbs of Malay have no infinitive: only a conjunction makes a clause finite
        let bare = self.g.inflect == "malay" && !t.children_by(w, Deprel::Mark).any(|m| t.form(m).starts_with("bahwa"));
        t.rel(w) == Deprel::Xcomp || open || bare
    }

    fn is_purpose(&self) -> bool {
        let words = ["to", "agar", "supaya", "untuk", "guna"];
        self.t.children_by(self.w, Deprel::Mark).any(|m| words.contains(&self.t.form(m).to_lowercase().as_str()))
    }

    /// Whether the word marks what somebody is charged with in a Romance language: "de", "por", "di".
    fn charges(&self, m: usize) -> bool {
        self.g.inflect.is_empty() && matches!(self.t.form(m), "de" | "d'" | "por" | "di" | "da" | "pour")
    }

    /// Who stands between the verb above and this clause: its object, or whom it addresses.
    fn controllers(&self, h: usize) -> Vec<usize> {
        let (t, w) = (self.t, self.w);
        let object: Vec<usize> =
            t.children(h).filter(|&c| matches!(t.rel(c), Deprel::Obj | Deprel::Iobj) && c < w && c > h).collect();
        if !object.is_empty() {
            return object;
        }
        let directs = self.g.directs.iter().any(|v| v == t.lemma(h));
        let addressed = ["kepada", "pada", "on", "upon", "with", "to"];
        let dative = t.children_by(h, Deprel::Obl).filter(|&c| {
            directs
                && c > h
                && c < w
                && t.children_by(c, Deprel::Case).any(|k| addressed.contains(&t.form(k).to_lowercase().as_str()))
        });
        dative.collect()
    }

    /// The head of a word; for a finite verb coordinated with an infinitive or gerund the finite
    /// verb above: "accused Riga of lying and **urged** it to stop".
    pub fn governor(&self, w: usize) -> Option<usize> {
        let t = self.t;
        let mut h = t.head(w)?;
        if t.rel(w) == Deprel::Conj
            && t.tokens[w].upos == Upos::Verb
            && !matches!(t.feat(w, "VerbForm"), Some("Inf" | "Ger") | None)
        {
            let loose = |x: usize| {
                matches!(t.feat(x, "VerbForm"), Some("Inf" | "Ger" | "Part")) && t.child(x, Deprel::Aux).is_none()
            };
            while let Some(up) = t.head(h).filter(|_| loose(h) && t.child(h, Deprel::Nsubj).is_none()) {
                h = up;
            }
        }
        Some(h)
    }

    /// Who acts in a passive clause.
    fn agents(&self) -> Vec<usize> {
        let (t, w) = (self.t, self.w);
        let marked: Vec<usize> = t
            .children_by(w, Deprel::Obl)
            .filter(|&c| t.tokens[c].deprel.subtype() == "agent" || self.is_marked(c, &self.g.agent))
            .collect();
        if !marked.is_empty() || self.g.inflect != "malay" {
            return marked;
        }
        // "didesak Moskow": the phrase right behind the verb
        let bare = |&c: &usize| {
            c > w
                && c <= w + 3
                && t.child(c, Deprel::Case).is_none()
                && matches!(t.rel(c), Deprel::Obl | Deprel::Obj | Deprel::Nsubj | Deprel::Nmod)
        };
        t.children(w).filter(bare).take(1).collect()
    }

    /// The subject as the clause or the one above it has it.
    fn surface_subjects(&self, depth: usize) -> Vec<usize> {
        let (t, w) = (self.t, self.w);
        let malay_passive = self.voice == Voice::Passive;
        let mut own: Vec<usize> = t
            .children_by(w, Deprel::Nsubj)
            .filter(|&c| !(malay_passive && c > w && c <= w + 3 && t.children_by(w, Deprel::Nsubj).any(|d| d < w)))
            .collect();
        if let Some(&last) = own.iter().rev().find(|&&c| c < w).filter(|_| own.len() > 1) {
            // one verb has one subject: what else is called so was misread
            own = vec![last];
        }
        if !own.is_empty() {
            return own;
        }
        let Some(h) = self.governor(w).filter(|_| depth < 6) else { return vec![] };
        let above = Clause { w: h, voice: Voice::Tree, ..*self };
        let passive = self.is_passive();
        match t.rel(w) {
            Deprel::Conj
                if t.tokens[h].upos == Upos::Verb
                    || t.tokens[h].upos == Upos::Aux
                    || t.child(h, Deprel::Nsubj).is_some() =>
            {
                above.surface_subjects(depth + 1)
            }
            Deprel::Xcomp | Deprel::Ccomp if self.is_controlled() => {
                let found = self.controllers(h);
                if found.is_empty() { above.surface_subjects(depth + 1) } else { found }
            }
            Deprel::Advcl => {
                let unmarked = self.g.inflect == "malay" && t.child(w, Deprel::Mark).is_none();
                let directed = self.g.directs.iter().any(|v| v == t.lemma(h)) && (self.is_purpose() || unmarked);
                let marked_of = t.children_by(w, Deprel::Mark).any(|m| {
                    matches!(t.form(m), "of" | "from" | "for" | "into" | "atas" | "karena") || self.charges(m)
                });
                let object = if above.is_passive() || !(marked_of || directed) { vec![] } else { self.controllers(h) };
                if object.is_empty() { above.surface_subjects(depth + 1) } else { object }
            }
            // "dengan traktor **untuk memprotes**" is no act of the tractor
            Deprel::Acl
                if t.tokens[w].deprel.subtype() == "relcl" || self.g.inflect == "malay" && !self.is_purpose() =>
            {
                // the relative pronoun is missing: the noun itself
                vec![h]
            }
            // "Ucrania acusó a Rusia **de atacar** la central"
            Deprel::Acl if t.rel(h) == Deprel::Obj && t.children_by(w, Deprel::Mark).any(|m| self.charges(m)) => {
                vec![h]
            }
            Deprel::Acl => {
                let infinitive = t.children_by(w, Deprel::Mark).next().is_some();
                if infinitive && !passive {
                    // "its plan to attack": the plan's owner, else the subject beside it
                    let owners: Vec<usize> = t
                        .children(h)
                        .filter(|&c| {
                            t.tokens[c].deprel.subtype() == "poss"
                                || t.rel(c) == Deprel::Nmod
                                    && self.g.inflect == "malay"
                                    && t.child(c, Deprel::Case).is_none()
                                || t.rel(c) == Deprel::Amod
                                || t.rel(c) == Deprel::Compound
                        })
                        .collect();
                    if !owners.is_empty() {
                        return owners;
                    }
                    return match t.head(h) {
                        Some(v) => Clause { w: v, voice: Voice::Tree, ..*self }.surface_subjects(depth + 1),
                        None => vec![],
                    };
                }
                vec![h]
            }
            Deprel::Amod if t.tokens[w].upos == Upos::Verb => vec![h],
            _ => vec![],
        }
    }
}
