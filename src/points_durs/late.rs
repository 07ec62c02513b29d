//! Which points durs of a list are late: their deadlines are computed as the list is shown.

use super::deadlines::Standing;
use super::lists::{self, Group, PAGE, Row, Wanted};
use super::pace;
use crate::refusal::Refusal;
use crate::web::Visit;

/// Of so many of the oldest under way, those that are late are listed.
const LOOKED_THROUGH: i64 = 300;

/// Lateness is known: lists offer to filter by it.
pub(super) const IS_KNOWN: bool = true;

/// Rows, and whether each is late.
pub(super) fn told(visit: &mut Visit<'_>, rows: Vec<Row>) -> Result<Vec<(Row, bool)>, Refusal> {
    let open: Vec<_> = rows
        .iter()
        .filter(|row| Group::Open.states().contains(&row.state))
        .map(|row| (row.id(), row.severity))
        .collect();
    let paces = pace::of_all(visit.db, &visit.app.points_durs, &open, visit.now)?;
    let late = |row: &Row| paces.get(&row.id()).and_then(pace::Pace::worst) == Some(Standing::Late);
    Ok(rows.into_iter().map(|row| (late(&row), row)).map(|(late, row)| (row, late)).collect())
}

/// Those that are late of what is asked for, the oldest first: one page.
pub(super) fn page(visit: &mut Visit<'_>, wanted: &Wanted) -> Result<Vec<(Row, bool)>, Refusal> {
    let mut states = wanted.states.clone();
    if states.is_empty() {
        states = Group::Open.states().to_vec();
    }
    let wanted = Wanted { states, before: None, oldest_first: true, limit: LOOKED_THROUGH, ..wanted.clone() };
    let oldest = lists::page(visit.db, &visit.viewer, &wanted)?;
    let mut rows = told(visit, oldest.rows)?;
    rows.retain(|(_, late)| *late);
    rows.truncate(usize::try_from(PAGE).unwrap_or(0));
    Ok(rows)
}
