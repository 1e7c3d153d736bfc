//! English objects that the parser took for phrases of time or measure: "arrested *more than 80
//! members* (obl)", "slammed *Hungary's media law* (obl)".

use super::{has_case, is_noun};
use sayso_core::{Deprel, Sentence, Upos};

/// Nouns that stand bare beside a verb without being its object.
const MEASURES: [&str; 46] = [
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "morning",
    "afternoon",
    "evening",
    "week",
    "weekend",
    "month",
    "year",
    "decade",
    "century",
    "time",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "percent",
    "%",
    "point",
    "mile",
    "km",
    "kilometer",
    "kilometre",
    "metre",
    "meter",
    "foot",
    "inch",
    "degree",
    "dollar",
    "euro",
    "way",
    "bit",
    "lot",
    "quarter",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "session",
    "season",
    "midnight",
    "noon",
];

/// Mends a parsed sentence.
pub fn mend(t: &mut Sentence) {
    measured_clauses(t);
    for v in 0..t.len() {
        let takes = t.tokens[v].upos == Upos::Verb
            && ![Deprel::Obj, Deprel::Ccomp, Deprel::Iobj, Deprel::Cop].iter().any(|&r| t.child(v, r).is_some())
            && !t.children(v).any(|c| t.tokens[c].deprel.is_pass());
        if !takes {
            continue;
        }
        let found = t.children_by(v, Deprel::Obl).find(|&c| is_bare(t, v, c));
        if let Some(o) = found {
            t.hang(o, Some(v), Deprel::Obj);
        }
    }
}

/// "expelled a Canadian *diplomat hours after* Ottawa had …": the measure belongs to the clause behind
/// it, the noun before it to the verb.
fn measured_clauses(t: &mut Sentence) {
    for m in 2..t.len() {
        let (Some(v), noun) = (t.head(m), m - 1) else { continue };
        let measure = MEASURES.contains(&t.lemma(m).to_lowercase().as_str()) && v < noun;
        let inside = t.head(noun) == Some(m) && t.tokens[noun].upos == Upos::Noun && t.rel(noun) == Deprel::Compound;
        let when = t.tokens.get(m + 1).is_some_and(|k| matches!(k.upos, Upos::Sconj | Upos::Adp | Upos::Adv))
            && matches!(t.form(m + 1), "after" | "before" | "later" | "earlier" | "ago");
        if !(measure && inside && when && !MEASURES.contains(&t.lemma(noun).to_lowercase().as_str())) {
            continue;
        }
        let rel = t.tokens[m].deprel;
        let before: Vec<usize> = t.children(m).filter(|&c| c < noun).collect();
        t.hang(noun, Some(v), rel);
        t.hang(m, Some(v), Deprel::Obl);
        before.into_iter().for_each(|c| {
            let own = t.tokens[c].deprel;
            t.hang(c, Some(noun), own);
        });
    }
}

/// A noun phrase without preposition right behind the verb that tells neither time nor measure.
fn is_bare(t: &Sentence, v: usize, c: usize) -> bool {
    let phrase = t.subtree(c);
    let own = is_noun(t, c) && !has_case(t, c) && t.child(c, Deprel::Mark).is_none();
    // "at least 19 people", "up to 40 shops"
    let bounded = v + 2 < t.len()
        && matches!(
            (t.form(v + 1), t.form(v + 2)),
            ("at", "least" | "most") | ("up", "to") | ("more" | "less" | "fewer", "than")
        );
    let begins =
        phrase[0] == v + 1 && (bounded || !matches!(t.tokens[v + 1].upos, Upos::Adp | Upos::Adv | Upos::Sconj));
    let counted = t.tokens[v + 1].upos == Upos::Adv && t.children_by(c, Deprel::Nummod).next().is_some();
    let lemma = t.lemma(c).to_lowercase();
    let calendar = t.tokens[c].upos == Upos::Propn && (lemma.ends_with("day") || is_month(&lemma));
    let thing = matches!(t.tokens[c].upos, Upos::Noun | Upos::Propn) && t.tokens[c].deprel.subtype() != "unmarked";
    own && thing && (begins || counted) && !calendar && !MEASURES.contains(&lemma.as_str())
}

fn is_month(lemma: &str) -> bool {
    matches!(
        lemma,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}
