//! The colours: few and calm, so that the words stay what is read.

use anstyle::{AnsiColor, Style};
use sayso_core::{EventType, Quad, Stance, Status};

/// Our own words around those of the page.
pub const QUIET: Style = Style::new().dimmed();
/// Words of the page.
pub const PLAIN: Style = Style::new();
/// Who acts and speaks.
pub const WHO: Style = Style::new().bold();
/// Headings.
pub const HEAD: Style = colour(AnsiColor::Blue).bold();
/// What a speaker does.
pub const CUE: Style = colour(AnsiColor::Cyan);

const fn colour(c: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(c)))
}

/// From friendly to hostile, by the quad of the type.
pub fn event(kind: EventType) -> Style {
    colour(match kind.quad() {
        Quad::VerbalCooperation => AnsiColor::Cyan,
        Quad::MaterialCooperation => AnsiColor::Green,
        Quad::VerbalConflict => AnsiColor::Yellow,
        Quad::MaterialConflict => AnsiColor::Red,
    })
}

/// Denials stand out.
pub fn stance(stance: Stance) -> Style {
    match stance {
        Stance::Deny => colour(AnsiColor::Red),
        Stance::Accuse | Stance::Demand | Stance::Warn | Stance::Condemn => colour(AnsiColor::Yellow),
        Stance::Promise | Stance::Praise => colour(AnsiColor::Green),
        Stance::Assert | Stance::Ask => QUIET,
    }
}

/// What happened is green; what is only said to come, wished or thought is not.
pub fn status(status: Status) -> Style {
    match status {
        Status::Done | Status::Ongoing => colour(AnsiColor::Green),
        Status::Planned => colour(AnsiColor::Cyan),
        Status::Demanded | Status::Hypothetical => colour(AnsiColor::Yellow),
        Status::Negated => colour(AnsiColor::Red),
    }
}
