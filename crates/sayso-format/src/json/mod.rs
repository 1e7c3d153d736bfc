//! A reading as JSON, schema `sayso/1`: offsets become Unicode code points here.

mod explain;

pub use explain::explanation;

use crate::types::{self, Quote, Word};
use sayso_core::{
    Claim, Document, Event, Evidence, Offsets, Participant, Reading, Span, Statement, TimeRef, event_notation,
};

/// A whole reading in the form of the contract.
pub fn reading(r: &Reading) -> types::Reading<'_> {
    let o = Writer::new(r);
    types::Reading {
        schema: crate::SCHEMA,
        id: &r.id,
        input_id: &r.document.input_id,
        article: o.article(),
        lines: o.lines(),
        actors: r.actors.iter().map(|a| o.actor(a)).collect(),
        statements: r.statements.iter().map(|s| o.statement(s)).collect(),
        events: r.events.iter().map(|e| o.event(e)).collect(),
        warnings: &r.warnings,
    }
}

/// The extraction alone: `article` and `lines`.
pub fn page(r: &Reading) -> types::Page<'_> {
    let o = Writer::new(r);
    types::Page {
        schema: crate::SCHEMA,
        id: &r.id,
        input_id: &r.document.input_id,
        article: o.article(),
        lines: o.lines(),
        warnings: &r.warnings,
    }
}

struct Writer<'a> {
    doc: &'a Document,
    reading: &'a Reading,
    offsets: Offsets,
}

impl<'a> Writer<'a> {
    fn new(reading: &'a Reading) -> Self {
        let doc = &reading.document;
        Writer { doc, reading, offsets: Offsets::new(&doc.text) }
    }

    fn quote(&self, s: Span) -> Quote<'a> {
        Quote { text: self.doc.words(s), start: self.offsets.of(s.start), end: self.offsets.of(s.end) }
    }

    fn article(&self) -> types::Article<'a> {
        let a = &self.doc.article;
        types::Article {
            url: a.url.as_deref(),
            outlet: a.outlet.as_deref(),
            section: a.section.as_deref(),
            title: a.title.as_deref(),
            byline: &a.byline,
            published: a.published.as_deref(),
            updated: a.updated.as_deref(),
            reference_date: a.reference_date.map(|d| d.to_string()),
            language: a.language.as_deref(),
            origin: a.origin.as_ref().map(|o| self.origin(o)),
            chain: a.chain.iter().map(|c| self.link(c)).collect(),
            text: &self.doc.text,
        }
    }

    fn origin(&self, o: &'a sayso_core::Origin) -> types::Origin<'a> {
        types::Origin { outlet: &o.outlet, url: o.url.as_deref(), evidence: self.quote(o.evidence) }
    }

    fn link(&self, c: &'a sayso_core::ChainLink) -> types::ChainLink<'a> {
        let evidence = self.quote(c.evidence);
        types::ChainLink { role: Word(c.role), name: &c.name, url: c.url.as_deref(), evidence }
    }

    fn lines(&self) -> Vec<types::Line<'a>> {
        let line = |l: &'a sayso_core::Line| types::Line {
            kind: Word(l.kind),
            start: self.offsets.of(l.span.start),
            end: self.offsets.of(l.span.end),
            language: l.language.as_deref(),
        };
        self.doc.lines.iter().map(line).collect()
    }

    fn actor(&self, a: &'a sayso_core::Actor) -> types::Actor<'a> {
        let mention = |m: &sayso_core::Mention| types::Mention {
            start: self.offsets.of(m.span.start),
            end: self.offsets.of(m.span.end),
            how: Word(m.how),
        };
        types::Actor {
            id: &a.id,
            entity: &a.entity,
            name: &a.name,
            kind: Word(a.kind),
            country: a.country.as_deref(),
            sector: a.sector.as_deref(),
            role: a.role.as_deref(),
            wikidata: a.wikidata.as_deref(),
            mentions: a.mentions.iter().map(mention).collect(),
        }
    }

    fn id_of(&self, actor: usize) -> &'a str {
        &self.reading.actors[actor].id
    }

    fn participants(&self, who: &[Participant]) -> Vec<types::Participant<'a>> {
        who.iter().map(|p| types::Participant { actor: self.id_of(p.actor), words: self.quote(p.span) }).collect()
    }

    fn speakers(&self, who: &[Participant]) -> Vec<types::Speaker<'a>> {
        let speaker = |p: &Participant| types::Speaker {
            actor: self.id_of(p.actor),
            words: self.quote(p.span),
            unnamed: p.unnamed,
        };
        who.iter().map(speaker).collect()
    }

    fn time(&self, t: TimeRef) -> types::Time<'a> {
        types::Time { words: self.quote(t.span), from: t.from.to_string(), to: t.to.to_string() }
    }

    fn evidence(&self, all: &'a [Evidence]) -> Vec<types::Evidence<'a>> {
        let evidence = |e: &'a Evidence| types::Evidence {
            words: self.quote(e.span),
            sentence: [self.offsets.of(e.sentence.start), self.offsets.of(e.sentence.end)],
            line: e.line,
            rule: &e.rule,
        };
        all.iter().map(evidence).collect()
    }

    fn statement(&self, s: &'a Statement) -> types::Statement<'a> {
        let r = self.reading;
        types::Statement {
            id: &s.id,
            speaker: self.speakers(&s.speaker),
            via: self.speakers(&s.via),
            addressee: self.speakers(&s.addressee),
            cue: s.cue.map(|c| types::Cue { words: self.quote(c.span), class: Word(c.class) }),
            content: s.content.iter().map(|&c| self.quote(c)).collect(),
            form: Word(s.form),
            stance: Word(s.stance),
            negated: s.negated,
            cue_negated: s.cue_negated,
            about: s.about.iter().map(|&e| r.events[e].id.as_str()).collect(),
            denies: s.denies.iter().map(|&d| r.statements[d].id.as_str()).collect(),
            date: s.date.map(|t| self.time(t)),
            place: s.place.map(|p| self.quote(p)),
            evidence: self.evidence(&s.evidence),
        }
    }

    fn claims(&self, all: &[Claim]) -> Vec<types::Claim<'a>> {
        let statement = |c: &Claim| self.reading.statements[c.statement].id.as_str();
        all.iter().map(|c| types::Claim { actor: self.id_of(c.actor), statement: statement(c) }).collect()
    }

    fn event(&self, e: &'a Event) -> types::Event<'a> {
        let place =
            |p: &'a sayso_core::Place| types::Place { words: self.quote(p.span), country: p.country.as_deref() };
        let magnitude = |g: &sayso_core::Magnitude| types::Magnitude {
            kind: Word(g.kind),
            min: g.min,
            max: g.max,
            words: self.quote(g.span),
        };
        types::Event {
            id: &e.id,
            notation: event_notation(self.reading, e),
            kind: Word(e.kind),
            mode: e.mode.map(Word),
            context: e.context.iter().copied().map(Word).collect(),
            quad: e.kind.quad() as u8,
            cameo: e.cameo.as_deref().unwrap_or(e.kind.cameo_root()),
            actor: self.participants(&e.actor),
            recipient: self.participants(&e.recipient),
            cue: self.quote(e.cue),
            status: Word(e.status),
            date: e.date.map(|t| self.time(t)),
            place: e.place.as_ref().map(place),
            magnitude: e.magnitude.iter().map(magnitude).collect(),
            claimed_by: self.claims(&e.claimed_by),
            denied_by: self.claims(&e.denied_by),
            evidence: self.evidence(&e.evidence),
        }
    }
}
