//! `sayso events` and `sayso claims`.

use crate::answer::{self, COUNTS, Cells, FormatArg, counts, joined, or_none};
use crate::ask;
use crate::store::StoreArg;
use jiff::civil::Date;
use sayso_core::{Context, EventType, Mode, Status};
use sayso_store::{EventQuery, EventRow, Store, Voice, Who};
use std::process::ExitCode;

#[derive(clap::Args)]
#[command(after_help = "An actor is named by code (JPN: Japan and all its parts; JPN/GOV; JPN/GOV#fumio-kishida), \
by entity (fumio-kishida) or by name (\"Fumio Kishida\"). A flag given twice takes either value; several flags all hold.")]
pub struct Args {
    /// Who acts; where all act together, each is met by the others
    #[arg(long, value_name = "ACTOR")]
    actor: Vec<String>,
    /// Who is acted upon
    #[arg(long, value_name = "ACTOR")]
    recipient: Vec<String>,
    /// Who does either
    #[arg(long, value_name = "ACTOR")]
    involving: Vec<String>,
    /// PLOVER type
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', ignore_case = true, value_parser = ask::kind())]
    kind: Vec<EventType>,
    /// PLOVER mode
    #[arg(long, value_delimiter = ',', ignore_case = true, value_parser = ask::mode(), hide_possible_values = true)]
    mode: Vec<Mode>,
    /// PLOVER context
    #[arg(long, value_delimiter = ',', ignore_case = true, value_parser = ask::context(), hide_possible_values = true)]
    context: Vec<Context>,
    /// Whether it happened: only done and ongoing did
    #[arg(long, value_delimiter = ',', ignore_case = true, value_parser = ask::status())]
    status: Vec<Status>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    #[arg(long, value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=4))]
    quad: Vec<u8>,
    /// Where it took place (ISO 3166-1 alpha-3)
    #[arg(long, value_name = "CCC", value_delimiter = ',')]
    country: Vec<String>,
    /// First day, month or year
    #[arg(long, value_name = "DATE", value_parser = ask::since)]
    since: Option<Date>,
    /// Last day, month or year
    #[arg(long, value_name = "DATE", value_parser = ask::until)]
    until: Option<Date>,
    /// Who asserts it
    #[arg(long, value_name = "ACTOR")]
    claimed_by: Vec<String>,
    /// Who denies it
    #[arg(long, value_name = "ACTOR")]
    denied_by: Vec<String>,
    /// Only what somebody denies
    #[arg(long)]
    denied: bool,
    /// Only what somebody asserts and somebody denies
    #[arg(long)]
    contested: bool,
    /// Words in the sentence that tells it: all of them; "a phrase", -without, begin*
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    text: Option<String>,
    /// Language of the documents
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = crate::usage::language)]
    lang: Vec<String>,
    /// Outlet of the documents
    #[arg(long, value_name = "NAME")]
    outlet: Vec<String>,
    /// Only events of this document
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Only what at least so many independent documents tell
    #[arg(long, value_name = "N", default_value_t = 1)]
    independent: i64,
    /// Also what is told only in headlines of other stories
    #[arg(long)]
    teasers: bool,
    /// List the reports of each event (jsonl)
    #[arg(long)]
    reports: bool,
    /// At most so many; 0: all
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// Pass over so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    format: FormatArg,
}

/// Runs the command.
pub fn run(a: &Args, claims: bool) -> anyhow::Result<ExitCode> {
    let store = Store::open(&a.store.store)?;
    let query = query(a);
    let (format, more) = (a.format.format(), "there are more: --limit, --offset");
    match claims {
        true => {
            let page = store.claims(&query)?;
            let rows = page.rows.into_iter().map(Claim).collect();
            answer::page(&sayso_store::Page { rows, more: page.more }, format, more);
        }
        false => answer::page(&store.events(&query)?, format, more),
    }
    Ok(ExitCode::SUCCESS)
}

fn query(a: &Args) -> EventQuery {
    EventQuery {
        actor: a.actor.clone(),
        recipient: a.recipient.clone(),
        involving: a.involving.clone(),
        kind: a.kind.clone(),
        mode: a.mode.clone(),
        context: a.context.clone(),
        status: a.status.clone(),
        quad: a.quad.clone(),
        country: a.country.iter().map(|c| c.to_uppercase()).collect(),
        since: a.since,
        until: a.until,
        claimed_by: a.claimed_by.clone(),
        denied_by: a.denied_by.clone(),
        alleged: false,
        denied: a.denied,
        contested: a.contested,
        text: a.text.clone(),
        language: a.lang.clone(),
        outlet: a.outlet.clone(),
        document: a.document.clone(),
        independent: a.independent,
        teasers: a.teasers,
        limit: a.limit,
        offset: a.offset,
        reports: a.reports,
    }
}

