//! Files, standard input and JSON lines become inputs.

use anyhow::Context;
use sayso_lang_data::Folders;
use sayso_read::Input;
use serde::Deserialize;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// What the input is.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum As {
    /// Looks at the bytes, then the name
    Auto,
    /// A web page
    Html,
    /// The visible text of a page
    Text,
    /// One document a line
    Jsonl,
}

/// One line of `--as jsonl`.
#[derive(Deserialize)]
struct Row {
    id: Option<String>,
    text: Option<String>,
    html: Option<String>,
    html_b64: Option<String>,
    url: Option<String>,
    title: Option<String>,
    published: Option<String>,
    language: Option<String>,
}

/// Hands every document of `path` (`-` for standard input) to `take`, in order; what cannot
/// be read comes as the line to print.
pub fn each(
    path: &Path,
    as_: As,
    take: &mut dyn FnMut(Result<Input, String>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let name = path.display().to_string();
    let source: Box<dyn Read> = if name == "-" {
        Box::new(std::io::stdin())
    } else {
        match fs::File::open(path) {
            Ok(f) => Box::new(f),
            Err(e) => return take(Err(format!("{name}: cannot be opened: {e}"))),
        }
    };
    if as_ == As::Jsonl || (as_ == As::Auto && name.ends_with(".jsonl")) {
        return rows(&name, BufReader::new(source), take);
    }
    let mut bytes = Vec::new();
    if let Err(e) = BufReader::new(source).read_to_end(&mut bytes) {
        return take(Err(format!("{name}: cannot be read: {e}")));
    }
    let kind = match as_ {
        As::Html => sayso_read::As::Html,
        As::Text => sayso_read::As::Text,
        As::Auto | As::Jsonl => sayso_read::As::Auto,
    };
    take(Input::from_bytes(&name, bytes, kind).map_err(|e| format!("{name}: {e}")))
}

fn rows(
    name: &str,
    source: impl BufRead,
    take: &mut dyn FnMut(Result<Input, String>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for (n, line) in source.lines().enumerate() {
        let line = line.with_context(|| format!("{name}:{}", n + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        take(row(name, n + 1, &line))?;
    }
    Ok(())
}

fn row(name: &str, n: usize, line: &str) -> Result<Input, String> {
    let r: Row = serde_json::from_str(line).map_err(|e| format!("{name}:{n}: is not a document: {e}"))?;
    let (text, html, bytes) = match (r.text, r.html_b64, r.html) {
        (Some(t), ..) => (t, false, Vec::new()),
        (None, Some(b), _) => {
            let bytes = base64(&b).ok_or_else(|| format!("{name}:{n}: \"html_b64\" is not base64"))?;
            (String::new(), true, bytes)
        }
        (None, None, Some(h)) => (h, true, Vec::new()),
        (None, None, None) => return Err(format!("{name}:{n}: has neither \"text\" nor \"html\" nor \"html_b64\"")),
    };
    Ok(Input {
        id_given: r.id.is_some(),
        input_id: r.id.unwrap_or_else(|| format!("{name}:{n}")),
        text,
        html,
        bytes,
        warnings: Vec::new(),
        url: r.url,
        title: r.title,
        published: r.published,
        language: r.language,
    })
}

/// Bytes of a base64 string; blanks are passed over.
fn base64(s: &str) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut held) = (Vec::with_capacity(s.len() / 4 * 3), 0u32, 0);
    for b in s.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    Some(out)
}

/// Lays the files of a folder of language folders over the built-in ones.
pub fn lay_over(folders: &mut Folders, dir: &Path) -> anyhow::Result<()> {
    let entries = fs::read_dir(dir).with_context(|| format!("--lang-dir {}: cannot be read", dir.display()))?;
    for folder in entries {
        let folder = folder?;
        if folder.file_type()?.is_dir() {
            let code = folder.file_name().to_string_lossy().into_owned();
            walk(folders, &code, &folder.path(), "")?;
        }
    }
    Ok(())
}

fn walk(folders: &mut Folders, code: &str, at: &Path, prefix: &str) -> anyhow::Result<()> {
    for entry in fs::read_dir(at).with_context(|| at.display().to_string())? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(folders, code, &entry.path(), &format!("{name}/"))?;
        } else {
            folders.insert(code, &name, fs::read(entry.path())?);
        }
    }
    Ok(())
}
