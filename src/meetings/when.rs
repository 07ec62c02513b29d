//! When a meeting is: the wall clock and the zone that were decided, and the instant they make.
//!
//! Never an offset: a meeting at 14:00 in Paris stays at 14:00 in Paris whatever the seasons and the laws do to its clocks
//! (RFC 5545, 3.3.5, form 3).

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::Serialize;

use crate::db::Moment;

/// The zones a meeting may be in: metropolitan France and every overseas territory, from west to east (tz database).
pub const ZONES: [&str; 15] = [
    "Pacific/Tahiti",
    "Pacific/Marquesas",
    "Pacific/Gambier",
    "America/Guadeloupe",
    "America/Martinique",
    "America/St_Barthelemy",
    "America/Marigot",
    "America/Cayenne",
    "America/Miquelon",
    "Europe/Paris",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Indian/Kerguelen",
    "Pacific/Noumea",
    "Pacific/Wallis",
];

/// What a wall clock time is in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// One instant.
    Once(Moment),
    /// Two: clocks are set back over it.
    Twice(Moment, Moment),
    /// None: clocks are set forward over it. The wall clock time as far after the change as it was past it.
    Never(DateTime),
}

/// A time of a zone's wall clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wall {
    /// What the clock says.
    pub local: DateTime,
    /// The zone's name in the tz database.
    pub zone: String,
    /// Whether the later one is meant of a time that exists twice.
    pub later: bool,
}

impl Wall {
    /// Reads what a form or a row says: `YYYY-MM-DDTHH:MM` and a zone.
    pub fn parse(local: &str, zone: &str, later: bool) -> Option<Self> {
        let known = TimeZone::get(zone).is_ok();
        let local: DateTime = local.parse().ok().filter(|_| known)?;
        Some(Self { local, zone: zone.to_owned(), later })
    }

    /// As a row keeps it.
    pub fn local_word(&self) -> String {
        word(self.local)
    }

    /// Its zone; UTC when the tz database forgot it since.
    pub fn time_zone(&self) -> TimeZone {
        zone(&self.zone)
    }

    /// What it is in its zone.
    pub fn reading(&self) -> Reading {
        read(self.local, &self.time_zone())
    }

    /// The instant it means; of a time that does not exist, as far after the change as it was past it.
    pub fn moment(&self) -> Option<Moment> {
        let ambiguous = self.time_zone().to_ambiguous_timestamp(self.local);
        let instant = if self.later { ambiguous.later() } else { ambiguous.compatible() };
        instant.ok().map(Moment::from)
    }

    /// The same instant by the clock of another zone.
    pub fn elsewhere(&self, zone: &TimeZone) -> Option<DateTime> {
        self.moment().map(|moment| moment.instant().to_zoned(zone.clone()).datetime())
    }
}

