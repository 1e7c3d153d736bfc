//! `sayso sql`.

use crate::answer::{self, Format, FormatArg};
use crate::sink;
use crate::store::StoreArg;
use sayso_format::csv;
use sayso_store::{Limits, Store, Table};
use serde_json::{Map, Value};
use std::process::ExitCode;
use std::time::Duration;

#[derive(clap::Args)]
#[command(after_help = "Views: documents, lines, sentences, actors, mentions, statements, events, evidence. \
docs/store.md describes them and the tables below them.")]
pub struct Args {
    /// One SELECT
    sql: String,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    time: u64,
    /// At most so many rows
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    rows: usize,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    format: FormatArg,
}

/// Runs the command.
pub fn run(a: &Args) -> anyhow::Result<ExitCode> {
    let limits = Limits { time: Duration::from_secs(a.time), rows: a.rows };
    let table = Store::sql(&a.store.store, &a.sql, limits)?;
    print(&table, a.format.format());
    if table.more {
        crate::tell(&format!("only the first {} rows are shown: --rows", a.rows));
    }
    Ok(ExitCode::SUCCESS)
}

fn print(table: &Table, format: Format) {
    let cells = |row: &Vec<Value>| row.iter().map(text).collect::<Vec<_>>();
    match format {
        Format::Table => {
            let head: Vec<&str> = table.columns.iter().map(String::as_str).collect();
            sink::write(&[&answer::table(&head, &[], table.rows.iter().map(cells))]);
        }
        Format::Csv => {
            let lines: String = table.rows.iter().map(|row| csv::row(cells(row).into_iter())).collect();
            sink::write(&[&csv::row(table.columns.iter().cloned()), &lines]);
        }
        Format::Jsonl => {
            for row in &table.rows {
                let object: Map<String, Value> = table.columns.iter().cloned().zip(row.iter().cloned()).collect();
                sink::write(&[&format!("{}\n", Value::from(object))]);
            }
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        other => other.to_string(),
    }
}
