//! Which texts are the same report: the words of the story, furniture, blanks and signs aside.

use crate::ident::hash64;
use crate::rows::Rows;
use crate::words::cut;
use gaoya::minhash::{MinHasher, MinHasher16};
use std::sync::LazyLock;

/// Values of a sketch; three stand for a band.
const HASHES: usize = 96;
/// Stories of fewer words are the same only where every word is.
const SHORT: usize = 25;
/// Two stories are near-copies from this share of sequences of three words on. Measured on copies of
/// which three words in ten were changed in one piece: they share half of their sequences.
const NEAR: f64 = 0.4;

static HASHER: LazyLock<MinHasher16<fnv::FnvBuildHasher>> = LazyLock::new(|| MinHasher16::new(HASHES));

/// The words of a story.
#[derive(Clone, Debug)]
pub struct Body {
    /// Hash of all of them.
    pub key: i64,
    /// MinHash of their sequences; empty for a short story.
    pub sketch: Vec<u8>,
}

impl Body {
    /// Of words as [`cut`] gives them.
    pub fn new(words: &str) -> Body {
        let glued: String = words.split(' ').collect();
        let all: Vec<&str> = words.split(' ').collect();
        let sketch = match all.len() < SHORT {
            true => Vec::new(),
            // The low byte of a value tells two stories apart nearly as well as all of it.
            false => HASHER.create_signature(all.windows(3)).iter().map(|v| *v as u8).collect(),
        };
        Body { key: hash64(&[glued.as_bytes()]), sketch }
    }

    /// Numbers of which near-copies share one, in all likelihood.
    pub fn bands(&self) -> Vec<i64> {
        let bands = self.sketch.chunks(3).enumerate();
        bands.map(|(i, values)| values.iter().fold(i as i64, |band, v| band << 8 | i64::from(*v))).collect()
    }
}

/// Whether two sketches are of near-copies.
pub fn is_near(a: &[u8], b: &[u8]) -> bool {
    let alike = a.iter().zip(b).filter(|(x, y)| x == y).count();
    a.len() == b.len() && !a.is_empty() && alike as f64 >= NEAR * HASHES as f64
}

/// Words of title and of story, as they are looked for.
pub fn words(rows: &Rows, text: &str) -> (String, String, Body) {
    let (mut title, mut told, mut body) = (String::new(), String::new(), String::new());
    let offsets = sayso_core::Offsets::new(text);
    for (kind, start, end, first, last, _) in &rows.lines {
        let piece = |from: &u32, to: &u32| &text[offsets.byte(*from) as usize..offsets.byte(*to) as usize];
        match kind.as_str() {
            "title" => add(&mut title, &cut(piece(start, end))),
            "body" => {
                add(&mut told, &cut(piece(start, end)));
                add(&mut body, &cut(piece(first, last)));
            }
            "subhead" | "caption" | "teaser" => add(&mut told, &cut(piece(start, end))),
            _ => {}
        }
    }
    if body.is_empty() {
        body = cut(text);
    }
    let body = Body::new(&body);
    (title, told, body)
}

fn add(to: &mut String, words: &str) {
    if !to.is_empty() {
        to.push(' ');
    }
    to.push_str(words);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(from: usize, to: usize) -> String {
        (from..to).map(|i| format!("word{} ", i * 7919 % 10_007)).collect()
    }

    #[test]
    fn copies_are_told_from_others() {
        let (a, b) = (Body::new(story(0, 300).trim()), Body::new(story(90, 300).trim()));
        assert!(is_near(&a.sketch, &b.sketch));
        assert!(a.bands().iter().any(|h| b.bands().contains(h)));
        let other = Body::new(story(400, 700).trim());
        assert!(!is_near(&a.sketch, &other.sketch));
        assert!(!is_near(&Body::new("too short").sketch, &Body::new("too short").sketch));
        assert_eq!(Body::new("a b c").key, Body::new("ab c").key, "blanks do not count");
    }

    /// Stores keep sketches: another version of the crate must give the same ones.
    #[test]
    fn sketches_stay_the_same() {
        let sketch = Body::new(story(0, 60).trim()).sketch;
        assert_eq!(sketch.len(), HASHES);
        assert_eq!(
            hash64(&[&sketch]),
            -7_933_875_045_135_141_142,
            "sketches changed: a migration must make those of older stores anew"
        );
    }
}
