//! Programs of others read what sayso writes: DuckDB, pandas, Datasette.
//!
//! They are Python packages (duckdb, pandas, pyarrow, datasette). `SAYSO_PYTHON` names a Python that has
//! them, as `.ci/run` does; without it the tests ask `python3`, and say so where a package is missing.

mod made;

use made::fill;
use sayso_export::{Format, export};
use sayso_store::Store;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A Python that has these packages; `None`, told on standard error, where there is none.
fn python(packages: &[&str]) -> Option<String> {
    let named = std::env::var("SAYSO_PYTHON").ok();
    let python = named.clone().unwrap_or_else(|| "python3".into());
    let import = format!("import {}", packages.join(", "));
    let there = Command::new(&python).args(["-c", &import]).output().is_ok_and(|out| out.status.success());
    assert!(there || named.is_none(), "{python} does not have all of: {}", packages.join(", "));
    if !there {
        eprintln!("skipped: {python} does not have all of: {} (pip install, or set SAYSO_PYTHON)", packages.join(", "));
    }
    there.then_some(python)
}

/// Runs a script of `tests/python`; what it prints.
fn run(python: &str, script: &str, with: &Path) -> String {
    let script = format!("{}/tests/python/{script}", env!("CARGO_MANIFEST_DIR"));
    let out = Command::new(python).arg("-W").arg("ignore").arg(&script).arg(with).output().unwrap();
    assert!(out.status.success(), "{script}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn duckdb_and_pandas_read_the_files() {
    let Some(python) = python(&["duckdb", "pandas", "pyarrow"]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("s.db");
    fill(&db, 0..60);
    let store = Store::open(&db).unwrap();
    for (name, format) in [
        ("csv", Format::Csv),
        ("jsonl", Format::Jsonl),
        ("parquet", Format::Parquet),
        ("gdelt", Format::Gdelt),
        ("lines", Format::Plover),
        ("lines", Format::Ngec),
        ("lines", Format::Annotations),
    ] {
        export(&store, &folder.path().join(name), format).unwrap();
    }
    let told: Value = serde_json::from_str(&run(&python, "read_exports.py", folder.path())).unwrap();
    let counts = store.counts().unwrap();
    assert_eq!(told["tables"]["documents"], counts.readings);
    assert_eq!(told["tables"]["events"], counts.reported_events);
    assert_eq!(told["tables"]["statements"], counts.statements);
    assert_eq!(told["lines"]["plover.jsonl"], counts.reported_events);
    assert_eq!(told["lines"]["ngec.jsonl"], counts.reported_events);
    assert!(told["gdelt"].as_i64().unwrap() <= counts.events && told["tables"]["actors"].as_i64().unwrap() > 60);
}

#[test]
fn datasette_opens_a_store() {
    let Some(python) = python(&["datasette"]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("s.db");
    fill(&db, 0..40);
    let before = std::fs::read(&db).unwrap();
    let told = run(&python, "ask_datasette.py", &db);
    assert!(told.starts_with("Datasette ") && told.contains("SQLite 3."), "{told}");
    assert!(std::fs::read(&db).unwrap() == before, "it only reads");
}
