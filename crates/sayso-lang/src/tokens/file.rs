//! How what is known of words lies in a model's file.

use super::Tokens;
use super::cutter::Cutter;
use crate::wire::{Reader, Writer};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

impl Tokens {
    pub(crate) fn write(&self, w: &mut Writer) {
        let sorted = |s: &FxHashSet<Box<str>>| {
            let mut v: Vec<String> = s.iter().map(|s| s.to_string()).collect();
            v.sort();
            v
        };
        w.strings(&sorted(&self.abbreviations));
        w.strings(&sorted(&self.hyphened));
        w.number(usize::from(self.split_hyphens));
        w.strings(&self.suffixes.iter().map(|s| s.to_string()).collect::<Vec<_>>());
        w.strings(&sorted(&self.whole));
        w.strings(&sorted(&self.unended));
        w.strings(&sorted(&self.units));
        w.number(usize::from(self.joins_slashes));
        w.number(usize::from(self.elides));
        w.strings(&sorted(&self.enclitics));
        self.letters.write(w);
        self.syllables.write(w);
        let parts: BTreeMap<_, _> = self.parts.iter().collect();
        w.number(parts.len());
        for (k, v) in parts {
            w.string(k);
            w.strings(&v.iter().map(|s| s.to_string()).collect::<Vec<_>>());
        }
    }

    pub(crate) fn read(r: &mut Reader) -> Result<Self, String> {
        let set = |v: Vec<String>| v.into_iter().map(String::into_boxed_str).collect();
        let (abbreviations, hyphened) = (set(r.strings()?), set(r.strings()?));
        let split_hyphens = r.number()? == 1;
        let mut suffixes: Vec<Box<str>> = r.strings()?.into_iter().map(String::into_boxed_str).collect();
        let whole = set(r.strings()?);
        let (unended, units) = (set(r.strings()?), set(r.strings()?));
        let joins_slashes = r.number()? == 1;
        let (elides, enclitics) = (r.number()? == 1, set(r.strings()?));
        let (letters, syllables) = (Cutter::read(r)?, Cutter::read(r)?);
        let mut parts = FxHashMap::default();
        for _ in 0..r.number()? {
            let k = r.string()?.into_boxed_str();
            parts.insert(k, r.strings()?.into_iter().map(String::into_boxed_str).collect());
        }
        suffixes.retain(|x| !matches!(&**x, "s" | "nt"));
        Ok(Tokens {
            abbreviations,
            hyphened,
            split_hyphens,
            parts,
            suffixes,
            whole,
            unended,
            units,
            joins_slashes,
            elides,
            enclitics,
            letters,
            syllables,
        })
    }
}
