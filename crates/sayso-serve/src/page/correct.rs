//! Correcting: accept, reject or mend a record; the list of what was corrected, and its exports.

use super::{layout, reader};
use crate::access::{self, Token};
use crate::answer::Answer;
use crate::ask::{Ask, Form};
use crate::corrections::{AsRead, Correction, Part, Verdict};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::{cells, form, gold};
use maud::{Markup, html};
use sayso_store::{EventRow, Found, StatementRow, Who};

/// What was found of a record so far, and where to say what one finds.
pub(crate) fn corner(site: &Site, id: &str, notation: &str) -> Result<Markup, Trouble> {
    let all: Vec<Correction> = site.corrections.all()?.iter().filter(|c| c.record == id).cloned().collect();
    Ok(html! {
        @if !all.is_empty() || site.has_token() { h2 { "Corrections" } }
        @if !all.is_empty() { ul.plain { @for c in &all { li { (line(c)) } } } }
        @if site.has_token() {
            form.correct action="/corrections" method="post" {
                input type="hidden" name="record" value=(id);
                button name="verdict" value="accept" { "Accept (a)" } " "
                button name="verdict" value="reject" { "Reject (r)" }
            }
            form.correct action="/corrections" method="post" {
                input type="hidden" name="record" value=(id);
                label for="mend" { "or as it should be (m)" }
                input #mend name="mended" value=(notation) dir="auto"; " "
                button name="verdict" value="mend" { "Mend" }
                label for="note" { "note" }
                input #note name="note" dir="auto";
            }
            p.notes { "Writing needs the token of this server: " a href="/sign-in" { "sign in" } "." }
        }
    })
}

fn line(c: &Correction) -> Markup {
    html! {
        span class={ "status " (c.verdict.class()) } { (c.verdict.as_str()) }
        @if let Some(m) = &c.mended { ": " (layout::words(m)) }
        @if let Some(n) = &c.note { " (" (layout::words(n)) ")" }
        " " time.notes datetime=(c.at) { (c.at.get(..10).unwrap_or_default()) }
    }
}

/// Keeps what somebody found.
pub(crate) fn correct(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    access::may_write(site.config.token.as_ref(), ask)?;
    let mut given = form::words(ask)?;
    let mut take = |name: &str| given.remove(name).filter(|w| !w.is_empty());
    let record = take("record").ok_or_else(|| Trouble::Question("record: the id of an event or a statement".into()))?;
    let verdict = Verdict::parse(&take("verdict").unwrap_or_default())?;
    let mended = take("mended").filter(|_| verdict == Verdict::Mend);
    if verdict == Verdict::Mend && mended.is_none() {
        return Err(Trouble::Question("mended: the record as it should be, A > TYPE > B".into()));
    }
    let read = match site.store(|s| Ok(s.find(&record)?))? {
        Some(Found::Event(e)) => event(&e),
        Some(Found::Statement(s)) => statement(&s),
        _ => return Err(reader::missing(&record)),
    };
    if let Some(m) = mended.as_deref().filter(|_| read.kind.is_some()) {
        gold::mended(m).map_err(Trouble::Question)?;
    }
    let back = take("back").filter(|to| is_own(to)).unwrap_or_else(|| format!("/events/{record}"));
    let correction = Correction { record: record.clone(), verdict, mended, note: take("note"), at: now(), read };
    site.corrections.add(&correction)?;
    Ok(match access::is_json(ask) {
        true => Answer::json(&correction),
        false => Answer::moved(&back),
    })
}

/// Whether an address leads to a page of this server, and nowhere else.
fn is_own(to: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && c != '\\';
    to.starts_with('/') && !to.starts_with("//") && to.len() < 2_000 && to.chars().all(plain)
}

/// What the keys of a list fill in and send: the record that one stands on, and where one was.
pub(crate) fn one_key(site: &Site, back: &str) -> Markup {
    html! {
        @if site.has_token() {
            form #one-key action="/corrections" method="post" hidden {
                input type="hidden" name="record";
                input type="hidden" name="verdict";
                input type="hidden" name="back" value=(back);
            }
        }
    }
}

