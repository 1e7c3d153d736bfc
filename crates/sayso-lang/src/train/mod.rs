//! The trainer: CoNLL-U becomes a model file.

mod encoder;
mod items;
mod layers;
mod net;
mod patterns;
mod product;
mod rng;
mod save;
mod scorer;
mod vary;
pub mod vectors;

use crate::codes::Codes;
use crate::conllu::Tree;
use crate::features::Rows;
use crate::model::Size;
use items::Items;
use layers::Step;
use net::{Dropout, Item, Net};
pub use patterns::Patterns;
use rng::Rng;
use sayso_core::{Rel, Upos};
use std::collections::BTreeMap;
pub use vary::Shares;
use vectors::Vectors;

/// What a model learns from.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    /// Trees, each with its weight.
    pub trees: Vec<(Tree, f32)>,
    /// Which words are alike.
    pub vectors: Vectors,
    /// Names of one word, to stand for those that the trees have.
    pub names: Vec<String>,
    /// Sentences that the trees lack.
    pub patterns: Patterns,
}

/// Settings of a training run; the same settings on the same files give the same model.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Passes over the data.
    pub epochs: usize,
    /// Width of the encoder.
    pub dims: usize,
    /// Layers of the encoder.
    pub layers: usize,
    /// Layers over the first guess of the tree.
    pub trees: usize,
    /// Width of the first guess of the tree; 0 for none.
    pub guess: usize,
    /// Greatest learning rate.
    pub rate: f32,
    /// Words in a batch.
    pub batch: usize,
    /// Share of units left out.
    pub dropout: f32,
    /// How often a pattern is filled in each pass.
    pub fills: usize,
    /// How much a filled pattern counts.
    pub fill_weight: f32,
    /// How often trees are varied.
    pub vary: Shares,
    /// Seed of all chance.
    pub seed: u64,
}

impl Default for Recipe {
    fn default() -> Self {
        Recipe {
            epochs: 12,
            dims: 128,
            layers: 4,
            trees: 0,
            guess: 0,
            rate: 2e-3,
            batch: 700,
            dropout: 0.2,
            fills: 8,
            fill_weight: 0.5,
            vary: Shares::default(),
            seed: 1,
        }
    }
}

impl Recipe {
    fn size(&self, classes: &Classes) -> Size {
        Size {
            dims: self.dims,
            layers: self.layers,
            trees: self.trees,
            guess: self.guess,
            arc: 128,
            lab: 128,
            upos: Upos::ALL.len(),
            feats: classes.feats.len(),
            rels: classes.rels.len(),
        }
    }

    /// The rate of a step: it rises for 200 steps and then falls to nearly nothing.
    fn rate(&self, step: usize, steps: usize) -> f32 {
        let done = step as f32 / steps as f32;
        self.rate * (step as f32 / 200.0).min(1.0) * (1.0 - done).max(0.02)
    }
}

/// How training goes, after each pass.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Passes done.
    pub epoch: usize,
    /// Mean loss a word.
    pub loss: f32,
}

/// What the network's outputs stand for.
struct Classes {
    feats: BTreeMap<String, usize>,
    rels: BTreeMap<String, usize>,
}

/// Trains and returns the model file.
pub fn train(lesson: &Lesson, recipe: Recipe, mut told: impl FnMut(Progress)) -> Vec<u8> {
    let mut rng = Rng(recipe.seed);
    let codes = vectors::codes(&lesson.vectors, &mut rng);
    let filled: Vec<Tree> = lesson.filled(100, &mut rng).collect();
    let all = || lesson.trees.iter().map(|(t, _)| t).chain(&filled);
    let words = all().flat_map(|t| &t.words).map(|w| w.form.as_str());
    let table = Rows::for_words(words, codes != Codes::default());
    let classes = Classes::of(all());
    let size = recipe.size(&classes);
    let mut net = Net::new(size, &table, &mut rng);
    let drop = Dropout { word: 0.15, affix: 0.05, unit: recipe.dropout, guess: 0.1 };
    let make = Items { classes: &classes, table: &table, codes: &codes };
    let words: usize = lesson.trees.iter().map(|(t, _)| t.words.len()).sum::<usize>()
        + lesson.filled(recipe.fills, &mut rng).map(|t| t.words.len()).sum::<usize>();
    let steps = (recipe.epochs * words / recipe.batch).max(1);
    let mut n = 0;
    for epoch in 1..=recipe.epochs {
        let items = lesson.items(&make, recipe, &mut rng);
        let (mut loss, mut batches) = (0.0, 0);
        for batch in batches_of(&items, recipe.batch) {
            let batch: Vec<&Item> = batch.iter().collect();
            loss += net.learn(&batch, drop, &mut rng);
            batches += 1;
            n += 1;
            let mean = if n * 2 < steps { 1.0 } else { 0.02 };
            net.step(Step { rate: recipe.rate(n, steps), n: n as i32, mean, by: 1.0 });
        }
        told(Progress { epoch, loss: loss / batches as f32 });
    }
    let trees: Vec<Tree> = all().cloned().collect();
    save::write(&net, size, &table, &codes, &classes, &trees)
}

