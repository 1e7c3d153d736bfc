//! Names, titles and pronouns of one language, and how they are found in a sentence.

use crate::Error;
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_core::{ActorKind, How, Sentence};
use sayso_lang_data::Folder;
use serde::Deserialize;

/// An actor of `und/actors.tsv` or a person of `und/people.tsv`.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its key: the `entity` of the output.
    pub key: String,
    /// PLOVER-style code without person or body: `JPN`, `RUS/BUS`, `NATO`.
    pub code: String,
    /// What it is.
    pub kind: ActorKind,
    /// English name.
    pub name: String,
    /// What it does: alliance, agency, armed group …; for persons the office.
    pub role: String,
    /// Offices of a person with their years: (code, role, from, to).
    pub offices: Vec<Office>,
    /// Wikidata item, where a list tells it.
    pub wikidata: Option<String>,
}

/// An office of a person.
#[derive(Clone, Debug)]
pub struct Office {
    /// `JPN/GOV`.
    pub code: String,
    /// "prime minister".
    pub role: String,
    /// First day, as far as known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub from: String,
    /// Last day.
    pub to: String,
}

impl Known {
    /// Its code with the key where the code alone does not name it.
    pub fn id(&self) -> String {
        match self.kind {
            ActorKind::Person => format!("{}#{}", self.code, self.key),
            _ if self.code.contains('/') || matches!(self.code.as_str(), "IMG" | "MNC" | "NGO" | "IGO" | "ISM") => {
                format!("{}#{}", self.code, self.key)
            }
            _ => self.code.clone(),
        }
    }

    /// The state or body that comes first in its code.
    pub fn state(&self) -> &str {
        self.code.split('/').next().unwrap_or("")
    }

    /// The office held on a day (`YYYY-MM-DD`), else the last one.
    pub fn office(&self, day: Option<&str>) -> Option<&Office> {
        let held = |o: &&Office| {
            day.is_some_and(|d| {
                (o.from.is_empty() || d.get(..o.from.len()).is_some_and(|x| x >= o.from.as_str()))
                    && (o.to.is_empty() || d.get(..o.to.len()).is_some_and(|x| x <= o.to.as_str()))
            })
        };
        self.offices.iter().find(held).or(self.offices.last())
    }
}

/// How a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// "Japan", "NATO".
    Name,
    /// "Japanese".
    Adjective,
    /// "Tokyo".
    Capital,
    /// "the Kremlin".
    Metonym,
    /// "Osaka": says where.
    Place,
}

impl Way {
    fn parse(s: &str) -> Option<Way> {
        Some(match s {
            "name" => Way::Name,
            "adjective" => Way::Adjective,
            "capital" => Way::Capital,
            "metonym" => Way::Metonym,
            "place" => Way::Place,
            _ => return None,
        })
    }

    /// As the output tells it.
    pub fn how(self) -> How {
        match self {
            Way::Capital | Way::Metonym => How::Metonym,
            _ => How::Name,
        }
    }
}

/// What a title takes and makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleKind {
    /// "Prime Minister": takes a name.
    Person,
    /// "spokesman": speaks for whoever stands beside it.
    Spokes,
    /// "police", "rebels".
    Group,
    /// "parliament".
    Body,
    /// "analyst": people without sector.
    Plain,
}

/// A title, office, occupation or group noun.
#[derive(Clone, Debug)]
pub struct Title {
    /// PLOVER sector; empty for none.
    pub sector: String,
    /// English.
    pub role: String,
    /// What it takes.
    pub kind: TitleKind,
}

/// For whom a pronoun may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PronounKind {
    /// "he".
    Person,
    /// "it".
    Body,
    /// "they".
    Many,
    /// Whoever owns: "-nya" is his, her, its and their.
    Own,
    /// "who".
    Relative,
    /// "we".
    Speaker,
}

#[derive(Deserialize)]
struct PronounRow {
    words: Vec<String>,
    kind: PronounKind,
    gender: Option<Gender>,
}

