//! Bytes become a reading: the stages in order, without files, clock or network.

mod check;
mod explain;
mod extractors;
mod input;

pub use check::{Failure, Report, check};
pub use input::{As, Input, is_html};

use extractors::Extractors;
use jiff::civil::Date;
use sayso_core::{Document, Line, LineKind, Reading, Span, document_id};
use sayso_extract::{Extractor, Options as ExtractOptions, Pack, Page};
use sayso_lang::{Language, Languages};
use sayso_lang_data::Folders;
use sayso_page::Pages;

/// How many bytes of a page's text are read for statements and events: some 40,000 words, more than
/// any article has. What is longer is no page, and a reader is told so.
pub const LONGEST: usize = 256 << 10;

/// Why the language folders cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A model.
    #[error(transparent)]
    Languages(#[from] sayso_lang::Error),
    /// Words that pages put around a story.
    #[error(transparent)]
    Pages(#[from] sayso_page::Error),
    /// Names, cues or rules.
    #[error("{0}")]
    Rules(String),
}

/// What a user may ask for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Day that relative dates are counted from where the page has no date of its own.
    pub date: Option<Date>,
    /// Language of every page.
    pub language: Option<String>,
    /// Also statements cued by attitudes.
    pub attitudes: bool,
}

/// Reads pages; made once, used from many threads.
pub struct Reader {
    pages: Pages,
    languages: Languages,
    extractor: Extractors,
}

impl Reader {
    /// Finds the languages; what each folder knows is read when its first page comes.
    pub fn new(folders: &Folders) -> Result<Self, Error> {
        Ok(Reader {
            pages: Pages::new(folders)?,
            languages: Languages::new(folders)?,
            extractor: Extractors::new(folders),
        })
    }

    /// Reads the folder of one language now, to be told of its faults.
    pub fn load(&self, code: &str) -> Result<(), Error> {
        match self.extractor.get(code) {
            Some(Err(e)) => Err(Error::Rules(e.to_string())),
            _ => Ok(()),
        }
    }

    /// The language models.
    pub fn languages(&self) -> &Languages {
        &self.languages
    }

    /// What the page is: `article` and `lines`, without records.
    pub fn page(&self, input: &Input, options: &Options) -> Reading {
        let mut warnings = input.warnings.clone();
        let mut document = self.document(input, options, &mut warnings);
        self.tell_lines(&mut document);
        let article = &mut document.article;
        article.url = input.url.clone().or(article.url.take());
        article.published = input.published.clone().or(article.published.take());
        article.outlet = article.outlet.take().or_else(|| input.outlet.clone());
        if let Some(title) = &input.title {
            article.title.get_or_insert_with(|| title.clone());
        }
        let own = [&article.published, &article.updated].into_iter().flatten().find_map(|d| day(d));
        if let Some(given) = input.published.as_deref().filter(|d| day(d).is_none()) {
            warnings.push(format!("\"published\" is {given:?}, no ISO 8601 date: give YYYY-MM-DD"));
        }
        article.reference_date = own.or(options.date);
        let given = input.id_given.then_some(input.input_id.as_str());
        let id = document_id(&document.text, input.url.as_deref(), given);
        Reading { id, document, warnings, ..Reading::default() }
    }

    /// Text or HTML becomes a document with its language.
    fn document(&self, input: &Input, options: &Options, warnings: &mut Vec<String>) -> Document {
        let given = options.language.clone().or_else(|| input.language.clone());
        if !input.html {
            let language = given.or_else(|| self.languages.identify(&input.text).map(str::to_string));
            let mut document = self.pages.from_text(&input.input_id, &input.text, language.as_deref());
            document.article.language = language;
            return document;
        }
        let (id, url) = (&input.input_id, input.url.as_deref());
        let (mut document, more) = match input.bytes.is_empty() {
            true => self.pages.from_html(id, &input.text, url),
            false => self.pages.from_html_bytes(id, &input.bytes, url),
        };
        warnings.extend(more);
        let own = document.article.language.take();
        document.article.language = given.or_else(|| self.tell(&story(&document), own.as_deref())).or(own);
        document
    }

    /// The language of a story whose page gives `own` for it.
    fn tell(&self, story: &str, own: Option<&str>) -> Option<String> {
        let told = match own {
            Some(own) => self.languages.identify_beside(story, own),
            None => self.languages.identify(story),
        };
        told.map(str::to_string)
    }

