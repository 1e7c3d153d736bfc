//! What is known of each language, read when its first page comes.

use sayso_extract::{Error, Extractor, Pack};
use sayso_lang_data::Folders;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One extractor a language, so that a run over English pages reads no other names and rules:
/// reading them all takes longer than reading a page.
pub(crate) struct Extractors {
    folders: Folders,
    read: BTreeMap<String, OnceLock<Result<Extractor, Error>>>,
}

impl Extractors {
    pub fn new(folders: &Folders) -> Self {
        let codes = folders.iter().map(|(code, _)| code).filter(|&code| code != "und");
        let read = codes.map(|code| (code.to_string(), OnceLock::new())).collect();
        Extractors { folders: folders.clone(), read }
    }

    /// The extractor of `code`; `None` where there is no such folder.
    pub fn get(&self, code: &str) -> Option<Result<&Extractor, &Error>> {
        let read = || Extractor::new(&only(&self.folders, code));
        Some(self.read.get(code)?.get_or_init(read).as_ref())
    }

    /// A text file of a folder.
    pub fn text(&self, code: &str, path: &str) -> Option<&str> {
        self.folders.get(code)?.text(path)
    }

    /// Whether anything is known of who speaks or acts in a language.
    pub fn has_rules(&self, code: &str) -> bool {
        let any = |below| self.folders.get(code).is_some_and(|f| f.below(below).next().is_some());
        any("statements/") || any("events/")
    }

    /// What is known of one language, where its folder can be read.
    pub fn pack(&self, code: &str) -> Option<&Pack> {
        self.get(code)?.ok()?.pack(code)
    }
}

/// The folder of one language and what all share, without the models.
fn only(folders: &Folders, code: &str) -> Folders {
    let mut few = Folders::default();
    for code in ["und", code] {
        let files = folders.get(code).into_iter().flat_map(|f| f.below(""));
        for (path, bytes) in files.filter(|(path, _)| !path.ends_with(".bin")) {
            few.insert(code, path, bytes.to_vec());
        }
    }
    few
}
