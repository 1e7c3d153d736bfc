//! GDELT 2.0: events (61 columns) and mentions (16), tab-separated without a header, in GDELT's order
//! and meaning. What sayso does not know (tone, coordinates, ethnic groups, religions) is empty.
//!
//! GDELT knows no status: only what happened is written. One row is one event, however many documents
//! tell it; each of those is a mention.

use crate::codes::{Cameo, cameo, fips};
use crate::out::{Out, OutFile};
use crate::{Result, Writer};
use sayso_core::{Actor, Event, LineKind, Participant, Reading, Status};
use sayso_store::scale::scale;
use sayso_store::{Counted, Whole};
use sha2::{Digest, Sha256};

/// Columns of events, in order.
pub const EVENT_COLUMNS: [&str; 61] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// Columns of mentions, in order.
pub const MENTION_COLUMNS: [&str; 16] = [
    "GLOBALEVENTID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
];

/// `gdelt.export.CSV` and `gdelt.mentions.CSV`, named as GDELT names its files.
pub(crate) struct Gdelt {
    events: OutFile,
    mentions: OutFile,
}

impl Gdelt {
    pub fn new(out: &Out) -> Result<Gdelt> {
        Ok(Gdelt { events: out.file("gdelt.export.CSV")?, mentions: out.file("gdelt.mentions.CSV")? })
    }
}

