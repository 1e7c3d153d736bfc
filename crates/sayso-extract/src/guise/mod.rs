//! How tagger and parser see words: in the guise of others that they know well.
//!
//! A treebank of a few hundred thousand words holds few of the world's names, and fewer
//! headlines. So a state or town is shown to the parser as one that it met often, a headline in
//! title case in small letters, and an Indonesian bare stem behind a name (`Rusia Tarik Pasukan`)
//! as the verb it stands for (`menarik`). The text, its spans and its lemmas stay as they are.

mod present;

pub use present::dress_verbless;

use crate::Pack;
use crate::actors::{Way, What};
use rustc_hash::FxHashSet;
use sayso_core::{Deprel, Document, LineKind, Sentence, Upos};

/// Gives the words of a sentence that is not parsed yet the guise they are parsed in. `small`:
/// its line is in title case.
pub fn dress(pack: &Pack, text: &str, kind: LineKind, small: bool, t: &mut Sentence) {
    let hits = pack.names.hits(text, t);
    let named = |i: usize| hits.iter().any(|h| h.from <= i && i < h.to && matches!(h.what, What::Known(..)));
    if small {
        for i in 0..t.len() {
            if !named(i) && !is_acronym(t.form(i)) {
                let low = t.form(i).to_lowercase();
                t.set_seen(i, &low);
            }
        }
    }
    if matches!(kind, LineKind::Title | LineKind::Subhead | LineKind::Teaser) {
        for i in 1..t.len().saturating_sub(1) {
            let low = t.form(i).to_lowercase();
            // "KPK Tangkap Gubernur, **Sita** Uang": the same body goes on
            let goes_on = t.form(i - 1) == "," && !pack.rules.nouns.contains_key(&low) && i > 2;
            // "Israel Klaim **Tewaskan** Komandan"
            let told = pack.cues.stems.contains_key(t.seen(i - 1)) || t.seen(i - 1) != t.form(i - 1).to_lowercase();
            let told = told && pack.grammar.inflect == "malay" && t.seen(i - 1).starts_with("me");
            let behind_somebody = hits.iter().any(|h| h.to == i) || named(i - 1) || told;
            let verb = pack.rules.stems.get(&low).or_else(|| pack.cues.stems.get(&low));
            if let Some(verb) = verb.filter(|_| behind_somebody || goes_on) {
                t.set_seen(i, verb);
            }
        }
    }
    first_word(pack, t, &named);
    present::dress(pack, &hits, t);
    let stand_in = &pack.grammar.stand_in;
    for i in 0..t.len() {
        if let Some(known) = stand_in.words.get(&t.form(i).to_lowercase()) {
            t.set_seen(i, known);
        }
    }
    for h in hits.iter().filter(|h| h.to == h.from + 1) {
        let What::Known(_, way) = h.what else { continue };
        let capital = t.form(h.from).starts_with(char::is_uppercase);
        let guise = match way {
            Way::Name | Way::Capital | Way::Place if capital => &stand_in.place,
            Way::Adjective if capital && !t.form(h.from).ends_with('s') => &stand_in.adjective,
            _ => continue,
        };
        if !guise.is_empty() {
            t.set_seen(h.from, guise);
        }
    }
    if !small {
        given_names(pack, &named, t);
        unlisted_places(pack, &hits, t);
    }
}

/// "Menteri Pertahanan *Teguh* Wicaksono": a capital word that a list of given names has is a name,
/// whatever else the word means.
fn given_names(pack: &Pack, named: &dyn Fn(usize) -> bool, t: &mut Sentence) {
    let person = &pack.grammar.stand_in.person;
    if person.is_empty() {
        return;
    }
    for i in 1..t.len() {
        let capital = |i: usize| t.form(i).starts_with(char::is_uppercase);
        let full = i + 1 < t.len() && capital(i + 1) && !named(i + 1);
        if capital(i) && full && !named(i) && pack.names.gender(t.form(i)).is_some() {
            t.set_seen(i, person);
        }
    }
}

