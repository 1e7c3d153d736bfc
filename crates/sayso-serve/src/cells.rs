//! Rows as a table (RFC 4180): columns are paths into the JSON of a row.

use sayso_format::csv;
use serde::Serialize;
use serde_json::Value;

/// Columns of events and claims.
pub(crate) const EVENT: &[&str] = &[
    "id",
    "day",
    "notation",
    "type",
    "mode",
    "status",
    "quad",
    "cameo",
    "actor",
    "recipient",
    "place.country",
    "claimed_by",
    "denied_by",
    "contested",
    "reports",
    "independent",
    "words",
    "sentence",
    "document.id",
    "document.outlet",
    "document.title",
    "document.url",
    "document.language",
];
/// Columns of statements.
pub(crate) const STATEMENT: &[&str] = &[
    "id",
    "day",
    "speaker",
    "via",
    "addressee",
    "cue",
    "class",
    "form",
    "stance",
    "negated",
    "cue_negated",
    "content",
    "about",
    "denies",
    "denied",
    "reports",
    "independent",
    "words",
    "document.id",
    "document.outlet",
    "document.title",
    "document.url",
    "document.language",
];
/// Columns of documents.
pub(crate) const DOCUMENT: &[&str] = &[
    "id",
    "reference_date",
    "published",
    "outlet",
    "title",
    "url",
    "language",
    "reports",
    "statements",
    "events",
    "words",
    "start",
    "end",
];
/// Columns of actors.
pub(crate) const ACTOR: &[&str] = &[
    "entity",
    "names",
    "codes",
    "roles",
    "kind",
    "side",
    "wikidata",
    "acts",
    "suffers",
    "says",
    "reports",
    "independent",
    "first",
    "last",
];
/// Columns of ties.
pub(crate) const TIE: &[&str] =
    &["a", "b", "acts", "suffers", "reports", "independent", "quads", "tone", "first", "last"];
/// Columns of what two sides did in a month.
pub(crate) const MONTH: &[&str] = &["month", "actor", "recipient", "events", "reports", "independent", "quads", "tone"];

/// All rows under their columns.
pub(crate) fn table(columns: &[&str], rows: &[impl Serialize]) -> String {
    let mut out = csv::row(columns.iter().map(|c| c.to_string()));
    for row in rows {
        let value = serde_json::to_value(row).unwrap_or_default();
        out.push_str(&csv::row(columns.iter().map(|c| cell(at(&value, c)))));
    }
    out
}

fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |v, key| v.get(key).unwrap_or(&Value::Null))
}

/// A value as text; actors by their codes.
pub(crate) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        Value::Array(all) => all.iter().map(cell).collect::<Vec<_>>().join(" + "),
        Value::Object(o) => o.get("actor").map(cell).unwrap_or_else(|| value.to_string()),
        other => other.to_string(),
    }
}
