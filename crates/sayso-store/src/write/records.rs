//! The records of a reading.

use super::names::Names;
use crate::pack::{self, PLACES, Packed};
use crate::prepare::Prepared;
use crate::settle;
use rusqlite::{Connection, params};

/// Adds all statements and events of a reading.
pub fn add(conn: &Connection, names: &mut Names, reading: i64, p: &Prepared) -> rusqlite::Result<()> {
    let rules: Vec<i64> = p.rows.rules.iter().map(|r| names.word(conn, r)).collect::<rusqlite::Result<_>>()?;
    statements(conn, names, reading, p, &rules)?;
    events(conn, names, reading, p, &rules)
}

fn statements(conn: &Connection, names: &mut Names, reading: i64, p: &Prepared, rules: &[i64]) -> rusqlite::Result<()> {
    let mut insert = conn.prepare_cached(&format!(
        "INSERT INTO statement (id, hash, day, class, form, stance, flags, \"from\", \"to\", alike, {PLACES}, speaker, content,
            detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))?;
    for (n, s) in p.rows.statements.iter().enumerate() {
        let mut detail = s.detail.clone();
        detail.evidence.iter_mut().for_each(|e| e.5 = rules[e.5 as usize]);
        let class = s.class.as_deref().map(|c| names.word(conn, c)).transpose()?;
        let (form, stance) = (names.word(conn, &s.form)?, names.word(conn, &s.stance)?);
        let Packed { places: [a, b, c, d, e, f, g, h], parts: [speaker, content], detail } = pack::statement(detail);
        insert.execute(params![
            reading << 16 | n as i64,
            s.hash,
            s.day,
            class,
            form,
            stance,
            s.flags,
            s.from,
            s.to,
            p.said[n],
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            speaker,
            content,
            detail
        ])?;
    }
    Ok(())
}

fn events(conn: &Connection, names: &mut Names, reading: i64, p: &Prepared, rules: &[i64]) -> rusqlite::Result<()> {
    let mut insert = conn.prepare_cached(&format!(
        "INSERT INTO event (id, hash, day, type, mode, status, cameo, \"from\", \"to\", country, flags, alike, {PLACES}, actor,
            recipient, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))?;
    for (n, e) in p.rows.events.iter().enumerate() {
        let mut detail = e.detail.clone();
        detail.evidence.iter_mut().for_each(|v| v.5 = rules[v.5 as usize]);
        let mut word = |word: &Option<String>| word.as_deref().map(|w| names.word(conn, w)).transpose();
        let (mode, cameo) = (word(&e.mode)?, word(&e.cameo)?);
        let (kind, status) = (names.word(conn, &e.kind)?, names.word(conn, &e.status)?);
        let alike = settle::alike(&p.rows, e);
        let Packed { places: [a, b, c, d, v, f, g, h], parts: [actor, recipient], detail } = pack::event(detail);
        insert.execute(params![
            reading << 16 | n as i64,
            e.hash,
            e.day,
            kind,
            mode,
            status,
            cameo,
            e.from,
            e.to,
            e.country,
            e.flags,
            alike,
            a,
            b,
            c,
            d,
            v,
            f,
            g,
            h,
            actor,
            recipient,
            detail
        ])?;
    }
    Ok(())
}
