//! What changed between two texts, word by word.

use std::time::Duration;

use serde::Serialize;
use similar::{Algorithm, ChangeTag, TextDiff};

/// The longest a comparison may last: past it, what is left is told as replaced whole.
const LONGEST: Duration = Duration::from_millis(150);
/// Words kept around a change; what stays the same in between is told by three dots.
const AROUND: usize = 12;

crate::vocabulary! {
    /// What became of a run of words.
    Change {
        /// It stays.
        Same = "same",
        /// It was added.
        Added = "added",
        /// It was taken out.
        Removed = "removed",
    }
}

/// A run of words with the same fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// What became of it.
    pub change: Change,
    /// The words, with the spaces between them.
    pub text: String,
}

/// Words and the spaces between them: put together again they are the text.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut spaces) = (Vec::new(), 0, None);
    for (at, letter) in text.char_indices() {
        if spaces.is_some_and(|before| before != letter.is_whitespace()) {
            pieces.push(&text[start..at]);
            start = at;
        }
        spaces = Some(letter.is_whitespace());
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// What changed from one text to another, in the order of reading.
pub fn between(before: &str, after: &str) -> Vec<Run> {
    let (old, new) = (pieces(before), pieces(after));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).timeout(LONGEST).diff_slices(&old, &new);
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => Change::Same,
            ChangeTag::Insert => Change::Added,
            ChangeTag::Delete => Change::Removed,
        };
        match runs.last_mut() {
            Some(run) if run.change == kind => run.text.push_str(change.value()),
            _ => runs.push(Run { change: kind, text: change.value().to_owned() }),
        }
    }
    joined(runs)
}

/// Two changed words parted by a space alone are one change: easier to read.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let mut rest = runs.into_iter().peekable();
    while let Some(run) = rest.next() {
        match run.change {
            Change::Removed => removed.push_str(&run.text),
            Change::Added => added.push_str(&run.text),
            Change::Same => {
                let between = !removed.is_empty() && !added.is_empty() && rest.peek().is_some();
                if between && run.text.trim().is_empty() && !run.text.contains('\n') {
                    removed.push_str(&run.text);
                    added.push_str(&run.text);
                } else {
                    flush(&mut out, &mut removed, &mut added);
                    out.push(run);
                }
            }
        }
    }
    flush(&mut out, &mut removed, &mut added);
    out
}

fn flush(out: &mut Vec<Run>, removed: &mut String, added: &mut String) {
    for (change, text) in [(Change::Removed, removed), (Change::Added, added)] {
        if !text.is_empty() {
            out.push(Run { change, text: std::mem::take(text) });
        }
    }
}

/// The same, with long stretches that stay shortened to what stands around the changes.
pub fn around(runs: Vec<Run>) -> Vec<Run> {
    let last = runs.len().saturating_sub(1);
    let shortened = |(place, run): (usize, Run)| match run.change {
        Change::Same => Run { text: shorter(&run.text, place > 0, place < last), ..run },
        _ => run,
    };
    runs.into_iter().enumerate().map(shortened).collect()
}

fn shorter(text: &str, after_a_change: bool, before_a_change: bool) -> String {
    let pieces = pieces(text);
    let kept = 2 * AROUND;
    if pieces.len() <= 2 * kept + 2 {
        return text.to_owned();
    }
    let start = if after_a_change { pieces[..kept].concat() } else { String::new() };
    let end = if before_a_change { pieces[pieces.len() - kept..].concat() } else { String::new() };
    format!("{start} … {end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put_together(runs: &[Run], left: Change) -> String {
        runs.iter().filter(|run| run.change != left).map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn a_word_that_changes_is_told() {
        let runs = between("Passez au code 1D dès lundi.", "Passez au code 2D dès lundi.");
        let told: Vec<_> = runs.iter().map(|run| (run.change, run.text.as_str())).collect();
        let expected = [
            (Change::Same, "Passez au code "),
            (Change::Removed, "1D"),
            (Change::Added, "2D"),
            (Change::Same, " dès lundi."),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn both_texts_can_be_read_in_it() {
        for (before, after) in [("", "a b"), ("a  b\n\nc", "a b c"), ("é è", "è é à"), ("un deux trois", "quatre")]
        {
            let runs = between(before, after);
            assert_eq!(put_together(&runs, Change::Added), before);
            assert_eq!(put_together(&runs, Change::Removed), after);
        }
    }

    #[test]
    fn two_texts_of_the_longest_length_are_compared_in_a_bounded_time() {
        let word = |number: usize| format!("mot{} ", (number * 7_919) % 10_007);
        let before: String = (0..11_000).map(word).collect();
        let after: String = (0..11_000).rev().map(word).collect();
        let runs = between(&before[..64 * 1024], &after[..64 * 1024]);
        assert_eq!(put_together(&runs, Change::Added), before[..64 * 1024]);
        assert!(!runs.is_empty());
    }

    #[test]
    fn what_stays_the_same_is_shortened_around_the_changes() {
        let long = "mot ".repeat(200);
        let runs = around(between(&format!("{long}avant {long}"), &format!("{long}après {long}")));
        let text = put_together(&runs, Change::Removed);
        assert!(text.contains('…') && text.contains("après") && text.len() < 300, "{text}");
        assert_eq!(around(between("a b c", "a b d")), between("a b c", "a b d"));
    }
}
