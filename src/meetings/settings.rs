//! The section `[meetings]` of the settings.

use serde::Deserialize;

/// How meetings are run here.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How long a seat that came free is kept for the first who waits, in hours.
    pub offer_hours: u32,
}

/// The longest offer, in hours: a month.
const MOST_HOURS: u32 = 720;

impl Settings {
    /// Refuses what cannot work.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn checked(&self) -> Result<(), String> {
        if (1..=MOST_HOURS).contains(&self.offer_hours) {
            Ok(())
        } else {
            Err(format!("meetings.offer_hours must be between 1 and {MOST_HOURS}."))
        }
    }

    /// How long a seat is kept, in seconds.
    pub fn offer(&self) -> i64 {
        i64::from(self.offer_hours) * 3_600
    }
}
