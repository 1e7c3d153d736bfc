//! Days as numbers YYYYMMDD: readable in any tool, in order, small.

use jiff::civil::Date;

/// The number of a day.
pub fn number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// The day of a number; `None` for 0 and for what is no day.
pub fn day(number: i64) -> Option<Date> {
    let (year, rest) = (number.div_euclid(10_000), number.rem_euclid(10_000));
    Date::new(i16::try_from(year).ok()?, (rest / 100) as i8, (rest % 100) as i8).ok()
}

/// The number of a first day; before all of them where there is none.
pub(crate) fn first(day: Option<Date>) -> i64 {
    day.map_or(-99_999_999, number)
}

/// The number of a last day; after all of them where there is none.
pub(crate) fn last(day: Option<Date>) -> i64 {
    day.map_or(99_999_999, number)
}

/// The day as it is written, where there is one.
pub fn written(number: i64) -> Option<String> {
    day(number).map(|d| d.to_string())
}

/// Days since the beginning of the calendar, to reckon with.
pub(crate) fn count(number: i64) -> Option<i64> {
    let from = Date::new(0, 1, 1).expect("a day");
    day(number).map(|d| i64::from(d.since(from).map_or(0, |s| s.get_days())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_keep_their_order() {
        let days = ["-000044-03-15", "0000-01-01", "1999-12-31", "2000-01-01", "2024-07-09"];
        let numbers: Vec<i64> = days.iter().map(|d| number(d.parse().unwrap())).collect();
        assert!(numbers.is_sorted());
        for (n, d) in numbers.iter().zip(days) {
            assert_eq!(day(*n).unwrap(), d.parse().unwrap());
        }
        assert_eq!((day(0), numbers[4]), (None, 20_240_709));
        assert_eq!(count(20_240_709).unwrap() - count(20_240_630).unwrap(), 9);
    }
}
