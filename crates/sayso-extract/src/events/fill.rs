//! The frames that a sentence fills, one a cue word.

use super::rules::{Key, Need, Rule};
use super::{context, fold, public, sides};
use crate::clause::Clause;
use crate::rules::{Slot, SlotRel, Voice};
use crate::{Cast, Pack, Page};
use sayso_core::{ActorKind, Deprel, How, Mode, Participant, Sentence, Span, Upos};

/// A filled frame.
#[derive(Debug)]
pub struct Frame {
    /// Index of the rule.
    pub rule: usize,
    /// The cue's head.
    pub w: usize,
    /// All words of the cue.
    pub cue: Vec<usize>,
    /// The verb that carries a noun of action: "carried out (an attack)".
    pub light: Option<usize>,
    /// What the form said.
    pub voice: Voice,
    /// Who acts.
    pub actor: Vec<Participant>,
    /// Who is acted upon.
    pub recipient: Vec<Participant>,
    /// How many of those who act stand where the subject does.
    pub first: usize,
    /// What else the words behind the cue tell.
    pub content: Option<Span>,
    /// A finer type that another cue of the same act tells.
    pub mode: Option<Mode>,
    /// Heads of other cues that tell the same act: "attacked …, **killing** 12".
    pub also: Vec<usize>,
    /// Whether it stands only if the page told before who is acted upon.
    pub pending: bool,
    /// How well the rule fits.
    pub score: i32,
}

impl Frame {
    /// Heads of all cues that tell the act.
    pub fn heads(&self) -> impl Iterator<Item = usize> + '_ {
        [self.w].into_iter().chain(self.also.iter().copied())
    }
}

/// The best frame of each cue word of sentence `s`.
pub fn frames(pack: &Pack, page: &Page, cast: &mut Cast, s: usize) -> Vec<Frame> {
    let t = &page.sentences[s].tree;
    let mut all: Vec<Frame> = vec![];
    let mut low = String::new();
    for w in 0..t.len() {
        let mut best: Option<Frame> = None;
        low.clear();
        low.extend(t.form(w).chars().flat_map(char::to_lowercase));
        let lemma = t.lemma(w).to_lowercase();
        for (noun, table) in [(false, &pack.rules.verbs), (true, &pack.rules.nouns)] {
            let by_lemma = table.get(lemma.as_str()).into_iter().flatten();
            let by_form = table.get(low.as_str()).filter(|_| low != lemma).into_iter().flatten();
            for key in by_lemma.chain(by_form) {
                let Some(f) = fill(pack, page, cast, s, w, key, noun) else { continue };
                // what waits for a recipient never outdoes what is complete
                if best.as_ref().is_none_or(|b| (!f.pending, f.score) > (!b.pending, b.score)) {
                    best = Some(f);
                }
            }
        }
        all.extend(best);
    }
    fold::drop_parts(pack, t, &mut all);
    for f in &mut all {
        sides::complete(pack, page, cast, s, f);
    }
    // a place that names no state leaves nobody
    all.retain(|f| pack.rules.list[f.rule].need == Need::None || !(f.actor.is_empty() && f.recipient.is_empty()));
    fold::join_results(pack, t, cast, &mut all);
    all
}

