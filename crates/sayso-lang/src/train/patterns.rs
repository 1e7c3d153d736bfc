//! Patterns of sentences that treebanks lack: words with their place in the tree, some of
//! them taken from lists.

use super::rng::Rng;
use crate::conllu::{Row, Tree};
use sayso_core::Upos;
use std::collections::BTreeMap;

/// The patterns of one language.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    lists: BTreeMap<String, Vec<String>>,
    patterns: Vec<Vec<Slot>>,
}

/// One word of a pattern.
#[derive(Clone, Debug)]
struct Slot {
    form: String,
    /// The form is the name of a list.
    listed: bool,
    upos: Upos,
    feats: String,
    head: usize,
    rel: String,
}

impl Patterns {
    /// Reads a file of patterns; `lists` come from elsewhere.
    pub fn read(text: &str, lists: BTreeMap<String, Vec<String>>) -> Result<Self, String> {
        let mut out = Patterns { lists, patterns: vec![] };
        let mut tags = BTreeMap::new();
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let why = |what: &str| format!("line {}: {what}", n + 1);
            let (name, rest) = line.split_once(':').unwrap_or(("", ""));
            let (name, rest) = (name.trim_start_matches(['@', '=']).trim(), rest.trim());
            match line.as_bytes()[0] {
                b'@' => {
                    let (upos, feats) = rest.split_once(' ').ok_or_else(|| why("no features"))?;
                    let upos = Upos::parse(upos).ok_or_else(|| why("no such part of speech"))?;
                    tags.insert(name.to_string(), (upos, feats.trim_start_matches('_').to_string()));
                }
                b'=' => {
                    let words = rest.split(',').map(|w| w.trim().to_string()).collect();
                    out.lists.insert(name.to_string(), words);
                }
                _ => {
                    let words = line.split_whitespace().map(|w| slot(w, &tags));
                    let pattern =
                        words.collect::<Option<Vec<_>>>().ok_or_else(|| why("a word is not form|TAG|head|relation"))?;
                    out.check(&pattern).map_err(|e| why(&e))?;
                    out.patterns.push(pattern);
                }
            }
        }
        Ok(out)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    fn check(&self, pattern: &[Slot]) -> Result<(), String> {
        if pattern.iter().filter(|s| s.head == 0).count() != 1 || pattern.iter().any(|s| s.head > pattern.len()) {
            return Err("not one root, or a head beyond the end".into());
        }
        match pattern.iter().find(|s| s.listed && self.lists.get(&s.form).is_none_or(Vec::is_empty)) {
            Some(s) => Err(format!("no list {}", s.form)),
            None => Ok(()),
        }
    }

    /// One pattern with words from the lists.
    pub fn fill(&self, which: usize, rng: &mut Rng) -> Tree {
        let pattern = &self.patterns[which];
        let chosen: Vec<&str> = pattern
            .iter()
            .map(|s| match self.lists.get(&s.form) {
                Some(list) if s.listed => &list[rng.below(list.len())],
                _ => s.form.as_str(),
            })
            .collect();
        let mut starts = vec![0];
        for form in &chosen {
            starts.push(starts[starts.len() - 1] + form.split('_').count());
        }
        let mut tree = Tree::default();
        for (k, (slot, form)) in pattern.iter().zip(&chosen).enumerate() {
            for (p, part) in form.split('_').enumerate() {
                let head = if slot.head == 0 { 0 } else { starts[slot.head - 1] + 1 };
                tree.words.push(Row {
                    form: part.to_string(),
                    lemma: "_".into(),
                    upos: Some(slot.upos),
                    feats: slot.feats.clone(),
                    head: if p == 0 { head } else { starts[k] + 1 },
                    deprel: if p == 0 { slot.rel.clone() } else { "flat".into() },
                    glued: false,
                });
            }
        }
        let first = &mut tree.words[0].form;
        if let Some(c) = first.chars().next() {
            *first = c.to_uppercase().chain(first.chars().skip(1)).collect();
        }
        tree
    }
}

fn slot(word: &str, tags: &BTreeMap<String, (Upos, String)>) -> Option<Slot> {
    let [form, tag, head, rel] = word.split('|').collect::<Vec<_>>().try_into().ok()?;
    let list = form.strip_prefix('{').and_then(|f| f.strip_suffix('}'));
    let (upos, feats) = tags.get(tag)?.clone();
    let form = list.unwrap_or(form).to_string();
    Some(Slot { form, listed: list.is_some(), upos, feats, head: head.parse().ok()?, rel: rel.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled_with_words_of_lists() {
        let text =
            "@ N: PROPN Number=Sing\n@ V: VERB _\n= CITY: Addis_Ababa\n{CITY}|N|2|nsubj warns|V|0|root {C}|N|2|obj\n";
        let lists = BTreeMap::from([("C".to_string(), vec!["Chad".to_string()])]);
        let p = Patterns::read(text, lists.clone()).unwrap();
        let t = p.fill(0, &mut Rng(1));
        let shown: Vec<String> = t.words.iter().map(|w| format!("{}/{}/{}", w.form, w.head, w.deprel)).collect();
        assert_eq!(shown, ["Addis/3/nsubj", "Ababa/1/flat", "warns/0/root", "Chad/3/obj"]);
        assert!(p.len() == 1 && !p.is_empty());
        for bad in ["x|N|0|root", "@ N: PROPN _\nx|N|1|nsubj", "@ N: PROPN _\n{D}|N|0|root", "@ N: NOPE _\n"] {
            assert!(Patterns::read(bad, lists.clone()).is_err(), "{bad}");
        }
    }
}
