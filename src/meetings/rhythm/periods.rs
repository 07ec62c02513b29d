//! How often a circle meets, and the stretches of time in which one of its meetings is expected.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::circles::Circle;

crate::vocabulary! {
    /// What a rhythm counts by.
    Unit {
        /// So many times a year.
        Year = "year",
        /// Once every so many months.
        Month = "month",
        /// Once every so many weeks.
        Week = "week",
    }
}

/// The most meetings of a year, and the longest wait in weeks.
pub const MOST: i32 = 52;
/// The longest wait in months.
pub const MOST_MONTHS: i32 = 24;

/// How often a circle meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// What it counts by.
    pub unit: Unit,
    /// How many times a year, or how many months or weeks between two meetings; no meeting is expected of 0 a year.
    pub number: i32,
}

/// A stretch of time in which one meeting is expected, by its first and last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
}

impl Period {
    /// Whether a day is in it.
    pub fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// How many days it lasts.
    pub fn days(&self) -> i32 {
        days_between(self.first, self.last) + 1
    }
}

/// Days from one day to another.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// A day some days later.
pub fn later(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

impl Rhythm {
    /// What is expected of a circle for which nothing else was said: experts each month, peers twice a year, the
    /// community once.
    pub const fn usual(circle: Circle) -> Self {
        match circle {
            Circle::Expert => Self { unit: Unit::Month, number: 1 },
            Circle::Peer => Self { unit: Unit::Year, number: 2 },
            Circle::Community => Self { unit: Unit::Year, number: 1 },
        }
    }

    /// A rhythm as a form or a row says it; nothing for a number that makes none.
    pub fn new(unit: Unit, number: i32) -> Option<Self> {
        let within = match unit {
            Unit::Year => 0..=MOST,
            Unit::Month => 1..=MOST_MONTHS,
            Unit::Week => 1..=MOST,
        };
        within.contains(&number).then_some(Self { unit, number })
    }

    /// About how many meetings make a year.
    pub fn per_year(self) -> i32 {
        match self.unit {
            Unit::Year => self.number,
            Unit::Month => (12 / self.number.max(1)).max(1),
            Unit::Week => (52 / self.number.max(1)).max(1),
        }
    }

    /// The stretches that end in a year, in order. Months and weeks are counted on from one year to the next.
    pub fn periods(self, year: i16) -> Vec<Period> {
        match self.unit {
            Unit::Year if self.number <= 0 => Vec::new(),
            Unit::Year if 12 % self.number == 0 => months(year, 12 / self.number),
            Unit::Year => shares(year, self.number),
            Unit::Month => months(year, self.number),
            Unit::Week => weeks(year, self.number),
        }
    }

    /// The stretch a day is in.
    pub fn period_of(self, day: Date) -> Option<Period> {
        let after = i16::try_from(self.number / 12 + 1).unwrap_or(1);
        (day.year()..=day.year() + after).flat_map(|year| self.periods(year)).find(|period| period.holds(day))
    }

    /// The stretch before one.
    pub fn before(self, period: Period) -> Option<Period> {
        self.period_of(later(period.first, -1))
    }
}

fn month_start(month: i32) -> Date {
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(0);
    let month = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(year, month, 1).unwrap_or_default()
}

/// Stretches of whole months that end in a year.
fn months(year: i16, each: i32) -> Vec<Period> {
    let (start, end) = (i32::from(year) * 12, i32::from(year) * 12 + 12);
    let first = start.div_euclid(each);
    (first..)
        .map(|nth| (nth * each, (nth + 1) * each))
        .take_while(|(_, next)| *next <= end)
        .filter(|(_, next)| *next > start)
        .map(|(from, next)| Period { first: month_start(from), last: later(month_start(next), -1) })
        .collect()
}

/// A year in so many equal stretches of days.
fn shares(year: i16, number: i32) -> Vec<Period> {
    let start = month_start(i32::from(year) * 12);
    let days = i32::from(start.days_in_year());
    let share = |nth: i32| later(start, days * nth / number);
    (0..number).map(|nth| Period { first: share(nth), last: later(share(nth + 1), -1) }).collect()
}

/// Stretches of whole weeks that end in a year, from a Monday to a Sunday.
fn weeks(year: i16, each: i32) -> Vec<Period> {
    // A Monday.
    let anchor = date(2024, 1, 1);
    let start = month_start(i32::from(year) * 12);
    let length = each * 7;
    let first = days_between(anchor, start).div_euclid(length);
    (first..)
        .map(|nth| Period { first: later(anchor, nth * length), last: later(anchor, (nth + 1) * length - 1) })
        .skip_while(|period| period.last.year() < year)
        .take_while(|period| period.last.year() == year)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rhythm(unit: Unit, number: i32) -> Rhythm {
        Rhythm::new(unit, number).unwrap()
    }

    #[test]
    fn stretches_follow_each_other_without_a_gap_whatever_the_rhythm() {
        let all = (1..=MOST).flat_map(|number| [(Unit::Year, number), (Unit::Week, number), (Unit::Month, number)]);
        for rhythm in all.filter_map(|(unit, number)| Rhythm::new(unit, number)) {
            let years: Vec<Period> = (2024..=2032).flat_map(|year| rhythm.periods(year)).collect();
            assert!(years.len() > 2, "{rhythm:?}");
            for pair in years.windows(2) {
                assert_eq!(later(pair[0].last, 1), pair[1].first, "{rhythm:?}");
                assert!(pair[0].days() > 0, "{rhythm:?}");
            }
            let day = date(2027, 5, 17);
            let period = rhythm.period_of(day).unwrap_or_else(|| panic!("{rhythm:?}"));
            assert!(period.holds(day), "{rhythm:?}");
            assert_eq!(rhythm.before(period).map(|before| later(before.last, 1)), Some(period.first), "{rhythm:?}");
        }
    }

    #[test]
    fn a_year_of_the_usual_rhythms_has_twelve_two_and_one() {
        let counts = Circle::ALL.iter().map(|circle| Rhythm::usual(*circle).periods(2027).len());
        let mut counts: Vec<usize> = counts.collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 2, 12]);
        let halves = Rhythm::usual(Circle::Peer).periods(2027);
        assert_eq!(halves[1], Period { first: date(2027, 7, 1), last: date(2027, 12, 31) });
    }

    #[test]
    fn no_meeting_is_expected_of_none_a_year_and_senseless_numbers_are_refused() {
        assert!(rhythm(Unit::Year, 0).periods(2027).is_empty());
        assert_eq!(rhythm(Unit::Year, 0).period_of(date(2027, 1, 1)), None);
        for (unit, number) in [(Unit::Month, 0), (Unit::Week, 0), (Unit::Month, 25), (Unit::Year, 53), (Unit::Week, -1)]
        {
            assert_eq!(Rhythm::new(unit, number), None);
        }
    }
}
