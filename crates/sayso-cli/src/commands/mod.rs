//! One file a command.

pub mod lang;
pub mod parse;
pub mod read;
pub mod speed;
