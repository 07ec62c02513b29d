//! The section `[console]` of the settings.

use serde::Deserialize;

/// How the console is kept.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How old the oldest case may be before those on duty are written to, in hours.
    pub age_hours: u32,
    /// How long somebody is on a case before it is free again, in minutes.
    pub claim_minutes: u32,
}

/// The longest age, in hours: a month.
const MOST_HOURS: u32 = 720;
/// The longest claim, in minutes: a day.
const MOST_MINUTES: u32 = 1_440;

impl Settings {
    /// Refuses what cannot work.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn checked(&self) -> Result<(), String> {
        if !(1..=MOST_HOURS).contains(&self.age_hours) {
            return Err(format!("console.age_hours must be between 1 and {MOST_HOURS}."));
        }
        if !(1..=MOST_MINUTES).contains(&self.claim_minutes) {
            return Err(format!("console.claim_minutes must be between 1 and {MOST_MINUTES}."));
        }
        Ok(())
    }

    /// How old the oldest case may be, in seconds.
    pub fn age(&self) -> i64 {
        i64::from(self.age_hours) * 3_600
    }

    /// How long a claim holds, in seconds.
    pub fn claim(&self) -> i64 {
        i64::from(self.claim_minutes) * 60
    }
}
