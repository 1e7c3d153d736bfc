//! Reading with a model: a sentence's words become tags, a tree, dictionary forms.
//!
//! Nothing is allocated for a word: all buffers live in [`Scratch`] and keep their size.

use crate::features::{KINDS, NONE, rows};
use crate::model::{Chooser, Guesser, Layer, Meeting, Model, TreeLayer, bucket, kin, shares_of};
use crate::mst;
use crate::watch::{Stage, Watch};
use sayso_core::{Deprel, Sentence, Upos};
use sayso_simd::{Arcs, Level};
use std::ops::Range;

/// Largest size of a quantised activation.
const TOP: f32 = 2047.0;

/// Most words whose heads are chosen together; a longer sentence becomes a chain of trees.
const TOGETHER: usize = 400;

/// Buffers that are used again from sentence to sentence.
#[derive(Default)]
pub struct Scratch {
    /// How the time was spent.
    pub watch: Watch,
    level: Level,
    lower: String,
    bytes: Vec<u8>,
    features: Vec<[u32; KINDS]>,
    x: Vec<f32>,
    q: Vec<i16>,
    dots: Dots,
    floats: Vec<f32>,
    sums: Vec<f32>,
    shares: Vec<f32>,
    arc: Hidden,
    lab: Hidden,
    guess: Vec<usize>,
    classes: Vec<u8>,
    scores: Vec<i32>,
    tree: mst::Scratch,
    heads: Vec<usize>,
}

impl Scratch {
    /// Buffers for reading with a given set of instructions.
    pub fn with(level: Level) -> Self {
        Scratch { level, ..Scratch::default() }
    }
}

/// What a layer gives: a row of sums for each word, and what one is worth in each column.
#[derive(Default)]
struct Dots {
    rows: Vec<i32>,
    unit: Vec<f32>,
}

impl Dots {
    fn fill(&mut self, level: Level, layer: &Layer, x: &[i16], unit: f32, n: usize, by: usize) {
        layer.m.mul(level, x, n, by, &mut self.rows);
        self.unit.clear();
        self.unit.extend(layer.scale.iter().map(|s| s * unit));
    }
}

/// What meets in a hidden layer, on one scale of integers.
#[derive(Default)]
struct Hidden {
    /// Each word as dependent, then each word as head, then the root.
    words: Vec<i16>,
    dist: Vec<i16>,
    stride: usize,
    n: usize,
    /// What one is worth.
    unit: f32,
}

impl Hidden {
    /// Takes these columns of the readers' output: half of them for dependents, then as many for heads.
    fn fill(
        &mut self,
        to: &Meeting,
        from: &Layer,
        columns: Range<usize>,
        dots: &Dots,
        floats: &mut Vec<f32>,
        level: Level,
    ) {
        let (w, n, width) = (to.stride, dots.rows.len() / from.m.stride(), columns.len() / 2);
        floats.clear();
        floats.resize(2 * n * w, 0.0);
        floats.extend(&to.root);
        for (i, row) in dots.rows.chunks_exact(from.m.stride()).enumerate() {
            for (place, at) in [(i, columns.start), (n + i, columns.start + width)] {
                let c = at..at + width;
                let x = &mut floats[place * w..][..width];
                level.scale(x, &row[c.clone()], &dots.unit[c.clone()], &from.bias[c]);
            }
        }
        let top = level.top(floats).max(to.top);
        for (q, x) in [(&mut self.words, &*floats), (&mut self.dist, &to.dist)] {
            q.resize(x.len(), 0);
            level.quantise(x, 2.0 * TOP / top, q);
        }
        (self.stride, self.n, self.unit) = (w, n, top / (2.0 * TOP));
    }

    fn dep(&self, i: usize) -> &[i16] {
        &self.words[i * self.stride..][..self.stride]
    }

    /// The words as heads from `j` on; the root comes last.
    fn heads(&self, j: usize) -> &[i16] {
        &self.words[(self.n + j) * self.stride..]
    }

    fn dist(&self, class: usize) -> &[i16] {
        &self.dist[class * self.stride..][..self.stride]
    }
}

impl Chooser {
    /// Scores of word `i`'s possible heads, from word `from` on and last the root, whose classes are given.
    fn score(&self, level: Level, h: &Hidden, i: usize, from: usize, classes: &[u8], scores: &mut [i32]) {
        let (root, words) = classes.split_last().expect("the root's");
        let arcs = Arcs { dep: h.dep(i), heads: h.heads(from), dist: &h.dist, out: &self.out };
        arcs.score(level, words, scores);
        Arcs { heads: h.heads(h.n), ..arcs }.score(level, &[*root], &mut scores[words.len()..]);
    }
}

