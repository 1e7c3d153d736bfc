//! A line becomes sentences, and a sentence becomes words.
//!
//! Rules over characters, with what the training data taught: abbreviations, words that keep
//! their hyphen or final syllable, how multiword tokens (`don't`, `rumahnya`, `du`) part, and
//! where words end that no blank parts.

mod cutter;
mod file;
mod learn;
mod sentences;

use cutter::Cutter;
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_core::{Sentence, Span};

/// Longest sentence that is parsed as one tree; longer ones are cut.
pub const LONGEST: usize = 200;

/// What the training data taught about where words end.
#[derive(Debug, Default)]
pub struct Tokens {
    /// Words that end in a full stop, in lower case.
    abbreviations: FxHashSet<Box<str>>,
    /// Words that keep their hyphen or apostrophe, in lower case.
    hyphened: FxHashSet<Box<str>>,
    /// Whether other words with a hyphen are three.
    split_hyphens: bool,
    /// Multiword tokens by lower-case surface.
    parts: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// Endings that part from any word, longest first.
    suffixes: Vec<Box<str>>,
    /// Words that keep such an ending.
    whole: FxHashSet<Box<str>>,
    /// Words after which a full stop of its own mostly ends no sentence, in lower case.
    unended: FxHashSet<Box<str>>,
    /// Words that stand before a number without a blank and are cut off from it.
    units: FxHashSet<Box<str>>,
    /// Whether numbers with slashes between them are one word.
    joins_slashes: bool,
    /// Whether a word ends with its apostrophe (`l'Europe`).
    elides: bool,
    /// Words that hang on the one before with a hyphen (`-t-il`), in lower case.
    enclitics: FxHashSet<Box<str>>,
    /// Where words end in scripts without blanks.
    letters: Cutter,
    /// Which syllables that blanks part are one word.
    syllables: Cutter,
}

impl Tokens {
    /// Cuts a line into sentences of words.
    pub fn split(&self, text: &str, line: Span) -> Vec<Sentence> {
        let mut out = Vec::new();
        for span in self.sentences(text, line) {
            let mut s = Sentence::new(span);
            self.words(text, span, &mut s);
            if !self.syllables.is_empty() {
                s = self.joined(text, &s);
            }
            while s.len() > LONGEST {
                out.push(cut(&mut s));
            }
            if !s.is_empty() {
                out.push(s);
            }
        }
        out
    }

    fn words(&self, text: &str, span: Span, s: &mut Sentence) {
        let body = span.of(text);
        let base = span.start as usize;
        let mut at = 0;
        for chunk in body.split_whitespace() {
            let start = at + body[at..].find(chunk).unwrap_or(0);
            at = start + chunk.len();
            let last = at == body.len();
            self.chunk(chunk, base + start, last, s);
            if let Some(t) = s.tokens.last_mut() {
                t.space_after = true;
            }
        }
        if let Some(t) = s.tokens.last_mut() {
            t.space_after = text[span.end as usize..].chars().next().is_none_or(char::is_whitespace);
        }
    }

    /// Words of a piece without blanks.
    fn chunk(&self, chunk: &str, base: usize, last: bool, s: &mut Sentence) {
        let mut rest = chunk;
        let mut at = base;
        while let Some(c) = rest.chars().next() {
            let n = if let Some(n) = self.enclitic(rest).filter(|_| at > base) {
                n
            } else if is_wordy(c) || (at == base && starts_number(rest)) {
                self.word_length(rest, last)
            } else {
                rest.chars()
                    .take_while(|&d| d == c && matches!(c, '.' | '-' | '!' | '?' | '*' | '_' | '='))
                    .map(char::len_utf8)
                    .sum::<usize>()
                    .max(c.len_utf8())
            };
            self.run(&rest[..n], at, s);
            at += n;
            rest = &rest[n..];
        }
    }

