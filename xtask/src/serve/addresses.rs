//! Which pages are asked for: of each kind many different ones, so that no answer is a kept one.

use sayso_made::Random;
use sayso_store::{ActorQuery, Store};
use std::path::Path;

/// Words that many of the made documents hold.
const WORDS: &[&str] = &["talks", "ministry", "border", "agreement", "troops", "aid", "ship", "election"];
const TYPES: &[&str] = &["ACCUSE", "AGREE", "ASSAULT", "CONSULT", "REJECT", "REQUEST", "SANCTION", "SUPPORT"];
const SIDES: &[&str] = &["JPN", "CHN", "IDN", "IND", "FRA", "DEU", "BRA", "KEN", "EGY", "MEX", "NOR", "TUR"];

/// What a store holds, a sample of it.
struct Sample {
    documents: Vec<String>,
    events: Vec<String>,
    statements: Vec<String>,
    actors: Vec<String>,
}

/// Kinds of pages, each with `count` addresses.
pub fn kinds(store: &Path, seed: u64, count: usize) -> anyhow::Result<Vec<(&'static str, Vec<String>)>> {
    let sample = sample(store, seed)?;
    let mut random = Random::new(seed);
    let mut all = Vec::new();
    for (kind, address) in KINDS {
        all.push((*kind, (0..count).map(|n| address(&mut random, &sample, n)).collect()));
    }
    Ok(all)
}

type Address = fn(&mut Random, &Sample, usize) -> String;

const KINDS: &[(&str, Address)] = &[
    ("front", |_, _, _| "/".into()),
    ("documents", |r, _, n| format!("/search?lang={}&since={}&n={n}", r.one(&["en", "es", "fr", "id"]), month(r))),
    ("words", |r, _, n| format!("/search?q={}+{}&n={n}", r.one(WORDS), r.one(WORDS))),
    ("events", |r, _, n| format!("/events?type={}&since={}&n={n}", r.one(TYPES), month(r))),
    ("events-actor", |r, _, n| format!("/events?actor={}&until={}&n={n}", r.one(SIDES), month(r))),
    ("events-words", |r, _, n| format!("/events?q={}&outlet=Outlet%20{}&n={n}", r.one(WORDS), r.below(40))),
    ("claims", |r, _, n| format!("/claims?until={}&n={n}", month(r))),
    ("contested", |r, _, n| format!("/claims?contested=1&actor={}&n={n}", r.one(SIDES))),
    ("statements", |r, _, n| format!("/statements?speaker={}&since={}&n={n}", r.one(SIDES), month(r))),
    ("reader", |r, s, n| format!("/documents/{}?n={n}", r.one(&s.documents))),
    ("event", |r, s, n| format!("/events/{}?n={n}", r.one(&s.events))),
    ("statement", |r, s, n| format!("/statements/{}?n={n}", r.one(&s.statements))),
    ("why", |r, s, n| format!("/why/{}?n={n}", r.one(&s.events))),
    ("actors", |_, _, n| format!("/actors?cursor=o{}", n * 30 % 600)),
    ("actor", |r, s, n| format!("/actors/{}?n={n}", r.one(&s.actors).replace('/', "%2F").replace('#', "%23"))),
    ("ties", |r, _, n| format!("/ties?since={}&n={n}", month(r))),
    ("tie", |r, _, n| {
        let first = r.below(SIDES.len());
        let second = (first + 1 + r.below(SIDES.len() - 1)) % SIDES.len();
        format!("/tie?a={}&b={}&n={n}", SIDES[first], SIDES[second])
    }),
    ("system", |r, _, n| format!("/system?since={0}&until={0}&seed={n}", month(r))),
    ("system-type", |r, _, n| format!("/system?type={}&outlet=Outlet%20{}&seed={n}", r.one(TYPES), r.below(40))),
    ("compare", |r, s, n| format!("/compare?a={}&b={}&n={n}", r.one(&s.documents), r.one(&s.documents))),
    ("json", |r, _, n| format!("/events.json?actor={}&limit=100&n={n}", r.one(SIDES))),
    ("sql", |r, _, n| format!("/sql?q=SELECT%20*%20FROM%20document%20LIMIT%20{}&n={n}", 1 + r.below(20))),
];

fn month(random: &mut Random) -> String {
    format!("{}-{:02}", 2015 + random.below(10), 1 + random.below(12))
}

fn sample(path: &Path, seed: u64) -> anyhow::Result<Sample> {
    let store = Store::open(path)?;
    let mut random = Random::new(seed);
    let mut found = Sample { documents: vec![], events: vec![], statements: vec![], actors: vec![] };
    for _ in 0..400 {
        let after = format!("d{:016x}", random.number());
        let Some(id) = store.document_ids(Some(&after), 1)?.pop() else { continue };
        let Some(reading) = store.reading(&id)? else { continue };
        found.documents.push(id);
        found.events.extend(reading.events.iter().take(1).map(|e| e.id.clone()));
        found.statements.extend(reading.statements.iter().take(1).map(|s| s.id.clone()));
    }
    let actors = store.actors(&ActorQuery { limit: 400, ..ActorQuery::default() })?;
    found.actors = actors.rows.into_iter().map(|a| a.entity).collect();
    Ok(found)
}
