//! What rule files of all kinds share: reading TOML, slots, words and how they change.

use crate::Error;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// Reads a TOML file of a language folder.
pub fn parse<T: DeserializeOwned>(code: &str, file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|e| Error {
        code: code.into(),
        file: file.into(),
        line: e.span().map(|s| line_of(text, s.start)),
        why: e.message().to_string(),
    })
}

/// The line (from 1) of a byte.
pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|&&b| b == b'\n').count() + 1
}

/// Where a part of a frame stands: `nsubj`, `obl:on|against`, `obj/nmod:of`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// From the cue downwards.
    pub steps: Vec<Step>,
    /// `obj!`: only whom the word itself means, not to whom it belongs.
    pub own: bool,
}

/// One relation of a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub rel: SlotRel,
    /// Prepositions (lower case) or cases (`Ins`); empty for any.
    pub words: Vec<String>,
}

/// Relations that rules may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // docs/rules.md defines them
pub enum SlotRel {
    Nsubj,
    Obj,
    Iobj,
    Obl,
    Nmod,
    Poss,
    Amod,
    Compound,
    Appos,
    Xcomp,
    Advcl,
    Ccomp,
    Parataxis,
    Acl,
    Quote,
    After,
    Below,
}

impl Slot {
    /// Reads `obj/nmod:on|against`.
    pub fn parse(s: &str) -> Result<Slot, String> {
        let (s, own) = s.strip_suffix('!').map_or((s, false), |s| (s, true));
        let steps = s.split('/').map(|step| {
            let (rel, words) = step.split_once(':').unwrap_or((step, ""));
            let rel = SlotRel::parse(rel).ok_or_else(|| format!("'{step}' in '{s}' is no slot: see docs/rules.md"))?;
            let words = words.split('|').filter(|w| !w.is_empty()).map(str::to_string).collect();
            Ok(Step { rel, words })
        });
        Ok(Slot { steps: steps.collect::<Result<_, String>>()?, own })
    }
}

