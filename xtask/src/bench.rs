//! `cargo xtask bench store`: how fast a store takes in, how fast it answers, how large it is;
//! `cargo xtask bench identify`: how fast the language of a text is told.

use crate::figure::{Clock, Figure, Wanted};
use anyhow::Context;
use sayso_identify::Identifier;
use sayso_lang_data::Folders;
use sayso_made::{Random, document, reading};
use sayso_read::{Input, Options, Reader};
use sayso_store::{EventQuery, Limits, Origin, Prepared, Store, Writer, check};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

/// Seed of everything that is made.
const SEED: u64 = 20_26;

#[derive(clap::Subcommand)]
pub enum Bench {
    /// A hundredth of the full measure; --full for all of it
    Store {
        /// 50,000 documents read and added, 5 million events asked
        #[arg(long)]
        full: bool,
        /// Documents that are read and added
        #[arg(long)]
        documents: Option<u64>,
        /// Events that are asked
        #[arg(long)]
        events: Option<u64>,
        /// Write the figures to eval/scores.tsv
        #[arg(long)]
        keep_scores: bool,
    },
    /// Megabytes a second of telling the language of a text, whole and line by line
    Identify {
        /// Plain text
        text: PathBuf,
    },
    /// Ask `sayso serve` for all kinds of pages of a large store
    Serve(crate::serve::Args),
}

/// Tells the language of a text again and again for two seconds, in pieces of its lines of
/// about a page and line by line.
fn identify(text: &str) -> anyhow::Result<()> {
    let folders = Folders::builtin();
    let table = folders.get("und").and_then(|f| f.shared("identify.bin"));
    let identifier = Identifier::read(table.context("no table of languages")?).map_err(anyhow::Error::msg)?;
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let pages: Vec<String> = lines.chunks(20).map(|l| l.join("\n")).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    for (name, pieces) in [("pages of 20 lines", pages), ("lines", lines)] {
        let (start, mut bytes, mut told) = (Instant::now(), 0, 0);
        while start.elapsed() < Duration::from_secs(2) {
            for piece in &pieces {
                bytes += piece.len();
                told += usize::from(identifier.score(piece).guess().is_some());
            }
        }
        println!("{name}: {:.1} MB/s ({told} told)", bytes as f64 / 1e6 / start.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Runs it and prints what it found.
pub fn run(root: &Path, bench: &Bench) -> anyhow::Result<()> {
    let (full, documents, events, keep_scores) = match bench {
        Bench::Store { full, documents, events, keep_scores } => (full, documents, events, keep_scores),
        Bench::Identify { text } => return identify(&std::fs::read_to_string(text)?),
        Bench::Serve(args) => return crate::serve::run(root, args),
    };
    let part = if *full { 1 } else { 100 };
    let (documents, events) = (documents.unwrap_or(50_000 / part), events.unwrap_or(5_000_000 / part));
    let folder = std::env::temp_dir().join(format!("sayso-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = ingest(&folder.join("ingest.db"), documents).and_then(|mut figures| {
        figures.extend(answers(&folder.join("answers.db"), events)?);
        Ok(figures)
    });
    std::fs::remove_dir_all(&folder)?;
    let mut figures = measured?;
    figures.push(Figure {
        name: "memory.peak_mb",
        value: peak_memory("/proc/self/status"),
        wanted: Wanted::Most(500.0),
    });
    println!("\nfigure\tvalue\twanted");
    figures.iter().for_each(|f| println!("store.{}\t{:.2}\t{}", f.name, f.value, f.wanted));
    if *keep_scores {
        let noted: Vec<(String, String)> =
            figures.iter().map(|f| (format!("store.{}", f.name), format!("{:.2}", f.value))).collect();
        let command = format!("bench store --documents {documents} --events {events}");
        crate::eval::keep(root, &noted, |_| command.clone())?;
    }
    let missed: Vec<&str> = figures.iter().filter(|f| !f.wanted.is_met(f.value)).map(|f| f.name).collect();
    anyhow::ensure!(missed.is_empty(), "not as wanted: {}", missed.join(", "));
    Ok(())
}

/// Who reads in measurements.
pub(crate) fn reader_id() -> sayso_store::Reader {
    sayso_store::Reader { version: "0.0.0".into(), languages: "bench".into(), options: String::new() }
}

/// Reading alone, then reading and adding, on one thread each: what adding costs a core.
fn ingest(path: &Path, documents: u64) -> anyhow::Result<Vec<Figure>> {
    let reader = Reader::new(&Folders::builtin())?;
    let options = Options::default();
    let input = |n: u64| {
        let made = document(SEED, n);
        Input {
            input_id: made.id,
            id_given: true,
            text: made.text,
            language: Some(made.language.to_string()),
            published: Some(made.day.to_string()),
            ..Input::default()
        }
    };
    // Folders of languages are read when their first page comes: that is not to be measured.
    (0..30).for_each(|n| drop(reader.read(&input(n), &options)));
    let alone = Clock::start();
    let records: usize = (0..documents).map(|n| reader.read(&input(n), &options).events.len()).sum();
    let alone = alone.stop();
    let added = Clock::start();
    let mut writer = Writer::open(path, &reader_id())?;
    for n in 0..documents {
        let input = input(n);
        let origin = Origin::new(&[input.text.as_bytes()], None, Some(input.input_id.clone()));
        writer.add(&Prepared::new(&reader.read(&input, &options), origin))?;
        if n % 64 == 63 {
            writer.commit()?;
        }
    }
    writer.finish()?;
    let added = added.stop();
    let rate = |t: f64| documents as f64 / t;
    println!("ingest: {documents} documents, {records} events; seed {SEED}");
    println!("  read alone      {:8.1} documents a CPU second, {:8.1} a second", rate(alone.cpu), rate(alone.wall));
    println!("  read and added  {:8.1} documents a CPU second, {:8.1} a second", rate(added.cpu), rate(added.wall));
    let figure = |name, value, wanted| Figure { name, value, wanted };
    Ok(vec![
        figure("ingest.read_per_cpu_second", rate(alone.cpu), Wanted::Any),
        figure("ingest.added_per_cpu_second", rate(added.cpu), Wanted::Any),
        figure("ingest.share_of_read", 100.0 * alone.cpu / added.cpu, Wanted::Least(70.0)),
        figure("ingest.file_by_text", sizes(path)?, size(documents)),
    ])
}

/// Empty tables have a size too, which counts only in a small store.
fn size(documents: u64) -> Wanted {
    if documents < 5_000 { Wanted::Any } else { Wanted::Most(4.0) }
}

/// A large store, its records made without reading; then what is asked of it.
fn answers(path: &Path, events: u64) -> anyhow::Result<Vec<Figure>> {
    let started = Instant::now();
    let mut writer = Writer::open(path, &reader_id())?;
    let (mut made, mut documents, mut ids) = (0, 0, Vec::new());
    let (to, from) = sync_channel(64);
    std::thread::scope(|scope| -> anyhow::Result<()> {
        scope.spawn(move || {
            for n in 0.. {
                let r = reading(SEED, n);
                let origin = Origin::new(&[r.document.text.as_bytes()], None, Some(r.document.input_id.clone()));
                let event = r.events[0].id.clone();
                if to.send((Prepared::new(&r, origin), r.events.len() as u64, event)).is_err() {
                    return;
                }
            }
        });
        while made < events {
            let (prepared, count, event) = from.recv().context("the maker goes on for ever")?;
            writer.add(&prepared)?;
            (made, documents) = (made + count, documents + 1);
            if documents % 97 == 0 {
                ids.push(event);
            }
            if documents % 512 == 0 {
                writer.commit()?;
            }
        }
        drop(from);
        Ok(())
    })?;
    writer.finish()?;
    let took = started.elapsed().as_secs_f64();
    println!("large store: {made} events of {documents} documents in {took:.0} s");
    let mut figures = questions(path, &ids)?;
    figures.push(Figure { name: "large.events", value: made as f64, wanted: Wanted::Any });
    figures.push(Figure { name: "large.file_by_text", value: sizes(path)?, wanted: size(documents) });
    let problems = check(path)?.problems.len() as f64;
    figures.push(Figure { name: "large.check_problems", value: problems, wanted: Wanted::Most(0.0) });
    Ok(figures)
}

fn questions(path: &Path, ids: &[String]) -> anyhow::Result<Vec<Figure>> {
    let store = Store::open(path)?;
    let mut random = Random::new(SEED);
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let id = random.one(ids);
            timed(|| store.find(id).map(drop))
        })
        .collect::<Result<_, _>>()?;
    let point = median("point query", &mut times);
    let sides = ["JPN", "CHN", "IDN", "IND", "FRA", "DEU", "BRA", "KEN", "EGY", "MEX", "NOR", "TUR"];
    let mut times = Vec::new();
    for i in 0..24 {
        let (a, b, year) = (sides[i % 12], sides[(i + 5) % 12], 2015 + i % 10);
        let q = EventQuery {
            actor: vec![a.into()],
            recipient: vec![b.into()],
            since: format!("{year}-01-01").parse().ok(),
            until: format!("{year}-12-31").parse().ok(),
            limit: 100,
            ..EventQuery::default()
        };
        times.push(timed(|| store.events(&q).map(drop))?);
    }
    let year = median("a year of one dyad", &mut times);
    Ok(vec![
        Figure { name: "large.point_query_ms", value: point, wanted: Wanted::Most(10.0) },
        Figure { name: "large.dyad_year_ms", value: year, wanted: Wanted::Most(100.0) },
    ])
}

fn timed(work: impl FnOnce() -> sayso_store::Result<()>) -> sayso_store::Result<Duration> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed())
}

