//! Base64 (RFC 4648), standard and URL-safe.

/// The bytes; blanks are passed over, padding may be missing. `None` where it is not base64.
pub(crate) fn decode(s: &str) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut held) = (Vec::with_capacity(s.len() / 4 * 3), 0u32, 0);
    let mut digits = s.trim_end().trim_end_matches('=').bytes().filter(|b| !b.is_ascii_whitespace());
    for b in &mut digits {
        bits = bits << 6 | u32::from(value(b)?);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    // One digit alone holds no byte.
    (held < 6).then_some(out)
}

fn value(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn decodes_what_others_write() {
        assert_eq!(decode("PHA+SGVsbG8="), Some(b"<p>Hello".to_vec()));
        assert_eq!(decode("PHA-\nSGVsbG8"), Some(b"<p>Hello".to_vec()));
        assert_eq!(decode(""), Some(vec![]));
        assert_eq!((decode("a"), decode("*a=="), decode("aa=a")), (None, None, None));
    }
}
