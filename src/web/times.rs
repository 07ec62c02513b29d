//! Dates as people say them: "hier à 14 h 30", the exact one beside it.

use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::db::Moment;
use crate::sentences::{Sentence, Sentences};

/// What sentences choose a day's and a month's name by: words, since choosing by number costs Fluent thirty parsed
/// numbers a date.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A moment, ready for `<time>`.
#[derive(Clone, Debug, Serialize)]
pub struct When {
    /// RFC 3339, in the reader's zone.
    pub iso: String,
    /// The whole date, as a title.
    pub exact: String,
    /// As one says it today.
    pub said: String,
}

/// Says a moment to a reader of a zone.
pub fn when(moment: Moment, now: Moment, zone: &TimeZone, sentences: &Sentences) -> When {
    let then = moment.instant().to_zoned(zone.clone());
    let today = now.instant().to_zoned(zone.clone());
    let exact = sentences.tell(&dated("when-exact", &then));
    let days = (today.date() - then.date()).get_days();
    let minutes = now.seconds_since(moment) / 60;
    let said = match days {
        _ if (0..1).contains(&minutes) => "when-now".into(),
        _ if (1..60).contains(&minutes) => Sentence::new("when-minutes").number("n", minutes),
        0 => clock("when-today", &then),
        1 => clock("when-yesterday", &then),
        2..=6 => dated("when-weekday", &then),
        _ if then.year() == today.year() => dated("when-day", &then),
        _ => dated("when-date", &then),
    };
    When { iso: then.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(), exact, said: sentences.tell(&said) }
}

/// A date alone, with its year.
pub fn local_date(moment: Moment, zone: &TimeZone, sentences: &Sentences) -> String {
    sentences.tell(&dated("when-date", &moment.instant().to_zoned(zone.clone())))
}

/// A day of a calendar, with its year.
pub fn civil_date(day: Date, sentences: &Sentences) -> String {
    let midnight = day.to_datetime(jiff::civil::Time::midnight()).to_zoned(TimeZone::UTC);
    midnight.map_or_else(|_| day.to_string(), |then| sentences.tell(&dated("when-date", &then)))
}

/// A moment by the clock of a zone, for sentences that are told where they are shown: a mail, a page.
#[derive(Clone, Debug, Serialize)]
pub struct Civil {
    weekday: &'static str,
    day: i8,
    month: &'static str,
    year: String,
    hour: String,
    minute: String,
}

impl Civil {
    /// A moment in a zone.
    pub fn of(moment: Moment, zone: &TimeZone) -> Self {
        let then = moment.instant().to_zoned(zone.clone());
        Self {
            weekday: WEEKDAYS[usize::from(then.date().weekday().to_monday_zero_offset().unsigned_abs())],
            day: then.day(),
            month: MONTHS[usize::from(then.month().unsigned_abs()) - 1],
            year: then.year().to_string(),
            hour: then.hour().to_string(),
            minute: format!("{:02}", then.minute()),
        }
    }
}

fn clock(key: &'static str, then: &Zoned) -> Sentence {
    Sentence::new(key).text("hour", then.hour().to_string()).text("minute", format!("{:02}", then.minute()))
}

fn dated(key: &'static str, then: &Zoned) -> Sentence {
    let date: Date = then.date();
    clock(key, then)
        .text("weekday", WEEKDAYS[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())])
        .number("day", i64::from(date.day()))
        .text("month", MONTHS[usize::from(date.month().unsigned_abs()) - 1])
        .text("year", date.year().to_string())
}