    /// A run of letters: a word, or several where the script has no blanks.
    fn run(&self, run: &str, at: usize, s: &mut Sentence) {
        if self.letters.is_empty() || !run.contains(is_dense) {
            return self.word(run, at, s);
        }
        let units = units(run);
        let begins = self.letters.begins(&units);
        let mut from = at;
        for (k, &b) in begins.iter().enumerate() {
            let next = begins.get(k + 1).copied().unwrap_or(units.len());
            let len = units[b..next].iter().map(|u| u.len()).sum::<usize>();
            self.word(&run[from - at..from - at + len], from, s);
            from += len;
        }
    }

    /// The sentence with those words made one that blanks part, but not the language.
    fn joined(&self, text: &str, s: &Sentence) -> Sentence {
        let mut out = Sentence::new(s.span);
        let plain = |i: usize| s.form(i).chars().all(is_wordy) && s.tokens[i].span.of(text) == s.form(i);
        let mut at = 0;
        while at < s.len() {
            let mut end = at + 1;
            while end < s.len() && plain(end - 1) && plain(end) && s.tokens[end - 1].space_after {
                end += 1;
            }
            let units: Vec<&str> = (at..end).map(|i| s.form(i)).collect();
            let begins = self.syllables.begins(&units);
            for (k, &b) in begins.iter().enumerate() {
                let last = begins.get(k + 1).copied().unwrap_or(units.len()) - 1;
                let span = s.tokens[at + b].span.cover(s.tokens[at + last].span);
                let form = if last == b { s.form(at + b) } else { span.of(text) };
                let i = out.push(form, span, s.tokens[at + last].space_after);
                out.tokens[i].mwt = s.tokens[at + b].mwt;
            }
            at = end;
        }
        out
    }

    /// Length of the word that `rest` begins with.
    fn word_length(&self, rest: &str, last: bool) -> usize {
        if is_address(rest) {
            return rest.trim_end_matches(['.', ',', ')', '"', '”', ';', ':', '!', '?']).len().max(1);
        }
        let chars: Vec<(usize, char)> = rest.char_indices().collect();
        let mut end = rest.len();
        for (k, &(i, c)) in chars.iter().enumerate() {
            let next = chars.get(k + 1).map(|&(_, c)| c);
            let before = k.checked_sub(1).map(|k| chars[k].1);
            let inside = match c {
                _ if is_wordy(c) => true,
                '.' | ',' | ':' if before.is_some_and(|b| b.is_ascii_digit()) => {
                    next.is_some_and(|n| n.is_ascii_digit())
                }
                '.' | ',' if k == 0 || matches!(before, Some('-' | '+')) => next.is_some_and(|n| n.is_ascii_digit()),
                '.' => next.is_some_and(char::is_alphabetic) || self.keeps_dot(&rest[..i], next, last),
                '/' if self.joins_slashes => {
                    before.is_some_and(|b| b.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit())
                }
                '\'' | '’' if k > 0 && self.elides && next.is_some_and(char::is_alphabetic) => {
                    if !self.keeps_mark(rest) {
                        return i + c.len_utf8();
                    }
                    true
                }
                '\'' | '’' | '`' => {
                    next.is_some_and(char::is_alphabetic) && before.is_some_and(char::is_alphanumeric)
                }
                '-' if k > 0 && self.enclitic(&rest[i..]).is_some() && !self.keeps_mark(rest) => false,
                '-' | '‑' => k == 0 || (next.is_some_and(is_wordy) && self.keeps_hyphen(rest)),
                '&' | '@' | '_' => next.is_some_and(is_wordy) && before.is_some_and(is_wordy),
                _ => false,
            };
            if !inside {
                end = i;
                break;
            }
        }
        end.max(chars.first().map_or(1, |c| c.1.len_utf8()))
    }

    /// Length of the word with a hyphen before it that is all of the rest.
    fn enclitic(&self, rest: &str) -> Option<usize> {
        if self.enclitics.is_empty() || !rest.starts_with('-') {
            return None;
        }
        let end = rest.find(|c: char| !(is_wordy(c) || c == '-')).unwrap_or(rest.len());
        self.enclitics.contains(rest[..end].to_lowercase().as_str()).then_some(end)
    }

