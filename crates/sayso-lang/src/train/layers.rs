//! Trainable parameters and the layers over them, each with its way back.

use super::product::add_product;
use super::rng::Rng;
use ndarray::{Array2, ArrayView2};

/// A matrix, its gradient and Adam's two moments.
pub struct Param {
    /// Weights.
    pub w: Array2<f32>,
    /// Gradient of the batch.
    pub g: Array2<f32>,
    m: Array2<f32>,
    v: Array2<f32>,
    /// Running mean of the weights, which is what is shipped.
    pub mean: Array2<f32>,
    /// Rows touched in this batch; empty for dense matrices.
    touched: Vec<u32>,
    sparse: bool,
}

/// Adam's settings for one step.
#[derive(Clone, Copy)]
pub struct Step {
    /// Learning rate.
    pub rate: f32,
    /// Number of the step, from 1.
    pub n: i32,
    /// Weight of the new value in the running mean.
    pub mean: f32,
    /// What the gradient is multiplied by.
    pub by: f32,
}

impl Param {
    /// Normal values with deviation `scale`.
    pub fn new(rows: usize, cols: usize, scale: f32, rng: &mut Rng) -> Self {
        let w = Array2::from_shape_fn((rows, cols), |_| rng.normal() * scale);
        let z = || Array2::zeros((rows, cols));
        Param { mean: w.clone(), w, g: z(), m: z(), v: z(), touched: vec![], sparse: false }
    }

    /// A table of which each batch touches few rows.
    pub fn table(rows: usize, cols: usize, scale: f32, rng: &mut Rng) -> Self {
        Param { sparse: true, ..Param::new(rows, cols, scale, rng) }
    }

    /// Notes that row `r` has a gradient.
    pub fn touch(&mut self, r: u32) {
        self.touched.push(r);
    }

    /// Square of the gradient's size.
    pub fn size(&mut self) -> f32 {
        let square = |g: &[f32]| g.iter().map(|g| g * g).sum::<f32>();
        let (g, cols) = (self.g.as_slice().expect("standard layout"), self.g.ncols());
        if !self.sparse {
            return square(g);
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        self.touched.iter().map(|&r| square(&g[r as usize * cols..(r as usize + 1) * cols])).sum()
    }

    /// One step of Adam; the gradient is zero after it.
    pub fn step(&mut self, s: Step) {
        let (b1, b2) = (0.9f32, 0.998f32);
        let rate = s.rate * (1.0 - b2.powi(s.n)).sqrt() / (1.0 - b1.powi(s.n));
        let cols = self.w.ncols();
        let update = |w: &mut [f32], g: &mut [f32], m: &mut [f32], v: &mut [f32]| {
            for i in 0..w.len() {
                let slope = g[i] * s.by;
                m[i] = b1 * m[i] + (1.0 - b1) * slope;
                v[i] = b2 * v[i] + (1.0 - b2) * slope * slope;
                w[i] -= rate * m[i] / (v[i].sqrt() + 1e-8);
                g[i] = 0.0;
            }
        };
        let (w, g) = (self.w.as_slice_mut().expect("standard layout"), self.g.as_slice_mut().expect("standard layout"));
        let (m, v) = (self.m.as_slice_mut().expect("standard layout"), self.v.as_slice_mut().expect("standard layout"));
        if !self.sparse {
            update(w, g, m, v);
            return;
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        for &r in &self.touched {
            let at = r as usize * cols..(r as usize + 1) * cols;
            update(&mut w[at.clone()], &mut g[at.clone()], &mut m[at.clone()], &mut v[at]);
        }
        self.touched.clear();
    }

    /// Moves the running mean towards the weights.
    pub fn average(&mut self, share: f32) {
        self.mean.zip_mut_with(&self.w, |m, &w| *m += share * (w - *m));
    }
}

/// `out = a · b`.
pub fn mul(a: &ArrayView2<f32>, b: &ArrayView2<f32>) -> Array2<f32> {
    let mut out = Array2::zeros((a.nrows(), b.ncols()));
    add_product(a, b, &mut out);
    out
}

/// Gradients of `y = x · w`: adds to that of `w`, returns that of `x`.
pub fn mul_back(x: &ArrayView2<f32>, p: &mut Param, gy: &ArrayView2<f32>) -> Array2<f32> {
    add_product(&x.t(), gy, &mut p.g);
    mul(gy, &p.w.t())
}

/// Adds the bias to each row.
pub fn add_bias(y: &mut Array2<f32>, bias: &Param) {
    let b = bias.w.row(0);
    for mut row in y.rows_mut() {
        row += &b;
    }
}

/// Adds the gradient of the bias.
pub fn bias_back(bias: &mut Param, gy: &Array2<f32>) {
    let sum = gy.sum_axis(ndarray::Axis(0));
    let mut row = bias.g.row_mut(0);
    row += &sum;
}

/// Turns scores into the gradient of the cross-entropy, in place; returns the loss.
/// `gold` outside the row means: no gold, no gradient.
pub fn softmax_back(scores: &mut [f32], gold: usize, weight: f32) -> f32 {
    if gold >= scores.len() {
        scores.fill(0.0);
        return 0.0;
    }
    let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - max).exp();
        sum += *s;
    }
    let loss = -(scores[gold] / sum).max(1e-20).ln();
    for s in scores.iter_mut() {
        *s *= weight / sum;
    }
    scores[gold] -= weight;
    loss
}
