//! The picture of a network: lines for ties, circles for sides, and names where there is room.

use super::layout;
use crate::force::Place;
use maud::{Markup, html};
use sayso_store::TieRow;
use std::collections::BTreeMap;

/// Size of the picture.
pub(crate) const WIDTH: f64 = 1_000.0;
pub(crate) const HEIGHT: f64 = 640.0;
/// Half the height of a letter, and about its width.
const LETTER: (f64, f64) = (7.0, 7.4);

/// A side as it is drawn.
struct Node<'a> {
    side: &'a str,
    name: String,
    weight: i64,
    at: Place,
    r: f64,
    /// The middle of its name.
    named: Place,
}

/// The picture.
pub(crate) fn picture(ties: &[TieRow], places: &BTreeMap<&str, Place>) -> Markup {
    let most = ties.iter().map(|t| t.acts + t.suffers).max().unwrap_or(1).max(1) as f64;
    let nodes = nodes(ties, places);
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="group" aria-label="Network of ties; the same data stand in the table below" {
            @for t in ties.iter().rev() {
                @let (a, b) = (places[t.a.as_str()], places[t.b.as_str()]);
                a href=(layout::tie_at(&t.a, &t.b)) {
                    title { (name(&t.a)) " – " (name(&t.b)) ": " (t.acts + t.suffers) " events, tone " (format!("{:+.1}", t.tone)) ", mostly " @if is_words(t) { "words" } @else { "deeds" } }
                    line class={ "tie " (tone(t.tone)) @if is_words(t) { " words" } } x1=(round(a.x)) y1=(round(a.y)) x2=(round(b.x)) y2=(round(b.y))
                        stroke-width=(round(1.5 + 8.5 * ((t.acts + t.suffers) as f64 / most).sqrt())) {}
                }
            }
            @for n in &nodes {
                a href=(layout::actor_at(n.side)) {
                    title { (n.name) ": " (n.weight) " events" }
                    circle class="side" cx=(round(n.at.x)) cy=(round(n.at.y)) r=(round(n.r)) {}
                    text x=(round(n.named.x)) y=(round(n.named.y + 4.0)) text-anchor="middle" { (sayso_format::clean(&n.name)) }
                }
            }
        }
    }
}

/// Sides, the heaviest first, each with the place of its name.
fn nodes<'a>(ties: &'a [TieRow], places: &BTreeMap<&'a str, Place>) -> Vec<Node<'a>> {
    let mut weight: BTreeMap<&str, i64> = BTreeMap::new();
    for t in ties {
        *weight.entry(&t.a).or_default() += t.acts + t.suffers;
        *weight.entry(&t.b).or_default() += t.acts + t.suffers;
    }
    let heaviest = weight.values().max().copied().unwrap_or(1).max(1) as f64;
    let node = |(side, weight): (&'a str, i64)| {
        let (at, r) = (places[side], 4.0 + 10.0 * (weight as f64 / heaviest).sqrt());
        Node { side, name: name(side), weight, at, r, named: at }
    };
    let mut all: Vec<Node> = weight.into_iter().map(node).collect();
    all.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.side.cmp(b.side)));
    for i in 0..all.len() {
        all[i].named = room(&all, i);
    }
    all
}

/// Where a name hides least: above, below or beside its circle, those before it having chosen.
fn room(all: &[Node], i: usize) -> Place {
    let (n, wide) = (&all[i], half_width(&all[i].name));
    let tries = [(0.0, -1.0), (0.0, 1.0), (1.0, 0.0), (-1.0, 0.0)].map(|(x, y)| Place {
        x: (n.at.x + x * (n.r + wide + 3.0)).clamp(wide, WIDTH - wide),
        y: n.at.y + y * (n.r + LETTER.0 + 2.0),
    });
    let hides = |p: &Place| {
        let names = all[..i].iter().filter(|o| covers(p, wide, &o.named, half_width(&o.name), LETTER.0)).count();
        let circles = all.iter().enumerate().filter(|(j, o)| *j != i && covers(p, wide, &o.at, o.r, o.r)).count();
        names * 2 + circles * 3 + usize::from(p.y < LETTER.0 || p.y > HEIGHT - LETTER.0) * 9
    };
    tries.into_iter().min_by_key(hides).unwrap_or(n.at)
}

/// Whether a name at `p` touches a box around `q`.
fn covers(p: &Place, wide: f64, q: &Place, half: f64, high: f64) -> bool {
    (p.x - q.x).abs() < wide + half && (p.y - q.y).abs() < LETTER.0 + high
}

fn half_width(name: &str) -> f64 {
    name.chars().count() as f64 * LETTER.1 / 2.0
}

/// The code of a state or body; of others their own name.
fn name(side: &str) -> String {
    match side.split_once('#') {
        Some((_, own)) if !own.is_empty() => own.replace('-', " "),
        _ => side.to_string(),
    }
}

/// Whether more was said than done.
fn is_words(t: &TieRow) -> bool {
    t.quads[0] + t.quads[2] > t.quads[1] + t.quads[3]
}

fn tone(tone: f64) -> &'static str {
    match tone {
        t if t <= -4.0 => "t1",
        t if t < -0.5 => "t2",
        t if t <= 0.5 => "t3",
        t if t < 4.0 => "t4",
        _ => "t5",
    }
}

/// To one decimal.
pub(crate) fn round(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}
