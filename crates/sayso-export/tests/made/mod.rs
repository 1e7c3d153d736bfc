//! Stores of made documents, for all tests of exports.

use sayso_made::reading;
use sayso_store::{Origin, Prepared, Reader, Writer};
use std::path::Path;

/// Fills a store with the made documents of these numbers.
pub fn fill(path: &Path, numbers: impl Iterator<Item = u64>) {
    let reader = Reader { version: "1.0.0".into(), languages: "made".into(), options: String::new() };
    let mut writer = Writer::open(path, &reader).unwrap();
    for n in numbers {
        let r = reading(5, n);
        let given = Some(r.document.input_id.clone());
        writer.add(&Prepared::new(&r, Origin::new(&[r.document.text.as_bytes()], None, given))).unwrap();
    }
    writer.finish().unwrap();
}
