//! SQL of lists of points durs: every one filters by `policy::visible_threads` and `policy::read_by_circles`.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::listed::{Of, Wanted};
use super::machine::{Severity, State};
use crate::db::ids::{MemberId, PointDurId};
use crate::db::schema::{members, point_dur_followers, points_durs, subtopics, themes, threads};
use crate::db::{Db, Moment};
use crate::policy::{Audience, Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// A point dur in a list.
#[derive(Clone, Debug, Queryable)]
pub struct Row {
    /// Its id.
    pub id: PointDurId,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub since: Moment,
    /// When it was reported.
    pub reported_at: Moment,
    /// How much it hurts.
    pub severity: Option<Severity>,
    /// Its title.
    pub title: String,
    /// Who reads it.
    pub audience: Audience,
    /// Its theme's end of address and name.
    pub theme: (String, String),
    /// Its sub-topic's name.
    pub subtopic: Option<String>,
    /// Who leads it: given and family name.
    pub lead: Option<(String, String)>,
}

/// A page of them, the newest first.
pub(super) fn page(db: &mut Db, viewer: &Viewer, wanted: &Wanted, most: i64) -> Result<Vec<Row>, Refusal> {
    let me = viewer.member.unwrap_or(MemberId(-1));
    let before = wanted.before.unwrap_or(PointDurId(i64::MAX));
    let mut query = points_durs::table
        .inner_join(threads::table)
        .left_join(themes::table.on(themes::id.eq(threads::theme_id)))
        .left_join(subtopics::table.on(subtopics::id.nullable().eq(threads::subtopic_id)))
        .left_join(members::table.on(members::id.nullable().eq(points_durs::lead_id)))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .filter(points_durs::id.lt(before))
        .order(points_durs::id.desc())
        .limit(most)
        .select((
            points_durs::id,
            points_durs::state,
            points_durs::since,
            points_durs::reported_at,
            points_durs::severity,
            threads::title,
            threads::audience,
            (themes::slug.nullable().assume_not_null(), themes::name.nullable().assume_not_null()),
            subtopics::name.nullable(),
            (members::given_name, members::family_name).nullable(),
        ))
        .into_boxed();
    if let Some(state) = wanted.state {
        query = query.filter(points_durs::state.eq(state));
    }
    let joined = point_dur_followers::table
        .filter(point_dur_followers::point_dur_id.eq(points_durs::id))
        .filter(point_dur_followers::member_id.eq(me));
    query = match wanted.of {
        Of::Everybody => query,
        Of::Mine => query.filter(points_durs::reporter_id.eq(me)),
        Of::Joined => query.filter(exists(joined)),
    };
    Ok(query.load(db)?)
}
