//! An HTTP response as it was recorded: its page.

use super::record::{Headers, Wrong};
use crate::LARGEST;
use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{BufRead, Read};

/// A page in a response.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub bytes: Vec<u8>,
    pub html: bool,
    /// The encoding that the response names.
    pub encoding: Option<&'static Encoding>,
}

/// The page of a response; `None` for one that is no page (a picture, an error, a redirect).
pub(super) fn page(response: &[u8]) -> Result<Option<Page>, String> {
    let mut rest = response;
    let mut status = String::new();
    rest.by_ref().take(1_000).read_line(&mut status).map_err(|_| "has no HTTP status line")?;
    if !status.starts_with("HTTP/") {
        return Err("has no HTTP status line".into());
    }
    let headers = Headers::read(&mut rest).map_err(|e| match e {
        Wrong::Damaged(why) => format!("{why} (HTTP)"),
        _ => "cannot be read".into(),
    })?;
    let good = status.split_whitespace().nth(1).is_some_and(|code| code.starts_with('2'));
    let content = headers.get("content-type").unwrap_or("text/html");
    let Some(html) = is_page(content).filter(|_| good) else { return Ok(None) };
    let body = match headers.get("transfer-encoding").is_some_and(|t| t.to_ascii_lowercase().contains("chunked")) {
        true => dechunked(rest).unwrap_or_else(|| rest.to_vec()),
        false => rest.to_vec(),
    };
    let bytes = unpacked(&body, headers.get("content-encoding").unwrap_or_default())?;
    Ok(Some(Page { bytes, html, encoding: charset(content) }))
}

/// Whether a content type is a page, and whether that is HTML.
pub(super) fn is_page(content_type: &str) -> Option<bool> {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Some(true),
        "text/plain" => Some(false),
        _ => None,
    }
}

fn charset(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let value = lower.split("charset=").nth(1)?.trim_start_matches(['"', '\'']);
    Encoding::for_label(value.split(['"', '\'', ';', ' ']).next()?.as_bytes())
}

/// The body of chunks; `None` where it is not chunked after all: many archives keep the header and undo it.
fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (Vec::new(), body);
    loop {
        let end = rest.iter().take(100).position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        // Of a response cut off in a chunk, what is there.
        let there = size.min(rest.len());
        out.extend_from_slice(&rest[..there]);
        if there < size {
            return Some(out);
        }
        rest = rest[size..].strip_prefix(b"\r\n").or(rest[size..].strip_prefix(b"\n")).unwrap_or(&rest[size..]);
        if rest.is_empty() {
            return Some(out);
        }
    }
}

/// Undoes the content encoding, no farther than a page may be large.
fn unpacked(body: &[u8], encoding: &str) -> Result<Vec<u8>, String> {
    let is_gzip = body.starts_with(b"\x1f\x8b");
    match encoding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if is_gzip => limited(MultiGzDecoder::new(body)),
        "deflate" if body.first().is_some_and(|b| b & 0x0f == 8) => limited(ZlibDecoder::new(body)),
        "deflate" => limited(DeflateDecoder::new(body)),
        packed @ ("br" | "zstd" | "compress") if !looks_plain(body) => {
            Err(format!("is packed with {packed}, which this version does not unpack"))
        }
        // Many archives keep the header of a body that they unpacked.
        _ => Ok(body.to_vec()),
    }
}

fn looks_plain(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

fn limited(source: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = source.take(LARGEST as u64 + 1).read_to_end(&mut bytes);
    match read {
        _ if bytes.len() > LARGEST => Err(format!("unpacks to more than {} MiB", LARGEST >> 20)),
        // The beginning of a page is better than none.
        Err(_) if !bytes.is_empty() => Ok(bytes),
        Err(e) => Err(format!("cannot be unpacked: {e}")),
        Ok(_) => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, body: &[u8]) -> Result<Option<Page>, String> {
        page(&[format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat())
    }

    #[test]
    fn pages_are_taken_out() {
        let page = read("Content-Type: text/html; charset=windows-1251", b"<p>x").unwrap().unwrap();
        assert_eq!(
            (page.bytes.as_slice(), page.html, page.encoding.map(|e| e.name())),
            (&b"<p>x"[..], true, Some("windows-1251"))
        );
        let chunked =
            read("Content-Type: text/plain\r\nTransfer-Encoding: chunked", b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
        assert_eq!(chunked.unwrap().unwrap().bytes, b"abcde");
        let undone = read("Transfer-Encoding: chunked", b"<p>not chunked").unwrap().unwrap();
        assert_eq!(undone.bytes, b"<p>not chunked");
        assert_eq!(read("Content-Type: image/png", b"..."), Ok(None));
        assert_eq!(page_of(b"HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n"), Ok(None));
    }

    fn page_of(response: &[u8]) -> Result<Option<Page>, String> {
        page(response)
    }

    #[test]
    fn bombs_and_what_is_packed_otherwise_are_told() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::copy(&mut std::io::repeat(b'a').take(40 << 20), &mut packed).unwrap();
        let bomb = packed.finish().unwrap();
        assert_eq!(read("Content-Encoding: gzip", &bomb).unwrap_err(), "unpacks to more than 32 MiB");
        assert!(read("Content-Encoding: br", b"\x0b\x02\x80").unwrap_err().contains("br"));
        assert_eq!(page(b"no response").unwrap_err(), "has no HTTP status line");
    }
}
