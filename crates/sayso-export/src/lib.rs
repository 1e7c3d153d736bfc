//! What a store holds, for other programs: tables, event data formats, annotations, graphs.
//!
//! The same content gives the same bytes: documents come in order of day and id, and nothing of the
//! file (row numbers, clock times) gets out.

mod annotations;
mod codebook;
mod codes;
mod gdelt;
mod graph;
mod ngec;
mod out;
mod parquet;
mod plover;
mod tables;
mod text;

pub use codebook::codebook;
pub use gdelt::{EVENT_COLUMNS, MENTION_COLUMNS};
pub use tables::{Column, Kind, TABLES, TableSpec};

use out::Out;
use sayso_store::{Store, Whole};
use std::path::{Path, PathBuf};

/// Why an export ended.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] sayso_store::Error),
    /// The folder it goes to.
    #[error("{0}: cannot be written: {1}")]
    Write(String, std::io::Error),
}

/// What comes of exporting.
pub type Result<T> = std::result::Result<T, Error>;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Tables as CSV.
    Csv,
    /// The same as JSON lines.
    Jsonl,
    /// The same as Parquet, a folder a day.
    Parquet,
    /// PLOVER events, one JSON object a line.
    Plover,
    /// GDELT 2.0 events and mentions.
    Gdelt,
    /// Records in the shape of NGEC's.
    Ngec,
    /// W3C Web Annotations, one a line.
    Annotations,
    /// Who acts on whom, as GraphML.
    Graphml,
    /// The same as GEXF.
    Gexf,
}

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// The files, in order.
    pub files: Vec<PathBuf>,
    /// Documents.
    pub documents: u64,
}

/// One way of writing.
pub(crate) trait Writer {
    /// Writes one document.
    fn document(&mut self, whole: &Whole) -> Result<()>;
    /// Writes what comes at the end.
    fn finish(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Writes everything that is shown in a store to a folder, which is made where it is missing.
pub fn export(store: &Store, to: &Path, format: Format) -> Result<Exported> {
    std::fs::create_dir_all(to).map_err(|e| Error::Write(to.display().to_string(), e))?;
    let out = Out::new(to);
    let mut writer: Box<dyn Writer> = match format {
        Format::Csv => Box::new(text::Text::csv(&out)?),
        Format::Jsonl => Box::new(text::Text::jsonl(&out)?),
        Format::Parquet => Box::new(parquet::Parquet::new(&out)),
        Format::Plover => Box::new(plover::Plover::new(&out)?),
        Format::Gdelt => Box::new(gdelt::Gdelt::new(&out)?),
        Format::Ngec => Box::new(ngec::Ngec::new(&out)?),
        Format::Annotations => Box::new(annotations::Annotations::new(&out)?),
        Format::Graphml => Box::new(graph::Graph::new(&out, false)),
        Format::Gexf => Box::new(graph::Graph::new(&out, true)),
    };
    let mut documents = 0;
    for shown in store.shown()? {
        writer.document(&store.whole_reading(&shown)?)?;
        documents += 1;
    }
    writer.finish()?;
    drop(writer);
    Ok(Exported { files: out.finish()?, documents })
}
