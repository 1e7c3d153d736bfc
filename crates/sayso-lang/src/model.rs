//! The model of one language: its file, and the network that reads it.
//!
//! A word's features each pick a row of one table; their sum goes through layers that look
//! at a word and its neighbours, and what comes out is read by four small heads: part of
//! speech, features, head of the tree, relation. Weights are bytes and all sums are sums of
//! integers, so every instruction set gives the same bits.

use crate::features::{KINDS, Rows, rows};
use crate::lemma::Lemmas;
use crate::tokens::Tokens;
use crate::{mst, wire};
use sayso_core::{Deprel, Rel, Sentence, Upos};
use std::borrow::Cow;

/// Classes of distance between a word and its head.
pub const BUCKETS: usize = 19;

/// The class of distance from word `i` to head `j` in a sentence of `n` words; `j == n` is the root.
pub fn bucket(i: usize, j: usize, n: usize) -> usize {
    if j >= n {
        return 18;
    }
    let class = match i.abs_diff(j) {
        d @ 0..=4 => d.max(1) - 1,
        5..=6 => 4,
        7..=9 => 5,
        10..=14 => 6,
        15..=24 => 7,
        _ => 8,
    };
    if j > i { class } else { class + 9 }
}

/// Widths of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width of the encoder.
    pub dims: usize,
    /// Layers of the encoder.
    pub layers: usize,
    /// Width of the hidden layer that scores heads.
    pub arc: usize,
    /// Width of the hidden layer that scores relations.
    pub lab: usize,
    /// Parts of speech.
    pub upos: usize,
    /// Bundles of features.
    pub feats: usize,
    /// Relations.
    pub rels: usize,
}

impl Size {
    /// How far apart the words are that layer `l` looks at.
    pub fn dilation(&self, l: usize) -> usize {
        [1, 1, 2, 4, 8, 1][l % 6]
    }
}

/// A matrix of bytes, one scale a row: `rows` outputs over `cols` inputs.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    cols: usize,
    w: Vec<i16>,
    scale: Vec<f32>,
    bias: Vec<f32>,
}

/// Two projections that meet in one hidden layer: of a word as dependent and as head.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    dep: Matrix,
    head: Matrix,
    /// Of each class of distance, bias added.
    dist: Vec<f32>,
    root: Vec<f32>,
}

/// One language's model, ready to read with.
pub struct Model {
    size: Size,
    rows: Rows,
    table: Cow<'static, [u8]>,
    table_scale: [f32; 10],
    conv: Vec<Matrix>,
    upos: Matrix,
    feats: Matrix,
    arc: Pair,
    lab: Pair,
    arc_out: Matrix,
    lab_out: Matrix,
    bundles: Vec<String>,
    rels: Vec<Rel>,
    /// Bundles that go with each part of speech.
    bundles_of: Vec<Vec<u16>>,
    lemmas: Lemmas,
    pub(crate) tokens: Tokens,
}

/// Buffers that are used again from sentence to sentence.
#[derive(Default)]
pub struct Scratch {
    lower: String,
    x: Vec<f32>,
    q: Vec<i16>,
    wide: Vec<i16>,
    dep: Vec<i16>,
    head: Vec<i16>,
    dist: Vec<i16>,
    hidden: Vec<i16>,
    scores: Vec<f32>,
    heads: Vec<usize>,
}

/// Largest size of a quantised activation.
const TOP: f32 = 2047.0;

