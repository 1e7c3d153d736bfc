//! A reading becomes what is printed of it.

use crate::sink::{Frame, Printed};
use anstream::{AutoStream, ColorChoice};
use sayso_core::Reading;
use sayso_format::pretty::{self, Look};
use sayso_format::{csv, html, json};
use serde::Serialize;
use std::io::{IsTerminal, stdout};

/// What to print.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Laid out to be read by a person
    Pretty,
    /// One object for one document, an array for several
    Json,
    /// One object a line, in input order
    Jsonl,
    /// A row for each statement and event (sayso page: for each line)
    Csv,
    /// One page for a browser: the article with its words marked, the records beside it
    Html,
}

/// Whether to print in colour.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How deep pages are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What the page is.
    Page,
    /// What it says.
    Records,
}

/// Prints readings in one format.
pub struct Renderer {
    format: Format,
    depth: Depth,
    look: Look,
}

impl Renderer {
    /// Without a format: pretty on a terminal, JSON lines in a pipe.
    pub fn new(format: Option<Format>, depth: Depth, color: Color) -> Self {
        let usual = if stdout().is_terminal() { Format::Pretty } else { Format::Jsonl };
        Renderer { format: format.unwrap_or(usual), depth, look: look(color) }
    }

    /// What stands around the documents.
    pub fn frame(&self) -> Frame {
        match self.format {
            Format::Pretty => Frame { between: "\n\n", ..Frame::default() },
            Format::Jsonl => Frame::default(),
            Format::Json => Frame { empty: "[]".into(), between: ",\n", tail: "\n", brackets: Some(("[\n", "\n]")) },
            Format::Csv => Frame { empty: self.header(), ..Frame::default() },
            Format::Html => Frame { empty: html::head("sayso"), tail: html::TAIL, ..Frame::default() },
        }
    }

    fn header(&self) -> String {
        if self.depth == Depth::Page { csv::page_header() } else { csv::reading_header() }
    }

    /// One document.
    pub fn render(&self, r: &Reading) -> Printed {
        let head = match self.format {
            Format::Csv => self.header(),
            Format::Html => html::head(html::title(r)),
            _ => String::new(),
        };
        Printed { head, text: self.text(r) }
    }

    fn text(&self, r: &Reading) -> String {
        match (self.format, self.depth) {
            (Format::Pretty, Depth::Records) => pretty::reading(r, self.look),
            (Format::Pretty, Depth::Page) => pretty::page(r, self.look),
            (Format::Json, Depth::Records) => json(&json::reading(r), true),
            (Format::Json, Depth::Page) => json(&json::page(r), true),
            (Format::Jsonl, Depth::Records) => json(&json::reading(r), false) + "\n",
            (Format::Jsonl, Depth::Page) => json(&json::page(r), false) + "\n",
            (Format::Csv, Depth::Records) => csv::reading(r),
            (Format::Csv, Depth::Page) => csv::page(r),
            (Format::Html, Depth::Records) => html::reading(r),
            (Format::Html, Depth::Page) => html::page(r),
        }
    }

    /// Whether a document's warnings have no place in what is printed of it.
    pub fn hides_warnings(&self) -> bool {
        self.format == Format::Csv
    }
}

/// How to print for a person.
pub fn look(color: Color) -> Look {
    let colour = match color {
        Color::Auto => AutoStream::choice(&stdout()) != ColorChoice::Never,
        Color::Always => true,
        Color::Never => false,
    };
    Look { width: width(), colour }
}

/// A value as JSON text.
pub fn json(value: &impl Serialize, indented: bool) -> String {
    let text = if indented { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    text.expect("a reading has no key that is not a string")
}

/// Columns of the terminal; of a page of paper where there is none.
pub fn width() -> usize {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    let seen = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    seen.or_else(told).unwrap_or(80)
}
