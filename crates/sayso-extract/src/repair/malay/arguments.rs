//! Who acts and who is acted upon in Malay and Indonesian, where the parser took them for
//! something else.

use super::super::{has_case, is_noun, swap};
use super::{is_clause_verb, is_relative};
use crate::Pack;
use sayso_core::{Deprel, Sentence, Upos};

/// Mends a parsed sentence before its clauses are.
pub fn mend(pack: &Pack, t: &mut Sentence) {
    manners(pack, t);
    names_as_particles(t);
    again_and_again(t);
    both_and(t);
    times_as_heads(pack, t);
    across_verbs(pack, t);
    numbered(pack, t);
    counted(t);
    names_behind_titles(pack, t);
    origins(pack, t);
    fronted(pack, t);
    loose_verbs(t);
}

/// "*secara khusus* menyebut": a manner, not what is named. "mengecam *keras* serangan", "menembak
/// *mati* pria itu": how, and what follows is whom it meets.
fn manners(pack: &Pack, t: &mut Sentence) {
    for i in 1..t.len() {
        let manner = t.children_by(i, Deprel::Case).any(|k| t.form(k).eq_ignore_ascii_case("secara"));
        if manner && matches!(t.rel(i), Deprel::Xcomp | Deprel::Obj | Deprel::Obl | Deprel::Ccomp) {
            let head = t.head(i);
            t.hang(i, head, Deprel::Advmod);
        }
        let v = i - 1;
        let how = pack.grammar.manners.contains(&t.form(i).to_lowercase()) && t.tokens[v].upos == Upos::Verb;
        if !how || t.head(i) != Some(v) {
            continue;
        }
        t.hang(i, Some(v), Deprel::Advmod);
        let met: Vec<usize> = t.children(i).filter(|&c| c > i && is_noun(t, c) && !has_case(t, c)).collect();
        for c in met {
            t.hang(c, Some(v), Deprel::Obj);
        }
    }
}

/// "Perdana Menteri Vanuatu Jotham *Napat* (aux) mengatakan", "*Laksamana* (mark) Gavan mengatakan": a name is
/// no auxiliary and opens no clause.
fn names_as_particles(t: &mut Sentence) {
    for n in 0..t.len() {
        let particle = matches!(t.rel(n), Deprel::Aux | Deprel::Mark | Deprel::Cc | Deprel::Cop | Deprel::Advmod);
        let name = t.tokens[n].upos == Upos::Propn && t.form(n).starts_with(char::is_uppercase);
        let Some(v) = t.head(n).filter(|&v| particle && name && v > n && t.tokens[v].upos == Upos::Verb) else {
            continue;
        };
        let subject = t.children_by(v, Deprel::Nsubj).find(|&s| s < v);
        match subject {
            Some(s) if s < n && (s + 1..n).all(|i| t.is_under(i, s)) => t.hang(n, Some(s), Deprel::Flat),
            None => t.hang(n, Some(v), Deprel::Nsubj),
            _ => {}
        }
    }
}

/// "telah *berulang kali* menuduh": how often, not what was done.
fn again_and_again(t: &mut Sentence) {
    for i in 0..t.len().saturating_sub(2) {
        let often = t.form(i) == "berulang" && t.form(i + 1) == "kali" && t.tokens[i].upos == Upos::Verb;
        let below = |&v: &usize| v > i + 1 && t.tokens[v].upos == Upos::Verb;
        let Some(v) = t.children(i).filter(|_| often).find(below) else { continue };
        let (head, rel) = (t.head(i), t.tokens[i].deprel);
        t.hang(v, head, rel);
        let others: Vec<usize> = t.children(i).filter(|&c| c != v && c != i + 1).collect();
        for c in others {
            let rel = t.tokens[c].deprel;
            t.hang(c, Some(v), rel);
        }
        t.hang(i, Some(v), Deprel::Advmod);
        t.hang(i + 1, Some(i), Deprel::Fixed);
        t.tokens[i].upos = Upos::Adv;
    }
}

