//! Bytes become a reading: the stages in order, without files, clock or network.

mod check;
mod input;

pub use check::{Failure, Report, check};
pub use input::{As, is_html};

use jiff::civil::Date;
use sayso_core::{Document, Line, LineKind, Reading, document_id};
use sayso_extract::{Extractor, Options as ExtractOptions, Page};
use sayso_lang::Languages;
use sayso_lang_data::Folders;
use sayso_page::Pages;

/// Why the language folders cannot be used.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum Error {
    /// A model.
    Languages(#[from] sayso_lang::Error),
    /// Words that pages put around a story.
    Pages(#[from] sayso_page::Error),
    /// Names, cues or rules.
    Rules(#[from] sayso_extract::Error),
}

/// One page as it came in.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The given id, else its path, or `-:N`.
    pub input_id: String,
    /// Whether that id was given by the user (then it is part of the document's id).
    pub id_given: bool,
    /// Visible text or HTML.
    pub text: String,
    /// Whether `text` is HTML.
    pub html: bool,
    /// HTML as it came, where its encoding is still to be found; then `text` is empty.
    pub bytes: Vec<u8>,
    /// What was noticed when it was read in.
    pub warnings: Vec<String>,
    /// Address.
    pub url: Option<String>,
    /// Title, where given beside the text.
    pub title: Option<String>,
    /// Date (and time) of publication, where given.
    pub published: Option<String>,
    /// Language, where given: trusted.
    pub language: Option<String>,
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
    extractor: Extractor,
}

impl Reader {
    /// Reads all language folders.
    pub fn new(folders: &Folders) -> Result<Self, Error> {
        Ok(Reader {
            pages: Pages::new(folders)?,
            languages: Languages::new(folders)?,
            extractor: Extractor::new(folders)?,
        })
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
        if let Some(title) = &input.title {
            article.title.get_or_insert_with(|| title.clone());
        }
        let own = [&article.published, &article.updated].into_iter().flatten().find_map(|d| day(d));
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
        reading.document.lines.iter_mut().for_each(|l| l.kind = LineKind::Body);
        self.records(reading, options)
    }

    fn records(&self, mut reading: Reading, options: &Options) -> Reading {
        let Some(code) = reading.document.article.language.clone() else {
            reading.warnings.push("the language of this page is not recognised; name it with --lang".into());
            return reading;
        };
        let Some(language) = self.languages.get(&code) else {
            reading.warnings.push(format!("no language folder for '{code}': read as a page only"));
            return reading;
        };
        let document = &reading.document;
        let Some(pack) = self.extractor.pack(&code) else { return reading };
        let mut page = Page::new(document, pack);
        let read = |l: &Line| l.kind.is_read() && l.language.is_none();
        for (i, line) in document.lines.iter().enumerate().filter(|(_, l)| read(l)) {
            page.add(i, language.split(&document.text, line.story), |s| language.annotate(s));
        }
        let options = ExtractOptions { attitudes: options.attitudes };
        let found = self.extractor.extract(&code, &reading.id, &page, options);
        reading.actors = found.actors;
        reading.statements = found.statements;
        reading.events = found.events;
        reading
    }
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
