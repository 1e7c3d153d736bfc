//! Statements that a verb signals: "Lavrov told reporters that …", "The talks, she said, …".

use super::content::Content;
use super::rules::{Key, Rule};
use super::{Draft, content, draft, is_negated, is_quoted, near_quote, nouns, phrases, speaker, subtree};
use crate::actors::is_nominal;
use crate::clause::Clause;
use crate::dates::Times;
use crate::rules::{Slot, Voice};
use crate::{Cast, Pack, Page};
use rustc_hash::FxHashMap;
use sayso_core::{Cue, CueClass, Deprel, Participant, Sentence, Span, Stance, Upos};

/// What finding a statement needs at hand.
pub(super) struct Ground<'a> {
    pub pack: &'a Pack,
    pub page: &'a Page<'a>,
    pub times: &'a Times,
    /// Sentence.
    pub s: usize,
}

impl<'a> Ground<'a> {
    pub fn tree(&self) -> &'a Sentence {
        &self.page.sentences[self.s].tree
    }

    pub fn rule(&self, index: usize) -> &'a Rule {
        &self.pack.cues.list[index]
    }

    pub fn clause(&self, w: usize, voice: Voice) -> Clause<'a> {
        Clause::new(self.tree(), &self.pack.grammar, w, voice)
    }
}

/// Adds the statements cued in sentence `s`, but for cues inside quotations: what a quoted
/// speaker tells of others stays a part of what he says.
pub(super) fn find(pack: &Pack, page: &Page, cast: &mut Cast, times: &Times, s: usize, drafts: &mut Vec<Draft>) {
    let g = Ground { pack, page, times, s };
    let t = g.tree();
    let first = drafts.len();
    for w in 0..t.len() {
        let compound = w > 0 && t.form(w - 1) == "-" && !t.tokens[w - 1].space_after;
        if is_quoted(page, s, w) || compound {
            // "self-*described*"
            continue;
        }
        let span = t.tokens[w].span;
        if drafts[first..].iter().any(|d| d.cue.1 != w && d.statement.cue.is_some_and(|c| c.span.contains(span))) {
            // "issued a *statement*": a part of the cue before it
            continue;
        }
        let found = phrases::find(&g, cast, w).or_else(|| best_verb(&g, cast, w)).or_else(|| nouns::find(&g, cast, w));
        // "AFP quoted a sailor as *saying*": the second half of the cue
        let second =
            |d: &Draft| !d.statement.via.is_empty() && d.statement.content.iter().any(|c| c.start > span.start);
        if let Some(d) = found.filter(|d| !drafts[first..].iter().any(|v| second(v) && v.cue.1 < d.cue.1)) {
            let d = chain(&g, drafts, first, d);
            drafts.push(d);
        }
    }
}

/// The rules that a word may be the cue of.
pub(super) fn keys<'a>(table: &'a FxHashMap<String, Vec<Key>>, t: &Sentence, w: usize) -> Vec<&'a Key> {
    let (low, lemma) = (t.form(w).to_lowercase(), t.lemma(w).to_lowercase());
    let by_lemma = table.get(lemma.as_str()).into_iter().flatten();
    let by_form = table.get(low.as_str()).filter(|_| low != lemma).into_iter().flatten();
    by_lemma.chain(by_form).collect()
}

fn best_verb(g: &Ground, cast: &mut Cast, w: usize) -> Option<Draft> {
    let t = g.tree();
    let upos = t.tokens[w].upos;
    let verb = matches!(upos, Upos::Verb | Upos::Aux) || (upos == Upos::Adj && t.feat(w, "VerbForm").is_some());
    if t.rel(w) == Deprel::Amod && t.head(w).is_some_and(|h| h > w) {
        // "in *written* comments"
        return None;
    }
    let mut best: Option<(i32, Draft)> = None;
    let adjectives = if is_predicate(t, w) { keys(&g.pack.cues.adjectives, t, w) } else { vec![] };
    let verbs = keys(&g.pack.cues.verbs, t, w).into_iter();
    let verbs = verbs.filter(|key| verb || key.voice != Voice::Tree && upos != Upos::Propn);
    for key in verbs.chain(adjectives) {
        let Some(cue) = rest_of(t, w, &key.rest) else { continue };
        let Some((d, clausal)) = verb_cue(g, cast, w, &cue, g.rule(key.rule), key.voice) else { continue };
        let st = &d.statement;
        let told = 2 * i32::from(clausal) + i32::from(!st.content.is_empty()) + i32::from(!st.speaker.is_empty());
        let score = 8 * cue.len() as i32 + 2 * told - i32::from(d.optional);
        if best.as_ref().is_none_or(|(b, _)| score > *b) {
            best = Some((score, d));
        }
    }
    best.map(|b| b.1)
}

