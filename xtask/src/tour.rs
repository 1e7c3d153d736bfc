//! The tour in README.md shows what the program prints today.

use crate::docs::put;
use anyhow::Context;
use sayso_core::Reading;
use sayso_format::pretty::{self, Look};
use sayso_lang_data::Folders;
use sayso_read::{Input, Options, Reader};
use std::fs;
use std::path::Path;

const PAGE: &str = "examples/cable.txt";
/// How many records of a section are shown.
const SHOWN: usize = 3;

/// Writes the outputs between their marks.
pub fn write(root: &Path) -> anyhow::Result<()> {
    let reading = read(root)?;
    let readme = fs::read_to_string(root.join("README.md"))?;
    let readme = between(&readme, "reading", &format!("```text\n{}```\n", excerpt(&reading)))?;
    let event = sayso_format::json::reading(&reading);
    let event = serde_json::to_string_pretty(event.events.first().context("the page tells an event")?)?;
    let readme = between(&readme, "event", &format!("```json\n{event}\n```\n"))?;
    put(root, "README.md", &readme)
}

fn read(root: &Path) -> anyhow::Result<Reading> {
    let reader = Reader::new(&Folders::builtin())?;
    let text = fs::read_to_string(root.join(PAGE))?;
    Ok(reader.read(&Input { input_id: PAGE.into(), text, ..Input::default() }, &Options::default()))
}

/// The first records of each section.
fn excerpt(reading: &Reading) -> String {
    let whole = pretty::reading(reading, Look { width: 96, colour: false });
    let (mut out, mut shown) = (String::new(), 0);
    for block in whole.split("\n\n") {
        let heading = block.starts_with(|c: char| c.is_ascii_uppercase());
        shown = if heading { 1 } else { shown + 1 };
        match shown {
            _ if shown <= SHOWN => out += &format!("{}\n\n", block.trim_end()),
            n if n == SHOWN + 1 => out += "      …\n\n",
            _ => {}
        }
    }
    out.trim_end().to_string() + "\n"
}

/// Puts `text` between the marks named `name`.
fn between(document: &str, name: &str, text: &str) -> anyhow::Result<String> {
    let mark = format!("<!-- made by cargo xtask docs: {name} -->\n");
    let (before, rest) = document.split_once(&mark).with_context(|| format!("README.md has no mark {name}"))?;
    let (_, after) = rest.split_once("<!-- end -->").with_context(|| format!("the mark {name} has no end"))?;
    Ok(format!("{before}{mark}{text}<!-- end -->{after}"))
}
