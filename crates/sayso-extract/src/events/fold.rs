//! Of several frames that tell one act in one sentence, one stands.

use super::fill::Frame;
use crate::{Cast, Pack};
use sayso_core::{Deprel, EventType, Mode, Participant, Sentence, Upos};

/// Drops frames that are but parts of others: the noun that is object of a frame's verb, the
/// shorter of two cues with one head, "sanctions" in "the lifting of sanctions", what a protest
/// demands.
pub fn drop_parts(pack: &Pack, t: &Sentence, all: &mut Vec<Frame>) {
    let rule = |f: &Frame| &pack.rules.list[f.rule];
    let noun = |f: &Frame| rule(f).noun;
    let used: Vec<(usize, EventType)> = all
        .iter()
        .flat_map(|f| f.cue.iter().filter(|&&c| c != f.w).map(|&c| (c, rule(f).kind)).collect::<Vec<_>>())
        .collect();
    let within = |f: &Frame| {
        let part = |kind| noun(f) || kind == rule(f).kind || kind == EventType::Protest && is_speech(rule(f).kind);
        used.iter().any(|&(c, kind)| c == f.w && part(kind))
    };
    all.retain(|f| !within(f));
    let heads: Vec<(usize, i32)> = all.iter().map(|f| (f.w, f.score)).collect();
    let beaten = |i: usize| {
        let (w, score) = heads[i];
        heads.iter().enumerate().any(|(j, h)| j != i && h.0 == w && (h.1 > score || h.1 == score && j < i))
    };
    let mut i = 0;
    all.retain(|_| {
        i += 1;
        !beaten(i - 1)
    });
    let nouns: Vec<usize> = all.iter().filter(|f| noun(f)).map(|f| f.w).collect();
    all.retain(|f| !(noun(f) && t.head(f.w).is_some_and(|h| nouns.contains(&h)) && is_its_object(t, f.w)));
    beside_nouns(pack, t, all);
    told_by_verbs(pack, t, all);
    aims_of_same_kind(pack, t, all);
    aims_of_protests(pack, t, all);
    refused_acts(pack, t, all);
    named_again(pack, t, all);
}

fn is_speech(kind: EventType) -> bool {
    matches!(kind, EventType::Accuse | EventType::Reject | EventType::Request)
}

/// "a **besieged** city", "a man **accused** of theft": a participle that says which one is meant
/// is no news of its own, unless it names who acts.
fn beside_nouns(pack: &Pack, t: &Sentence, all: &mut Vec<Frame>) {
    all.retain(|f| {
        let rule = &pack.rules.list[f.rule];
        let which = t.rel(f.w) == Deprel::Amod && f.w + 1 < t.len() && t.head(f.w).is_some_and(|h| h > f.w);
        let charged = t.rel(f.w) == Deprel::Acl
            && t.tokens[f.w].deprel.subtype() != "relcl"
            && (rule.kind == EventType::Accuse || rule.mode == Some(Mode::Convict));
        rule.noun || !f.actor.is_empty() || !(which || charged)
    });
}

/// "**talks** between India and Britain resumed": the verb tells the meeting that the noun names.
fn told_by_verbs(pack: &Pack, t: &Sentence, all: &mut Vec<Frame>) {
    let told = |f: &Frame, v: &Frame| {
        let (noun, verb) = (&pack.rules.list[f.rule], &pack.rules.list[v.rule]);
        let tie = matches!(t.rel(f.w), Deprel::Nsubj | Deprel::Obj | Deprel::Obl);
        let who = |v: &Frame, p: &Participant| v.actor.iter().chain(&v.recipient).any(|q| q.actor == p.actor);
        noun.noun
            && !verb.noun
            && noun.kind == verb.kind
            && tie
            && t.head(f.w) == Some(v.w)
            && f.actor.iter().chain(&f.recipient).all(|p| who(v, p))
    };
    let mut i = 0;
    while i < all.len() {
        let again = all.iter().any(|v| told(&all[i], v));
        if again {
            all.remove(i);
        } else {
            i += 1;
        }
    }
}