    /// Whether the word that `rest` begins with is known with its hyphen or apostrophe.
    fn keeps_mark(&self, rest: &str) -> bool {
        let end = rest.find(|c: char| !(is_wordy(c) || matches!(c, '-' | '\'' | '’'))).unwrap_or(rest.len());
        self.hyphened.contains(rest[..end].to_lowercase().replace('’', "'").as_str())
    }

    fn keeps_dot(&self, word: &str, next: Option<char>, last: bool) -> bool {
        if last
            && next.is_none()
            && !word.contains('.')
            && !self.abbreviations.contains(format!("{}.", word.to_lowercase()).as_str())
        {
            return false;
        }
        if next.is_some_and(|c| !matches!(c, ',' | ')' | '-' | '’' | '\'' | ':' | ';' | '?' | '!')) {
            return false;
        }
        let one = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let dotted =
            word.contains('.') && word.split('.').all(|p| p.chars().count() <= 2 && p.chars().all(char::is_alphabetic));
        one && !last || dotted || self.abbreviations.contains(format!("{}.", word.to_lowercase()).as_str())
    }

    fn keeps_hyphen(&self, rest: &str) -> bool {
        if !self.split_hyphens {
            return true;
        }
        let end = rest.find(|c: char| !(is_wordy(c) || c == '-')).unwrap_or(rest.len());
        let word = rest[..end].to_lowercase();
        self.hyphened.contains(word.as_str())
            || PREFIXES.iter().any(|p| word.starts_with(p))
            || word.starts_with(|c: char| c.is_ascii_digit())
                && word.contains(|c: char| c.is_alphabetic())
                && word.len() <= 4
    }

    /// Adds a word, in its parts where it has some.
    fn word(&self, form: &str, at: usize, s: &mut Sentence) {
        let number = form.find(|c: char| c.is_ascii_digit()).filter(|&cut| cut > 0);
        if let Some(cut) = number.filter(|&cut| self.units.contains(form[..cut].to_lowercase().as_str())) {
            s.push(&form[..cut], Span::new(at, at + cut), false);
            s.push(&form[cut..], Span::new(at + cut, at + form.len()), false);
            return;
        }
        let low = form.to_lowercase();
        let span = Span::new(at, at + form.len());
        if let Some(parts) = self.parts.get(low.as_str()) {
            if low.len() == form.len() && parts.concat() == low {
                let mut from = 0;
                self.add(
                    parts.iter().map(|p| {
                        from += p.len();
                        (&form[from - p.len()..from], Span::new(at + from - p.len(), at + from))
                    }),
                    s,
                );
            } else {
                self.add(parts.iter().map(|p| (&**p, span)), s);
            }
            return;
        }
        if low.len() == form.len() && !self.whole.contains(low.as_str()) {
            for suffix in &self.suffixes {
                let stem = low.len().saturating_sub(suffix.len());
                let least =
                    if suffix.starts_with(|c: char| c.is_alphabetic() && c != 'n') || suffix.len() > 3 { 4 } else { 1 };
                if low.ends_with(&**suffix)
                    && low[..stem].chars().count() >= least
                    && low[..stem].chars().any(char::is_alphanumeric)
                {
                    let parts = [
                        (&form[..stem], Span::new(at, at + stem)),
                        (&form[stem..], Span::new(at + stem, at + form.len())),
                    ];
                    self.add(parts.into_iter(), s);
                    return;
                }
            }
        }
        s.push(form, span, false);
    }

    fn add<'p>(&self, parts: impl ExactSizeIterator<Item = (&'p str, Span)>, s: &mut Sentence) {
        let n = parts.len() as u8;
        for (k, (form, span)) in parts.enumerate() {
            let i = s.push(form, span, false);
            s.tokens[i].mwt = if k == 0 { n } else { 0 };
        }
    }
}

/// English prefixes that keep their hyphen in the treebanks.
const PREFIXES: &[&str] = &["e-", "co-", "re-", "non-", "pre-", "anti-", "mid-", "pro-", "ex-", "un-", "de-"];

