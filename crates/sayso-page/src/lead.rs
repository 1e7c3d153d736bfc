//! The name after a title ("– RT World News") and the opening of a story
//! ("BRUSSELS (AP) –"): two places where pages say where a story comes from.

use crate::kinds::{Sheet, name_like};
use crate::shape::{count, norm};
use crate::words::Words;
use sayso_core::{LineKind, Span};

/// Signs between a title and the name of its outlet.
const JOINTS: &[&str] =
    &[" | ", " – ", " — ", " - ", " :: ", " • ", " · ", " « ", " » ", " ‹ ", " › ", " // ", " -- ", " ‖ ", " ~ "];

/// The name of an outlet at the end of line `i`.
pub(crate) fn suffix(sheet: &Sheet, i: usize) -> Option<Span> {
    let span = sheet.seen[i].span;
    let line = span.of(sheet.text);
    let (at, joint) = JOINTS.iter().filter_map(|j| Some((line.rfind(j)?, *j))).max_by_key(|(at, _)| *at)?;
    let name = line[at + joint.len()..].trim();
    let start = span.start as usize + line.rfind(name)?;
    let fits = count(&line[..at]) >= 3 && is_outlet(sheet, i, name, joint);
    fits.then(|| Span::new(start, start + name.len()))
}

/// Whether `name` is an outlet: known, named like one, or named elsewhere on the page as one.
fn is_outlet(sheet: &Sheet, i: usize, name: &str, joint: &str) -> bool {
    let n = norm(name);
    if n.is_empty() || count(name) > 7 {
        return false;
    }
    if sheet.words.known.contains_key(&n) || is_domain(name) {
        return true;
    }
    if !name_like(name) {
        return false;
    }
    let bar = joint == " | " && count(name) <= 5;
    bar || named_like_outlet(sheet.words, name) || told_elsewhere(sheet, i, &n)
}

fn is_domain(name: &str) -> bool {
    let Some((host, end)) = name.rsplit_once('.') else { return false };
    !name.contains(' ')
        && host.chars().count() >= 2
        && (2..=6).contains(&end.len())
        && end.chars().all(char::is_alphabetic)
}

fn named_like_outlet(words: &Words, name: &str) -> bool {
    let n = norm(name);
    if (n.starts_with("the ") || n.starts_with("the_")) && count(name) <= 4 {
        return true;
    }
    let mut parts = n.split([' ', '-', '.']);
    // One word of the kind alone ("Report", "Star") tells nothing.
    count(name) >= 2 && parts.any(|p| words.outlet_words.contains(p) && p.chars().count() > 2)
}

/// A line that is the name, a copyright line that has it, or a story that opens with it.
fn told_elsewhere(sheet: &Sheet, i: usize, n: &str) -> bool {
    let lines = 0..sheet.seen.len();
    let near = |j: &usize| *j != i && (*j < i + 12 || *j + 12 > sheet.seen.len());
    lines.filter(near).any(|j| {
        let line = sheet.line(j);
        let other = norm(line.get(..160).unwrap_or(line));
        let legal = (other.starts_with('©') || other.contains("copyright")) && other.contains(n);
        other == n || legal || opening(sheet, j).is_some_and(|o| norm(o.of(sheet.text)) == n)
    })
}

/// What of line `i` tells the story; `first` for the opening paragraphs of a page.
pub(crate) fn story(sheet: &Sheet, i: usize, kind: LineKind, first: bool) -> Span {
    let span = sheet.seen[i].span;
    let line = span.of(sheet.text);
    let at = |from: usize, to: usize| Span::new(span.start as usize + from, span.start as usize + to);
    match kind {
        LineKind::Title | LineKind::Teaser => match suffix(sheet, i) {
            Some(name) => {
                let head = &line[..(name.start - span.start) as usize];
                at(0, head.trim_end_matches(|c: char| !c.is_alphanumeric() && !CLOSING.contains(&c)).len())
            }
            None => span,
        },
        LineKind::Body if first => {
            let from = dateline(sheet.words, line).unwrap_or_else(|| bullet(line));
            at(from, line.len())
        }
        LineKind::Body | LineKind::Subhead => at(bullet(line), line.len()),
        _ => span,
    }
}

/// Signs that may end a title itself.
const CLOSING: &[char] = &['.', '!', '?', '"', '”', '’', '\'', '»', ')', '…', '」'];

/// Length of the sign that opens an item of a list.
fn bullet(line: &str) -> usize {
    let signs = ['-', '–', '—', '•', '·', '*', '▪', '■', '●', '►', '▶', '‣', '◦'];
    let Some(rest) = line.strip_prefix(signs) else { return 0 };
    let blank = rest.len() - rest.trim_start().len();
    if blank == 0 { 0 } else { line.len() - rest.len() + blank }
}