impl Model {
    /// Reads a model file; static bytes are used where they lie.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Model, String> {
        let mut r = wire::Reader::new(&bytes);
        r.magic()?;
        let mut n = || r.number();
        let size = Size { dims: n()?, layers: n()?, arc: n()?, lab: n()?, upos: n()?, feats: n()?, rels: n()? };
        let mut row_counts = [0u32; 10];
        for c in &mut row_counts {
            *c = n()? as u32;
        }
        let rows = Rows(row_counts);
        if size.dims > 1024 || size.layers > 16 || rows.0.contains(&0) {
            return Err("impossible sizes".into());
        }
        let bundles = r.strings()?;
        let rels: Vec<Rel> = r.strings()?.iter().map(|s| Rel::parse(s)).collect();
        let bundles_of = (0..size.upos).map(|_| r.shorts()).collect::<Result<_, _>>()?;
        let mut table_scale = [0.0; 10];
        table_scale.copy_from_slice(&r.floats(10)?);
        let d = size.dims;
        let conv = (0..size.layers).map(|_| r.matrix(d, 3 * d, true)).collect::<Result<_, _>>()?;
        let upos = r.matrix(size.upos, d, true)?;
        let feats = r.matrix(size.feats, d, true)?;
        let arc = r.pair(size.arc, d)?;
        let lab = r.pair(size.lab, d)?;
        let arc_out = r.matrix(1, size.arc, false)?;
        let lab_out = r.matrix(size.rels, size.lab, true)?;
        let lemmas = Lemmas::read(&mut r)?;
        let tokens = Tokens::read(&mut r)?;
        let at = r.at();
        let len = rows.total() * d;
        if bytes.len() != at + len || bundles.len() != size.feats || rels.len() != size.rels {
            return Err(format!("{} bytes where {} belong", bytes.len(), at + len));
        }
        let table = match bytes {
            Cow::Borrowed(b) => Cow::Borrowed(&b[at..]),
            Cow::Owned(b) => Cow::Owned(b[at..].to_vec()),
        };
        Ok(Model {
            size,
            rows,
            table,
            table_scale,
            conv,
            upos,
            feats,
            arc,
            lab,
            arc_out,
            lab_out,
            bundles,
            rels,
            bundles_of,
            lemmas,
            tokens,
        })
    }

    /// Tags and parses a sentence of at most a few hundred words.
    pub fn annotate(&self, s: &mut Sentence, k: &mut Scratch) {
        let n = s.len();
        if n == 0 {
            return;
        }
        self.embed(s, k);
        for (l, m) in self.conv.iter().enumerate() {
            self.convolve(n, l, m, k);
        }
        let d = self.size.dims;
        let unit = quantise(&k.x, &mut k.q);
        for i in 0..n {
            let x = &k.q[i * d..(i + 1) * d];
            let u = self.upos.best(x, unit, 0..self.size.upos);
            s.tokens[i].upos = Upos::ALL[u];
            let f = self.feats.best(x, unit, self.bundles_of[u].iter().map(|&b| b as usize));
            s.set_feats(i, &self.bundles[f]);
        }
        self.heads(n, unit, k);
        self.relations(s, unit, k);
        for i in 0..n {
            self.lemmas.set(s, i, &mut k.lower);
        }
    }

    fn embed(&self, s: &Sentence, k: &mut Scratch) {
        let d = self.size.dims;
        k.x.clear();
        k.x.resize(s.len() * d, 0.0);
        let mut at = [0u32; KINDS];
        for i in 0..s.len() {
            rows(s.form(i), &self.rows, &mut k.lower, &mut at);
            let to = &mut k.x[i * d..(i + 1) * d];
            for (slot, &row) in at.iter().enumerate() {
                let scale = self.table_scale[slot.saturating_sub(1)];
                let from = &self.table[row as usize * d..(row as usize + 1) * d];
                for (x, &b) in to.iter_mut().zip(from) {
                    *x += scale * f32::from(b as i8);
                }
            }
        }
    }

    fn convolve(&self, n: usize, l: usize, m: &Matrix, k: &mut Scratch) {
        let (d, by) = (self.size.dims, self.size.dilation(l));
        let unit = quantise(&k.x, &mut k.q);
        k.wide.resize(3 * d, 0);
        for i in 0..n {
            for (part, j) in [i.checked_sub(by), Some(i), Some(i + by).filter(|&j| j < n)].into_iter().enumerate() {
                let to = &mut k.wide[part * d..(part + 1) * d];
                match j {
                    Some(j) => to.copy_from_slice(&k.q[j * d..(j + 1) * d]),
                    None => to.fill(0),
                }
            }
            for (o, x) in k.x[i * d..(i + 1) * d].iter_mut().enumerate() {
                *x += m.out(&k.wide, unit, o).max(0.0);
            }
        }
    }

    fn heads(&self, n: usize, unit: f32, k: &mut Scratch) {
        let a = self.size.arc;
        self.arc.project(n, a, self.size.dims, unit, k);
        k.scores.clear();
        k.scores.resize(n * (n + 1), f32::NEG_INFINITY);
        for i in 0..n {
            let dep = &k.dep[i * a..(i + 1) * a];
            for j in (0..=n).filter(|&j| j != i) {
                let (head, b) = (&k.head[j * a..(j + 1) * a], bucket(i, j, n));
                let dist = &k.dist[b * a..(b + 1) * a];
                let mut sum = 0i32;
                for (((&d, &h), &t), &w) in dep.iter().zip(head).zip(dist).zip(&self.arc_out.w) {
                    sum += i32::from((d + h + t).max(0)) * i32::from(w);
                }
                k.scores[i * (n + 1) + j] = sum as f32;
            }
        }
        mst::tree(n, &k.scores, &mut k.heads);
    }

    fn relations(&self, s: &mut Sentence, unit: f32, k: &mut Scratch) {
        let (n, m) = (s.len(), self.size.lab);
        let unit = self.lab.project(n, m, self.size.dims, unit, k);
        for i in 0..n {
            let (j, b) = (k.heads[i], bucket(i, k.heads[i], n));
            let (dep, head) = (&k.dep[i * m..(i + 1) * m], &k.head[j * m..(j + 1) * m]);
            let dist = &k.dist[b * m..(b + 1) * m];
            k.hidden.clear();
            k.hidden.extend(dep.iter().zip(head).zip(dist).map(|((&d, &h), &t)| (d + h + t).max(0)));
            let root = j == n;
            let fits = (0..self.size.rels).filter(|&r| (self.rels[r].base == Deprel::Root) == root);
            let r = self.lab_out.best(&k.hidden, unit, fits);
            s.tokens[i].head = (!root).then_some(j as u16);
            s.tokens[i].deprel = if root { Deprel::Root.into() } else { self.rels[r] };
        }
    }
}