fn fill(pack: &Pack, page: &Page, cast: &Cast, s: usize, w: usize, key: &Key, noun: bool) -> Option<Frame> {
    let t = &page.sentences[s].tree;
    let rule = &pack.rules.list[key.rule];
    let first = pos_fits(t, w, noun, key.voice);
    if !first && (!noun || key.rest.is_empty()) {
        return None;
    }
    let mut cue = vec![w];
    if noun {
        noun_rest(t, w, &key.rest, &mut cue)?
    } else {
        verb_rest(pack, t, w, &key.rest, &mut cue)?
    };
    let w = if noun { head_of(t, &cue) } else { w };
    // "martial law", "heavy fighting": the head must be a noun, not the first word
    if !first && !pos_fits(t, w, noun, key.voice) {
        return None;
    }
    let c = Clause::new(t, &pack.grammar, w, key.voice);
    let mut score = 3 * (cue.len() as i32 - 1);
    if !rule.object.is_empty() {
        let mut objects = c.objects();
        if c.is_passive() && key.voice == Voice::Tree {
            objects.extend(t.children_by(w, Deprel::Obj));
        }
        // "the road, **which** they blocked"
        let relative = |&o: &usize| t.is_relative(o) && t.rel(w) == Deprel::Acl;
        if objects.iter().any(relative) {
            objects.extend(t.head(w));
        }
        // "promised ten boats and **money**"
        let more: Vec<usize> = objects.iter().flat_map(|&o| t.children_by(o, Deprel::Conj)).collect();
        objects.extend(more);
        let &o = objects.iter().find(|&&o| rule.object.iter().any(|x| is_word(t, o, x) || is_phrase(t, o, x)))?;
        cue.push(o);
        score += 5;
    }
    if !rule.with.is_empty() {
        if !rule.with.iter().any(|slot| !c.slot(slot).is_empty() || is_quoted(page, s, w, slot)) {
            return None;
        }
        score += 2;
    }
    if rule.without.iter().any(|slot| !c.slot(slot).is_empty()) {
        return None;
    }
    if rule.unless.iter().any(|x| is_beside(&c, &cue, x, false)) {
        return None;
    }
    if !rule.beside.is_empty() {
        if !rule.beside.iter().any(|x| is_beside(&c, &cue, x, true)) {
            return None;
        }
        score += 2;
    }
    let light = if noun { carrier(pack, t, w) } else { None };
    // the object of a frame may be who is acted on: "beat a journalist"
    let own = &cue[..cue.len() - usize::from(!rule.object.is_empty())];
    let mut actor = sides::actors(page, cast, s, &c, own, &rule.actor);
    let mut recipient = sides::recipients(page, cast, s, &c, (own, &actor), &rule.recipient);
    for x in cue.iter().copied().filter(|&x| noun && x != w) {
        // "permintaan maaf **Jepang**": who acts may hang on the last of the words
        if actor.is_empty() {
            let c = Clause::new(t, &pack.grammar, x, Voice::Tree);
            actor = sides::actors(page, cast, s, &c, &cue, &rule.actor);
        }
    }
    if noun {
        sides::borrow(pack, page, cast, s, w, light, rule, &mut actor, &mut recipient);
        sides::around_noun(pack, page, cast, s, w, rule, (&mut actor, &mut recipient));
    }
    if !is_as_asked(pack, page, cast, &actor, &rule.by, &rule.not_by) {
        return None;
    }
    if !recipient.is_empty() && !is_as_asked(pack, page, cast, &recipient, &rule.on, &rule.not_on) {
        return None;
    }
    if !rule.same.is_empty() && !is_same(page, cast, s, &c, &rule.same, &actor) {
        return None;
    }
    recipient.retain(|r| {
        !actor.iter().any(|a| {
            a.actor == r.actor && !sides::are_two_of_one_office(page, cast, a, r)
                || sides::overlap(a.span, r.span) && a.span.len() <= r.span.len()
        })
    });
    if rule.mode == Some(Mode::Visit) && is_home(cast, &actor, &recipient) {
        return None;
    }
    score += i32::from(!actor.is_empty()) + 2 * i32::from(!recipient.is_empty());
    let first = actor.len();
    if rule.both {
        actor.append(&mut recipient);
    }
    let mut f = Frame {
        rule: key.rule,
        w,
        cue,
        light,
        voice: key.voice,
        actor,
        recipient,
        first,
        content: None,
        mode: None,
        also: vec![],
        pending: false,
        score,
    };
    if !public::is_public(page, cast, s, rule, &f) {
        return None;
    }
    if !suffices(rule, &f) {
        // the page may have told before whom the words mean
        f.pending = context::is_aimed(rule) && !f.actor.is_empty() && f.recipient.is_empty() && !rule.both;
        f.score -= 2;
        return Some(f).filter(|f| f.pending);
    }
    Some(f)
}

