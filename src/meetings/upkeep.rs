//! What the clock does with meetings.

use super::machine::Step;
use super::{Meeting, store, telling};
use crate::db::{Database, Tx};
use crate::refusal::Refusal;

/// Those that ended are held: what happens after begins.
///
/// # Errors
/// What the database says.
pub fn hold(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let ended = database.read_here(|db| store::ended(db, now))?;
    let mut held = 0;
    for meeting in ended {
        held += i64::from(database.write_here(|tx| hold_one(tx, &meeting))?);
    }
    Ok(held)
}

/// One that ended is held; says whether nobody moved or cancelled it meanwhile.
///
/// # Errors
/// What the database says.
pub fn hold_one(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<bool, Refusal> {
    if !store::cross(tx, meeting, Step::Hold)? {
        return Ok(false);
    }
    store::keep_step(tx, meeting, Step::Hold, None, "")?;
    telling::held(tx, meeting)?;
    Ok(true)
}
