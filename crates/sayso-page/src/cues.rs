//! What a line is by its own words, whatever stands around it.

use crate::dates;
use crate::shape::{JOINS, Shape, count, is_name_like, norm};
use crate::words::{Order, Words};
use sayso_core::LineKind;
use std::ops::Range;

/// What the words of a line say that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Navigation, buttons, sign-ups, legal lines.
    Furniture,
    /// The way from the front page to the section that stands at `.0`.
    Crumbs(Range<usize>),
    /// Introduces teasers.
    Label,
    /// A label and its teaser in one line.
    Teaser,
    /// Names who wrote, edited, translated or supplied it.
    Byline,
    /// A name, a newsroom or an agency alone: a byline if it stands beside the title.
    MaybeByline,
    /// When it was written.
    Dateline,
    /// Words under a picture with their credit.
    Caption,
    /// Ends in the name of an agency in brackets: a caption if it stands above the story.
    MaybeCaption,
}

impl Cue {
    /// The kind of a line with this cue, wherever it stands.
    pub fn kind(&self) -> LineKind {
        match self {
            Cue::Furniture | Cue::Crumbs(_) => LineKind::Furniture,
            Cue::Label => LineKind::Label,
            Cue::Teaser => LineKind::Teaser,
            Cue::Byline => LineKind::Byline,
            Cue::Dateline => LineKind::Dateline,
            Cue::Caption => LineKind::Caption,
            Cue::MaybeByline | Cue::MaybeCaption => LineKind::Body,
        }
    }
}

/// Signs that part the pieces of a line of navigation or of a dateline.
const PARTS: &[&str] = &[" | ", " · ", " • ", " » ", " › ", " > ", " / ", " — ", " ‹ ", " ∙ ", " ● ", " → "];

/// What the line says that it is; `None` for most.
pub fn cue(words: &Words, line: &str, shape: &Shape, order: Option<Order>) -> Option<Cue> {
    if shape.long || shape.words > 90 {
        return None;
    }
    let n = norm(line);
    if n.is_empty() {
        return Some(Cue::Furniture);
    }
    if words.labels.contains(&n) {
        return Some(Cue::Label);
    }
    if words.furniture.contains(&n) {
        return Some(Cue::Furniture);
    }
    label_and_teaser(words, line, &n, shape)
        .or_else(|| legal(words, line, &n, shape))
        .or_else(|| dateline(words, line, shape, order))
        .or_else(|| byline(words, line, &n, shape))
        .or_else(|| caption(words, line, shape))
        .or_else(|| furniture(words, &n, shape))
        .or_else(|| navigation(words, line, shape))
        .or_else(|| maybe_byline(words, line, &n, shape))
}

fn label_and_teaser(words: &Words, line: &str, n: &str, shape: &Shape) -> Option<Cue> {
    if shape.words > 40 {
        return None;
    }
    if let Some((left, right)) = line.split_once([':', '：', '|'])
        && words.labels.contains(&norm(left))
    {
        let rest = Shape::of(right.trim());
        let one_word = !left.trim().contains(' ');
        let sentence = rest.is_paragraph() && (one_word || rest.words > 25);
        return match rest.words {
            0 => Some(Cue::Label),
            _ if sentence => None,
            _ => Some(Cue::Teaser),
        };
    }
    let length = words.label_starts.of(n)?;
    let rest = n.get(length..)?.trim();
    (count(rest) >= 3 && !shape.stopped && !shape.is_paragraph()).then_some(Cue::Teaser)
}

fn legal(words: &Words, line: &str, n: &str, shape: &Shape) -> Option<Cue> {
    let sign = n.starts_with('©') || line.starts_with('©') || n.starts_with("copyright ");
    let has = || words.furniture_has.iter().any(|p| n.contains(p.as_str()));
    ((sign && shape.words <= 40) || (shape.words <= 70 && has())).then_some(Cue::Furniture)
}

fn furniture(words: &Words, n: &str, shape: &Shape) -> Option<Cue> {
    (shape.words <= 32 && words.furniture_starts.of(n).is_some()).then_some(Cue::Furniture)
}

