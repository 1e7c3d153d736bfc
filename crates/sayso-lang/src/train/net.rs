//! The network while it learns: floats, batches, gradients.

use super::layers::{Param, Step, add_bias, bias_back, mul, mul_back, softmax_back};
use super::rng::Rng;
use crate::features::{KINDS, Rows};
use crate::model::{BUCKETS, Size, bucket};
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
}

/// All parameters.
pub struct Net {
    size: Size,
    emb: Param,
    conv: Vec<(Param, Param)>,
    upos: (Param, Param),
    feats: (Param, Param),
    arc: Scorer,
    lab: Scorer,
    arc_out: Param,
    lab_out: (Param, Param),
}

/// The hidden layer over a dependent and a head: its two projections, bias, distances, root.
struct Scorer {
    dep: Param,
    head: Param,
    bias: Param,
    dist: Param,
    root: Param,
}

impl Scorer {
    fn new(d: usize, h: usize, rng: &mut Rng) -> Self {
        let scale = (1.0 / d as f32).sqrt();
        Scorer {
            dep: Param::new(d, h, scale, rng),
            head: Param::new(d, h, scale, rng),
            bias: Param::new(1, h, 0.0, rng),
            dist: Param::new(BUCKETS, h, 0.1, rng),
            root: Param::new(1, h, 0.1, rng),
        }
    }

    fn all(&mut self) -> [&mut Param; 5] {
        [&mut self.dep, &mut self.head, &mut self.bias, &mut self.dist, &mut self.root]
    }
}

struct Trace {
    /// Input of each layer (after dropout), the last being the encoder's output.
    x: Vec<Array2<f32>>,
    wide: Vec<Array2<f32>>,
    act: Vec<Array2<f32>>,
    masks: Vec<Array2<f32>>,
    kept: Vec<[bool; KINDS]>,
}

impl Net {
    /// Random weights.
    pub fn new(size: Size, rows: &Rows, rng: &mut Rng) -> Self {
        let d = size.dims;
        let conv = (0..size.layers)
            .map(|_| (Param::new(3 * d, d, (2.0 / (3 * d) as f32).sqrt() * 0.7, rng), Param::new(1, d, 0.0, rng)))
            .collect();
        let out = (1.0 / d as f32).sqrt();
        Net {
            size,
            emb: Param::table(rows.total(), d, 0.3 / (KINDS as f32).sqrt(), rng),
            conv,
            upos: (Param::new(d, size.upos, out, rng), Param::new(1, size.upos, 0.0, rng)),
            feats: (Param::new(d, size.feats, out, rng), Param::new(1, size.feats, 0.0, rng)),
            arc: Scorer::new(d, size.arc, rng),
            lab: Scorer::new(d, size.lab, rng),
            arc_out: Param::new(1, size.arc, (1.0 / size.arc as f32).sqrt(), rng),
            lab_out: (
                Param::new(size.lab, size.rels, (1.0 / size.lab as f32).sqrt(), rng),
                Param::new(1, size.rels, 0.0, rng),
            ),
        }
    }

    fn params(&mut self) -> Vec<&mut Param> {
        let mut all = vec![&mut self.emb];
        for (w, b) in &mut self.conv {
            all.extend([w, b]);
        }
        all.extend([&mut self.upos.0, &mut self.upos.1, &mut self.feats.0, &mut self.feats.1]);
        all.extend(self.arc.all());
        all.extend(self.lab.all());
        all.extend([&mut self.arc_out, &mut self.lab_out.0, &mut self.lab_out.1]);
        all
    }

    /// One step of Adam on what [`Net::learn`] has gathered.
    pub fn step(&mut self, step: Step) {
        for p in self.params() {
            p.step(step);
        }
        if step.n % 8 == 0 {
            for p in self.params() {
                p.average(step.mean);
            }
        }
    }

