//! What was acknowledged is there, whatever ends the program; order and threads change nothing.

use sayso_made::{Random, document};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn sayso(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(args).current_dir(folder);
    command
}

/// Made documents as JSON lines.
fn rows(numbers: impl Iterator<Item = u64>) -> String {
    let row = |n| {
        let d = document(3, n);
        serde_json::json!({"id": d.id, "text": d.text, "published": d.day.to_string(), "language": d.language})
            .to_string()
            + "\n"
    };
    numbers.map(row).collect()
}

fn ids(text: &str) -> BTreeSet<String> {
    let id = |l: &str| serde_json::from_str::<serde_json::Value>(l).ok()?["id"].as_str().map(String::from);
    text.lines().filter_map(id).collect()
}

/// Ten rounds; `SAYSO_KILLS=200` for the full test.
#[test]
fn a_killed_ingest_loses_nothing_that_it_acknowledged() {
    let rounds: u64 = std::env::var("SAYSO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let (folder, mut random) = (tempfile::tempdir().unwrap(), Random::new(9));
    let mut acknowledged = BTreeSet::new();
    for round in 0..rounds {
        std::fs::write(folder.path().join("rows.jsonl"), rows(round * 20..round * 20 + 60)).unwrap();
        let args = ["add", "--format", "jsonl", "--jobs", "2", "rows.jsonl"];
        let mut child = sayso(folder.path(), &args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || out.lines().map_while(Result::ok).collect::<Vec<_>>().join("\n"));
        std::thread::sleep(Duration::from_millis(random.below(1_500) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(ids(&reader.join().unwrap()));
    }
    // Nothing need be done by hand: the next run goes on.
    let out = sayso(folder.path(), &["add", "--format", "jsonl", "rows.jsonl"]).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    acknowledged.extend(ids(&String::from_utf8_lossy(&out.stdout)));
    let out = sayso(folder.path(), &["check"]).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let out = sayso(folder.path(), &["sql", "SELECT id FROM documents", "--rows", "100000"]).output().unwrap();
    let there = ids(&String::from_utf8_lossy(&out.stdout));
    assert!(acknowledged.len() >= 60 && acknowledged.is_subset(&there), "{:?}", acknowledged.difference(&there));
}

/// The same documents as a web archive.
fn archive(numbers: impl Iterator<Item = u64>) -> String {
    let record = |n| {
        let (d, day) = (document(3, n), "2024-07-09T10:00:00Z");
        let paragraphs: String = d.text.lines().map(|l| format!("<p>{l}</p>\n")).collect();
        let page = format!("<html><body><article><h1>Page {n}</h1>{paragraphs}</article></body></html>");
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{n}\r\nWARC-Date: {day}\r\n\
            Content-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    };
    numbers.map(record).collect()
}

/// Rows of every table that holds content.
fn row_counts(folder: &Path, db: &str) -> String {
    let counts = ["document", "reading", "statement", "event", "actor", "naming", "pair", "body", "input", "source"];
    let sql: Vec<String> = counts.iter().map(|t| format!("(SELECT count(*) FROM {t}) AS {t}")).collect();
    let out = sayso(folder, &["sql", "--store", db, &format!("SELECT {}", sql.join(", "))]).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn other_orders_and_threads_give_the_same_export() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    for (name, numbers) in
        [("a", (0..40).collect::<Vec<u64>>()), ("b", (0..40).rev().collect()), ("c", (20..40).chain(0..20).collect())]
    {
        write(&format!("{name}.jsonl"), rows(numbers.into_iter()));
    }
    // a page of an archive is named after the archive and its place in it: one archive, read first or last
    write("pages.warc", archive(100..140));
    let mut first: Option<Vec<(String, Vec<u8>)>> = None;
    for (name, jobs) in [("a", "1"), ("b", "8"), ("c", "8")] {
        let (db, to) = (format!("{name}.db"), format!("{name}.out"));
        let mut files = [format!("{name}.jsonl"), "pages.warc".to_string()];
        if name == "b" {
            files.reverse();
        }
        let mut counted = String::new();
        for again in [&["--resume"][..], &["--resume"], &["--no-resume"]] {
            let args = ["add", "--jobs", jobs, "--store", &db, &files[0], &files[1]];
            let add = sayso(folder.path(), &args).args(again).output().unwrap();
            assert!(add.status.success(), "{}", String::from_utf8_lossy(&add.stderr));
            let now = row_counts(folder.path(), &db);
            assert!(counted.is_empty() || counted == now, "{name} {again:?}: {counted} {now}");
            counted = now;
        }
        assert!(counted.contains("\"document\":80,"), "{counted}");
        for format in ["jsonl", "csv", "gdelt", "plover", "ngec", "annotations", "graphml", "gexf"] {
            let out =
                sayso(folder.path(), &["export", "--store", &db, "--to", &to, "--format", format]).output().unwrap();
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        }
        let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder.path().join(&to))
            .unwrap()
            .map(|f| f.unwrap().path())
            .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&p).unwrap()))
            .collect();
        files.sort();
        match &first {
            None => first = Some(files),
            Some(first) => {
                for (a, b) in first.iter().zip(&files) {
                    assert!(a == b, "{name}: {} differs", a.0);
                }
            }
        }
    }
}