impl Model {
    /// Tags and parses a sentence.
    pub fn annotate(&self, s: &mut Sentence, k: &mut Scratch) {
        let n = s.len();
        if n == 0 {
            return;
        }
        k.watch.start();
        self.embed(s, k);
        k.watch.lap(Stage::Words);
        for (l, layer) in self.conv.iter().enumerate() {
            self.convolve(n, self.size.dilation(l), layer, k);
        }
        k.watch.lap(Stage::Layers);
        if let Some(guesser) = &self.guesser {
            self.guess(n, guesser, k);
        }
        for tree in &self.trees {
            self.along_tree(n, tree, k);
        }
        k.watch.lap(Stage::Guess);
        let unit = quantise(k.level, &k.x, 0, &mut k.q);
        k.dots.fill(k.level, &self.readers, &k.q, unit, n, 0);
        k.watch.lap(Stage::Readers);
        self.tags(s, &k.dots);
        k.watch.lap(Stage::Tags);
        self.heads(n, k);
        self.relations(s, k);
        k.watch.lap(Stage::Relations);
        for i in 0..n {
            self.lemmas.set(s, i, &mut k.bytes, &mut k.lower);
        }
        k.watch.lap(Stage::Lemmas);
    }

    fn embed(&self, s: &Sentence, k: &mut Scratch) {
        let d = self.size.dims;
        k.features.resize(s.len(), [0; KINDS]);
        for (i, at) in k.features.iter_mut().enumerate() {
            rows(s.seen(i), &self.rows, &self.codes, &mut k.lower, at);
        }
        k.x.resize(s.len() * d, 0.0);
        let table = &self.table[self.table_at..];
        for (x, at) in k.x.chunks_exact_mut(d).zip(&k.features) {
            let known = at.iter().take_while(|&&r| r != NONE).count();
            let rows = at.map(|row| table.get(row as usize * d..).map_or(&[][..], |r| &r[..d]));
            k.level.sum_rows(&rows[..known], &self.table_scale, x);
        }
    }

    fn convolve(&self, n: usize, by: usize, layer: &Layer, k: &mut Scratch) {
        let d = self.size.dims;
        let unit = quantise(k.level, &k.x, by * d, &mut k.q);
        k.dots.fill(k.level, layer, &k.q, unit, n, by);
        let most = self.size.most();
        for (x, dots) in k.x.chunks_exact_mut(d).zip(k.dots.rows.chunks_exact(layer.m.stride())) {
            k.level.add_positive(x, dots, &k.dots.unit, &layer.bias, most);
        }
    }

    /// Parts of speech, and of the features that go with each the likeliest.
    fn tags(&self, s: &mut Sentence, dots: &Dots) {
        let at = 2 * (self.size.arc + self.size.lab);
        let (unit, bias) = (&dots.unit[at..], &self.readers.bias[at..]);
        for (i, dots) in dots.rows.chunks_exact(self.readers.m.stride()).enumerate() {
            let score = |o: usize| dots[at + o] as f32 * unit[o] + bias[o];
            let u = best(0..self.size.upos, score);
            s.tokens[i].upos = Upos::ALL[u];
            let bundles = self.bundles_of[u].iter().map(|&b| b as usize);
            let f = best(bundles, |b| score(self.size.upos + b));
            s.set_feats(i, &self.bundles[f]);
        }
    }

    /// The first guess of the tree: for each word the likeliest head, whatever the others have.
    fn guess(&self, n: usize, guesser: &Guesser, k: &mut Scratch) {
        let unit = quantise(k.level, &k.x, 0, &mut k.q);
        k.dots.fill(k.level, &guesser.layer, &k.q, unit, n, 0);
        let columns = 0..2 * self.size.guess;
        k.arc.fill(&guesser.chooser.meeting, &guesser.layer, columns, &k.dots, &mut k.floats, k.level);
        k.guess.clear();
        for (from, to) in pieces(n) {
            let m = to - from;
            k.scores.resize(m + 1, 0);
            for i in 0..m {
                k.classes.clear();
                k.classes.extend((0..=m).map(|j| bucket(i, j, m) as u8));
                guesser.chooser.score(k.level, &k.arc, from + i, from, &k.classes, &mut k.scores);
                k.guess.push(mst::likeliest(i, &k.scores));
            }
        }
    }

