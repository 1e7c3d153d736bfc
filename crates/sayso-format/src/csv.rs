//! A reading as rows: statements and events in one flat table (RFC 4180).
//!
//! What one names and the other does not is empty; several values stand in one cell with ` + `
//! between them, as in the notation. A cell that a spreadsheet would take for a formula begins with
//! an apostrophe.

use sayso_core::{Claim, Event, Offsets, Participant, Reading, Span, Statement, event_notation, statement_notation};

/// Columns of [`reading`].
const COLUMNS: [&str; 34] = [
    "record",
    "id",
    "input_id",
    "notation",
    "actor",
    "actor_words",
    "type",
    "recipient",
    "recipient_words",
    "cue",
    "status",
    "mode",
    "context",
    "quad",
    "cameo",
    "form",
    "stance",
    "negated",
    "cue_negated",
    "content",
    "via",
    "about",
    "denies",
    "claimed_by",
    "denied_by",
    "date_from",
    "date_to",
    "place",
    "country",
    "magnitude",
    "words",
    "start",
    "end",
    "rule",
];

/// Columns of [`page`].
const LINE_COLUMNS: [&str; 6] = ["input_id", "line", "kind", "start", "end", "text"];

/// The header row of [`reading`].
pub fn reading_header() -> String {
    row(COLUMNS.iter().map(|c| c.to_string()))
}

/// The header row of [`page`].
pub fn page_header() -> String {
    row(LINE_COLUMNS.iter().map(|c| c.to_string()))
}

/// A row for each statement, then for each event. In a statement `actor` is the speaker,
/// `recipient` the addressee and `type` the class of the cue.
pub fn reading(r: &Reading) -> String {
    let t = Table { r, offsets: Offsets::new(&r.document.text) };
    let statements = r.statements.iter().map(|s| t.statement(s));
    statements.chain(r.events.iter().map(|e| t.event(e))).collect()
}

/// A row for each line of the page.
pub fn page(r: &Reading) -> String {
    let d = &r.document;
    let offsets = Offsets::new(&d.text);
    let cells = |(i, l): (usize, &sayso_core::Line)| {
        let (start, end) = (offsets.of(l.span.start).to_string(), offsets.of(l.span.end).to_string());
        let kind = l.kind.as_str().to_string();
        row([d.input_id.clone(), i.to_string(), kind, start, end, d.words(l.span).to_string()].into_iter())
    };
    d.lines.iter().enumerate().map(cells).collect()
}

struct Table<'a> {
    r: &'a Reading,
    offsets: Offsets,
}

/// Cells by the names of their columns.
struct Cells(Vec<String>);

impl Cells {
    fn set(&mut self, column: &str, value: impl Into<String>) {
        let at = COLUMNS.iter().position(|c| *c == column).expect("a column of the table");
        self.0[at] = value.into();
    }
}

