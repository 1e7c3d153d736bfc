//! Under which sides the records of a shown reading are found.

use super::names::side_id;
use crate::rows::{Event, Part, Rows, Statement};
use crate::settle;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The records of a reading are found from now on.
pub fn add(conn: &Connection, reading: i64, rows: &Rows) -> rusqlite::Result<()> {
    count(conn, reading, 1)?;
    each(
        conn,
        reading,
        rows,
        [
            "INSERT OR IGNORE INTO pair VALUES (?, ?, ?, ?)",
            "INSERT OR IGNORE INTO voice VALUES (?, ?, ?)",
            "INSERT OR IGNORE INTO topic VALUES (?, ?, ?)",
        ],
    )
}

/// They are not found any more.
pub fn take(conn: &Connection, reading: i64, rows: &Rows) -> rusqlite::Result<()> {
    let one = "UPDATE event SET same = NULL, together = NULL, reports = NULL, independent = NULL
        WHERE id BETWEEN ?1 << 16 AND (?1 << 16) + 65535";
    conn.prepare_cached(one)?.execute([reading])?;
    count(conn, reading, -1)?;
    each(
        conn,
        reading,
        rows,
        [
            "DELETE FROM pair WHERE a = ? AND b = ? AND day = ? AND event = ?",
            "DELETE FROM voice WHERE side = ? AND day = ? AND statement = ?",
            "DELETE FROM topic WHERE side = ? AND day = ? AND statement = ?",
        ],
    )
}

/// Counts the reading where its actors count the documents that name them.
fn count(conn: &Connection, reading: i64, by: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE actor SET documents = documents + ? WHERE id = ?";
    let mut actors = crate::load::named(conn, reading)?;
    actors.sort_unstable();
    actors.dedup();
    let mut count = conn.prepare_cached(sql)?;
    actors.into_iter().try_for_each(|actor| count.execute([by, actor]).map(drop))
}

fn each(conn: &Connection, reading: i64, rows: &Rows, sql: [&str; 3]) -> rusqlite::Result<()> {
    let sides: Vec<i64> = rows.cast.iter().map(|m| side_id(conn, &m.actor)).collect::<rusqlite::Result<_>>()?;
    let (mut pair, mut voice) = (conn.prepare_cached(sql[0])?, conn.prepare_cached(sql[1])?);
    let mut topic = conn.prepare_cached(sql[2])?;
    let mut unsettle = conn.prepare_cached("INSERT OR IGNORE INTO unsettled VALUES (?)")?;
    for (n, event) in rows.events.iter().enumerate() {
        for (a, b) in pairs(event, &sides) {
            pair.execute([a, b, event.day, reading << 16 | n as i64])?;
        }
        unsettle.execute([settle::alike(rows, event)])?;
    }
    for (n, statement) in rows.statements.iter().enumerate() {
        let id = reading << 16 | n as i64;
        for side in of(&statement.detail.speaker, &sides) {
            voice.execute([side, statement.day, id])?;
        }
        for side in topics(rows, statement, &sides) {
            topic.execute([side, statement.day, id])?;
        }
    }
    Ok(())
}

pub fn of(parts: &[Part], sides: &[i64]) -> BTreeSet<i64> {
    parts.iter().map(|p| sides[p.0 as usize]).collect()
}

/// Who acts on whom. Where all act together and nobody is acted upon, each is met by each other.
pub fn pairs(event: &Event, sides: &[i64]) -> Vec<(i64, i64)> {
    let (actors, recipients) = (of(&event.detail.actor, sides), of(&event.detail.recipient, sides));
    let or_none = |all: &BTreeSet<i64>| if all.is_empty() { vec![0] } else { all.iter().copied().collect() };
    let (a, b) = (or_none(&actors), or_none(&recipients));
    if recipients.is_empty() && actors.len() > 1 {
        return a.iter().flat_map(|x| a.iter().filter(move |y| *y != x).map(move |y| (*x, *y))).collect();
    }
    a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y))).collect()
}

/// Who is spoken of: those named in the words that were said, and those of the events told in them.
pub fn topics(rows: &Rows, s: &Statement, sides: &[i64]) -> BTreeSet<i64> {
    let inside = |at: &[u32]| s.detail.content.iter().any(|c| c.0 <= at[0] && at[1] <= c.1);
    let named = rows.cast.iter().zip(sides).filter(|(m, _)| m.mentions.chunks_exact(3).any(inside)).map(|(_, s)| *s);
    let events = s.detail.about.iter().filter_map(|&n| rows.events.get(n as usize));
    let sides_of = |e: &Event| [of(&e.detail.actor, sides), of(&e.detail.recipient, sides)];
    named.chain(events.flat_map(sides_of).flatten()).collect()
}
