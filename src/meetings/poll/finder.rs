//! Which hours suit people who do not live by the same clock, and whose turn it is to bear the bad ones.
//!
//! A circle reaches from Tahiti to Wallis: no hour suits everybody. Those that suit the most people come first, and a
//! bad hour weighs the more, the more meetings its people bore at a bad hour in the past year, so that the burden turns.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use crate::worktime::Calendar;

/// The first and the last start of a day, in minutes from midnight, by the meeting's clock.
const STARTS: std::ops::RangeInclusive<i32> = 7 * 60..=20 * 60;
/// Minutes from one start to the next.
const STEP: usize = 30;
/// Starts kept of one day.
const OF_A_DAY: usize = 2;
/// Hours during which nobody should have to be up, by one's own clock.
const NIGHT: (i8, i8) = (21, 7);

/// People who live by the same clock and the same holidays.
#[derive(Clone, Debug)]
pub struct Group {
    /// The name of their zone in the tz database.
    pub zone: String,
    /// When they work.
    pub calendar: Calendar,
    /// How many they are.
    pub people: u32,
}

crate::vocabulary! {
    /// What an hour is to somebody.
    Comfort {
        /// Within their hours of work.
        Worked = "worked",
        /// Out of them: early, late, at lunch, on a holiday.
        Spare = "spare",
        /// In the night.
        Night = "night",
    }
}

impl Comfort {
    /// What a stretch of time is by a calendar.
    pub fn of(calendar: &Calendar, (from, to): (Timestamp, Timestamp)) -> Self {
        if calendar.between(from, to) == to.duration_since(from) {
            return Self::Worked;
        }
        let (first, last) = (from.to_zoned(calendar.zone().clone()), to.to_zoned(calendar.zone().clone()));
        let same_day = first.date() == last.date();
        let ends = last.time() <= Time::constant(NIGHT.0, 0, 0, 0);
        if same_day && ends && first.hour() >= NIGHT.1 { Self::Spare } else { Self::Night }
    }

    /// What it weighs.
    const fn weight(self) -> u64 {
        match self {
            Self::Worked => 0,
            Self::Spare => 1,
            Self::Night => 4,
        }
    }
}

/// A start, and what it is to each group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// By the meeting's clock.
    pub local: DateTime,
    /// The instants of its start and end.
    pub span: (Timestamp, Timestamp),
    /// For each group, in their order.
    pub comforts: Vec<Comfort>,
    /// What it weighs: the lighter, the better.
    pub weight: u64,
}

/// How many of some past meetings were at a bad hour for each group.
pub fn borne(groups: &[Group], past: &[(Timestamp, Timestamp)]) -> Vec<u32> {
    let bad = |group: &Group, span: &&(Timestamp, Timestamp)| Comfort::of(&group.calendar, **span) != Comfort::Worked;
    groups
        .iter()
        .map(|group| past.iter().filter(|span| bad(group, span)).count().try_into().unwrap_or(u32::MAX))
        .collect()
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The clock the meeting is told by.
    pub zone: TimeZone,
    /// The first day.
    pub first: Date,
    /// How many weeks.
    pub weeks: i32,
    /// How long it lasts.
    pub length: SignedDuration,
    /// Nothing earlier than that.
    pub after: Timestamp,
    /// How many starts at most.
    pub most: usize,
}

/// The lightest starts, the lightest first and the earlier of two as light; Saturdays and Sundays are left out.
pub fn best(groups: &[Group], borne: &[u32], wanted: &Wanted) -> Vec<Start> {
    let last = wanted.first.checked_add(Span::new().weeks(wanted.weeks)).unwrap_or(wanted.first);
    let days = wanted.first.series(Span::new().days(1)).take_while(|day| *day < last);
    let worked = days.filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    let mut found: Vec<Start> = worked.flat_map(|day| of_a_day(groups, borne, wanted, day)).collect();
    found.sort_by_key(|start| (start.weight, start.span.0));
    found.truncate(wanted.most);
    found
}

fn of_a_day(groups: &[Group], borne: &[u32], wanted: &Wanted, day: Date) -> Vec<Start> {
    let starts = STARTS.step_by(STEP).filter_map(|minute| {
        let local = day.at(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0);
        let instant = wanted.zone.to_ambiguous_timestamp(local);
        // An hour that clocks skip, or say twice, is no hour to meet at.
        let from = instant.unambiguous().ok().filter(|from| *from > wanted.after)?;
        let span = (from, from.checked_add(wanted.length).ok()?);
        let comforts: Vec<Comfort> = groups.iter().map(|group| Comfort::of(&group.calendar, span)).collect();
        let weight = weight(groups, borne, &comforts);
        Some(Start { local, span, comforts, weight })
    });
    let mut starts: Vec<Start> = starts.collect();
    starts.sort_by_key(|start| (start.weight, start.span.0));
    starts.truncate(OF_A_DAY);
    starts
}

