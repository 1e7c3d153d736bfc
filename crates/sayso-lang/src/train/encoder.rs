//! The encoder while it learns: rows of features, layers over neighbours, layers over the tree.

use super::layers::{Param, add_bias, bias_back, mul, mul_back};
use super::net::{Dropout, Item};
use super::rng::Rng;
use super::scorer::Batch;
use crate::codes::CODES;
use crate::features::{KINDS, NONE, Rows};
use crate::model::shares_of;
use ndarray::{Array2, ArrayView2, Axis, Slice};

/// The table of features' rows.
pub struct Table {
    pub rows: Param,
    kept: Vec<[bool; KINDS]>,
}

impl Table {
    pub fn new(rows: &Rows, d: usize, rng: &mut Rng) -> Self {
        Table { rows: Param::table(rows.total(), d, 0.3 / (KINDS as f32).sqrt(), rng), kept: vec![] }
    }

    /// The sums of the words' rows, some of them left out.
    pub fn sum(&mut self, batch: &Batch, words: usize, drop: Dropout, rng: &mut Rng) -> Array2<f32> {
        let mut x = Array2::<f32>::zeros((words, self.rows.w.ncols()));
        self.kept.clear();
        for (t, rows) in batch.items.iter().flat_map(|i| &i.rows).enumerate() {
            let (word, code) = (rng.unit() >= drop.word, rng.unit() >= drop.affix);
            let keep: [bool; KINDS] = std::array::from_fn(|k| match k {
                0 | 1 => word,
                k if k >= KINDS - CODES => code && rows[k] != NONE,
                _ => rng.unit() >= drop.affix,
            });
            let mut to = x.row_mut(t);
            for (&r, _) in rows.iter().zip(keep).filter(|k| k.1) {
                to += &self.rows.w.row(r as usize);
            }
            self.kept.push(keep);
        }
        x
    }

    /// The way back.
    pub fn back(&mut self, batch: &Batch, g: &Array2<f32>) {
        for (t, rows) in batch.items.iter().flat_map(|i| &i.rows).enumerate() {
            for (&r, _) in rows.iter().zip(self.kept[t]).filter(|k| k.1) {
                let mut to = self.rows.g.row_mut(r as usize);
                to += &g.row(t);
                self.rows.touch(r);
            }
        }
    }
}

/// What a layer keeps for the way back.
#[derive(Default)]
struct Trace {
    input: Array2<f32>,
    act: Array2<f32>,
    mask: Array2<f32>,
}

impl Trace {
    /// The gradient of what the layer adds, from that of its output.
    fn active(&self, g: &Array2<f32>, most: f32) -> Array2<f32> {
        let mut gy = g.clone();
        gy.zip_mut_with(&self.act, |g, &a| *g = if a > 0.0 && a < most { *g } else { 0.0 });
        gy
    }
}

/// A layer over each word and its neighbours at a distance.
pub struct Conv {
    pub w: Param,
    pub b: Param,
    by: usize,
    most: f32,
    trace: Trace,
}

impl Conv {
    /// Looks `by` words to each side; adds no more than `most`.
    pub fn new(d: usize, by: usize, most: f32, rng: &mut Rng) -> Self {
        let w = Param::new(3 * d, d, (2.0 / (3 * d) as f32).sqrt() * 0.7, rng);
        Conv { w, b: Param::new(1, d, 0.0, rng), by, most, trace: Trace::default() }
    }

    pub fn forward(&mut self, mut x: Array2<f32>, batch: &Batch, drop: f32, rng: &mut Rng) -> Array2<f32> {
        let mask = mask(x.nrows(), x.ncols(), drop, rng);
        x *= &mask;
        let input = widen(&x.view(), batch, self.by);
        let mut act = mul(&input.view(), &self.w.w.view());
        add_bias(&mut act, &self.b);
        act.mapv_inplace(|v| v.clamp(0.0, self.most));
        x += &act;
        self.trace = Trace { input, act, mask };
        x
    }

    pub fn back(&mut self, mut g: Array2<f32>, batch: &Batch) -> Array2<f32> {
        let gy = self.trace.active(&g, self.most);
        bias_back(&mut self.b, &gy);
        let gw = mul_back(&self.trace.input.view(), &mut self.w, &gy.view());
        narrow(&gw, batch, self.by, &mut g);
        g *= &self.trace.mask;
        g
    }
}

/// A layer over each word, its head and its dependents in the first guess of the tree.
pub struct Along {
    /// What a word gives itself, its dependents, and its head from the left and the right.
    pub w: Param,
    pub b: Param,
    pub root: Param,
    most: f32,
    trace: Trace,
}

impl Along {
    /// Adds no more than `most`.
    pub fn new(d: usize, most: f32, rng: &mut Rng) -> Self {
        let w = Param::new(d, 4 * d, (2.0 / (4 * d) as f32).sqrt() * 0.7, rng);
        Along { w, b: Param::new(1, d, 0.0, rng), root: Param::new(1, d, 0.1, rng), most, trace: Trace::default() }
    }

