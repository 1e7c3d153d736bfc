//! The one-line notation: `JPN > AGREE > NATO`, `Lavrov > say > reporters: talks would resume`.

use crate::{Event, Participant, Reading, Statement};

fn codes(reading: &Reading, who: &[Participant]) -> String {
    if who.is_empty() {
        return "-".into();
    }
    let ids: Vec<&str> = who.iter().map(|p| reading.actors[p.actor].id.as_str()).collect();
    ids.join(" + ")
}

/// `JPN > AGREE > NATO`; a missing part is `-`.
pub fn event_notation(reading: &Reading, event: &Event) -> String {
    format!("{} > {} > {}", codes(reading, &event.actor), event.kind.as_str(), codes(reading, &event.recipient))
}

/// `RUS/GOV#sergei-lavrov > say > reporters: talks would resume`; a missing part is `-`.
pub fn statement_notation(reading: &Reading, statement: &Statement) -> String {
    let text = &reading.document.text;
    let content: Vec<&str> = statement.content.iter().map(|s| s.of(text)).collect();
    format!(
        "{} > {} > {}: {}",
        codes(reading, &statement.speaker),
        statement.cue.map_or("-", |c| c.class.as_str()),
        codes(reading, &statement.addressee),
        if content.is_empty() { "-".into() } else { content.join(" … ") },
    )
}
