//! What two sides do to each other, and say of each other.

use super::{EventQuery, EventRow, Page, StatementQuery, StatementRow, Store, TieMonth, TieRow};
use crate::days;
use crate::error::{Error, Result};
use crate::scale::scale;
use jiff::civil::Date;
use sayso_core::EventType;
use std::collections::BTreeMap;

/// Which ties. Only what happened counts (done, ongoing), and not what is told in teasers alone.
#[derive(Clone, Debug, Default)]
pub struct TieQuery {
    /// One side: a code, entity or name.
    pub a: Option<String>,
    /// The other.
    pub b: Option<String>,
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Only ties of at least so many events.
    pub least: i64,
    /// At most so many rows; 0: all.
    pub limit: usize,
}

/// Everything between two sides.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Tie {
    /// The sum; `None` where nothing happened between them.
    pub sum: Option<TieRow>,
    /// By month and direction.
    pub months: Vec<TieMonth>,
    /// What is asserted and denied of what one did to the other.
    pub contested: Vec<EventRow>,
    /// What `a` says of `b`, the latest first.
    pub a_on_b: Page<StatementRow>,
    /// What `b` says of `a`.
    pub b_on_a: Page<StatementRow>,
}

#[derive(Default)]
struct Sum {
    quads: [i64; 4],
    forth: i64,
    back: i64,
    reports: i64,
    independent: i64,
    scale: f64,
    days: Option<(i64, i64)>,
}

/// One event between two sides, as often as they are named in it.
struct Meeting {
    a: i64,
    b: i64,
    day: i64,
    kind: EventType,
    cameo: Option<String>,
    reports: i64,
    independent: i64,
}

impl Store {
    /// The strongest ties, or all ties of one side; `a` stands before `b` in order of their codes.
    pub fn ties(&self, q: &TieQuery) -> Result<Vec<TieRow>> {
        let mut sums: BTreeMap<(i64, i64), Sum> = BTreeMap::new();
        self.meetings(q, |m| {
            let (key, forth) = if m.a <= m.b { ((m.a, m.b), true) } else { ((m.b, m.a), false) };
            sums.entry(key).or_default().add(&m, forth);
        })?;
        let mut rows = Vec::new();
        for ((a, b), sum) in sums {
            let row = sum.row(self.side_code(a)?, self.side_code(b)?);
            if row.acts + row.suffers >= q.least {
                rows.push(row);
            }
        }
        rows.sort_by(|x, y| {
            (y.acts + y.suffers).cmp(&(x.acts + x.suffers)).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
        });
        if q.limit > 0 {
            rows.truncate(q.limit);
        }
        Ok(rows)
    }

    /// What two sides did to each other, by month and direction.
    pub fn tie_months(&self, q: &TieQuery) -> Result<Vec<TieMonth>> {
        let (Some(a), Some(b)) = (&q.a, &q.b) else {
            return Err(Error::Question("a tie has two sides".into()));
        };
        let first = self.choose(std::slice::from_ref(a))?.map(|c| c.sides).unwrap_or_default();
        let mut months: BTreeMap<(i64, bool), Sum> = BTreeMap::new();
        self.meetings(q, |m| {
            let forth = first.contains(&m.a);
            months.entry((m.day / 100, !forth)).or_default().add(&m, forth);
        })?;
        let (a, b) = (self.shown_as(a, &first)?, self.shown_side(b)?);
        let month = |((month, back), sum): (&(i64, bool), &Sum)| {
            let (actor, recipient) = if *back { (&b, &a) } else { (&a, &b) };
            sum.month(*month, actor.clone(), recipient.clone())
        };
        Ok(months.iter().map(month).collect())
    }

    /// Everything between two sides.
    pub fn tie(&self, q: &TieQuery) -> Result<Tie> {
        let (Some(a), Some(b)) = (&q.a, &q.b) else {
            return Err(Error::Question("a tie has two sides".into()));
        };
        let first = self.choose(std::slice::from_ref(a))?.map(|c| c.sides).unwrap_or_default();
        let mut sum = Sum::default();
        self.meetings(q, |m| sum.add(&m, first.contains(&m.a)))?;
        let events = EventQuery { since: q.since, until: q.until, contested: true, limit: 50, ..EventQuery::default() };
        let between = |actor: &String, recipient: &String| {
            let one = EventQuery { actor: vec![actor.clone()], recipient: vec![recipient.clone()], ..events.clone() };
            self.events(&one).map(|page| page.rows)
        };
        let mut contested = between(a, b)?;
        for event in between(b, a)? {
            if !contested.iter().any(|e| e.id == event.id) {
                contested.push(event);
            }
        }
        let shown = (self.shown_as(a, &first)?, self.shown_side(b)?);
        let says = |speaker: &String, about: &String| {
            let (speaker, about) = (vec![speaker.clone()], vec![about.clone()]);
            self.statements(&StatementQuery {
                speaker,
                about,
                since: q.since,
                until: q.until,
                limit: 20,
                ..Default::default()
            })
        };
        Ok(Tie {
            months: self.tie_months(q)?,
            sum: (sum.forth + sum.back > 0).then(|| sum.between(shown.0, shown.1)),
            contested,
            a_on_b: says(a, b)?,
            b_on_a: says(b, a)?,
        })
    }

