//! Exports: the same bytes for the same content, and what other programs rely on.

mod made;

use made::fill;
use sayso_export::{EVENT_COLUMNS, Format, MENTION_COLUMNS, TABLES, export};
use sayso_store::Store;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const ALL: [Format; 8] = [
    Format::Csv,
    Format::Jsonl,
    Format::Plover,
    Format::Gdelt,
    Format::Ngec,
    Format::Annotations,
    Format::Graphml,
    Format::Gexf,
];

/// Every file of every format.
fn exported(path: &Path, to: &Path) -> BTreeMap<String, String> {
    let store = Store::open(path).unwrap();
    let mut files = BTreeMap::new();
    for format in ALL {
        for file in export(&store, to, format).unwrap().files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            files.insert(name, std::fs::read_to_string(&file).unwrap());
        }
    }
    files
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fill(&at("a.db"), 0..80);
    fill(&at("b.db"), (0..80).rev());
    fill(&at("c.db"), (40..80).chain(0..60));
    let first = exported(&at("a.db"), &at("a"));
    assert_eq!(first.len(), 15, "{:?}", first.keys());
    for (db, to) in [("b.db", "b"), ("c.db", "c")] {
        for (name, bytes) in exported(&at(db), &at(to)) {
            assert!(bytes == first[&name], "{db}: {name} differs");
        }
    }
    assert!(std::fs::read_dir(at("a")).unwrap().all(|f| !f.unwrap().file_name().to_string_lossy().ends_with(".part")));
}

/// Names and bytes of all files below a folder.
fn below(folder: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => below(&path, all),
            false => drop(all.insert(
                path.file_name().unwrap().to_string_lossy().into_owned() + &folder.display().to_string(),
                std::fs::read(&path).unwrap(),
            )),
        }
    }
}

#[test]
fn parquet_has_a_folder_a_day_and_the_same_bytes_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let (db, to) = (folder.path().join("a.db"), folder.path().join("out"));
    let mut first = BTreeMap::new();
    for order in [true, false] {
        let _ = (std::fs::remove_file(&db), std::fs::remove_dir_all(&to));
        if order {
            fill(&db, 0..40)
        } else {
            fill(&db, (0..40).rev())
        }
        let files = export(&Store::open(&db).unwrap(), &to, Format::Parquet).unwrap().files;
        assert!(files.iter().any(|f| f.to_string_lossy().contains("/events/page_day=20")), "{files:?}");
        let mut all = BTreeMap::new();
        below(&to, &mut all);
        assert!(all.values().all(|bytes| bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1")));
        if order { first = all } else { assert!(first == all) }
    }
}

#[test]
fn files_have_the_columns_and_meaning_that_other_programs_expect() {
    let folder = tempfile::tempdir().unwrap();
    fill(&folder.path().join("a.db"), 0..40);
    let files = exported(&folder.path().join("a.db"), &folder.path().join("a"));
    for table in TABLES {
        let csv = &files[&format!("{}.csv", table.name)];
        let names: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
        assert_eq!(csv.lines().next().unwrap(), names.join(","));
        for line in files[&format!("{}.jsonl", table.name)].lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            assert_eq!(row.as_object().unwrap().len(), names.len(), "{line}");
        }
    }
    gdelt(&files["gdelt.export.CSV"], &files["gdelt.mentions.CSV"]);
    for line in files["plover.jsonl"].lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        assert!(row["actor"].is_array() && row["recipient"].is_array() && row["event"].is_string(), "{line}");
    }
    for line in files["ngec.jsonl"].lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        assert!(row["attributes"]["ACTOR"].is_array() && row["event_mode"].is_array(), "{line}");
    }
}

