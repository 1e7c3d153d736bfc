//! Word vectors become codes: each the nearest of 256 centres, then of 256 for what is left.

use super::rng::Rng;
use crate::codes::{CODES, Codes, VALUES};
use crate::features::word_hash;

/// Words and their vectors, the commonest first.
pub type Vectors = Vec<(String, Vec<f32>)>;

/// Rounds in which the centres move.
const ROUNDS: usize = 15;

/// Reads lines of a word and its numbers, up to `most` of them.
pub fn read(text: &str, most: usize) -> Result<Vectors, String> {
    let mut out = Vectors::new();
    for (n, line) in text.lines().take(most).enumerate() {
        let mut parts = line.split(' ');
        let word = parts.next().unwrap_or("").to_string();
        let numbers: Result<Vec<f32>, _> = parts.map(str::parse).collect();
        let numbers = numbers.map_err(|e| format!("line {}: {e}", n + 1))?;
        if out.first().is_some_and(|f| f.1.len() != numbers.len()) {
            return Err(format!("line {}: {} numbers", n + 1, numbers.len()));
        }
        out.push((word, numbers));
    }
    Ok(out)
}

/// The codes of all words.
pub fn codes(vectors: &Vectors, rng: &mut Rng) -> Codes {
    let mut left: Vec<Vec<f32>> = vectors.iter().map(|v| unit(&v.1)).collect();
    let mut codes = vec![[0u8; CODES]; left.len()];
    if left.len() < VALUES {
        return Codes::default();
    }
    for level in 0..CODES {
        let centres = centres(&left, rng);
        for (x, code) in left.iter_mut().zip(&mut codes) {
            let c = nearest(x, &centres);
            code[level] = c as u8;
            x.iter_mut().zip(&centres[c]).for_each(|(x, c)| *x -= c);
        }
    }
    let mut lower = String::new();
    Codes::new(vectors.iter().zip(codes).map(|(v, c)| (word_hash(&v.0, &mut lower), c)).collect())
}

fn unit(v: &[f32]) -> Vec<f32> {
    let size = v.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
    v.iter().map(|x| x / size).collect()
}

fn nearest(x: &[f32], centres: &[Vec<f32>]) -> usize {
    let far = |c: &[f32]| x.iter().zip(c).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
    let mut best = (0, f32::INFINITY);
    for (k, c) in centres.iter().enumerate() {
        let d = far(c);
        if d < best.1 {
            best = (k, d);
        }
    }
    best.0
}

fn centres(all: &[Vec<f32>], rng: &mut Rng) -> Vec<Vec<f32>> {
    // The commonest words come first, and those are what a text consists of.
    let common = &all[..all.len().min(20_000)];
    let mut order: Vec<usize> = (0..common.len()).collect();
    rng.shuffle(&mut order);
    let mut centres: Vec<Vec<f32>> = order[..VALUES].iter().map(|&i| common[i].clone()).collect();
    for _ in 0..ROUNDS {
        let mut sums = vec![(vec![0.0f32; centres[0].len()], 0u32); VALUES];
        for x in common {
            let to = &mut sums[nearest(x, &centres)];
            to.0.iter_mut().zip(x).for_each(|(s, x)| *s += x);
            to.1 += 1;
        }
        for (c, (sum, n)) in centres.iter_mut().zip(sums) {
            if n > 0 {
                *c = sum.iter().map(|s| s / n as f32).collect();
            }
        }
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_words_get_like_codes() {
        let mut rng = Rng(3);
        let mut text = String::new();
        for i in 0..600 {
            let (side, noise) = (if i % 2 == 0 { 1.0 } else { -1.0 }, rng.unit() * 0.01);
            let word = String::from_utf8(vec![b'a' + (i / 26) as u8, b'a' + (i % 26) as u8]).unwrap();
            text += &format!("{word} {side} {noise} {}\n", rng.unit());
        }
        let vectors = read(&text, 1000).unwrap();
        let codes = codes(&vectors, &mut rng);
        let of = |w: &str| codes.get(word_hash(w, &mut String::new())).unwrap();
        assert_ne!(of("aa")[0], of("ab")[0]);
        assert!(read("a 1 2\nb 1\n", 9).is_err() && read("a 1 x\n", 9).is_err());
    }
}
