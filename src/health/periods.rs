//! The periods figures are counted for, by the clock of Paris: months, and the last three, six and twelve months.

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};

use crate::circles::mandates;
use crate::db::Moment;
use crate::sentences::{Sentence, Sentences};

/// Months shown and counted at most, the one that runs included.
pub const MONTHS: usize = 13;
/// The last months that are counted together.
pub const ROLLING: [i64; 3] = [3, 6, 12];

/// What sentences choose a month's name by.
const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// From one moment to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// As it is kept: `2026-11`, `r3`.
    pub key: String,
    /// Its first moment.
    pub from: Moment,
    /// The first moment after it.
    pub to: Moment,
}

impl Period {
    /// The months up to now, the oldest first.
    pub fn months(now: Moment) -> Vec<Self> {
        let first = first_of(now);
        let back = |count: usize| first.saturating_sub(i64::try_from(count).unwrap_or(0).months());
        (0..MONTHS).rev().map(|count| Self::month(back(count))).collect()
    }

    /// The last months together, up to now.
    pub fn rolling(now: Moment) -> Vec<Self> {
        let here = now.instant().to_zoned(mandates::zone());
        let from = |months: i64| here.clone().saturating_sub(months.months()).timestamp().into();
        let period = |months: &i64| Self { key: format!("r{months}"), from: from(*months), to: now.plus_seconds(1) };
        ROLLING.iter().map(period).collect()
    }

    /// What is due: this month, the one before, those nobody counted, and the last months together.
    pub fn due(now: Moment, known: &[String]) -> Vec<Self> {
        let mut due = Self::months(now);
        let last = due.len().saturating_sub(2);
        let mut at = 0;
        due.retain(|period| {
            at += 1;
            at > last || !known.contains(&period.key)
        });
        due.extend(Self::rolling(now));
        due
    }

    /// Whether it is one month.
    pub fn is_month(&self) -> bool {
        !self.key.starts_with('r')
    }

    /// The month before a month.
    pub fn before(&self) -> Self {
        let first = self.from.instant().to_zoned(mandates::zone()).date();
        Self::month(first.saturating_sub(1.month()))
    }

    fn month(first: Date) -> Self {
        let start = |day: Date| {
            let start = day.to_zoned(mandates::zone()).map(|start: Zoned| start.timestamp());
            Moment::from(start.unwrap_or(jiff::Timestamp::UNIX_EPOCH))
        };
        Self {
            key: first.strftime("%Y-%m").to_string(),
            from: start(first),
            to: start(first.saturating_add(1.month())),
        }
    }
}

fn first_of(now: Moment) -> Date {
    mandates::day(now).first_of_month()
}

/// The word by which sentences choose the name of a month's key; empty for another period.
fn word_of(key: &str) -> (&'static str, String) {
    let (year, month) = key.split_once('-').unwrap_or(("", ""));
    let number: usize = month.parse().unwrap_or(0);
    (NAMES.get(number.wrapping_sub(1)).copied().unwrap_or(""), year.to_owned())
}

/// "novembre 2026"
pub fn month_name(key: &str, sentences: &Sentences) -> String {
    let (word, year) = word_of(key);
    sentences.tell(&Sentence::new("health-month").text("month", word).text("year", year))
}

/// The first letter of a month, as it stands under a column.
pub fn initial(key: &str, sentences: &Sentences) -> String {
    month_name(key, sentences).chars().next().map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    #[test]
    fn months_are_those_of_paris_and_follow_each_other() {
        let now = moment("2026-11-30T23:30:00Z");
        let months = Period::months(now);
        assert_eq!(months.len(), MONTHS);
        assert_eq!(months[MONTHS - 1].key, "2026-12", "it is the first of December in Paris");
        assert_eq!(months[0].key, "2025-12");
        assert!(months.windows(2).all(|pair| pair[0].to == pair[1].from));
        assert_eq!(months[MONTHS - 1].before(), months[MONTHS - 2]);
        assert_eq!(months[MONTHS - 1].from, moment("2026-11-30T23:00:00Z"));
    }

    #[test]
    fn a_month_that_is_over_is_counted_once_more_and_then_stands() {
        let now = moment("2026-11-22T09:00:00Z");
        assert_eq!(Period::due(now, &[]).len(), MONTHS + ROLLING.len());
        let known: Vec<String> = Period::months(now).into_iter().map(|month| month.key).collect();
        let keys: Vec<String> = Period::due(now, &known).into_iter().map(|period| period.key).collect();
        assert_eq!(keys, ["2026-10", "2026-11", "r3", "r6", "r12"]);
    }
}
