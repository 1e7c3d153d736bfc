//! What is looked for: the questions of an address, the same for all lists.

use crate::ask::Query;
use crate::trouble::Trouble;
use jiff::civil::Date;
use sayso_core::{EventType, Stance, Status};
use sayso_store::{DocumentQuery, EventQuery, StatementQuery};

/// Rows of a page for people.
pub(crate) const ROWS: usize = 30;
/// Most rows of one answer.
const MOST: usize = 1_000;

/// A search.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub text: Option<String>,
    pub actor: Vec<String>,
    pub speaker: Vec<String>,
    pub kind: Vec<EventType>,
    pub status: Vec<Status>,
    pub stance: Vec<Stance>,
    pub quad: Vec<u8>,
    pub language: Vec<String>,
    pub outlet: Vec<String>,
    pub contested: bool,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub limit: usize,
    pub offset: usize,
}

impl Filter {
    /// From an address; what it does not know is told, with what it does.
    pub fn of(q: &Query) -> Result<Filter, Trouble> {
        let contested = match q.get("contested") {
            None | Some("0" | "no" | "false") => false,
            Some("1" | "yes" | "true" | "on") => true,
            Some(other) => return Err(Trouble::Question(format!("contested={other}: 1 or 0"))),
        };
        Ok(Filter {
            text: q.get("q").map(str::to_string),
            actor: q.all("actor"),
            speaker: q.all("speaker"),
            kind: words(q, "type", EventType::ALL, |w| w.as_str())?,
            status: words(q, "status", Status::ALL, |w| w.as_str())?,
            stance: words(q, "stance", Stance::ALL, |w| w.as_str())?,
            quad: words(q, "quad", &[1, 2, 3, 4], |n| ["1", "2", "3", "4"][usize::from(n) - 1])?,
            language: q.all("lang"),
            outlet: q.all("outlet"),
            contested,
            since: day(q, "since", |(first, _)| first)?,
            until: day(q, "until", |(_, last)| last)?,
            limit: number(q.get("limit"), "limit", ROWS)?.clamp(1, MOST),
            offset: number(q.get("cursor").map(|c| c.trim_start_matches('o')), "cursor", 0)?,
        })
    }

    pub fn events(&self) -> EventQuery {
        EventQuery {
            involving: self.actor.clone(),
            claimed_by: self.speaker.clone(),
            kind: self.kind.clone(),
            status: self.status.clone(),
            quad: self.quad.clone(),
            since: self.since,
            until: self.until,
            contested: self.contested,
            text: self.text.clone(),
            language: self.language.clone(),
            outlet: self.outlet.clone(),
            limit: self.limit,
            offset: self.offset,
            ..EventQuery::default()
        }
    }

    pub fn statements(&self) -> StatementQuery {
        let mut speaker = self.speaker.clone();
        speaker.extend(self.actor.iter().cloned());
        StatementQuery {
            speaker,
            stance: self.stance.clone(),
            since: self.since,
            until: self.until,
            denied: self.contested,
            text: self.text.clone(),
            language: self.language.clone(),
            outlet: self.outlet.clone(),
            limit: self.limit,
            offset: self.offset,
            ..StatementQuery::default()
        }
    }

    pub fn documents(&self) -> DocumentQuery {
        DocumentQuery {
            text: self.text.clone(),
            naming: self.actor.iter().chain(&self.speaker).cloned().collect(),
            since: self.since,
            until: self.until,
            language: self.language.clone(),
            outlet: self.outlet.clone(),
            limit: self.limit,
            offset: self.offset,
            ..DocumentQuery::default()
        }
    }

    /// The cursor of the next page.
    pub fn next(&self) -> String {
        format!("o{}", self.offset + self.limit)
    }
}

fn words<T: Copy>(q: &Query, name: &str, all: &[T], word: impl Fn(T) -> &'static str) -> Result<Vec<T>, Trouble> {
    let find = |given: &str| {
        let found = all.iter().copied().find(|w| word(*w).eq_ignore_ascii_case(given));
        found.ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|w| word(*w)).collect();
            Trouble::Question(format!("{name}={given}: one of {}", known.join(", ")))
        })
    };
    let given = q.all(name);
    given.iter().flat_map(|g| g.split(',')).map(|g| find(g.trim())).collect()
}

fn number(given: Option<&str>, name: &str, usual: usize) -> Result<usize, Trouble> {
    let Some(given) = given else { return Ok(usual) };
    let read = given.parse().ok().filter(|n| *n <= 1_000_000_000);
    read.ok_or_else(|| {
        Trouble::Question(format!("{name}={given}: a number is wanted, as the links of the pages have it"))
    })
}

fn day(q: &Query, name: &str, pick: impl Fn((Date, Date)) -> Date) -> Result<Option<Date>, Trouble> {
    let Some(given) = q.get(name) else { return Ok(None) };
    let told =
        || Trouble::Question(format!("{name}={given}: a day is written YYYY-MM-DD, a month YYYY-MM, a year YYYY"));
    period(given).map(|p| Some(pick(p))).ok_or_else(told)
}

/// First and last day of a year, month or day.
fn period(given: &str) -> Option<(Date, Date)> {
    let numbers: Vec<i16> = given.split('-').map(|n| n.parse().ok()).collect::<Option<_>>()?;
    match (numbers.as_slice(), given.len()) {
        ([y], 4) => Date::new(*y, 1, 1).ok().zip(Date::new(*y, 12, 31).ok()),
        ([y, m], 7) => Date::new(*y, i8::try_from(*m).ok()?, 1).ok().map(|d| (d, d.last_of_month())),
        (_, 10) => given.parse::<Date>().ok().map(|d| (d, d)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_understood_or_told() {
        let of = |s: &str| Filter::of(&Query::parse(s).unwrap());
        let f =
            of("q=talks&type=assault,ACCUSE&status=done&since=2024-02&until=2024-02&contested=1&cursor=o60").unwrap();
        assert_eq!((f.kind.len(), f.status.len(), f.offset, f.contested), (2, 1, 60, true));
        assert_eq!(
            (f.since.unwrap().to_string(), f.until.unwrap().to_string()),
            ("2024-02-01".into(), "2024-02-29".into())
        );
        for wrong in [
            "type=WAR",
            "status=maybe",
            "since=yesterday",
            "since=2024-13",
            "cursor=x",
            "limit=-1",
            "quad=5",
            "contested=perhaps",
        ] {
            assert!(matches!(of(wrong), Err(Trouble::Question(_))), "{wrong}");
        }
    }
}
