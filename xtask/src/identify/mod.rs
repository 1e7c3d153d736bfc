//! Builds `lang/und/identify.bin` out of published tables and texts.

mod alike;
mod chain;
mod rng;
mod sample;
mod sources;
mod train;

use anyhow::{Context, bail};
use rng::Rng;
use sample::Drawer;
use sayso_identify::grams::{Sink, scan};
use sayso_identify::script::{Letters, Script};
use sayso_identify::table::{FIRST, Label, MOST, Output, Table, WIDTH, place};
use sources::{Corpus, Places};
use std::collections::HashMap;
use std::fs;
use std::ops::Range;
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
    let entries = sources::entries()?;
    let mut corpora = Vec::new();
    for (i, e) in entries.iter().enumerate() {
        let c = Corpus::read(e, &args.places, args.seed + i as u64).with_context(|| e.tag.clone())?;
        println!(
            "{}\t{} sentences, {} phrases, {} words by frequency, {} by letters, {} listed",
            e.tag,
            c.sentences.len(),
            c.phrases.len(),
            c.frequent.words.len(),
            c.drawn.len(),
            c.listed.len()
        );
        if c.sentences.len() + c.phrases.len() < 30 {
            bail!("too little is known of '{}'", e.tag);
        }
        corpora.push(c);
    }
    for (i, e) in entries.iter().enumerate() {
        for other in e.like().filter_map(|tag| entries.iter().position(|o| o.tag == tag)).collect::<Vec<_>>() {
            let mut own = std::mem::take(&mut corpora[i]);
            own.add_like(&corpora[other], &mut Rng(args.seed));
            println!(
                "{}\t{} sentences, {} words like those of another language",
                e.tag,
                own.sentences.len(),
                own.drawn.len()
            );
            corpora[i] = own;
        }
    }
    let (others, unknown) = sources::others(&entries, &args.places.udhr)?;
    let mut held: Vec<(String, String)> = Vec::new();
    for (e, c) in entries.iter().zip(&corpora) {
        held.extend(c.held.iter().map(|h| (e.tag.clone(), h.clone())));
    }
    held.extend(unknown.get(&Script::Latin).into_iter().flatten().map(|h| ("und".to_string(), h.clone())));
    if let Some(file) = &args.held {
        fs::write(file, held.iter().map(|(t, h)| format!("{t}\t{h}\n")).collect::<String>())?;
    }
    let drawer = Drawer::new(entries, corpora, others);
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

/// How often each gram was seen, in order of the grams.
type Counts = Vec<(u64, u32)>;

/// Draws texts and takes their grams.
struct School<'d> {
    drawer: &'d Drawer,
    ranges: HashMap<Script, Range<usize>>,
    letters: Letters,
    rng: Rng,
}

/// The grams of one script.
struct Grams {
    script: Script,
    now: Script,
    out: Vec<u64>,
}

impl Sink for Grams {
    fn begin(&mut self, script: Script) {
        self.now = script;
    }

    fn gram(&mut self, hash: u64) {
        if self.now == self.script {
            self.out.push(hash);
        }
    }

    fn end(&mut self, _: Script, _: u32) {}
}

impl<'d> School<'d> {
    fn new(drawer: &'d Drawer, seed: u64) -> Self {
        let mut ranges: HashMap<Script, Range<usize>> = HashMap::new();
        for (i, l) in drawer.labels.iter().enumerate() {
            ranges.entry(l.script).or_insert(i..i).end = i + 1;
        }
        School { drawer, ranges, letters: Letters::default(), rng: Rng(seed) }
    }

