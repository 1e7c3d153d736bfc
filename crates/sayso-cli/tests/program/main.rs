//! Tests of the built program, as its user meets it.

mod escapes;
mod explain;
mod faults;
mod formats;
mod kill;
mod language;
mod order;
mod schema;
mod store;
mod test;
mod usage;
