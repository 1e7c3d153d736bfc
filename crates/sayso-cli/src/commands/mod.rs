//! One file a command.

pub mod read;
