//! Writes one document sentence by sentence, and keeps where its records stand.

use crate::Random;
use crate::phrases::{FIRST, LAST, Language, STATES};
use jiff::civil::Date;
use sayso_core::{
    Actor, ActorKind, Claim, Cue, CueClass, Document, Event, EventType, Evidence, Form, How, Line, LineKind, Mention,
    Participant, Reading, Span, Stance, Statement, Status, TimeRef, event_id, statement_id,
};

pub struct Writer {
    language: &'static Language,
    random: Random,
    day: Date,
    n: u64,
    pub text: String,
    title: String,
    lines: Vec<Line>,
    actors: Vec<Actor>,
    statements: Vec<(Statement, Stance)>,
    events: Vec<Event>,
}

/// A sentence as it was written: where its slots stand.
#[derive(Default)]
struct Written {
    all: Span,
    cue: Span,
    a: Option<Participant>,
    b: Option<Participant>,
    s: Option<Participant>,
}

impl Writer {
    pub fn new(language: &'static Language, random: Random, day: Date, n: u64) -> Self {
        Writer {
            language,
            random,
            day,
            n,
            text: String::new(),
            title: String::new(),
            lines: Vec::new(),
            actors: Vec::new(),
            statements: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Title, four to eight paragraphs, furniture; a copy says whose it is.
    pub fn page(&mut self, copy: Option<u64>) {
        let start = self.text.len();
        self.event(LineKind::Title);
        self.title = self.text[start..].trim_end().to_string();
        for _ in 0..4 + self.random.below(5) {
            let start = self.text.len();
            for _ in 0..2 + self.random.below(2) {
                match self.random.below(10) {
                    0..3 => self.event(LineKind::Body),
                    3..6 => self.statement(),
                    _ => self.filler(),
                }
                self.text.push(' ');
            }
            self.text.pop();
            self.line(LineKind::Body, start);
        }
        while self.events.len() < 3 || self.statements.len() < 3 {
            let start = self.text.len();
            if self.events.len() < 3 {
                self.event(LineKind::Body)
            } else {
                self.statement()
            }
            self.line(LineKind::Body, start);
        }
        for words in self.language.furniture {
            let start = self.text.len();
            self.text.push_str(words);
            self.line(LineKind::Furniture, start);
        }
        if let Some(n) = copy {
            let start = self.text.len();
            self.text.push_str(&format!("Outlet {} / {n}", n % 40));
            self.line(LineKind::Furniture, start);
        }
    }

    fn line(&mut self, kind: LineKind, start: usize) {
        let span = Span::new(start, self.text.len());
        self.lines.push(Line { kind, span, story: span, language: None });
        self.text.push('\n');
    }

    fn filler(&mut self) {
        let words = *self.random.one(self.language.fillers);
        // A number that no other document has keeps unlike stories apart.
        let name = self.random.one(&LAST);
        self.text.push_str(&words.replacen(' ', &format!(" {name}-{} ", self.random.0 % 100_000), 1));
    }

    fn event(&mut self, kind: LineKind) {
        let start = self.text.len();
        let &(event, template) = self.random.one(self.language.events);
        let w = self.sentence(template);
        let line = self.lines.len();
        self.push_event(event, &w, line, Vec::new());
        if kind == LineKind::Title {
            self.line(kind, start);
        }
    }

    fn push_event(&mut self, kind: EventType, w: &Written, line: usize, claimed_by: Vec<Claim>) {
        let dated = self.random.below(3) == 0;
        let date = dated.then_some(TimeRef { span: w.cue, from: self.day, to: self.day });
        self.events.push(Event {
            id: String::new(),
            kind,
            mode: None,
            context: Vec::new(),
            cameo: None,
            actor: w.a.into_iter().collect(),
            recipient: w.b.into_iter().collect(),
            cue: w.cue,
            status: if self.random.below(12) == 0 { Status::Planned } else { Status::Done },
            date,
            place: None,
            magnitude: Vec::new(),
            claimed_by,
            denied_by: Vec::new(),
            evidence: vec![self.evidence(w, line, &format!("events/{}", kind.as_str().to_lowercase()))],
        });
    }

    fn statement(&mut self) {
        let &(stance, template) = self.random.one(self.language.statements);
        let w = self.sentence(template);
        let line = self.lines.len();
        let content = Span::at(w.cue.end, w.all.end);
        let class = match stance {
            Stance::Deny => CueClass::Deny,
            Stance::Demand => CueClass::Ask,
            Stance::Warn => CueClass::Warn,
            _ => CueClass::Say,
        };
        let (statement, mut about) = (self.statements.len(), Vec::new());
        if stance == Stance::Assert
            && let Some(s) = w.s
        {
            about.push(self.events.len());
            self.push_event(EventType::Support, &w, line, vec![Claim { actor: s.actor, statement }]);
        }
        let made = Statement {
            id: String::new(),
            speaker: w.s.into_iter().collect(),
            via: Vec::new(),
            addressee: Vec::new(),
            cue: Some(Cue { span: w.cue, class }),
            content: vec![content],
            form: Form::Indirect,
            stance,
            negated: false,
            cue_negated: false,
            about,
            denies: Vec::new(),
            date: None,
            place: None,
            evidence: vec![self.evidence(&w, line, &format!("statements/{}", class.as_str()))],
        };
        self.statements.push((made, stance));
    }

    fn evidence(&self, w: &Written, line: usize, rule: &str) -> Evidence {
        Evidence { span: w.all, sentence: w.all, line, rule: format!("{}/{rule}", self.language.code) }
    }

    /// Writes a template with its slots filled.
    fn sentence(&mut self, template: &'static str) -> Written {
        let (a, other) = (self.random.below(STATES.len()), self.random.below(STATES.len() - 1));
        let b = if other >= a { other + 1 } else { other };
        let (start, mut w, mut open) = (self.text.len(), Written::default(), 0);
        let mut rest = template;
        while let Some(i) = rest.find(['{', '[', ']']) {
            self.text.push_str(&rest[..i]);
            let mark = &rest[i..];
            rest = &mark[if mark.starts_with('{') { 3 } else { 1 }..];
            match mark.as_bytes()[..2] {
                [b'{', b'a'] => w.a = Some(self.state(a)),
                [b'{', b'b'] => w.b = Some(self.state(b)),
                [b'{', _] => w.s = Some(self.person(a)),
                [b'[', _] => open = self.text.len(),
                _ => w.cue = Span::new(open, self.text.len()),
            }
        }
        self.text.push_str(rest);
        w.all = Span::new(start, self.text.len());
        w
    }

    fn state(&mut self, i: usize) -> Participant {
        let start = self.text.len();
        self.text.push_str(self.language.states[i]);
        let code = STATES[i].to_string();
        let name = crate::phrases::LANGUAGES[0].states[i].to_string();
        let actor = Actor {
            id: code.clone(),
            entity: code.to_lowercase(),
            name,
            kind: ActorKind::State,
            country: Some(code),
            sector: None,
            role: None,
            wikidata: None,
            mentions: Vec::new(),
        };
        self.named(actor, start)
    }

    fn person(&mut self, state: usize) -> Participant {
        let (first, last) = (*self.random.one(&FIRST), *self.random.one(&LAST));
        let name = format!("{first} {last}");
        let title = self.language.speaker.replace("{s}", "");
        self.text.push_str(&title);
        let start = self.text.len();
        self.text.push_str(&name);
        let entity = name.to_lowercase().replace(' ', "-");
        let actor = Actor {
            id: format!("{}/GOV#{entity}", STATES[state]),
            entity,
            name,
            kind: ActorKind::Person,
            country: Some(STATES[state].to_string()),
            sector: Some("GOV".into()),
            role: Some("foreign minister".into()),
            wikidata: None,
            mentions: Vec::new(),
        };
        self.named(actor, start)
    }

    fn named(&mut self, actor: Actor, start: usize) -> Participant {
        let span = Span::new(start, self.text.len());
        let at = self.actors.iter().position(|a| a.id == actor.id).unwrap_or_else(|| {
            self.actors.push(actor);
            self.actors.len() - 1
        });
        self.actors[at].mentions.push(Mention { span, how: How::Name });
        Participant { actor: at, span, unnamed: false }
    }

    /// Ids come last: they are made from the whole text.
    pub fn finish(mut self, id: String, document: impl Fn(String, Vec<Line>, String) -> Document) -> Reading {
        for event in &mut self.events {
            event.id = event_id(&id, &[event.cue], event.kind);
        }
        let mut statements = Vec::new();
        for (mut statement, _) in self.statements {
            let spans: Vec<Span> =
                statement.cue.iter().map(|c| c.span).chain(statement.content.iter().copied()).collect();
            statement.id = statement_id(&id, &spans);
            statements.push(statement);
        }
        let warnings = if self.n.is_multiple_of(97) { vec!["made for a test".to_string()] } else { Vec::new() };
        Reading {
            id,
            document: document(self.text, self.lines, self.title),
            actors: self.actors,
            statements,
            events: self.events,
            warnings,
        }
    }
}
