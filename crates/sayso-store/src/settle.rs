//! One event in many documents is one event: the same sides, the same type, days and places that fit.
//!
//! What is brought together depends on what is in the store alone, not on the order in which it came.

use crate::days;
use crate::ident::hash64;
use crate::rows::{CLAIMED, DENIED, Event, Part, Rows, TEASER};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// An event without a date of its own happened at most so many days before the page was written.
const FRESH: i64 = 1;
/// Days wider apart than this ("last year") tell no event apart.
const VAGUE: i64 = 7;

/// Hash of what two reports of one event have in common for certain. It is odd where nobody is named
/// by name ("protesters"): such events are the same only within copies of one story.
pub fn alike(rows: &Rows, e: &Event) -> i64 {
    let mut nameless = false;
    let mut sides = |parts: &[Part]| -> Vec<u8> {
        let keys: BTreeSet<String> = parts
            .iter()
            .map(|p| {
                let a = &rows.cast[p.0 as usize].actor;
                nameless |= is_nameless(&a.code, &a.name, &a.kind);
                key(&a.code, &a.entity, a.sector.as_deref(), a.country.as_deref())
            })
            .collect();
        keys.into_iter().collect::<Vec<_>>().join("\n").into_bytes()
    };
    let (actors, recipients) = (sides(&e.detail.actor), sides(&e.detail.recipient));
    let status = if matches!(e.status.as_str(), "done" | "ongoing") { "happened" } else { &e.status };
    let hash = hash64(&[&actors, &recipients, e.kind.as_bytes(), status.as_bytes()]);
    ((hash as u64 >> 18) << 1) as i64 | i64::from(nameless)
}

/// A state and its government are one side: pages say "Japan", "Tokyo" and "the Japanese government".
fn key(code: &str, entity: &str, sector: Option<&str>, country: Option<&str>) -> String {
    match country {
        Some(country) if !code.contains('#') && matches!(sector, None | Some("GOV")) => country.to_string(),
        _ => entity.to_string(),
    }
}

/// "protesters", "officials": words that name nobody in particular.
fn is_nameless(code: &str, name: &str, kind: &str) -> bool {
    code.starts_with("?#") && (kind == "group" || name.chars().next().is_some_and(char::is_lowercase))
}

/// One report of an event.
#[derive(Clone, Debug)]
struct Report {
    id: i64,
    /// Key and hash: an order that is the same in every store.
    order: (i64, i64),
    /// First and last day that it may have happened on; `None` where no day is known.
    window: Option<(i64, i64)>,
    country: Option<String>,
    mode: Option<String>,
    story: i64,
    document: i64,
    flags: i64,
}

/// Reports that are of one event.
#[derive(Debug)]
struct Happening {
    window: Option<(i64, i64)>,
    country: Option<String>,
    mode: Option<String>,
    stories: BTreeSet<i64>,
    reports: Vec<Report>,
}

/// Settles all that is unsettled, some at a time, so that a reader of the file never waits long.
pub fn all(conn: &mut Connection) -> rusqlite::Result<()> {
    loop {
        let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let some: Vec<i64> = crate::write::collect(&transaction, "SELECT alike FROM unsettled LIMIT 2000", [])?;
        for alike in &some {
            one(&transaction, *alike)?;
            transaction.prepare_cached("DELETE FROM unsettled WHERE alike = ?")?.execute([alike])?;
        }
        transaction.commit()?;
        if some.is_empty() {
            return Ok(());
        }
    }
}

fn reports(conn: &Connection, alike: i64) -> rusqlite::Result<Vec<Report>> {
    let sql = "SELECT e.id, d.key, e.hash, e.\"from\", e.\"to\", r.day, e.country, m.name, b.story, e.flags
        FROM event e JOIN reading r ON r.id = e.id >> 16 AND r.current JOIN document d ON d.id = r.document
        JOIN body b ON b.id = r.body LEFT JOIN word m ON m.id = e.mode WHERE e.alike = ?";
    let report = |r: &rusqlite::Row| {
        let (from, to, day): (Option<i64>, Option<i64>, Option<i64>) = (r.get(3)?, r.get(4)?, r.get(5)?);
        let told = from.and_then(days::count).zip(to.and_then(days::count));
        Ok(Report {
            id: r.get(0)?,
            order: (r.get(1)?, r.get(2)?),
            window: told.or(day.and_then(days::count).map(|day| (day - FRESH, day))),
            country: r.get(6)?,
            mode: r.get(7)?,
            story: r.get(8)?,
            document: r.get(1)?,
            flags: r.get(9)?,
        })
    };
    conn.prepare_cached(sql)?.query_map([alike], report)?.collect()
}

/// Brings reports together: narrow windows first, in the order of their days.
fn told_apart(reports: &mut [Report], nameless: bool) -> Vec<Happening> {
    let width = |r: &Report| r.window.map_or(i64::MAX, |(from, to)| to - from);
    reports.sort_by_key(|r| (width(r) > VAGUE, r.window.map(|(from, to)| (to, from)), r.order));
    let mut happenings: Vec<Happening> = Vec::new();
    for report in reports.iter() {
        let vague = width(report) > VAGUE;
        // Reports come in the order of their days, so only the last happenings can fit a narrow one.
        let first = if vague || nameless { 0 } else { happenings.len().saturating_sub(64) };
        let fits: Vec<usize> = (first..happenings.len())
            .filter(|&i| happenings[i].fits(report, nameless || report.window.is_none()))
            .collect();
        match *fits.as_slice() {
            [] => happenings.push(Happening::of(report)),
            [i] => happenings[i].add(report),
            // "Last month" fits several: it is none of them for certain.
            [_, ..] if vague => happenings.push(Happening::of(report)),
            [i, ..] => happenings[i].add(report),
        }
    }
    happenings
}

