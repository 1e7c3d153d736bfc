//! Two documents side by side: what one has and the other lacks, and whose words differ.

use super::{cards, layout, reader};
use crate::answer::Answer;
use crate::ask::{Ask, Form, Query};
use crate::cells;
use crate::site::Site;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_format::clean;
use sayso_store::{DocumentRef, EventQuery, EventRow, StatementQuery, StatementRow, Store, Who};
use serde::Serialize;
use std::collections::BTreeSet;

/// One record of a document.
#[derive(Clone, Serialize)]
struct Side {
    id: String,
    line: String,
    words: String,
    #[serde(skip)]
    who: BTreeSet<String>,
    #[serde(skip)]
    kind: String,
    #[serde(skip)]
    cut: BTreeSet<String>,
}

/// A record that one or both have.
#[derive(Serialize)]
struct Pair {
    what: &'static str,
    /// `same`, `differ`, `only a`, `only b`.
    how: &'static str,
    a: Option<Side>,
    b: Option<Side>,
}

/// Most records of a document that are compared.
const MOST: usize = 400;
/// From so much on two records without common actors are one: their words say the same.
const ALIKE: f64 = 0.5;

/// The page.
pub(crate) fn compare(site: &Site, ask: &Ask) -> Result<Answer, Trouble> {
    let (Some(a), Some(b)) = (ask.query.get("a"), ask.query.get("b")) else {
        return Err(Trouble::Question("two documents are compared: /compare?a=ID&b=ID".into()));
    };
    let (heads, pairs) = site.store(|s| {
        let heads = [head(s, a)?, head(s, b)?];
        let mut pairs = matched("statement", statements(s, a)?, statements(s, b)?);
        pairs.extend(matched("event", events(s, a)?, events(s, b)?));
        Ok((heads, pairs))
    })?;
    match ask.form {
        Form::Json => Ok(Answer::json(&serde_json::json!({"a": heads[0], "b": heads[1], "pairs": pairs}))),
        Form::Csv => {
            let columns = ["what", "how", "a.id", "a.line", "a.words", "b.id", "b.line", "b.words"];
            Ok(Answer::csv("compare", cells::table(&columns, &pairs)))
        }
        Form::Atom => Err(crate::site::unknown(ask)),
        Form::Html => {
            let forms = layout::Forms { ask, endings: &[".json", ".csv"] };
            Ok(Answer::html(layout::page("Compare", Some(forms), whole(&heads, &pairs, a, b))))
        }
    }
}

fn head(store: &Store, id: &str) -> Result<DocumentRef, Trouble> {
    let r = store.reading(id)?.ok_or_else(|| reader::missing(id))?;
    let a = r.document.article;
    Ok(DocumentRef {
        id: r.id,
        title: a.title,
        outlet: a.outlet,
        url: a.url,
        published: a.published,
        reference_date: a.reference_date.map(|d| d.to_string()),
        language: a.language,
    })
}

/// The events as this document tells them.
fn events(store: &Store, id: &str) -> Result<Vec<Side>, Trouble> {
    let document = Some(id.to_string());
    let query = EventQuery { document, reports: true, teasers: true, limit: MOST, ..EventQuery::default() };
    let side = |e: EventRow| {
        let own = e.told_by.iter().find(|r| r.document.id == id);
        let (event, words) = own.map_or((&e.id, &e.sentence), |r| (&r.event, &r.sentence));
        let who = e.actor.iter().chain(&e.recipient);
        Side::new(event, &format!("{} ({})", e.notation, e.status), words, who, &format!("{} {}", e.kind, e.status))
    };
    Ok(store.events(&query)?.rows.into_iter().map(side).collect())
}

fn statements(store: &Store, id: &str) -> Result<Vec<Side>, Trouble> {
    let document = Some(id.to_string());
    let query = StatementQuery { document, teasers: true, limit: MOST, ..StatementQuery::default() };
    let side = |s: StatementRow| {
        let names: Vec<&str> = s.speaker.iter().map(|w| w.name.as_str()).collect();
        let line = format!("{}: {}", names.join(" + "), s.class.as_deref().unwrap_or("says"));
        let words = if s.content.is_empty() { &s.sentence } else { &s.content };
        Side::new(&s.id, &line, words, s.speaker.iter(), "")
    };
    Ok(store.statements(&query)?.rows.into_iter().map(side).collect())
}

impl Side {
    fn new<'w>(id: &str, line: &str, words: &str, who: impl Iterator<Item = &'w Who>, kind: &str) -> Side {
        Side {
            id: id.into(),
            line: line.into(),
            words: words.into(),
            who: who.map(|w| w.entity.clone()).collect(),
            kind: kind.into(),
            cut: sayso_store::words::cut(words).split(' ').map(str::to_string).collect(),
        }
    }

    /// How much of their words two records share, 0 to 1.
    fn shared(&self, other: &Side) -> f64 {
        let both = self.cut.intersection(&other.cut).count() as f64;
        let all = self.cut.union(&other.cut).count() as f64;
        if all > 0.0 { both / all } else { 0.0 }
    }

    /// How well two records fit each other; `None` where they are of different things.
    fn fits(&self, other: &Side) -> Option<f64> {
        let shared = self.shared(other);
        let same = self.kind == other.kind && !self.who.is_disjoint(&other.who);
        (same || (shared >= ALIKE && self.kind == other.kind)).then_some(shared + if same { 0.2 } else { 0.0 })
    }
}

