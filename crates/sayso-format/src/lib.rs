//! A reading as its users see it: JSON, and more to come.
//!
//! Inside the program spans are bytes; every format here gives Unicode code points.

pub mod json;
pub mod types;
mod offsets;

pub use offsets::Offsets;

/// Name and version of the output contract.
pub const SCHEMA: &str = "sayso/1";
