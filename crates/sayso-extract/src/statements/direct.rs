//! Quotations and their cues, by where they stand: `"…," Oakes told parliament.`, `Oakes said: "…"`,
//! quotations that go on after the cue or in the next paragraph.
//!
//! Trees over quoted sentences are often wrong where marks, commas and cues meet; the order of
//! the words is not. So the words between two quotations are searched for a cue first, and the
//! tree tells only who of them speaks.

use super::rules::Key;
use super::{Draft, draft};
use crate::actors::is_nominal;
use crate::dates::Times;
use crate::quotes::Quote;
use crate::rules::Voice;
use crate::{Cast, Pack, Page};
use rustc_hash::FxHashMap;
use sayso_core::{Cue, CueClass, Deprel, LineKind, Participant, Sentence, Span, Stance, Upos};
use std::ops::Range;

/// How many quotations or sentences of a paragraph lie at most between a quotation and its cue.
const NEAR: usize = 24;

/// A word of the page: sentence and index.
type Word = (usize, usize);

/// The quotations of one line among its words.
struct Row {
    line: usize,
    words: Vec<Word>,
    /// Index of the quotation, and which words it holds.
    quotes: Vec<(usize, Range<usize>)>,
}

/// Gives each quotation that is speech to a statement; tells which quotations are used.
pub fn attach(pack: &Pack, page: &Page, cast: &mut Cast, times: &Times, drafts: &mut Vec<Draft>) -> Vec<bool> {
    let rows = rows(page);
    let mut of_cue = FxHashMap::default();
    let mut in_sentence = vec![vec![]; page.sentences.len()];
    for (i, d) in drafts.iter().enumerate() {
        in_sentence[d.cue.0].push(i);
        of_cue.entry(d.cue).or_insert(i);
    }
    let mut a = Attach { pack, page, cast, times, drafts, of_cue, in_sentence, of: vec![None; page.quotes.len()] };
    for row in &rows {
        a.overlapping(row);
        a.adjoining(row);
        a.tagged(row);
        a.beside(row);
    }
    a.following(&rows);
    a.of.iter().map(Option::is_some).collect()
}

struct Attach<'a> {
    pack: &'a Pack,
    page: &'a Page<'a>,
    cast: &'a mut Cast,
    times: &'a Times,
    drafts: &'a mut Vec<Draft>,
    /// The draft of each cue.
    of_cue: FxHashMap<Word, usize>,
    /// The drafts whose cue stands in each sentence.
    in_sentence: Vec<Vec<usize>>,
    /// The draft that each quotation belongs to.
    of: Vec<Option<usize>>,
}

fn rows(page: &Page) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![];
    for (s, sent) in page.sentences.iter().enumerate() {
        if rows.last().is_none_or(|r| r.line != sent.line) {
            rows.push(Row { line: sent.line, words: vec![], quotes: vec![] });
        }
        let row = rows.last_mut().expect("just pushed");
        row.words.extend((0..sent.tree.len()).map(|w| (s, w)));
    }
    for row in &mut rows {
        let from = page.quotes.partition_point(|q| q.line < row.line);
        for (i, q) in page.quotes.iter().enumerate().skip(from).take_while(|(_, q)| q.line == row.line) {
            let at = |&(s, w): &Word| page.sentences[s].tree.tokens[w].span;
            let from = row.words.partition_point(|x| at(x).end <= q.outer.start);
            let to = row.words.partition_point(|x| at(x).start < q.outer.end);
            row.quotes.push((i, from..to.max(from)));
        }
    }
    rows
}

