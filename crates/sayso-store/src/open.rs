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
    no_folder(path, &file)?;
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
    no_folder(path, &file)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs),
        None => Connection::open_with_flags(path, flags),
    };
    let mut conn = opened.map_err(|e| file.told(e))?;
    settings(&conn).map_err(|e| file.told(e))?;
    let at = version(&conn, &file)?.unwrap_or(0) as usize;
    let prepared = (|| {
        // Of a new file: pages of twice the usual size waste half as much beside a page of text.
        conn.pragma_update(None, "page_size", 8192)?;
        conn.pragma_update(None, "journal_mode", "wal")?;
        // Every commit is on the disk before it is acknowledged, power cuts included.
        conn.pragma_update(None, "synchronous", "full")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update(None, "cache_size", -65_536)?;
        migrate(&mut conn, at, MIGRATIONS)
    })();
    prepared.map_err(|e| file.told(e))?;
    Ok((conn, file))
}

fn no_folder(path: &Path, file: &File) -> Result<()> {
    match path.is_dir() {
        true => Err(Error::Io(file.name(), "it is a folder: name a file with --store".into())),
        false => Ok(()),
    }
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

fn migrate(conn: &mut Connection, at: usize, migrations: &[&str]) -> rusqlite::Result<()> {
    for (i, sql) in migrations.iter().enumerate().skip(at) {
        let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", (i + 1) as i64)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a later version of sayso will do to the stores of this one.
    #[test]
    fn a_migration_is_done_whole_or_not_at_all() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, 0, MIGRATIONS).unwrap();
        conn.execute("INSERT INTO word (name) VALUES ('AGREE')", []).unwrap();
        let at = |conn: &Connection| conn.pragma_query_value(None, "user_version", |r| r.get::<_, i64>(0)).unwrap();
        let words = |conn: &Connection| {
            conn.query_row("SELECT count(*), max(name) FROM word", [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
        };
        let old = MIGRATIONS.len();
        let broken = [MIGRATIONS, &["UPDATE word SET name = 'x'; ALTER TABLE nothing ADD COLUMN y"]].concat();
        assert!(migrate(&mut conn, old, &broken).is_err());
        assert_eq!((at(&conn), words(&conn)), (old as i64, (1, "AGREE".to_string())));
        let added = [MIGRATIONS, &["ALTER TABLE word ADD COLUMN note TEXT"]].concat();
        migrate(&mut conn, old, &added).unwrap();
        assert_eq!((at(&conn), words(&conn)), (old as i64 + 1, (1, "AGREE".to_string())));
        migrate(&mut conn, old + 1, &added).unwrap();
    }
}
