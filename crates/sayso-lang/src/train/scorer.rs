//! Choices of heads and relations while they learn: one hidden layer over a dependent and a head.

use super::layers::{Param, add_bias, bias_back, mul, mul_back, softmax_back};
use super::net::Item;
use super::rng::Rng;
use crate::model::{BUCKETS, bucket};
use ndarray::{Array2, ArrayView2};

/// The hidden layer's two projections, its bias, rows for classes of distance, the root's row.
pub struct Hidden {
    pub dep: Param,
    pub head: Param,
    pub bias: Param,
    pub dist: Param,
    pub root: Param,
    width: usize,
}

impl Hidden {
    pub fn new(d: usize, width: usize, classes: usize, rng: &mut Rng) -> Self {
        let scale = (1.0 / d as f32).sqrt();
        Hidden {
            dep: Param::new(d, width, scale, rng),
            head: Param::new(d, width, scale, rng),
            bias: Param::new(1, width, 0.0, rng),
            dist: Param::new(classes, width, 0.1, rng),
            root: Param::new(1, width, 0.1, rng),
            width,
        }
    }

    pub fn params(&mut self) -> [&mut Param; 5] {
        [&mut self.dep, &mut self.head, &mut self.bias, &mut self.dist, &mut self.root]
    }
}

/// A batch of sentences and where each begins among its words.
pub struct Batch<'b> {
    pub items: &'b [&'b Item],
    pub starts: &'b [usize],
    /// Worth of one word in the loss.
    pub scale: f32,
}

impl Batch<'_> {
    /// Number, first word and sentence, one after the other.
    pub fn each(&self) -> impl Iterator<Item = (usize, usize, &Item)> {
        self.items.iter().zip(self.starts).enumerate().map(|(k, (item, &at))| (k, at, *item))
    }
}

/// Scores every possible head of a word.
pub struct Arcs {
    pub hidden: Hidden,
    pub out: Param,
}

/// What one sentence's arcs are computed with and give back.
struct Sentence<'s> {
    n: usize,
    /// Rows of the dependents (bias added) and of the heads.
    dep: &'s [f32],
    head: &'s [f32],
    gdep: &'s mut [f32],
    ghead: &'s mut [f32],
}

impl Arcs {
    pub fn new(d: usize, width: usize, classes: usize, rng: &mut Rng) -> Self {
        Arcs {
            hidden: Hidden::new(d, width, classes, rng),
            out: Param::new(1, width, (1.0 / width as f32).sqrt(), rng),
        }
    }

    pub fn params(&mut self) -> impl Iterator<Item = &mut Param> {
        self.hidden.params().into_iter().chain([&mut self.out])
    }