    pub fn forward(
        &mut self,
        mut x: Array2<f32>,
        batch: &Batch,
        guess: &[Vec<usize>],
        drop: f32,
        rng: &mut Rng,
    ) -> Array2<f32> {
        let d = x.ncols();
        let mask = mask(x.nrows(), d, drop, rng);
        x *= &mask;
        let z = mul(&x.view(), &self.w.w.view());
        let mut act = z.slice_axis(Axis(1), Slice::from(..d)).to_owned();
        add_bias(&mut act, &self.b);
        {
            let (z, to) = (z.as_slice().expect("layout"), act.as_slice_mut().expect("layout"));
            let root = self.root.w.as_slice().expect("a row");
            let mut add = |i: usize, from: &[f32], by: f32| {
                to[i * d..(i + 1) * d].iter_mut().zip(from).for_each(|(t, f)| *t += f * by)
            };
            each_arc(batch, guess, |i, head| match head {
                None => add(i, root, 1.0),
                Some((h, part, share)) => {
                    add(i, &z[(4 * h + 1) * d..][..d], 1.0);
                    add(h, &z[(4 * i + part) * d..][..d], share);
                }
            });
        }
        act.mapv_inplace(|v| v.clamp(0.0, self.most));
        let out = &x + &act;
        self.trace = Trace { input: x, act, mask };
        out
    }

    pub fn back(&mut self, mut g: Array2<f32>, batch: &Batch, guess: &[Vec<usize>]) -> Array2<f32> {
        let (words, d) = g.dim();
        let gy = self.trace.active(&g, self.most);
        bias_back(&mut self.b, &gy);
        let mut gz = Array2::<f32>::zeros((words, 4 * d));
        gz.slice_axis_mut(Axis(1), Slice::from(..d)).assign(&gy);
        {
            let (gz, gy) = (gz.as_slice_mut().expect("layout"), gy.as_slice().expect("layout"));
            let groot = self.root.g.as_slice_mut().expect("a row");
            let add = |to: &mut [f32], from: &[f32], by: f32| to.iter_mut().zip(from).for_each(|(t, f)| *t += f * by);
            each_arc(batch, guess, |i, head| match head {
                None => add(groot, &gy[i * d..(i + 1) * d], 1.0),
                Some((h, part, share)) => {
                    add(&mut gz[(4 * h + 1) * d..][..d], &gy[i * d..(i + 1) * d], 1.0);
                    add(&mut gz[(4 * i + part) * d..][..d], &gy[h * d..(h + 1) * d], share);
                }
            });
        }
        g += &mul_back(&self.trace.input.view(), &mut self.w, &gz.view());
        g *= &self.trace.mask;
        g
    }
}

/// Calls `each` with every word of the batch and, unless it hangs on the root, its head, the
/// part of the layer that speaks to the head, and its share among those that do.
fn each_arc(batch: &Batch, guess: &[Vec<usize>], mut each: impl FnMut(usize, Option<(usize, usize, f32)>)) {
    let mut shares = vec![];
    for (k, at, item) in batch.each() {
        let n = item.rows.len();
        shares_of(&guess[k], &mut shares);
        for (i, &h) in guess[k].iter().enumerate() {
            each(at + i, (h < n).then(|| (at + h, 2 + usize::from(i > h), shares[2 * h + usize::from(i > h)])));
        }
    }
}

/// Units that are left out (0) and the others, the larger for it.
pub fn mask(rows: usize, cols: usize, drop: f32, rng: &mut Rng) -> Array2<f32> {
    let keep = 1.0 / (1.0 - drop);
    let limit = (drop * 65536.0) as u64;
    let mut m = Array2::zeros((rows, cols));
    for four in m.as_slice_mut().expect("standard layout").chunks_mut(4) {
        let mut bits = rng.bits();
        for v in four {
            *v = if bits & 0xFFFF < limit { 0.0 } else { keep };
            bits >>= 16;
        }
    }
    m
}

/// Each word beside its neighbours at distance `by`, zeros beyond the sentence.
fn widen(x: &ArrayView2<f32>, batch: &Batch, by: usize) -> Array2<f32> {
    let d = x.ncols();
    let mut out = Array2::zeros((x.nrows(), 3 * d));
    let (from, to) = (x.as_slice().expect("standard layout"), out.as_slice_mut().expect("standard layout"));
    neighbours(batch, by, |t, part, j| {
        let at = (3 * t + part) * d;
        to[at..at + d].copy_from_slice(&from[j * d..(j + 1) * d]);
    });
    out
}

/// The way back of [`widen`]: adds to `g`.
fn narrow(gw: &Array2<f32>, batch: &Batch, by: usize, g: &mut Array2<f32>) {
    let d = g.ncols();
    let (from, to) = (gw.as_slice().expect("standard layout"), g.as_slice_mut().expect("standard layout"));
    neighbours(batch, by, |t, part, j| {
        let at = (3 * t + part) * d;
        for (to, from) in to[j * d..(j + 1) * d].iter_mut().zip(&from[at..at + d]) {
            *to += from;
        }
    });
}

/// Calls `each` with every word, the part of its window (0, 1, 2) and the word seen there.
fn neighbours(batch: &Batch, by: usize, mut each: impl FnMut(usize, usize, usize)) {
    for (_, at, item) in batch.each() {
        let end = at + item.rows.len();
        for t in at..end {
            if t >= at + by {
                each(t, 0, t - by);
            }
            each(t, 1, t);
            if t + by < end {
                each(t, 2, t + by);
            }
        }
    }
}

/// Where each sentence begins among the words of a batch, and how many words there are.
pub fn words(items: &[&Item]) -> (Vec<usize>, usize) {
    let mut at = 0;
    let mut starts = Vec::with_capacity(items.len());
    for item in items {
        starts.push(at);
        at += item.rows.len();
    }
    (starts, at)
}
