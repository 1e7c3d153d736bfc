//! Records become rows of an answer.

use super::{Days, DocumentRef, EventRow, MagnitudeRow, PlaceRow, Report, StatementRow, Store, Voice, Who};
use crate::error::Result;
use crate::load::{actor_at, named, word};
use crate::pack::{self, PLACES};
use crate::rows::{
    Actor, CLAIMED, CONTRADICTED, CUE_NEGATED, DENIED, EventDetail, NEGATED, Part, StatementDetail, Stretch, TEASER,
};
use crate::{days, ident};
use rusqlite::Row;
use sayso_core::{EventType, Offsets};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

/// A reading, as far as rows of an answer want it.
pub(crate) struct Context {
    key: i64,
    text: String,
    offsets: Offsets,
    cast: Vec<Actor>,
    pub document: DocumentRef,
    pub story: i64,
}

impl Context {
    pub fn words(&self, (start, end): Stretch) -> String {
        let (from, to) = (self.offsets.byte(start) as usize, self.offsets.byte(end) as usize);
        self.text.get(from..to).unwrap_or_default().to_string()
    }

    fn who(&self, parts: &[Part]) -> Vec<Who> {
        let who = |p: &Part| {
            let actor = self.cast.get(p.0 as usize)?;
            Some(Who {
                actor: actor.code.clone(),
                entity: actor.entity.clone(),
                name: actor.name.clone(),
                text: self.words((p.1, p.2)),
            })
        };
        parts.iter().filter_map(who).collect()
    }
}

/// Loads records, each reading once.
pub(crate) struct Loader<'s> {
    store: &'s Store,
    readings: HashMap<i64, Rc<Context>>,
}

static EVENT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT hash, day, {}, {}, {}, {}, \"from\", \"to\", country, coalesce(together, flags), coalesce(reports, 1),
            coalesce(independent, 1), alike, same, {PLACES}, actor, recipient, detail FROM event WHERE id = ?",
        word("type"),
        word("mode"),
        word("status"),
        word("cameo")
    )
});

static STATEMENT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT hash, day, {}, {}, {}, flags, \"from\", \"to\", alike, {PLACES}, speaker, content, detail
            FROM statement WHERE id = ?",
        word("class"),
        word("form"),
        word("stance")
    )
});

impl<'s> Loader<'s> {
    pub fn new(store: &'s Store) -> Self {
        Loader { store, readings: HashMap::new() }
    }

    pub fn context(&mut self, reading: i64) -> Result<Rc<Context>> {
        if let Some(there) = self.readings.get(&reading) {
            return Ok(Rc::clone(there));
        }
        let sql = "SELECT d.key, d.text, r.title, r.outlet, r.url, r.published, r.day, r.language, b.story
            FROM reading r JOIN document d ON d.id = r.document JOIN body b ON b.id = r.body WHERE r.id = ?";
        let context = |r: &Row| {
            let (key, text): (i64, String) = (r.get(0)?, r.get(1)?);
            let document = DocumentRef {
                id: ident::document(key),
                title: r.get(2)?,
                outlet: r.get(3)?,
                url: r.get(4)?,
                published: r.get(5)?,
                reference_date: r.get::<_, Option<i64>>(6)?.and_then(days::written),
                language: r.get(7)?,
            };
            Ok(Context { key, offsets: Offsets::new(&text), text, cast: Vec::new(), document, story: r.get(8)? })
        };
        let conn = &self.store.conn;
        let loaded = (|| {
            let mut found = conn.prepare_cached(sql)?.query_row([reading], context)?;
            let cast = named(conn, reading)?;
            found.cast = cast.into_iter().map(|id| actor_at(conn, id)).collect::<rusqlite::Result<_>>()?;
            Ok(found)
        })();
        let context = Rc::new(self.store.told(loaded)?);
        // A page of answers has few documents; an export has many.
        if self.readings.len() >= 256 {
            self.readings.clear();
        }
        self.readings.insert(reading, Rc::clone(&context));
        Ok(context)
    }

    /// One event; with `reports`, all that tell it.
    pub fn event(&mut self, id: i64, reports: bool) -> Result<EventRow> {
        let context = self.context(id >> 16)?;
        let row = |r: &Row| {
            let detail = pack::event_detail(r, 14)?;
            let (alike, same): (i64, Option<i64>) = (r.get(12)?, r.get(13)?);
            Ok((event(r, &context, &detail)?, detail, alike, same))
        };
        let found = self.store.conn.prepare_cached(&EVENT).and_then(|mut s| s.query_row([id], row));
        let (mut event, detail, alike, same) = self.store.told(found)?;
        let members = match same {
            Some(same) => self.members(alike, same)?,
            None => vec![id],
        };
        if same.is_none() {
            event.claimed_by = self.voices(id >> 16, &context, &detail.claimed_by)?;
            event.denied_by = self.voices(id >> 16, &context, &detail.denied_by)?;
        }
        for member in &members {
            if same.is_some() || reports {
                self.member(*member, &mut event, reports, same.is_some())?;
            }
        }
        Ok(event)
    }

