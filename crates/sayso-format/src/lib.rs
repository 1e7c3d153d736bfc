//! A reading as its users see it: for the terminal, as JSON, CSV and HTML.
//!
//! Inside the program spans are bytes; every format here that gives offsets gives Unicode code points.

mod clean;
mod contested;
pub mod csv;
mod excerpt;
pub mod html;
pub mod json;
mod labels;
pub mod pretty;
pub mod types;

pub use clean::clean;
pub use contested::{Contest, What, contested};
pub use sayso_core::Offsets;

/// Name and version of the output contract.
pub const SCHEMA: &str = "sayso/1";
