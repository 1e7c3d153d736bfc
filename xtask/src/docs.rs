//! Documents that are made from the code, so that they cannot drift from it.

use crate::tour;
use anyhow::Context;
use sayso_core::{Context as About, EventType, Mode};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const MADE: &str = "<!-- Made by `cargo xtask docs`: change the code, not this file. -->\n\n";

/// Writes all of them.
pub fn write(root: &Path) -> anyhow::Result<()> {
    let schema = sayso_format::types::schema();
    put(root, "docs/schema.json", &(serde_json::to_string_pretty(&schema)? + "\n"))?;
    put(root, "docs/schema.md", &fields(&schema)?)?;
    put(root, "docs/events.md", &events())?;
    put(root, "docs/codebook.md", &sayso_export::codebook())?;
    tour::write(root)
}

pub fn put(root: &Path, name: &str, text: &str) -> anyhow::Result<()> {
    fs::write(root.join(name), text).with_context(|| format!("{name}: cannot be written"))
}

/// The schema as tables, one an object.
fn fields(schema: &Value) -> anyhow::Result<String> {
    let mut out = format!("{MADE}# The output, field by field\n\n");
    out += "Schema `sayso/1`, as JSON Schema in [schema.json](schema.json). `sayso read` prints a Reading for each document, ";
    out += "`sayso page` a Page. Offsets are `[start, end)` in Unicode code points of `article.text`.\n";
    table(&mut out, "Reading", schema)?;
    let all = schema["$defs"].as_object().context("the schema has definitions")?;
    for (name, object) in all.iter().filter(|(_, o)| o["type"] == "object") {
        table(&mut out, name, object)?;
    }
    out += "\n## Words of fixed lists\n\n| list | words |\n| --- | --- |\n";
    for (name, list) in all.iter().filter(|(_, o)| o["enum"].is_array()) {
        let words: Vec<String> = list["enum"].as_array().into_iter().flatten().map(code).collect();
        writeln!(out, "| {name} | {} |", words.join(" "))?;
    }
    Ok(out)
}

fn table(out: &mut String, name: &str, object: &Value) -> anyhow::Result<()> {
    let about = object["description"].as_str().unwrap_or_default();
    write!(out, "\n## {name}\n\n{about}\n\n| field | type | meaning |\n| --- | --- | --- |\n")?;
    for (field, is) in object["properties"].as_object().context("an object has fields")? {
        let meaning = is["description"].as_str().unwrap_or_default().replace('\n', " ");
        writeln!(out, "| `{field}` | {} | {meaning} |", kind(is))?;
    }
    Ok(())
}

/// The type of a field, in few words.
fn kind(is: &Value) -> String {
    if let Some(name) = is["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or(name).to_string();
    }
    if let Some(any) = is["anyOf"].as_array() {
        return any.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if is["type"] == "array" {
        return format!("list of {}", kind(&is["items"]));
    }
    match &is["type"] {
        Value::String(one) => one.clone(),
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => String::new(),
    }
}

fn code(word: &Value) -> String {
    format!("`{}`", word.as_str().unwrap_or_default())
}

/// The PLOVER types with their modes, and the contexts.
fn events() -> String {
    let mut out = format!("{MADE}# Event types\n\n");
    out += "PLOVER 2021. The quad sorts the types: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, ";
    out += "4 material conflict. The CAMEO root is the code that older tools expect.\n\n";
    out += "| type | quad | CAMEO root | modes |\n| --- | --- | --- | --- |\n";
    for t in EventType::ALL {
        let modes: Vec<&str> = t.modes().iter().map(|m: &Mode| m.as_str()).collect();
        out += &format!("| `{}` | {} | {} | {} |\n", t.as_str(), t.quad() as u8, t.cameo_root(), modes.join(", "));
    }
    let contexts: Vec<String> = About::ALL.iter().map(|c| format!("`{}`", c.as_str())).collect();
    out + &format!("\nContexts: {}.\n", contexts.join(", "))
}