    fn learn(&mut self, net: &mut Net, texts: usize, rate: f32, at: &dyn Fn(u64) -> u32, count: bool) -> Counts {
        let mut counts = HashMap::new();
        let mut grams = Grams { script: Script::None, now: Script::None, out: vec![] };
        let mut rows = Vec::new();
        let mut loss = 0.0;
        for n in 0..texts {
            let (label, text) = self.drawer.draw(&mut self.rng);
            grams.script = self.drawer.labels[label].script;
            grams.out.clear();
            scan(&self.letters, &text, &mut grams);
            if grams.out.is_empty() {
                continue;
            }
            if count && n % 3 == 0 {
                grams.out.iter().for_each(|&h| *counts.entry(h).or_insert(0) += 1);
            }
            rows.clear();
            rows.extend(grams.out.iter().map(|&h| at(h)));
            let left = 1.0 - n as f32 / texts as f32;
            loss += net.step(&rows, self.ranges[&grams.script].clone(), label, rate * left.max(0.02));
            if (n + 1) % 500_000 == 0 {
                println!("  {} thousand texts, loss {:.4}", (n + 1) / 1000, loss / 500_000.0);
                loss = 0.0;
            }
        }
        let mut counts: Counts = counts.into_iter().collect();
        counts.sort_unstable();
        counts
    }

    /// Tells how many of the sentences held back are told rightly.
    fn measure(&self, net: &Net, held: &[(String, String)], at: &dyn Fn(u64) -> u32) {
        let mut by: HashMap<&str, [usize; 3]> = HashMap::new();
        let mut wrong: HashMap<(&str, &str), usize> = HashMap::new();
        let mut grams = Grams { script: Script::None, now: Script::None, out: vec![] };
        for (tag, sentence) in held {
            let Some(own) = self.drawer.labels.iter().position(|l| l.tag == *tag) else { continue };
            grams.script = self.drawer.labels[own].script;
            let head: String = sentence.chars().take(40).collect();
            let mut told = |text: &str| {
                grams.out.clear();
                scan(&self.letters, text, &mut grams);
                let rows: Vec<u32> = grams.out.iter().map(|&h| at(h)).collect();
                (!rows.is_empty()).then(|| net.tell(&rows, self.ranges[&grams.script].clone()))
            };
            let (whole, short) = (told(sentence), told(&head));
            let b = by.entry(tag).or_default();
            b[0] += 1;
            b[1] += usize::from(whole == Some(own));
            b[2] += usize::from(short == Some(own));
            if let Some(w) = short.filter(|&w| w != own) {
                *wrong.entry((tag, &self.drawer.labels[w].tag)).or_default() += 1;
            }
        }
        report(&by, &wrong);
    }
}

fn report(by: &HashMap<&str, [usize; 3]>, wrong: &HashMap<(&str, &str), usize>) {
    let mut tags: Vec<_> = by.iter().collect();
    tags.sort();
    let share = |a: usize, n: usize| a as f64 / n.max(1) as f64;
    for (tag, [n, whole, short]) in &tags {
        println!("held {tag}\t{n}\t{:.3}\t{:.3}", share(*whole, *n), share(*short, *n));
    }
    let big: Vec<_> = tags.iter().filter(|t| t.1[0] > 100).collect();
    let mean = |k: usize| big.iter().map(|t| share(t.1[k], t.1[0])).sum::<f64>() / big.len().max(1) as f64;
    println!("held, mean of {} languages\t{:.4}\t{:.4}", big.len(), mean(1), mean(2));
    let mut wrong: Vec<_> = wrong.iter().collect();
    wrong.sort_by_key(|w| std::cmp::Reverse((*w.1, *w.0)));
    for ((a, b), n) in wrong.iter().take(40) {
        println!("  {a} taken for {b} {n}");
    }
}

/// The gram of each row: in every pair of rows the two that tell most.
fn choose(net: &Net, counts: &Counts, bits: u32) -> Vec<Option<u64>> {
    let mut mean = [0.0f32; WIDTH];
    let all: f32 = counts.iter().map(|c| c.1 as f32).sum();
    for &(h, n) in counts {
        let row = &net.rows[(h >> (64 - WIDE)) as usize];
        mean.iter_mut().zip(row).for_each(|(m, v)| *m += v * n as f32 / all);
    }
    let mut pairs: Vec<Vec<(f32, u64)>> = vec![vec![]; 1 << (bits - 1)];
    for &(h, n) in counts.iter().filter(|c| c.1 >= 5) {
        let row = &net.rows[(h >> (64 - WIDE)) as usize];
        let far: f32 = row.iter().zip(&mean).map(|(v, m)| (v - m) * (v - m)).sum::<f32>().sqrt();
        pairs[place(h, bits).0 >> 1].push((far * (n as f32).sqrt(), h));
    }
    let mut out = Vec::with_capacity(1 << bits);
    for mut pair in pairs {
        pair.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut own: Vec<u64> = Vec::new();
        for (_, h) in pair {
            if own.len() < 2 && own.iter().all(|&o| place(o, bits).1 != place(h, bits).1) {
                own.push(h);
            }
        }
        out.extend([own.first().copied(), own.get(1).copied()]);
    }
    out
}

