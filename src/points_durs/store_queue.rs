//! SQL of what points durs bring to the console. Every list passes `policy::visible_threads`.

use diesel::prelude::*;

use super::machine::{Severity, State};
use crate::db::ids::{MemberId, PointDurId, ThemeId};
use crate::db::schema::{members, points_durs, posts, threads};
use crate::db::written::{beside, one_of};
use crate::db::{Db, Moment, Slice};
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// A point dur where it stands.
#[derive(Clone, Debug, Queryable)]
pub struct Stands {
    /// Its id.
    pub id: PointDurId,
    /// Its theme.
    pub theme: ThemeId,
    /// Since when it is in its state.
    pub since: Moment,
    /// How much it hurts, once somebody said.
    pub severity: Option<Severity>,
}

/// What is told of a point dur in the queue.
#[derive(Clone, Debug, Queryable)]
pub struct Told {
    /// Its id.
    pub id: PointDurId,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// How much it hurts, once somebody said.
    pub severity: Option<Severity>,
    /// Who leads it.
    pub lead: Option<MemberId>,
    /// Under whose name it was reported.
    pub author: (MemberId, String, String),
    /// What its report says.
    pub source: String,
}

/// Points durs in a state, those that stand there the longest first, along the index of states.
pub(super) fn in_state(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>, state: State) -> Result<Vec<Stands>, Refusal> {
    let mut query = points_durs::table
        .inner_join(threads::table)
        .filter(points_durs::state.eq(state))
        .filter(one_of(beside(threads::theme_id), slice.themes.iter().copied()))
        .filter(read_by_circles().and(visible_threads(viewer)))
        .order((points_durs::since.asc(), points_durs::id.asc()))
        .limit(slice.most)
        .select((points_durs::id, threads::theme_id, points_durs::since, points_durs::severity))
        .into_boxed();
    if let Some(after) = slice.after {
        let later = points_durs::since
            .gt(after.since)
            .or(points_durs::since.eq(after.since).and(points_durs::id.gt(PointDurId(after.id))));
        // The first condition begins in the index, the second is exact.
        query = query.filter(points_durs::since.ge(after.since)).filter(later);
    }
    if let Some(only) = slice.only {
        query = query.filter(points_durs::id.eq(PointDurId(only.id)));
    }
    Ok(query.load(db)?)
}

/// What is told of some visible points durs.
pub(super) fn told(db: &mut Db, viewer: &Viewer, ids: &[PointDurId]) -> Result<Vec<Told>, Refusal> {
    Ok(points_durs::table
        .inner_join(threads::table)
        .inner_join(members::table.on(members::id.eq(threads::author_id)))
        .inner_join(posts::table.on(posts::thread_id.eq(threads::id).and(posts::number.eq(1))))
        .filter(one_of(points_durs::id, ids.iter().copied()))
        .filter(visible_threads(viewer))
        .select((
            points_durs::id,
            threads::title,
            points_durs::state,
            points_durs::severity,
            points_durs::lead_id,
            (members::id, members::given_name, members::family_name),
            posts::source,
        ))
        .load(db)?)
}
