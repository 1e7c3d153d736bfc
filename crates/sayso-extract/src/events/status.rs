//! Done, ongoing, planned, demanded, hypothetical or negated: what stands beside and above
//! the words that tell an act.

use crate::Error;
use crate::Pack;
use crate::clause::Clause;
use crate::rules::{Grammar, Voice, forms, parse};
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_core::{Deprel, MagnitudeKind, Sentence, Status, Upos};
use sayso_lang_data::Folder;
use serde::Deserialize;

/// Words of one language that change the status.
#[derive(Debug, Default)]
pub struct Words {
    negation: FxHashSet<String>,
    beside: FxHashMap<String, Status>,
    over: FxHashMap<String, Status>,
    purpose: FxHashSet<String>,
    chain: FxHashSet<String>,
    future: FxHashSet<String>,
    reported: FxHashSet<String>,
    refusal: FxHashSet<String>,
    obligation: FxHashSet<String>,
    blame: FxHashSet<String>,
    copula: FxHashSet<String>,
    means: FxHashSet<String>,
    bound: FxHashSet<String>,
    light: FxHashMap<String, Voice>,
    count: Vec<(String, MagnitudeKind)>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    negation: Vec<String>,
    purpose: Vec<String>,
    chain: Vec<String>,
    future: Vec<String>,
    reported: Vec<String>,
    refusal: Vec<String>,
    obligation: Vec<String>,
    blame: Vec<String>,
    copula: Vec<String>,
    means: Vec<String>,
    bound: Vec<String>,
    beside: Vec<Row>,
    over: Vec<Row>,
    count: Vec<CountRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    words: Vec<String>,
    status: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountRow {
    words: Vec<String>,
    kind: String,
}

impl Words {
    /// Reads `status.toml`.
    pub fn load(code: &str, grammar: &Grammar, own: &Folder) -> Result<Self, Error> {
        let file: File = own.text("status.toml").map_or(Ok(File::default()), |t| parse(code, "status.toml", t))?;
        let fail = |why: String| Error { code: code.into(), file: "status.toml".into(), line: None, why };
        let status = |s: &str| Status::parse(s).ok_or_else(|| fail(format!("'{s}' is no status")));
        let mut w = Words {
            negation: file.negation.into_iter().collect(),
            purpose: file.purpose.into_iter().collect(),
            chain: file.chain.into_iter().collect(),
            future: file.future.into_iter().collect(),
            reported: file.reported.into_iter().collect(),
            refusal: file.refusal.into_iter().flat_map(|w| forms(&w, &grammar.inflect)).map(|f| f.0).collect(),
            obligation: file.obligation.into_iter().collect(),
            blame: file.blame.into_iter().collect(),
            copula: file.copula.into_iter().collect(),
            means: file.means.into_iter().collect(),
            bound: file.bound.into_iter().collect(),
            ..Words::default()
        };
        for row in file.beside {
            let s = status(&row.status)?;
            w.beside.extend(row.words.into_iter().map(|x| (x, s)));
        }
        for row in file.over {
            let s = status(&row.status)?;
            for x in row.words {
                w.over.extend(forms(&x, &grammar.inflect).into_iter().map(|(f, _)| (f, s)));
            }
        }
        for x in &grammar.light {
            w.light.extend(forms(x, &grammar.inflect));
        }
        for row in file.count {
            let kind = MagnitudeKind::parse(&row.kind).ok_or_else(|| fail(format!("'{}' counts nothing", row.kind)))?;
            for x in row.words {
                w.count.extend(forms(&x, &grammar.inflect).into_iter().map(|(f, _)| (f, kind)));
            }
        }
        Ok(w)
    }

    /// What the word does to the status of an act beside or under it; `None` for nothing.
    pub fn telling(&self, form: &str, lemma: &str) -> Option<&'static str> {
        let is = |set: &FxHashSet<String>| set.contains(form) || set.contains(lemma);
        let lent = |map: &FxHashMap<String, Status>| map.get(form).or(map.get(lemma)).map(|s| s.as_str());
        match () {
            () if is(&self.negation) => Some("negates"),
            () if is(&self.refusal) => Some("refuses"),
            () if is(&self.obligation) => Some("obliges"),
            () if is(&self.future) => Some("is to come"),
            () => lent(&self.beside).or_else(|| lent(&self.over)),
        }
    }

