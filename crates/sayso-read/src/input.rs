//! One page as it came in: its bytes are looked at before its name.

/// One page as it came in.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The given id, else its path, or `-:N`.
    pub input_id: String,
    /// Whether that id was given by the user (then it is part of the document's id).
    pub id_given: bool,
    /// Visible text or HTML.
    pub text: String,
    /// Whether `text` is HTML.
    pub html: bool,
    /// HTML as it came, where its encoding is still to be found; then `text` is empty.
    pub bytes: Vec<u8>,
    /// What was noticed when it was read in.
    pub warnings: Vec<String>,
    /// Address.
    pub url: Option<String>,
    /// Who published it, where given beside the text.
    pub outlet: Option<String>,
    /// Title, where given beside the text.
    pub title: Option<String>,
    /// Date (and time) of publication, where given.
    pub published: Option<String>,
    /// Language, where given: trusted.
    pub language: Option<String>,
}

/// What bytes are, where the user says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// To be found out.
    Auto,
    /// A web page.
    Html,
    /// The visible text of a page.
    Text,
}

impl Input {
    /// An input of the bytes of one file; the error tells what is wrong with them and what to do.
    pub fn from_bytes(input_id: &str, bytes: Vec<u8>, as_: As) -> Result<Input, String> {
        let mut input = Input { input_id: input_id.to_string(), ..Input::default() };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err("is empty: nothing to read".into());
        }
        let html = as_ == As::Html || (as_ == As::Auto && (is_html(&bytes) || is_html_name(input_id)));
        let bytes = with_mark(bytes);
        if let Some((kind, remedy)) = kind_of_binary(&bytes) {
            return Err(format!("is {kind}, not a page: {remedy}"));
        }
        if html {
            input.html = true;
            input.bytes = bytes;
            return Ok(input);
        }
        let (text, warning) = match String::from_utf8(bytes) {
            Ok(text) if !text.starts_with('\u{feff}') => (text, None),
            Ok(text) => sayso_page::decode_text(text.as_bytes()),
            Err(e) => sayso_page::decode_text(e.as_bytes()),
        };
        input.text = text;
        input.warnings.extend(warning);
        Ok(input)
    }
}

fn is_html_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [".html", ".htm", ".xhtml", ".shtml"].iter().any(|end| lower.ends_with(end))
}

/// Whether bytes begin like a web page.
pub fn is_html(bytes: &[u8]) -> bool {
    // In UTF-16 every other byte is zero; leaving zeros out makes the tags readable.
    let head: Vec<u8> = bytes.iter().take(4_096).filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8_lossy(&head);
    let text = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    let tag = ["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<script", "<link"];
    if tag.iter().any(|t| text.starts_with(t)) {
        return true;
    }
    let marked =
        text.starts_with("<!--") || text.starts_with("<?xml") || text.starts_with("<!doctype") || text.starts_with('<');
    marked && ["<html", "<body", "<head>", "<div", "<p>", "<p "].iter().any(|t| text.contains(t))
}

/// UTF-16 without a byte order mark gets one, so that it is decoded as what it is: every other byte
/// of Latin text is zero.
fn with_mark(bytes: Vec<u8>) -> Vec<u8> {
    let head = &bytes[..bytes.len().min(1_024)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let mark: &[u8] = match (even * 5 > head.len() * 2, odd * 5 > head.len() * 2) {
        (false, true) => b"\xff\xfe",
        (true, false) => b"\xfe\xff",
        _ => return bytes,
    };
    [mark, &bytes].concat()
}

/// The name of a kind of file that no text is read from, and what to do about it.
fn kind_of_binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const CONVERT: &str = "convert it to text or HTML first";
    const UNPACK: &str = "unpack it first";
    let starts = |magics: &[&[u8]]| magics.iter().any(|m| bytes.starts_with(m));
    match () {
        () if starts(&[b"%PDF"]) => Some(("a PDF file", CONVERT)),
        () if starts(&[b"\xd0\xcf\x11\xe0"]) => Some(("an office document", CONVERT)),
        () if starts(&[b"PK\x03\x04"]) => Some(("a ZIP archive (or an office document)", UNPACK)),
        () if starts(&[b"\x1f\x8b"]) => Some(("compressed with gzip", UNPACK)),
        () if starts(&[b"\x28\xb5\x2f\xfd"]) => Some(("compressed with zstd", UNPACK)),
        () if starts(&[b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf"]) => Some(("compressed", UNPACK)),
        () if starts(&[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"]) => Some(("a picture or sound", CONVERT)),
        () if starts(&[b"SQLite format 3"]) => Some(("a SQLite file", "export its texts as JSON lines first")),
        () if !sayso_page::is_text(bytes) && !is_odd_text(bytes) => Some(("binary", CONVERT)),
        () => None,
    }
}

/// UTF-8 in which control characters stand here and there: terminal escapes in a story, say.
fn is_odd_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(65_536)];
    let whole = std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    whole && head.iter().filter(|b| b.is_ascii_control()).count() * 10 <= head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Input, String> {
        Input::from_bytes("page", bytes.to_vec(), As::Auto)
    }

    #[test]
    fn bytes_tell_what_they_are() {
        assert!(read(b"  <!DOCTYPE html><p>Hello").unwrap().html);
        assert!(read(b"\xff\xfe<\0h\0t\0m\0l\0>\0").unwrap().html);
        assert!(!read(b"2 < 3 and <b> is a tag.").unwrap().html);
        assert_eq!(read("\u{feff}Text".as_bytes()).unwrap().text, "Text");
        assert_eq!(read(b"T\0e\0x\0t\0").unwrap().text, "Text");
        assert_eq!(read(b"\0T\0e\0x\0t").unwrap().text, "Text");
        let cyrillic =
            read(b"\xcc\xee\xf1\xea\xe2\xe0 \xee\xf2\xe2\xe5\xf0\xe3\xeb\xe0 \xee\xe1\xe2\xe8\xed\xe5\xed\xe8\xff")
                .unwrap();
        assert_eq!((cyrillic.text.as_str(), cyrillic.warnings.len()), ("Москва отвергла обвинения", 1));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for bytes in [&b""[..], b" \n", b"%PDF-1.7", b"PK\x03\x04...", &[0, 1, 2, 3, 0, 0, 5, 6]] {
            assert!(read(bytes).is_err());
        }
    }
}
