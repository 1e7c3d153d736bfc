//! How the time of reading is spent, stage by stage.

use std::time::{Duration, Instant};

/// What reading consists of, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Lines become sentences and words.
    Split,
    /// Features of words and the sum of their rows.
    Words,
    /// The layers of the encoder.
    Layers,
    /// The first guess of heads and the layers over it.
    Guess,
    /// Projections and scores of all that reads the encoder.
    Readers,
    /// Choice of parts of speech and features.
    Tags,
    /// Scores of all pairs of words.
    Arcs,
    /// The best tree.
    Tree,
    /// Relations.
    Relations,
    /// Dictionary forms.
    Lemmas,
}

impl Stage {
    /// All of them; `ALL[s as usize] == s`.
    pub const ALL: [Stage; 10] = {
        use Stage::*;
        [Split, Words, Layers, Guess, Readers, Tags, Arcs, Tree, Relations, Lemmas]
    };
}

/// Adds up the time of each stage, where it is switched on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Watch {
    on: bool,
    last: Option<Instant>,
    spent: [Duration; Stage::ALL.len()],
}

impl Watch {
    /// One that runs.
    pub fn running() -> Self {
        Watch { on: true, ..Watch::default() }
    }

    /// The time spent in a stage.
    pub fn spent(&self, stage: Stage) -> Duration {
        self.spent[stage as usize]
    }

    /// A stage begins.
    pub fn start(&mut self) {
        if self.on {
            self.last = Some(Instant::now());
        }
    }

    /// A stage ends and the next begins.
    pub fn lap(&mut self, stage: Stage) {
        if self.on {
            let now = Instant::now();
            self.spent[stage as usize] += self.last.map_or(Duration::ZERO, |last| now - last);
            self.last = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_only_where_it_runs() {
        for (mut watch, counts) in [(Watch::running(), true), (Watch::default(), false)] {
            watch.start();
            std::thread::sleep(Duration::from_millis(2));
            watch.lap(Stage::Tree);
            assert_eq!(watch.spent(Stage::Tree) > Duration::ZERO, counts);
            assert_eq!(watch.spent(Stage::Arcs), Duration::ZERO);
        }
        assert!(Stage::ALL.iter().enumerate().all(|(i, s)| *s as usize == i));
    }
}
