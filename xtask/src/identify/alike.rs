//! Malay out of Indonesian: the same sentences in the words that Malay has for them; and
//! Galician out of Portuguese, by the letters that it writes otherwise.
//!
//! What is published of Malay is mostly Indonesian in truth, and what is not, is no news. Were
//! Indonesian learnt from news and Malay from word lists, every word of news would speak for
//! Indonesian. With the same sentences on both sides only what differs tells.

use super::rng::Rng;
use super::sources::{Corpus, Words};
use std::collections::HashMap;

/// Words that Malay has for words of Indonesian.
struct Pairs(HashMap<&'static str, Vec<&'static str>>);

impl Pairs {
    fn read() -> Self {
        let lines = include_str!("malay.tsv").lines().filter(|l| !l.starts_with('#'));
        Pairs(lines.filter_map(|l| l.split_once('\t')).map(|(a, b)| (a, b.split(',').collect())).collect())
    }

    fn draw(&self, word: &str, rng: &mut Rng) -> Option<&'static str> {
        let own = self.0.get(word)?;
        Some(own[rng.below(own.len())])
    }
}

/// Tells words of Indonesian that Malay does not use.
struct Usage<'c> {
    here: HashMap<&'c str, f64>,
    there: HashMap<&'c str, f64>,
}

impl<'c> Usage<'c> {
    fn new(malay: &'c Words, indonesian: &'c Words) -> Self {
        Usage { here: by_word(malay), there: by_word(indonesian) }
    }

    fn is_foreign(&self, word: &str) -> bool {
        let there = self.there.get(word).copied().unwrap_or(0.0);
        there > 2e-6 && there > 12.0 * self.here.get(word).copied().unwrap_or(2e-7)
    }
}

fn by_word(words: &Words) -> HashMap<&str, f64> {
    let mut before = 0.0;
    let pairs = words.words.iter().zip(&words.sums).map(|(w, s)| {
        let p = s - before;
        before = *s;
        (w.as_str(), p)
    });
    pairs.collect()
}

impl Corpus {
    /// Adds the sentences and words of `other`, the Portuguese one, spelt as Galician.
    pub fn add_spelt(&mut self, other: &Corpus) {
        self.sentences.extend(other.sentences.iter().take(4_000).map(|s| galician(s)));
        self.drawn.extend(other.drawn.iter().map(|w| galician(w)));
    }

    /// Adds what `other`, the Indonesian one, holds, in words of this language.
    pub fn add_like(&mut self, other: &Corpus, rng: &mut Rng) {
        let pairs = Pairs::read();
        let usage = Usage::new(&self.frequent, &other.frequent);
        let mut told = |s: &String| tell(s, &pairs, &usage, rng);
        let sentences: Vec<String> = other.sentences.iter().filter_map(&mut told).collect();
        let mut drawn: Vec<String> = Vec::new();
        for w in &other.drawn {
            match pairs.draw(w, rng) {
                Some(own) => drawn.push(own.to_string()),
                None if !usage.is_foreign(w) => drawn.push(w.clone()),
                None => {}
            }
        }
        self.sentences.extend(sentences);
        self.drawn.extend(drawn);
    }
}

/// The sentence in words of Malay; `None` where hardly any of its words differ.
fn tell(sentence: &str, pairs: &Pairs, usage: &Usage, rng: &mut Rng) -> Option<String> {
    let low = sentence.to_lowercase();
    let words: Vec<&str> = low.split(|c: char| !c.is_alphabetic() && c != '-').filter(|w| !w.is_empty()).collect();
    let mut out: Vec<String> = Vec::new();
    let mut changed = 0;
    let mut i = 0;
    while i < words.len() {
        let two = (i + 1 < words.len()).then(|| format!("{} {}", words[i], words[i + 1]));
        let word = words[i];
        i += 1;
        if let Some(own) = two.and_then(|t| pairs.draw(&t, rng)) {
            out.push(own.to_string());
            changed += 1;
            i += 1;
        } else if let Some(own) = pairs.draw(word, rng) {
            out.push(own.to_string());
            changed += 1;
        } else if let Some(stem) = word.strip_suffix("itas") {
            out.push(format!("{stem}iti"));
            changed += 1;
        } else if !usage.is_foreign(word) {
            out.push(word.to_string());
        }
    }
    (changed >= 2 && changed * 12 >= out.len()).then(|| out.join(" "))
}

