//! Time as a slider: one month after the other, with the other conditions as they are.

use super::chart::{number, written};
use crate::ask::Query;
use crate::trouble::Trouble;
use maud::{Markup, html};
use sayso_store::EventMonth;

/// The slider; where a script runs, it answers at once, else its button does.
pub(crate) fn form(q: &Query, months: &[EventMonth]) -> Markup {
    let Some((first, last)) = ends(months).filter(|(first, last)| first < last) else { return html! {} };
    let month = q.get("since").filter(|s| q.get("until") == Some(*s)).and_then(number);
    let at = month.unwrap_or(last).clamp(first, last);
    let kept = |name: &str| !matches!(name, "since" | "until" | "step" | "cursor");
    html! {
        form.slider action="/system" {
            @for (name, value) in q.pairs().filter(|(n, _)| kept(n)) { input type="hidden" name=(name) value=(value); }
            label for="step" { "Month" }
            input #step type="range" name="step" min="0" max=(last - first) value=(at - first) data-first=(written(first))
                aria-valuetext=(written(at));
            output for="step" { @if month.is_some() { (written(at)) } @else { "all months" } }
            button { "Go" }
            @if q.has("since") || q.has("until") { a.clear href={ "/system?" (q.without("since").without("until")) } { "all months" } }
        }
    }
}

/// The address of the month that a step of the slider stands for.
pub(crate) fn chosen(q: &Query, months: &[EventMonth], step: &str) -> Result<String, Trouble> {
    let told = || Trouble::Question(format!("step={step}: a number of months after the first one"));
    let (first, last) = ends(months).ok_or_else(told)?;
    let step: i64 = step.parse().ok().filter(|n| (0..=last - first).contains(n)).ok_or_else(told)?;
    let month = written(first + step);
    Ok(format!("/system?{}", q.without("step").without("since").with("since", &month).with("until", &month)))
}

fn ends(months: &[EventMonth]) -> Option<(i64, i64)> {
    Some((number(&months.first()?.month)?, number(&months.last()?.month)?))
}