/// A zone by its name; UTC for a name the tz database does not know.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// A wall clock time as rows and forms hold it.
pub fn word(local: DateTime) -> String {
    local.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// What a wall clock time is in a zone.
pub fn read(local: DateTime, zone: &TimeZone) -> Reading {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    let moment = |instant: Result<jiff::Timestamp, jiff::Error>| instant.map(Moment::from);
    match ambiguous.offset() {
        AmbiguousOffset::Fold { .. } => match (moment(ambiguous.earlier()), moment(ambiguous.later())) {
            (Ok(earlier), Ok(later)) => Reading::Twice(earlier, later),
            _ => Reading::Never(local),
        },
        AmbiguousOffset::Unambiguous { .. } => {
            moment(ambiguous.compatible()).map_or(Reading::Never(local), Reading::Once)
        }
        AmbiguousOffset::Gap { .. } => {
            let next = ambiguous.compatible().map(|instant| instant.to_zoned(zone.clone()).datetime());
            Reading::Never(next.unwrap_or(local))
        }
    }
}

/// A zone a form offers, with its offset at an instant (`UTC−4`).
#[derive(Clone, Debug, Serialize)]
pub struct Offered {
    /// Its name in the tz database.
    pub name: &'static str,
    /// Its difference to UTC then.
    pub offset: String,
}

/// The zones on offer, with their offsets at an instant.
pub fn offered(at: Moment) -> Vec<Offered> {
    ZONES.iter().map(|name| Offered { name, offset: offset(&zone(name), at) }).collect()
}

/// A zone's difference to UTC at an instant, as it is written (`UTC−9:30`).
pub fn offset(zone: &TimeZone, at: Moment) -> String {
    let seconds = zone.to_offset(at.instant()).seconds();
    let (hours, minutes) = (seconds.abs() / 3_600, seconds.abs() % 3_600 / 60);
    let sign = if seconds < 0 { '\u{2212}' } else { '+' };
    match (seconds, minutes) {
        (0, _) => "UTC".into(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn wall(local: &str, zone: &str) -> Wall {
        Wall::parse(local, zone, false).unwrap()
    }

    #[test]
    fn a_time_that_does_not_exist_is_said_so_with_the_one_after() {
        let read = wall("2026-03-29T02:30", "Europe/Paris").reading();
        assert_eq!(read, Reading::Never(date(2026, 3, 29).at(3, 30, 0, 0)));
    }

    #[test]
    fn a_time_that_exists_twice_is_two_instants_an_hour_apart() {
        let Reading::Twice(earlier, later) = wall("2026-10-25T02:30", "Europe/Paris").reading() else { panic!("once") };
        assert_eq!(later.seconds_since(earlier), 3_600);
        let later_one = Wall { later: true, ..wall("2026-10-25T02:30", "Europe/Paris") };
        assert_eq!(later_one.moment(), Some(later));
    }

    #[test]
    fn every_zone_is_where_the_law_puts_it_winter_and_summer() {
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        let (winter, summer) = (at("2026-01-15T12:00:00Z"), at("2026-07-15T12:00:00Z"));
        let expected = [
            ("Pacific/Tahiti", "UTC−10", "UTC−10"),
            ("Pacific/Marquesas", "UTC−9:30", "UTC−9:30"),
            ("Pacific/Gambier", "UTC−9", "UTC−9"),
            ("America/Guadeloupe", "UTC−4", "UTC−4"),
            ("America/Martinique", "UTC−4", "UTC−4"),
            ("America/St_Barthelemy", "UTC−4", "UTC−4"),
            ("America/Marigot", "UTC−4", "UTC−4"),
            ("America/Cayenne", "UTC−3", "UTC−3"),
            ("America/Miquelon", "UTC−3", "UTC−2"),
            ("Europe/Paris", "UTC+1", "UTC+2"),
            ("Indian/Mayotte", "UTC+3", "UTC+3"),
            ("Indian/Reunion", "UTC+4", "UTC+4"),
            ("Indian/Kerguelen", "UTC+5", "UTC+5"),
            ("Pacific/Noumea", "UTC+11", "UTC+11"),
            ("Pacific/Wallis", "UTC+12", "UTC+12"),
        ];
        assert_eq!(expected.map(|(name, ..)| name), ZONES);
        for (name, cold, warm) in expected {
            assert_eq!(
                (offset(&zone(name), winter).as_str(), offset(&zone(name), summer).as_str()),
                (cold, warm),
                "{name}"
            );
        }
    }

    #[test]
    fn the_wall_clock_stays_across_a_change_of_seasons() {
        let (before, after) = (wall("2026-10-24T14:00", "Europe/Paris"), wall("2026-10-26T14:00", "Europe/Paris"));
        assert_eq!(after.moment().unwrap().seconds_since(before.moment().unwrap()), 49 * 3_600);
        assert_eq!(before.elsewhere(&zone("Indian/Reunion")), Some(date(2026, 10, 24).at(16, 0, 0, 0)));
        assert_eq!(after.elsewhere(&zone("Indian/Reunion")), Some(date(2026, 10, 26).at(17, 0, 0, 0)));
    }
}
