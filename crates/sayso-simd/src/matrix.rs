//! Matrices of small integers, laid out so that one load brings the weights of many outputs.

use crate::{Kind, Level, plain};

/// Outputs that are computed together.
pub const WIDTH: usize = 32;

/// The weights of two neighbouring inputs for [`WIDTH`] outputs, pair beside pair.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Row(pub [i16; 2 * WIDTH]);

/// A matrix over a window of `taps` rows of input, `inputs` wide each.
#[derive(Clone, Debug)]
pub struct Matrix {
    pub(crate) taps: usize,
    pub(crate) pairs: usize,
    outputs: usize,
    /// Panel after panel of [`WIDTH`] outputs; in a panel, tap after tap, pair after pair.
    rows: Vec<Row>,
}

impl Matrix {
    /// From the weights of one output after the other, each over `taps` times `inputs` values.
    ///
    /// # Panics
    /// Where `inputs` is odd or nought, or `w` is no whole number of outputs.
    pub fn new(taps: usize, inputs: usize, w: &[i8]) -> Self {
        assert!(taps > 0 && inputs > 0 && inputs.is_multiple_of(2), "inputs come in pairs");
        assert!(w.len().is_multiple_of(taps * inputs), "whole outputs");
        let (outputs, pairs, deep) = (w.len() / (taps * inputs), inputs / 2, taps * inputs / 2);
        let mut rows = vec![Row([0; 2 * WIDTH]); outputs.div_ceil(WIDTH) * deep];
        for (o, from) in w.chunks_exact(taps * inputs).enumerate() {
            for (k, pair) in from.as_chunks::<2>().0.iter().enumerate() {
                let to = &mut rows[o / WIDTH * deep + k].0[o % WIDTH * 2..][..2];
                to.copy_from_slice(&pair.map(i16::from));
            }
        }
        Matrix { taps, pairs, outputs, rows }
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// From one row of what [`mul`](Self::mul) gives to the next: the outputs, rounded up to [`WIDTH`].
    pub fn stride(&self) -> usize {
        self.outputs.next_multiple_of(WIDTH)
    }

    pub(crate) fn panels(&self) -> impl Iterator<Item = &[Row]> {
        self.rows.chunks_exact(self.taps * self.pairs)
    }

    /// Products with `n` windows of `x`: tap `p` of window `t` is row `t + p * by`.
    ///
    /// # Panics
    /// Where `x` is shorter than the last window's end.
    pub fn mul(&self, level: Level, x: &[i16], n: usize, by: usize, out: &mut Vec<i32>) {
        let rows = n + (self.taps - 1) * by;
        assert!(x.len() >= rows * self.pairs * 2, "the last window ends beyond the input");
        out.resize(n * self.stride(), 0);
        match level.0 {
            Kind::Plain => plain::mul(self, x, n, by, out),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: every processor of this architecture has SSE2.
            Kind::Sse2 => unsafe { crate::x86::sse2::mul(self, x, n, by, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: there is a `Level` of this kind only where the processor has the instructions.
            Kind::Avx2 => unsafe { crate::x86::avx2::mul(self, x, n, by, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Kind::Avx512 => unsafe { crate::x86::avx512::mul(self, x, n, by, out) },
        }
    }
}

/// One layer over a dependent, its possible heads and the class of distance to each:
/// the sum of `out * max(0, dep + head + dist)`. Rows are multiples of [`WIDTH`] long.
#[derive(Clone, Copy, Debug)]
pub struct Arcs<'a> {
    /// The dependent's row.
    pub dep: &'a [i16],
    /// A row for each head.
    pub heads: &'a [i16],
    /// A row for each class of distance.
    pub dist: &'a [i16],
    /// Weights.
    pub out: &'a [i16],
}

impl Arcs<'_> {
    /// The score of each head, whose class of distance is given.
    ///
    /// # Panics
    /// Where rows are of different length, or there are fewer than is asked for.
    pub fn score(&self, level: Level, classes: &[u8], scores: &mut [i32]) {
        let w = self.dep.len();
        assert!(w > 0 && w.is_multiple_of(WIDTH) && self.out.len() == w, "rows of one width");
        assert!(self.heads.len() >= w * classes.len() && scores.len() >= classes.len(), "a row for each head");
        match level.0 {
            Kind::Plain => plain::score(self, classes, scores),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: every processor of this architecture has SSE2.
            Kind::Sse2 => unsafe { crate::x86::sse2::score(self, classes, scores) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: there is a `Level` of this kind only where the processor has the instructions.
            Kind::Avx2 => unsafe { crate::x86::avx2::score(self, classes, scores) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Kind::Avx512 => unsafe { crate::x86::avx512::score(self, classes, scores) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers in `-top..=top`, the same in each run.
    fn numbers(n: usize, top: i32, seed: u32) -> Vec<i16> {
        let mut x = seed;
        let mut next = || {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((x >> 8) as i32 % (2 * top + 1) - top) as i16
        };
        (0..n).map(|_| next()).collect()
    }

    #[test]
    fn every_level_multiplies_alike_and_right() {
        for (taps, inputs, outputs, n, by) in
            [(1, 2, 1, 1, 0), (3, 128, 128, 27, 4), (1, 96, 51, 13, 1), (3, 6, 33, 7, 2), (2, 130, 64, 9, 1)]
        {
            let w: Vec<i8> = numbers(taps * inputs * outputs, 127, 3).iter().map(|&v| v as i8).collect();
            let x = numbers((n + (taps - 1) * by) * inputs, 2047, 5);
            let m = Matrix::new(taps, inputs, &w);
            for level in Level::all() {
                let mut out = vec![];
                m.mul(level, &x, n, by, &mut out);
                for (t, o) in (0..n).flat_map(|t| (0..outputs).map(move |o| (t, o))) {
                    let at = |p: usize, k: usize| i32::from(x[(t + p * by) * inputs + k]);
                    let weight = |p: usize, k: usize| i32::from(w[(o * taps + p) * inputs + k]);
                    let sum: i32 = (0..taps)
                        .flat_map(|p| (0..inputs).map(move |k| (p, k)))
                        .map(|(p, k)| at(p, k) * weight(p, k))
                        .sum();
                    assert_eq!(out[t * m.stride() + o], sum, "{} {taps} {inputs} {t} {o}", level.name());
                }
            }
        }
    }

    #[test]
    fn every_level_scores_arcs_alike_and_right() {
        for (w, n) in [(32, 1), (96, 41), (160, 7)] {
            let (dep, heads) = (numbers(w, 4094, 1), numbers(w * n, 4094, 2));
            let (dist, out) = (numbers(w * 5, 4094, 3), numbers(w, 127, 4));
            let classes: Vec<u8> = (0..n).map(|j| (j % 5) as u8).collect();
            let arcs = Arcs { dep: &dep, heads: &heads, dist: &dist, out: &out };
            for level in Level::all() {
                let mut scores = vec![0; n];
                arcs.score(level, &classes, &mut scores);
                for (j, &score) in scores.iter().enumerate() {
                    let z = |k: usize| (dep[k] + heads[j * w + k] + dist[j % 5 * w + k]).max(0);
                    let sum: i32 = (0..w).map(|k| i32::from(z(k)) * i32::from(out[k])).sum();
                    assert_eq!(score, sum, "{} {w} {j}", level.name());
                }
            }
        }
    }

    #[test]
    #[should_panic(expected = "beyond the input")]
    fn a_window_beyond_the_input_is_refused() {
        Matrix::new(3, 2, &[1; 6]).mul(Level::best(), &[0; 6], 2, 1, &mut vec![]);
    }
}
