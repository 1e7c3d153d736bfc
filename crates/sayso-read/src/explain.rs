//! Why records stand: the trees they were read from, the rules, and where their actors come from.

use crate::extractors::Extractors;
use crate::{Input, Options, Reader, parsed};
use sayso_core::{
    Actor, ActorKind, Evidence, Explanation, How, Mention, Participant, Reading, Record, Resolved, RuleText, Sentence,
    Span,
};
use sayso_extract::{Pack, Page};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many other rules of a cue are named.
const OTHERS: usize = 12;

impl Reader {
    /// Reads a page and tells of each record why it stands, statements first.
    pub fn explain(&self, input: &Input, options: &Options) -> (Reading, Vec<Explanation>) {
        let reading = self.read(input, options);
        let all = self.explanations(&reading).unwrap_or_default();
        (reading, all)
    }

    /// The same of a reading that was kept; `None` where its language is not known here.
    pub fn explanations(&self, reading: &Reading) -> Option<Vec<Explanation>> {
        let (language, extractor) = self.language(reading.document.article.language.as_deref()?).ok()?;
        let pack = extractor.pack(language.code())?;
        let (page, _) = parsed(&reading.document, pack, language);
        let ground = Ground { reading, pack, page: &page, extractors: &self.extractor };
        let statements = (0..reading.statements.len()).map(Record::Statement);
        let events = (0..reading.events.len()).map(Record::Event);
        Some(statements.chain(events).map(|r| ground.explain(r)).collect())
    }
}

/// What explaining needs at hand.
struct Ground<'a> {
    reading: &'a Reading,
    pack: &'a Pack,
    page: &'a Page<'a>,
    extractors: &'a Extractors,
}

