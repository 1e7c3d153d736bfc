//! Which statements tell some words of the page, found without looking at every one.

use sayso_core::Span;

/// The content of all statements by where it begins.
pub struct Told {
    /// Pieces of content and the index of their statement, sorted.
    pieces: Vec<(Span, usize)>,
    /// The furthest end of the pieces up to each.
    reach: Vec<u32>,
}

impl Told {
    /// Of pieces of content, each with the index of its statement.
    pub fn new(pieces: impl Iterator<Item = (Span, usize)>) -> Told {
        let mut pieces: Vec<_> = pieces.collect();
        pieces.sort_unstable();
        let ends = pieces.iter().scan(0, |far, (c, _)| {
            *far = c.end.max(*far);
            Some(*far)
        });
        let reach = ends.collect();
        Told { pieces, reach }
    }

    /// The statements that have a span within one piece of their content.
    pub fn holding(&self, span: Span) -> impl Iterator<Item = usize> {
        let to = self.pieces.partition_point(|(c, _)| c.start <= span.start);
        let near = (0..to).rev().take_while(move |&i| self.reach[i] >= span.end);
        near.filter(move |&i| self.pieces[i].0.contains(span)).map(|i| self.pieces[i].1)
    }
}