/// "Riga is *confident*", "they remain *wary*": an adjective that tells what its subject is.
fn is_predicate(t: &Sentence, w: usize) -> bool {
    let word = matches!(t.tokens[w].upos, Upos::Adj | Upos::Verb | Upos::Noun | Upos::Adv);
    let linked = t.child(w, Deprel::Cop).is_some() || t.child(w, Deprel::Aux).is_some();
    word && (linked || matches!(t.rel(w), Deprel::Xcomp | Deprel::Advcl | Deprel::Conj))
}

/// "refused to *condemn* …", "is trying to *say*": the verb above makes one cue with its infinitive.
fn chain(g: &Ground, drafts: &mut Vec<Draft>, first: usize, mut d: Draft) -> Draft {
    let (t, w) = (g.tree(), d.cue.1);
    let Some(h) = t.head(w).filter(|&h| h < w && t.rel(w) == Deprel::Xcomp) else { return d };
    let Some(at) = (first..drafts.len()).find(|&i| drafts[i].cue.1 == h) else { return d };
    let outer = &drafts[at];
    if outer.class() != Some(CueClass::Attitude) || d.statement.content.is_empty() {
        return d;
    }
    let (Some(own), Some(upper)) = (d.statement.cue.as_mut(), outer.statement.cue) else { return d };
    let whole = own.span.cover(upper.span);
    if holds_argument(t, whole, w, &[h]) {
        return d;
    }
    own.span = whole;
    d.optional |= d.class() == Some(CueClass::Attitude);
    d.statement.cue_negated ^= outer.statement.cue_negated || g.pack.rules.status.is_refusal(t, h);
    drafts.remove(at);
    d
}

/// The words of a cue that follow its first one within the clause.
pub(super) fn rest_of(t: &Sentence, w: usize, rest: &[String]) -> Option<Vec<usize>> {
    let (mut cue, mut at) = (vec![w], w);
    for r in rest {
        let near = |&j: &usize| {
            (t.head(j).is_some_and(|h| h == w || t.head(h) == Some(w)) || j == at + 1)
                && (t.lemma(j).eq_ignore_ascii_case(r) || t.form(j).eq_ignore_ascii_case(r))
        };
        let next = (at + 1..t.len().min(w + 8)).find(near)?;
        // "called the governor *on* Monday" is no "call on"
        let light = |j: usize| matches!(t.tokens[j].upos, Upos::Adv | Upos::Part);
        if t.tokens[next].upos == Upos::Adp && t.rel(next) == Deprel::Case && !(at + 1..next).all(light) {
            return None;
        }
        at = next;
        cue.push(at);
    }
    Some(cue)
}

