//! How rows stand in the file: what nearly every record has stands in columns, as numbers; the rest,
//! where there is any, is JSON. Half of a store is records, so this decides its size.

use crate::load::json;
use crate::rows::{EventDetail, Evidence, Line, Part, StatementDetail, Stretch};
use crate::write::json as written;
use rusqlite::Row;
use serde::{Deserialize, Serialize};

/// Columns of the evidence and cue of a record, in this order in both tables.
pub const PLACES: &str = "rule, line, sentence, sentence_end, start, \"end\", cue, cue_end";

/// The columns that hold where a record stands and who takes part.
pub struct Packed {
    /// As [`PLACES`] has them.
    pub places: [Option<i64>; 8],
    /// Actor and recipient, or speaker and content.
    pub parts: [Option<String>; 2],
    /// What few have.
    pub detail: Option<String>,
}

/// Columns of a statement; evidence names rules by their number in the file.
pub fn statement(mut d: StatementDetail) -> Packed {
    let places = places(&mut d.evidence, d.cue.take());
    let parts = [list(&std::mem::take(&mut d.speaker), short_part), list(&std::mem::take(&mut d.content), short)];
    let detail = Some(written(&d)).filter(|_| d != StatementDetail::default());
    Packed { places, parts, detail }
}

/// The same of an event.
pub fn event(mut d: EventDetail) -> Packed {
    let places = places(&mut d.evidence, Some(std::mem::take(&mut d.cue)));
    let parts = [list(&std::mem::take(&mut d.actor), short_part), list(&std::mem::take(&mut d.recipient), short_part)];
    let detail = Some(written(&d)).filter(|_| d != EventDetail::default());
    Packed { places, parts, detail }
}

/// In lists a length stands for the end: it has fewer digits.
fn list<T: Copy + Serialize>(all: &[T], short: impl Fn(T) -> T) -> Option<String> {
    (!all.is_empty()).then(|| written(&all.iter().map(|one| short(*one)).collect::<Vec<T>>()))
}

fn short((start, end): Stretch) -> Stretch {
    (start, end.saturating_sub(start))
}

fn short_part(p: Part) -> Part {
    Part(p.0, p.1, p.2.saturating_sub(p.1), p.3)
}

fn parts(r: &Row, column: usize) -> rusqlite::Result<Vec<Part>> {
    let all: Vec<Part> = or_default(r, column)?;
    Ok(all.into_iter().map(|p| Part(p.0, p.1, p.1.saturating_add(p.2), p.3)).collect())
}

fn stretches(r: &Row, column: usize) -> rusqlite::Result<Vec<Stretch>> {
    let all: Vec<Stretch> = or_default(r, column)?;
    Ok(all.into_iter().map(|(start, length)| (start, start.saturating_add(length))).collect())
}

/// Takes the first evidence out: it has columns of its own.
fn places(evidence: &mut Vec<Evidence>, cue: Option<Stretch>) -> [Option<i64>; 8] {
    let n = |n: u32| Some(i64::from(n));
    let (cue, cue_end) = cue.map_or((None, None), |c| (n(c.0), n(c.1)));
    if evidence.is_empty() {
        return [None, None, None, None, None, None, cue, cue_end];
    }
    let Evidence(start, end, sentence, sentence_end, line, rule) = evidence.remove(0);
    let own = |at: u32| n(at).filter(|_| (start, end) != (sentence, sentence_end));
    [Some(rule), n(line), n(sentence), n(sentence_end), own(start), own(end), cue, cue_end]
}

/// A statement from its columns: places, speaker, content, detail.
pub fn statement_detail(r: &Row, at: usize) -> rusqlite::Result<StatementDetail> {
    let mut d: StatementDetail = or_default(r, at + 10)?;
    d.evidence.splice(0..0, evidence(r, at)?);
    d.cue = cue(r, at + 6)?;
    (d.speaker, d.content) = (parts(r, at + 8)?, stretches(r, at + 9)?);
    Ok(d)
}

/// An event from its columns: places, actor, recipient, detail.
pub fn event_detail(r: &Row, at: usize) -> rusqlite::Result<EventDetail> {
    let mut d: EventDetail = or_default(r, at + 10)?;
    d.evidence.splice(0..0, evidence(r, at)?);
    d.cue = cue(r, at + 6)?.unwrap_or_default();
    (d.actor, d.recipient) = (parts(r, at + 8)?, parts(r, at + 9)?);
    Ok(d)
}

fn or_default<T: Default + serde::de::DeserializeOwned>(r: &Row, column: usize) -> rusqlite::Result<T> {
    match r.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(T::default()),
        _ => json(r, column),
    }
}

