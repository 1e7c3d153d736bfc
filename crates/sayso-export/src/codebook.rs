//! The codebook: what every column of an export means, made from the same source as the columns.

use crate::gdelt::{EVENT_COLUMNS, MENTION_COLUMNS};
use crate::tables::{Kind, TABLES};
use sayso_core::{Context, EventType, Status};
use sayso_store::scale::scale;

/// The codebook as Markdown.
pub fn codebook() -> String {
    let mut out = String::from(
        "<!-- Made by `cargo xtask docs`: change the code, not this file. -->\n\n# Codebook of the exports\n\n\
        `sayso export --store FILE --to DIR --format FORMAT`. The same content gives the same bytes.\n\n\
        Tables (`csv`, `jsonl`): one file each. Several values of one cell have ` + ` between them. As `parquet`, each is a \
        folder with a folder a day, `page_day=YYYY-MM-DD`, the reference date of the page.\n",
    );
    for table in TABLES {
        out += &format!(
            "\n## {}\n\nA row is {}.\n\n| column | holds | meaning |\n| --- | --- | --- |\n",
            table.name, table.row
        );
        for c in table.columns {
            out += &format!("| `{}` | {} | {} |\n", c.name, kind(c.kind), c.meaning);
        }
    }
    out += &values();
    out += &gdelt();
    out
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Day => "day",
        Kind::Number => "whole number",
        Kind::Real => "number",
        Kind::Flag => "true or false",
    }
}

fn values() -> String {
    let mut out = String::from(
        "\n## Event types\n\n| type | quad | CAMEO root | scale | modes |\n| --- | --- | --- | --- | --- |\n",
    );
    for t in EventType::ALL {
        let modes: Vec<&str> = t.modes().iter().map(|m| m.as_str()).collect();
        let (root, modes) = (t.cameo_root(), if modes.is_empty() { "–".into() } else { modes.join(", ") });
        out += &format!("| {} | {} | {root} | {} | {modes} |\n", t.as_str(), t.quad() as u8, scale(root));
    }
    let contexts: Vec<&str> = Context::ALL.iter().map(|c| c.as_str()).collect();
    let statuses: Vec<&str> = Status::ALL.iter().map(|s| s.as_str()).collect();
    out += &format!("\nContexts: {}.\n\nStatus: {}.\n", contexts.join(", "), statuses.join(", "));
    out += "\nThe scale is Goldstein's: the value of the CAMEO code, else that of the code above it.\n";
    out
}

fn gdelt() -> String {
    let meaning = |c: &str| match c {
        "GLOBALEVENTID" => "a number made from the id of the event: the same in every store",
        "SQLDATE" | "MonthYear" | "Year" | "FractionDate" => {
            "first day of the event, else the reference date of the page"
        }
        "IsRootEvent" => "1 where it is told in the title or the first paragraph",
        "EventCode" | "EventBaseCode" | "EventRootCode" => "CAMEO: of three or four, three and two digits",
        "QuadClass" => "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        "GoldsteinScale" => "by CAMEO code",
        "NumMentions" => "how often it is told, several times in one document among them",
        "NumSources" => "outlets that tell it",
        "NumArticles" => "documents that tell it",
        "DATEADDED" | "MentionTimeDate" => "reference date of the page: no clock time enters an export",
        "SOURCEURL" | "MentionIdentifier" => "the address, else `urn:sayso:` and the id of the document",
        "EventTimeDate" => "as SQLDATE",
        "MentionType" => "1 with an address, 2 without",
        "MentionSourceName" => "outlet",
        "SentenceID" => "number of the line, from 1",
        "Actor1CharOffset" | "Actor2CharOffset" | "ActionCharOffset" => {
            "code points of the text; -1 where nobody is named"
        }
        "InRawText" => "always 1",
        "Confidence" => "always 100",
        "MentionDocLen" => "code points of the text",
        c if c.ends_with("Geo_CountryCode") => "FIPS 10-4",
        c if c.ends_with("Geo_ADM1Code") || c.ends_with("Geo_FeatureID") => "FIPS 10-4 of the country",
        c if c.ends_with("Geo_Type") => "0 none, 1 country, 4 place in a country",
        c if c.ends_with("Geo_FullName") => "words or name",
        "Actor1Code" | "Actor2Code" | "Actor1CountryCode" | "Actor2CountryCode" => "CAMEO",
        "Actor1Name" | "Actor2Name" => "name in capitals",
        "Actor1KnownGroupCode" | "Actor2KnownGroupCode" | "Actor1Type1Code" | "Actor2Type1Code" => "CAMEO",
        _ => "empty: not known",
    };
    let table = |name: &str, columns: &[&str]| {
        let mut out = format!("\n## GDELT 2.0: {name}\n\n| # | column | holds |\n| --- | --- | --- |\n");
        for (i, c) in columns.iter().enumerate() {
            out += &format!("| {} | `{c}` | {} |\n", i + 1, meaning(c));
        }
        out
    };
    let note = "\nOnly what happened (done, ongoing) is written: GDELT has no column for the rest.\n";
    table("events", &EVENT_COLUMNS) + note + &table("mentions", &MENTION_COLUMNS)
}