    /// One layer in which each word sees its head and its dependents of the first guess.
    fn along_tree(&self, n: usize, tree: &TreeLayer, k: &mut Scratch) {
        let (d, level) = (self.size.dims, k.level);
        let unit = quantise(level, &k.x, 0, &mut k.q);
        k.dots.fill(level, &tree.layer, &k.q, unit, n, 0);
        let stride = tree.layer.m.stride();
        let dots = |i: usize, part: usize| &k.dots.rows[i * stride + part * d..][..d];
        let unit = |part: usize| &k.dots.unit[part * d..][..d];
        k.sums.resize(n * d, 0.0);
        for (i, sum) in k.sums.chunks_exact_mut(d).enumerate() {
            level.scale(sum, dots(i, 0), unit(0), &tree.layer.bias[..d]);
        }
        for (from, to) in pieces(n) {
            shares_of(&k.guess[from..to], &mut k.shares);
            for i in from..to {
                let up = k.guess[i];
                let sum = |j: usize| j * d..(j + 1) * d;
                if up == to - from {
                    k.sums[sum(i)].iter_mut().zip(&tree.root).for_each(|(s, r)| *s += r);
                } else {
                    let head = from + up;
                    level.add_scaled(&mut k.sums[sum(i)], dots(head, 1), unit(1), 1.0);
                    let right = usize::from(i > head);
                    let share = k.shares[2 * up + right];
                    level.add_scaled(&mut k.sums[sum(head)], dots(i, 2 + right), unit(2 + right), share);
                }
            }
        }
        level.add_capped(&mut k.x, &k.sums, self.size.most());
    }

    fn heads(&self, n: usize, k: &mut Scratch) {
        let (arc, lab) = (self.size.arc, self.size.lab);
        k.arc.fill(&self.arc.meeting, &self.readers, 0..2 * arc, &k.dots, &mut k.floats, k.level);
        k.lab.fill(&self.lab, &self.readers, 2 * arc..2 * (arc + lab), &k.dots, &mut k.floats, k.level);
        k.heads.clear();
        for (from, to) in pieces(n) {
            self.piece(from, to, n, k);
        }
    }

    /// The heads of the words `from..to`: each other, and of one the root, or in a later
    /// piece the first piece's topmost word.
    fn piece(&self, from: usize, to: usize, n: usize, k: &mut Scratch) {
        let m = to - from;
        k.scores.resize(m * (m + 1), 0);
        for (i, scores) in k.scores.chunks_exact_mut(m + 1).enumerate() {
            k.classes.clear();
            match &self.guesser {
                Some(_) => k.classes.extend((0..=m).map(|j| kin(i, j, &k.guess[from..to]) as u8)),
                None => k.classes.extend((0..=m).map(|j| bucket(i, j, m) as u8)),
            }
            self.arc.score(k.level, &k.arc, from + i, from, &k.classes, scores);
        }
        k.watch.lap(Stage::Arcs);
        let above = k.heads.iter().position(|&h| h == n).unwrap_or(n);
        let place = |h: usize| if h == m || from + h > u16::MAX as usize { above } else { from + h };
        k.heads.extend(mst::tree(m, &k.scores, &mut k.tree).iter().map(|&h| place(h)));
        k.watch.lap(Stage::Tree);
    }

    fn relations(&self, s: &mut Sentence, k: &mut Scratch) {
        let (n, m) = (s.len(), self.size.lab);
        k.q.resize(n * m, 0);
        for (i, z) in k.q.chunks_exact_mut(m).enumerate() {
            let j = k.heads[i];
            k.level.add_three(k.lab.dep(i), k.lab.heads(j), k.lab.dist(bucket(i, j, n)), z);
        }
        k.dots.fill(k.level, &self.lab_out, &k.q, k.lab.unit, n, 0);
        for (i, dots) in k.dots.rows.chunks_exact(self.lab_out.m.stride()).enumerate() {
            let root = k.heads[i] == n;
            let fits = self.rels_of[usize::from(!root)].iter().map(|&r| r as usize);
            let r = best(fits, |r| dots[r] as f32 * k.dots.unit[r] + self.lab_out.bias[r]);
            s.tokens[i].head = (!root).then_some(k.heads[i] as u16);
            s.tokens[i].deprel = if root { Deprel::Root.into() } else { self.rels[r] };
        }
    }
}

/// Pieces of a sentence of `n` words that are parsed on their own, of nearly the same length.
fn pieces(n: usize) -> impl Iterator<Item = (usize, usize)> {
    let count = n.div_ceil(TOGETHER);
    (0..count).map(move |p| (n * p / count, n * (p + 1) / count))
}

/// The first of those with the highest score; 0 of none.
fn best(among: impl Iterator<Item = usize>, score: impl Fn(usize) -> f32) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for o in among {
        let y = score(o);
        if y > best.1 {
            best = (o, y);
        }
    }
    best.0
}

/// Rounds floats to integers on one scale, with `pad` noughts before and after; returns what
/// one unit is worth.
fn quantise(level: Level, x: &[f32], pad: usize, q: &mut Vec<i16>) -> f32 {
    let top = level.top(x);
    q.clear();
    q.resize(x.len() + 2 * pad, 0);
    level.quantise(x, TOP / top, &mut q[pad..][..x.len()]);
    top / TOP
}