    /// Loss of the heads: for each word a choice among all others and the root. `class` gives
    /// the class of head `j` of word `i` of a sentence; `chosen` takes the choices, of which
    /// a share is drawn by chance.
    pub fn loss(
        &mut self,
        batch: &Batch,
        h: &ArrayView2<f32>,
        gh: &mut Array2<f32>,
        class: impl Fn(usize, usize, usize) -> usize,
        mut chosen: Option<(&mut Vec<Vec<usize>>, f32, &mut Rng)>,
    ) -> f32 {
        let mut dp = mul(h, &self.hidden.dep.w.view());
        add_bias(&mut dp, &self.hidden.bias);
        let hp = mul(h, &self.hidden.head.w.view());
        let (mut gd, mut ghd) = (Array2::zeros(dp.raw_dim()), Array2::<f32>::zeros(hp.raw_dim()));
        let a = self.hidden.width;
        let (mut loss, mut z, mut scores, mut classes) = (0.0, vec![], vec![], vec![]);
        for (k, at, item) in batch.each() {
            let n = item.rows.len();
            let rows = at * a..(at + n) * a;
            let mut s = Sentence {
                n,
                dep: &dp.as_slice().expect("layout")[rows.clone()],
                head: &hp.as_slice().expect("layout")[rows.clone()],
                gdep: &mut gd.as_slice_mut().expect("layout")[rows.clone()],
                ghead: &mut ghd.as_slice_mut().expect("layout")[rows],
            };
            let mut picked = Vec::with_capacity(n);
            for i in 0..n {
                classes.clear();
                classes.extend((0..=n).map(|j| class(k, i, j)));
                self.score(i, &s, &classes, &mut z, &mut scores);
                let gold = if item.head[i] > n { usize::MAX } else { item.head[i] };
                let draw = chosen.as_mut().map(|c| (c.2.unit() < c.1).then(|| c.2.unit()));
                let best = likeliest(&scores);
                softmax(&mut scores);
                loss += if gold > n { 0.0 } else { -item.weight * scores[gold].max(1e-20).ln() };
                if let Some(draw) = draw {
                    picked.push(draw.map_or(best, |d| drawn(&scores, d)));
                }
                if gold <= n {
                    scores[gold] -= 1.0;
                    scores.iter_mut().for_each(|g| *g *= batch.scale * item.weight);
                    self.back(i, &mut s, &classes, &z, &scores);
                }
            }
            if let Some(c) = &mut chosen {
                c.0.push(picked);
            }
        }
        bias_back(&mut self.hidden.bias, &gd);
        *gh += &mul_back(h, &mut self.hidden.dep, &gd.view());
        *gh += &mul_back(h, &mut self.hidden.head, &ghd.view());
        loss
    }

    /// Scores of word `i`'s possible heads, and the hidden layer of each.
    fn score(&self, i: usize, s: &Sentence, classes: &[usize], z: &mut Vec<f32>, scores: &mut Vec<f32>) {
        let a = self.hidden.width;
        z.resize((s.n + 1) * a, 0.0);
        scores.clear();
        let (dist, out) = (self.hidden.dist.w.as_slice().expect("layout"), self.out.w.as_slice().expect("a row"));
        let root = self.hidden.root.w.as_slice().expect("a row");
        let dep = &s.dep[i * a..(i + 1) * a];
        for (j, z) in z.chunks_exact_mut(a).enumerate() {
            if j == i {
                scores.push(f32::NEG_INFINITY);
                continue;
            }
            let head = if j == s.n { root } else { &s.head[j * a..(j + 1) * a] };
            let dist = &dist[classes[j] * a..(classes[j] + 1) * a];
            for (((z, d), h), t) in z.iter_mut().zip(dep).zip(head).zip(dist) {
                *z = (d + h + t).max(0.0);
            }
            scores.push(dot(z, out));
        }
    }

    fn back(&mut self, i: usize, s: &mut Sentence, classes: &[usize], z: &[f32], g: &[f32]) {
        let a = self.hidden.width;
        let out = self.out.w.as_slice().expect("a row");
        let gout = self.out.g.as_slice_mut().expect("a row");
        let gdists = self.hidden.dist.g.as_slice_mut().expect("layout");
        let groot = self.hidden.root.g.as_slice_mut().expect("a row");
        let gdep = &mut s.gdep[i * a..(i + 1) * a];
        let mut gz = vec![0.0f32; a];
        let add = |to: &mut [f32], gz: &[f32]| to.iter_mut().zip(gz).for_each(|(t, g)| *t += g);
        // What one head in ten thousand would change is lost in the noise of training.
        let least = 1e-4 * g.iter().fold(0.0f32, |m, g| m.max(g.abs()));
        for (j, &g) in g.iter().enumerate().filter(|&(j, &g)| j != i && g.abs() > least) {
            let z = &z[j * a..(j + 1) * a];
            let gdist = &mut gdists[classes[j] * a..(classes[j] + 1) * a];
            let ghead = if j == s.n { &mut *groot } else { &mut s.ghead[j * a..(j + 1) * a] };
            gout.iter_mut().zip(z).for_each(|(t, z)| *t += g * z);
            for ((gz, &z), &out) in gz.iter_mut().zip(z).zip(out) {
                *gz = if z > 0.0 { g * out } else { 0.0 };
            }
            add(gdep, &gz);
            add(gdist, &gz);
            add(ghead, &gz);
        }
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 16];
    for (a, b) in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        for k in 0..16 {
            sums[k] += a[k] * b[k];
        }
    }
    let at = a.len() / 16 * 16;
    sums.iter().sum::<f32>() + a[at..].iter().zip(&b[at..]).map(|(a, b)| a * b).sum::<f32>()
}

