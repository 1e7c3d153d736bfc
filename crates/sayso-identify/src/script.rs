//! Scripts: which characters are letters, of what script, and which are the same letter.

use crate::blocks::BLOCKS;

/// A family of writing. Most scripts that write one language only are told by
/// [`Script::sole`]; the languages of the others are told by their letters' sequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Script {
    None,
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Han,
    Bengali,
    Hebrew,
    Ethiopic,
    Myanmar,
    Tibetan,
    Syllabics,
    Hangul,
    Greek,
    Armenian,
    Georgian,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Khmer,
    Thaana,
    Cherokee,
    Tifinagh,
    Nko,
    OlChiki,
    Meetei,
    Yi,
    Vai,
    Javanese,
    Mongolian,
    Syriac,
    Adlam,
    Chakma,
}

/// Number of scripts, [`Script::None`] among them.
pub const SCRIPTS: usize = Script::Chakma as usize + 1;

impl Script {
    /// All scripts, in the order of their numbers.
    pub const ALL: [Script; SCRIPTS] = {
        use Script::*;
        [
            None, Latin, Cyrillic, Arabic, Devanagari, Han, Bengali, Hebrew, Ethiopic, Myanmar, Tibetan, Syllabics,
            Hangul, Greek, Armenian, Georgian, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Sinhala,
            Thai, Lao, Khmer, Thaana, Cherokee, Tifinagh, Nko, OlChiki, Meetei, Yi, Vai, Javanese, Mongolian, Syriac,
            Adlam, Chakma,
        ]
    };

    /// The language of a script that news of one language is written in.
    pub fn sole(self) -> Option<&'static str> {
        use Script::*;
        Some(match self {
            Hangul => "ko",
            Greek => "el",
            Armenian => "hy",
            Georgian => "ka",
            Gurmukhi => "pa",
            Gujarati => "gu",
            Oriya => "or",
            Tamil => "ta",
            Telugu => "te",
            Kannada => "kn",
            Malayalam => "ml",
            Sinhala => "si",
            Thai => "th",
            Lao => "lo",
            Khmer => "km",
            Thaana => "dv",
            Cherokee => "chr",
            Tifinagh => "zgh",
            Nko => "nqo",
            OlChiki => "sat",
            Meetei => "mni",
            Yi => "ii",
            Vai => "vai",
            Javanese => "jv",
            Mongolian => "mn",
            Syriac => "syr",
            Adlam => "ff",
            Chakma => "ccp",
            None | Latin | Cyrillic | Arabic | Devanagari | Han | Bengali | Hebrew | Ethiopic | Myanmar | Tibetan
            | Syllabics => return Option::None,
        })
    }

    /// How much one character says, in letters of an alphabet: a sign of Chinese is a word.
    pub fn weight(self) -> u32 {
        match self {
            Script::None => 0,
            Script::Han => 3,
            Script::Hangul | Script::Ethiopic | Script::Syllabics | Script::Yi | Script::Vai => 2,
            _ => 1,
        }
    }
}

/// Code points below this are looked up, those above searched for.
const TABLE: usize = 0x2000;

/// A letter as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its script; [`Script::None`] for [`BREAK`], [`PASSED_OVER`] and marks over letters.
    pub script: Script,
    /// The letter in lower case, in sixteen bits.
    pub folded: u16,
}

/// What ends a word.
pub const BREAK: Letter = Letter { script: Script::None, folded: 0 };

/// What stands in a word without being part of it.
pub const PASSED_OVER: Letter = Letter { script: Script::None, folded: 1 };

/// The script and the folded form of every character.
pub struct Letters(Box<[Letter; TABLE]>);

impl Default for Letters {
    /// Fills the table.
    fn default() -> Self {
        let mut table = Box::new([BREAK; TABLE]);
        for (i, slot) in table.iter_mut().enumerate() {
            *slot = char::from_u32(i as u32).map_or(*slot, slow);
        }
        Letters(table)
    }
}

impl Letters {
    /// Looks a character up.
    #[inline(always)]
    pub fn get(&self, c: char) -> Letter {
        match self.0.get(c as usize) {
            Some(l) => *l,
            None => slow(c),
        }
    }
}

/// Signs inside words that are passed over: soft hyphens, marks of Arabic and Hebrew vowels
/// (which newspapers leave out), the line that draws Arabic words out.
fn is_passed_over(c: u32) -> bool {
    matches!(c, 0xAD | 0x591..=0x5C7 | 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC
        | 0x6DF..=0x6ED | 0x7EB..=0x7F3 | 0x200D..=0x200F | 0x2060 | 0xFE00..=0xFE0F)
}

fn slow(c: char) -> Letter {
    let n = c as u32;
    if is_passed_over(n) {
        return PASSED_OVER;
    }
    if matches!(n, 0x300..=0x36F) {
        return Letter { script: Script::None, folded: n as u16 };
    }
    let i = BLOCKS.partition_point(|b| b.1 < n);
    match BLOCKS.get(i) {
        Some(&(first, _, script)) if first <= n => Letter { script, folded: fold(c) },
        _ => BREAK,
    }
}

/// The letter in lower case; full-width forms as plain ones; what needs more bits than
/// sixteen keeps the lower ones.
fn fold(c: char) -> u16 {
    let n = c as u32;
    let plain = match n {
        0xFF21..=0xFF3A | 0xFF41..=0xFF5A => char::from_u32(n - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let low = plain.to_lowercase().next().unwrap_or(plain);
    (low as u32 & 0xFFFF) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_sorted_and_apart() {
        assert!(BLOCKS.windows(2).all(|w| w[0].1 < w[1].0));
        assert!(Script::ALL.iter().enumerate().all(|(i, s)| *s as usize == i));
    }

    #[test]
    fn letters_are_found_with_their_script_and_folded() {
        let letters = Letters::default();
        let get = |c| letters.get(c);
        assert_eq!(get('A'), Letter { script: Script::Latin, folded: 'a' as u16 });
        assert_eq!(get('İ').folded, 'i' as u16);
        assert_eq!(get('Ж').folded, 'ж' as u16);
        assert_eq!(get('か').script, Script::Han);
        assert_eq!(get('한').script, Script::Hangul);
        assert_eq!(get('Ｂ').folded, 'b' as u16);
        assert_eq!(get('्').script, Script::Devanagari);
        for c in ['7', ' ', '।', '，', '…', '\u{200B}', '😀', '×'] {
            assert_eq!(get(c).script, Script::None, "{c}");
        }
    }
}
