//! Files of an export: each has another name until it is whole.

use crate::{Error, Result};
use std::cell::RefCell;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The folder that an export goes to.
pub(crate) struct Out {
    folder: PathBuf,
    files: Rc<RefCell<Vec<PathBuf>>>,
}

/// One file.
pub(crate) struct OutFile {
    path: PathBuf,
    to: BufWriter<File>,
}

fn part(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".part");
    PathBuf::from(name)
}

impl Out {
    pub fn new(folder: &Path) -> Out {
        Out { folder: folder.to_path_buf(), files: Rc::default() }
    }

    pub fn again(&self) -> Out {
        Out { folder: self.folder.clone(), files: Rc::clone(&self.files) }
    }

    /// A new file in the folder.
    pub fn file(&self, name: &str) -> Result<OutFile> {
        let path = self.folder.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::Write(folder.display().to_string(), e))?;
        }
        let file = File::create(part(&path)).map_err(|e| Error::Write(path.display().to_string(), e))?;
        self.files.borrow_mut().push(path.clone());
        Ok(OutFile { path, to: BufWriter::with_capacity(1 << 16, file) })
    }

    /// The name of a file in it, for what goes wrong before there is one.
    pub fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// All files are whole: they get their names.
    pub fn finish(self) -> Result<Vec<PathBuf>> {
        let files = self.files.take();
        for path in &files {
            std::fs::rename(part(path), path).map_err(|e| Error::Write(path.display().to_string(), e))?;
        }
        Ok(files)
    }
}

impl OutFile {
    pub fn write(&mut self, text: &str) -> Result<()> {
        self.write_bytes(text.as_bytes())
    }

    pub fn write_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.to.write_all(bytes).map_err(|e| Error::Write(self.path.display().to_string(), e))
    }

    /// Everything is handed to the disk.
    pub fn finish(&mut self) -> Result<()> {
        let done = self.to.flush().and_then(|()| self.to.get_ref().sync_all());
        done.map_err(|e| Error::Write(self.path.display().to_string(), e))
    }
}