impl Attach<'_> {
    fn span(&self, (s, w): Word) -> Span {
        self.page.sentences[s].tree.tokens[w].span
    }

    fn quote(&self, i: usize) -> &Quote {
        &self.page.quotes[i]
    }

    /// The sentences of a row, of a long one those that a span touches.
    fn sentences_of(&self, row: &Row, span: Span) -> Range<usize> {
        match (row.words.first(), row.words.last()) {
            (Some(a), Some(b)) if b.0 - a.0 < NEAR => a.0..b.0 + 1,
            _ => self.page.sentences_over(span),
        }
    }

    /// Content that a cue already has and that reaches into a quotation takes all of it.
    fn overlapping(&mut self, row: &Row) {
        for (i, _) in &row.quotes {
            let q = *self.quote(*i);
            let outside = |d: &Draft| d.statement.cue.is_none_or(|c| !q.inner.contains(c.span));
            let goes_on = |c: &Span| {
                // "expects them to “stay”"
                let gap = c.end <= q.outer.start && q.outer.start <= c.end + 1;
                usize::from(gap && !is_sentence_start(self.page, &q))
            };
            let shared = |d: &Draft| {
                let parts = d.statement.content.iter();
                parts.map(|c| c.intersect(q.inner).map_or_else(|| goes_on(c), |x| x.len())).sum::<usize>()
            };
            let size = |d: &Draft| d.statement.content.iter().map(|c| c.len()).sum::<usize>();
            let all = self.sentences_of(row, q.outer).flat_map(|s| &self.in_sentence[s]).map(|&i| (i, &self.drafts[i]));
            let best = all.filter(|(_, d)| outside(d) && shared(d) > 0);
            let Some((at, _)) = best.min_by_key(|(i, d)| (size(d), *i)) else { continue };
            // a sentence of its own, of which the tree has but a piece, is found by its place instead
            if shared(&self.drafts[at]) * 2 < q.inner.len() && is_sentence(self.page, &q) {
                continue;
            }
            for c in &mut self.drafts[at].statement.content {
                if c.intersect(q.inner).is_some() || goes_on(c) > 0 {
                    *c = c.cover(q.inner);
                }
            }
            super::join(&mut self.drafts[at].statement.content);
            self.of[*i] = Some(at);
        }
    }

    /// "added that it would only pour “oil on the fire”": words in marks right behind what a cue has.
    fn adjoining(&mut self, row: &Row) {
        let text = &self.page.document.text;
        for (i, _) in &row.quotes {
            let q = *self.quote(*i);
            if self.of[*i].is_some() {
                continue;
            }
            let gap =
                |c: &Span| c.end <= q.outer.start && text[c.end as usize..q.outer.start as usize].trim().is_empty();
            let here = |d: &Draft| d.takes_quotes && d.statement.content.iter().any(gap);
            let mut near = self.sentences_of(row, q.outer).flat_map(|s| &self.in_sentence[s]).copied();
            let found = near.find(|&d| here(&self.drafts[d]));
            let Some(d) = found.filter(|_| !is_sentence(self.page, &q)) else { continue };
            for c in self.drafts[d].statement.content.iter_mut().filter(|c| gap(c)) {
                *c = c.cover(q.inner);
            }
            self.of[*i] = Some(d);
        }
    }

    /// Quotations with a cue right behind or right before them.
    fn tagged(&mut self, row: &Row) {
        for k in 0..row.quotes.len() {
            let (i, range) = (row.quotes[k].0, row.quotes[k].1.clone());
            let behind = self.behind(row, k, &range);
            let found = match behind {
                Some(tag) => self.cue_in(row, tag.clone(), true).map(|c| (c, tag)),
                None => None,
            };
            let found =
                found.filter(|((at, _), _)| !(self.has_words(row.words[*at]) && self.is_awaited(row, k, &range)));
            let lead = if found.is_none() { self.before(row, k, &range) } else { None };
            let behind = found.is_some();
            if let Some(d) = lead.as_ref().and_then(|tag| self.named_before(row, tag.clone())) {
                self.give(i, d);
                continue;
            }
            let found = found.or_else(|| {
                let tag = lead?;
                self.cue_in(row, tag.clone(), false).map(|c| (c, tag))
            });
            let Some(((at, key), tag)) = found else { continue };
            if self.of[i].is_some_and(|d| self.drafts[d].cue == row.words[at]) {
                continue;
            }
            if self.of[i].is_some() && !is_sentence(self.page, self.quote(i)) {
                continue;
            }
            let d = self.draft_at(row, at, key, tag.clone());
            if behind {
                self.clear(row, d, &tag);
            }
            self.cut(row, d, tag, at);
            self.give(i, d);
        }
    }

    /// `“…,” said Palmer, a native of Lima who …`: nothing that stands behind the quotation is told.
    fn clear(&mut self, row: &Row, d: usize, tag: &Range<usize>) {
        let words = self.span(row.words[tag.start]).cover(self.span(row.words[tag.end - 1]));
        let content = &mut self.drafts[d].statement.content;
        let behind: Vec<Span> = content.extract_if(.., |c| words.contains(Span::at(c.start, c.start + 1))).collect();
        let quotes = behind.iter().flat_map(|c| self.page.quotes_over(*c).iter().map(move |q| (c, q.inner)));
        content.extend(quotes.filter(|(c, q)| c.contains(*q) && c.start + 2 >= q.start).map(|(_, q)| q));
    }

    /// Whether the cue has words of its own to tell.
    fn has_words(&self, cue: Word) -> bool {
        self.of_cue.get(&cue).map(|&d| &self.drafts[d].statement.content).is_some_and(|content| {
            let quoted = |c: &Span| self.page.quotes_over(*c).iter().any(|q| q.inner.intersect(*c).is_some());
            !content.is_empty() && !content.iter().any(quoted)
        })
    }

    /// Whether a cue before the quotation has a speaker and waits for words.
    fn is_awaited(&mut self, row: &Row, k: usize, range: &Range<usize>) -> bool {
        let Some(tag) = self.before(row, k, range) else { return false };
        let Some((at, _)) = self.cue_in(row, tag, false) else { return false };
        let cue = row.words[at];
        let draft = self.of_cue.get(&cue).map(|&d| &self.drafts[d].statement);
        draft.is_some_and(|st| st.content.is_empty() && !st.speaker.is_empty())
    }

    /// Words between quotation and cue are no content.
    fn cut(&mut self, row: &Row, d: usize, tag: Range<usize>, at: usize) {
        let tag = if tag.end <= at { return } else { self.span(row.words[tag.start]).cover(self.span(row.words[at])) };
        let statement = &mut self.drafts[d].statement;
        let speaks = statement.speaker.iter().any(|p| tag.contains(p.span));
        if !speaks {
            return;
        }
        for c in &mut statement.content {
            if c.start < tag.start && tag.start < c.end {
                c.end = tag.start;
                *c = c.trimmed(&self.page.document.text);
            }
        }
        statement.content.retain(|c| !c.is_empty() && !tag.contains(*c));
    }

    /// `Philip Bump: "…"`: all name between the last stop or dash and the colon.
    fn named_before(&mut self, row: &Row, tag: Range<usize>) -> Option<usize> {
        let form = |j: usize| {
            let (s, w) = row.words[j];
            self.page.sentences[s].tree.form(w)
        };
        let colon = tag.end.checked_sub(1).filter(|&j| matches!(form(j), ":" | "："))?;
        let start = tag.clone().rev().skip(1).find(|&j| matches!(form(j), "-" | "–" | "—" | "|"));
        let start = start.map_or(tag.start, |j| j + 1);
        if start >= colon || colon - start > 9 {
            return None;
        }
        let &(s, first) = &row.words[start];
        let t = &self.page.sentences[s].tree;
        let name = |j: usize| {
            row.words[j].0 == s
                && matches!(
                    t.tokens[row.words[j].1].upos,
                    Upos::Propn | Upos::Noun | Upos::Adj | Upos::Adp | Upos::Punct | Upos::Det
                )
        };
        let proper = (start..colon).any(|j| t.tokens[row.words[j].1].upos == Upos::Propn);
        if !proper || !(start..colon).all(name) {
            return None;
        }
        let speaker = self.phrase(row, start..colon, colon);
        if speaker.is_empty() {
            return None;
        }
        let mut d = draft(self.page, (s, first), "und/statements/colon", None, Stance::Assert, speaker);
        d.takes_quotes = true;
        Some(self.add(d))
    }

    /// The words between a quotation that a comma, question mark or dash ends and the end of the sentence.
    fn behind(&self, row: &Row, k: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let q = self.quote(row.quotes[k].0);
        if q.open || !is_sentence(self.page, q) && !ends_with_comma(self.page, q) {
            return None;
        }
        let limit = row.quotes.get(k + 1).map_or(row.words.len(), |(_, r)| r.start);
        let end = (range.end..limit).find(|&j| self.is_end(row.words[j])).unwrap_or(limit);
        let tag = range.end..end;
        let inner = self.page.words(q.inner);
        let goes_on = ends_with_comma(self.page, q) || inner.ends_with(['?', '!', '…', '—', '–', '-']);
        let short = inner.ends_with(['.', '。']) && self.is_afterthought(row, k, &tag);
        let other = goes_on && !ends_with_comma(self.page, q) && self.is_led(row, k) && self.leads_on(row, k, &tag);
        (!tag.is_empty() && (goes_on || short) && !other).then_some(tag)
    }

    /// `Oakes asked, “…”`: a cue stands right before the quotation.
    fn is_led(&self, row: &Row, k: usize) -> bool {
        let start = row.quotes[k].1.start;
        start.checked_sub(2).is_some_and(|j| row.words[j..start].iter().any(|&w| self.key_at(w, true).is_some()))
    }

    /// Whether the next quotation stands right behind some words.
    fn leads_on(&self, row: &Row, k: usize, tag: &Range<usize>) -> bool {
        row.quotes.get(k + 1).is_some_and(|(_, r)| r.start <= tag.end + 1)
    }

    /// `“We must go.” The minister said.`: a sentence that is all speaker and cue of saying, and
    /// leads to no other quotation, where none stands before the one it follows.
    fn is_afterthought(&self, row: &Row, k: usize, tag: &Range<usize>) -> bool {
        let Some(&last) = row.words[tag.clone()].last() else { return false };
        let says = self.key_at(last, false).map(|r| &self.pack.cues.list[r]);
        let first = tag.start + 1 == tag.end || self.key_at(row.words[tag.start], false).is_some();
        let class = says.is_some_and(|r| r.class == CueClass::Say) || first;
        tag.len() <= 7 && !self.is_led(row, k) && !self.leads_on(row, k, tag) && class
    }

    /// The words of the same sentence before a quotation.
    fn before(&self, row: &Row, k: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let limit = k.checked_sub(1).map_or(0, |j| row.quotes[j].1.end);
        let start = (limit..range.start).rev().find(|&j| self.is_end(row.words[j])).map_or(limit, |j| j + 1);
        let q = self.quote(row.quotes[k].0);
        let lead = self.page.document.text[..q.outer.start as usize].trim_end();
        let last = row.words.get(range.start.checked_sub(1)?)?;
        let t = &self.page.sentences[last.0].tree;
        let joint = lead.ends_with([':', ',', '：', '，', '—', '–']);
        let bridge = self.pack.cues.bridges.contains(&t.form(last.1).to_lowercase());
        let cue = self.key_at(*last, true).is_some();
        let long = is_sentence(self.page, q) && !is_name(self.page, q);
        if is_name(self.page, q) && !(cue || joint && self.is_led(row, k)) {
            return None;
        }
        (start < range.start && (joint || bridge || cue || long)).then_some(start..range.start)
    }

    fn is_end(&self, (s, w): Word) -> bool {
        let t = &self.page.sentences[s].tree;
        t.tokens[w].upos == Upos::Punct && matches!(t.form(w), "." | "!" | "?" | "。" | "！" | "？" | ";")
    }

    /// The cue among some words: the first behind a quotation, the last before one.
    fn cue_in(&self, row: &Row, tag: Range<usize>, first: bool) -> Option<(usize, usize)> {
        let found: Vec<(usize, usize)> = tag.filter_map(|j| Some((j, self.key_at(row.words[j], false)?))).collect();
        let relative = |&(j, _): &(usize, usize)| {
            let (s, w) = row.words[j];
            self.page.sentences[s].tree.tokens[w].deprel.subtype() == "relcl"
        };
        let mut main = found.iter().filter(|x| !relative(x));
        let best = if first { main.next() } else { main.next_back() };
        best.or(if first { found.first() } else { found.last() }).copied()
    }

    /// The rule of a verb that takes quotations, whatever the tagger takes the word for.
    fn key_at(&self, (s, w): Word, any: bool) -> Option<usize> {
        let t = &self.page.sentences[s].tree;
        let upos = t.tokens[w].upos;
        let compound = w > 0 && t.form(w - 1) == "-" && !t.tokens[w - 1].space_after;
        let verb = matches!(upos, Upos::Verb | Upos::Aux);
        if compound || !verb && !any && !is_misread_verb(t, w) {
            return None;
        }
        let (low, lemma) = (t.form(w).to_lowercase(), t.lemma(w).to_lowercase());
        let follows = |k: &&Key| {
            let rest = k.rest.iter().enumerate();
            rest.clone().all(|(n, r)| w + 1 + n < t.len() && t.form(w + 1 + n).eq_ignore_ascii_case(r))
        };
        let table = &self.pack.cues.verbs;
        let keys = table.get(lemma.as_str()).into_iter().chain(table.get(low.as_str())).flatten();
        let rule = |k: &Key| &self.pack.cues.list[k.rule];
        // "“…,” the world is urged to …": who stands before a passive verb does not speak
        let told = |k: &&Key| {
            let draft = self.of_cue.get(&(s, w)).map(|&d| &self.drafts[d].statement);
            k.voice != Voice::Passive || draft.is_some_and(|st| !st.speaker.is_empty())
        };
        let fits = keys.filter(|k| rule(k).quote).filter(follows).filter(told);
        fits.max_by_key(|k| k.rest.len()).map(|k| k.rule)
    }

    /// The draft of the cue at `row.words[at]`, made where there is none.
    fn draft_at(&mut self, row: &Row, at: usize, rule: usize, tag: Range<usize>) -> usize {
        let cue = row.words[at];
        let known = self.of_cue.get(&cue).copied();
        if let Some(d) = known.filter(|&d| !self.drafts[d].statement.speaker.is_empty()) {
            return d;
        }
        if let Some(d) = known.filter(|&d| self.drafts[d].passive) {
            return d;
        }
        let speaker = self.speaker(row, at, tag);
        if let Some(d) = known {
            let st = &mut self.drafts[d].statement;
            st.addressee.retain(|a| speaker.iter().all(|p| p.actor != a.actor));
            st.speaker = speaker;
            return d;
        }
        let rule = &self.pack.cues.list[rule];
        let span = self.span(cue);
        let mut d = draft(self.page, cue, &rule.id, Some(Cue { span, class: rule.class }), rule.stance, speaker);
        d.takes_quotes = true;
        d.statement.date = self.times.of_clause(&self.page.sentences[cue.0].tree, cue.0, cue.1);
        self.add(d)
    }

    fn add(&mut self, d: Draft) -> usize {
        let at = self.drafts.len();
        self.of_cue.entry(d.cue).or_insert(at);
        self.in_sentence[d.cue.0].push(at);
        self.drafts.push(d);
        at
    }

    /// Who speaks: the noun phrase between quotation and cue, else the one behind the cue.
    fn speaker(&mut self, row: &Row, at: usize, tag: Range<usize>) -> Vec<Participant> {
        let left = self.phrase(row, tag.start..at, at);
        if !left.is_empty() {
            return left;
        }
        self.phrase(row, at + 1..tag.end, at)
    }

    /// The first noun phrase among some words that names somebody, else the first at all, as
    /// speaker of the cue at `row.words[cue]`.
    fn phrase(&mut self, row: &Row, range: Range<usize>, cue: usize) -> Vec<Participant> {
        let words = &row.words[range.clone()];
        let inside = |s: usize, w: usize| words.contains(&(s, w));
        let mut spare = None;
        let (at, verb) = row.words[cue];
        let subject = |&(s, w): &Word| {
            let t = &self.page.sentences[s].tree;
            s == at && t.head(w) == Some(verb) && t.rel(w) == Deprel::Nsubj && w.abs_diff(verb) <= 3
        };
        // "The next day, *her office* wrote": the subject goes before what else is named
        let near = words.iter().filter(|x| subject(x)).chain(words.iter().filter(|x| !subject(x)));
        for &(s, w) in near {
            let t = &self.page.sentences[s].tree;
            let capital = |x: usize| {
                let word = matches!(t.tokens[x].upos, Upos::Verb | Upos::Intj | Upos::Adv) && x + 1 < t.len();
                (x > 0 || word && t.tokens[x].upos != Upos::Adv) && t.form(x).starts_with(char::is_uppercase)
            };
            let nominal = |x: usize| is_nominal(t.tokens[x].upos) && t.tokens[x].upos != Upos::Num || capital(x);
            if !nominal(w) || t.rel(w) == Deprel::Punct {
                continue;
            }
            let mut top = w;
            while let Some(h) = t.head(top).filter(|&h| inside(s, h) && nominal(h)) {
                top = h;
            }
            let tied = matches!(t.rel(top), Deprel::Obl | Deprel::Nmod) && t.child(top, Deprel::Case).is_some();
            if tied {
                continue;
            }
            if !self.cast.who(self.page, s, top).is_empty() {
                let mut found = self.cast.speaker(self.page, s, top);
                let stretch = self.span(words[0]).cover(self.span(words[words.len() - 1]));
                let (at, cue) = row.words[cue];
                for p in &mut found {
                    p.span = p.span.intersect(stretch).unwrap_or(p.span).trimmed(&self.page.document.text);
                    if at == s {
                        p.span = super::speaker::fit(t, p.span, top, cue);
                    }
                }
                return found;
            }
            spare.get_or_insert((s, top));
        }
        let Some((s, top)) = spare else { return vec![] };
        let mut found = self.cast.speaker(self.page, s, top);
        let (at, w) = row.words[cue];
        let t = &self.page.sentences[s].tree;
        found.iter_mut().filter(|_| at == s).for_each(|p| p.span = super::speaker::fit(t, p.span, top, w));
        found
    }

    fn give(&mut self, quote: usize, d: usize) {
        if let Some(old) = self.of[quote].replace(d).filter(|&old| old != d) {
            let q = self.page.quotes[quote].inner;
            self.drafts[old].statement.content.retain(|c| c.intersect(q).is_none());
        }
        let q = self.page.quotes[quote].inner;
        let content = &mut self.drafts[d].statement.content;
        let behind = content.last().is_none_or(|c| c.end < q.start);
        content.push(q);
        if !behind {
            super::join(content);
        }
    }

    /// Sentences in quotation marks without a cue of their own go with the one before them in
    /// the paragraph, else with the one behind.
    fn beside(&mut self, row: &Row) {
        for k in 0..row.quotes.len() {
            let i = row.quotes[k].0;
            if self.of[i].is_some() {
                continue;
            }
            if !stands_alone(self.page, self.quote(i)) {
                if let Some(d) = self.same_sentence(row, k) {
                    self.give(i, d);
                }
                continue;
            }
            let speech = |&j: &usize| self.of[j].filter(|&d| self.drafts[d].takes_quotes);
            let whole = |j: &usize| is_sentence(self.page, self.quote(*j));
            let left = || row.quotes[..k].iter().rev().take(NEAR);
            let before = left().filter(|(j, _)| whole(j)).find_map(|(j, _)| speech(j));
            let before = before.or_else(|| left().find_map(|(j, _)| speech(j)));
            let before = before.or_else(|| self.cue_before(row, k));
            let found = before.or_else(|| row.quotes[k + 1..].iter().take(NEAR).find_map(|(j, _)| speech(j)));
            if let Some(d) = found {
                self.give(i, d);
            }
        }
    }

    /// `stressed it is “not aimed at anybody” but rather “a factor of stability”`: no end and no cue lies
    /// between the two.
    fn same_sentence(&self, row: &Row, k: usize) -> Option<usize> {
        let (j, range) = &row.quotes[k.checked_sub(1)?];
        let d = self.of[*j].filter(|&d| self.drafts[d].takes_quotes && !self.drafts[d].statement.speaker.is_empty())?;
        let between = range.end..row.quotes[k].1.start;
        let led = self.drafts[d].statement.cue.is_some_and(|c| c.span.start < self.quote(*j).outer.start);
        let plain = |x: usize| !self.is_end(row.words[x]) && self.key_at(row.words[x], false).is_none();
        (led && between.len() <= 6 && between.clone().all(plain)).then_some(d)
    }

    /// The last cue of speech before the quotation in its paragraph, where somebody speaks:
    /// `She called it a lie. "We saw nothing."`
    fn cue_before(&self, row: &Row, k: usize) -> Option<usize> {
        let start = self.quote(row.quotes[k].0).outer.start;
        let end_of = |d: usize| self.drafts[d].statement.cue.map(|c| c.span.end).filter(|&end| end <= start);
        let speaks = |&d: &usize| self.drafts[d].takes_quotes && !self.drafts[d].statement.speaker.is_empty();
        let last = self.page.sentences_over(Span::at(start, start + 1)).next()?;
        let near = (0..=last).rev().take_while(|&s| self.page.sentences[s].line == row.line).take(NEAR);
        let found = near.flat_map(|s| &self.in_sentence[s]).copied().filter(speaks);
        found.filter_map(|d| Some((end_of(d)?, d))).max().map(|(_, d)| d)
    }

    /// Paragraphs that are all quotation go on from the paragraph before, or wait for the cue in the next.
    fn following(&mut self, rows: &[Row]) {
        for n in 0..rows.len() {
            let Some((i, _)) = rows[n].quotes.first().filter(|(i, _)| self.of[*i].is_none()) else { continue };
            let q = *self.quote(*i);
            let line = &self.page.document.lines[q.line];
            if line.kind != LineKind::Body || q.outer.start > line.story.start + 1 {
                continue;
            }
            let whole = q.outer.end + 2 >= line.story.end;
            let own = rows[n].quotes.iter().any(|(j, _)| self.of[*j].is_some());
            if own || !(whole || stands_alone(self.page, &q)) {
                continue;
            }
            let before = n.checked_sub(1).and_then(|m| self.last_speech(&rows[m]));
            let next = || rows.get(n + 1).filter(|r| q.open && r.quotes.first().is_some_and(|(_, r)| r.start == 0));
            let found = before.or_else(|| next().and_then(|r| r.quotes.iter().find_map(|(j, _)| self.of[*j])));
            let Some(d) = found else { continue };
            for (j, _) in &rows[n].quotes {
                if self.of[*j].is_none() && (*j == *i || stands_alone(self.page, self.quote(*j))) {
                    self.give(*j, d);
                }
            }
        }
    }

    /// Who a paragraph leaves speaking: the statement of its last quotation where that ends the
    /// paragraph or only its cue stands behind it, or a cue with a colon at its end.
    fn last_speech(&mut self, row: &Row) -> Option<usize> {
        if self.page.document.lines[row.line].kind != LineKind::Body {
            return None;
        }
        let line = self.page.words(self.page.document.lines[row.line].span);
        if line.ends_with([':', '：']) {
            let end = row.words.len();
            let limit = row.quotes.last().map_or(0, |(_, r)| r.end);
            let start = (limit..end).rev().find(|&j| self.is_end(row.words[j])).map_or(limit, |j| j + 1);
            let (at, rule) = self.cue_in(row, start..end, false)?;
            return Some(self.draft_at(row, at, rule, start..end));
        }
        let (i, range) = row.quotes.last()?;
        let d = self.of[*i].filter(|&d| self.drafts[d].takes_quotes)?;
        let rest = range.end..row.words.len();
        let ends = rest.filter(|&j| self.is_end(row.words[j])).count();
        (ends <= 1).then_some(d)
    }
}

