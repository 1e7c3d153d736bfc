//! `sayso explain`: why a record stands.

use crate::inputs::As;
use crate::render::{self, Color};
use crate::usage::{self, Usage};
use crate::{folders, sink};
use jiff::civil::Date;
use sayso_core::{Explanation, Reading, Record};
use sayso_format::{json, pretty};
use sayso_input::Inputs;
use sayso_read::Options;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

/// What to print.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Laid out to be read by a person
    Pretty,
    /// One object a record, in an array
    Json,
    /// One object a record, one a line
    Jsonl,
}

#[derive(clap::Args)]
pub struct Args {
    /// A file, a folder, or - for standard input
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    /// A record: its id, or its name in what `sayso read` prints (e3, s1); all without it
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// What to print [default: pretty on a terminal, jsonl in a pipe]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// What the input is
    #[arg(long = "as", value_enum, value_name = "KIND", default_value = "auto")]
    as_: As,
    /// Reference date for "Monday", "last month" where the page has no date of its own
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = usage::day)]
    date: Option<Date>,
    /// Language of the pages; skips language identification
    #[arg(long, value_name = "CODE", value_parser = usage::language)]
    lang: Option<String>,
    /// Language folders to lay over the built-in ones
    #[arg(long, value_name = "DIR")]
    lang_dir: Option<PathBuf>,
    /// Also statements cued by attitudes (support, want, doubt …)
    #[arg(long)]
    attitudes: bool,
    /// Colour of pretty output
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// Runs the command; the exit status is 1 where some input could not be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let reader = folders::reader(args.lang_dir.as_deref())?;
    let options = Options { date: args.date, language: args.lang.clone(), attitudes: args.attitudes };
    let usual = if stdout().is_terminal() { Format::Pretty } else { Format::Jsonl };
    let mut shown = Shown { format: args.format.unwrap_or(usual), color: args.color, count: 0 };
    let (mut whole, mut names) = (true, Vec::new());
    for item in Inputs::new(vec![args.input.clone()], args.as_.into()) {
        let input = match item {
            Ok(input) => input,
            Err(fault) => {
                crate::tell(&format!("{}: {}", fault.place, fault.why));
                whole = false;
                continue;
            }
        };
        let (reading, all) = reader.explain(&input, &options);
        reading.warnings.iter().for_each(|w| crate::tell(&format!("{}: {w}", input.input_id)));
        let wanted = |e: &&Explanation| args.id.as_deref().is_none_or(|id| is_called(&reading, e.record, id));
        all.iter().filter(wanted).for_each(|e| shown.show(&reading, e));
        names.push(format!("{} has {}", input.input_id, inventory(&reading)));
    }
    shown.end();
    match &args.id {
        Some(id) if shown.count == 0 && whole => Err(unknown(id, &names).into()),
        _ => Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
    }
}

/// Prints one record after the other.
struct Shown {
    format: Format,
    color: Color,
    count: usize,
}

impl Shown {
    fn show(&mut self, r: &Reading, e: &Explanation) {
        let text = match self.format {
            Format::Pretty => pretty::explanation(r, e, render::look(self.color)),
            Format::Json => render::json(&json::explanation(r, e), true),
            Format::Jsonl => render::json(&json::explanation(r, e), false) + "\n",
        };
        let between = match (self.format, self.count) {
            (Format::Pretty, 1..) => "\n\n",
            (Format::Json, 0) => "[\n",
            (Format::Json, _) => ",\n",
            _ => "",
        };
        sink::write(&[between, &text]);
        self.count += 1;
    }

    fn end(&self) {
        if self.format == Format::Json {
            sink::write(&[if self.count == 0 { "[]\n" } else { "\n]\n" }]);
        }
    }
}

/// Whether a record has this id, or this name in the order of the page.
fn is_called(r: &Reading, record: Record, name: &str) -> bool {
    let (id, letter, index) = match record {
        Record::Statement(i) => (&r.statements[i].id, 's', i),
        Record::Event(i) => (&r.events[i].id, 'e', i),
    };
    id == name || name.strip_prefix(letter).and_then(|n| n.parse().ok()) == Some(index + 1)
}

/// What records a page has.
fn inventory(r: &Reading) -> String {
    let some = |letter: char, n: usize| match n {
        0 => None,
        1 => Some(format!("{letter}1")),
        _ => Some(format!("{letter}1 to {letter}{n}")),
    };
    let all: Vec<String> = [some('s', r.statements.len()), some('e', r.events.len())].into_iter().flatten().collect();
    if all.is_empty() { "no records".into() } else { all.join(" and ") }
}

fn unknown(id: &str, names: &[String]) -> Usage {
    let known = match names {
        [] => "there is no page".to_string(),
        [one] => one.clone(),
        [one, ..] => format!("{one}, and {} more pages were looked at", names.len() - 1),
    };
    Usage(format!("no record '{id}': {known}"))
}
