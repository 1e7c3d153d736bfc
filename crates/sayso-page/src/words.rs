//! The words that pages put around a story, from `page.toml` of all language folders.
//!
//! Pages mix languages ("Source link" under an Indonesian story), so the words of all
//! folders are tried on every line.

use crate::shape::norm;
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_lang_data::Folders;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Why a `page.toml` cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("lang/{code}/page.toml: {why}")]
pub struct Error {
    code: String,
    why: String,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct File {
    kinds: Kinds,
    dates: Dates,
    agencies: BTreeMap<String, Vec<String>>,
    outlets: BTreeMap<String, Outlet>,
    zones: BTreeMap<String, i32>,
    example: Vec<Example>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Kinds {
    furniture: Vec<String>,
    furniture_starts: Vec<String>,
    furniture_has: Vec<String>,
    labels: Vec<String>,
    by: Vec<String>,
    byline_labels: Vec<String>,
    byline_has: Vec<String>,
    translator: Vec<String>,
    newsroom: Vec<String>,
    roles: Vec<String>,
    sources: Vec<String>,
    first_published: Vec<String>,
    photo: Vec<String>,
    home: Vec<String>,
    outlet_words: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Dates {
    months: Vec<String>,
    weekdays: Vec<String>,
    updated: Vec<String>,
    words: Vec<String>,
    numeric: Numeric,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Numeric {
    Dmy,
    Mdy,
    #[default]
    Unknown,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outlet {
    names: Vec<String>,
    #[serde(default)]
    languages: Vec<String>,
}

/// A line and what it is, beside the words that say so.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The line.
    pub line: String,
    /// The word for its kind in output.
    pub kind: String,
}

/// How a language orders the day and month of "4/7/2024".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Day first.
    Dmy,
    /// Month first.
    Mdy,
}

/// A name that stands for an agency or an outlet.
#[derive(Clone, Debug)]
pub struct Known {
    /// The name in records.
    pub name: String,
    /// Whether it hands stories out to others.
    pub agency: bool,
    /// Languages an outlet publishes in itself; empty where that tells nothing.
    pub languages: Vec<String>,
}

/// The words of all languages.
#[derive(Debug, Default)]
pub struct Words {
    /// Whole lines of furniture.
    pub furniture: FxHashSet<String>,
    /// Beginnings of furniture.
    pub furniture_starts: Starts,
    /// Pieces of furniture.
    pub furniture_has: Vec<String>,
    /// Words that introduce teasers.
    pub labels: FxHashSet<String>,
    /// The same, of two words and more, as beginnings.
    pub label_starts: Starts,
    /// "By".
    pub by: FxHashSet<String>,
    /// "Reporter", "Written by".
    pub byline_labels: Starts,
    /// "contributed to this report".
    pub byline_has: Vec<String>,
    /// "Translated by".
    pub translator: Starts,
    /// "Staff", "Agencies".
    pub newsroom: FxHashSet<String>,
    /// "correspondent".
    pub roles: FxHashSet<String>,
    /// "Source".
    pub sources: FxHashSet<String>,
    /// "first published in".
    pub first_published: Vec<String>,
    /// "Photo", "Getty Images".
    pub photo: FxHashSet<String>,
    /// "Home".
    pub home: FxHashSet<String>,
    /// Words in names of outlets.
    pub outlet_words: FxHashSet<String>,
    /// Months by name.
    pub months: FxHashMap<String, i8>,
    /// Days of the week.
    pub weekdays: FxHashSet<String>,
    /// "Updated".
    pub updated: FxHashSet<String>,
    /// Other words of datelines.
    pub date_words: FxHashSet<String>,
    /// Time zones in minutes.
    pub zones: FxHashMap<String, i32>,
    /// Agencies and outlets.
    pub known: FxHashMap<String, Known>,
    orders: FxHashMap<String, Order>,
    examples: Vec<(String, Example)>,
}

/// Phrases by their first word.
#[derive(Debug, Default)]
pub struct Starts(FxHashMap<String, Vec<String>>);

impl Starts {
    fn add(&mut self, phrase: &str) {
        let first = phrase.split(' ').next().unwrap_or_default().trim_end_matches(':').to_string();
        let all = self.0.entry(first).or_default();
        all.push(phrase.to_string());
        all.sort_by_key(|p| std::cmp::Reverse(p.len()));
    }

    /// Length in bytes of the longest phrase that `line` (in the form of [`norm`]) begins with.
    pub fn of(&self, line: &str) -> Option<usize> {
        let first = line.split([' ', ':']).next()?;
        let all = self.0.get(first).into_iter().chain(self.0.get(first.get(..first.chars().next()?.len_utf8())?));
        let mut lengths = all.flatten().filter(|p| starts_whole(line, p)).map(|p| p.len());
        lengths.next()
    }
}

/// Whether `line` begins with `phrase`, at the end of a word.
fn starts_whole(line: &str, phrase: &str) -> bool {
    let Some(rest) = line.strip_prefix(phrase) else { return false };
    let open = phrase.chars().next_back().is_some_and(|c| !c.is_alphanumeric());
    open || !rest.chars().next().is_some_and(char::is_alphanumeric)
}

impl Words {
    /// Reads `page.toml` of every folder that has one.
    pub fn new(folders: &Folders) -> Result<Self, Error> {
        let mut words = Words::default();
        for (code, folder) in folders.iter() {
            let Some(text) = folder.text("page.toml") else { continue };
            let file: File = toml::from_str(text).map_err(|e| Error { code: code.to_string(), why: e.to_string() })?;
            words.add(code, file);
        }
        Ok(words)
    }

    /// The examples that stand beside the words, with the code of their folder.
    pub fn examples(&self) -> &[(String, Example)] {
        &self.examples
    }

    /// How `language` orders the day and month of a date in figures, where it is one way.
    pub fn order(&self, language: Option<&str>) -> Option<Order> {
        self.orders.get(language?.split('-').next()?).copied()
    }

    /// The agency or outlet of this name.
    pub fn known(&self, name: &str) -> Option<&Known> {
        self.known.get(&norm(name))
    }

    fn add(&mut self, code: &str, file: File) {
        self.add_kinds(file.kinds);
        self.add_dates(code, file.dates);
        for (zone, minutes) in file.zones {
            self.zones.insert(norm(&zone), minutes);
        }
        for (name, also) in file.agencies {
            let known = Known { name, agency: true, languages: Vec::new() };
            self.add_known(known, also);
        }
        for (name, outlet) in file.outlets {
            let known = Known { name, agency: false, languages: outlet.languages };
            self.add_known(known, outlet.names);
        }
        self.examples.extend(file.example.into_iter().map(|e| (code.to_string(), e)));
    }

    fn add_known(&mut self, known: Known, names: Vec<String>) {
        for name in names {
            self.known.insert(norm(&name), known.clone());
        }
        self.known.insert(norm(&known.name), known);
    }

    fn add_kinds(&mut self, k: Kinds) {
        let sets = [
            (&mut self.furniture, k.furniture),
            (&mut self.by, k.by),
            (&mut self.newsroom, k.newsroom),
            (&mut self.roles, k.roles),
            (&mut self.sources, k.sources),
            (&mut self.photo, k.photo),
            (&mut self.home, k.home),
            (&mut self.outlet_words, k.outlet_words),
        ];
        for (set, words) in sets {
            set.extend(words.iter().map(|w| norm(w)));
        }
        let starts = [
            (&mut self.furniture_starts, k.furniture_starts),
            (&mut self.byline_labels, k.byline_labels),
            (&mut self.translator, k.translator),
        ];
        for (set, words) in starts {
            words.iter().for_each(|w| set.add(&w.to_lowercase()));
        }
        for label in k.labels.iter().map(|w| norm(w)) {
            if label.contains(' ') {
                self.label_starts.add(&label);
            }
            self.labels.insert(label);
        }
        self.furniture_has.extend(k.furniture_has.iter().map(|w| norm(w)));
        self.byline_has.extend(k.byline_has.iter().map(|w| norm(w)));
        self.first_published.extend(k.first_published.iter().map(|w| norm(w)));
    }

    fn add_dates(&mut self, code: &str, d: Dates) {
        for (month, names) in (1..).zip(&d.months) {
            self.months.extend(names.split('|').map(|n| (norm(n), month)));
        }
        self.weekdays.extend(d.weekdays.iter().map(|w| norm(w)));
        self.updated.extend(d.updated.iter().map(|w| norm(w)));
        for phrase in d.words.iter().chain(&d.updated) {
            self.date_words.extend(phrase.split_whitespace().map(norm));
        }
        match d.numeric {
            Numeric::Dmy => self.orders.insert(code.to_string(), Order::Dmy),
            Numeric::Mdy => self.orders.insert(code.to_string(), Order::Mdy),
            Numeric::Unknown => None,
        };
    }
}
