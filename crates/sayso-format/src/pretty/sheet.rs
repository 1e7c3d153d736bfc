//! A sheet that coloured words are laid out on, wrapped to its width.

use crate::clean::clean;
use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Words in one style.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    text: String,
    style: Style,
}

/// Words of a page, or of our own, made safe to show.
pub(crate) fn piece(text: impl AsRef<str>, style: Style) -> Piece {
    Piece { text: clean(text.as_ref()).into_owned(), style }
}

/// Lines of coloured words.
pub(crate) struct Sheet {
    out: String,
    width: usize,
    colour: bool,
    /// The style that the end of `out` is in.
    style: Style,
}

/// What must stay together on one line.
struct Unit {
    pieces: Vec<Piece>,
    width: usize,
    blank_before: bool,
}

impl Sheet {
    pub fn new(width: usize, colour: bool) -> Self {
        Sheet { out: String::new(), width: width.clamp(40, 120), colour, style: Style::new() }
    }

    pub fn finish(self) -> String {
        self.out
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Pieces, wrapped: the first line begins with `first`, each further one with `next`.
    pub fn wrap(&mut self, first: &[Piece], next: &[Piece], pieces: &[Piece]) {
        let (mut at, mut begun) = (self.begin(first), false);
        let indent = width_of(next);
        for unit in units(pieces) {
            let blank = usize::from(unit.blank_before && begun);
            if begun && at + blank + unit.width > self.width {
                self.end_line();
                (at, begun) = (self.begin(next), false);
            }
            if blank == 1 && begun {
                self.out.push(' ');
                at += 1;
            }
            if at + unit.width <= self.width {
                unit.pieces.iter().for_each(|p| self.paint(p));
                at += unit.width;
            } else {
                at = self.hard(unit.pieces, at, indent, next);
            }
            begun = true;
        }
        self.end_line();
    }

    /// Pieces on one line, cut with `…` where they do not fit.
    pub fn line(&mut self, first: &[Piece], pieces: &[Piece]) {
        let mut left = self.width.saturating_sub(self.begin(first));
        for p in pieces {
            let width = p.text.width();
            if width <= left {
                self.paint(p);
                left -= width;
            } else {
                self.paint(&Piece { text: cut(&p.text, left), style: p.style });
                break;
            }
        }
        self.end_line();
    }

    fn begin(&mut self, indent: &[Piece]) -> usize {
        indent.iter().for_each(|p| self.paint(p));
        width_of(indent)
    }

    fn end_line(&mut self) {
        self.turn(Style::new());
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    /// Breaks what is wider than a line between any two characters.
    fn hard(&mut self, pieces: Vec<Piece>, mut at: usize, indent: usize, next: &[Piece]) -> usize {
        for p in pieces {
            let mut held = String::new();
            for c in p.text.chars() {
                let width = c.width().unwrap_or(0);
                if at + width > self.width && at > indent {
                    self.paint(&Piece { text: std::mem::take(&mut held), style: p.style });
                    self.end_line();
                    at = self.begin(next);
                }
                held.push(c);
                at += width;
            }
            self.paint(&Piece { text: held, style: p.style });
        }
        at
    }

    fn paint(&mut self, p: &Piece) {
        if !p.text.is_empty() {
            self.turn(p.style);
            self.out.push_str(&p.text);
        }
    }

    /// Changes the style of what follows.
    fn turn(&mut self, style: Style) {
        if self.colour && style != self.style {
            self.out.push_str(&format!("{}{}", self.style.render_reset(), style.render()));
            self.style = style;
        }
    }
}

fn width_of(pieces: &[Piece]) -> usize {
    pieces.iter().map(|p| p.text.width()).sum()
}

/// The words of pieces; a word may run over several pieces, and each wide character is one.
fn units(pieces: &[Piece]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let (mut blank, mut glue) = (false, false);
    for p in pieces {
        for word in words(&p.text) {
            if word.trim().is_empty() {
                (blank, glue) = (true, false);
                continue;
            }
            let piece = Piece { text: word.to_string(), style: p.style };
            let (width, wide) = (word.width(), is_wide(word));
            match units.last_mut() {
                Some(last) if (glue && !wide) || (!blank && closes(word)) => {
                    last.pieces.push(piece);
                    last.width += width;
                }
                _ => units.push(Unit { pieces: vec![piece], width, blank_before: blank }),
            }
            (blank, glue) = (false, !wide);
        }
    }
    units
}

/// Cuts a text into blanks, wide characters, and the words between them.
fn words(text: &str) -> Vec<&str> {
    #[derive(PartialEq)]
    enum Kind {
        Blank,
        Wide,
        Narrow,
    }
    let kind = |c: char| match () {
        () if c == ' ' => Kind::Blank,
        () if c.width() == Some(2) => Kind::Wide,
        () => Kind::Narrow,
    };
    let (mut found, mut start, mut last) = (Vec::new(), 0, Kind::Narrow);
    for (i, c) in text.char_indices() {
        let now = kind(c);
        if i > start && (now != last || now == Kind::Wide) {
            found.push(&text[start..i]);
            start = i;
        }
        last = now;
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

fn is_wide(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.width() == Some(2))
}

/// Closing marks of East Asian text, which no line begins with.
fn closes(word: &str) -> bool {
    word.starts_with(['、', '。', '，', '．', '！', '？', '：', '；', '」', '』', '）', '】', '》', '〉', '”', '’'])
}

/// As much of a text as `width` columns hold, with `…` at the end.
pub(crate) fn cut(text: &str, width: usize) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for c in text.chars() {
        let more = c.width().unwrap_or(0);
        if at + more + 1 > width {
            break;
        }
        out.push(c);
        at += more;
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str) -> String {
        let mut sheet = Sheet::new(40, false);
        let bar = [piece("| ", Style::new())];
        sheet.wrap(&bar, &bar, &[piece(text, Style::new())]);
        sheet.finish()
    }

    #[test]
    fn words_are_wrapped_by_their_width() {
        assert_eq!(
            wrapped("The minister said that talks would resume within a week."),
            "| The minister said that talks would\n| resume within a week.\n"
        );
        let east = wrapped("外務省の報道官は、協議が来週にも再開されるとの見通しを示した。");
        assert!(east.lines().all(|l| l.width() <= 40 && !l.starts_with("| 。")), "{east}");
        assert_eq!(wrapped(&"x".repeat(50)), format!("| {}\n| {}\n", "x".repeat(38), "x".repeat(12)));
    }

    #[test]
    fn styles_do_not_break_words() {
        let mut sheet = Sheet::new(40, false);
        let plain = Style::new();
        sheet.wrap(&[], &[], &[piece("“", plain), piece("Talks", plain.bold()), piece("”, he said", plain)]);
        sheet.line(&[], &[piece("a line that is far longer than forty columns are", plain)]);
        assert_eq!(sheet.finish(), "“Talks”, he said\na line that is far longer than forty co…\n");
    }
}