fn weight(groups: &[Group], borne: &[u32], comforts: &[Comfort]) -> u64 {
    let each = groups.iter().zip(borne).zip(comforts);
    each.map(|((group, borne), comfort)| u64::from(group.people) * comfort.weight() * (1 + u64::from(*borne))).sum()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::worktime::{Department, Hours};

    fn group(zone: &str, code: &str, people: u32) -> Group {
        let hours = Hours::parse("09:00-12:00 13:00-18:00", "1 2 3 4 5").unwrap();
        let calendar = Calendar::new(TimeZone::get(zone).unwrap(), Department::parse(code).unwrap(), hours);
        Group { zone: zone.into(), calendar, people }
    }

    fn wanted(first: Date, minutes: i64) -> Wanted {
        Wanted {
            zone: TimeZone::get("Europe/Paris").unwrap(),
            first,
            weeks: 2,
            length: SignedDuration::from_mins(minutes),
            after: "2026-01-01T00:00:00Z".parse().unwrap(),
            most: 12,
        }
    }

    /// What one minute is to a group, by hand: its own clock, its own holidays, minute by minute.
    fn naive(zone: &str, holidays: &[Date], (from, to): (Timestamp, Timestamp)) -> Comfort {
        let zone = TimeZone::get(zone).unwrap();
        let (mut worked, mut night, mut at) = (true, false, from);
        while at < to {
            let clock = at.to_zoned(zone.clone());
            let hour = clock.hour();
            let off =
                matches!(clock.weekday(), Weekday::Saturday | Weekday::Sunday) || holidays.contains(&clock.date());
            worked &= !off && (9..18).contains(&hour) && hour != 12;
            night |= !(7..21).contains(&hour);
            at += SignedDuration::from_mins(1);
        }
        if worked {
            Comfort::Worked
        } else if night {
            Comfort::Night
        } else {
            Comfort::Spare
        }
    }

    #[test]
    fn an_hour_is_what_a_clock_read_minute_by_minute_says() {
        // French Polynesia keeps the arrival of the Gospel, on 5 March.
        let gospel = [date(2026, 3, 5)];
        let zones: [(&str, &str, &[Date]); 5] = [
            ("Europe/Paris", "75", &[]),
            ("America/Miquelon", "975", &[]),
            ("Pacific/Marquesas", "987", &gospel),
            ("Indian/Reunion", "974", &[]),
            ("Pacific/Noumea", "988", &[]),
        ];
        // Paris sets its clocks forward on 29 March 2026, Miquelon on the 8th.
        for (zone, code, holidays) in zones {
            let group = group(zone, code, 1);
            for day in [date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 27), date(2026, 3, 30), date(2026, 10, 26)] {
                for start in of_a_day(std::slice::from_ref(&group), &[0], &Wanted { most: 99, ..wanted(day, 90) }, day)
                {
                    assert_eq!(start.comforts, [naive(zone, holidays, start.span)], "{zone} {}", start.local);
                }
                let midnight = day.to_zoned(TimeZone::UTC).unwrap().timestamp();
                for half in 0..48 {
                    let from = midnight + SignedDuration::from_mins(half * 30);
                    let span = (from, from + SignedDuration::from_mins(90));
                    assert_eq!(Comfort::of(&group.calendar, span), naive(zone, holidays, span), "{zone} {from}");
                }
            }
        }
    }

    #[test]
    fn a_holiday_is_kept_where_it_is_one() {
        // The abolition of slavery: 27 May in Guadeloupe, 20 December in La Réunion.
        let span = ("2026-05-27T14:00:00Z".parse().unwrap(), "2026-05-27T15:00:00Z".parse().unwrap());
        assert_eq!(Comfort::of(&group("America/Guadeloupe", "971", 1).calendar, span), Comfort::Spare);
        assert_eq!(Comfort::of(&group("America/Martinique", "972", 1).calendar, span), Comfort::Worked);
    }

    #[test]
    fn what_suits_the_most_comes_first() {
        let groups = [group("Europe/Paris", "75", 20), group("Indian/Reunion", "974", 4)];
        let found = best(&groups, &[0, 0], &wanted(date(2026, 6, 1), 60));
        assert_eq!(found.len(), 12);
        assert!(found.iter().all(|start| start.weight == 0), "two hours apart: some hour suits both");
        assert_eq!(found[0].local, date(2026, 6, 1).at(9, 0, 0, 0));
        assert!(found.windows(2).all(|pair| (pair[0].weight, pair[0].span.0) <= (pair[1].weight, pair[1].span.0)));
        assert!(found.iter().all(|start| start.local.date().weekday() != Weekday::Saturday));
    }

    #[test]
    fn the_burden_turns() {
        // Ten hours apart: an hour of work of the one is an evening or a night of the other.
        let groups = [group("Europe/Paris", "75", 5), group("Pacific/Noumea", "988", 5)];
        let wanted = wanted(date(2026, 6, 1), 60);
        let mut past = Vec::new();
        let mut spared = [0, 0];
        for _ in 0..10 {
            let borne = borne(&groups, &past);
            let start = best(&groups, &borne, &wanted).remove(0);
            for (at, comfort) in start.comforts.iter().enumerate() {
                spared[at] += u32::from(*comfort == Comfort::Worked);
            }
            past.push(start.span);
        }
        assert!(spared.iter().all(|times| (3..=7).contains(times)), "{spared:?}");
    }

    #[test]
    fn no_hour_that_is_skipped_or_past_is_proposed() {
        let groups = [group("Europe/Paris", "75", 1)];
        let after: Timestamp = "2026-06-03T10:00:00Z".parse().unwrap();
        let found = best(&groups, &[0], &Wanted { after, ..wanted(date(2026, 6, 1), 60) });
        assert!(!found.is_empty() && found.iter().all(|start| start.span.0 > after));
    }
}