/// "*baik Rusia* maupun Korea Utara menyangkal": both do it.
fn both_and(t: &mut Sentence) {
    for m in 2..t.len().saturating_sub(1) {
        if t.form(m) != "maupun" {
            continue;
        }
        let Some(b) = (m.saturating_sub(8)..m).rev().find(|&b| t.form(b).eq_ignore_ascii_case("baik")) else {
            continue;
        };
        let top = |i: usize, from: usize, to: usize| {
            let mut at = i;
            while let Some(h) = t.head(at).filter(|&h| (from..to).contains(&h)) {
                at = h;
            }
            at
        };
        let a = top(b + 1, b + 1, m);
        let c = t.head(m + 1).filter(|&h| t.rel(m + 1) == Deprel::Flat && h > m).unwrap_or(m + 1);
        let Some(v) = t.head(c).filter(|&v| v > c && t.rel(c) == Deprel::Nsubj) else { continue };
        if a >= m || !is_noun(t, a) || t.head(a) == Some(v) {
            continue;
        }
        t.hang(a, Some(v), Deprel::Nsubj);
        t.hang(b, Some(a), Deprel::Cc);
        t.hang(c, Some(a), Deprel::Conj);
        t.hang(m, Some(c), Deprel::Cc);
    }
}

/// "Uni Eropa mendesak *Serbia* …": a name right behind an active verb is no part of its subject.
fn across_verbs(pack: &Pack, t: &mut Sentence) {
    for n in 2..t.len() {
        let v = n - 1;
        let tied =
            matches!(t.rel(n), Deprel::Flat | Deprel::Compound | Deprel::Nmod | Deprel::Appos) && !has_case(t, n);
        let Some(s) = t.head(n).filter(|&s| tied && s < v && t.tokens[n].upos == Upos::Propn) else { continue };
        let subject = t.children_by(v, Deprel::Nsubj).any(|x| x < v && t.is_under(s, x));
        if subject && t.lemma(v).starts_with("me") && is_clause_verb(pack, t, v) {
            t.hang(n, Some(v), Deprel::Obj);
        }
    }
}

/// "*Pada Jumat malam*, sekelompok pria membunuh": a time does not head the sentence.
fn times_as_heads(pack: &Pack, t: &mut Sentence) {
    for n in 1..t.len() {
        let Some(h) = t.head(n).filter(|&h| h < n && t.rel(n) == Deprel::Appos && has_case(t, h)) else { continue };
        if t.rel(h) != Deprel::Root || !pack.dates.is_time(t.form(h)) {
            continue;
        }
        let verb = |&v: &usize| v > n && t.rel(v) == Deprel::Acl && is_clause_verb(pack, t, v) && !is_relative(t, v);
        let Some(v) = t.children(n).find(verb) else { continue };
        t.hang(v, None, Deprel::Root);
        t.hang(h, Some(v), Deprel::Obl);
        t.hang(n, Some(v), Deprel::Nsubj);
        let behind: Vec<usize> =
            (v + 1..t.len()).filter(|&c| matches!(t.head(c), Some(x) if x == n || x == h)).collect();
        for c in behind {
            let rel = t.tokens[c].deprel;
            t.hang(c, Some(v), rel);
        }
    }
}

/// "mengusir *empat diplomat* Azerbaijan": a word without a verb's prefix behind a number, or that is
/// somebody's title, is a noun.
fn numbered(pack: &Pack, t: &mut Sentence) {
    for n in 1..t.len() {
        let v = match t.head(n) {
            Some(v) if v < n && t.tokens[n].upos == Upos::Verb && t.tokens[v].upos == Upos::Verb => v,
            _ => continue,
        };
        let low = t.form(n).to_lowercase();
        let prefixed = ["me", "be", "di", "ter"].iter().any(|p| low.starts_with(p)) && low.len() > 5;
        let number = t.head(n - 1) == Some(n) && t.rel(n - 1) == Deprel::Nummod;
        let titled = pack.names.title(&low).is_some() && !pack.rules.verbs.contains_key(&low);
        // "menembakkan **meriam** air": the rules know the two words together
        let first = |x: &String| x.split(' ').next() == Some(low.as_str());
        let goes_with = |k: &crate::events::Key| {
            k.rest.first().is_some_and(|r| *r == low) || pack.rules.list[k.rule].object.iter().any(first)
        };
        let together = n == v + 1 && pack.rules.verbs.get(t.lemma(v)).into_iter().flatten().any(goes_with);
        let loose = matches!(t.rel(n), Deprel::Advcl | Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl);
        if !loose || !(titled || (number || together) && !prefixed) || t.child(n, Deprel::Nsubj).is_some() {
            continue;
        }
        t.tokens[n].upos = Upos::Noun;
        let below: Vec<usize> = t.children_by(n, Deprel::Obj).collect();
        below.into_iter().for_each(|c| t.hang(c, Some(n), Deprel::Nmod));
        let taken = t.child(v, Deprel::Obj).is_some() || !t.lemma(v).starts_with("me");
        t.hang(n, Some(v), if taken { Deprel::Obl } else { Deprel::Obj });
    }
}

