//! Scripts: which characters are letters, of what script, and which are the same letter.

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

/// Blocks of letters, sorted: first, last, script.
const BLOCKS: &[(u32, u32, Script)] = {
    use Script::*;
    &[
        (0x41, 0x5A, Latin),
        (0x61, 0x7A, Latin),
        (0xAA, 0xAA, Latin),
        (0xBA, 0xBA, Latin),
        (0xC0, 0xD6, Latin),
        (0xD8, 0xF6, Latin),
        (0xF8, 0x2C1, Latin),
        (0x370, 0x373, Greek),
        (0x376, 0x377, Greek),
        (0x37B, 0x37D, Greek),
        (0x37F, 0x37F, Greek),
        (0x386, 0x386, Greek),
        (0x388, 0x3E1, Greek),
        (0x3F0, 0x3F5, Greek),
        (0x400, 0x481, Cyrillic),
        (0x48A, 0x52F, Cyrillic),
        (0x531, 0x556, Armenian),
        (0x561, 0x587, Armenian),
        (0x5D0, 0x5F2, Hebrew),
        (0x620, 0x63F, Arabic),
        (0x641, 0x64A, Arabic),
        (0x66E, 0x66F, Arabic),
        (0x671, 0x6D3, Arabic),
        (0x6D5, 0x6D5, Arabic),
        (0x6EE, 0x6EF, Arabic),
        (0x6FA, 0x6FF, Arabic),
        (0x710, 0x72F, Syriac),
        (0x74D, 0x74F, Syriac),
        (0x750, 0x77F, Arabic),
        (0x780, 0x7B1, Thaana),
        (0x7CA, 0x7F5, Nko),
        (0x8A0, 0x8C9, Arabic),
        (0x900, 0x963, Devanagari),
        (0x971, 0x97F, Devanagari),
        (0x980, 0x9E5, Bengali),
        (0x9F0, 0x9F1, Bengali),
        (0xA01, 0xA5E, Gurmukhi),
        (0xA70, 0xA75, Gurmukhi),
        (0xA81, 0xAE3, Gujarati),
        (0xB01, 0xB63, Oriya),
        (0xB71, 0xB71, Oriya),
        (0xB82, 0xBD7, Tamil),
        (0xC00, 0xC63, Telugu),
        (0xC80, 0xCE3, Kannada),
        (0xD00, 0xD63, Malayalam),
        (0xD7A, 0xD7F, Malayalam),
        (0xD81, 0xDDF, Sinhala),
        (0xE01, 0xE3A, Thai),
        (0xE40, 0xE4E, Thai),
        (0xE81, 0xECD, Lao),
        (0xEDC, 0xEDF, Lao),
        (0xF00, 0xF00, Tibetan),
        (0xF40, 0xFBC, Tibetan),
        (0x1000, 0x103F, Myanmar),
        (0x1050, 0x108F, Myanmar),
        (0x10A0, 0x10FF, Georgian),
        (0x1100, 0x11FF, Hangul),
        (0x1200, 0x135F, Ethiopic),
        (0x1380, 0x138F, Ethiopic),
        (0x13A0, 0x13FD, Cherokee),
        (0x1401, 0x166C, Syllabics),
        (0x166F, 0x167F, Syllabics),
        (0x1780, 0x17D3, Khmer),
        (0x1820, 0x18AA, Mongolian),
        (0x18B0, 0x18F5, Syllabics),
        (0x1C5A, 0x1C7D, OlChiki),
        (0x1C80, 0x1C88, Cyrillic),
        (0x1C90, 0x1CBF, Georgian),
        (0x1D00, 0x1D25, Latin),
        (0x1E00, 0x1EFF, Latin),
        (0x1F00, 0x1FFC, Greek),
        (0x2C60, 0x2C7F, Latin),
        (0x2D00, 0x2D2D, Georgian),
        (0x2D30, 0x2D7F, Tifinagh),
        (0x2D80, 0x2DDE, Ethiopic),
        (0x2DE0, 0x2DFF, Cyrillic),
        (0x3005, 0x3007, Han),
        (0x3041, 0x3096, Han),
        (0x309D, 0x309F, Han),
        (0x30A1, 0x30FA, Han),
        (0x30FC, 0x30FF, Han),
        (0x3131, 0x318E, Hangul),
        (0x31F0, 0x31FF, Han),
        (0x3400, 0x4DBF, Han),
        (0x4E00, 0x9FFF, Han),
        (0xA000, 0xA48C, Yi),
        (0xA500, 0xA61F, Vai),
        (0xA640, 0xA66E, Cyrillic),
        (0xA680, 0xA69D, Cyrillic),
        (0xA722, 0xA7FF, Latin),
        (0xA8E0, 0xA8FF, Devanagari),
        (0xA960, 0xA97C, Hangul),
        (0xA984, 0xA9C0, Javanese),
        (0xA9E0, 0xA9FE, Myanmar),
        (0xAA60, 0xAA7F, Myanmar),
        (0xAAE0, 0xAAF6, Meetei),
        (0xAB01, 0xAB2E, Ethiopic),
        (0xAB30, 0xAB67, Latin),
        (0xAB70, 0xABBF, Cherokee),
        (0xABC0, 0xABEA, Meetei),
        (0xAC00, 0xD7FB, Hangul),
        (0xF900, 0xFAD9, Han),
        (0xFB00, 0xFB06, Latin),
        (0xFB13, 0xFB17, Armenian),
        (0xFB1D, 0xFB4F, Hebrew),
        (0xFB50, 0xFDFB, Arabic),
        (0xFE70, 0xFEFC, Arabic),
        (0xFF21, 0xFF3A, Latin),
        (0xFF41, 0xFF5A, Latin),
        (0xFF66, 0xFF9D, Han),
        (0xFFA1, 0xFFDC, Hangul),
        (0x11100, 0x11134, Chakma),
        (0x1E900, 0x1E94B, Adlam),
        (0x20000, 0x3FFFF, Han),
    ]
};

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
