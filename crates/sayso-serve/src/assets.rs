//! Style, script and icon: in the program itself, addressed by their content.

use crate::answer::Answer;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

static STYLE: LazyLock<String> = LazyLock::new(|| format!("{}\n{}", sayso_format::html::STYLE, OWN));
const OWN: &str = include_str!("../assets/site.css");
const SCRIPT: &str = include_str!("../assets/site.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// The address of the style.
pub(crate) static STYLE_AT: LazyLock<String> = LazyLock::new(|| at("site.css", &STYLE));
/// The address of the script.
pub(crate) static SCRIPT_AT: LazyLock<String> = LazyLock::new(|| at("site.js", SCRIPT));
/// The address of the icon.
pub(crate) static ICON_AT: LazyLock<String> = LazyLock::new(|| at("icon.svg", ICON));

fn at(name: &str, text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let short: String = hash.iter().take(5).map(|b| format!("{b:02x}")).collect();
    format!("/assets/{name}?{short}")
}

/// The asset of this name.
pub(crate) fn asset(name: &str) -> Option<Answer> {
    let (kind, text) = match name {
        "site.css" => ("text/css; charset=utf-8", STYLE.as_str()),
        "site.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return None,
    };
    Some(Answer::new(kind, text).with("cache-control", "public, max-age=31536000, immutable".into()))
}