/// "juru bicara Kementerian Luar Negeri China, *Shen Guolin*": a name that commas set off is that of
/// whom the whole phrase before means, not of the ministry in it.
fn names_behind_titles(pack: &Pack, t: &mut Sentence) {
    for n in 2..t.len() {
        let beside = t.rel(n) == Deprel::Appos || t.rel(n) == Deprel::Conj && t.child(n, Deprel::Cc).is_none();
        let set_off = beside && t.tokens[n].upos == Upos::Propn && t.form(n - 1) == ",";
        let Some(mut top) = t.head(n).filter(|&h| set_off && h < n) else { continue };
        if pack.names.listed(t.form(n)).is_some() {
            continue;
        }
        while let Some(h) = t.head(top).filter(|&h| {
            h < top && matches!(t.rel(top), Deprel::Nmod | Deprel::Flat | Deprel::Compound) && is_noun(t, h)
        }) {
            top = h;
        }
        let closed = t.subtree(n).last().is_some_and(|&e| e + 1 >= t.len() || t.tokens[e + 1].upos == Upos::Punct);
        if closed && t.tokens[top].upos != Upos::Verb && top < n {
            t.hang(n, Some(top), Deprel::Appos);
        }
    }
}

/// "*Lebih dari 12.000 tentara* bertempur", "sanksi pada *32 individu*": what is counted heads the
/// phrase, and "lebih dari" is no preposition.
fn counted(t: &mut Sentence) {
    for q in 0..t.len() {
        let next = q + 1;
        let number = t.tokens[q].upos == Upos::Num && next < t.len() && t.head(next) == Some(q);
        if number && t.tokens[next].upos == Upos::Noun && matches!(t.rel(next), Deprel::Nmod | Deprel::Compound) {
            swap(t, q, next, Deprel::Nummod);
        }
    }
    for d in 1..t.len() {
        let more = matches!(t.form(d - 1).to_lowercase().as_str(), "lebih" | "kurang") && t.form(d) == "dari";
        let number = d + 1 < t.len() && t.tokens[d + 1].upos == Upos::Num;
        let Some(n) = t.head(d).filter(|&n| more && number && n > d && t.rel(d) == Deprel::Case) else { continue };
        t.hang(d, Some(d + 1), Deprel::Advmod);
        let up = t.head(n);
        let measured = up == Some(d - 1);
        let verb = if measured { t.head(d - 1) } else { up };
        let Some(v) = verb.filter(|&v| t.tokens[v].upos == Upos::Verb) else { continue };
        if !measured && t.rel(n) != Deprel::Obl {
            continue;
        }
        t.hang(d - 1, Some(d + 1), Deprel::Advmod);
        match n < v {
            true if t.child(v, Deprel::Nsubj).is_none() => t.hang(n, Some(v), Deprel::Nsubj),
            false if t.child(v, Deprel::Obj).is_none() => t.hang(n, Some(v), Deprel::Obj),
            _ if measured => t.hang(n, Some(v), Deprel::Obl),
            _ => {}
        }
    }
}

