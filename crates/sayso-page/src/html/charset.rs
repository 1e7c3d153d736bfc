//! Bytes of a page become text: byte order mark, what the page declares, else a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How much of the head is searched for a declaration.
const HEAD: usize = 8_192;

/// The text of a page, and a warning where bytes did not fit the encoding.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<String>) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[length..]);
        return (text, warning(encoding, bad));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), None);
    }
    let declared = declared(&bytes[..bytes.len().min(HEAD)]);
    let encoding = match declared {
        Some(e) if e == UTF_8 && is_mostly_utf8(bytes) => UTF_8,
        Some(e) if e != UTF_8 && fits(e, bytes) => e,
        _ => guess(bytes),
    };
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    (text, warning(encoding, bad))
}

fn warning(encoding: &'static Encoding, bad: bool) -> Option<String> {
    bad.then(|| format!("some bytes are not {}: they stand as U+FFFD", encoding.name()))
}

/// Whether few bytes are out of place.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let bad = text.matches('\u{fffd}').count();
    let good = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    bad * 4 <= good
}

fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    !bad || text.matches('\u{fffd}').count() * 200 < text.len()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// The encoding named in `<meta charset>`, `<meta http-equiv>` or the XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let mut from = 0;
    while let Some(i) = find(&lower[from..], b"charset").or_else(|| find(&lower[from..], b"encoding")) {
        let at = from + i;
        let rest = &lower[at..];
        from = at + 7;
        let Some(equals) = rest.iter().take(16).position(|&b| b == b'=') else { continue };
        let quote = |b: &u8| matches!(b, b'"' | b'\'' | b' ' | b'\t');
        let value: Vec<u8> = rest[equals + 1..].iter().copied().skip_while(quote).take_while(is_label).collect();
        // A page that was read as ASCII to get here is not UTF-16, whatever it says.
        match Encoding::for_label(&value) {
            Some(e) if e == UTF_16LE || e == UTF_16BE => return Some(UTF_8),
            Some(e) => return Some(e),
            None => {}
        }
    }
    None
}

fn is_label(b: &u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.')
}

fn find(in_: &[u8], what: &[u8]) -> Option<usize> {
    in_.windows(what.len()).position(|w| w == what)
}

/// Whether bytes are text at all: almost no control characters when read as their encoding.
pub fn is_text(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return true;
    }
    let head = &bytes[..bytes.len().min(65_536)];
    let control = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    control * 200 <= head.len()
}

/// Plain text of unknown encoding.
pub fn decode_text(bytes: &[u8]) -> (Cow<'_, str>, Option<String>) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[length..]);
        return (text, warning(encoding, bad));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => {
            let encoding = if is_mostly_utf8(bytes) { UTF_8 } else { guess(bytes) };
            let (text, bad) = encoding.decode_without_bom_handling(bytes);
            let told = if encoding == WINDOWS_1252 { "Windows-1252" } else { encoding.name() };
            (text, warning(encoding, bad).or(Some(format!("is not UTF-8: read as {told}"))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found() {
        assert_eq!(decode(b"\xef\xbb\xbf<p>caf\xc3\xa9").0, "<p>café");
        assert_eq!(decode(b"\xff\xfe<\0p\0>\0\xe9\0").0, "<p>é");
        assert_eq!(decode(b"<meta charset='iso-8859-1'><p>caf\xe9").0, "<meta charset='iso-8859-1'><p>café");
        let cyrillic =
            b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><p>\xcc\xee\xf1\xea\xe2\xe0";
        assert!(decode(cyrillic).0.ends_with("Москва"));
        let (text, warning) = decode("<meta charset=utf-8><p>été été \u{e9}".as_bytes());
        assert!(text.ends_with("été é") && warning.is_none());
    }

    #[test]
    fn broken_bytes_are_told() {
        let mut bytes = "<meta charset=utf-8><p>На улице мороз".as_bytes().to_vec();
        bytes.push(0xd0);
        assert!(decode(&bytes).1.is_some());
        assert!(!is_text(&[0, 1, 2, 3, 4, 5, 0, 0, 7]) && is_text("Ünïcode\r\n\t".as_bytes()));
    }
}
