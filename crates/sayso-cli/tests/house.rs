//! The table of crates in ARCHITECTURE.md is true.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Crates of the workspace and those of them that each depends on.
type House = BTreeMap<String, BTreeSet<String>>;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

#[test]
fn the_table_of_crates_is_true() {
    assert_eq!(told(), built(), "the table in ARCHITECTURE.md (left) is not what cargo metadata tells (right)");
}

/// What the table tells.
fn told() -> House {
    let text = std::fs::read_to_string(format!("{ROOT}/ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let section = text.split("\n## ").find(|s| s.starts_with("Crates\n")).expect("it has a section Crates");
    let rows = section.lines().filter_map(|l| l.strip_prefix("| `"));
    rows.map(|row| {
        let (name, cells) = row.split_once('`').expect("the name ends");
        let cell = cells.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        let known = cell.split(',').map(str::trim).filter(|d| *d != "–");
        (name.to_string(), known.map(|d| format!("sayso-{d}")).collect())
    })
    .collect()
}

/// What cargo knows: normal dependencies within the workspace.
fn built() -> House {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let args = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    let out = Command::new(cargo).args(args).current_dir(ROOT).output().expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    packages.iter().map(|p| (text(&p["name"]), depends(p))).collect()
}

fn depends(package: &Value) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().into_iter().flatten();
    let normal = all.filter(|d| d["kind"].is_null()).map(|d| text(&d["name"]));
    normal.filter(|name| name.starts_with("sayso")).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}