/// "Pilot asal Selandia Baru *Phillip Mehrtens*": behind the state that somebody comes from stands
/// his name.
fn origins(pack: &Pack, t: &mut Sentence) {
    for n in 1..t.len() {
        let origin = t.child(n, Deprel::Case).is_some_and(|k| t.form(k).eq_ignore_ascii_case("asal"));
        let Some(h) = t.head(n).filter(|&h| origin && h < n && t.rel(n) == Deprel::Nmod) else { continue };
        let mut name = t.form(n).to_string();
        let mut end = n + 1;
        while pack.names.listed(&name).is_none() && end < t.len() && t.is_under(end, n) {
            name = format!("{name} {}", t.form(end));
            end += 1;
        }
        let first = (end < t.len() && pack.names.listed(&name).is_some()).then_some(end);
        let Some(f) = first.filter(|&f| t.is_under(f, n) && t.tokens[f].upos == Upos::Propn) else { continue };
        if t.rel(f) == Deprel::Flat {
            t.hang(f, Some(h), Deprel::Flat);
        }
    }
}

/// "Satu anggota *kami lumpuhkan*": a pronoun before a bare stem acts, and what stands before it
/// is acted upon.
fn fronted(pack: &Pack, t: &mut Sentence) {
    for v in 2..t.len() {
        let p = v - 1;
        let pronoun =
            ["kami", "kita", "saya", "aku", "mereka", "ia", "dia"].contains(&t.form(p).to_lowercase().as_str());
        let low = t.form(v).to_lowercase();
        let active = pack.rules.stems.get(&low).or_else(|| pack.cues.stems.get(&low)).cloned();
        let relative = p > 0 && t.form(p - 1) == "yang";
        let verb_like = t.tokens[v].upos == Upos::Verb || relative;
        let Some(verb) = active.filter(|_| pronoun && verb_like) else { continue };
        let Some(o) = t.children_by(v, Deprel::Nsubj).find(|&o| o < p) else { continue };
        t.tokens[v].upos = Upos::Verb;
        t.set_lemma(v, &verb);
        t.hang(o, Some(v), Deprel::Obj);
        t.hang(p, Some(v), Deprel::Nsubj);
    }
}

/// "menyerang konvoi, *membakar* truk": a verb behind a comma goes on with what its subject did.
fn loose_verbs(t: &mut Sentence) {
    for v in 2..t.len() {
        let verb = |i: usize| t.tokens[i].upos == Upos::Verb;
        let Some(h) = t.head(v).filter(|&h| h < v && t.rel(v) == Deprel::Dep && verb(v) && verb(h)) else { continue };
        let rel = if t.child(v, Deprel::Mark).is_some() { Deprel::Advcl } else { Deprel::Conj };
        let first = t.subtree(v).into_iter().find(|&i| t.tokens[i].upos != Upos::Punct).unwrap_or(v);
        if rel == Deprel::Advcl || first > 0 && t.form(first - 1) == "," {
            t.hang(v, Some(h), rel);
        }
    }
}

/// "… *Saat Macron* Menentang Kesepakatan": in a headline the subject of a clause was hung on the
/// word that opens it.
pub fn conjunctions_in_headlines(pack: &Pack, t: &mut Sentence) {
    for k in 0..t.len() {
        let Some(v) = t.head(k).filter(|&v| v > k && t.rel(k) == Deprel::Mark) else { continue };
        if !pack.grammar.conjunctions.contains(&t.form(k).to_lowercase()) || t.child(v, Deprel::Nsubj).is_some() {
            continue;
        }
        let Some(n) = t.children(k).find(|&n| n > k && n < v && is_noun(t, n)) else { continue };
        t.hang(n, Some(v), Deprel::Nsubj);
        let up = t.head(v).filter(|&h| t.rel(v) == Deprel::Acl && h < k).and_then(|h| t.head(h));
        if let Some(u) = up.filter(|&u| t.tokens[u].upos == Upos::Verb) {
            t.hang(v, Some(u), Deprel::Advcl);
        }
    }
}

/// "mengevakuasi *sekitar 3.000 warga*": a noun without preposition right behind an active verb is
/// its object, unless it is a time or a measure.
pub fn objects(pack: &Pack, t: &mut Sentence) {
    for n in 1..t.len() {
        let Some(v) = t.head(n).filter(|&v| v < n && t.rel(n) == Deprel::Obl && !has_case(t, n)) else { continue };
        let active =
            t.tokens[v].upos == Upos::Verb && t.lemma(v).starts_with("me") && t.child(v, Deprel::Obj).is_none();
        let time = pack.dates.is_time(t.form(n));
        let near = (v + 1..n).all(|i| t.is_under(i, n));
        if active && near && !time && matches!(t.tokens[n].upos, Upos::Noun | Upos::Propn) {
            t.hang(n, Some(v), Deprel::Obj);
        }
    }
}

