//! Who is named, and whom pronouns, titles and descriptions stand for.
//!
//! 1. [`names`]: the tables of a language, and where their entries stand in a sentence; [`lists`]:
//!    a user's own tables;
//! 2. [`phrase`]: a noun phrase taken apart into name, titles and states;
//! 3. [`setting`]: where the page plays, and which states act in it;
//! 4. [`people`], [`bodies`]: the persons and bodies that the page itself introduces;
//! 5. [`resolve`]: every noun phrase in reading order; [`pronouns`]: with what is in focus;
//!    [`owners`]: to whom a title belongs; [`pairs`]: "both sides";
//! 6. [`Cast`]: the answer, asked by the later stages.

mod bodies;
mod lists;
mod names;
mod owners;
mod pairs;
mod people;
mod phrase;
mod pronouns;
mod resolve;
mod setting;

pub use names::{Hit, Names, Way, What};

use crate::{Pack, Page};
use people::People;
use rustc_hash::FxHashMap;
use sayso_core::{Actor, ActorKind, Deprel, Event, How, Mention, Participant, Sentence, Span, Statement, Upos};
use setting::Setting;

/// Everybody on the page, and who is meant at which words.
#[derive(Debug, Default)]
pub struct Cast {
    actors: Vec<Actor>,
    by_id: FxHashMap<String, usize>,
    /// Code of the state that the page is about.
    home: Option<String>,
    /// States by how much of the page is about them.
    ranks: Vec<String>,
    /// By sentence and word.
    entries: Vec<Vec<Entry>>,
    /// How many pronouns speak of whom nothing tells who it is.
    strangers: usize,
}

/// Whom a word stands for, as the head of its noun phrase without what is coordinated.
#[derive(Clone, Debug, Default)]
struct Entry {
    parts: Vec<Participant>,
    /// Known to a list, or tied to a known state.
    known: bool,
    /// A word by which people or bodies are called, though nothing tells which.
    animate: bool,
    /// States or bodies that the phrase belongs to though it is no actor itself.
    place: bool,
}

impl Entry {
    /// One actor at its words.
    fn of(cast: &Cast, actor: usize, span: Span, unnamed: bool) -> Entry {
        let parts = vec![Participant { actor, span, unnamed }];
        Entry { parts, known: !cast.is_unknown(actor), animate: true, place: false }
    }
}

/// Reads who is named on the page.
pub fn find(pack: &Pack, page: &Page) -> Cast {
    let mut hits: Vec<_> = page.sentences.iter().map(|s| pack.names.hits(&page.document.text, &s.tree)).collect();
    let mut cast = Cast::default();
    let day = page.document.article.reference_date.map(|d| d.to_string());
    let setting = Setting::read(&pack.names, page, &hits);
    cast.home = setting.home().map(str::to_string);
    cast.ranks = setting.ranks().map(str::to_string).collect();
    let people = People::read(pack, page, &mut hits, &setting, day.as_deref(), &mut cast);
    resolve::all(pack, page, &hits, &people, &setting, day.as_deref(), &mut cast);
    cast
}

/// The noun that a relative pronoun stands for.
fn antecedent(t: &Sentence, w: usize) -> Option<usize> {
    if !t.is_relative(w) {
        return None;
    }
    let mut at = w;
    while t.rel(at) != Deprel::Acl {
        at = t.head(at)?;
    }
    t.head(at).filter(|&noun| noun < w && is_nominal(t.tokens[noun].upos))
}

impl Cast {
    /// Whom the noun phrase headed by word `w` of sentence `s` means: one participant per
    /// coordinated part ("Russia and North Korea"), pronouns and descriptions resolved. Empty
    /// where the phrase means nobody who acts or speaks (a thing, a time). Somebody whom
    /// nothing resolves is an actor `?#slug` of kind unknown.
    pub fn who(&self, page: &Page, s: usize, w: usize) -> Vec<Participant> {
        self.gather(page, s, w, 0, &|e| e.animate || e.known)
    }

    /// Like [`Cast::who`], but only those that are resolved to somebody known.
    pub fn known(&self, page: &Page, s: usize, w: usize) -> Vec<Participant> {
        self.gather(page, s, w, 0, &|e| e.known)
    }

