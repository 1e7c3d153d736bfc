//! `sayso statements`.

use crate::answer::{self, COUNTS, Cells, FormatArg, counts, joined, or_none};
use crate::ask;
use crate::store::StoreArg;
use jiff::civil::Date;
use sayso_core::{CueClass, Form, Stance};
use sayso_store::{StatementQuery, StatementRow, Store, Who};
use std::process::ExitCode;

#[derive(clap::Args)]
#[command(
    after_help = "Actors are named as in 'sayso events'. A flag given twice takes either value; several flags all hold."
)]
pub struct Args {
    /// Who speaks
    #[arg(long, value_name = "ACTOR")]
    speaker: Vec<String>,
    /// Who is spoken of: named in what was said, or taking part in an event told there
    #[arg(long, value_name = "ACTOR")]
    about: Vec<String>,
    /// To whom
    #[arg(long, value_name = "ACTOR")]
    addressee: Vec<String>,
    /// What the cue does
    #[arg(long, value_delimiter = ',', ignore_case = true, value_parser = ask::class())]
    class: Vec<CueClass>,
    /// What the speaker does with the content
    #[arg(long, value_delimiter = ',', ignore_case = true, value_parser = ask::stance())]
    stance: Vec<Stance>,
    /// Quoted or told
    #[arg(long, value_delimiter = ',', ignore_case = true, value_parser = ask::form())]
    form: Vec<Form>,
    /// First day, month or year
    #[arg(long, value_name = "DATE", value_parser = ask::since)]
    since: Option<Date>,
    /// Last day, month or year
    #[arg(long, value_name = "DATE", value_parser = ask::until)]
    until: Option<Date>,
    /// Only what another statement denies
    #[arg(long)]
    denied: bool,
    /// Words in it: all of them; "a phrase", -without, begin*
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    text: Option<String>,
    /// Language of the documents
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = crate::usage::language)]
    lang: Vec<String>,
    /// Outlet of the documents
    #[arg(long, value_name = "NAME")]
    outlet: Vec<String>,
    /// Only statements of this document
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Also what stands only in headlines of other stories
    #[arg(long)]
    teasers: bool,
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
pub fn run(a: &Args) -> anyhow::Result<ExitCode> {
    let query = StatementQuery {
        speaker: a.speaker.clone(),
        about: a.about.clone(),
        addressee: a.addressee.clone(),
        class: a.class.clone(),
        stance: a.stance.clone(),
        form: a.form.clone(),
        since: a.since,
        until: a.until,
        denied: a.denied,
        text: a.text.clone(),
        language: a.lang.clone(),
        outlet: a.outlet.clone(),
        document: a.document.clone(),
        teasers: a.teasers,
        limit: a.limit,
        offset: a.offset,
    };
    let page = Store::open(&a.store.store)?.statements(&query)?;
    answer::page(&page, a.format.format(), "there are more: --limit, --offset");
    Ok(ExitCode::SUCCESS)
}

fn codes(who: &[Who]) -> String {
    joined(who.iter().map(|w| w.actor.as_str()))
}

impl Cells for StatementRow {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "day",
        "speaker",
        "addressee",
        "via",
        "cue",
        "class",
        "form",
        "stance",
        "negated",
        "cue_negated",
        "content",
        "from",
        "to",
        "about",
        "denies",
        "denied",
        "reports",
        "independent",
        "sentence",
        "document",
        "outlet",
        "title",
        "url",
        "language",
        "start",
        "end",
        "rule",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            or_none(&self.day),
            codes(&self.speaker),
            codes(&self.addressee),
            codes(&self.via),
            or_none(&self.cue),
            or_none(&self.class),
            self.form.clone(),
            self.stance.clone(),
            self.negated.to_string(),
            self.cue_negated.to_string(),
            self.content.clone(),
            self.date.as_ref().map_or(String::new(), |d| d.from.clone()),
            self.date.as_ref().map_or(String::new(), |d| d.to.clone()),
            joined(self.about.iter().map(String::as_str)),
            joined(self.denies.iter().map(String::as_str)),
            self.denied.to_string(),
            self.reports.to_string(),
            self.independent.to_string(),
            self.sentence.clone(),
            self.document.id.clone(),
            or_none(&self.document.outlet),
            or_none(&self.document.title),
            or_none(&self.document.url),
            or_none(&self.document.language),
            self.start.to_string(),
            self.end.to_string(),
            self.rule.clone(),
        ]
    }

    const SHORT: &'static [&'static str] = &["day", "speaker", "what", COUNTS];
    const WHOLE: &'static [&'static str] = &["day", COUNTS];

    fn short(&self) -> Vec<String> {
        let what = if self.content.is_empty() { &self.words } else { &self.content };
        let denied = if self.denied { ", denied" } else { "" };
        vec![
            or_none(&self.day),
            format!("{}\n({}{denied})", codes(&self.speaker), self.stance),
            format!("{what}\n{}", self.id),
            counts(self.reports, self.independent),
        ]
    }
}
