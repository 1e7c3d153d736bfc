//! Corrections: only added, kept through reading anew, exported.

use crate::test::{TOKEN, Test, fill, with_token};
use hyper::Method;
use serde_json::{Value, json};

fn correct(test: &Test, body: Value) -> (u16, Value) {
    let bearer = format!("Bearer {TOKEN}");
    let headers = [("host", "localhost"), ("content-type", "application/json"), ("authorization", bearer.as_str())];
    let answer = test.ask(Method::POST, "/corrections", &headers, body.to_string().as_bytes());
    (answer.status.as_u16(), serde_json::from_slice(&answer.body).unwrap_or_default())
}

fn rows(test: &Test) -> Vec<Value> {
    test.json("/corrections.json")["rows"].as_array().cloned().unwrap_or_default()
}

#[test]
fn corrections_are_only_added_and_outlive_the_store() {
    let test = with_token();
    let event = test.own_event();
    assert_eq!(correct(&test, json!({"record": event, "verdict": "reject", "note": "no"})).0, 200);
    assert_eq!(correct(&test, json!({"record": event, "verdict": "mend", "mended": "SWE > REJECT > NOR"})).0, 200);
    assert_eq!(rows(&test).len(), 2);
    std::fs::remove_file(test.store()).expect("the store is gone");
    let _ = std::fs::remove_file(test.folder.path().join("made.db-wal"));
    let _ = std::fs::remove_file(test.folder.path().join("made.db-shm"));
    fill(&test.store());
    assert_eq!(rows(&test).len(), 2, "corrections are still there");
    assert_eq!(rows(&test)[0]["record"], event.as_str());
}

#[test]
fn a_torn_line_takes_no_other_with_it() {
    let test = with_token();
    let event = test.own_event();
    assert_eq!(correct(&test, json!({"record": event, "verdict": "accept"})).0, 200);
    let file = test.folder.path().join("made.db.corrections.jsonl");
    let mut text = std::fs::read_to_string(&file).expect("the file");
    text.push_str("{\"record\": \"d0");
    std::fs::write(&file, text).expect("written");
    assert_eq!(correct(&test, json!({"record": event, "verdict": "reject"})).0, 200);
    assert_eq!(rows(&test).len(), 2);
}

#[test]
fn what_is_wrong_is_told_and_not_kept() {
    let test = with_token();
    let event = test.own_event();
    for (body, status) in [
        (json!({"record": "d0000000000000000.e0000000000", "verdict": "accept"}), 404),
        (json!({"record": event, "verdict": "perhaps"}), 400),
        (json!({"record": event, "verdict": "mend"}), 400),
        (json!({"record": event, "verdict": "mend", "mended": "SWE > WAR > NOR"}), 400),
        (json!({"verdict": "accept"}), 400),
        (json!([1, 2]), 400),
    ] {
        assert_eq!(correct(&test, body.clone()).0, status, "{body}");
    }
    assert!(rows(&test).is_empty());
}

#[test]
fn the_last_word_is_exported() {
    let test = with_token();
    let event = test.own_event();
    correct(&test, json!({"record": event, "verdict": "reject"}));
    correct(&test, json!({"record": event, "verdict": "accept"}));
    let gold = test.get("/corrections/gold.jsonl");
    let lines: Vec<Value> = gold.text().lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["events"].as_array().map(Vec::len), Some(1));
    assert!(lines[0]["text"].as_str().is_some_and(|t| t.contains("accused")));
    let examples = test.get("/corrections/examples.toml");
    assert!(
        examples.text().contains("[[verb.example]]") && examples.text().contains("> ACCUSE >"),
        "{}",
        examples.text()
    );
    assert!(test.get(&format!("/events/{event}")).text().contains("accept"), "the page of the record tells");
}