fn gdelt(events: &str, mentions: &str) {
    let mut numbers = Vec::new();
    for line in events.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), EVENT_COLUMNS.len());
        let at = |name: &str| cells[EVENT_COLUMNS.iter().position(|c| *c == name).unwrap()];
        numbers.push(at("GLOBALEVENTID"));
        assert!(at("GLOBALEVENTID").parse::<i64>().is_ok() && at("SQLDATE").len() == 8 && at("DATEADDED").len() == 14);
        assert!(at("EventCode").starts_with(at("EventRootCode")) && ("1"..="4").contains(&at("QuadClass")));
        assert!(at("EventCode").len() >= 3 && at("EventBaseCode").len() == 3 && at("EventRootCode").len() == 2);
        let count = |name: &str| at(name).parse::<i64>().unwrap();
        assert!(count("NumMentions") >= count("NumArticles") && count("NumArticles") >= count("NumSources"));
        // CAMEO for the actor, FIPS for its place.
        if at("Actor1CountryCode") == "JPN" {
            assert_eq!((at("Actor1Geo_CountryCode"), at("Actor1Geo_Type")), ("JA", "1"));
        }
    }
    let many = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), many, "an event is one row");
    for line in mentions.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), MENTION_COLUMNS.len());
        assert!(numbers.binary_search(&cells[0]).is_ok(), "a mention of an event that is there");
    }
    assert!(mentions.lines().count() > many, "some events are told by several documents");
}

#[test]
fn annotations_quote_the_words_at_their_place() {
    let folder = tempfile::tempdir().unwrap();
    fill(&folder.path().join("a.db"), 0..20);
    let files = exported(&folder.path().join("a.db"), &folder.path().join("a"));
    let texts: BTreeMap<String, Vec<char>> = files["documents.jsonl"]
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap())
        .map(|d| (format!("urn:sayso:{}", d["id"].as_str().unwrap()), d["text"].as_str().unwrap().chars().collect()))
        .collect();
    let mut seen = 0;
    for line in files["annotations.jsonl"].lines() {
        let a: Value = serde_json::from_str(line).unwrap();
        is_web_annotation(&a);
        let (position, quote) = (&a["target"]["selector"][0], &a["target"]["selector"][1]);
        let text = &texts[a["target"]["source"].as_str().unwrap()];
        let range = position["start"].as_u64().unwrap() as usize..position["end"].as_u64().unwrap() as usize;
        assert_eq!(text[range].iter().collect::<String>(), quote["exact"].as_str().unwrap());
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

/// What the Web Annotation Data Model (W3C, 2017) asks of an annotation, its bodies and its target.
fn is_web_annotation(a: &Value) {
    const MOTIVATIONS: [&str; 13] = [
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "editing",
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    ];
    let motivation = |v: &Value| MOTIVATIONS.contains(&v.as_str().unwrap_or_default());
    let iri = |v: &Value| v.as_str().is_some_and(|s| s.contains(':') && !s.contains([' ', '<', '>', '"']));
    assert_eq!((&a["@context"], &a["type"]), (&"http://www.w3.org/ns/anno.jsonld".into(), &"Annotation".into()));
    assert!(iri(&a["id"]) && iri(&a["target"]["source"]) && motivation(&a["motivation"]), "{a}");
    for body in a["body"].as_array().unwrap() {
        assert!(body["type"] == "TextualBody" && body["value"].is_string() && motivation(&body["purpose"]), "{body}");
    }
    let selectors = a["target"]["selector"].as_array().unwrap();
    let kinds: Vec<&str> = selectors.iter().filter_map(|s| s["type"].as_str()).collect();
    assert_eq!(kinds, ["TextPositionSelector", "TextQuoteSelector"]);
    assert!(selectors[1]["prefix"].is_string() && selectors[1]["suffix"].is_string(), "{a}");
}

/// `docs/codebook.md` is what the code says; `cargo xtask docs` (or `UPDATE_DOCS=1` here) writes it.
#[test]
fn the_codebook_is_what_the_code_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/codebook.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, sayso_export::codebook()).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(there == sayso_export::codebook(), "docs/codebook.md is not what the code says: cargo xtask docs");
}
