//! What a body says comes back into the ticket: a post that says whose words it holds, and the step of the point dur.

use super::{LONGEST_ANSWER, Referral, Through, store, store_bodies, ticket};
use crate::db::ids::ReferralId;
use crate::db::{Db, Tx};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sentences::{Language, Sentence, Sentences};
use crate::text::caution;
use crate::threads::Body as Text;
use crate::web;

/// What came of a body: that it has the note, or its answer, with the post it becomes; made outside any transaction.
#[derive(Clone, Debug)]
pub enum Came {
    /// It has the note.
    Acknowledged(Text),
    /// It answers.
    Answered {
        /// In its own words.
        words: String,
        /// As a post of the ticket.
        post: Text,
        /// How it came.
        through: Through,
    },
}

impl Came {
    /// That a body has the note.
    ///
    /// # Errors
    /// What is wrong with a sentence of ours.
    pub fn acknowledged(referral: &Referral, french: &Sentences) -> Result<Self, Refusal> {
        let said = Sentence::new("referral-post-acknowledged")
            .text("body", &*referral.body_name)
            .text("reference", referral.id.to_string());
        Ok(Self::Acknowledged(post_of(&french.tell(&said))?))
    }

    /// What a body answers, read: text alone, of a length one can read.
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn read(words: &str, mark: &str) -> Result<String, Sentence> {
        let words = web::field(words, LONGEST_ANSWER)?;
        caution::answered(&[&words], mark)?;
        Ok(words)
    }

    /// What a body answers, as a post of the ticket: its words are quoted, so that nobody takes them for ours.
    ///
    /// # Errors
    /// What is wrong with a sentence of ours.
    pub fn answered(referral: &Referral, words: String, through: Through, french: &Sentences) -> Result<Self, Refusal> {
        let said = Sentence::new("referral-post-answered")
            .text("body", &*referral.body_name)
            .text("reference", referral.id.to_string());
        let quoted: String = words.lines().map(|line| format!("> {line}\n")).collect();
        let post = post_of(&format!("{}\n\n{quoted}", french.tell(&said)))?;
        Ok(Self::Answered { words, post, through })
    }
}

fn post_of(text: &str) -> Result<Text, Refusal> {
    Text::parse(text).map_err(|sentence| Refusal::Broken(format!("what a body says is no post: {}", sentence.key)))
}

/// Takes in what came: once, however it comes. `by` is who enters it, nobody when the body says it itself.
///
/// # Errors
/// `Refusal::Conflict` when it was said, or the referral is over.
pub(super) fn take_in(tx: &mut Tx<'_>, referral: &Referral, came: &Came, by: Option<&Viewer>) -> Result<(), Refusal> {
    if by.is_none() {
        store_bodies::reached(tx, referral.body)?;
    }
    match came {
        Came::Acknowledged(post) => {
            if !store::acknowledge_if_open(tx, referral.id)? {
                return Err(Refusal::Conflict("referral-acknowledged-already"));
            }
            ticket::acknowledged(tx, referral, post, by)
        }
        Came::Answered { words, post, through } => {
            if !store::answer_if_open(tx, referral.id, words, *through, by.and_then(|viewer| viewer.member))? {
                return Err(Refusal::Conflict("referral-over"));
            }
            ticket::answered(tx, referral, post, by)
        }
    }
}

/// Why a mail that answers a referral is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// The address was taken back, or the referral is over.
    Gone,
    /// It holds nothing new.
    Empty,
    /// It is too long.
    TooLong,
    /// It holds what may identify a patient.
    Identifiers,
}

/// A mail answers a referral: read first, outside any transaction.
///
/// # Errors
/// What the database says.
pub fn by_mail(
    db: &mut Db,
    (id, generation): (ReferralId, i32),
    text: &str,
    french: &Sentences,
) -> Result<Result<(Referral, Came), Placed>, Refusal> {
    let found = match store::find(db, id) {
        Ok(found) => found,
        Err(Refusal::NotFound) => return Ok(Err(Placed::Gone)),
        Err(refusal) => return Err(refusal),
    };
    if found.generation != generation || !found.is_open() {
        return Ok(Err(Placed::Gone));
    }
    // What mail readers leave between letters says nothing.
    let text: String = text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    let words = match Came::read(&text, "") {
        Ok(words) => words,
        Err(sentence) => return Ok(Err(why(sentence.key))),
    };
    Came::answered(&found, words, Through::Mail, french).map(|came| Ok((found, came)))
}

fn why(key: &str) -> Placed {
    match key {
        "form-required" | "form-bad-characters" => Placed::Empty,
        "form-too-long" => Placed::TooLong,
        _ => Placed::Identifiers,
    }
}

/// The language of what stands in tickets.
pub const LANGUAGE: Language = Language::French;
