//! `sayso explain` shows the words, the rule with its place, the tree and the actors.

use crate::test::Test;
use serde_json::Value;

const PAGE: &str = "Norway accuses Russia of cutting Arctic cable

Foreign Minister Ingrid Solvang accused Russia of cutting a data cable on Wednesday. She said Oslo would answer.
";

fn explain<const N: usize>(args: [&str; N]) -> Test {
    Test::new().args(["explain", "a.txt"]).args(args).file("a.txt", PAGE)
}

/// The TOML table that a rule's file has at its line.
fn line_of(rule: &Value) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let file = rule["file"].as_str().expect("a rule has a file");
    let text = std::fs::read_to_string(format!("{root}/{file}")).expect("the rule's file is there");
    let line = rule["line"].as_u64().expect("a rule of a folder has a line") as usize;
    text.lines().nth(line - 1).unwrap_or_default().to_string()
}

#[test]
fn every_record_shows_its_rule_and_tree() {
    let out = explain(["--format", "json"]).run().stdout;
    let all: Vec<Value> = serde_json::from_str(&out).expect("an array");
    let accusation = all.iter().find(|e| e["notation"].as_str().is_some_and(|n| n.contains("> ACCUSE >")));
    let accusation = accusation.expect("the page accuses");
    assert_eq!(line_of(&accusation["rules"][0]), "[[verb]]");
    assert_eq!(accusation["rules"][0]["tells"], "ACCUSE");
    assert!(accusation["rules"][0]["text"].as_str().is_some_and(|t| t.contains("accuse") && !t.contains("example")));
    for e in &all {
        let tree = e["sentences"][0]["tree"].as_array().expect("a tree");
        assert_eq!(tree.iter().filter(|n| n["head"] == 0).count(), 1, "{e}");
    }
    let pronoun = all.iter().flat_map(|e| e["who"].as_array().into_iter().flatten()).find(|w| w["text"] == "She");
    let pronoun = pronoun.expect("she speaks");
    assert_eq!((&pronoun["how"], &pronoun["listed"]), (&Value::from("pronoun"), &Value::Null));
    assert!(pronoun["named"]["text"].as_str().is_some_and(|n| n.contains("Ingrid Solvang")), "{pronoun}");
}

#[test]
fn one_record_is_found_by_id_and_by_name() {
    let by_name = explain(["e1", "--format", "jsonl"]).run().stdout;
    let record: Value = serde_json::from_str(&by_name).expect("one object");
    let by_id = explain([record["id"].as_str().expect("an id"), "--format", "jsonl"]).run().stdout;
    assert_eq!(by_name, by_id);
    let shown = explain(["e1", "--format", "pretty", "--color", "never"]).run().stdout;
    assert!(shown.contains("read by") && shown.contains("lang/en/events/accuse.toml:"), "{shown}");
}

#[test]
fn an_unknown_record_is_told_with_those_there_are() {
    let out = explain(["e99"]).any_stderr().status(2).run();
    assert!(out.stderr.starts_with("sayso: no record 'e99': a.txt has s1 to s"), "{}", out.stderr);
}
