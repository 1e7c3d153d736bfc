//! A line becomes sentences.

use super::Tokens;
use sayso_core::Span;

const CLOSERS: &[char] = &['"', '\'', '”', '’', '»', ')', ']', '」', '』', '“'];

/// Words that a sentence may begin with after an abbreviation such as "U.S."
const STARTERS: &[&str] =
    &["The", "A", "He", "She", "It", "They", "In", "But", "This", "Ini", "Dia", "Mereka", "Namun"];

impl Tokens {
    pub(super) fn sentences(&self, text: &str, line: Span) -> Vec<Span> {
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
            if let Some(note) = footnote(&s[end..]) {
                end += note;
                while chars.next_if(|&(j, _)| j < end).is_some() {}
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
            if word.len() == s[from..i].trim_start().len() && word.chars().all(|c| c.is_ascii_digit()) {
                // The number of a list's item.
                return false;
            }
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
        self.abbreviations.contains(low.as_str()) || self.unended.contains(&low[..low.len() - 1])
    }
}

/// Length of a footnote's mark such as `[12]` or `[3-5]` that `s` begins with.
fn footnote(s: &str) -> Option<usize> {
    let inside = s.strip_prefix('[')?;
    let end = inside.find(']')?;
    let mark = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | ' ');
    (end > 0 && inside[..end].chars().all(mark)).then_some(end + 2)
}