    fn gather(
        &self,
        page: &Page,
        s: usize,
        w: usize,
        depth: usize,
        wanted: &dyn Fn(&Entry) -> bool,
    ) -> Vec<Participant> {
        let t = &page.sentences[s].tree;
        if depth > 8 {
            return vec![];
        }
        if let (Deprel::Flat | Deprel::Goeswith | Deprel::Fixed, Some(h)) = (t.rel(w), t.head(w))
            && self.entries[s][w].parts.is_empty()
        {
            return self.gather(page, s, h, depth + 1, wanted);
        }
        let entry = &self.entries[s][w];
        let mut all = if wanted(entry) { entry.parts.clone() } else { vec![] };
        for c in t.children_by(w, Deprel::Conj) {
            // "refugees, not rebels"
            let not = t.children(c).any(|k| k < c && t.form(k) == "not");
            if is_nominal(t.tokens[c].upos) && !not {
                all.extend(self.gather(page, s, c, depth + 1, wanted));
            }
        }
        all.dedup_by_key(|p| p.actor);
        all
    }

    /// The phrase as a speaker: whoever it means, else an unknown of its own words.
    pub fn speaker(&mut self, page: &Page, s: usize, w: usize) -> Vec<Participant> {
        let found = self.who(page, s, w);
        if !found.is_empty() {
            return found;
        }
        let tok = &page.sentences[s].tree.tokens[w];
        if let Some(noun) = antecedent(&page.sentences[s].tree, w) {
            // "a driver **who** said …": the driver, as the page calls him
            let noun = page.sentences[s].tree.tokens[noun].span;
            let actor = self.unknown(page.words(noun), ActorKind::Unknown, tok.span, How::Pronoun);
            return vec![Participant { actor, span: tok.span, unnamed: false }];
        }
        if tok.upos == Upos::Pron {
            // each unresolved pronoun may mean somebody else
            let words = page.words(tok.span);
            self.strangers += 1;
            let name = format!("{words} {}", self.strangers);
            let actor = self.unknown(&name, ActorKind::Unknown, tok.span, How::Pronoun);
            self.actors[actor].name = words.to_string();
            return vec![Participant { actor, span: tok.span, unnamed: false }];
        }
        let owners = self.owners(page, s, w);
        let t = &page.sentences[s].tree;
        let span = phrase::span(t, w);
        let words = page.words(span);
        if let [one] = owners.as_slice() {
            return vec![Participant { actor: one.actor, span, unnamed: false }];
        }
        let actor = self.unknown(words, ActorKind::Unknown, span, How::Description);
        vec![Participant { actor, span, unnamed: false }]
    }

    /// To whom the thing headed by `w` belongs: "**Western** efforts", "the strike **of Israel**",
    /// "a **Kyiv** suburb".
    pub fn owners(&self, page: &Page, s: usize, w: usize) -> Vec<Participant> {
        let t = &page.sentences[s].tree;
        // "the destruction of the Ukrainian dam by Russian troops"
        self.owners_at(page, s, w, 0, &|c| t.child(c, Deprel::Case).is_none_or(|k| t.form(k) != "by"))
    }

    /// Like [`Cast::owners`], but not who is only met: "the attack **on** Israel", "floods **in** Pakistan".
    pub fn makers(&self, page: &Page, s: usize, w: usize) -> Vec<Participant> {
        let t = &page.sentences[s].tree;
        let made = |c: usize| {
            t.child(c, Deprel::Case)
                .is_none_or(|k| matches!(t.form(k), "of" | "by" | "'s" | "’s" | "from" | "'" | "oleh" | "dari"))
        };
        self.owners_at(page, s, w, 0, &made)
    }

    fn owners_at(
        &self,
        page: &Page,
        s: usize,
        w: usize,
        depth: usize,
        fits: &dyn Fn(usize) -> bool,
    ) -> Vec<Participant> {
        let t = &page.sentences[s].tree;
        if depth == 0
            && let Some(seat) = self.seat(page, s, w)
        {
            return vec![seat];
        }
        for rels in
            [&[Deprel::Nmod][..], &[Deprel::Amod, Deprel::Compound, Deprel::Flat, Deprel::Det], &[Deprel::Appos]]
        {
            for c in t.children(w).filter(|&c| rels.contains(&t.rel(c)) && fits(c)) {
                let found = self.known(page, s, c);
                if !found.is_empty() {
                    return found;
                }
                // "kantor hak asasi manusia **PBB**": nouns side by side belong to one another
                if depth < 2 || depth < 4 && t.child(c, Deprel::Case).is_none() {
                    let deeper = self.owners_at(page, s, c, depth + 1, fits);
                    if !deeper.is_empty() {
                        return deeper;
                    }
                }
            }
        }
        vec![]
    }

