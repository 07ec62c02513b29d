//! The part of a post that answers, with the words of the question marked.

use std::collections::HashSet;

use serde::Serialize;

use super::analysis;
use crate::text::{fold, markdown, typography};

/// Characters of a post looked through.
const LOOKED_THROUGH: usize = 20_000;
/// Words of an excerpt.
const LENGTH: usize = 40;
/// Words shown before the first marked one.
const BEFORE: usize = 8;

/// A run of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    text: String,
    marked: bool,
}

/// A short text with the words of the question marked.
pub fn marked(text: &str, tokens: &HashSet<&str>) -> Vec<Run> {
    let text = typography::spaces(text);
    let words = places(&text, tokens);
    runs(&text, &words, 0, words.len())
}

/// The part of a Markdown source where most words of the question stand.
pub fn excerpt(source: &str, tokens: &HashSet<&str>) -> Vec<Run> {
    let text = typography::spaces(&markdown::plain(source, LOOKED_THROUGH));
    let words = places(&text, tokens);
    let from = densest(&words).saturating_sub(BEFORE);
    let to = (from + LENGTH).min(words.len());
    let mut runs = runs(&text, &words, from, to);
    let plain = |text: &str| Run { text: text.to_owned(), marked: false };
    if from > 0 {
        runs.insert(0, plain("… "));
    }
    if to < words.len() {
        runs.push(plain(" …"));
    }
    runs
}

/// A word of a text: where it stands, and the token of the question it is.
struct Place<'a> {
    start: usize,
    end: usize,
    token: Option<&'a str>,
}

fn places<'a>(text: &str, tokens: &HashSet<&'a str>) -> Vec<Place<'a>> {
    // A token starts as its word does: most words need no stemming to be told apart.
    let starts: HashSet<char> = tokens.iter().filter_map(|token| token.chars().next()).collect();
    let place = |(start, piece): (usize, &str)| {
        let starts_so = fold(&piece.chars().take(1).collect::<String>()).starts_with(|letter| starts.contains(&letter));
        let token = if starts_so { analysis::token_of(piece) } else { None };
        Place { start, end: start + piece.len(), token: token.and_then(|token| tokens.get(token.as_str()).copied()) }
    };
    analysis::pieces(text).map(place).collect()
}

/// The first marked word of the stretch that holds most different words of the question.
fn densest(words: &[Place<'_>]) -> usize {
    let marked: Vec<usize> = (0..words.len()).filter(|at| words[*at].token.is_some()).collect();
    let different = |from: &usize| {
        let stretch = &words[*from..words.len().min(from + LENGTH - BEFORE)];
        stretch.iter().filter_map(|word| word.token).collect::<HashSet<_>>().len()
    };
    let most = marked.iter().map(different).max().unwrap_or(0);
    marked.into_iter().find(|at| different(at) == most).unwrap_or(0)
}

/// Where the word that a place ends in ends as it is read: `s'` alone is none.
fn whole_word(text: &str, end: usize) -> usize {
    text[end..].find(char::is_whitespace).map_or(text.len(), |rest| end + rest)
}

fn runs(text: &str, words: &[Place<'_>], from: usize, to: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = if from == 0 { 0 } else { words[from].start };
    let end = if to == words.len() { text.len() } else { whole_word(text, words[to - 1].end) };
    let mut push = |text: &str, marked| {
        if !text.is_empty() {
            runs.push(Run { text: text.to_owned(), marked });
        }
    };
    for word in words[from..to].iter().filter(|word| word.token.is_some()) {
        push(&text[at..word.start], false);
        push(&text[word.start..word.end], true);
        at = word.end;
    }
    push(&text[at..end], false);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(runs: &[Run]) -> String {
        runs.iter().map(|run| if run.marked { format!("[{}]", run.text) } else { run.text.clone() }).collect()
    }

    fn tokens(question: &str) -> Vec<String> {
        analysis::words(question).into_iter().map(|word| word.token).collect()
    }

    #[test]
    fn the_words_of_the_question_are_marked_however_they_are_inflected() {
        let tokens = tokens("lecteurs bracelets");
        let tokens = tokens.iter().map(String::as_str).collect();
        assert_eq!(shown(&marked("Le lecteur du bracelet, au bloc", &tokens)), "Le [lecteur] du [bracelet], au bloc");
        assert_eq!(shown(&excerpt("Le **lecteur** & `<b>rien</b>`", &tokens)), "Le [lecteur] & <b>rien</b>");
    }

    #[test]
    fn a_long_post_is_shown_where_it_answers() {
        let tokens = tokens("bracelet lecteur");
        let tokens = tokens.iter().map(String::as_str).collect();
        let text = format!(
            "{} bracelet {} le bracelet du lecteur {}",
            "mot ".repeat(60),
            "mot ".repeat(60),
            "mot ".repeat(60)
        );
        let shown = shown(&excerpt(&text, &tokens));
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
        assert!(shown.contains("le [bracelet] du [lecteur]"), "{shown}");
    }

    #[test]
    fn an_excerpt_ends_with_a_whole_word() {
        let text = format!("{}aujourd'hui {}", "mot ".repeat(LENGTH - 1), "mot ".repeat(60));
        assert!(shown(&excerpt(&text, &HashSet::new())).ends_with(" mot aujourd'hui …"));
    }

    #[test]
    fn any_text_has_an_excerpt() {
        for text in ["", "…", "🙂", "مرحبا", "a"] {
            assert_eq!(excerpt(text, &HashSet::new()).iter().map(|run| run.text.as_str()).collect::<String>(), text);
        }
    }
}
