//! Records in the shape of NGEC's, as its formatter hands them on: one JSON object a line.
//!
//! NGEC codes no status: an event that did not happen has it in `event_status`, a field of ours.

use crate::out::{Out, OutFile};
use crate::{Result, Writer};
use sayso_core::{ActorKind, Event, Offsets, Participant, Reading, Span};
use sayso_store::Whole;
use serde_json::{Value, json};

/// `ngec.jsonl`.
pub(crate) struct Ngec(OutFile);

impl Ngec {
    pub fn new(out: &Out) -> Result<Ngec> {
        Ok(Ngec(out.file("ngec.jsonl")?))
    }
}

impl Writer for Ngec {
    fn document(&mut self, w: &Whole) -> Result<()> {
        let offsets = Offsets::new(&w.reading.document.text);
        for event in &w.reading.events {
            self.0.write(&format!("{}\n", record(&w.reading, event, &offsets, &w.reader)))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.0.finish()
    }
}

fn record(r: &Reading, e: &Event, offsets: &Offsets, reader: &str) -> Value {
    let a = &r.document.article;
    let published = a.reference_date.map(|d| d.to_string());
    let resolved = e.date.map(|t| t.from.to_string()).or(published.clone());
    let words = |span: Span| json!({"text": r.document.words(span), "qa_start_char": offsets.of(span.start), "qa_end_char": offsets.of(span.end)});
    let names = |kinds: &[ActorKind]| {
        r.actors.iter().filter(|a| kinds.contains(&a.kind)).map(|a| a.name.as_str()).collect::<Vec<_>>()
    };
    json!({
        "id": e.id,
        "story_id": r.id,
        "event_type": e.kind.as_str(),
        "event_mode": e.mode.map(|m| m.as_str()).into_iter().collect::<Vec<_>>(),
        "contexts": e.context.iter().map(|c| c.as_str()).collect::<Vec<_>>(),
        "event_status": e.status.as_str(),
        "event_text": r.document.text,
        "headline": a.title,
        "publisher": a.outlet,
        "pub_date": published,
        "date": published,
        "date_raw": e.date.map(|t| r.document.words(t.span)),
        "date_resolved": resolved,
        "attributes": {
            "ACTOR": e.actor.iter().map(|p| attribute(r, p, offsets)).collect::<Vec<_>>(),
            "RECIP": e.recipient.iter().map(|p| attribute(r, p, offsets)).collect::<Vec<_>>(),
            "LOC": e.place.iter().map(|p| words(p.span)).collect::<Vec<_>>(),
            "DATE": e.date.iter().map(|t| words(t.span)).collect::<Vec<_>>(),
        },
        "event_geolocation": e.place.as_ref().and_then(|p| p.country.as_ref()).map(|c| json!({"country_code3": c})),
        "story_people": names(&[ActorKind::Person]),
        "story_orgs": names(&[ActorKind::Organisation, ActorKind::Group, ActorKind::Outlet, ActorKind::Bloc]),
        "story_locs": names(&[ActorKind::State]),
        "version": format!("sayso {reader}"),
    })
}

fn attribute(r: &Reading, p: &Participant, offsets: &Offsets) -> Value {
    let a = &r.actors[p.actor];
    json!({
        "text": r.document.words(p.span),
        "qa_start_char": offsets.of(p.span.start),
        "qa_end_char": offsets.of(p.span.end),
        "wiki": a.name,
        "country": a.country.as_deref().unwrap_or_default(),
        "code_1": a.sector.as_deref().unwrap_or_default(),
        "code_2": "",
    })
}