/// The median in milliseconds; the longest is told beside it.
fn median(what: &str, times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    let ms = |t: Duration| t.as_secs_f64() * 1e3;
    let (median, most) = (ms(times[times.len() / 2]), ms(times[times.len() - 1]));
    println!("  {what}: median {median:.2} ms, longest {most:.2} ms");
    median
}

/// Size of the file by table, as a multiple of the text it holds.
fn sizes(path: &Path) -> anyhow::Result<f64> {
    let limits = Limits { time: Duration::from_secs(600), rows: 1_000 };
    let number = |sql: &str| -> anyhow::Result<f64> {
        let table = Store::sql(path, sql, limits)?;
        table.rows.first().and_then(|r| r[0].as_f64()).context("a number")
    };
    let text = number("SELECT sum(length(CAST(text AS BLOB))) FROM document")?;
    let size = std::fs::metadata(path)?.len() as f64;
    println!("  file {:.1} MB, text {:.1} MB: {:.2} times", size / 1e6, text / 1e6, size / text);
    let by_table = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 16";
    for row in Store::sql(path, by_table, limits).map(|t| t.rows).unwrap_or_default() {
        let bytes = row[1].as_f64().unwrap_or_default();
        println!("    {:<22} {:8.2} MB {:5.2} times", row[0].as_str().unwrap_or_default(), bytes / 1e6, bytes / text);
    }
    Ok(size / text)
}

/// Most memory that the program had, in MB; 0 where the system does not tell.
pub(crate) fn peak_memory(status: &str) -> f64 {
    let status = std::fs::read_to_string(status).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() / 1e3
}