    fn members(&self, alike: i64, same: i64) -> Result<Vec<i64>> {
        // The one that stands for all comes first.
        let sql = "SELECT id FROM event WHERE alike = ?1 AND same = ?2 ORDER BY id <> ?2, flags & 4, day, id";
        self.store.told(
            self.store
                .conn
                .prepare_cached(sql)
                .and_then(|mut s| s.query_map([alike, same], |r| r.get(0))?.collect::<rusqlite::Result<_>>()),
        )
    }

    /// Adds what one report tells to an event: its voices and, where asked for, itself.
    fn member(&mut self, id: i64, event: &mut EventRow, report: bool, voices: bool) -> Result<()> {
        let context = self.context(id >> 16)?;
        let sql = format!("SELECT hash, {PLACES}, actor, recipient, detail FROM event WHERE id = ?");
        let found = self
            .store
            .conn
            .prepare_cached(&sql)
            .and_then(|mut s| s.query_row([id], |r| Ok((r.get::<_, i64>(0)?, pack::event_detail(r, 1)?))));
        let (hash, detail) = self.store.told(found)?;
        if voices {
            for voice in self.voices(id >> 16, &context, &detail.claimed_by)? {
                add_voice(&mut event.claimed_by, voice);
            }
            for voice in self.voices(id >> 16, &context, &detail.denied_by)? {
                add_voice(&mut event.denied_by, voice);
            }
        }
        if report && let Some(v) = detail.evidence.first() {
            event.told_by.push(Report {
                event: ident::record(context.key, 'e', hash),
                document: context.document.clone(),
                story: context.story,
                words: context.words((v.0, v.1)),
                sentence: context.words((v.2, v.3)),
                start: v.0,
                end: v.1,
                rule: self.rule(v.5)?,
            });
        }
        Ok(())
    }

    fn rule(&self, id: i64) -> Result<String> {
        let sql = "SELECT name FROM word WHERE id = ?";
        self.store.told(self.store.conn.prepare_cached(sql).and_then(|mut s| s.query_row([id], |r| r.get(0))))
    }

    fn voices(&self, reading: i64, context: &Context, claims: &[(u32, u32)]) -> Result<Vec<Voice>> {
        let mut voices = Vec::new();
        for &(actor, statement) in claims {
            let sql = format!("SELECT hash, {PLACES}, speaker, content, detail FROM statement WHERE id = ?");
            let id = reading << 16 | i64::from(statement);
            let found = self
                .store
                .conn
                .prepare_cached(&sql)
                .and_then(|mut s| s.query_row([id], |r| Ok((r.get::<_, i64>(0)?, pack::statement_detail(r, 1)?))));
            let (hash, detail) = self.store.told(found)?;
            let Some(who) = context.cast.get(actor as usize) else { continue };
            voices.push(Voice {
                actor: who.code.clone(),
                entity: who.entity.clone(),
                name: who.name.clone(),
                statement: ident::record(context.key, 's', hash),
                words: content(context, &detail),
                outlet: context.document.outlet.clone(),
            });
        }
        Ok(voices)
    }

    /// One statement.
    pub fn statement(&mut self, id: i64) -> Result<StatementRow> {
        let reading = id >> 16;
        let context = self.context(reading)?;
        let row = |r: &Row| {
            let detail = pack::statement_detail(r, 9)?;
            Ok((statement(r, &context, &detail)?, detail, r.get::<_, i64>(8)?))
        };
        let found = self.store.conn.prepare_cached(&STATEMENT).and_then(|mut s| s.query_row([id], row));
        let (mut statement, detail, alike) = self.store.told(found)?;
        statement.about = self.hashes("event", 'e', reading, &context, &detail.about)?;
        statement.denies = self.hashes("statement", 's', reading, &context, &detail.denies)?;
        if let Some(v) = detail.evidence.first() {
            statement.rule = self.rule(v.5)?;
        }
        let sql = "SELECT count(DISTINCT r.document), count(DISTINCT b.story) FROM statement s JOIN reading r
            ON r.id = s.id >> 16 AND r.current JOIN body b ON b.id = r.body WHERE s.alike = ?";
        let counts =
            self.store.conn.prepare_cached(sql).and_then(|mut s| s.query_row([alike], |r| Ok((r.get(0)?, r.get(1)?))));
        (statement.reports, statement.independent) = self.store.told(counts)?;
        Ok(statement)
    }