impl SlotRel {
    fn parse(s: &str) -> Option<SlotRel> {
        use SlotRel::*;
        Some(match s {
            "nsubj" => Nsubj,
            "obj" => Obj,
            "iobj" => Iobj,
            "obl" => Obl,
            "nmod" => Nmod,
            "poss" => Poss,
            "amod" => Amod,
            "compound" => Compound,
            "appos" => Appos,
            "xcomp" => Xcomp,
            "advcl" => Advcl,
            "ccomp" => Ccomp,
            "parataxis" => Parataxis,
            "acl" => Acl,
            "quote" => Quote,
            "after" => After,
            "below" => Below,
            _ => return None,
        })
    }
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Slot, D::Error> {
        Slot::parse(&String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

/// One string or a list of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// Reads one value or a list.
pub fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<Vec<T>>, D::Error> {
    Ok(Some(match OneOrMany::deserialize(d)? {
        OneOrMany::One(x) => vec![x],
        OneOrMany::Many(all) => all,
    }))
}

/// What `lang.toml` says of how clauses are built.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Grammar {
    /// Prepositions (or cases) that mark who acts in a passive clause.
    pub agent: Vec<String>,
    /// How verbs change: `malay` or nothing.
    pub inflect: String,
    /// Prepositions that tell where.
    pub place: Vec<String>,
    /// Verbs that lend a noun their subject: "carry out (an attack)".
    pub light: Vec<String>,
    /// Default slots of nouns.
    pub noun: NounSlots,
    /// Nouns by kind, from `classes.toml`: a rule names all of a kind as `@people`.
    #[serde(skip)]
    pub classes: BTreeMap<String, Vec<String>>,
    /// Words that the parser knows well, in whose guise it sees names that it may not know.
    pub stand_in: StandIn,
    /// Words that head a clause wherever they stand behind a noun phrase, whatever the tagger
    /// takes them for: `sepakat`, `tiba`.
    pub heads: Vec<String>,
    /// Conjunctions that the parser takes for prepositions: `setelah (Lebanon meminta maaf)`.
    pub conjunctions: Vec<String>,
    /// Words that count or measure what stands behind them: `ratusan`, "dozens".
    pub quantity: Vec<String>,
    /// Prepositions that mark neither who acts nor who is acted upon.
    pub prepositions: Vec<String>,
    /// Verbs by form that stand before a noun as prepositions do: `menjelang`, `terkait`.
    pub like_prepositions: Vec<String>,
    /// Words between a preposition and its noun that tell on which side: `dekat`, `depan`.
    pub sides: Vec<String>,
    /// Nouns that only say what something is about: `soal`.
    pub about: Vec<String>,
    /// Verbs whose subject was met by what stands behind them: "**died** in an attack".
    pub victims: Vec<String>,
    /// Words right behind a verb that tell how, never what: "mengecam **keras** serangan".
    pub manners: Vec<String>,
    /// Verbs whose object (or addressee) does what they ask for: "urge X to …".
    pub directs: Vec<String>,
    /// Verbs that cannot do without an object: without one, and without auxiliary, their past
    /// form is passive ("Twelve **killed** in Kabul").
    pub transitive: Vec<String>,
    /// Prepositions that tie to a name only by mistake: `Xi Jinping (di Beijing)`.
    pub outside_names: Vec<String>,
    /// Prepositions that never belong to the words of somebody: `setelah`, `terhadap`.
    pub outside: Vec<String>,
}

/// Words that the parser knows well.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StandIn {
    /// For states and towns.
    pub place: String,
    /// For adjectives of states.
    pub adjective: String,
    /// For given names before a surname.
    pub person: String,
    /// Prepositions behind which a lone capital word is a town.
    pub behind: Vec<String>,
    /// For single words that a treebank lacks: `froze` as `stopped`.
    pub words: BTreeMap<String, String>,
    /// Verbs in the present that it would take for nouns.
    pub present: Present,
}

/// In whose guise the parser sees verbs in the present that it would take for nouns: "Ankara *disputes* it".
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Present {
    /// Forms that the parser knows: they stay.
    pub known: Vec<String>,
    /// Words that can only be a subject, beside names and offices.
    pub behind: Vec<String>,
    /// Words that open a clause: behind them the verb is seen as `says`.
    pub clause: Vec<String>,
    /// Words that open a noun phrase: behind them the verb is seen as `takes`.
    pub object: Vec<String>,
    /// The known verb before a clause.
    pub says: String,
    /// The known verb before an infinitive.
    pub wants: String,
    /// The known verb before an object.
    pub takes: String,
    /// The same, behind a plural.
    pub take: String,
}

/// Default slots of nouns.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NounSlots {
    /// Who acts.
    pub actor: Vec<Slot>,
    /// Who is acted upon.
    pub recipient: Vec<Slot>,
}

impl Grammar {
    /// The words, with each kind ("@people") replaced by all of its nouns; the name of a kind that
    /// there is not is the error.
    pub fn words(&self, list: Vec<String>) -> Result<Vec<String>, String> {
        let mut all = Vec::with_capacity(list.len());
        for word in list {
            let Some(kind) = word.strip_prefix('@') else {
                all.push(word);
                continue;
            };
            let known = || self.classes.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let nouns =
                self.classes.get(kind).ok_or_else(|| format!("'@{kind}' is no kind of classes.toml ({})", known()))?;
            all.extend(nouns.iter().cloned());
        }
        Ok(all)
    }
}

/// Which part a form plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The form says nothing of its own: the tree does.
    Tree,
    /// `menyerang`.
    Active,
    /// `diserang`.
    Passive,
}

/// The forms of a citation form that a rule must know beside the lemma of the tree.
pub fn forms(word: &str, inflect: &str) -> Vec<(String, Voice)> {
    let mut all = vec![(word.to_string(), Voice::Tree)];
    if inflect == "english" {
        all.extend(english_forms(word).into_iter().map(|f| (f, Voice::Tree)));
    }
    if inflect != "malay" {
        return all;
    }
    let stems = malay_stems(word);
    // "terbang", "bertemu": no form of theirs is passive; of "terbunuh", "kecurian" the tree tells
    if !stems.is_empty() || !word.starts_with("ter") && !word.starts_with("ke") && !word.starts_with("di") {
        all[0].1 = Voice::Active;
    }
    all.extend(stems.iter().map(|s| (format!("di{s}"), Voice::Passive)));
    all
}