impl Matrix {
    pub(crate) fn new(cols: usize, w: Vec<i16>, scale: Vec<f32>, bias: Vec<f32>) -> Self {
        Matrix { cols, w, scale, bias }
    }

    fn dot(&self, x: &[i16], o: usize) -> i32 {
        let w = &self.w[o * self.cols..(o + 1) * self.cols];
        x.iter().zip(w).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
    }

    fn out(&self, x: &[i16], unit: f32, o: usize) -> f32 {
        self.dot(x, o) as f32 * (self.scale[o] * unit) + self.bias[o]
    }

    fn best(&self, x: &[i16], unit: f32, among: impl Iterator<Item = usize>) -> usize {
        let mut best = (0, f32::NEG_INFINITY);
        for o in among {
            let y = self.out(x, unit, o);
            if y > best.1 {
                best = (o, y);
            }
        }
        best.0
    }
}

impl Pair {
    pub(crate) fn new(dep: Matrix, head: Matrix, dist: Vec<f32>, root: Vec<f32>) -> Self {
        Pair { dep, head, dist, root }
    }

    /// Projects all words (and the root) both ways, on one scale of integers; returns its unit.
    fn project(&self, n: usize, h: usize, d: usize, unit: f32, k: &mut Scratch) -> f32 {
        let (mut dep, mut head) = (vec![0.0f32; n * h], vec![0.0f32; (n + 1) * h]);
        for i in 0..n {
            let x = &k.q[i * d..(i + 1) * d];
            for o in 0..h {
                dep[i * h + o] = self.dep.out(x, unit, o);
                head[i * h + o] = self.head.out(x, unit, o);
            }
        }
        head[n * h..].copy_from_slice(&self.root);
        let top = [&dep, &head, &self.dist].into_iter().flatten().fold(1e-6f32, |m, v| m.max(v.abs()));
        let inv = TOP * 2.0 / top;
        for (from, to) in [(&dep, &mut k.dep), (&head, &mut k.head), (&self.dist, &mut k.dist)] {
            to.clear();
            to.extend(from.iter().map(|v| (v * inv).round_ties_even() as i16));
        }
        top / (TOP * 2.0)
    }
}

/// Rounds floats to integers on one scale; returns what one unit is worth.
fn quantise(x: &[f32], q: &mut Vec<i16>) -> f32 {
    let top = x.iter().fold(1e-6f32, |m, v| m.max(v.abs()));
    let inv = TOP / top;
    q.clear();
    q.extend(x.iter().map(|v| (v * inv).round_ties_even() as i16));
    top / TOP
}
