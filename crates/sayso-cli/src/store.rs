//! The store that commands ask.

use std::path::PathBuf;

/// Which store.
#[derive(clap::Args)]
pub struct StoreArg {
    /// The store
    #[arg(long, value_name = "FILE", default_value = "sayso.db")]
    pub store: PathBuf,
}
