//! `sayso lang list|check|train|eval|speed`.

use super::{list, speed};
use crate::usage::Usage;
use crate::{folders, sink};
use anyhow::Context;
use sayso_core::Sentence;
use sayso_lang::conllu::{self, Tree};
use sayso_lang::train::{Lesson, Patterns, Recipe, train, vectors};
use sayso_lang::{Language, Languages};
use sayso_lang_data::Folders;
use sayso_read::check;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub enum Args {
    /// Name the languages and tell what is known of each
    List(List),
    /// Train a model from CoNLL-U
    Train(Train),
    /// Score a model against CoNLL-U: UPOS, UAS, LAS with the file's own words
    Eval(Eval),
    /// Time each stage of splitting, tagging and parsing a text on one thread
    Speed(speed::Args),
    /// Run the examples that stand beside the rules of a folder
    Check(Check),
    /// Lists of actors of one's own
    #[command(subcommand)]
    Actors(super::actors::Args),
}

#[derive(clap::Args)]
pub struct List {
    /// Language folders to lay over the built-in ones
    #[arg(long, value_name = "DIR")]
    lang_dir: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct Check {
    /// Languages; all folders when none is named
    codes: Vec<String>,
    /// Language folders to lay over the built-in ones
    #[arg(long, value_name = "DIR")]
    lang_dir: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct Train {
    /// Language
    code: String,
    /// CoNLL-U files (.gz too); FILE:WEIGHT makes its trees count more or less
    #[arg(required = true)]
    files: Vec<String>,
    /// Where the model goes
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Vectors of words, the commonest first: a word and its numbers in each line (.gz too)
    #[arg(long, value_name = "FILE")]
    vectors: Option<PathBuf>,
    /// A table whose first column has names, one of which may stand for another
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// Patterns of sentences to be filled with words and names
    #[arg(long, value_name = "FILE", requires = "names")]
    patterns: Option<PathBuf>,
    /// How many of the vectors are used
    #[arg(long, default_value_t = 50_000)]
    vocabulary: usize,
    /// Passes over the data
    #[arg(long, default_value_t = Recipe::default().epochs)]
    epochs: usize,
    /// Width of the encoder
    #[arg(long, default_value_t = Recipe::default().dims)]
    dims: usize,
    /// Layers of the encoder
    #[arg(long, default_value_t = Recipe::default().layers)]
    layers: usize,
    /// Layers over the first guess of the tree
    #[arg(long, default_value_t = Recipe::default().trees)]
    trees: usize,
    /// Width of the first guess of the tree; 0 for none
    #[arg(long, default_value_t = Recipe::default().guess)]
    guess: usize,
    /// Greatest learning rate
    #[arg(long, default_value_t = Recipe::default().rate)]
    rate: f32,
    /// Words in a batch; small treebanks learn better from small ones
    #[arg(long, default_value_t = Recipe::default().batch)]
    batch: usize,
    /// Share of units left out
    #[arg(long, default_value_t = Recipe::default().dropout)]
    dropout: f32,
    /// Seed of all chance: the same seed gives the same model
    #[arg(long, default_value_t = Recipe::default().seed)]
    seed: u64,
}

#[derive(clap::Args)]
pub struct Eval {
    /// Language
    code: String,
    /// CoNLL-U files (.gz too)
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A model to score instead of the built-in one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match args {
        Args::List(a) => sink::write(&[&list::table(&folders::folders(a.lang_dir.as_deref())?.0)]),
        Args::Train(a) => run_train(a)?,
        Args::Eval(a) => run_eval(a)?,
        Args::Check(a) => return run_check(a),
        Args::Speed(a) => speed::run(a)?,
        Args::Actors(a) => return super::actors::run(a),
    }
    Ok(ExitCode::SUCCESS)
}

fn run_train(a: &Train) -> anyhow::Result<()> {
    if a.trees > 0 && a.guess == 0 {
        return Err(Usage("--trees looks along a first guess: give its width, such as --guess 64".into()).into());
    }
    let mut data = Vec::new();
    for file in &a.files {
        let (path, weight) = match file.rsplit_once(':') {
            Some((p, w)) => (p, w.parse().with_context(|| format!("{file}: {w} is no weight"))?),
            None => (file.as_str(), 1.0),
        };
        data.extend(trees(Path::new(path))?.into_iter().map(|t| (t, weight)));
    }
    let recipe = Recipe {
        epochs: a.epochs,
        dims: a.dims,
        layers: a.layers,
        trees: a.trees,
        guess: a.guess,
        rate: a.rate,
        batch: a.batch,
        dropout: a.dropout,
        seed: a.seed,
        ..Recipe::default()
    };
    eprintln!("{}: {} trees, {recipe:?}", a.code, data.len());
    let vectors = match &a.vectors {
        Some(p) => vectors::read(&contents(p)?, a.vocabulary).map_err(|e| anyhow::anyhow!("{}: {e}", p.display()))?,
        None => vec![],
    };
    let table = a.names.as_deref().map(contents).transpose()?.unwrap_or_default();
    let names = names(&table, |_, how| how != "adjective");
    let states = names_of_states(&table);
    let patterns = match &a.patterns {
        Some(p) => {
            let lists = [("C".to_string(), states), ("PL".to_string(), names.clone())];
            Patterns::read(&contents(p)?, lists.into()).map_err(|e| anyhow::anyhow!("{}: {e}", p.display()))?
        }
        None => Patterns::default(),
    };
    let lesson = Lesson { trees: data, vectors, names, patterns };
    let model = train(&lesson, recipe, |p| eprintln!("pass {} of {}: loss {:.4}", p.epoch, a.epochs, p.loss));
    fs::write(&a.to, &model).with_context(|| format!("{}: cannot be written", a.to.display()))?;
    eprintln!("{}: {} bytes", a.to.display(), model.len());
    Ok(())
}

fn run_eval(a: &Eval) -> anyhow::Result<()> {
    let languages = languages(&a.code, a.model.as_deref())?;
    let language = language(&languages, &a.code)?;
    for file in &a.files {
        let mut score = Score::default();
        for tree in trees(file)? {
            let mut s = tree.blank();
            language.annotate(&mut s);
            score.add(&tree, &s);
        }
        println!("{}\t{}", file.display(), score.line());
    }
    Ok(())
}

/// The built-in languages, one of them with another model.
pub(super) fn languages(code: &str, model: Option<&Path>) -> anyhow::Result<Languages> {
    let mut folders = Folders::builtin();
    if let Some(m) = model {
        folders.insert(code, "model.bin", fs::read(m).with_context(|| m.display().to_string())?);
    }
    Ok(Languages::new(&folders)?)
}

pub(super) fn language<'l>(languages: &'l Languages, code: &str) -> anyhow::Result<&'l Language> {
    let Some(language) = languages.get(code) else {
        return Err(Usage(format!("no model for '{code}': train one, or name it with --model")).into());
    };
    language.model()?;
    Ok(language)
}

