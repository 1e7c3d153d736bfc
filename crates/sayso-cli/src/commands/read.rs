//! `sayso read` and `sayso page`.

use crate::inputs::{self, As};
use anyhow::Context;
use jiff::civil::Date;
use sayso_lang_data::Folders;
use sayso_read::{Input, Options, Reader};
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// How deep to read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What the page is.
    Page,
    /// What it says.
    Records,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One object for one document, an array for several
    Json,
    /// One object a line, in input order
    Jsonl,
}

#[derive(clap::Args)]
pub struct Args {
    /// Files, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What the input is (auto looks at the bytes, then the name)
    #[arg(long = "as", value_enum, default_value = "auto")]
    as_: As,
    /// Reference date for "Monday", "last month" where the page has no date of its own
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Language of the pages; skips language identification
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Language folders to lay over the built-in ones
    #[arg(long, value_name = "DIR")]
    lang_dir: Option<PathBuf>,
    /// Also statements cued by attitudes (support, want, doubt …)
    #[arg(long)]
    attitudes: bool,
    /// Threads (default: all cores)
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// Runs the command; the exit status is 1 where some input could not be read.
pub fn run(args: &Args, depth: Depth) -> anyhow::Result<ExitCode> {
    let mut folders = Folders::builtin();
    if let Some(dir) = &args.lang_dir {
        inputs::lay_over(&mut folders, dir)?;
    }
    let reader = Reader::new(&folders).context("the language folders cannot be used")?;
    let options = Options { date: args.date, language: args.lang.clone(), attitudes: args.attitudes };
    let format = args.format.unwrap_or(if std::io::stdout().is_terminal() { Format::Json } else { Format::Jsonl });
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut failed, mut objects) = (false, Vec::new());
    for path in &args.inputs {
        inputs::each(path, args.as_, &mut |input: Result<Input, String>| -> anyhow::Result<()> {
            match input {
                Ok(input) => {
                    let value = value(&reader, &input, &options, depth);
                    match format {
                        Format::Json => objects.push(value),
                        Format::Jsonl => writeln!(out, "{value}")?,
                    }
                }
                Err(why) => {
                    failed = true;
                    eprintln!("sayso: {why}");
                }
            }
            Ok(())
        })?;
    }
    if format == Format::Json {
        match objects.as_slice() {
            [one] => writeln!(out, "{one:#}")?,
            many => writeln!(out, "{:#}", serde_json::Value::from(many.to_vec()))?,
        }
    }
    out.flush()?;
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn value(reader: &Reader, input: &Input, options: &Options, depth: Depth) -> serde_json::Value {
    match depth {
        Depth::Page => sayso_format::json::page(&reader.page(input, options)),
        Depth::Records => sayso_format::json::reading(&reader.read(input, options)),
    }
}
