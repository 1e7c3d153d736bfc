//! Where words end that no blank parts, and which blanks part none: an averaged perceptron over
//! what stands around a boundary.
//!
//! Chinese and Japanese write no blanks; its units are characters. Vietnamese writes one after
//! each syllable; its units are syllables. Words are cut from left to right, so that each
//! choice knows the word before it.

use crate::wire::{Reader, Writer};

/// Rounds over the training data.
const ROUNDS: u32 = 6;

/// Weights, by hash.
const ROOM: usize = 1 << 18;

/// How many units are looked at on each side.
const REACH: usize = 3;

/// A line's units, and of each but the first whether a word begins with it.
pub type Sample<'t> = (Vec<&'t str>, Vec<bool>);

/// Weights of what stands around a boundary; none where nothing was learnt.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cutter {
    weights: Vec<i8>,
}

/// Units as numbers, with room around them.
struct Line {
    units: Vec<u32>,
    kinds: Vec<u32>,
}

impl Line {
    fn of(units: &[&str]) -> Self {
        let padded = |f: fn(&str) -> u32| {
            let around = [1u32; REACH];
            around.into_iter().chain(units.iter().map(|u| f(u))).chain(around).collect::<Vec<u32>>()
        };
        Line { units: padded(|u| mix(7, u.bytes().map(u32::from))), kinds: padded(kind) }
    }

    /// What stands around the boundary before unit `i`, whose word so far began with `from`.
    fn around(&self, i: usize, from: usize, out: &mut Vec<usize>) {
        let (at, u) = (i + REACH, &self.units);
        let mut n = 10;
        out.clear();
        let mut put = |parts: &[u32]| {
            n += 1;
            out.push(mix(n, parts.iter().copied()) as usize % ROOM);
        };
        for k in at - REACH..at + REACH {
            put(&u[k..=k]);
        }
        for k in at - REACH..at + REACH - 1 {
            put(&u[k..k + 2]);
        }
        for k in at - REACH..at + 1 {
            put(&u[k..k + 3]);
        }
        put(&u[at - 2..at + 2]);
        put(&self.kinds[at - 2..at + 2]);
        put(&self.kinds[at - 3..at + 3]);
        put(&[u[at - 1], self.kinds[at]]);
        put(&[self.kinds[at - 1], u[at]]);
        let word = &u[(from + REACH).max(at.saturating_sub(6))..at];
        put(word);
        put(&[mix(5, word.iter().copied()), u[at]]);
        put(&[mix(5, word.iter().copied()), u[at], u[at + 1]]);
        put(&[(i - from).min(6) as u32, self.kinds[at - 1], self.kinds[at]]);
        put(&[u32::from(u[at] == u[at - 1]), u32::from(u[at] == u[at - 2]), u32::from(u[at + 1] == u[at - 1])]);
    }
}

impl Cutter {
    /// Learns from lines; from none, nothing.
    pub fn learn(samples: &[Sample]) -> Self {
        if samples.is_empty() {
            return Cutter::default();
        }
        let lines: Vec<Line> = samples.iter().map(|s| Line::of(&s.0)).collect();
        let (mut now, mut sums, mut step) = (vec![0i32; ROOM], vec![0i64; ROOM], 0i64);
        let mut found = vec![];
        for _ in 0..ROUNDS {
            for (line, (units, begins)) in lines.iter().zip(samples) {
                let mut from = 0;
                for i in 1..units.len() {
                    line.around(i, from, &mut found);
                    let score: i32 = found.iter().map(|&f| now[f]).sum();
                    step += 1;
                    let gold = begins[i - 1];
                    if (score > 0) != gold {
                        let by = if gold { 1 } else { -1 };
                        for &f in &found {
                            now[f] += by;
                            sums[f] += step * i64::from(by);
                        }
                    }
                    if gold {
                        from = i;
                    }
                }
            }
        }
        // The mean of a weight over all steps is its last value less its changes, each by its step.
        let mean: Vec<f32> = now.iter().zip(&sums).map(|(&w, &s)| w as f32 - s as f32 / step as f32).collect();
        let top = mean.iter().fold(1e-6f32, |m, w| m.max(w.abs()));
        Cutter { weights: mean.iter().map(|w| (w / top * 127.0).round() as i8).collect() }
    }

    /// Whether anything was learnt.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Numbers of the units that words begin with, the first among them.
    pub fn begins(&self, units: &[&str]) -> Vec<usize> {
        let line = Line::of(units);
        let (mut out, mut found) = (vec![0], vec![]);
        for i in 1..units.len() {
            line.around(i, out[out.len() - 1], &mut found);
            if found.iter().map(|&f| i32::from(self.weights[f])).sum::<i32>() > 0 {
                out.push(i);
            }
        }
        out
    }

    pub(crate) fn read(r: &mut Reader) -> Result<Self, String> {
        let weights: Vec<i8> = match r.number()? {
            0 => vec![],
            ROOM => r.take(ROOM)?.iter().map(|&b| b as i8).collect(),
            n => return Err(format!("{n} weights of boundaries where {ROOM} belong")),
        };
        Ok(Cutter { weights })
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        w.number(self.weights.len());
        w.0.extend(self.weights.iter().map(|&b| b as u8));
    }
}

/// A hash of several numbers.
fn mix(seed: u32, parts: impl IntoIterator<Item = u32>) -> u32 {
    let mut h = 0x811c_9dc5u32 ^ seed.wrapping_mul(0x9e37_79b9);
    for p in parts {
        h = (h ^ p).wrapping_mul(0x0100_0193);
        h ^= h >> 15;
    }
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^ (h >> 13)
}

/// The script of a unit, and how it is written.
fn kind(unit: &str) -> u32 {
    match unit.chars().next().unwrap_or(' ') {
        '\u{3040}'..='\u{309f}' => 2,
        'ー' => 3,
        '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => 4,
        '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '億' => {
            5
        }
        c if c.is_numeric() => 6,
        c if super::is_dense(c) => 7,
        c if c.is_uppercase() => 8,
        _ => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_where_words_begin_and_keeps_it_in_a_file() {
        let words = ["東京", "で", "会談", "した", "大阪", "に", "行く"];
        let lines = [[0, 1, 2, 3], [4, 5, 6, 3], [0, 5, 6, 3], [4, 1, 2, 3]];
        let texts: Vec<String> = lines.iter().map(|l| l.map(|k| words[k]).concat()).collect();
        let samples: Vec<Sample> = lines
            .iter()
            .zip(&texts)
            .map(|(l, text)| {
                let units: Vec<&str> = text.split("").filter(|c| !c.is_empty()).collect();
                let mut begins = vec![false; units.len() - 1];
                let ends = l.iter().scan(0, |at, &k| {
                    *at += words[k].chars().count();
                    Some(*at)
                });
                ends.take(3).for_each(|e| begins[e - 1] = true);
                (units, begins)
            })
            .collect();
        let cutter = Cutter::learn(&samples);
        for (units, begins) in &samples {
            let expected: Vec<usize> = (0..units.len()).filter(|&i| i == 0 || begins[i - 1]).collect();
            assert_eq!(cutter.begins(units), expected);
        }
        let mut w = Writer::default();
        cutter.write(&mut w);
        assert_eq!(Cutter::read(&mut Reader::new(&w.0)).unwrap(), cutter);
        assert!(Cutter::learn(&[]).is_empty() && Cutter::read(&mut Reader::new(&[9, 0, 0, 0])).is_err());
    }
}
