//! The only place that reads the wall clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

use crate::db::Moment;

/// The time of day, real or set by a test.
#[derive(Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    Real,
    /// A clock that stands still at a number of microseconds of the Unix epoch until it is moved.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `instant`.
    pub fn fixed(instant: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(instant.as_microsecond())))
    }

    /// Now, in whole microseconds.
    pub fn now(&self) -> Moment {
        match self {
            Self::Real => Moment::from(Timestamp::now()).plus_seconds(seconds_ahead()),
            Self::Fixed(micros) => {
                Timestamp::from_microsecond(micros.load(Ordering::SeqCst)).unwrap_or_default().into()
            }
        }
    }

    /// Moves a fixed clock by a number of seconds; the machine's clock cannot be moved.
    pub fn advance(&self, seconds: i64) {
        if let Self::Fixed(micros) = self {
            micros.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        }
    }
}

/// How far ahead of the machine a debug build lives: the seconds in the file that `CERCLES_CLOCK_AHEAD` names, so that
/// a test in a browser waits for twelve months in a running server. The file is to be replaced, never written in place;
/// what cannot be read is no seconds. A release knows nothing of it.
#[cfg(debug_assertions)]
fn seconds_ahead() -> i64 {
    use std::path::PathBuf;
    use std::sync::LazyLock;
    static FILE: LazyLock<Option<PathBuf>> = LazyLock::new(|| std::env::var_os("CERCLES_CLOCK_AHEAD").map(Into::into));
    let read = |file: &PathBuf| std::fs::read_to_string(file).ok()?.trim().parse().ok();
    FILE.as_ref().and_then(read).unwrap_or(0)
}

/// Never, in a release.
#[cfg(not(debug_assertions))]
const fn seconds_ahead() -> i64 {
    0
}
