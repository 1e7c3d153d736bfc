//! Scores: what the built program reaches on the evaluation data beside the checkout.

use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const SCORES: &str = "eval/scores.tsv";
const HEAD: &str = "# date\tcommit\tfigure\tvalue\tcommand\n";

/// Measures the sections (all, where none is named) and writes their figures over the old ones.
pub fn run(root: &Path, sections: &[&str]) -> anyhow::Result<()> {
    let measure = root.join("../shared/tools/measure");
    if !measure.exists() {
        bail!("the evaluation data (../shared) do not lie beside the checkout: nothing to measure");
    }
    let built = Command::new("cargo").args(["build", "--release", "--locked"]).current_dir(root).status()?;
    if !built.success() {
        bail!("the program does not build");
    }
    let flags: Vec<String> = sections.iter().map(|s| format!("--{s}")).collect();
    let run = Command::new(&measure).args(&flags).current_dir(root).stderr(Stdio::inherit()).output()?;
    let printed = String::from_utf8(run.stdout).context("figures are text")?;
    let figures: Vec<_> = printed.lines().filter_map(|l| l.split_once('\t')).collect();
    let figures: Vec<_> = figures.into_iter().map(|(f, v)| (f.to_string(), v.to_string())).collect();
    keep(root, &figures, |figure| format!("measure --{}", section(figure)))
}

/// Writes figures over those of the same name.
pub(crate) fn keep(root: &Path, figures: &[(String, String)], command: impl Fn(&str) -> String) -> anyhow::Result<()> {
    let (date, commit) = (git(root, "%cs")?, git(root, "%h")?);
    let mut scores = read(root);
    for (figure, value) in figures {
        let command = command(figure);
        scores.insert(figure.to_string(), format!("{date}\t{commit}\t{figure}\t{value}\t{command}"));
    }
    let text: String = scores.values().map(|l| format!("{l}\n")).collect();
    fs::create_dir_all(root.join("eval"))?;
    fs::write(root.join(SCORES), format!("{HEAD}{text}"))?;
    Ok(())
}

/// The lines that stand there, by figure.
fn read(root: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root.join(SCORES)).unwrap_or_default();
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|l| Some((l.split('\t').nth(2)?.to_string(), l.to_string()))).collect()
}

/// The section of `measure` that a figure comes from.
fn section(figure: &str) -> &str {
    match figure.split(['.', '-']).next().unwrap_or(figure) {
        "ud" => "ud-only",
        other => other,
    }
}

/// Something about the commit that is measured.
fn git(root: &Path, format: &str) -> anyhow::Result<String> {
    let out = Command::new("git").args(["log", "-1", &format!("--format={format}")]).current_dir(root).output()?;
    Ok(String::from_utf8(out.stdout)?.trim().to_string())
}
