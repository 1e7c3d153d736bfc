//! Chores of the project: `cargo run --release -p xtask -- <chore>`.

mod identify;

use clap::Parser;

#[derive(Parser)]
enum Chore {
    /// Build lang/und/identify.bin, by which languages are told, from unpacked packages
    Identify(identify::Args),
}

fn main() -> anyhow::Result<()> {
    match Chore::parse() {
        Chore::Identify(args) => identify::run(&args),
    }
}
