//! Standard output: whole documents only, whatever ends the program.

use std::io::{ErrorKind, Write};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::thread;
use std::time::Duration;

/// What stands around the documents.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Instead of the first, where there is none.
    pub empty: String,
    /// Between two.
    pub between: &'static str,
    /// After the last.
    pub tail: &'static str,
    /// Brackets around several documents, as in JSON; one alone has none.
    pub brackets: Option<(&'static str, &'static str)>,
}

/// One document as it is printed.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    /// What stands before it where it is the first.
    pub head: String,
    /// Itself.
    pub text: String,
}

/// Where documents are written to, each as a whole.
#[derive(Clone)]
pub struct Sink(Arc<Mutex<State>>);

struct State {
    frame: Frame,
    count: usize,
    /// The first document, until it is known whether a second one follows.
    held: Option<String>,
}

impl Sink {
    /// A sink that ends properly on Ctrl-C: the document being written is finished first.
    pub fn new(frame: Frame) -> Self {
        let sink = Sink(Arc::new(Mutex::new(State { frame, count: 0, held: None })));
        let on_signal = sink.clone();
        // Without a handler Ctrl-C ends the program at once, which loses no document already written.
        let _ = ctrlc::set_handler(move || on_signal.interrupt());
        sink
    }

    /// Writes a document, and makes sure that it has left the program.
    pub fn document(&self, Printed { head, text }: Printed) {
        let mut state = self.lock();
        state.count += 1;
        match (state.count, state.frame.brackets) {
            (1, Some(_)) => state.held = Some(text),
            (1, None) => write(&[&head, &text]),
            (2, Some((open, _))) => {
                let first = state.held.take().unwrap_or_default();
                write(&[open, &first, state.frame.between, &text]);
            }
            _ => write(&[state.frame.between, &text]),
        }
    }

    /// Writes what follows the last document.
    pub fn finish(&self) {
        finish(&mut self.lock());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(|broken| broken.into_inner())
    }

    fn interrupt(&self) {
        // Where the reader of a pipe has stopped reading, the lock does not come free: do not wait for long.
        for _ in 0..20 {
            match self.0.try_lock() {
                Ok(mut state) => {
                    finish(&mut state);
                    break;
                }
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(100)),
                Err(TryLockError::Poisoned(_)) => break,
            }
        }
        process::exit(130);
    }
}

fn finish(state: &mut State) {
    let frame = &state.frame;
    match (state.count, frame.brackets) {
        (0, _) => write(&[&frame.empty, frame.tail]),
        (1, Some(_)) => write(&[&state.held.take().unwrap_or_default(), frame.tail]),
        (_, Some((_, close))) => write(&[close, frame.tail]),
        (_, None) => write(&[frame.tail]),
    }
}

/// Writes and flushes. Where nobody reads any more (`| head`) the program has done its work.
pub fn write(parts: &[&str]) {
    let mut out = std::io::stdout().lock();
    let written = parts.iter().try_for_each(|p| out.write_all(p.as_bytes())).and_then(|()| out.flush());
    match written {
        Ok(()) => {}
        Err(e) if e.kind() == ErrorKind::BrokenPipe => process::exit(0),
        Err(e) => {
            crate::tell(&format!("standard output cannot be written: {e}"));
            process::exit(1);
        }
    }
}
