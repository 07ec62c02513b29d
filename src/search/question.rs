//! What is asked: whole questions as people type them. Any word counts; a phrase in quotes and a word after `+` must
//! be there, a word after `-` must not. Everything else is text: no index syntax passes.

use std::collections::HashSet;

use super::analysis::{self, Word};

/// Words that count in a question; the rest of a very long one is left out.
pub const MOST_WORDS: usize = 40;

/// A question, analysed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Every token looked for, once, in the order typed: any of them counts.
    pub wanted: Vec<Word>,
    /// Runs of tokens that must be there.
    pub required: Vec<Vec<String>>,
    /// Runs of tokens that must not.
    pub excluded: Vec<Vec<String>>,
}

impl Question {
    /// Reads a question.
    pub fn read(text: &str) -> Self {
        let mut question = Self::default();
        let mut seen = HashSet::new();
        for part in parts(text) {
            let run: Vec<String> = analysis::words(part.text).into_iter().map(|word| word.token).collect();
            if run.is_empty() {
                continue;
            }
            match part.sign {
                Sign::Excluded => question.excluded.push(run),
                Sign::Required => {
                    question.want(part.text, &mut seen);
                    question.required.push(run);
                }
                Sign::Free => question.want(part.text, &mut seen),
            }
        }
        question.required.truncate(MOST_WORDS);
        question.excluded.truncate(MOST_WORDS);
        question
    }

    /// The title of a thread about to be opened: every word is free.
    pub fn of_title(title: &str) -> Self {
        let mut question = Self::default();
        question.want(title, &mut HashSet::new());
        question
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    fn want(&mut self, text: &str, seen: &mut HashSet<String>) {
        let beside = analysis::tokens(text).beside.into_iter().map(|token| Word { typed: String::new(), token });
        for word in analysis::words(text).into_iter().chain(beside) {
            if self.wanted.len() < MOST_WORDS && seen.insert(word.token.clone()) {
                self.wanted.push(word);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Free,
    Required,
    Excluded,
}

struct Part<'a> {
    sign: Sign,
    text: &'a str,
}

/// The phrases and words of a question. A quote that is never closed is no quote.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (sign, after) = match first {
            '-' | '\u{2212}' if starts_a_word(&rest[first.len_utf8()..]) => (Sign::Excluded, &rest[first.len_utf8()..]),
            '+' if starts_a_word(&rest[1..]) => (Sign::Required, &rest[1..]),
            _ => (Sign::Free, rest),
        };
        let (part, further) = match phrase(after) {
            Some((inside, further)) => {
                let sign = if sign == Sign::Excluded { sign } else { Sign::Required };
                (Part { sign, text: inside }, further)
            }
            None => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                (Part { sign, text: &after[..end] }, &after[end..])
            }
        };
        parts.push(part);
        rest = further.trim_start();
    }
    joined(text, parts)
}

/// Consecutive free words are one text, so that acronyms' expansions are seen in it.
fn joined<'a>(whole: &'a str, parts: Vec<Part<'a>>) -> Vec<Part<'a>> {
    let mut joined: Vec<Part<'a>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if last.sign == Sign::Free && part.sign == Sign::Free => {
                let start = last.text.as_ptr() as usize - whole.as_ptr() as usize;
                let end = part.text.as_ptr() as usize - whole.as_ptr() as usize + part.text.len();
                last.text = &whole[start..end];
            }
            _ => joined.push(part),
        }
    }
    joined
}

fn starts_a_word(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '"' | '«' | '“'))
}

/// The inside of the quotes a text starts with, and what follows them.
fn phrase(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close = match open {
        '"' => '"',
        '«' => '»',
        '“' => '”',
        _ => return None,
    };
    let inside = &text[open.len_utf8()..];
    let end = inside.find(close)?;
    Some((&inside[..end], &inside[end + close.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(question: &Question) -> Vec<&str> {
        question.wanted.iter().map(|word| word.typed.as_str()).filter(|typed| !typed.is_empty()).collect()
    }

    #[test]
    fn a_whole_question_is_its_words() {
        let question = Question::read("Comment faire pour que les lecteurs lisent les bracelets au bloc ?");
        assert_eq!(typed(&question), ["lecteurs", "lisent", "bracelets", "bloc"]);
        assert!(question.required.is_empty() && question.excluded.is_empty());
    }

    #[test]
    fn quotes_plus_and_minus_are_heard() {
        let question = Question::read("\"bracelet du bloc\" +lecteur -tablette imprimante");
        assert_eq!(question.required, [vec!["bracelet".to_owned(), "bloc".into()], vec!["lecteur".into()]]);
        assert_eq!(question.excluded, [vec!["tablet".to_owned()]]);
        assert_eq!(typed(&question), ["bracelet", "bloc", "lecteurs".trim_end_matches('s'), "imprimante"]);
        assert_eq!(Question::read("«carte CPS»").required.len(), 1);
        assert_eq!(Question::read("-«carte CPS» lecteur").excluded, [vec!["cart".to_owned(), "cps_".into()]]);
    }

    #[test]
    fn what_is_no_syntax_is_text() {
        assert_eq!(typed(&Question::read("check-list bloc")), ["check", "list", "bloc"]);
        assert!(Question::read("\"jamais fermé").required.is_empty());
        for text in ["", "\"", "\"\"", "+", "-", "- -", "NEAR(", "* OR :", "de la le", "-\"", "🙂", "“"] {
            let question = Question::read(text);
            assert!(question.required.is_empty() && question.excluded.is_empty(), "{text}: {question:?}");
        }
        assert!(Question::read("de la le").is_empty());
    }

    #[test]
    fn a_very_long_question_is_cut() {
        let long: String = (0..2_000).map(|number| format!("mot{number} ")).collect();
        assert_eq!(Question::read(&long).wanted.len(), MOST_WORDS);
    }

    #[test]
    fn an_expansion_is_asked_by_its_acronym_too() {
        let question = Question::read("le département d'information médicale refuse");
        assert!(question.wanted.iter().any(|word| word.token == "dim_"), "{question:?}");
    }
}