/// "menangguhkan bantuan ke Rwanda dan *Uni Eropa memanggil* duta besar": a name behind "dan" that
/// a verb follows is that verb's subject.
pub fn new_clauses(pack: &Pack, t: &mut Sentence) {
    for w in 2..t.len() {
        let loose = matches!(t.rel(w), Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::Acl);
        let clause = loose && t.child(w, Deprel::Nsubj).is_none() && t.child(w, Deprel::Mark).is_none();
        if !clause || !is_clause_verb(pack, t, w) || is_relative(t, w) {
            continue;
        }
        let skipped = |i: usize| matches!(t.tokens[i].upos, Upos::Aux | Upos::Adv | Upos::Part);
        let Some(last) = (0..w).rev().find(|&i| !skipped(i)) else { continue };
        let mut n = last;
        while let Some(h) =
            t.head(n).filter(|&h| h < n && matches!(t.rel(n), Deprel::Flat | Deprel::Nmod | Deprel::Appos))
        {
            n = h;
        }
        let cc = t.child(n, Deprel::Cc).filter(|&k| k < n && t.rel(n) == Deprel::Conj && is_noun(t, n));
        let Some((k, a)) = cc.zip(t.head(n)) else { continue };
        let Some(v) = t.head(w).map(|v| if t.tokens[v].upos == Upos::Verb { v } else { t.head(v).unwrap_or(v) }) else {
            continue;
        };
        let governed = t.rel(a) == Deprel::Obj && t.head(a) == Some(v);
        let opens = pack.grammar.directs.iter().any(|d| d == t.lemma(v)) || pack.cues.verbs.contains_key(t.lemma(v));
        if v < a && t.is_under(n, v) && v != w && !t.is_under(v, w) && !(governed && opens) && !t.is_under(n, w) {
            t.hang(n, Some(w), Deprel::Nsubj);
            t.hang(k, Some(w), Deprel::Cc);
            t.hang(w, Some(v), Deprel::Conj);
        }
    }
}

/// "Rusia, *yang telah mengerahkan tentara*, setuju …": the clause that "yang" opens is not the
/// sentence; the verb behind its closing comma is.
pub fn behind_relative(pack: &Pack, t: &mut Sentence, v: usize) {
    let Some(yang) = t.children_by(v, Deprel::Nsubj).find(|&y| t.form(y) == "yang" && y > 1) else { return };
    let Some(n) = t.children_by(v, Deprel::Nsubj).find(|&n| n < yang && t.form(yang - 1) == ",") else { return };
    // "…, *terus* mengepung kota itu"
    let skips = |i: usize| matches!(t.tokens[i].upos, Upos::Aux | Upos::Adv | Upos::Part);
    let behind_comma = |w: usize| (v + 1..w).rev().find(|&i| !skips(i)).is_some_and(|i| t.form(i) == ",");
    let Some(w) = (v + 2..t.len()).find(|&w| behind_comma(w) && heads_clause(pack, t, w)) else { return };
    let tied = t.head(w);
    let (head, rel) = (t.head(v), t.tokens[v].deprel);
    if !t.is_under(w, v) {
        return;
    }
    // "setuju (untuk memasok)", taken for a conjunction of the verb behind
    if let Some(u) = tied.filter(|&u| u > w) {
        t.hang(u, Some(w), Deprel::Xcomp);
    }
    t.hang(w, head, rel);
    t.tokens[w].upos = Upos::Verb;
    t.hang(n, Some(w), Deprel::Nsubj);
    t.hang(v, Some(n), Deprel::Acl);
    let behind: Vec<usize> = (w + 1..t.len()).filter(|&c| t.head(c) == Some(v)).collect();
    for c in behind {
        let rel = t.tokens[c].deprel;
        t.hang(c, Some(w), rel);
    }
}

fn heads_clause(pack: &Pack, t: &Sentence, w: usize) -> bool {
    let head = pack.grammar.heads.iter().any(|x| x == t.lemma(w));
    head || t.tokens[w].upos == Upos::Verb && is_clause_verb(pack, t, w)
}
