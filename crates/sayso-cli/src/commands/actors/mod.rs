//! `sayso lang actors import`: lists of actors in other tools' forms become a list of sayso.

mod petrarch;
mod wikidata;

use crate::sink;
use anyhow::Context;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub enum Args {
    /// Turn a Wikidata extract or a PETRARCH dictionary into a list for lang/und/lists
    Import(Import),
}

/// The form of a list.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum From {
    /// Wikidata entities, one JSON object a line
    Wikidata,
    /// A PETRARCH or Phoenix actor dictionary
    Petrarch,
}

#[derive(clap::Args)]
pub struct Import {
    /// The list to read
    file: PathBuf,
    /// Where to write it: DIR/und/lists/NAME.tsv is read with --lang-dir DIR
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Form of the list [default: by its first character]
    #[arg(long, value_enum, value_name = "FORM")]
    from: Option<From>,
}

/// One actor in one office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    key: String,
    kind: &'static str,
    code: String,
    role: String,
    from: String,
    to: String,
    name: String,
    names: Vec<String>,
    wikidata: String,
}

/// What a list holds, and what of it could not be used and why.
#[derive(Debug, Default)]
struct Read {
    rows: Vec<Row>,
    skipped: Vec<String>,
}

/// How many skipped entries are named.
const NAMED: usize = 10;

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let Args::Import(args) = args;
    let name = args.file.display();
    let bytes = fs::read(&args.file).with_context(|| format!("{name}: cannot be read"))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{name}: is not UTF-8: convert it first"))?;
    let json = text.trim_start_matches(['\u{feff}', '[', '\n', '\r', ' ']).starts_with('{');
    let form = args.from.unwrap_or(if json { From::Wikidata } else { From::Petrarch });
    let read = match form {
        From::Wikidata => wikidata::read(&text).with_context(|| format!("{name}"))?,
        From::Petrarch => petrarch::read(&text),
    };
    for why in read.skipped.iter().take(NAMED) {
        crate::tell(&format!("{name}: {why}"));
    }
    if read.skipped.len() > NAMED {
        crate::tell(&format!("{name}: {} more entries are left out", read.skipped.len() - NAMED));
    }
    if read.rows.is_empty() {
        anyhow::bail!("{name}: holds no actor that can be used; --from tells the form of the list");
    }
    if let Some(folder) = args.to.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    }
    fs::write(&args.to, table(&read.rows)).with_context(|| format!("{}: cannot be written", args.to.display()))?;
    let actors = read.rows.iter().map(|r| &r.key).collect::<BTreeSet<_>>().len();
    sink::write(&[&format!("{}: {actors} actors, {} left out\n", args.to.display(), read.skipped.len())]);
    Ok(ExitCode::SUCCESS)
}

/// The list as its file has it.
fn table(rows: &[Row]) -> String {
    let mut out = "# key\tkind\tcode\trole\tfrom\tto\tname\tnames\twikidata\n".to_string();
    for r in rows {
        let names = r.names.iter().map(|n| cell(n).replace(';', ",")).collect::<Vec<_>>().join(";");
        let [key, code, role, name] = [&r.key, &r.code, &r.role, &r.name].map(|c| cell(c));
        let _ =
            writeln!(out, "{key}\t{}\t{code}\t{role}\t{}\t{}\t{name}\t{names}\t{}", r.kind, r.from, r.to, r.wikidata);
    }
    out
}

/// What a cell can hold: one line without tabs.
fn cell(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A key made of a name: small letters and digits with hyphens between them.
fn key(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c.is_alphanumeric() {
            true => out.push(c),
            false if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            false => {}
        }
    }
    out.trim_end_matches('-').to_string()
}