/// The pieces of a line between signs such as "|" and "·", where there are at least two.
pub fn parts(line: &str) -> Vec<&str> {
    let mut out = vec![line];
    for sign in PARTS {
        out = out.into_iter().flat_map(|p| p.split(sign)).collect();
    }
    out.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

fn navigation(words: &Words, line: &str, shape: &Shape) -> Option<Cue> {
    if shape.words > 40 || shape.stopped {
        return None;
    }
    let parts = parts(line);
    if parts.len() < 2 {
        return None;
    }
    let last = *parts.last()?;
    let crumbs = line.contains('>') || line.contains('»') || line.contains('›') || line.contains(" / ");
    if crumbs && words.home.contains(&norm(parts[0])) {
        let start = line.rfind(last)?;
        let of_page = |p: &&str| count(p) <= 5;
        return match of_page(&last) {
            true => Some(Cue::Crumbs(start..start + last.len())),
            false => Some(Cue::Furniture),
        };
    }
    let short = parts.iter().all(|p| count(p) <= 4 && !Shape::of(p).stopped);
    let known = parts.iter().any(|p| words.furniture.contains(&norm(p)) || words.labels.contains(&norm(p)));
    let home = words.home.contains(&norm(parts[0]));
    (short && (parts.len() >= 3 || known || home)).then_some(Cue::Furniture)
}

fn dateline(words: &Words, line: &str, shape: &Shape, order: Option<Order>) -> Option<Cue> {
    if shape.words > 24 || !(line.contains(|c: char| c.is_ascii_digit()) || shape.words <= 4) {
        return None;
    }
    let read = dates::read(words, line, order);
    let full = read.dates.iter().any(|d| d.date.is_some() || d.time.is_some());
    let dated = !read.dates.is_empty() || read.timed;
    if dated && (read.rest == 0 || (full && read.rest <= 2) || (!read.dates.is_empty() && read.timed && read.rest <= 2))
    {
        return (read.rest == 0 || !shape.stopped || full).then_some(Cue::Dateline);
    }
    let parts = parts(line);
    let short = parts.len() >= 2 && parts.iter().all(|p| count(p) <= 7);
    let alone = |p: &&str| {
        let r = dates::read(words, p, order);
        r.rest == 0 && r.dates.iter().any(|d| d.date.is_some())
    };
    (short && !shape.stopped && parts.iter().any(alone)).then_some(Cue::Dateline)
}

fn byline(words: &Words, line: &str, n: &str, shape: &Shape) -> Option<Cue> {
    if shape.words > 45 {
        return None;
    }
    if shape.words <= 24 && words.byline_has.iter().any(|p| n.contains(p.as_str())) {
        return Some(Cue::Byline);
    }
    let head = parts(line).first().copied().unwrap_or(line);
    if by_names(words, head).is_some() {
        return Some(Cue::Byline);
    }
    let labelled = |starts: &crate::words::Starts| {
        let Some(length) = starts.of(n) else { return false };
        let rest = n.get(length..).unwrap_or_default();
        let colon = rest.starts_with(':') || rest.starts_with(" :");
        let phrase = n[..length].contains(' ');
        let tail = line.get(line.len().saturating_sub(rest.len())..).unwrap_or_default();
        colon && count(rest) <= 14 || (phrase && count(rest) <= 24 && starts_with_capital(tail))
    };
    if labelled(&words.byline_labels) || labelled(&words.translator) {
        return Some(Cue::Byline);
    }
    let (left, right) = line.split_once([':', '：'])?;
    let source = words.sources.contains(&norm(left)) && (1..=14).contains(&count(right));
    (source && !Shape::of(right.trim()).inner_stop).then_some(Cue::Byline)
}

fn starts_with_capital(s: &str) -> bool {
    s.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(|c| !c.is_lowercase())
}

/// The names after "By", in bytes of `s`.
pub fn by_names(words: &Words, s: &str) -> Option<Range<usize>> {
    let s_ = s.trim_end();
    let (first, rest) = s_.split_once(char::is_whitespace)?;
    let n = norm(first);
    if !words.by.contains(&n) || s_.ends_with(['.', '!', '?', '…']) || count(rest) > 12 {
        return None;
    }
    let rest = rest.trim_start();
    let date = rest.contains(|c: char| c.is_ascii_digit());
    (starts_with_capital(rest) && !date && is_name_like(rest, JOINS)).then(|| s_.len() - rest.len()..s_.len())
}

fn maybe_byline(words: &Words, line: &str, n: &str, shape: &Shape) -> Option<Cue> {
    if shape.words > 9 || shape.stopped || shape.asks {
        return None;
    }
    if words.known.contains_key(n) || words.newsroom.contains(n) {
        return Some(Cue::MaybeByline);
    }
    let first = norm(line.split_whitespace().next()?);
    if words.newsroom.contains(&first) && shape.words <= 3 && is_name_like(line, JOINS) {
        return Some(Cue::MaybeByline);
    }
    let (name, role) = line.split_once([',', '|', '-', '–', '•'])?;
    let named = is_name_like(name, &[]) && (2..=4).contains(&count(name));
    let has_role = norm(role).split([' ', ',', '/']).any(|w| words.roles.contains(w));
    (named && has_role).then_some(Cue::MaybeByline)
}

fn caption(words: &Words, line: &str, shape: &Shape) -> Option<Cue> {
    if shape.words > 70 {
        return None;
    }
    if let Some((before, inside)) = last_brackets(line) {
        if credit(words, inside, true) {
            return Some(Cue::Caption);
        }
        if words.known(inside).is_some() && !before.is_empty() && shape.words <= 50 {
            return Some(Cue::MaybeCaption);
        }
    }
    if let Some(at) = line.rfind(['©', '📷', '📸'])
        && at > 0
        && count(&line[at..]) <= 9
        && count(&line[..at]) >= 2
    {
        return Some(Cue::Caption);
    }
    let tail = last_sentence(line);
    if tail.len() < line.len() && count(tail) <= 8 && (credit(words, tail, false) || slashed(words, tail)) {
        return Some(Cue::Caption);
    }
    let head = line.split([':', '|', '/']).next().unwrap_or_default();
    let whole = head.len() < line.len() && words.photo.contains(&norm(head)) && shape.words <= 12;
    (whole && !shape.inner_stop).then_some(Cue::Caption)
}

/// The text before the last brackets and the text in them, where they end the line.
fn last_brackets(line: &str) -> Option<(&str, &str)> {
    let end = line.trim_end_matches(['.', ' ', '\u{a0}']);
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）')] {
        if let Some(body) = end.strip_suffix(close)
            && let Some(at) = body.rfind(open)
        {
            return Some((body[..at].trim(), &body[at + open.len_utf8()..]));
        }
    }
    None
}

