//! The network while it learns: floats, batches, gradients.

use super::encoder::{Along, Conv, Table, mask, words};
use super::layers::{Param, Step, add_bias, bias_back, mul, mul_back, softmax_back};
use super::rng::Rng;
use super::scorer::{Arcs, Batch, Labels};
use crate::features::{KINDS, Rows};
use crate::model::{BUCKETS, Size, bucket, kin};
use ndarray::{Array2, ArrayView2};

/// One sentence as numbers.
#[derive(Clone, Debug)]
pub struct Item {
    /// Feature rows of each word.
    pub rows: Vec<[u32; KINDS]>,
    /// Part of speech, or out of range for none.
    pub upos: Vec<usize>,
    /// Feature bundle, or out of range for none.
    pub feats: Vec<usize>,
    /// Head; the number of words for the root.
    pub head: Vec<usize>,
    /// Relation.
    pub rel: Vec<usize>,
    /// How much it counts.
    pub weight: f32,
}

/// Settings of training.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// A word's two rows are left out (as for an unknown word).
    pub word: f32,
    /// Another feature is left out.
    pub affix: f32,
    /// A unit between layers is left out.
    pub unit: f32,
    /// A word's head in the first guess is drawn by chance.
    pub guess: f32,
}

/// All parameters.
pub struct Net {
    size: Size,
    /// Running mean of the gradient's size.
    usual: f32,
    pub table: Table,
    pub conv: Vec<Conv>,
    pub guess: Option<Arcs>,
    pub trees: Vec<Along>,
    pub upos: (Param, Param),
    pub feats: (Param, Param),
    pub arc: Arcs,
    pub lab: Labels,
}

impl Net {
    /// Random weights.
    pub fn new(size: Size, rows: &Rows, rng: &mut Rng) -> Self {
        let d = size.dims;
        let out = (1.0 / d as f32).sqrt();
        let mut tagger = |n| (Param::new(d, n, out, rng), Param::new(1, n, 0.0, rng));
        let (upos, feats) = (tagger(size.upos), tagger(size.feats));
        Net {
            size,
            usual: 0.0,
            table: Table::new(rows, d, rng),
            conv: (0..size.layers).map(|l| Conv::new(d, size.dilation(l), size.most(), rng)).collect(),
            guess: (size.guess > 0).then(|| Arcs::new(d, size.guess, BUCKETS, rng)),
            trees: (0..size.trees).map(|_| Along::new(d, size.most(), rng)).collect(),
            upos,
            feats,
            arc: Arcs::new(d, size.arc, size.classes(), rng),
            lab: Labels::new(d, size.lab, size.rels, rng),
        }
    }

    fn params(&mut self) -> Vec<&mut Param> {
        let mut all = vec![&mut self.table.rows];
        self.conv.iter_mut().for_each(|c| all.extend([&mut c.w, &mut c.b]));
        all.extend(self.guess.iter_mut().flat_map(Arcs::params));
        self.trees.iter_mut().for_each(|t| all.extend([&mut t.w, &mut t.b, &mut t.root]));
        all.extend([&mut self.upos.0, &mut self.upos.1, &mut self.feats.0, &mut self.feats.1]);
        all.extend(self.arc.params());
        all.extend(self.lab.params());
        all
    }

    /// One step of Adam on what [`Net::learn`] has gathered; a gradient much larger than usual
    /// is made smaller.
    pub fn step(&mut self, step: Step) {
        let size = self.params().into_iter().map(Param::size).sum::<f32>().sqrt();
        let most = if self.usual > 0.0 { 1.5 * self.usual } else { size };
        let step = Step { by: (most / size.max(1e-9)).min(1.0), ..step };
        self.usual = if self.usual > 0.0 { 0.98 * self.usual + 0.02 * size.min(most) } else { size };
        for p in self.params() {
            p.step(step);
        }
        if step.n % 8 == 0 {
            for p in self.params() {
                p.average(step.mean);
            }
        }
    }

    /// Gathers the gradients of a batch; returns its loss a word.
    pub fn learn(&mut self, items: &[&Item], drop: Dropout, rng: &mut Rng) -> f32 {
        let (starts, words) = words(items);
        let scale = 1.0 / words as f32;
        let batch = Batch { items, starts: &starts, scale };
        let mut x = self.table.sum(&batch, words, drop, rng);
        for conv in &mut self.conv {
            x = conv.forward(x, &batch, drop.unit, rng);
        }
        let (guess, gfirst, mut loss) = self.first_guess(&batch, &x, drop, rng);
        for tree in &mut self.trees {
            x = tree.forward(x, &batch, &guess, drop.unit, rng);
        }
        let last = mask(words, self.size.dims, drop.unit, rng);
        x *= &last;
        let mut g = Array2::zeros((words, self.size.dims));
        loss += self.tags(&batch, &x.view(), &mut g);
        let class = |k: usize, i: usize, j: usize| match guess.get(k) {
            Some(guess) => kin(i, j, guess),
            None => bucket(i, j, items[k].rows.len()),
        };
        loss += self.arc.loss(&batch, &x.view(), &mut g, class, None);
        loss += self.lab.loss(&batch, &x.view(), &mut g);
        g *= &last;
        for tree in self.trees.iter_mut().rev() {
            g = tree.back(g, &batch, &guess);
        }
        if let Some(gfirst) = gfirst {
            g += &gfirst;
        }
        for conv in self.conv.iter_mut().rev() {
            g = conv.back(g, &batch);
        }
        self.table.back(&batch, &g);
        loss * scale
    }

    /// The first guess of all trees, if the network makes one, the gradient of what it was
    /// made from, and its loss.
    fn first_guess(
        &mut self,
        batch: &Batch,
        x: &Array2<f32>,
        drop: Dropout,
        rng: &mut Rng,
    ) -> (Vec<Vec<usize>>, Option<Array2<f32>>, f32) {
        let mut guess = Vec::with_capacity(batch.items.len());
        let Some(arcs) = &mut self.guess else { return (guess, None, 0.0) };
        let mask = mask(x.nrows(), x.ncols(), drop.unit, rng);
        let seen = x * &mask;
        let mut g = Array2::zeros(x.raw_dim());
        let plain = |k: usize, i: usize, j: usize| bucket(i, j, batch.items[k].rows.len());
        let half = Batch { scale: batch.scale * 0.5, ..*batch };
        let chosen = Some((&mut guess, drop.guess, rng));
        let loss = 0.5 * arcs.loss(&half, &seen.view(), &mut g, plain, chosen);
        g *= &mask;
        (guess, Some(g), loss)
    }

    /// Loss of parts of speech and features.
    fn tags(&mut self, batch: &Batch, h: &ArrayView2<f32>, gh: &mut Array2<f32>) -> f32 {
        let mut loss = 0.0;
        let gold = |of: fn(&Item) -> &[usize]| {
            batch.items.iter().flat_map(move |i| of(i).iter().map(|&g| (g, i.weight))).collect::<Vec<_>>()
        };
        for (head, weight, gold) in
            [(&mut self.upos, 1.0, gold(|i| &i.upos)), (&mut self.feats, 0.5, gold(|i| &i.feats))]
        {
            let mut y = mul(h, &head.0.w.view());
            add_bias(&mut y, &head.1);
            for (mut row, (g, w)) in y.rows_mut().into_iter().zip(gold) {
                loss += softmax_back(row.as_slice_mut().expect("a row"), g, batch.scale * weight * w);
            }
            bias_back(&mut head.1, &y);
            *gh += &mul_back(h, &mut head.0, &y.view());
        }
        loss
    }
}
