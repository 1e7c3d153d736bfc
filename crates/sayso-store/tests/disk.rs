//! A disk that fails: whatever fails and whenever, the error is clear, the store opens afterwards,
//! and what was committed is there, whole.

use sayso_faulty::{Disk, Failure};
use sayso_made::reading;
use sayso_store::{Origin, Prepared, Reader, Result, Store, Writer, check};
use std::path::Path;

/// Documents that each round adds, two to a commit.
const DOCUMENTS: u64 = 12;

fn prepared(n: u64) -> Prepared {
    let r = reading(13, n);
    let given = Some(r.document.input_id.clone());
    Prepared::new(&r, Origin::new(&[r.document.text.as_bytes()], None, given))
}

fn reader() -> Reader {
    Reader { version: "1.0.0".into(), languages: "made".into(), options: String::new() }
}

/// Adds until something fails; `safe` holds the documents whose commit came back.
fn add(path: &Path, documents: &[Prepared], vfs: Option<&str>, safe: &mut Vec<String>) -> Result<()> {
    let mut writer = Writer::open_on(path, &reader(), vfs)?;
    for two in documents.chunks(2) {
        let ids = two.iter().map(|p| writer.add(p).map(|added| added.id)).collect::<Result<Vec<_>>>()?;
        writer.commit()?;
        safe.extend(ids);
    }
    writer.finish()
}

/// One disk that fails at its n-th step; how many steps it came to.
fn round(disk: &Disk, documents: &[Prepared], n: u64, how: Failure) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut safe) = (folder.path().join("s.db"), Vec::new());
    disk.fail(n, how);
    let done = add(&path, documents, Some(disk.name()), &mut safe);
    let (failed, steps) = (disk.has_failed(), disk.steps());
    disk.mend();
    match done {
        Ok(()) => assert!(!failed || how == Failure::Error || how == Failure::Torn, "{how:?} at {n} was not told"),
        Err(e) => {
            let told = e.to_string();
            assert!(
                failed && (told.contains("the disk is full") || told.contains("cannot be used")),
                "{how:?}, {n}: {told}"
            );
        }
    }
    // Nothing need be done by hand: the store opens, is whole, and takes the rest.
    if !safe.is_empty() {
        whole(&path, &safe, how, n);
    }
    let mut all = Vec::new();
    add(&path, documents, None, &mut all).unwrap_or_else(|e| panic!("{how:?} at {n}: {e}"));
    whole(&path, &all, how, n);
    assert_eq!(all.len() as u64, DOCUMENTS);
    steps
}

fn whole(path: &Path, safe: &[String], how: Failure, n: u64) {
    let checked = check(path).unwrap_or_else(|e| panic!("{how:?} at {n}: {e}"));
    assert!(checked.problems.is_empty(), "{how:?} at {n}: {:?}", checked.problems);
    let store = Store::open(path).unwrap();
    let there = store.document_ids(None, 100).unwrap();
    assert!(safe.iter().all(|id| there.contains(id)), "{how:?} at {n}: a document that was safe is gone");
}

/// Every step of an ingest once, up to the five hundredth; each fails in one of four ways.
/// `SAYSO_DISKS=all` fails each step in every way.
#[test]
fn whatever_step_of_an_ingest_fails_nothing_safe_is_lost() {
    let all = std::env::var("SAYSO_DISKS").is_ok_and(|v| v == "all");
    let (disk, documents) = (Disk::new("ingest"), (0..DOCUMENTS).map(prepared).collect::<Vec<_>>());
    let steps = round(&disk, &documents, 1_000_000, Failure::Error);
    assert!(steps >= 500, "an ingest has only {steps} steps");
    for n in 1..=500 {
        for (i, how) in Failure::ALL.into_iter().enumerate() {
            if all || n % 4 == i as u64 {
                round(&disk, &documents, n, how);
            }
        }
    }
}
