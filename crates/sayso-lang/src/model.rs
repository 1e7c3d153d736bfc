//! The model of one language: what its file holds, laid out to be read with.
//!
//! A word's features each pick a row of one table; their sum goes through layers that look
//! at a word and its neighbours, and what comes out is read by four small heads: part of
//! speech, features, head of the tree, relation. Weights are bytes and all sums are sums of
//! integers, so every instruction set gives the same bits.

use crate::features::{KINDS, Rows};
use crate::lemma::Lemmas;
use crate::tokens::Tokens;
use crate::wire;
use sayso_core::{Deprel, Rel, Upos};
use sayso_simd::{Matrix, WIDTH};
use std::borrow::Cow;

/// Classes of distance between a word and its head.
pub const BUCKETS: usize = 19;

/// The class of the root.
pub const ROOT: usize = BUCKETS - 1;

/// The class of distance from word `i` to head `j` in a sentence of `n` words; `j == n` is the root.
pub fn bucket(i: usize, j: usize, n: usize) -> usize {
    if j >= n {
        return ROOT;
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

    /// Whether a network of this size can be laid out.
    fn is_possible(&self) -> bool {
        let width = |n: usize| (2..=1024).contains(&n) && n.is_multiple_of(2);
        let counts = [self.feats, self.rels].iter().all(|n| (1..=60_000).contains(n));
        width(self.dims)
            && width(self.arc)
            && width(self.lab)
            && counts
            && self.layers <= 16
            && self.upos == Upos::ALL.len()
    }
}

/// A matrix as the file has it: bytes, one scale and bias for each output.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    pub(crate) scale: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    pub(crate) w: Vec<i8>,
}

/// A matrix as it is read with.
pub(crate) struct Layer {
    pub(crate) m: Matrix,
    pub(crate) scale: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Layer {
    /// One matrix of several over the same inputs, one's outputs after the other's.
    fn new(taps: usize, inputs: usize, parts: &[&Weights]) -> Self {
        let join = |f: fn(&Weights) -> &[f32]| parts.iter().flat_map(|p| f(p)).copied().collect();
        let w: Vec<i8> = parts.iter().flat_map(|p| &p.w).copied().collect();
        Layer { m: Matrix::new(taps, inputs, &w), scale: join(|p| &p.scale), bias: join(|p| &p.bias) }
    }
}

/// What meets in a hidden layer besides a dependent and a head, in rows of [`WIDTH`]s.
pub(crate) struct Meeting {
    /// Width of a row.
    pub(crate) stride: usize,
    /// A row for each class of distance, bias added.
    pub(crate) dist: Vec<f32>,
    /// The root as head.
    pub(crate) root: Vec<f32>,
    /// The largest number of the two.
    pub(crate) top: f32,
}

impl Meeting {
    fn new(width: usize, rows: &Weights) -> Self {
        let stride = width.next_multiple_of(WIDTH);
        let mut dist = vec![0.0; BUCKETS * stride];
        for (to, from) in dist.chunks_exact_mut(stride).zip(rows.scale.chunks_exact(width)) {
            to[..width].copy_from_slice(from);
        }
        let mut root = rows.bias.clone();
        root.resize(stride, 0.0);
        let top = dist.iter().chain(&root).fold(1e-6f32, |m, v| m.max(v.abs()));
        Meeting { stride, dist, root, top }
    }
}

/// One language's model, ready to read with.
pub struct Model {
    pub(crate) size: Size,
    pub(crate) rows: Rows,
    pub(crate) table: Cow<'static, [u8]>,
    /// Where the table begins.
    pub(crate) table_at: usize,
    /// Scale of each feature's rows.
    pub(crate) table_scale: [f32; KINDS],
    pub(crate) conv: Vec<Layer>,
    /// All that reads a word's encoding: the projections for heads and relations (as
    /// dependent and as head), parts of speech, features.
    pub(crate) readers: Layer,
    pub(crate) arc: Meeting,
    pub(crate) lab: Meeting,
    pub(crate) arc_out: Vec<i16>,
    pub(crate) lab_out: Layer,
    pub(crate) bundles: Vec<String>,
    pub(crate) rels: Vec<Rel>,
    /// Relations of the root, and those of all other words.
    pub(crate) rels_of: [Vec<u16>; 2],
    /// Bundles that go with each part of speech.
    pub(crate) bundles_of: Vec<Vec<u16>>,
    pub(crate) lemmas: Lemmas,
    pub(crate) tokens: Tokens,
}

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
        if !size.is_possible() || rows.0.iter().any(|n| !(1..1 << 24).contains(n)) {
            return Err("impossible sizes".into());
        }
        let bundles = r.strings()?;
        let rels: Vec<Rel> = r.strings()?.iter().map(|s| Rel::parse(s)).collect();
        let bundles_of = (0..size.upos).map(|_| r.shorts()).collect::<Result<Vec<_>, _>>()?;
        if bundles.len() != size.feats || rels.len() != size.rels {
            return Err("names are missing".into());
        }
        if bundles_of.iter().flatten().any(|&b| b as usize >= size.feats) {
            return Err("a part of speech has features that have no name".into());
        }
        let scales = r.floats(10)?;
        let d = size.dims;
        let conv: Vec<Layer> = (0..size.layers)
            .map(|_| Ok(Layer::new(3, d, &[&r.matrix(d, 3 * d, true)?])))
            .collect::<Result<_, String>>()?;
        let upos = r.matrix(size.upos, d, true)?;
        let feats = r.matrix(size.feats, d, true)?;
        let [arc_dep, arc_head, arc] = r.pair(size.arc, d)?;
        let [lab_dep, lab_head, lab] = r.pair(size.lab, d)?;
        let arc = Meeting::new(size.arc, &arc);
        let mut arc_out: Vec<i16> = r.matrix(1, size.arc, false)?.w.into_iter().map(i16::from).collect();
        arc_out.resize(arc.stride, 0);
        let lab_out = Layer::new(1, size.lab, &[&r.matrix(size.rels, size.lab, true)?]);
        let lemmas = Lemmas::read(&mut r)?;
        let tokens = Tokens::read(&mut r)?;
        let table_at = r.at();
        if bytes.len() != table_at + rows.total() * d {
            return Err(format!("{} bytes where {} belong", bytes.len(), table_at + rows.total() * d));
        }
        let root = |r: &u16| rels[*r as usize].base == Deprel::Root;
        let rels_of = (0..size.rels as u16).partition(root);
        Ok(Model {
            size,
            rows,
            table: bytes,
            table_at,
            table_scale: std::array::from_fn(|slot: usize| scales[slot.saturating_sub(1)]),
            conv,
            readers: Layer::new(1, d, &[&arc_dep, &arc_head, &lab_dep, &lab_head, &upos, &feats]),
            arc,
            lab: Meeting::new(size.lab, &lab),
            arc_out,
            lab_out,
            bundles,
            rels,
            rels_of: <[Vec<u16>; 2]>::from(rels_of),
            bundles_of,
            lemmas,
            tokens,
        })
    }
}