fn verb_cue(g: &Ground, cast: &mut Cast, w: usize, cue: &[usize], rule: &Rule, voice: Voice) -> Option<(Draft, bool)> {
    let t = g.tree();
    // "said he was sorry and promised …": no participle of the passive
    let voice = if voice == Voice::Tree && speaker::sibling(g, w).is_some() { Voice::Active } else { voice };
    let c = g.clause(w, voice);
    if !is_meant(g, &c, rule) {
        return None;
    }
    let speakers = speaker::heads(g, &c, rule);
    let listed = |&x: &usize| rule.subject.iter().any(|l| l.eq_ignore_ascii_case(t.lemma(x)));
    if !rule.subject.is_empty() && !speakers.iter().any(listed) {
        return None;
    }
    let mut found = content::of_verb(g, &c, rule, cue, &speakers);
    if rule.somebody && !found.clausal && !can_speak(g, cast, &speakers) {
        found.spans.clear();
    }
    if !found.clausal && found.spans.iter().all(|x| is_empty_word(g, *x)) {
        found.spans.clear();
    }
    let mut speaker = speaker::participants(g, cast, &speakers, w);
    for p in &mut speaker {
        if !rule.via.is_empty() {
            let words = (w + 1..t.len()).filter(|&j| p.span.contains(t.tokens[j].span));
            let bridge = words.into_iter().find(|&j| g.pack.cues.bridges.contains(&t.form(j).to_lowercase()));
            let cut = bridge.map(|j| t.tokens[j].span.start).filter(|&at| at > p.span.start);
            p.span.end = cut.unwrap_or(p.span.end);
        }
        // "quoted *a sailor* as saying …"
        let inside = found.spans.iter().map(|x| x.start).filter(|&at| p.span.start < at && at < p.span.end).min();
        p.span.end = inside.unwrap_or(p.span.end);
        p.span = p.span.trimmed(&g.page.document.text);
    }
    speaker.retain(|p| !found.spans.iter().any(|x| x.contains(p.span)) && g.page.quote_at(p.span).is_none());
    let quoted = rule.quote && near_quote(g.page, g.s);
    let impersonal = rule.speaker.is_empty();
    if rule.strict && !found.clausal {
        found.spans.retain(|&x| quoted && touches_quote(g, x));
        if found.spans.is_empty() && !quoted {
            return None;
        }
    }
    if found.spans.is_empty() && !quoted && rule.class != CueClass::Deny {
        return None;
    }
    if speaker.is_empty() && !c.is_passive() && speakers.is_empty() && !quoted && !impersonal {
        // an imperative or a fragment: nobody speaks
        return None;
    }
    let malay = g.pack.grammar.inflect == "malay";
    let told = found.clausal || quoted || if malay { rule.class == CueClass::Deny } else { rule.optional };
    if speaker.is_empty() && c.is_passive() && !told {
        // "keputusan itu disesalkan", "the visa was denied": by nobody
        return None;
    }
    if speaker.is_empty() && t.rel(w) == Deprel::Acl && c.is_passive() {
        // "16 people suspected of hacking": nobody tells
        return None;
    }
    let mut addressee = party(g, cast, &c, &rule.addressee);
    let content = |p: &Participant| found.spans.iter().any(|x| x.contains(p.span));
    let time = |p: &Participant| g.page.words(p.span).split(' ').next().is_some_and(|x| g.pack.dates.is_time(x));
    addressee.retain(|p| !time(p));
    addressee.retain(|p| !content(p) && !speaker.iter().any(|q| q.actor == p.actor));
    if rule.stance == Stance::Demand {
        begin_with_object(g, &c, &mut found);
    }
    let words = Cue { span: cue_span(t, w, cue), class: rule.class };
    let mut d = draft(g.page, (g.s, w), &rule.id, Some(words), rule.stance, speaker);
    d.takes_quotes = rule.quote;
    d.optional = rule.optional;
    d.passive = c.is_passive() && t.child(w, Deprel::Aux).is_some();
    d.statement.addressee = addressee;
    d.statement.via = party(g, cast, &c, &rule.via);
    d.statement.negated = found.negated || found.head.is_some_and(|h| is_negated(g.pack, g.page, g.s, h));
    d.statement.cue_negated = is_negated(g.pack, g.page, g.s, w);
    d.statement.date = g.times.of_clause(t, g.s, w);
    d.statement.content = found.spans;
    if matches!(rule.class, CueClass::Say | CueClass::Judge) && is_denying(g, &d.statement.content) {
        d.statement.stance = Stance::Deny;
    }
    Some((d, found.clausal))
}

/// "called the charge **baseless**", "described it as **a lie**".
fn is_denying(g: &Ground, content: &[Span]) -> bool {
    let [only] = content else { return false };
    let words: Vec<&str> = g.page.words(*only).split_whitespace().collect();
    let bare = |w: &&str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.len() <= 4 && words.iter().any(|w| g.pack.cues.denying.contains(&bare(w)))
}

/// Whether one of the speakers is somebody who can speak: a person, body, state, or "who".
fn can_speak(g: &Ground, cast: &Cast, speakers: &[usize]) -> bool {
    let t = g.tree();
    speakers.iter().any(|&x| {
        let personal = t.tokens[x].upos == Upos::Pron && !matches!(t.form(x), "it" | "It" | "that" | "which" | "this");
        personal || t.tokens[x].upos == Upos::Propn || !cast.who(g.page, g.s, x).is_empty()
    })
}

/// Whether a quotation lies in the words or right beside them.
fn touches_quote(g: &Ground, x: Span) -> bool {
    let reach = Span::at(x.start.saturating_sub(2), x.end + 2);
    !g.page.quotes_over(reach).is_empty()
}