#[derive(Default)]
struct Score {
    words: u32,
    upos: u32,
    feats: u32,
    lemma: u32,
    uas: u32,
    las: u32,
}

impl Score {
    fn add(&mut self, gold: &Tree, s: &Sentence) {
        for (i, g) in gold.words.iter().enumerate() {
            let head = s.head(i).map_or(0, |h| h + 1) == g.head;
            let rel = g.deprel.split(':').next() == Some(s.rel(i).as_str());
            self.words += 1;
            self.upos += u32::from(g.upos == Some(s.tokens[i].upos));
            self.feats += u32::from(g.feats == s.feats(i));
            self.lemma += u32::from(g.lemma.to_lowercase() == s.lemma(i).to_lowercase());
            self.uas += u32::from(head);
            self.las += u32::from(head && rel);
        }
    }

    fn line(&self) -> String {
        let p = |n: u32| 100.0 * f64::from(n) / f64::from(self.words.max(1));
        format!(
            "words {}\tUPOS {:.2}\tlemma {:.2}\tFEATS {:.2}\tUAS {:.2}\tLAS {:.2}",
            self.words,
            p(self.upos),
            p(self.lemma),
            p(self.feats),
            p(self.uas),
            p(self.las)
        )
    }
}

fn trees(path: &Path) -> anyhow::Result<Vec<Tree>> {
    conllu::read(&contents(path)?).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))
}

/// Names of one word in the first column of a table, of those rows whose key and kind fit.
fn names(table: &str, fits: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let one_word = |w: &str| w.chars().all(char::is_alphabetic) && w.starts_with(char::is_uppercase);
    let rows = table.lines().filter_map(|l| <[&str; 3]>::try_from(l.split('\t').collect::<Vec<_>>()).ok());
    rows.filter(|[name, key, how]| one_word(name) && fits(key, how)).map(|r| r[0].to_string()).collect()
}

/// Names of states, whose keys have three letters, and of capitals.
fn names_of_states(table: &str) -> Vec<String> {
    let not_shouted = |n: &String| n.chars().any(char::is_lowercase);
    names(table, |key, how| how == "capital" || how == "name" && key.len() == 3)
        .into_iter()
        .filter(not_shouted)
        .collect()
}

/// The text of a file that may be compressed.
fn contents(path: &Path) -> anyhow::Result<String> {
    let name = path.display();
    let bytes = fs::read(path).with_context(|| format!("{name}: cannot be read"))?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return String::from_utf8(bytes).with_context(|| format!("{name}: is not UTF-8"));
    }
    let mut text = String::new();
    let mut unpacked = flate2::read::MultiGzDecoder::new(&bytes[..]);
    unpacked.read_to_string(&mut text).with_context(|| format!("{name}: bad gzip"))?;
    Ok(text)
}

fn run_check(a: &Check) -> anyhow::Result<ExitCode> {
    let (all, _) = folders::folders(a.lang_dir.as_deref())?;
    let reader = folders::reader(a.lang_dir.as_deref())?;
    let there: Vec<String> = all.iter().map(|(c, _)| c.to_string()).filter(|c| c != "und").collect();
    let codes = if a.codes.is_empty() { &there } else { &a.codes };
    if let Some(code) = codes.iter().find(|c| !there.contains(c)) {
        return Err(Usage(format!("no language folder '{code}'; there are {}", there.join(", "))).into());
    }
    let mut failed = 0;
    for code in codes {
        reader.load(code)?;
        let report = check(&reader, code).unwrap_or_default();
        report.failures.iter().for_each(|f| sink::write(&[&failure(code, f)]));
        sink::write(&[&format!("{code}: {} examples, {} fail\n", report.examples, report.failures.len())]);
        failed += report.failures.len();
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn failure(code: &str, f: &sayso_read::Failure) -> String {
    let (expected, found) = (f.expected.join("\n              "), f.found.join("\n              "));
    format!("lang/{code}/{}\n    text:     {}\n    expected: {expected}\n    found:    {found}\n", f.place, f.text)
}
