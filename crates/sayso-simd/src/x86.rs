//! The kernels in vectors of 128, 256 and 512 bits.
//!
//! A tile of words (rows of `x`) by outputs is summed in registers: each step takes a pair of
//! inputs of every word of the tile and multiplies it with the pair's weights for all outputs
//! of the tile. One macro writes the three of them; they differ in the names of instructions.

use crate::matrix::{Arcs, Matrix, Row, WIDTH};
use std::arch::x86_64::*;
use std::array::from_fn;
use std::mem::transmute;

macro_rules! kernels {
    (
        $name:ident, $features:literal, $vector:ident, lanes $lanes:literal, words $words:literal,
        $zero:ident, $set:ident, $add16:ident, $max16:ident, |$sum:ident, $x:ident, $w:ident| $add_products:expr
    ) => {
        pub mod $name {
            use super::*;

            /// 32-bit lanes of a vector.
            const LANES: usize = $lanes;

            #[inline(always)]
            fn vectors(row: &Row) -> [$vector; WIDTH / LANES] {
                // SAFETY: plain numbers of the same size, in which every bit pattern is valid.
                unsafe { transmute::<[i16; 2 * WIDTH], _>(row.0) }
            }

            #[inline(always)]
            fn vector(all: &[i16; 2 * LANES]) -> $vector {
                // SAFETY: as above.
                unsafe { transmute::<[i16; 2 * LANES], $vector>(*all) }
            }

            #[inline(always)]
            fn numbers(v: $vector) -> [i32; LANES] {
                // SAFETY: as above.
                unsafe { transmute::<$vector, [i32; LANES]>(v) }
            }

            #[target_feature(enable = $features)]
            pub fn mul(m: &Matrix, x: &[i16], n: usize, by: usize, out: &mut [i32]) {
                let tiles = n.div_ceil($words);
                for (p, panel) in m.panels().enumerate() {
                    let mut t = 0;
                    for left in (1..=tiles).rev() {
                        let words = (n - t).div_ceil(left);
                        let tile = match words {
                            1 => tile::<1>,
                            2 => tile::<2>,
                            3 => tile::<3>,
                            4 => tile::<4>,
                            5 => tile::<5>,
                            6 => tile::<6>,
                            7 => tile::<7>,
                            _ => tile::<8>,
                        };
                        tile(m, panel, x, t, by, &mut out[t * m.stride() + p * WIDTH..]);
                        t += words;
                    }
                }
            }

            /// The products of `T` words, from `t` on, with a panel.
            #[target_feature(enable = $features)]
            fn tile<const T: usize>(m: &Matrix, panel: &[Row], x: &[i16], t: usize, by: usize, out: &mut [i32]) {
                let (x, stride) = (x.as_chunks::<2>().0, m.stride());
                for part in 0..WIDTH / LANES / 2 {
                    let mut sums = [[$zero(); 2]; T];
                    for (tap, weights) in panel.chunks_exact(m.pairs).enumerate() {
                        let words: [&[[i16; 2]]; T] = from_fn(|i| &x[(t + i + tap * by) * m.pairs..][..m.pairs]);
                        for (k, row) in weights.iter().enumerate() {
                            let row = vectors(row);
                            for i in 0..T {
                                let [a, b] = words[i][k];
                                let $x = $set(i32::from(b) << 16 | i32::from(a as u16));
                                for half in 0..2 {
                                    let ($sum, $w) = (sums[i][half], row[2 * part + half]);
                                    sums[i][half] = $add_products;
                                }
                            }
                        }
                    }
                    for (i, sum) in sums.iter().enumerate() {
                        let to = &mut out[i * stride + part * 2 * LANES..][..2 * LANES];
                        to[..LANES].copy_from_slice(&numbers(sum[0]));
                        to[LANES..].copy_from_slice(&numbers(sum[1]));
                    }
                }
            }

            #[target_feature(enable = $features)]
            pub fn score(a: &Arcs, classes: &[u8], scores: &mut [i32]) {
                let w = a.dep.len();
                let (dep, out) = (a.dep.as_chunks().0, a.out.as_chunks().0);
                for ((&c, head), score) in classes.iter().zip(a.heads.chunks_exact(w)).zip(scores) {
                    let (head, dist) = (head.as_chunks().0, a.dist[c as usize * w..][..w].as_chunks().0);
                    let mut all = $zero();
                    for (((dep, head), dist), out) in dep.iter().zip(head).zip(dist).zip(out) {
                        let z = $add16($add16(vector(dep), vector(head)), vector(dist));
                        let ($sum, $x, $w) = (all, $max16(z, $zero()), vector(out));
                        all = $add_products;
                    }
                    *score = numbers(all).iter().fold(0, |a, &b| a.wrapping_add(b));
                }
            }
        }
    };
}

kernels!(
    sse2, "sse2", __m128i, lanes 4, words 4,
    _mm_setzero_si128, _mm_set1_epi32, _mm_add_epi16, _mm_max_epi16,
    |sum, x, w| _mm_add_epi32(sum, _mm_madd_epi16(x, w))
);
kernels!(
    avx2, "avx2", __m256i, lanes 8, words 6,
    _mm256_setzero_si256, _mm256_set1_epi32, _mm256_add_epi16, _mm256_max_epi16,
    |sum, x, w| _mm256_add_epi32(sum, _mm256_madd_epi16(x, w))
);
kernels!(
    avx512, "avx512f,avx512bw,avx512vnni", __m512i, lanes 16, words 8,
    _mm512_setzero_si512, _mm512_set1_epi32, _mm512_add_epi16, _mm512_max_epi16,
    |sum, x, w| _mm512_dpwssd_epi32(sum, x, w)
);
