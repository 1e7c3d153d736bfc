//! Words that tell a time, and the days they mean.

use crate::rules::parse;
use crate::{Error, Page};
use jiff::civil::{Date, date};
use jiff::{Span as Days, ToSpan};
use rustc_hash::FxHashMap;
use sayso_core::{Deprel, Sentence, Span, TimeRef};
use sayso_lang_data::Folder;
use serde::Deserialize;

/// Month names, weekdays and relative words of one language.
#[derive(Debug, Default)]
pub struct Words {
    words: FxHashMap<String, Word>,
}

/// What a word says of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Month(i8),
    /// Monday is 1.
    Weekday(i8),
    /// Days from the reference date.
    Day(i32),
    Last,
    Next,
    This,
    Unit(Unit),
    Ago,
    /// "on", "hari": belongs to a time, says nothing.
    Filler,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    relative: FxHashMap<String, i32>,
    last: Vec<String>,
    next: Vec<String>,
    this: Vec<String>,
    ago: Vec<String>,
    filler: Vec<String>,
    day: Vec<String>,
    week: Vec<String>,
    month: Vec<String>,
    year: Vec<String>,
}

impl Words {
    /// Reads `dates.toml` of the language.
    pub fn load(code: &str, own: &Folder) -> Result<Self, Error> {
        let file: File = own.text("dates.toml").map_or(Ok(File::default()), |t| parse(code, "dates.toml", t))?;
        let mut words = FxHashMap::default();
        for (i, names) in file.months.into_iter().enumerate() {
            words.extend(names.into_iter().map(|n| (n, Word::Month(i as i8 + 1))));
        }
        for (i, names) in file.weekdays.into_iter().enumerate() {
            words.extend(names.into_iter().map(|n| (n, Word::Weekday(i as i8 + 1))));
        }
        words.extend(file.relative.into_iter().map(|(n, d)| (n, Word::Day(d))));
        for (list, word) in [
            (file.last, Word::Last),
            (file.next, Word::Next),
            (file.this, Word::This),
            (file.ago, Word::Ago),
            (file.filler, Word::Filler),
            (file.day, Word::Unit(Unit::Day)),
            (file.week, Word::Unit(Unit::Week)),
            (file.month, Word::Unit(Unit::Month)),
            (file.year, Word::Unit(Unit::Year)),
        ] {
            for w in list {
                words.entry(w).or_insert(word);
            }
        }
        Ok(Words { words })
    }

    fn get(&self, t: &Sentence, i: usize) -> Option<Word> {
        self.words.get(&t.form(i).to_lowercase()).copied()
    }

    /// Whether the word belongs to a time: a day, a month, "week", "last".
    pub fn is_time(&self, form: &str) -> bool {
        self.words.contains_key(form) || self.words.contains_key(&form.to_lowercase())
    }

    /// A weekday of what is yet to come is the next one: "will meet on Sunday".
    pub fn ahead(&self, words: &str, time: TimeRef, reference: Option<Date>) -> TimeRef {
        let last = words.rsplit(' ').next().unwrap_or(words).to_lowercase();
        let weekday = matches!(self.words.get(&last), Some(Word::Weekday(_))) && time.from == time.to;
        let past = reference.is_some_and(|r| time.to < r && r.since(time.to).is_ok_and(|d| d.get_days() < 7));
        let next = || time.to.checked_add(7.days()).ok();
        match next().filter(|_| weekday && past) {
            Some(day) => TimeRef { from: day, to: day, ..time },
            None => time,
        }
    }

    /// Whether the word names a day or a month: no actor has such a name by itself.
    pub fn is_calendar(&self, form: &str) -> bool {
        matches!(self.words.get(&form.to_lowercase()), Some(Word::Month(_) | Word::Weekday(_) | Word::Day(_)))
    }
}

/// The times on a page.
#[derive(Debug, Default)]
pub struct Times {
    /// By sentence: each time and the index of its head word.
    pub by_sentence: Vec<Vec<(usize, TimeRef)>>,
}

impl Times {
    /// The time told beside word `w`, else the only one of its sentence.
    pub fn of(&self, t: &Sentence, s: usize, w: usize) -> Option<TimeRef> {
        let all = &self.by_sentence[s];
        let under = all.iter().filter(|(i, _)| dates(t, *i, w)).min_by_key(|(i, _)| depth(t, *i, w));
        let above = || {
            // "said on Monday that …" dates the saying; "on Monday X attacked and killed" both
            let h = t.head(w).filter(|_| matches!(t.rel(w), Deprel::Conj | Deprel::Xcomp | Deprel::Obj))?;
            all.iter().find(|(i, _)| t.head(*i) == Some(h)).map(|x| x.1)
        };
        under.map(|x| x.1).or_else(above)
    }

