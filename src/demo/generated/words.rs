//! Texts that look written: the words of the hand-written threads as often as there, then a long tail of derived ones.

use std::collections::{HashMap, HashSet};

use rand::RngExt;
use rand::rngs::StdRng;

use super::skew::Zipf;
use crate::demo::tales::Tale;
use crate::threads::Kind;
use crate::threads::rex::{self, Report};

/// Distinct words: inflections of the same are one in the index, which then holds half as many.
const WORDS: usize = 60_000;
const EXPONENT: f64 = 1.07;
/// The commonest words say nothing in a title.
const TITLE_FROM: usize = 60;
/// A title ends before it is this long, in bytes.
const LONGEST_TITLE: usize = 150;
/// Only words this long have others derived from them, and none that is longer.
const DERIVED_FROM: std::ops::RangeInclusive<usize> = 5..=12;
const SUFFIXES: &[&str] = &[
    "ement", "ation", "eur", "able", "age", "iste", "ique", "ité", "ance", "isme", "atif", "oir", "ure", "ée", "ette",
];
const PREFIXES: &[&str] =
    &["re", "dé", "pré", "télé", "inter", "co", "sur", "sous", "auto", "micro", "multi", "anti", "post", "hyper"];

/// Words in the order of how often they come.
pub struct Vocabulary {
    words: Vec<String>,
    law: Zipf,
}

impl Vocabulary {
    /// The words of some threads, and those derived from them.
    pub fn of(tales: &[Tale]) -> Self {
        let mut words = by_frequency(tales);
        extend(&mut words);
        let law = Zipf::new(words.len(), EXPONENT);
        Self { words, law }
    }

    fn word(&self, random: &mut StdRng) -> &str {
        &self.words[self.law.draw(0, random)]
    }

    /// A title.
    pub fn title(&self, kind: Kind, random: &mut StdRng) -> String {
        let mut title = String::new();
        for _ in 0..random.random_range(4..=10_usize) {
            let word = &self.words[self.law.draw(TITLE_FROM, random)];
            if title.len() + word.len() < LONGEST_TITLE {
                push(&mut title, word, " ");
            }
        }
        let title = capitalised(&title);
        if kind == Kind::Question { title + " ?" } else { title }
    }

    /// A post, in Markdown; the first of an experience report answers its questions.
    pub fn post(&self, report: bool, random: &mut StdRng) -> String {
        let mut left = length(random);
        if report {
            let mut answer = || self.paragraph(left / 6 + 4, random);
            let [context, difficulty, tried, result, conditions, limits] = std::array::from_fn(|_| answer());
            return rex::compose(&Report { context, difficulty, tried, result, conditions, limits });
        }
        let mut post = String::new();
        while left > 0 {
            let words = left.min(random.random_range(25..80_usize));
            push(&mut post, &self.paragraph(words, random), "\n\n");
            left -= words;
        }
        match random.random_range(0..100_u32) {
            0..10 => push(&mut post, &self.list(random), "\n\n"),
            10..22 => {
                let bold = format!("**{}** : {}", capitalised(self.word(random)), self.sentence(8, random));
                push(&mut post, &bold, "\n\n");
            }
            _ => {}
        }
        post
    }

    fn paragraph(&self, words: usize, random: &mut StdRng) -> String {
        let (mut paragraph, mut left) = (String::new(), words);
        while left > 0 {
            let some = random.random_range(6..22_usize);
            let some = if left < some + 4 { left } else { some };
            push(&mut paragraph, &self.sentence(some, random), " ");
            left -= some;
        }
        paragraph
    }

    fn sentence(&self, words: usize, random: &mut StdRng) -> String {
        let mut sentence = String::with_capacity(words * 7);
        for at in 0..words {
            let comma = at > 3 && at + 2 < words && random.random_range(0..12_u32) == 0;
            push(&mut sentence, self.word(random), if comma { ", " } else { " " });
        }
        capitalised(&sentence) + "."
    }

    fn list(&self, random: &mut StdRng) -> String {
        let mut list = String::new();
        for _ in 0..random.random_range(3..=5_u32) {
            let words = random.random_range(3..=6_usize);
            push(&mut list, &format!("- {}", self.sentence(words, random)), "\n");
        }
        list
    }
}

/// From 20 to 200 words, some 60 on average.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn length(random: &mut StdRng) -> usize {
    let spread = -38.0 * random.random_range(f64::EPSILON..1.0).ln();
    20 + spread.min(180.0) as usize
}

