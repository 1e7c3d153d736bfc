//! Values of flags that ask a store: words of the contract, days and months.

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use jiff::civil::Date;
use sayso_core::{Context, CueClass, EventType, Form, Mode, Stance, Status};
use std::ffi::OsStr;

/// A word of the contract; one that is none is told with the nearest that is.
#[derive(Clone, Copy)]
pub struct Word<T: 'static> {
    all: &'static [T],
    name: fn(T) -> &'static str,
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for Word<T> {
    type Value = T;

    fn parse_ref(&self, cmd: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        let value = value.to_string_lossy();
        let found = self.all.iter().copied().find(|w| (self.name)(*w).eq_ignore_ascii_case(&value));
        found.ok_or_else(|| {
            let names = self.all.iter().map(|w| (self.name)(*w));
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(cmd);
            let arg = arg.map_or_else(String::new, ToString::to_string);
            error.insert(ContextKind::InvalidArg, ContextValue::String(arg));
            error.insert(ContextKind::InvalidValue, ContextValue::String(value.to_string()));
            error.insert(ContextKind::ValidValue, ContextValue::Strings(names.clone().map(String::from).collect()));
            if let Some(near) = nearest(&value, names) {
                error.insert(ContextKind::SuggestedValue, ContextValue::String(near.to_string()));
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.all.iter().map(|w| PossibleValue::new((self.name)(*w)))))
    }
}

/// The word most like what was typed.
fn nearest<'w>(typed: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let low = typed.to_lowercase();
    let alike = |w: &str| strsim::jaro_winkler(&w.to_lowercase(), &low);
    words.max_by(|a, b| alike(a).total_cmp(&alike(b)))
}

macro_rules! word {
    ($($name:ident $kind:ty),*) => {
        $(
            /// A word of the contract.
            pub fn $name() -> Word<$kind> {
                Word { all: <$kind>::ALL, name: <$kind>::as_str }
            }
        )*
    };
}
word!(kind EventType, mode Mode, context Context, status Status, class CueClass, stance Stance, form Form);

/// The first day of a year, month or day.
pub fn since(s: &str) -> Result<Date, String> {
    period(s).map(|(first, _)| first)
}

/// The last day of a year, month or day.
pub fn until(s: &str) -> Result<Date, String> {
    period(s).map(|(_, last)| last)
}

fn period(s: &str) -> Result<(Date, Date), String> {
    let numbers: Vec<i16> = s.split('-').map_while(|n| n.parse().ok()).collect();
    let whole = s.split('-').count() == numbers.len();
    let found = match *numbers.as_slice() {
        [y] if whole && s.len() == 4 => Date::new(y, 1, 1).ok().zip(Date::new(y, 12, 31).ok()),
        [y, m] if whole && s.len() == 7 => Date::new(y, m as i8, 1).ok().map(|d| (d, d.last_of_month())),
        _ => s.parse::<Date>().ok().map(|d| (d, d)),
    };
    found.ok_or_else(|| match crate::usage::day(s) {
        Err(told) if told.contains("did you mean") => told,
        _ => "a day is written YYYY-MM-DD, a month YYYY-MM, a year YYYY".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_none_has_a_nearest() {
        let told = |typed| nearest(typed, CueClass::ALL.iter().map(|c| c.as_str()));
        assert_eq!((told("sy"), told("denie"), told("ACCUS")), (Some("say"), Some("deny"), Some("accuse")));
    }

    #[test]
    fn years_months_and_days() {
        let told = |s| (since(s).unwrap().to_string(), until(s).unwrap().to_string());
        assert_eq!(told("2024"), ("2024-01-01".into(), "2024-12-31".into()));
        assert_eq!(told("2024-02"), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(told("2024-07-09"), ("2024-07-09".into(), "2024-07-09".into()));
        for wrong in ["2024-13", "24", "last year", "2024-7", ""] {
            assert!(since(wrong).is_err(), "{wrong}");
        }
    }
}
