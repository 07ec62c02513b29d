//! How much of a password is left for a guesser to find, once everything they try first is cut out: words about the
//! person and the service, listed passwords, repeats, sequences, dates, keyboard rows (ASVS 5.0 6.2.4, 6.2.11,
//! 6.2.12; NIST SP 800-63B-4 §3.1.1.2).

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold;

/// Shorter runs are left alone: they turn up in any random password.
const SHORTEST_RUN: usize = 4;

static COMMON: LazyLock<Words<'static>> = LazyLock::new(|| {
    let lines = include_str!("../../config/passwords/common.txt").lines();
    Words::of(lines.map(|line| if line.is_ascii() { Cow::Borrowed(line) } else { Cow::Owned(fold(line)) }))
});

/// Words of the service: worth nothing in a password here.
const SERVICE_WORDS: &[&str] = &[
    "cercle",
    "cercles",
    "hopital",
    "hopitaux",
    "hospital",
    "hospitalier",
    "hospitaliere",
    "clinique",
    "centre",
    "etablissement",
    "communaute",
    "compagnonnage",
    "pratique",
    "sante",
    "ehpad",
    "expert",
    "experts",
    "pairs",
    "password",
    "motdepasse",
    "medecin",
    "infirmier",
    "infirmiere",
    "pharmacien",
    "pharmacienne",
];

/// Rows and columns of French and English keyboards, folded.
const KEYBOARD_ROWS: &[&str] = &[
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "&e\"'(-e_ca)=",
    "!@#$%^&*()_+",
    "aqwzsxedcrfvtgb",
    "qazwsxedcrfvtgb",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

static ROWS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let reversed = |row: &&str| row.chars().rev().collect();
    KEYBOARD_ROWS.iter().map(|row| row.chars().collect()).chain(KEYBOARD_ROWS.iter().map(reversed)).collect()
});

/// How many letters and digits of a password are left after the cuts; `about` is what is known of the person.
pub(super) fn left(password: &str, about: &[&str]) -> usize {
    let whole = fold(password);
    if COMMON.set.contains(whole.as_str()) {
        return 0;
    }
    let mut text: Vec<char> = whole.chars().collect();
    text = cut(&text, date);
    text = without(&text, &about_words(about));
    text = without(&text, &COMMON);
    text = cut(&text, keyboard);
    text = cut(&text, sequence);
    text = unrepeated(&text);
    text.iter().filter(|letter| counts(**letter)).count()
}

/// Letters, digits, and signs of no keyboard row (an emoji); a cut place is a gap that counts for nothing.
fn counts(letter: char) -> bool {
    letter.is_alphanumeric() || !(letter.is_ascii() || letter.is_whitespace() || letter.is_control())
}

const GAP: char = '\0';

/// Cuts at each place what `length_at` finds there, from the left.
fn cut(text: &[char], length_at: impl Fn(&[char], usize) -> usize) -> Vec<char> {
    let mut kept = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let length = length_at(text, at);
        kept.push(if length == 0 { text[at] } else { GAP });
        at += length.max(1);
    }
    kept
}

/// A set of words, and the length of the longest.
struct Words<'a> {
    set: HashSet<Cow<'a, str>>,
    longest: usize,
}

impl<'a> Words<'a> {
    fn of(words: impl Iterator<Item = Cow<'a, str>>) -> Self {
        let set: HashSet<_> = words.filter(|word| word.chars().count() >= SHORTEST_RUN).collect();
        let longest = set.iter().map(|word| word.chars().count()).max().unwrap_or(0);
        Self { set, longest }
    }
}

fn about_words(about: &[&str]) -> Words<'static> {
    let mut words: Vec<String> = SERVICE_WORDS.iter().map(|word| (*word).to_owned()).collect();
    for known in about {
        let known = fold(known);
        let parts: Vec<&str> = known.split(|letter: char| !letter.is_alphanumeric()).collect();
        words.push(parts.concat());
        words.extend(parts.iter().map(|part| (*part).to_owned()));
    }
    Words::of(words.into_iter().map(Cow::Owned))
}

/// One reading of a text, cut anywhere without copying.
struct Reading {
    text: String,
    starts: Vec<usize>,
}

impl Reading {
    fn of(letters: impl Iterator<Item = char>) -> Self {
        let (mut text, mut starts) = (String::new(), vec![0]);
        for letter in letters {
            text.push(letter);
            starts.push(text.len());
        }
        Self { text, starts }
    }

    fn part(&self, at: usize, length: usize) -> &str {
        &self.text[self.starts[at]..self.starts[at + length]]
    }
}

