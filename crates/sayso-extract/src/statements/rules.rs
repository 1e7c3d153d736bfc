//! Cues of one language.

use crate::Error;
use crate::events::Example;
use crate::rules::{Grammar, Slot, SlotRel, Voice, bare_stems, forms, line_of, one_or_many, parse};
use rustc_hash::FxHashMap;
use sayso_core::{CueClass, Stance};
use sayso_lang_data::Folder;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

/// One cue frame.
#[derive(Debug)]
pub struct Rule {
    /// `en/statements/say:12`.
    pub id: String,
    /// What it does.
    pub class: CueClass,
    /// What the speaker does with the content.
    pub stance: Stance,
    /// Slots.
    pub speaker: Vec<Slot>,
    /// Slots of content, in order of preference; the parts of one are told together.
    pub content: Vec<Joint>,
    /// Whether a quotation beside the clause can be its content.
    pub quote: bool,
    /// Slots.
    pub addressee: Vec<Slot>,
    /// Slots: who passes the words on.
    pub via: Vec<Slot>,
    /// Only with one of these as head lemma of the direct object.
    pub object: Vec<String>,
    /// Not with one of these among what hangs on the cue, or as speaker of a phrase ("according to **plan**").
    pub unless: Vec<String>,
    /// Fires only with a clause or quotation.
    pub strict: bool,
    /// Where the content is no clause or quotation, the speaker must be somebody, not a thing.
    pub somebody: bool,
    /// Read only when attitudes are asked for, whatever the class.
    pub optional: bool,
    /// Head lemmas of the subject ("a **poll** shows"); empty for any.
    pub subject: Vec<String>,
    /// Whether it is a noun.
    pub noun: bool,
}

/// Slots whose words are told together: `obj+xcomp` ("called **the fine a ransom note**").
#[derive(Debug, Clone)]
pub struct Joint(pub Vec<Slot>);

impl Joint {
    fn parse(s: &str) -> Result<Joint, String> {
        s.split('+').map(Slot::parse).collect::<Result<_, _>>().map(Joint)
    }

    /// Whether it is the one slot `rel`, whatever its prepositions.
    pub fn is(&self, rel: SlotRel) -> bool {
        self.0.len() == 1 && self.0[0].steps.len() == 1 && self.0[0].steps[0].rel == rel
    }
}

