//! A text cut into words, and what stands between them.

use std::ops::{Range, RangeInclusive};

use super::number::is_group;

/// A run of letters and digits, in the text and in its folded copy.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    folded_start: usize,
    folded_end: usize,
    /// Whether it may be a group of an NIR, asked again and again in a row of figures.
    pub(super) is_group: bool,
}

/// A text cut into words, with a copy of the words in small letters without accents.
pub(super) struct Reading<'a> {
    text: &'a str,
    folded: String,
    pub(super) words: Vec<Word>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut reading = Self { text, folded: String::with_capacity(text.len()), words: Vec::new() };
        let mut begun = None;
        for (at, letter) in text.char_indices() {
            if of_a_word(letter) {
                begun.get_or_insert((at, reading.folded.len()));
                fold(letter, &mut reading.folded);
            } else if let Some(begun) = begun.take() {
                reading.end_word(begun, at);
            }
        }
        if let Some(begun) = begun {
            reading.end_word(begun, text.len());
        }
        reading
    }

    fn end_word(&mut self, (start, folded_start): (usize, usize), end: usize) {
        let glued = glued_label(&self.text[start..end], &self.folded[folded_start..]);
        if glued > 0 {
            self.push_word(start..start + glued, folded_start..folded_start + glued);
        }
        self.push_word(start + glued..end, folded_start + glued..self.folded.len());
    }

    fn push_word(&mut self, place: Range<usize>, folded: Range<usize>) {
        let is_group = is_group(&self.folded.as_bytes()[folded.clone()]);
        let (folded_start, folded_end) = (folded.start, folded.end);
        self.words.push(Word { start: place.start, end: place.end, folded_start, folded_end, is_group });
    }

    /// A word, folded; nothing outside the text.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &self.folded[word.folded_start..word.folded_end])
    }

    /// The word some places before.
    pub(super) fn word_back(&self, at: usize, places: usize) -> &str {
        at.checked_sub(places).map_or("", |at| self.word(at))
    }

    /// A word as it was written.
    pub(super) fn written(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| &self.text[word.start..word.end])
    }

    pub(super) fn starts_with_digit(&self, at: usize) -> bool {
        self.word(at).bytes().next().is_some_and(|first| first.is_ascii_digit())
    }

    /// What stands between a word and the next.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        let start = self.words.get(at).map_or(self.text.len(), |word| word.end);
        let end = self.words.get(at + 1).map_or(self.text.len(), |word| word.start);
        &self.text[start..end]
    }

    /// What stands before a word.
    pub(super) fn gap_before(&self, at: usize) -> &'a str {
        match at.checked_sub(1) {
            Some(before) => self.gap(before),
            None => &self.text[..self.words.first().map_or(0, |word| word.start)],
        }
    }
}

/// Accents written apart belong to their letter (file names from a Mac); `º` is how some write the sign of « n° ».
fn of_a_word(letter: char) -> bool {
    (letter.is_alphanumeric() && letter != 'º') || is_accent(letter)
}

pub(super) fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Letter by letter, so that words keep their places; the accents are those of French.
fn fold(letter: char, folded: &mut String) {
    for letter in letter.to_lowercase().filter(|letter| !is_accent(*letter)) {
        folded.push(match letter {
            'à' | 'â' | 'ä' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            letter => letter,
        });
    }
}

/// The length of a label stuck to its number, as file names have them: `IPP123456`.
fn glued_label(written: &str, folded: &str) -> usize {
    const LABELS: [&str; 8] = ["ipp", "nda", "iep", "nip", "nir", "ins", "nss", "ddn"];
    let follows = |number: &str| number.len() >= 5 && number.bytes().all(|digit| digit.is_ascii_digit());
    let stuck = |label: &&str| folded.strip_prefix(*label).is_some_and(follows);
    if written.len() == folded.len() && LABELS.iter().any(stuck) { 3 } else { 0 }
}

/// Whether a gap only parts the groups of one number: a space of any width, or a sign with spaces on both sides or on
/// none. A dot and a space end a sentence, or the number of an item.
pub(super) fn joins(gap: &str) -> bool {
    let is_sign = |letter: char| matches!(letter, '.' | '-' | '/' | '_' | '·' | '‐'..='―' | '−');
    match gap {
        " " | "." | "-" | "/" => true,
        _ if !(1..=9).contains(&gap.len()) || gap.chars().count() > 3 => false,
        _ if gap.chars().all(is_blank) => true,
        _ => {
            gap.chars().filter(|letter| !is_blank(*letter)).count() == 1
                && gap.contains(is_sign)
                && gap.starts_with(is_blank) == gap.ends_with(is_blank)
        }
    }
}

/// A space on the line, or a character nobody sees, which copying from a document leaves behind.
fn is_blank(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
        || (letter.is_whitespace() && !matches!(letter, '\n' | '\r'))
}

/// A gap that stays on its line and is soon over.
pub(super) fn is_short(gap: &str) -> bool {
    gap.len() <= 12 && !gap.contains('\n')
}

pub(super) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// The digits of a word as a number, if it has `length` of them.
pub(super) fn digits(word: &str, length: RangeInclusive<usize>) -> Option<u32> {
    if length.contains(&word.len()) && is_digits(word) { word.parse().ok() } else { None }
}
