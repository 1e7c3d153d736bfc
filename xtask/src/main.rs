//! Chores of the project: `cargo xtask docs` and `cargo xtask eval`.

mod docs;
mod eval;

use std::path::{Path, PathBuf};

const USAGE: &str = "cargo xtask docs           write the documents that are made from the code
cargo xtask eval [SECTION]  measure (all sections, or some: reading statements events ud-only …)
                            and write eval/scores.tsv";

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["docs"] => docs::write(&root()),
        ["eval", sections @ ..] => eval::run(&root(), sections),
        _ => anyhow::bail!("{USAGE}"),
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in it").to_path_buf()
}
