//! The text of a page cut where any record begins or ends, so that overlapping words can be marked.

use sayso_core::{Participant, Reading, Span};

/// What a piece of text does in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Content of a statement.
    Said,
    /// Someone who speaks, acts or is acted upon.
    Who,
    /// Cue of a statement.
    Cue,
    /// Cue of an event, with the quad of its type.
    Act(u8),
}

/// A span and the record that it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'r> {
    pub span: Span,
    pub part: Part,
    /// Id of the record.
    pub id: &'r str,
    /// Its name on the page: `s3`.
    pub letter: char,
    pub number: usize,
}

/// All marks of a reading, in order of the text.
pub(super) fn marks(r: &Reading) -> Vec<Mark<'_>> {
    let mut all = Vec::new();
    for (i, s) in r.statements.iter().enumerate() {
        let mut mark = |span, part| all.push(Mark { span, part, id: &s.id, letter: 's', number: i + 1 });
        s.content.iter().for_each(|c| mark(*c, Part::Said));
        let who = s.speaker.iter().chain(&s.via).chain(&s.addressee);
        who.for_each(|p: &Participant| mark(p.span, Part::Who));
        s.cue.iter().for_each(|c| mark(c.span, Part::Cue));
    }
    for (i, e) in r.events.iter().enumerate() {
        let mut mark = |span, part| all.push(Mark { span, part, id: &e.id, letter: 'e', number: i + 1 });
        e.actor.iter().chain(&e.recipient).for_each(|p| mark(p.span, Part::Who));
        mark(e.cue, Part::Act(e.kind.quad() as u8));
    }
    all.sort_by_key(|m| (m.span, m.part));
    all
}

/// A piece of text without an edge inside, and all that is marked on it.
#[derive(Debug)]
pub(super) struct Segment<'m, 'r> {
    pub span: Span,
    pub marks: Vec<&'m Mark<'r>>,
}

/// The segments of one line; `marks` are those of the whole text, in order.
pub(super) fn segments<'m, 'r>(line: Span, marks: &'m [Mark<'r>]) -> Vec<Segment<'m, 'r>> {
    // Marks are sorted by where they start, so none after the line can touch it.
    let end = marks.partition_point(|m| m.span.start < line.end);
    let here: Vec<&Mark> = marks[..end].iter().filter(|m| m.span.overlaps(line)).collect();
    let mut edges = vec![line.start, line.end];
    edges.extend(here.iter().filter_map(|m| m.span.intersect(line)).flat_map(|s| [s.start, s.end]));
    edges.sort_unstable();
    edges.dedup();
    let segment = |w: &[u32]| {
        let span = Span::at(w[0], w[1]);
        Segment { span, marks: here.iter().copied().filter(|m| m.span.contains(span)).collect() }
    };
    edges.windows(2).map(segment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_are_cut_apart() {
        let mark = |start, end, part| Mark { span: Span::at(start, end), part, id: "x", letter: 's', number: 1 };
        let marks = [mark(0, 10, Part::Said), mark(5, 15, Part::Cue), mark(30, 40, Part::Who)];
        let found = segments(Span::at(2, 20), &marks);
        let told: Vec<(u32, u32, usize)> = found.iter().map(|s| (s.span.start, s.span.end, s.marks.len())).collect();
        assert_eq!(told, [(2, 5, 1), (5, 10, 2), (10, 15, 1), (15, 20, 0)]);
    }
}
