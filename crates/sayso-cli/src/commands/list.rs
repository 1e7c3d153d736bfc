//! `sayso lang list`: which languages there are, and what is known of each.

use super::lang_name;
use sayso_lang_data::{Folder, Folders};

/// One language a line, columns aligned.
pub fn table(folders: &Folders) -> String {
    let head =
        ["code", "language", "model", "names", "titles", "cues", "event types", "event rules", "articles", "pages"];
    let mut rows = vec![head.map(String::from)];
    rows.extend(folders.iter().filter(|(code, _)| *code != "und").map(|(code, folder)| row(code, folder)));
    let width = |i: usize| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |r: &[String; 10]| {
        let cells = r.iter().zip(&widths).map(|(cell, &w)| format!("{cell:<w$}")).collect::<Vec<_>>();
        cells.join("  ").trim_end().to_string() + "\n"
    };
    rows.iter().map(line).collect()
}

fn row(code: &str, folder: &Folder) -> [String; 10] {
    let yes = |there: bool| if there { "yes" } else { "-" }.to_string();
    let events = files(folder, "events/");
    [
        code.to_string(),
        lang_name(code, folder),
        folder.bytes("model.bin").map_or("-".into(), |b| format!("{:.1} MB", b.len() as f64 / 1e6)),
        count(rows(folder, "names.tsv")),
        count(rows(folder, "titles.tsv")),
        count(rules(&files(folder, "statements/"))),
        count(events.len()),
        count(rules(&events)),
        count(files(folder, "articles/").len()),
        yes(folder.bytes("page.toml").is_some()),
    ]
}

fn count(n: usize) -> String {
    if n == 0 { "-".into() } else { n.to_string() }
}

fn rows(folder: &Folder, table: &str) -> usize {
    let lines = folder.text(table).unwrap_or_default().lines();
    lines.filter(|l| !l.trim().is_empty() && !l.starts_with('#')).count()
}

fn files<'f>(folder: &'f Folder, below: &'f str) -> Vec<&'f [u8]> {
    folder.below(below).map(|(_, bytes)| bytes).collect()
}

/// Tables that stand for a rule: `[[verb]]`, but not `[[verb.example]]`.
fn rules(files: &[&[u8]]) -> usize {
    let is_rule = |l: &&str| l.starts_with("[[") && !l.contains('.');
    files.iter().map(|f| String::from_utf8_lossy(f).lines().filter(is_rule).count()).sum()
}