/// Ctrl-C: what was read is written and acknowledged; nothing needs to be mended.
#[cfg(unix)]
#[test]
fn an_interrupted_ingest_keeps_what_it_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rows.jsonl"), rows(0..2_000)).unwrap();
    let args = ["add", "--format", "jsonl", "--jobs", "1", "rows.jsonl"];
    let mut child = sayso(folder.path(), &args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut told = vec![out.next().unwrap()];
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    told.extend(out);
    let end = child.wait_with_output().unwrap();
    assert_eq!((end.status.code(), String::from_utf8_lossy(&end.stderr).as_ref()), (Some(130), ""));
    let acknowledged = ids(&told.join("\n"));
    assert!(acknowledged.len() == told.len() && told.len() < 2_000, "{}", told.len());
    let check = sayso(folder.path(), &["check"]).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    let all = sayso(folder.path(), &["sql", "SELECT id FROM documents"]).output().unwrap();
    assert_eq!(ids(&String::from_utf8_lossy(&all.stdout)), acknowledged);
}

/// Two that write, and one that reads meanwhile.
#[test]
fn a_store_that_is_written_to_can_be_read_and_says_so_to_others() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rows.jsonl"), rows(0..5)).unwrap();
    let add = sayso(folder.path(), &["add", "rows.jsonl"]).output().unwrap();
    assert!(add.status.success());
    let reader = sayso_store::Reader { version: "0.0.1".into(), ..Default::default() };
    let mut writer = sayso_store::Writer::open(&folder.path().join("sayso.db"), &reader).unwrap();
    let made = sayso_made::reading(3, 900);
    let origin = sayso_store::Origin::new(&[b"x"], None, Some(made.document.input_id.clone()));
    writer.add(&sayso_store::Prepared::new(&made, origin)).unwrap();
    let second = sayso(folder.path(), &["add", "--no-resume", "rows.jsonl"]).output().unwrap();
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(
        (told.as_str(), second.status.code()),
        ("sayso: sayso.db: another program is writing to it: wait for it to end, or add to another store\n", Some(1))
    );
    let read = sayso(folder.path(), &["sql", "SELECT count(*) AS n FROM documents"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&read.stdout), "{\"n\":5}\n");
}

/// A disk that takes no more: the system refuses writes beyond so many blocks of a file.
#[cfg(unix)]
#[test]
fn a_full_disk_ends_in_a_clear_error_and_a_whole_store() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rows.jsonl"), rows(0..30)).unwrap();
    let mut failed = 0;
    for (round, blocks) in [1, 8, 100, 300, 500, 700, 900, 1_200].into_iter().enumerate() {
        let db = format!("{round}.db");
        let script = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec '{}' add --format jsonl --store {db} rows.jsonl",
            env!("CARGO_BIN_EXE_sayso")
        );
        let out = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        let acknowledged = ids(&String::from_utf8_lossy(&out.stdout));
        if !out.status.success() {
            failed += 1;
            assert!(out.status.code().is_some() && told.starts_with("sayso: "), "{blocks}: {out:?}");
        }
        // The disk has room again: the same command goes on where it was cut off.
        let again = sayso(folder.path(), &["add", "--format", "jsonl", "--store", &db, "rows.jsonl"]).output().unwrap();
        assert!(again.status.success(), "{blocks}: {}", String::from_utf8_lossy(&again.stderr));
        let check = sayso(folder.path(), &["check", "--store", &db]).output().unwrap();
        assert!(check.status.success(), "{blocks}: {}", String::from_utf8_lossy(&check.stderr));
        let all = sayso(folder.path(), &["sql", "--store", &db, "SELECT id FROM documents"]).output().unwrap();
        let there = ids(&String::from_utf8_lossy(&all.stdout));
        assert!(there.len() == 30 && acknowledged.is_subset(&there), "{blocks}: {}", there.len());
    }
    assert!(failed >= 3, "only {failed} of the disks were full");
}