    /// The running means, in the order the model file has them.
    pub fn means(&mut self) -> Vec<&Array2<f32>> {
        self.params().into_iter().map(|p| &p.mean).collect()
    }

    /// Gathers the gradients of a batch; returns its loss a word.
    pub fn learn(&mut self, batch: &[&Item], drop: Dropout, rng: &mut Rng) -> f32 {
        let starts: Vec<usize> = batch
            .iter()
            .scan(0, |at, i| {
                *at += i.rows.len();
                Some(*at - i.rows.len())
            })
            .collect();
        let words: usize = batch.iter().map(|i| i.rows.len()).sum();
        let trace = self.encode(batch, &starts, words, drop, rng);
        let h = trace.x.last().expect("an output").view();
        let scale = 1.0 / words as f32;
        let mut gh = Array2::zeros((words, self.size.dims));
        let mut loss = 0.0;
        for (head, weight, gold) in [
            (
                &mut self.upos,
                1.0,
                batch.iter().flat_map(|i| i.upos.iter().map(move |&u| (u, i.weight))).collect::<Vec<_>>(),
            ),
            (&mut self.feats, 0.5, batch.iter().flat_map(|i| i.feats.iter().map(move |&u| (u, i.weight))).collect()),
        ] {
            let mut y = mul(&h, &head.0.w.view());
            add_bias(&mut y, &head.1);
            for (mut row, (g, w)) in y.rows_mut().into_iter().zip(gold) {
                loss += softmax_back(row.as_slice_mut().expect("a row"), g, scale * weight * w);
            }
            bias_back(&mut head.1, &y);
            gh += &mul_back(&h, &mut head.0, &y.view());
        }
        loss += self.arcs(batch, &starts, &h, &mut gh, scale);
        loss += self.labels(batch, &starts, &h, &mut gh, scale);
        self.encode_back(batch, &starts, trace, gh);
        loss * scale
    }

    fn encode(&self, batch: &[&Item], starts: &[usize], words: usize, drop: Dropout, rng: &mut Rng) -> Trace {
        let d = self.size.dims;
        let mut x = Array2::<f32>::zeros((words, d));
        let mut kept = Vec::with_capacity(words);
        for (t, rows) in batch.iter().flat_map(|i| &i.rows).enumerate() {
            let word = rng.unit() >= drop.word;
            let keep: [bool; KINDS] = std::array::from_fn(|k| if k < 2 { word } else { rng.unit() >= drop.affix });
            let mut to = x.row_mut(t);
            for (k, &r) in rows.iter().enumerate() {
                if keep[k] {
                    to += &self.emb.w.row(r as usize);
                }
            }
            kept.push(keep);
        }
        let mut trace = Trace { x: vec![], wide: vec![], act: vec![], masks: vec![], kept };
        for (l, (w, b)) in self.conv.iter().enumerate() {
            let mask = mask(words, d, drop.unit, rng);
            x *= &mask;
            let wide = widen(&x.view(), batch, starts, self.size.dilation(l));
            let mut y = mul(&wide.view(), &w.w.view());
            add_bias(&mut y, b);
            y.mapv_inplace(|v| v.max(0.0));
            let next = &x + &y;
            trace.x.push(x);
            trace.wide.push(wide);
            trace.act.push(y);
            trace.masks.push(mask);
            x = next;
        }
        let mask = mask(words, d, drop.unit, rng);
        x *= &mask;
        trace.masks.push(mask);
        trace.x.push(x);
        trace
    }

