//! Tables as Parquet, a folder a day: `events/page_day=2024-07-09/part-0.parquet`, which DuckDB, pandas
//! and Spark read as one table. The day is the reference date of the page.

use crate::out::Out;
use crate::tables::{Cell, Kind, TABLES, TableSpec, rows};
use crate::{Error, Result, Writer};
use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;
use sayso_store::Whole;
use std::sync::Arc;

/// What Hive calls the folder of rows without a day.
const NO_DAY: &str = "__HIVE_DEFAULT_PARTITION__";
/// So many documents of one day stand in one file.
const MOST: usize = 5_000;

/// Rows of one day, until the next day comes.
pub(crate) struct Parquet {
    out: Out,
    day: Option<String>,
    part: usize,
    documents: usize,
    rows: [Vec<Vec<Cell>>; 4],
}

impl Parquet {
    pub fn new(out: &Out) -> Parquet {
        Parquet { out: out.again(), day: None, part: 0, documents: 0, rows: Default::default() }
    }

    fn flush(&mut self) -> Result<()> {
        let Some(day) = &self.day else { return Ok(()) };
        for (table, rows) in TABLES.iter().zip(&mut self.rows) {
            if !rows.is_empty() {
                let name = format!("{}/page_day={day}/part-{}.parquet", table.name, self.part);
                let path = self.out.path(&name);
                let bytes = encode(table, rows).map_err(|e| Error::Write(path, std::io::Error::other(e)))?;
                let mut file = self.out.file(&name)?;
                file.write_bytes(&bytes)?;
                file.finish()?;
                rows.clear();
            }
        }
        (self.documents, self.part) = (0, self.part + 1);
        Ok(())
    }
}

impl Writer for Parquet {
    fn document(&mut self, whole: &Whole) -> Result<()> {
        let day = whole.reading.document.article.reference_date.map_or(NO_DAY.to_string(), |d| d.to_string());
        if self.day.as_ref() != Some(&day) {
            self.flush()?;
            (self.day, self.part) = (Some(day), 0);
        } else if self.documents == MOST {
            self.flush()?;
        }
        self.documents += 1;
        for (all, new) in self.rows.iter_mut().zip(rows(whole)) {
            all.extend(new);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.flush()
    }
}

/// One file.
fn encode(table: &TableSpec, rows: &[Vec<Cell>]) -> std::result::Result<Vec<u8>, ParquetError> {
    let fields: String = table.columns.iter().map(|c| format!("OPTIONAL {};\n", field(c.kind, c.name))).collect();
    let schema = Arc::new(parse_message_type(&format!("message {} {{ {fields} }}", table.name))?);
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("sayso".into()).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let mut at = 0;
    while let Some(mut column) = group.next_column()? {
        write_column(&mut column, table.columns[at].kind, rows.iter().map(|row| &row[at]))?;
        column.close()?;
        at += 1;
    }
    group.close()?;
    writer.into_inner()
}

fn field(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Text => format!("BYTE_ARRAY {name} (UTF8)"),
        Kind::Day => format!("INT32 {name} (DATE)"),
        Kind::Number => format!("INT64 {name}"),
        Kind::Real => format!("DOUBLE {name}"),
        Kind::Flag => format!("BOOLEAN {name}"),
    }
}

fn write_column<'c>(
    column: &mut SerializedColumnWriter,
    kind: Kind,
    cells: impl Iterator<Item = &'c Cell> + Clone,
) -> std::result::Result<(), ParquetError> {
    let there: Vec<i16> = cells.clone().map(|c| i16::from(*c != Cell::None)).collect();
    let there = Some(there.as_slice());
    match kind {
        Kind::Text => {
            let text = |c: &Cell| if let Cell::Text(s) = c { Some(ByteArray::from(s.as_str())) } else { None };
            column.typed::<ByteArrayType>().write_batch(&cells.filter_map(text).collect::<Vec<_>>(), there, None)?;
        }
        Kind::Day => {
            let day = |c: &Cell| if let Cell::Text(s) = c { Some(since_1970(s)) } else { None };
            column.typed::<Int32Type>().write_batch(&cells.filter_map(day).collect::<Vec<_>>(), there, None)?;
        }
        Kind::Number => {
            let number = |c: &Cell| if let Cell::Number(n) = c { Some(*n) } else { None };
            column.typed::<Int64Type>().write_batch(&cells.filter_map(number).collect::<Vec<_>>(), there, None)?;
        }
        Kind::Real => {
            let real = |c: &Cell| if let Cell::Real(x) = c { Some(*x) } else { None };
            column.typed::<DoubleType>().write_batch(&cells.filter_map(real).collect::<Vec<_>>(), there, None)?;
        }
        Kind::Flag => {
            let flag = |c: &Cell| if let Cell::Flag(b) = c { Some(*b) } else { None };
            column.typed::<BoolType>().write_batch(&cells.filter_map(flag).collect::<Vec<_>>(), there, None)?;
        }
    }
    Ok(())
}

/// Days since 1970-01-01 of a day as it is written.
fn since_1970(day: &str) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    let day: jiff::civil::Date = day.parse().unwrap_or(epoch);
    day.since(epoch).map_or(0, |s| s.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn what_is_written_can_be_read() {
        let rows = sayso_rows();
        let bytes = encode(&TABLES[1], &rows).unwrap();
        assert_eq!(bytes, encode(&TABLES[1], &rows).unwrap());
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let read: Vec<String> = reader.get_row_iter(None).unwrap().map(|r| r.unwrap().to_string()).collect();
        assert_eq!(read.len(), 2);
        assert!(read[0].contains("document: \"d1\"") && read[0].contains("day: 2024-07-09"), "{}", read[0]);
        assert!(read[1].contains("country: null") && read[1].contains("mentions: 3"), "{}", read[1]);
        assert_eq!((since_1970("1970-01-02"), since_1970("1969-12-31"), since_1970("2024-07-09")), (1, -1, 19_913));
    }

    fn sayso_rows() -> Vec<Vec<Cell>> {
        let row = |document: &str, day: Cell, country: Cell| {
            let of = |c: &crate::Column| match (c.name, c.kind) {
                ("document", _) => Cell::Text(document.into()),
                ("day", _) => day.clone(),
                ("country", _) => country.clone(),
                (_, Kind::Number) => Cell::Number(3),
                _ => Cell::Text("x".into()),
            };
            TABLES[1].columns.iter().map(of).collect()
        };
        vec![row("d1", Cell::Text("2024-07-09".into()), Cell::Text("JPN".into())), row("d2", Cell::None, Cell::None)]
    }
}
