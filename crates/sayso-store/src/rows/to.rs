//! Rows become a reading again.

use super::{Actor, CUE_NEGATED, Event, Evidence, Line, Member, NEGATED, Part, Rows, Statement, Stretch};
use crate::{days, ident};
use sayso_core::{self as core, How, Offsets, Reading, Span, TimeRef};

/// What rows belong to.
pub struct Owner<'a> {
    /// Key of the document.
    pub key: i64,
    /// Name of the input.
    pub input_id: String,
    /// The text.
    pub text: &'a str,
}

impl Rows {
    /// The reading that these rows were made from; the error names what does not fit.
    pub fn reading(&self, owner: Owner) -> Result<Reading, String> {
        let maker = Maker { rows: self, offsets: Offsets::new(owner.text), text: owner.text, key: owner.key };
        let article = maker.article()?;
        let lines = self.lines.iter().map(|l| maker.line(l)).collect::<Result<_, _>>()?;
        Ok(Reading {
            id: ident::document(owner.key),
            document: core::Document { input_id: owner.input_id, text: owner.text.to_string(), article, lines },
            actors: self.cast.iter().map(|m| maker.actor(m)).collect::<Result<_, _>>()?,
            statements: self.statements.iter().map(|s| maker.statement(s)).collect::<Result<_, _>>()?,
            events: self.events.iter().map(|e| maker.event(e)).collect::<Result<_, _>>()?,
            warnings: self.article.more.warnings.clone(),
        })
    }
}

struct Maker<'a> {
    rows: &'a Rows,
    offsets: Offsets,
    text: &'a str,
    key: i64,
}

fn word<T>(word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    parse(word).ok_or_else(|| format!("{word:?} is no word of the contract"))
}

fn place(n: u32, all: usize, what: &str) -> Result<usize, String> {
    Some(n as usize).filter(|n| *n < all).ok_or_else(|| format!("there is no {what} {n}"))
}