/// What follows the last end of a sentence, a dash or a bar.
fn last_sentence(line: &str) -> &str {
    let end = line.trim_end_matches(['.', ' ']);
    let cut = [". ", ".\u{a0}", "! ", "? ", " | ", " – ", " — ", ".” ", ".\" "];
    let at = cut.iter().filter_map(|c| end.rfind(c).map(|i| i + c.len())).max();
    // "PHOTO | JUMA SHEE": the bar stands inside the credit.
    let Some(at) = at else { return line };
    if end[..at].ends_with(" | ") {
        let before = &end[..at - 3];
        let last = before.rsplit(char::is_whitespace).next().map_or(0, str::len);
        let word = before.len() - last;
        let from = before.rfind(". ").map_or(word, |i| i + 2);
        if count(&before[from..]) <= 2 {
            return line[from..].trim();
        }
    }
    line[at..].trim()
}

/// "Photograph: Meridian archive", "Foto AP/Berkas", "File: AFP", "X/Getty Images".
fn credit(words: &Words, s: &str, bracketed: bool) -> bool {
    if count(s) > 9 {
        return false;
    }
    let n = norm(s);
    let pieces: Vec<&str> = n.split([':', '|', '/', ' ', ',', '-', '–']).filter(|p| !p.is_empty()).collect();
    let Some(first) = pieces.first() else { return false };
    let marked = s.contains([':', '|', '/']);
    let photo = |p: &&str| words.photo.contains(*p);
    if photo(first) && (marked || bracketed) {
        return true;
    }
    let phrase = words.photo.iter().any(|p| p.contains(' ') && n.contains(p.as_str()));
    let last = pieces.last().is_some_and(photo);
    let agency = n.split(['/', ',', ' ']).any(|p| words.known.get(p).is_some_and(|k| k.agency));
    phrase
        || (agency && (marked || bracketed) && pieces.iter().any(photo))
        || (last && marked)
        || (bracketed && slashed(words, s))
}

/// "REUTERS/Jon Doe", "EFE/Archivo", "ANTARA/Reuters/Jon Doe/aa".
fn slashed(words: &Words, s: &str) -> bool {
    let pieces: Vec<String> = s.split('/').map(norm).collect();
    let agency = |p: &String| words.known.get(p).is_some_and(|k| k.agency) || words.photo.contains(p);
    pieces.len() >= 2 && pieces.iter().any(agency) && count(s) <= 8
}