/// "Viguerie notes.": a noun that ends its clause right behind a name or pronoun; "said" and the
/// like read as an adjective.
fn is_misread_verb(t: &Sentence, w: usize) -> bool {
    let upos = t.tokens[w].upos;
    let capital = |i: usize| t.form(i).starts_with(char::is_uppercase) && t.tokens[i].upos != Upos::Det;
    let subject = w > 0 && (matches!(t.tokens[w - 1].upos, Upos::Propn | Upos::Pron) || capital(w - 1));
    let first = w == 0 || t.tokens[w - 1].upos == Upos::Punct;
    let ends = w + 1 >= t.len() || matches!(t.tokens[w + 1].upos, Upos::Punct | Upos::Adp | Upos::Sconj);
    match upos {
        Upos::Noun | Upos::Propn => subject && ends,
        Upos::Adj | Upos::X => subject || first,
        _ => false,
    }
}

fn words_in(page: &Page, q: &Quote) -> usize {
    page.words(q.inner).split_whitespace().count()
}

/// Whether the words in the marks are a sentence, not a word or phrase.
fn is_sentence(page: &Page, q: &Quote) -> bool {
    let inner = page.words(q.inner);
    let unspaced = inner.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count() >= 5;
    let capital = inner.chars().next().is_some_and(|c| !c.is_lowercase());
    unspaced || words_in(page, q) >= 5 || words_in(page, q) >= 2 && capital && inner.ends_with(['.', '!', '?', ','])
}

