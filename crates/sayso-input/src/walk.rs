//! The files of a folder, sorted, those of its folders among them.

use crate::Fault;
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of files that stand beside saved pages and are none.
const BESIDE: [&str; 28] = [
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff", "woff",
    "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "webm", "ogg", "mov", "avi", "wasm",
];

/// Walks a folder depth first, each folder's entries sorted by name. Hidden files, and pictures,
/// styles, scripts and the like, are passed over; links to folders are not followed, so that no
/// ring of links is walked forever.
pub(crate) struct Walk {
    root: PathBuf,
    /// What is still to be visited, the next one last.
    left: Vec<PathBuf>,
    files: usize,
}

impl Walk {
    pub fn new(root: &Path) -> Self {
        Walk { root: root.to_path_buf(), left: vec![root.to_path_buf()], files: 0 }
    }

    /// The next file; a folder that cannot be listed or holds nothing to read is a fault.
    pub fn next(&mut self) -> Option<Result<PathBuf, Fault>> {
        while let Some(path) = self.left.pop() {
            if path != self.root && !path.is_dir() {
                self.files += 1;
                return Some(Ok(path));
            }
            match entries(&path) {
                Ok(mut found) => {
                    found.sort();
                    self.left.extend(found.into_iter().rev());
                }
                Err(e) => return Some(Err(fault(&path, format!("cannot be listed: {e}")))),
            }
            if self.left.is_empty() && self.files == 0 {
                self.files = 1;
                return Some(Err(fault(&self.root, "is a folder without files to read".into())));
            }
        }
        None
    }
}

fn fault(path: &Path, why: String) -> Fault {
    Fault { place: path.display().to_string(), why }
}

fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let linked_folder = kind.is_symlink() && path.is_dir();
        if !hidden && !linked_folder && (kind.is_dir() || !is_beside(&path)) {
            found.push(path);
        }
    }
    Ok(found)
}

fn is_beside(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|e| BESIDE.contains(&e.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.html", "a/b/c.txt", "a/picture.PNG", ".hidden/x.txt", "empty/.keep"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let mut walk = Walk::new(dir.path());
        let found: Vec<PathBuf> = std::iter::from_fn(|| walk.next()).map(Result::unwrap).collect();
        assert_eq!(found, ["a/b/c.txt", "a/z.html", "b.txt"].map(|n| dir.path().join(n)));
        let fault = Walk::new(&dir.path().join("empty")).next().unwrap().unwrap_err();
        assert_eq!(fault.why, "is a folder without files to read");
    }
}
