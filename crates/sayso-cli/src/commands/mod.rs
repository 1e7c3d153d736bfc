//! One file a command.

mod actors;
pub mod add;
pub mod events;
pub mod explain;
pub mod export;
pub mod keep;
pub mod known_actors;
pub mod lang;
mod list;
pub mod parse;
pub mod read;
pub mod serve;
pub mod show;
mod speed;
pub mod sql;
pub mod statements;
pub mod ties;

use sayso_lang_data::Folder;

/// The English name of a language, from its folder; its code where the folder names none.
pub fn lang_name(code: &str, folder: &Folder) -> String {
    let lines = folder.text("lang.toml").unwrap_or_default().lines();
    let name = lines.filter_map(|l| l.split_once('=')).find(|(key, _)| key.trim() == "name");
    name.map_or(code, |(_, value)| value.trim().trim_matches('"')).to_string()
}
