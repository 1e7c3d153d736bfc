//! A fetched page becomes a [`Document`]: its visible text, the lines and what each is,
//! and where the story comes from.
//!
//! Nothing is removed from a text: [`Pages::from_text`] tells for every line that is not
//! blank what it is, by its words (`page.toml` of the language folders), its shape and its
//! place.

mod cues;
mod dates;
mod html;
mod kinds;
mod lead;
mod shape;
mod source;
mod words;

pub use html::charset::is_text;
use sayso_core::Document;
use sayso_lang_data::Folders;
pub use words::Error;
use words::Words;

/// Reads pages; made once, used from many threads.
#[derive(Debug)]
pub struct Pages {
    words: Words,
}

impl Pages {
    /// Reads `page.toml` of all language folders.
    pub fn new(folders: &Folders) -> Result<Self, Error> {
        Ok(Pages { words: Words::new(folders)? })
    }

    /// The visible text of a page, one block a line; not one character is changed.
    ///
    /// `language`, where known, tells how "4/7/2024" is read, and whether the outlet named
    /// after the title can be the page's own.
    pub fn from_text(&self, input_id: &str, text: &str, language: Option<&str>) -> Document {
        let order = self.words.order(language);
        let mut sheet = kinds::Sheet::new(&self.words, text, order);
        sheet.tell();
        let article = source::article(&sheet, language, order);
        let lines = sheet.lines();
        Document { input_id: input_id.into(), text: text.into(), article, lines }
    }

    /// A page of HTML: its visible text, one block a line, and what its head tells; the
    /// warnings tell what could not be read. `url` is where the page was found.
    pub fn from_html(&self, input_id: &str, html: &str, url: Option<&str>) -> (Document, Vec<String>) {
        html::read(&self.words, input_id, html, url)
    }

    /// The same from bytes as they came: encoding by byte order mark, declaration or guess.
    pub fn from_html_bytes(&self, input_id: &str, bytes: &[u8], url: Option<&str>) -> (Document, Vec<String>) {
        let (html, warning) = html::charset::decode(bytes);
        let (document, mut warnings) = self.from_html(input_id, &html, url);
        warnings.extend(warning);
        (document, warnings)
    }

    /// Tries every example that stands beside the words; tells those that come out otherwise.
    pub fn check(&self) -> Vec<String> {
        let words = &self.words;
        let tell = |code: &str, line: &str| {
            let cue = cues::cue(words, line, &shape::Shape::of(line), words.order(Some(code)));
            cue.map_or("body", |c| c.kind().as_str())
        };
        let wrong = |(code, e): &(String, words::Example)| {
            let found = tell(code, &e.line);
            (found != e.kind).then(|| format!("{code}: {:?} is told to be {found}, not {}", e.line, e.kind))
        };
        words.examples().iter().filter_map(wrong).collect()
    }
}

/// Text of a file in an unknown encoding, and a warning where it was guessed.
pub fn decode_text(bytes: &[u8]) -> (String, Option<String>) {
    let (text, warning) = html::charset::decode_text(bytes);
    (text.into_owned(), warning)
}