impl Ground<'_> {
    fn explain(&self, record: Record) -> Explanation {
        let evidence = match record {
            Record::Statement(i) => &self.reading.statements[i].evidence,
            Record::Event(i) => &self.reading.events[i].evidence,
        };
        let mut rules: Vec<RuleText> = Vec::new();
        for e in evidence {
            if !rules.iter().any(|r| r.id == e.rule) {
                rules.push(self.rule(&e.rule));
            }
        }
        let trees: Vec<Sentence> = evidence.iter().filter_map(|e| self.tree(e)).collect();
        let others = self.others(record, trees.first(), &rules);
        let status = match record {
            Record::Event(_) => self.status(trees.first()),
            Record::Statement(_) => vec![],
        };
        Explanation { record, trees, rules, who: self.who(record), status, others }
    }

    /// The sentence, or the piece of it, that evidence stands in.
    fn tree(&self, e: &Evidence) -> Option<Sentence> {
        let holds = |s: &&sayso_extract::Sent| s.line == e.line && s.tree.span.intersect(e.span).is_some();
        self.page.sentences.iter().find(holds).map(|s| s.tree.clone())
    }

    /// A rule's own lines; a rule of the program itself has none.
    fn rule(&self, id: &str) -> RuleText {
        let tells = |pack: &Pack| {
            let event = pack.rules.list.iter().find(|r| r.id == id).map(|r| r.kind.as_str());
            let cue = || pack.cues.list.iter().find(|r| r.id == id).map(|r| r.class.as_str());
            event.or_else(cue).unwrap_or_default().to_string()
        };
        let none =
            || RuleText { id: id.into(), file: id.into(), line: None, tells: String::new(), text: String::new() };
        let Some((code, rest)) = id.split_once('/') else { return none() };
        let Some((path, line)) = rest.rsplit_once(':') else { return none() };
        let (path, Ok(line)) = (format!("{path}.toml"), line.parse::<usize>()) else { return none() };
        let Some(text) = self.extractors.text(code, &path) else { return none() };
        let file = format!("lang/{code}/{path}");
        RuleText { id: id.into(), file, line: Some(line), tells: tells(self.pack), text: own_lines(text, line) }
    }

    /// Rules that the words of the cue can meet and that did not read this record.
    fn others(&self, record: Record, tree: Option<&Sentence>, own: &[RuleText]) -> Vec<RuleText> {
        let cue = match record {
            Record::Statement(i) => self.reading.statements[i].cue.map(|c| c.span),
            Record::Event(i) => Some(self.reading.events[i].cue),
        };
        let (Some(cue), Some(t)) = (cue, tree) else { return vec![] };
        let mut found: Vec<String> = Vec::new();
        for i in (0..t.len()).filter(|&i| cue.contains(t.tokens[i].span)) {
            for word in [t.lemma(i).to_lowercase(), t.form(i).to_lowercase()] {
                let ids: Vec<&String> = match record {
                    Record::Event(_) => self.pack.rules.met_by(&word).map(|r| &self.pack.rules.list[r].id).collect(),
                    Record::Statement(_) => self.pack.cues.met_by(&word).map(|r| &self.pack.cues.list[r].id).collect(),
                };
                found.extend(ids.into_iter().cloned());
            }
        }
        let mut seen = BTreeSet::new();
        found.retain(|id| !own.iter().any(|r| &r.id == id) && seen.insert(id.clone()));
        found.truncate(OTHERS);
        found.iter().map(|id| self.rule(id)).collect()
    }

    fn status(&self, tree: Option<&Sentence>) -> Vec<(Span, &'static str)> {
        let Some(t) = tree else { return vec![] };
        let words = &self.pack.rules.status;
        let telling = |i| words.telling(&t.form(i).to_lowercase(), t.lemma(i)).map(|w| (t.tokens[i].span, w));
        (0..t.len()).filter_map(telling).collect()
    }

    fn who(&self, record: Record) -> Vec<Resolved> {
        let parts: Vec<(&'static str, &[Participant])> = match record {
            Record::Statement(i) => {
                let s = &self.reading.statements[i];
                vec![("speaker", &s.speaker), ("via", &s.via), ("addressee", &s.addressee)]
            }
            Record::Event(i) => {
                let e = &self.reading.events[i];
                vec![("actor", &e.actor), ("recipient", &e.recipient)]
            }
        };
        parts.into_iter().flat_map(|(part, all)| all.iter().map(move |p| self.resolved(part, p))).collect()
    }

    fn resolved(&self, part: &'static str, p: &Participant) -> Resolved {
        let a = &self.reading.actors[p.actor];
        let at = a.mentions.iter().filter(|m| m.span.intersect(p.span).is_some());
        let how = at.max_by_key(|m| m.span == p.span).map(|m| m.how);
        let text = &self.reading.document.text;
        let words = p.span.of(text);
        let full = a.mentions.iter().filter(|m| matches!(m.how, How::Name | How::Title));
        let best = |m: &&Mention| (m.span.of(text) == a.name, m.span.end - m.span.start, Reverse(m.span.start));
        let named = full.max_by_key(best).map(|m| m.span).filter(|n| !words.contains(n.of(text)));
        let named = named.filter(|_| a.kind == ActorKind::Person || how != Some(How::Name));
        Resolved { part, actor: p.actor, span: p.span, how, named, listed: self.listed(a) }
    }

    /// The first line of the lists that has the actor's key.
    fn listed(&self, a: &Actor) -> Option<String> {
        ["people.tsv", "actors.tsv"].into_iter().find_map(|file| {
            let text = self.extractors.text("und", file)?;
            let line = text.lines().position(|l| l.split('\t').next() == Some(&a.entity))?;
            Some(format!("lang/und/{file}:{}", line + 1))
        })
    }
}

/// The lines of a rule from `line` (from 1) on, up to its examples or the next rule.
fn own_lines(text: &str, line: usize) -> String {
    let mut out: Vec<&str> = Vec::new();
    for l in text.lines().skip(line - 1) {
        let next = l.starts_with("[[") && !out.is_empty();
        if next || l.starts_with("example") || (l.starts_with('#') && !out.is_empty()) {
            break;
        }
        out.push(l);
    }
    out.join("\n").trim_end().to_string()
}
