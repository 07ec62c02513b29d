//! How well a thread answers a question: one function for both engines.
//!
//! Each word counts by its rarity among what the reader may see (never a count over everything: what is hidden would
//! move a rank), saturates within a post (BM25's shape, Robertson & Zaragoza 2009), and counts more in a title and in
//! an answer marked as the solution. A thread is worth its words wherever they stand in it.

use std::collections::HashMap;

/// How fast repetition of a word stops counting.
const SATURATION: f64 = 1.2;
/// How much a long post pays for its length.
const LENGTH: f64 = 0.4;
/// The length, in tokens, that neither pays nor gains.
const USUAL_LENGTH: f64 = 120.0;
/// A word of the title.
const TITLE: f64 = 1.1;
/// A word in the answer marked as the solution.
const SOLUTION: f64 = 1.15;
/// A word said again by the other posts of the thread, together.
const AGAIN: f64 = 0.25;
/// A candidate whose words are worth less than this part of the question's is no result.
const LEAST: f64 = 0.12;

/// A word of the question and what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The token.
    pub token: String,
    /// Its rarity among what the reader sees.
    pub weight: f64,
}

/// The worth of a word that `holding` of `all` posts hold.
pub fn rarity(holding: i64, all: i64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let (holding, all) = (holding.max(0) as f64, all.max(holding) as f64);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// A post as it is scored.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    /// Its tokens, spaced.
    pub tokens: &'a str,
    /// Whether it solved the thread.
    pub solution: bool,
}

/// How well a thread answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The more the better; 0 when too little of the question is there.
    pub worth: f64,
    /// Which of its posts answers best.
    pub best: usize,
}

/// Scores a thread by its title's tokens and by those of its posts that hold a word of the question.
pub fn score(question: &[Weighed], title: &str, posts: &[Post<'_>]) -> Score {
    let places: HashMap<&str, usize> =
        question.iter().enumerate().map(|(at, word)| (word.token.as_str(), at)).collect();
    let in_title = counts(&places, question.len(), title);
    let mut best_of_word = vec![0.0_f64; question.len()];
    let mut sum_of_word = vec![0.0_f64; question.len()];
    let (mut best, mut best_worth) = (0, -1.0);
    for (at, post) in posts.iter().enumerate() {
        let mut worth = 0.0;
        for (word, said) in saturated(&places, question.len(), post).into_iter().enumerate() {
            worth += said * question[word].weight;
            best_of_word[word] = best_of_word[word].max(said);
            sum_of_word[word] += said;
        }
        if worth > best_worth {
            (best, best_worth) = (at, worth);
        }
    }
    let (mut worth, mut covered, mut asked) = (0.0, 0.0, 0.0);
    for (word, Weighed { weight, .. }) in question.iter().enumerate() {
        let again = (sum_of_word[word] - best_of_word[word]).min(1.0) * AGAIN;
        let title = if in_title[word] > 0.0 { TITLE } else { 0.0 };
        let said = best_of_word[word] + again + title;
        worth += said * weight;
        asked += weight;
        if said > 0.0 {
            covered += weight;
        }
    }
    let coverage = if asked > 0.0 { covered / asked } else { 0.0 };
    Score { worth: if coverage < LEAST { 0.0 } else { worth * coverage }, best }
}

fn counts(places: &HashMap<&str, usize>, length: usize, tokens: &str) -> Vec<f64> {
    let mut counts = vec![0.0; length];
    for at in tokens.split(' ').filter_map(|token| places.get(token)) {
        counts[*at] += 1.0;
    }
    counts
}

fn saturated(places: &HashMap<&str, usize>, length: usize, post: &Post<'_>) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss)]
    let words = post.tokens.bytes().filter(|byte| *byte == b' ').count() as f64;
    let pace = SATURATION * (1.0 - LENGTH + LENGTH * words / USUAL_LENGTH);
    let bonus = if post.solution { SOLUTION } else { 1.0 };
    let mut said = counts(places, length, post.tokens);
    for count in &mut said {
        *count = bonus * *count * (SATURATION + 1.0) / (*count + pace);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[(&str, f64)]) -> Vec<Weighed> {
        words.iter().map(|(token, weight)| Weighed { token: (*token).to_owned(), weight: *weight }).collect()
    }

    fn post(tokens: &str) -> Post<'_> {
        Post { tokens, solution: false }
    }

    #[test]
    fn rare_words_are_worth_more() {
        assert!(rarity(1, 1_000) > rarity(100, 1_000));
        assert!(rarity(1_000, 1_000) > 0.0, "never negative: a word everybody uses does not make a thread worse");
        assert!(rarity(5, 0).is_finite());
    }

    #[test]
    fn a_thread_with_more_of_the_question_is_worth_more() {
        let question = asked(&[("bracelet", 3.0), ("bloc", 1.0), ("lir", 2.0)]);
        let whole = score(&question, "", &[post("bracelet bloc"), post("lir")]);
        let part = score(&question, "", &[post("bracelet bloc")]);
        assert!(whole.worth > part.worth);
        assert_eq!(whole.best, 0);
    }

    #[test]
    fn titles_and_solutions_weigh_more() {
        let question = asked(&[("bracelet", 3.0)]);
        let plain = score(&question, "", &[post("bracelet")]).worth;
        assert!(score(&question, "bracelet", &[post("bracelet")]).worth > plain);
        assert!(score(&question, "", &[Post { tokens: "bracelet", solution: true }]).worth > plain);
    }

    #[test]
    fn one_common_word_of_a_long_question_is_no_result() {
        let question = asked(&[("bracelet", 6.0), ("lir", 5.0), ("bloc", 0.5)]);
        assert!(score(&question, "", &[post("bloc")]).worth.abs() < f64::EPSILON);
    }
}
