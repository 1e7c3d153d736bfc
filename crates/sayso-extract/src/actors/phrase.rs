//! A noun phrase taken apart: names, titles, states.

use super::names::{Hit, Names, TitleKind, Way, What};
use crate::page::Sent;
use sayso_core::{Deprel, Sentence, Span, Upos};

/// A noun phrase taken apart.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// Words `from..to` around the head that belong to the name.
    pub from: usize,
    /// Behind the last of them.
    pub to: usize,
    /// Words of a name that no list has.
    pub name: Option<(usize, usize)>,
    /// Titles in it.
    pub titles: Vec<u32>,
    /// States and bodies in it, with the words: all that stand beside the head.
    pub owners: Vec<(u32, Way, usize)>,
    /// What the head itself is, where a list has it.
    pub head: Option<Hit>,
}

/// Takes the phrase headed by `w` apart.
pub fn read(names: &Names, sent: &Sent, hits: &[Hit], w: usize) -> Phrase {
    let t = &sent.tree;
    let (mut from, mut to) = (w, w + 1);
    let over = |i: usize| hits.iter().find(|h| h.from <= i && i < h.to);
    if let Some(h) = over(w) {
        (from, to) = (h.from, h.to);
    }
    loop {
        let before = (from, to);
        while from > 0 && joins_left(t, w, from - 1) {
            from = over(from - 1).map_or(from - 1, |h| h.from.min(from - 1));
        }
        while to < t.len() && joins_right(t, w, from, to, hits) {
            to = over(to).map_or(to + 1, |h| h.to.max(to + 1));
        }
        if before == (from, to) {
            break;
        }
    }
    let mut p = Phrase { from, to, head: over(w).copied(), ..Phrase::default() };
    let mut i = from;
    while i < to {
        match over(i).filter(|h| !is_part_of_name(names, t, hits, h, to)) {
            Some(h) => {
                match h.what {
                    What::Title(k) => p.titles.push(k),
                    What::Known(k, way) if !(h.from <= w && w < h.to) || p.titles.iter().any(|_| true) => {
                        p.owners.push((k, way, h.from));
                    }
                    What::Known(..) => {}
                }
                i = h.to;
            }
            None if is_name_word(t, i) => {
                let start = i;
                let free = |i: usize| over(i).is_none_or(|h| is_part_of_name(names, t, hits, h, to));
                while i < to && free(i) && (is_name_word(t, i) || is_particle(t, i, to)) {
                    i += 1;
                }
                if p.head.is_some_and(|h| start <= h.from && h.to <= i) {
                    p.head = None;
                }
                if p.name.is_none_or(|(a, b)| !(a <= w && w < b)) {
                    p.name = Some((start, i));
                }
            }
            None => i += 1,
        }
    }
    names_beside_known(names, t, &mut p, w);
    p
}

/// A listed name that goes on with unlisted words ("China Eastern Airlines") is a part of that name.
fn names_beside_known(names: &Names, t: &Sentence, p: &mut Phrase, w: usize) {
    let Some((a, b)) = p.name else { return };
    if !p.titles.is_empty() {
        return;
    }
    let tied = |i: usize, j: usize| {
        let flat = |x: usize| matches!(t.rel(x), Deprel::Flat | Deprel::Goeswith);
        (t.head(i) == Some(j) && flat(i)) || (t.head(j) == Some(i) && flat(j))
    };
    if let Some(h) = p.head.filter(|h| h.to == a && h.from <= w) {
        let named = matches!(h.what, What::Known(_, Way::Name | Way::Capital | Way::Place));
        if named && (h.from..h.to).any(|i| (a..b).any(|j| tied(i, j))) {
            p.name = Some((h.from, b));
            p.head = None;
        }
    }
    let _ = names;
}

