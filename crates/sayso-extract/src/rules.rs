//! What rule files of all kinds share: reading TOML with the line of a fault.

use crate::Error;
use serde::de::DeserializeOwned;

/// Reads a TOML file of a language folder.
pub fn parse<T: DeserializeOwned>(code: &str, file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|e| Error {
        code: code.into(),
        file: file.into(),
        line: e.span().map(|s| line_of(text, s.start)),
        why: e.message().to_string(),
    })
}

/// The line (from 1) of a byte.
pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|&&b| b == b'\n').count() + 1
}
