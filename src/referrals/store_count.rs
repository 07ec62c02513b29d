//! SQL of the yearly count of referrals.

use diesel::prelude::*;

use crate::db::ids::{ReferralId, first_at};
use crate::db::schema::{bodies, referrals, subtopics, themes, threads};
use crate::db::{Db, Moment};
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// Referrals of a year looked at at most: far more than a community sends.
const MOST: i64 = 20_000;

/// A referral, as it is counted.
#[derive(Clone, Debug, Queryable)]
pub struct Counted {
    /// Its theme.
    pub theme: String,
    /// Its sub-topic.
    pub subtopic: Option<String>,
    /// The body asked.
    pub body: String,
    /// When it was sent.
    pub sent_at: Moment,
    /// When an answer was expected.
    pub due_at: Moment,
    /// When the answer came.
    pub answered_at: Option<Moment>,
    /// When it was taken back.
    pub ended_at: Option<Moment>,
}

/// The referrals sent between two moments, of points durs the viewer sees. An id is drawn when it is sent.
pub(super) fn sent(db: &mut Db, viewer: &Viewer, from: Moment, to: Moment) -> Result<Vec<Counted>, Refusal> {
    Ok(referrals::table
        .inner_join(bodies::table)
        .inner_join(threads::table.on(threads::id.eq(referrals::point_dur_id)))
        .inner_join(themes::table.on(themes::id.eq(threads::theme_id)))
        .left_join(subtopics::table.on(subtopics::id.nullable().eq(threads::subtopic_id)))
        .filter(referrals::id.ge(ReferralId(first_at(from.millis()))))
        .filter(referrals::id.lt(ReferralId(first_at(to.millis()))))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .order(referrals::id.asc())
        .limit(MOST)
        .select((
            themes::name,
            subtopics::name.nullable(),
            bodies::name,
            referrals::sent_at,
            referrals::due_at,
            referrals::answered_at,
            referrals::ended_at,
        ))
        .load(db)?)
}
