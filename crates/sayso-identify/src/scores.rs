//! What the scores of a text say: which language, and how surely.

use crate::script::Script;
use crate::table::Label;

/// What each language of the text's main script scores.
#[derive(Clone, Debug)]
pub struct Scores<'t> {
    script: Script,
    letters: u32,
    share: u32,
    labels: &'t [Label],
    /// In 1/256; e to their power is proportional to the likelihood.
    scores: Vec<i32>,
}

/// A language and how surely it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess<'t> {
    /// BCP 47 code.
    pub code: &'t str,
    /// The code, with the script where a language is written in several (`zh-Hant`).
    pub tag: &'t str,
    /// How far it is before the next language, in 1/256: at 256 it is *e* times as likely.
    pub margin: i32,
}

/// The margin of a language that no other shares its script with.
const ALONE: i32 = 256 * 16;

/// The lead of a language from which on another one, however near, is out of the question.
const SURE: i32 = 256 * 3;

/// Languages of which a short line may well be in any.
const NEAR: [&[&str]; 9] = [
    &["id", "ms", "jv", "su", "min", "bjn", "pmy"],
    &["hr", "sr", "bs", "sl"],
    &["no", "nn", "da", "sv"],
    &["cs", "sk"],
    &["es", "gl", "pt", "ca", "ast", "oc", "lad"],
    &["bg", "mk", "sr"],
    &["ru", "uk", "be"],
    &["zu", "xh", "ss", "nr"],
    &["hi", "mr", "ne", "mai", "bho", "mag", "kok", "doi"],
];

impl<'t> Scores<'t> {
    pub(crate) fn new(script: Script, letters: u32, share: u32, labels: &'t [Label], scores: Vec<i32>) -> Self {
        Scores { script, letters, share, labels, scores }
    }

    /// Letters of the text's main script; a sign of Chinese counts for three.
    pub fn letters(&self) -> u32 {
        self.letters
    }

    /// Of all letters, in percent.
    pub fn share(&self) -> u32 {
        self.share
    }

    /// The most likely language, however unsure; `None` where most likely it is none that is
    /// known.
    pub fn best(&self) -> Option<Guess<'t>> {
        if let Some(code) = self.script.sole() {
            return Some(Guess { code, tag: code, margin: ALONE });
        }
        let first = self.first(|_| true)?;
        let label = &self.labels[first];
        let next = self.first(|l| l.code() != label.code());
        let margin = next.map_or(ALONE, |n| self.scores[first] - self.scores[n]);
        label.is_known().then_some(Guess { code: label.code(), tag: &label.tag, margin })
    }

    /// The language of a text that may be in any; `None` where that is unsure.
    pub fn guess(&self) -> Option<Guess<'t>> {
        let enough = match self.letters {
            0..6 => return None,
            6..12 => 384,
            12..18 => 192,
            18..24 => 64,
            _ => 0,
        };
        (self.share >= 50).then(|| self.best()).flatten().filter(|g| g.margin >= enough)
    }

    /// The language of a text for which `code` is given out; another one only where that is
    /// sure.
    pub fn guess_beside(&self, code: &str) -> Option<Guess<'t>> {
        let best = self.guess()?;
        match self.lead(best, code) {
            Some(lead) if lead < SURE => self.known(code).or(Some(best)),
            _ => Some(best),
        }
    }

    /// Another language than `page`, where it is certain that the text is in it.
    pub fn certainly_not(&self, page: Option<&str>) -> Option<Guess<'t>> {
        let best = self.guess()?;
        if page == Some(best.code) || self.letters < 16 || self.share < 80 {
            return None;
        }
        let near = page.is_some_and(|p| NEAR.iter().any(|n| n.contains(&p) && n.contains(&best.code)));
        if near && self.letters < 60 {
            return None;
        }
        let enough = if near || self.letters < 40 { 2 * SURE } else { SURE };
        let lead = page.and_then(|p| self.lead(best, p)).unwrap_or(ALONE);
        // That it is not the page's language is not enough: it must be this one.
        (lead >= enough && best.margin >= SURE / 2).then_some(best)
    }

    /// How far `best` is before `code`; `None` where that is not written in this script.
    fn lead(&self, best: Guess, code: &str) -> Option<i32> {
        let of = |code: &str| self.first(|l| l.code() == code);
        Some(self.scores[of(best.code)?] - self.scores[of(code)?])
    }

    fn known(&self, code: &str) -> Option<Guess<'t>> {
        let label = &self.labels[self.first(|l| l.code() == code)?];
        Some(Guess { code: label.code(), tag: &label.tag, margin: 0 })
    }

    /// The label with the highest score.
    fn first(&self, wanted: impl Fn(&Label) -> bool) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (i, (l, s)) in self.labels.iter().zip(&self.scores).enumerate() {
            if best.is_none_or(|b| *s > self.scores[b]) && wanted(l) {
                best = Some(i);
            }
        }
        best
    }
}