/// Where the story begins behind "BRUSSELS (AP) –", "JAKARTA, KOMPAS.com -", "Kyiv, May 3 /TASS/.".
fn dateline(words: &Words, line: &str) -> Option<usize> {
    let cut = line.char_indices().map(|(i, _)| i).nth(90).unwrap_or(line.len());
    let head = &line[..cut];
    if let Some((at, name)) = between_slashes(words, head) {
        let rest = &line[at + name.len()..];
        return Some(
            line.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !OPENING.contains(&c)).len(),
        );
    }
    let (at, sign) =
        DASHES.iter().filter_map(|d| Some((head.find(d)?, *d))).min_by_key(|(at, d)| (*at, usize::MAX - d.len()))?;
    let place = head[..at].trim();
    let named = opening_of(words, line).is_some_and(|(from, _)| from < at + sign.len());
    let sentence = || line[at + sign.len()..].trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
    let sets_off = place.len() < at && line[at + sign.len()..].starts_with([' ', '-']);
    let short = || is_short_place(place) && opens_sentence(sentence());
    (named || is_capital_place(place) || (sets_off || sign.starts_with(' ')) && short()).then(|| {
        let rest = line[at + sign.len()..].trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
        line.len() - rest.len()
    })
}

/// Signs that may open the first sentence.
const OPENING: &[char] = &['"', '“', '«', '„', '‘', '\'', '('];

/// Signs between the place or agency and the first sentence.
const DASHES: &[&str] = &["–", "—", " - ", " -- ", "--", ".-", ") -", ") :", "):", ".—"];

/// "KYIV, Ukraine", "LONDON/ANKARA, March 12": a place in capitals, perhaps with country and day.
fn is_capital_place(place: &str) -> bool {
    let first = place.split([',', '/', '(', ' ']).next().unwrap_or("");
    let capital = first.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !first.chars().any(char::is_lowercase);
    capital && count(place) <= 6 && place.split_whitespace().all(|w| !w.chars().next().is_some_and(char::is_lowercase))
}

/// "Jakarta", "Jayapura, KabarTimur": names alone before a dash that stands between blanks.
fn is_short_place(place: &str) -> bool {
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let parts = place.split(',').map(str::trim);
    count(place) <= 5
        && place.split_whitespace().all(capital)
        && !place.ends_with(|c: char| !c.is_alphabetic())
        && parts.clone().count() <= 2
        && parts.map(count).all(|n| (1..=3).contains(&n))
}

/// Whether a sentence begins: a capital or a quotation mark, and words enough.
fn opens_sentence(rest: &str) -> bool {
    let first = rest.chars().next();
    first.is_some_and(|c| c.is_uppercase() || OPENING.contains(&c)) && count(rest) >= 8
}

/// The name that opens the story in line `i`: "AP" in "BRUSSELS (AP) – …", "/TASS/", "JAKARTA, ANTARA –".
pub(crate) fn opening(sheet: &Sheet, i: usize) -> Option<Span> {
    let span = sheet.seen[i].span;
    if sheet.seen[i].shape.words < 8 {
        return None;
    }
    let line = span.of(sheet.text);
    let (start, name) = opening_of(sheet.words, line)?;
    let start = span.start as usize + start;
    Some(Span::new(start, start + name.len()))
}

/// The same in a bare line: where the name starts, and the name.
fn opening_of<'a>(words: &Words, line: &'a str) -> Option<(usize, &'a str)> {
    let cut = line.char_indices().map(|(i, _)| i).nth(90).unwrap_or(line.len());
    let head = &line[..cut];
    if let Some(found) = between_slashes(words, head) {
        return Some(found);
    }
    let dash = DASHES.iter().filter_map(|d| head.find(d)).min()?;
    let head = &head[..dash];
    if head.is_empty()
        || count(head) > 11
        || !head.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
    {
        return None;
    }
    if let (Some(open), true) = (head.rfind('('), true) {
        let rest = &head[open + 1..];
        let name = rest.split(')').next().unwrap_or(rest).trim();
        let name = name.split(['/', ',']).next().unwrap_or(name).trim();
        let place = head[..open].trim();
        return (good(words, name) && (place.is_empty() || name_like_place(place)))
            .then_some((offset(line, name), name));
    }
    let (place, name) = head.rsplit_once(',')?;
    let name = name.trim();
    let known = words.known.contains_key(&norm(name));
    let capital = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let named = capital && name_like(name) && !name.contains(|c: char| c.is_ascii_digit());
    (count(name) <= 4 && (known || (named && (is_domain(name) || capital_word(name)))))
        .then_some((offset(line, name), name))
}

fn capital_word(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && name.chars().count() > 2
}

/// Places, days and months before the brackets: no verb, so not many small words.
fn name_like_place(place: &str) -> bool {
    let small = place.split_whitespace().filter(|w| w.chars().next().is_some_and(char::is_lowercase)).count();
    small <= 3 && count(place) <= 8
}

/// An agency, or what is written like the name of one.
fn good(words: &Words, name: &str) -> bool {
    words.known.contains_key(&norm(name))
        || (count(name) <= 4 && name_like(name) && !name.contains(|c: char| c.is_ascii_digit()))
}

fn between_slashes<'a>(words: &Words, head: &'a str) -> Option<(usize, &'a str)> {
    let open = head.find('/')?;
    let close = head[open + 1..].find('/')? + open + 1;
    let name = head[open + 1..close].trim();
    (words.known.contains_key(&norm(name)) && count(&head[..open]) <= 6).then_some((offset(head, name), name))
}

/// Where `part`, a piece of `whole`, starts in it.
pub(crate) fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}