#[derive(Deserialize)]
struct DescribeRow {
    words: Vec<String>,
    kind: String,
    #[serde(default)]
    roles: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WordLists {
    unnamed: Vec<String>,
    indefinite: Vec<String>,
    leads: Vec<String>,
    possessive: Vec<String>,
    local: Vec<String>,
    both: Vec<String>,
    pairs: Vec<String>,
    owner: String,
    masc: Vec<String>,
    fem: Vec<String>,
    honorifics: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReferenceFile {
    pronoun: Vec<PronounRow>,
    describe: Vec<DescribeRow>,
    words: WordLists,
}

/// Names, adjectives, capitals, titles and pronouns of one language.
#[derive(Debug, Default)]
pub struct Names {
    /// All actors and persons.
    pub known: Vec<Known>,
    phrases: FxHashMap<String, (u32, Way)>,
    firsts: FxHashSet<String>,
    titles: FxHashMap<String, u32>,
    title_firsts: FxHashSet<String>,
    /// What titles say.
    pub title_list: Vec<Title>,
    people: FxHashMap<String, u32>,
    /// By slug: "Luiz Inacio Lula da Silva" is he whom the list writes with an accent.
    people_plain: FxHashMap<String, u32>,
    /// Pronouns, with gender.
    pub pronouns: FxHashMap<String, (PronounKind, Option<Gender>)>,
    /// Nouns for a state or for a body with one of these roles.
    pub describes: FxHashMap<String, Option<Vec<String>>>,
    /// Words that say that a speaker asked not to be named.
    pub unnamed: FxHashSet<String>,
    /// "Mr", "Ibu": before a name, no part of it.
    pub honorifics: FxHashSet<String>,
    /// Words that introduce somebody not known yet.
    pub indefinite: FxHashSet<String>,
    /// Roles that mean whoever leads the state.
    pub leads: FxHashSet<String>,
    /// Prepositions that tie an office to its owner.
    pub possessive: FxHashSet<String>,
    /// Words that make two of what stands behind: "both", "two".
    pub both: FxHashSet<String>,
    /// Nouns that mean two with an article alone: "the (warring) sides", "the neighbours".
    pub pairs: FxHashSet<String>,
    /// Roles that belong to a town or region, not to a whole state.
    pub local: FxHashSet<String>,
    /// Whether the owner of an office stands before it ("Japanese Prime Minister").
    pub owner_first: bool,
    /// Given names and nouns that tell whether a person is a man or a woman.
    gender: FxHashMap<String, Gender>,
    codes: FxHashMap<String, u32>,
}

/// Man or woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// "he".
    Masc,
    /// "she".
    Fem,
}

/// A name or title found in a sentence: words `from..to`.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// First word.
    pub from: usize,
    /// Behind the last word.
    pub to: usize,
    /// What was found.
    pub what: What,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Index into [`Names::known`].
    Known(u32, Way),
    /// Index into [`Names::title_list`].
    Title(u32),
}

impl Names {
    /// Reads `actors.tsv`, `people.tsv` and `outlets.tsv` of `und` and `names.tsv`, `titles.tsv`, `reference.toml` of
    /// the language.
    pub fn load(code: &str, und: &Folder, own: &Folder) -> Result<Self, Error> {
        let mut n = Names::default();
        let mut keys = FxHashMap::default();
        for (_, row) in rows(und, "actors.tsv") {
            let [key, code, kind, name, role] = [0, 1, 2, 3, 4].map(|i| row.get(i).copied().unwrap_or(""));
            keys.insert(key.to_string(), n.known.len() as u32);
            n.known.push(Known {
                key: key.into(),
                code: code.into(),
                kind: ActorKind::parse(kind).unwrap_or(ActorKind::Organisation),
                name: name.into(),
                role: role.into(),
                offices: vec![],
                wikidata: None,
            });
        }
        for (line, row) in rows(own, "names.tsv") {
            let fail = |why: String| Error { code: code.into(), file: "names.tsv".into(), line: Some(line), why };
            let &[words, key, how] = row.as_slice() else {
                return Err(fail("a row has three columns: words, key, how".into()));
            };
            let &known = keys.get(key).ok_or_else(|| fail(format!("no actor '{key}' in und/actors.tsv")))?;
            let way = Way::parse(how).ok_or_else(|| {
                fail(format!("'{how}' is no way to name: name, adjective, capital, metonym or place"))
            })?;
            n.name_actor(words, known, way);
        }
        for (line, row) in rows(own, "titles.tsv") {
            let fail = |why: String| Error { code: code.into(), file: "titles.tsv".into(), line: Some(line), why };
            let &[words, sector, role, kind] = row.as_slice() else {
                return Err(fail("a row has four columns: words, sector, role, kind".into()));
            };
            let kind = match kind {
                "person" => TitleKind::Person,
                "spokes" => TitleKind::Spokes,
                "group" => TitleKind::Group,
                "body" => TitleKind::Body,
                "plain" => TitleKind::Plain,
                _ => {
                    return Err(fail(format!("'{kind}' is no kind of title: person, spokes, group, body or plain")));
                }
            };
            let sector = if sector == "-" { "" } else { sector };
            n.title_firsts.insert(first(&words.to_lowercase()).to_string());
            n.titles.insert(words.to_lowercase(), n.title_list.len() as u32);
            n.title_list.push(Title { sector: sector.into(), role: role.into(), kind });
        }
        n.read_people(und);
        n.read_lists(und)?;
        for (_, row) in rows(und, "given-names.tsv") {
            if let &[name, gender] = row.as_slice() {
                n.gender.insert(name.to_string(), if gender == "fem" { Gender::Fem } else { Gender::Masc });
            }
        }
        n.read_reference(code, own)?;
        for (i, k) in n.known.iter().enumerate().filter(|(_, k)| k.kind != ActorKind::Person) {
            n.codes.entry(k.code.clone()).or_insert(i as u32);
        }
        Ok(n)
    }