/// "summoned the envoy **to complain**", "ordered the paper **to suspend** its work": what an act aims
/// at is no second act of its kind.
fn aims_of_same_kind(pack: &Pack, t: &Sentence, all: &mut Vec<Frame>) {
    let verbs: Vec<(usize, EventType)> = all
        .iter()
        .filter(|f| !pack.rules.list[f.rule].noun)
        .flat_map(|f| f.cue.iter().map(|&c| (c, pack.rules.list[f.rule].kind)).collect::<Vec<_>>())
        .collect();
    all.retain(|f| {
        let aim = matches!(t.rel(f.w), Deprel::Xcomp | Deprel::Advcl | Deprel::Acl);
        let to = t.children_by(f.w, Deprel::Mark).any(|m| t.form(m) == "to");
        let above = t.head(f.w).is_some_and(|h| verbs.contains(&(h, pack.rules.list[f.rule].kind)));
        !(aim && to && above)
    });
}

/// "the lifting **of sanctions**", "pencabutan **sanksi**".
fn is_its_object(t: &Sentence, w: usize) -> bool {
    let case = t.child(w, Deprel::Case).map(|k| t.form(k));
    matches!(t.rel(w), Deprel::Nmod | Deprel::Compound) && case.is_none_or(|c| c == "of")
}

/// "marched **to demand** his release", "took to the streets **to support** them": what protesters
/// demand or stand for is the aim of the protest.
fn aims_of_protests(pack: &Pack, t: &Sentence, all: &mut Vec<Frame>) {
    let protests: Vec<usize> =
        all.iter().filter(|f| pack.rules.list[f.rule].kind == EventType::Protest).map(|f| f.w).collect();
    let moves: Vec<usize> =
        all.iter().filter(|f| pack.rules.list[f.rule].kind == EventType::Mobilize).map(|f| f.w).collect();
    let backs = |k: EventType| matches!(k, EventType::Support | EventType::Aid | EventType::Cooperate);
    all.retain(|f| {
        let kind = pack.rules.list[f.rule].kind;
        let mut top = f.w;
        while let (Deprel::Conj, Some(h)) = (t.rel(top), t.head(top)) {
            top = h;
        }
        let below = matches!(t.rel(top), Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Ccomp);
        let aim = t.head(top).is_some_and(|h| protests.contains(&h));
        // "deployed the army **to support** the police"
        let task = t.head(f.w).is_some_and(|h| moves.contains(&h));
        let malay = pack.grammar.inflect == "malay" && kind == EventType::Support;
        !(below && (aim && (is_speech(kind) || malay) || task && backs(kind)))
    });
}

/// "refused **to meet** the envoy": the act is what was rejected, not an act that is negated.
fn refused_acts(pack: &Pack, t: &Sentence, all: &mut Vec<Frame>) {
    let rejects = |f: &Frame| pack.rules.list[f.rule].kind == EventType::Reject;
    for i in (0..all.len()).rev() {
        let (w, rel) = (all[i].w, t.rel(all[i].w));
        if rejects(&all[i]) || !matches!(rel, Deprel::Xcomp | Deprel::Obj | Deprel::Advcl | Deprel::Acl | Deprel::Ccomp)
        {
            continue;
        }
        let Some(j) = (0..all.len()).find(|&j| rejects(&all[j]) && t.head(w) == Some(all[j].w)) else { continue };
        let act = all.remove(i);
        let j = if i < j { j - 1 } else { j };
        if all[j].recipient.is_empty() {
            all[j].recipient = act.recipient;
        }
    }
}

