//! Web archives (WARC): each page in them is a document.
//!
//! A packed archive is read gzip member by member, one record each as a rule; after damage the next
//! member (of a plain archive: the next record) is looked for, so that one bad record costs no other.

mod http;
mod record;

use crate::open::{Source, unreadable};
use crate::window::Window;
use crate::{Fault, Item, LARGEST};
use flate2::bufread::GzDecoder;
use record::{Headers, Record, Wrong};
use sayso_read::Input;
use std::io::{BufRead, BufReader, Read};

/// The pages of an archive.
pub(crate) struct Warc {
    name: String,
    state: State,
    /// Where the record being read begins.
    offset: u64,
}

/// A member, unpacked.
type Member = BufReader<GzDecoder<Window<Source>>>;

/// Where the reader stands.
enum State {
    /// Between two members of a packed archive.
    Between(Window<Source>),
    /// In a member, before its first record or after one.
    Inside(Member, bool),
    /// In an archive that is not packed.
    Plain(Window<Source>),
    /// At the end.
    Done,
}

/// What `step` found.
enum Step {
    Record(Record),
    Nothing,
    Wrong(Wrong),
    End,
}

impl Warc {
    pub fn new(name: String, source: Source, packed: bool) -> Self {
        let window = Window::new(source);
        Warc { name, state: if packed { State::Between(window) } else { State::Plain(window) }, offset: 0 }
    }

    /// The next page, or what is wrong with the next record.
    pub fn next(&mut self) -> Option<Item> {
        loop {
            match self.step() {
                Step::End => return None,
                Step::Nothing => {}
                Step::Record(record) => {
                    if let Some(item) = self.page(record) {
                        return Some(item);
                    }
                }
                Step::Wrong(wrong) => return Some(Err(self.fault(wrong))),
            }
        }
    }

    fn fault(&self, wrong: Wrong) -> Fault {
        let why = match wrong {
            Wrong::Damaged(why) => format!("the record {why}: left out"),
            Wrong::TooLarge(size) => format!("the record has {} MB, more than any page: left out", size / 1_000_000),
            Wrong::Unwanted => "the record is no page: left out".into(),
            Wrong::Io(e) => format!("the record {}: left out", unreadable(&e)),
        };
        Fault { place: format!("{}, byte {}", self.name, self.offset), why }
    }

