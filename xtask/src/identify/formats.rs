//! Reads the formats of the sources.

use anyhow::{Context, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub fn folder(dir: &Path, prefix: &str) -> anyhow::Result<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(dir)
        .with_context(|| format!("{} cannot be read", dir.display()))?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(prefix)))
        .collect();
    found.sort();
    found.pop().with_context(|| format!("no folder {prefix}… in {}", dir.display()))
}

pub fn files(dir: &Path, wanted: &dyn Fn(&Path) -> bool) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut todo = vec![dir.to_path_buf()];
    while let Some(at) = todo.pop() {
        for e in fs::read_dir(&at).with_context(|| format!("{} cannot be read", at.display()))? {
            let path = e?.path();
            if path.is_dir() {
                todo.push(path);
            } else if wanted(&path) {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// Paragraphs of one declaration.
pub fn declaration(dir: &Path, code: &str) -> anyhow::Result<Vec<String>> {
    let file = dir.join("declaration").join(format!("{code}.html"));
    let html = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let body = html.split_once("<body>").map_or(html.as_str(), |(_, b)| b);
    let lines = body.lines().map(|l| without_tags(l).trim().to_string());
    Ok(lines.filter(|l| l.chars().count() > 20).collect())
}

fn without_tags(s: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in s.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Names of languages, territories, times, units and pictures in one language.
pub fn names(dir: &Path, locale: &str) -> anyhow::Result<Vec<String>> {
    let places = [
        format!("cldr-annotations/annotations/{locale}/annotations.json"),
        format!("cldr-localenames/main/{locale}/languages.json"),
        format!("cldr-localenames/main/{locale}/territories.json"),
        format!("cldr-dates/main/{locale}/ca-gregorian.json"),
        format!("cldr-dates/main/{locale}/dateFields.json"),
        format!("cldr-units/main/{locale}/units.json"),
    ];
    let mut out = BTreeSet::new();
    for place in places {
        let Ok(text) = fs::read_to_string(dir.join(place)) else { continue };
        strings(&serde_json::from_str(&text)?, &mut out);
    }
    Ok(out.into_iter().collect())
}

fn strings(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::String(s) => {
            let plain = without_places(s);
            if plain.chars().filter(|c| c.is_alphabetic()).count() >= 4 && !s.contains("y'") && !s.contains('/') {
                out.insert(plain);
            }
        }
        Value::Array(all) => all.iter().for_each(|v| strings(v, out)),
        Value::Object(all) => all.iter().filter(|(k, _)| k.as_str() != "identity").for_each(|(_, v)| strings(v, out)),
        _ => {}
    }
}

/// Leaves out `{0}`, `%(name)s`, `%s`, tags and signs of keys.
fn without_places(s: &str) -> String {
    let mut out = String::new();
    let mut rest = s;
    while let Some(i) = rest.find(['{', '%', '&', '<']) {
        out.push_str(&rest[..i]);
        let (open, close) = match rest.as_bytes()[i] {
            b'{' => (1, '}'),
            b'<' => (1, '>'),
            b'%' if rest[i + 1..].starts_with('(') => (2, ')'),
            _ => {
                rest = rest[i + 1..].strip_prefix(['s', 'd']).unwrap_or(&rest[i + 1..]);
                out.push(' ');
                continue;
            }
        };
        let end = rest[i + open..].find(close).map_or(rest.len(), |n| i + open + n + 1);
        rest = &rest[end..];
        if close == ')' {
            rest = rest.strip_prefix(['s', 'd']).unwrap_or(rest);
        }
        out.push(' ');
    }
    out.push_str(rest);
    out.trim().to_string()
}

/// The text of a tree in CoNLL-U, out of its words.
pub fn words_of_tree(tree: &str) -> String {
    let mut out = String::new();
    let mut inside = 0;
    for line in tree.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns[..] else { continue };
        if let Some((_, last)) = id.split_once('-') {
            inside = last.parse().unwrap_or(0);
        } else if id.parse().is_ok_and(|n: u32| n <= inside) || id.contains('.') {
            continue;
        }
        out.push_str(form);
        if !misc.contains("SpaceAfter=No") {
            out.push(' ');
        }
    }
    out.trim().to_string()
}

/// Pairs of message and translation in a file of gettext.
pub fn messages(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let (mut source, mut message) = (String::new(), String::new());
    let mut into_message = false;
    for line in text.lines().chain(["msgid \"\""]) {
        if line.starts_with("msgid ") {
            out.push((std::mem::take(&mut source), std::mem::take(&mut message)));
            into_message = false;
        } else if line.starts_with("msgstr") {
            into_message = true;
            message.push(' ');
        } else if !line.starts_with('"') {
            continue;
        }
        let Some((a, b)) = line.find('"').zip(line.rfind('"')) else { continue };
        let to = if into_message { &mut message } else { &mut source };
        to.push_str(line.get(a + 1..b).unwrap_or_default());
    }
    let clean = |s: &str| without_places(&s.replace("\\n", " ").replace("\\\"", "\"")).trim().to_string();
    // The first message is the head of the file.
    out.iter().filter(|(s, _)| !s.is_empty()).map(|(s, m)| (clean(s), clean(m))).collect()
}

/// The words of a file of wordfreq: a list whose nth element lists the words that are used
/// 10^(-n/100) of the time, after one element that tells the format.
pub fn buckets(bytes: &[u8]) -> anyhow::Result<Vec<Vec<String>>> {
    let mut at = 0;
    let n = array(bytes, &mut at)?;
    skip_map(bytes, &mut at)?;
    (1..n).map(|_| (0..array(bytes, &mut at)?).map(|_| string(bytes, &mut at)).collect()).collect()
}

fn take<'b>(bytes: &'b [u8], at: &mut usize, n: usize) -> anyhow::Result<&'b [u8]> {
    let out = bytes.get(*at..*at + n).context("a word list ends too early")?;
    *at += n;
    Ok(out)
}

