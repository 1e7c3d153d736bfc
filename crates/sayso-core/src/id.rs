//! Ids are made from content: the same words give the same id on every machine.

use crate::{EventType, Span};
use sha2::{Digest, Sha256};

fn hex(hasher: Sha256, digits: usize) -> String {
    let mut s = String::with_capacity(digits);
    for b in hasher.finalize() {
        s.push_str(&format!("{b:02x}"));
    }
    s.truncate(digits);
    s
}

/// `d` and 16 hex digits of the SHA-256 of text, address and given id.
pub fn document_id(text: &str, url: Option<&str>, input_id: Option<&str>) -> String {
    let mut h = Sha256::new();
    h.update(text.as_bytes());
    for (mark, part) in [(1u8, url), (2, input_id)] {
        if let Some(p) = part {
            h.update([0, mark]);
            h.update(p.as_bytes());
        }
    }
    format!("d{}", hex(h, 16))
}

fn record(document: &str, letter: char, spans: &[Span], kind: &str) -> String {
    let mut h = Sha256::new();
    for s in spans {
        h.update(s.start.to_le_bytes());
        h.update(s.end.to_le_bytes());
    }
    h.update(kind.as_bytes());
    format!("{document}.{letter}{}", hex(h, 10))
}

/// Id of a statement: from the spans of cue and content (of the speaker where it has neither).
pub fn statement_id(document: &str, spans: &[Span]) -> String {
    record(document, 's', spans, "statement")
}

/// Id of an event: from its own spans and type.
pub fn event_id(document: &str, spans: &[Span], kind: EventType) -> String {
    record(document, 'e', spans, kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_content_alone() {
        let a = document_id("text", None, None);
        assert_eq!(a, document_id("text", None, None));
        assert_eq!(a.len(), 17);
        assert_ne!(a, document_id("text", Some("http://a.example"), None));
        assert_ne!(document_id("text", Some("x"), None), document_id("text", None, Some("x")));
        let e = event_id(&a, &[Span::new(0, 4)], EventType::Aid);
        assert!(e.starts_with(&format!("{a}.e")));
        assert_eq!(e.len(), a.len() + 12);
        assert_ne!(e, event_id(&a, &[Span::new(0, 4)], EventType::Agree));
    }
}
