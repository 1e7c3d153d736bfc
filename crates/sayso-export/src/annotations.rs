//! W3C Web Annotations: each record is a body on the words it stands on; one annotation a line.

use crate::out::{Out, OutFile};
use crate::{Result, Writer};
use sayso_core::{Evidence, Offsets, Reading, event_notation, statement_notation};
use sayso_store::Whole;
use serde_json::{Value, json};

/// How many code points stand before and after the words.
const AROUND: usize = 32;

/// `annotations.jsonl`.
pub(crate) struct Annotations(OutFile);

impl Annotations {
    pub fn new(out: &Out) -> Result<Annotations> {
        Ok(Annotations(out.file("annotations.jsonl")?))
    }
}

impl Writer for Annotations {
    fn document(&mut self, w: &Whole) -> Result<()> {
        let r = &w.reading;
        let offsets = Offsets::new(&r.document.text);
        for s in &r.statements {
            let told = statement_notation(r, s);
            for (n, e) in s.evidence.iter().enumerate() {
                self.0.write(&format!(
                    "{}\n",
                    annotation(r, &offsets, (&s.id, n), "statement", s.stance.as_str(), &told, e)
                ))?;
            }
        }
        for event in &r.events {
            let told = event_notation(r, event);
            for (n, e) in event.evidence.iter().enumerate() {
                self.0.write(&format!(
                    "{}\n",
                    annotation(r, &offsets, (&event.id, n), "event", event.kind.as_str(), &told, e)
                ))?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.0.finish()
    }
}

fn annotation(
    r: &Reading,
    offsets: &Offsets,
    id: (&str, usize),
    what: &str,
    tag: &str,
    told: &str,
    e: &Evidence,
) -> Value {
    let text = &r.document.text;
    let before: String =
        text[..e.span.start as usize].chars().rev().take(AROUND).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[e.span.end as usize..].chars().take(AROUND).collect();
    let source = r.document.article.url.clone().unwrap_or_else(|| format!("urn:sayso:{}", r.id));
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:sayso:{}:{}", id.0, id.1),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": tag},
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": told},
            {"type": "TextualBody", "purpose": "identifying", "value": format!("{what} {}", id.0)},
        ],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": offsets.of(e.span.start), "end": offsets.of(e.span.end)},
                {"type": "TextQuoteSelector", "exact": r.document.words(e.span), "prefix": before, "suffix": after},
            ],
        },
        "generator": {"id": "urn:sayso", "type": "Software", "name": "sayso"},
    })
}
