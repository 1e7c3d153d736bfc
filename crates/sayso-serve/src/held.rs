//! What a store holds as a whole: counts, outlets, languages, months. Counting a large store takes
//! seconds, so it is done beside the pages, and pages show what was counted last.

use crate::site::{Stamp, stamp};
use sayso_store::{Counts, EventMonth, Facet, Store};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// What was counted.
#[derive(Default)]
pub(crate) struct Held {
    pub counts: Option<Counts>,
    pub outlets: Vec<Facet>,
    pub languages: Vec<Facet>,
    pub months: Vec<EventMonth>,
}

/// Words of a facet.
const WORDS: usize = 40;
/// So long a page waits for the first counting: enough for a small store.
const PATIENCE: Duration = Duration::from_millis(250);
/// A store that changes all the time is counted for one part in so many of the time.
const REST: u32 = 20;

/// Counts, and counts anew when the store has changed.
pub(crate) struct Counter {
    path: PathBuf,
    state: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    held: Option<Arc<Held>>,
    /// Grows with every counting.
    version: u64,
    of: Option<Stamp>,
    counting: bool,
    rests_until: Option<Instant>,
}

impl Counter {
    /// Of a store; nothing is counted yet.
    pub fn of(store: &Path) -> Counter {
        Counter { path: store.to_path_buf(), state: Arc::default() }
    }

    /// What was counted last, and which counting it was; 0 while nothing is known.
    pub fn held(&self) -> (Arc<Held>, u64) {
        let now = stamp(&self.path);
        let mut state = lock(&self.state.0);
        if state.wants(&now) {
            state.counting = true;
            let (path, shared) = (self.path.clone(), self.state.clone());
            std::thread::spawn(move || count(&path, now, &shared));
        }
        if state.held.is_none() {
            let waited = self.state.1.wait_timeout_while(state, PATIENCE, |s| s.counting);
            state = waited.unwrap_or_else(|e| e.into_inner()).0;
        }
        (state.held.clone().unwrap_or_default(), state.version)
    }

    /// Which counting is the last.
    pub fn version(&self) -> u64 {
        lock(&self.state.0).version
    }
}

impl State {
    // A clock here only spares work: what is shown does not depend on it.
    #[allow(clippy::disallowed_methods)]
    fn wants(&self, now: &Stamp) -> bool {
        !self.counting && self.of.as_ref() != Some(now) && self.rests_until.is_none_or(|t| Instant::now() >= t)
    }
}

#[allow(clippy::disallowed_methods)]
fn count(path: &Path, of: Stamp, shared: &(Mutex<State>, Condvar)) {
    let started = Instant::now();
    let counted = counted(path);
    let mut state = lock(&shared.0);
    state.counting = false;
    state.rests_until = Some(Instant::now() + started.elapsed() * REST);
    if let Ok(held) = counted {
        (state.held, state.of) = (Some(Arc::new(held)), Some(of));
        state.version += 1;
    }
    shared.1.notify_all();
}

fn counted(path: &Path) -> sayso_store::Result<Held> {
    let store = Store::open(path)?;
    let (outlets, languages) = (store.outlets(WORDS)?, store.languages(WORDS)?);
    Ok(Held { outlets, languages, counts: Some(store.counts()?), months: store.all_months()? })
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(|e| e.into_inner())
}
