//! The language folders, embedded as bytes.
//!
//! `lang/<code>/` (BCP 47 code) holds what sayso knows of a language; `lang/und/` what all
//! share. A build script finds them by walking. [`Folders::builtin`] hands them out;
//! [`Folders::insert`] lays files of a user over them (`--lang-dir`). A folder whose `base.txt`
//! names another has all files of that one which it lacks itself, and all keys of its `lang.toml`:
//! Malay those of Indonesian.

use std::borrow::Cow;
use std::collections::BTreeMap;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/files.rs"));
}

/// All language folders, by code.
#[derive(Clone, Debug, Default)]
pub struct Folders(BTreeMap<String, Folder>);

/// One language folder: its files by path (`events/sanction.toml`).
#[derive(Clone, Debug, Default)]
pub struct Folder(BTreeMap<String, Cow<'static, [u8]>>);

impl Folders {
    /// The folders inside the program.
    pub fn builtin() -> Self {
        let mut all = Folders::default();
        for &(code, path, bytes) in embedded::FILES {
            all.0.entry(code.to_string()).or_default().0.insert(path.to_string(), Cow::Borrowed(bytes));
        }
        all.lean_on_bases();
        all
    }

    /// Gives each folder with a `base.txt` what it lacks and its base has; bases have none.
    fn lean_on_bases(&mut self) {
        let base = |f: &Folder| self.0.get(f.text("base.txt")?.trim()).cloned();
        let leaning: Vec<_> = self.0.iter().filter_map(|(c, f)| Some((c.clone(), base(f)?))).collect();
        for (code, base) in leaning {
            let own = self.0.entry(code).or_default();
            let grammar = own.text("lang.toml").zip(base.text("lang.toml")).map(|(own, base)| joined(own, base));
            own.0.extend(grammar.map(|g| ("lang.toml".to_string(), Cow::Owned(g.into_bytes()))));
            for (path, bytes) in base.0 {
                own.0.entry(path).or_insert(bytes);
            }
        }
    }

    /// Adds a file, or lays it over the one of the same name.
    pub fn insert(&mut self, code: &str, path: &str, bytes: Vec<u8>) {
        self.0.entry(code.to_string()).or_default().0.insert(path.to_string(), Cow::Owned(bytes));
    }

    /// The folder of one language.
    pub fn get(&self, code: &str) -> Option<&Folder> {
        self.0.get(code)
    }

    /// All folders in order of their code, `und` among them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Folder)> {
        self.0.iter().map(|(c, f)| (c.as_str(), f))
    }
}

impl Folder {
    /// One file.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(|b| &**b)
    }

    /// One file, to keep; built-in ones are not copied.
    pub fn shared(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        self.0.get(path).cloned()
    }

    /// One text file; `None` where it is missing or not UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.bytes(path)?).ok()
    }

    /// Paths and bytes of the files below `prefix` (`events/`), in order.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> + 'a {
        self.0.iter().filter(move |(p, _)| p.starts_with(prefix)).map(|(p, b)| (p.as_str(), &**b))
    }
}

/// The keys of one `lang.toml`, and those of another that it lacks.
fn joined(own: &str, base: &str) -> String {
    let key = |l: &str| l.split_once('=').map(|(k, _)| k.trim().to_string());
    let mine: Vec<String> = own.lines().filter_map(key).collect();
    let rest = base.lines().filter(|l| key(l).is_none_or(|k| !mine.contains(&k)));
    own.lines().chain(rest).map(|l| format!("{l}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_folders_are_found_and_can_be_laid_over() {
        let mut all = Folders::builtin();
        assert!(all.get("en").is_some() && all.get("id").is_some());
        all.insert("en", "lang.toml", b"name = \"Mine\"".to_vec());
        assert_eq!(all.get("en").and_then(|f| f.text("lang.toml")), Some("name = \"Mine\""));
    }

    #[test]
    fn a_folder_leans_on_its_base() {
        let all = Folders::builtin();
        let (ms, id) = (all.get("ms").unwrap(), all.get("id").unwrap());
        assert_eq!(ms.bytes("model.bin").map(<[u8]>::len), id.bytes("model.bin").map(<[u8]>::len));
        let (own, base) = (ms.text("lang.toml").unwrap(), id.text("lang.toml").unwrap());
        assert!(own.starts_with("name = \"Malay\"") && !own.contains("\"Indonesian\""));
        assert_eq!(own.lines().count(), base.lines().count());
    }
}