    fn step(&mut self) -> Step {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Between(window) => self.enter(window),
            State::Inside(member, first) => self.inside(member, first),
            State::Plain(window) => self.plain(window),
            State::Done => Step::End,
        }
    }

    /// Opens the next member.
    fn enter(&mut self, mut window: Window<Source>) -> Step {
        window.mark();
        self.offset = window.offset();
        match window.peek(2).map(<[u8]>::to_vec) {
            Err(e) => Step::Wrong(Wrong::Io(e)),
            Ok(head) if head.is_empty() => Step::End,
            Ok(head) if head == b"\x1f\x8b" => {
                self.state = State::Inside(BufReader::new(GzDecoder::new(window)), true);
                Step::Nothing
            }
            Ok(_) => {
                self.resync(window);
                Step::Wrong(Wrong::Damaged("is no gzip member".into()))
            }
        }
    }

    /// Reads a record of a member.
    fn inside(&mut self, mut member: Member, first: bool) -> Step {
        // A large record that nobody asked for need not be unpacked, where the next one has a member of its own.
        let passed = if first { LARGEST as u64 } else { u64::MAX };
        let read = Record::read(&mut member, (LARGEST as u64, passed), is_wanted);
        let at_end = read.is_ok() && member.fill_buf().is_ok_and(<[u8]>::is_empty);
        match read {
            Ok(record) if at_end => {
                self.state = State::Between(member.into_inner().into_inner());
                record.map_or(Step::Nothing, Step::Record)
            }
            Ok(record) => {
                // An archive packed as a whole: do not keep what was read of it.
                member.get_mut().get_mut().mark();
                self.state = State::Inside(member, false);
                record.map_or(Step::Nothing, Step::Record)
            }
            Err(wrong) => {
                let mut window = member.into_inner().into_inner();
                window.rewind(2);
                self.resync(window);
                match wrong {
                    Wrong::Unwanted => Step::Nothing,
                    wrong => Step::Wrong(wrong),
                }
            }
        }
    }

    /// Looks for the next member in which a record begins.
    fn resync(&mut self, mut window: Window<Source>) {
        while window.find(&[b"\x1f\x8b\x08"]).unwrap_or(false) {
            let mut head = [0; 5];
            let begins = GzDecoder::new(window.peek(4_096).unwrap_or_default()).read_exact(&mut head);
            if begins.is_ok() && &head == b"WARC/" {
                self.state = State::Between(window);
                return;
            }
            window.consume(3);
        }
    }

    /// Reads a record of an archive that is not packed.
    fn plain(&mut self, mut window: Window<Source>) -> Step {
        while window.peek(1).is_ok_and(|b| matches!(b, [b'\r' | b'\n'])) {
            window.consume(1);
        }
        window.mark();
        self.offset = window.offset();
        match Record::read(&mut window, (LARGEST as u64, u64::MAX), is_wanted) {
            Ok(None) => Step::End,
            Ok(Some(record)) => {
                self.state = State::Plain(window);
                Step::Record(record)
            }
            Err(wrong) => {
                window.rewind(1);
                if window.find(&[b"\nWARC/1.", b"\nWARC/0."]).unwrap_or(false) {
                    self.state = State::Plain(window);
                }
                Step::Wrong(wrong)
            }
        }
    }

    /// The page of a record; `None` for one that has none.
    fn page(&self, record: Record) -> Option<Item> {
        let Record { headers, block } = record;
        let fault = |why: String| Fault { place: format!("{}, byte {}", self.name, self.offset), why };
        let page = match headers.get("warc-type") {
            Some("response") => match http::page(&block) {
                Ok(page) => page?,
                Err(why) => return Some(Err(fault(format!("the response {why}: left out")))),
            },
            Some("resource" | "conversion") => {
                let html = http::is_page(headers.get("content-type")?)?;
                http::Page { bytes: block, html, encoding: None }
            }
            _ => return None,
        };
        let id = format!("{}:{}", self.name, self.offset);
        Some(input(&id, page, headers.get("warc-target-uri")).map_err(|why| fault(format!("the page {why}"))))
    }
}

/// Whether a record can hold a page.
fn is_wanted(headers: &Headers) -> bool {
    let plain = |h: &Headers| h.get("content-type").is_some_and(|c| http::is_page(c).is_some());
    match headers.get("warc-type") {
        // The rest are look-ups of names and the like.
        Some("response") => headers.get("content-type").is_none_or(|c| c.contains("http")),
        Some("resource" | "conversion") => plain(headers),
        _ => false,
    }
}

