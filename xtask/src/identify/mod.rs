//! Builds `lang/und/identify.bin` out of published tables and texts.

mod alike;
mod chain;
mod entries;
mod formats;
mod pack;
mod rng;
mod sample;
mod school;
mod sources;
mod train;

use anyhow::{Context, bail};
use entries::Entry;
use pack::{choose, find, pack, shrink};
use rng::Rng;
use sample::Drawer;
use sayso_identify::script::Script;
use school::School;
use sources::{Corpus, Places};
use std::fs;
use std::path::PathBuf;
use std::time::Instant;
use train::Net;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    places: Places,
    /// Where the table goes
    #[arg(long, value_name = "FILE", default_value = "lang/und/identify.bin")]
    to: PathBuf,
    /// Rows of the table, as a power of two
    #[arg(long, default_value_t = 16)]
    bits: u32,
    /// Texts to learn from, in thousands: to find out which grams tell something
    #[arg(long, default_value_t = 6000)]
    first: usize,
    /// Texts to learn from, in thousands: with those grams only
    #[arg(long, default_value_t = 8000)]
    second: usize,
    /// Seed of all chance: the same seed gives the same table
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where to put the sentences held back: language, tab, sentence
    #[arg(long, value_name = "FILE")]
    held: Option<PathBuf>,
}

/// Rows while it is not known yet which grams tell something, as a power of two.
const WIDE: u32 = 21;

pub fn run(args: &Args) -> anyhow::Result<()> {
    let start = Instant::now();
    let (drawer, held) = read(args)?;
    println!("{} labels, read in {:.0?}", drawer.labels.len(), start.elapsed());
    let mut school = School::new(&drawer, args.seed);
    let mut net = Net::new(1 << WIDE, drawer.labels.len(), &mut Rng(args.seed));
    let counts = school.learn(&mut net, args.first * 1000, 0.15, &|h| (h >> (64 - WIDE)) as u32, true);
    println!("{} grams seen, {:.0?}", counts.len(), start.elapsed());
    let chosen = choose(&net, &counts, args.bits);
    let mut small = shrink(&net, &chosen, &counts);
    let missing = chosen.len() as u32;
    let at = |h: u64| find(&chosen, args.bits, h).unwrap_or(missing);
    school.learn(&mut small, args.second * 1000, 0.1, &at, false);
    school.measure(&small, &held, &at);
    fs::write(&args.to, pack(&small, &chosen, &drawer, args.bits))?;
    println!("{} written, {:.0?}", args.to.display(), start.elapsed());
    Ok(())
}

/// A sentence and the tag of its language.
type Held = (String, String);

/// What is learnt from, and the sentences held back.
fn read(args: &Args) -> anyhow::Result<(Drawer, Vec<Held>)> {
    let entries = entries::entries()?;
    let mut corpora = Vec::new();
    for (i, e) in entries.iter().enumerate() {
        let c = Corpus::read(e, &args.places, args.seed + i as u64).with_context(|| e.tag.clone())?;
        let (sentences, phrases, frequent) = (c.sentences.len(), c.phrases.len(), c.frequent.words.len());
        let (drawn, listed) = (c.drawn.len(), c.listed.len());
        println!(
            "{}\t{sentences} sentences, {phrases} phrases, words: {frequent} by frequency, {drawn} by letters, {listed} listed",
            e.tag
        );
        if sentences + phrases < 30 {
            bail!("too little is known of '{}'", e.tag);
        }
        corpora.push(c);
    }
    add_alike(&entries, &mut corpora, args.seed);
    let (others, unknown) = sources::others(&entries, &args.places.udhr)?;
    let mut held: Vec<Held> = Vec::new();
    for (e, c) in entries.iter().zip(&corpora) {
        held.extend(c.held.iter().map(|h| (e.tag.clone(), h.clone())));
    }
    held.extend(unknown.get(&Script::Latin).into_iter().flatten().map(|h| ("und".to_string(), h.clone())));
    if let Some(file) = &args.held {
        fs::write(file, held.iter().map(|(t, h)| format!("{t}\t{h}\n")).collect::<String>())?;
    }
    Ok((Drawer::new(entries, corpora, others), held))
}

/// Lends texts to languages that have few.
fn add_alike(entries: &[Entry], corpora: &mut [Corpus], seed: u64) {
    for (i, e) in entries.iter().enumerate() {
        for other in e.like().filter_map(|tag| entries.iter().position(|o| o.tag == tag)) {
            let mut own = std::mem::take(&mut corpora[i]);
            match e.tag.as_str() {
                "gl" => own.add_spelt(&corpora[other]),
                _ => own.add_like(&corpora[other], &mut Rng(seed)),
            }
            println!(
                "{}\t{} sentences, {} words, with those like another's",
                e.tag,
                own.sentences.len(),
                own.drawn.len()
            );
            corpora[i] = own;
        }
    }
}
