//! Values of flags that ask a store: words of the contract, days and months.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use sayso_core::{Context, CueClass, EventType, Form, Mode, Stance, Status};

macro_rules! word {
    ($($name:ident $kind:ty),*) => {
        $(
            /// A word of the contract; where it is none, clap names the nearest one.
            pub fn $name() -> impl TypedValueParser<Value = $kind> {
                PossibleValuesParser::new(<$kind>::ALL.iter().map(|w| w.as_str()))
                    .map(|s| <$kind>::ALL.iter().copied().find(|w| w.as_str().eq_ignore_ascii_case(&s)).expect("one of them"))
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
