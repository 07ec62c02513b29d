//! The dates of a mandate: an expert or a peer holds it from a day, to the end of a day if one is set.
//!
//! A mandate's days are those of Paris for everybody, as on a letter of appointment, wherever it is read.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Held;
use crate::db::Moment;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

/// No mandate is older than the forum could know.
const EARLIEST: i16 = 2000;
/// Nor longer than a career.
const LATEST: i16 = 2100;

/// A mandate's dates; none set: from now on, without an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mandate {
    /// Its start.
    pub since: Option<Moment>,
    /// The moment it has ended: the midnight after its last day.
    pub until: Option<Moment>,
}

impl Mandate {
    /// The mandate, if its start is not to come and its end is.
    ///
    /// # Errors
    /// `Refusal::Invalid` with a sentence for each wrong date.
    pub fn checked(self, now: Moment) -> Result<Self, Refusal> {
        let mut problems = Problems::default();
        if self.since.is_some_and(|start| start > now) {
            problems.add("since", "form-mandate-to-come");
        }
        if self.until.is_some_and(|end| end <= now) {
            problems.add("until", "form-mandate-over");
        }
        problems.settle()?;
        Ok(self)
    }

    /// Whether these dates are those already held.
    pub(super) fn leaves(&self, held: &Held) -> bool {
        let same_start = self.since.is_none_or(|start| start == held.since || day(start) == day(held.since));
        same_start && self.until == held.until
    }
}

/// The zone of mandates.
pub fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

/// The day a mandate starts.
pub fn day(since: Moment) -> Date {
    since.instant().to_zoned(zone()).date()
}

/// The last day of a mandate that has ended at `until`.
pub fn last_day(until: Moment) -> Date {
    day(until.plus_seconds(-1))
}

/// Reads the day a mandate starts; empty: none.
///
/// # Errors
/// The sentence to show beside the field.
pub fn start(text: &str) -> Result<Option<Moment>, Sentence> {
    read(text)?.map(midnight).transpose()
}

/// Reads the last day of a mandate; empty: none.
///
/// # Errors
/// The sentence to show beside the field.
pub fn end(text: &str) -> Result<Option<Moment>, Sentence> {
    read(text)?.map(|day| day.tomorrow().map_err(|_| wrong()).and_then(midnight)).transpose()
}

/// Browsers without a date field send what people type: 31/12/2026 is read too.
fn read(text: &str) -> Result<Option<Date>, Sentence> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let parsed = text.parse::<Date>().or_else(|_| Date::strptime("%d/%m/%Y", text));
    parsed.ok().filter(|day| (EARLIEST..LATEST).contains(&day.year())).map(Some).ok_or_else(wrong)
}

fn midnight(day: Date) -> Result<Moment, Sentence> {
    day.to_zoned(zone()).map(|start| start.timestamp().into()).map_err(|_| wrong())
}

fn wrong() -> Sentence {
    "form-bad-date".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    #[test]
    fn a_mandate_lasts_to_the_end_of_its_last_day_in_paris() {
        assert_eq!(end("2026-12-31").unwrap(), Some(moment("2026-12-31T23:00:00Z")));
        assert_eq!(start("2026-07-01").unwrap(), Some(moment("2026-06-30T22:00:00Z")));
        assert_eq!(last_day(moment("2026-12-31T23:00:00Z")).to_string(), "2026-12-31");
        assert_eq!(day(moment("2026-06-30T22:00:00Z")).to_string(), "2026-07-01");
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        assert_eq!(end(" 31/12/2026 ").unwrap(), end("2026-12-31").unwrap());
        assert_eq!(start("").unwrap(), None);
        for wrong in ["demain", "31/02/2026", "2026-13-01", "1990-01-01", "9999-12-31", "-2026-01-01", "2026"] {
            assert!(start(wrong).is_err() && end(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_mandate_neither_starts_tomorrow_nor_ended_yesterday() {
        let now = moment("2026-11-22T09:00:00Z");
        let dates = |since: &str, until: &str| Mandate { since: start(since).unwrap(), until: end(until).unwrap() };
        assert!(dates("2026-11-22", "2026-11-22").checked(now).is_ok());
        assert!(dates("", "").checked(now).is_ok());
        let Err(Refusal::Invalid(problems)) = dates("2026-11-23", "2026-11-21").checked(now) else { panic!() };
        assert_eq!(problems.0.iter().map(|problem| problem.field).collect::<Vec<_>>(), ["since", "until"]);
    }
}
