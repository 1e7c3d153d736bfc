//! `sayso export`.

use crate::sink;
use crate::store::StoreArg;
use sayso_export::Format as To;
use sayso_store::Store;
use std::path::PathBuf;
use std::process::ExitCode;

/// A format.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables: documents, actors, statements, events
    Csv,
    /// The same, one object a line
    Jsonl,
    /// The same as Parquet, a folder a day (DuckDB, pandas and Spark read it as one table)
    Parquet,
    /// PLOVER events, one object a line
    Plover,
    /// GDELT 2.0 events (61 columns) and mentions (16)
    Gdelt,
    /// Records in the shape of NGEC's, one object a line
    Ngec,
    /// W3C Web Annotations, one a line
    Annotations,
    /// Who acts on whom, as GraphML
    Graphml,
    /// Who acts on whom, as GEXF
    Gexf,
}

#[derive(clap::Args)]
#[command(after_help = "docs/codebook.md says what each column means.")]
pub struct Args {
    /// The folder that files go to; made where it is missing
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    store: StoreArg,
}

/// Runs the command.
pub fn run(a: &Args) -> anyhow::Result<ExitCode> {
    let format = match a.format {
        Format::Csv => To::Csv,
        Format::Jsonl => To::Jsonl,
        Format::Parquet => To::Parquet,
        Format::Plover => To::Plover,
        Format::Gdelt => To::Gdelt,
        Format::Ngec => To::Ngec,
        Format::Annotations => To::Annotations,
        Format::Graphml => To::Graphml,
        Format::Gexf => To::Gexf,
    };
    let exported = sayso_export::export(&Store::open(&a.store.store)?, &a.to, format)?;
    for file in &exported.files {
        sink::write(&[&format!("{}\n", file.display())]);
    }
    Ok(ExitCode::SUCCESS)
}