impl Table<'_> {
    fn statement(&self, s: &Statement) -> String {
        let mut cells = self.cells("statement", &s.id, s.evidence.first());
        cells.set("notation", statement_notation(self.r, s));
        self.sides(&mut cells, &s.speaker, &s.addressee);
        cells.set("type", s.cue.map_or("", |c| c.class.as_str()));
        cells.set("cue", s.cue.map_or("", |c| self.words(c.span)));
        cells.set("form", s.form.as_str());
        cells.set("stance", s.stance.as_str());
        cells.set("negated", s.negated.to_string());
        cells.set("cue_negated", s.cue_negated.to_string());
        cells.set("content", s.content.iter().map(|&c| self.words(c)).collect::<Vec<_>>().join(" … "));
        cells.set("via", self.ids(&s.via));
        cells.set("about", joined(s.about.iter().map(|&e| self.r.events[e].id.as_str())));
        cells.set("denies", joined(s.denies.iter().map(|&d| self.r.statements[d].id.as_str())));
        self.time(&mut cells, s.date);
        cells.set("place", s.place.map_or("", |p| self.words(p)));
        row(cells.0.into_iter())
    }

    fn event(&self, e: &Event) -> String {
        let mut cells = self.cells("event", &e.id, e.evidence.first());
        cells.set("notation", event_notation(self.r, e));
        self.sides(&mut cells, &e.actor, &e.recipient);
        cells.set("type", e.kind.as_str());
        cells.set("cue", self.words(e.cue));
        cells.set("status", e.status.as_str());
        cells.set("mode", e.mode.map_or("", |m| m.as_str()));
        cells.set("context", joined(e.context.iter().map(|c| c.as_str())));
        cells.set("quad", (e.kind.quad() as u8).to_string());
        cells.set("cameo", e.cameo.as_deref().unwrap_or(e.kind.cameo_root()));
        cells.set("claimed_by", self.claims(&e.claimed_by));
        cells.set("denied_by", self.claims(&e.denied_by));
        self.time(&mut cells, e.date);
        if let Some(p) = &e.place {
            cells.set("place", self.words(p.span));
            cells.set("country", p.country.as_deref().unwrap_or(""));
        }
        let number = |m: &sayso_core::Magnitude| format!("{} {}-{}", m.kind.as_str(), m.min, m.max);
        cells.set("magnitude", e.magnitude.iter().map(number).collect::<Vec<_>>().join(" + "));
        row(cells.0.into_iter())
    }

    /// What every record has.
    fn cells(&self, record: &str, id: &str, evidence: Option<&sayso_core::Evidence>) -> Cells {
        let mut cells = Cells(vec![String::new(); COLUMNS.len()]);
        cells.set("record", record);
        cells.set("id", id);
        cells.set("input_id", self.r.document.input_id.as_str());
        if let Some(e) = evidence {
            cells.set("words", self.words(e.span));
            cells.set("start", self.offsets.of(e.span.start).to_string());
            cells.set("end", self.offsets.of(e.span.end).to_string());
            cells.set("rule", e.rule.as_str());
        }
        cells
    }

    fn sides(&self, cells: &mut Cells, actor: &[Participant], recipient: &[Participant]) {
        let words = |who: &[Participant]| joined(who.iter().map(|p| self.words(p.span)));
        cells.set("actor", self.ids(actor));
        cells.set("actor_words", words(actor));
        cells.set("recipient", self.ids(recipient));
        cells.set("recipient_words", words(recipient));
    }

    fn time(&self, cells: &mut Cells, time: Option<sayso_core::TimeRef>) {
        if let Some(t) = time {
            cells.set("date_from", t.from.to_string());
            cells.set("date_to", t.to.to_string());
        }
    }

    fn words(&self, s: Span) -> &str {
        self.r.document.words(s)
    }

    fn ids(&self, who: &[Participant]) -> String {
        joined(who.iter().map(|p| self.r.actors[p.actor].id.as_str()))
    }

    fn claims(&self, all: &[Claim]) -> String {
        joined(all.iter().map(|c| self.r.actors[c.actor].id.as_str()))
    }
}

fn joined<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.collect::<Vec<_>>().join(" + ")
}

/// One row of a table, each cell quoted where it must be and kept from being a formula.
pub fn row(cells: impl Iterator<Item = String>) -> String {
    let mut out = cells.map(|c| cell(&c)).collect::<Vec<_>>().join(",");
    out.push_str("\r\n");
    out
}

/// One cell, quoted where it must be; an apostrophe keeps a spreadsheet from running it.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_string() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_harmless() {
        let cells = ["plain", "a, \"b\"", "two\nlines", "=1+1", "-", "@SUM(A1)", ""].map(String::from);
        assert_eq!(row(cells.into_iter()), "plain,\"a, \"\"b\"\"\",\"two\nlines\",'=1+1,'-,'@SUM(A1),\r\n");
    }

    #[test]
    fn every_column_stands_once() {
        let mut columns = COLUMNS.to_vec();
        columns.sort_unstable();
        columns.dedup();
        assert_eq!(columns.len(), COLUMNS.len());
    }
}