fn likeliest(scores: &[f32]) -> usize {
    (0..scores.len()).fold(0, |b, j| if scores[j] > scores[b] { j } else { b })
}

/// Scores become shares of one.
fn softmax(scores: &mut [f32]) {
    let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|s| *s = (*s - max).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|s| *s /= sum);
}

/// The one of several shares that a number in `[0, 1)` falls on.
fn drawn(shares: &[f32], mut at: f32) -> usize {
    for (j, s) in shares.iter().enumerate() {
        at -= s;
        if at < 0.0 {
            return j;
        }
    }
    likeliest(shares)
}

/// Scores the relations of a word to its head.
pub struct Labels {
    pub hidden: Hidden,
    pub out: (Param, Param),
}

impl Labels {
    pub fn new(d: usize, width: usize, rels: usize, rng: &mut Rng) -> Self {
        Labels {
            hidden: Hidden::new(d, width, BUCKETS, rng),
            out: (Param::new(width, rels, (1.0 / width as f32).sqrt(), rng), Param::new(1, rels, 0.0, rng)),
        }
    }

    pub fn params(&mut self) -> impl Iterator<Item = &mut Param> {
        self.hidden.params().into_iter().chain([&mut self.out.0, &mut self.out.1])
    }

    /// Loss of the relations, given the right heads.
    pub fn loss(&mut self, batch: &Batch, h: &ArrayView2<f32>, gh: &mut Array2<f32>) -> f32 {
        let hidden = &mut self.hidden;
        let mut z = mul(h, &hidden.dep.w.view());
        let hp = mul(h, &hidden.head.w.view());
        for (_, at, item) in batch.each() {
            let n = item.rows.len();
            for (i, &j) in item.head.iter().enumerate() {
                let mut row = z.row_mut(at + i);
                row += &hidden.bias.w.row(0);
                row += &hidden.dist.w.row(bucket(i, j.min(n), n));
                row += &if j >= n { hidden.root.w.row(0) } else { hp.row(at + j) };
            }
        }
        z.mapv_inplace(|v| v.max(0.0));
        let mut y = mul(&z.view(), &self.out.0.w.view());
        add_bias(&mut y, &self.out.1);
        let gold = batch.items.iter().flat_map(|i| i.rel.iter().map(move |&r| (r, i.weight)));
        let mut loss = 0.0;
        for (mut row, (g, w)) in y.rows_mut().into_iter().zip(gold) {
            loss += softmax_back(row.as_slice_mut().expect("a row"), g, batch.scale * w);
        }
        bias_back(&mut self.out.1, &y);
        let mut gz = mul_back(&z.view(), &mut self.out.0, &y.view());
        gz.zip_mut_with(&z, |g, &a| *g = if a > 0.0 { *g } else { 0.0 });
        let mut ghd = Array2::<f32>::zeros(hp.raw_dim());
        for (_, at, item) in batch.each() {
            let n = item.rows.len();
            for (i, &j) in item.head.iter().enumerate() {
                let g = gz.row(at + i);
                let mut dist = hidden.dist.g.row_mut(bucket(i, j.min(n), n));
                dist += &g;
                let mut to = if j >= n { hidden.root.g.row_mut(0) } else { ghd.row_mut(at + j) };
                to += &g;
            }
        }
        bias_back(&mut hidden.bias, &gz);
        *gh += &mul_back(h, &mut hidden.dep, &gz.view());
        *gh += &mul_back(h, &mut hidden.head, &ghd.view());
        loss
    }
}
