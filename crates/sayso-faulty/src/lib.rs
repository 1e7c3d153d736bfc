//! A disk that fails when it is told to, for tests: a file system of SQLite's (a VFS) that hands
//! everything on to the usual one, counts what would change the disk, and fails at the n-th of it.

mod vfs;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// How a disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Failure {
    /// The n-th step is an error; those after it are not.
    Error = 1,
    /// Half of the n-th write reaches the disk, then it is an error.
    Torn,
    /// From the n-th step on the disk has no room.
    Full,
    /// At the n-th step the power goes: what no sync had made safe is gone, and nothing goes on.
    PowerCut,
}

impl Failure {
    /// All of them.
    pub const ALL: [Failure; 4] = [Failure::Error, Failure::Torn, Failure::Full, Failure::PowerCut];
}

/// One disk. It stays for as long as the program runs, as SQLite wants it.
pub struct Disk {
    name: String,
    state: &'static State,
}

/// What the files of a disk share.
#[derive(Default)]
struct State {
    steps: AtomicU64,
    /// 0: the disk does not fail.
    at: AtomicU64,
    failure: AtomicU8,
    unsynced: Mutex<vfs::Unsynced>,
}

impl Disk {
    /// A disk that does not fail, under a name by which SQLite opens files on it.
    pub fn new(name: &str) -> Disk {
        let state: &'static State = Box::leak(Box::default());
        vfs::register(name, state);
        Disk { name: name.to_string(), state }
    }

    /// The name to open files with.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// From now on the `n`-th write, truncation or sync fails; 1 is the next one.
    pub fn fail(&self, n: u64, how: Failure) {
        self.state.steps.store(0, Ordering::SeqCst);
        self.state.failure.store(how as u8, Ordering::SeqCst);
        self.state.at.store(n, Ordering::SeqCst);
    }

    /// The disk is whole again.
    pub fn mend(&self) {
        self.state.at.store(0, Ordering::SeqCst);
        self.state.steps.store(0, Ordering::SeqCst);
    }

    /// Steps since it was made, told to fail, or mended.
    pub fn steps(&self) -> u64 {
        self.state.steps.load(Ordering::SeqCst)
    }

    /// Whether it has failed.
    pub fn has_failed(&self) -> bool {
        let at = self.state.at.load(Ordering::SeqCst);
        at > 0 && self.steps() >= at
    }
}

impl State {
    /// Counts a step, and says how it is to fail.
    fn step(&self) -> Option<Failure> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst) + 1;
        let at = self.at.load(Ordering::SeqCst);
        let how = Failure::ALL[usize::from(self.failure.load(Ordering::SeqCst).max(1)) - 1];
        let lasts = matches!(how, Failure::Full | Failure::PowerCut);
        (at > 0 && (step == at || (lasts && step > at))).then_some(how)
    }
}