fn push(text: &mut String, more: &str, between: &str) {
    if !text.is_empty() {
        text.push_str(between);
    }
    text.push_str(more);
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn by_frequency(tales: &[Tale]) -> Vec<String> {
    let mut counted: HashMap<String, usize> = HashMap::new();
    let texts = tales.iter().flat_map(|tale| tale.posts.iter().map(|said| &said.text));
    for word in texts.flat_map(|text| text.split(|letter: char| letter.is_whitespace() || letter == '-')) {
        // What stands before an apostrophe is no word by itself.
        let word = word.rsplit(['\'', '’']).next().unwrap_or_default();
        let word = word.trim_matches(|letter: char| !letter.is_alphabetic()).to_lowercase();
        let whole = word.chars().all(char::is_alphabetic) && word.chars().count() > 1;
        if whole || ["à", "a", "y"].contains(&word.as_str()) {
            *counted.entry(word).or_default() += 1;
        }
    }
    let mut words: Vec<(usize, String)> = counted.into_iter().map(|(word, count)| (count, word)).collect();
    words.sort_unstable_by(|(count, word), (other_count, other)| other_count.cmp(count).then_with(|| word.cmp(other)));
    words.into_iter().map(|(_, word)| word).collect()
}

/// Derives words, rule after rule, until there are enough.
fn extend(words: &mut Vec<String>) {
    let roots: Vec<String> =
        words.iter().filter(|word| DERIVED_FROM.contains(&word.chars().count())).cloned().collect();
    let mut known: HashSet<String> = words.iter().cloned().collect();
    let suffixed = SUFFIXES.iter().flat_map(|suffix| roots.iter().map(move |root| format!("{}{suffix}", stem(root))));
    let prefixed = PREFIXES.iter().flat_map(|prefix| roots.iter().map(move |root| format!("{prefix}{root}")));
    for word in prefixed.chain(suffixed) {
        if words.len() >= WORDS {
            return;
        }
        if known.insert(word.clone()) {
            words.push(word);
        }
    }
}

/// A word without its last letters, when they are those of an ending.
fn stem(word: &str) -> &str {
    let endings = ["ements", "ement", "ations", "ation", "tions", "tion", "ées", "és", "ée", "é", "er", "es", "e", "s"];
    let ending = endings.iter().find(|ending| word.strip_suffix(**ending).is_some_and(|stem| stem.chars().count() > 3));
    ending.and_then(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::demo::tales;
    use crate::search::analysis::token_of;

    #[test]
    fn the_vocabulary_is_long_and_begins_as_french_does() {
        let vocabulary = Vocabulary::of(&tales::read().unwrap());
        assert_eq!(vocabulary.words.len(), WORDS);
        assert_eq!(vocabulary.words.iter().collect::<HashSet<_>>().len(), WORDS);
        let tokens: HashSet<_> = vocabulary.words.iter().filter_map(|word| token_of(word)).collect();
        assert!(tokens.len() >= 20_000, "{} tokens", tokens.len());
        assert!(vocabulary.words[..10].contains(&"de".to_owned()), "{:?}", &vocabulary.words[..10]);
    }

    #[test]
    fn posts_are_as_long_as_people_write_them() {
        let vocabulary = Vocabulary::of(&tales::read().unwrap());
        let mut random = StdRng::seed_from_u64(1);
        let posts: Vec<String> = (0..2_000).map(|_| vocabulary.post(false, &mut random)).collect();
        let lengths: Vec<usize> = posts.iter().map(|post| post.split_whitespace().count()).collect();
        let mean = lengths.iter().sum::<usize>() / lengths.len();
        assert!((50..70).contains(&mean), "{mean}");
        assert!(lengths.iter().all(|length| (20..=240).contains(length)));
        assert!(posts.iter().any(|post| post.contains("\n- ")) && posts.iter().any(|post| post.contains("**")));
        let again = vocabulary.post(false, &mut StdRng::seed_from_u64(1));
        assert_eq!(again, posts[0], "the same seed writes the same text");
    }

    #[test]
    fn titles_have_from_four_to_ten_words() {
        let vocabulary = Vocabulary::of(&tales::read().unwrap());
        let mut random = StdRng::seed_from_u64(1);
        for _ in 0..500 {
            let title = vocabulary.title(Kind::Discussion, &mut random);
            assert!((4..=10).contains(&title.split(' ').count()), "{title}");
        }
    }
}
