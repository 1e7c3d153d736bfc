//! Opening a file: what it is, and whether this program may use it.

use crate::error::{Error, File, Result};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// "sayS" as a number: what `file` and SQLite tell of a store.
const APPLICATION: i64 = 0x7361_7953;

/// What each version of the program added; never changed once released.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001-first.sql")];

/// Opens a store to ask it; nothing is written.
pub(crate) fn reader(path: &Path) -> Result<(Connection, File)> {
    let file = File(path.to_path_buf());
    if !path.exists() {
        return Err(Error::Missing(file.name()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| file.told(e))?;
    settings(&conn).map_err(|e| file.told(e))?;
    match version(&conn, &file)? {
        Some(v) if v as usize == MIGRATIONS.len() => Ok((conn, file)),
        Some(v) if v > 0 => {
            drop(conn);
            writer(path, None)?;
            reader(path)
        }
        _ => Err(Error::Foreign(file.name(), "an empty file".into())),
    }
}

/// Opens a store to add to it; makes it where there is none.
pub(crate) fn writer(path: &Path, vfs: Option<&str>) -> Result<(Connection, File)> {
    let file = File(path.to_path_buf());
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs),
        None => Connection::open_with_flags(path, flags),
    };
    let mut conn = opened.map_err(|e| file.told(e))?;
    settings(&conn).map_err(|e| file.told(e))?;
    let at = version(&conn, &file)?.unwrap_or(0) as usize;
    let prepared = (|| {
        conn.pragma_update(None, "journal_mode", "wal")?;
        // Every commit is on the disk before it is acknowledged, power cuts included.
        conn.pragma_update(None, "synchronous", "full")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update(None, "cache_size", -65_536)?;
        migrate(&mut conn, at)
    })();
    prepared.map_err(|e| file.told(e))?;
    Ok((conn, file))
}

fn settings(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// The layout of a store; `None` for a file without content.
fn version(conn: &Connection, file: &File) -> Result<Option<i64>> {
    let number = |name| conn.pragma_query_value(None, name, |r| r.get::<_, i64>(0)).map_err(|e| file.told(e));
    let (application, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 =
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).map_err(|e| file.told(e))?;
    match (application, tables) {
        (0, 0) => Ok(None),
        (APPLICATION, _) if version > MIGRATIONS.len() as i64 => {
            Err(Error::Newer(file.name(), version, MIGRATIONS.len() as i64))
        }
        (APPLICATION, _) => Ok(Some(version)),
        _ => Err(Error::Foreign(file.name(), "a SQLite file of another program".into())),
    }
}

fn migrate(conn: &mut Connection, at: usize) -> rusqlite::Result<()> {
    for (i, sql) in MIGRATIONS.iter().enumerate().skip(at) {
        let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", (i + 1) as i64)?;
        transaction.commit()?;
    }
    Ok(())
}