fn codes(who: &[Who]) -> String {
    joined(who.iter().map(|w| w.actor.as_str()))
}

fn voices(all: &[Voice]) -> String {
    joined(all.iter().map(|v| v.actor.as_str()))
}

impl Cells for EventRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "day",
        "notation",
        "actor",
        "type",
        "recipient",
        "mode",
        "context",
        "quad",
        "cameo",
        "status",
        "from",
        "to",
        "place",
        "country",
        "magnitude",
        "claimed_by",
        "denied_by",
        "contested",
        "reports",
        "independent",
        "words",
        "sentence",
        "document",
        "outlet",
        "title",
        "url",
        "language",
    ];

    fn cells(&self) -> Vec<String> {
        let number = |m: &sayso_store::MagnitudeRow| format!("{} {}-{}", m.kind, m.min, m.max);
        let (place, country) =
            self.place.as_ref().map_or((String::new(), None), |p| (p.text.clone(), p.country.clone()));
        vec![
            self.id.clone(),
            or_none(&self.day),
            self.notation.clone(),
            codes(&self.actor),
            self.kind.clone(),
            codes(&self.recipient),
            or_none(&self.mode),
            joined(self.context.iter().map(String::as_str)),
            self.quad.to_string(),
            self.cameo.clone(),
            self.status.clone(),
            self.date.as_ref().map_or(String::new(), |d| d.from.clone()),
            self.date.as_ref().map_or(String::new(), |d| d.to.clone()),
            place,
            or_none(&country),
            self.magnitude.iter().map(number).collect::<Vec<_>>().join(" + "),
            voices(&self.claimed_by),
            voices(&self.denied_by),
            self.contested.to_string(),
            self.reports.to_string(),
            self.independent.to_string(),
            self.words.clone(),
            self.sentence.clone(),
            self.document.id.clone(),
            or_none(&self.document.outlet),
            or_none(&self.document.title),
            or_none(&self.document.url),
            or_none(&self.document.language),
        ]
    }

    const SHORT: &'static [&'static str] = &["day", "event", "words", COUNTS];
    const WHOLE: &'static [&'static str] = &["day", COUNTS];

    fn short(&self) -> Vec<String> {
        let mut event = vec![match self.status.as_str() {
            "done" => self.notation.clone(),
            other => format!("{} ({other})", self.notation),
        }];
        event.extend((!self.claimed_by.is_empty()).then(|| format!("says {}", voices(&self.claimed_by))));
        event.extend((!self.denied_by.is_empty()).then(|| format!("denied by {}", voices(&self.denied_by))));
        event.push(self.id.clone());
        vec![or_none(&self.day), event.join("\n"), self.words.clone(), counts(self.reports, self.independent)]
    }
}

/// An alleged event, with the words of both sides.
#[derive(serde::Serialize)]
#[serde(transparent)]
struct Claim(EventRow);

impl Cells for Claim {
    const COLUMNS: &'static [&'static str] = EventRow::COLUMNS;

    fn cells(&self) -> Vec<String> {
        self.0.cells()
    }

    const SHORT: &'static [&'static str] = &["day", "alleged", "asserted by", "denied by", COUNTS];
    const WHOLE: &'static [&'static str] = &["day", COUNTS];

    fn short(&self) -> Vec<String> {
        let e = &self.0;
        let told = |v: &Voice| match &v.outlet {
            Some(outlet) => format!("{} ({outlet}): {}", v.actor, v.words),
            None => format!("{}: {}", v.actor, v.words),
        };
        let all = |voices: &[Voice]| voices.iter().map(told).collect::<Vec<_>>().join("\n");
        let asserted =
            if e.claimed_by.is_empty() { format!("the page itself: {}", e.words) } else { all(&e.claimed_by) };
        let alleged = format!("{} ({})\n{}", e.notation, e.status, e.id);
        vec![or_none(&e.day), alleged, asserted, all(&e.denied_by), counts(e.reports, e.independent)]
    }
}
