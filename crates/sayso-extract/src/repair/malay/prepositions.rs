//! Phrases with a preposition in Malay and Indonesian: what is one, and to what it belongs.

use super::super::{has_case, is_noun, swap};
use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    about(pack, t);
    prepositional_verbs(pack, t);
    relational(pack, t);
    prepositions(pack, t);
    behind_commas(t);
    places_of_subjects(t);
    called_as(t);
}

/// "menyebut program itu *sebagai ancaman*": what somebody calls a thing hangs on the verb.
fn called_as(t: &mut Sentence) {
    for n in 2..t.len() {
        let named = t.child(n, Deprel::Case).is_some_and(|k| t.form(k) == "sebagai");
        if !named || t.rel(n) != Deprel::Nmod && t.rel(n) != Deprel::Obl {
            continue;
        }
        let mut at = n;
        while let Some(h) = t.head(at).filter(|&h| h < at && t.tokens[h].upos != Upos::Verb) {
            at = h;
        }
        let verb = t.head(at).filter(|&v| at != n && v < at && t.rel(at) == Deprel::Obj);
        let calls =
            ["menyebut", "menggambarkan", "menganggap", "menilai", "mencap", "mengecam", "memandang", "melihat"];
        if let Some(v) = verb.filter(|&v| calls.contains(&t.lemma(v))) {
            t.hang(n, Some(v), Deprel::Obl);
        }
    }
}

/// "*Di luar gedung*, ratusan orang memprotes", "bernegosiasi *dengan kelompok itu*": a noun with
/// a preposition is neither subject nor object.
fn prepositions(pack: &Pack, t: &mut Sentence) {
    for n in 0..t.len() {
        let Some(v) = t.head(n).filter(|_| matches!(t.rel(n), Deprel::Nsubj | Deprel::Obj)) else { continue };
        let marked = t.child(n, Deprel::Case).is_some_and(|k| {
            k < n && (k > v || n < v) && pack.grammar.prepositions.contains(&t.form(k).to_lowercase())
        });
        if marked && matches!(t.tokens[v].upos, Upos::Verb | Upos::Adj) {
            t.hang(n, Some(v), Deprel::Obl);
        }
    }
    for n in 1..t.len() {
        // "Penyelidikan Uni Eropa (*terhadap TikTok*, flat)"
        let flat = t.rel(n) == Deprel::Flat && t.child(n, Deprel::Case).is_some_and(|k| k + 1 == n);
        let Some(h) = t.head(n).filter(|&h| flat && h < n) else { continue };
        let top = t.head(h).filter(|&u| u < h && is_noun(t, u) && !has_case(t, h)).unwrap_or(h);
        t.hang(n, Some(top), Deprel::Nmod);
    }
}

/// "mendesak Serbia *soal pelat nomor*": a noun that only says what something is about.
fn about(pack: &Pack, t: &mut Sentence) {
    for k in 1..t.len().saturating_sub(1) {
        let word = pack.grammar.about.iter().any(|x| x == t.form(k)) && t.tokens[k].upos == Upos::Noun;
        let behind = |&c: &usize| c > k && is_noun(t, c) && !has_case(t, c) && t.rel(c) != Deprel::Appos;
        let Some(n) = t.children(k).find(behind).filter(|_| word) else { continue };
        swap(t, k, n, Deprel::Case);
        t.tokens[k].upos = Upos::Adp;
        let to_verb = t.head(n).is_some_and(|h| t.tokens[h].upos == Upos::Verb);
        if t.rel(n) != Deprel::Root {
            let head = t.head(n);
            t.hang(n, head, if to_verb { Deprel::Obl } else { Deprel::Nmod });
        }
    }
}

/// "mengerahkan polisi *menjelang pemilu*": a time or a topic, not a clause with a subject.
fn prepositional_verbs(pack: &Pack, t: &mut Sentence) {
    for p in 1..t.len().saturating_sub(1) {
        let low = t.form(p).to_lowercase();
        let word = pack.grammar.like_prepositions.contains(&low) && t.tokens[p].upos == Upos::Verb;
        let behind = |&o: &usize| o > p && is_noun(t, o) && !has_case(t, o);
        let Some(o) = t.children(p).find(behind).filter(|&o| word && (p + 1..o).all(|i| t.is_under(i, o))) else {
            continue;
        };
        let Some(h) = t.head(p) else { continue };
        let verb = t.tokens[h].upos == Upos::Verb;
        if let Some(n) = t.child(p, Deprel::Nsubj).filter(|&n| n < p && n > h && verb) {
            let rel = if t.child(h, Deprel::Obj).is_none() { Deprel::Obj } else { Deprel::Obl };
            t.hang(n, Some(h), rel);
        }
        t.hang(o, Some(h), if verb { Deprel::Obl } else { Deprel::Nmod });
        let others: Vec<usize> = t.children(p).filter(|&c| c != o).collect();
        t.hang(p, Some(o), Deprel::Case);
        t.tokens[p].upos = Upos::Adp;
        for c in others {
            let rel = t.tokens[c].deprel;
            if t.rel(c) != Deprel::Nsubj || c > p {
                t.hang(c, Some(if c > p { o } else { h }), rel);
            }
        }
    }
}