    fn read_people(&mut self, und: &Folder) {
        let mut keys: FxHashMap<String, u32> = FxHashMap::default();
        for (_, row) in rows(und, "people.tsv") {
            let [key, country, sector, role, from, to, name, names] =
                [0, 1, 2, 3, 4, 5, 6, 7].map(|i| row.get(i).copied().unwrap_or(""));
            let code = if sector.is_empty() || sector == "-" { country.into() } else { format!("{country}/{sector}") };
            let at = *keys.entry(key.to_string()).or_insert_with(|| {
                self.known.push(Known {
                    key: key.into(),
                    code: code.clone(),
                    kind: ActorKind::Person,
                    name: name.into(),
                    role: role.into(),
                    offices: vec![],
                    wikidata: None,
                });
                self.known.len() as u32 - 1
            });
            self.known[at as usize].offices.push(Office { code, role: role.into(), from: from.into(), to: to.into() });
            self.name_person(name, at);
            for form in names.split(';').map(str::trim).filter(|f| !f.is_empty()) {
                self.name_person(form.strip_prefix("surname:").unwrap_or(form), at);
            }
        }
    }

    /// Lets words name a person.
    pub(super) fn name_person(&mut self, form: &str, at: u32) {
        self.people_plain.insert(super::slug(form), at);
        self.people.insert(form.to_string(), at);
    }

    /// Lets words name a state, body or group.
    pub(super) fn name_actor(&mut self, words: &str, at: u32, way: Way) {
        self.firsts.insert(first(words).to_string());
        self.phrases.insert(words.to_string(), (at, way));
    }

    fn read_reference(&mut self, code: &str, own: &Folder) -> Result<(), Error> {
        let Some(text) = own.text("reference.toml") else { return Ok(()) };
        let file: ReferenceFile = crate::rules::parse(code, "reference.toml", text)?;
        for row in file.pronoun {
            for w in row.words {
                self.pronouns.insert(w, (row.kind, row.gender));
            }
        }
        for row in file.describe {
            for w in row.words {
                self.describes.insert(w, (row.kind != "state").then(|| row.roles.clone()));
            }
        }
        self.unnamed = file.words.unnamed.into_iter().collect();
        self.indefinite = file.words.indefinite.into_iter().collect();
        self.leads = file.words.leads.into_iter().collect();
        self.possessive = file.words.possessive.into_iter().collect();
        self.both = file.words.both.into_iter().collect();
        self.pairs = file.words.pairs.into_iter().collect();
        self.local = file.words.local.into_iter().collect();
        self.owner_first = file.words.owner == "before";
        self.honorifics = file.words.honorifics.into_iter().collect();
        self.gender.extend(file.words.masc.into_iter().map(|w| (w, Gender::Masc)));
        self.gender.extend(file.words.fem.into_iter().map(|w| (w, Gender::Fem)));
        Ok(())
    }

    /// The actor with this code and no name of its own (`JPN`, `NATO`).
    pub fn by_code(&self, code: &str) -> Option<u32> {
        self.codes.get(code).copied()
    }

    /// Whether a given name or noun ("Maria", "queen") means a man or a woman.
    pub fn gender(&self, word: &str) -> Option<Gender> {
        self.gender.get(word).copied()
    }

    /// The actor that a name means, and how it names.
    pub fn listed(&self, name: &str) -> Option<(u32, Way)> {
        self.phrases.get(name).copied()
    }

    /// The title that these words (in small letters) are.
    pub fn title(&self, words: &str) -> Option<u32> {
        self.titles.get(words).copied()
    }