/// Cuts the longest known word at each place, as typed or with its look-alike signs read as letters.
fn without(text: &[char], words: &Words<'_>) -> Vec<char> {
    let typed = Reading::of(text.iter().copied());
    let read = |one: char| Reading::of(text.iter().map(move |letter| look_alike(*letter, one)));
    let readings = [read('i'), read('l')];
    cut(text, |text, at| {
        let longest = words.longest.min(text.len() - at);
        let known = |length: &usize| {
            words.set.contains(typed.part(at, *length))
                || (text[at..at + length].iter().any(|letter| look_alike(*letter, 'i') != *letter)
                    && readings.iter().any(|reading| words.set.contains(reading.part(at, *length))))
        };
        (SHORTEST_RUN..=longest).rev().find(known).unwrap_or(0)
    })
}

/// The letter a sign stands for; `one` is what 1 stands for.
fn look_alike(letter: char, one: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        '9' => 'g',
        letter => letter,
    }
}

/// Keeps the first copy of what is said again and again (aaaa, k7xk7xk7x), the longest such run at each place.
fn unrepeated(text: &[char]) -> Vec<char> {
    let mut kept = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let (length, period) = (1..=(text.len() - at) / 2)
            .map(|period| (repeat(text, at, period), period))
            .max_by_key(|(length, period)| (*length, std::cmp::Reverse(*period)))
            .unwrap_or((0, 0));
        let copied = if length == 0 { 1 } else { period };
        kept.extend_from_slice(&text[at..at + copied]);
        at += copied.max(length);
    }
    kept
}

fn repeat(text: &[char], at: usize, period: usize) -> usize {
    let same = text[at..].iter().zip(&text[at + period..]).take_while(|(one, next)| one == next).count();
    if same >= period && same + period >= SHORTEST_RUN { same + period } else { 0 }
}

/// The run of following letters or digits (abcd, 4321) at a place.
fn sequence(text: &[char], at: usize) -> usize {
    let run = |step: i64| {
        let follows = |pair: &[char]| {
            pair[1].is_ascii_alphanumeric() && i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])) == step
        };
        1 + text[at..].windows(2).take_while(|pair| follows(pair)).count()
    };
    long_enough(run(1).max(run(-1)))
}

/// The part of a keyboard row at a place.
fn keyboard(text: &[char], at: usize) -> usize {
    let along = |row: &[char]| {
        let from =
            |start: usize| row[start..].iter().zip(&text[at..]).take_while(|(key, letter)| key == letter).count();
        (0..row.len()).map(from).max().unwrap_or(0)
    };
    long_enough(ROWS.iter().map(|row| along(row)).max().unwrap_or(0))
}

fn long_enough(length: usize) -> usize {
    if length >= SHORTEST_RUN { length } else { 0 }
}

/// A year, or a day written with its year in either order, with or without separators, at a place.
fn date(text: &[char], at: usize) -> usize {
    let number = |from: usize, count: usize| -> Option<u32> {
        let digits = text.get(from..from + count)?;
        digits.iter().try_fold(0, |number, digit| Some(number * 10 + digit.to_digit(10)?))
    };
    let year = |from: usize| number(from, 4).is_some_and(|year| (1900..=2099).contains(&year));
    let day = |from: usize| number(from, 2).is_some_and(|day| (1..=31).contains(&day));
    let parted = |first: usize, second: usize| {
        let sign = text.get(first);
        sign.is_some_and(|sign| "/-._ ".contains(*sign)) && sign == text.get(second)
    };
    if parted(at + 2, at + 5) && day(at) && day(at + 3) && year(at + 6) {
        return 10;
    }
    if parted(at + 4, at + 7) && year(at) && day(at + 5) && day(at + 8) {
        return 10;
    }
    if (day(at) && day(at + 2) && year(at + 4)) || (year(at) && day(at + 4) && day(at + 6)) {
        return 8;
    }
    if parted(at + 2, at + 5) && day(at) && day(at + 3) && day(at + 6) {
        return 8;
    }
    if year(at) { 4 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_is_cut_and_the_rest_is_left() {
        assert_eq!(left("kx7qv-Compagnonnage-2026", &[]), 5);
        assert_eq!(left("LeGoff-Y4nn1s : qvz", &["Yannis", "Le Goff"]), 3);
        assert_eq!(left("aaaaaaaaaaaaaaaaaaaa", &[]), 1);
        assert_eq!(left("14/07/1989 31121997", &[]), 0);
        // "987654321" is listed, which leaves the last digit.
        assert_eq!(left("mlkjhgfdsq 9876543210", &[]), 1);
        assert_eq!(left("M4r1n3 b0nj0ur", &[]), 0);
        assert_eq!(left("🙂🦊🌲🚲🧭🪁🍉🎻", &[]), 8);
    }

    #[test]
    fn the_longest_password_is_read_quickly() {
        let text: String = "1l0ve$3cr3t7! ".chars().cycle().take(super::super::passwords::LONGEST).collect();
        left(&text, &["Anne-Laure", "Pujol"]);
        let started = std::time::Instant::now();
        left(&text, &["Anne-Laure", "Pujol"]);
        // A release build takes well under one millisecond; a debug build on a busy machine gets room.
        assert!(started.elapsed() < std::time::Duration::from_millis(100));
    }
}