    /// Tells the lines that are certainly in another language than the page. Whoever wrote a
    /// story, their name tells nothing.
    fn tell_lines(&self, document: &mut Document) {
        let page = document.article.language.as_deref();
        for line in &mut document.lines {
            if !matches!(line.kind, LineKind::Byline | LineKind::Dateline) {
                let words = line.span.of(&document.text);
                line.language = self.languages.identify_line(words, page).map(str::to_string);
            }
        }
    }

    /// What the page says.
    pub fn read(&self, input: &Input, options: &Options) -> Reading {
        self.records(self.page(input, options), options)
    }

    /// What a text says that is all story: every line is body.
    pub fn read_as_body(&self, input: &Input, options: &Options) -> Reading {
        let mut reading = self.page(input, options);
        for line in &mut reading.document.lines {
            (line.kind, line.language) = (LineKind::Body, None);
        }
        self.records(reading, options)
    }

    fn records(&self, mut reading: Reading, options: &Options) -> Reading {
        let Some(code) = reading.document.article.language.clone() else {
            reading.warnings.push("the language of this page is not recognised: name it with --lang".into());
            return reading;
        };
        let (language, extractor) = match self.language(&code) {
            Ok(found) => found,
            Err(why) => {
                reading.warnings.push(why);
                return reading;
            }
        };
        let Some(pack) = extractor.pack(language.code()) else { return reading };
        let (page, whole) = parsed(&reading.document, pack, language);
        if !whole {
            let most = LONGEST >> 10;
            let warning = format!("only the first {most} KiB are read for statements and events: split the page");
            reading.warnings.push(warning);
        }
        let options = ExtractOptions { attitudes: options.attitudes };
        let found = extractor.extract(language.code(), &reading.id, &page, options);
        reading.actors = found.actors;
        reading.statements = found.statements;
        reading.events = found.events;
        reading
    }

    /// The folder for a BCP 47 code: its own, else that of the language without region and script.
    fn language(&self, code: &str) -> Result<(&Language, &Extractor), String> {
        let mut at = code;
        loop {
            if let (Some(language), Some(extractor)) = (self.languages.get(at), self.extractor.get(at)) {
                if !self.extractor.has_rules(at) {
                    return Err(format!("no cues and rules for '{at}' yet: read as a page only"));
                }
                let unusable = |why: &dyn std::fmt::Display| format!("{why}: read as a page only");
                language.model().map_err(|e| unusable(&e))?;
                return Ok((language, extractor.map_err(|e| unusable(e))?));
            }
            match at.rfind(['-', '_']) {
                Some(i) => at = &at[..i],
                None => return Err(format!("no language folder for '{code}': read as a page only")),
            }
        }
    }
}

/// Whether a line is read for records: part of the story, in the language of the page.
fn is_read(line: &Line) -> bool {
    line.kind.is_read() && line.language.is_none()
}

/// The sentences of a page, parsed; false where the page is too long for all of it.
fn parsed<'a>(document: &'a Document, pack: &'a Pack, language: &Language) -> (Page<'a>, bool) {
    let mut page = Page::new(document, pack);
    let whole = add_sentences(&mut page, document, language);
    (page, whole)
}

/// Adds the sentences of all lines that are read; false where the page is too long for all of it.
fn add_sentences(page: &mut Page, document: &Document, language: &Language) -> bool {
    let end = document.text.floor_char_boundary(LONGEST) as u32;
    for (i, line) in document.lines.iter().enumerate().filter(|(_, l)| is_read(l)) {
        if line.story.start >= end {
            return false;
        }
        let span = Span::at(line.story.start, line.story.end.min(end));
        page.add(i, language.split(&document.text, span), |s| language.annotate(s));
    }
    document.lines.iter().rfind(|l| is_read(l)).is_none_or(|l| l.story.end <= end)
}

/// The day of an ISO 8601 date or date and time.
fn day(s: &str) -> Option<Date> {
    s.get(..10)?.parse().ok()
}

/// The beginning of the story: what the language of a page is told from.
fn story(document: &Document) -> String {
    let mut out = String::new();
    let told = |k: LineKind| matches!(k, LineKind::Title | LineKind::Subhead | LineKind::Body);
    for line in document.lines.iter().filter(|l| told(l.kind)) {
        out.push_str(document.words(line.span));
        out.push('\n');
        if out.len() > 16_000 {
            break;
        }
    }
    if out.is_empty() { document.text.clone() } else { out }
}