/// When a person wrote something: the only clock of the server, and in no record.
#[allow(clippy::disallowed_methods)]
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn event(e: &EventRow) -> AsRead {
    let rule = e.told_by.iter().find(|r| r.event == e.id).or(e.told_by.first()).map(|r| r.rule.clone());
    AsRead {
        notation: e.notation.clone(),
        sentence: e.sentence.clone(),
        words: e.words.clone(),
        rule: rule.unwrap_or_default(),
        language: e.document.language.clone(),
        date: e.document.reference_date.clone(),
        kind: Some(e.kind.clone()),
        mode: e.mode.clone(),
        context: e.context.clone(),
        quad: e.quad,
        actor: parts(&e.actor),
        recipient: parts(&e.recipient),
    }
}

fn statement(s: &StatementRow) -> AsRead {
    let names: Vec<&str> = s.speaker.iter().map(|w| w.actor.as_str()).collect();
    AsRead {
        notation: format!("{} > {}: {}", names.join(" + "), s.class.as_deref().unwrap_or("say"), s.content),
        sentence: s.sentence.clone(),
        words: s.words.clone(),
        rule: s.rule.clone(),
        language: s.document.language.clone(),
        date: s.document.reference_date.clone(),
        kind: None,
        mode: None,
        context: Vec::new(),
        quad: 0,
        actor: parts(&s.speaker),
        recipient: parts(&s.addressee),
    }
}

fn parts(who: &[Who]) -> Vec<Part> {
    who.iter().map(|w| Part { text: w.text.clone(), code: w.actor.clone() }).collect()
}

/// Everything that was corrected.
pub(crate) fn list(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let all = site.corrections.all()?;
    match ask.form {
        Form::Json => return Ok(Answer::json(&serde_json::json!({"rows": *all, "next": null}))),
        Form::Csv => {
            let columns = ["record", "verdict", "mended", "note", "at", "read.notation", "read.sentence", "read.rule"];
            return Ok(Answer::csv("corrections", cells::table(&columns, &all)));
        }
        Form::Atom => return Err(crate::site::unknown(ask)),
        Form::Html => {}
    }
    let body = html! {
        h1 { "Corrections" }
        p { "Lines are only ever added; the last word on a record counts. Export: "
            a href="/corrections/gold.jsonl" { "gold" } ", " a href="/corrections/examples.toml" { "examples of rules" } }
        @if all.is_empty() { p { "None yet." } }
        ul.cards { @for c in all.iter().rev() {
            li.card {
                p.notation { a href={ "/events/" (c.record) } { (layout::words(&c.read.notation)) } }
                blockquote lang=[c.read.language.as_deref()] dir="auto" { (sayso_format::clean(&c.read.sentence)) }
                p.notes { (line(c)) }
            }
        } }
    };
    let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
    Ok(Answer::html(layout::page("Corrections", Some(forms), body)))
}

/// The last word on each record, to measure and to write rules by.
pub(crate) fn export(site: &Site, ask: &Ask, name: &str) -> Result<Answer, Trouble> {
    let last = site.corrections.last()?;
    match name {
        "gold.jsonl" => Ok(Answer::new("application/x-ndjson; charset=utf-8", gold::gold(&last))),
        "examples.toml" => Ok(Answer::new("application/toml; charset=utf-8", gold::examples(&last))),
        _ => Err(crate::site::unknown(ask)),
    }
}

/// Where the token is given.
pub(crate) fn sign_in_page(site: &Site) -> Result<Answer, Trouble> {
    let body = html! {
        h1 { "Sign in" }
        @if site.has_token() {
            form.paste action="/sign-in" method="post" {
                label for="token" { "The token of this server" }
                input #token type="password" name="token" autocomplete="current-password";
                button.main { "Sign in" }
            }
        } @else { p { "This server only reads: start it with " code { "--token-file FILE" } " to correct records." } }
    };
    Ok(Answer::html(layout::page("Sign in", None, body)).with("cache-control", "no-store".into()))
}

/// Takes the token, and gives a cookie for it.
pub(crate) fn sign_in(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let secret = form::words(ask)?.remove("token").unwrap_or_default();
    match site.config.token.as_ref().filter(|t| t.is(&secret)) {
        Some(_) => Ok(Answer::moved("/corrections").with("set-cookie", Token::cookie(&secret))),
        None => Err(Trouble::Token(
            "that is not the token of this server: it stands in the file that --token-file names".into(),
        )),
    }
}
