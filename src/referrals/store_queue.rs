//! SQL of what referrals bring to the console. Every list passes `policy::visible_threads`.

use diesel::prelude::*;

use crate::db::ids::{PointDurId, ReferralId, ThemeId};
use crate::db::schema::{bodies, points_durs, referrals, threads};
use crate::db::written::{beside, one_of};
use crate::db::{Db, Key, Moment, Rank, Slice, Waits};
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// An overdue referral in the queue.
#[derive(Clone, Debug, Queryable)]
pub struct Queued {
    /// Its id.
    pub id: ReferralId,
    /// When an answer was expected.
    pub due_at: Moment,
    /// The theme of what it is about.
    pub theme: ThemeId,
    /// What is referred.
    pub point_dur: PointDurId,
    /// Its title.
    pub title: String,
    /// The body's name.
    pub body: String,
    /// The body's address; empty when it is not written to.
    pub email: String,
    /// When it was sent.
    pub sent_at: Moment,
    /// When the body said that it had it.
    pub acknowledged_at: Option<Moment>,
    /// Reminders sent.
    pub chased: i32,
    /// What is asked.
    pub question: String,
}

/// Open referrals that are overdue, along their index.
macro_rules! overdue {
    ($db:expr, $viewer:expr, $slice:expr, $now:expr, $columns:expr) => {{
        let (viewer, slice, now): (&Viewer, &Slice<'_>, Moment) = ($viewer, $slice, $now);
        let mut query = referrals::table
            .inner_join(points_durs::table.inner_join(threads::table))
            .inner_join(bodies::table)
            .filter(referrals::answered_at.is_null())
            .filter(referrals::ended_at.is_null())
            .filter(referrals::due_at.le(now))
            .filter(one_of(beside(threads::theme_id), slice.themes.iter().copied()))
            .filter(read_by_circles().and(visible_threads(viewer)))
            .order((referrals::due_at.asc(), referrals::id.asc()))
            .limit(slice.most)
            .select($columns)
            .into_boxed();
        if let Some(after) = slice.after {
            let later = referrals::due_at
                .gt(after.since)
                .or(referrals::due_at.eq(after.since).and(referrals::id.gt(ReferralId(after.id))));
            query = query.filter(referrals::due_at.ge(after.since)).filter(later);
        }
        if let Some(only) = slice.only {
            query = query.filter(referrals::id.eq(ReferralId(only.id)));
        }
        query.load($db)?
    }};
}

/// A slice of the overdue referrals, the first due first.
pub(super) fn queued(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>, now: Moment) -> Result<Vec<Queued>, Refusal> {
    let columns = (
        referrals::id,
        referrals::due_at,
        threads::theme_id,
        points_durs::id,
        threads::title,
        bodies::name,
        bodies::email,
        referrals::sent_at,
        referrals::acknowledged_at,
        referrals::chased,
        referrals::question,
    );
    Ok(overdue!(db, viewer, slice, now, columns))
}

/// The same, where they stand alone.
pub(super) fn waits(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>, now: Moment) -> Result<Vec<Waits>, Refusal> {
    let columns = (referrals::id, referrals::due_at, threads::theme_id);
    let rows: Vec<(ReferralId, Moment, ThemeId)> = overdue!(db, viewer, slice, now, columns);
    let waits = |(id, due, theme): (ReferralId, Moment, ThemeId)| Waits {
        key: Key::of(id.0),
        rank: Rank::of(due, id.0),
        theme: Some(theme),
    };
    Ok(rows.into_iter().map(waits).collect())
}
