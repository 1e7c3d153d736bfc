//! Wikidata entities, one JSON object a line, as its dumps and `wikibase-dump-filter` give them.
//!
//! States are known by P298 (ISO 3166-1 alpha-3) of their own entity, offices by the label of theirs:
//! an extract that holds these too gives more.

use super::{Read, Row, key};
use anyhow::Context;
use serde_json::Value;
use std::collections::HashMap;

const HUMAN: &str = "Q5";
/// Legislatures, parties, firms, armed groups, newspapers, alliances … by what they are an instance of.
const SORTS: &[(&str, &str, &str)] = &[
    ("Q7278", "organisation", "PTY"),
    ("Q4830453", "organisation", "BUS"),
    ("Q783794", "organisation", "BUS"),
    ("Q891723", "organisation", "BUS"),
    ("Q17149090", "group", "REB"),
    ("Q772547", "organisation", "MIL"),
    ("Q327333", "organisation", "GOV"),
    ("Q192350", "organisation", "GOV"),
    ("Q11204", "organisation", "LEG"),
    ("Q35749", "organisation", "LEG"),
    ("Q11032", "outlet", "JRN"),
    ("Q192283", "outlet", "JRN"),
    ("Q1616075", "outlet", "JRN"),
    ("Q3918", "organisation", "EDU"),
    ("Q178790", "organisation", "LAB"),
    ("Q47913", "organisation", "SPY"),
    ("Q41487", "organisation", "JUD"),
    ("Q163740", "organisation", "NGO"),
    ("Q484652", "organisation", "IGO"),
];

/// What the extract tells of other entities.
struct Known<'a> {
    labels: HashMap<&'a str, &'a str>,
    states: HashMap<&'a str, &'a str>,
}

/// Reads an extract.
pub fn read(text: &str) -> anyhow::Result<Read> {
    let mut entities = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let line = line.trim().trim_start_matches('\u{feff}').trim_end_matches(',');
        if line.is_empty() || line == "[" || line == "]" {
            continue;
        }
        let e: Value = serde_json::from_str(line).with_context(|| format!("line {}: is no JSON object", i + 1))?;
        entities.push((i + 1, e));
    }
    let ids = || entities.iter().filter_map(|(_, e)| Some((e["id"].as_str()?, e)));
    let known = Known {
        labels: ids().filter_map(|(id, e)| Some((id, label(e)?))).collect(),
        states: ids().filter_map(|(id, e)| Some((id, text_of(e, "P298")?))).collect(),
    };
    let mut out = Read::default();
    for (line, e) in &entities {
        let Some(id) = e["id"].as_str().filter(|id| id.starts_with('Q')) else { continue };
        match actor(id, e, &known) {
            Ok(rows) => out.rows.extend(rows),
            Err(why) => out.skipped.push(format!("line {line}: {id}: {why}")),
        }
    }
    Ok(out)
}

fn actor(id: &str, e: &Value, known: &Known) -> Result<Vec<Row>, String> {
    let name = label(e).ok_or("has no label")?;
    let base =
        Row { key: key(name), name: name.into(), names: aliases(e, name), wikidata: id.into(), ..Row::default() };
    if let Some(code) = text_of(e, "P298") {
        return Ok(vec![Row { kind: "state", code: code.into(), ..base }]);
    }
    let sorts: Vec<&str> = items(e, "P31").collect();
    if sorts.contains(&HUMAN) {
        return person(e, known, base);
    }
    let sort = SORTS.iter().find(|(q, ..)| sorts.contains(q));
    let &(_, kind, sector) = sort.ok_or("what it is (P31) is none that sayso knows")?;
    let state = items(e, "P17").find_map(|s| known.states.get(s));
    let code = match (sector, state) {
        ("NGO" | "IGO", _) => sector.to_string(),
        (_, Some(state)) => format!("{state}/{sector}"),
        ("BUS", None) => "MNC".into(),
        ("REB", None) => "IMG".into(),
        _ => return Err("its state (P17) has no line with P298 in this file".into()),
    };
    Ok(vec![Row { kind, code, ..base }])
}

/// A person: a row an office, with its days; one row without office.
fn person(e: &Value, known: &Known, base: Row) -> Result<Vec<Row>, String> {
    let state = items(e, "P27").find_map(|s| known.states.get(s).copied());
    let offices = e["claims"]["P39"].as_array().into_iter().flatten();
    let mut rows: Vec<Row> = offices
        .filter_map(|o| {
            let role = known.labels.get(o["mainsnak"]["datavalue"]["value"]["id"].as_str()?)?;
            let of = |p: &str| o["qualifiers"][p][0]["datavalue"]["value"]["id"].as_str();
            let state = of("P17").or(of("P1001")).and_then(|s| known.states.get(s).copied()).or(state)?;
            let day = |p: &str| time(&o["qualifiers"][p][0]["datavalue"]["value"]);
            let code = format!("{state}/{}", sector(role));
            Some(Row { kind: "person", code, role: (*role).into(), from: day("P580"), to: day("P582"), ..base.clone() })
        })
        .collect();
    rows.sort_by(|a, b| a.from.cmp(&b.from));
    if rows.is_empty() {
        let code = state.ok_or("neither its state (P27) nor an office (P39) is told in this file")?;
        rows.push(Row { kind: "person", code: code.into(), ..base });
    }
    Ok(rows)
}

