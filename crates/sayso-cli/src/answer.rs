//! Answers of a store: a table on a terminal, JSON lines in a pipe, CSV where asked for.

use crate::sink;
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};
use sayso_format::{clean, csv};
use sayso_store::Page;
use sayso_store::ident::record_key;
use serde::Serialize;
use std::io::IsTerminal;

/// What to print.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Laid out to be read by a person
    Table,
    /// One object a line
    Jsonl,
    /// A row for each (RFC 4180)
    Csv,
}

/// How to print.
#[derive(clap::Args)]
pub struct FormatArg {
    /// What to print [default: table on a terminal, jsonl in a pipe]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
}

impl FormatArg {
    /// What was asked for, else what fits standard output.
    pub fn format(&self) -> Format {
        let usual = if std::io::stdout().is_terminal() { Format::Table } else { Format::Jsonl };
        self.format.unwrap_or(usual)
    }
}

/// A row that can be printed as cells.
pub trait Cells: Serialize {
    /// Names of the columns of CSV.
    const COLUMNS: &'static [&'static str];
    /// Its cells.
    fn cells(&self) -> Vec<String>;
    /// Names of the columns of a table for people.
    const SHORT: &'static [&'static str];
    /// Those of them that are never broken over lines.
    const WHOLE: &'static [&'static str];
    /// Its cells there.
    fn short(&self) -> Vec<String>;
}

/// Both counts in one cell.
pub const COUNTS: &str = "reports\n(independent)";

/// As that column has them.
pub fn counts(reports: i64, independent: i64) -> String {
    format!("{reports} ({independent})")
}

/// Prints a page of answers; a table says below itself whether there are more.
pub fn page<T: Cells>(page: &Page<T>, format: Format, more: &str) {
    rows(&page.rows, format);
    if page.more && format == Format::Table {
        sink::write(&[&format!("… {more}\n")]);
    }
}

/// Prints rows.
pub fn rows<T: Cells>(rows: &[T], format: Format) {
    match format {
        Format::Table if rows.is_empty() => sink::write(&["nothing found\n"]),
        Format::Table => sink::write(&[&table(T::SHORT, T::WHOLE, rows.iter().map(Cells::short))]),
        Format::Jsonl => {
            let line = |row: &T| serde_json::to_string(row).expect("rows have no key that is not a string") + "\n";
            rows.iter().for_each(|row| sink::write(&[&line(row)]));
        }
        Format::Csv => {
            let head = csv::row(T::COLUMNS.iter().map(|c| c.to_string()));
            let lines: String = rows.iter().map(|row| csv::row(row.cells().into_iter())).collect();
            sink::write(&[&head, &lines]);
        }
    }
}

/// Letters of the id of a record: it is copied, so it is never broken.
const ID: u16 = 29;

/// A table as wide as the terminal; cells of the columns in `whole` are never broken over lines.
pub fn table(head: &[&str], whole: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(crate::render::width().try_into().unwrap_or(u16::MAX)).set_header(head.iter().map(Cell::new));
    for row in rows {
        // Lines of a cell are the table's own; what stands in them is the page's.
        let safe = |cell: String| cell.split('\n').map(|l| clean(l).into_owned()).collect::<Vec<_>>().join("\n");
        table.add_row(row.into_iter().map(safe));
    }
    for (i, name) in head.iter().enumerate().filter(|(_, name)| whole.contains(name)) {
        let content = table.column_max_content_widths()[i].max(name.lines().map(|l| l.len() as u16).max().unwrap_or(0));
        if let Some(column) = table.column_mut(i) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(content + 2)));
        }
    }
    for i in 0..head.len() {
        let is_id = |cell: Option<&Cell>| cell.is_some_and(|c| c.content().lines().any(|l| record_key(l).is_some()));
        if table.column_cells_iter(i).any(is_id)
            && let Some(column) = table.column_mut(i)
        {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(ID + 2)));
        }
    }
    table.to_string() + "\n"
}

/// Values in one cell, as in the notation.
pub fn joined<'a>(all: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen.join(" + ")
}

/// A cell that may be empty.
pub fn or_none(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}
