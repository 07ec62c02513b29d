//! The board: a column a state, the newest cards of each, and a link to what one may do with each card.

use super::lists::{self, Listed, Wanted};
use super::machine::State;
use crate::db::Db;
use crate::policy::Viewer;
use crate::refusal::Refusal;

/// The columns, in the order a point dur goes through them; what ended aside is in the list alone.
pub const COLUMNS: &[State] = &[
    State::Reported,
    State::Reopened,
    State::Qualified,
    State::NeedsInformation,
    State::TakenUp,
    State::Referred,
    State::Proposed,
    State::Resolved,
    State::Formalised,
    State::InTrial,
    State::Diffused,
];
/// Cards of a column.
const CARDS: i64 = 10;

/// The columns of what is asked for. One short statement a column, each along the index of states: a single one would
/// read every point dur of a large community to find the newest of each.
///
/// # Errors
/// What the database says.
pub fn columns(db: &mut Db, viewer: &Viewer, wanted: &Wanted) -> Result<Vec<(State, Listed)>, Refusal> {
    let column = |state: &State| {
        let wanted = Wanted { states: vec![*state], before: None, limit: CARDS, ..wanted.clone() };
        Ok((*state, lists::page(db, viewer, &wanted)?))
    };
    COLUMNS.iter().map(column).collect()
}