fn number(bytes: &[u8], at: &mut usize, n: usize) -> anyhow::Result<usize> {
    Ok(take(bytes, at, n)?.iter().fold(0, |a, &b| a << 8 | usize::from(b)))
}

fn array(bytes: &[u8], at: &mut usize) -> anyhow::Result<usize> {
    Ok(match take(bytes, at, 1)?[0] {
        b @ 0x90..=0x9F => usize::from(b & 15),
        0xDC => number(bytes, at, 2)?,
        0xDD => number(bytes, at, 4)?,
        b => bail!("a word list has {b:#x} where a list should begin"),
    })
}

fn string(bytes: &[u8], at: &mut usize) -> anyhow::Result<String> {
    let n = match take(bytes, at, 1)?[0] {
        b @ 0xA0..=0xBF => usize::from(b & 31),
        0xD9 => number(bytes, at, 1)?,
        0xDA => number(bytes, at, 2)?,
        b => bail!("a word list has {b:#x} where a word should begin"),
    };
    Ok(String::from_utf8(take(bytes, at, n)?.to_vec())?)
}

fn skip_map(bytes: &[u8], at: &mut usize) -> anyhow::Result<()> {
    let n = take(bytes, at, 1)?[0] & 15;
    for _ in 0..n {
        string(bytes, at)?;
        match bytes.get(*at) {
            Some(0x00..=0x7F) => *at += 1,
            _ => drop(string(bytes, at)?),
        }
    }
    Ok(())
}

/// Serbian in its other script, letter by letter.
pub fn serbian_latin(s: &str) -> String {
    const FROM: &str = "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ";
    const TO: [&str; 60] = [
        "a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m", "n", "nj", "o", "p", "r", "s", "t",
        "ć", "u", "f", "h", "c", "č", "dž", "š", "A", "B", "V", "G", "D", "Đ", "E", "Ž", "Z", "I", "J", "K", "L", "Lj",
        "M", "N", "Nj", "O", "P", "R", "S", "T", "Ć", "U", "F", "H", "C", "Č", "Dž", "Š",
    ];
    let mut out = String::new();
    for c in s.chars() {
        match FROM.chars().position(|f| f == c) {
            Some(i) => out.push_str(TO[i]),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_without_what_programs_put_in() {
        let po = "msgid \"\"\nmsgstr \"\"\n\"Language: xx\\n\"\n\n#: a.py\nmsgid \"Sorry, %(name)s\"\nmsgstr \"\"\n\"Maaf, \"\n\
                  \"<b>%(name)s</b>\\n{0}\"\n";
        assert_eq!(messages(po), [("Sorry,".to_string(), "Maaf,".to_string())]);
    }

    #[test]
    fn trees_are_read_as_they_were_written() {
        let row = |id: &str, form: &str, misc: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
        let tree =
            ["# sent_id = 1\n".to_string(), row("1-2", "rumahnya", "_"), row("1", "rumah", "_"), row("2", "nya", "_")];
        let tree = tree.concat() + &row("3", "besar", "SpaceAfter=No") + &row("4", ".", "_");
        assert_eq!(words_of_tree(&tree), "rumahnya besar.");
    }

    #[test]
    fn word_lists_are_read_by_how_often_words_are_used() {
        let file = b"\x93\x82\xa6format\xa2cB\xa7version\x01\x90\x92\xa2de\xa3het";
        assert_eq!(buckets(file).expect("a word list"), [vec![], vec!["de".to_string(), "het".to_string()]]);
        assert!(buckets(&file[..20]).is_err());
    }

    #[test]
    fn serbian_is_written_in_both_scripts() {
        assert_eq!(serbian_latin("Љубав и џеп, 2024"), "Ljubav i džep, 2024");
    }
}
