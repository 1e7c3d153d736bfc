//! PLOVER events as JSON lines: the words of the manual (actor, recipient, event, mode, context), one
//! object a line.

use crate::out::{Out, OutFile};
use crate::{Result, Writer};
use sayso_core::{Event, Participant, Reading, Status};
use sayso_store::Whole;
use sayso_store::scale::scale;
use serde_json::{Value, json};

/// `plover.jsonl`.
pub(crate) struct Plover(OutFile);

impl Plover {
    pub fn new(out: &Out) -> Result<Plover> {
        Ok(Plover(out.file("plover.jsonl")?))
    }
}

impl Writer for Plover {
    fn document(&mut self, w: &Whole) -> Result<()> {
        for (event, counted) in w.reading.events.iter().zip(&w.events) {
            let mut row = record(&w.reading, event);
            row["eventID"] = counted.id.clone().into();
            row["reports"] = counted.reports.into();
            row["independent"] = counted.independent.into();
            self.0.write(&format!("{row}\n"))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.0.finish()
    }
}

fn record(r: &Reading, e: &Event) -> Value {
    let a = &r.document.article;
    let day = e.date.map(|t| t.from).or(a.reference_date).map(|d| d.to_string());
    let cameo = e.cameo.as_deref().unwrap_or(e.kind.cameo_root());
    let sentence = e.evidence.first().map(|v| r.document.words(v.sentence));
    json!({
        "id": e.id,
        "date": day,
        "event": e.kind.as_str(),
        "mode": modes(e),
        "context": e.context.iter().map(|c| c.as_str()).collect::<Vec<_>>(),
        "quad": e.kind.quad() as u8,
        "intensity": scale(cameo),
        "actor": who(r, &e.actor),
        "recipient": who(r, &e.recipient),
        "location": e.place.as_ref().map(|p| json!({"text": r.document.words(p.span), "country": p.country})),
        "magnitude": e.magnitude.iter().map(|m| json!({"kind": m.kind.as_str(), "min": m.min, "max": m.max})).collect::<Vec<_>>(),
        "eventText": r.document.words(e.cue),
        "text": sentence,
        "status": e.status.as_str(),
        "claimed_by": e.claimed_by.iter().map(|c| r.actors[c.actor].id.as_str()).collect::<Vec<_>>(),
        "denied_by": e.denied_by.iter().map(|c| r.actors[c.actor].id.as_str()).collect::<Vec<_>>(),
        "language": a.language,
        "publication": a.outlet,
        "pub_date": a.reference_date.map(|d| d.to_string()),
        "url": a.url,
        "document": r.id,
    })
}

/// The mode and, where an event did not happen, PLOVER's auxiliary mode for that.
fn modes(e: &Event) -> Vec<&'static str> {
    let auxiliary = match e.status {
        Status::Done | Status::Ongoing => None,
        Status::Planned => Some("future"),
        Status::Demanded | Status::Hypothetical => Some("hypothetical"),
        Status::Negated => Some("negation"),
    };
    e.mode.map(|m| m.as_str()).into_iter().chain(auxiliary).collect()
}

fn who(r: &Reading, parts: &[Participant]) -> Vec<Value> {
    let one = |p: &Participant| {
        let a = &r.actors[p.actor];
        json!({
            "code": a.id, "entity": a.entity, "name": a.name, "country": a.country, "sector": a.sector, "wikidata": a.wikidata,
            "text": r.document.words(p.span),
        })
    };
    parts.iter().map(one).collect()
}
