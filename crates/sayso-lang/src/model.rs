//! The model of one language: what its file holds, laid out to be read with.
//!
//! A word's features each pick a row of one table; their sum goes through layers that look
//! at a word and its neighbours, and what comes out is read by four small heads: part of
//! speech, features, head of the tree, relation. Weights are bytes and all sums are sums of
//! integers, so every instruction set gives the same bits.

use crate::codes::Codes;
use crate::features::{KINDS, KINDS_IN_FILE, Rows, kind_of};
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

/// How a possible head stands to a word in the first guess of the tree: not at all, its
/// head, its dependent, its sibling, its head's head.
pub const KINSHIPS: usize = 5;

/// The class of a possible head `j` of word `i` for the final choice: its distance and, in
/// `guess` (the head of each word, `n` for the root), its kinship.
pub fn kin(i: usize, j: usize, guess: &[usize]) -> usize {
    let n = guess.len();
    let up = guess[i];
    let kinship = if up == j {
        1
    } else if j >= n {
        0
    } else if guess[j] == i {
        2
    } else if guess[j] == up {
        3
    } else if up < n && guess[up] == j {
        4
    } else {
        0
    };
    bucket(i, j, n) + BUCKETS * kinship
}

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

/// For each word, what share each of its dependents on the left, and on the right, has in
/// what they tell it: one by the square root of their number.
pub fn shares_of(guess: &[usize], shares: &mut Vec<f32>) {
    let n = guess.len();
    shares.clear();
    shares.resize(2 * n, 0.0);
    for (i, &h) in guess.iter().enumerate().filter(|g| *g.1 < n) {
        shares[2 * h + usize::from(i > h)] += 1.0;
    }
    shares.iter_mut().for_each(|s| *s = 1.0 / s.max(1.0).sqrt());
}

/// Widths of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width of the encoder.
    pub dims: usize,
    /// Layers of the encoder.
    pub layers: usize,
    /// Layers over the first guess of the tree.
    pub trees: usize,
    /// Width of the hidden layer that guesses heads; 0 for no first guess.
    pub guess: usize,
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

    /// Classes of a possible head in the final choice: distances, and kinships where there is
    /// a first guess.
    pub fn classes(&self) -> usize {
        if self.guess == 0 { BUCKETS } else { BUCKETS * KINSHIPS }
    }

    /// The most that one layer adds. Where layers read their own guess, they drive one another
    /// up without a limit, and a few large numbers leave the small ones no digits.
    pub fn most(&self) -> f32 {
        if self.guess == 0 { f32::INFINITY } else { 6.0 }
    }

    /// Whether a network of this size can be laid out.
    fn is_possible(&self) -> bool {
        let width = |n: usize| (2..=1024).contains(&n) && n.is_multiple_of(2);
        let counts = [self.feats, self.rels].iter().all(|n| (1..=60_000).contains(n));
        width(self.dims)
            && width(self.arc)
            && width(self.lab)
            && (width(self.guess) || self.guess == 0 && self.trees == 0)
            && counts
            && self.layers <= 16
            && self.trees <= 16
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
        let mut dist = vec![0.0; rows.scale.len() / width * stride];
        for (to, from) in dist.chunks_exact_mut(stride).zip(rows.scale.chunks_exact(width)) {
            to[..width].copy_from_slice(from);
        }
        let mut root = rows.bias.clone();
        root.resize(stride, 0.0);
        let top = dist.iter().chain(&root).fold(1e-6f32, |m, v| m.max(v.abs()));
        Meeting { stride, dist, root, top }
    }
}

/// A first or final choice of heads: what meets, and the weights of the hidden layer.
pub(crate) struct Chooser {
    pub(crate) meeting: Meeting,
    pub(crate) out: Vec<i16>,
}

impl Chooser {
    fn read(r: &mut wire::Reader, width: usize, rows: &Weights) -> Result<Self, String> {
        let meeting = Meeting::new(width, rows);
        let mut out: Vec<i16> = r.matrix(1, width, false)?.w.into_iter().map(i16::from).collect();
        out.resize(meeting.stride, 0);
        Ok(Chooser { meeting, out })
    }
}

/// The first guess of heads: projections and choice.
pub(crate) struct Guesser {
    pub(crate) layer: Layer,
    pub(crate) chooser: Chooser,
}

impl Guesser {
    fn read(r: &mut wire::Reader, size: &Size) -> Result<Self, String> {
        let [dep, head, rows] = r.pair(size.guess, size.dims, BUCKETS)?;
        let chooser = Chooser::read(r, size.guess, &rows)?;
        Ok(Guesser { layer: Layer::new(1, size.dims, &[&dep, &head]), chooser })
    }
}

