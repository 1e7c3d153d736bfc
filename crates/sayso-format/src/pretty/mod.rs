//! A reading laid out to be read by a person, on a terminal or on paper.

mod actors;
mod contested;
mod events;
mod explain;
mod head;
mod look;
mod quote;
mod sheet;
mod statements;

pub use explain::explanation;
use look::{HEAD, QUIET};
use sayso_core::Reading;
use sheet::{Piece, Sheet, piece};

/// How a reading is shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether it shows colours.
    pub colour: bool,
}

/// Columns before the text of a record: its name stands there.
const INDENT: usize = 6;

/// All that a page says: what it is, who said and did what, the actors, and what is contested.
pub fn reading(r: &Reading, look: Look) -> String {
    let mut sheet = Sheet::new(look.width, look.colour);
    head::head(&mut sheet, r);
    head::left_out(&mut sheet, r);
    statements::all(&mut sheet, r);
    events::all(&mut sheet, r);
    actors::all(&mut sheet, r);
    contested::all(&mut sheet, r);
    sheet.finish()
}

/// What a page is, line by line.
pub fn page(r: &Reading, look: Look) -> String {
    let mut sheet = Sheet::new(look.width, look.colour);
    head::head(&mut sheet, r);
    head::lines(&mut sheet, r);
    sheet.finish()
}

/// A heading, with a blank line before it.
fn heading(sheet: &mut Sheet, words: &str, count: usize) {
    sheet.blank();
    sheet.line(&[], &[piece(words, HEAD), piece(format!("  {count}"), QUIET)]);
}

/// The name of a record (`s3`) in the columns before it.
fn name(letter: char, i: usize) -> Piece {
    piece(format!("{:>width$} ", format!("{letter}{}", i + 1), width = INDENT - 1), QUIET)
}

fn indent() -> Piece {
    piece(" ".repeat(INDENT), QUIET)
}

/// Pieces with a dot between them.
fn dotted(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::new();
    for p in pieces {
        if !out.is_empty() {
            out.push(piece(" · ", QUIET));
        }
        out.push(p);
    }
    out
}
