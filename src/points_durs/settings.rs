//! The section `[points_durs]` of the settings: how long an answer may take.

use jiff::SignedDuration;
use serde::Deserialize;

use super::machine::Severity;
use crate::worktime::Hours;

/// Hours of work, a severity.
#[derive(Clone, Copy, Debug)]
struct BySeverity {
    low: u32,
    normal: u32,
    high: u32,
    critical: u32,
}

/// How long things may take; hours are hours of work.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which hours of a day are worked, as `09:00-12:00 13:00-18:00`.
    pub hours: String,
    /// Which days are worked, 1 for Monday, as `1 2 3 4 5`.
    pub days: String,
    first_answer_low: u32,
    first_answer_normal: u32,
    first_answer_high: u32,
    first_answer_critical: u32,
    solution_low: u32,
    solution_normal: u32,
    solution_high: u32,
    solution_critical: u32,
    /// The part of the time that is left when a warning leaves, in percent.
    warning_percent: u32,
    call_hours: u32,
    silent_days: u32,
}

/// The longest time one may set, in hours of work: about five years.
const MOST_HOURS: u32 = 9_999;

impl Settings {
    /// The hours of work.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn hours(&self) -> Result<Hours, String> {
        Hours::parse(&self.hours, &self.days).map_err(|why| format!("points_durs.hours or points_durs.days: {why}."))
    }

    /// Refuses what cannot work.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn checked(&self) -> Result<(), String> {
        self.hours()?;
        let all = [self.first_answers(), self.solutions()];
        let hours = all.iter().flat_map(|by| [by.low, by.normal, by.high, by.critical]).chain([self.call_hours]);
        if hours.into_iter().any(|hours| !(1..=MOST_HOURS).contains(&hours)) {
            return Err(format!("times of [points_durs] must be between 1 and {MOST_HOURS} hours of work."));
        }
        if !(1..=99).contains(&self.warning_percent) {
            return Err("points_durs.warning_percent must be between 1 and 99.".into());
        }
        if !(1..=250).contains(&self.silent_days) {
            return Err("points_durs.silent_days must be between 1 and 250 days of work.".into());
        }
        Ok(())
    }

    fn first_answers(&self) -> BySeverity {
        BySeverity {
            low: self.first_answer_low,
            normal: self.first_answer_normal,
            high: self.first_answer_high,
            critical: self.first_answer_critical,
        }
    }

    fn solutions(&self) -> BySeverity {
        BySeverity {
            low: self.solution_low,
            normal: self.solution_normal,
            high: self.solution_high,
            critical: self.solution_critical,
        }
    }

    /// How long a first answer may take; as for `normal` while the severity is not known.
    pub fn first_answer(&self, severity: Option<Severity>) -> SignedDuration {
        self.first_answers().of(severity)
    }

    /// How long a solution may take; as for `normal` while the severity is not known.
    pub fn solution(&self, severity: Option<Severity>) -> SignedDuration {
        self.solutions().of(severity)
    }

    /// What is left of a time when a warning leaves.
    pub fn warning(&self, whole: SignedDuration) -> SignedDuration {
        SignedDuration::from_secs(whole.as_secs() * i64::from(self.warning_percent) / 100)
    }

    /// How long those who were called may take to answer.
    pub fn call(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.call_hours))
    }

    /// Days of work of silence after which a reporter may ask where it stands.
    pub fn silent_days(&self) -> u32 {
        self.silent_days
    }
}

impl BySeverity {
    fn of(self, severity: Option<Severity>) -> SignedDuration {
        let hours = match severity {
            Some(Severity::Low) => self.low,
            Some(Severity::Normal) | None => self.normal,
            Some(Severity::High) => self.high,
            Some(Severity::Critical) => self.critical,
        };
        SignedDuration::from_hours(i64::from(hours))
    }
}
