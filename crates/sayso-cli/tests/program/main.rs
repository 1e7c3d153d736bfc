//! Tests of the built program, as its user meets it.

mod escapes;
mod faults;
mod formats;
mod language;
mod order;
mod schema;
mod test;
mod usage;