/// "called the raids *“a cowardly violation”*": whether a quotation follows in the sentence.
fn is_quoted(page: &Page, s: usize, w: usize, slot: &Slot) -> bool {
    let at = page.sentences[s].tree.tokens[w].span.end;
    let follows = |q: &crate::quotes::Quote| q.inner.start > at && q.inner.start < at + 80;
    let inside = |q: &crate::quotes::Quote| page.sentences[s].whole.contains(q.inner);
    slot.steps.iter().any(|x| x.rel == SlotRel::Quote) && page.quotes.iter().any(|q| follows(q) && inside(q))
}

/// "Biden arrived in Washington": nobody visits the state he acts for.
fn is_home(cast: &Cast, actor: &[Participant], recipient: &[Participant]) -> bool {
    let own = |r: &Participant| actor.iter().any(|a| cast.state(a.actor) == cast.state(r.actor));
    !recipient.is_empty() && recipient.iter().all(|r| cast.actor(r.actor).kind == ActorKind::State && own(r))
}

/// "Workers struck" is a strike, "the army struck" is none: the sectors of who acts, or is acted
/// upon, decide.
fn is_as_asked(
    pack: &Pack,
    page: &Page,
    cast: &Cast,
    who: &[Participant],
    one_of: &[String],
    none_of: &[String],
) -> bool {
    let is = |p: &Participant, list: &[String]| {
        let a = cast.actor(p.actor);
        list.iter().any(|x| match x.as_str() {
            "state" => is_state(pack, page, cast, p),
            // groups of no state: "Islamic State captured"
            "IMG" => a.id.starts_with("IMG"),
            x => a.sector.as_deref() == Some(x),
        })
    };
    (one_of.is_empty() || who.iter().any(|p| is(p, one_of)))
        && (none_of.is_empty() || !who.iter().any(|p| is(p, none_of)))
}

/// "Israel warned that **it** would respond": whether one of who acts stands in a slot too.
fn is_same(page: &Page, cast: &Cast, s: usize, c: &Clause, slots: &[Slot], actor: &[Participant]) -> bool {
    let inside: Vec<usize> = slots.iter().flat_map(|slot| c.slot(slot)).collect();
    let who: Vec<Participant> = inside.iter().flat_map(|&h| cast.who(page, s, h)).collect();
    let pronoun = inside.iter().any(|&h| c.t.tokens[h].upos == Upos::Pron);
    // a pronoun that nothing resolves is the speaker
    who.is_empty() && pronoun || who.iter().any(|p| actor.iter().any(|a| cast.state(a.actor) == cast.state(p.actor)))
}

/// A state or a union of states, not its people: "Israelis marched".
fn is_state(pack: &Pack, page: &Page, cast: &Cast, p: &Participant) -> bool {
    let a = cast.actor(p.actor);
    let union = a.kind == ActorKind::Organisation && !a.id.contains(['/', '#', '?']);
    let last = page.words(p.span).rsplit(' ').next().unwrap_or("");
    // "Estados Unidos", "États-Unis", "Israels": only English makes people of a state by its -s
    let other = pack.grammar.inflect != "english" && last.starts_with(char::is_uppercase);
    let capital = other || a.mentions.iter().any(|m| m.span == p.span && m.how == How::Metonym);
    let people = last.ends_with('s') && !capital && !a.name.ends_with(last) && last.chars().any(char::is_lowercase);
    union || matches!(a.kind, ActorKind::State | ActorKind::Bloc) && !people
}

fn suffices(rule: &Rule, f: &Frame) -> bool {
    let (a, r) = (!f.actor.is_empty(), !f.recipient.is_empty());
    match rule.need {
        Need::Both if rule.both => f.actor.len() > 1,
        _ if rule.both => a,
        Need::Either => a || r || rule.place,
        Need::Actor => a,
        Need::Recipient => r || (rule.domestic || rule.place) && a,
        Need::Both => a && (r || rule.domestic || rule.place),
        Need::None => true,
    }
}