/// The bare stems of an active form, as headlines have them: `tarik` of `menarik`.
pub fn bare_stems(word: &str, inflect: &str) -> Vec<String> {
    if inflect == "malay" { malay_stems(word) } else { vec![] }
}

/// Verbs of the news with a past of their own: past form, and participle where it differs.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("arise", &["arose", "arisen"]),
    ("awake", &["awoke", "awoken"]),
    ("bear", &["bore", "borne"]),
    ("beat", &["beat", "beaten"]),
    ("begin", &["began", "begun"]),
    ("bend", &["bent"]),
    ("bid", &["bid", "bade", "bidden"]),
    ("bind", &["bound"]),
    ("bite", &["bit", "bitten"]),
    ("bleed", &["bled"]),
    ("blow", &["blew", "blown"]),
    ("break", &["broke", "broken"]),
    ("breed", &["bred"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("buy", &["bought"]),
    ("catch", &["caught"]),
    ("choose", &["chose", "chosen"]),
    ("cling", &["clung"]),
    ("deal", &["dealt"]),
    ("dig", &["dug"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("eat", &["ate", "eaten"]),
    ("fall", &["fell", "fallen"]),
    ("feed", &["fed"]),
    ("fight", &["fought"]),
    ("flee", &["fled"]),
    ("fling", &["flung"]),
    ("fly", &["flew", "flown"]),
    ("forbid", &["forbade", "forbidden"]),
    ("foresee", &["foresaw", "foreseen"]),
    ("forgive", &["forgave", "forgiven"]),
    ("forgo", &["forwent", "forgone"]),
    ("forsake", &["forsook", "forsaken"]),
    ("freeze", &["froze", "frozen"]),
    ("give", &["gave", "given"]),
    ("grind", &["ground"]),
    ("hang", &["hung", "hanged"]),
    ("hide", &["hid", "hidden"]),
    ("hold", &["held"]),
    ("lay", &["laid"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("lie", &["lied"]),
    ("light", &["lit"]),
    ("lose", &["lost"]),
    ("meet", &["met"]),
    ("overcome", &["overcame"]),
    ("override", &["overrode", "overridden"]),
    ("overrun", &["overran"]),
    ("oversee", &["oversaw", "overseen"]),
    ("overtake", &["overtook", "overtaken"]),
    ("overthrow", &["overthrew", "overthrown"]),
    ("partake", &["partook", "partaken"]),
    ("pay", &["paid"]),
    ("quit", &["quit"]),
    ("rebuild", &["rebuilt"]),
    ("repay", &["repaid"]),
    ("rescind", &["rescinded"]),
    ("retake", &["retook", "retaken"]),
    ("ride", &["rode", "ridden"]),
    ("ring", &["rang", "rung"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("seek", &["sought"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("shake", &["shook", "shaken"]),
    ("shoot", &["shot"]),
    ("shrink", &["shrank", "shrunk"]),
    ("sink", &["sank", "sunk"]),
    ("slay", &["slew", "slain"]),
    ("sling", &["slung"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("spring", &["sprang", "sprung"]),
    ("stand", &["stood"]),
    ("steal", &["stole", "stolen"]),
    ("stick", &["stuck"]),
    ("sting", &["stung"]),
    ("strike", &["struck", "stricken"]),
    ("strive", &["strove", "striven"]),
    ("swear", &["swore", "sworn"]),
    ("sweep", &["swept"]),
    ("swing", &["swung"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("tear", &["tore", "torn"]),
    ("throw", &["threw", "thrown"]),
    ("tread", &["trod", "trodden"]),
    ("undergo", &["underwent", "undergone"]),
    ("undertake", &["undertook", "undertaken"]),
    ("undo", &["undid", "undone"]),
    ("uphold", &["upheld"]),
    ("weave", &["wove", "woven"]),
    ("win", &["won"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("withhold", &["withheld"]),
    ("withstand", &["withstood"]),
    ("wring", &["wrung"]),
    ("write", &["wrote", "written"]),
];

/// The regular forms of an English verb, and those of its own, for verbs whose lemma the model guesses wrong.
fn english_forms(word: &str) -> Vec<String> {
    let own = IRREGULAR.iter().find(|(verb, _)| *verb == word).map_or(&[][..], |(_, own)| own);
    let mut all = regular_forms(word);
    all.extend(own.iter().map(|f| f.to_string()));
    all
}

fn regular_forms(word: &str) -> Vec<String> {
    let vowel = |c: char| "aeiou".contains(c);
    let cs: Vec<char> = word.chars().collect();
    let [.., b, c] = cs.as_slice() else { return vec![] };
    let (b, c) = (*b, *c);
    let mut stem = word.to_string();
    if c == 'e' {
        stem.pop();
        return vec![format!("{word}s"), format!("{word}d"), format!("{stem}ing")];
    }
    if c == 'y' && !vowel(b) {
        stem.pop();
        return vec![format!("{stem}ies"), format!("{stem}ied"), format!("{word}ing")];
    }
    let s =
        if word.ends_with(['s', 'x', 'z', 'o']) || word.ends_with("ch") || word.ends_with("sh") { "es" } else { "s" };
    let mut all = vec![format!("{word}{s}"), format!("{word}ed"), format!("{word}ing")];
    if !vowel(c) && vowel(b) && !matches!(c, 'w' | 'x' | 'y') {
        all.extend([format!("{word}{c}ed"), format!("{word}{c}ing")]);
    }
    all
}

/// The stems that an active form of Malay or Indonesian may come from: `memukul` from `pukul`
/// (or `ukul`), `menyerang` from `serang`.
fn malay_stems(word: &str) -> Vec<String> {
    let vowel = |s: &str| s.starts_with(['a', 'e', 'i', 'o', 'u']);
    let with = |rest: &str, heads: &[&str]| heads.iter().map(|h| format!("{h}{rest}")).collect();
    if let Some(r) = word.strip_prefix("memper") {
        return vec![format!("per{r}")];
    }
    if let Some(r) = word.strip_prefix("menge").filter(|r| r.len() <= 6 && !vowel(r)) {
        return vec![r.to_string(), format!("ke{r}"), format!("e{r}")];
    }
    if let Some(r) = word.strip_prefix("meny") {
        return with(r, &["s"]);
    }
    if let Some(r) = word.strip_prefix("meng") {
        return if vowel(r) { with(r, &["", "k"]) } else { with(r, &[""]) };
    }
    if let Some(r) = word.strip_prefix("mem") {
        return if vowel(r) { with(r, &["p", "m"]) } else { with(r, &[""]) };
    }
    if let Some(r) = word.strip_prefix("men") {
        return if vowel(r) { with(r, &["t", "n"]) } else { with(r, &[""]) };
    }
    match word.strip_prefix("me") {
        Some(r) if r.starts_with(['l', 'r', 'w', 'y', 'm', 'n']) => vec![r.to_string()],
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_read() {
        let s = Slot::parse("obj/nmod:on|against").expect("a slot");
        assert_eq!(s.steps.len(), 2);
        assert_eq!(s.steps[1].words, ["on", "against"]);
        assert!(Slot::parse("object").is_err());
    }

    #[test]
    fn malay_passives_follow_from_active_forms() {
        let passives =
            |w| forms(w, "malay").into_iter().filter(|f| f.1 == Voice::Passive).map(|f| f.0).collect::<Vec<_>>();
        assert!(passives("menyerang").contains(&"diserang".into()));
        assert!(passives("mengirim").contains(&"dikirim".into()));
        assert!(passives("memukul").contains(&"dipukul".into()));
        assert!(passives("menangkap").contains(&"ditangkap".into()));
        assert!(passives("melancarkan").contains(&"dilancarkan".into()));
        assert!(passives("bertemu").is_empty());
        assert!(bare_stems("menarik", "malay").contains(&"tarik".into()));
    }
}
