//! Why we say no, and when to use which.
//!
//! - `NotFound`: the thing does not exist, or this person may not know that it does. Same answer, same bytes.
//! - `SignInFirst`: nobody is signed in; what was typed is kept through the sign-in page.
//! - `Forbidden`: the person sees the thing but may not do this to it.
//! - `Conflict`: the thing changed meanwhile; the key names the sentence that says how.
//! - `Overtaken`: others acted since the form was shown; the form again with what they did, to be sent all the same.
//! - `Invalid`: what was typed needs a correction, field by field; everything typed is shown again.
//! - `TooMany`: too often; seconds to wait.
//! - `Gone`: a link that was used or has expired.
//! - `Busy`: the database or the hashing queue is away for a moment; try again with the same text.
//! - `Broken`: our fault; logged with the request's id, shown without detail.

use crate::sentences::Sentence;

/// A refusal, turned into a page (or a sentence beside a field) at the very edge.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refusal {
    /// 404.
    #[error("not found")]
    NotFound,
    /// To the sign-in page.
    #[error("sign in first")]
    SignInFirst,
    /// 403, with the key of a sentence.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// 409, with the key of a sentence.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// 409, with what happened since the form was shown: the form again, to be sent as it is or not.
    #[error("overtaken: {0:?}")]
    Overtaken(Problems),
    /// 422, field by field.
    #[error("invalid: {0:?}")]
    Invalid(Problems),
    /// 429, with the seconds to wait.
    #[error("too many; wait {0} s")]
    TooMany(i64),
    /// 410, with the key of a sentence.
    #[error("gone: {0}")]
    Gone(&'static str),
    /// 503, with the seconds to wait.
    #[error("busy: {0}")]
    Busy(String),
    /// 500.
    #[error("broken: {0}")]
    Broken(String),
}

/// What is wrong with a form: one sentence a field, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems(pub Vec<Problem>);

/// One sentence about one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The field's name in the form.
    pub field: &'static str,
    /// What to say.
    pub sentence: Sentence,
}

impl Problems {
    /// Keeps a parsed value, or notes what is wrong with it and goes on with the other fields.
    pub fn check<T>(&mut self, field: &'static str, parsed: Result<T, Sentence>) -> Option<T> {
        parsed.map_err(|sentence| self.0.push(Problem { field, sentence })).ok()
    }

    /// Notes a problem.
    pub fn add(&mut self, field: &'static str, sentence: impl Into<Sentence>) {
        self.0.push(Problem { field, sentence: sentence.into() });
    }

    /// One problem alone, as a refusal.
    pub fn one(field: &'static str, sentence: impl Into<Sentence>) -> Refusal {
        Refusal::Invalid(Self(vec![Problem { field, sentence: sentence.into() }]))
    }

    /// Nothing wrong: go on.
    ///
    /// # Errors
    /// `Refusal::Invalid` with everything noted.
    pub fn settle(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self)) }
    }
}

impl From<diesel::result::Error> for Refusal {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::DatabaseErrorKind::{ClosedConnection, ReadOnlyTransaction, SerializationFailure};
        use diesel::result::Error::{BrokenTransactionManager, DatabaseError, NotFound};
        match error {
            NotFound => Self::NotFound,
            BrokenTransactionManager => Self::Busy("database: the connection broke".into()),
            DatabaseError(ClosedConnection | SerializationFailure | ReadOnlyTransaction, info) => {
                Self::Busy(format!("database: {}", info.message()))
            }
            DatabaseError(_, info) if says_away(info.message()) => Self::Busy(format!("database: {}", info.message())),
            other => Self::Broken(format!("database: {other}")),
        }
    }
}

/// The engines report a lost connection, a full disk or a lock as a kind of their own or as plain text.
fn says_away(message: &str) -> bool {
    [
        "server closed the connection",
        "terminating connection",
        "could not connect",
        "connection",
        "database is locked",
        "shutting down",
        "starting up",
        "disk is full",
        "database or disk is full",
        "no space left",
    ]
    .iter()
    .any(|sign| message.contains(sign))
}
