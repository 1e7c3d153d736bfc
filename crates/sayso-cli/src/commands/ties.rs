//! `sayso ties`.

use crate::answer::{self, COUNTS, Cells, Format, FormatArg, counts, or_none};
use crate::ask;
use crate::sink;
use crate::store::StoreArg;
use crate::usage::Usage;
use jiff::civil::Date;
use sayso_store::{Store, Tie, TieMonth, TieQuery, TieRow};
use std::process::ExitCode;

#[derive(clap::Args)]
#[command(
    after_help = "Only what happened counts (done, ongoing), and not what is told in headlines of other stories alone. \
Tone is the mean of the CAMEO scale of conflict and cooperation, -10 to 10."
)]
pub struct Args {
    /// Two sides: everything between them; one: its ties; none: the strongest ties of all
    #[arg(value_name = "SIDE", num_args = 0..=2)]
    sides: Vec<String>,
    /// So many of the strongest ties; 0: all
    #[arg(long, value_name = "N", default_value_t = 50)]
    top: usize,
    /// First day, month or year
    #[arg(long, value_name = "DATE", value_parser = ask::since)]
    since: Option<Date>,
    /// Last day, month or year
    #[arg(long, value_name = "DATE", value_parser = ask::until)]
    until: Option<Date>,
    /// Only ties of at least so many events
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: i64,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    format: FormatArg,
}

/// Runs the command.
pub fn run(a: &Args) -> anyhow::Result<ExitCode> {
    let store = Store::open(&a.store.store)?;
    let (first, second) = (a.sides.first().cloned(), a.sides.get(1).cloned());
    let query = TieQuery { a: first, b: second, since: a.since, until: a.until, least: a.least, limit: a.top };
    let format = a.format.format();
    match a.sides.as_slice() {
        [a, b] if a == b => return Err(Usage(format!("{a} has no tie to itself: name two sides")).into()),
        [a, b] => tie(&store.tie(&query)?, a, b, format)?,
        _ => answer::rows(&store.ties(&query)?, format),
    }
    Ok(ExitCode::SUCCESS)
}

/// Everything between two sides.
fn tie(tie: &Tie, a: &str, b: &str, format: Format) -> anyhow::Result<()> {
    match format {
        Format::Jsonl => sink::write(&[&serde_json::to_string(tie)?, "\n"]),
        Format::Csv => answer::rows(&tie.months, format),
        Format::Table => {
            let Some(sum) = &tie.sum else {
                sink::write(&[&format!("nothing happened between {a} and {b}\n")]);
                return says(tie, a, b, format);
            };
            answer::rows(std::slice::from_ref(sum), format);
            sink::write(&["\nBy month\n"]);
            answer::rows(&tie.months, format);
            if !tie.contested.is_empty() {
                sink::write(&["\nContested\n"]);
                answer::rows(&tie.contested, format);
            }
            says(tie, a, b, format)?;
        }
    }
    Ok(())
}

fn says(tie: &Tie, a: &str, b: &str, format: Format) -> anyhow::Result<()> {
    for (page, who, whom) in [(&tie.a_on_b, a, b), (&tie.b_on_a, b, a)] {
        if !page.rows.is_empty() {
            sink::write(&[&format!("\n{who} on {whom}\n")]);
            answer::page(page, format, &format!("there are more: sayso statements --speaker {who} --about {whom}"));
        }
    }
    Ok(())
}

impl Cells for TieRow {
    const COLUMNS: &'static [&'static str] = &[
        "a",
        "b",
        "acts",
        "suffers",
        "reports",
        "independent",
        "verbal_cooperation",
        "material_cooperation",
        "verbal_conflict",
        "material_conflict",
        "tone",
        "first",
        "last",
    ];

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.a.clone(), self.b.clone()];
        cells.extend([self.acts, self.suffers, self.reports, self.independent].map(|n| n.to_string()));
        cells.extend(self.quads.map(|n| n.to_string()));
        cells.extend([format!("{:.1}", self.tone), or_none(&self.first), or_none(&self.last)]);
        cells
    }

    const SHORT: &'static [&'static str] =
        &["a", "b", "a on b", "b on a", "talk\n+ / −", "deeds\n+ / −", "tone", "first\nlast", COUNTS];
    const WHOLE: &'static [&'static str] = &["talk\n+ / −", "deeds\n+ / −", "tone", "first\nlast", COUNTS];

    fn short(&self) -> Vec<String> {
        vec![
            self.a.clone(),
            self.b.clone(),
            self.acts.to_string(),
            self.suffers.to_string(),
            format!("{} / {}", self.quads[0], self.quads[2]),
            format!("{} / {}", self.quads[1], self.quads[3]),
            format!("{:.1}", self.tone),
            format!("{}\n{}", or_none(&self.first), or_none(&self.last)),
            counts(self.reports, self.independent),
        ]
    }
}

impl Cells for TieMonth {
    const COLUMNS: &'static [&'static str] = &[
        "month",
        "actor",
        "recipient",
        "events",
        "reports",
        "independent",
        "verbal_cooperation",
        "material_cooperation",
        "verbal_conflict",
        "material_conflict",
        "tone",
    ];

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.month.clone(), self.actor.clone(), self.recipient.clone()];
        cells.extend([self.events, self.reports, self.independent].map(|n| n.to_string()));
        cells.extend(self.quads.map(|n| n.to_string()));
        cells.push(format!("{:.1}", self.tone));
        cells
    }

    const SHORT: &'static [&'static str] =
        &["month", "who acts", "on whom", "events", "talk\n+ / −", "deeds\n+ / −", "tone", COUNTS];
    const WHOLE: &'static [&'static str] = &["month", "events", "talk\n+ / −", "deeds\n+ / −", "tone", COUNTS];

    fn short(&self) -> Vec<String> {
        vec![
            self.month.clone(),
            self.actor.clone(),
            self.recipient.clone(),
            self.events.to_string(),
            format!("{} / {}", self.quads[0], self.quads[2]),
            format!("{} / {}", self.quads[1], self.quads[3]),
            format!("{:.1}", self.tone),
            counts(self.reports, self.independent),
        ]
    }
}
