//! Rows of a file become a reading again.

use crate::rows::{Actor, Article, Event, Member, Rows, Statement};
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// All rows of a reading, as they were before it was written.
pub(crate) fn rows(conn: &Connection, reading: i64) -> rusqlite::Result<Rows> {
    let mut rows = Rows::default();
    let sql =
        "SELECT day, url, language, outlet, section, title, published, updated, more, lines FROM reading WHERE id = ?";
    let (article, lines) = conn.prepare_cached(sql)?.query_row([reading], |r| Ok((article(r)?, json(r, 9)?)))?;
    (rows.article, rows.lines) = (article, lines);
    rows.cast = members(conn, reading)?;
    let range = [reading << 16, (reading << 16) + 65_535];
    let sql = "SELECT hash, day, class, form, stance, flags, \"from\", \"to\", detail FROM statement
        WHERE id BETWEEN ? AND ? ORDER BY id";
    rows.statements = conn.prepare_cached(sql)?.query_map(range, statement)?.collect::<rusqlite::Result<_>>()?;
    let sql = "SELECT hash, day, type, mode, status, cameo, \"from\", \"to\", country, flags, detail FROM event
        WHERE id BETWEEN ? AND ? ORDER BY id";
    rows.events = conn.prepare_cached(sql)?.query_map(range, event)?.collect::<rusqlite::Result<_>>()?;
    rules(conn, &mut rows)?;
    Ok(rows)
}

/// A column that holds JSON.
pub(crate) fn json<T: DeserializeOwned>(r: &Row, column: usize) -> rusqlite::Result<T> {
    let text = r.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e)))
}

fn article(r: &Row) -> rusqlite::Result<Article> {
    Ok(Article {
        day: r.get(0)?,
        url: r.get(1)?,
        language: r.get(2)?,
        outlet: r.get(3)?,
        section: r.get(4)?,
        title: r.get(5)?,
        published: r.get(6)?,
        updated: r.get(7)?,
        more: json(r, 8)?,
    })
}

fn members(conn: &Connection, reading: i64) -> rusqlite::Result<Vec<Member>> {
    let sql = "SELECT a.code, a.entity, a.name, a.kind, a.country, a.sector, a.role, a.wikidata, c.mentions
        FROM cast_member c JOIN actor a ON a.id = c.actor WHERE c.reading = ? ORDER BY c.n";
    let member = |r: &Row| Ok(Member { actor: actor(r)?, mentions: json(r, 8)? });
    conn.prepare_cached(sql)?.query_map([reading], member)?.collect()
}

/// An actor from the first eight columns: code, entity, name, kind, country, sector, role, wikidata.
pub(crate) fn actor(r: &Row) -> rusqlite::Result<Actor> {
    Ok(Actor {
        code: r.get(0)?,
        entity: r.get(1)?,
        name: r.get(2)?,
        kind: r.get(3)?,
        country: r.get(4)?,
        sector: r.get(5)?,
        role: r.get(6)?,
        wikidata: r.get(7)?,
    })
}

fn statement(r: &Row) -> rusqlite::Result<Statement> {
    Ok(Statement {
        hash: r.get(0)?,
        day: r.get(1)?,
        class: r.get(2)?,
        form: r.get(3)?,
        stance: r.get(4)?,
        flags: r.get(5)?,
        from: r.get(6)?,
        to: r.get(7)?,
        detail: json(r, 8)?,
    })
}

fn event(r: &Row) -> rusqlite::Result<Event> {
    Ok(Event {
        hash: r.get(0)?,
        day: r.get(1)?,
        kind: r.get(2)?,
        mode: r.get(3)?,
        status: r.get(4)?,
        cameo: r.get(5)?,
        from: r.get(6)?,
        to: r.get(7)?,
        country: r.get(8)?,
        flags: r.get(9)?,
        detail: json(r, 10)?,
    })
}

/// Numbers of rules in the file become places in [`Rows::rules`], in order of first use.
fn rules(conn: &Connection, rows: &mut Rows) -> rusqlite::Result<()> {
    let mut places: HashMap<i64, i64> = HashMap::new();
    let mut find = conn.prepare_cached("SELECT name FROM rule WHERE id = ?")?;
    let statements = rows.statements.iter_mut().flat_map(|s| s.detail.evidence.iter_mut());
    for evidence in statements.chain(rows.events.iter_mut().flat_map(|e| e.detail.evidence.iter_mut())) {
        let place = match places.get(&evidence.5) {
            Some(place) => *place,
            None => {
                rows.rules.push(find.query_row([evidence.5], |r| r.get(0))?);
                let place = rows.rules.len() as i64 - 1;
                places.insert(evidence.5, place);
                place
            }
        };
        evidence.5 = place;
    }
    Ok(())
}
