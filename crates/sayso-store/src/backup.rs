//! A copy of a store that is being written to.

use crate::error::{Error, File, Result};
use crate::open;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::Path;
use std::time::Duration;

/// Pages copied at a time: the writer is never held up for longer than these take.
const STEP: i32 = 256;

/// Copies a store, with all that was committed before, to a file that is not there yet. Others may go
/// on writing; `told` hears how many pages are left of how many.
pub fn backup(from: &Path, to: &Path, mut told: impl FnMut(i32, i32)) -> Result<()> {
    let (source, file) = open::reader(from)?;
    let target = File(to.to_path_buf());
    if to.exists() {
        return Err(Error::Question(format!("{}: is there already: name a file that is not", target.name())));
    }
    // The copy has another name until it is whole.
    let part = to.with_extension("part");
    let copied = copy(&source, &part, &mut told);
    if let Err(e) = copied {
        let _ = std::fs::remove_file(&part);
        return Err(match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => file.told(e),
            _ => target.told(e),
        });
    }
    std::fs::rename(&part, to).map_err(|e| Error::Io(target.name(), e.to_string()))
}

fn copy(source: &Connection, part: &Path, told: &mut impl FnMut(i32, i32)) -> rusqlite::Result<()> {
    // One snapshot of the source: a writer beside it does not make the copy begin again.
    source.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema;")?;
    let mut target = Connection::open(part)?;
    {
        let backup = Backup::new(source, &mut target)?;
        loop {
            let step = backup.step(STEP)?;
            let progress = backup.progress();
            told(progress.remaining, progress.pagecount);
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
    source.execute_batch("COMMIT")?;
    target.pragma_update(None, "journal_mode", "wal")?;
    target.close().map_err(|(_, e)| e)
}
