//! Hours of work against an independent reckoning that walks minute by minute: seasons, leap days, holidays of
//! everywhere. The reference knows nothing of spans: a minute is worked or it is not.

use std::collections::BTreeSet;

use cercles::worktime::{Calendar, Department, Hours, easter};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Where people work: zone, département, the days of its own (month, day), whether Good Friday is one.
type Place = (&'static str, &'static str, &'static [(i8, i8)], bool);

const PLACES: &[Place] = &[
    ("Europe/Paris", "75", &[], false),
    ("Europe/Paris", "67", &[(12, 26)], true),
    ("Europe/Paris", "2A", &[], false),
    ("America/Guadeloupe", "971", &[(5, 27)], false),
    ("America/Martinique", "972", &[(5, 22)], false),
    ("America/Cayenne", "973", &[(6, 10)], false),
    ("Indian/Reunion", "974", &[(12, 20)], false),
    ("America/Miquelon", "975", &[], false),
    ("Indian/Mayotte", "976", &[(4, 27)], false),
    ("America/St_Barthelemy", "977", &[(10, 9)], false),
    ("America/Marigot", "978", &[(5, 28)], false),
    ("Pacific/Wallis", "986", &[(4, 28), (7, 29)], false),
    ("Pacific/Tahiti", "987", &[(3, 5), (11, 20)], true),
    ("Pacific/Noumea", "988", &[(9, 24)], false),
    // A zone of somebody who moved, with winter in July.
    ("Australia/Sydney", "57", &[(12, 26)], true),
];

/// Easter by Gauss's rule with its two exceptions, good from 1900 to 2099.
fn gauss(year: i16) -> Date {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 24) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) + 6 * d + 5) % 7;
    let mut from_22_march = d + e;
    let late = (d == 29 && e == 6) || (d == 28 && e == 6 && y % 19 > 10);
    if late {
        from_22_march -= 7;
    }
    date(year, 3, 22).checked_add(from_22_march.days()).unwrap()
}

/// The holidays of a place in the years 2026 to 2030, written out.
fn holidays(own: &[(i8, i8)], good_friday: bool) -> BTreeSet<Date> {
    let mut days = BTreeSet::new();
    for year in 2025..=2031 {
        for (month, day) in [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)].iter().chain(own) {
            days.insert(date(year, *month, *day));
        }
        let sunday = gauss(year);
        for from_easter in [1_i32, 39, 50].into_iter().chain(good_friday.then_some(-2)) {
            days.insert(sunday.checked_add(from_easter.days()).unwrap());
        }
    }
    days
}

/// Whether a minute is worked, asked of the wall clock.
fn is_worked(minute: Timestamp, zone: &TimeZone, holidays: &BTreeSet<Date>) -> bool {
    let here = minute.to_zoned(zone.clone());
    let weekday = here.weekday().to_monday_one_offset();
    let hour = here.hour();
    weekday <= 5 && ((9..12).contains(&hour) || (13..18).contains(&hour)) && !holidays.contains(&here.date())
}

fn place(which: usize) -> (Calendar, TimeZone, BTreeSet<Date>) {
    let (zone, code, own, good_friday) = PLACES[which];
    let zone = TimeZone::get(zone).unwrap();
    let hours = Hours::parse("09:00-12:00 13:00-18:00", "1 2 3 4 5").unwrap();
    let calendar = Calendar::new(zone.clone(), Department::parse(code).unwrap(), hours);
    (calendar, zone, holidays(own, good_friday))
}

/// The days where something happens: nights that change clocks, leap day, holidays, New Year.
const TURNS: &[&str] = &[
    "2026-03-29",
    "2026-10-25",
    "2027-03-28",
    "2027-10-31",
    "2028-03-26",
    "2028-02-29",
    "2026-03-08",
    "2026-11-01",
    "2026-04-03",
    "2026-04-06",
    "2026-05-14",
    "2026-05-25",
    "2026-05-27",
    "2026-12-25",
    "2027-01-01",
    "2026-04-27",
    "2026-10-09",
    "2026-07-29",
    "2026-11-20",
    "2026-09-24",
    "2026-06-10",
    "2026-12-20",
    "2027-04-04",
];

#[test]
fn easter_is_the_same_by_two_rules() {
    for year in 1900..=2099 {
        assert_eq!(easter(year), Some(gauss(year)), "{year}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Ten days around a turn, minute by minute: what is counted between, and when it is reached.
    #[test]
    fn hours_are_those_a_clock_would_count(
        which in 0..PLACES.len(),
        turn in 0..TURNS.len(),
        before in 0_i64..4 * 1_440,
        length in 0_i64..8 * 1_440,
    ) {
        let (calendar, zone, holidays) = place(which);
        let noon: Timestamp = format!("{}T12:00:00Z", TURNS[turn]).parse().unwrap();
        let from = noon.checked_sub(SignedDuration::from_mins(before)).unwrap();
        let mut worked = 0;
        let mut last = None;
        for minute in 0..length {
            let at = from.checked_add(SignedDuration::from_mins(minute)).unwrap();
            if is_worked(at, &zone, &holidays) {
                worked += 1;
                last = Some(at.checked_add(SignedDuration::from_mins(1)).unwrap());
            }
        }
        let to = from.checked_add(SignedDuration::from_mins(length)).unwrap();
        prop_assert_eq!(calendar.between(from, to), SignedDuration::from_mins(worked));
        prop_assert_eq!(calendar.between(to, from), SignedDuration::ZERO);
        prop_assert_eq!(calendar.add(from, SignedDuration::from_mins(worked)), Some(last.unwrap_or(from)));
    }
}

/// What is added is what is then counted, to the microsecond, wherever one starts.
#[test]
fn what_is_added_is_what_is_counted() {
    let mut random = StdRng::seed_from_u64(6);
    for _ in 0..5_000 {
        let (calendar, ..) = place(random.random_range(0..PLACES.len()));
        let from = Timestamp::from_microsecond(1_767_225_600_000_000 + random.random_range(0..120_000_000_000_000_i64))
            .unwrap();
        let work = SignedDuration::from_micros(random.random_range(0..200 * 3_600_000_000_i64));
        let due = calendar.add(from, work).unwrap();
        assert_eq!(calendar.between(from, due), work, "{from} + {work}");
        assert!(due >= from);
    }
}
