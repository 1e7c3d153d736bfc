//! The last net: a fault of the program in one document does not stop the others.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static TOLD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Does `work`; a panic in it becomes an error that says what happened and where.
///
/// What `work` touches is only read, or made anew for each document, so nothing is left half done.
pub fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| if INSIDE.get() { keep(info) } else { usual(info) }));
    });
    INSIDE.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(false);
    done.map_err(|_| {
        let told = TOLD.take();
        format!("cannot be read because of a fault in sayso itself ({told}): please report it, with the page")
    })
}

fn keep(info: &PanicHookInfo) {
    let what = info.payload_as_str().unwrap_or("no message");
    let place = info.location().map_or(String::new(), |l| format!(", {}:{}", l.file(), l.line()));
    TOLD.set(format!("{what}{place}"));
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_becomes_an_error() {
        assert_eq!(guarded(|| 7), Ok(7));
        let told = guarded(|| -> u8 { panic!("word {} of {}", 9, 8) }).unwrap_err();
        assert!(told.contains("word 9 of 8") && told.contains("guard.rs"), "{told}");
        assert_eq!(guarded(|| 8), Ok(8));
    }
}
