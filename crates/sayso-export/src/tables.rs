//! The tables of an export: their columns with what they mean, and their rows.

use sayso_core::{Actor, Claim, Event, Evidence, Offsets, Participant, Reading, Span, Statement, event_notation};
use sayso_store::scale::scale;
use sayso_store::{Counted, Whole};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words; several values have ` + ` between them.
    Text,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A whole number.
    Number,
    /// A number.
    Real,
    /// Yes or no.
    Flag,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    None,
    Text(String),
    Number(i64),
    Real(f64),
    Flag(bool),
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What that means.
    pub meaning: &'static str,
}

/// One table.
#[derive(Clone, Copy, Debug)]
pub struct TableSpec {
    /// Its name, and that of its file.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// Its columns in order.
    pub columns: &'static [Column],
}

macro_rules! columns {
    ($($name:ident $kind:ident $meaning:literal),* $(,)?) => {
        &[$(Column { name: stringify!($name), kind: Kind::$kind, meaning: $meaning }),*]
    };
}

/// All tables.
pub const TABLES: [TableSpec; 4] = [
    TableSpec { name: "documents", row: "a document", columns: DOCUMENTS },
    TableSpec { name: "actors", row: "an actor in a document", columns: ACTORS },
    TableSpec { name: "statements", row: "a statement in a document", columns: STATEMENTS },
    TableSpec { name: "events", row: "an event as one document tells it", columns: EVENTS },
];

const DOCUMENTS: &[Column] = columns! {
    id Text "its id",
    day Day "the day that its relative dates are counted from",
    input_id Text "the given id, else its path",
    url Text "its address",
    outlet Text "who published it",
    section Text "the section it stands in",
    title Text "its headline",
    byline Text "its authors",
    published Text "when it was published, as the page has it",
    updated Text "when it was last changed",
    language Text "BCP 47 code",
    story Text "the first id of all documents that are copies of it: equal for copies",
    copies Number "documents that are copies of one another, this one among them",
    reader Text "version of sayso that read it",
    text Text "its text; all offsets count its Unicode code points",
};

const ACTORS: &[Column] = columns! {
    document Text "id of the document",
    day Day "reference date of the document",
    actor Text "its code on that day",
    entity Text "what does not change with the office: the key to join on",
    name Text "name to show",
    kind Text "person, organisation, state, bloc, group, outlet, unknown",
    country Text "ISO 3166-1 alpha-3 code of its state",
    sector Text "PLOVER sector",
    role Text "office or function",
    wikidata Text "Wikidata item",
    mentions Number "how often the page mentions it",
    start Number "first code point of the first mention",
    end Number "where that mention ends",
};

const STATEMENTS: &[Column] = columns! {
    id Text "its id",
    document Text "id of the document",
    day Day "when it was said, else the reference date of the document",
    speaker Text "who speaks",
    speaker_entity Text "entity of the speaker",
    addressee Text "to whom",
    via Text "links of a chain, outermost first",
    cue Text "the words that signal it",
    class Text "what they do: say, think, judge, ask, promise, warn, accuse, deny, admit, attitude",
    form Text "direct, indirect, mixed",
    stance Text "assert, deny, accuse, demand, promise, warn, ask, praise, condemn",
    negated Flag "the main clause of the content is negated",
    cue_negated Flag "the cue is: did not say",
    content Text "what was said; pieces have … between them",
    date_from Day "first day, where the page says when",
    date_to Day "last day",
    about Text "ids of the events that it tells",
    denies Text "ids of the statements that it denies",
    reports Number "documents that have it in the same words",
    independent Number "those of them that are no copies of one another",
    words Text "the words it stands on",
    start Number "where they begin",
    end Number "where they end",
    sentence Text "their sentence",
    line Number "index of the line",
    rule Text "place of the rule in the language folders",
};

