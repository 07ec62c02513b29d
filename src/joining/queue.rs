//! What requests to join bring to the console.

use super::store::queue as store;
use super::store::requests::Request;
use crate::db::ids::JoinRequestId;
use crate::db::{Db, Slice, Waits};
use crate::refusal::Refusal;
pub use store::Settled;

/// A slice of the requests that wait in some themes, the oldest first: themes whose requests the caller decides.
///
/// # Errors
/// What the database says.
pub fn queued(db: &mut Db, slice: &Slice<'_>) -> Result<Vec<Request>, Refusal> {
    store::queued(db, slice)
}

/// The same, where they stand alone.
///
/// # Errors
/// What the database says.
pub fn waits(db: &mut Db, slice: &Slice<'_>) -> Result<Vec<Waits>, Refusal> {
    store::waits(db, slice)
}

/// How a request was decided, if it was: for those who decide, whose rights the caller asked.
///
/// # Errors
/// What the database says.
pub fn settled(db: &mut Db, id: JoinRequestId) -> Result<Option<Settled>, Refusal> {
    store::settled(db, id)
}