fn input(id: &str, page: http::Page, address: Option<&str>) -> Result<Input, String> {
    let as_ = if page.html { sayso_read::As::Html } else { sayso_read::As::Auto };
    let mut input = Input::from_bytes(id, page.bytes, as_)?;
    // A byte order mark and UTF-8 that fits tell more than the response does.
    if let Some(encoding) = page.encoding.filter(|_| std::str::from_utf8(&input.bytes).is_err())
        && encoding_rs::Encoding::for_bom(&input.bytes).is_none()
    {
        input.text = encoding.decode_without_bom_handling(&std::mem::take(&mut input.bytes)).0.into_owned();
    }
    input.url = address.map(|a| a.trim_matches(['<', '>']).to_string());
    Ok(input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn record(kind: &str, address: &str, block: &str) -> Vec<u8> {
        let content = if kind == "response" { "application/http; msgtype=response" } else { "text/plain" };
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
        .into_bytes()
    }

    fn response(n: usize) -> Vec<u8> {
        let page = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Page {n}");
        record("response", &format!("https://news.example/{n}"), &page)
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    }

    /// Bytes of the pages, and what is told of the rest.
    fn read(bytes: Vec<u8>) -> (Vec<String>, Vec<String>) {
        let gz = bytes.starts_with(b"\x1f\x8b");
        let mut warc = Warc::new("a.warc".into(), Box::new(std::io::Cursor::new(bytes)), gz);
        let (mut pages, mut faults) = (Vec::new(), Vec::new());
        while let Some(item) = warc.next() {
            match item {
                Ok(input) => pages.push(String::from_utf8_lossy(&input.bytes).into_owned() + &input.text),
                Err(fault) => faults.push(fault.to_string()),
            }
        }
        (pages, faults)
    }

    fn members(records: &[Vec<u8>]) -> Vec<u8> {
        records.iter().flat_map(|r| packed(r)).collect()
    }

    #[test]
    fn pages_are_found_packed_and_plain() {
        let records = [
            record("warcinfo", "", "software: mine"),
            response(1),
            record("request", "https://news.example/1", "GET / HTTP/1.1\r\n\r\n"),
            response(2),
            record("conversion", "https://news.example/3", "Page 3 as text"),
        ];
        let wanted = ["<p>Page 1", "<p>Page 2", "Page 3 as text"];
        for bytes in [members(&records), records.concat(), packed(&records.concat())] {
            let (pages, faults) = read(bytes);
            assert_eq!((pages, faults), (wanted.map(String::from).to_vec(), vec![]));
        }
    }

    #[test]
    fn addresses_and_places_are_kept() {
        let first = packed(&response(1));
        let bytes = [first.clone(), packed(&response(2))].concat();
        let mut warc = Warc::new("a.warc".into(), Box::new(std::io::Cursor::new(bytes)), true);
        assert_eq!(warc.next().unwrap().unwrap().url.as_deref(), Some("https://news.example/1"));
        assert_eq!(warc.next().unwrap().unwrap().input_id, format!("a.warc:{}", first.len()));
    }

    #[test]
    fn after_damage_the_next_record_is_found() {
        let (one, two, three) = (packed(&response(1)), packed(&response(2)), packed(&response(3)));
        let wanted = vec!["<p>Page 1".to_string(), "<p>Page 3".to_string()];
        let cut = two[..two.len() / 2].to_vec();
        let mut flipped = two.clone();
        flipped[20] ^= 0x55;
        for bad in [cut, flipped, b"garbage between members".to_vec()] {
            let (pages, faults) = read([one.clone(), bad, three.clone()].concat());
            assert_eq!(pages, wanted);
            assert!(
                faults.len() == 1 && faults[0].starts_with(&format!("a.warc, byte {}: the record ", one.len())),
                "{faults:?}"
            );
        }
        let wrong_length = String::from_utf8(response(2)).unwrap();
        for length in ["7", "9000000000", "-1", "none"] {
            let at = wrong_length.find("Content-Length: ").unwrap();
            let end = wrong_length[at..].find('\r').unwrap() + at;
            let bad = format!("{}Content-Length: {length}{}", &wrong_length[..at], &wrong_length[end..]);
            let (pages, faults) = read([response(1), bad.into_bytes(), response(3)].concat());
            assert_eq!((pages, faults.len()), (wanted.clone(), 1), "{length}: {faults:?}");
        }
    }

    #[test]
    fn headers_without_end_are_left() {
        let endless = [b"WARC/1.0\r\nX: ".to_vec(), vec![b'a'; 1 << 20], b"\r\n\r\n".to_vec()].concat();
        let (pages, faults) = read([endless, response(2)].concat());
        assert_eq!((pages, faults.len()), (vec!["<p>Page 2".to_string()], 1));
        let many = ["WARC/1.0\r\n".to_string(), "X: y\r\n".repeat(1_000), "\r\n".into()].concat();
        let (pages, faults) = read([many.into_bytes(), response(2)].concat());
        assert_eq!((pages, faults.len()), (vec!["<p>Page 2".to_string()], 1));
    }

    #[test]
    fn large_records_cost_little() {
        let large = record("metadata", "x", &"a".repeat(40 << 20));
        let (pages, faults) = read([packed(&response(1)), packed(&large), packed(&response(2))].concat());
        assert_eq!((pages.len(), faults), (2, vec![]));
        let wanted = record("conversion", "x", &"a".repeat(40 << 20));
        let (pages, faults) = read([response(1), wanted, response(2)].concat());
        assert_eq!(pages.len(), 2);
        assert!(faults[0].ends_with("the record has 41 MB, more than any page: left out"), "{faults:?}");
    }

    #[test]
    fn missing_blank_lines_do_no_harm() {
        let mut bytes = response(1);
        bytes.truncate(bytes.len() - 4);
        let (pages, faults) = read([bytes, response(2)].concat());
        assert_eq!((pages.len(), faults), (2, vec![]));
    }
}
