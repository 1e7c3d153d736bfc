//! The sequences of letters by which languages are told apart.
//!
//! A word is read with a sign before and after it. Its grams are all runs of two to
//! [`LONGEST`] of its letters, and the word as a whole. Signs of Chinese and Japanese, which
//! do not part words, give themselves and each pair.

use crate::script::{BREAK, Letters, PASSED_OVER, Script};

/// The longest run of letters that is a gram.
pub const LONGEST: usize = 4;

/// Stands before and after a word.
const EDGE: u64 = 2;

/// Who takes the grams.
pub trait Sink {
    /// A word (or a run of signs) of this script begins.
    fn begin(&mut self, _: Script) {}
    /// One gram of the word, hashed.
    fn gram(&mut self, hash: u64);
    /// The word ends after so many letters.
    fn end(&mut self, script: Script, letters: u32);
}

const fn of_order(order: u64) -> u64 {
    (order + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1
}

/// Mixes all bits of a key into all bits of its hash.
#[inline(always)]
fn mix(key: u64, salt: u64) -> u64 {
    let wide = u128::from(key ^ salt) * 0xA24B_AED4_963E_E407_u128;
    (wide as u64) ^ (wide >> 64) as u64
}

/// Gives every gram of every word of `text` to `sink`, in order.
#[inline(always)]
pub fn scan(letters: &Letters, text: &str, sink: &mut impl Sink) {
    let mut word = Word::default();
    for c in text.chars() {
        let mut l = letters.get(c);
        if l.script == Script::None {
            if l == BREAK {
                word.close(sink);
                continue;
            }
            if l == PASSED_OVER || word.script != Script::Latin {
                continue;
            }
            l.script = Script::Latin;
        }
        if l.script != word.script {
            word.close(sink);
            word.open(l.script, sink);
        }
        word.push(l.folded, sink);
    }
    word.close(sink);
}

/// The word being read.
struct Word {
    script: Script,
    /// Its last four letters, the newest lowest.
    window: u64,
    hash: u64,
    letters: u32,
}

impl Default for Word {
    fn default() -> Self {
        Word { script: Script::None, window: EDGE, hash: 0, letters: 0 }
    }
}

impl Word {
    #[inline(always)]
    fn open(&mut self, script: Script, sink: &mut impl Sink) {
        *self = Word { script, ..Word::default() };
        sink.begin(script);
    }

    #[inline(always)]
    fn push(&mut self, folded: u16, sink: &mut impl Sink) {
        self.letters += 1;
        self.window = self.window << 16 | u64::from(folded);
        match self.script {
            Script::Han => {
                sink.gram(mix(u64::from(folded), of_order(1)));
                if self.letters > 1 {
                    sink.gram(mix(self.window & 0xFFFF_FFFF, of_order(2)));
                }
            }
            s if s.sole().is_none() => {
                self.hash = (self.hash ^ u64::from(folded)).wrapping_mul(0x9FB2_1C65_1E98_DF25).rotate_left(23);
                self.runs(sink);
            }
            _ => {}
        }
    }

    /// The runs that end with the newest letter.
    #[inline(always)]
    fn runs(&self, sink: &mut impl Sink) {
        sink.gram(mix(self.window & 0xFFFF_FFFF, of_order(2)));
        if self.letters >= 2 {
            sink.gram(mix(self.window & 0xFFFF_FFFF_FFFF, of_order(3)));
        }
        if self.letters >= 3 {
            sink.gram(mix(self.window, of_order(4)));
        }
    }

    #[inline(always)]
    fn close(&mut self, sink: &mut impl Sink) {
        if self.script == Script::None {
            return;
        }
        if self.script != Script::Han && self.script.sole().is_none() {
            self.window = self.window << 16 | EDGE;
            let inside = self.letters;
            self.letters += 1;
            self.runs(sink);
            if inside as usize > LONGEST - 2 {
                sink.gram(mix(self.hash, of_order(9)));
            }
            self.letters = inside;
        }
        sink.end(self.script, self.letters);
        self.script = Script::None;
    }
}
