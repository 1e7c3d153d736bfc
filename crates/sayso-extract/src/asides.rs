//! What is hidden from the parser: numbers in brackets, "on Monday *(17/11)*", "Siti Hawa *(63)*", and
//! in Indonesian the name that commas set off, "ketua serikat itu, *Lutfi Iskandar*, mengatakan".
//!
//! News of some countries writes a date, an age or a name so in every other sentence, treebanks hardly
//! ever, and a parser that meets them in the middle of a clause loses its thread.

use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Parses the sentence without its asides, which then hang on the words before them.
pub fn parse_without(pack: &Pack, t: &mut Sentence, parse: &mut impl FnMut(&mut Sentence)) {
    let mut hidden = hidden(t);
    let names = if pack.grammar.inflect == "malay" { set_off_names(pack, t, &hidden) } else { vec![] };
    for &(from, to) in &names {
        hidden[from - 1..=to].fill(true);
    }
    parse_rest(t, &hidden, parse);
    for (from, to) in names {
        name(t, from, to);
    }
}

fn parse_rest(t: &mut Sentence, hidden: &[bool], parse: &mut impl FnMut(&mut Sentence)) {
    let kept: Vec<usize> = (0..t.len()).filter(|&i| !hidden[i]).collect();
    if kept.len() == t.len() || kept.is_empty() {
        return parse(t);
    }
    let mut short = Sentence::new(t.span);
    for &i in &kept {
        let token = t.tokens[i];
        let k = short.push(t.form(i), token.span, token.space_after);
        short.tokens[k].mwt = token.mwt;
        short.set_seen(k, t.seen(i));
    }
    parse(&mut short);
    if short.len() != kept.len() {
        return parse(t);
    }
    let mut last = kept[0];
    for i in 0..t.len() {
        match kept.binary_search(&i) {
            Ok(k) => {
                last = i;
                take(t, i, &short, k, &kept);
            }
            Err(_) => {
                let number = t.form(i).starts_with(|c: char| c.is_ascii_digit());
                t.tokens[i].upos = if number { Upos::Num } else { Upos::Punct };
                t.hang(i, Some(last), if number { Deprel::Nummod } else { Deprel::Punct });
            }
        }
    }
}

/// Names between two commas, behind a noun and before a verb: from the first word to behind the last.
fn set_off_names(pack: &Pack, t: &Sentence, hidden: &[bool]) -> Vec<(usize, usize)> {
    let capital = |i: usize| t.form(i).starts_with(char::is_uppercase) || t.form(i).contains("-") && i > 0;
    let mut found = vec![];
    let mut i = 2;
    while i + 2 < t.len() {
        let from = i;
        i += 1;
        if t.form(from - 1) != "," || !capital(from) || from < 2 {
            continue;
        }
        let mut to = from;
        while to < t.len() && (capital(to) || hidden[to]) && t.form(to) != "," {
            to += 1;
        }
        let words = (from..to).filter(|&k| !hidden[k]).count();
        if to + 1 >= t.len() || t.form(to) != "," || words > 7 || !is_predicate(pack, t, to + 1) {
            continue;
        }
        let whole = (from..to).filter(|&k| !hidden[k]).map(|k| t.form(k)).collect::<Vec<_>>().join(" ");
        let place = pack.names.listed(&whole).is_some() || pack.dates.is_time(t.form(from));
        if !place && t.form(from - 2).chars().any(char::is_alphanumeric) {
            found.push((from, to));
            i = to + 1;
        }
    }
    found
}

/// Whether a verb, or a word that stands before one, begins at `i`.
fn is_predicate(pack: &Pack, t: &Sentence, i: usize) -> bool {
    let low = t.form(i);
    let verb = pack.cues.verbs.contains_key(low) || pack.rules.verbs.contains_key(low);
    let before = ["telah", "sudah", "juga", "akan", "tidak", "belum", "pernah", "sempat", "kembali", "turut", "pun"];
    (verb || before.contains(&low)) && low.starts_with(char::is_lowercase)
}

/// Hangs the name `from..to`, which the parser did not see, on the phrase before it.
fn name(t: &mut Sentence, from: usize, to: usize) {
    let mut top = from - 2;
    while let Some(h) = t.head(top).filter(|&h| h < from) {
        let clause = t.tokens[h].upos == Upos::Verb && t.rel(h) != Deprel::Acl;
        if clause {
            break;
        }
        top = h;
    }
    t.hang(from, Some(top), Deprel::Appos);
    t.tokens[from].upos = Upos::Propn;
    for k in from + 1..to {
        if t.tokens[k].upos != Upos::Num && t.form(k).chars().any(char::is_alphabetic) {
            t.tokens[k].upos = Upos::Propn;
            t.hang(k, Some(from), Deprel::Flat);
        } else {
            t.hang(k, Some(from), Deprel::Punct);
        }
    }
    t.hang(from - 1, Some(from), Deprel::Punct);
    t.hang(to, Some(from), Deprel::Punct);
    for k in from..to {
        let form = t.form(k).to_string();
        t.set_lemma(k, &form);
    }
}

/// Word `i` gets what the parser said of word `k` of the shorter sentence.
fn take(t: &mut Sentence, i: usize, short: &Sentence, k: usize, kept: &[usize]) {
    let token = short.tokens[k];
    t.tokens[i].upos = token.upos;
    t.set_lemma(i, short.lemma(k));
    t.set_feats(i, short.feats(k));
    t.hang(i, short.head(k).map(|h| kept[h]), token.deprel);
}

/// Which words stand in brackets that hold nothing but numbers and signs.
fn hidden(t: &Sentence) -> Vec<bool> {
    let mut hidden = vec![false; t.len()];
    for open in (1..t.len()).filter(|&i| t.form(i) == "(") {
        let Some(close) = (open + 1..t.len().min(open + 9)).find(|&i| t.form(i) == ")") else { continue };
        let number = |i: usize| t.form(i).chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | '–'));
        if close > open + 1 && (open + 1..close).all(number) {
            hidden[open..=close].fill(true);
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_core::Span;

    fn sentence(words: &str) -> Sentence {
        let mut t = Sentence::new(Span::new(0, words.len()));
        let mut at = 0;
        for w in words.split(' ') {
            t.push(w, Span::new(at, at + w.len()), true);
            at += w.len() + 1;
        }
        t
    }

    #[test]
    fn the_parser_does_not_see_bracketed_numbers() {
        let mut t = sentence("polisi menahan Siti ( 63 ) Senin ( 17/11 ) malam ( KPK )");
        let mut seen = vec![];
        let hidden = hidden(&t);
        parse_rest(&mut t, &hidden, &mut |s: &mut Sentence| {
            for i in 0..s.len() {
                seen.push(s.form(i).to_string());
                s.hang(i, (i > 0).then_some(0), Deprel::Dep);
            }
        });
        assert_eq!(seen.join(" "), "polisi menahan Siti Senin malam ( KPK )");
        assert_eq!(t.head(4), Some(2));
        assert_eq!(t.head(6), Some(0));
        assert_eq!(t.root(), Some(0));
    }
}
