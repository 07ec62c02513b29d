//! When a digest is due: the wall clock of its reader's zone, across summer and winter time.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use super::{Frequency, Settings};
use crate::db::Moment;

/// The first moment after `after` when a digest is due; `None` when none is wanted.
///
/// An hour that does not exist that day moves after the gap, one that comes twice counts the first time (jiff's
/// `compatible`, as RFC 5545 §3.3.5 wants it).
pub fn next_due(chosen: &Settings, zone: &TimeZone, after: Moment) -> Option<Moment> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(chosen.weekday).ok()?).ok()?;
    let hour = i8::try_from(chosen.hour).ok()?;
    let today = after.instant().to_zoned(zone.clone()).date();
    let (first, step) = match chosen.frequency {
        Frequency::Never => return None,
        Frequency::Daily => (today, 1.day()),
        Frequency::Weekly => (on_or_before(today, weekday)?, 1.week()),
        Frequency::Monthly => (today.first_of_month(), 1.month()),
    };
    let day = |start: Date| match chosen.frequency {
        Frequency::Monthly => start.nth_weekday_of_month(1, weekday).ok(),
        _ => Some(start),
    };
    starts(first, step).filter_map(day).find_map(|day| {
        let due: Moment = zone.to_zoned(day.at(hour, 0, 0, 0)).ok()?.timestamp().into();
        (due > after).then_some(due)
    })
}

/// A few periods from `first` on: the next one is always among them.
fn starts(first: Date, step: Span) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), move |day| day.checked_add(step).ok()).take(4)
}

fn on_or_before(today: Date, weekday: Weekday) -> Option<Date> {
    if today.weekday() == weekday { Some(today) } else { today.nth_weekday(-1, weekday).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse::<jiff::Timestamp>().unwrap_or_else(|error| panic!("{error}")).into()
    }

    fn after(chosen: Settings, zone: &str, from: &str) -> String {
        let zone = TimeZone::get(zone).unwrap_or_else(|error| panic!("{error}"));
        next_due(&chosen, &zone, moment(from)).map_or("never".into(), |due| due.instant().to_string())
    }

    #[test]
    fn a_week_is_a_week_of_the_wall_clock_across_the_seasons() {
        let tuesdays = Settings::default();
        assert_eq!(after(tuesdays, "Europe/Paris", "2026-10-20T05:59:00Z"), "2026-10-20T06:00:00Z");
        assert_eq!(after(tuesdays, "Europe/Paris", "2026-10-20T06:00:00Z"), "2026-10-27T07:00:00Z");
        assert_eq!(after(tuesdays, "America/Guadeloupe", "2026-10-20T06:00:00Z"), "2026-10-20T12:00:00Z");
        assert_eq!(after(tuesdays, "Indian/Reunion", "2026-10-20T06:00:00Z"), "2026-10-27T04:00:00Z");
    }

    #[test]
    fn an_hour_that_does_not_exist_moves_after_the_gap_and_one_that_comes_twice_happens_once() {
        let nightly = Settings { frequency: Frequency::Daily, hour: 2, ..Settings::default() };
        // 29 March 2026: 2 h does not exist in Paris. 25 October: it comes twice.
        assert_eq!(after(nightly, "Europe/Paris", "2026-03-28T12:00:00Z"), "2026-03-29T01:00:00Z");
        assert_eq!(after(nightly, "Europe/Paris", "2026-03-29T01:00:00Z"), "2026-03-30T00:00:00Z");
        assert_eq!(after(nightly, "Europe/Paris", "2026-10-24T12:00:00Z"), "2026-10-25T00:00:00Z");
        assert_eq!(after(nightly, "Europe/Paris", "2026-10-25T00:00:00Z"), "2026-10-26T01:00:00Z");
    }

    #[test]
    fn a_month_starts_with_its_first_such_day() {
        let monthly = Settings { frequency: Frequency::Monthly, ..Settings::default() };
        assert_eq!(after(monthly, "Europe/Paris", "2026-11-22T09:00:00Z"), "2026-12-01T07:00:00Z");
        assert_eq!(after(monthly, "Europe/Paris", "2026-12-01T07:00:00Z"), "2027-01-05T07:00:00Z");
        let never = Settings { frequency: Frequency::Never, ..Settings::default() };
        assert_eq!(after(never, "Europe/Paris", "2026-11-22T09:00:00Z"), "never");
    }
}
