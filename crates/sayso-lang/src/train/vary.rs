//! Trees that a treebank lacks and news are full of, made of those that it has: other names
//! as subjects and objects, the pieces around a quotation, headlines.
//!
//! Whatever is changed keeps the tree right: a name stands for a name or a pronoun, a piece
//! is taken only where it has one top, only words without dependents are left out.

use super::rng::Rng;
use crate::conllu::{Row, Tree};
use sayso_core::Upos;

/// How often each is done.
#[derive(Clone, Copy, Debug)]
pub struct Shares {
    /// A sentence gets other names.
    pub names: f32,
    /// A sentence with a quotation is cut at it.
    pub pieces: f32,
    /// A sentence becomes a headline.
    pub headlines: f32,
}

impl Default for Shares {
    fn default() -> Self {
        Shares { names: 0.25, pieces: 0.2, headlines: 0.03 }
    }
}

/// A variant of a tree, or `None` where it stays as it is.
pub fn vary(tree: &Tree, names: &[String], shares: Shares, rng: &mut Rng) -> Option<Tree> {
    let mut out = None;
    if rng.unit() < shares.pieces {
        out = piece(tree, rng);
    }
    if rng.unit() < shares.headlines {
        out = Some(headline(out.as_ref().unwrap_or(tree)));
    }
    if !names.is_empty() && rng.unit() < shares.names {
        out = renamed(out.as_ref().unwrap_or(tree), names, rng).or(out);
    }
    out
}

/// The tree with some of its names and pronouns replaced by names.
fn renamed(tree: &Tree, names: &[String], rng: &mut Rng) -> Option<Tree> {
    let mut out = None;
    for i in 0..tree.words.len() {
        if !(takes_name(tree, i) && rng.unit() < 0.5) {
            continue;
        }
        let to = &mut out.get_or_insert_with(|| tree.clone()).words[i];
        to.form = names[rng.below(names.len())].clone();
        to.lemma = "_".into();
        if to.upos == Some(Upos::Pron) {
            to.upos = Some(Upos::Propn);
            to.feats = "Number=Sing".into();
        }
    }
    out
}

/// Whether word `i` can be another name: a name of one word, or a pronoun of the third person
/// as subject or object.
fn takes_name(tree: &Tree, i: usize) -> bool {
    let w = &tree.words[i];
    let joined = |r: &str| r.starts_with("flat") || r.starts_with("compound") || r.starts_with("goeswith");
    if joined(&w.deprel) || tree.multi.iter().any(|m| m.0 <= i + 1 && i < m.1) {
        return false;
    }
    let alone = !tree.words.iter().any(|c| c.head == i + 1 && (joined(&c.deprel) || c.deprel.starts_with("appos")));
    let bare = !tree.words.iter().any(|c| c.head == i + 1);
    match w.upos {
        Some(Upos::Propn) => alone && w.form.chars().all(char::is_alphabetic) && !w.feats.contains("Plur"),
        Some(Upos::Pron) => {
            let place = ["nsubj", "obj", "iobj"].iter().any(|r| w.deprel.split(':').next() == Some(r));
            bare && place && w.feats.contains("Number=Sing|Person=3|PronType=Prs") && !w.feats.contains("Poss")
        }
        _ => false,
    }
}

/// One of the pieces into which quotation marks cut the sentence, with one top.
fn piece(tree: &Tree, rng: &mut Rng) -> Option<Tree> {
    let marks: Vec<usize> = (0..tree.words.len()).filter(|&i| is_quote(&tree.words[i].form)).collect();
    let &[open, close] = marks.as_slice() else { return None };
    let n = tree.words.len();
    let parts = [(0, open), (open, close + 1), (close + 1, n)];
    let (from, to) = parts[rng.below(3)];
    cut(tree, from, to)
}

fn is_quote(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''")
}

