//! The parts of a page that its language is told from.

use std::ops::Range;

/// Bytes of a line that is likely to be of a story.
const LONG: usize = 80;

/// Bytes of long lines that are enough without the short ones.
const ENOUGH: usize = 240;

/// Bytes that are looked at, in three parts.
const MOST: usize = 1_500;

/// Gives the parts to `take`, in order.
pub(crate) fn pieces<'a>(text: &'a str, take: &mut impl FnMut(&'a str)) {
    let long: usize = text.split('\n').map(str::len).filter(|&n| n >= LONG).sum();
    let least = if long >= ENOUGH { LONG } else { 1 };
    let all = if least == LONG { long } else { text.split('\n').map(str::len).sum() };
    let parts = parts(all);
    let mut at = 0;
    for line in text.split('\n').filter(|l| l.len() >= least) {
        for p in &parts {
            let from = p.start.saturating_sub(at).min(line.len());
            let to = p.end.saturating_sub(at).min(line.len());
            let piece = &line[line.floor_char_boundary(from)..line.floor_char_boundary(to)];
            if !piece.is_empty() {
                take(piece);
            }
        }
        at += line.len();
        if at >= parts[2].end {
            break;
        }
    }
}

/// Beginning, middle and end of so many bytes.
fn parts(all: usize) -> [Range<usize>; 3] {
    if all <= MOST {
        return [0..all, all..all, all..all];
    }
    let n = MOST / 3;
    let middle = (all - n) / 2;
    [0..n, middle..middle + n, all - n..all]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        pieces(text, &mut |p| out.push(p));
        out
    }

    #[test]
    fn short_lines_count_only_where_long_ones_are_few() {
        assert_eq!(taken("Menu\nAbout us"), ["Menu", "About us"]);
        let story = "word ".repeat(40);
        let page = format!("Menu\n{story}\nAbout us\n{story}");
        assert_eq!(taken(&page), [story.as_str(), story.as_str()]);
    }

    #[test]
    fn beginning_middle_and_end_of_long_texts_are_taken() {
        let text = ["é".repeat(5_000), "m".repeat(10_000), "z".repeat(10_000)].join("\n");
        let parts = taken(&text);
        assert_eq!(parts.iter().map(|p| p.len()).sum::<usize>(), MOST);
        assert!(parts[0].starts_with('é') && parts[1].starts_with('m') && parts[2].ends_with('z'));
    }
}
