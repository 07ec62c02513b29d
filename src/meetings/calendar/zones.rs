//! A zone as calendars carry it (RFC 5545, 3.6.5), from the tz database, for the years that are used.

use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;

use super::lines::Lines;

/// Years read ahead to tell a rule from a decision that changes each year.
const AHEAD: i16 = 10;
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Clocks that change in the same way: from the same offset to the same one.
#[derive(Debug, PartialEq)]
struct Observance {
    from: i32,
    to: i32,
    daylight: bool,
    name: String,
    /// By the clock as it was before, in order.
    onsets: Vec<DateTime>,
}

/// Writes what the clocks of a zone do from the year before `first` to the year of `last`, and later as far as a rule
/// says it.
pub fn write(lines: &mut Lines, name: &str, zone: &TimeZone, (first, last): (Timestamp, Timestamp)) {
    lines.put("BEGIN", "VTIMEZONE");
    lines.put("TZID", name);
    for observance in observances(zone, (first, last)) {
        observance.write(lines);
    }
    lines.put("END", "VTIMEZONE");
}

fn observances(zone: &TimeZone, (first, last): (Timestamp, Timestamp)) -> Vec<Observance> {
    let year = |at: Timestamp| at.to_zoned(zone.clone()).year();
    let start = new_year(year(first) - 1);
    let end = new_year(year(last).max(year(first) + AHEAD) + 1);
    let mut found: Vec<Observance> = Vec::new();
    let mut offset = zone.to_offset(start);
    let mut earliest = None;
    for change in zone.following(start).take_while(|change| change.timestamp() < end) {
        let onset = offset.to_datetime(change.timestamp());
        let (from, to) = (offset.seconds(), change.offset().seconds());
        offset = change.offset();
        earliest = earliest.or(Some(change.timestamp()));
        let (daylight, name) = (change.dst().is_dst(), change.abbreviation());
        let same = |known: &&mut Observance| {
            (known.from, known.to, known.daylight, known.name.as_str()) == (from, to, daylight, name)
        };
        match found.iter_mut().find(same) {
            Some(known) => known.onsets.push(onset),
            None => found.push(Observance { from, to, daylight, name: name.to_owned(), onsets: vec![onset] }),
        }
    }
    // What holds before the first change, where something used is before it.
    if earliest.is_none_or(|earliest| earliest > first) {
        found.insert(0, before_any(zone, start));
    }
    found
}

fn new_year(year: i16) -> Timestamp {
    TimeZone::UTC.to_timestamp(date(year, 1, 1).at(0, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn before_any(zone: &TimeZone, start: Timestamp) -> Observance {
    let info = zone.to_offset_info(start);
    let offset = info.offset().seconds();
    Observance {
        from: offset,
        to: offset,
        daylight: info.dst().is_dst(),
        name: info.abbreviation().to_owned(),
        onsets: vec![date(1970, 1, 1).at(0, 0, 0, 0)],
    }
}

impl Observance {
    fn write(&self, lines: &mut Lines) {
        let kind = if self.daylight { "DAYLIGHT" } else { "STANDARD" };
        lines.put("BEGIN", kind);
        if let Some(onset) = self.onsets.first() {
            lines.put("DTSTART", &local(*onset));
        }
        lines.put("TZOFFSETFROM", &offset(self.from));
        lines.put("TZOFFSETTO", &offset(self.to));
        lines.text("TZNAME", &self.name);
        match yearly(&self.onsets) {
            Some(rule) => lines.put("RRULE", &rule),
            None => self.onsets.iter().skip(1).for_each(|onset| lines.put("RDATE", &local(*onset))),
        }
        lines.put("END", kind);
    }
}

/// The rule that onsets follow each year, if it is always the same day of a month, counted from one of its ends.
fn yearly(onsets: &[DateTime]) -> Option<String> {
    let first = onsets.first()?;
    let follows = onsets.windows(2).all(|pair| pair[1].year() == pair[0].year() + 1);
    let alike = |at: &DateTime| (at.month(), at.weekday(), at.time()) == (first.month(), first.weekday(), first.time());
    if onsets.len() < 5 || !follows || !onsets.iter().all(alike) {
        return None;
    }
    let is_last = |at: &DateTime| at.day() + 7 > at.days_in_month();
    let nth = |at: &DateTime| (at.day() - 1) / 7 + 1;
    let counted = match onsets {
        onsets if onsets.iter().all(is_last) => "-1".to_owned(),
        onsets if onsets.iter().all(|at| nth(at) == nth(first)) => nth(first).to_string(),
        _ => return None,
    };
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={counted}{}", first.month(), day(first.weekday())))
}

/// A day of the week as rules write it.
pub fn day(weekday: jiff::civil::Weekday) -> &'static str {
    DAYS[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
}

/// A wall clock time as calendars write it.
pub fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

fn offset(seconds: i32) -> String {
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let rest = if seconds % 60 == 0 { String::new() } else { format!("{:02}", seconds % 60) };
    format!("{sign}{:02}{:02}{rest}", seconds / 3_600, seconds / 60 % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meetings::when::{ZONES, zone};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn written(name: &str, first: &str) -> String {
        let mut lines = Lines::default();
        write(&mut lines, name, &zone(name), (at(first), at(first)));
        lines.done()
    }

    #[test]
    fn paris_and_miquelon_are_rules_and_the_others_stand_still() {
        let paris = written("Europe/Paris", "2027-01-12T13:00:00Z");
        assert!(paris.contains("DTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"), "{paris}");
        assert!(paris.contains("DTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"), "{paris}");
        let miquelon = written("America/Miquelon", "2027-01-12T13:00:00Z");
        assert!(miquelon.contains("BYMONTH=3;BYDAY=2SU") && miquelon.contains("BYMONTH=11;BYDAY=1SU"), "{miquelon}");
        for name in ZONES.iter().filter(|name| !["Europe/Paris", "America/Miquelon"].contains(name)) {
            let still = written(name, "2027-01-12T13:00:00Z");
            assert_eq!(still.matches("BEGIN:STANDARD").count(), 1, "{still}");
            assert!(!still.contains("DAYLIGHT") && !still.contains("RRULE"), "{still}");
        }
        assert!(written("Pacific/Marquesas", "2027-01-12T13:00:00Z").contains("TZOFFSETTO:-0930"));
    }

    /// The offset an observance gives a wall clock time, reckoned from the text alone.
    fn offset_by(observances: &[Observance], at: Timestamp) -> i32 {
        let last = observances.iter().flat_map(|one| one.onsets.iter().map(move |onset| (one, onset)));
        let began = |(one, onset): (&Observance, &DateTime)| {
            (TimeZone::UTC.to_timestamp(*onset).unwrap().as_second() - i64::from(one.from), one.to)
        };
        last.map(began).filter(|(began, _)| *began <= at.as_second()).max().unwrap().1
    }

    #[test]
    fn every_hour_of_five_years_is_where_the_tz_database_puts_it() {
        let (first, last) = (at("2026-01-01T00:00:00Z"), at("2030-12-31T23:00:00Z"));
        for name in ZONES {
            let zone = zone(name);
            let told = observances(&zone, (first, last));
            for hour in (first.as_second()..last.as_second()).step_by(3_600 * 7) {
                let at = Timestamp::from_second(hour).unwrap();
                assert_eq!(offset_by(&told, at), zone.to_offset(at).seconds(), "{name} {at}");
            }
        }
    }
}
