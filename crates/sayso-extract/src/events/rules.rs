//! The frames of a language, by cue word.

use crate::Error;
use crate::rules::{Grammar, Slot, Voice, bare_stems, forms, line_of, one_or_many, parse};
use rustc_hash::FxHashMap;
use sayso_core::{Context, EventType, MagnitudeKind, Mode, Status};
use sayso_lang_data::Folder;
use serde::Deserialize;
use toml::Spanned;

/// One frame.
#[derive(Debug)]
pub struct Rule {
    /// `en/events/sanction:12`: language, file and line.
    pub id: String,
    /// What it tells.
    pub kind: EventType,
    /// Whether its cue is a noun.
    pub noun: bool,
    /// Slots of who acts.
    pub actor: Vec<Slot>,
    /// Slots of who is acted upon.
    pub recipient: Vec<Slot>,
    /// Head lemmas that the object must have.
    pub object: Vec<String>,
    /// Only with something in one of these.
    pub with: Vec<Slot>,
    /// Not with something there.
    pub without: Vec<Slot>,
    /// Only where who acts stands in one of these too: "**it** warned that **it** would respond".
    pub same: Vec<Slot>,
    /// Not with one of these words near the cue.
    pub unless: Vec<String>,
    /// Only with one of these words near the cue.
    pub beside: Vec<String>,
    /// Sectors (or `state`) of which whoever acts must be one.
    pub by: Vec<String>,
    /// Sectors (or `state`) of which nobody who acts may be.
    pub not_by: Vec<String>,
    /// Sectors (or `state`) of which whoever is acted upon must be one.
    pub on: Vec<String>,
    /// Sectors (or `state`) of which nobody who is acted upon may be.
    pub not_on: Vec<String>,
    /// Fixed for the rule.
    pub mode: Option<Mode>,
    /// Fixed for the rule.
    pub context: Vec<Context>,
    /// Fixed for the rule.
    pub cameo: Option<String>,
    /// Fixed for the rule.
    pub status: Option<Status>,
    /// To say that one will do it is to do it: a threat. Not where it was done.
    pub announced: bool,
    /// Everybody is actor.
    pub both: bool,
    /// Who must be somebody known.
    pub need: Need,
    /// A missing recipient is the actor's own state.
    pub domestic: bool,
    /// A missing recipient is the state of the place.
    pub place: bool,
}

/// Who must be somebody known for a rule to fire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// At least one.
    #[default]
    Either,
    /// Who acts.
    Actor,
    /// Who is acted upon.
    Recipient,
    /// Both.
    Both,
    /// Nobody.
    None,
}

/// An example beside its rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// File in the language folder.
    pub file: String,
    /// Its line there.
    pub line: usize,
    /// The text.
    pub text: String,
    /// What it must give, in the notation.
    pub expected: Vec<String>,
    /// Reference date, if it needs one.
    pub date: Option<String>,
}

/// One way to meet a rule.
#[derive(Debug)]
pub struct Key {
    /// Index of the rule.
    pub rule: usize,
    /// Words that must follow.
    pub rest: Vec<String>,
    /// What the form says.
    pub voice: Voice,
}

/// Rules of one language, by cue word.
#[derive(Debug, Default)]
pub struct Rules {
    /// All of them.
    pub list: Vec<Rule>,
    /// By first word.
    pub verbs: FxHashMap<String, Vec<Key>>,
    /// By first word.
    pub nouns: FxHashMap<String, Vec<Key>>,
    /// Active verbs by their bare stems: `menarik` by `tarik`.
    pub stems: FxHashMap<String, String>,
    /// Words that change the status.
    pub status: super::status::Words,
    /// Words that count: "killed" counts the dead.
    pub counts: FxHashMap<String, MagnitudeKind>,
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    lemmas: Vec<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    actor: Option<Vec<Slot>>,
    #[serde(default, deserialize_with = "one_or_many")]
    recipient: Option<Vec<Slot>>,
    #[serde(default, deserialize_with = "one_or_many")]
    object: Option<Vec<String>>,
    #[serde(default, deserialize_with = "one_or_many")]
    with: Option<Vec<Slot>>,
    #[serde(default, deserialize_with = "one_or_many")]
    without: Option<Vec<Slot>>,
    #[serde(default, deserialize_with = "one_or_many")]
    same: Option<Vec<Slot>>,
    #[serde(default, deserialize_with = "one_or_many")]
    unless: Option<Vec<String>>,
    #[serde(default, deserialize_with = "one_or_many")]
    beside: Option<Vec<String>>,
    #[serde(default, deserialize_with = "one_or_many")]
    by: Option<Vec<String>>,
    #[serde(default, deserialize_with = "one_or_many")]
    not_by: Option<Vec<String>>,
    #[serde(default, deserialize_with = "one_or_many")]
    on: Option<Vec<String>>,
    #[serde(default, deserialize_with = "one_or_many")]
    not_on: Option<Vec<String>>,
    mode: Option<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    context: Option<Vec<String>>,
    cameo: Option<String>,
    status: Option<String>,
    #[serde(default)]
    announced: bool,
    #[serde(default)]
    both: bool,
    #[serde(default)]
    need: Need,
    #[serde(default)]
    domestic: bool,
    #[serde(default)]
    place: bool,
    #[serde(default)]
    example: Vec<Spanned<ExampleRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleRow {
    text: String,
    events: Vec<String>,
    date: Option<String>,
}

impl Rules {
    /// Whether a rule knows the verb with this particle: "hand over".
    pub fn takes_particle(&self, verb: &str, particle: &str) -> bool {
        let keys = self.verbs.get(verb).into_iter().flatten();
        keys.into_iter().any(|k| matches!(k.rest.as_slice(), [p] if p == particle))
    }

