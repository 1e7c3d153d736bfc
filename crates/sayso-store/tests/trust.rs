//! What people may trust a store with.

use sayso_made::{Random, reading};
use sayso_store::{EventQuery, Limits, Origin, Prepared, Reader, StatementQuery, Store, Writer, backup, check, gc};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

fn prepared(n: u64) -> Prepared {
    let r = reading(11, n);
    let given = Some(r.document.input_id.clone());
    Prepared::new(&r, Origin::new(&[r.document.text.as_bytes()], None, given))
}

fn reader(version: &str) -> Reader {
    Reader { version: version.into(), languages: "made".into(), options: String::new() }
}

fn fill(path: &Path, numbers: impl Iterator<Item = u64>, version: &str) {
    let mut writer = Writer::open(path, &reader(version)).unwrap();
    for n in numbers {
        writer.add(&prepared(n)).unwrap();
    }
    writer.finish().unwrap();
}

/// Everything that a store answers; an error of any kind is an answer too.
fn answers(path: &Path) -> Result<String, String> {
    let store = Store::open(path).map_err(|e| e.to_string())?;
    let events =
        store.events(&EventQuery { reports: true, teasers: true, ..Default::default() }).map_err(|e| e.to_string())?;
    let statements = store.statements(&StatementQuery::default()).map_err(|e| e.to_string())?;
    let mut told = serde_json::to_string(&(events, statements)).unwrap();
    for id in store.document_ids(None, 1_000).map_err(|e| e.to_string())? {
        told += &format!("{:?}", store.reading(&id).map_err(|e| e.to_string())?);
    }
    Ok(told)
}

#[test]
fn a_whole_store_checks_and_gives_back_what_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    fill(&path, 0..80, "1.0.0");
    fill(&path, 0..40, "1.1.0");
    let checked = check(&path).unwrap();
    assert_eq!((checked.problems.as_slice(), checked.documents, checked.readings), (&[][..], 80, 120));
    let before = answers(&path).unwrap();
    let freed = gc(&path, false).unwrap();
    assert_eq!((freed.readings, freed.documents), (40, 0));
    assert!(freed.bytes > 0);
    let checked = check(&path).unwrap();
    assert_eq!((checked.problems.as_slice(), checked.readings), (&[][..], 80));
    assert_eq!(answers(&path).unwrap(), before);
}

/// Flips one byte at a time: damage is reported, or what the store answers is untouched.
#[test]
fn a_flipped_byte_is_reported_or_harmless() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("s.db"), folder.path().join("copy.db"));
    fill(&path, 0..6, "1.0.0");
    let (whole, good) = (std::fs::read(&path).unwrap(), answers(&path).unwrap());
    let mut random = Random::new(4);
    let (mut reported, mut harmless) = (0, 0);
    for _ in 0..1_000 {
        let (at, bit) = (random.below(whole.len()), random.below(8));
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        std::fs::write(&copy, &bytes).unwrap();
        let found = match check(&copy) {
            Ok(checked) => !checked.problems.is_empty(),
            Err(_) => true,
        };
        if found {
            reported += 1;
        } else {
            assert_eq!(answers(&copy).as_ref(), Ok(&good), "byte {at}, bit {bit}: nothing was reported");
            harmless += 1;
        }
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.path().join(format!("copy.db{end}")));
        }
    }
    // Most of a store of six documents is room that is still empty.
    assert!(reported > 100, "{reported} reported, {harmless} harmless");
}

#[test]
fn a_backup_under_write_holds_all_that_was_committed_before() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("s.db"), folder.path().join("copy.db"));
    fill(&path, 0..50, "1.0.0");
    let (written, stop) = (AtomicU64::new(50), AtomicBool::new(false));
    // The longest that a document took, in milliseconds: before the backup, and during it.
    let (before_it, during_it) = (AtomicU64::new(0), AtomicU64::new(0));
    let copying = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut writer = Writer::open(&path, &reader("1.0.0")).unwrap();
            for n in 50.. {
                let (p, started) = (prepared(n), Instant::now());
                writer.add(&p).unwrap();
                writer.commit().unwrap();
                let longest = if copying.load(Ordering::SeqCst) { &during_it } else { &before_it };
                longest.fetch_max(started.elapsed().as_millis() as u64, Ordering::SeqCst);
                written.store(n + 1, Ordering::SeqCst);
                if stop.load(Ordering::SeqCst) && n > 60 {
                    break;
                }
            }
        });
        while written.load(Ordering::SeqCst) < 70 {
            std::thread::sleep(Duration::from_millis(5));
        }
        let before = written.load(Ordering::SeqCst);
        copying.store(true, Ordering::SeqCst);
        backup(&path, &copy, |_, _| std::thread::sleep(Duration::from_millis(20))).unwrap();
        copying.store(false, Ordering::SeqCst);
        stop.store(true, Ordering::SeqCst);
        let checked = check(&copy).unwrap();
        assert!(checked.problems.is_empty() && checked.documents >= before, "{checked:?} {before}");
        assert!(written.load(Ordering::SeqCst) > before, "the writer went on meanwhile");
    });
    // A slow disk or a busy machine makes single commits slow, with and without a backup.
    let (before_it, during_it) = (before_it.into_inner(), during_it.into_inner());
    assert!(during_it < 100 + before_it, "a document took {during_it} ms during the backup, {before_it} ms before");
    // What was copied is a store like any other: it can be added to.
    fill(&copy, 0..3, "1.0.0");
    let told = backup(&path, &copy, |_, _| {}).unwrap_err().to_string();
    assert!(told.ends_with("is there already: name a file that is not"), "{told}");
}

/// The SQLite of the system, where there is one, reads every table and view and finds words.
#[test]
fn another_sqlite_opens_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    fill(&path, 0..20, "1.0.0");
    let names = Store::sql(
        &path,
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'words_%'",
        Limits::default(),
    );
    let Ok(version) = Command::new("sqlite3").arg("--version").output() else {
        eprintln!("skipped: there is no program sqlite3 on this system");
        return;
    };
    let ask = |sql: &str| {
        let out = Command::new("sqlite3").arg("-readonly").arg(&path).arg(sql).output().unwrap();
        assert!(out.status.success() && out.stderr.is_empty(), "{sql}: {out:?} {version:?}");
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    for row in names.unwrap().rows {
        let name = row[0].as_str().unwrap();
        ask(&format!("SELECT * FROM \"{name}\" LIMIT 5"));
    }
    assert_eq!(ask("PRAGMA integrity_check").trim(), "ok");
    assert!(!ask("SELECT d.id FROM words w JOIN documents d ON d.reading = w.rowid WHERE words MATCH 'порт OR harbour OR hafen'").is_empty());
}
