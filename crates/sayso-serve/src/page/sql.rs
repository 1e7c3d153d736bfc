//! SQL of one's own, where only this machine asks: reading only, within limits.

use super::layout;
use crate::answer::Answer;
use crate::ask::{Ask, Form};
use crate::cells::cell;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_format::csv;
use sayso_store::{Limits, Store, Table};
use std::time::Duration;

/// Longest time and most rows.
const LIMITS: Limits = Limits { time: Duration::from_secs(1), rows: 1_000 };

/// The page.
pub(crate) fn sql(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    if !site.config.loopback {
        return Err(Trouble::Refused("SQL is answered only where the server listens for this machine alone".into()));
    }
    let asked = ask.query.get("q");
    let answer = asked.map(|q| Store::sql(&site.config.store, q, LIMITS).map_err(Trouble::from)).transpose();
    let text = |t: &Table| {
        let rows: String = t.rows.iter().map(|r| csv::row(r.iter().map(cell))).collect();
        csv::row(t.columns.iter().cloned()) + &rows
    };
    match (ask.form, answer) {
        (Form::Html, answer) => Ok(Answer::html(page(ask, asked, answer)).with("cache-control", "no-store".into())),
        (_, Err(trouble)) => Err(trouble),
        (Form::Json, Ok(Some(t))) => Ok(Answer::json(&t)),
        (Form::Csv, Ok(Some(t))) => Ok(Answer::csv("sql", text(&t))),
        _ => Err(Trouble::Question("/sql.json?q=SELECT …".into())),
    }
}

fn page(ask: &Ask, asked: Option<&str>, answer: Result<Option<Table>, Trouble>) -> Markup {
    let body = html! {
        h1 { "SQL" }
        form.paste action="/sql" {
            label for="sql" { "One SELECT, for reading: at most 1 second and 1,000 rows. Views: documents, lines, sentences, actors, mentions, statements, events, evidence" }
            textarea #sql name="q" rows="5" spellcheck="false" dir="ltr" { (asked.unwrap_or("SELECT type, count(*) FROM events GROUP BY type ORDER BY 2 DESC")) }
            button.main { "Ask" }
        }
        @match answer {
            Err(trouble) => { p.lead { (layout::words(&trouble.told())) } }
            Ok(None) => {}
            Ok(Some(t)) => { (table(&t)) }
        }
    };
    layout::page(
        "SQL",
        Some(layout::Forms { ask, endings: if asked.is_some() { &[".json", ".csv"] } else { &[] } }),
        body,
    )
}

fn table(t: &Table) -> Markup {
    html! {
        div.wide { table.data {
            thead { tr { @for c in &t.columns { th scope="col" { (layout::words(c)) } } } }
            tbody { @for row in &t.rows { tr { @for v in row { td { (layout::words(&cell(v))) } } } } }
        } }
        p.notes { (layout::count(t.rows.len() as i64, "row", "rows")) @if t.more { "; there are more" } }
    }
}
