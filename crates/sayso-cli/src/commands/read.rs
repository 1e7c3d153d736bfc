//! `sayso read` and `sayso page`.

use crate::guard::guarded;
use crate::progress::Progress;
use crate::render::{Color, Depth, Format, Renderer};
use crate::sink::{Printed, Sink};
use crate::{folders, pool, usage};
use jiff::civil::Date;
use sayso_input::{Fault, Inputs, Item};
use sayso_read::{Options, Reader};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;

/// What the input is.
#[derive(Clone, Copy, clap::ValueEnum)]
enum As {
    /// Looks at the bytes, then the name
    Auto,
    /// A web page
    Html,
    /// The visible text of a page
    Text,
    /// One document a line: {"id", "text" or "html" or "html_b64", "url", "title", "published", "language"}
    Jsonl,
    /// RSS, Atom or JSON Feed: each entry is a document
    Feed,
    /// A web archive: each page in it is a document
    Warc,
}

#[derive(clap::Args)]
pub struct Args {
    /// Files, folders (all files in them, sorted), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
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
    /// Threads [default: all cores]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Colour of pretty output
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// Runs the command; the exit status is 1 where some input could not be read.
pub fn run(args: &Args, depth: Depth) -> anyhow::Result<ExitCode> {
    let reader = folders::reader(args.lang_dir.as_deref())?;
    let options = Options { date: args.date, language: args.lang.clone(), attitudes: args.attitudes };
    let renderer = Renderer::new(args.format, depth, args.color);
    let (sink, mut progress) = (Sink::new(renderer.frame()), Progress::new());
    let jobs = args.jobs.or(available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let work = |item: Item| one(item, &reader, &options, depth, &renderer);
    let inputs = guarded_items(Inputs::new(args.inputs.clone(), args.as_.into()));
    pool::ordered(inputs, jobs, work, |done| match done {
        Ok(done) => {
            done.notes.iter().for_each(|n| progress.note(&done.place, n));
            sink.document(done.printed);
            progress.read();
        }
        Err(fault) => progress.fault(&fault),
    });
    let all_read = progress.finish();
    sink.finish();
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The items of the inputs; a panic on the way costs the rest of one input only.
fn guarded_items(mut inputs: Inputs) -> impl Iterator<Item = Item> + Send {
    std::iter::from_fn(move || match guarded(|| inputs.next()) {
        Ok(next) => next,
        Err(why) => Some(Err(Fault { place: inputs.name().to_string(), why })),
    })
}

/// A document that was read.
struct Done {
    place: String,
    printed: Printed,
    /// Warnings that the format has no place for.
    notes: Vec<String>,
}

fn one(item: Item, reader: &Reader, options: &Options, depth: Depth, to: &Renderer) -> Result<Done, Fault> {
    let input = item?;
    let print = || {
        let reading = match depth {
            Depth::Page => reader.page(&input, options),
            Depth::Records => reader.read(&input, options),
        };
        let printed = to.render(&reading);
        (printed, if to.hides_warnings() { reading.warnings } else { Vec::new() })
    };
    let place = input.input_id.clone();
    match guarded(print) {
        Ok((printed, notes)) => Ok(Done { place, printed, notes }),
        Err(why) => Err(Fault { place, why }),
    }
}

impl From<As> for sayso_input::As {
    fn from(as_: As) -> Self {
        match as_ {
            As::Auto => sayso_input::As::Auto,
            As::Html => sayso_input::As::Html,
            As::Text => sayso_input::As::Text,
            As::Jsonl => sayso_input::As::Jsonl,
            As::Feed => sayso_input::As::Feed,
            As::Warc => sayso_input::As::Warc,
        }
    }
}