/// Whether a listed place is but a word in the name of a person: "Gao" in "spokesperson Gao Wenli".
fn is_part_of_name(names: &Names, t: &Sentence, hits: &[Hit], h: &Hit, to: usize) -> bool {
    let way = match h.what {
        What::Known(_, way) => way,
        // "the **Liberal** Party"
        What::Title(k) => {
            let plain = names.title_list[k as usize].kind == TitleKind::Plain && h.from > 0 && h.to < to;
            return plain && is_name_word(t, h.from) && t.form(h.to).starts_with(char::is_uppercase);
        }
    };
    if h.to != h.from + 1 {
        return false;
    }
    let listed = |i: usize| hits.iter().any(|g| g.from <= i && i < g.to);
    let next = h.to < to && !listed(h.to) && is_name_word(t, h.to) && t.tokens[h.to].upos != Upos::Adj;
    let title = hits.iter().find_map(|g| match g.what {
        What::Title(k) if g.to == h.from => Some(&names.title_list[k as usize]),
        _ => None,
    });
    let titled = title.is_some_and(|x| matches!(x.kind, TitleKind::Person | TitleKind::Spokes));
    // "Kepala Dinas Perhubungan Kota **Bandung** Rudi Pranata"
    let behind_title = !names.owner_first
        && !titled
        && hits.iter().any(|g| match g.what {
            What::Title(k) if g.to < h.from && g.to + 5 >= h.from => {
                let one = matches!(names.title_list[k as usize].kind, TitleKind::Person | TitleKind::Spokes);
                one && (g.to..h.from).all(|i| is_name_word(t, i))
            }
            _ => false,
        });
    match way {
        Way::Place if behind_title => false,
        Way::Name | Way::Capital if behind_title && title.is_none_or(|x| x.role != "general") => false,
        // "Wali Kota Surabaya Eri": a town behind the title of its mayor, where owners stand behind
        Way::Place if titled && !names.owner_first => next && !title.is_some_and(|x| names.local.contains(&x.role)),
        Way::Place => next && (titled || t.rel(h.from) != Deprel::Amod),
        Way::Name | Way::Capital if names.owner_first => titled && next,
        // "Brigjen **Turki** al-Harbi": a rank stands before a name, not before whose it is
        Way::Name | Way::Capital => next && title.is_some_and(|x| x.role == "general"),
        _ => false,
    }
}

fn is_name_word(t: &Sentence, i: usize) -> bool {
    let form = t.form(i);
    // "al-Burhan", "el-Sisi"
    let article = form.split_once('-').is_some_and(|(a, b)| a.len() <= 3 && b.starts_with(char::is_uppercase));
    let capital = form.starts_with(|c: char| c.is_uppercase()) || article;
    match t.tokens[i].upos {
        _ if t.rel(i) == Deprel::Nummod => false,
        Upos::Propn => capital || !form.chars().any(|c| c.is_lowercase()),
        Upos::Noun | Upos::Adj | Upos::X => capital && i > 0,
        _ => false,
    }
}

/// "bin", "van", "al", a hyphen or dot inside a name.
fn is_particle(t: &Sentence, i: usize, to: usize) -> bool {
    i + 1 < to
        && is_name_word(t, i + 1)
        && (matches!(t.form(i), "-" | "." | "’" | "'")
            || (t.form(i).chars().count() <= 3 && t.tokens[i].upos == Upos::Propn))
}

fn joins_left(t: &Sentence, w: usize, i: usize) -> bool {
    if !t.is_under(i, w) {
        return false;
    }
    let tok = &t.tokens[i];
    if matches!(tok.upos, Upos::Det | Upos::Adp | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron | Upos::Part) {
        return false;
    }
    if tok.upos == Upos::Punct {
        return matches!(t.form(i), "-" | "‑" | "–") && !t.tokens[i].space_after;
    }
    // up to the head, all by ties that make one name
    let mut at = i;
    while at != w {
        let ok = match t.rel(at) {
            Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::Goeswith | Deprel::Fixed | Deprel::Advmod => true,
            Deprel::Nummod => true,
            Deprel::Conj => t.head(at).is_some_and(|h| h != w),
            Deprel::Cc => t.head(at).is_some_and(|h| h != w),
            Deprel::Nmod | Deprel::Appos => {
                t.tokens[at].deprel.subtype() != "poss" && t.child(at, Deprel::Case).is_none()
            }
            _ => false,
        };
        if !ok {
            return false;
        }
        match t.head(at) {
            Some(h) => at = h,
            None => return false,
        }
    }
    true
}

