//! Tables as CSV (RFC 4180) and as JSON lines.

use crate::out::{Out, OutFile};
use crate::tables::{Cell, TABLES, rows};
use crate::{Result, Writer};
use sayso_store::Whole;
use serde_json::{Map, Value};

/// A file for each table.
pub(crate) struct Text {
    files: Vec<OutFile>,
    csv: bool,
}

impl Text {
    pub fn csv(out: &Out) -> Result<Text> {
        let mut text = Text { files: files(out, "csv")?, csv: true };
        for (file, table) in text.files.iter_mut().zip(&TABLES) {
            let names: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
            file.write(&format!("{}\r\n", names.join(",")))?;
        }
        Ok(text)
    }

    pub fn jsonl(out: &Out) -> Result<Text> {
        Ok(Text { files: files(out, "jsonl")?, csv: false })
    }
}

fn files(out: &Out, end: &str) -> Result<Vec<OutFile>> {
    TABLES.iter().map(|t| out.file(&format!("{}.{end}", t.name))).collect()
}

impl Writer for Text {
    fn document(&mut self, whole: &Whole) -> Result<()> {
        for ((file, table), rows) in self.files.iter_mut().zip(&TABLES).zip(rows(whole)) {
            for row in rows {
                if self.csv {
                    let cells: Vec<String> = row.iter().map(csv).collect();
                    file.write(&format!("{}\r\n", cells.join(",")))?;
                } else {
                    let names = table.columns.iter().map(|c| c.name.to_string());
                    let object: Map<String, Value> = names.zip(row.iter().map(json)).collect();
                    file.write(&format!("{}\n", Value::from(object)))?;
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.files.iter_mut().try_for_each(OutFile::finish)
    }
}

fn json(cell: &Cell) -> Value {
    match cell {
        Cell::None => Value::Null,
        Cell::Text(s) => s.clone().into(),
        Cell::Number(n) => (*n).into(),
        Cell::Real(x) => (*x).into(),
        Cell::Flag(b) => (*b).into(),
    }
}

/// One cell, quoted where it must be; an apostrophe keeps a spreadsheet from running it.
fn csv(cell: &Cell) -> String {
    let text = match cell {
        Cell::None => return String::new(),
        Cell::Number(n) => return n.to_string(),
        Cell::Real(x) => return x.to_string(),
        Cell::Flag(b) => return b.to_string(),
        Cell::Text(text) => text,
    };
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !text.starts_with("- >");
    let safe = if formula { format!("'{text}") } else { text.clone() };
    match safe.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
        false => safe,
    }
}
