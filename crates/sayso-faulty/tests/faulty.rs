//! The disk does what it says, and SQLite on it does what SQLite promises.

use rusqlite::{Connection, ErrorCode, OpenFlags};
use sayso_faulty::{Disk, Failure};
use std::path::Path;

fn open(path: &Path, disk: &Disk) -> Connection {
    let conn = Connection::open_with_flags_and_vfs(path, OpenFlags::default(), disk.name()).unwrap();
    conn.execute_batch("PRAGMA journal_mode = wal; PRAGMA synchronous = full; CREATE TABLE IF NOT EXISTS t (n)")
        .unwrap();
    conn
}

fn count(path: &Path) -> i64 {
    let conn = Connection::open(path).unwrap();
    assert_eq!(conn.query_row("PRAGMA integrity_check", [], |r| r.get::<_, String>(0)).unwrap(), "ok");
    conn.query_row("SELECT count(*) FROM t", [], |r| r.get(0)).unwrap()
}

fn insert(conn: &Connection) -> Result<usize, Option<ErrorCode>> {
    conn.execute("INSERT INTO t VALUES (zeroblob(2000))", []).map_err(|e| e.sqlite_error_code())
}

#[test]
fn a_whole_disk_is_a_disk() {
    let folder = tempfile::tempdir().unwrap();
    let (path, disk) = (folder.path().join("a.db"), Disk::new("whole"));
    let conn = open(&path, &disk);
    disk.mend();
    insert(&conn).unwrap();
    // The head of the log's frames and their pages, and the sync after them.
    assert!(disk.steps() >= 3 && !disk.has_failed(), "{}", disk.steps());
    drop(conn);
    assert_eq!(count(&path), 1);
}

#[test]
fn each_step_fails_as_it_was_told_to() {
    let cases = [
        (Failure::Error, ErrorCode::SystemIoFailure, true),
        (Failure::Torn, ErrorCode::SystemIoFailure, true),
        (Failure::Full, ErrorCode::DiskFull, false),
        (Failure::PowerCut, ErrorCode::SystemIoFailure, false),
    ];
    for (how, code, goes_on) in cases {
        let folder = tempfile::tempdir().unwrap();
        let (path, disk) = (folder.path().join("a.db"), Disk::new(&format!("{how:?}")));
        let conn = open(&path, &disk);
        insert(&conn).unwrap();
        disk.fail(2, how);
        assert_eq!(insert(&conn), Err(Some(code)), "{how:?}");
        assert!(disk.has_failed());
        assert_eq!(insert(&conn).is_ok(), goes_on, "{how:?}");
        disk.mend();
        drop(conn);
        assert_eq!(count(&path), if goes_on { 2 } else { 1 }, "{how:?}");
    }
}

/// The proof that a lost write is one: without a sync at each commit the power takes commits with it.
#[test]
fn a_power_cut_takes_what_was_not_synced() {
    for (synchronous, kept) in [("full", 3), ("off", 0)] {
        let folder = tempfile::tempdir().unwrap();
        let (path, disk) = (folder.path().join("a.db"), Disk::new(&format!("cut-{synchronous}")));
        let conn = open(&path, &disk);
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        conn.execute_batch(&format!("PRAGMA synchronous = {synchronous}")).unwrap();
        (0..3).for_each(|_| assert_eq!(insert(&conn), Ok(1)));
        disk.fail(1, Failure::PowerCut);
        assert!(insert(&conn).is_err());
        // Nothing more reaches the disk: the log is what it was when the power went.
        let log = std::fs::read(folder.path().join("a.db-wal")).unwrap();
        drop(conn);
        std::fs::write(folder.path().join("a.db-wal"), log).unwrap();
        assert_eq!(count(&path), kept, "synchronous = {synchronous}");
    }
}
