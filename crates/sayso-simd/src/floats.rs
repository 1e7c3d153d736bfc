//! Loops over floats, element by element, compiled for each level.

use crate::{Kind, Level};

/// Added and taken away again, it rounds a float to the nearest integer, ties to even; the
/// low bits of the sum are that integer.
const ROUND: f32 = 12_582_912.0;

/// Writes `pub fn name(level, args)` that runs `body` compiled for the level.
macro_rules! for_each_level {
    ($(#[$doc:meta])* $name:ident => $body:ident($($arg:ident: $type:ty),*) $(-> $out:ty)?) => {
        impl Level {
            $(#[$doc])*
            pub fn $name(self, $($arg: $type),*) $(-> $out)? {
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx2")]
                fn avx2($($arg: $type),*) $(-> $out)? {
                    $body($($arg),*)
                }
                match self.0 {
                    #[cfg(target_arch = "x86_64")]
                    // SAFETY: there is a `Level` of these kinds only where the processor has AVX2.
                    Kind::Avx2 | Kind::Avx512 => unsafe { avx2($($arg),*) },
                    _ => $body($($arg),*),
                }
            }
        }
    };
}

for_each_level! {
    /// The largest size of a number; at least a millionth.
    top => top(x: &[f32]) -> f32
}
for_each_level! {
    /// Multiplies and rounds to integers, ties to even, which must fit.
    quantise => quantise(x: &[f32], by: f32, out: &mut [i16])
}
for_each_level! {
    /// `x += dot * unit + bias`, of which no less than nought and no more than `most` is added.
    add_positive => add_positive(x: &mut [f32], dots: &[i32], unit: &[f32], bias: &[f32], most: f32)
}
for_each_level! {
    /// `x += y`, of which no less than nought and no more than `most` is added.
    add_capped => add_capped(x: &mut [f32], y: &[f32], most: f32)
}
for_each_level! {
    /// `x = dot * unit + bias`.
    scale => scale(x: &mut [f32], dots: &[i32], unit: &[f32], bias: &[f32])
}
for_each_level! {
    /// `x += dot * unit * share`.
    add_scaled => add_scaled(x: &mut [f32], dots: &[i32], unit: &[f32], share: f32)
}
for_each_level! {
    /// The sum of rows of signed bytes, each times its scale.
    sum_rows => sum_rows(rows: &[&[u8]], scales: &[f32], out: &mut [f32])
}
for_each_level! {
    /// `out = max(0, a + b + c)`.
    add_three => add_three(a: &[i16], b: &[i16], c: &[i16], out: &mut [i16])
}

#[inline(always)]
fn top(x: &[f32]) -> f32 {
    // Floats without sign are ordered as their bits are.
    let bits = x.iter().fold(0i32, |m, v| m.max((v.to_bits() & 0x7fff_ffff) as i32));
    f32::from_bits(bits as u32).max(1e-6)
}

#[inline(always)]
fn quantise(x: &[f32], by: f32, out: &mut [i16]) {
    for (q, v) in out.iter_mut().zip(x) {
        *q = (v * by + ROUND).to_bits() as i16;
    }
}

#[inline(always)]
fn add_positive(x: &mut [f32], dots: &[i32], unit: &[f32], bias: &[f32], most: f32) {
    for (((x, &dot), &unit), &bias) in x.iter_mut().zip(dots).zip(unit).zip(bias) {
        let y = dot as f32 * unit + bias;
        *x += capped(y, most);
    }
}

#[inline(always)]
fn add_capped(x: &mut [f32], y: &[f32], most: f32) {
    x.iter_mut().zip(y).for_each(|(x, &y)| *x += capped(y, most));
}

#[inline(always)]
fn capped(y: f32, most: f32) -> f32 {
    let y = if y > 0.0 { y } else { 0.0 };
    if y < most { y } else { most }
}

#[inline(always)]
fn scale(x: &mut [f32], dots: &[i32], unit: &[f32], bias: &[f32]) {
    for (((x, &dot), &unit), &bias) in x.iter_mut().zip(dots).zip(unit).zip(bias) {
        *x = dot as f32 * unit + bias;
    }
}

#[inline(always)]
fn add_scaled(x: &mut [f32], dots: &[i32], unit: &[f32], share: f32) {
    for ((x, &dot), &unit) in x.iter_mut().zip(dots).zip(unit) {
        *x += dot as f32 * unit * share;
    }
}

#[inline(always)]
fn sum_rows(rows: &[&[u8]], scales: &[f32], out: &mut [f32]) {
    const BLOCK: usize = 32;
    let (blocks, rest) = out.as_chunks_mut::<BLOCK>();
    for (b, block) in blocks.iter_mut().enumerate() {
        let mut sum = [0.0f32; BLOCK];
        for (row, &scale) in rows.iter().zip(scales) {
            let Some(bytes) = row.get(b * BLOCK..).and_then(|r| r.first_chunk::<BLOCK>()) else { continue };
            for (s, &byte) in sum.iter_mut().zip(bytes) {
                *s += scale * f32::from(byte as i8);
            }
        }
        *block = sum;
    }
    let at = blocks.len() * BLOCK;
    for (k, x) in rest.iter_mut().enumerate() {
        *x = rows.iter().zip(scales).filter_map(|(r, s)| Some(s * f32::from(*r.get(at + k)? as i8))).sum();
    }
}

#[inline(always)]
fn add_three(a: &[i16], b: &[i16], c: &[i16], out: &mut [i16]) {
    for (((z, &a), &b), &c) in out.iter_mut().zip(a).zip(b).zip(c) {
        *z = a.wrapping_add(b).wrapping_add(c).max(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floats(n: usize) -> Vec<f32> {
        (0..n).map(|i| ((i * 7919 + 13) % 2003) as f32 / 2003.0 - 0.5).collect()
    }

    #[test]
    fn every_level_gives_the_same_bits() {
        let x = floats(203);
        let dots: Vec<i32> = (0..203).map(|i| (i - 100) * 991).collect();
        let (unit, bias) = (floats(203), floats(203));
        let bytes: Vec<Vec<u8>> = (0..11).map(|r| (0..203).map(|i| (i * 37 + r * 11) as u8).collect()).collect();
        let rows: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
        let all = |level: Level| {
            let mut q = vec![0; 203];
            level.quantise(&x, 4094.0, &mut q);
            let (mut a, mut b, mut c) = (x.clone(), x.clone(), x.clone());
            level.add_positive(&mut a, &dots, &unit, &bias, 6.0);
            level.add_capped(&mut a, &x, 0.5);
            level.scale(&mut b, &dots, &unit, &bias);
            level.add_scaled(&mut b, &dots, &bias, 0.7);
            level.sum_rows(&rows, &unit[..11], &mut c);
            let mut z = vec![0; 203];
            level.add_three(&q, &q, &q, &mut z);
            let bits = |v: Vec<f32>| v.into_iter().map(f32::to_bits).collect::<Vec<_>>();
            (level.top(&x).to_bits(), q, bits(a), bits(b), bits(c), z)
        };
        let plain = all(Level(Kind::Plain));
        assert!(Level::all().into_iter().all(|l| all(l) == plain));
    }

    #[test]
    fn rounds_to_the_nearest_ties_to_even() {
        let x = [0.5, 1.5, 2.5, -0.5, -1.5, 2046.5, -2047.0, 0.49, -0.51, 4093.7];
        let mut q = [0; 10];
        Level::best().quantise(&x, 1.0, &mut q);
        assert_eq!(q, x.map(|v: f32| v.round_ties_even() as i16));
        assert_eq!((Level::best().top(&x), Level::best().top(&[])), (4093.7, 1e-6));
    }
}
