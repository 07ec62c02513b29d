//! Which points durs of a list are late. Deadlines are computed elsewhere; until they are joined here, none is.

use super::lists::{Row, Wanted};
use crate::refusal::Refusal;
use crate::web::Visit;

/// Whether lateness is known: without it, nothing offers to filter by it.
pub(super) const IS_KNOWN: bool = false;

/// Rows, and whether each is late.
pub(super) fn told(_: &mut Visit<'_>, rows: Vec<Row>) -> Result<Vec<(Row, bool)>, Refusal> {
    Ok(rows.into_iter().map(|row| (row, false)).collect())
}

/// Those that are late of what is asked for, the oldest first: one page.
pub(super) fn page(_: &mut Visit<'_>, _: &Wanted) -> Result<Vec<(Row, bool)>, Refusal> {
    Ok(Vec::new())
}