    /// Whether the word negates.
    pub fn negates(&self, form: &str) -> bool {
        self.negation.contains(form)
    }

    /// Whether the word obliges: "must".
    pub fn obliges(&self, form: &str) -> bool {
        self.obligation.contains(form)
    }

    /// Whether the noun or adjective blames whom it is said of: "threat", "aggressor".
    pub fn blames(&self, word: &str) -> bool {
        self.blame.contains(word)
    }

    /// Whether a clause is bound by a conjunction behind which stands what happened: "after".
    fn is_past_bound(&self, t: &Sentence, w: usize) -> bool {
        t.children_by(w, Deprel::Mark).any(|m| self.bound.contains(&t.form(m).to_lowercase()))
    }

    /// Whether the verb says what its subject is: "remain", `merupakan`.
    pub fn is_copula(&self, lemma: &str) -> bool {
        self.copula.contains(lemma)
    }

    /// Whether what hangs under the word has another status for it: "rencana", "kesediaan".
    pub fn shapes(&self, word: &str) -> bool {
        self.over.contains_key(word)
    }

    /// Words that count, and what.
    pub fn counts(&self) -> Vec<(String, MagnitudeKind)> {
        self.count.clone()
    }

    /// Whether the verb lends a noun of action its subject.
    pub fn is_light(&self, t: &Sentence, v: usize) -> bool {
        self.light.contains_key(t.lemma(v))
            || self.light.contains_key(&t.form(v).to_lowercase())
            || self.light.keys().any(|k| {
                k.split_once(' ').is_some_and(|(a, b)| a == t.lemma(v) && t.children(v).any(|c| t.form(c) == b))
            })
    }

    /// Whether a verb or noun refuses: "declined".
    pub fn is_refusal(&self, t: &Sentence, w: usize) -> bool {
        self.refusal.contains(t.lemma(w)) || self.refusal.contains(&t.form(w).to_lowercase())
    }

    /// "used tear gas (to disperse the crowd)": what the means were used for was done.
    fn is_means(&self, t: &Sentence, v: usize) -> bool {
        self.means.contains(t.lemma(v)) && t.child(v, Deprel::Obj).is_some()
    }

    /// Whether the word refuses ("declined"), or is denied for the time to come ("will not").
    fn refuses(&self, t: &Sentence, w: usize) -> bool {
        if self.is_refusal(t, w) {
            return true;
        }
        let near = |i: usize| i < w && i + 6 > w && (t.head(i) == Some(w) || i + 3 > w);
        let is = |i: usize, all: &FxHashSet<String>| all.contains(&t.form(i).to_lowercase());
        let future = (0..w).any(|i| near(i) && (is(i, &self.future) || self.is_reported_future(t, i, w)));
        future && (0..w).any(|i| near(i) && is(i, &self.negation))
    }

    /// "vowed **never to talk**": what somebody announces that he will not do.
    fn forswears(&self, t: &Sentence, w: usize) -> bool {
        let Some(h) = t.head(w).filter(|_| t.rel(w) == Deprel::Xcomp) else { return false };
        self.over(t, h) == Some(Status::Planned) && self.beside(t, w) == Some(Status::Negated)
    }

    /// "said it **would** meet": the time to come, told of a time gone by.
    fn is_reported_future(&self, t: &Sentence, i: usize, w: usize) -> bool {
        self.reported.contains(&t.form(i).to_lowercase())
            && matches!(t.rel(w), Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj | Deprel::Root)
            && !t
                .children_by(w, Deprel::Advcl)
                .any(|c| t.children_by(c, Deprel::Mark).any(|m| t.form(m).eq_ignore_ascii_case("if")))
    }

    /// What the form of a light verb says of its voice.
    pub fn voice(&self, t: &Sentence, v: usize) -> Voice {
        self.light.get(&t.form(v).to_lowercase()).copied().unwrap_or(Voice::Tree)
    }