fn evidence(r: &Row, at: usize) -> rusqlite::Result<Option<Evidence>> {
    let Some(rule) = r.get(at)? else { return Ok(None) };
    let (line, sentence, sentence_end) = (r.get(at + 1)?, r.get(at + 2)?, r.get(at + 3)?);
    let start = r.get::<_, Option<u32>>(at + 4)?.unwrap_or(sentence);
    let end = r.get::<_, Option<u32>>(at + 5)?.unwrap_or(sentence_end);
    Ok(Some(Evidence(start, end, sentence, sentence_end, line, rule)))
}

fn cue(r: &Row, at: usize) -> rusqlite::Result<Option<Stretch>> {
    Ok(r.get::<_, Option<u32>>(at)?.zip(r.get(at + 1)?))
}

/// Whom a reading names and where: the number of the actor, then of each mention its start and, in one
/// number, its length and how it names him (length × 8 + how).
pub fn named(actor: i64, mentions: &[u32]) -> Vec<i64> {
    let two = mentions.chunks_exact(3).flat_map(|m| [m[0], m[1].saturating_sub(m[0]) << 3 | m[2]]);
    [actor].into_iter().chain(two.map(i64::from)).collect()
}

/// Start, end and how of each mention again.
pub fn mentions(packed: &[i64]) -> Vec<u32> {
    let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let three = |m: &[i64]| [number(m[0]), number(m[0]).saturating_add(number(m[1] >> 3)), number(m[1] & 7)];
    // Half a mention is none: the digest of the reading tells that it is damaged.
    packed.chunks_exact(2).flat_map(three).collect()
}

/// Kinds of lines by their number in the file; the view `lines` has the same list.
const KINDS: [&str; 10] =
    ["title", "section", "subhead", "body", "byline", "dateline", "caption", "teaser", "label", "furniture"];

/// Most lines are all story and in the language of the page: those say nothing of it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PackedLine {
    Plain(usize, u32, u32),
    Story(usize, u32, u32, u32, u32),
    Foreign(usize, u32, u32, u32, u32, String),
}

/// Lines as they stand in the file.
pub fn lines(all: &[Line]) -> String {
    let pack = |(kind, start, end, first, last, language): &Line| {
        let kind = KINDS.iter().position(|k| k == kind).expect("all kinds are in the list");
        match language {
            Some(language) => PackedLine::Foreign(kind, *start, *end, *first, *last, language.clone()),
            None if (start, end) == (first, last) => PackedLine::Plain(kind, *start, *end),
            None => PackedLine::Story(kind, *start, *end, *first, *last),
        }
    };
    written(&all.iter().map(pack).collect::<Vec<_>>())
}

/// The same, read back.
pub fn lines_from(r: &Row, column: usize) -> rusqlite::Result<Vec<Line>> {
    let kind = |n: usize| KINDS.get(n).map_or_else(|| format!("kind {n}"), |k| k.to_string());
    let line = |l: PackedLine| match l {
        PackedLine::Plain(n, start, end) => (kind(n), start, end, start, end, None),
        PackedLine::Story(n, start, end, first, last) => (kind(n), start, end, first, last, None),
        PackedLine::Foreign(n, start, end, first, last, language) => (kind(n), start, end, first, last, Some(language)),
    };
    Ok(json::<Vec<PackedLine>>(r, column)?.into_iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_core::LineKind;

    #[test]
    fn the_list_of_kinds_is_the_contract_s_and_the_view_s() {
        assert_eq!(KINDS.to_vec(), LineKind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>());
        let list = format!("[\"{}\"]", KINDS.join("\",\""));
        assert!(include_str!("migrations/0001-first.sql").contains(&list), "{list}");
    }

    #[test]
    fn mentions_come_back_as_they_were() {
        let all = [10, 15, 0, 200, 203, 4];
        assert_eq!(named(7, &all), [7, 10, 40, 200, 28]);
        assert_eq!(mentions(&named(7, &all)[1..]), all);
    }

    #[test]
    fn lines_come_back_as_they_were() {
        let all: Vec<Line> = vec![
            ("title".into(), 0, 9, 0, 9, None),
            ("body".into(), 10, 40, 15, 40, None),
            ("furniture".into(), 41, 60, 41, 60, Some("id".into())),
        ];
        assert_eq!(lines(&all), "[[0,0,9],[3,10,40,15,40],[9,41,60,41,60,\"id\"]]");
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        let back = conn.query_row("SELECT ?", [lines(&all)], |r| lines_from(r, 0)).unwrap();
        assert_eq!(back, all);
    }
}
