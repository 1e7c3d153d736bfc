//! The `sayso` program.

mod commands;
mod folders;
mod guard;
mod pool;
mod progress;
mod render;
mod sink;
mod usage;

use clap::{Parser, Subcommand};
use render::Depth;
use std::io::Write;
use std::process::ExitCode;
use usage::Usage;

/// Reads news pages and tells who did or said what to whom, on whose word, and who denies it.
#[derive(Parser)]
#[command(name = "sayso", version, arg_required_else_help = true, infer_subcommands = false)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read pages and print what they say; keeps nothing
    Read(commands::read::Args),
    /// Extraction only: article and lines
    Page(commands::read::Args),
    /// Print the words and trees of a text as CoNLL-U
    Parse(commands::parse::Args),
    /// Work on the language folders
    #[command(subcommand)]
    Lang(commands::lang::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Read(args) => commands::read::run(&args, Depth::Records),
        Command::Page(args) => commands::read::run(&args, Depth::Page),
        Command::Parse(args) => commands::parse::run(&args),
        Command::Lang(args) => commands::lang::run(&args),
    };
    done.unwrap_or_else(|e| {
        tell(&format!("{e:#}"));
        ExitCode::from(if e.is::<Usage>() { 2 } else { 1 })
    })
}

/// A line on standard error, from which nothing can steer the terminal. Where standard error is
/// closed nobody is left to tell.
fn tell(what: &str) {
    let _ = writeln!(std::io::stderr(), "sayso: {}", sayso_format::clean(what));
}
