//! Bars drawn on the server: the same numbers give the same picture.

use maud::{Markup, html};

/// Names of the quads.
pub(crate) const QUADS: [&str; 4] =
    ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// Most months that are drawn with those between.
const LONGEST: i64 = 480;

/// One month: counts by quad above the line, and below it.
#[derive(Clone)]
pub(crate) struct Bar {
    pub month: String,
    pub up: [i64; 4],
    pub down: [i64; 4],
    pub href: Option<String>,
}

const WIDTH: i64 = 720;
const HALF: i64 = 120;
/// Bars are not broader than this, few months or not.
const BROADEST: i64 = 40;

/// Bars by month, the four quads stacked; `down` only where one has any.
pub(crate) fn bars(title: &str, bars: &[Bar]) -> Markup {
    let bars = &filled(bars)[..];
    let sum = |q: &[i64; 4]| q.iter().sum::<i64>();
    let most = bars.iter().map(|b| sum(&b.up).max(sum(&b.down))).max().unwrap_or(0).max(1);
    let below = bars.iter().any(|b| sum(&b.down) > 0);
    let height = 20 + HALF + if below { HALF } else { 0 } + 20;
    let step = (WIDTH / bars.len().max(1) as i64).clamp(3, BROADEST);
    let width = (step * bars.len() as i64).max(120);
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) role="group" aria-label=(title) {
                line.axis x1="0" x2=(width) y1=(20 + HALF) y2=(20 + HALF) {}
                @for (i, b) in bars.iter().enumerate() { (bar(b, i as i64 * step, step, most)) }
                @for i in labelled(bars.len()) {
                    text.label x=(i as i64 * step) y=(height - 4) text-anchor=(if i > 0 && i + 1 == bars.len() { "end" } else { "start" }) { (bars[i].month) }
                }
                text.label x="0" y="12" { "at most " (most) " a month" }
            }
            figcaption { @for (i, name) in QUADS.iter().enumerate() { span class={ "key k" (i + 1) } { (name) } " " } }
        }
    }
}

/// The same with the months between in which nothing happened; of very many months as they are.
fn filled(bars: &[Bar]) -> Vec<Bar> {
    let numbers: Option<Vec<i64>> = bars.iter().map(|b| number(&b.month)).collect();
    let Some((first, last)) = numbers.as_ref().and_then(|n| Some((*n.first()?, *n.last()?))) else {
        return bars.to_vec();
    };
    if !(0..LONGEST).contains(&(last - first)) {
        return bars.to_vec();
    }
    let mut there = bars.iter().peekable();
    let empty = |n| Bar { month: written(n), up: [0; 4], down: [0; 4], href: None };
    let mut next = |n| there.next_if(|b| number(&b.month) == Some(n)).cloned();
    (first..=last).map(|n| next(n).unwrap_or_else(|| empty(n))).collect()
}

/// The number of a month `2024-07`, counted from year 0.
pub(crate) fn number(month: &str) -> Option<i64> {
    let (year, month) = month.split_once('-')?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
}

/// The month of a number.
pub(crate) fn written(n: i64) -> String {
    format!("{:04}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1)
}

fn labelled(n: usize) -> Vec<usize> {
    match n {
        0 => vec![],
        1..=6 => vec![0],
        7..=11 => vec![0, n - 1],
        _ => vec![0, n / 2, n - 1],
    }
}

fn bar(b: &Bar, x: i64, step: i64, most: i64) -> Markup {
    let told = |q: &[i64; 4]| {
        q.iter().zip(QUADS).filter(|(n, _)| **n > 0).map(|(n, w)| format!("{n} {w}")).collect::<Vec<_>>().join(", ")
    };
    let title = match (b.up.iter().sum::<i64>(), b.down.iter().sum::<i64>()) {
        (_, 0) => format!("{}: {}", b.month, told(&b.up)),
        _ => format!("{}: above {}; below {}", b.month, told(&b.up), told(&b.down)),
    };
    let mut parts = Vec::new();
    let (mut top, mut bottom) = (20 + HALF, 20 + HALF);
    for (i, (up, down)) in b.up.iter().zip(b.down).enumerate() {
        let (up, down) = (up * HALF / most, down * HALF / most);
        top -= up;
        parts.push((i, top, up));
        parts.push((i, bottom, down));
        bottom += down;
    }
    let rects = html! {
        title { (title) }
        rect.hit x=(x) y="20" width=(step) height=(HALF * 2) {}
        @for (i, y, h) in parts.into_iter().filter(|p| p.2 > 0) {
            rect class={ "b" (i + 1) } x=(x) y=(y) width=((step - 1).max(1)) height=(h) {}
        }
    };
    html! { @if let Some(href) = &b.href { a href=(href) { (rects) } } @else { g { (rects) } } }
}
