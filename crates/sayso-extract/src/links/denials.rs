//! What a denial denies: the statement of another party that accuses the denier, or tells of an
//! act of his, or that the denial names ("the accusation").

use crate::{Cast, Pack, Page};
use rustc_hash::FxHashSet;
use sayso_core::{Claim, CueClass, Deprel, Event, EventType, Mode, Participant, Span, Stance, Statement, Upos};

/// How many sentences away the statement may stand that is denied.
const REACH: i32 = 8;

/// Links denials to the statements they deny, and sets who denies the events that those tell.
pub fn link(pack: &Pack, page: &Page, cast: &Cast, statements: &mut [Statement], events: &mut [Event]) {
    let known: Vec<Facts> = statements.iter().map(|s| Facts::of(pack, page, cast, s)).collect();
    for d in 0..statements.len() {
        if !known[d].denies || known[d].parties.is_empty() {
            continue;
        }
        let scored = (0..statements.len()).filter_map(|s| Some((score(cast, statements, events, &known, d, s)?, s)));
        let Some((_, s)) = scored.max_by_key(|&(score, s)| (score, std::cmp::Reverse(s))) else { continue };
        deny(cast, statements, events, &known, d, s);
    }
    go_on(cast, statements, events, &known);
}

/// What is asked of each statement again and again.
struct Facts {
    /// `RUS/GOV`, `KEN/COP`: state and sector of its speakers; a person counts for his office.
    parties: FxHashSet<String>,
    /// Index of its sentence.
    at: i32,
    line: usize,
    /// Whether it denies something.
    denies: bool,
    /// Whether it denies in other words: "There is no such equipment".
    negates: bool,
    /// Whether its content is but a word for what others said: "the charge", "this".
    anaphoric: bool,
    /// States that its content names.
    names: FxHashSet<String>,
    /// Whether it speaks of what others said as its first thing: "the charge is an attempt to distract".
    dismisses: bool,
    /// Types of the acts that nouns of its content name: "the seizure".
    acts: Vec<EventType>,
    /// Lemmas of its content.
    words: FxHashSet<String>,
    /// What acts its words can tell: "denied that anyone had been **detained**".
    deeds: FxHashSet<(EventType, Option<Mode>)>,
}

impl Facts {
    fn of(pack: &Pack, page: &Page, cast: &Cast, st: &Statement) -> Facts {
        let first = st.cue.map(|c| c.span).or(st.content.first().copied()).unwrap_or_default();
        let at = page.sentences.partition_point(|s| s.tree.span.end <= first.start);
        let mut f = Facts {
            parties: st.speaker.iter().map(|p| party(cast, p.actor)).collect(),
            at: at as i32,
            line: page.sentences.get(at).map_or(0, |s| s.line),
            denies: false,
            negates: st.negated,
            anaphoric: st.content.is_empty(),
            names: FxHashSet::default(),
            dismisses: false,
            acts: vec![],
            words: FxHashSet::default(),
            deeds: FxHashSet::default(),
        };
        for c in &st.content {
            f.read(pack, page, cast, *c);
        }
        let doubts = matches!(st.stance, Stance::Condemn) && f.anaphoric;
        f.dismisses &= st.stance == Stance::Assert;
        f.denies = st.stance == Stance::Deny || doubts || f.dismisses;
        f
    }

    /// Takes in what the words of a piece of content say.
    fn read(&mut self, pack: &Pack, page: &Page, cast: &Cast, span: Span) {
        let from = page.sentences.partition_point(|s| s.tree.span.end <= span.start);
        for (n, sent) in page.sentences[from..].iter().take_while(|s| s.tree.span.start < span.end).enumerate() {
            let (s, t) = (from + n, &sent.tree);
            for w in (0..t.len()).filter(|&w| span.contains(t.tokens[w].span)) {
                let lemma = t.lemma(w).to_lowercase();
                let noun = t.tokens[w].upos == Upos::Noun;
                let mut claim = pack.cues.nouns.get(&lemma).into_iter().flatten().map(|k| pack.cues.list[k.rule].class);
                let claim = noun && claim.any(is_claim);
                let first = n == 0 && self.words.is_empty() && t.rel(w) == Deprel::Nsubj;
                self.dismisses |= claim && first && t.child(w, Deprel::Det).is_some_and(|d| d > w);
                self.anaphoric |= claim;
                if noun {
                    let keys = pack.rules.nouns.get(&lemma).into_iter().flatten();
                    self.acts.extend(keys.map(|k| pack.rules.list[k.rule].kind));
                }
                self.anaphoric |= span.len() < 12 && matches!(t.tokens[w].upos, Upos::Pron | Upos::Det);
                // "by **un**known people" negates nothing that is told
                let told = !t.head(w).is_some_and(|h| matches!(t.rel(h), Deprel::Acl | Deprel::Amod));
                self.negates |= n == 0 && told && pack.rules.status.negates(&t.form(w).to_lowercase()) && w < 12;
                for p in cast.known(page, s, w) {
                    self.names.insert(cast.state(p.actor).to_string());
                }
                if matches!(t.tokens[w].upos, Upos::Noun | Upos::Verb | Upos::Adj) {
                    let rules = pack.rules.met_by(&lemma).map(|r| &pack.rules.list[r]);
                    self.deeds.extend(rules.map(|r| (r.kind, r.mode)));
                    self.words.insert(lemma);
                }
            }
        }
    }
}