impl Happening {
    fn of(report: &Report) -> Happening {
        Happening {
            window: report.window,
            country: report.country.clone(),
            mode: report.mode.clone(),
            stories: BTreeSet::from([report.story]),
            reports: vec![report.clone()],
        }
    }

    fn fits(&self, report: &Report, same_story: bool) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        let days = match (self.window, report.window) {
            (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
            (None, None) => true,
            _ => self.stories.contains(&report.story),
        };
        let story = !same_story || self.stories.contains(&report.story);
        days && story && agree(&self.country, &report.country) && agree(&self.mode, &report.mode)
    }

    fn add(&mut self, report: &Report) {
        self.window = match (self.window, report.window) {
            (Some(a), Some(b)) => Some((a.0.max(b.0), a.1.min(b.1))),
            (a, b) => a.or(b),
        };
        self.country = self.country.take().or_else(|| report.country.clone());
        self.mode = self.mode.take().or_else(|| report.mode.clone());
        self.stories.insert(report.story);
        self.reports.push(report.clone());
    }
}

/// What is noted of one report: its event, which stands for it, and there: flags, reports, independent.
pub(crate) type Note = (i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>);

impl Happening {
    fn notes(&self) -> Vec<Note> {
        if let [report] = self.reports.as_slice() {
            return vec![(report.id, None, None, None, None)];
        }
        // The report in the story, and among those the first, stands for all.
        let stands = self.reports.iter().min_by_key(|r| (r.flags & TEASER, r.window, r.order));
        let stands = stands.map_or(0, |r| r.id);
        let (mut together, mut teaser) = (0, TEASER);
        for report in &self.reports {
            together |= report.flags & (CLAIMED | DENIED);
            teaser &= report.flags;
        }
        let documents: BTreeSet<i64> = self.reports.iter().map(|r| r.document).collect();
        let counts = (Some(together | teaser), Some(documents.len() as i64), Some(self.stories.len() as i64));
        let note = |r: &Report| match r.id == stands {
            true => (r.id, Some(stands), counts.0, counts.1, counts.2),
            false => (r.id, Some(stands), None, None, None),
        };
        self.reports.iter().map(note).collect()
    }
}

/// What is to be noted of all events that are alike.
pub(crate) fn notes(conn: &Connection, alike: i64) -> rusqlite::Result<Vec<Note>> {
    let mut reports = reports(conn, alike)?;
    Ok(told_apart(&mut reports, alike & 1 == 1).iter().flat_map(Happening::notes).collect())
}

fn one(conn: &Connection, alike: i64) -> rusqlite::Result<()> {
    let mut write = conn.prepare_cached(
        "UPDATE event SET same = ?2, together = ?3, reports = ?4, independent = ?5 WHERE id = ?1
            AND (same IS NOT ?2 OR together IS NOT ?3 OR reports IS NOT ?4 OR independent IS NOT ?5)",
    )?;
    for (id, same, together, reports, independent) in notes(conn, alike)? {
        write.execute(params![id, same, together, reports, independent])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(id: i64, window: Option<(i64, i64)>, story: i64, mode: Option<&str>) -> Report {
        let mode = mode.map(String::from);
        Report { id, order: (id, 0), window, country: None, mode, story, document: id, flags: 0 }
    }

    fn groups(mut reports: Vec<Report>, nameless: bool) -> Vec<Vec<i64>> {
        let mut all: Vec<Vec<i64>> = told_apart(&mut reports, nameless)
            .into_iter()
            .map(|h| {
                let mut ids: Vec<i64> = h.reports.iter().map(|r| r.id).collect();
                ids.sort_unstable();
                ids
            })
            .collect();
        all.sort();
        all
    }

    #[test]
    fn days_that_fit_are_one_event_and_do_not_chain() {
        let daily: Vec<Report> = (0..6).map(|d| report(d, Some((d, d + 1)), d, None)).collect();
        assert_eq!(groups(daily.clone(), false), [vec![0, 1], vec![2, 3], vec![4, 5]]);
        let mut turned = daily;
        turned.reverse();
        assert_eq!(groups(turned, false), [vec![0, 1], vec![2, 3], vec![4, 5]]);
    }

    #[test]
    fn vague_and_unknown_days_join_only_what_is_certain() {
        let (day, month) = (Some((10, 10)), Some((1, 30)));
        assert_eq!(groups(vec![report(1, day, 1, None), report(2, month, 2, None)], false), [vec![1, 2]]);
        let two = vec![report(1, day, 1, None), report(2, Some((20, 20)), 2, None), report(3, month, 3, None)];
        assert_eq!(groups(two, false), [vec![1], vec![2], vec![3]]);
        let undated = vec![report(1, None, 1, None), report(2, None, 2, None), report(3, None, 1, None)];
        assert_eq!(groups(undated, false), [vec![1, 3], vec![2]]);
    }

    #[test]
    fn other_modes_and_nameless_sides_are_other_events() {
        let day = Some((10, 10));
        let modes = vec![report(1, day, 1, Some("drone")), report(2, day, 2, Some("abduct")), report(3, day, 3, None)];
        assert_eq!(groups(modes, false), [vec![1, 3], vec![2]]);
        let nameless = vec![report(1, day, 1, None), report(2, day, 2, None), report(3, day, 1, None)];
        assert_eq!(groups(nameless, true), [vec![1, 3], vec![2]]);
    }
}
