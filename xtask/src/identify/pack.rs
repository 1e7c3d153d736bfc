//! Chooses the grams that have a row, and writes the table.

use super::WIDE;
use super::rng::Rng;
use super::sample::Drawer;
use super::school::Counts;
use super::train::Net;
use sayso_identify::table::{FIRST, Label, MOST, Output, Table, WIDTH, place};

/// What is known before a text is seen, as powers of e: where short texts are in two languages
/// alike, they are in the one that more is written in. Indonesian has several pages for each
/// of Malay, Portuguese for each of Galician.
const BEFOREHAND: [(&str, f32); 2] = [("id", 0.75), ("gl", -0.5)];

/// The gram of each row: in every pair of rows the two that tell most.
pub fn choose(net: &Net, counts: &Counts, bits: u32) -> Vec<Option<u64>> {
    let mut mean = [0.0f32; WIDTH];
    let all: f32 = counts.iter().map(|c| c.1 as f32).sum();
    for &(h, n) in counts {
        let row = &net.rows[(h >> (64 - WIDE)) as usize];
        mean.iter_mut().zip(row).for_each(|(m, v)| *m += v * n as f32 / all);
    }
    let mut pairs: Vec<Vec<(f32, u64)>> = vec![vec![]; 1 << (bits - 1)];
    for &(h, n) in counts.iter().filter(|c| c.1 >= 5) {
        let row = &net.rows[(h >> (64 - WIDE)) as usize];
        let far: f32 = row.iter().zip(&mean).map(|(v, m)| (v - m) * (v - m)).sum::<f32>().sqrt();
        pairs[place(h, bits).0 >> 1].push((far * (n as f32).sqrt(), h));
    }
    let mut out = Vec::with_capacity(1 << bits);
    for mut pair in pairs {
        pair.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut own: Vec<u64> = Vec::new();
        for (_, h) in pair {
            if own.len() < 2 && own.iter().all(|&o| place(o, bits).1 != place(h, bits).1) {
                own.push(h);
            }
        }
        out.extend([own.first().copied(), own.get(1).copied()]);
    }
    out
}

/// The row of a gram.
pub fn find(chosen: &[Option<u64>], bits: u32, hash: u64) -> Option<u32> {
    let (i, check) = place(hash, bits);
    [i & !1, i | 1].into_iter().find(|&r| chosen[r].is_some_and(|h| place(h, bits).1 == check)).map(|r| r as u32)
}

/// A net of the chosen grams; all others share the last row.
pub fn shrink(net: &Net, chosen: &[Option<u64>], counts: &Counts) -> Net {
    let mut small = Net::new(chosen.len() + 1, net.weights.len(), &mut Rng(7));
    small.weights.clone_from(&net.weights);
    small.biases.clone_from(&net.biases);
    let own: std::collections::HashSet<u64> = chosen.iter().flatten().copied().collect();
    for (row, h) in small.rows.iter_mut().zip(chosen) {
        *row = h.map_or([0.0; WIDTH], |h| net.rows[(h >> (64 - WIDE)) as usize]);
    }
    let mut mean = [0.0f64; WIDTH];
    let mut all = 0.0;
    for &(h, n) in counts.iter().filter(|(h, _)| !own.contains(h)) {
        all += f64::from(n);
        let row = &net.rows[(h >> (64 - WIDE)) as usize];
        mean.iter_mut().zip(row).for_each(|(m, &v)| *m += f64::from(v) * f64::from(n));
    }
    let last = small.rows.len() - 1;
    small.rows[last].iter_mut().zip(mean).for_each(|(v, m)| *v = (m / f64::max(all, 1.0)) as f32);
    println!("{} of {} rows used; grams without a row {:.1} %", own.len(), chosen.len(), {
        let total: f64 = counts.iter().map(|c| f64::from(c.1)).sum();
        100.0 * all / total
    });
    small.rest();
    small
}

/// The file.
pub fn pack(net: &Net, chosen: &[Option<u64>], drawer: &Drawer, bits: u32) -> Vec<u8> {
    let most = |vs: &[[f32; WIDTH]]| vs.iter().flatten().fold(0.0f32, |m, v| m.max(v.abs()));
    // A few large numbers must not make all others coarse.
    let mut sizes: Vec<f32> = net.rows.iter().flatten().map(|v| v.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    let row_unit = sizes[sizes.len() - sizes.len() / 20_000 - 1] / 127.0;
    let weight_unit = most(&net.weights) / f32::from(MOST);
    let small = |v: f32| (v / row_unit).round().clamp(-127.0, 127.0) as i8;
    let scale = (row_unit * weight_unit * 256.0 * (1u64 << 24) as f32).round() as u32;
    let mut rows = vec![[0u8; WIDTH]; chosen.len()];
    for ((to, h), from) in rows.iter_mut().zip(chosen).zip(&net.rows) {
        let Some(h) = h else { continue };
        to[..FIRST].copy_from_slice(&place(*h, bits).1.to_le_bytes());
        to[FIRST..].iter_mut().zip(&from[FIRST..]).for_each(|(t, &f)| *t = small(f) as u8);
    }
    let mut missing = [0; WIDTH];
    missing.iter_mut().zip(&net.rows[chosen.len()]).for_each(|(m, &v)| *m = small(v));
    let labels: Vec<(Label, Output)> = drawer
        .labels
        .iter()
        .zip(net.weights.iter().zip(&net.biases))
        .map(|(l, (w, b))| {
            let mut weights = [0; WIDTH];
            weights.iter_mut().zip(w).skip(FIRST).for_each(|(t, f)| *t = (f / weight_unit).round() as i16);
            let b = b + BEFOREHAND.iter().find(|p| p.0 == l.tag).map_or(0.0, |p| p.1);
            let label = Label { script: l.script, tag: l.tag.clone() };
            (label, Output { bias: (b * 256.0).round() as i32, weights })
        })
        .collect();
    println!("unit {row_unit} of rows, {weight_unit} of weights, scale {scale}");
    Table::write(bits, scale, &labels, &missing, &rows)
}
