//! The frames that a sentence fills, one a cue word.

use super::rules::{Key, Need, Rule};
use crate::clause::Clause;
use crate::rules::{Slot, SlotRel, Voice};
use crate::{Cast, Pack, Page};
use sayso_core::{ActorKind, Deprel, Magnitude, Participant, Sentence, Span, Upos};

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
    /// What else the words behind the cue tell.
    pub content: Option<Span>,
    score: i32,
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
                if best.as_ref().is_none_or(|b| f.score > b.score) {
                    best = Some(f);
                }
            }
        }
        all.extend(best);
    }
    // a noun that is the object of a frame's verb belongs to that frame
    let used: Vec<usize> = all.iter().flat_map(|f| f.cue.iter().copied().filter(|&c| c != f.w)).collect();
    all.retain(|f| !used.contains(&f.w) || !pack.rules.list[f.rule].noun);
    // of two frames with one head, the one with the longer cue or the fuller sides stands
    let heads: Vec<(usize, i32)> = all.iter().map(|f| (f.w, f.score)).collect();
    let mut i = 0;
    all.retain(|_| {
        let (w, score) = heads[i];
        let beaten =
            heads.iter().enumerate().any(|(j, h)| j != i && h.0 == w && (h.1 > score || h.1 == score && j < i));
        i += 1;
        !beaten
    });
    for f in &mut all {
        complete(pack, page, cast, s, f);
    }
    // a place that names no state leaves nobody
    all.retain(|f| pack.rules.list[f.rule].need == Need::None || !(f.actor.is_empty() && f.recipient.is_empty()));
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
        verb_rest(t, w, &key.rest, &mut cue)?
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
        let &o = objects.iter().find(|&&o| {
            let lemma = t.lemma(o).to_lowercase();
            let form = t.form(o).to_lowercase();
            rule.object.iter().any(|x| *x == lemma || *x == form || is_phrase(t, o, x))
        })?;
        cue.push(o);
        score += 5;
    }
    if !rule.with.is_empty() {
        if !rule.with.iter().any(|slot| !c.slot(slot).is_empty()) {
            return None;
        }
        score += 2;
    }
    if rule.without.iter().any(|slot| !c.slot(slot).is_empty()) {
        return None;
    }
    if rule.unless.iter().any(|x| is_beside(&c, &cue, x)) {
        return None;
    }
    if !rule.beside.is_empty() {
        if !rule.beside.iter().any(|x| is_beside(&c, &cue, x)) {
            return None;
        }
        score += 2;
    }
    let light = if noun { carrier(pack, t, w) } else { None };
    let mut actor = doers(page, cast, s, &c, &rule.actor);
    let mut recipient = party(page, cast, s, &c, &rule.recipient);
    if noun {
        borrow(pack, page, cast, s, w, light, rule, &mut actor, &mut recipient);
    }
    recipient.retain(|r| {
        !actor.iter().any(|a| {
            a.actor == r.actor && !are_two_of_one_office(page, cast, a, r)
                || overlap(a.span, r.span) && a.span.len() <= r.span.len()
        })
    });
    if rule.both {
        actor.append(&mut recipient);
    }
    score += i32::from(!actor.is_empty()) + 2 * i32::from(!recipient.is_empty());
    Some(Frame { rule: key.rule, w, cue, light, voice: key.voice, actor, recipient, content: None, score })
        .filter(|f| suffices(rule, f))
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

