//! The HTTP API described for programs (OpenAPI 3.1).

use crate::answer::Answer;
use serde_json::{Value, json};

/// Conditions that all lists have.
const CONDITIONS: &[(&str, &str)] = &[
    ("q", "words: all of them; \"a phrase\", -without, begin*"),
    ("actor", "code (JPN), entity or name; may stand several times"),
    ("speaker", "on whose word"),
    ("type", "PLOVER type"),
    ("status", "done, ongoing, planned, demanded, hypothetical, negated"),
    ("stance", "of statements"),
    ("quad", "1 to 4"),
    ("outlet", "of the document"),
    ("lang", "language of the document"),
    ("contested", "1: asserted and denied"),
    ("since", "first day, month or year"),
    ("until", "last day, month or year"),
    ("limit", "most rows, up to 1000"),
    ("cursor", "where to go on: as `next` of the last answer has it"),
];

/// Address, what it answers, its own parameters; whether it is a list with conditions.
pub(crate) const PATHS: &[(&str, &str, &[&str], bool)] = &[
    ("/documents", "documents, the latest first; the best first where words are looked for", &[], true),
    ("/search", "the same as /documents", &[], true),
    ("/events", "events, each once however many documents tell it", &[], true),
    ("/claims", "events that stand on somebody's word, with all who assert and all who deny them", &[], true),
    ("/statements", "who said what", &[], true),
    ("/actors", "actors, those named most first", &[], true),
    ("/ties", "the strongest ties; actor: those of one side", &[], true),
    ("/system", "the network of ties, with places", &["seed"], true),
    ("/documents/{id}", "one document: schema sayso/1", &[], false),
    ("/events/{id}", "one event with its reports", &[], false),
    ("/statements/{id}", "one statement", &[], false),
    ("/why/{id}", "why a record stands", &[], false),
    ("/actors/{id}", "one actor by code, entity or name", &["since", "until"], false),
    ("/tie", "everything between two sides", &["a", "b", "since", "until"], false),
    ("/compare", "two documents, record by record", &["a", "b"], false),
    ("/sql", "one SELECT, where the server listens for its machine alone", &["q"], false),
    ("/corrections", "what people found right or wrong", &[], false),
];

/// The description.
pub(crate) fn openapi() -> Answer {
    let mut paths = serde_json::Map::new();
    for (path, what, own, list) in PATHS {
        let mut parameters: Vec<Value> = own.iter().map(|n| parameter(n, "")).collect();
        if *list {
            parameters.extend(CONDITIONS.iter().map(|(n, d)| parameter(n, d)));
        }
        if path.ends_with("{id}") {
            parameters.push(json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}));
        }
        paths.insert(
            format!("{path}.json"),
            json!({"get": {"summary": what, "parameters": parameters, "responses": answers(*list)}}),
        );
    }
    paths.insert("/read.json".into(), read());
    paths.insert("/corrections".into(), correct());
    Answer::json(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": "sayso",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Who did or said what to whom, on whose word, and who denies it. Each address answers as a page too \
                            (without .json), lists as .csv, and searches as .atom. Answers carry ETags.",
        },
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }))
}

fn parameter(name: &str, what: &str) -> Value {
    json!({"name": name, "in": "query", "description": what, "schema": {"type": "string"}})
}

fn answers(list: bool) -> Value {
    let list_of = json!({
        "type": "object",
        "required": ["rows", "next"],
        "properties": {
            "rows": {"type": "array", "items": {"type": "object"}},
            "next": {"type": ["string", "null"], "description": "address of the next rows"},
        },
    });
    let schema = if list { list_of } else { json!({"type": "object"}) };
    json!({
        "200": {"description": "found", "content": {"application/json": {"schema": schema}}},
        "304": {"description": "not changed since (If-None-Match)"},
        "400": {"description": "cannot be answered as it is asked: `told` says why"},
        "404": {"description": "nothing is there"},
    })
}

fn read() -> Value {
    let text = json!({"type": "object", "required": ["text"], "properties": {
        "text": {"type": "string", "description": "text or HTML"},
        "date": {"type": "string", "format": "date"},
        "language": {"type": "string"},
    }});
    json!({"post": {
        "summary": "read a text; nothing of it is kept",
        "requestBody": {"required": true, "content": {"application/json": {"schema": text}}},
        "responses": answers(false),
    }})
}

fn correct() -> Value {
    let form = json!({"type": "object", "required": ["record", "verdict"], "properties": {
        "record": {"type": "string"},
        "verdict": {"enum": ["accept", "reject", "mend"]},
        "mended": {"type": "string", "description": "the record as it should be: A > TYPE > B (status)"},
        "note": {"type": "string"},
    }});
    json!({"post": {
        "summary": "accept, reject or mend a record",
        "security": [{"token": []}],
        "requestBody": {"required": true, "content": {"application/json": {"schema": form}}},
        "responses": {"200": {"description": "kept"}, "401": {"description": "no token"}, "403": {"description": "not allowed"}},
    }})
}
