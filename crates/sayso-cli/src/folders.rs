//! `--lang-dir`: language folders of the user, laid over the built-in ones.

use crate::usage::Usage;
use anyhow::Context;
use sayso_lang_data::Folders;
use sayso_read::Reader;
use std::fs;
use std::path::Path;

/// A reader with the built-in languages and, over them, those of `dir`; faults of the user's
/// folders are told at once, not when the first page of that language comes.
pub fn reader(dir: Option<&Path>) -> anyhow::Result<Reader> {
    let (folders, own) = folders(dir)?;
    let reader = Reader::new(&folders).map_err(|e| Usage(format!("the language folders cannot be used: {e}")))?;
    for code in &own {
        reader.load(code).map_err(|e| Usage(format!("--lang-dir: {e}")))?;
    }
    Ok(reader)
}

/// The built-in folders with those of `dir` over them, and the codes of the latter.
pub fn folders(dir: Option<&Path>) -> anyhow::Result<(Folders, Vec<String>)> {
    let (mut folders, mut own) = (Folders::builtin(), Vec::new());
    let Some(dir) = dir else { return Ok((folders, own)) };
    let unusable = |e| Usage(format!("--lang-dir {}: cannot be read: {e}", dir.display()));
    for folder in fs::read_dir(dir).map_err(unusable)? {
        let folder = folder?;
        if folder.path().is_dir() {
            let code = folder.file_name().to_string_lossy().into_owned();
            walk(&mut folders, &code, &folder.path(), "")?;
            own.push(code);
        }
    }
    own.sort();
    match own.is_empty() {
        true => {
            Err(Usage(format!("--lang-dir {}: holds no folder; it wants one a language (en, id …)", dir.display()))
                .into())
        }
        false => Ok((folders, own)),
    }
}

fn walk(folders: &mut Folders, code: &str, at: &Path, prefix: &str) -> anyhow::Result<()> {
    for entry in fs::read_dir(at).with_context(|| at.display().to_string())? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(folders, code, &entry.path(), &format!("{name}/"))?;
        } else {
            let bytes =
                fs::read(entry.path()).with_context(|| format!("{}: cannot be read", entry.path().display()))?;
            folders.insert(code, &name, bytes);
        }
    }
    Ok(())
}