fn pos_fits(t: &Sentence, w: usize, noun: bool, voice: Voice) -> bool {
    let upos = t.tokens[w].upos;
    if noun {
        return upos == Upos::Noun
            || (upos == Upos::Propn && t.rel(w) != Deprel::Flat)
            || (upos == Upos::Verb
                && matches!(t.rel(w), Deprel::Compound | Deprel::Obj | Deprel::Nsubj | Deprel::Obl | Deprel::Nmod));
    }
    match upos {
        Upos::Verb | Upos::Aux => true,
        Upos::Adj => {
            t.feat(w, "VerbForm").is_some()
                || matches!(t.rel(w), Deprel::Root | Deprel::Conj | Deprel::Ccomp | Deprel::Xcomp)
        }
        Upos::Propn => {
            voice != Voice::Tree
                && matches!(t.rel(w), Deprel::Root | Deprel::Acl | Deprel::Ccomp | Deprel::Advcl | Deprel::Conj)
        }
        Upos::Noun => {
            voice != Voice::Tree
                || (t.rel(w) == Deprel::Root
                    && t.child(w, Deprel::Nsubj).is_some()
                    && t.child(w, Deprel::Cop).is_none())
        }
        _ => voice != Voice::Tree,
    }
}

/// The words that must follow a verb within its clause: each hangs on the verb or on the word
/// before it, a preposition perhaps on what hangs there.
fn verb_rest(pack: &Pack, t: &Sentence, w: usize, rest: &[String], cue: &mut Vec<usize>) -> Option<()> {
    let mut at = w;
    for r in rest {
        let near = |&j: &usize| {
            let head = t.head(j);
            let function = matches!(t.rel(j), Deprel::Case | Deprel::Mark | Deprel::Compound | Deprel::Advmod);
            // "menyebut Israel sebagai negara **teroris**": nouns side by side belong to one another
            let bare = matches!(t.rel(j), Deprel::Nmod | Deprel::Amod | Deprel::Acl | Deprel::Flat | Deprel::Obl);
            let function = function || bare && pack.grammar.inflect == "malay";
            let below = function && head.and_then(|h| t.head(h)).is_some_and(|h| cue.contains(&h));
            let hangs = head.is_some_and(|h| cue.contains(&h)) || below || j == at + 1 || is_predicate(t, w, j);
            hangs && is_word(t, j, r)
        };
        at = (at + 1..t.len().min(w + 12)).find(near)?;
        cue.push(at);
    }
    Some(())
}

/// "put the minister on a *wanted* list", "declared British ships a *legitimate* target": what is
/// said of the object, or stands beside a word of it.
fn is_predicate(t: &Sentence, w: usize, j: usize) -> bool {
    let of_object = |i: usize| {
        let beside = matches!(t.rel(i), Deprel::Appos | Deprel::Xcomp | Deprel::Amod | Deprel::Acl);
        beside && i > w && t.head(i).is_some_and(|o| t.rel(o) == Deprel::Obj && t.head(o) == Some(w) && i > o)
    };
    let in_phrase = |i: usize| t.rel(i) == Deprel::Obl && t.head(i) == Some(w);
    let above = t.head(j).filter(|_| t.rel(j) == Deprel::Amod);
    of_object(j) || above.is_some_and(|h| of_object(h) || in_phrase(h))
}

/// The words that must stand right behind a noun.
fn noun_rest(t: &Sentence, w: usize, rest: &[String], cue: &mut Vec<usize>) -> Option<()> {
    let mut at = w;
    for r in rest {
        at += 1;
        if at < t.len() && matches!(t.form(at), "-") && r != "-" {
            at += 1;
        }
        let fits = at < t.len() && (t.lemma(at).to_lowercase() == *r || t.form(at).to_lowercase() == *r);
        if !fits {
            return None;
        }
        cue.push(at);
    }
    Some(())
}

fn head_of(t: &Sentence, cue: &[usize]) -> usize {
    cue.iter().copied().find(|&i| t.head(i).is_none_or(|h| !cue.contains(&h))).unwrap_or(cue[0])
}