const EVENTS: &[Column] = columns! {
    id Text "its id",
    happening Text "id of the report that stands for this event: equal for all reports of one event",
    document Text "id of the document",
    day Day "first day, else the reference date of the document",
    notation Text "the event in one line",
    actor Text "who acts",
    actor_entity Text "entity of who acts",
    actor_country Text "ISO 3166-1 alpha-3 code of its state",
    actor_sector Text "PLOVER sector",
    type Text "PLOVER type",
    mode Text "PLOVER mode",
    context Text "PLOVER contexts",
    recipient Text "who is acted upon",
    recipient_entity Text "entity of who is acted upon",
    recipient_country Text "ISO 3166-1 alpha-3 code of its state",
    recipient_sector Text "PLOVER sector",
    status Text "done, ongoing, planned, demanded, hypothetical, negated: only the first two happened",
    quad Number "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    cameo Text "CAMEO code",
    scale Real "conflict and cooperation by CAMEO code, -10 to 10",
    date_from Day "first day, where the page says when",
    date_to Day "last day",
    place Text "words that tell where",
    country Text "ISO 3166-1 alpha-3 code of the state that lies in",
    magnitude Text "what is counted, least and most",
    claimed_by Text "who asserts it on this page; empty: the page itself says so",
    denied_by Text "who denies it on this page",
    reports Number "documents that tell it",
    independent Number "those of them that are no copies of one another",
    cue Text "the words that tell the act",
    words Text "the words it stands on",
    start Number "where they begin",
    end Number "where they end",
    sentence Text "their sentence",
    line Number "index of the line",
    line_kind Text "title, subhead, body, caption, teaser",
    rule Text "place of the rule in the language folders",
};

/// Rows of one document, a list for each of [`TABLES`].
pub(crate) fn rows(w: &Whole) -> [Vec<Vec<Cell>>; 4] {
    let page = Page { r: &w.reading, offsets: Offsets::new(&w.reading.document.text) };
    let statements = w.reading.statements.iter().zip(&w.statements).map(|(s, c)| page.statement(s, c)).collect();
    let events = w.reading.events.iter().zip(&w.events).map(|(e, c)| page.event(e, c)).collect();
    [vec![page.document(w)], w.reading.actors.iter().map(|a| page.actor(a)).collect(), statements, events]
}

struct Page<'a> {
    r: &'a Reading,
    offsets: Offsets,
}

fn text(s: impl Into<String>) -> Cell {
    Cell::Text(s.into())
}

fn option(s: &Option<String>) -> Cell {
    s.clone().map_or(Cell::None, Cell::Text)
}

fn shown<T: ToString>(x: Option<T>) -> Cell {
    x.map_or(Cell::None, |x| Cell::Text(x.to_string()))
}

/// Several values with ` + ` between them; none where there is none.
fn joined<'a>(all: impl Iterator<Item = &'a str>) -> Cell {
    let all: Vec<&str> = all.collect();
    if all.is_empty() { Cell::None } else { Cell::Text(all.join(" + ")) }
}

