//! Faults on standard error, and a count of pages while a long run goes on.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sayso_input::Fault;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Runs shorter than this show no count.
const LONG: Duration = Duration::from_secs(1);

/// What is told on standard error.
pub struct Progress {
    bar: ProgressBar,
    /// When the count is to appear; `None` where it never does, or stands there already.
    appears: Option<Instant>,
    style: &'static str,
    faults: u64,
    known: u64,
}

impl Progress {
    /// The count is for a terminal, and only where the pages themselves do not go there.
    pub fn new() -> Self {
        let wanted = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        let appears = wanted.then(|| Instant::now() + LONG);
        let style = "{spinner} {human_pos} pages read, {per_sec} {msg}";
        Progress { bar: ProgressBar::hidden(), appears, style, faults: 0, known: 0 }
    }

    /// The count of pages that are kept; what is printed beside it is a line at the end.
    pub fn adding() -> Self {
        let appears = std::io::stderr().is_terminal().then(|| Instant::now() + LONG);
        Progress { appears, style: "{spinner} {human_pos} documents, {per_sec} {msg}", ..Progress::new() }
    }

    /// A document was read.
    pub fn read(&mut self) {
        self.bar.inc(1);
        if self.appears.is_some_and(|at| Instant::now() >= at) {
            self.appears = None;
            let style = ProgressStyle::with_template(self.style);
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(Duration::from_millis(200));
        }
    }

    /// A document could not be read.
    pub fn fault(&mut self, fault: &Fault) {
        self.faults += 1;
        self.bar.suspend(|| crate::tell(&fault.to_string()));
        self.tell();
    }

    /// A document was there already.
    pub fn known(&mut self) {
        self.known += 1;
        self.tell();
    }

    fn tell(&self) {
        let part = |n: u64, what: &str| (n > 0).then(|| format!("{n} {what}"));
        let parts = [part(self.known, "there already"), part(self.faults, "could not be read")];
        self.bar.set_message(format!("({})", parts.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    }

    /// How many could not be read.
    pub fn faults(&self) -> u64 {
        self.faults
    }

    /// Something to know about a document that was read.
    pub fn note(&self, place: &str, note: &str) {
        self.bar.suspend(|| crate::tell(&format!("{place}: note: {note}")));
    }

    /// Takes the count away; tells whether all could be read.
    pub fn finish(self) -> bool {
        self.bar.finish_and_clear();
        self.faults == 0
    }
}