/// Whether the word `x` hangs on the cue or on what hangs there, or acts or is acted on.
fn is_beside(c: &Clause, cue: &[usize], x: &str, clauses: bool) -> bool {
    let t = c.t;
    if let Some(x) = x.strip_prefix("obj:") {
        let near = |o: usize| is_word(t, o, x) || t.children(o).any(|k| is_word(t, k, x));
        return c.objects().into_iter().any(|o| !cue.contains(&o) && near(o));
    }
    let is = |j: usize| is_word(t, j, x);
    // "freed the prisoners after it was taken off the list": another clause with a subject is its own
    let other = |h: usize| !clauses && t.rel(h) == Deprel::Advcl && t.child(h, Deprel::Nsubj).is_some();
    let hangs = |j: usize| t.head(j).is_some_and(|h| h == c.w || t.head(h) == Some(c.w) && !other(h));
    // "tuduhan yang **ditolak** Moskow"
    let relative = c.g.inflect == "malay" && t.rel(c.w) == Deprel::Acl;
    let noun = t.head(c.w).filter(|_| relative);
    noun.is_some_and(is)
        || (0..t.len()).any(|j| !cue.contains(&j) && hangs(j) && is(j))
        || c.subjects().into_iter().chain(c.objects()).any(|j| {
            // "Hurricane Maria hit Texas and killed 30"
            !cue.contains(&j) && (is(j) || t.children(j).any(|k| !cue.contains(&k) && is(k)))
        })
}

/// Whether word `j` is `x`, by lemma or form; "tents", whose lemma the model leaves in the plural,
/// is "tent".
fn is_word(t: &Sentence, j: usize, x: &str) -> bool {
    let (lemma, form) = (t.lemma(j), t.form(j));
    let plural = || {
        let stem =
            lemma.len() > x.len() && x.len() > 2 && lemma.get(..x.len()).is_some_and(|a| a.eq_ignore_ascii_case(x));
        let y = || {
            x.strip_suffix('y').is_some_and(|s| lemma.strip_suffix("ies").is_some_and(|l| l.eq_ignore_ascii_case(s)))
        };
        t.tokens[j].upos == Upos::Noun && (stem && matches!(&lemma[x.len()..], "s" | "es") || y())
    };
    lemma.eq_ignore_ascii_case(x) || form.eq_ignore_ascii_case(x) || plural()
}

/// Whether the object at `o` begins or ends the phrase `x` ("air strike"); a hyphen may stand
/// between the words.
fn is_phrase(t: &Sentence, o: usize, x: &str) -> bool {
    let words: Vec<&str> = x.split([' ', '-']).collect();
    if words.len() < 2 {
        return false;
    }
    let hyphen = |i: usize| t.form(i) == "-";
    let forward = |mut at: usize| {
        words.iter().all(|x| {
            at += usize::from(at < t.len() && hyphen(at));
            at += 1;
            at <= t.len() && is_word(t, at - 1, x)
        })
    };
    let backward = |end: usize| {
        let mut at = end + 1;
        words.iter().rev().all(|x| {
            at = at.saturating_sub(usize::from(at > 0 && at <= end && hyphen(at - 1)));
            at > 0 && {
                at -= 1;
                is_word(t, at, x)
            }
        })
    };
    forward(o) || backward(o)
}

/// The verb that a noun of action is object (or passive subject) of, if it lends its subject.
fn carrier(pack: &Pack, t: &Sentence, w: usize) -> Option<usize> {
    let h = t.head(w)?;
    let hangs = matches!(t.rel(w), Deprel::Obj)
        || (t.rel(w) == Deprel::Nsubj && Clause::new(t, &pack.grammar, h, Voice::Tree).is_passive())
        || (t.rel(w) == Deprel::Obl && t.tokens[h].upos == Upos::Verb)
        || (pack.grammar.inflect == "malay" && matches!(t.rel(w), Deprel::Nsubj | Deprel::Xcomp));
    (hangs && pack.rules.status.is_light(t, h)).then_some(h)
}
