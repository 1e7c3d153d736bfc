//! `sayso add`: pages are read on all cores, one thread writes, and what is told is safe.

use crate::guard::guarded;
use crate::inputs::InputArgs;
use crate::progress::Progress;
use crate::store::StoreArg;
use crate::{folders, pool, sink};
use sayso_input::{Fault, Item};
use sayso_read::{Input, Options, Reader};
use sayso_store::{Added, Known, Origin, Prepared, Reader as ReaderId, Source, Writer};
use sha2::{Digest, Sha256};
use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// Longest time that something read waits for its commit.
const PATIENCE: Duration = Duration::from_millis(250);
/// A commit does not wait for more to come than this.
const IDLE: Duration = Duration::from_millis(20);
/// Documents under way between readers and writer.
const QUEUE: usize = 64;

/// What to print.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// How many were added, at the end
    Summary,
    /// {"input_id", "id", "new"} for each document, after the commit that holds it
    Jsonl,
}

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    store: StoreArg,
    /// What to print [default: summary on a terminal, jsonl in a pipe]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Pass over inputs that the store has already: the default, whatever cut the last run off
    #[arg(long, overrides_with = "no_resume")]
    resume: bool,
    /// Read every input again, to compare it with what the store has
    #[arg(long)]
    no_resume: bool,
}

/// What a thread made of one input.
enum Done {
    New(Box<Prepared>),
    Known { id: String, name: String, source: Source },
}

/// What the writer tells.
#[derive(Default)]
struct Told {
    new: u64,
    known: u64,
    failed: Option<sayso_store::Error>,
}