    fn beside(&self, t: &Sentence, w: usize) -> Option<Status> {
        let mut found = None;
        for c in t.children(w) {
            let form = t.form(c).to_lowercase();
            let rel = t.rel(c);
            if self.negation.contains(&form)
                && matches!(
                    rel,
                    Deprel::Advmod
                        | Deprel::Aux
                        | Deprel::Det
                        | Deprel::Case
                        | Deprel::Mark
                        | Deprel::Cc
                        | Deprel::Discourse
                        | Deprel::Expl
                        | Deprel::Dep
                        | Deprel::Compound
                        | Deprel::Nsubj
                )
                && c < w + 2
            {
                return Some(Status::Negated);
            }
            let grammatical = matches!(
                rel,
                Deprel::Advmod
                    | Deprel::Aux
                    | Deprel::Mark
                    | Deprel::Amod
                    | Deprel::Det
                    | Deprel::Case
                    | Deprel::Compound
                    | Deprel::Nmod
                    | Deprel::Obl
                    | Deprel::Xcomp
                    | Deprel::Cop
            );
            let told = matches!(t.rel(w), Deprel::Ccomp) && self.is_reported_future(t, c, w);
            if told {
                found = Some(found.map_or(Status::Planned, |f| graver(f, Status::Planned)));
                continue;
            }
            if grammatical && let Some(&s) = self.beside.get(&form).or_else(|| self.beside.get(t.lemma(c))) {
                found = Some(found.map_or(s, |f| graver(f, s)));
            }
        }
        match (t.feat(w, "Tense"), t.feat(w, "Mood")) {
            (Some("Fut"), _) => found = Some(found.unwrap_or(Status::Planned)),
            (_, Some("Cnd")) => found = Some(found.unwrap_or(Status::Hypothetical)),
            _ => {}
        }
        found
    }

    /// For a word in the chain before a verb: what it makes of the status, if anything; `None`
    /// where it belongs to no such chain.
    fn leads(&self, t: &Sentence, i: usize) -> Option<Option<Status>> {
        let form = t.form(i).to_lowercase();
        if self.negation.contains(&form) {
            return Some(Some(Status::Negated));
        }
        let found = self.beside.get(&form).or_else(|| self.over.get(&form)).copied();
        let filler = self.purpose.contains(&form) || self.chain.contains(&form);
        (found.is_some() || filler).then_some(found)
    }

    fn over(&self, t: &Sentence, h: usize) -> Option<Status> {
        self.over.get(t.lemma(h)).or_else(|| self.over.get(&t.form(h).to_lowercase())).copied()
    }
}