/// Portuguese words that Galician has others for, and what it writes at the end of words and
/// inside them; the first that fits.
const GALICIAN: [&[(&str, &str)]; 3] = [
    &[
        ("não", "non"),
        ("um", "un"),
        ("uma", "unha"),
        ("uns", "uns"),
        ("umas", "unhas"),
        ("mais", "máis"),
        ("também", "tamén"),
        ("são", "son"),
        ("foi", "foi"),
        ("é", "é"),
        ("à", "á"),
        ("às", "ás"),
        ("ao", "ao"),
        ("pelo", "polo"),
        ("pela", "pola"),
        ("pelos", "polos"),
        ("pelas", "polas"),
        ("num", "nun"),
        ("numa", "nunha"),
        ("dum", "dun"),
        ("duma", "dunha"),
        ("muito", "moito"),
        ("muita", "moita"),
        ("muitos", "moitos"),
        ("isso", "iso"),
        ("isto", "isto"),
        ("ele", "el"),
        ("eles", "eles"),
        ("dele", "del"),
        ("já", "xa"),
        ("hoje", "hoxe"),
        ("ontem", "onte"),
        ("amanhã", "mañá"),
        ("até", "ata"),
        ("depois", "despois"),
        ("bem", "ben"),
        ("sem", "sen"),
        ("com", "con"),
        ("em", "en"),
        ("quem", "quen"),
        ("tem", "ten"),
        ("têm", "teñen"),
        ("anos", "anos"),
        ("dois", "dous"),
        ("disse", "dixo"),
        ("outro", "outro"),
        ("seu", "seu"),
        ("sua", "súa"),
        ("suas", "súas"),
        ("está", "está"),
        ("estão", "están"),
        ("segundo", "segundo"),
        ("terça-feira", "martes"),
        ("segunda-feira", "luns"),
        ("quarta-feira", "mércores"),
        ("quinta-feira", "xoves"),
        ("sexta-feira", "venres"),
        ("feira", "feira"),
        ("governo", "goberno"),
        ("cidade", "cidade"),
        ("câmara", "concello"),
        ("pessoas", "persoas"),
        ("pessoa", "persoa"),
        ("homem", "home"),
        ("mulher", "muller"),
        ("ainda", "aínda"),
        ("agora", "agora"),
    ],
    &[
        ("ções", "cións"),
        ("ção", "ción"),
        ("sões", "sións"),
        ("ssão", "sión"),
        ("são", "sión"),
        ("gem", "xe"),
        ("ãos", "áns"),
        ("ão", "án"),
        ("ões", "óns"),
        ("ães", "áns"),
        ("ável", "able"),
        ("ível", "ible"),
        ("ais", "ais"),
        ("am", "an"),
        ("em", "en"),
        ("im", "in"),
        ("om", "on"),
        ("um", "un"),
        ("m", "n"),
    ],
    &[
        ("lh", "ll"),
        ("nh", "ñ"),
        ("ss", "s"),
        ("ça", "za"),
        ("ço", "zo"),
        ("çu", "zu"),
        ("ça", "za"),
        ("j", "x"),
        ("ge", "xe"),
        ("gi", "xi"),
        ("gé", "xé"),
        ("gê", "xe"),
        ("vr", "br"),
        ("qua", "ca"),
        ("â", "á"),
        ("ê", "é"),
        ("ô", "ó"),
        ("ã", "á"),
        ("õ", "ó"),
        ("z", "z"),
    ],
];

fn galician(portuguese: &str) -> String {
    let [words, ends, inside] = GALICIAN;
    let low = portuguese.to_lowercase();
    let spell = |word: &str| {
        if let Some(own) = words.iter().find(|p| p.0 == word) {
            return own.1.to_string();
        }
        let end = ends.iter().find_map(|(a, b)| Some(format!("{}{b}", word.strip_suffix(a)?)));
        inside.iter().fold(end.unwrap_or_else(|| word.to_string()), |w, (a, b)| w.replace(a, b))
    };
    let words = low.split(|c: char| !c.is_alphabetic() && c != '-').filter(|w| !w.is_empty());
    words.map(spell).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portuguese_is_spelt_as_galician() {
        assert_eq!(galician("Não há informação sobre o filho"), "non há información sobre o fillo");
        assert_eq!(galician("A vizinha já disse que eles foram."), "a viziña xa dixo que eles foran");
    }

    #[test]
    fn indonesian_is_told_in_words_of_malay() {
        let usage = Usage { here: HashMap::new(), there: HashMap::from([("gampang", 1e-4)]) };
        let told = |s: &str| tell(s, &Pairs::read(), &usage, &mut Rng(1));
        assert_eq!(told("Polisi itu datang karena gampang.").as_deref(), Some("polis itu datang kerana mudah"));
        assert_eq!(told("Dia datang lagi"), None);
    }
}
