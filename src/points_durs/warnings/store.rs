//! SQL of the points durs whose clock runs. Nobody reads them here: notices ask who may.

use diesel::prelude::*;

use crate::db::Db;
use crate::db::ids::{MemberId, PointDurId, ThemeId};
use crate::db::schema::{points_durs, threads};
use crate::points_durs::machine::{Severity, State};
use crate::refusal::Refusal;

/// States in which the experts have the ball.
const RUNNING: [State; 4] = [State::Reported, State::Qualified, State::TakenUp, State::Reopened];

/// A point dur whose clock runs.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Open {
    pub id: PointDurId,
    pub theme: ThemeId,
    pub state: State,
    pub severity: Option<Severity>,
    pub lead: Option<MemberId>,
}

/// The next points durs whose clock runs, by id.
pub(super) fn open_after(db: &mut Db, after: PointDurId, most: i64) -> Result<Vec<Open>, Refusal> {
    Ok(points_durs::table
        .inner_join(threads::table)
        .filter(points_durs::state.eq_any(RUNNING))
        .filter(points_durs::id.gt(after))
        .filter(threads::removed_at.is_null())
        .order(points_durs::id.asc())
        .limit(most)
        .select((points_durs::id, threads::theme_id, points_durs::state, points_durs::severity, points_durs::lead_id))
        .load(db)?)
}