    fn hashes(
        &self,
        table: &str,
        letter: char,
        reading: i64,
        context: &Context,
        places: &[u32],
    ) -> Result<Vec<String>> {
        let sql = format!("SELECT hash FROM {table} WHERE id = ?");
        let mut ids = Vec::new();
        for place in places {
            let id = reading << 16 | i64::from(*place);
            let hash = self.store.conn.prepare_cached(&sql).and_then(|mut s| s.query_row([id], |r| r.get(0)));
            ids.push(ident::record(context.key, letter, self.store.told(hash)?));
        }
        Ok(ids)
    }
}

/// Two documents may let the same speaker say the same: once is enough.
fn add_voice(voices: &mut Vec<Voice>, voice: Voice) {
    if !voices.iter().any(|v| v.entity == voice.entity && v.words == voice.words) {
        voices.push(voice);
    }
}

fn content(context: &Context, detail: &StatementDetail) -> String {
    let pieces: Vec<String> = detail.content.iter().map(|&c| context.words(c)).collect();
    match (pieces.is_empty(), detail.evidence.first()) {
        (true, Some(v)) => context.words((v.0, v.1)),
        _ => pieces.join(" … "),
    }
}

fn range(r: &Row, from: usize) -> rusqlite::Result<Option<Days>> {
    let (first, last): (Option<i64>, Option<i64>) = (r.get(from)?, r.get(from + 1)?);
    let days = first.and_then(days::written).zip(last.and_then(days::written));
    Ok(days.map(|(from, to)| Days { from, to }))
}

fn event(r: &Row, context: &Context, d: &EventDetail) -> rusqlite::Result<EventRow> {
    let kind: String = r.get(2)?;
    let cameo: Option<String> = r.get(5)?;
    let known = EventType::parse(&kind);
    let (actor, recipient) = (context.who(&d.actor), context.who(&d.recipient));
    let codes = |who: &[Who]| match who.is_empty() {
        true => "-".to_string(),
        false => who.iter().map(|w| w.actor.as_str()).collect::<Vec<_>>().join(" + "),
    };
    let flags: i64 = r.get(9)?;
    let words = d.evidence.first().map(|v| (context.words((v.0, v.1)), context.words((v.2, v.3))));
    let (words, sentence) = words.unwrap_or_default();
    let country: Option<String> = r.get(8)?;
    let magnitude = |(kind, min, max, start, end): &(String, u64, u64, u32, u32)| MagnitudeRow {
        kind: kind.clone(),
        min: *min,
        max: *max,
        text: context.words((*start, *end)),
    };
    Ok(EventRow {
        id: ident::record(context.key, 'e', r.get(0)?),
        notation: format!("{} > {kind} > {}", codes(&actor), codes(&recipient)),
        mode: r.get(3)?,
        context: d.context.clone(),
        quad: known.map_or(0, |k| k.quad() as u8),
        cameo: cameo.unwrap_or_else(|| known.map_or("", EventType::cameo_root).to_string()),
        status: r.get(4)?,
        actor,
        recipient,
        date: range(r, 6)?,
        day: days::written(r.get(1)?),
        place: d.place.map(|p| PlaceRow { text: context.words(p), country: country.clone() }),
        magnitude: d.magnitude.iter().map(magnitude).collect(),
        claimed_by: Vec::new(),
        denied_by: Vec::new(),
        contested: flags & CLAIMED != 0 && flags & DENIED != 0,
        teaser: flags & TEASER != 0,
        reports: r.get(10)?,
        independent: r.get(11)?,
        words,
        sentence,
        document: context.document.clone(),
        told_by: Vec::new(),
        kind,
    })
}

fn statement(r: &Row, context: &Context, d: &StatementDetail) -> rusqlite::Result<StatementRow> {
    let flags: i64 = r.get(5)?;
    let v = d.evidence.first().copied().unwrap_or_default();
    let pieces: Vec<String> = d.content.iter().map(|&c| context.words(c)).collect();
    Ok(StatementRow {
        id: ident::record(context.key, 's', r.get(0)?),
        speaker: context.who(&d.speaker),
        via: context.who(&d.via),
        addressee: context.who(&d.addressee),
        cue: d.cue.map(|c| context.words(c)),
        class: r.get(2)?,
        form: r.get(3)?,
        stance: r.get(4)?,
        negated: flags & NEGATED != 0,
        cue_negated: flags & CUE_NEGATED != 0,
        content: pieces.join(" … "),
        date: range(r, 6)?,
        day: days::written(r.get(1)?),
        about: Vec::new(),
        denies: Vec::new(),
        denied: flags & CONTRADICTED != 0,
        reports: 1,
        independent: 1,
        words: context.words((v.0, v.1)),
        sentence: context.words((v.2, v.3)),
        start: v.0,
        end: v.1,
        rule: String::new(),
        document: context.document.clone(),
    })
}