    fn encode_back(&mut self, batch: &[&Item], starts: &[usize], mut trace: Trace, mut g: Array2<f32>) {
        g *= &trace.masks.pop().expect("one a layer and one");
        for l in (0..self.conv.len()).rev() {
            let (act, wide) = (trace.act.pop().expect("one a layer"), trace.wide.pop().expect("one a layer"));
            let mut gy = g.clone();
            gy.zip_mut_with(&act, |g, &a| {
                if a <= 0.0 {
                    *g = 0.0;
                }
            });
            let (w, b) = &mut self.conv[l];
            bias_back(b, &gy);
            let gw = mul_back(&wide.view(), w, &gy.view());
            narrow(&gw, batch, starts, self.size.dilation(l), &mut g);
            g *= &trace.masks.pop().expect("one a layer");
        }
        for (t, rows) in batch.iter().flat_map(|i| &i.rows).enumerate() {
            for (k, &r) in rows.iter().enumerate() {
                if trace.kept[t][k] {
                    let mut to = self.emb.g.row_mut(r as usize);
                    to += &g.row(t);
                    self.emb.touch(r);
                }
            }
        }
    }

    /// Loss of the heads: for each word a choice among all others and the root.
    fn arcs(
        &mut self,
        batch: &[&Item],
        starts: &[usize],
        h: &ArrayView2<f32>,
        gh: &mut Array2<f32>,
        scale: f32,
    ) -> f32 {
        let (dp, hp) = (mul(h, &self.arc.dep.w.view()), mul(h, &self.arc.head.w.view()));
        let (mut gd, mut ghd) = (Array2::zeros(dp.raw_dim()), Array2::zeros(hp.raw_dim()));
        let a = self.size.arc;
        let mut loss = 0.0;
        let mut z = vec![0.0f32; a];
        for (item, &at) in batch.iter().zip(starts) {
            let n = item.rows.len();
            for i in 0..n {
                if item.head[i] > n {
                    continue;
                }
                let mut scores = vec![f32::NEG_INFINITY; n + 1];
                let fill = |net: &Self, j: usize, z: &mut [f32]| {
                    let head = if j == n { net.arc.root.w.row(0) } else { hp.row(at + j) };
                    let (dep, dist, bias) =
                        (dp.row(at + i), net.arc.dist.w.row(bucket(i, j, n)), net.arc.bias.w.row(0));
                    let (head, dep) = (head.to_slice().expect("a row"), dep.to_slice().expect("a row"));
                    let (dist, bias) = (dist.to_slice().expect("a row"), bias.to_slice().expect("a row"));
                    for k in 0..z.len() {
                        z[k] = (head[k] + dep[k] + dist[k] + bias[k]).max(0.0);
                    }
                };
                let out = self.arc_out.w.row(0).to_owned();
                let out = out.as_slice().expect("a row");
                for (j, s) in scores.iter_mut().enumerate().filter(|&(j, _)| j != i) {
                    fill(self, j, &mut z);
                    *s = z.iter().zip(out).map(|(a, b)| a * b).sum();
                }
                loss += softmax_back(&mut scores, item.head[i], scale * item.weight);
                let mut gdep = vec![0.0f32; a];
                for (j, &g) in scores.iter().enumerate().filter(|&(j, &g)| j != i && g.abs() > 1e-9) {
                    fill(self, j, &mut z);
                    let go = self.arc_out.g.as_slice_mut().expect("a row");
                    let b = bucket(i, j, n);
                    let gdist = &mut self.arc.dist.g.as_slice_mut().expect("layout")[b * a..(b + 1) * a];
                    let ghead = if j == n {
                        self.arc.root.g.as_slice_mut().expect("a row")
                    } else {
                        let r = (at + j) * a;
                        &mut ghd.as_slice_mut().expect("layout")[r..r + a]
                    };
                    for k in 0..a {
                        go[k] += g * z[k];
                        let gz = if z[k] > 0.0 { g * out[k] } else { 0.0 };
                        gdep[k] += gz;
                        gdist[k] += gz;
                        ghead[k] += gz;
                    }
                }
                let mut row = gd.row_mut(at + i);
                for k in 0..a {
                    row[k] += gdep[k];
                }
            }
        }
        bias_back(&mut self.arc.bias, &gd);
        *gh += &mul_back(h, &mut self.arc.dep, &gd.view());
        *gh += &mul_back(h, &mut self.arc.head, &ghd.view());
        loss
    }

