//! A reading as JSON, schema `sayso/1`: offsets become Unicode code points here.

use crate::offsets::Offsets;
use sayso_core::{
    Actor, Article, Claim, Document, Event, Evidence, Participant, Reading, Span, Statement, TimeRef, event_notation,
};
use serde_json::{Map, Value, json};

/// One document's reading as one JSON object.
pub fn reading(r: &Reading) -> Value {
    let o = Writer::new(&r.document, r);
    json!({
        "schema": crate::SCHEMA,
        "id": r.id,
        "input_id": r.document.input_id,
        "article": o.article(),
        "lines": o.lines(),
        "actors": r.actors.iter().map(|a| o.actor(a)).collect::<Vec<_>>(),
        "statements": r.statements.iter().map(|s| o.statement(s)).collect::<Vec<_>>(),
        "events": r.events.iter().map(|e| o.event(e)).collect::<Vec<_>>(),
        "warnings": r.warnings,
    })
}

/// The extraction alone: `article` and `lines`.
pub fn page(r: &Reading) -> Value {
    let o = Writer::new(&r.document, r);
    json!({
        "schema": crate::SCHEMA,
        "id": r.id,
        "input_id": r.document.input_id,
        "article": o.article(),
        "lines": o.lines(),
        "warnings": r.warnings,
    })
}

struct Writer<'a> {
    doc: &'a Document,
    reading: &'a Reading,
    offsets: Offsets,
}

impl<'a> Writer<'a> {
    fn new(doc: &'a Document, reading: &'a Reading) -> Self {
        Writer { doc, reading, offsets: Offsets::new(&doc.text) }
    }

    fn bare(&self, s: Span) -> Map<String, Value> {
        let mut m = Map::new();
        m.insert("start".into(), self.offsets.of(s.start).into());
        m.insert("end".into(), self.offsets.of(s.end).into());
        m
    }

    fn span(&self, s: Span) -> Map<String, Value> {
        let mut m = Map::new();
        m.insert("text".into(), self.doc.words(s).into());
        m.extend(self.bare(s));
        m
    }

    fn spans(&self, s: &[Span]) -> Vec<Value> {
        s.iter().map(|&s| self.span(s).into()).collect()
    }

    fn article(&self) -> Value {
        let a: &Article = &self.doc.article;
        let origin =
            a.origin.as_ref().map(|o| json!({"outlet": o.outlet, "url": o.url, "evidence": self.span(o.evidence)}));
        let chain: Vec<Value> = a
            .chain
            .iter()
            .map(|c| json!({"role": c.role.as_str(), "name": c.name, "url": c.url, "evidence": self.span(c.evidence)}))
            .collect();
        json!({
            "url": a.url, "outlet": a.outlet, "section": a.section, "title": a.title, "byline": a.byline,
            "published": a.published, "updated": a.updated,
            "reference_date": a.reference_date.map(|d| d.to_string()),
            "language": a.language, "origin": origin, "chain": chain, "text": self.doc.text,
        })
    }

    fn lines(&self) -> Vec<Value> {
        let line = |l: &sayso_core::Line| {
            let mut m = self.bare(l.span);
            m.insert("kind".into(), l.kind.as_str().into());
            if let Some(code) = &l.language {
                m.insert("language".into(), code.as_str().into());
            }
            m.into()
        };
        self.doc.lines.iter().map(line).collect()
    }

    fn actor(&self, a: &Actor) -> Value {
        let mentions: Vec<Value> = a
            .mentions
            .iter()
            .map(|m| {
                let mut v = self.bare(m.span);
                v.insert("how".into(), m.how.as_str().into());
                v.into()
            })
            .collect();
        json!({
            "id": a.id, "entity": a.entity, "name": a.name, "kind": a.kind.as_str(), "country": a.country,
            "sector": a.sector, "role": a.role, "wikidata": a.wikidata, "mentions": mentions,
        })
    }

    fn participants(&self, who: &[Participant], speaker: bool) -> Vec<Value> {
        who.iter()
            .map(|p| {
                let mut m = Map::new();
                m.insert("actor".into(), self.reading.actors[p.actor].id.as_str().into());
                m.extend(self.span(p.span));
                if speaker {
                    m.insert("unnamed".into(), p.unnamed.into());
                }
                m.into()
            })
            .collect()
    }

    fn date(&self, t: Option<TimeRef>) -> Option<Value> {
        t.map(|t| {
            let mut m = self.span(t.span);
            m.insert("from".into(), t.from.to_string().into());
            m.insert("to".into(), t.to.to_string().into());
            m.into()
        })
    }

    fn evidence(&self, all: &[Evidence]) -> Vec<Value> {
        all.iter()
            .map(|e| {
                let mut m = self.span(e.span);
                m.insert(
                    "sentence".into(),
                    json!([self.offsets.of(e.sentence.start), self.offsets.of(e.sentence.end)]),
                );
                m.insert("line".into(), e.line.into());
                m.insert("rule".into(), e.rule.as_str().into());
                m.into()
            })
            .collect()
    }

    fn statement(&self, s: &Statement) -> Value {
        let cue = s.cue.map(|c| {
            let mut m = self.span(c.span);
            m.insert("class".into(), c.class.as_str().into());
            m
        });
        json!({
            "id": s.id,
            "speaker": self.participants(&s.speaker, true),
            "via": self.participants(&s.via, true),
            "addressee": self.participants(&s.addressee, true),
            "cue": cue,
            "content": self.spans(&s.content),
            "form": s.form.as_str(),
            "stance": s.stance.as_str(),
            "negated": s.negated,
            "cue_negated": s.cue_negated,
            "about": s.about.iter().map(|&e| self.reading.events[e].id.as_str()).collect::<Vec<_>>(),
            "denies": s.denies.iter().map(|&d| self.reading.statements[d].id.as_str()).collect::<Vec<_>>(),
            "date": self.date(s.date),
            "place": s.place.map(|p| self.span(p)),
            "evidence": self.evidence(&s.evidence),
        })
    }

    fn claims(&self, all: &[Claim]) -> Vec<Value> {
        all.iter()
            .map(|c| {
                json!({"actor": self.reading.actors[c.actor].id, "statement": self.reading.statements[c.statement].id})
            })
            .collect()
    }

    fn event(&self, e: &Event) -> Value {
        let place = e.place.as_ref().map(|p| {
            let mut m = self.span(p.span);
            m.insert("country".into(), p.country.clone().into());
            m
        });
        let magnitude: Vec<Value> = e
            .magnitude
            .iter()
            .map(|g| {
                let mut m = self.span(g.span);
                m.insert("kind".into(), g.kind.as_str().into());
                m.insert("min".into(), g.min.into());
                m.insert("max".into(), g.max.into());
                m.into()
            })
            .collect();
        json!({
            "id": e.id,
            "notation": event_notation(self.reading, e),
            "type": e.kind.as_str(),
            "mode": e.mode.map(|m| m.as_str()),
            "context": e.context.iter().map(|c| c.as_str()).collect::<Vec<_>>(),
            "quad": e.kind.quad() as u8,
            "cameo": e.cameo.as_deref().unwrap_or(e.kind.cameo_root()),
            "actor": self.participants(&e.actor, false),
            "recipient": self.participants(&e.recipient, false),
            "cue": self.span(e.cue),
            "status": e.status.as_str(),
            "date": self.date(e.date),
            "place": place,
            "magnitude": magnitude,
            "claimed_by": self.claims(&e.claimed_by),
            "denied_by": self.claims(&e.denied_by),
            "evidence": self.evidence(&e.evidence),
        })
    }
}
