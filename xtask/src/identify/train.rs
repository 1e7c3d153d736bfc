//! Learns the vectors of grams and what each language asks of their sum.

use super::rng::Rng;
use sayso_identify::table::{FIRST, WIDTH};
use std::ops::Range;

type Vector = [f32; WIDTH];

/// Vectors of grams and weights of labels, while they are learnt.
pub struct Net {
    pub rows: Vec<Vector>,
    pub weights: Vec<Vector>,
    pub biases: Vec<f32>,
    rows_seen: Vec<f32>,
    weights_seen: Vec<f32>,
    biases_seen: Vec<f32>,
    scores: Vec<f32>,
}

impl Net {
    pub fn new(rows: usize, labels: usize, rng: &mut Rng) -> Self {
        let mut vector = |size: f32| {
            let mut v = [0.0; WIDTH];
            v[FIRST..].iter_mut().for_each(|n| *n = (rng.unit() as f32 - 0.5) * size);
            v
        };
        Net {
            rows: (0..rows).map(|_| vector(0.05)).collect(),
            weights: (0..labels).map(|_| vector(0.5)).collect(),
            biases: vec![0.0; labels],
            rows_seen: vec![1e-4; rows],
            weights_seen: vec![1e-4; labels],
            biases_seen: vec![1e-4; labels],
            scores: vec![],
        }
    }

    /// Starts counting how much was learnt anew.
    pub fn rest(&mut self) {
        self.rows_seen.iter_mut().for_each(|s| *s = 1e-3);
    }

    fn sum(&self, grams: &[u32]) -> Vector {
        let mut x = [0.0; WIDTH];
        for &g in grams {
            x.iter_mut().zip(&self.rows[g as usize]).for_each(|(x, v)| *x += v);
        }
        let by = 1.0 / (grams.len() as f32).sqrt();
        x.iter_mut().for_each(|x| *x *= by);
        x
    }

    /// One step on a text that is of `label`, among the labels of its script; its loss.
    pub fn step(&mut self, grams: &[u32], among: Range<usize>, label: usize, rate: f32) -> f32 {
        let x = self.sum(grams);
        let mut scores = std::mem::take(&mut self.scores);
        scores.clear();
        scores.extend(among.clone().map(|l| dot(&self.weights[l], &x) + self.biases[l]));
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        scores.iter_mut().for_each(|s| *s = (*s - most).exp());
        let all: f32 = scores.iter().sum();
        let loss = -(scores[label - among.start] / all).max(1e-9).ln();
        let mut back = [0.0; WIDTH];
        let size: f32 = x.iter().map(|x| x * x).sum::<f32>() / WIDTH as f32;
        for (l, s) in among.zip(&scores) {
            let g = s / all - f32::from(l == label);
            if g.abs() < 1e-4 {
                continue;
            }
            back.iter_mut().zip(&self.weights[l]).for_each(|(b, w)| *b += g * w);
            self.weights_seen[l] += g * g * size;
            let by = rate * g / self.weights_seen[l].sqrt();
            self.weights[l].iter_mut().zip(&x).for_each(|(w, x)| *w -= by * x);
            self.biases_seen[l] += g * g;
            self.biases[l] -= 0.3 * rate * g / self.biases_seen[l].sqrt();
        }
        self.scores = scores;
        let by = 1.0 / (grams.len() as f32).sqrt();
        let size: f32 = back.iter().map(|b| b * b).sum::<f32>() / WIDTH as f32 * by * by;
        for &g in grams {
            let seen = &mut self.rows_seen[g as usize];
            *seen += size;
            let by = rate * by / seen.sqrt();
            self.rows[g as usize].iter_mut().zip(&back).for_each(|(v, b)| *v -= by * b);
        }
        loss
    }

    /// The most likely label.
    pub fn tell(&self, grams: &[u32], among: Range<usize>) -> usize {
        let x = self.sum(grams);
        let score = |l: usize| dot(&self.weights[l], &x) + self.biases[l];
        among.map(|l| (score(l), l)).max_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |m| m.1)
    }
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
