//! Products of matrices, which training mostly consists of.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2};

/// A tile of the result that is kept in registers.
const ROWS: usize = 12;
const COLS: usize = 32;

/// Whether the trainer was compiled for a processor on which the tiles here beat the library.
const WIDE: bool = cfg!(all(target_feature = "avx512f", target_feature = "fma"));

/// `c += a · b`.
pub fn add_product(a: &ArrayView2<f32>, b: &ArrayView2<f32>, c: &mut Array2<f32>) {
    if WIDE { by_tiles(a, b, c) } else { general_mat_mul(1.0, a, b, 1.0, c) }
}

fn by_tiles(a: &ArrayView2<f32>, b: &ArrayView2<f32>, c: &mut Array2<f32>) {
    let ((m, deep), n) = (a.dim(), b.ncols());
    let left = left(a);
    // Rows of the right matrix must lie whole.
    let b = b.as_standard_layout();
    let b = b.as_slice().expect("standard layout");
    let mut right = vec![[0.0f32; COLS]; deep];
    let out = c.as_slice_mut().expect("standard layout");
    for from in (0..n).step_by(COLS) {
        let width = COLS.min(n - from);
        for (to, row) in right.iter_mut().zip(b.chunks_exact(n)) {
            to[..width].copy_from_slice(&row[from..from + width]);
        }
        for (tile, left) in left.chunks_exact(deep).enumerate() {
            for (r, sum) in tile_of(left, &right).iter().enumerate().take(m - tile * ROWS) {
                let to = &mut out[(tile * ROWS + r) * n + from..][..width];
                to.iter_mut().zip(sum).for_each(|(t, s)| *t += s);
            }
        }
    }
}

/// The left matrix tile after tile, in each tile column after column.
fn left(a: &ArrayView2<f32>) -> Vec<[f32; ROWS]> {
    let (m, deep) = a.dim();
    let mut left = vec![[0.0f32; ROWS]; m.div_ceil(ROWS) * deep];
    if let Some(columns) = a.t().as_slice() {
        for (k, column) in columns.chunks_exact(m).enumerate() {
            for (tile, part) in column.chunks(ROWS).enumerate() {
                left[tile * deep + k][..part.len()].copy_from_slice(part);
            }
        }
    } else {
        for (i, row) in a.rows().into_iter().enumerate() {
            let to = &mut left[i / ROWS * deep..][..deep];
            to.iter_mut().zip(row).for_each(|(to, &v)| to[i % ROWS] = v);
        }
    }
    left
}

#[inline(never)]
fn tile_of(left: &[[f32; ROWS]], right: &[[f32; COLS]]) -> [[f32; COLS]; ROWS] {
    let mut sums = [[0.0f32; COLS]; ROWS];
    for (l, r) in left.iter().zip(right) {
        for i in 0..ROWS {
            for j in 0..COLS {
                sums[i][j] = add_times(l[i], r[j], sums[i][j]);
            }
        }
    }
    sums
}

/// `a * b + c`; only where the processor has it as one instruction is it asked for as one.
#[inline(always)]
fn add_times(a: f32, b: f32, c: f32) -> f32 {
    if cfg!(target_feature = "fma") { a.mul_add(b, c) } else { a * b + c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_agree_with_the_library() {
        for (m, k, n) in [(1, 1, 1), (12, 5, 32), (25, 33, 70), (13, 128, 96)] {
            let a = Array2::from_shape_fn((m, k), |(i, j)| ((i * 7 + j * 3) % 11) as f32 - 5.0);
            let b = Array2::from_shape_fn((n, k), |(i, j)| ((i * 5 + j) % 13) as f32 - 6.0);
            let (mut x, mut y) = (Array2::ones((m, n)), Array2::ones((m, n)));
            by_tiles(&a.view(), &b.t(), &mut x);
            general_mat_mul(1.0, &a, &b.t(), 1.0, &mut y);
            assert_eq!(x, y);
            let a = Array2::from_shape_fn((k, m), |(i, j)| ((i * 3 + j) % 7) as f32 - 3.0);
            by_tiles(&a.t(), &b.t(), &mut x);
            general_mat_mul(1.0, &a.t(), &b.t(), 1.0, &mut y);
            assert_eq!(x, y);
        }
    }
}
