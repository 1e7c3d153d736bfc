//! Wrong usage: told with what would be right; exit status 2.

use jiff::civil::Date;

/// What is wrong with the command line, and what would be right.
#[derive(Debug)]
pub struct Usage(pub String);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// A day: `YYYY-MM-DD`.
pub fn day(s: &str) -> Result<Date, String> {
    if let Ok(day) = s.parse() {
        return Ok(day);
    }
    let numbers: Vec<i16> = s.split(['-', '/', '.', ' ']).filter_map(|n| n.parse().ok()).collect();
    let meant = match numbers.as_slice() {
        &[y @ 1000..=9999, m, d] => Date::new(y, m as i8, d as i8).ok(),
        &[d, m, y @ 1000..=9999] if m <= 12 && d > 12 => Date::new(y, m as i8, d as i8).ok(),
        _ => None,
    };
    Err(meant
        .map_or("a day is written YYYY-MM-DD".into(), |d| format!("a day is written YYYY-MM-DD: did you mean {d}?")))
}

/// A language code (BCP 47); whether sayso has a folder for it is told with each page.
pub fn language(s: &str) -> Result<String, String> {
    let mut parts = s.split('-');
    let first = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest = parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if first && rest {
        let (base, rest) = s.split_at(s.find('-').unwrap_or(s.len()));
        return Ok(base.to_ascii_lowercase() + rest);
    }
    let nearest = nearest(s).map_or(String::new(), |(code, name)| format!(": did you mean '{code}' ({name})?"));
    Err(format!("a language is named by its code, as 'en' or 'id'{nearest}"))
}

/// The language whose name begins like `s`.
fn nearest(s: &str) -> Option<(String, String)> {
    let folders = sayso_lang_data::Folders::builtin();
    let low = s.to_lowercase();
    let named = folders.iter().map(|(code, folder)| (code.to_string(), crate::commands::lang_name(code, folder)));
    let alike = |name: &str| name.to_lowercase().bytes().zip(low.bytes()).take_while(|(a, b)| a == b).count();
    named.filter(|(code, _)| code != "und").max_by_key(|(_, name)| alike(name)).filter(|(_, name)| alike(name) >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_languages_are_checked() {
        assert!(day("2024-07-09").is_ok());
        assert_eq!(day("2024-7-9").unwrap_err(), "a day is written YYYY-MM-DD: did you mean 2024-07-09?");
        assert_eq!(day("19/7/2024").unwrap_err(), "a day is written YYYY-MM-DD: did you mean 2024-07-19?");
        assert_eq!(day("9/7/2024").unwrap_err(), "a day is written YYYY-MM-DD");
        assert_eq!(language("EN").unwrap(), "en");
        assert_eq!(language("pt-BR").unwrap(), "pt-BR");
        assert!(language("english").unwrap_err().ends_with("did you mean 'en' (English)?"));
        assert!(language("??").is_err());
    }
}
