//! `sayso actors`.

use crate::answer::{self, COUNTS, Cells, Format, FormatArg, counts, joined, or_none};
use crate::sink;
use crate::store::StoreArg;
use sayso_store::{ActorQuery, ActorRow, Store, TieMonth, TieQuery, TieRow};
use serde::Serialize;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Actors by code, entity or name, each with its ties over time; without: those named most
    #[arg(value_name = "ACTOR")]
    actors: Vec<String>,
    /// A part of the name
    #[arg(long, value_name = "PART")]
    name: Option<String>,
    /// person, organisation, state, bloc, group, outlet, unknown
    #[arg(long, value_delimiter = ',', value_parser = KINDS)]
    kind: Vec<String>,
    /// Country (ISO 3166-1 alpha-3)
    #[arg(long, value_name = "CCC", value_delimiter = ',')]
    country: Vec<String>,
    /// PLOVER sector (GOV, MIL, COP …)
    #[arg(long, value_delimiter = ',')]
    sector: Vec<String>,
    /// At most so many; 0: all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Pass over so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    format: FormatArg,
}

const KINDS: [&str; 7] = ["person", "organisation", "state", "bloc", "group", "outlet", "unknown"];

/// An actor with its ties over time.
#[derive(Serialize)]
struct WithTies {
    #[serde(flatten)]
    actor: ActorRow,
    ties: Vec<TieOverTime>,
}

#[derive(Serialize)]
struct TieOverTime {
    #[serde(flatten)]
    sum: TieRow,
    months: Vec<TieMonth>,
}

/// Runs the command.
pub fn run(a: &Args) -> anyhow::Result<ExitCode> {
    let store = Store::open(&a.store.store)?;
    let query = ActorQuery {
        actor: a.actors.clone(),
        name: a.name.clone(),
        kind: a.kind.clone(),
        country: a.country.iter().map(|c| c.to_uppercase()).collect(),
        sector: a.sector.iter().map(|s| s.to_uppercase()).collect(),
        limit: a.limit,
        offset: a.offset,
    };
    let (page, format) = (store.actors(&query)?, a.format.format());
    if a.actors.is_empty() || format == Format::Csv {
        answer::page(&page, format, "there are more: --limit, --offset");
        return Ok(ExitCode::SUCCESS);
    }
    if format == Format::Table {
        answer::page(&page, format, "there are more: --limit, --offset");
        for actor in &a.actors {
            let ties = ties(&store, actor)?;
            sink::write(&[&format!("\nTies of {actor}, the strongest first\n")]);
            answer::rows(&ties.into_iter().map(|t| t.sum).collect::<Vec<_>>(), format);
        }
        return Ok(ExitCode::SUCCESS);
    }
    for row in page.rows {
        let ties = ties(&store, &row.entity)?;
        let line = serde_json::to_string(&WithTies { actor: row, ties })?;
        sink::write(&[&line, "\n"]);
    }
    Ok(ExitCode::SUCCESS)
}

/// The strongest ties of an actor's side, each by month.
fn ties(store: &Store, actor: &str) -> anyhow::Result<Vec<TieOverTime>> {
    let query = TieQuery { a: Some(actor.to_string()), limit: 20, ..TieQuery::default() };
    let mut all = Vec::new();
    for sum in store.ties(&query)? {
        let one = TieQuery { a: Some(sum.a.clone()), b: Some(sum.b.clone()), ..TieQuery::default() };
        all.push(TieOverTime { months: store.tie_months(&one)?, sum });
    }
    Ok(all)
}

impl Cells for ActorRow {
    const COLUMNS: &'static [&'static str] = &[
        "entity",
        "codes",
        "names",
        "roles",
        "kind",
        "side",
        "wikidata",
        "reports",
        "independent",
        "acts",
        "suffers",
        "says",
        "first",
        "last",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.entity.clone(),
            joined(self.codes.iter().map(String::as_str)),
            joined(self.names.iter().map(String::as_str)),
            joined(self.roles.iter().map(String::as_str)),
            self.kind.clone(),
            self.side.clone(),
            or_none(&self.wikidata),
            self.reports.to_string(),
            self.independent.to_string(),
            self.acts.to_string(),
            self.suffers.to_string(),
            self.says.to_string(),
            or_none(&self.first),
            or_none(&self.last),
        ]
    }

    const SHORT: &'static [&'static str] = &["actor", "name", "acts", "suffers", "says", "first\nlast", COUNTS];
    const WHOLE: &'static [&'static str] = &["acts", "suffers", "says", "first\nlast", COUNTS];

    fn short(&self) -> Vec<String> {
        vec![
            self.codes.join("\n"),
            format!("{}\n({})", joined(self.names.iter().map(String::as_str)), self.kind),
            self.acts.to_string(),
            self.suffers.to_string(),
            self.says.to_string(),
            format!("{}\n{}", or_none(&self.first), or_none(&self.last)),
            counts(self.reports, self.independent),
        ]
    }
}
