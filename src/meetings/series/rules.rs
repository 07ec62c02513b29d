//! How meetings come back (RFC 5545, 3.3.10): by the wall clock of their zone, so that 14:00 stays 14:00 when clocks
//! change.

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};

use crate::meetings::calendar::zones::day;

/// Meetings in a series at most: ten years of monthly ones.
pub const MOST: usize = 120;
/// Weeks or months between two of them at most.
pub const LONGEST_INTERVAL: i32 = 24;

crate::vocabulary! {
    /// What a series is counted in.
    Every {
        /// Weeks: the same day of the week.
        Week = "week",
        /// Months: the same day of the same week, counted from the first day (the second Tuesday).
        Nth = "nth",
        /// Months: the last such day (the last Tuesday).
        Last = "last",
    }
}

/// When a series ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// After so many meetings.
    Count(usize),
    /// On a day, which may be one of them.
    Until(Date),
}

/// Why no series is made of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It begins on the fifth such day of a month: not every month has one.
    Fifth,
    /// It does not begin on the last such day of its month.
    NotLast,
    /// It has too many meetings.
    TooMany,
    /// It has one meeting, or none.
    TooFew,
}

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it is counted in.
    pub every: Every,
    /// How many of those lie between two meetings.
    pub interval: i32,
    /// When it ends.
    pub end: End,
}

impl Rule {
    /// The starts it gives from the first one on, in order, by the wall clock; none of them is left out.
    ///
    /// # Errors
    /// Why no series is made of it.
    pub fn starts(&self, first: DateTime) -> Result<Vec<DateTime>, Wrong> {
        match self.every {
            Every::Nth if nth(first.date()) > 4 => return Err(Wrong::Fifth),
            Every::Last if !is_last(first.date()) => return Err(Wrong::NotLast),
            _ => {}
        }
        let mut found = Vec::new();
        for number in 0.. {
            if matches!(self.end, End::Count(count) if number >= count) {
                break;
            }
            let Some(date) = self.date(first.date(), number) else { break };
            if matches!(self.end, End::Until(until) if date > until) {
                break;
            }
            if number >= MOST {
                return Err(Wrong::TooMany);
            }
            found.push(date.to_datetime(first.time()));
        }
        if found.len() < 2 { Err(Wrong::TooFew) } else { Ok(found) }
    }

    fn date(&self, first: Date, number: usize) -> Option<Date> {
        let ahead = i32::try_from(number).ok()?.checked_mul(self.interval)?;
        if self.every == Every::Week {
            return first.checked_add(ahead.weeks()).ok();
        }
        let month = first.first_of_month().checked_add(Span::new().months(ahead)).ok()?;
        let counted = if self.every == Every::Last { -1 } else { nth(first) };
        month.nth_weekday_of_month(counted, first.weekday()).ok()
    }

    /// As calendars write it, for a series of so many starts: a number means the same to all of them.
    pub fn word(&self, first: DateTime, count: usize) -> String {
        let weekday = day(first.weekday());
        let (frequency, by) = match self.every {
            Every::Week => ("WEEKLY", weekday.to_owned()),
            Every::Nth => ("MONTHLY", format!("{}{weekday}", nth(first.date()))),
            Every::Last => ("MONTHLY", format!("-1{weekday}")),
        };
        format!("FREQ={frequency};INTERVAL={};BYDAY={by};COUNT={count}", self.interval)
    }

    /// Reads what [`Rule::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        let part = |name: &str| word.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        let by = part("BYDAY")?;
        let every = match (part("FREQ")?, by.starts_with('-')) {
            ("WEEKLY", _) => Every::Week,
            ("MONTHLY", true) => Every::Last,
            ("MONTHLY", false) => Every::Nth,
            _ => return None,
        };
        let (interval, count) = (part("INTERVAL")?.parse().ok()?, part("COUNT")?.parse().ok()?);
        Some(Self { every, interval, end: End::Count(count) })
    }
}

/// Which such day of its month a day is: the second Tuesday is 2.
pub fn nth(date: Date) -> i8 {
    (date.day() - 1) / 7 + 1
}

fn is_last(date: Date) -> bool {
    date.day() + 7 > date.days_in_month()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};
    use proptest::prelude::*;

    use super::*;

    const fn rule(every: Every, interval: i32, end: End) -> Rule {
        Rule { every, interval, end }
    }

    #[test]
    fn the_second_tuesday_and_the_last_friday_of_each_month() {
        let first = date(2027, 1, 12).at(14, 0, 0, 0);
        let starts = rule(Every::Nth, 1, End::Count(4)).starts(first).unwrap();
        let days: Vec<String> = starts.iter().map(|start| start.date().to_string()).collect();
        assert_eq!(days, ["2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13"]);
        let last = rule(Every::Last, 2, End::Until(date(2027, 7, 30)));
        let starts = last.starts(date(2027, 1, 29).at(9, 30, 0, 0)).unwrap();
        let days: Vec<String> = starts.iter().map(|start| start.date().to_string()).collect();
        assert_eq!(days, ["2027-01-29", "2027-03-26", "2027-05-28", "2027-07-30"]);
        assert!(starts.iter().all(|start| start.hour() == 9), "the wall clock stays");
    }

    #[test]
    fn what_makes_no_series_says_why() {
        let first = date(2027, 1, 12).at(14, 0, 0, 0);
        for (rule, wrong) in [
            (rule(Every::Week, 1, End::Count(10_000)), Wrong::TooMany),
            (rule(Every::Week, 1, End::Until(date(2300, 1, 1))), Wrong::TooMany),
            (rule(Every::Last, 1, End::Count(5)), Wrong::NotLast),
            (rule(Every::Week, 1, End::Count(1)), Wrong::TooFew),
            (rule(Every::Week, 1, End::Until(date(2026, 1, 1))), Wrong::TooFew),
        ] {
            assert_eq!(rule.starts(first), Err(wrong));
        }
        let fifth = date(2027, 3, 30).at(14, 0, 0, 0);
        assert_eq!(rule(Every::Nth, 1, End::Count(5)).starts(fifth), Err(Wrong::Fifth));
        assert_eq!(rule(Every::Week, 1, End::Count(MOST)).starts(first).unwrap().len(), MOST);
    }

    proptest! {
        #[test]
        fn a_rule_reads_back_and_keeps_its_day(
            days in 0_i32..1_500, interval in 1_i32..=LONGEST_INTERVAL, count in 2_usize..=MOST, which in 0_usize..3,
        ) {
            let every = Every::ALL[which];
            let first = date(2026, 1, 1).checked_add(days.days()).unwrap().at(14, 30, 0, 0);
            let rule = rule(every, interval, End::Count(count));
            if let Ok(starts) = rule.starts(first) {
                prop_assert_eq!(starts.len(), count);
                prop_assert_eq!(starts[0], first);
                prop_assert_eq!(Rule::parse(&rule.word(first, count)), Some(rule));
                let weekday: Weekday = first.weekday();
                for pair in starts.windows(2) {
                    prop_assert!(pair[0] < pair[1]);
                    prop_assert_eq!(pair[1].weekday(), weekday);
                    prop_assert_eq!(pair[1].time(), first.time());
                }
                let same = |start: &DateTime| match every {
                    Every::Week => true,
                    Every::Nth => nth(start.date()) == nth(first.date()),
                    Every::Last => is_last(start.date()),
                };
                prop_assert!(starts.iter().all(same));
            }
        }
    }
}
