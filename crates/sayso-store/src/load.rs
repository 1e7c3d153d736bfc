//! Rows of a file become a reading again.

use crate::pack::{self, PLACES};
use crate::rows::{Actor, Article, Event, Member, Rows, Statement};
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// All rows of a reading, as they were before it was written.
pub(crate) fn rows(conn: &Connection, reading: i64) -> rusqlite::Result<Rows> {
    let mut rows = Rows::default();
    let sql = "SELECT day, url, language, outlet, section, title, published, updated, more, lines, named FROM reading WHERE id = ?";
    let all = |r: &Row| Ok((article(r)?, pack::lines_from(r, 9)?, json::<Vec<Vec<i64>>>(r, 10)?));
    let (article, lines, named) = conn.prepare_cached(sql)?.query_row([reading], all)?;
    (rows.article, rows.lines) = (article, lines);
    rows.cast = named.iter().map(|of| member(conn, of)).collect::<rusqlite::Result<_>>()?;
    let range = [reading << 16, (reading << 16) + 65_535];
    let sql = format!(
        "SELECT hash, day, {class}, {form}, {stance}, flags, \"from\", \"to\", {PLACES}, speaker, content, detail
        FROM statement WHERE id BETWEEN ? AND ? ORDER BY id",
        class = word("class"),
        form = word("form"),
        stance = word("stance")
    );
    rows.statements = conn.prepare_cached(&sql)?.query_map(range, statement)?.collect::<rusqlite::Result<_>>()?;
    let sql = format!(
        "SELECT hash, day, {kind}, {mode}, {status}, {cameo}, \"from\", \"to\", country, flags, {PLACES}, actor,
        recipient, detail FROM event WHERE id BETWEEN ? AND ? ORDER BY id",
        kind = word("type"),
        mode = word("mode"),
        status = word("status"),
        cameo = word("cameo")
    );
    rows.events = conn.prepare_cached(&sql)?.query_map(range, event)?.collect::<rusqlite::Result<_>>()?;
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

/// One of those that a reading names: its number, then its mentions.
fn member(conn: &Connection, named: &[i64]) -> rusqlite::Result<Member> {
    let (id, mentions) = named.split_first().ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(Member { actor: actor_at(conn, *id)?, mentions: pack::mentions(mentions) })
}

/// An actor by its number.
pub(crate) fn actor_at(conn: &Connection, id: i64) -> rusqlite::Result<Actor> {
    let sql = "SELECT code, entity, name, kind, country, sector, role, wikidata FROM actor WHERE id = ?";
    conn.prepare_cached(sql)?.query_row([id], actor)
}

/// The numbers of the actors that a reading names, in order of first mention.
pub(crate) fn named(conn: &Connection, reading: i64) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT named FROM reading WHERE id = ?";
    let named: Vec<Vec<i64>> = conn.prepare_cached(sql)?.query_row([reading], |r| json(r, 0))?;
    named.iter().map(|of| of.first().copied().ok_or(rusqlite::Error::QueryReturnedNoRows)).collect()
}

/// SQL for the word that a column holds the number of.
pub(crate) fn word(column: &str) -> String {
    format!("(SELECT name FROM word WHERE word.id = {column})")
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
        detail: pack::statement_detail(r, 8)?,
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
        detail: pack::event_detail(r, 10)?,
    })
}

/// Numbers of rules in the file become places in [`Rows::rules`], in order of first use.
fn rules(conn: &Connection, rows: &mut Rows) -> rusqlite::Result<()> {
    let mut places: HashMap<i64, i64> = HashMap::new();
    let mut find = conn.prepare_cached("SELECT name FROM word WHERE id = ?")?;
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
