//! One file a command.

pub mod lang;
mod list;
pub mod parse;
pub mod read;
mod speed;

use sayso_lang_data::Folder;

/// The English name of a language, from its folder; its code where the folder names none.
pub fn lang_name(code: &str, folder: &Folder) -> String {
    let lines = folder.text("lang.toml").unwrap_or_default().lines();
    let name = lines.filter_map(|l| l.split_once('=')).find(|(key, _)| key.trim() == "name");
    name.map_or(code, |(_, value)| value.trim().trim_matches('"')).to_string()
}