impl Writer for Gdelt {
    fn document(&mut self, w: &Whole) -> Result<()> {
        for (event, counted) in w.reading.events.iter().zip(&w.events) {
            if !matches!(event.status, Status::Done | Status::Ongoing) {
                continue;
            }
            if counted.id == event.id {
                self.events.write(&line(&event_row(&w.reading, event, counted)))?;
            }
            self.mentions.write(&line(&mention_row(&w.reading, event, counted)))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.events.finish()?;
        self.mentions.finish()
    }
}

fn line(cells: &[String]) -> String {
    // A cell of GDELT's holds no tab and no line end, and knows no quotation marks.
    let plain: Vec<String> = cells.iter().map(|c| c.replace(['\t', '\n', '\r'], " ")).collect();
    plain.join("\t") + "\n"
}

/// A number from the id of the event that stands for all reports: the same in every store.
fn number(id: &str) -> String {
    let bytes = Sha256::digest(id.as_bytes());
    let number = u64::from_be_bytes(bytes[..8].try_into().expect("eight bytes")) >> 4;
    number.to_string()
}

/// `YYYYMMDD`; empty where no day is known.
fn day(r: &Reading, e: Option<&Event>) -> String {
    let day = e.and_then(|e| e.date).map(|t| t.from).or(r.document.article.reference_date);
    day.map_or(String::new(), |d| format!("{:04}{:02}{:02}", d.year(), d.month(), d.day()))
}

fn time(day: &str) -> String {
    if day.is_empty() { String::new() } else { format!("{day}000000") }
}

/// The year with its share that has gone, as GDELT reckons it: (month × 30 + day) / 365.
fn fraction(day: &str) -> String {
    let part = |range: std::ops::Range<usize>| day.get(range).and_then(|s| s.parse::<u32>().ok());
    match (part(0..4), part(4..6), part(6..8)) {
        (Some(year), Some(month), Some(day)) => {
            format!("{year}.{:04}", ((month - 1) * 30 + day) * 10_000 / 365 % 10_000)
        }
        _ => String::new(),
    }
}

fn event_row(r: &Reading, e: &Event, counted: &Counted) -> Vec<String> {
    let (event_day, added) = (day(r, Some(e)), day(r, None));
    let actor = |parts: &[Participant], i: usize| parts.get(i).map(|p| &r.actors[p.actor]);
    // Where all act together, GDELT's second actor is the second of them.
    let second = actor(&e.recipient, 0).or_else(|| actor(&e.actor, 1));
    let code = event_code(e);
    let (root, base) = (&code[..2], &code[..3]);
    let in_lead = e.evidence.iter().any(|v| {
        let kind = r.document.lines.get(v.line).map(|l| l.kind);
        kind == Some(LineKind::Title) || first_body(r) == Some(v.line)
    });
    let mut row = vec![
        number(&counted.id),
        event_day.clone(),
        event_day.get(..6).unwrap_or_default().to_string(),
        event_day.get(..4).unwrap_or_default().to_string(),
        fraction(&event_day),
    ];
    row.extend(actor_cells(actor(&e.actor, 0)));
    row.extend(actor_cells(second));
    row.extend([
        u8::from(in_lead).to_string(),
        code.clone(),
        base.to_string(),
        root.to_string(),
        (e.kind.quad() as u8).to_string(),
        format!("{:.1}", scale(&code)),
        counted.mentions.to_string(),
        counted.outlets.to_string(),
        counted.reports.to_string(),
        String::new(),
    ]);
    row.extend(country_cells(actor(&e.actor, 0)));
    row.extend(country_cells(second));
    row.extend(place_cells(r, e));
    row.push(time(&added));
    row.push(r.document.article.url.clone().unwrap_or_else(|| format!("urn:sayso:{}", r.id)));
    row
}

/// GDELT has no code of two digits: of a root alone, "not specified below" is meant (`04` is `040`).
fn event_code(e: &Event) -> String {
    let code = e.cameo.as_deref().unwrap_or(e.kind.cameo_root());
    format!("{code:0<3}")
}

fn first_body(r: &Reading) -> Option<usize> {
    r.document.lines.iter().position(|l| l.kind == LineKind::Body)
}

fn actor_cells(actor: Option<&Actor>) -> [String; 10] {
    let Some(actor) = actor else { return Default::default() };
    let Cameo { code, country, group, role } = cameo(actor);
    let none = String::new;
    [code, actor.name.to_uppercase(), country, group, none(), none(), none(), role, none(), none()]
}

/// Geography of an actor: its country (type 1), where it has one.
fn country_cells(actor: Option<&Actor>) -> [String; 8] {
    match actor.and_then(|a| Some((a.country.as_deref()?, a))) {
        Some((country, a)) => geo(1, if a.id == country { &a.name } else { country }, fips(country)),
        None => geo(0, "", ""),
    }
}

/// Geography of the act: a country (1) or a place in one (4).
fn place_cells(r: &Reading, e: &Event) -> [String; 8] {
    let Some(place) = &e.place else { return geo(0, "", "") };
    let country = place.country.as_deref().unwrap_or_default();
    let words = r.document.words(place.span);
    let whole = r.actors.iter().any(|a| a.id == country && a.mentions.iter().any(|m| m.span == place.span));
    geo(if whole { 1 } else { 4 }, words, fips(country))
}

fn geo(kind: u8, name: &str, country: &str) -> [String; 8] {
    let none = String::new;
    let adm1 = if kind > 0 { country.to_string() } else { none() };
    [kind.to_string(), name.to_string(), country.to_string(), adm1.clone(), none(), none(), none(), adm1]
}

fn mention_row(r: &Reading, e: &Event, counted: &Counted) -> Vec<String> {
    let offset = |at: Option<u32>| at.map_or("-1".to_string(), |at| chars(r, at).to_string());
    let start = |parts: &[Participant], i: usize| parts.get(i).map(|p| p.span.start);
    let article = &r.document.article;
    let sentence = e.evidence.first().map_or(0, |v| v.line + 1);
    let url = article.url.clone();
    // GDELT's types: 1 a web address, 2 another citation.
    let kind = if url.is_some() { "1" } else { "2" };
    vec![
        number(&counted.id),
        time(&day(r, Some(e))),
        time(&day(r, None)),
        kind.to_string(),
        article.outlet.clone().unwrap_or_default(),
        url.unwrap_or_else(|| format!("urn:sayso:{}", r.id)),
        sentence.to_string(),
        offset(start(&e.actor, 0)),
        offset(start(&e.recipient, 0).or(start(&e.actor, 1))),
        offset(Some(e.cue.start)),
        "1".to_string(),
        "100".to_string(),
        r.document.text.chars().count().to_string(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

fn chars(r: &Reading, at: u32) -> usize {
    r.document.text[..at as usize].chars().count()
}