impl<'de> Deserialize<'de> for Joint {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Joint, D::Error> {
        Joint::parse(&String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

/// One way to meet a cue.
#[derive(Debug)]
pub struct Key {
    /// Index of the rule.
    pub rule: usize,
    /// Words that must follow.
    pub rest: Vec<String>,
    /// What the form says.
    pub voice: Voice,
}

/// Cues of one language: verbs, nouns and phrases that signal a statement.
#[derive(Debug, Default)]
pub struct Cues {
    /// All of them.
    pub list: Vec<Rule>,
    /// By first word.
    pub verbs: FxHashMap<String, Vec<Key>>,
    /// Adjectives that a subject is: "Riga is **confident** that …".
    pub adjectives: FxHashMap<String, Vec<Key>>,
    /// By first word.
    pub nouns: FxHashMap<String, Vec<Key>>,
    /// By first word, lower case.
    pub phrases: FxHashMap<String, Vec<Key>>,
    /// Active verbs by their bare stems.
    pub stems: FxHashMap<String, String>,
    /// Conjunctions that make a cue clause an aside: "as she put it".
    pub aside: Vec<String>,
    /// Words that open a content clause: "that".
    pub that: Vec<String>,
    /// Words that open an infinitive: "to".
    pub infinitive: Vec<String>,
    /// Conjunctions whose clause belongs to what was said, where it stands behind it: "if".
    pub conditions: Vec<String>,
    /// Content that only points at what was said before: "hal ini".
    pub empty: Vec<String>,
    /// Words between a cue and a quotation: "said **that** “…”", "**as** “…”".
    pub bridges: Vec<String>,
    /// Words that deny what they are said of: "called the charge **baseless**".
    pub denying: Vec<String>,
    /// Things that somebody speaks through: "a **letter** saying …".
    pub media: Vec<String>,
    /// Nouns that a clause tells of and not what is said: "in the **event** that …".
    pub holders: Vec<String>,
    /// All examples.
    pub examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    verb: Vec<Spanned<Row>>,
    #[serde(default)]
    noun: Vec<Spanned<Row>>,
    #[serde(default)]
    phrase: Vec<Spanned<Row>>,
    #[serde(default)]
    aside: Vec<String>,
    #[serde(default)]
    bridges: Vec<String>,
    #[serde(default)]
    denying: Vec<String>,
    #[serde(default)]
    adjective: Vec<Spanned<Row>>,
    #[serde(default)]
    media: Vec<String>,
    #[serde(default)]
    holders: Vec<String>,
    #[serde(default)]
    conditions: Vec<String>,
    #[serde(default)]
    empty: Vec<String>,
    #[serde(default)]
    that: Vec<String>,
    #[serde(default)]
    infinitive: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(alias = "words")]
    lemmas: Vec<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    speaker: Option<Vec<Slot>>,
    #[serde(default, deserialize_with = "one_or_many")]
    content: Option<Vec<Joint>>,
    #[serde(default, deserialize_with = "one_or_many")]
    addressee: Option<Vec<Slot>>,
    #[serde(default, deserialize_with = "one_or_many")]
    via: Option<Vec<Slot>>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    stance: Option<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    need: Option<Vec<Need>>,
    #[serde(default)]
    subject: Vec<String>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    example: Vec<Spanned<ExampleRow>>,
}

/// What must be there for a rule to fire.
#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Need {
    Content,
    Somebody,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleRow {
    text: String,
    statements: Vec<String>,
}

/// The stance that a class has by itself.
fn stance_of(class: CueClass) -> Stance {
    match class {
        CueClass::Ask => Stance::Demand,
        CueClass::Promise => Stance::Promise,
        CueClass::Warn => Stance::Warn,
        CueClass::Accuse => Stance::Accuse,
        CueClass::Deny => Stance::Deny,
        CueClass::Judge => Stance::Condemn,
        CueClass::Say | CueClass::Think | CueClass::Admit | CueClass::Attitude => Stance::Assert,
    }
}

impl Cues {
    /// Indices of the rules that a cue word can meet.
    pub fn met_by(&self, word: &str) -> impl Iterator<Item = usize> {
        [&self.verbs, &self.nouns, &self.phrases].into_iter().filter_map(|m| m.get(word)).flatten().map(|k| k.rule)
    }

    /// Reads `statements/*.toml` of the language.
    pub fn load(code: &str, grammar: &Grammar, own: &Folder) -> Result<Self, Error> {
        let mut cues = Cues::default();
        for (path, bytes) in own.below("statements/") {
            let fail = |line, why: String| Error { code: code.into(), file: path.into(), line, why };
            let name = path.trim_start_matches("statements/").trim_end_matches(".toml");
            let class =
                CueClass::parse(name).ok_or_else(|| fail(None, "the file's name is no class of cues".into()))?;
            let text = std::str::from_utf8(bytes).map_err(|_| fail(None, "not UTF-8".into()))?;
            let file: File = parse(code, path, text)?;
            cues.aside.extend(file.aside);
            cues.bridges.extend(file.bridges);
            cues.denying.extend(file.denying);
            cues.media.extend(file.media);
            cues.holders.extend(file.holders);
            cues.conditions.extend(file.conditions);
            cues.empty.extend(file.empty);
            cues.that.extend(file.that);
            cues.infinitive.extend(file.infinitive);
            let tables = [
                (file.verb, Sort::Verb),
                (file.adjective, Sort::Adjective),
                (file.noun, Sort::Noun),
                (file.phrase, Sort::Phrase),
            ];
            for (rows, sort) in tables {
                for row in rows {
                    let line = line_of(text, row.span().start);
                    cues.add(code, grammar, path, text, line, class, sort, row.into_inner())?;
                }
            }
        }
        Ok(cues)
    }

