//! The hours of a working week.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{SignedDuration, ToSpan};

/// Minutes from midnight, from and to.
pub(super) type Span = (i16, i16);

/// Clocks change between midnight and four (Europe 1 h UTC, Saint-Pierre-et-Miquelon 2 h): no hour of work may lie there,
/// or it would last longer or shorter than the settings say.
const EARLIEST: i16 = 4 * 60;
const MIDNIGHT: i16 = 24 * 60;

/// Which hours of which days are worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    spans: Vec<Span>,
    days: [bool; 7],
}

impl Hours {
    /// Reads spans in order, as `09:00-12:00 13:00-18:00`, and days, 1 for Monday to 7 for Sunday, as `1 2 3 4 5`.
    ///
    /// # Errors
    /// What is wrong, for the administrator.
    pub fn parse(spans: &str, days: &str) -> Result<Self, String> {
        let read: Option<Vec<Span>> = spans.split_whitespace().map(span).collect();
        let spans = read.filter(|spans| !spans.is_empty()).ok_or("hours look like 09:00-12:00 13:00-18:00")?;
        let mut last = EARLIEST;
        for (start, end) in &spans {
            if *start < last || end <= start {
                return Err("hours must be in order, between 04:00 and 24:00".into());
            }
            last = *end;
        }
        let mut week = [false; 7];
        for day in days.split_whitespace() {
            let place = day.parse::<usize>().ok().filter(|day| (1..=7).contains(day));
            week[place.ok_or("days are numbers from 1 (Monday) to 7 (Sunday)")? - 1] = true;
        }
        if week.contains(&true) {
            Ok(Self { spans, days: week })
        } else {
            Err("at least one day must be worked".into())
        }
    }

    /// The spans of a day, in minutes from midnight.
    pub(super) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether a day of the week is worked.
    pub(super) fn is_of_the_week(&self, day: Weekday) -> bool {
        self.days[usize::from(day.to_monday_zero_offset().unsigned_abs())]
    }

    /// How long a day's work lasts.
    pub fn day(&self) -> SignedDuration {
        SignedDuration::from_mins(self.spans.iter().map(|(start, end)| i64::from(end - start)).sum())
    }
}

/// `09:00-12:00` in minutes.
fn span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    Some((minutes(start)?, minutes(end)?))
}

fn minutes(text: &str) -> Option<i16> {
    let (hour, minute) = text.split_once(':')?;
    let two = |digits: &str| digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !two(hour) || !two(minute) {
        return None;
    }
    let (hour, minute): (i16, i16) = (hour.parse().ok()?, minute.parse().ok()?);
    let all = hour * 60 + minute;
    (minute < 60 && all <= MIDNIGHT).then_some(all)
}

/// The wall clock of a day after so many minutes.
pub(super) fn at(day: Date, minutes: i16) -> Option<DateTime> {
    day.to_datetime(Time::midnight()).checked_add(i64::from(minutes).minutes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_or_refused_with_a_reason() {
        let usual = Hours::parse("09:00-12:00 13:00-18:00", "1 2 3 4 5").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(usual.day(), SignedDuration::from_hours(8));
        assert!(usual.is_of_the_week(Weekday::Friday) && !usual.is_of_the_week(Weekday::Saturday));
        assert!(Hours::parse("20:00-24:00", "7").is_ok());
        for (spans, days) in [
            ("", "1"),
            ("9-12", "1"),
            ("09:00-12:60", "1"),
            ("09:00-25:00", "1"),
            ("13:00-18:00 09:00-12:00", "1"),
            ("09:00-09:00", "1"),
            ("02:00-06:00", "1"),
            ("09:00-12:00", ""),
            ("09:00-12:00", "0"),
            ("09:00-12:00", "lundi"),
        ] {
            assert!(Hours::parse(spans, days).is_err(), "{spans} {days}");
        }
    }
}
