//! The shape of a line: its words, how it ends, whether it reads like a headline.

/// Lower case, one blank between words, straight quotation marks, no signs at either end.
pub fn norm(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for word in s.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' | '‘' | 'ʼ' | '`' => out.push('\''),
                '“' | '”' | '„' | '«' | '»' => out.push('"'),
                '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' => {}
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '©' | '@' | '(' | '#' | '¿');
    let end = |c: char| !c.is_alphanumeric();
    out.trim_start_matches(edge).trim_end_matches(end).to_string()
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// Words; two signs of Chinese, Japanese or Thai count as one.
    pub words: usize,
    /// Ends like a sentence: full stop or ellipsis, before closing signs.
    pub stopped: bool,
    /// Ends with a question or exclamation mark.
    pub asks: bool,
    /// Has the end of a sentence inside.
    pub inner_stop: bool,
    /// Begins with a sign of a list.
    pub listed: bool,
    /// Begins with a small letter.
    pub small: bool,
    /// Too long for anything but a story.
    pub long: bool,
}

/// Lines of more bytes than this are not looked at word by word.
const LONG: usize = 1_500;

impl Shape {
    /// Looks at a line.
    pub fn of(line: &str) -> Self {
        if line.len() > LONG {
            return Shape { words: LONG, stopped: true, inner_stop: true, long: true, ..Shape::default() };
        }
        let last = line.trim_end_matches(closes).chars().next_back().unwrap_or(' ');
        Shape {
            words: count(line),
            stopped: matches!(last, '.' | '…' | '。' | '։' | '۔' | '।' | ';'),
            asks: matches!(last, '?' | '!' | '？' | '！' | '؟'),
            inner_stop: has_inner_stop(line),
            listed: line.starts_with(['-', '•', '*', '–', '—', '▪', '●', '◦', '·']),
            small: line.chars().next().is_some_and(char::is_lowercase),
            long: false,
        }
    }

    /// Whether it reads like a paragraph of a story.
    pub fn is_paragraph(&self) -> bool {
        let sentence = self.stopped && self.words >= 6;
        let sentences = self.inner_stop && self.words >= 12;
        let question = self.asks && self.words > 16;
        self.long || sentence || sentences || question || self.words > 28 || (self.listed && self.words >= 5)
    }

    /// Whether it may be a headline: no sentence, not long.
    pub fn is_headline(&self) -> bool {
        !self.is_paragraph() && !self.stopped && self.words <= 28 && self.words > 0
    }
}

/// Signs that close what stands before them.
fn closes(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\''
                | '”'
                | '’'
                | '»'
                | '«'
                | '“'
                | ')'
                | ']'
                | '*'
                | '■'
                | '◼'
                | '▪'
                | '●'
                | '_'
                | '」'
                | '』'
                | '）'
                | '†'
        )
}

/// Words of a line; two signs of a script without blanks count as one.
pub fn count(line: &str) -> usize {
    let mut signs = 0;
    let mut words = 0;
    for word in line.split_whitespace() {
        let n = word.chars().filter(|&c| unspaced(c)).count();
        signs += n;
        words += usize::from(n == 0 && word.chars().any(char::is_alphanumeric));
    }
    words + signs.div_ceil(2)
}

/// Whether `c` belongs to a script that puts no blanks between words.
pub fn unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// "… the port. She said …": a sentence ends and another begins.
fn has_inner_stop(line: &str) -> bool {
    let mut before = ' ';
    let mut word = 0;
    let mut stop = false;
    for c in line.chars() {
        if c.is_whitespace() {
            stop = (matches!(before, '.' | '?' | '!') && word > 3) || matches!(before, '。' | '？' | '！' | '؟');
            word = 0;
        } else {
            if stop && (c.is_uppercase() || matches!(c, '"' | '“' | '«' | '„' | '¿' | '¡')) {
                return true;
            }
            stop = matches!(before, '。' | '？' | '！');
            if stop && c.is_alphabetic() {
                return true;
            }
            word += usize::from(c.is_alphanumeric());
        }
        if !closes(c) || c.is_whitespace() {
            before = if c.is_whitespace() { ' ' } else { c };
        }
    }
    false
}

/// Whether every word but joining ones begins with a capital: a name, a title.
pub fn is_name_like(s: &str, joins: &[&str]) -> bool {
    let mut some = false;
    for word in s.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = word.chars().next() else { continue };
        if first.is_uppercase() || (unspaced(first) && word.chars().count() <= 4) {
            some = true;
        } else if !joins.contains(&word) {
            return false;
        }
    }
    some
}

/// Words that join parts of names or names.
pub const JOINS: &[&str] = &[
    "and", "in", "for", "of", "the", "at", "de", "del", "la", "y", "e", "da", "do", "dos", "das", "van", "von", "der",
    "den", "bin", "bint", "al", "el", "ibn", "dan", "di", "dari", "et", "à", "en", "und", "aus", "i", "w", "с", "из",
    "в", "и", "du", "le", "with", "from", "zu", "ter", "te", "af", "ben", "s",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_paragraphs_from_headlines() {
        let p = |s| Shape::of(s).is_paragraph();
        assert!(p("The minister left Oslo on Friday."));
        assert!(p("“We will not leave,” she said. “Not now.”"));
        assert!(!p("Ferry sinks off Lesbos"));
        assert!(!p("'Not for sale'"));
        assert!(Shape::of("Who will pay for the bridge?").is_headline());
        assert!(p("外交部发言人周三在北京对记者说，两国将继续对话。他没有说明时间。"));
        assert!(!Shape::of("The U.S. Navy sends a ship").inner_stop);
    }

    #[test]
    fn norm_folds_case_blanks_and_signs() {
        assert_eq!(norm("  Read\u{a0}More: "), "read more");
        assert_eq!(norm("Editors’ Picks"), "editors' picks");
        assert_eq!(norm("© 2024 Post"), "© 2024 post");
        assert_eq!(norm("___"), "");
    }

    #[test]
    fn names_are_told_from_sentences() {
        assert!(is_name_like("KADZO MWERO", JOINS));
        assert!(is_name_like("Dana Whitlock and Oleh Marchenko", JOINS));
        assert!(!is_name_like("Tuesday the rebels had left", JOINS));
    }
}
