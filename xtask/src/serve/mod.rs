//! `cargo xtask bench serve`: how fast a large store answers in the browser, and in how much memory.

mod addresses;
mod client;

use crate::bench::reader_id;
use anyhow::{Context, bail};
use client::Timing;
use sayso_store::{Origin, Prepared, Writer};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Seed of everything that is made.
const SEED: u64 = 20_26;

#[derive(clap::Args)]
pub struct Args {
    /// Documents of the store
    #[arg(long, default_value_t = 200_000)]
    documents: u64,
    /// Requests a second
    #[arg(long, default_value_t = 50)]
    rate: u32,
    /// Seconds for each kind of page
    #[arg(long, default_value_t = 8)]
    seconds: u32,
    /// Keep the made store here, or take it from here
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// The program that is measured
    #[arg(long, value_name = "FILE", default_value = "target/release/sayso")]
    program: PathBuf,
    /// Only these kinds of pages
    #[arg(long, value_name = "KIND")]
    only: Vec<String>,
    /// Write the figures to eval/scores.tsv
    #[arg(long)]
    keep_scores: bool,
}

/// Makes the store, starts the server on one core, asks it, and prints what it found.
pub fn run(root: &Path, args: &Args) -> anyhow::Result<()> {
    let own = std::env::temp_dir().join(format!("sayso-bench-serve-{}.db", std::process::id()));
    let store = args.store.as_deref().unwrap_or(&own);
    let done = filled(store, args.documents).and_then(|()| measured(store, args));
    if args.store.is_none() {
        let _ = ["", "-wal", "-shm"].map(|end| std::fs::remove_file(format!("{}{end}", own.display())).ok());
    }
    let figures = done?;
    let command = format!("bench serve --documents {}", args.documents);
    if args.keep_scores { crate::eval::keep(root, &figures, |_| command.clone()) } else { Ok(()) }
}

/// The store, made unless it is there.
fn filled(path: &Path, documents: u64) -> anyhow::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let started = Instant::now();
    let mut writer = Writer::open(path, &reader_id())?;
    for n in 0..documents {
        let r = sayso_made::reading(SEED, n);
        let origin = Origin::new(&[r.document.text.as_bytes()], None, Some(r.document.input_id.clone()));
        writer.add(&Prepared::new(&r, origin))?;
        if n % 512 == 511 {
            writer.commit()?;
        }
    }
    writer.finish()?;
    println!("{documents} documents made in {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn measured(store: &Path, args: &Args) -> anyhow::Result<Vec<(String, String)>> {
    forgotten(store);
    let started = Instant::now();
    let mut server = Server::start(store, &args.program)?;
    client::get(server.at, "/")?;
    let cold = started.elapsed();
    println!("front page on a cold start: {:.0} ms (wanted: 1000)", cold.as_secs_f64() * 1e3);
    let mut figures = vec![("serve.cold_start_ms".to_string(), format!("{:.0}", cold.as_secs_f64() * 1e3))];
    let count = args.rate * args.seconds;
    println!("{} requests a second, {count} of each kind; ms", args.rate);
    println!("{:<18} {:>8} {:>8} {:>8} {:>9}", "page", "median", "p99", "longest", "kB");
    for (kind, addresses) in addresses::kinds(store, SEED, count as usize)? {
        if !args.only.is_empty() && !args.only.iter().any(|o| o == kind) {
            continue;
        }
        let timing = client::load(server.at, &addresses, args.rate)?;
        told(kind, &timing);
        figures.push((format!("serve.{kind}.p99_ms"), format!("{:.0}", timing.at(0.99).as_secs_f64() * 1e3)));
    }
    let memory = server.peak_memory();
    println!("peak memory: {memory:.0} MB (wanted: 300)");
    figures.push(("serve.peak_memory_mb".into(), format!("{memory:.0}")));
    Ok(figures)
}

fn told(kind: &str, t: &Timing) {
    let ms = |d: Duration| format!("{:.1}", d.as_secs_f64() * 1e3);
    let wide = t.bytes as f64 / 1e3 / t.times.len().max(1) as f64;
    println!("{kind:<18} {:>8} {:>8} {:>8} {wide:>9.1}", ms(t.at(0.5)), ms(t.at(0.99)), ms(t.at(1.0)));
}

/// Takes a file out of the memory of the system, so that the start is a cold one.
fn forgotten(file: &Path) {
    let of = format!("of={}", file.display());
    let all = [&of, "oflag=nocache", "conv=notrunc,fdatasync", "count=0"];
    let done = Command::new("dd").args(all).stderr(Stdio::null()).status();
    if !done.is_ok_and(|s| s.success()) {
        println!("note: dd cannot take the file out of memory, so the start is not a cold one");
    }
}

/// `sayso serve`, ended when it is dropped.
struct Server {
    child: Child,
    at: SocketAddr,
}

impl Server {
    /// On one core where the system can do that.
    fn start(store: &Path, program: &Path) -> anyhow::Result<Server> {
        if !program.exists() {
            bail!("{}: is not there: cargo build --release, or name another with --program", program.display());
        }
        let on_one_core = Command::new("taskset").arg("--version").stdout(Stdio::null()).status().is_ok();
        let mut command = if on_one_core { Command::new("taskset") } else { Command::new(program) };
        if on_one_core {
            command.args(["--cpu-list", "0"]).arg(program);
        } else {
            println!("note: there is no taskset, so the server may use all cores");
        }
        command.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(store).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("it is piped")?).read_line(&mut line)?;
        let at = line.split("//").nth(1).and_then(|r| r.split('/').next()?.parse().ok());
        let at = at.with_context(|| format!("the server does not say where it listens: {line}"))?;
        Ok(Server { child, at })
    }

    /// Most memory that it had, in MB; 0 where the system does not tell.
    fn peak_memory(&mut self) -> f64 {
        crate::bench::peak_memory(&format!("/proc/{}/status", self.child.id()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
