//! The languages that are told apart: `languages.tsv`.

use anyhow::Context;
use sayso_identify::script::Script;
use std::collections::BTreeMap;

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
    pub fn of(&self, source: &str) -> impl Iterator<Item = &str> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

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
}
