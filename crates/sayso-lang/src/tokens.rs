//! A line becomes sentences, and a sentence becomes words.
//!
//! Rules over characters, with what the training data taught: abbreviations, words that keep
//! their hyphen or final syllable, and how multiword tokens (`don't`, `rumahnya`, `du`) part.

use crate::wire::{Reader, Writer};
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_core::{Sentence, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Longest sentence that is parsed as one tree; longer ones are cut.
pub const LONGEST: usize = 200;

/// What the training data taught about where words end.
#[derive(Debug, Default)]
pub struct Tokens {
    /// Words that end in a full stop, in lower case.
    abbreviations: FxHashSet<Box<str>>,
    /// Words that keep their hyphen, in lower case.
    hyphened: FxHashSet<Box<str>>,
    /// Whether other words with a hyphen are three.
    split_hyphens: bool,
    /// Multiword tokens by lower-case surface.
    parts: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// Endings that part from any word, longest first.
    suffixes: Vec<Box<str>>,
    /// Words that keep such an ending.
    whole: FxHashSet<Box<str>>,
}

const CLOSERS: &[char] = &['"', '\'', '”', '’', '»', ')', ']', '」', '』', '“'];

impl Tokens {
    /// Learns from the training trees.
    pub fn learn(trees: &[crate::conllu::Tree]) -> Self {
        let (mut abbreviations, mut single) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
        let mut multi = BTreeMap::<String, BTreeMap<Vec<String>, u32>>::new();
        let (mut kept, mut parted) = (0u32, 0u32);
        for t in trees {
            for (i, w) in t.words.iter().enumerate() {
                if t.multi.iter().any(|m| m.0 <= i + 1 && i < m.1) {
                    continue;
                }
                let low = w.form.to_lowercase();
                let letters = low.chars().any(char::is_alphabetic);
                if letters && low.ends_with('.') && low.len() > 1 {
                    *abbreviations.entry(low.clone()).or_default() += 1;
                }
                kept += u32::from(letters && low.trim_matches('-').contains('-'));
                let between = i > 0 && w.form == "-" && w.glued && t.words[i - 1].glued;
                parted += u32::from(between);
                *single.entry(low).or_default() += 1;
            }
            for (a, b, surface, _) in &t.multi {
                let parts = t.words[a - 1..*b].iter().map(|w| w.form.clone()).collect();
                *multi.entry(surface.to_lowercase()).or_default().entry(parts).or_default() += 1;
            }
        }
        let mut out = Tokens { split_hyphens: parted > kept, ..Tokens::default() };
        out.abbreviations = abbreviations.keys().map(|k| k.as_str().into()).collect();
        let hyphened = single.iter().filter(|(w, n)| **n > 1 && w.trim_matches('-').contains('-'));
        out.hyphened = hyphened.map(|(w, _)| w.as_str().into()).collect();
        out.learn_multi(&multi, &single);
        out
    }

    fn learn_multi(&mut self, multi: &BTreeMap<String, BTreeMap<Vec<String>, u32>>, single: &BTreeMap<String, u32>) {
        let mut stems: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (surface, ways) in multi {
            for parts in ways.keys().filter(|p| p.len() == 2) {
                let (a, b) = (parts[0].to_lowercase(), parts[1].to_lowercase());
                if *surface == format!("{a}{b}") {
                    stems.entry(b).or_default().insert(surface);
                }
            }
        }
        let mut suffixes: Vec<&String> = stems.iter().filter(|(_, s)| s.len() >= 8).map(|(k, _)| k).collect();
        suffixes.sort_by_key(|s| (std::cmp::Reverse(s.chars().count()), s.as_str()));
        self.suffixes = suffixes.iter().map(|s| s.as_str().into()).collect();
        let keeps = |w: &str| self.suffixes.iter().any(|s| w.len() > s.len() && w.ends_with(&**s));
        let whole =
            single.iter().filter(|(w, n)| keeps(w) && multi.get(*w).is_none_or(|m| m.values().sum::<u32>() < **n));
        self.whole = whole.map(|(w, _)| w.as_str().into()).collect();
        for (surface, ways) in multi {
            let Some((parts, n)) = ways.iter().max_by_key(|(p, n)| (**n, std::cmp::Reverse(*p))) else { continue };
            if single.get(surface).is_some_and(|s| s > n) {
                continue;
            }
            let low: Vec<Box<str>> = parts.iter().map(|p| p.to_lowercase().into()).collect();
            let by_rule =
                low.len() == 2 && self.suffixes.contains(&low[1]) && format!("{}{}", low[0], low[1]) == *surface;
            if !by_rule {
                self.parts.insert(surface.as_str().into(), low);
            }
        }
    }

    /// Cuts a line into sentences of words.
    pub fn split(&self, text: &str, line: Span) -> Vec<Sentence> {
        let mut out = Vec::new();
        for span in self.sentences(text, line) {
            let mut s = Sentence::new(span);
            self.words(text, span, &mut s);
            while s.len() > LONGEST {
                out.push(cut(&mut s));
            }
            if !s.is_empty() {
                out.push(s);
            }
        }
        out
    }

    fn sentences(&self, text: &str, line: Span) -> Vec<Span> {
        let s = line.of(text);
        let base = line.start as usize;
        let (mut out, mut from) = (Vec::new(), 0);
        let mut chars = s.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            let wide = matches!(c, '。' | '！' | '？');
            if !wide && !matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।') {
                continue;
            }
            let mut end = i + c.len_utf8();
            while let Some(&(j, d)) = chars.peek() {
                if matches!(d, '.' | '!' | '?' | '…' | '。' | '！' | '？') || CLOSERS.contains(&d) {
                    end = j + d.len_utf8();
                    chars.next();
                } else {
                    break;
                }
            }
            if self.ends_here(s, from, i, end, wide) {
                out.push(Span::new(base + from, base + end).trimmed(text));
                from = end;
            }
        }
        out.push(Span::new(base + from, base + s.len()).trimmed(text));
        out.retain(|s| !s.is_empty());
        out
    }

    /// Whether the mark at `i`, with what closes after it up to `end`, ends a sentence.
    fn ends_here(&self, s: &str, from: usize, i: usize, end: usize, wide: bool) -> bool {
        let rest = &s[end..];
        if wide {
            return !rest.trim_start().starts_with(['，', '、', '。']);
        }
        let Some(after) = rest.chars().next() else { return false };
        let next = rest.trim_start().chars().next();
        let closed = s[i..end].chars().any(|c| matches!(c, '”' | '»' | '"' | '’' | '“'));
        if !(after.is_whitespace() || closed && after.is_uppercase()) {
            return false;
        }
        let Some(next) = next else { return false };
        if next.is_lowercase() || matches!(next, ',' | ';' | ':' | ')' | '–' | '—' | '-') {
            return false;
        }
        if s[i..].starts_with('.') && end == i + 1 {
            let word = s[from..i].rsplit(|c: char| c.is_whitespace() || "(\"“‘'«".contains(c)).next().unwrap_or("");
            return !self.is_abbreviation(word, rest.trim_start());
        }
        true
    }

    fn is_abbreviation(&self, word: &str, rest: &str) -> bool {
        let mut letters = word.chars();
        if let (Some(c), None) = (letters.next(), letters.next()) {
            return c.is_uppercase();
        }
        if word.is_empty() || !word.chars().any(char::is_alphabetic) {
            return false;
        }
        let low = format!("{}.", word.to_lowercase());
        let dotted = word.contains('.') && word.split('.').all(|p| p.chars().count() <= 2);
        if dotted {
            return rest.split_whitespace().next().is_some_and(|w| !STARTERS.contains(&w));
        }
        self.abbreviations.contains(low.as_str())
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
            let n = if is_wordy(c) || starts_number(rest) {
                self.word_length(rest, last)
            } else {
                rest.chars()
                    .take_while(|&d| d == c && matches!(c, '.' | '-' | '!' | '?' | '*' | '_' | '='))
                    .map(char::len_utf8)
                    .sum::<usize>()
                    .max(c.len_utf8())
            };
            self.word(&rest[..n], at, s);
            at += n;
            rest = &rest[n..];
        }
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
                '\'' | '’' | '`' => {
                    next.is_some_and(char::is_alphabetic) && before.is_some_and(char::is_alphanumeric)
                }
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

    pub(crate) fn write(&self, w: &mut Writer) {
        let sorted = |s: &FxHashSet<Box<str>>| {
            let mut v: Vec<String> = s.iter().map(|s| s.to_string()).collect();
            v.sort();
            v
        };
        w.strings(&sorted(&self.abbreviations));
        w.strings(&sorted(&self.hyphened));
        w.number(usize::from(self.split_hyphens));
        w.strings(&self.suffixes.iter().map(|s| s.to_string()).collect::<Vec<_>>());
        w.strings(&sorted(&self.whole));
        let parts: BTreeMap<_, _> = self.parts.iter().collect();
        w.number(parts.len());
        for (k, v) in parts {
            w.string(k);
            w.strings(&v.iter().map(|s| s.to_string()).collect::<Vec<_>>());
        }
    }

    pub(crate) fn read(r: &mut Reader) -> Result<Self, String> {
        let set = |v: Vec<String>| v.into_iter().map(String::into_boxed_str).collect();
        let (abbreviations, hyphened) = (set(r.strings()?), set(r.strings()?));
        let split_hyphens = r.number()? == 1;
        let mut suffixes: Vec<Box<str>> = r.strings()?.into_iter().map(String::into_boxed_str).collect();
        let whole = set(r.strings()?);
        let mut parts = FxHashMap::default();
        for _ in 0..r.number()? {
            let k = r.string()?.into_boxed_str();
            parts.insert(k, r.strings()?.into_iter().map(String::into_boxed_str).collect());
        }
        suffixes.retain(|x| !matches!(&**x, "s" | "nt"));
        Ok(Tokens { abbreviations, hyphened, split_hyphens, parts, suffixes, whole })
    }
}

/// English prefixes that keep their hyphen in the treebanks.
const PREFIXES: &[&str] = &["e-", "co-", "re-", "non-", "pre-", "anti-", "mid-", "pro-", "ex-", "un-", "de-"];

/// Words that a sentence may begin with after an abbreviation such as "U.S."
const STARTERS: &[&str] =
    &["The", "A", "He", "She", "It", "They", "In", "But", "This", "Ini", "Dia", "Mereka", "Namun"];

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
