//! Adding to a store and asking it, as its user meets it.

use crate::test::{PAGE, Test, csv};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// One run of the program in a folder that stays.
fn run(folder: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let out =
        Command::new(env!("CARGO_BIN_EXE_sayso")).args(args).current_dir(folder).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
    (text(out.stdout), text(out.stderr), out.status.code())
}

fn ok(folder: &Path, args: &[&str]) -> String {
    let (stdout, stderr, status) = run(folder, args);
    assert_eq!((stderr.as_str(), status), ("", Some(0)), "sayso {args:?}");
    stdout
}

fn rows(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
}

/// A folder with a store of two pages, one of them twice.
fn filled() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder of our own");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it can be written");
    write("a.txt", PAGE);
    write("b.txt", &PAGE.replace("Sign up for our newsletter", "Subscribe"));
    write("c.csv", "id,text\nc1,\"Kenya signed an agreement with Egypt on Tuesday, officials said.\"\n");
    ok(folder.path(), &["add", "--date", "2024-07-09", "a.txt", "b.txt", "c.csv"]);
    folder
}

#[test]
fn what_is_told_is_kept_and_adding_again_changes_nothing() {
    let folder = filled();
    let add = ["add", "--date", "2024-07-09", "a.txt", "b.txt", "c.csv"];
    let again = rows(&ok(folder.path(), &add));
    assert_eq!(again.iter().map(|r| r["input_id"].as_str().unwrap()).collect::<Vec<_>>(), ["a.txt", "b.txt", "c1"]);
    assert!(again.iter().all(|r| r["new"] == false));
    let told =
        rows(&ok(folder.path(), &["sql", "SELECT count(*) AS n, count(DISTINCT story) AS stories FROM documents"]));
    assert_eq!(told[0].to_string(), r#"{"n":3,"stories":2}"#);
    let first = ok(folder.path(), &["events"]);
    ok(folder.path(), &["add", "--date", "2024-07-09", "--no-resume", "--jobs", "1", "a.txt"]);
    assert_eq!(ok(folder.path(), &["events"]), first);
}

#[test]
fn one_event_of_two_copies_is_one_row_with_both_counts() {
    let folder = filled();
    let accused = rows(&ok(folder.path(), &["events", "--actor", "NOR", "--recipient", "russia", "--type", "accuse"]));
    assert_eq!(accused.len(), 1, "{accused:?}");
    let row = &accused[0];
    assert_eq!(
        (&row["notation"], &row["reports"], &row["independent"]),
        (&"NOR > ACCUSE > RUS".into(), &2.into(), &1.into())
    );
    let table = csv(&ok(folder.path(), &["events", "--actor", "NOR", "--type", "ACCUSE", "--format", "csv"]));
    assert_eq!((table.len(), table[0][0].as_str(), table[1][2].as_str()), (2, "id", "NOR > ACCUSE > RUS"));
    let shown = ok(folder.path(), &["show", row["id"].as_str().unwrap()]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["told_by"].as_array().unwrap().len(), 2);
    let page = ok(folder.path(), &["show", row["document"]["id"].as_str().unwrap()]);
    let page: serde_json::Value = serde_json::from_str(&page).unwrap();
    assert_eq!(page["schema"], "sayso/1");
    assert!(page["article"]["text"].as_str().unwrap().starts_with("Europe\n\nNorway accuses"));
}

#[test]
fn statements_are_found_by_speaker_and_words() {
    let folder = filled();
    let said = rows(&ok(folder.path(), &["statements", "--speaker", "RUS", "--text", "nothing \"to do\""]));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0]["content"].as_str().unwrap().contains("nothing to do"));
    assert_eq!(ok(folder.path(), &["statements", "--text", "nothing -\"with it\""]), "");
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let folder = filled();
    let told = |args: &[&str]| run(folder.path(), args);
    let (_, stderr, status) = told(&["events", "--actor", "Norwey"]);
    assert_eq!(
        (stderr.as_str(), status),
        ("sayso: no actor 'Norwey' in sayso.db: did you mean NOR (Norway)?\n", Some(2))
    );
    let (_, stderr, status) = told(&["events", "--type", "ACUSE"]);
    assert!(stderr.contains("a similar value exists: 'ACCUSE'") && status == Some(2), "{stderr}");
    let (_, stderr, status) = told(&["events", "--since", "2024-7"]);
    assert!(
        stderr.contains("a day is written YYYY-MM-DD, a month YYYY-MM, a year YYYY") && status == Some(2),
        "{stderr}"
    );
    let (_, stderr, status) = told(&["events", "--store", "none.db"]);
    assert_eq!(status, Some(2));
    assert_eq!(
        stderr,
        "sayso: none.db: there is no store: make one with 'sayso add INPUT --store none.db', or name another with --store\n"
    );
    let (_, stderr, status) = told(&["events", "--store", "a.txt"]);
    assert_eq!(
        (stderr.as_str(), status),
        ("sayso: a.txt: is no store of sayso (not a SQLite file): name another with --store\n", Some(1))
    );
    let (_, stderr, status) = told(&["show", "d0123456789abcdef"]);
    assert!(stderr.starts_with("sayso: no 'd0123456789abcdef' in sayso.db") && status == Some(2), "{stderr}");
    let (_, stderr, status) = told(&["sql", "DELETE FROM document"]);
    assert!(stderr.contains("only SELECT is allowed") && status == Some(2), "{stderr}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_added() {
    let out = Test::new().args(["add", "none.txt", "a.txt"]).file("a.txt", PAGE).any_stderr().status(1).run();
    assert_eq!(out.input_ids(), ["a.txt"]);
    assert_eq!(out.stderr, "sayso: none.txt: does not exist: check the name\n");
}
