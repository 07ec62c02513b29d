//! Passwords: what is accepted, how they are kept, and a queue so that hashing never takes the machine.
//!
//! Sources: NIST SP 800-63B-4 §3.1.1 (length, no composition, block list), OWASP ASVS 5.0 §6.2 and appendix C
//! (argon2id, 19 MiB, two passes), CNIL délibération 2022-100.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use super::guessing;
use crate::db::off_the_loop;
use crate::refusal::Refusal;
use crate::sentences::Sentence;

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
        if guessing::left(&text, about) < LEFT {
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

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Fixture {
        bad: Vec<Bad>,
        good: Vec<Good>,
    }

    #[derive(Deserialize)]
    struct Bad {
        kind: String,
        password: String,
        given_name: String,
        family_name: String,
        email: String,
        establishment: String,
    }

    #[derive(Deserialize)]
    struct Good {
        password: String,
    }

    #[test]
    fn guessable_passwords_are_refused_with_a_reason_and_good_ones_accepted() {
        let fixture: Fixture = toml::from_str(include_str!("../../tests/fixtures/passwords.toml")).unwrap();
        let about =
            |bad: &Bad| [&bad.given_name, &bad.family_name, &bad.email, &bad.establishment].map(|text| text.to_owned());
        let accepted: Vec<&str> = fixture
            .bad
            .iter()
            .filter(|bad| Password::chosen(&bad.password, &about(bad).each_ref().map(String::as_str)).is_ok())
            .map(|bad| bad.password.as_str())
            .collect();
        let refused: Vec<&str> = fixture
            .good
            .iter()
            .map(|good| good.password.as_str())
            .filter(|good| Password::chosen(good, &[]).is_err())
            .collect();
        assert_eq!((accepted, refused), (vec![], vec![]));
        let kinds: std::collections::BTreeSet<&str> = fixture.bad.iter().map(|bad| bad.kind.as_str()).collect();
        assert_eq!((fixture.bad.len(), kinds.len(), fixture.good.len()), (350, 7, 50));
    }

    #[test]
    fn length_is_counted_in_code_points_after_normalisation() {
        // Sixteen unrelated code points a turn, so that only the length can be wrong.
        let of = |length: usize| "vékœ🦊ßqjxþzłgđwñ".chars().cycle().take(length).collect::<String>();
        let key = |text: &str| Password::chosen(text, &[]).err().map(|sentence| sentence.key);
        assert_eq!(key(&of(14)), Some("password-too-short"));
        assert_eq!(key(&of(15)), None);
        assert_eq!(key(&of(64)), None);
        assert_eq!(key(&of(128)), None);
        assert_eq!(key(&of(129)), Some("password-too-long"));
        // A letter and its combining accent are one code point once normalised (NFKC).
        let combining = of(14).replace('é', "e\u{301}");
        assert_eq!(key(&combining), Some("password-too-short"));
        assert_eq!(Password::given(&of(129)).0, "");
    }

    #[actix_web::test]
    async fn two_long_passwords_that_start_alike_are_different() {
        let hasher = Hasher::new(1);
        let start: String = "vékœqjxþzłgđwñby".chars().cycle().take(127).collect();
        let kept = hasher.hash(Password::given(&format!("{start}a"))).await.unwrap();
        assert!(!is_outdated(&kept));
        assert!(hasher.verify(Password::given(&format!("{start}a")), Some(kept.clone())).await.unwrap());
        assert!(!hasher.verify(Password::given(&format!("{start}b")), Some(kept.clone())).await.unwrap());
        assert!(!hasher.verify(Password::given(&format!("{start}ab")), Some(kept)).await.unwrap());
        assert!(!hasher.verify(Password::given("whatever"), None).await.unwrap());
        assert_eq!(hasher.runs(), 5);
    }
}
