//! The analyser: one for what is written and for what is asked, one for both engines.
//!
//! A word is lower-cased, stemmed with its accents (Snowball's French stemmer), then folded: "pharmacies hospitalières"
//! and "pharmacie hospitalière" are the same two tokens. What would break the order of the words (an acronym whose
//! expansion was written, a compound in one word, the stem of a word typed without its accents) comes after them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::text::fold;

/// Longer tokens are cut: no word is that long, and indexes have limits.
const LONGEST: usize = 40;
/// Changes whenever the same text gives other tokens; what was analysed by another version is analysed again.
const RULES: u32 = 1;

/// Ends the token of a listed acronym: "IDE" is not the stem of "idée", nor "MOE" that of "Mo".
const ACRONYM: char = '_';

const STOP_WORDS: &str = include_str!("../../config/search/stopwords.txt");
const FORMS: &str = include_str!("../../config/search/forms.txt");
const ACRONYMS: &str = include_str!("../../config/search/acronyms.toml");

static ANALYSER: LazyLock<Analyser> = LazyLock::new(Analyser::new);

/// What a text becomes: tokens in the order of its words, then those that stand beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// One a word, stop words left out.
    pub words: Vec<String>,
    /// Acronyms, compounds and unaccented stems.
    pub beside: Vec<String>,
}

impl Tokens {
    /// All of them, spaced.
    pub fn line(&self) -> String {
        let mut line = String::with_capacity((self.words.len() + self.beside.len()) * 8);
        for token in self.words.iter().chain(&self.beside) {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(token);
        }
        line
    }
}

/// A word of a question: as typed, and the token it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As typed, lower-cased.
    pub typed: String,
    /// Its token.
    pub token: String,
}

/// The tokens of a text.
pub fn tokens(text: &str) -> Tokens {
    ANALYSER.tokens(text)
}

/// The words of a question that are no stop words, each with its token.
pub fn words(text: &str) -> Vec<Word> {
    ANALYSER.words(text)
}

/// The token of one word; `None` for a stop word.
pub fn token_of(word: &str) -> Option<String> {
    ANALYSER.token(&lowered(word))
}

/// The version of the rules and of the lists together.
pub fn version() -> i32 {
    // FNV-1a: the lists are small, and the number only has to change with them.
    let all = [STOP_WORDS, FORMS, ACRONYMS].into_iter().flat_map(str::bytes);
    let hash = all.fold(0x811c_9dc5_u32 ^ RULES, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    i32::try_from(hash >> 1).unwrap_or(0)
}

/// The pieces of a text that may be words, with where they start.
pub fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let part = |letter: char| letter.is_alphanumeric() || is_mark(letter);
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let start = loop {
            let (at, letter) = rest.next()?;
            if part(letter) {
                break at;
            }
        };
        let mut end = text.len();
        while let Some((at, letter)) = rest.peek() {
            if !part(*letter) {
                end = *at;
                break;
            }
            rest.next();
        }
        Some((start, &text[start..end]))
    })
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

pub(super) fn lowered(word: &str) -> String {
    word.nfc().flat_map(char::to_lowercase).collect()
}

#[derive(Deserialize)]
struct Acronyms {
    acronym: Vec<Acronym>,
}

#[derive(Deserialize)]
struct Acronym {
    short: String,
    long: Vec<String>,
}