impl Page<'_> {
    fn words(&self, span: Span) -> &str {
        self.r.document.words(span)
    }

    fn who(&self, parts: &[Participant], of: impl Fn(&Actor) -> &str) -> Cell {
        joined(parts.iter().map(|p| of(&self.r.actors[p.actor])))
    }

    fn claims(&self, claims: &[Claim]) -> Cell {
        joined(claims.iter().map(|c| self.r.actors[c.actor].id.as_str()))
    }

    fn day(&self) -> Cell {
        shown(self.r.document.article.reference_date)
    }

    fn document(&self, w: &Whole) -> Vec<Cell> {
        let (d, a) = (&self.r.document, &self.r.document.article);
        vec![
            text(&self.r.id),
            self.day(),
            text(&d.input_id),
            option(&a.url),
            option(&a.outlet),
            option(&a.section),
            option(&a.title),
            joined(a.byline.iter().map(String::as_str)),
            option(&a.published),
            option(&a.updated),
            option(&a.language),
            text(&w.story),
            Cell::Number(w.copies),
            text(&w.reader),
            text(&d.text),
        ]
    }

    fn actor(&self, a: &Actor) -> Vec<Cell> {
        let first = a.mentions.first().map(|m| m.span);
        vec![
            text(&self.r.id),
            self.day(),
            text(&a.id),
            text(&a.entity),
            text(&a.name),
            text(a.kind.as_str()),
            option(&a.country),
            option(&a.sector),
            option(&a.role),
            option(&a.wikidata),
            Cell::Number(a.mentions.len() as i64),
            first.map_or(Cell::None, |s| Cell::Number(self.offsets.of(s.start).into())),
            first.map_or(Cell::None, |s| Cell::Number(self.offsets.of(s.end).into())),
        ]
    }

    fn evidence(&self, evidence: &[Evidence]) -> [Cell; 5] {
        let Some(e) = evidence.first() else { return [const { Cell::None }; 5] };
        [
            text(self.words(e.span)),
            Cell::Number(self.offsets.of(e.span.start).into()),
            Cell::Number(self.offsets.of(e.span.end).into()),
            text(self.words(e.sentence)),
            Cell::Number(e.line as i64),
        ]
    }

    fn statement(&self, s: &Statement, c: &Counted) -> Vec<Cell> {
        let content: Vec<&str> = s.content.iter().map(|&c| self.words(c)).collect();
        let mut row = vec![
            text(&s.id),
            text(&self.r.id),
            s.date.map_or_else(|| self.day(), |t| text(t.from.to_string())),
            self.who(&s.speaker, |a| &a.id),
            self.who(&s.speaker, |a| &a.entity),
            self.who(&s.addressee, |a| &a.id),
            self.who(&s.via, |a| &a.id),
            s.cue.map_or(Cell::None, |c| text(self.words(c.span))),
            s.cue.map_or(Cell::None, |c| text(c.class.as_str())),
            text(s.form.as_str()),
            text(s.stance.as_str()),
            Cell::Flag(s.negated),
            Cell::Flag(s.cue_negated),
            if content.is_empty() { Cell::None } else { text(content.join(" … ")) },
            shown(s.date.map(|t| t.from)),
            shown(s.date.map(|t| t.to)),
            joined(s.about.iter().map(|&e| self.r.events[e].id.as_str())),
            joined(s.denies.iter().map(|&d| self.r.statements[d].id.as_str())),
            Cell::Number(c.reports),
            Cell::Number(c.independent),
        ];
        row.extend(self.evidence(&s.evidence));
        row.push(s.evidence.first().map_or(Cell::None, |e| text(&e.rule)));
        row
    }

    fn event(&self, e: &Event, c: &Counted) -> Vec<Cell> {
        let cameo = e.cameo.as_deref().unwrap_or(e.kind.cameo_root());
        let magnitude: Vec<String> =
            e.magnitude.iter().map(|m| format!("{} {}-{}", m.kind.as_str(), m.min, m.max)).collect();
        let country = |a: &'_ Actor| a.country.clone().unwrap_or_default();
        let sector = |a: &'_ Actor| a.sector.clone().unwrap_or_default();
        let each = |parts: &[Participant], of: &dyn Fn(&Actor) -> String| {
            let all: Vec<String> = parts.iter().map(|p| of(&self.r.actors[p.actor])).collect();
            // As many values as there are actors, so that columns can be read side by side.
            if all.iter().all(String::is_empty) { Cell::None } else { Cell::Text(all.join(" + ")) }
        };
        let mut row = vec![
            text(&e.id),
            text(&c.id),
            text(&self.r.id),
            e.date.map_or_else(|| self.day(), |t| text(t.from.to_string())),
            text(event_notation(self.r, e)),
            self.who(&e.actor, |a| &a.id),
            self.who(&e.actor, |a| &a.entity),
            each(&e.actor, &country),
            each(&e.actor, &sector),
            text(e.kind.as_str()),
            e.mode.map_or(Cell::None, |m| text(m.as_str())),
            joined(e.context.iter().map(|c| c.as_str())),
            self.who(&e.recipient, |a| &a.id),
            self.who(&e.recipient, |a| &a.entity),
            each(&e.recipient, &country),
            each(&e.recipient, &sector),
            text(e.status.as_str()),
            Cell::Number(e.kind.quad() as i64),
            text(cameo),
            Cell::Real(scale(cameo)),
            shown(e.date.map(|t| t.from)),
            shown(e.date.map(|t| t.to)),
            e.place.as_ref().map_or(Cell::None, |p| text(self.words(p.span))),
            e.place.as_ref().map_or(Cell::None, |p| option(&p.country)),
            joined(magnitude.iter().map(String::as_str)),
            self.claims(&e.claimed_by),
            self.claims(&e.denied_by),
            Cell::Number(c.reports),
            Cell::Number(c.independent),
            text(self.words(e.cue)),
        ];
        row.extend(self.evidence(&e.evidence));
        let line = e.evidence.first().and_then(|v| self.r.document.lines.get(v.line));
        row.push(line.map_or(Cell::None, |l| text(l.kind.as_str())));
        row.push(e.evidence.first().map_or(Cell::None, |e| text(&e.rule)));
        row
    }
}
