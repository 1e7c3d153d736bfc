//! What commands that read pages have in common: inputs, and how they are read.

use crate::guard::guarded;
use crate::{folders, usage};
use jiff::civil::Date;
use sayso_input::{Fault, Inputs, Item};
use sayso_read::{Options, Reader};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

/// What the input is.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum As {
    /// Looks at the bytes, then the name
    Auto,
    /// A web page
    Html,
    /// The visible text of a page
    Text,
    /// One document a line: {"id", "text" or "html" or "html_b64", "url", "title", "published", "language"}
    Jsonl,
    /// A table (CSV, TSV) with a row of column names: id, text or html, url, title, published, language
    Csv,
    /// RSS, Atom or JSON Feed: each entry is a document
    Feed,
    /// A web archive: each page in it is a document
    Warc,
}

/// Inputs, and how they are read.
#[derive(clap::Args)]
pub struct InputArgs {
    /// Files, folders (all files in them, sorted), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
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
    pub lang_dir: Option<PathBuf>,
    /// Also statements cued by attitudes (support, want, doubt …)
    #[arg(long)]
    attitudes: bool,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl InputArgs {
    /// A reader of the languages asked for.
    pub fn reader(&self) -> anyhow::Result<Reader> {
        folders::reader(self.lang_dir.as_deref())
    }

    /// How pages are read.
    pub fn options(&self) -> Options {
        Options { date: self.date, language: self.lang.clone(), attitudes: self.attitudes }
    }

    /// Number of threads.
    pub fn jobs(&self) -> usize {
        self.jobs.or(available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }

    /// The documents; a panic on the way costs the rest of one input only.
    pub fn items(&self) -> impl Iterator<Item = Item> + Send + use<> {
        let mut inputs = Inputs::new(self.inputs.clone(), self.as_.into());
        std::iter::from_fn(move || match guarded(|| inputs.next()) {
            Ok(next) => next,
            Err(why) => Some(Err(Fault { place: inputs.name().to_string(), why })),
        })
    }
}

impl From<As> for sayso_input::As {
    fn from(as_: As) -> Self {
        match as_ {
            As::Auto => sayso_input::As::Auto,
            As::Html => sayso_input::As::Html,
            As::Text => sayso_input::As::Text,
            As::Jsonl => sayso_input::As::Jsonl,
            As::Csv => sayso_input::As::Csv,
            As::Feed => sayso_input::As::Feed,
            As::Warc => sayso_input::As::Warc,
        }
    }
}
