//! What the clock does with meetings.

use super::machine::Step;
use super::{store, telling};
use crate::db::Database;
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
        // Somebody may move or cancel it meanwhile.
        held += database.write_here(|tx| {
            if !store::cross(tx, &meeting, Step::Hold)? {
                return Ok(0);
            }
            store::keep_step(tx, &meeting, Step::Hold, None, "")?;
            telling::held(tx, &meeting)?;
            Ok(1)
        })?;
    }
    Ok(held)
}