    /// Titles, offices and occupations of people, in small letters, in order.
    pub fn callings(&self) -> impl Iterator<Item = &str> {
        let people = |k: &u32| !matches!(self.title_list[*k as usize].kind, TitleKind::Body | TitleKind::Spokes);
        let mut all: Vec<&str> = self.titles.iter().filter(|(_, k)| people(k)).map(|(w, _)| w.as_str()).collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// Whether the word opens relative clauses: "who", "which".
    pub fn is_relative(&self, form: &str) -> bool {
        self.pronouns.get(form).is_some_and(|(k, _)| *k == PronounKind::Relative)
    }

    /// A person by full name or world-famous surname, accents or none.
    pub fn person(&self, name: &str) -> Option<u32> {
        let plain = || self.people_plain.get(&super::slug(name)).copied().filter(|_| name.contains(' '));
        self.people.get(name).copied().or_else(plain)
    }

    /// All names and titles of a sentence, longest first, none inside another of its sort.
    pub fn hits(&self, text: &str, t: &Sentence) -> Vec<Hit> {
        let (mut found, mut low, mut joined) = (vec![], String::new(), String::new());
        let mut i = 0;
        while i < t.len() {
            let long = self.name_at(text, t, i, &mut joined);
            if let Some(hit) = long {
                found.push(hit);
            }
            let title = self.title_at(text, t, i, &mut low);
            match (long, title) {
                (Some(n), Some(h)) if h.to - h.from > n.to - n.from => {
                    found.pop();
                    found.push(h);
                    i = h.to;
                }
                (Some(n), _) => i = n.to,
                (None, Some(h)) => {
                    found.push(h);
                    i = h.to;
                }
                _ => i += 1,
            }
        }
        found
    }

    fn name_at(&self, text: &str, t: &Sentence, i: usize, joined: &mut String) -> Option<Hit> {
        let start = t.tokens[i].span.start as usize;
        let rest = &text[start..];
        if self.firsts.contains(first(rest)) {
            for to in (i + 1..=(i + 8).min(t.len())).rev() {
                let slice = slice(text, start, t.tokens[to - 1].span.end as usize, joined);
                if let Some(&(k, way)) = self.phrases.get(slice) {
                    let single_common =
                        to == i + 1 && !slice.starts_with(|c: char| c.is_uppercase()) && way != Way::Adjective;
                    if !single_common {
                        return Some(Hit { from: i, to, what: What::Known(k, way) });
                    }
                }
            }
        }
        let lemma = t.lemma(i);
        let &(k, way) = self.phrases.get(lemma)?;
        let capital = t.form(i).starts_with(|c: char| c.is_uppercase());
        (lemma != t.form(i) && (capital || way == Way::Adjective)).then_some(Hit {
            from: i,
            to: i + 1,
            what: What::Known(k, way),
        })
    }

    fn title_at(&self, text: &str, t: &Sentence, i: usize, low: &mut String) -> Option<Hit> {
        low.clear();
        lower(t.form(i), low);
        let lemma = t.lemma(i);
        if !self.title_firsts.contains(first(low)) && !self.title_firsts.contains(lemma) {
            return None;
        }
        let start = t.tokens[i].span.start as usize;
        let mut joined = String::new();
        for to in (i + 1..=(i + 6).min(t.len())).rev() {
            let slice = slice(text, start, t.tokens[to - 1].span.end as usize, &mut joined);
            low.clear();
            lower(slice, low);
            if let Some(&k) = self.titles.get(low.as_str()) {
                return Some(Hit { from: i, to, what: What::Title(k) });
            }
            if to > i + 1 {
                // "prime ministers": the last word by its lemma
                low.clear();
                lower(self::slice(text, start, t.tokens[to - 2].span.end as usize, &mut joined), low);
                if t.tokens[to - 2].space_after {
                    low.push(' ');
                }
                low.push_str(t.lemma(to - 1));
                if let Some(&k) = self.titles.get(low.as_str()) {
                    return Some(Hit { from: i, to, what: What::Title(k) });
                }
            }
        }
        let noun = matches!(t.tokens[i].upos, sayso_core::Upos::Noun | sayso_core::Upos::Propn);
        let &k = self.titles.get(lemma).filter(|_| noun)?;
        Some(Hit { from: i, to: i + 1, what: What::Title(k) })
    }
}

fn lower(s: &str, to: &mut String) {
    to.extend(s.chars().flat_map(char::to_lowercase));
}

/// The words between two places, runs of blanks as one.
fn slice<'a>(text: &'a str, start: usize, end: usize, buf: &'a mut String) -> &'a str {
    let raw = &text[start..end];
    if !raw.contains("  ") && !raw.contains(['\n', '\t', '\u{a0}', '’']) {
        return raw;
    }
    buf.clear();
    for (i, w) in raw.split_whitespace().enumerate() {
        if i > 0 {
            buf.push(' ');
        }
        buf.extend(w.chars().map(|c| if c == '’' { '\'' } else { c }));
    }
    buf
}

/// The first word of a phrase, up to the first character that is no letter, digit or dot.
/// A character of a script without blanks is a word by itself.
fn first(s: &str) -> &str {
    if let Some(c) =
        s.chars().next().filter(|&c| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c))
    {
        return &s[..c.len_utf8()];
    }
    let end = s.find(|c: char| !(c.is_alphanumeric() || c == '.')).unwrap_or(s.len());
    s[..end].trim_end_matches('.')
}

/// The rows of a table with their line numbers; comment lines are left out.
pub fn rows<'a>(folder: &'a Folder, file: &str) -> impl Iterator<Item = (usize, Vec<&'a str>)> {
    let text = folder.text(file).unwrap_or("");
    let lines = text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    lines.map(|(i, l)| (i + 1, l.split('\t').collect()))
}
