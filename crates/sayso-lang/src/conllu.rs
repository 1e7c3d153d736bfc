//! CoNLL-U, in and out.

use sayso_core::{Rel, Sentence, Span, Upos};
use std::fmt::Write;

/// One line of a CoNLL-U sentence that is kept as it is: a word, or the surface of a
/// multiword token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `FORM`.
    pub form: String,
    /// `LEMMA`, `_` for none.
    pub lemma: String,
    /// `UPOS`; `None` where it is blank.
    pub upos: Option<Upos>,
    /// `FEATS`, empty for none.
    pub feats: String,
    /// `HEAD`, 0 for the root.
    pub head: usize,
    /// `DEPREL`.
    pub deprel: String,
    /// No blank follows.
    pub glued: bool,
}

/// A sentence as the file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Its words.
    pub words: Vec<Row>,
    /// Multiword tokens: first and last word (from 1), surface form, no blank follows.
    pub multi: Vec<(usize, usize, String, bool)>,
}

/// Reads CoNLL-U; lines that are no words (comments, empty nodes) are passed over.
pub fn read(text: &str) -> Result<Vec<Tree>, String> {
    let (mut all, mut tree) = (Vec::new(), Tree::default());
    for (n, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            if !tree.words.is_empty() {
                all.push(std::mem::take(&mut tree));
            }
        } else if !line.starts_with('#') {
            row(line, &mut tree).ok_or_else(|| format!("line {}: not ten CoNLL-U columns: {line:.60}", n + 1))?;
        }
    }
    if !tree.words.is_empty() {
        all.push(tree);
    }
    Ok(all)
}

fn row(line: &str, tree: &mut Tree) -> Option<()> {
    let c: Vec<&str> = line.split('\t').collect();
    if c.len() < 10 {
        return None;
    }
    let glued = c[9].contains("SpaceAfter=No");
    if let Some((a, b)) = c[0].split_once('-') {
        tree.multi.push((a.parse().ok()?, b.parse().ok()?, c[1].to_string(), glued));
    } else if !c[0].contains('.') {
        tree.words.push(Row {
            form: c[1].to_string(),
            lemma: c[2].to_string(),
            upos: Upos::parse(c[3]),
            feats: if c[5] == "_" { String::new() } else { c[5].to_string() },
            head: c[6].parse().unwrap_or(0),
            deprel: c[7].to_string(),
            glued,
        });
    }
    Some(())
}

impl Tree {
    /// The same words as a [`Sentence`] over a text of their own, ready to be tagged.
    pub fn blank(&self) -> Sentence {
        let mut s = Sentence::new(Span::default());
        let mut at = 0;
        for (i, w) in self.words.iter().enumerate() {
            let multi = self.multi.iter().find(|m| m.0 <= i + 1 && i < m.1);
            let glued = multi.map_or(w.glued, |m| i + 1 < m.1 || m.3);
            s.push(&w.form, Span::new(at, at + w.form.len()), !glued);
            at += w.form.len() + usize::from(!glued);
            if let Some(m) = multi.filter(|m| m.0 == i + 1) {
                s.tokens[i].mwt = (m.1 - m.0 + 1) as u8;
            }
        }
        s
    }
}

/// Writes a sentence; `surface` gives the form of the multiword token that begins at a word.
pub fn write(s: &Sentence, surface: impl Fn(usize) -> String, out: &mut String) {
    for i in 0..s.len() {
        let t = &s.tokens[i];
        if t.mwt > 1 {
            let last = i + t.mwt as usize;
            let glued = !s.tokens[(last - 1).min(s.len() - 1)].space_after;
            let misc = if glued { "SpaceAfter=No" } else { "_" };
            let _ = writeln!(out, "{}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", i + 1, surface(i));
        }
        let inside = (0..=i).rev().take(8).any(|j| s.tokens[j].mwt > 1 && j + s.tokens[j].mwt as usize > i);
        let misc = if t.space_after || inside { "_" } else { "SpaceAfter=No" };
        let feats = if s.feats(i).is_empty() { "_" } else { s.feats(i) };
        let head = t.head.map_or(0, |h| h + 1);
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t_\t{feats}\t{head}\t{}\t_\t{misc}",
            i + 1,
            s.form(i),
            s.lemma(i),
            t.upos.as_str(),
            t.deprel
        );
    }
    out.push('\n');
}

/// The relation as the models know it.
pub fn rel(s: &str) -> Rel {
    Rel::parse(s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_words_and_multiword_tokens() {
        let text = "# text = Rumahnya.\n1-2\tRumahnya\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tRumah\trumah\tNOUN\t_\t_\t0\troot\t_\t_\n2\tnya\tnya\tPRON\t_\tPerson=3\t1\tnmod:poss\t_\t_\n3\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n";
        let trees = read(text).unwrap();
        assert_eq!(trees[0].multi, [(1, 2, "Rumahnya".to_string(), true)]);
        let s = trees[0].blank();
        assert_eq!((s.tokens[0].mwt, s.tokens[1].space_after), (2, false));
        let mut out = String::new();
        write(&s, |_| "Rumahnya".into(), &mut out);
        assert!(out.starts_with("1-2\tRumahnya\t_"), "{out}");
        assert!(read("1\tx\n").is_err());
    }
}
