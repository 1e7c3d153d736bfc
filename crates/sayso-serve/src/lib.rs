//! A store in the browser: pages, feeds and the HTTP API. The only crate that serves HTTP.
//!
//! A [`Site`] is one pure step from an [`Ask`] to an [`Answer`]: no socket, no thread, so tests ask it
//! directly. [`serve`] is the only place that listens. Each worker thread keeps a connection of its own
//! to the store, opened to read only; what people write goes into a file beside it.

mod access;
mod answer;
mod ask;
mod assets;
mod cells;
mod corrections;
mod feed;
mod filter;
mod force;
mod form;
mod gold;
mod held;
mod net;
mod openapi;
mod page;
mod site;
mod trouble;

pub use access::Token;
pub use answer::{Answer, POLICY};
pub use ask::Ask;
pub use net::{Error, serve};
pub use site::{Config, Site};
