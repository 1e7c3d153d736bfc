//! The kernels for any processor; what every other level must agree with.

use crate::matrix::{Arcs, Matrix, WIDTH};

pub fn mul(m: &Matrix, x: &[i16], n: usize, by: usize, out: &mut [i32]) {
    let (x, stride) = (x.as_chunks::<2>().0, m.stride());
    for (p, panel) in m.panels().enumerate() {
        for t in 0..n {
            let mut sum = [0i32; WIDTH];
            for (tap, weights) in panel.chunks_exact(m.pairs).enumerate() {
                let row = &x[(t + tap * by) * m.pairs..][..m.pairs];
                for (&[a, b], w) in row.iter().zip(weights) {
                    for (s, w) in sum.iter_mut().zip(w.0.as_chunks::<2>().0) {
                        *s += i32::from(a) * i32::from(w[0]) + i32::from(b) * i32::from(w[1]);
                    }
                }
            }
            out[t * stride + p * WIDTH..][..WIDTH].copy_from_slice(&sum);
        }
    }
}

pub fn score(a: &Arcs, classes: &[u8], scores: &mut [i32]) {
    let w = a.dep.len();
    for ((&c, head), score) in classes.iter().zip(a.heads.chunks_exact(w)).zip(scores) {
        let dist = &a.dist[c as usize * w..][..w];
        let mut sum = 0i32;
        for (((&d, &h), &t), &o) in a.dep.iter().zip(head).zip(dist).zip(a.out) {
            sum = sum.wrapping_add(i32::from(d.wrapping_add(h).wrapping_add(t).max(0)) * i32::from(o));
        }
        *score = sum;
    }
}
