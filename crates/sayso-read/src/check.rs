//! Runs the examples that stand beside the rules of a language folder.

use crate::{Input, Options, Reader};
use sayso_core::{Event, Participant, Reading, Statement, Status};

/// An example that does not give what it says.
#[derive(Clone, Debug)]
pub struct Failure {
    /// File in the language folder, and line.
    pub place: String,
    /// The example's text.
    pub text: String,
    /// What it should give.
    pub expected: Vec<String>,
    /// What it gives.
    pub found: Vec<String>,
}

/// How the examples of a folder went.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many there are.
    pub examples: usize,
    /// Those that fail.
    pub failures: Vec<Failure>,
}

/// Runs all examples of the folder `code`.
pub fn check(reader: &Reader, code: &str) -> Option<Report> {
    let pack = reader.extractor.pack(code)?;
    let mut report = Report::default();
    for e in &pack.rules.examples {
        let reading = read(reader, code, &e.text, e.date.as_deref());
        let found: Vec<String> = reading.events.iter().map(|x| event(&reading, x)).collect();
        report.take(&format!("{}:{}", e.file, e.line), &e.text, &e.expected, found, |want, at| {
            event_fits(&reading, &reading.events[at], want)
        });
    }
    for e in &pack.cues.examples {
        let reading = read(reader, code, &e.text, None);
        let found: Vec<String> = reading.statements.iter().map(|x| statement(&reading, x)).collect();
        report.take(&format!("{}:{}", e.file, e.line), &e.text, &e.expected, found, |want, at| {
            statement_fits(&reading, &reading.statements[at], want)
        });
    }
    Some(report)
}

impl Report {
    fn take(
        &mut self,
        place: &str,
        text: &str,
        expected: &[String],
        found: Vec<String>,
        fits: impl Fn(&str, usize) -> bool,
    ) {
        self.examples += 1;
        let mut free: Vec<usize> = (0..found.len()).collect();
        let all = expected.iter().all(|want| match free.iter().position(|&at| fits(want, at)) {
            Some(i) => {
                free.remove(i);
                true
            }
            None => false,
        });
        if !all || !free.is_empty() {
            self.failures.push(Failure { place: place.into(), text: text.into(), expected: expected.to_vec(), found });
        }
    }
}

fn read(reader: &Reader, code: &str, text: &str, date: Option<&str>) -> Reading {
    let input =
        Input { input_id: "example".into(), text: text.into(), language: Some(code.into()), ..Input::default() };
    let options = Options { date: date.and_then(|d| d.parse().ok()), attitudes: true, ..Options::default() };
    reader.read_as_body(&input, &options)
}

fn words(r: &Reading, who: &[Participant]) -> String {
    let all: Vec<String> =
        who.iter().map(|p| format!("{} ({})", p.span.of(&r.document.text), r.actors[p.actor].id)).collect();
    if all.is_empty() { "-".into() } else { all.join(" + ") }
}

fn event(r: &Reading, e: &Event) -> String {
    let mut out = format!("{} > {} > {}", words(r, &e.actor), e.kind.as_str(), words(r, &e.recipient));
    if e.status != Status::Done {
        out += &format!(" [{}]", e.status.as_str());
    }
    if let Some(c) = e.claimed_by.first() {
        out += &format!(" by {}", r.actors[c.actor].id);
    }
    out + &format!("  ({})", e.evidence.first().map_or("", |v| &v.rule))
}

fn statement(r: &Reading, s: &Statement) -> String {
    let content: Vec<&str> = s.content.iter().map(|c| c.of(&r.document.text)).collect();
    format!(
        "{} > {} > {}: {} [{}]",
        words(r, &s.speaker),
        s.cue.map_or("-", |c| c.class.as_str()),
        words(r, &s.addressee),
        if content.is_empty() { "-".into() } else { content.join(" … ") },
        s.form.as_str()
    )
}

fn event_fits(r: &Reading, e: &Event, want: &str) -> bool {
    let (want, by) = want.split_once(" by ").map_or((want, None), |(a, b)| (a, Some(b)));
    let (want, status) = match want.trim_end().strip_suffix(']').and_then(|w| w.rsplit_once(" [")) {
        Some((w, s)) => (w, s),
        None => (want, "done"),
    };
    let parts: Vec<&str> = want.split(" > ").map(str::trim).collect();
    let &[actor, kind, recipient] = parts.as_slice() else { return false };
    e.kind.as_str() == kind
        && e.status.as_str() == status
        && side_fits(r, &e.actor, actor)
        && side_fits(r, &e.recipient, recipient)
        && by.is_none_or(|b| e.claimed_by.iter().any(|c| actor_fits(r, c.actor, b)))
}

fn statement_fits(r: &Reading, s: &Statement, want: &str) -> bool {
    let (want, form) = match want.trim_end().strip_suffix(']').and_then(|w| w.rsplit_once(" [")) {
        Some((w, f)) if matches!(f, "direct" | "indirect" | "mixed") => (w, f),
        _ => (want, "indirect"),
    };
    let Some((head, content)) = want.split_once(": ").or_else(|| want.strip_suffix(':').map(|h| (h, "-"))) else {
        return false;
    };
    let parts: Vec<&str> = head.split(" > ").map(str::trim).collect();
    let &[speaker, class, addressee] = parts.as_slice() else { return false };
    let found: Vec<&str> = s.content.iter().map(|c| trim(c.of(&r.document.text))).collect();
    let wanted: Vec<&str> = content.split(" … ").map(trim).filter(|c| *c != "-" && !c.is_empty()).collect();
    s.cue.map_or("-", |c| c.class.as_str()) == class
        && s.form.as_str() == form
        && side_fits(r, &s.speaker, speaker)
        && side_fits(r, &s.addressee, addressee)
        && found == wanted
}

fn trim(s: &str) -> &str {
    s.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ',' | '"' | '“' | '”' | '\'' | '‘' | '’' | '«' | '»' | '„')
    })
}

fn side_fits(r: &Reading, who: &[Participant], want: &str) -> bool {
    let wanted: Vec<&str> = want.split(" + ").filter(|w| *w != "-").collect();
    wanted.len() == who.len()
        && wanted.iter().all(|w| {
            who.iter().any(|p| {
                let words = p.span.of(&r.document.text).to_lowercase();
                let low = w.to_lowercase();
                words.contains(&low) || low.contains(&words) || actor_fits(r, p.actor, w)
            })
        })
}

/// By code, by its state, or by any of its mentions.
fn actor_fits(r: &Reading, actor: usize, want: &str) -> bool {
    let a = &r.actors[actor];
    let text = &r.document.text;
    a.id == want
        || a.id.split(['/', '#']).next() == Some(want)
        || a.name.eq_ignore_ascii_case(want)
        || a.mentions.iter().any(|m| m.span.of(text).eq_ignore_ascii_case(want) || m.span.of(text).contains(want))
}
