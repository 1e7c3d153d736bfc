//! Chores of the project: `cargo xtask <chore>`.

mod bench;
mod docs;
mod eval;
mod figure;
mod identify;
mod serve;
mod tour;

use clap::Parser;
use std::path::{Path, PathBuf};

#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Chore {
    /// Write the documents that are made from the code
    Docs,
    /// Measure speed and size
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Measure on the evaluation data and write eval/scores.tsv
    Eval {
        /// Sections, all if none is named: reading, statements, events, ud-only …
        sections: Vec<String>,
    },
    /// Build lang/und/identify.bin, by which languages are told, from unpacked packages
    Identify(identify::Args),
}

fn main() -> anyhow::Result<()> {
    match Chore::parse() {
        Chore::Bench(what) => bench::run(&root(), &what),
        Chore::Docs => docs::write(&root()),
        Chore::Eval { sections } => eval::run(&root(), &sections.iter().map(String::as_str).collect::<Vec<_>>()),
        Chore::Identify(args) => identify::run(&args),
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in it").to_path_buf()
}