    /// "seven firms **based in Dubai**": the state of the seat.
    fn seat(&self, page: &Page, s: usize, w: usize) -> Option<Participant> {
        let t = &page.sentences[s].tree;
        let sits = |&v: &usize| {
            matches!(t.lemma(v), "berbasis" | "bermarkas" | "berpusat" | "berkantor" | "terdaftar" | "berkedudukan")
        };
        let v = t.children_by(w, Deprel::Acl).find(sits)?;
        t.children_by(v, Deprel::Obl).flat_map(|c| self.known(page, s, c)).next()
    }

    /// Whether the words of a participant call it so.
    pub fn is_called(&self, p: &Participant, how: How) -> bool {
        self.actors[p.actor].mentions.iter().any(|m| m.how == how && m.span == p.span)
    }

    /// Whether the word names a place that acts for nobody ("Osaka").
    pub fn is_place(&self, s: usize, w: usize) -> bool {
        self.entries.get(s).is_some_and(|e| e[w].place)
    }

    /// The state that the page is about, where it is about one.
    pub fn home_of_page(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The other of the two states that the page is most about.
    pub fn other_party(&mut self, pack: &Pack, index: usize) -> Option<usize> {
        let own = self.state(index).to_string();
        let [a, b, ..] = self.ranks.as_slice() else { return None };
        let other = match own {
            x if x == *a => b.clone(),
            x if x == *b => a.clone(),
            _ => return None,
        };
        self.state_actor(pack, &other)
    }

    /// The state of an actor, as an actor.
    pub fn home(&mut self, pack: &Pack, index: usize) -> Option<usize> {
        let country = self.actors[index].country.clone()?;
        self.state_actor(pack, &country)
    }

    /// A state as an actor.
    pub fn state_actor(&mut self, pack: &Pack, code: &str) -> Option<usize> {
        let known = &pack.names.known[pack.names.by_code(code)? as usize];
        Some(self.intern(Actor {
            id: known.id(),
            entity: known.key.clone(),
            name: known.name.clone(),
            kind: known.kind,
            country: Some(code.to_string()),
            sector: None,
            role: None,
            wikidata: None,
            mentions: vec![],
        }))
    }

    /// Whether nothing resolves the actor.
    pub fn is_unknown(&self, index: usize) -> bool {
        self.actors[index].id.starts_with('?')
    }

    /// The actor behind an index.
    pub fn actor(&self, index: usize) -> &Actor {
        &self.actors[index]
    }

    /// The state or body of an actor: `RUS` of `RUS/GOV#vladimir-putin`; the whole id where
    /// nothing resolves it.
    pub fn state(&self, index: usize) -> &str {
        let id = &self.actors[index].id;
        let cut = id.split(['/', '#']).next().unwrap_or(id);
        if cut == "?" || matches!(cut, "IMG" | "MNC" | "NGO" | "IGO" | "ISM") { id } else { cut }
    }

    /// Says whom a word of the first person means: the speaker of the quotation it stands in.
    pub fn bind(&mut self, s: usize, w: usize, who: &[Participant], span: Span) {
        let parts: Vec<_> = who.iter().map(|p| Participant { span, ..*p }).collect();
        for p in &parts {
            self.mention(p.actor, span, How::Pronoun);
        }
        self.entries[s][w] = Entry { parts, known: true, animate: true, place: false };
    }

    /// Whether the word is a pronoun of the first person without a speaker yet.
    pub fn is_open(&self, s: usize, w: usize) -> bool {
        self.entries[s][w].parts.is_empty()
    }

    fn intern(&mut self, actor: Actor) -> usize {
        if let Some(&i) = self.by_id.get(&actor.id) {
            return i;
        }
        self.by_id.insert(actor.id.clone(), self.actors.len());
        self.actors.push(actor);
        self.actors.len() - 1
    }

    /// Somebody of whom nothing but the name is known.
    pub fn stranger(&mut self, name: &str, span: Span) -> Participant {
        let actor = self.unknown(name, ActorKind::Unknown, span, How::Name);
        Participant { actor, span, unnamed: false }
    }

    fn unknown(&mut self, words: &str, kind: ActorKind, span: Span, how: How) -> usize {
        let slug = slug(words);
        let actor = self.intern(Actor {
            id: format!("?#{slug}"),
            entity: slug,
            name: words.to_string(),
            kind,
            country: None,
            sector: None,
            role: None,
            wikidata: None,
            mentions: vec![],
        });
        self.mention(actor, span, how);
        actor
    }

    fn mention(&mut self, actor: usize, span: Span, how: How) {
        let all = &mut self.actors[actor].mentions;
        if all.iter().all(|m| m.span != span) {
            all.push(Mention { span, how });
        }
    }

    /// All actors that have a mention or stand in a record, in order of first mention;
    /// renumbers the participants.
    pub fn into_actors(self, statements: &mut [Statement], events: &mut [Event]) -> Vec<Actor> {
        let mut used = vec![false; self.actors.len()];
        let parts = statements.iter().flat_map(|s| s.speaker.iter().chain(&s.via).chain(&s.addressee));
        for p in parts.chain(events.iter().flat_map(|e| e.actor.iter().chain(&e.recipient))) {
            used[p.actor] = true;
        }
        for c in events.iter().flat_map(|e| e.claimed_by.iter().chain(&e.denied_by)) {
            used[c.actor] = true;
        }
        let named = |a: &Actor| a.mentions.iter().any(|m| m.how == How::Name);
        let keep = |(i, a): &(usize, Actor)| used[*i] || !a.mentions.is_empty() && (!a.id.starts_with('?') || named(a));
        let mut all: Vec<(usize, Actor)> = self.actors.into_iter().enumerate().filter(keep).collect();
        for (_, a) in &mut all {
            a.mentions.sort_by_key(|m| (m.span.start, m.span.end));
        }
        all.sort_by_key(|(i, a)| (a.mentions.first().map_or(u32::MAX, |m| m.span.start), *i));
        let mut new = vec![0; used.len()];
        for (to, (from, _)) in all.iter().enumerate() {
            new[*from] = to;
        }
        let fix = |list: &mut Vec<Participant>| list.iter_mut().for_each(|p| p.actor = new[p.actor]);
        for s in statements {
            [&mut s.speaker, &mut s.via, &mut s.addressee].into_iter().for_each(fix);
        }
        for e in events {
            [&mut e.actor, &mut e.recipient].into_iter().for_each(fix);
            for c in e.claimed_by.iter_mut().chain(&mut e.denied_by) {
                c.actor = new[c.actor];
            }
        }
        all.into_iter().map(|(_, a)| a).collect()
    }
}

/// Whether a word of this kind can head a noun phrase.
pub fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::X | Upos::Sym | Upos::Num)
}

pub use phrase::span as phrase_span;

/// Whether the words of a participant in sentence `s` are of many: "**students** demand".
pub fn is_many(page: &Page, s: usize, p: &Participant) -> bool {
    let t = &page.sentences[s].tree;
    let inside = |i: usize| p.span.contains(t.tokens[i].span);
    let head = (0..t.len()).find(|&i| inside(i) && t.head(i).is_none_or(|h| !inside(h)));
    head.is_some_and(|h| t.feat(h, "Number") == Some("Plur") || t.child(h, Deprel::Nummod).is_some())
}

/// Lower-case letters and digits joined by `-`, accents of Latin letters dropped.
pub fn slug(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(s) => out.push_str(s),
            None if c.is_alphanumeric() => out.push(c),
            None if matches!(c, '\'' | '’' | '.') => {}
            None if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            None => {}
        }
    }
    out.truncate(out.char_indices().nth(60).map_or(out.len(), |(i, _)| i));
    out.trim_end_matches('-').to_string()
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ł' | 'ľ' | 'ļ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Recep Tayyip Erdoğan"), "recep-tayyip-erdogan");
        assert_eq!(slug("  U.S. officials’ "), "us-officials");
    }
}
