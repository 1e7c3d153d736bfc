//! `sayso lang speed`: where the time of reading goes.

use super::lang::{language, languages};
use anyhow::Context;
use sayso_core::{Sentence, Span};
use sayso_lang::{Language, Level, Scratch, Stage, Watch};
use std::fs;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// Language
    code: String,
    /// Plain text in that language
    text: PathBuf,
    /// How often it is read
    #[arg(long, default_value_t = 5)]
    times: usize,
    /// A model to time instead of the built-in one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

/// Runs the command.
pub fn run(a: &Args) -> anyhow::Result<()> {
    let languages = languages(&a.code, a.model.as_deref())?;
    let language = language(&languages, &a.code)?;
    let text = fs::read_to_string(&a.text).with_context(|| a.text.display().to_string())?;
    for level in Level::all() {
        // The first pass only warms the caches.
        let mut scratch = Scratch::with(level);
        read(language, &text, &mut scratch)?;
        scratch.watch = Watch::running();
        let mut words = 0;
        for _ in 0..a.times {
            words += read(language, &text, &mut scratch)?;
        }
        show(level, words, &scratch.watch);
    }
    Ok(())
}

/// Reads the text once and counts its words.
fn read(language: &Language, text: &str, scratch: &mut Scratch) -> anyhow::Result<usize> {
    let model = language.model()?;
    scratch.watch.start();
    let (mut sentences, mut at): (Vec<Sentence>, usize) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        sentences.extend(language.split(text, Span::new(at, at + line.len()).trimmed(text)));
        at += line.len();
    }
    scratch.watch.lap(Stage::Split);
    sentences.iter_mut().for_each(|s| model.annotate(s, scratch));
    Ok(sentences.iter().map(Sentence::len).sum())
}

fn show(level: Level, words: usize, watch: &Watch) {
    let each = |s: Stage| watch.spent(s).as_secs_f64() * 1e6 / words.max(1) as f64;
    let all: f64 = Stage::ALL.into_iter().map(each).sum();
    println!("{}\t{all:.3} µs a word\t{:.0} words a second", level.name(), 1e6 / all);
    for stage in Stage::ALL {
        println!("  {:<10}{:8.3}{:7.1} %", format!("{stage:?}"), each(stage), 100.0 * each(stage) / all);
    }
}
