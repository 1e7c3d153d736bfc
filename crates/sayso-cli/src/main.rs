//! The `sayso` program.

mod answer;
mod ask;
mod commands;
mod folders;
mod guard;
mod inputs;
mod pool;
mod progress;
mod render;
mod sink;
mod store;
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
    /// Read pages and keep what they say in a store; safe to repeat
    Add(commands::add::Args),
    /// Events of a store: who did what to whom, each counted once however many documents tell it
    Events(commands::events::Args),
    /// Alleged events, with all who assert and all who deny them, over documents
    Claims(commands::events::Args),
    /// Statements of a store: who said what
    Statements(commands::statements::Args),
    /// Actors of a store; with a name, its ties over time
    Actors(commands::known_actors::Args),
    /// What two sides of a store do to each other and say of each other; the strongest ties
    Ties(commands::ties::Args),
    /// One document, event or statement of a store by its id
    Show(commands::show::Args),
    /// Ask a store in SQL: reading only, with limits of time and rows
    Sql(commands::sql::Args),
    /// Show a store in the browser: pages, feeds, HTTP API
    Serve(commands::serve::Args),
    /// Tell why records stand: words, rule, actors, tree, and what other rules ask for
    Explain(commands::explain::Args),
    /// Write what a store holds to files for other programs
    Export(commands::export::Args),
    /// Check that a store is what sayso wrote: hashes, keys, words inside their texts
    Check(commands::keep::Check),
    /// Copy a store while others may write to it
    Backup(commands::keep::Backup),
    /// Take out readings of older readers and give their room back
    Gc(commands::keep::Gc),
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
        Command::Add(args) => commands::add::run(&args),
        Command::Events(args) => commands::events::run(&args, false),
        Command::Claims(args) => commands::events::run(&args, true),
        Command::Statements(args) => commands::statements::run(&args),
        Command::Actors(args) => commands::known_actors::run(&args),
        Command::Ties(args) => commands::ties::run(&args),
        Command::Show(args) => commands::show::run(&args),
        Command::Sql(args) => commands::sql::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Export(args) => commands::export::run(&args),
        Command::Check(args) => commands::keep::check(&args),
        Command::Backup(args) => commands::keep::backup(&args),
        Command::Gc(args) => commands::keep::gc(&args),
        Command::Parse(args) => commands::parse::run(&args),
        Command::Lang(args) => commands::lang::run(&args),
    };
    done.unwrap_or_else(|e| {
        tell(&format!("{e:#}"));
        ExitCode::from(if is_usage(&e) { 2 } else { 1 })
    })
}

/// Whether something was asked for that there is not.
fn is_usage(e: &anyhow::Error) -> bool {
    e.is::<Usage>()
        || matches!(e.downcast_ref(), Some(sayso_store::Error::Question(_) | sayso_store::Error::Missing(_)))
}

/// A line on standard error, from which nothing can steer the terminal. Where standard error is
/// closed nobody is left to tell.
pub(crate) fn tell(what: &str) {
    let _ = writeln!(std::io::stderr(), "sayso: {}", sayso_format::clean(what));
}