/// The words `from..to` as a tree, if only one of them but punctuation hangs outside.
fn cut(tree: &Tree, from: usize, to: usize) -> Option<Tree> {
    let inside = |head: usize| head > from && head <= to;
    let tops: Vec<usize> = (from..to).filter(|&i| !inside(tree.words[i].head)).collect();
    let mut heads = tops.iter().filter(|&&i| tree.words[i].upos != Some(Upos::Punct));
    let (Some(&top), None) = (heads.next(), heads.next()) else { return None };
    if to - from < 2 || tree.multi.iter().any(|m| (m.0 <= from && from < m.1) || (m.0 <= to && to < m.1)) {
        return None;
    }
    let mut words: Vec<Row> = tree.words[from..to].to_vec();
    for (i, w) in words.iter_mut().enumerate() {
        w.head = if inside(w.head) { w.head - from } else { top - from + 1 };
        if i + from == top {
            (w.head, w.deprel) = (0, "root".into());
        }
    }
    let multi = tree.multi.iter().filter(|m| m.0 > from && m.1 <= to);
    Some(Tree { words, multi: multi.map(|m| (m.0 - from, m.1 - from, m.2.clone(), m.3)).collect() })
}

/// Without articles, forms of "to be" and the final stop.
fn headline(tree: &Tree) -> Tree {
    let n = tree.words.len();
    let leaf = |i: usize| !tree.words.iter().any(|w| w.head == i + 1);
    let single = |i: usize| !tree.multi.iter().any(|m| m.0 <= i + 1 && i < m.1);
    let drop = |i: usize| {
        let w = &tree.words[i];
        let article = w.deprel == "det" && w.feats.contains("PronType=Art");
        let be = w.deprel == "aux:pass" || w.deprel == "cop";
        let stop = i + 1 == n && w.form == ".";
        (article || be || stop) && leaf(i) && single(i)
    };
    let kept: Vec<usize> = (0..n).filter(|&i| !drop(i)).collect();
    let place = |head: usize| if head == 0 { 0 } else { kept.partition_point(|&k| k + 1 < head) + 1 };
    let mut words: Vec<Row> = kept.iter().map(|&i| tree.words[i].clone()).collect();
    words.iter_mut().for_each(|w| w.head = place(w.head));
    let multi = tree.multi.iter().map(|m| (place(m.0), place(m.1), m.2.clone(), m.3));
    Tree { words, multi: multi.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    const TEXT: &str = "1\t\"\t\"\tPUNCT\t_\t_\t3\tpunct\t_\t_
2\tWe\twe\tPRON\t_\t_\t3\tnsubj\t_\t_
3\twait\twait\tVERB\t_\t_\t6\tccomp\t_\t_
4\t\"\t\"\tPUNCT\t_\t_\t3\tpunct\t_\t_
5\tLima\tLima\tPROPN\t_\tNumber=Sing\t6\tnsubj\t_\t_
6\ttold\ttell\tVERB\t_\t_\t0\troot\t_\t_
7\tthe\tthe\tDET\t_\tPronType=Art\t8\tdet\t_\t_
8\tpress\tpress\tNOUN\t_\t_\t6\tobj\t_\t_
9\t.\t.\tPUNCT\t_\t_\t6\tpunct\t_\t_

";

    fn shown(t: &Tree) -> String {
        t.words.iter().map(|w| format!("{}>{} ", w.form, w.head)).collect()
    }

    #[test]
    fn pieces_headlines_and_other_names_are_trees() {
        let tree = &conllu::read(TEXT).unwrap()[0];
        assert_eq!(shown(&cut(tree, 0, 4).unwrap()), "\">3 We>3 wait>0 \">3 ");
        assert_eq!(shown(&cut(tree, 4, 9).unwrap()), "Lima>2 told>0 the>4 press>2 .>2 ");
        assert!(cut(tree, 1, 2).is_none());
        assert_eq!(shown(&headline(tree)), "\">3 We>3 wait>6 \">3 Lima>6 told>0 press>6 ");
        let all = Shares { names: 1.0, pieces: 0.0, headlines: 0.0 };
        let mut rng = Rng(1);
        let names = ["Oslo".to_string()];
        assert!((0..20).filter_map(|_| vary(tree, &names, all, &mut rng)).any(|t| t.words[4].form == "Oslo"));
        assert_eq!(vary(tree, &[], all, &mut rng), None);
    }
}