/// A layer over the first guess of the tree: what a word gives itself, its dependents, and
/// its head from the left and from the right, side by side.
pub(crate) struct TreeLayer {
    pub(crate) layer: Layer,
    /// What the root gives its dependent.
    pub(crate) root: Vec<f32>,
}

/// One language's model, ready to read with.
pub struct Model {
    pub(crate) size: Size,
    pub(crate) rows: Rows,
    pub(crate) codes: Codes,
    pub(crate) table: Cow<'static, [u8]>,
    /// Where the table begins.
    pub(crate) table_at: usize,
    /// Scale of each feature's rows.
    pub(crate) table_scale: [f32; KINDS],
    pub(crate) conv: Vec<Layer>,
    pub(crate) guesser: Option<Guesser>,
    pub(crate) trees: Vec<TreeLayer>,
    /// All that reads a word's encoding: the projections for heads and relations (as
    /// dependent and as head), parts of speech, features.
    pub(crate) readers: Layer,
    pub(crate) arc: Chooser,
    pub(crate) lab: Meeting,
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
        let size = read_size(&mut r)?;
        let rows = Rows(r.numbers(KINDS_IN_FILE)?.try_into().map_err(|_| "impossible sizes")?);
        if !size.is_possible() || rows.0.iter().any(|n| !(1..1 << 24).contains(n)) {
            return Err("impossible sizes".into());
        }
        let names = Names::read(&mut r, &size)?;
        let scales = r.floats(KINDS_IN_FILE)?;
        let d = size.dims;
        let conv: Vec<Layer> = (0..size.layers)
            .map(|_| Ok(Layer::new(3, d, &[&r.matrix(d, 3 * d, true)?])))
            .collect::<Result<_, String>>()?;
        let guesser = (size.guess > 0).then(|| Guesser::read(&mut r, &size)).transpose()?;
        let trees = (0..size.trees)
            .map(|_| {
                let layer = Layer::new(1, d, &[&r.matrix(4 * d, d, true)?]);
                Ok(TreeLayer { layer, root: r.floats(d)? })
            })
            .collect::<Result<_, String>>()?;
        let upos = r.matrix(size.upos, d, true)?;
        let feats = r.matrix(size.feats, d, true)?;
        let [arc_dep, arc_head, arc] = r.pair(size.arc, d, size.classes())?;
        let arc = Chooser::read(&mut r, size.arc, &arc)?;
        let [lab_dep, lab_head, lab] = r.pair(size.lab, d, BUCKETS)?;
        let lab_out = Layer::new(1, size.lab, &[&r.matrix(size.rels, size.lab, true)?]);
        let lemmas = Lemmas::read(&mut r)?;
        let tokens = Tokens::read(&mut r)?;
        let codes = Codes::read(&mut r)?;
        let table_at = r.at();
        if bytes.len() != table_at + rows.total() * d {
            return Err(format!("{} bytes where {} belong", bytes.len(), table_at + rows.total() * d));
        }
        let root = |r: &u16| names.rels[*r as usize].base == Deprel::Root;
        let rels_of = (0..size.rels as u16).partition(root);
        Ok(Model {
            size,
            rows,
            codes,
            table: bytes,
            table_at,
            table_scale: std::array::from_fn(|slot: usize| scales[kind_of(slot)]),
            conv,
            guesser,
            trees,
            readers: Layer::new(1, d, &[&arc_dep, &arc_head, &lab_dep, &lab_head, &upos, &feats]),
            arc,
            lab: Meeting::new(size.lab, &lab),
            lab_out,
            bundles: names.bundles,
            rels: names.rels,
            rels_of: <[Vec<u16>; 2]>::from(rels_of),
            bundles_of: names.bundles_of,
            lemmas,
            tokens,
        })
    }
}

fn read_size(r: &mut wire::Reader) -> Result<Size, String> {
    let mut n = || r.number();
    Ok(Size {
        dims: n()?,
        layers: n()?,
        trees: n()?,
        guess: n()?,
        arc: n()?,
        lab: n()?,
        upos: n()?,
        feats: n()?,
        rels: n()?,
    })
}

/// What the outputs are called.
struct Names {
    bundles: Vec<String>,
    rels: Vec<Rel>,
    bundles_of: Vec<Vec<u16>>,
}

impl Names {
    fn read(r: &mut wire::Reader, size: &Size) -> Result<Self, String> {
        let bundles = r.strings()?;
        let rels: Vec<Rel> = r.strings()?.iter().map(|s| Rel::parse(s)).collect();
        let bundles_of = (0..size.upos).map(|_| r.shorts()).collect::<Result<Vec<_>, _>>()?;
        if bundles.len() != size.feats || rels.len() != size.rels {
            return Err("names are missing".into());
        }
        if bundles_of.iter().flatten().any(|&b| b as usize >= size.feats) {
            return Err("a part of speech has features that have no name".into());
        }
        Ok(Names { bundles, rels, bundles_of })
    }
}
