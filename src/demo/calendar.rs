//! Dates for a community that looks lived in: everything ends today, nothing is older than the ids allow.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rand::RngExt;
use rand::rngs::StdRng;

use crate::db::Moment;

/// 2026-01-02T07:00:00Z in seconds of the Unix epoch: ids begin the day before.
const EARLIEST: i64 = 1_767_337_200;
const DAY: i64 = 86_400;
/// The community was founded this many days before its first thread.
const HEAD_START: i64 = 24;
/// The last post is at least this many seconds old.
const FRESHEST: i64 = 600;

/// How ages become dates.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// Today.
    pub now: Moment,
    /// When the community was founded.
    pub founded: Moment,
    /// What the oldest age asks for, in seconds.
    wanted: i64,
}

impl Calendar {
    /// A calendar that ends `now`, whose oldest thread has this age. When the earliest date does not leave that much
    /// room, every age shrinks alike.
    pub fn new(now: Moment, oldest_days: i64) -> Self {
        let earliest = moment(EARLIEST);
        let wanted = (oldest_days + HEAD_START) * DAY;
        let founded = now.plus_seconds(-wanted).max(earliest).min(now);
        Self { now, founded, wanted }
    }

    /// The moment some seconds ago, shrunk if the calendar had to be.
    pub fn ago(&self, seconds: i64) -> Moment {
        let room = self.now.seconds_since(self.founded);
        let shrunk = i128::from(seconds) * i128::from(room) / i128::from(self.wanted.max(1));
        self.now.plus_seconds(-i64::try_from(shrunk).unwrap_or(0))
    }

    /// A moment some days ago, in working hours of a zone.
    pub fn working_day(&self, days_ago: i64, zone: &TimeZone, random: &mut StdRng) -> Moment {
        let hour = i64::from(random.random_range(8 * 60..18 * 60_u32));
        let day = self.ago(days_ago * DAY).instant().to_zoned(zone.clone());
        let start = day.start_of_day().and_then(|start| start.checked_add(hour.minutes()));
        let at = start.map_or(self.ago(days_ago * DAY), |at| Moment::from(at.timestamp()));
        at.max(self.founded).min(self.now.plus_seconds(-FRESHEST))
    }

    /// How many seconds ago something was done so many days ago, at so many minutes after midnight in a zone.
    pub fn seconds_ago(&self, days: i64, minutes: i64, zone: &TimeZone) -> i64 {
        let start = self.day(days).to_zoned(zone.clone());
        let at = start.and_then(|start| start.checked_add(minutes.minutes()));
        at.map_or(days * DAY, |at| self.now.seconds_since(Moment::from(at.timestamp()))).max(FRESHEST)
    }

    /// The day some days ago, by the calendar of Paris: what people did on one day, wherever they are, has one date.
    fn day(&self, days: i64) -> Date {
        let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
        let today = self.now.instant().to_zoned(paris).date();
        today.checked_sub(days.days()).unwrap_or(today)
    }

    /// The same, on the Friday before when it was a Saturday or a Sunday there.
    pub fn seconds_ago_at_work(&self, days: i64, minutes: i64, zone: &TimeZone) -> i64 {
        let weekend = match self.day(days).weekday() {
            Weekday::Saturday => 1,
            Weekday::Sunday => 2,
            _ => 0,
        };
        self.seconds_ago(days + weekend, minutes, zone)
    }

    /// The moments of a thread's posts: each so many seconds after the one before, nobody writes at night in their own
    /// zone, and the last is before today's end.
    pub fn conversation(&self, start: Moment, waits: &[(i64, TimeZone)], random: &mut StdRng) -> Vec<Moment> {
        let mut at = start;
        let mut moments = Vec::with_capacity(waits.len());
        for (after, zone) in waits {
            let noise = i64::from(random.random_range(1..55_u32));
            at = awake(at.plus_seconds(*after + if *after > 0 { noise } else { 0 }), zone, random);
            moments.push(at);
        }
        let last = self.now.plus_seconds(-FRESHEST);
        if at > last {
            let (asked, left) = (at.seconds_since(start).max(1), last.seconds_since(start).max(0));
            for moment in &mut moments {
                let offset = i128::from(moment.seconds_since(start)) * i128::from(left) / i128::from(asked);
                *moment = start.plus_seconds(i64::try_from(offset).unwrap_or(0));
            }
        }
        moments
    }
}

/// The moment itself, or the next morning when people sleep.
fn awake(at: Moment, zone: &TimeZone, random: &mut StdRng) -> Moment {
    let local = at.instant().to_zoned(zone.clone());
    let hours = match local.hour() {
        23 => 8,
        hour @ 0..=5 => i64::from(7 - hour),
        _ => return at,
    };
    at.plus_seconds(hours * 3_600 + i64::from(random.random_range(0..2_400_u32)))
}

/// A moment by the seconds of the Unix epoch.
fn moment(seconds: i64) -> Moment {
    Timestamp::from_second(seconds).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn at(text: &str) -> Moment {
        text.parse::<Timestamp>().unwrap().into()
    }

    #[test]
    fn ages_shrink_when_the_year_is_young() {
        let late = Calendar::new(at("2026-12-20T10:00:00Z"), 300);
        assert_eq!(late.ago(10 * DAY), at("2026-12-10T10:00:00Z"));
        let early = Calendar::new(at("2026-02-01T10:00:00Z"), 300);
        assert_eq!(early.founded, at("2026-01-02T07:00:00Z"));
        assert!(early.ago(300 * DAY) > early.founded && early.ago(DAY) > early.ago(2 * DAY));
        let wrong = Calendar::new(at("2024-02-01T10:00:00Z"), 300);
        assert_eq!(wrong.ago(300 * DAY), wrong.now, "a clock in the past does not stop the demo");
    }

    #[test]
    fn conversations_keep_their_order_and_end_before_now() {
        let now = at("2026-11-22T03:00:00Z");
        let calendar = Calendar::new(now, 300);
        let mut random = StdRng::seed_from_u64(1);
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let start = calendar.working_day(1, &zone, &mut random);
        let waits: Vec<_> = [0, 3_600, 50_000, 90_000].map(|after| (after, zone.clone())).to_vec();
        let moments = calendar.conversation(start, &waits, &mut random);
        assert!(moments.windows(2).all(|pair| pair[0] < pair[1]), "{moments:?}");
        assert!(*moments.last().unwrap() < now);
    }

    #[test]
    fn work_is_done_on_working_days() {
        // A Thursday; five days before was a Saturday.
        let calendar = Calendar::new(at("2026-11-26T12:00:00Z"), 300);
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let then = |days| calendar.now.plus_seconds(-calendar.seconds_ago_at_work(days, 520, &zone));
        assert_eq!(then(1), at("2026-11-25T07:40:00Z"));
        assert_eq!(then(5), at("2026-11-20T07:40:00Z"));
        assert_eq!(then(4), at("2026-11-20T07:40:00Z"));
        // Before the clocks went back.
        assert_eq!(then(34), at("2026-10-23T06:40:00Z"));
    }

    #[test]
    fn nobody_writes_at_night() {
        let mut random = StdRng::seed_from_u64(1);
        let zone = TimeZone::get("Pacific/Noumea").unwrap();
        let night = at("2026-06-01T16:00:00Z");
        assert!((6..=9).contains(&awake(night, &zone, &mut random).instant().to_zoned(zone).hour()));
    }
}
