//! A reading becomes rows.

use super::{
    Actor, Article, CLAIMED, CONTRADICTED, CUE_NEGATED, DENIED, Event, EventDetail, Evidence, Line, Member, More,
    NEGATED, Part, Rows, Statement, StatementDetail, Stretch, TEASER,
};
use crate::{days, ident};
use sayso_core::{self as core, How, LineKind, Offsets, Reading, Span, TimeRef};

impl Rows {
    /// Everything in a reading but its id, its text and its address.
    pub fn of(reading: &Reading) -> Rows {
        let mut maker = Maker { reading, offsets: Offsets::new(&reading.document.text), rules: Vec::new() };
        let statements = reading.statements.iter().enumerate().map(|(i, s)| maker.statement(i, s)).collect();
        let events = reading.events.iter().map(|e| maker.event(e)).collect();
        let cast = reading.actors.iter().map(|a| maker.member(a)).collect();
        let (article, lines) = (maker.article(), maker.lines());
        Rows { article, lines, cast, statements, events, rules: maker.rules }
    }
}

struct Maker<'a> {
    reading: &'a Reading,
    offsets: Offsets,
    rules: Vec<String>,
}

impl Maker<'_> {
    fn at(&self, span: Span) -> Stretch {
        (self.offsets.of(span.start), self.offsets.of(span.end))
    }

    fn article(&self) -> Article {
        let a = &self.reading.document.article;
        let link = |c: &core::ChainLink| {
            let (start, end) = self.at(c.evidence);
            (c.role.as_str().to_string(), c.name.clone(), c.url.clone(), start, end)
        };
        let origin = a.origin.as_ref().map(|o| {
            let (start, end) = self.at(o.evidence);
            (o.outlet.clone(), o.url.clone(), start, end)
        });
        Article {
            day: a.reference_date.map(days::number),
            url: a.url.clone(),
            language: a.language.clone(),
            outlet: a.outlet.clone(),
            section: a.section.clone(),
            title: a.title.clone(),
            published: a.published.clone(),
            updated: a.updated.clone(),
            more: More {
                byline: a.byline.clone(),
                origin,
                chain: a.chain.iter().map(link).collect(),
                warnings: self.reading.warnings.clone(),
            },
        }
    }

    fn lines(&self) -> Vec<Line> {
        let line = |l: &core::Line| {
            let ((start, end), (first, last)) = (self.at(l.span), self.at(l.story));
            (l.kind.as_str().to_string(), start, end, first, last, l.language.clone())
        };
        self.reading.document.lines.iter().map(line).collect()
    }

    fn member(&self, a: &core::Actor) -> Member {
        let mention = |m: &core::Mention| {
            let (start, end) = self.at(m.span);
            [start, end, how(m.how)]
        };
        let actor = Actor {
            code: a.id.clone(),
            entity: a.entity.clone(),
            name: a.name.clone(),
            kind: a.kind.as_str().to_string(),
            country: a.country.clone(),
            sector: a.sector.clone(),
            role: a.role.clone(),
            wikidata: a.wikidata.clone(),
        };
        Member { actor, mentions: a.mentions.iter().flat_map(mention).collect() }
    }

    fn parts(&self, who: &[core::Participant]) -> Vec<Part> {
        let part = |p: &core::Participant| {
            let (start, end) = self.at(p.span);
            Part(p.actor as u32, start, end, u8::from(p.unnamed))
        };
        who.iter().map(part).collect()
    }

    fn evidence(&mut self, all: &[core::Evidence]) -> Vec<Evidence> {
        let mut out = Vec::with_capacity(all.len());
        for e in all {
            let rule = self.rules.iter().position(|r| *r == e.rule).unwrap_or_else(|| {
                self.rules.push(e.rule.clone());
                self.rules.len() - 1
            });
            let ((start, end), (first, last)) = (self.at(e.span), self.at(e.sentence));
            out.push(Evidence(start, end, first, last, e.line as u32, rule as i64));
        }
        out
    }

    /// Whether all that a record stands on are headlines of other stories.
    fn teaser(&self, evidence: &[core::Evidence]) -> i64 {
        let lines = &self.reading.document.lines;
        let teaser = |e: &core::Evidence| lines.get(e.line).is_some_and(|l| l.kind == LineKind::Teaser);
        if !evidence.is_empty() && evidence.iter().all(teaser) { TEASER } else { 0 }
    }

    /// The day of a record: its own, else that of the page; 0 where neither is known.
    fn day(&self, date: Option<TimeRef>) -> i64 {
        let day = date.map(|t| t.from).or(self.reading.document.article.reference_date);
        day.map_or(0, days::number)
    }

    fn statement(&mut self, i: usize, s: &core::Statement) -> Statement {
        let denied = self.reading.statements.iter().any(|other| other.denies.contains(&i));
        let flag = |set: bool, flag: i64| if set { flag } else { 0 };
        let flags = flag(s.negated, NEGATED) | flag(s.cue_negated, CUE_NEGATED) | flag(denied, CONTRADICTED);
        Statement {
            hash: ident::record_key(&s.id).map_or(0, |(_, _, hash)| hash),
            day: self.day(s.date),
            class: s.cue.map(|c| c.class.as_str().to_string()),
            form: s.form.as_str().to_string(),
            stance: s.stance.as_str().to_string(),
            flags: flags | self.teaser(&s.evidence),
            from: s.date.map(|t| days::number(t.from)),
            to: s.date.map(|t| days::number(t.to)),
            detail: StatementDetail {
                speaker: self.parts(&s.speaker),
                via: self.parts(&s.via),
                addressee: self.parts(&s.addressee),
                cue: s.cue.map(|c| self.at(c.span)),
                content: s.content.iter().map(|&c| self.at(c)).collect(),
                about: s.about.iter().map(|&n| n as u32).collect(),
                denies: s.denies.iter().map(|&n| n as u32).collect(),
                date: s.date.map(|t| self.at(t.span)),
                place: s.place.map(|p| self.at(p)),
                evidence: self.evidence(&s.evidence),
            },
        }
    }

    fn event(&mut self, e: &core::Event) -> Event {
        let flag = |set: bool, flag: i64| if set { flag } else { 0 };
        let claims = |all: &[core::Claim]| all.iter().map(|c| (c.actor as u32, c.statement as u32)).collect();
        let magnitude = |m: &core::Magnitude| {
            let (start, end) = self.at(m.span);
            (m.kind.as_str().to_string(), m.min, m.max, start, end)
        };
        Event {
            hash: ident::record_key(&e.id).map_or(0, |(_, _, hash)| hash),
            day: self.day(e.date),
            kind: e.kind.as_str().to_string(),
            mode: e.mode.map(|m| m.as_str().to_string()),
            status: e.status.as_str().to_string(),
            cameo: e.cameo.clone(),
            from: e.date.map(|t| days::number(t.from)),
            to: e.date.map(|t| days::number(t.to)),
            country: e.place.as_ref().and_then(|p| p.country.clone()),
            flags: flag(!e.claimed_by.is_empty(), CLAIMED)
                | flag(!e.denied_by.is_empty(), DENIED)
                | self.teaser(&e.evidence),
            detail: EventDetail {
                actor: self.parts(&e.actor),
                recipient: self.parts(&e.recipient),
                cue: self.at(e.cue),
                context: e.context.iter().map(|c| c.as_str().to_string()).collect(),
                date: e.date.map(|t| self.at(t.span)),
                place: e.place.as_ref().map(|p| self.at(p.span)),
                magnitude: e.magnitude.iter().map(magnitude).collect(),
                claimed_by: claims(&e.claimed_by),
                denied_by: claims(&e.denied_by),
                evidence: self.evidence(&e.evidence),
            },
        }
    }
}

fn how(how: How) -> u32 {
    match how {
        How::Name => 0,
        How::Title => 1,
        How::Pronoun => 2,
        How::Description => 3,
        How::Metonym => 4,
    }
}
