//! What a store promises to those who add to it and ask it.

use sayso_made::reading;
use sayso_store::{
    ActorQuery, DocumentQuery, Error, EventQuery, Limits, Origin, Prepared, Reader, StatementQuery, Store, TieQuery,
    Writer,
};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

fn prepared(n: u64) -> Prepared {
    let r = reading(7, n);
    let given = Some(r.document.input_id.clone());
    Prepared::new(&r, Origin::new(&[r.document.text.as_bytes()], None, given))
}

fn reader(version: &str) -> Reader {
    Reader { version: version.into(), languages: "made".into(), options: String::new() }
}

fn fill(path: &Path, numbers: impl Iterator<Item = u64>, version: &str) {
    let mut writer = Writer::open(path, &reader(version)).unwrap();
    for n in numbers {
        writer.add(&prepared(n)).unwrap();
    }
    writer.finish().unwrap();
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Everything that a store answers, as JSON lines.
fn told(path: &Path) -> Vec<String> {
    let store = Store::open(path).unwrap();
    let mut lines = Vec::new();
    let events = store.events(&EventQuery { reports: true, teasers: true, ..Default::default() }).unwrap();
    let without_story = |mut e: sayso_store::EventRow| {
        e.told_by.iter_mut().for_each(|r| r.story = 0);
        e.told_by.sort_by(|a, b| a.event.cmp(&b.event));
        e.claimed_by.sort_by(|a, b| a.statement.cmp(&b.statement));
        serde_json::to_string(&e).unwrap()
    };
    lines.extend(events.rows.into_iter().map(without_story));
    let statements = store.statements(&StatementQuery::default()).unwrap();
    lines.extend(statements.rows.iter().map(|s| serde_json::to_string(s).unwrap()));
    lines.extend(store.ties(&TieQuery::default()).unwrap().iter().map(|t| serde_json::to_string(t).unwrap()));
    lines.extend(store.actors(&ActorQuery::default()).unwrap().rows.iter().map(|a| serde_json::to_string(a).unwrap()));
    lines
}

#[test]
fn what_went_in_comes_out() {
    let folder = folder();
    let path = folder.path().join("s.db");
    fill(&path, 0..30, "1.0.0");
    let store = Store::open(&path).unwrap();
    for n in 0..30 {
        let made = reading(7, n);
        let kept = store.reading(&made.id).unwrap().expect("it was added");
        assert_eq!(format!("{kept:?}"), format!("{made:?}"));
    }
    assert_eq!(store.counts().unwrap().documents, 30);
    assert!(store.reading("d0000000000000000").unwrap().is_none());
}

#[test]
fn adding_again_and_in_another_order_changes_nothing() {
    let folder = folder();
    let (a, b) = (folder.path().join("a.db"), folder.path().join("b.db"));
    fill(&a, 0..60, "1.0.0");
    let first = told(&a);
    fill(&a, 0..60, "1.0.0");
    assert_eq!(told(&a), first);
    fill(&b, (30..60).rev(), "1.0.0");
    fill(&b, (0..40).rev(), "1.0.0");
    assert_eq!(told(&b), first);
}

#[test]
fn a_newer_reading_is_kept_apart_and_shown() {
    let folder = folder();
    let path = folder.path().join("s.db");
    fill(&path, 0..5, "1.9.0");
    let before = told(&path);
    fill(&path, 0..5, "1.10.0");
    let table = Store::sql(
        &path,
        "SELECT e.version, count(*), sum(current) FROM reading r JOIN reader e ON e.id = r.reader
        GROUP BY 1 ORDER BY 1",
        Limits::default(),
    )
    .unwrap();
    assert_eq!(serde_json::to_string(&table.rows).unwrap(), r#"[["1.10.0",5,5],["1.9.0",5,0]]"#);
    assert_eq!(told(&path), before, "the same records are found once");
    // An older program adds nothing that is shown.
    fill(&path, 0..5, "1.2.0");
    assert_eq!(told(&path), before);
}

#[test]
fn one_event_in_many_documents_is_one_event() {
    let folder = folder();
    let path = folder.path().join("s.db");
    fill(&path, 0..200, "1.0.0");
    let store = Store::open(&path).unwrap();
    let counts = store.counts().unwrap();
    assert!(counts.events < counts.reported_events && counts.independent < counts.readings, "{counts:?}");
    let all = store.events(&EventQuery { reports: true, ..Default::default() }).unwrap().rows;
    let copied = all.iter().filter(|e| e.reports > e.independent).count();
    assert!(copied > 20, "{copied}");
    for event in &all {
        let documents: std::collections::BTreeSet<&str> =
            event.told_by.iter().map(|r| r.document.id.as_str()).collect();
        let stories: std::collections::BTreeSet<i64> = event.told_by.iter().map(|r| r.story).collect();
        assert_eq!((event.reports, event.independent), (documents.len() as i64, stories.len() as i64), "{}", event.id);
    }
    let copies = store.documents(&DocumentQuery { independent: true, ..Default::default() }).unwrap().rows;
    assert_eq!(copies.len() as i64, counts.independent);
}

#[test]
fn questions_are_answered_by_every_condition() {
    let folder = folder();
    let path = folder.path().join("s.db");
    fill(&path, 0..120, "1.0.0");
    let store = Store::open(&path).unwrap();
    let q = EventQuery { actor: vec!["JPN".into()], recipient: vec!["Kenya".into()], ..Default::default() };
    let found = store.events(&q).unwrap().rows;
    assert!(!found.is_empty());
    for e in &found {
        assert!(
            e.actor.iter().any(|w| w.actor.starts_with("JPN")) && e.recipient.iter().any(|w| w.actor == "KEN"),
            "{}",
            e.notation
        );
    }
    let since = "2019-01-01".parse().ok();
    let late = store.events(&EventQuery { since, ..q.clone() }).unwrap().rows;
    assert_eq!(late.len(), found.iter().filter(|e| e.day.as_deref() >= Some("2019-01-01")).count());
    let page = store.events(&EventQuery { limit: 2, offset: 1, ..q }).unwrap();
    assert_eq!(
        page.rows.iter().map(|e| &e.id).collect::<Vec<_>>(),
        found[1..3].iter().map(|e| &e.id).collect::<Vec<_>>()
    );
    let said =
        StatementQuery { text: Some("closed \"the port\"".into()), language: vec!["en".into()], ..Default::default() };
    let said = store.statements(&said).unwrap().rows;
    assert!(!said.is_empty() && said.iter().all(|s| s.sentence.contains("closed the port")));
    let about = StatementQuery { about: vec!["IDN".into()], speaker: vec!["FRA".into()], ..Default::default() };
    let about = store.statements(&about).unwrap().rows;
    assert!(!about.is_empty() && about.iter().all(|s| s.speaker[0].actor.starts_with("FRA/GOV#")));
    let russian = store.documents(&DocumentQuery { text: Some("ПОРТУ".into()), ..Default::default() }).unwrap().rows;
    assert!(!russian.is_empty() && russian.iter().all(|d| d.document.language.as_deref() == Some("ru")));
}

#[test]
fn an_unknown_actor_says_what_it_looks_like() {
    let folder = folder();
    let path = folder.path().join("s.db");
    fill(&path, 0..20, "1.0.0");
    let store = Store::open(&path).unwrap();
    let ask = |actor: &str| {
        store.events(&EventQuery { actor: vec![actor.into()], ..Default::default() }).unwrap_err().to_string()
    };
    assert!(ask("Germny").ends_with("did you mean DEU (Germany)?"), "{}", ask("Germny"));
    assert!(ask("zzzz").ends_with("list them with 'sayso actors'"), "{}", ask("zzzz"));
}

#[test]
fn files_of_other_kinds_are_told_apart() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    assert!(matches!(Store::open(&at("none.db")), Err(Error::Missing(_))));
    std::fs::write(at("text.db"), "no database at all, but long enough to be looked at ".repeat(50)).unwrap();
    assert!(matches!(Store::open(&at("text.db")), Err(Error::Foreign(..))));
    let other = rusqlite::Connection::open(at("other.db")).unwrap();
    other.execute_batch("CREATE TABLE x (y)").unwrap();
    assert!(matches!(Store::open(&at("other.db")), Err(Error::Foreign(..))));
    assert!(matches!(Writer::open(&at("other.db"), &reader("1.0.0")), Err(Error::Foreign(..))));
    fill(&at("newer.db"), 0..2, "1.0.0");
    rusqlite::Connection::open(at("newer.db")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let told = Store::open(&at("newer.db")).map(drop).unwrap_err().to_string();
    assert!(
        told.ends_with("was made by a newer sayso (layout 99; this one knows up to 1): update sayso to open it"),
        "{told}"
    );
    fill(&at("damaged.db"), 0..20, "1.0.0");
    let mut bytes = std::fs::read(at("damaged.db")).unwrap();
    bytes[8_192..].iter_mut().for_each(|b| *b = 0x55);
    std::fs::write(at("damaged.db"), bytes).unwrap();
    let told = Store::open(&at("damaged.db")).and_then(|s| s.counts()).unwrap_err();
    assert!(matches!(told, Error::Damaged(..)), "{told}");
}

#[test]
fn sql_only_reads_and_stops_in_time() {
    let folder = folder();
    let path = folder.path().join("s.db");
    fill(&path, 0..5, "1.0.0");
    let ask = |sql: &str| Store::sql(&path, sql, Limits { time: Duration::from_millis(300), rows: 3 });
    let table = ask("SELECT id, language FROM documents ORDER BY id").unwrap();
    assert_eq!((table.columns.len(), table.rows.len(), table.more), (2, 3, true));
    for wrong in
        ["DELETE FROM document", "ATTACH 'x.db' AS x", "PRAGMA user_version = 7", "CREATE TABLE x (y)", "nonsense"]
    {
        assert!(matches!(ask(wrong), Err(Error::Question(_))), "{wrong}");
    }
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let told = ask(endless).unwrap_err().to_string();
    assert!(told.starts_with("stopped after"), "{told}");
    for view in ["documents", "lines", "sentences", "actors", "mentions", "statements", "events", "evidence"] {
        assert!(!ask(&format!("SELECT * FROM {view}")).unwrap().rows.is_empty(), "{view}");
    }
}
