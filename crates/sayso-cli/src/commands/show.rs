//! `sayso show`.

use crate::render::{Color, look};
use crate::sink;
use crate::store::StoreArg;
use crate::usage::Usage;
use sayso_format::{clean, json, pretty};
use sayso_store::{EventRow, Found, StatementRow, Store, Voice, Who};
use std::io::IsTerminal;
use std::process::ExitCode;

/// What to print.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Laid out to be read by a person
    Pretty,
    /// One object
    Json,
}

#[derive(clap::Args)]
pub struct Args {
    /// Id of a document (d…), event (d….e…) or statement (d….s…)
    id: String,
    /// What to print [default: pretty on a terminal, json in a pipe]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    store: StoreArg,
}

/// Runs the command.
pub fn run(a: &Args) -> anyhow::Result<ExitCode> {
    let store = Store::open(&a.store.store)?;
    let Some(found) = store.find(&a.id)? else {
        let name = a.store.store.display();
        return Err(
            Usage(format!("no '{}' in {name}: an id is d and 16 hex digits, with .e or .s and 10 more", a.id)).into()
        );
    };
    let usual = if std::io::stdout().is_terminal() { Format::Pretty } else { Format::Json };
    let pretty = a.format.unwrap_or(usual) == Format::Pretty;
    let text = match (&found, pretty) {
        (Found::Document(reading), true) => pretty::reading(reading, look(Color::Auto)),
        (Found::Document(reading), false) => serde_json::to_string_pretty(&json::reading(reading))?,
        (Found::Event(event), true) => event_sheet(event),
        (Found::Event(event), false) => serde_json::to_string_pretty(event)?,
        (Found::Statement(statement), true) => statement_sheet(statement),
        (Found::Statement(statement), false) => serde_json::to_string_pretty(statement)?,
    };
    sink::write(&[text.trim_end(), "\n"]);
    Ok(ExitCode::SUCCESS)
}

/// Lines with a name before each.
struct Sheet(String);

impl Sheet {
    fn line(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.0.push_str(&format!("{name:<14}{}\n", clean(text)));
        }
    }

    fn who(&mut self, name: &str, all: &[Who]) {
        all.iter().for_each(|w| self.line(name, &format!("{} ({}): \"{}\"", w.actor, w.name, w.text)));
    }

    fn voices(&mut self, name: &str, all: &[Voice]) {
        for v in all {
            let outlet = v.outlet.as_ref().map_or(String::new(), |o| format!(", {o}"));
            self.line(name, &format!("{} ({}{outlet}): \"{}\" {}", v.actor, v.name, v.words, v.statement));
        }
    }
}

fn event_sheet(e: &EventRow) -> String {
    let mut sheet = Sheet(format!("{}\n", clean(&e.notation)));
    let word = |w: &Option<String>| w.clone().unwrap_or_default();
    sheet.line("id", &e.id);
    sheet.line("status", &e.status);
    sheet.line("mode", &word(&e.mode));
    sheet.line("context", &e.context.join(", "));
    sheet.line("quad, CAMEO", &format!("{}, {}", e.quad, e.cameo));
    match &e.date {
        Some(d) if d.from == d.to => sheet.line("date", &d.from),
        Some(d) => sheet.line("date", &format!("{} to {}", d.from, d.to)),
        None => sheet.line("page of", &word(&e.day)),
    }
    if let Some(place) = &e.place {
        sheet.line("place", &format!("{} {}", place.text, word(&place.country)));
    }
    e.magnitude.iter().for_each(|m| sheet.line(&m.kind, &format!("{} to {}: \"{}\"", m.min, m.max, m.text)));
    sheet.who("actor", &e.actor);
    sheet.who("recipient", &e.recipient);
    sheet.voices("asserted by", &e.claimed_by);
    sheet.voices("denied by", &e.denied_by);
    sheet.line("reports", &format!("{}, independent {}", e.reports, e.independent));
    for r in &e.told_by {
        let d = &r.document;
        let from: Vec<String> =
            [&d.outlet, &d.title, &d.reference_date, &d.url].into_iter().flatten().cloned().collect();
        sheet.line("", &format!("{} {}", r.event, from.join(", ")));
        sheet.line("", &format!("  \"{}\" in: {}", r.words, r.sentence));
        sheet.line("", &format!("  {}..{}, rule {}", r.start, r.end, r.rule));
    }
    sheet.0
}

fn statement_sheet(s: &StatementRow) -> String {
    let mut sheet = Sheet(String::new());
    let word = |w: &Option<String>| w.clone().unwrap_or_default();
    sheet.line("id", &s.id);
    sheet.who("speaker", &s.speaker);
    sheet.who("via", &s.via);
    sheet.who("addressee", &s.addressee);
    sheet.line("content", &s.content);
    sheet.line("cue", &format!("{} ({})", word(&s.cue), word(&s.class)));
    sheet.line("form, stance", &format!("{}, {}", s.form, s.stance));
    if s.negated || s.cue_negated {
        sheet.line("negated", if s.cue_negated { "the cue is" } else { "the content is" });
    }
    sheet.line("day", &word(&s.day));
    s.about.iter().for_each(|id| sheet.line("tells", id));
    s.denies.iter().for_each(|id| sheet.line("denies", id));
    if s.denied {
        sheet.line("denied", "by another statement of the page");
    }
    sheet.line("reports", &format!("{}, independent {}", s.reports, s.independent));
    sheet.line("sentence", &s.sentence);
    sheet.line("rule", &format!("{}, {}..{}", s.rule, s.start, s.end));
    let d = &s.document;
    let from: Vec<String> = [&d.outlet, &d.title, &d.reference_date, &d.url].into_iter().flatten().cloned().collect();
    sheet.line("document", &format!("{} {}", d.id, from.join(", ")));
    sheet.0
}
