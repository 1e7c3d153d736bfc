//! What many texts tell of a word: vectors of tens of thousands of words, each as a few
//! small numbers.
//!
//! A vector is told by the nearest of 256 centres, what is left of it by the nearest of
//! another 256, and so on: each number picks a row of the embedding table, so that words of
//! like use share rows whether the treebank has them or not.

use crate::wire::{Reader, Writer};

/// Numbers of a word.
pub const CODES: usize = 4;

/// Values of a number.
pub const VALUES: usize = 256;

/// The codes of words, by a hash of the word in lower case.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// In ascending order.
    hashes: Vec<u32>,
    codes: Vec<[u8; CODES]>,
    /// Where the hashes begin whose highest byte and next four bits are this much.
    starts: Vec<u32>,
}

/// Bits of a hash that choose where to look.
const TOP_BITS: u32 = 12;

impl Codes {
    /// From hashes of words and their codes; of two words with one hash the first counts.
    pub fn new(mut all: Vec<(u32, [u8; CODES])>) -> Self {
        all.sort_by_key(|c| c.0);
        all.dedup_by_key(|c| c.0);
        let (hashes, codes): (Vec<u32>, Vec<_>) = all.into_iter().unzip();
        let starts = (0..=1u64 << TOP_BITS)
            .map(|top| hashes.partition_point(|&h| u64::from(h >> (32 - TOP_BITS)) < top) as u32)
            .collect();
        Codes { hashes, codes, starts }
    }

    /// The codes of the word with this hash.
    pub fn get(&self, hash: u32) -> Option<[u8; CODES]> {
        let top = (hash >> (32 - TOP_BITS)) as usize;
        let (from, to) = (*self.starts.get(top)? as usize, *self.starts.get(top + 1)? as usize);
        let at = self.hashes[from..to].iter().position(|&h| h == hash)?;
        Some(self.codes[from + at])
    }

    pub(crate) fn read(r: &mut Reader) -> Result<Self, String> {
        let n = r.number()?;
        let each = |b: &[u8]| (u32::from_le_bytes([b[0], b[1], b[2], b[3]]), [b[4], b[5], b[6], b[7]]);
        Ok(Codes::new(r.take(n * (4 + CODES))?.chunks_exact(4 + CODES).map(each).collect()))
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        w.number(self.hashes.len());
        for (h, c) in self.hashes.iter().zip(&self.codes) {
            w.0.extend(h.to_le_bytes());
            w.0.extend(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let all: Vec<_> = (0..5000u32).map(|i| (i.wrapping_mul(0x9E37_79B9), [i as u8, 1, 2, 3])).collect();
        let codes = Codes::new(all.clone());
        assert!(all.iter().all(|(h, c)| codes.get(*h) == Some(*c)));
        assert_eq!(codes.get(77), None);
        assert_eq!(Codes::default().get(77), None);
        let mut w = Writer::default();
        codes.write(&mut w);
        assert_eq!(Codes::read(&mut Reader::new(&w.0)).unwrap(), codes);
    }
}