/// The sector of an office, by its English name.
fn sector(role: &str) -> &'static str {
    let role = role.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| role.contains(w));
    match () {
        () if has(&[
            "minister",
            "president of the",
            "head of state",
            "chancellor",
            "ambassador",
            "governor",
            "secretary of",
        ]) =>
        {
            "GOV"
        }
        () if has(&["member of", "senator", "speaker", "deputy", "legislator", "representative"]) => "LEG",
        () if has(&["judge", "justice", "prosecutor"]) => "JUD",
        () if has(&["general", "commander", "chief of staff", "admiral"]) => "MIL",
        () if has(&["party", "leader of the opposition"]) => "PTY",
        () if has(&["chief executive", "chairman", "chairperson"]) => "BUS",
        () => "GOV",
    }
}

/// The English label, else that in all languages, else the first.
fn label(e: &Value) -> Option<&str> {
    let labels = e["labels"].as_object()?;
    let of = |code: &str| labels.get(code).and_then(word);
    of("en").or_else(|| of("mul")).or_else(|| labels.values().find_map(word))
}

/// A label is `{"value": …}` in dumps and plain text in simplified extracts.
fn word(v: &Value) -> Option<&str> {
    v["value"].as_str().or(v.as_str())
}

/// Labels and aliases in all languages, each once.
fn aliases(e: &Value, name: &str) -> Vec<String> {
    let labels = e["labels"].as_object().into_iter().flat_map(|o| o.values());
    let aliases = e["aliases"].as_object().into_iter().flat_map(|o| o.values());
    let aliases = aliases.flat_map(|a| a.as_array().into_iter().flatten());
    let mut all: Vec<String> = labels.chain(aliases).filter_map(word).map(str::to_string).collect();
    all.sort();
    all.dedup();
    all.retain(|n| n != name && n.chars().count() > 2);
    all
}

/// Items that a property points to, preferred ones first.
fn items<'a>(e: &'a Value, property: &str) -> impl Iterator<Item = &'a str> {
    let mut claims: Vec<&Value> = e["claims"][property].as_array().into_iter().flatten().collect();
    claims.sort_by_key(|c| c["rank"] != "preferred");
    claims.into_iter().filter_map(|c| c["mainsnak"]["datavalue"]["value"]["id"].as_str())
}

/// Text that a property has.
fn text_of<'a>(e: &'a Value, property: &str) -> Option<&'a str> {
    e["claims"][property][0]["mainsnak"]["datavalue"]["value"].as_str()
}

/// `+2011-00-00T00:00:00Z` is the year 2011, as exactly as it is known.
fn time(v: &Value) -> String {
    let Some(day) = v["time"].as_str().and_then(|t| t.strip_prefix('+')).and_then(|t| t.get(..10)) else {
        return String::new();
    };
    match v["precision"].as_u64() {
        Some(11..) => day.into(),
        Some(10) => day[..7].into(),
        _ => day[..4].into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = r#"{"id":"Q20","labels":{"en":{"value":"Norway"}},"claims":{"P298":[{"mainsnak":{"datavalue":{"value":"NOR"}}}]}}
{"id":"Q77","labels":{"en":{"value":"Minister of Fisheries"}},"claims":{}}
{"id":"Q1","labels":{"en":{"value":"Mira Holt"},"ru":{"value":"Мира Холт"}},"aliases":{"en":[{"value":"M. Holt"}]},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P27":[{"mainsnak":{"datavalue":{"value":{"id":"Q20"}}}}],"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q77"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2011-03-00T00:00:00Z","precision":10}}}]}}]}}
{"id":"Q2","labels":{"en":{"value":"Cod League"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q163740"}}}}]}}
"#;

    #[test]
    fn persons_get_office_days_and_names_in_all_languages() {
        let read = read(LINES).unwrap();
        let mira = read.rows.iter().find(|r| r.wikidata == "Q1").unwrap();
        assert_eq!(
            (mira.code.as_str(), mira.role.as_str(), mira.from.as_str()),
            ("NOR/GOV", "Minister of Fisheries", "2011-03")
        );
        assert_eq!(mira.names, ["M. Holt", "Мира Холт"]);
        assert!(read.rows.iter().any(|r| r.kind == "state" && r.code == "NOR"));
        assert!(read.rows.iter().any(|r| r.key == "cod-league" && r.code == "NGO"));
        assert_eq!(read.skipped, ["line 2: Q77: what it is (P31) is none that sayso knows"]);
    }

    #[test]
    fn a_broken_line_is_told() {
        assert_eq!(read("{\"id\":\"Q1\"}\n{").unwrap_err().to_string(), "line 2: is no JSON object");
    }
}
