//! Passwords: what is accepted, how they are kept, and a queue so that hashing never takes the machine.
//!
//! Sources: NIST SP 800-63B-4 §3.1.1 (length, no composition, block list), OWASP ASVS 5.0 §6.2 and appendix C
//! (argon2id, 19 MiB, two passes), CNIL délibération 2022-100.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::db::off_the_loop;
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::text::fold;

/// Shortest password, in code points, while it is the only factor.
pub const SHORTEST: usize = 15;
/// Longest password, in code points; longer is refused, never cut.
pub const LONGEST: usize = 128;
/// What must be left once everything guessable is cut out.
const LEFT: usize = 8;
/// More than this many waiting for a hash, and the next is told to come back.
const QUEUE: usize = 16;

/// A password that passed the rules, normalised (NFKC); never printed.
#[derive(Clone)]
pub struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Password(…)")
    }
}

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../config/passwords/common.txt").lines().filter(|line| !line.is_empty()).collect()
});

/// Words of the service: worth nothing in a password here.
const SERVICE_WORDS: &[&str] = &[
    "cercles",
    "cercle",
    "hopital",
    "hospital",
    "hospitalier",
    "hospitaliere",
    "clinique",
    "etablissement",
    "communaute",
    "sante",
    "chu",
    "ehpad",
    "experts",
    "expert",
    "pairs",
    "pair",
    "password",
    "motdepasse",
    "medecin",
    "infirmier",
    "infirmiere",
    "pharmacien",
];

const KEYBOARD_ROWS: &[&str] = &[
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "0987654321",
    "&é\"'(-è_çà",
    "aqwzsxedcrfvtgb",
    "qazwsxedcrfvtgb",
];

impl Password {
    /// Accepts a password chosen by a person known by these words (names, address, establishment).
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn chosen(text: &str, about: &[&str]) -> Result<Self, Sentence> {
        let text: String = text.nfkc().collect();
        let length = text.chars().count();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        if length < SHORTEST {
            return Err(Sentence::new("password-too-short")
                .number("least", number(SHORTEST))
                .number("length", number(length)));
        }
        if length > LONGEST {
            return Err(Sentence::new("password-too-long").number("most", number(LONGEST)));
        }
        if left_after_cuts(&text, about) < LEFT {
            return Err("password-guessable".into());
        }
        Ok(Self(text))
    }

    /// A password as given at sign-in: too long to be one is no password at all.
    pub fn given(text: &str) -> Self {
        let text: String = text.nfkc().collect();
        if text.chars().count() > LONGEST { Self(String::new()) } else { Self(text) }
    }
}

/// How many characters are left once context words, listed passwords, repeats, sequences, dates and keyboard rows are cut.
fn left_after_cuts(password: &str, about: &[&str]) -> usize {
    let mut text = plain(password);
    let mut words: Vec<String> = SERVICE_WORDS.iter().map(|word| (*word).to_owned()).collect();
    for known in about {
        let known = fold(known);
        words.push(known.replace(' ', ""));
        words.extend(known.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned));
    }
    words.retain(|word| word.chars().count() >= 3);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in &words {
        text = text.replace(&plain(word), "\u{1}");
    }
    if COMMON.contains(fold(password).as_str()) {
        return 0;
    }
    text = without_listed(&text);
    text = without_runs(&text);
    text.chars()
        .filter(|letter| {
            letter.is_alphanumeric()
                || (!letter.is_control() && !letter.is_whitespace() && !letter.is_ascii_punctuation())
        })
        .count()
}

/// Lower case, no accents, look-alike digits read as letters where letters surround them.
fn plain(text: &str) -> String {
    fold(text)
        .chars()
        .map(|letter| match letter {
            '@' => 'a',
            '$' => 's',
            '€' => 'e',
            letter => letter,
        })
        .collect()
}

/// Cuts listed passwords of four letters and more, the longest first at each place; digits that look like letters
/// are tried as letters too.
fn without_listed(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let as_letters: Vec<char> = letters
        .iter()
        .map(|letter| match letter {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            letter => *letter,
        })
        .collect();
    let mut kept = String::new();
    let mut at = 0;
    while at < letters.len() {
        let longest = (4..=(letters.len() - at).min(24)).rev().find(|length| {
            let listed =
                |letters: &[char]| COMMON.contains(letters[at..at + length].iter().collect::<String>().as_str());
            listed(&letters) || listed(&as_letters)
        });
        if let Some(length) = longest {
            kept.push('\u{1}');
            at += length;
        } else {
            kept.push(letters[at]);
            at += 1;
        }
    }
    kept
}

/// Cuts repeats (aaaa, abcabcabc), sequences (abcd, 4321), keyboard rows and dates.
fn without_runs(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut kept = String::new();
    let mut at = 0;
    while at < letters.len() {
        let run =
            [repeat_at(&letters, at), sequence_at(&letters, at), keyboard_at(&letters, at), date_at(&letters, at)]
                .into_iter()
                .max()
                .unwrap_or(0);
        if run >= 3 {
            kept.push('\u{1}');
            at += run;
        } else {
            kept.push(letters[at]);
            at += 1;
        }
    }
    kept
}