/// "meminta **massa** menahan diri": a clause that no word opens begins with who is to act.
fn begin_with_object(g: &Ground, c: &Clause, found: &mut Content) {
    let t = c.t;
    let Some(h) = found.head.filter(|&h| t.rel(h) == Deprel::Xcomp && t.child(h, Deprel::Mark).is_none()) else {
        return;
    };
    let object = t.child(c.w, Deprel::Obj).filter(|&o| c.w < o && o < h);
    let whole = object.and_then(|o| subtree(g.page, g.s, o, &[]));
    if let (Some(whole), Some(first)) = (whole, found.spans.first_mut())
        && g.pack.grammar.inflect == "malay"
    {
        *first = first.cover(whole);
    }
}

/// "menolak **tuduhan** itu", not "menolak berkomentar"; "menyebut", not "tidak disebut **namanya**":
/// whether what hangs on the cue is what the rule asks for.
fn is_meant(g: &Ground, c: &Clause, rule: &Rule) -> bool {
    let t = c.t;
    let word = |j: usize, list: &[String]| list.iter().any(|x| t.lemma(j).eq_ignore_ascii_case(x));
    let beside = t.children(c.w).chain(c.objects()).chain(c.subjects());
    if !rule.unless.is_empty() && beside.into_iter().any(|j| word(j, &rule.unless)) {
        return false;
    }
    if rule.object.is_empty() {
        return true;
    }
    let relative = |j: usize| g.pack.names.is_relative(&t.form(j).to_lowercase());
    // "klaim yang ditolak Moskow": what the clause is said of
    let above = |j: usize| if relative(j) && t.rel(c.w) == Deprel::Acl { t.head(c.w) } else { Some(j) };
    c.objects().into_iter().filter_map(above).any(|j| word(j, &rule.object))
}

/// A relative pronoun, or "this" and the like, tells nothing of what was said.
fn is_empty_word(g: &Ground, span: Span) -> bool {
    let words = g.page.words(span).to_lowercase();
    g.pack.names.is_relative(&words) || g.pack.cues.empty.contains(&words)
}

/// The cue with its auxiliaries and negation, where nothing else stands between them.
fn cue_span(t: &Sentence, w: usize, cue: &[usize]) -> Span {
    let own = cue.iter().map(|&x| t.tokens[x].span).fold(t.tokens[w].span, Span::cover);
    let own = if holds_argument(t, own, w, cue) { t.tokens[w].span } else { own };
    let light = |&x: &usize| matches!(t.rel(x), Deprel::Aux | Deprel::Cop) || t.tokens[x].upos == Upos::Part;
    let auxes = t.children(w).filter(|x| light(x) && *x < w && x + 6 > w);
    let all = auxes.map(|x| t.tokens[x].span).fold(own, Span::cover);
    if holds_argument(t, all, w, cue) { own } else { all }
}

fn holds_argument(t: &Sentence, span: Span, w: usize, cue: &[usize]) -> bool {
    let argument =
        |i: usize| matches!(t.rel(i), Deprel::Nsubj | Deprel::Obj | Deprel::Ccomp | Deprel::Iobj | Deprel::Punct);
    (0..t.len()).any(|i| i != w && !cue.contains(&i) && span.contains(t.tokens[i].span) && argument(i))
}

/// The words in the first slot that has any.
pub(super) fn heads_in(c: &Clause, slots: &[Slot]) -> Vec<usize> {
    slots.iter().map(|slot| c.slot(slot)).find(|found| !found.is_empty()).unwrap_or_default()
}

pub(super) fn speak(g: &Ground, cast: &mut Cast, heads: &[usize]) -> Vec<Participant> {
    let t = g.tree();
    let nominal = |h: usize| is_nominal(t.tokens[h].upos) || t.tokens[h].upos == Upos::Det;
    heads.iter().filter(|&&h| nominal(h)).flat_map(|&h| cast.speaker(g.page, g.s, h)).collect()
}

/// Who stands in the slots; unknown ones stay as their words.
pub(super) fn party(g: &Ground, cast: &mut Cast, c: &Clause, slots: &[Slot]) -> Vec<Participant> {
    for slot in slots {
        // "a move that he said …": a relative pronoun is nobody
        let heads: Vec<usize> = c.slot(slot).into_iter().filter(|&h| !g.tree().is_relative(h)).collect();
        let found = speak(g, cast, &heads);
        if !found.is_empty() {
            return found;
        }
    }
    vec![]
}