    /// The time told right beside the cue of a statement.
    pub fn of_clause(&self, t: &Sentence, s: usize, w: usize) -> Option<TimeRef> {
        let beside = |i: usize| {
            t.head(i) == Some(w)
                || t.head(i).is_some_and(|h| {
                    t.head(h) == Some(w) && !matches!(t.rel(h), Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis)
                })
        };
        self.by_sentence[s].iter().find(|(i, _)| beside(*i)).map(|x| x.1)
    }
}

/// Whether a time under `w` dates it, and not another act told in a clause between: "refused to
/// extradite Quispe, who **was sentenced in 2021**".
fn dates(t: &Sentence, i: usize, w: usize) -> bool {
    let mut at = i;
    while at != w {
        let own = matches!(t.rel(at), Deprel::Ccomp | Deprel::Parataxis | Deprel::Advcl)
            || t.tokens[at].deprel.subtype() == "relcl";
        if own && at != i {
            return false;
        }
        match t.head(at) {
            Some(h) => at = h,
            None => return false,
        }
    }
    true
}

fn depth(t: &Sentence, i: usize, w: usize) -> usize {
    let mut at = Some(i);
    let mut n = 0;
    while let Some(j) = at.filter(|&j| j != w) {
        n += 1;
        at = t.head(j);
    }
    n
}

/// Finds the times on a page, resolved against its reference date; what cannot be resolved
/// is left out.
pub fn find(words: &Words, page: &Page) -> Times {
    let reference = page.document.article.reference_date;
    let in_sentence = |t: &Sentence| {
        let (mut all, mut i) = (vec![], 0);
        while i < t.len() {
            match at(words, t, i, reference) {
                Some((to, found)) => {
                    if let Some((from, until)) = found {
                        let span = (i..to).map(|k| t.tokens[k].span).reduce(Span::cover).unwrap_or(t.tokens[i].span);
                        let head = (i..to).find(|&k| t.head(k).is_none_or(|h| h < i || h >= to)).unwrap_or(i);
                        all.push((head, TimeRef { span, from, to: until }));
                    }
                    i = to;
                }
                None => i += 1,
            }
        }
        all
    };
    Times { by_sentence: page.sentences.iter().map(|s| in_sentence(&s.tree)).collect() }
}

type Range = Option<(Date, Date)>;

/// The time that begins at word `i`: the word behind it, and the days, if they can be told.
fn at(words: &Words, t: &Sentence, i: usize, reference: Option<Date>) -> Option<(usize, Range)> {
    let word = |k: usize| if k < t.len() { words.get(t, k) } else { None };
    let number = |k: usize| {
        if k < t.len() {
            t.form(k)
                .trim_end_matches(['.', ','])
                .trim_end_matches("st")
                .trim_end_matches("nd")
                .trim_end_matches("rd")
                .trim_end_matches("th")
                .parse::<i16>()
                .ok()
        } else {
            None
        }
    };
    let year = |k: usize| number(k).filter(|y| (1900..2100).contains(y));
    let comma = |k: usize| if k < t.len() && t.form(k) == "," { k + 1 } else { k };
    match word(i) {
        Some(Word::Month(m)) => {
            let (mut k, mut day) = (i + 1, None);
            if let Some(d) = number(k).filter(|d| (1..=31).contains(d)) {
                (k, day) = (k + 1, Some(d as i8));
            }
            let y = year(comma(k));
            if y.is_some() {
                k = comma(k) + 1;
            }
            // "May" alone is rather a verb
            let alone = k == i + 1 && !t.form(i).starts_with(|c: char| c.is_uppercase());
            (!alone).then(|| (k, month(m, day, y, reference)))
        }
        Some(Word::Weekday(n)) => {
            let mut k = i + 1;
            let ahead = matches!(word(k), Some(Word::Next));
            if matches!(word(k), Some(Word::Next | Word::Last | Word::This)) {
                k += 1;
            }
            // "Monday, 8 July 2024"
            let from = comma(k);
            if (number(from).is_some() || matches!(word(from), Some(Word::Month(_))))
                && let Some((end, found)) = at(words, t, from, reference)
                && found.is_some()
            {
                return Some((end, found));
            }
            Some((k, reference.map(|r| weekday(r, n, ahead)).map(|d| (d, d))))
        }
        Some(Word::Day(n)) => Some((i + 1, reference.and_then(|r| shift(r, n, Unit::Day)).map(|d| (d, d)))),
        Some(w @ (Word::Last | Word::Next | Word::This)) => match word(i + 1) {
            Some(Word::Unit(u)) => Some((i + 2, reference.and_then(|r| whole(r, w, u)))),
            Some(Word::Weekday(n)) => Some((i + 2, reference.map(|r| weekday(r, n, w == Word::Next)).map(|d| (d, d)))),
            Some(Word::Month(m)) => {
                let y = reference.map(|r| {
                    if w == Word::Last && m >= r.month() {
                        r.year() - 1
                    } else if w == Word::Next && m <= r.month() {
                        r.year() + 1
                    } else {
                        r.year()
                    }
                });
                Some((i + 2, month(m, None, y, reference)))
            }
            _ => None,
        },
        // "bulan lalu", "minggu depan"
        Some(Word::Unit(u)) => match word(i + 1) {
            Some(w @ (Word::Last | Word::Next | Word::This)) => Some((i + 2, reference.and_then(|r| whole(r, w, u)))),
            _ => {
                let y = year(i + 1).filter(|_| u == Unit::Year)?;
                Some((i + 2, Some((date(y, 1, 1), date(y, 12, 31)))))
            }
        },
        Some(Word::Filler) => None,
        _ => {
            if let Some(d) = number(i).filter(|d| (1..=31).contains(d)) {
                if let Some(Word::Month(m)) = word(i + 1) {
                    let y = year(comma(i + 2));
                    let k = if y.is_some() { comma(i + 2) + 1 } else { i + 2 };
                    return Some((k, month(m, Some(d as i8), y, reference)));
                }
                if let (Some(Word::Unit(u)), Some(Word::Ago | Word::Last)) = (word(i + 1), word(i + 2)) {
                    let found = reference.and_then(|r| shift(r, -i32::from(d), u));
                    return Some((
                        i + 3,
                        found.map(|x| if matches!(u, Unit::Day | Unit::Week) { (x, x) } else { around(x, u) }),
                    ));
                }
            }
            let y = year(i)?;
            let loose = t.tokens[i].upos == sayso_core::Upos::Num && !matches!(t.rel(i), Deprel::Nummod);
            loose.then(|| (i + 1, Some((date(y, 1, 1), date(y, 12, 31)))))
        }
    }
}

