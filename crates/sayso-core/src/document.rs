//! One article as published.

use crate::Span;
use jiff::civil::Date;

/// One page, decoded, nothing removed; what is known of it stands in [`Article`].
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Name of the input: the given id, else its path, or `-:N`.
    pub input_id: String,
    /// The visible text; all spans point into it.
    pub text: String,
    /// What the page tells of itself.
    pub article: Article,
    /// Every line that is not blank, in order, without its line end.
    pub lines: Vec<Line>,
}

/// What a page tells of itself (schema.org `NewsArticle`).
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Address of the page.
    pub url: Option<String>,
    /// Who published the page, where it names itself.
    pub outlet: Option<String>,
    /// Section of the outlet it stands in.
    pub section: Option<String>,
    /// Headline, without the name of outlet or origin.
    pub title: Option<String>,
    /// Authors.
    pub byline: Vec<String>,
    /// Date (or date and time, ISO 8601) of publication as the page has it.
    pub published: Option<String>,
    /// The same of its last change.
    pub updated: Option<String>,
    /// The day that "Monday" and "last month" are counted from.
    pub reference_date: Option<Date>,
    /// BCP 47 code; `None` where no language is recognised.
    pub language: Option<String>,
    /// The outlet or agency that the story was first published by.
    pub origin: Option<Origin>,
    /// The hands it went through, first to last.
    pub chain: Vec<ChainLink>,
}

/// Where a story comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Name of the outlet.
    pub outlet: String,
    /// Its page, where linked.
    pub url: Option<String>,
    /// The words that say so.
    pub evidence: Span,
}

/// One pair of hands that a story went through.
#[derive(Clone, Debug)]
pub struct ChainLink {
    /// What it did.
    pub role: ChainRole,
    /// Its name.
    pub name: String,
    /// Its page, where linked.
    pub url: Option<String>,
    /// The words that say so.
    pub evidence: Span,
}

/// What a link of the chain did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChainRole {
    /// A speaker's words were given to it.
    ToldTo,
    /// It gave the story out to others.
    Agency,
    /// It published the story.
    Outlet,
    /// It translated or machine-rendered the story.
    Translator,
}

impl ChainRole {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            ChainRole::ToldTo => "told_to",
            ChainRole::Agency => "agency",
            ChainRole::Outlet => "outlet",
            ChainRole::Translator => "translator",
        }
    }
}

/// One line of the page and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Where, without line end and outer blanks.
    pub span: Span,
    /// What of it tells the story: without the place and agency that open a report
    /// ("BRUSSELS (AP) –"), the sign of a list, the name of the outlet after a title.
    pub story: Span,
    /// Its language where it is not the page's own.
    pub language: Option<String>,
}

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// The headline of the article.
    Title,
    /// The section it stands in.
    Section,
    /// A heading or standfirst inside the article.
    Subhead,
    /// The story.
    Body,
    /// Who wrote it.
    Byline,
    /// Where and when it was written or published.
    Dateline,
    /// Words under a picture.
    Caption,
    /// A headline of another story.
    Teaser,
    /// Words that introduce teasers ("Read more:").
    Label,
    /// Navigation, buttons, sign-ups, legal lines.
    Furniture,
}

impl LineKind {
    /// All kinds, in the order of the output contract.
    pub const ALL: [LineKind; 10] = [
        LineKind::Title,
        LineKind::Section,
        LineKind::Subhead,
        LineKind::Body,
        LineKind::Byline,
        LineKind::Dateline,
        LineKind::Caption,
        LineKind::Teaser,
        LineKind::Label,
        LineKind::Furniture,
    ];

    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            LineKind::Title => "title",
            LineKind::Section => "section",
            LineKind::Subhead => "subhead",
            LineKind::Body => "body",
            LineKind::Byline => "byline",
            LineKind::Dateline => "dateline",
            LineKind::Caption => "caption",
            LineKind::Teaser => "teaser",
            LineKind::Label => "label",
            LineKind::Furniture => "furniture",
        }
    }

    /// Whether the line is read for statements and events.
    pub fn is_read(self) -> bool {
        matches!(self, LineKind::Title | LineKind::Subhead | LineKind::Body | LineKind::Caption | LineKind::Teaser)
    }
}

impl Document {
    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Index into [`Document::lines`] of the line that holds `at`.
    pub fn line_at(&self, at: u32) -> Option<usize> {
        let i = self.lines.partition_point(|l| l.span.end <= at);
        (i < self.lines.len() && self.lines[i].span.start <= at).then_some(i)
    }
}
