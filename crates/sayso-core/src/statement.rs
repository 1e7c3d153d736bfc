//! Who said what (attribution relations, as in PARC and PolNeAR).

use crate::{Evidence, Participant, Span, TimeRef};

/// One statement: speaker, cue, content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// See [`statement_id`](crate::statement_id).
    pub id: String,
    /// Who speaks; several for joint statements.
    pub speaker: Vec<Participant>,
    /// Links of a chain ("AFP quoted a spokesman as saying"), outermost first.
    pub via: Vec<Participant>,
    /// To whom.
    pub addressee: Vec<Participant>,
    /// The words that signal it; `None` for "X – Putin".
    pub cue: Option<Cue>,
    /// What was said, in pieces; empty for a statement that is all cue ("they deny it").
    pub content: Vec<Span>,
    /// Quoted or told.
    pub form: Form,
    /// What the speaker does with the content.
    pub stance: Stance,
    /// The main clause of the content is negated.
    pub negated: bool,
    /// The cue is: "did not say".
    pub cue_negated: bool,
    /// Indices of the events that its content tells.
    pub about: Vec<usize>,
    /// Indices of the statements that it denies.
    pub denies: Vec<usize>,
    /// When it was said.
    pub date: Option<TimeRef>,
    /// Where or by which means ("in written comments").
    pub place: Option<Span>,
    /// Sentence, spans and rule.
    pub evidence: Vec<Evidence>,
}

/// The words that signal a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The words.
    pub span: Span,
    /// What they do.
    pub class: CueClass,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)] // the contract defines them
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word used in output and rule files.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            /// From that word.
            pub fn parse(s: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|x| x.as_str() == s)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a cue does; one file of cues each in a language folder.
    CueClass {
        Say "say", Think "think", Judge "judge", Ask "ask", Promise "promise", Warn "warn", Accuse "accuse",
        Deny "deny", Admit "admit", Attitude "attitude",
    }
}
words! {
    /// How the content is given.
    Form {
        /// Within quotation marks.
        Direct "direct",
        /// Told.
        Indirect "indirect",
        /// Told, with quoted pieces.
        Mixed "mixed",
    }
}
words! {
    /// What the speaker does with the content.
    Stance {
        Assert "assert", Deny "deny", Accuse "accuse", Demand "demand", Promise "promise", Warn "warn", Ask "ask",
        Praise "praise", Condemn "condemn",
    }
}