struct Analyser {
    stemmer: Stemmer,
    stop_words: HashSet<&'static str>,
    /// Listed acronyms, folded, and their tokens.
    acronyms: HashMap<String, String>,
    /// Irregular forms, folded, and the token of their verb.
    forms: HashMap<&'static str, String>,
    /// Expansions of acronyms: by their first token, the whole expansion and the acronym's token.
    expansions: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Analyser {
    fn new() -> Self {
        let mut analyser = Self {
            stemmer: Stemmer::create(Algorithm::French),
            stop_words: STOP_WORDS.split_whitespace().collect(),
            acronyms: HashMap::new(),
            forms: HashMap::new(),
            expansions: HashMap::new(),
        };
        for line in FORMS.lines() {
            let mut forms = line.split_whitespace();
            let Some(verb) = forms.next() else { continue };
            let token = analyser.stemmed(verb);
            analyser.forms.extend(std::iter::once(verb).chain(forms).map(|form| (form, token.clone())));
        }
        let listed: Acronyms = toml::from_str(ACRONYMS).unwrap_or(Acronyms { acronym: Vec::new() });
        for Acronym { short, long } in listed.acronym {
            let plain = fold(&short);
            let token = format!("{plain}{ACRONYM}");
            analyser.acronyms.insert(plain, token.clone());
            for expansion in long {
                let words: Vec<String> = analyser.words(&expansion).into_iter().map(|word| word.token).collect();
                if let Some(first) = words.first() {
                    analyser.expansions.entry(first.clone()).or_default().push((words, token.clone()));
                }
            }
        }
        analyser
    }

    fn stemmed(&self, word: &str) -> String {
        let mut token = fold(&self.stemmer.stem(word));
        if token.len() > LONGEST {
            let end = (0..=LONGEST).rev().find(|at| token.is_char_boundary(*at)).unwrap_or(0);
            token.truncate(end);
        }
        token
    }

    /// The token of a lower-cased word; `None` for a stop word or a lone letter.
    fn token(&self, word: &str) -> Option<String> {
        let plain = fold(word);
        if plain.is_empty() || self.stop_words.contains(plain.as_str()) {
            return None;
        }
        let mut letters = plain.chars();
        if let (Some(only), None) = (letters.next(), letters.next())
            && only.is_ascii()
            && !only.is_ascii_digit()
        {
            return None;
        }
        // "idée" folds to what no acronym is: only a word typed with the acronym's own letters is one.
        if let Some(token) = self.acronyms.get(word).or_else(|| self.forms.get(plain.as_str())) {
            return Some(token.clone());
        }
        let token = self.stemmed(word);
        Some(if token.is_empty() { plain } else { token })
    }

    fn words(&self, text: &str) -> Vec<Word> {
        let word = |typed: String| self.token(&typed).map(|token| Word { typed, token });
        pieces(text).filter_map(|(_, piece)| word(lowered(piece))).collect()
    }

    fn tokens(&self, text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        let mut before: Option<(usize, String)> = None;
        for (start, piece) in pieces(text) {
            let word = lowered(piece);
            if let Some(token) = self.token(&word) {
                let plain = fold(&word);
                if plain != word
                    && let Some(unaccented) = self.token(&plain).filter(|unaccented| *unaccented != token)
                {
                    tokens.beside.push(unaccented);
                }
                tokens.words.push(token);
            }
            // "check-list" is found by "checklist", "e-santé" by "esanté".
            let joined = before.take().filter(|(end, _)| text.get(*end..start).is_some_and(is_hyphen));
            if let Some((_, first)) = joined
                && !word.starts_with(|letter: char| letter.is_ascii_digit())
            {
                tokens.beside.extend(self.token(&format!("{first}{word}")));
            }
            before = Some((start + piece.len(), word));
        }
        self.note_acronyms(&mut tokens);
        tokens
    }

    /// Adds the acronym of every expansion that was written.
    fn note_acronyms(&self, tokens: &mut Tokens) {
        for at in 0..tokens.words.len() {
            let Some(expansions) = self.expansions.get(&tokens.words[at]) else { continue };
            for (words, acronym) in expansions {
                if tokens.words[at..].starts_with(words) {
                    tokens.beside.push(acronym.clone());
                }
            }
        }
    }
}

fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        tokens(text).line()
    }

    #[test]
    fn accents_case_plurals_and_verb_forms_do_not_matter() {
        for (one, other) in [
            ("pharmacies hospitalières", "Pharmacie hospitalière"),
            ("les lecteurs LISENT", "lecteur lire"),
            ("facturations", "facturer"),
            ("nous éteignons", "éteindre"),
            ("cœur", "coeur"),
            ("l’hôpital d'Annecy", "hôpital Annecy"),
        ] {
            assert_eq!(tokens(one).words, tokens(other).words, "{one} / {other}");
        }
    }

    #[test]
    fn a_word_typed_without_its_accents_is_among_those_beside() {
        let written = tokens("une identité qualifiée");
        for typed in ["identite", "qualifiee"] {
            let asked = words(typed)[0].token.clone();
            assert!(written.words.contains(&asked) || written.beside.contains(&asked), "{typed}: {written:?}");
        }
    }

    #[test]
    fn acronyms_and_their_expansions_find_each_other() {
        let written = tokens("le département d'information médicale");
        assert!(written.beside.contains(&words("DIM")[0].token), "{written:?}");
    }

    #[test]
    fn compounds_are_found_in_one_word() {
        assert!(line("une check-list").contains("checklist"));
        assert!(tokens("télé-consultation").beside.iter().any(|token| *token == words("téléconsultation")[0].token));
    }

    #[test]
    fn stop_words_and_lone_letters_are_no_words() {
        assert!(words("comment faire pour que l'on y arrive").iter().all(|word| word.typed == "arrive"));
        assert_eq!(words("").len(), 0);
    }

    #[test]
    fn any_text_is_analysed() {
        for text in ["\"NEAR( * : ^", "مرحبا بالعالم", "🙂🙂", "a\u{301}", "\u{e000}", "x".repeat(10_000).as_str()]
        {
            let tokens = tokens(text);
            assert!(tokens.words.iter().all(|token| token.len() <= LONGEST && !token.contains(' ')), "{tokens:?}");
        }
    }
}