/// Letters of scripts that write no blanks between words.
fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '々' | '〇'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// A run of letters in units: each letter of a script without blanks, all others together.
fn units(run: &str) -> Vec<&str> {
    let mut out = vec![];
    let mut from = 0;
    let mut before: Option<char> = None;
    for (i, c) in run.char_indices() {
        let same = |b: char| !is_dense(b) && !is_dense(c) && b.is_numeric() == c.is_numeric();
        if before.is_some_and(|b| !same(b)) {
            out.push(&run[from..i]);
            from = i;
        }
        before = Some(c);
    }
    out.push(&run[from..]);
    out
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | 'ـ' | '\u{64b}'..='\u{652}')
}

fn starts_number(s: &str) -> bool {
    let mut c = s.chars();
    matches!(c.next(), Some('.' | '-' | '+')) && c.next().is_some_and(|c| c.is_ascii_digit())
}

fn is_address(s: &str) -> bool {
    s.starts_with("http://")
        || s.starts_with("https://")
        || s.starts_with("www.")
        || s.split_once('@').is_some_and(|(a, b)| {
            !a.is_empty() && b.contains('.') && a.chars().all(|c| c.is_ascii_alphanumeric() || "._-+".contains(c))
        })
}

/// Cuts the first [`LONGEST`] words off a sentence that is longer, at a comma where there is one.
fn cut(s: &mut Sentence) -> Sentence {
    let at = (LONGEST / 2..LONGEST)
        .rev()
        .find(|&i| matches!(s.form(i), "," | ";" | ":" | "、" | "，"))
        .map_or(LONGEST, |i| i + 1);
    let at = (at..s.len())
        .find(|&i| s.tokens[..i].iter().rev().take(6).enumerate().all(|(k, t)| t.mwt as usize <= k + 1))
        .unwrap_or(s.len());
    let copy = |from: std::ops::Range<usize>| {
        let span = s.tokens[from.start].span.cover(s.tokens[from.end - 1].span);
        let mut out = Sentence::new(span);
        for i in from {
            let j = out.push(s.form(i), s.tokens[i].span, s.tokens[i].space_after);
            out.tokens[j].mwt = s.tokens[i].mwt;
        }
        out
    };
    let head = copy(0..at);
    let tail = if at < s.len() { copy(at..s.len()) } else { Sentence::default() };
    *s = tail;
    head
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    /// One sentence of words, `~` before a word that is glued to the one before it.
    fn tree(words: &str) -> conllu::Tree {
        let all: Vec<&str> = words.split(' ').collect();
        let row = |(i, w): (usize, &&str)| {
            let misc = if all.get(i + 1).is_some_and(|n| n.starts_with('~')) { "SpaceAfter=No" } else { "_" };
            format!("{}\t{}\t_\tX\t_\t_\t0\tdep\t_\t{misc}\n", i + 1, w.trim_start_matches('~'))
        };
        conllu::read(&all.iter().enumerate().map(row).collect::<String>()).unwrap().remove(0)
    }

    fn split(tokens: &Tokens, text: &str) -> Vec<String> {
        let all = tokens.split(text, Span::new(0, text.len()));
        all.iter().map(|s| (0..s.len()).map(|i| s.form(i)).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn stops_units_and_dates_are_learned() {
        let mut trees = vec![tree("on 01/02/2003 it rose ~."); 2];
        trees.extend(vec![tree("harga Rp ~300 naik ~."); 3]);
        trees.extend(vec![tree("Drs ~. Budi datang ~."); 2]);
        let tokens = Tokens::learn(&trees);
        assert_eq!(
            split(&tokens, "Dia membayar Rp25.000 kepada Drs. Ali."),
            ["Dia membayar Rp 25.000 kepada Drs . Ali ."]
        );
        assert_eq!(split(&tokens, "It fell 5/6/2004."), ["It fell 5/6/2004 ."]);
        let plain = Tokens::default();
        assert_eq!(
            split(&plain, "Ages 16-19 rose.[2] Then 4/5 fell."),
            ["Ages 16-19 rose . [ 2 ]", "Then 4 / 5 fell ."]
        );
        assert_eq!(split(&plain, "1. One. Two."), ["1 . One .", "Two ."]);
    }
}