/// Runs the command; the exit status is 1 where some input could not be read, 130 after Ctrl-C.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (reader, options) = (args.inputs.reader()?, args.inputs.options());
    let id = reader_id(args, &options)?;
    let writer = Writer::open(&args.store.store, &id)?;
    let known = if args.no_resume { None } else { Some(writer.known_inputs()?) };
    let usual = if std::io::stdout().is_terminal() { Format::Summary } else { Format::Jsonl };
    let jsonl = args.format.unwrap_or(usual) == Format::Jsonl;
    let stop = stop_on_signal();
    let (mut progress, inputs) = (Progress::adding(), items(&args.inputs, &stop));
    let (to, from) = sync_channel::<Done>(QUEUE);
    let work = |item: Item| one(item, &reader, &options, known.as_ref());
    let (writer, mut told, faults) = std::thread::scope(|scope| {
        let writing = scope.spawn(|| write(writer, from, jsonl, &stop));
        pool::ordered(inputs, args.inputs.jobs(), work, |done| take(done, &to, &mut progress));
        drop(to);
        let faults = progress.faults();
        progress.finish();
        let (writer, told) = writing.join().expect("the writer does not panic");
        (writer, told, faults)
    });
    // The last one to close a store tidies up behind it: that is to be the writer.
    drop(known);
    if let Some(e) = told.failed.take() {
        return Err(e.into());
    }
    writer.finish()?;
    if !jsonl {
        sink::write(&[&summary(&told, faults, args)]);
    }
    Ok(match (stop.load(Ordering::SeqCst), faults) {
        (1.., _) => ExitCode::from(130),
        (0, 0) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Ctrl-C: no further input is read; what was read is written. A second one ends at once, which
/// loses nothing that was told either.
fn stop_on_signal() -> Arc<AtomicU8> {
    let stop = Arc::new(AtomicU8::new(0));
    let on_signal = Arc::clone(&stop);
    // Without a handler Ctrl-C ends the program at once.
    let _ = ctrlc::set_handler(move || {
        if on_signal.fetch_add(1, Ordering::SeqCst) > 0 {
            std::process::exit(130);
        }
    });
    stop
}

fn items(inputs: &InputArgs, stop: &Arc<AtomicU8>) -> impl Iterator<Item = Item> + Send + use<> {
    let stop = Arc::clone(stop);
    inputs.items().take_while(move |_| stop.load(Ordering::SeqCst) == 0)
}

/// Another version, other languages or other options make another reading.
fn reader_id(args: &Args, options: &Options) -> anyhow::Result<ReaderId> {
    let (folders, _) = folders::folders(args.inputs.lang_dir.as_deref())?;
    let mut hash = Sha256::new();
    for (code, folder) in folders.iter() {
        for (path, bytes) in folder.below("") {
            hash.update(format!("{code}/{path}\0{}\0", bytes.len()));
            hash.update(bytes);
        }
    }
    let languages = hash.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect();
    let mut told = Vec::new();
    told.extend(options.attitudes.then(|| "attitudes".to_string()));
    told.extend(options.date.map(|d| format!("date={d}")));
    told.extend(options.language.as_ref().map(|l| format!("lang={l}")));
    Ok(ReaderId { version: env!("CARGO_PKG_VERSION").into(), languages, options: told.join(" ") })
}

fn one(item: Item, reader: &Reader, options: &Options, known: Option<&Known>) -> Result<Done, Fault> {
    let input = item?;
    let origin = origin(&input);
    // Where the store cannot be asked the writer will tell why.
    if let Some(id) = known.and_then(|k| k.find(&origin.source).ok().flatten()) {
        return Ok(Done::Known { id, name: input.input_id, source: origin.source });
    }
    let place = input.input_id.clone();
    let read = || Done::New(Box::new(Prepared::new(&reader.read(&input, options), origin.clone())));
    guarded(read).map_err(|why| Fault { place, why })
}

/// Everything that a reading is made from.
fn origin(input: &Input) -> Origin {
    let given = input.id_given.then(|| input.input_id.clone());
    let word = |w: &Option<String>| w.clone().map_or(Vec::new(), |w| [b"=", w.as_bytes()].concat());
    let beside = [&input.url, &input.title, &input.published, &input.language, &input.outlet, &given].map(word);
    let html = [u8::from(input.html)];
    let mut parts: Vec<&[u8]> = vec![&html, input.text.as_bytes(), &input.bytes];
    parts.extend(beside.iter().map(Vec::as_slice));
    Origin::new(&parts, input.url.clone(), given)
}

fn take(done: Result<Done, Fault>, to: &SyncSender<Done>, progress: &mut Progress) {
    match done {
        Ok(done) => {
            if matches!(done, Done::Known { .. }) {
                progress.known();
            }
            progress.read();
            // The writer has stopped: it tells why at the end.
            let _ = to.send(done);
        }
        Err(fault) => progress.fault(&fault),
    }
}

/// Writes until nothing more comes. After a failure nothing more is written, nor read.
fn write(mut writer: Writer, from: Receiver<Done>, jsonl: bool, stop: &AtomicU8) -> (Writer, Told) {
    let mut told = Told::default();
    told.failed = write_all(&mut writer, &from, jsonl, &mut told).err();
    if told.failed.is_some() {
        stop.fetch_max(1, Ordering::SeqCst);
        from.iter().for_each(drop);
    }
    (writer, told)
}

fn write_all(writer: &mut Writer, from: &Receiver<Done>, jsonl: bool, told: &mut Told) -> sayso_store::Result<()> {
    let mut waiting: Vec<(String, Added)> = Vec::new();
    let mut since = Instant::now();
    loop {
        match from.recv_timeout(IDLE) {
            Ok(done) => {
                if waiting.is_empty() {
                    since = Instant::now();
                }
                waiting.push(add(writer, done)?);
                if since.elapsed() < PATIENCE {
                    continue;
                }
            }
            Err(RecvTimeoutError::Timeout) if waiting.is_empty() => continue,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return acknowledge(writer, &mut waiting, jsonl, told);
            }
        }
        acknowledge(writer, &mut waiting, jsonl, told)?;
    }
}

fn add(writer: &mut Writer, done: Done) -> sayso_store::Result<(String, Added)> {
    match done {
        Done::New(p) => Ok((p.input_id().to_string(), writer.add(&p)?)),
        Done::Known { id, name, source } => writer.known(&id, &name, &source).map(|added| (name, added)),
    }
}

/// Commits, then tells what is safe.
fn acknowledge(
    writer: &mut Writer,
    waiting: &mut Vec<(String, Added)>,
    jsonl: bool,
    told: &mut Told,
) -> sayso_store::Result<()> {
    writer.commit()?;
    for (input_id, added) in waiting.drain(..) {
        if added.new {
            told.new += 1
        } else {
            told.known += 1
        }
        if jsonl {
            let line = serde_json::json!({"input_id": input_id, "id": added.id, "new": added.new});
            sink::write(&[&format!("{line}\n")]);
        }
    }
    Ok(())
}

fn summary(told: &Told, faults: u64, args: &Args) -> String {
    let count = |n: u64, what: &str| format!("{n} {what}");
    let mut parts = vec![count(told.new, if told.new == 1 { "document added" } else { "documents added" })];
    parts.extend((told.known > 0).then(|| count(told.known, "there already")));
    parts.extend((faults > 0).then(|| count(faults, "could not be read")));
    format!("{} ({})\n", parts.join(", "), args.store.store.display())
}
