//! Text is cut into words here, for the index and for what is asked of it: in every script alike,
//! whatever SQLite that opens the file knows of it.
//!
//! Chinese, Japanese, Thai, Lao, Khmer and Burmese write words without blanks between them: ICU
//! cuts those. Letters are folded (capitals, full width, ligatures) and accents of letters dropped,
//! so that "Erdogan" finds "Erdoğan".

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use std::sync::LazyLock;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));

/// The words of a text in order, folded, with a blank between two.
pub fn cut(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        push_words(&mut out, &text.to_ascii_lowercase());
        return out;
    }
    let folded = fold(text);
    if folded.chars().any(writes_without_blanks) {
        let mut from = 0;
        for to in SEGMENTER.segment_str(&folded) {
            push_words(&mut out, &folded[from..to]);
            from = to;
        }
    } else {
        push_words(&mut out, &folded);
    }
    out
}

fn fold(text: &str) -> String {
    let folded = CaseMapper::new().fold_string(text);
    let apart = DecomposingNormalizerBorrowed::new_nfkd().normalize(&folded).into_owned();
    let plain: String = apart.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned()
}

fn writes_without_blanks(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Adds the words of a text that blanks and signs divide.
fn push_words(out: &mut String, text: &str) {
    for word in text.split(|c| !in_word(c)).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

fn in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let groups = [GeneralCategoryGroup::Letter, GeneralCategoryGroup::Number, GeneralCategoryGroup::Mark];
    groups.iter().any(|g| g.contains(category))
}

/// What somebody looks for: words and "phrases in quotation marks", all of which must be there;
/// `-word` must not be, and `begin*` is any word that begins so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    must: Vec<Term>,
    not: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    /// Words that follow one another, with a blank on either side of each.
    words: String,
    prefix: bool,
}

impl Sought {
    /// Reads it from what was typed; the error says what is missing.
    pub fn parse(typed: &str) -> Result<Sought, String> {
        let mut sought = Sought::default();
        for (text, quoted, not) in pieces(typed) {
            let prefix = !quoted && text.ends_with('*');
            let words = cut(&text);
            if !words.is_empty() {
                let term = Term { words, prefix };
                if not { sought.not.push(term) } else { sought.must.push(term) }
            }
        }
        match sought.must.is_empty() {
            true => Err(format!("{typed:?} holds no word to look for")),
            false => Ok(sought),
        }
    }

    /// The same for FTS5.
    pub fn fts(&self) -> String {
        let term = |t: &Term| format!("\"{}\"{}", t.words, if t.prefix { "*" } else { "" });
        let all = |terms: &[Term], between: &str| terms.iter().map(term).collect::<Vec<_>>().join(between);
        match self.not.is_empty() {
            true => all(&self.must, " AND "),
            false => format!("({}) NOT ({})", all(&self.must, " AND "), all(&self.not, " OR ")),
        }
    }

    /// The words that must be there, for those that mark them.
    pub fn words(&self) -> Vec<String> {
        self.must.iter().map(|t| t.words.clone()).collect()
    }

    /// The same without what must not be there: a passage of a document that holds it.
    pub(crate) fn without_not(&self) -> Sought {
        Sought { must: self.must.clone(), not: Vec::new() }
    }

    /// Whether a text holds it.
    pub fn is_in(&self, text: &str) -> bool {
        let words = format!(" {} ", cut(text));
        let held = |t: &Term| match t.prefix {
            true => words.contains(&format!(" {}", t.words)),
            false => words.contains(&format!(" {} ", t.words)),
        };
        self.must.iter().all(held) && !self.not.iter().any(held)
    }
}

/// Words and phrases as they were typed: whether in quotation marks, whether after a minus.
fn pieces(typed: &str) -> Vec<(String, bool, bool)> {
    let (mut out, mut minus) = (Vec::new(), false);
    for (i, part) in typed.split(['"', '“', '”', '„', '«', '»']).enumerate() {
        if i % 2 == 1 {
            out.push((part.to_string(), true, minus));
            continue;
        }
        out.extend(part.split_whitespace().map(|w| (w.to_string(), false, w.starts_with('-'))));
        minus = part == "-" || part.ends_with(" -");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_every_script() {
        let cases = [
            ("Presiden Erdoğan menolak", "erdogan"),
            ("外务省发言人否认了这一指控", "否认"),
            ("外務省は報道を否定した", "否定"),
            ("กระทรวงการต่างประเทศปฏิเสธข้อกล่าวหา", "ปฏิเสธ"),
            ("МИД отверг обвинения", "Отверг"),
            ("نفت الوزارة الاتهام", "الوزارة"),
            ("मंत्रालय ने आरोप को खारिज किया", "खारिज"),
            ("외무성은 부인했다", "부인했다"),
            ("Straße", "STRASSE"),
            ("ﬁnal １２", "final 12"),
        ];
        for (text, typed) in cases {
            assert!(Sought::parse(typed).unwrap().is_in(text), "{typed} in {text}: {}", cut(text));
        }
        assert!(!Sought::parse("海").unwrap().is_in("上海市"));
    }

    #[test]
    fn what_is_typed_is_never_taken_for_syntax() {
        let fts = |typed: &str| Sought::parse(typed).unwrap().fts();
        assert_eq!(fts("cable \"cut by\" -ship"), "(\"cable\" AND \"cut by\") NOT (\"ship\")");
        assert_eq!(fts("NEAR(a OR b) x:y"), "\"near a\" AND \"or\" AND \"b\" AND \"x y\"");
        assert_eq!(fts("sanct*"), "\"sanct\"*");
        assert_eq!(fts("cable -\"cut by\""), "(\"cable\") NOT (\"cut by\")");
        assert!(Sought::parse(" -- \"\" ").is_err());
        let sought = Sought::parse("\"cut the\" cab* -ship").unwrap();
        assert!(sought.is_in("They cut the cables.") && !sought.is_in("The ship cut the cable."));
    }
}