fn repeat_at(letters: &[char], at: usize) -> usize {
    (1..=8)
        .map(|period| {
            let mut end = at + period;
            while end < letters.len() && letters[end] == letters[end - period] {
                end += 1;
            }
            let length = end - at;
            if end <= letters.len() && length >= (period * 2).max(3) { length } else { 0 }
        })
        .max()
        .unwrap_or(0)
}

fn sequence_at(letters: &[char], at: usize) -> usize {
    [1_i64, -1]
        .iter()
        .map(|step| {
            let mut end = at + 1;
            while end < letters.len()
                && letters[end].is_ascii_alphanumeric()
                && i64::from(u32::from(letters[end])) - i64::from(u32::from(letters[end - 1])) == *step
            {
                end += 1;
            }
            end - at
        })
        .max()
        .unwrap_or(0)
}

fn keyboard_at(letters: &[char], at: usize) -> usize {
    let longest = |row: &str| {
        let row: Vec<char> = row.chars().collect();
        (3..=row.len().min(letters.len() - at))
            .rev()
            .find(|length| row.windows(*length).any(|part| part == &letters[at..at + length]))
            .unwrap_or(0)
    };
    KEYBOARD_ROWS.iter().map(|row| longest(row).max(longest(&row.chars().rev().collect::<String>()))).max().unwrap_or(0)
}

/// Four to eight digits, with or without separators, that read as a year or a day.
fn date_at(letters: &[char], at: usize) -> usize {
    let digits = |from: usize, count: usize| {
        letters
            .get(from..from + count)
            .filter(|part| part.iter().all(char::is_ascii_digit))
            .map(|part| part.iter().collect::<String>())
    };
    let year = |text: &str| text.parse::<u32>().is_ok_and(|year| (1900..=2099).contains(&year));
    if let Some(text) = digits(at, 8)
        && (year(&text[4..]) || year(&text[..4]))
    {
        return 8;
    }
    for separator in ['/', '-', '.', ' '] {
        if let (Some(day), Some(month)) = (digits(at, 2), digits(at + 3, 2))
            && letters.get(at + 2) == Some(&separator)
            && letters.get(at + 5) == Some(&separator)
            && day.parse::<u32>().is_ok_and(|day| day <= 31)
            && month.parse::<u32>().is_ok_and(|month| month <= 31)
        {
            return if digits(at + 6, 4).is_some() { 10 } else { 8 };
        }
    }
    digits(at, 4).filter(|text| year(text)).map_or(0, |_| 4)
}

/// Hashes and verifies, as many at once as there are cores, sixteen waiting.
#[derive(Clone)]
pub struct Hasher {
    inner: Arc<Inner>,
}

struct Inner {
    places: Semaphore,
    waiting: AtomicUsize,
    runs: AtomicU64,
    dummy: String,
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new(std::thread::available_parallelism().map_or(2, usize::from))
    }
}

impl Hasher {
    /// A hasher of so many at once.
    pub fn new(places: usize) -> Self {
        let dummy = hash_now("a password that nobody has").unwrap_or_default();
        let inner =
            Inner { places: Semaphore::new(places), waiting: AtomicUsize::new(0), runs: AtomicU64::new(0), dummy };
        Self { inner: Arc::new(inner) }
    }

    /// How many hashes were computed (figures, and the test that known and unknown cost the same).
    pub fn runs(&self) -> u64 {
        self.inner.runs.load(Ordering::Relaxed)
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.inner.waiting.load(Ordering::Relaxed)
    }

    /// The hash to keep of a password, as a PHC string.
    ///
    /// # Errors
    /// `Refusal::Busy` when too many wait.
    pub async fn hash(&self, password: Password) -> Result<String, Refusal> {
        self.in_turn(move || hash_now(&password.0).ok_or_else(|| Refusal::Broken("argon2 refused".into()))).await
    }

    /// Whether a password is the kept one. Without a kept one, as much work is done and the answer is no.
    ///
    /// # Errors
    /// `Refusal::Busy` when too many wait.
    pub async fn verify(&self, password: Password, kept: Option<String>) -> Result<bool, Refusal> {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.inner.dummy.clone());
        let matches = self
            .in_turn(move || {
                let kept = PasswordHash::new(&kept).map_err(|error| Refusal::Broken(error.to_string()))?;
                Ok(Argon2::default().verify_password(password.0.as_bytes(), &kept).is_ok())
            })
            .await?;
        Ok(matches && known)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        if self.inner.waiting.fetch_add(1, Ordering::SeqCst) >= QUEUE + self.inner.places.available_permits() {
            self.inner.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Refusal::Busy("too many passwords are being checked".into()));
        }
        let place = self.inner.places.acquire().await;
        self.inner.waiting.fetch_sub(1, Ordering::SeqCst);
        self.inner.runs.fetch_add(1, Ordering::Relaxed);
        let outcome = off_the_loop(work).await;
        drop(place);
        outcome
    }
}

fn hash_now(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash: PasswordHash| hash.to_string())
}

/// Whether a kept hash was made with weaker settings than today's, and should be made again at sign-in.
pub fn is_outdated(kept: &str) -> bool {
    !kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
}
