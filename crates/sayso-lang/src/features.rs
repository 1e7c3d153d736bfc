//! What the network sees of a word: hashed rows of its embedding table.

use crate::codes::{CODES, Codes, VALUES};
use rustc_hash::FxHashSet;

/// Features of a word, each a row of the one table: two hashes of the word, four suffixes,
/// four prefixes, its shape, the codes of its vector.
pub const KINDS: usize = 11 + CODES;

/// Ranges of rows in the table: the word's two hashes share one, its codes have one each.
pub const KINDS_IN_FILE: usize = KINDS - 1;

/// The range that a feature's row lies in.
pub fn kind_of(slot: usize) -> usize {
    slot.saturating_sub(1)
}

/// Rows of each range, in order: word, suffixes 4, 3, 2, 1, prefixes 4, 3, 2, 1, shape, codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows(pub [u32; KINDS_IN_FILE]);

/// The most rows that a range may have.
const MOST: [u32; KINDS_IN_FILE - CODES] = [18_000, 6_000, 4_000, 3_000, 4_000, 4_000, 3_000, 3_000, 4_000, 512];

/// Rows of all ranges but the codes' together, at most.
const MOST_IN_ALL: u32 = 37_500;

impl Rows {
    /// As many rows as there are different words, affixes, shapes, or as the model may have.
    pub fn for_words<'w>(words: impl Iterator<Item = &'w str>, with_codes: bool) -> Self {
        let mut seen: [FxHashSet<u32>; KINDS_IN_FILE - CODES] = Default::default();
        let (mut lower, mut keys) = (String::new(), [0; 11]);
        for form in words {
            hashes(form, &mut lower, &mut keys);
            for (&key, seen) in keys[1..].iter().zip(&mut seen) {
                seen.insert(key);
            }
        }
        let mut rows = [if with_codes { VALUES as u32 } else { 1 }; KINDS_IN_FILE];
        for (k, seen) in seen.iter().enumerate() {
            rows[k] = (seen.len() as u32 * 5 / 4).clamp(64, MOST[k]);
        }
        let all: u32 = rows[..MOST.len()].iter().sum();
        if all > MOST_IN_ALL {
            // The longest affixes repeat most of what the word says.
            for k in [0, 1, 5] {
                rows[k] = (u64::from(rows[k]) * 2 / 3).max(64) as u32;
            }
            let rest: u32 = rows[..MOST.len()].iter().sum();
            rows[0] = (rows[0] + MOST_IN_ALL).saturating_sub(rest).max(64);
        }
        Rows(rows)
    }

    /// Rows of all kinds together.
    pub fn total(&self) -> usize {
        self.0.iter().sum::<u32>() as usize
    }
}

/// FNV-1a over bytes, with a seed: the same on every machine.
fn hash(seed: u32, bytes: &[u8]) -> u32 {
    let mut h = 0x811c_9dc5_u32 ^ seed.wrapping_mul(0x9E37_79B9);
    for &b in bytes {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^ (h >> 13)
}

/// What stands for no row.
pub const NONE: u32 = u32::MAX;

/// The hash of a word in lower case, by which its codes are found.
pub fn word_hash(form: &str, lower: &mut String) -> u32 {
    lower_case(form, lower);
    hash(1, lower.as_bytes())
}

/// Hashes of the word (two), its suffixes, prefixes and shape.
fn hashes(form: &str, lower: &mut String, out: &mut [u32; 11]) {
    lower_case(form, lower);
    let bytes = lower.as_bytes();
    (out[0], out[1]) = (hash(1, bytes), hash(2, bytes));
    let ends = char_ends(lower);
    for (slot, n) in [(2, 4), (3, 3), (4, 2), (5, 1)] {
        out[slot] = hash(3 + n, suffix(bytes, lower, n as usize));
    }
    for (slot, n) in [(6, 4usize), (7, 3), (8, 2), (9, 1)] {
        out[slot] = hash(20 + n as u32, &bytes[..ends[n - 1]]);
    }
    out[10] = hash(40, &shape(form));
}

/// The rows of one word; [`NONE`] for a code that it has not. `lower` is a buffer that is reused.
pub fn rows(form: &str, table: &Rows, codes: &Codes, lower: &mut String, out: &mut [u32; KINDS]) {
    let mut keys = [0; 11];
    hashes(form, lower, &mut keys);
    let mut base = 0;
    for (slot, &key) in keys.iter().enumerate() {
        if slot > 1 {
            base += table.0[kind_of(slot - 1)];
        }
        out[slot] = base + key % table.0[kind_of(slot)];
    }
    base += table.0[kind_of(10)];
    let code = codes.get(keys[0]);
    for k in 0..CODES {
        out[11 + k] = code.map_or(NONE, |c| base + u32::from(c[k]) % table.0[10 + k]);
        base += table.0[10 + k];
    }
}

/// A word in lower case, each digit as `0`.
fn lower_case(form: &str, to: &mut String) {
    to.clear();
    if form.is_ascii() {
        to.extend(form.bytes().map(|b| if b.is_ascii_digit() { '0' } else { b.to_ascii_lowercase() as char }));
        return;
    }
    for c in form.chars() {
        let c = if c.is_numeric() { '0' } else { c };
        to.extend(c.to_lowercase());
    }
}

/// Byte lengths of the first 1, 2, 3, 4 characters.
fn char_ends(s: &str) -> [usize; 4] {
    let mut ends = [s.len(); 4];
    for (k, (i, c)) in s.char_indices().take(4).enumerate() {
        ends[k] = i + c.len_utf8();
    }
    ends
}

fn suffix<'a>(bytes: &'a [u8], s: &str, n: usize) -> &'a [u8] {
    let at = s.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i);
    &bytes[at..]
}

/// Case and kind of up to eight runs of characters: `Mr.` is `Xx.`, `F-16` is `X-0`.
fn shape(form: &str) -> [u8; 8] {
    let (mut out, mut n, mut last) = ([0; 8], 0, 0);
    for c in form.chars() {
        let k = match c {
            _ if c.is_uppercase() => b'X',
            _ if c.is_lowercase() => b'x',
            _ if c.is_numeric() => b'0',
            _ if c.is_alphabetic() => b'c',
            _ if c.is_ascii() => c as u8,
            _ => b'?',
        };
        if k != last || (n == 1 && k == b'X') {
            if n == out.len() {
                break;
            }
            out[n] = k;
            n += 1;
            last = k;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_lies_in_the_table_and_words_differ_by_affix() {
        let words = ["", "a", "Kishida", "😀", "memperdalam", "1,234.5", "日本"];
        let (t, mut buf) = (Rows::for_words(words.into_iter(), true), String::new());
        let codes = Codes::new(vec![(word_hash("kishida", &mut buf), [9, 8, 7, 255])]);
        let (mut a, mut b) = ([0; KINDS], [0; KINDS]);
        for w in words {
            rows(w, &t, &codes, &mut buf, &mut a);
            assert!(a.iter().all(|&r| (r as usize) < t.total() || (r == NONE && w != "Kishida")), "{w}");
        }
        assert_eq!(t.0[10..], [256; CODES]);
        rows("walked", &t, &codes, &mut buf, &mut a);
        rows("talked", &t, &codes, &mut buf, &mut b);
        assert_eq!(a[2..6], b[2..6]);
        assert_ne!(a[0], b[0]);
    }
}