/// "The prime minister accused the president": both are of one government, yet two.
fn are_two_of_one_office(page: &Page, cast: &Cast, a: &Participant, r: &Participant) -> bool {
    let id = &cast.actor(a.actor).id;
    let (x, y) = (page.words(a.span), page.words(r.span));
    id.contains('/') && !id.contains('#') && !overlap(a.span, r.span) && x != y && y.contains(' ') && x.contains(' ')
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// Fills in what the place and the actor's own state tell; drops nothing.
fn complete(pack: &Pack, page: &Page, cast: &mut Cast, s: usize, f: &mut Frame) {
    let rule = &pack.rules.list[f.rule];
    if !f.recipient.is_empty() || rule.both {
        return;
    }
    let t = &page.sentences[s].tree;
    if rule.place || rule.domestic {
        for h in
            [Some(f.w), f.light, t.head(f.w).filter(|_| rule.place && t.rel(f.w) != Deprel::Acl)].into_iter().flatten()
        {
            let c = Clause::new(t, &pack.grammar, h, Voice::Tree);
            for rel in [Deprel::Obl, Deprel::Nmod] {
                for p in c.phrases(h, rel, &pack.grammar.place) {
                    if f.recipient.is_empty() {
                        f.recipient = cast.known(page, s, p);
                        if f.recipient.is_empty() {
                            // "in a bar in Veracruz"
                            let inner = c.phrases(p, Deprel::Nmod, &pack.grammar.place);
                            f.recipient = inner.into_iter().flat_map(|q| cast.known(page, s, q)).collect();
                        }
                        f.recipient.retain(|r| cast.actor(r.actor).kind == ActorKind::State);
                    }
                }
            }
        }
    }
    if rule.domestic
        && f.recipient.is_empty()
        && let Some(a) = f.actor.first().copied()
        && let Some(actor) = cast.home(pack, a.actor)
    {
        f.recipient.push(Participant { actor, ..a });
    }
    if f.recipient.iter().all(|r| f.actor.iter().any(|a| a.actor == r.actor)) && !rule.domestic {
        f.recipient.clear();
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
        Upos::Adj => t.feat(w, "VerbForm").is_some() || matches!(t.rel(w), Deprel::Root | Deprel::Conj | Deprel::Ccomp),
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

/// The words that must follow a verb within its clause.
fn verb_rest(t: &Sentence, w: usize, rest: &[String], cue: &mut Vec<usize>) -> Option<()> {
    let mut at = w;
    for r in rest {
        let near = |&j: &usize| {
            let hangs = t.head(j).is_some_and(|h| h == w || t.head(h) == Some(w)) || j == at + 1;
            hangs && (t.lemma(j).eq_ignore_ascii_case(r) || t.form(j).eq_ignore_ascii_case(r))
        };
        at = (at + 1..t.len().min(w + 12)).find(near)?;
        cue.push(at);
    }
    Some(())
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
fn is_beside(c: &Clause, cue: &[usize], x: &str) -> bool {
    let t = c.t;
    let is = |j: usize| t.lemma(j).eq_ignore_ascii_case(x) || t.form(j).eq_ignore_ascii_case(x);
    let hangs = |j: usize| t.head(j).is_some_and(|h| h == c.w || t.head(h) == Some(c.w));
    (0..t.len()).any(|j| !cue.contains(&j) && hangs(j) && is(j))
        || c.subjects().into_iter().chain(c.objects()).any(|j| {
            // "Hurricane Maria hit Texas and killed 30"
            !cue.contains(&j) && (is(j) || t.children(j).any(|k| !cue.contains(&k) && is(k)))
        })
}

/// Whether the object at `o` begins or ends the phrase `x` ("air strike").
fn is_phrase(t: &Sentence, o: usize, x: &str) -> bool {
    let words: Vec<&str> = x.split(' ').collect();
    let n = words.len();
    if n < 2 {
        return false;
    }
    let fits = |from: usize| {
        (0..n).all(|k| {
            from + k < t.len()
                && (t.lemma(from + k).eq_ignore_ascii_case(words[k]) || t.form(from + k).eq_ignore_ascii_case(words[k]))
        })
    };
    fits(o) || (o + 1 >= n && fits(o + 1 - n))
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

/// Who stands in the first of the slots that names somebody.
pub fn party(page: &Page, cast: &Cast, s: usize, c: &Clause, slots: &[Slot]) -> Vec<Participant> {
    named(page, s, c, slots, cast, &|h| cast.owners(page, s, h))
}

/// Like [`party`], for those who act: "the attack **on Israel**" is not Israel's.
fn doers(page: &Page, cast: &Cast, s: usize, c: &Clause, slots: &[Slot]) -> Vec<Participant> {
    named(page, s, c, slots, cast, &|h| cast.makers(page, s, h))
}

fn named(
    page: &Page,
    s: usize,
    c: &Clause,
    slots: &[Slot],
    cast: &Cast,
    owners: &dyn Fn(usize) -> Vec<Participant>,
) -> Vec<Participant> {
    for slot in slots {
        let mut found = vec![];
        let only_known = slot.steps.last().is_some_and(|x| matches!(x.rel, SlotRel::Amod | SlotRel::Compound));
        for h in c.slot(slot) {
            let who = if only_known { cast.known(page, s, h) } else { cast.who(page, s, h) };
            if who.is_empty() && !only_known && !slot.own { found.extend(owners(h)) } else { found.extend(who) }
        }
        if !found.is_empty() {
            found.dedup_by_key(|p| p.actor);
            return found;
        }
    }
    vec![]
}

/// A noun of action takes who acts from the verb that carries it.
#[allow(clippy::too_many_arguments)]
fn borrow(
    pack: &Pack,
    page: &Page,
    cast: &Cast,
    s: usize,
    w: usize,
    light: Option<usize>,
    rule: &Rule,
    actor: &mut Vec<Participant>,
    recipient: &mut Vec<Participant>,
) {
    let t = &page.sentences[s].tree;
    let Some(v) = light else { return };
    let c = Clause::new(t, &pack.grammar, v, pack.rules.status.voice(t, v));
    if actor.is_empty() {
        let subjects = c.subjects();
        let slot = |h: usize| {
            let who = cast.who(page, s, h);
            if who.is_empty() { cast.owners(page, s, h) } else { who }
        };
        *actor = subjects.into_iter().filter(|&h| h != w).flat_map(slot).collect();
    }
    if recipient.is_empty() {
        let of_verb: Vec<Slot> = rule
            .recipient
            .iter()
            .filter(|x| x.steps.len() == 1 && x.steps[0].rel == SlotRel::Nmod && !x.steps[0].words.is_empty())
            .map(|x| {
                let mut x = x.clone();
                x.steps[0].rel = SlotRel::Obl;
                x
            })
            .collect();
        *recipient = party(page, cast, s, &c, &of_verb);
    }
}

/// How many were killed, hurt, arrested …: numbers beside a counting word.
pub fn magnitudes(pack: &Pack, page: &Page, s: usize, f: &Frame) -> Vec<Magnitude> {
    let t = &page.sentences[s].tree;
    let mut all: Vec<Magnitude> = vec![];
    let near = |i: usize| i == f.w || t.head(i) == Some(f.w) || t.head(f.w) == Some(i) || f.cue.contains(&i);
    for i in (0..t.len()).filter(|&i| near(i)) {
        let Some(&kind) =
            pack.rules.counts.get(t.lemma(i)).or_else(|| pack.rules.counts.get(&t.form(i).to_lowercase()))
        else {
            continue;
        };
        let around = t.children(i).chain([i]).chain(t.children(i).flat_map(|c| t.children(c)));
        let Some((n, span)) = around.filter_map(|c| number(t, c)).next() else { continue };
        if all.iter().all(|m| m.kind != kind && m.span != span) {
            all.push(Magnitude { kind, min: n, max: n, span });
        }
    }
    all
}

/// A number written in digits, with its separators of thousands.
fn number(t: &Sentence, i: usize) -> Option<(u64, Span)> {
    if t.tokens[i].upos != Upos::Num {
        return None;
    }
    let form = t.form(i);
    let digits: String = form.chars().filter(|c| c.is_ascii_digit()).collect();
    let plain = form.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let grouped = form.split([',', '.']).skip(1).all(|g| g.len() == 3);
    if plain && grouped && !digits.is_empty() { Some((digits.parse().ok()?, t.tokens[i].span)) } else { None }
}