/// "blocked the road **as a protest** against the government": the noun tells once more what the
/// verb does.
fn named_again(pack: &Pack, t: &Sentence, all: &mut Vec<Frame>) {
    let rule = |f: &Frame| &pack.rules.list[f.rule];
    for i in (0..all.len()).rev() {
        let w = all[i].w;
        let as_what = t.child(w, Deprel::Case).is_some_and(|k| matches!(t.form(k), "as" | "sebagai"));
        if !rule(&all[i]).noun || !as_what {
            continue;
        }
        let same = |f: &Frame| !rule(f).noun && rule(f).kind == rule(&all[i]).kind && t.is_under(w, f.w);
        let Some(j) = (0..all.len()).find(|&j| j != i && same(&all[j])) else { continue };
        let noun = all.remove(i);
        let j = if i < j { j - 1 } else { j };
        if all[j].recipient.is_empty() {
            all[j].recipient = noun.recipient;
        }
    }
}

/// "attacked a village, **killing** 12 people", "an air strike **killed** five": an attack and the
/// harm it did are one act.
pub fn join_results(pack: &Pack, t: &Sentence, cast: &Cast, all: &mut Vec<Frame>) {
    let mut i = 0;
    while i < all.len() {
        let found = (0..all.len()).find(|&j| j != i && is_result(pack, t, cast, &all[i], &all[j]));
        match found {
            Some(j) => {
                let part = all.remove(j);
                if j < i {
                    i -= 1;
                }
                take(pack, cast, &mut all[i], part);
            }
            None => i += 1,
        }
    }
}

/// Whether `b` tells what the attack `a` did, or is the attack that did `a`.
fn is_result(pack: &Pack, t: &Sentence, cast: &Cast, a: &Frame, b: &Frame) -> bool {
    let (ra, rb) = (&pack.rules.list[a.rule], &pack.rules.list[b.rule]);
    if ra.kind != EventType::Assault || rb.kind != EventType::Assault {
        return false;
    }
    let states = |p: &[Participant]| p.iter().map(|x| cast.state(x.actor).to_string()).collect::<Vec<_>>();
    let (x, y) = (states(&a.actor), states(&b.actor));
    let agree = x.is_empty() || y.is_empty() || x.iter().any(|s| y.contains(s));
    let below = t.head(b.w) == Some(a.w);
    let clause = below && matches!(t.rel(b.w), Deprel::Advcl | Deprel::Xcomp | Deprel::Acl | Deprel::Ccomp);
    // "burned twelve buses and kidnapped a journalist" are two
    let object = |w: usize| t.child(w, Deprel::Obj).is_some();
    let joined = below
        && t.rel(b.w) == Deprel::Conj
        && t.child(b.w, Deprel::Nsubj).is_none()
        && !rb.noun
        && !ra.noun
        && !(object(a.w) && object(b.w) && rb.mode.is_some());
    // "an air strike killed five", "killed in an air strike"
    let subject =
        rb.noun && below && matches!(t.rel(b.w), Deprel::Nsubj | Deprel::Obl) && t.tokens[a.w].upos == Upos::Verb;
    (clause || joined || subject) && agree
}

/// The act takes from the part what it lacks; somebody known outweighs "12 people".
fn take(pack: &Pack, cast: &Cast, a: &mut Frame, part: Frame) {
    let by_attack = pack.rules.list[part.rule].noun && !pack.rules.list[a.rule].noun;
    if a.actor.is_empty() || by_attack && !part.actor.is_empty() {
        a.actor = part.actor;
    }
    let known = |p: &[Participant]| p.iter().any(|x| !cast.is_unknown(x.actor));
    if a.recipient.is_empty() || known(&part.recipient) && !known(&a.recipient) {
        a.recipient = part.recipient;
    }
    a.recipient.retain(|r| !a.actor.iter().any(|x| x.actor == r.actor));
    a.mode = a.mode.or(part.mode).or(pack.rules.list[part.rule].mode);
    a.also.push(part.w);
    a.also.extend(part.also);
}
