//! Finds the language folders by walking, so that adding a language edits no Rust.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed={}", root.display());
    let mut out = String::from("pub(crate) static FILES: &[(&str, &str, &[u8])] = &[\n");
    for folder in sorted(&root) {
        let code = name(&folder);
        if folder.is_dir() && code != "src" && code != "target" {
            walk(&folder, &folder, &code, &mut out);
        }
    }
    out.push_str("];\n");
    let to = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("files.rs");
    fs::write(to, out).expect("OUT_DIR can be written");
}

fn walk(root: &Path, at: &Path, code: &str, out: &mut String) {
    for path in sorted(at) {
        if path.is_dir() {
            walk(root, &path, code, out);
        } else {
            println!("cargo::rerun-if-changed={}", path.display());
            let inside = path.strip_prefix(root).expect("walked from it").to_string_lossy().replace('\\', "/");
            writeln!(out, "({code:?}, {inside:?}, include_bytes!({:?})),", path.display().to_string())
                .expect("a string");
        }
    }
}

fn sorted(at: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(at)
        .unwrap_or_else(|e| panic!("{}: {e}", at.display()))
        .map(|e| e.expect("a folder entry").path())
        .filter(|p| !name(p).starts_with('.'))
        .collect();
    all.sort();
    all
}

fn name(p: &Path) -> String {
    p.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