fn joins_right(t: &Sentence, w: usize, from: usize, i: usize, hits: &[Hit]) -> bool {
    let tok = &t.tokens[i];
    // "ketuanya Andres": whose chairman, before his name
    if tok.upos == Upos::Pron && t.form(i) == "nya" && i + 1 < t.len() {
        return t.head(i) == Some(w) && t.form(i + 1).starts_with(char::is_uppercase);
    }
    if matches!(tok.upos, Upos::Det | Upos::Adp | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron | Upos::Cconj) {
        return false;
    }
    if tok.upos == Upos::Punct {
        return matches!(t.form(i), "-" | "‑" | ".") && !t.tokens[i - 1].space_after && t.is_under(i, w);
    }
    if !t.is_under(i, w) {
        // "Presiden" "Rusia" "Vladimir": the parser may have put the name elsewhere
        return false;
    }
    let mut at = i;
    while at != w {
        let ok = match t.rel(at) {
            Deprel::Flat | Deprel::Compound | Deprel::Goeswith | Deprel::Fixed => true,
            // "Luiz Inacio Lula da (list) Silva"
            Deprel::List => tok.upos == Upos::Propn && i == at && at > 0 && t.tokens[at - 1].upos == Upos::Propn,
            Deprel::Amod => tok.upos == Upos::Adj || tok.upos == Upos::Propn || tok.upos == Upos::Noun,
            Deprel::Nmod | Deprel::Appos => {
                t.tokens[at].deprel.subtype() != "poss"
                    && t.child(at, Deprel::Case).is_none()
                    && (t.tokens[at].upos == Upos::Propn || hits.iter().any(|h| h.from <= at && at < h.to))
            }
            _ => false,
        };
        if !ok {
            return false;
        }
        match t.head(at) {
            Some(h) => at = h,
            None => return false,
        }
    }
    from < i
}

/// From the first to the last word of a noun phrase, relative clauses and coordinated phrases left out.
pub fn span(t: &Sentence, w: usize) -> Span {
    let mut all = t.tokens[w].span;
    grow(t, w, &mut all, 0);
    // "(from) Syrian President Bashar al-Assad": a preposition that hangs low in a name
    let first = (0..w).find(|&i| t.tokens[i].span.start == all.start);
    if let Some(i) = first.filter(|&i| t.tokens[i].upos == Upos::Adp && t.rel(i) == Deprel::Case && i + 1 < t.len()) {
        all = Span::at(t.tokens[i + 1].span.start, all.end);
    }
    all
}

fn grow(t: &Sentence, w: usize, all: &mut Span, depth: usize) {
    if depth > 12 {
        return;
    }
    for c in t.children(w) {
        let stop = match t.rel(c) {
            Deprel::Acl
            | Deprel::Advcl
            | Deprel::Parataxis
            | Deprel::Punct
            | Deprel::Cop
            | Deprel::Nsubj
            | Deprel::Csubj
            | Deprel::Aux
            | Deprel::Mark
            | Deprel::Discourse
            | Deprel::Vocative
            | Deprel::Obl
            | Deprel::Orphan
            | Deprel::List
            | Deprel::Dislocated
            | Deprel::Expl => true,
            Deprel::Conj | Deprel::Cc => depth == 0,
            Deprel::Case => depth == 0 && c < w,
            // who acts belongs to the noun of action above: "the killing of a reporter by soldiers"
            Deprel::Nmod => c > w && t.child(c, Deprel::Case).is_some_and(|k| t.form(k) == "by"),
            Deprel::Advmod => c > w,
            _ => false,
        };
        if !stop {
            *all = all.cover(t.tokens[c].span);
            grow(t, c, all, depth + 1);
        }
    }
}

/// The first title of a kind.
pub fn title_of<'a>(names: &'a Names, p: &Phrase, kinds: &[TitleKind]) -> Option<&'a super::names::Title> {
    p.titles.iter().map(|&k| &names.title_list[k as usize]).find(|t| kinds.contains(&t.kind))
}
