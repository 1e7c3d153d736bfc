//! Readings in one SQLite file: adding, asking, checking. The only SQL of the project stands here.
//!
//! A [`Writer`] adds what was [`Prepared`] on other threads, and says after each commit what is
//! safe. A [`Store`] is asked: it opens the file to read only, any number of them beside one writer.

mod ask;
mod backup;
mod body;
mod check;
pub mod days;
mod error;
mod gc;
pub mod ident;
mod known;
mod load;
mod open;
mod pack;
mod prepare;
pub mod rows;
pub mod scale;
mod settle;
pub mod words;
mod write;

pub use ask::*;
pub use backup::backup;
pub use check::{Checked, Problem, check};
pub use error::{Error, Result};
pub use gc::{Freed, gc};
pub use known::Known;
pub use prepare::{Origin, Prepared, Source};
pub use write::{Added, Reader, Writer};
