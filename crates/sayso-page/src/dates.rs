//! Dates and times as datelines write them.

use crate::shape::norm;
use crate::words::{Order, Words};
use jiff::civil::Date;
use std::ops::Range;

/// A date in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Where, in bytes of the line, time included.
    pub range: Range<usize>,
    /// The day; `None` where the year is missing or day and month cannot be told apart.
    pub date: Option<Date>,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
    /// Offset of the time zone in minutes.
    pub zone: Option<i32>,
}

impl Dated {
    /// ISO 8601; `None` without a full date.
    pub fn iso(&self) -> Option<String> {
        let date = self.date?;
        let Some((h, m)) = self.time else { return Some(date.to_string()) };
        Some(match self.zone {
            None => format!("{date}T{h:02}:{m:02}"),
            Some(0) => format!("{date}T{h:02}:{m:02}Z"),
            Some(z) => {
                let sign = if z < 0 { '-' } else { '+' };
                format!("{date}T{h:02}:{m:02}{sign}{:02}:{:02}", z.abs() / 60, z.abs() % 60)
            }
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Word(String),
    Number(u32, usize),
    Sign(char),
}

#[derive(Clone, Debug)]
struct Token {
    range: Range<usize>,
    kind: Kind,
}

/// Dates and the words of a line that are neither date nor time.
#[derive(Debug, Default)]
pub struct DateLine {
    /// Dates in order.
    pub dates: Vec<Dated>,
    /// Whether there is a time of day or a span such as "3 hours ago".
    pub timed: bool,
    /// Words that belong to no date, time or phrase of datelines.
    pub rest: usize,
    /// Whether a word such as "updated" stands before the date of the same rank.
    pub updated: Vec<bool>,
}

/// Looks for dates in a line.
pub fn read(words: &Words, line: &str, order: Option<Order>) -> DateLine {
    let tokens = tokens(line);
    let mut out = DateLine::default();
    let mut used = vec![false; tokens.len()];
    let mut i = 0;
    let mut updated = false;
    while i < tokens.len() {
        if let Some((n, date)) = date_at(words, &tokens[i..], order) {
            let range = tokens[i].range.start..tokens[i + n - 1].range.end;
            used[i..i + n].iter_mut().for_each(|u| *u = true);
            out.dates.push(Dated { range, date, time: None, zone: None });
            out.updated.push(updated);
            i += n;
            continue;
        }
        if let Kind::Word(w) = &tokens[i].kind {
            updated = updated_at(words, &tokens[i..], w) || (updated && words.date_words.contains(w.as_str()));
        }
        i += 1;
    }
    times(words, &tokens, &mut used, &mut out);
    rest(words, &tokens, &used, &mut out);
    out
}

fn updated_at(words: &Words, tokens: &[Token], word: &str) -> bool {
    let two = match tokens.get(1).map(|t| &t.kind) {
        Some(Kind::Word(next)) => words.updated.contains(&format!("{word} {next}")),
        _ => false,
    };
    let three = match (tokens.get(1).map(|t| &t.kind), tokens.get(2).map(|t| &t.kind)) {
        (Some(Kind::Word(b)), Some(Kind::Word(c))) => words.updated.contains(&format!("{word} {b} {c}")),
        _ => false,
    };
    two || three || words.updated.contains(word)
}

fn tokens(line: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut it = line.char_indices().peekable();
    while let Some((start, c)) = it.next() {
        if c.is_whitespace() {
            continue;
        }
        let class = class(c);
        let mut end = start + c.len_utf8();
        while class != 0
            && let Some(&(i, d)) = it.peek()
        {
            let inside = d == '\'' || d == '’' || (d == '-' && class == 2);
            let joins = inside && line[i + d.len_utf8()..].chars().next().is_some_and(|n| self::class(n) == 2);
            if self::class(d) != class && !(class == 2 && joins) {
                break;
            }
            end = i + d.len_utf8();
            it.next();
        }
        let s = &line[start..end];
        let kind = match class {
            1 => Kind::Number(s.parse().unwrap_or(u32::MAX), s.len()),
            2 => Kind::Word(norm(s)),
            _ => Kind::Sign(c),
        };
        out.push(Token { range: start..end, kind });
    }
    out
}

/// 1 a figure, 2 a letter, 0 any other sign; the signs of Chinese dates stand alone.
fn class(c: char) -> u8 {
    match c {
        '0'..='9' => 1,
        '年' | '月' | '日' => 0,
        c if c.is_alphabetic() => 2,
        _ => 0,
    }
}

fn number(t: Option<&Token>) -> Option<(u32, usize)> {
    match t?.kind {
        Kind::Number(n, digits) => Some((n, digits)),
        _ => None,
    }
}

fn sign(t: Option<&Token>, of: &[char]) -> bool {
    matches!(t, Some(Token { kind: Kind::Sign(c), .. }) if of.contains(c))
}

fn month(words: &Words, t: Option<&Token>) -> Option<i8> {
    match &t?.kind {
        Kind::Word(w) => words.months.get(w.as_str()).copied(),
        _ => None,
    }
}

/// A date at the head of `t`: how many tokens, and the day where it is told.
fn date_at(words: &Words, t: &[Token], order: Option<Order>) -> Option<(usize, Option<Date>)> {
    in_figures(t, order).or_else(|| day_month(words, t)).or_else(|| month_day(words, t)).or_else(|| glued(words, t))
}

fn day(y: u32, m: i8, d: u32) -> Option<Date> {
    if !(1900..2200).contains(&y) {
        return None;
    }
    Date::new(y as i16, m, i8::try_from(d).ok()?).ok()
}

fn in_figures(t: &[Token], order: Option<Order>) -> Option<(usize, Option<Date>)> {
    let (a, b, c) = (number(t.first())?, number(t.get(2))?, number(t.get(4))?);
    if sign(t.get(1), &['年']) && sign(t.get(3), &['月']) {
        let n = if sign(t.get(5), &['日']) { 6 } else { 5 };
        return Some((n, Some(day(a.0, i8::try_from(b.0).ok()?, c.0)?)));
    }
    let Some(Token { kind: Kind::Sign(s), .. }) = t.get(1) else { return None };
    if !matches!(s, '-' | '/' | '.' | '‑' | '–') || !sign(t.get(3), &[*s]) {
        return None;
    }
    if a.1 == 4 && b.1 <= 2 && c.1 <= 2 {
        return Some((5, Some(day(a.0, i8::try_from(b.0).ok()?, c.0)?)));
    }
    if a.1 > 2 || b.1 > 2 || c.1 != 4 {
        return None;
    }
    let dmy = day(c.0, i8::try_from(b.0).ok()?, a.0);
    let mdy = day(c.0, i8::try_from(a.0).ok()?, b.0);
    let date = match (dmy, mdy, order) {
        (Some(d), Some(m), None) if *s == '.' || d == m => Some(d),
        (Some(_), Some(_), None) => None,
        (Some(d), Some(_), Some(Order::Dmy)) | (Some(d), None, _) => Some(d),
        (Some(_), Some(m), Some(Order::Mdy)) | (None, Some(m), _) => Some(m),
        (None, None, _) => return None,
    };
    Some((5, date))
}

/// "9 July 2024", "9. Juli 2024", "9 de julio de 2024", "9th of July, 2024", "9 Jul".
fn day_month(words: &Words, t: &[Token]) -> Option<(usize, Option<Date>)> {
    let (d, digits) = number(t.first())?;
    if digits > 2 || d == 0 || d > 31 {
        return None;
    }
    let mut i = 1;
    i += usize::from(sign(t.get(i), &['.', 'º', '-']));
    i += usize::from(word_in(t.get(i), &["th", "st", "nd", "rd", "er", "º"]));
    i += usize::from(word_in(t.get(i), &["de", "of"]));
    let m = month(words, t.get(i))?;
    i += 1;
    let mut j = i;
    while sign(t.get(j), &['.', ',', '-']) || word_in(t.get(j), &["de", "del", "of"]) {
        j += 1;
    }
    match number(t.get(j)) {
        Some((y, 4)) => Some((j + 1, Some(day(y, m, d)?))),
        _ => Some((i, None)),
    }
}

/// "July 9, 2024", "July 9th 2024", "July 9".
fn month_day(words: &Words, t: &[Token]) -> Option<(usize, Option<Date>)> {
    let m = month(words, t.first())?;
    let mut i = 1;
    i += usize::from(sign(t.get(i), &['.']));
    let (d, digits) = number(t.get(i))?;
    if digits > 2 || d == 0 || d > 31 {
        return None;
    }
    i += 1;
    i += usize::from(word_in(t.get(i), &["th", "st", "nd", "rd"]));
    let mut j = i;
    while sign(t.get(j), &[',', '.']) {
        j += 1;
    }
    match number(t.get(j)) {
        Some((y, 4)) => Some((j + 1, Some(day(y, m, d)?))),
        _ => Some((i, None)),
    }
}

/// "20240709T1015" and "20240709".
fn glued(_: &Words, t: &[Token]) -> Option<(usize, Option<Date>)> {
    let (n, 8) = number(t.first())? else { return None };
    Some((1, Some(day(n / 10_000, i8::try_from(n / 100 % 100).ok()?, n % 100)?)))
}

fn word_in(t: Option<&Token>, of: &[&str]) -> bool {
    matches!(t, Some(Token { kind: Kind::Word(w), .. }) if of.contains(&w.as_str()))
}

/// Times of day: each goes to the date before it, or to the first.
fn times(words: &Words, t: &[Token], used: &mut [bool], out: &mut DateLine) {
    let mut i = 0;
    while i + 2 < t.len() {
        let Some((n, time, zone)) = time_at(words, &t[i..]).filter(|(n, ..)| !used[i..i + n].contains(&true)) else {
            i += 1;
            continue;
        };
        used[i..i + n].iter_mut().for_each(|u| *u = true);
        out.timed = true;
        let before = out.dates.iter().rposition(|d| d.range.end <= t[i].range.start).unwrap_or(0);
        if let Some(d) = out.dates.get_mut(before).filter(|d| d.time.is_none()) {
            d.time = Some(time);
            d.zone = zone;
        }
        i += n;
    }
}

type Time = (u8, u8);

/// "10:15", "6.42 PM GMT", "08h40", "21:07:33+02:00".
fn time_at(words: &Words, t: &[Token]) -> Option<(usize, Time, Option<i32>)> {
    let (mut h, hd) = number(t.first())?;
    let (m, md) = number(t.get(2))?;
    let joined = sign(t.get(1), &[':', '.']) || word_in(t.get(1), &["h"]);
    if !joined || hd > 2 || md != 2 || h > 23 || m > 59 {
        return None;
    }
    let mut n = 3;
    if sign(t.get(n), &[':']) && number(t.get(n + 1)).is_some() {
        n += 2;
        if sign(t.get(n), &['.']) && number(t.get(n + 1)).is_some() {
            n += 2;
        }
    }
    for (short, long, add) in [("am", "a", 0), ("pm", "p", 12)] {
        let dotted = word_in(t.get(n), &[long]) && word_in(t.get(n + 2), &["m"]);
        if word_in(t.get(n), &[short]) || dotted {
            h = h % 12 + add;
            n += if dotted { 3 } else { 1 };
            break;
        }
    }
    let (more, zone) = zone_at(words, t.get(n..).unwrap_or_default());
    Some((n + more, (h as u8, m as u8), zone))
}

fn zone_at(words: &Words, t: &[Token]) -> (usize, Option<i32>) {
    match t.first().map(|t| &t.kind) {
        Some(Kind::Word(w)) => match words.zones.get(w.as_str()) {
            Some(&z) => (1, Some(z)),
            None => (0, None),
        },
        Some(Kind::Sign(s @ ('+' | '-'))) => {
            let sign_ = if *s == '-' { -1 } else { 1 };
            match (number(t.get(1)), number(t.get(3))) {
                (Some((h, 2)), Some((m, 2))) if sign(t.get(2), &[':']) && h < 15 => {
                    (4, Some(sign_ * (h * 60 + m) as i32))
                }
                (Some((hm, 4)), _) if hm < 1500 => (2, Some(sign_ * (hm / 100 * 60 + hm % 100) as i32)),
                _ => (0, None),
            }
        }
        _ => (0, None),
    }
}

/// Counts what is left when dates, times and the words around them are taken out.
fn rest(words: &Words, t: &[Token], used: &[bool], out: &mut DateLine) {
    let mut number_before = false;
    for (token, _) in t.iter().zip(used).filter(|(_, u)| !**u) {
        match &token.kind {
            Kind::Number(..) => number_before = true,
            Kind::Word(w) => {
                let dated = words.date_words.contains(w.as_str());
                out.timed |= dated && number_before && w.chars().count() > 1;
                let known = dated || words.weekdays.contains(w.as_str()) || words.zones.contains_key(w.as_str());
                out.rest += usize::from(!known && !words.updated.contains(w.as_str()));
                number_before = false;
            }
            Kind::Sign(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_lang_data::Folders;

    fn iso(line: &str) -> Option<String> {
        let words = Words::new(&Folders::builtin()).unwrap();
        read(&words, line, None).dates.iter().find_map(Dated::iso)
    }

    #[test]
    fn dates_in_many_languages() {
        for (line, want) in [
            ("2024-07-09T10:15:00+02:00", "2024-07-09T10:15+02:00"),
            ("9 July 2024", "2024-07-09"),
            ("Tuesday, July 9th, 2024 6:42 PM GMT", "2024-07-09T18:42Z"),
            ("Selasa, 9 Juli 2024 10:15 WIB", "2024-07-09T10:15+07:00"),
            ("Kamis, 10 Juli 2025 | 16:20 WIB", "2025-07-10T16:20+07:00"),
            ("9 de julio de 2024, 8:05 h", "2024-07-09T08:05"),
            ("Publié le 9 juillet 2024 à 08h40", "2024-07-09T08:40"),
            ("Stand: 09.07.2024, 08:40 Uhr", "2024-07-09T08:40"),
            ("9. Juli 2024", "2024-07-09"),
            ("9 de julho de 2024 às 8h40", "2024-07-09T08:40"),
            ("9 июля 2024, 08:40", "2024-07-09T08:40"),
            ("2024年7月9日", "2024-07-09"),
            ("26/07/2024", "2024-07-26"),
            ("07/26/2024", "2024-07-26"),
        ] {
            assert_eq!(iso(line).as_deref(), Some(want), "{line}");
        }
    }

    #[test]
    fn what_is_no_full_date_stays_silent() {
        for line in ["04/07/2024", "31 February 2024", "9 July", "In 2024 the army left", "chapter 3.4.2", "99/99/9999"]
        {
            assert_eq!(iso(line), None, "{line}");
        }
    }
}
