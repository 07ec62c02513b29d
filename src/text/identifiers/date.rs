//! Dates, as people write them.

use super::words::{Reading, digits, joins};

impl Reading<'_> {
    /// The last word of a full date that starts at a word: `12/03/1951`, `1951-03-12`, `1er mars 1951`, `12 03 51`.
    pub(super) fn date(&self, at: usize) -> Option<usize> {
        let gap = self.gap(at);
        if !self.starts_with_digit(at) || !joins(gap) || !joins(self.gap(at + 1)) {
            return None;
        }
        let [first, second, third] = [at, at + 1, at + 2].map(|at| self.word(at));
        let alike = gap == self.gap(at + 1);
        let month = |word: &str| digits(word, 1..=2).is_some_and(|month| (1..=12).contains(&month));
        let year = |word: &str| is_year(word) || digits(word, 2..=2).is_some();
        let in_figures = alike && is_day(first) && month(second) && year(third);
        let from_year = alike && is_year(first) && month(second) && is_day(third);
        let in_letters = (first == "1er" || is_day(first)) && is_month(second) && is_year(third);
        (in_figures || from_year || in_letters).then_some(at + 2)
    }

    /// `12031951`, where a birth was announced.
    pub(super) fn date_in_one_run(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        let (day, month, year) = (word.get(..2)?, word.get(2..4)?, word.get(4..)?);
        let month = digits(month, 2..=2)?;
        (is_day(day) && (1..=12).contains(&month) && is_year(year)).then_some(at)
    }
}

pub(super) fn is_year(word: &str) -> bool {
    digits(word, 4..=4).is_some_and(|year| (1890..=2099).contains(&year))
}

fn is_day(word: &str) -> bool {
    digits(word, 1..=2).is_some_and(|day| (1..=31).contains(&day))
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    word.len() >= 3 && MONTHS.iter().any(|month| *month == word || (word.len() <= 5 && month.starts_with(word)))
}

pub(super) fn is_weekday(word: &str) -> bool {
    matches!(word, "lundi" | "mardi" | "mercredi" | "jeudi" | "vendredi" | "samedi" | "dimanche")
}