/// The one that says less of what happened.
fn graver(a: Status, b: Status) -> Status {
    let rank = |s: Status| match s {
        Status::Done => 0,
        Status::Ongoing => 1,
        Status::Planned => 2,
        Status::Demanded => 3,
        Status::Hypothetical => 4,
        Status::Negated => 5,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// Whether an act happened, and if not, whether somebody will not have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The status.
    pub status: Status,
    /// "will not meet", "refused to meet": it was refused, not only left undone.
    pub refused: bool,
}

/// The outlook of the act told by the clause.
pub fn of(pack: &Pack, t: &Sentence, c: Clause, light: Option<usize>) -> Outlook {
    let words = &pack.rules.status;
    let heads = [Some(c.w), light].into_iter().flatten().chain(chain_above(t, c.w));
    let refused = heads.into_iter().any(|w| words.refuses(t, w)) || words.forswears(t, c.w);
    let status = status_of(pack, t, c, light);
    Outlook { status, refused: refused && status == Status::Negated }
}

/// The words that the act hangs under in its own clause.
fn chain_above(t: &Sentence, w: usize) -> Vec<usize> {
    let (mut all, mut at) = (vec![], w);
    while let Some(h) = t.head(at).filter(|_| {
        all.len() < 4
            && matches!(
                t.rel(at),
                Deprel::Xcomp | Deprel::Obj | Deprel::Ccomp | Deprel::Advcl | Deprel::Obl | Deprel::Nmod | Deprel::Acl
            )
    }) {
        all.push(h);
        at = h;
    }
    all
}

fn status_of(pack: &Pack, t: &Sentence, c: Clause, light: Option<usize>) -> Status {
    let words = &pack.rules.status;
    let mut status = Status::Done;
    let mut add = |s: Option<Status>| {
        if let Some(s) = s {
            status = graver(status, s);
        }
    };
    add(words.beside(t, c.w));
    if c.g.inflect == "malay" {
        // what changes the status stands right before the verb, whatever the parser ties it to
        for i in (0..c.w).rev() {
            let Some(s) = words.leads(t, i) else { break };
            add(s);
        }
    }
    if is_progressive(t, c.w) {
        add(Some(Status::Ongoing));
    }
    let mut at = c.w;
    for _ in 0..6 {
        let Some(h) = t.head(at) else { break };
        let rel = t.rel(at);
        let verbal = matches!(t.tokens[at].upos, Upos::Verb | Upos::Aux | Upos::Adj);
        let over = words.over(t, h);
        let purpose = t.children_by(at, Deprel::Mark).any(|m| words.purpose.contains(&t.form(m).to_lowercase()));
        match rel {
            Deprel::Xcomp => {
                add(over);
                add(words.beside(t, h));
                // "had to sign"
                let must = matches!(t.lemma(h), "have" | "need") && purpose;
                add(Some(Status::Demanded).filter(|_| must));
            }
            Deprel::Ccomp | Deprel::Csubj => {
                add(over);
                if over.is_none() {
                    break;
                }
                add(words.beside(t, h).filter(|_| over.is_some()));
            }
            // "resumed **after** Mexico promised": what stands above says nothing of it
            Deprel::Advcl if words.is_past_bound(t, at) => break,
            Deprel::Advcl => {
                add(over);
                if over.is_none() && purpose && !words.is_means(t, h) {
                    add(Some(Status::Planned));
                }
                // "will respond **by cutting** its staff"
                let means = t.children_by(at, Deprel::Mark).any(|m| matches!(t.form(m), "by" | "dengan"));
                // "will not talk **until** they withdraw"
                let until = t.children_by(at, Deprel::Mark).any(|m| matches!(t.form(m), "until" | "sampai" | "hingga"));
                let open = matches!(words.beside(t, h), Some(Status::Negated | Status::Planned));
                if until && open {
                    add(Some(Status::Hypothetical));
                }
                if over.is_none() && !means {
                    break;
                }
                add(words.beside(t, h).filter(|_| means));
            }
            Deprel::Acl => {
                let claim = t.children_by(at, Deprel::Mark).any(|m| t.form(m) == "bahwa");
                if t.tokens[at].deprel.subtype() == "relcl" || claim {
                    break;
                }
                add(over);
                if over.is_none() && purpose && verbal {
                    add(Some(Status::Planned));
                }
                // "has no plan to attack", "a threat to attack"
                add(words.beside(t, h));
            }
            Deprel::Conj => {
                let own = t.children(at).any(|x| matches!(t.rel(x), Deprel::Aux | Deprel::Nsubj)) && verbal;
                if own {
                    break;
                }
                add(words.beside(t, h).filter(|s| *s != Status::Negated || !verbal));
                add(over.filter(|_| !verbal && matches!(t.tokens[h].upos, Upos::Noun)).and(None));
            }
            Deprel::Obj | Deprel::Nmod | Deprel::Obl | Deprel::Nsubj | Deprel::Compound => {
                let carried = light == Some(h);
                if rel == Deprel::Nsubj && !Clause::new(t, c.g, h, Voice::Tree).is_passive() && !carried {
                    break;
                }
                if verbal && rel != Deprel::Obl {
                    break;
                }
                let noun_over_noun = matches!(t.tokens[h].upos, Upos::Noun | Upos::Propn);
                if over.is_none() && !carried {
                    break;
                }
                if matches!(rel, Deprel::Obl)
                    && !carried
                    && !noun_over_noun
                    && over.is_some()
                    && t.child(at, Deprel::Case).is_none()
                {
                    break;
                }
                add(over);
                add(words.beside(t, h));
                if carried && is_progressive(t, h) {
                    add(Some(Status::Ongoing));
                }
            }
            _ => break,
        }
        at = h;
    }
    status
}

/// "is attacking".
fn is_progressive(t: &Sentence, w: usize) -> bool {
    let present = t.feat(w, "Tense") == Some("Pres") && t.feat(w, "VerbForm") == Some("Part")
        || t.feat(w, "VerbForm") == Some("Ger");
    present && t.children_by(w, Deprel::Aux).any(|a| t.lemma(a) == "be" && t.feat(a, "Tense") != Some("Past"))
}