    /// Indices of the rules that a cue word can meet.
    pub fn met_by(&self, word: &str) -> impl Iterator<Item = usize> {
        [&self.verbs, &self.nouns].into_iter().filter_map(|m| m.get(word)).flatten().map(|k| k.rule)
    }

    /// Reads `events/*.toml` and `status.toml` of the language.
    pub fn load(code: &str, grammar: &Grammar, own: &Folder) -> Result<Self, Error> {
        let mut rules = Rules { status: super::status::Words::load(code, grammar, own)?, ..Rules::default() };
        for (word, kind) in rules.status.counts() {
            rules.counts.insert(word, kind);
        }
        for (path, bytes) in own.below("events/") {
            let fail = |line, why: String| Error { code: code.into(), file: path.into(), line, why };
            let name = path.trim_start_matches("events/").trim_end_matches(".toml");
            let kind = EventType::parse(&name.to_uppercase())
                .ok_or_else(|| fail(None, "the file's name is no PLOVER type".into()))?;
            let text = std::str::from_utf8(bytes).map_err(|_| fail(None, "not UTF-8".into()))?;
            let file: File = parse(code, path, text)?;
            for (row, noun) in file.verb.into_iter().map(|r| (r, false)).chain(file.noun.into_iter().map(|r| (r, true)))
            {
                let line = line_of(text, row.span().start);
                rules.add(code, grammar, path, text, line, kind, noun, row.into_inner())?;
            }
        }
        Ok(rules)
    }

    #[allow(clippy::too_many_arguments)]
    fn add(
        &mut self,
        code: &str,
        grammar: &Grammar,
        path: &str,
        text: &str,
        line: usize,
        kind: EventType,
        noun: bool,
        row: Row,
    ) -> Result<(), Error> {
        let fail = |why: String| Error { code: code.into(), file: path.into(), line: Some(line), why };
        let mode = row
            .mode
            .as_deref()
            .map(|m| Mode::parse(m).ok_or_else(|| fail(format!("'{m}' is no PLOVER mode"))))
            .transpose()?;
        if let Some(m) = mode.filter(|m| !kind.modes().contains(m)) {
            return Err(fail(format!("{} has no mode '{}'", kind.as_str(), m.as_str())));
        }
        let context = row.context.unwrap_or_default();
        let context =
            context.iter().map(|c| Context::parse(c).ok_or_else(|| fail(format!("'{c}' is no PLOVER context"))));
        let context = context.collect::<Result<Vec<_>, _>>()?;
        let status = row
            .status
            .as_deref()
            .map(|s| Status::parse(s).ok_or_else(|| fail(format!("'{s}' is no status"))))
            .transpose()?;
        let words = |list: Option<Vec<String>>| grammar.words(list.unwrap_or_default()).map_err(fail);
        let slot = |s: &str| Slot::parse(s).expect("a slot of our own");
        let index = self.list.len();
        for lemma in &row.lemmas {
            // "u-turn" is three tokens to some models
            let hyphened = noun && lemma.contains('-');
            if hyphened && let Some((first, rest)) = lemma.split_once('-') {
                let rest = rest.split([' ', '-']).map(str::to_string).collect();
                self.nouns.entry(first.to_lowercase()).or_default().push(Key { rule: index, rest, voice: Voice::Tree });
            }
            let mut words = lemma.split(' ');
            let first = words.next().filter(|w| !w.is_empty()).ok_or_else(|| fail("an empty lemma".into()))?;
            let rest: Vec<String> = words.map(str::to_string).collect();
            let to = if noun { &mut self.nouns } else { &mut self.verbs };
            let all = if noun { vec![(first.to_string(), Voice::Tree)] } else { forms(first, &grammar.inflect) };
            if !noun {
                let stems = bare_stems(first, &grammar.inflect).into_iter();
                self.stems.extend(stems.map(|s| (s, first.to_string())));
            }
            for (form, voice) in all {
                to.entry(form.to_lowercase()).or_default().push(Key { rule: index, rest: rest.clone(), voice });
            }
        }
        for e in row.example {
            let line = line_of(text, e.span().start);
            let e = e.into_inner();
            self.examples.push(Example { file: path.into(), line, text: e.text, expected: e.events, date: e.date });
        }
        self.list.push(Rule {
            id: format!("{code}/{}:{line}", path.trim_end_matches(".toml")),
            kind,
            noun,
            actor: row.actor.unwrap_or_else(|| if noun { grammar.noun.actor.clone() } else { vec![slot("nsubj")] }),
            recipient: row
                .recipient
                .unwrap_or_else(|| if noun { grammar.noun.recipient.clone() } else { vec![slot("obj")] }),
            object: words(row.object)?,
            with: row.with.unwrap_or_default(),
            without: row.without.unwrap_or_default(),
            same: row.same.unwrap_or_default(),
            unless: words(row.unless)?,
            beside: words(row.beside)?,
            by: row.by.unwrap_or_default(),
            not_by: row.not_by.unwrap_or_default(),
            on: row.on.unwrap_or_default(),
            not_on: row.not_on.unwrap_or_default(),
            mode,
            context,
            cameo: row.cameo,
            status,
            announced: row.announced,
            both: row.both,
            need: row.need,
            domestic: row.domestic,
            place: row.place,
        });
        Ok(())
    }
}