impl Maker<'_> {
    fn span(&self, (start, end): Stretch) -> Result<Span, String> {
        let (first, last) = (self.offsets.byte(start), self.offsets.byte(end));
        let inside = start <= end && last as usize <= self.text.len() && self.offsets.of(last) == end;
        inside.then_some(Span::at(first, last)).ok_or_else(|| format!("{start}..{end} is outside of the text"))
    }

    fn article(&self) -> Result<core::Article, String> {
        let a = &self.rows.article;
        let origin = match &a.more.origin {
            None => None,
            Some((outlet, url, start, end)) => {
                let evidence = self.span((*start, *end))?;
                Some(core::Origin { outlet: outlet.clone(), url: url.clone(), evidence })
            }
        };
        let mut chain = Vec::new();
        for (role, name, url, start, end) in &a.more.chain {
            use core::ChainRole::{Agency, Outlet, ToldTo, Translator};
            let role = word(role, |w| [ToldTo, Agency, Outlet, Translator].into_iter().find(|r| r.as_str() == w))?;
            let evidence = self.span((*start, *end))?;
            chain.push(core::ChainLink { role, name: name.clone(), url: url.clone(), evidence });
        }
        Ok(core::Article {
            url: a.url.clone(),
            outlet: a.outlet.clone(),
            section: a.section.clone(),
            title: a.title.clone(),
            byline: a.more.byline.clone(),
            published: a.published.clone(),
            updated: a.updated.clone(),
            reference_date: a.day.and_then(days::day),
            language: a.language.clone(),
            origin,
            chain,
        })
    }

    fn line(&self, (kind, start, end, first, last, language): &Line) -> Result<core::Line, String> {
        Ok(core::Line {
            kind: word(kind, |w| core::LineKind::ALL.into_iter().find(|k| k.as_str() == w))?,
            span: self.span((*start, *end))?,
            story: self.span((*first, *last))?,
            language: language.clone(),
        })
    }

    fn actor(&self, Member { actor, mentions }: &Member) -> Result<core::Actor, String> {
        let mention = |m: &[u32]| match *m {
            [start, end, how] => Ok(core::Mention { span: self.span((start, end))?, how: self::how(how)? }),
            _ => Err("a mention is cut off".to_string()),
        };
        let Actor { code, entity, name, kind, country, sector, role, wikidata } = actor.clone();
        Ok(core::Actor {
            id: code,
            entity,
            name,
            kind: word(&kind, core::ActorKind::parse)?,
            country,
            sector,
            role,
            wikidata,
            mentions: mentions.chunks(3).map(mention).collect::<Result<_, _>>()?,
        })
    }

    fn parts(&self, parts: &[Part]) -> Result<Vec<core::Participant>, String> {
        let part = |p: &Part| {
            let actor = place(p.0, self.rows.cast.len(), "actor")?;
            Ok(core::Participant { actor, span: self.span((p.1, p.2))?, unnamed: p.3 == 1 })
        };
        parts.iter().map(part).collect()
    }

    fn evidence(&self, all: &[Evidence]) -> Result<Vec<core::Evidence>, String> {
        let evidence = |e: &Evidence| {
            let rule = place(u32::try_from(e.5).unwrap_or(u32::MAX), self.rows.rules.len(), "rule")?;
            let (span, sentence) = (self.span((e.0, e.1))?, self.span((e.2, e.3))?);
            let line = place(e.4, self.rows.lines.len(), "line")?;
            Ok(core::Evidence { span, sentence, line, rule: self.rows.rules[rule].clone() })
        };
        all.iter().map(evidence).collect()
    }

    fn time(&self, words: Option<Stretch>, from: Option<i64>, to: Option<i64>) -> Result<Option<TimeRef>, String> {
        let Some(words) = words else { return Ok(None) };
        let day = |n: Option<i64>| n.and_then(days::day).ok_or_else(|| format!("{n:?} is no day"));
        Ok(Some(TimeRef { span: self.span(words)?, from: day(from)?, to: day(to)? }))
    }

    fn statement(&self, s: &Statement) -> Result<core::Statement, String> {
        let d = &s.detail;
        let cue = match (d.cue, &s.class) {
            (Some(at), Some(class)) => {
                Some(core::Cue { span: self.span(at)?, class: word(class, core::CueClass::parse)? })
            }
            (None, None) => None,
            _ => return Err("a cue has words or a class alone".into()),
        };
        let places = |all: &[u32], most: usize, what: &str| {
            all.iter().map(|&n| place(n, most, what)).collect::<Result<Vec<_>, _>>()
        };
        Ok(core::Statement {
            id: ident::record(self.key, 's', s.hash),
            speaker: self.parts(&d.speaker)?,
            via: self.parts(&d.via)?,
            addressee: self.parts(&d.addressee)?,
            cue,
            content: d.content.iter().map(|&c| self.span(c)).collect::<Result<_, _>>()?,
            form: word(&s.form, core::Form::parse)?,
            stance: word(&s.stance, core::Stance::parse)?,
            negated: s.flags & NEGATED != 0,
            cue_negated: s.flags & CUE_NEGATED != 0,
            about: places(&d.about, self.rows.events.len(), "event")?,
            denies: places(&d.denies, self.rows.statements.len(), "statement")?,
            date: self.time(d.date, s.from, s.to)?,
            place: d.place.map(|p| self.span(p)).transpose()?,
            evidence: self.evidence(&d.evidence)?,
        })
    }

    fn claims(&self, all: &[(u32, u32)]) -> Result<Vec<core::Claim>, String> {
        let claim = |&(actor, statement): &(u32, u32)| {
            let actor = place(actor, self.rows.cast.len(), "actor")?;
            Ok(core::Claim { actor, statement: place(statement, self.rows.statements.len(), "statement")? })
        };
        all.iter().map(claim).collect()
    }

    fn event(&self, e: &Event) -> Result<core::Event, String> {
        let d = &e.detail;
        let magnitude = |(kind, min, max, start, end): &(String, u64, u64, u32, u32)| {
            let kind = word(kind, core::MagnitudeKind::parse)?;
            Ok::<_, String>(core::Magnitude { kind, min: *min, max: *max, span: self.span((*start, *end))? })
        };
        let place = match d.place {
            None => None,
            Some(at) => Some(core::Place { span: self.span(at)?, country: e.country.clone() }),
        };
        Ok(core::Event {
            id: ident::record(self.key, 'e', e.hash),
            kind: word(&e.kind, core::EventType::parse)?,
            mode: e.mode.as_deref().map(|m| word(m, core::Mode::parse)).transpose()?,
            context: d.context.iter().map(|c| word(c, core::Context::parse)).collect::<Result<_, _>>()?,
            cameo: e.cameo.clone(),
            actor: self.parts(&d.actor)?,
            recipient: self.parts(&d.recipient)?,
            cue: self.span(d.cue)?,
            status: word(&e.status, core::Status::parse)?,
            date: self.time(d.date, e.from, e.to)?,
            place,
            magnitude: d.magnitude.iter().map(magnitude).collect::<Result<_, _>>()?,
            claimed_by: self.claims(&d.claimed_by)?,
            denied_by: self.claims(&d.denied_by)?,
            evidence: self.evidence(&d.evidence)?,
        })
    }
}

fn how(n: u32) -> Result<How, String> {
    [How::Name, How::Title, How::Pronoun, How::Description, How::Metonym]
        .get(n as usize)
        .copied()
        .ok_or_else(|| format!("{n} is no kind of mention"))
}
