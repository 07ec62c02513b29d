//! The section `[console]` of the settings, and what an administrator chooses in its place while the site runs.

use serde::Deserialize;

use super::store_settings as store;
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

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

    /// As an administrator chose, or as the configuration says.
    ///
    /// # Errors
    /// What the database says.
    pub fn in_force(self, db: &mut Db) -> Result<Self, Refusal> {
        Ok(store::settings(db)?.unwrap_or(self))
    }

    /// Keeps the console so from now on.
    ///
    /// # Errors
    /// `Refusal::NotFound` for others than administrators; `Refusal::Invalid` (`age_hours`, `claim_minutes`).
    pub fn choose(self, tx: &mut Tx<'_>, viewer: &Viewer) -> Result<(), Refusal> {
        let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
        let mut problems = Problems::default();
        for (field, value, most) in
            [("age_hours", self.age_hours, MOST_HOURS), ("claim_minutes", self.claim_minutes, MOST_MINUTES)]
        {
            if !(1..=most).contains(&value) {
                problems.add(field, Sentence::new("console-settings-between").number("most", i64::from(most)));
            }
        }
        problems.settle()?;
        store::choose(tx, self)?;
        let fact = Fact {
            actor: Some(me),
            act: "instance.console-set",
            theme: None,
            subject: "instance",
            subject_id: 1,
            detail: "",
        };
        journal::record(tx, &fact)
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