/// "Protesters in *Kano* clashed": one capital word behind a preposition of place is a town, whether
/// a list has it or not.
fn unlisted_places(pack: &Pack, hits: &[crate::actors::Hit], t: &mut Sentence) {
    let stand_in = &pack.grammar.stand_in;
    let capital = |t: &Sentence, i: usize| i < t.len() && t.form(i).starts_with(char::is_uppercase);
    for i in 1..t.len() {
        let behind = stand_in.behind.iter().any(|x| x == t.form(i - 1));
        let name = capital(t, i) && t.form(i).chars().skip(1).all(char::is_lowercase) && t.form(i).len() > 2;
        let alone = !capital(t, i + 1) && !hits.iter().any(|h| h.from <= i && i < h.to);
        let joined = i + 1 < t.len() && matches!(t.form(i + 1), "-" | "’s" | "'s" | "'" | "’");
        if behind && name && alone && !joined && !pack.dates.is_calendar(t.form(i)) {
            t.set_seen(i, &stand_in.place);
        }
    }
}

/// A word that the rules know is no name for opening its sentence: "**Evakuasi** mahasiswa".
fn first_word(pack: &Pack, t: &mut Sentence, named: &dyn Fn(usize) -> bool) {
    if pack.grammar.inflect != "malay" || t.is_empty() || named(0) || is_acronym(t.form(0)) {
        return;
    }
    let low = t.form(0).to_lowercase();
    let known = pack.rules.nouns.contains_key(&low) || pack.rules.verbs.contains_key(&low);
    if known || pack.cues.nouns.contains_key(&low) {
        t.set_seen(0, &low);
    }
}

/// The words that are names on a page: written with a capital inside a sentence, and nowhere
/// without one.
pub fn names(document: &Document) -> FxHashSet<&str> {
    let (mut names, mut small) = (FxHashSet::default(), FxHashSet::default());
    for (i, line) in document.lines.iter().enumerate() {
        if !line.kind.is_read() || is_title_case(document, i) {
            continue;
        }
        let mut inside = false;
        for word in document.words(line.story).split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let bare = bare.strip_suffix("'s").or(bare.strip_suffix("’s")).unwrap_or(bare);
            let starts = word.starts_with(char::is_alphanumeric);
            if bare.starts_with(char::is_lowercase) {
                small.insert(bare);
            } else if inside && starts && bare.starts_with(char::is_uppercase) {
                names.insert(bare);
            }
            inside = word.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        }
    }
    names.retain(|n| !small.contains(n.to_lowercase().as_str()));
    names
}

/// "*Oakes*, who thanked Turkey": the first word of a sentence, which every sentence begins with a
/// capital, is a name where the page has it as one.
pub fn unmask(pack: &Pack, text: &str, names: &FxHashSet<&str>, t: &mut Sentence) {
    let Some(i) = (0..t.len()).find(|&i| t.tokens[i].upos != Upos::Punct) else { return };
    let noun = matches!(t.rel(i), Deprel::Nsubj | Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Compound);
    let tag = matches!(t.tokens[i].upos, Upos::Noun | Upos::Adj | Upos::Verb | Upos::X | Upos::Adv);
    if noun && tag && names.contains(t.form(i)) && !pack.names.hits(text, t).iter().any(|h| h.from == i) {
        t.tokens[i].upos = Upos::Propn;
        let form = t.form(i).to_string();
        t.set_lemma(i, &form);
    }
}

/// Whether nearly every word of a line that could be small is written with a capital.
pub fn is_title_case(document: &Document, line: usize) -> bool {
    let line = &document.lines[line];
    if !matches!(line.kind, LineKind::Title | LineKind::Subhead | LineKind::Teaser | LineKind::Label) {
        return false;
    }
    let words = document.words(line.story).split_whitespace().skip(1);
    let long = |w: &&str| w.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let (mut all, mut capital) = (0, 0);
    for w in words.filter(long) {
        all += 1;
        capital += usize::from(w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
    }
    all >= 3 && capital * 10 >= all * 7
}

/// "NATO", "DPR": capitals that a headline in title case keeps.
fn is_acronym(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    (2..=5).contains(&letters) && !form.chars().any(char::is_lowercase)
}
