//! Every output is held against the schema, and the schema in `docs/` is the one of the types.

use crate::test::{PAGE, Test};
use serde_json::{Value, json};

const PAGES: [&str; 3] = ["cable.txt", "kabel.txt", "cable.html"];

fn holds(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    let wrong: Vec<String> = validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn example(name: &str) -> String {
    format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn readings_hold() {
    let schema = sayso_format::types::schema();
    for name in PAGES {
        let value = Test::read(["--format", "json", "--attitudes", &example(name)]).run().json();
        assert!(value["statements"].as_array().is_some_and(|s| !s.is_empty()), "{name} says nothing");
        holds(&schema, &value);
    }
    let value = Test::read(["--format", "json", "--lang", "xx", "a.txt"]).file("a.txt", PAGE).run().json();
    holds(&schema, &value);
}

#[test]
fn pages_hold() {
    let whole = sayso_format::types::schema();
    let schema = json!({"$schema": whole["$schema"], "$ref": "#/$defs/Page", "$defs": whole["$defs"]});
    for name in PAGES {
        holds(&schema, &Test::new().args(["page", "--format", "json", &example(name)]).run().json());
    }
}

#[test]
fn a_wrong_output_does_not_hold() {
    let schema = sayso_format::types::schema();
    let mut value = Test::read(["--format", "json", "a.txt"]).file("a.txt", PAGE).run().json();
    value["lines"][0]["kind"] = "headline".into();
    assert!(!jsonschema::is_valid(&schema, &value));
}

#[test]
fn the_schema_in_docs_is_up_to_date() {
    let path = format!("{}/../../docs/schema.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("docs/schema.json is there");
    let written: Value = serde_json::from_str(&text).expect("it is JSON");
    assert!(written == sayso_format::types::schema(), "docs/schema.json is old: run cargo xtask docs");
}
