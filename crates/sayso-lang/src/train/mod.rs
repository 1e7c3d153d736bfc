//! The trainer: CoNLL-U becomes a model file.

mod layers;
mod net;
mod rng;

use crate::conllu::Tree;
use crate::features::{KINDS, Rows, rows};
use crate::lemma::Lemmas;
use crate::model::Size;
use crate::tokens::Tokens;
use crate::wire::Writer;
use layers::Step;
use ndarray::{Array2, ArrayView2};
use net::{Dropout, Item, Net};
use rng::Rng;
use sayso_core::{Rel, Upos};
use std::collections::BTreeMap;

/// Settings of a training run; the same settings on the same files give the same model.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Passes over the data.
    pub epochs: usize,
    /// Width of the encoder.
    pub dims: usize,
    /// Layers of the encoder.
    pub layers: usize,
    /// Greatest learning rate.
    pub rate: f32,
    /// Words in a batch.
    pub batch: usize,
    /// Share of units left out.
    pub dropout: f32,
    /// Seed of all chance.
    pub seed: u64,
}

impl Default for Recipe {
    fn default() -> Self {
        Recipe { epochs: 12, dims: 128, layers: 4, rate: 2e-3, batch: 700, dropout: 0.2, seed: 1 }
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

struct Classes {
    feats: BTreeMap<String, usize>,
    rels: BTreeMap<String, usize>,
}

/// Trains on the trees (each with its weight) and returns the model file.
pub fn train(data: &[(Tree, f32)], recipe: Recipe, mut told: impl FnMut(Progress)) -> Vec<u8> {
    let mut rng = Rng(recipe.seed);
    let table = Rows::default();
    let classes = Classes::of(data);
    let size = Size {
        dims: recipe.dims,
        layers: recipe.layers,
        arc: 96,
        lab: 96,
        upos: Upos::ALL.len(),
        feats: classes.feats.len(),
        rels: classes.rels.len(),
    };
    let mut net = Net::new(size, &table, &mut rng);
    let drop = Dropout { word: 0.15, affix: 0.05, unit: recipe.dropout };
    let words: usize = data.iter().map(|(t, _)| t.words.len()).sum();
    let steps = (recipe.epochs * words / recipe.batch).max(1);
    let mut n = 0;
    for epoch in 1..=recipe.epochs {
        let mut items: Vec<Item> = data.iter().map(|(t, w)| item(t, *w, &classes, &table, &mut rng)).collect();
        rng.shuffle(&mut items);
        let (mut loss, mut batches, mut at) = (0.0, 0, 0);
        while at < items.len() {
            let (from, mut count) = (at, 0);
            while at < items.len() && (count == 0 || count + items[at].rows.len() <= recipe.batch) {
                count += items[at].rows.len();
                at += 1;
            }
            let batch: Vec<&Item> = items[from..at].iter().collect();
            loss += net.learn(&batch, drop, &mut rng);
            batches += 1;
            n += 1;
            let done = n as f32 / steps as f32;
            let rate = recipe.rate * (n as f32 / 200.0).min(1.0) * (1.0 - done).max(0.02);
            net.step(Step { rate, n, mean: if done < 0.5 { 1.0 } else { 0.02 } });
        }
        told(Progress { epoch, loss: loss / batches as f32 });
    }
    let trees: Vec<Tree> = data.iter().map(|(t, _)| t.clone()).collect();
    write(&mut net, size, &table, &classes, &trees)
}

impl Classes {
    fn of(data: &[(Tree, f32)]) -> Self {
        let (mut feats, mut rels) = (BTreeMap::new(), BTreeMap::new());
        for w in data.iter().flat_map(|(t, _)| &t.words) {
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

/// A tree as numbers, with some noise: other quotation marks, headline case, no full stop.
fn item(tree: &Tree, weight: f32, classes: &Classes, table: &Rows, rng: &mut Rng) -> Item {
    let case = rng.unit();
    let curly = rng.unit() < 0.3;
    let mut n = tree.words.len();
    let last_is_leaf = n > 3 && tree.words[n - 1].form == "." && tree.words.iter().all(|w| w.head != n);
    if last_is_leaf && rng.unit() < 0.1 {
        n -= 1;
    }
    let (mut out, mut buf) = (vec![[0; KINDS]; n], String::new());
    let mut open = true;
    for (w, to) in tree.words[..n].iter().zip(&mut out) {
        let mut form = std::borrow::Cow::Borrowed(w.form.as_str());
        if curly && form == "\"" {
            form = if open { "“".into() } else { "”".into() };
            open = !open;
        }
        if case < 0.03 {
            form = form.to_lowercase().into();
        } else if case < 0.06 && w.upos.is_some_and(|u| !matches!(u, Upos::Adp | Upos::Det | Upos::Cconj)) {
            let mut c = form.chars();
            form = c.next().map(|f| f.to_uppercase().chain(c).collect::<String>()).unwrap_or_default().into();
        }
        rows(&form, table, &mut buf, to);
    }
    let words = &tree.words[..n];
    let none = usize::MAX;
    Item {
        rows: out,
        upos: words.iter().map(|w| w.upos.map_or(none, |u| u as usize)).collect(),
        feats: words.iter().map(|w| classes.feats.get(&w.feats).copied().unwrap_or(none)).collect(),
        head: words.iter().map(|w| if w.head == 0 { n } else { w.head - 1 }).collect(),
        rel: words.iter().map(|w| classes.rels[&Rel::parse(&w.deprel).to_string()]).collect(),
        weight,
    }
}

fn write(net: &mut Net, size: Size, table: &Rows, classes: &Classes, trees: &[Tree]) -> Vec<u8> {
    let mut w = Writer::default();
    w.magic();
    for n in [size.dims, size.layers, size.arc, size.lab, size.upos, size.feats, size.rels] {
        w.number(n);
    }
    table.0.iter().for_each(|&n| w.number(n as usize));
    w.strings(&classes.feats.keys().cloned().collect::<Vec<_>>());
    w.strings(&classes.rels.keys().cloned().collect::<Vec<_>>());
    for u in Upos::ALL {
        let mut seen: Vec<u16> = trees
            .iter()
            .flat_map(|t| &t.words)
            .filter(|r| r.upos == Some(u))
            .filter_map(|r| classes.feats.get(&r.feats).map(|&i| i as u16))
            .collect();
        seen.push(classes.feats[""] as u16);
        seen.sort_unstable();
        seen.dedup();
        w.shorts(&seen);
    }
    let means = net.means();
    let (emb, rest) = means.split_first().expect("the table comes first");
    let (scales, bytes) = quantise(emb, table);
    w.floats(&scales);
    let at = 2 * size.layers;
    for l in 0..size.layers {
        w.matrix(&rest[2 * l].view(), Some(&rest[2 * l + 1].view()));
    }
    w.matrix(&rest[at].view(), Some(&rest[at + 1].view()));
    w.matrix(&rest[at + 2].view(), Some(&rest[at + 3].view()));
    for p in [at + 4, at + 9] {
        let [dep, head, bias, dist, root] = [0, 1, 2, 3, 4].map(|k| rest[p + k]);
        w.matrix(&dep.view(), None);
        w.matrix(&head.view(), None);
        w.floats((dist + bias).iter());
        w.floats(root.iter());
    }
    let arc_out: ArrayView2<f32> = rest[at + 14].t();
    w.matrix(&arc_out, None);
    w.matrix(&rest[at + 15].view(), Some(&rest[at + 16].view()));
    let all = trees.iter().flat_map(|t| &t.words);
    Lemmas::learn(all.filter_map(|r| Some((r.form.as_str(), r.upos?, r.lemma.as_str())))).write(&mut w);
    Tokens::learn(trees).write(&mut w);
    w.0.extend(bytes);
    w.0
}

/// The table as bytes, one scale for each kind of feature.
fn quantise(emb: &Array2<f32>, table: &Rows) -> (Vec<f32>, Vec<u8>) {
    let (mut scales, mut bytes, mut at) = (vec![], Vec::with_capacity(emb.len()), 0);
    for &n in &table.0 {
        let cols = emb.ncols();
        let part = &emb.as_slice().expect("standard layout")[at * cols..(at + n as usize) * cols];
        let scale = part.iter().fold(1e-9f32, |m, v| m.max(v.abs())) / 127.0;
        bytes.extend(part.iter().map(|v| (v / scale).round() as i8 as u8));
        scales.push(scale);
        at += n as usize;
    }
    (scales, bytes)
}