/// Nouns of these classes mean what somebody said: "the charge", "the claim".
fn is_claim(class: CueClass) -> bool {
    matches!(class, CueClass::Accuse | CueClass::Say | CueClass::Judge)
}

/// State and sector: "RUS", "RUS/GOV" and its persons are one party, the police another.
fn party(cast: &Cast, actor: usize) -> String {
    let id = &cast.actor(actor).id;
    let code = id.split('#').next().unwrap_or(id);
    if code == "?" { id.clone() } else { code.trim_end_matches("/GOV").to_string() }
}

/// Whether an act of somebody is an act of the party that speaks: a government answers for its
/// police and army.
fn answers_for(cast: &Cast, speaks: &Facts, p: &Participant) -> bool {
    let who = party(cast, p.actor);
    let organ = who.split_once('/').filter(|(_, sector)| matches!(*sector, "COP" | "MIL" | "SPY" | "JUD" | "LEG"));
    speaks.parties.contains(&who) || organ.is_some_and(|(state, _)| speaks.parties.contains(state))
}

/// How likely statement `s` is what `d` denies; `None` where it cannot be.
fn score(cast: &Cast, statements: &[Statement], events: &[Event], known: &[Facts], d: usize, s: usize) -> Option<i32> {
    let (mine, theirs) = (&known[d], &known[s]);
    let distance = mine.at - theirs.at;
    if s == d || distance.abs() > REACH || theirs.denies || statements[s].speaker.is_empty() {
        return None;
    }
    if !theirs.parties.is_disjoint(&mine.parties) {
        return None;
    }
    if distance < -2 || distance < 0 && mine.anaphoric {
        return None;
    }
    let same = |p: &Participant| answers_for(cast, mine, p);
    let told = |e: &usize| events[*e].actor.iter().any(same);
    let blamed = statements[s].about.iter().any(told);
    let performs = events
        .iter()
        .any(|e| statements[s].cue.is_some_and(|c| c.span.overlaps(e.cue)) && e.recipient.iter().any(same));
    let states: FxHashSet<&str> = mine.parties.iter().map(|p| p.split('/').next().unwrap_or(p)).collect();
    let named = theirs.names.iter().any(|n| states.contains(n.as_str()));
    let accuses = statements[s].stance == Stance::Accuse;
    let like = statements[s].about.iter().any(|&y| mine.deeds.contains(&(events[y].kind, events[y].mode)));
    let named_act = statements[s].about.iter().any(|&e| mine.acts.contains(&events[e].kind)) && blamed;
    if !(accuses || blamed || performs || named && (mine.anaphoric || like)) {
        return None;
    }
    if mine.dismisses && !(blamed || performs) {
        return None;
    }
    let shared = mine.words.intersection(&theirs.words).count().min(3) as i32;
    let gain = 8 * i32::from(accuses)
        + 6 * i32::from(named_act)
        + 5 * i32::from(blamed || performs)
        + 3 * i32::from(named)
        + 6 * i32::from(like);
    Some(gain + 2 * shared - 2 * distance.abs() - 3 * i32::from(distance < 0))
}

fn deny(cast: &Cast, statements: &mut [Statement], events: &mut [Event], known: &[Facts], d: usize, s: usize) {
    if !statements[d].denies.contains(&s) {
        statements[d].denies.push(s);
    }
    let claims: Vec<Claim> = statements[d].speaker.iter().map(|p| Claim { actor: p.actor, statement: d }).collect();
    for &e in &statements[s].about {
        let event = &mut events[e];
        if !event.actor.iter().any(|p| answers_for(cast, &known[d], p)) {
            continue;
        }
        for c in &claims {
            if event.denied_by.iter().all(|x| x.actor != c.actor) {
                event.denied_by.push(*c);
            }
        }
    }
}

/// "Minsk denied the charge. “There is no such equipment,” a spokesman said": what the same party
/// says against it in the sentences around goes on denying.
fn go_on(cast: &Cast, statements: &mut [Statement], events: &mut [Event], known: &[Facts]) {
    for n in 0..statements.len() {
        let asserts = matches!(statements[n].stance, Stance::Assert);
        if known[n].denies || !known[n].negates || !asserts || !statements[n].denies.is_empty() {
            continue;
        }
        let near = |d: &usize| {
            let distance = known[n].at - known[*d].at;
            known[*d].denies
                && !known[*d].parties.is_disjoint(&known[n].parties)
                && (known[*d].line == known[n].line && distance.abs() <= 4 || (0..=2).contains(&distance))
        };
        let found = (0..statements.len()).filter(near).find_map(|d| statements[d].denies.first().copied());
        match found {
            Some(s) => deny(cast, statements, events, known, n, s),
            None => {
                // a plain "we never did", against who says they did
                let blames = |s: &usize| {
                    let told = statements[*s]
                        .about
                        .iter()
                        .any(|&e| events[e].actor.iter().any(|p| known[n].parties.contains(&party(cast, p.actor))));
                    told && (statements[*s].stance == Stance::Accuse || known[*s].line == known[n].line)
                };
                let scored =
                    (0..n).filter(blames).filter_map(|s| Some((score(cast, statements, events, known, n, s)?, s)));
                if let Some((_, s)) = scored.max_by_key(|&(x, s)| (x, s)) {
                    deny(cast, statements, events, known, n, s);
                }
            }
        }
    }
}
