//! The same bytes, in the same order, with any number of threads; and a pipe that ends early.

use crate::test::{PAGE, Test};
use std::process::{Command, Stdio};

/// Some documents, each with its own number and length.
fn rows(count: usize) -> String {
    let row = |i: usize| {
        let text = PAGE.repeat(1 + i % 4).replace("Iceland", if i.is_multiple_of(2) { "Iceland" } else { "Denmark" });
        serde_json::json!({"id": format!("d{i}"), "text": text}).to_string() + "\n"
    };
    (0..count).map(row).collect()
}

#[test]
fn threads_change_nothing() {
    let bytes = |jobs| Test::read(["--as", "jsonl", "--jobs", jobs, "-"]).stdin(rows(40)).run();
    let (one, four, again) = (bytes("1"), bytes("4"), bytes("4"));
    assert_eq!(one.input_ids(), (0..40).map(|i| format!("d{i}")).collect::<Vec<_>>());
    assert!(one.stdout == four.stdout && four.stdout == again.stdout, "two runs differ");
}

#[test]
fn every_format_gives_the_same_bytes_again() {
    for format in ["pretty", "json", "jsonl", "csv", "html"] {
        let run = || Test::read(["--format", format, "a.txt", "b.txt"]).file("a.txt", PAGE).file("b.txt", PAGE).run();
        assert!(run().stdout == run().stdout, "two runs differ in {format}");
    }
}

#[test]
fn faults_stand_in_order() {
    let names: Vec<String> = (0..12).map(|i| format!("{i:02}.txt")).collect();
    let mut test = Test::read(["--jobs", "4", "."]).any_stderr().status(1);
    for (i, name) in names.iter().enumerate() {
        test = test.file(name, if i % 3 == 0 { "" } else { PAGE });
    }
    let out = test.run();
    let told: Vec<&str> = out.stderr.lines().filter_map(|l| l.strip_prefix("sayso: ./")?.split(':').next()).collect();
    assert_eq!(told, ["00.txt", "03.txt", "06.txt", "09.txt"]);
    assert_eq!(out.rows().len(), 8);
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    for jobs in ["1", "4"] {
        let test = Test::read([]).file("many.jsonl", rows(400));
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["read", "--jobs", jobs, "many.jsonl"])
            .current_dir(test.folder())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let out = child.wait_with_output().expect("the program ends");
        assert_eq!((out.status.code(), String::from_utf8_lossy(&out.stderr).as_ref()), (Some(0), ""));
    }
}

/// Lines come one by one, and Ctrl-C ends the program after a whole one.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_whole_lines() {
    use std::io::{BufRead, BufReader, Read, Write};
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["read", "--as", "jsonl", "--format", "json", "--jobs", "2", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut to = child.stdin.take().expect("it is piped");
    to.write_all(rows(3).as_bytes()).expect("it reads");
    let mut from = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut text = String::new();
    // Standard input stays open: two documents are known to be several, so they stand there.
    while text.matches("\n  \"schema\"").count() < 2 {
        from.read_line(&mut text).expect("it writes");
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("there is kill");
    assert!(kill.success());
    from.read_to_string(&mut text).expect("it writes UTF-8");
    assert_eq!(child.wait().expect("the program ends").code(), Some(130));
    let several: serde_json::Value = serde_json::from_str(&text).expect("what stands there is whole");
    assert!(several.as_array().is_some_and(|a| a.len() >= 2));
}