/// Pairs the records of two documents, those that fit best first; what is left has no fellow.
fn matched(what: &'static str, a: Vec<Side>, b: Vec<Side>) -> Vec<Pair> {
    let mut fits: Vec<(f64, usize, usize)> = Vec::new();
    for (i, x) in a.iter().enumerate() {
        fits.extend(b.iter().enumerate().filter_map(|(j, y)| Some((x.fits(y)?, i, j))));
    }
    fits.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut of_a, mut of_b) = (vec![None; a.len()], vec![None; b.len()]);
    for (_, i, j) in fits {
        if of_a[i].is_none() && of_b[j].is_none() {
            (of_a[i], of_b[j]) = (Some(j), Some(i));
        }
    }
    let mut pairs = Vec::new();
    for (i, x) in a.into_iter().enumerate() {
        let fellow = of_a[i].map(|j| b[j].clone());
        let how = match &fellow {
            None => "only a",
            Some(y) if y.cut == x.cut => "same",
            Some(_) => "differ",
        };
        pairs.push(Pair { what, how, a: Some(x), b: fellow });
    }
    let alone = b.into_iter().zip(of_b).filter(|(_, of)| of.is_none());
    pairs.extend(alone.map(|(y, _)| Pair { what, how: "only b", a: None, b: Some(y) }));
    pairs
}

fn whole(heads: &[DocumentRef; 2], pairs: &[Pair], a: &str, b: &str) -> Markup {
    let count = |how: &str| pairs.iter().filter(|p| p.how == how).count();
    html! {
        h1 { "Compare" }
        div.pair { @for h in heads { div { p.notation { b { a href={ "/documents/" (h.id) } { (cards::title(h)) } } } p.notes { (cards::from(h)) @if let Some(l) = &h.language { " · " (l) } } } } }
        p { (count("same")) " in the same words, " (count("differ")) " in other words, " (count("only a")) " only left, " (count("only b")) " only right. "
            a href={ "/compare?" (Query::of(&[("a", b), ("b", a)])) } { "turn around" } }
        @for (what, title) in [("statement", "Who said what"), ("event", "Who did what")] {
            h2 { (title) }
            @if !pairs.iter().any(|p| p.what == what) { p { "Nothing in either." } }
            @for p in pairs.iter().filter(|p| p.what == what) {
                div.pair { (side(p, p.a.as_ref(), p.b.as_ref())) (side(p, p.b.as_ref(), p.a.as_ref())) }
            }
        }
    }
}

fn side(p: &Pair, own: Option<&Side>, other: Option<&Side>) -> Markup {
    html! {
        @match own {
            None => { div.card.only { p.notes { "not here" } } }
            Some(s) => {
                div.card {
                    p.notation { a href={ "/" (p.what) "s/" (s.id) } { (layout::words(&s.line)) } }
                    blockquote dir="auto" { (told(&s.words, if p.how == "differ" { other } else { None })) }
                }
            }
        }
    }
}

/// Words, those that the other one lacks marked.
fn told(words: &str, other: Option<&Side>) -> Markup {
    let Some(other) = other else { return html! { (clean(words)) } };
    let has = |w: &str| sayso_store::words::cut(w).split(' ').all(|c| c.is_empty() || other.cut.contains(c));
    html! { @for w in words.split_whitespace() { @if has(w) { (clean(w)) } @else { mark { (clean(w)) } } " " } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(id: &str, who: &[&str], words: &str) -> Side {
        let mut s = Side::new(id, id, words, [].iter(), "");
        s.who = who.iter().map(|w| w.to_string()).collect();
        s
    }

    #[test]
    fn records_find_their_fellows() {
        let a = vec![
            side("a1", &["x"], "the talks will go on"),
            side("a2", &["y"], "nobody was hurt"),
            side("a3", &["z"], "we agree"),
        ];
        let b = vec![
            side("b1", &["x"], "talks will go on soon"),
            side("b2", &["x"], "the talks will go on"),
            side("b3", &["w"], "rain fell"),
        ];
        let told: Vec<_> = matched("statement", a, b)
            .iter()
            .map(|p| {
                (p.a.as_ref().map_or("", |s| &s.id).to_string(), p.b.as_ref().map_or("", |s| &s.id).to_string(), p.how)
            })
            .collect();
        let want = [
            ("a1", "b2", "same"),
            ("a2", "", "only a"),
            ("a3", "", "only a"),
            ("", "b1", "only b"),
            ("", "b3", "only b"),
        ];
        assert_eq!(told, want.map(|(a, b, h)| (a.to_string(), b.to_string(), h)));
    }
}
