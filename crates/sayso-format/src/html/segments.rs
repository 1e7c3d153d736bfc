//! The text of a page cut where any record begins or ends, so that overlapping words can be marked.

use sayso_core::{Event, Participant, Reading, Span, Statement};

/// What a piece of text does in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Words that somebody was sent to.
    At,
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

/// All marks of a reading, in order of the text, and where each record begins in it.
pub(super) struct Marks<'r> {
    marks: Vec<Mark<'r>>,
    begins: Vec<(u32, &'r str)>,
}

/// A piece of text without an edge inside, and all that is marked on it.
#[derive(Debug)]
pub(super) struct Segment<'m, 'r> {
    pub span: Span,
    pub marks: Vec<&'m Mark<'r>>,
    /// Ids of the records that begin with it.
    pub begins: Vec<&'r str>,
}

impl<'r> Marks<'r> {
    pub fn of(r: &'r Reading, at: Option<Span>) -> Self {
        let sent = at.map(|span| Mark { span, part: Part::At, id: "", letter: ' ', number: 0 });
        let mut all = Marks { marks: sent.into_iter().collect(), begins: Vec::new() };
        r.statements.iter().enumerate().for_each(|(i, s)| all.statement(i, s));
        r.events.iter().enumerate().for_each(|(i, e)| all.event(i, e));
        all.marks.sort_by_key(|m| (m.span, m.part));
        all.begins.sort_unstable();
        all
    }

    fn statement(&mut self, i: usize, s: &'r Statement) {
        let mut mark = |span, part| self.marks.push(Mark { span, part, id: &s.id, letter: 's', number: i + 1 });
        s.content.iter().for_each(|c| mark(*c, Part::Said));
        let who = s.speaker.iter().chain(&s.via).chain(&s.addressee);
        who.for_each(|p: &Participant| mark(p.span, Part::Who));
        s.cue.iter().for_each(|c| mark(c.span, Part::Cue));
        let evidence = s.evidence.first().map(|e| e.span);
        let begins = s.cue.map(|c| c.span).or(s.content.first().copied()).or(evidence);
        self.begins.extend(begins.map(|b| (b.start, s.id.as_str())));
    }

    fn event(&mut self, i: usize, e: &'r Event) {
        let mut mark = |span, part| self.marks.push(Mark { span, part, id: &e.id, letter: 'e', number: i + 1 });
        e.actor.iter().chain(&e.recipient).for_each(|p| mark(p.span, Part::Who));
        mark(e.cue, Part::Act(e.kind.quad() as u8));
        self.begins.push((e.cue.start, &e.id));
    }

    /// The segments of one line.
    pub fn segments<'m>(&'m self, line: Span) -> Vec<Segment<'m, 'r>> {
        // Marks are sorted by where they start, so none after the line can touch it.
        let end = self.marks.partition_point(|m| m.span.start < line.end);
        let here: Vec<&Mark> = self.marks[..end].iter().filter(|m| m.span.overlaps(line)).collect();
        let begins = |from: u32, to: u32| {
            let at = |i: u32| self.begins.partition_point(|b| b.0 < i);
            &self.begins[at(from)..at(to)]
        };
        let mut edges = vec![line.start, line.end];
        edges.extend(here.iter().filter_map(|m| m.span.intersect(line)).flat_map(|s| [s.start, s.end]));
        edges.extend(begins(line.start, line.end).iter().map(|b| b.0));
        edges.sort_unstable();
        edges.dedup();
        let segment = |w: &[u32]| {
            let span = Span::at(w[0], w[1]);
            let marks = here.iter().copied().filter(|m| m.span.contains(span)).collect();
            Segment { span, marks, begins: begins(w[0], w[0] + 1).iter().map(|b| b.1).collect() }
        };
        edges.windows(2).map(segment).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_are_cut_apart() {
        let mark = |start, end, part| Mark { span: Span::at(start, end), part, id: "x", letter: 's', number: 1 };
        let marks = vec![mark(0, 10, Part::Said), mark(5, 15, Part::Cue), mark(30, 40, Part::Who)];
        let all = Marks { marks, begins: vec![(5, "x"), (17, "y")] };
        let found = all.segments(Span::at(2, 20));
        let told: Vec<_> = found.iter().map(|s| (s.span.start, s.span.end, s.marks.len(), s.begins.len())).collect();
        assert_eq!(told, [(2, 5, 1, 0), (5, 10, 2, 1), (10, 15, 1, 0), (15, 17, 0, 0), (17, 20, 0, 1)]);
    }
}