fn is_sentence_start(page: &Page, q: &Quote) -> bool {
    page.words(q.inner).chars().next().is_some_and(char::is_uppercase)
}

/// "''An American Son''", "The Apprentice": the name of a book, film or show, not speech.
fn is_name(page: &Page, q: &Quote) -> bool {
    let words: Vec<&str> = page.words(q.inner).split_whitespace().collect();
    let small = |w: &&str| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    let light = |w: &&str| w.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    let ended = page.words(q.inner).ends_with(['!', '?', '…']);
    let headline = crate::guise::is_title_case(page.document, q.line);
    !headline && (2..=8).contains(&words.len()) && !ended && !words.iter().any(|w| small(w) && !light(w))
}

fn ends_with_comma(page: &Page, q: &Quote) -> bool {
    page.words(q.inner).ends_with([',', '，'])
        || page.document.text[q.outer.end as usize..].trim_start_matches(' ').starts_with([',', '，'])
}

/// Whether the quotation makes whole sentences: begins and ends as one.
fn stands_alone(page: &Page, q: &Quote) -> bool {
    let text = &page.document.text;
    let before = text[..q.outer.start as usize].trim_end_matches([' ', '\u{a0}']);
    let begins = before.is_empty() || before.ends_with(['\n', '.', '!', '?', '”', '"', '…', ':', '»', ',', '’']);
    let inner = page.words(q.inner);
    let capital = inner.chars().next().is_some_and(|c| !c.is_lowercase());
    let ended = inner.ends_with(['.', '!', '?', '…', ',', '。'])
        || text[q.outer.end as usize..].starts_with(['.', '!', '?', '\n'])
        || q.open;
    begins && capital && ended && words_in(page, q) >= 2
}