    #[allow(clippy::too_many_arguments)]
    fn add(
        &mut self,
        code: &str,
        grammar: &Grammar,
        path: &str,
        text: &str,
        line: usize,
        class: CueClass,
        sort: Sort,
        row: Row,
    ) -> Result<(), Error> {
        let fail = |why: String| Error { code: code.into(), file: path.into(), line: Some(line), why };
        let stance = match &row.stance {
            Some(s) => Stance::parse(s).ok_or_else(|| fail(format!("'{s}' is no stance")))?,
            None => stance_of(class),
        };
        for lemma in &row.lemmas {
            let mut words = lemma.split(' ');
            let first = words.next().filter(|w| !w.is_empty()).ok_or_else(|| fail("an empty lemma".into()))?;
            let rest: Vec<String> = words.map(str::to_string).collect();
            if sort == Sort::Verb {
                let stems = bare_stems(first, &grammar.inflect).into_iter();
                self.stems.extend(stems.map(|s| (s, first.to_string())));
            }
            let (to, all) = match sort {
                Sort::Verb => (&mut self.verbs, forms(first, &grammar.inflect)),
                Sort::Adjective => (&mut self.adjectives, vec![(first.to_string(), Voice::Active)]),
                Sort::Noun => (&mut self.nouns, vec![(first.to_string(), Voice::Tree)]),
                Sort::Phrase => (&mut self.phrases, vec![(first.to_string(), Voice::Tree)]),
            };
            for (form, voice) in all {
                to.entry(form.to_lowercase()).or_default().push(Key {
                    rule: self.list.len(),
                    rest: rest.clone(),
                    voice,
                });
            }
        }
        for e in row.example {
            let line = line_of(text, e.span().start);
            let e = e.into_inner();
            self.examples.push(Example { file: path.into(), line, text: e.text, expected: e.statements, date: None });
        }
        let slots = |all: &[&str]| all.iter().map(|s| Slot::parse(s).expect("a slot of our own")).collect::<Vec<_>>();
        let joints = |all: &[&str]| slots(all).into_iter().map(|s| Joint(vec![s])).collect::<Vec<_>>();
        let need = row.need.unwrap_or_default();
        let speaker = row.speaker.unwrap_or_else(|| match sort {
            Sort::Verb | Sort::Adjective => slots(&["nsubj"]),
            Sort::Noun => grammar.noun.actor.clone(),
            Sort::Phrase => slots(&["after"]),
        });
        let mut content = row.content.unwrap_or_else(|| match sort {
            Sort::Verb => joints(&["ccomp", "quote", "parataxis", "xcomp"]),
            Sort::Adjective => joints(&["ccomp", "advcl", "xcomp"]),
            Sort::Noun => joints(&["ccomp", "acl", "quote"]),
            Sort::Phrase => joints(&["quote"]),
        });
        let quote = content.iter().any(|s| s.is(SlotRel::Quote));
        content.retain(|s| !s.is(SlotRel::Quote));
        self.list.push(Rule {
            id: format!("{code}/{}:{line}", path.trim_end_matches(".toml")),
            class,
            stance,
            speaker,
            content,
            quote,
            addressee: row.addressee.unwrap_or_default(),
            via: row.via.unwrap_or_default(),
            strict: need.contains(&Need::Content),
            somebody: need.contains(&Need::Somebody),
            optional: row.optional || class == CueClass::Attitude,
            object: row.object,
            subject: row.subject,
            unless: row.unless,
            noun: sort == Sort::Noun,
        });
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Verb,
    Adjective,
    Noun,
    Phrase,
}