/// The last such weekday up to the reference date, or the next one.
fn weekday(reference: Date, n: i8, ahead: bool) -> Date {
    let today = reference.weekday().to_monday_one_offset();
    let back = (today - n).rem_euclid(7);
    let days = if ahead { 7 - i64::from(back) } else { -i64::from(back) };
    reference.checked_add(days.days()).unwrap_or(reference)
}

fn month(m: i8, day: Option<i8>, year: Option<i16>, reference: Option<Date>) -> Range {
    let year = year.or_else(|| {
        let r = reference?;
        // without a year: the one nearest before, a little ahead allowed
        let ahead = i16::from(m) - i16::from(r.month());
        Some(if ahead > 2 {
            r.year() - 1
        } else if ahead < -9 {
            r.year() + 1
        } else {
            r.year()
        })
    })?;
    let first = Date::new(year, m, day.unwrap_or(1)).ok()?;
    Some(if day.is_some() { (first, first) } else { (first, first.last_of_month()) })
}

fn shift(r: Date, n: i32, u: Unit) -> Option<Date> {
    let n = i64::from(n);
    let by: Days = match u {
        Unit::Day => n.days(),
        Unit::Week => n.weeks(),
        Unit::Month => n.months(),
        Unit::Year => n.years(),
    };
    r.checked_add(by).ok()
}

fn whole(r: Date, w: Word, u: Unit) -> Range {
    let n = match w {
        Word::Last => -1,
        Word::Next => 1,
        _ => 0,
    };
    shift(r, n, u).map(|d| around(d, u))
}

fn around(d: Date, u: Unit) -> (Date, Date) {
    match u {
        Unit::Day => (d, d),
        Unit::Week => {
            let back = i64::from(d.weekday().to_monday_zero_offset());
            let from = d.checked_sub(back.days()).unwrap_or(d);
            (from, from.checked_add(6.days()).unwrap_or(d))
        }
        Unit::Month => (d.first_of_month(), d.last_of_month()),
        Unit::Year => (d.first_of_year(), d.last_of_year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_and_months_count_from_the_reference_date() {
        let tuesday = date(2024, 7, 9);
        assert_eq!(weekday(tuesday, 1, false), date(2024, 7, 8));
        assert_eq!(weekday(tuesday, 2, false), tuesday);
        assert_eq!(weekday(tuesday, 5, true), date(2024, 7, 12));
        assert_eq!(month(2, None, Some(2022), None), Some((date(2022, 2, 1), date(2022, 2, 28))));
        assert_eq!(month(12, None, None, Some(date(2024, 1, 5))), Some((date(2023, 12, 1), date(2023, 12, 31))));
        assert_eq!(whole(tuesday, Word::Last, Unit::Month), Some((date(2024, 6, 1), date(2024, 6, 30))));
    }
}