/// "di *dekat* Taiwan", "di *depan* kantor PBB": the noun behind, not the word for the side of it.
fn relational(pack: &Pack, t: &mut Sentence) {
    for d in 1..t.len() {
        let side = pack.grammar.sides.iter().any(|x| x == t.form(d))
            && matches!(t.form(d - 1).to_lowercase().as_str(), "di" | "ke" | "dari");
        let Some(h) = t.head(d).filter(|_| side && t.head(d - 1) == Some(d)) else { continue };
        let own = |&n: &usize| n > d && is_noun(t, n) && !has_case(t, n) && t.rel(n) != Deprel::Appos;
        let below = t.children(d).find(own);
        let beside = t.children(h).find(own).filter(|&n| n == d + 1);
        if let Some(n) = below {
            swap(t, d, n, Deprel::Fixed);
        }
        if let Some(n) = below.or(beside) {
            t.hang(d - 1, Some(n), Deprel::Case);
            t.hang(d, Some(d - 1), Deprel::Fixed);
        }
    }
}

/// "Menurut polisi, *dua orang* tewas": what stands behind the comma belongs to the clause, not to
/// the phrase before it.
fn behind_commas(t: &mut Sentence) {
    for m in 2..t.len() {
        let Some(n) = t.head(m).filter(|&n| n < m && has_case(t, n) && is_noun(t, m) && !has_case(t, m)) else {
            continue;
        };
        let Some(v) = t.head(n).filter(|&v| v > m && t.rel(n) == Deprel::Obl && t.tokens[v].upos == Upos::Verb) else {
            continue;
        };
        let first = t.subtree(m).into_iter().find(|&i| t.tokens[i].upos != Upos::Punct).unwrap_or(m);
        let comma = first > 0 && t.form(first - 1) == ",";
        let loose = matches!(t.rel(m), Deprel::Nmod | Deprel::Appos | Deprel::Flat | Deprel::Compound);
        if comma && loose && t.child(v, Deprel::Nsubj).is_none() {
            t.hang(m, Some(v), Deprel::Nsubj);
        }
    }
}

/// "Kelompok Houthi *di Yaman* menembakkan rudal": where a subject is, not where it acted.
fn places_of_subjects(t: &mut Sentence) {
    for c in 2..t.len() {
        let Some(v) = t.head(c).filter(|&v| v > c && t.rel(c) == Deprel::Obl) else { continue };
        let placed = t.child(c, Deprel::Case).is_some_and(|k| k + 1 == c && t.form(k) == "di");
        let Some(n) = t.children_by(v, Deprel::Nsubj).filter(|&n| n < c && placed).last() else { continue };
        if (n + 1..c - 1).all(|i| t.is_under(i, n)) && t.form(c + 1) != "," {
            t.hang(c, Some(n), Deprel::Nmod);
        }
    }
}

/// "bertemu Presiden Xi Jinping *di Beijing*", "sandera Israel *oleh Hamas*": a phrase that never
/// belongs to the words of somebody goes to the verb or noun of action above.
pub fn loose_phrases(pack: &Pack, t: &mut Sentence) {
    for c in 0..t.len() {
        let Some(n) = t.head(c).filter(|&n| n < c && t.rel(c) == Deprel::Nmod) else { continue };
        let Some(case) = t.child(c, Deprel::Case).map(|k| t.form(k).to_lowercase()) else { continue };
        let acts = |x: usize| {
            let made = t.lemma(x).starts_with("pe") && t.lemma(x).ends_with("an") && t.lemma(x).len() > 7;
            made || pack.rules.nouns.contains_key(t.lemma(x)) || pack.cues.nouns.contains_key(t.lemma(x))
        };
        let named = t.tokens[n].upos == Upos::Propn;
        let loose =
            pack.grammar.outside.contains(&case) && !acts(n) || named && pack.grammar.outside_names.contains(&case);
        if !loose {
            continue;
        }
        let mut to = t.head(n);
        while let Some(h) = to {
            if t.tokens[h].upos == Upos::Verb || h < c && acts(h) && case != "di" {
                break;
            }
            to = t.head(h);
        }
        // "Kelompok Houthi *di Yaman* menembakkan …": where the subject is
        let of_subject =
            |h: usize| h > c && t.tokens[h].upos == Upos::Verb && pack.grammar.prepositions.contains(&case);
        let Some(h) = to.filter(|&h| !t.is_under(h, c) && !of_subject(h)) else { continue };
        let rel = if t.tokens[h].upos == Upos::Verb { Deprel::Obl } else { Deprel::Nmod };
        t.hang(c, Some(h), rel);
    }
}