/// The row of a gram.
fn find(chosen: &[Option<u64>], bits: u32, hash: u64) -> Option<u32> {
    let (i, check) = place(hash, bits);
    [i & !1, i | 1].into_iter().find(|&r| chosen[r].is_some_and(|h| place(h, bits).1 == check)).map(|r| r as u32)
}

/// A net of the chosen grams; all others share the last row.
fn shrink(net: &Net, chosen: &[Option<u64>], counts: &Counts) -> Net {
    let mut small = Net::new(chosen.len() + 1, net.weights.len(), &mut Rng(7));
    small.weights.clone_from(&net.weights);
    small.biases.clone_from(&net.biases);
    let own: std::collections::HashSet<u64> = chosen.iter().flatten().copied().collect();
    for (row, h) in small.rows.iter_mut().zip(chosen) {
        *row = h.map_or([0.0; WIDTH], |h| net.rows[(h >> (64 - WIDE)) as usize]);
    }
    let mut mean = [0.0f64; WIDTH];
    let mut all = 0.0;
    for &(h, n) in counts.iter().filter(|(h, _)| !own.contains(h)) {
        all += f64::from(n);
        let row = &net.rows[(h >> (64 - WIDE)) as usize];
        mean.iter_mut().zip(row).for_each(|(m, &v)| *m += f64::from(v) * f64::from(n));
    }
    let last = small.rows.len() - 1;
    small.rows[last].iter_mut().zip(mean).for_each(|(v, m)| *v = (m / f64::max(all, 1.0)) as f32);
    println!("{} of {} rows used; grams without a row {:.1} %", own.len(), chosen.len(), {
        let total: f64 = counts.iter().map(|c| f64::from(c.1)).sum();
        100.0 * all / total
    });
    small.rest();
    small
}

/// The file.
fn pack(net: &Net, chosen: &[Option<u64>], drawer: &Drawer, bits: u32) -> Vec<u8> {
    let most = |vs: &[[f32; WIDTH]]| vs.iter().flatten().fold(0.0f32, |m, v| m.max(v.abs()));
    // A few large numbers must not make all others coarse.
    let mut sizes: Vec<f32> = net.rows.iter().flatten().map(|v| v.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    let row_unit = sizes[sizes.len() - sizes.len() / 20_000 - 1] / 127.0;
    let weight_unit = most(&net.weights) / f32::from(MOST);
    let small = |v: f32| (v / row_unit).round().clamp(-127.0, 127.0) as i8;
    let scale = (row_unit * weight_unit * 256.0 * (1u64 << 24) as f32).round() as u32;
    let mut rows = vec![[0u8; WIDTH]; chosen.len()];
    for ((to, h), from) in rows.iter_mut().zip(chosen).zip(&net.rows) {
        let Some(h) = h else { continue };
        to[..FIRST].copy_from_slice(&place(*h, bits).1.to_le_bytes());
        to[FIRST..].iter_mut().zip(&from[FIRST..]).for_each(|(t, &f)| *t = small(f) as u8);
    }
    let mut missing = [0; WIDTH];
    missing.iter_mut().zip(&net.rows[chosen.len()]).for_each(|(m, &v)| *m = small(v));
    let labels: Vec<(Label, Output)> = drawer
        .labels
        .iter()
        .zip(net.weights.iter().zip(&net.biases))
        .map(|(l, (w, b))| {
            let mut weights = [0; WIDTH];
            weights.iter_mut().zip(w).skip(FIRST).for_each(|(t, f)| *t = (f / weight_unit).round() as i16);
            let label = Label { script: l.script, tag: l.tag.clone() };
            (label, Output { bias: (b * 256.0).round() as i32, weights })
        })
        .collect();
    println!("unit {row_unit} of rows, {weight_unit} of weights, scale {scale}");
    Table::write(bits, scale, &labels, &missing, &rows)
}
