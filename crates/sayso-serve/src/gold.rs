//! Corrections as gold (sentences with the events that are right in them) and as examples of rules.

use crate::corrections::{Correction, Part, Verdict};
use sayso_core::EventType;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `A > TYPE > B`, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mended {
    pub actor: Vec<String>,
    pub kind: EventType,
    pub recipient: Vec<String>,
}

/// From how a person writes it; the error says how it is written.
pub(crate) fn mended(text: &str) -> Result<Mended, String> {
    let how = || format!("'{text}': a record is written A > TYPE > B, with - for nobody and + between several");
    let parts: Vec<&str> = text.split('>').map(str::trim).collect();
    let [actor, kind, recipient] = parts.as_slice() else { return Err(how()) };
    let kind = EventType::ALL.iter().copied().find(|k| k.as_str().eq_ignore_ascii_case(kind)).ok_or_else(|| {
        let all: Vec<&str> = EventType::ALL.iter().map(|k| k.as_str()).collect();
        format!("'{kind}' is no type: one of {}", all.join(", "))
    })?;
    let who = |s: &str| s.split('+').map(|w| w.trim().to_string()).filter(|w| !w.is_empty() && w != "-").collect();
    let found = Mended { actor: who(actor), kind, recipient: who(recipient) };
    if found.actor.is_empty() && found.recipient.is_empty() { Err(how()) } else { Ok(found) }
}

/// One sentence a line, with the events that people found right in it, in the form of gold sets.
pub(crate) fn gold(corrections: &[Correction]) -> String {
    let line = |(sentence, all): (&str, Vec<&Correction>)| {
        let events: Vec<Value> = all.iter().filter_map(|c| event(c)).collect();
        let first = all[0];
        let object = json!({
            "id": first.record, "text": sentence, "date": first.read.date, "language": first.read.language,
            "source_set": "corrections", "events": events,
        });
        format!("{object}\n")
    };
    sentences(corrections).into_iter().map(line).collect()
}

/// Events by their sentence; statements are no events.
fn sentences(corrections: &[Correction]) -> BTreeMap<&str, Vec<&Correction>> {
    let mut by: BTreeMap<&str, Vec<&Correction>> = BTreeMap::new();
    corrections.iter().filter(|c| c.read.kind.is_some()).for_each(|c| by.entry(&c.read.sentence).or_default().push(c));
    by
}

fn event(c: &Correction) -> Option<Value> {
    let party = |p: &Part| {
        let (code, sector) = p.code.split_once('/').unwrap_or((&p.code, ""));
        let sector = sector.split('#').next().unwrap_or_default();
        json!({"text": p.text, "code": code.split('#').next(), "sector": (!sector.is_empty()).then_some(sector)})
    };
    let parties = |all: &[Part]| all.iter().map(party).collect::<Vec<_>>();
    match c.verdict {
        Verdict::Reject => None,
        Verdict::Accept => Some(json!({
            "type": c.read.kind, "mode": c.read.mode, "context": c.read.context, "quad": c.read.quad,
            "source": parties(&c.read.actor), "target": parties(&c.read.recipient), "event_text": c.read.words,
        })),
        Verdict::Mend => {
            let m = mended(c.mended.as_deref()?).ok()?;
            let part = |name: &String| {
                let known = c.read.actor.iter().chain(&c.read.recipient).find(|p| p.code == *name || p.text == *name);
                known.cloned().unwrap_or(Part { text: name.clone(), code: name.clone() })
            };
            let parts = |all: &[String]| parties(&all.iter().map(part).collect::<Vec<_>>());
            Some(json!({
                "type": m.kind.as_str(), "mode": null, "context": [], "quad": m.kind.quad() as u8,
                "source": parts(&m.actor), "target": parts(&m.recipient), "event_text": c.read.words,
            }))
        }
    }
}

/// Examples to put below the rules that read them, in the form of the language folders.
pub(crate) fn examples(corrections: &[Correction]) -> String {
    let mut out = String::from("# Sentences that people found right or wrong, below the rule that read them.\n");
    for (sentence, all) in sentences(corrections) {
        let texts = |all: &[Part]| match all {
            [] => "-".to_string(),
            some => some.iter().map(|p| p.text.clone()).collect::<Vec<_>>().join(" + "),
        };
        let right = |c: &&Correction| match c.verdict {
            Verdict::Reject => None,
            Verdict::Accept => {
                let kind = c.read.kind.as_deref()?;
                Some(format!("{} > {kind} > {}", texts(&c.read.actor), texts(&c.read.recipient)))
            }
            Verdict::Mend => c.mended.clone(),
        };
        let events: Vec<String> = all.iter().filter_map(right).map(|e| quoted(&e)).collect();
        out.push_str(&format!(
            "\n# {}\n[[verb.example]]\ntext = {}\nevents = [{}]\n",
            all[0].read.rule.replace(['\n', '\r'], " "),
            quoted(sentence),
            events.join(", ")
        ));
    }
    out
}

/// A string of TOML: those of JSON are, but for the escape of a slash, which is never written.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::AsRead;

    fn correction(verdict: Verdict, mended: Option<&str>) -> Correction {
        let part = |text: &str, code: &str| Part { text: text.into(), code: code.into() };
        Correction {
            record: "d0123456789abcdef.e0123456789".into(),
            verdict,
            mended: mended.map(str::to_string),
            note: None,
            at: "2024-07-09T00:00:00Z".into(),
            read: AsRead {
                notation: "NOR/GOV > ACCUSE > SWE".into(),
                sentence: "Oslo's ministry accused \"Sweden\".".into(),
                words: "accused".into(),
                rule: "en/events/accuse:3".into(),
                language: Some("en".into()),
                date: Some("2024-07-09".into()),
                kind: Some("ACCUSE".into()),
                mode: None,
                context: vec![],
                quad: 3,
                actor: vec![part("Oslo's ministry", "NOR/GOV")],
                recipient: vec![part("Sweden", "SWE")],
            },
        }
    }

    #[test]
    fn what_is_right_becomes_gold() {
        let line = |v, m| serde_json::from_str::<Value>(&gold(&[correction(v, m)])).unwrap();
        let kept = line(Verdict::Accept, None);
        assert_eq!(kept["events"][0]["source"][0], json!({"text": "Oslo's ministry", "code": "NOR", "sector": "GOV"}));
        assert_eq!((&kept["events"][0]["type"], &kept["language"]), (&json!("ACCUSE"), &json!("en")));
        assert_eq!(line(Verdict::Reject, None)["events"], json!([]));
        let mended = line(Verdict::Mend, Some("SWE > reject > NOR/GOV"));
        assert_eq!((&mended["events"][0]["type"], &mended["events"][0]["quad"]), (&json!("REJECT"), &json!(3)));
        assert_eq!(mended["events"][0]["target"][0]["text"], "Oslo's ministry");
    }

    #[test]
    fn what_is_right_becomes_an_example() {
        let told = examples(&[correction(Verdict::Accept, None)]);
        assert!(
            told.contains(
                "text = \"Oslo's ministry accused \\\"Sweden\\\".\"\nevents = [\"Oslo's ministry > ACCUSE > Sweden\"]"
            ),
            "{told}"
        );
        assert!(examples(&[correction(Verdict::Reject, None)]).ends_with("events = []\n"));
    }

    #[test]
    fn how_a_record_is_written() {
        assert!(mended("- > ASSAULT > SWE").is_ok() && mended("A + B > agree > -").is_ok());
        for wrong in ["", "SWE", "A > WAR > B", "- > ASSAULT > -", "A > B"] {
            assert!(mended(wrong).is_err(), "{wrong}");
        }
    }
}
