//! Numbers for what recurs: actors, sides, words of the contract, rules.

use crate::ident::hash64;
use crate::rows::Actor;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// So many are kept at hand; the rest is asked for, so that memory does not grow with the store.
const MOST: usize = 50_000;

/// Numbers that were given or asked for of late.
#[derive(Default)]
pub struct Names {
    actors: HashMap<Actor, i64>,
    words: HashMap<String, i64>,
}

impl Names {
    pub fn actor(&mut self, conn: &Connection, a: &Actor) -> rusqlite::Result<i64> {
        if let Some(id) = self.actors.get(a) {
            return Ok(*id);
        }
        let id = find_actor(conn, a)?;
        if self.actors.len() >= MOST {
            self.actors.clear();
        }
        self.actors.insert(a.clone(), id);
        Ok(id)
    }

    pub fn word(&mut self, conn: &Connection, name: &str) -> rusqlite::Result<i64> {
        if let Some(id) = self.words.get(name) {
            return Ok(*id);
        }
        let id = named(conn, "word", "name", name)?;
        if self.words.len() >= MOST {
            self.words.clear();
        }
        self.words.insert(name.to_string(), id);
        Ok(id)
    }
}

fn find_actor(conn: &Connection, a: &Actor) -> rusqlite::Result<i64> {
    let key = actor_key(a);
    let there = conn.prepare_cached("SELECT id FROM actor WHERE key = ?")?.query_row([key], |r| r.get(0));
    if let Some(id) = there.optional()? {
        return Ok(id);
    }
    let side = named(conn, "side", "code", side(a))?;
    conn.prepare_cached(
        "INSERT INTO actor (key, side, code, entity, name, kind, country, sector, role, wikidata)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![key, side, a.code, a.entity, a.name, a.kind, a.country, a.sector, a.role, a.wikidata])?;
    Ok(conn.last_insert_rowid())
}

/// Hash of everything that is told of an actor.
pub fn actor_key(a: &Actor) -> i64 {
    hash64(&[&serde_json::to_vec(a).expect("an actor has no key that is not a string")])
}

/// The side that an actor stands on: its state, else itself.
pub fn side(a: &Actor) -> &str {
    match &a.country {
        Some(country) if !country.is_empty() => country,
        _ => &a.code,
    }
}

/// The number of a side, made where there is none.
pub fn side_id(conn: &Connection, a: &Actor) -> rusqlite::Result<i64> {
    named(conn, "side", "code", side(a))
}

fn named(conn: &Connection, table: &str, column: &str, name: &str) -> rusqlite::Result<i64> {
    let find = format!("SELECT id FROM {table} WHERE {column} = ?");
    let there = conn.prepare_cached(&find)?.query_row([name], |r| r.get(0));
    if let Some(id) = there.optional()? {
        return Ok(id);
    }
    conn.prepare_cached(&format!("INSERT INTO {table} ({column}) VALUES (?)"))?.execute([name])?;
    Ok(conn.last_insert_rowid())
}
