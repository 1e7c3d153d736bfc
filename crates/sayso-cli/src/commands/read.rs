//! `sayso read` and `sayso page`.

use crate::guard::guarded;
use crate::inputs::InputArgs;
use crate::pool;
use crate::progress::Progress;
use crate::render::{Color, Depth, Format, Renderer};
use crate::sink::{Printed, Sink};
use sayso_input::{Fault, Item};
use sayso_read::{Options, Reader};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// What to print [default: pretty on a terminal, jsonl in a pipe]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Colour of pretty output
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// Runs the command; the exit status is 1 where some input could not be read.
pub fn run(args: &Args, depth: Depth) -> anyhow::Result<ExitCode> {
    let (reader, options) = (args.inputs.reader()?, args.inputs.options());
    let renderer = Renderer::new(args.format, depth, args.color);
    let (sink, mut progress) = (Sink::new(renderer.frame()), Progress::new());
    let work = |item: Item| one(item, &reader, &options, depth, &renderer);
    pool::ordered(args.inputs.items(), args.inputs.jobs(), work, |done| match done {
        Ok(done) => {
            done.notes.iter().for_each(|n| progress.note(&done.place, n));
            sink.document(done.printed);
            progress.read();
        }
        Err(fault) => progress.fault(&fault),
    });
    let all_read = progress.finish();
    sink.finish();
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A document that was read.
struct Done {
    place: String,
    printed: Printed,
    /// Warnings that the format has no place for.
    notes: Vec<String>,
}

fn one(item: Item, reader: &Reader, options: &Options, depth: Depth, to: &Renderer) -> Result<Done, Fault> {
    let input = item?;
    let print = || {
        let reading = match depth {
            Depth::Page => reader.page(&input, options),
            Depth::Records => reader.read(&input, options),
        };
        let printed = to.render(&reading);
        (printed, if to.hides_warnings() { reading.warnings } else { Vec::new() })
    };
    let place = input.input_id.clone();
    match guarded(print) {
        Ok((printed, notes)) => Ok(Done { place, printed, notes }),
        Err(why) => Err(Fault { place, why }),
    }
}