    /// Loss of the relations, given the right heads.
    fn labels(
        &mut self,
        batch: &[&Item],
        starts: &[usize],
        h: &ArrayView2<f32>,
        gh: &mut Array2<f32>,
        scale: f32,
    ) -> f32 {
        let (dp, hp) = (mul(h, &self.lab.dep.w.view()), mul(h, &self.lab.head.w.view()));
        let mut z = dp;
        for (item, &at) in batch.iter().zip(starts) {
            let n = item.rows.len();
            for i in 0..n {
                let j = item.head[i];
                let mut row = z.row_mut(at + i);
                row += &self.lab.bias.w.row(0);
                row += &self.lab.dist.w.row(bucket(i, j.min(n), n));
                row += &if j >= n { self.lab.root.w.row(0) } else { hp.row(at + j) };
            }
        }
        z.mapv_inplace(|v| v.max(0.0));
        let mut y = mul(&z.view(), &self.lab_out.0.w.view());
        add_bias(&mut y, &self.lab_out.1);
        let gold = batch.iter().flat_map(|i| i.rel.iter().map(move |&r| (r, i.weight)));
        let mut loss = 0.0;
        for (mut row, (g, w)) in y.rows_mut().into_iter().zip(gold) {
            loss += softmax_back(row.as_slice_mut().expect("a row"), g, scale * w);
        }
        bias_back(&mut self.lab_out.1, &y);
        let mut gz = mul_back(&z.view(), &mut self.lab_out.0, &y.view());
        gz.zip_mut_with(&z, |g, &a| {
            if a <= 0.0 {
                *g = 0.0;
            }
        });
        let mut ghd = Array2::<f32>::zeros(hp.raw_dim());
        for (item, &at) in batch.iter().zip(starts) {
            let n = item.rows.len();
            for i in 0..n {
                let j = item.head[i];
                let g = gz.row(at + i);
                let mut dist = self.lab.dist.g.row_mut(bucket(i, j.min(n), n));
                dist += &g;
                let mut to = if j >= n { self.lab.root.g.row_mut(0) } else { ghd.row_mut(at + j) };
                to += &g;
            }
        }
        bias_back(&mut self.lab.bias, &gz);
        *gh += &mul_back(h, &mut self.lab.dep, &gz.view());
        *gh += &mul_back(h, &mut self.lab.head, &ghd.view());
        loss
    }
}

fn mask(rows: usize, cols: usize, drop: f32, rng: &mut Rng) -> Array2<f32> {
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
fn widen(x: &ArrayView2<f32>, batch: &[&Item], starts: &[usize], by: usize) -> Array2<f32> {
    let d = x.ncols();
    let mut out = Array2::zeros((x.nrows(), 3 * d));
    let (from, to) = (x.as_slice().expect("standard layout"), out.as_slice_mut().expect("standard layout"));
    neighbours(batch, starts, by, |t, part, j| {
        let at = (3 * t + part) * d;
        to[at..at + d].copy_from_slice(&from[j * d..(j + 1) * d]);
    });
    out
}

/// The way back of [`widen`]: adds to `g`.
fn narrow(gw: &Array2<f32>, batch: &[&Item], starts: &[usize], by: usize, g: &mut Array2<f32>) {
    let d = g.ncols();
    let (from, to) = (gw.as_slice().expect("standard layout"), g.as_slice_mut().expect("standard layout"));
    neighbours(batch, starts, by, |t, part, j| {
        let at = (3 * t + part) * d;
        for (to, from) in to[j * d..(j + 1) * d].iter_mut().zip(&from[at..at + d]) {
            *to += from;
        }
    });
}

/// Calls `each` with every word, the part of its window (0, 1, 2) and the word seen there.
fn neighbours(batch: &[&Item], starts: &[usize], by: usize, mut each: impl FnMut(usize, usize, usize)) {
    for (item, &at) in batch.iter().zip(starts) {
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