impl Lesson {
    /// Every pattern filled so many times.
    fn filled<'l>(&'l self, times: usize, rng: &'l mut Rng) -> impl Iterator<Item = Tree> + 'l {
        (0..self.patterns.len() * times).map(move |k| self.patterns.fill(k % self.patterns.len(), rng))
    }

    /// What one pass goes through, in random order.
    fn items(&self, make: &Items, recipe: Recipe, rng: &mut Rng) -> Vec<Item> {
        let filled: Vec<Tree> = self.filled(recipe.fills, rng).collect();
        let mut items: Vec<Item> = filled.iter().map(|t| make.item(t, recipe.fill_weight, rng)).collect();
        for (tree, weight) in &self.trees {
            let varied = vary::vary(tree, &self.names, recipe.vary, rng);
            items.push(make.item(varied.as_ref().unwrap_or(tree), *weight, rng));
        }
        rng.shuffle(&mut items);
        items
    }
}

/// Runs of sentences with up to so many words.
fn batches_of(items: &[Item], most: usize) -> impl Iterator<Item = &[Item]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (from, mut count) = (at, 0);
        while at < items.len() && (count == 0 || count + items[at].rows.len() <= most) {
            count += items[at].rows.len();
            at += 1;
        }
        (from < at).then(|| &items[from..at])
    })
}

impl Classes {
    fn of<'t>(trees: impl Iterator<Item = &'t Tree>) -> Self {
        let (mut feats, mut rels) = (BTreeMap::new(), BTreeMap::new());
        for w in trees.flat_map(|t| &t.words) {
            *feats.entry(w.feats.clone()).or_insert(0usize) += 1;
            *rels.entry(Rel::parse(&w.deprel).to_string()).or_insert(0usize) += 1;
        }
        feats.retain(|k, n| *n > 2 || k.is_empty());
        feats.entry(String::new()).or_insert(0);
        let number = |m: &mut BTreeMap<String, usize>| m.values_mut().enumerate().for_each(|(i, v)| *v = i);
        number(&mut feats);
        number(&mut rels);
        Classes { feats, rels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Model, Scratch, conllu};

    const PATTERNS: &str = "@ N: NOUN _
@ P: PROPN Number=Sing
@ V: VERB Tense=Past
@ A: ADP _
@ D: DET _
= V: saw, met, left, told
= N: envoy, ship, city, law, treaty
{C}|P|2|nsubj {V}|V|0|root the|D|4|det {N}|N|2|obj
the|D|2|det {N}|N|6|nsubj of|A|4|case {C}|P|2|nmod quietly|D|6|advmod {V}|V|0|root {C}|P|6|obj
{V}|V|0|root {C}|P|1|obj in|A|5|case the|D|5|det {N}|N|1|obl and|A|8|cc the|D|8|det {N}|N|5|conj
";

    #[test]
    fn a_model_reads_what_its_network_has_learned() {
        let names = ["Oslo", "Lima", "Chad"].map(String::from).to_vec();
        let patterns = Patterns::read(PATTERNS, [("C".to_string(), names)].into()).unwrap();
        let lesson = Lesson { patterns, ..Lesson::default() };
        let recipe = Recipe {
            epochs: 30,
            dims: 32,
            batch: 50,
            dropout: 0.0,
            rate: 5e-3,
            fills: 60,
            fill_weight: 1.0,
            ..Recipe::default()
        };
        let mut last = f32::NAN;
        let model = Model::read(train(&lesson, recipe, |p| last = p.loss).into()).unwrap();
        let (mut right, mut all, mut scratch) = (0, 0, Scratch::default());
        for tree in lesson.filled(20, &mut Rng(99)) {
            let mut s = tree.blank();
            model.annotate(&mut s, &mut scratch);
            for (i, w) in tree.words.iter().enumerate() {
                all += 1;
                right += usize::from(s.head(i).map_or(0, |h| h + 1) == w.head && s.rel(i).as_str() == w.deprel);
            }
        }
        assert!(right * 100 >= all * 98, "{right} of {all} words, last loss {last}");
        assert!(conllu::read("").unwrap().is_empty());
    }
}
