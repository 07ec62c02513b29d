//! Named points where a debug build may be told to die, as if its machine were switched off: what the crash table of
//! the outbox is run with. A release holds none of it.

/// Dies here, by SIGKILL, when `CERCLES_STOP_AT` is this name, or `NAME:2` at the third passage.
#[cfg(debug_assertions)]
pub(super) fn at(name: &str) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static PASSED: AtomicUsize = AtomicUsize::new(0);
    let Ok(wanted) = std::env::var("CERCLES_STOP_AT") else { return };
    let (wanted, skipped) =
        wanted.split_once(':').map_or((wanted.as_str(), 0), |(wanted, skipped)| (wanted, skipped.parse().unwrap_or(0)));
    if wanted != name || PASSED.fetch_add(1, Ordering::SeqCst) < skipped {
        return;
    }
    let kill = format!("kill -9 {}", std::process::id());
    let _ = std::process::Command::new("sh").args(["-c", &kill]).status();
    loop {
        std::thread::park();
    }
}

/// Nothing, in a release.
#[cfg(not(debug_assertions))]
pub(super) const fn at(_: &str) {}
