//! What the network sees of a word: hashed rows of its embedding table.

/// Kinds of features; each has a range of rows of its own in the one table.
pub const KINDS: usize = 11;

/// Rows of each kind, in order: word (shared by its two hashes), suffixes 4, 3, 2, 1,
/// prefixes 4, 3, 2, 1, shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows(pub [u32; 10]);

impl Default for Rows {
    fn default() -> Self {
        Rows([18_000, 6_000, 4_000, 1_500, 512, 4_000, 2_000, 1_000, 512, 512])
    }
}

impl Rows {
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

/// The rows of one word. `lower` is a buffer that is reused.
pub fn rows(form: &str, table: &Rows, lower: &mut String, out: &mut [u32; KINDS]) {
    lower_case(form, lower);
    let bytes = lower.as_bytes();
    let r = &table.0;
    let mut base = 0;
    let mut put = |slot: usize, kind: usize, h: u32, advance: bool| {
        out[slot] = base + h % r[kind];
        if advance {
            base += r[kind];
        }
    };
    put(0, 0, hash(1, bytes), false);
    put(1, 0, hash(2, bytes), true);
    let ends = char_ends(lower);
    for (slot, n) in [(2, 4), (3, 3), (4, 2), (5, 1)] {
        put(slot, slot - 1, hash(3 + n, suffix(bytes, lower, n as usize)), true);
    }
    for (slot, n) in [(6, 4usize), (7, 3), (8, 2), (9, 1)] {
        put(slot, slot - 1, hash(20 + n as u32, &bytes[..ends[n - 1]]), true);
    }
    put(10, 9, hash(40, &shape(form)), true);
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
        let (t, mut buf) = (Rows::default(), String::new());
        let (mut a, mut b) = ([0; KINDS], [0; KINDS]);
        for w in ["", "a", "Kishida", "😀", "memperdalam", "1,234.5", "日本"] {
            rows(w, &t, &mut buf, &mut a);
            assert!(a.iter().all(|&r| (r as usize) < t.total()), "{w}");
        }
        rows("walked", &t, &mut buf, &mut a);
        rows("talked", &t, &mut buf, &mut b);
        assert_eq!(a[2..6], b[2..6]);
        assert_ne!(a[0], b[0]);
    }
}
