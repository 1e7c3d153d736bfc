//! The `sayso` program.

mod commands;
mod inputs;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads news pages and tells who did or said what to whom, on whose word, and who denies it.
#[derive(Parser)]
#[command(name = "sayso", version, arg_required_else_help = true)]
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
        Command::Read(args) => commands::read::run(&args, commands::read::Depth::Records),
        Command::Page(args) => commands::read::run(&args, commands::read::Depth::Page),
        Command::Parse(args) => commands::parse::run(&args),
        Command::Lang(args) => commands::lang::run(&args),
    };
    done.unwrap_or_else(|e| {
        eprintln!("sayso: {e:#}");
        ExitCode::from(1)
    })
}