    fn shown_side(&self, word: &String) -> Result<String> {
        let sides = self.choose(std::slice::from_ref(word))?.map(|c| c.sides).unwrap_or_default();
        self.shown_as(word, &sides)
    }

    /// Hands out every event that happened between the sides asked for.
    fn meetings(&self, q: &TieQuery, mut take: impl FnMut(Meeting)) -> Result<()> {
        let chosen = [&q.a, &q.b].map(|side| self.choose(side.as_slice()));
        let [a, b] = chosen;
        let sides = match (a?, b?) {
            (Some(a), Some(b)) => {
                let forth = format!("{} AND {}", a.is_side("p.a"), b.is_side("p.b"));
                format!("({forth} OR {} AND {})", a.is_side("p.b"), b.is_side("p.a"))
            }
            (Some(one), None) | (None, Some(one)) => format!("({} OR {})", one.is_side("p.a"), one.is_side("p.b")),
            (None, None) => "1".into(),
        };
        let sql = format!(
            "SELECT p.a, p.b, p.day, t.name, c.name, coalesce(e.reports, 1), coalesce(e.independent, 1)
                FROM pair p CROSS JOIN event e ON e.id = p.event CROSS JOIN word t ON t.id = e.type
                LEFT JOIN word c ON c.id = e.cameo WHERE {sides} AND p.a > 0 AND p.b > 0 AND p.a <> p.b
                AND p.day BETWEEN {} AND {} AND e.status IN (SELECT id FROM word WHERE name IN ('done', 'ongoing'))
                AND (e.same IS NULL OR e.same = e.id) AND coalesce(e.together, e.flags) & 4 = 0",
            days::first(q.since),
            days::last(q.until)
        );
        let found = (|| {
            let mut statement = self.conn.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(r) = rows.next()? {
                let Some(kind) = EventType::parse(r.get_ref(3)?.as_str()?) else { continue };
                take(Meeting {
                    a: r.get(0)?,
                    b: r.get(1)?,
                    day: r.get(2)?,
                    kind,
                    cameo: r.get(4)?,
                    reports: r.get(5)?,
                    independent: r.get(6)?,
                });
            }
            Ok(())
        })();
        self.told(found)
    }

    pub(crate) fn side_code(&self, id: i64) -> Result<String> {
        let sql = "SELECT code FROM side WHERE id = ?";
        self.told(self.conn.prepare_cached(sql).and_then(|mut s| s.query_row([id], |r| r.get(0))))
    }
}

impl Sum {
    fn add(&mut self, m: &Meeting, forth: bool) {
        self.quads[m.kind.quad() as usize - 1] += 1;
        if forth {
            self.forth += 1
        } else {
            self.back += 1
        }
        self.reports += m.reports;
        self.independent += m.independent;
        self.scale += scale(m.cameo.as_deref().unwrap_or(m.kind.cameo_root()));
        if m.day > 0 {
            let (first, last) = self.days.unwrap_or((m.day, m.day));
            self.days = Some((first.min(m.day), last.max(m.day)));
        }
    }

    /// To one decimal: more is not in the scale.
    fn tone(&self) -> f64 {
        (10.0 * self.scale / (self.forth + self.back).max(1) as f64).round() / 10.0
    }

    fn row(&self, a: String, b: String) -> TieRow {
        // Numbers of sides are those of the file: codes are in order in every store.
        match a <= b {
            true => self.between(a, b),
            false => {
                let turned = self.between(b, a);
                TieRow { acts: turned.suffers, suffers: turned.acts, ..turned }
            }
        }
    }

    fn between(&self, a: String, b: String) -> TieRow {
        TieRow {
            a,
            b,
            acts: self.forth,
            suffers: self.back,
            reports: self.reports,
            independent: self.independent,
            quads: self.quads,
            tone: self.tone(),
            first: self.days.and_then(|(first, _)| days::written(first)),
            last: self.days.and_then(|(_, last)| days::written(last)),
        }
    }

    fn month(&self, month: i64, actor: String, recipient: String) -> TieMonth {
        let written = format!("{:04}-{:02}", month / 100, month % 100);
        TieMonth {
            month: if month > 0 { written } else { String::new() },
            actor,
            recipient,
            quads: self.quads,
            events: self.forth + self.back,
            reports: self.reports,
            independent: self.independent,
            tone: self.tone(),
        }
    }
}
