//! Working time: which hours are worked where, counted from one instant to another or on from one.
//!
//! Pure: no database, no clock. A calendar is the wall clock of a zone, the public holidays of a département and the
//! hours of the settings; an hour counts when it is worked there, whatever the seasons do to the clocks.

mod departments;
mod holidays;
mod hours;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

pub use departments::Department;
pub use holidays::{Law, easter};
pub use hours::Hours;

/// Days looked at for a sum of work: ten years. What is not reached by then never is.
const LONGEST: usize = 3_660;

/// The hours worked at a place.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    department: Department,
    hours: Hours,
}

impl Calendar {
    /// The hours worked in a département, by the wall clock of a zone.
    pub fn new(zone: TimeZone, department: Department, hours: Hours) -> Self {
        Self { zone, department, hours }
    }

    /// Its zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// How long a day's work lasts.
    pub fn day(&self) -> SignedDuration {
        self.hours.day()
    }

    /// Whether a day is worked there: a day of the settings that is no public holiday.
    pub fn is_worked(&self, day: Date) -> bool {
        self.hours.is_of_the_week(day.weekday()) && !self.department.law().keeps(day)
    }

    /// The first instant from `from` on by which so much was worked; `None` when it would take more than ten years.
    ///
    /// No work: `from` itself. An end of work is reached that evening, not the next morning.
    pub fn add(&self, from: Timestamp, work: SignedDuration) -> Option<Timestamp> {
        let mut left = work;
        if left <= SignedDuration::ZERO {
            return Some(from);
        }
        for (start, end) in self.worked_from(from) {
            let span = end.duration_since(start);
            if left <= span {
                return start.checked_add(left).ok();
            }
            left -= span;
        }
        None
    }

    /// Whether so much was worked from one instant to another: no more days are looked at than that takes.
    pub fn reaches(&self, work: SignedDuration, from: Timestamp, to: Timestamp) -> bool {
        self.add(from, work).is_some_and(|reached| reached <= to)
    }

    /// How much is worked from one instant to another; nothing when the second is the earlier one.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        self.worked_from(from)
            .take_while(|(start, _)| *start < to)
            .fold(SignedDuration::ZERO, |sum, (start, end)| sum + end.min(to).duration_since(start))
    }

    /// The spans of work from an instant on, in order, the first cut where it begins.
    fn worked_from(&self, from: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let first = from.to_zoned(self.zone.clone()).date();
        std::iter::successors(Some(first), |day| day.checked_add(1.day()).ok())
            .take(LONGEST)
            .filter(move |day| self.is_worked(*day))
            .flat_map(move |day| self.hours.spans().iter().filter_map(move |span| self.span_of(day, *span)))
            .filter(move |(_, end)| *end > from)
            .map(move |(start, end)| (start.max(from), end))
    }

    /// A span of a day as instants; `None` when the zone has no such hour that day (Samoa had no 30 December 2011).
    fn span_of(&self, day: Date, (start, end): hours::Span) -> Option<(Timestamp, Timestamp)> {
        let begins = self.instant(hours::at(day, start)?, day)?;
        let ends = self.instant(hours::at(day, end)?, hours::at(day, end)?.date())?;
        (begins < ends).then_some((begins, ends))
    }

    /// The instant of a wall clock; `None` when the clock skipped to another day.
    fn instant(&self, wall: DateTime, day: Date) -> Option<Timestamp> {
        let instant = self.zone.to_ambiguous_timestamp(wall).compatible().ok()?;
        (instant.to_zoned(self.zone.clone()).date() == day).then_some(instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(zone: &str, code: &str) -> Calendar {
        let zone = TimeZone::get(zone).unwrap_or_else(|error| panic!("{error}"));
        let department = Department::parse(code).unwrap_or_else(|| panic!("{code}"));
        let hours = Hours::parse("09:00-12:00 13:00-18:00", "1 2 3 4 5").unwrap_or_else(|error| panic!("{error}"));
        Calendar::new(zone, department, hours)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn after(calendar: &Calendar, from: &str, hours: i64) -> String {
        calendar.add(at(from), SignedDuration::from_hours(hours)).map_or("never".into(), |due| due.to_string())
    }

    #[test]
    fn a_day_has_eight_hours_and_a_pause() {
        let paris = calendar("Europe/Paris", "75");
        assert_eq!(after(&paris, "2026-11-26T08:00:00Z", 1), "2026-11-26T09:00:00Z", "Thursday, 9 h");
        assert_eq!(after(&paris, "2026-11-26T10:30:00Z", 1), "2026-11-26T12:30:00Z", "over the pause");
        assert_eq!(after(&paris, "2026-11-26T08:00:00Z", 8), "2026-11-26T17:00:00Z", "the end of the day is that day");
        assert_eq!(after(&paris, "2026-11-27T16:00:00Z", 2), "2026-11-30T09:00:00Z", "over the week-end");
        assert_eq!(after(&paris, "2026-11-28T10:00:00Z", 0), "2026-11-28T10:00:00Z", "nothing takes no time");
        assert_eq!(paris.between(at("2026-11-27T12:00:00Z"), at("2026-11-20T12:00:00Z")), SignedDuration::ZERO);
    }

    #[test]
    fn a_holiday_is_kept_where_it_is_one() {
        // Good Friday, 3 April 2026: worked in Paris, not in Strasbourg; nobody works on Easter Monday.
        let thursday = "2026-04-02T15:00:00Z";
        assert_eq!(after(&calendar("Europe/Paris", "75"), thursday, 2), "2026-04-03T08:00:00Z");
        assert_eq!(after(&calendar("Europe/Paris", "67"), thursday, 2), "2026-04-07T08:00:00Z");
        // 27 May 2026 in Guadeloupe: 9 h there is 13 h UTC.
        let guadeloupe = calendar("America/Guadeloupe", "971");
        assert_eq!(after(&guadeloupe, "2026-05-26T21:00:00Z", 2), "2026-05-28T14:00:00Z");
    }

    #[test]
    fn a_night_that_changes_the_clocks_and_a_leap_day_change_nothing_to_the_hours() {
        let paris = calendar("Europe/Paris", "75");
        assert_eq!(after(&paris, "2026-03-27T16:00:00Z", 2), "2026-03-30T08:00:00Z", "9 h is an hour earlier in UTC");
        assert_eq!(after(&paris, "2026-10-23T15:00:00Z", 2), "2026-10-26T09:00:00Z");
        assert_eq!(after(&paris, "2028-02-28T16:00:00Z", 2), "2028-02-29T09:00:00Z", "29 February is a Tuesday");
        let week = paris.between(at("2026-03-23T00:00:00Z"), at("2026-03-30T00:00:00Z"));
        assert_eq!(week, SignedDuration::from_hours(40));
    }

    #[test]
    fn a_day_that_a_zone_skipped_is_not_worked() {
        let apia = calendar("Pacific/Apia", "75");
        let (thursday, saturday) = (at("2011-12-29T18:00:00Z"), at("2011-12-31T12:00:00Z"));
        assert_eq!(
            apia.between(thursday, saturday),
            SignedDuration::from_hours(8),
            "the 29th alone: there was no 30th"
        );
    }

    #[test]
    fn what_is_never_worked_is_never_reached() {
        let hours = Hours::parse("09:00-09:01", "1").unwrap_or_else(|error| panic!("{error}"));
        let zone = TimeZone::get("Europe/Paris").unwrap_or_else(|error| panic!("{error}"));
        let slow = Calendar::new(zone, Department::PARIS, hours);
        assert_eq!(slow.add(at("2026-01-01T00:00:00Z"), SignedDuration::from_hours(100)), None);
    }
}
