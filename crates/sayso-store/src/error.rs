//! What can go wrong with a store, and what to try.

use std::path::{Path, PathBuf};

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{0}: there is no store: make one with 'sayso add INPUT --store {0}', or name another with --store")]
    Missing(String),
    /// A file of something else.
    #[error("{0}: is no store of sayso ({1}): name another with --store")]
    Foreign(String, String),
    /// Made by a newer program.
    #[error("{0}: was made by a newer sayso (layout {1}; this one knows up to {2}): update sayso to open it")]
    Newer(String, i64, i64),
    /// Another program writes to it.
    #[error("{0}: another program is writing to it: wait for it to end, or add to another store")]
    Locked(String),
    /// Its content is not what it was.
    #[error("{0}: is damaged ({1}): run 'sayso check --store {0}', and go back to a backup")]
    Damaged(String, String),
    /// The disk has no room.
    #[error("{0}: the disk is full: make room and add again; what was acknowledged is safe")]
    Full(String),
    /// The system refuses.
    #[error("{0}: cannot be used: {1}")]
    Io(String, String),
    /// A question that cannot be answered as it is asked.
    #[error("{0}")]
    Question(String),
    /// Anything else that SQLite tells.
    #[error("{0}: {1}")]
    Sqlite(String, rusqlite::Error),
}

/// What comes of asking a store.
pub type Result<T> = std::result::Result<T, Error>;

/// A file by name, to turn what SQLite tells into what a user can act on.
#[derive(Clone, Debug)]
pub(crate) struct File(pub PathBuf);

impl File {
    pub fn name(&self) -> String {
        self.0.display().to_string()
    }

    /// What an error of SQLite means for this file.
    pub fn told(&self, e: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        let name = self.name();
        match e.sqlite_error_code() {
            Some(Code::NotADatabase) => Error::Foreign(name, kind_of(&self.0)),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Error::Locked(name),
            Some(Code::DatabaseCorrupt) => Error::Damaged(name, e.to_string()),
            Some(Code::DiskFull) => Error::Full(name),
            Some(Code::SystemIoFailure | Code::CannotOpen | Code::ReadOnly | Code::PermissionDenied) => {
                Error::Io(name, e.to_string())
            }
            _ => Error::Sqlite(name, e),
        }
    }

    /// A row that sayso did not write as it stands there.
    pub fn damaged(&self, what: impl Into<String>) -> Error {
        Error::Damaged(self.name(), what.into())
    }
}

/// What a file is that SQLite cannot open.
fn kind_of(path: &Path) -> String {
    let head = std::fs::File::open(path).and_then(|file| {
        let mut head = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(file, 16), &mut head)?;
        Ok(head)
    });
    match head {
        Ok(head) if head.starts_with(b"SQLite format 3") => "a SQLite file that is encrypted or damaged".into(),
        Ok(_) => "not a SQLite file".into(),
        Err(e) => e.to_string(),
    }
}
