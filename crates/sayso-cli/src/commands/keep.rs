//! `sayso check`, `sayso backup`, `sayso gc`: keeping a store.

use crate::sink;
use crate::store::StoreArg;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Check {
    #[command(flatten)]
    store: StoreArg,
}

#[derive(clap::Args)]
pub struct Backup {
    /// The copy; no file of this name may be there
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[command(flatten)]
    store: StoreArg,
}

#[derive(clap::Args)]
pub struct Gc {
    /// Take nothing out, only give back room that is free already
    #[arg(long)]
    only_room: bool,
    #[command(flatten)]
    store: StoreArg,
}

/// Makes everything in a store again from what it was made of, and compares; 1 where something differs.
pub fn check(a: &Check) -> anyhow::Result<ExitCode> {
    let (name, checked) = (a.store.store.display(), sayso_store::check(&a.store.store)?);
    for p in &checked.problems {
        crate::tell(&format!("{name}: {}: {}", p.place, p.what));
    }
    let counts = format!("{} documents, {} readings, {} records", checked.documents, checked.readings, checked.records);
    Ok(match checked.problems.len() {
        0 => {
            sink::write(&[&format!("{name}: {counts}: all as it was written\n")]);
            ExitCode::SUCCESS
        }
        n => {
            crate::tell(&format!("{name}: {n} things are not as they were written: go back to a backup"));
            ExitCode::FAILURE
        }
    })
}

/// Copies a store while others may write to it.
pub fn backup(a: &Backup) -> anyhow::Result<ExitCode> {
    sayso_store::backup(&a.store.store, &a.to, |_, _| {})?;
    sink::write(&[&format!("{} is a copy of {}\n", a.to.display(), a.store.store.display())]);
    Ok(ExitCode::SUCCESS)
}

/// Gives room back.
pub fn gc(a: &Gc) -> anyhow::Result<ExitCode> {
    let freed = sayso_store::gc(&a.store.store, a.only_room)?;
    sink::write(&[&format!(
        "{} readings of older readers and {} documents taken out, {:.1} MB given back\n",
        freed.readings,
        freed.documents,
        freed.bytes as f64 / 1e6
    )]);
    Ok(ExitCode::SUCCESS)
}
