//! The file `lang/und/identify.bin`: a vector for every gram that tells something, and what
//! the sum of a text's vectors says for each language.
//!
//! ```text
//! magic, bits (u32), labels (u32), scale (u32)
//! labels × "script (u8) length (u8) tag"
//! labels × (bias (i32), WIDTH weights (i16))
//! ORDERS × WIDTH numbers (i8)       for grams that are not in the table
//! 2^bits × row (WIDTH bytes)        check (u16), then numbers (i8)
//! ```
//! A row holds one gram. A gram stands in one of two rows that share a line of the cache.

use crate::script::{SCRIPTS, Script};
use std::borrow::Cow;
use std::ops::Range;

/// Bytes of a row: two of check and thirty numbers.
pub const WIDTH: usize = 32;

/// First number of a row; before it stands the check.
pub const FIRST: usize = 2;

/// The greatest weight.
pub const MOST: i16 = 2_000;

/// No score is greater.
const FAR: i32 = 1 << 24;

const MAGIC: &[u8; 8] = b"sayso-i1";

/// A language as the table knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Script it is written in.
    pub script: Script,
    /// BCP 47 tag, with a script where that tells something (`sr-Latn`, `zh-Hant`);
    /// `und` for the languages and the letters that are none of the others.
    pub tag: String,
}

impl Label {
    /// The tag without its script.
    pub fn code(&self) -> &str {
        self.tag.split('-').next().unwrap_or_default()
    }

    /// Whether it stands for a language.
    pub fn is_known(&self) -> bool {
        self.tag != "und"
    }
}

/// What a label asks of the sum of vectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Added to every text's score, in 1/256.
    pub bias: i32,
    /// One weight for each number of a row, within ±[`MOST`].
    pub weights: [i16; WIDTH],
}

/// The table, ready to be looked up.
pub struct Table {
    bytes: Cow<'static, [u8]>,
    rows: usize,
    bits: u32,
    /// Sums of numbers times weights, times this over 2^24, are scores in 1/256.
    scale: i64,
    /// Labels of each script.
    ranges: [Range<usize>; SCRIPTS],
    /// All labels, those of one script together.
    pub labels: Vec<Label>,
    /// What each asks.
    pub outputs: Vec<Output>,
    /// Numbers of a gram that has no row.
    pub missing: [i8; WIDTH],
}

/// The place of a gram: its row or the one beside it, and its check.
#[inline(always)]
pub fn place(hash: u64, bits: u32) -> (usize, u16) {
    ((hash >> (64 - bits)) as usize, (hash as u16).max(1))
}

impl Table {
    /// Reads the file; tells what is wrong with it.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let mut r = Reader { bytes: &bytes, at: 0 };
        if r.take(8)? != MAGIC {
            return Err("it is not a table of this version; build it again with 'cargo xtask identify'".into());
        }
        let (bits, count, scale) = (r.u32()?, r.u32()?, r.u32()?);
        if bits > 24 || count > 4096 {
            return Err(format!("{bits} bits and {count} labels cannot be right"));
        }
        let labels = (0..count).map(|_| r.label()).collect::<Result<Vec<_>, _>>()?;
        if labels.windows(2).any(|w| w[0].script > w[1].script) {
            return Err("its labels are out of order".into());
        }
        let outputs = (0..count).map(|_| r.output()).collect::<Result<Vec<_>, _>>()?;
        let missing = r.numbers()?;
        let rows = r.at;
        let wanted = rows + (WIDTH << bits);
        if bytes.len() != wanted {
            return Err(format!("it has {} bytes, not {wanted}", bytes.len()));
        }
        let find = |s: Script| labels.partition_point(|l| l.script < s)..labels.partition_point(|l| l.script <= s);
        let ranges = Script::ALL.map(find);
        Ok(Table { rows, bits, scale: i64::from(scale), ranges, labels, outputs, missing, bytes })
    }

    /// The file of a table; `rows` holds 2^`bits` rows.
    pub fn write(
        bits: u32,
        scale: u32,
        labels: &[(Label, Output)],
        missing: &[i8; WIDTH],
        rows: &[[u8; WIDTH]],
    ) -> Vec<u8> {
        assert_eq!(rows.len(), 1 << bits);
        let mut out = MAGIC.to_vec();
        for n in [bits, labels.len() as u32, scale] {
            out.extend(n.to_le_bytes());
        }
        for (l, _) in labels {
            out.extend([l.script as u8, l.tag.len() as u8]);
            out.extend(l.tag.as_bytes());
        }
        for (_, o) in labels {
            out.extend(o.bias.to_le_bytes());
            o.weights.iter().for_each(|w| out.extend(w.to_le_bytes()));
        }
        out.extend(missing.iter().map(|&n| n as u8));
        rows.iter().for_each(|r| out.extend(r));
        out
    }

    /// The labels of a script.
    pub fn of(&self, script: Script) -> Range<usize> {
        self.ranges[script as usize].clone()
    }

    /// A sum of numbers (each times four) times weights, as a score in 1/256.
    #[inline(always)]
    pub fn scaled(&self, sum: i32) -> i32 {
        ((i64::from(sum) * self.scale) >> 26).clamp(i64::from(-FAR), i64::from(FAR)) as i32
    }

    /// The row of a gram; its first [`FIRST`] bytes are no numbers.
    #[inline(always)]
    pub fn row(&self, hash: u64) -> Option<&[u8; WIDTH]> {
        let (i, check) = place(hash, self.bits);
        let pair = &self.bytes[self.rows + (i & !1) * WIDTH..][..2 * WIDTH];
        let (a, b) = pair.split_at(WIDTH);
        let own = |r: &[u8]| u16::from_le_bytes([r[0], r[1]]) == check;
        let row = if own(a) {
            a
        } else if own(b) {
            b
        } else {
            return None;
        };
        row.try_into().ok()
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], String> {
        let out = self.bytes.get(self.at..self.at + n).ok_or("it ends too early")?;
        self.at += n;
        Ok(out)
    }

    fn u32(&mut self) -> Result<u32, String> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into().map_err(|_| "it ends too early")?))
    }

    fn label(&mut self) -> Result<Label, String> {
        let &[script, n] = self.take(2)? else { return Err("it ends too early".into()) };
        let tag = std::str::from_utf8(self.take(usize::from(n))?).map_err(|e| e.to_string())?.to_string();
        let script = *Script::ALL.get(usize::from(script)).ok_or("a script is unknown")?;
        Ok(Label { script, tag })
    }

    fn output(&mut self) -> Result<Output, String> {
        let bias = (self.u32()? as i32).clamp(-FAR, FAR);
        let mut weights = [0; WIDTH];
        for (w, b) in weights.iter_mut().zip(self.take(2 * WIDTH)?.chunks_exact(2)) {
            *w = i16::from_le_bytes([b[0], b[1]]).clamp(-MOST, MOST);
        }
        Ok(Output { bias, weights })
    }

    fn numbers(&mut self) -> Result<[i8; WIDTH], String> {
        let mut out = [0; WIDTH];
        out.iter_mut().zip(self.take(WIDTH)?).for_each(|(n, &b)| *n = b as i8);
        Ok(out)
    }
}
