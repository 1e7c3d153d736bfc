//! PETRARCH and Phoenix actor dictionaries: `NAME_OF_ACTOR_ [CODE dates]`, `+SYNONYM_`, `; comment`.
//!
//! Codes are CAMEO's: three letters a part, the first a state or a sort of body, the others roles.

use super::{Read, Row, key};

/// One entry as the file has it.
#[derive(Default)]
struct Entry {
    line: usize,
    name: String,
    names: Vec<String>,
    codes: Vec<(String, String, String)>,
}

/// Reads a dictionary.
pub fn read(text: &str) -> Read {
    let (mut read, mut entry) = (Read::default(), Entry::default());
    for (i, line) in text.lines().enumerate() {
        let line = line.split([';', '#']).next().unwrap_or("").trim_end();
        let word = line.trim_start();
        if word.is_empty() {
            continue;
        }
        match word.strip_prefix('+') {
            Some(synonym) => entry.names.push(spoken(synonym)),
            None if word.starts_with('[') => entry.code(word),
            None => {
                std::mem::take(&mut entry).finish(&mut read);
                let (name, codes) = word.split_once('[').map_or((word, None), |(n, c)| (n, Some(c)));
                (entry.line, entry.name) = (i + 1, spoken(name));
                codes.into_iter().for_each(|c| entry.code(c));
            }
        }
    }
    entry.finish(&mut read);
    read
}

impl Entry {
    /// `[YEMGOV 900522-120227]`, `[YEMELI >120227]`; several may stand in one line.
    fn code(&mut self, line: &str) {
        for part in line.split('[').map(|p| p.split(']').next().unwrap_or("").trim()).filter(|p| !p.is_empty()) {
            let (code, dates) = part.split_once([' ', '\t']).unwrap_or((part, ""));
            let (from, to) = span(dates.trim());
            self.codes.push((code.to_string(), from, to));
        }
    }

    fn finish(self, read: &mut Read) {
        if self.name.is_empty() {
            return;
        }
        if self.codes.is_empty() {
            read.skipped.push(format!("line {}: {}: has no code in [ ]", self.line, self.name));
        }
        for (code, from, to) in self.codes {
            let Some((coded, kind)) = sayso_code(&code) else {
                read.skipped.push(format!("line {}: {}: '{code}' is no CAMEO code", self.line, self.name));
                continue;
            };
            let (name, names) = (self.name.clone(), self.names.clone());
            read.rows.push(Row { key: key(&name), kind, code: coded, from, to, name, names, ..Row::default() });
        }
    }
}

/// `ALI_ABDULLAH_SALEH_` as news write it.
fn spoken(name: &str) -> String {
    let words = name.trim().trim_matches('_').split(['_', ' ']).filter(|w| !w.is_empty());
    let word = |w: &str| {
        let shouted = w.chars().count() > 1 && w.chars().all(|c| !c.is_lowercase());
        let mut letters = w.chars();
        match letters.next() {
            Some(first) if shouted => first.to_string() + &letters.as_str().to_lowercase(),
            _ => w.to_string(),
        }
    };
    words.map(word).collect::<Vec<_>>().join(" ")
}

/// First and last day of `900522-120227`, `20010101-20040101`, `>120227`, `<010120`.
fn span(dates: &str) -> (String, String) {
    match dates.split_at_checked(1) {
        Some((">", after)) => (day(after), String::new()),
        Some(("<", before)) => (String::new(), day(before)),
        _ => dates.split_once('-').map_or((String::new(), String::new()), |(a, b)| (day(a), day(b))),
    }
}

/// `YYMMDD` (years up to 49 are of this century) or `YYYYMMDD`.
fn day(s: &str) -> String {
    let s = s.trim();
    let year = match s.len() {
        8 => s.get(..4).map(str::to_string),
        6 => s.get(..2).and_then(|y| y.parse::<u32>().ok()).map(|y| format!("{}{y:02}", if y < 50 { 20 } else { 19 })),
        _ => None,
    };
    match (year, s.len().checked_sub(4).and_then(|i| s.get(i..))) {
        (Some(y), Some(md)) if s.bytes().all(|b| b.is_ascii_digit()) => format!("{y}-{}-{}", &md[..2], &md[2..]),
        _ => String::new(),
    }
}

/// CAMEO's parts as sayso writes them, and what such an actor is.
fn sayso_code(cameo: &str) -> Option<(String, &'static str)> {
    if cameo.is_empty() || !cameo.len().is_multiple_of(3) || !cameo.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let mut parts = cameo.as_bytes().chunks(3).map(|c| std::str::from_utf8(c).unwrap_or_default());
    let first = parts.next()?;
    let sector = parts.map(sector).next();
    let kind = match (first, sector) {
        ("IGO" | "UNO" | "NGO" | "NGM" | "MNC" | "IMG" | "INT", _) => "organisation",
        (_, None) => "state",
        (_, Some("GOV" | "LEG" | "ELI" | "OPP" | "JUD" | "BUS" | "CVL" | "JRN" | "PTY")) => "person",
        _ => "group",
    };
    let first = match first {
        "UNO" => "UN",
        "NGM" => "NGO",
        other => other,
    };
    Some((sector.map_or(first.to_string(), |s| format!("{first}/{s}")), kind))
}

/// CAMEO's role as PLOVER's sector.
fn sector(role: &str) -> &str {
    match role {
        "MED" => "JRN",
        "INS" | "SEP" | "UAF" | "RAD" => "REB",
        "HLH" => "MED",
        "HRI" | "ENV" | "DEV" => "SOC",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_with_dates_and_synonyms_are_read() {
        let text = "; a list\nMIRA_HOLT_\n\t[NORLEG 010101-101231]\n\t[NORGOV >110101]\n+HOLT_\nSEAL_FRONT_ [NORREB] ; armed\nNOBODY_\n";
        let read = read(text);
        let told: Vec<_> =
            read.rows.iter().map(|r| (r.key.as_str(), r.code.as_str(), r.from.as_str(), r.to.as_str())).collect();
        assert_eq!(
            told,
            [
                ("mira-holt", "NOR/LEG", "2001-01-01", "2010-12-31"),
                ("mira-holt", "NOR/GOV", "2011-01-01", ""),
                ("seal-front", "NOR/REB", "", ""),
            ]
        );
        assert_eq!((read.rows[0].names.as_slice(), read.rows[0].kind), (["Holt".to_string()].as_slice(), "person"));
        assert_eq!(read.skipped, ["line 7: Nobody: has no code in [ ]"]);
    }

    #[test]
    fn dates_of_both_forms_are_days() {
        assert_eq!(span("19900522-20120227"), ("1990-05-22".into(), "2012-02-27".into()));
        assert_eq!(span("<990101"), (String::new(), "1999-01-01".into()));
        assert_eq!(span("soon"), (String::new(), String::new()));
    }
}
