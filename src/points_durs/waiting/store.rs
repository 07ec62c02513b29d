//! SQL of what waits. Every list passes `policy::visible_threads`.

use diesel::prelude::*;

use crate::db::ids::{MemberId, PointDurId, SubtopicId, ThemeId};
use crate::db::schema::{points_durs, subtopics, themes, threads};
use crate::db::written::one_of;
use crate::db::{Db, Moment};
use crate::points_durs::machine::{Severity, State};
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// A point dur in a list.
#[derive(Clone, Debug, Queryable)]
pub struct Row {
    /// Its id.
    pub id: PointDurId,
    /// Its title.
    pub title: String,
    /// Its theme.
    pub theme: ThemeId,
    /// The theme's name.
    pub theme_name: String,
    /// Its sub-topic, by name.
    pub subtopic: Option<(SubtopicId, String)>,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub since: Moment,
    /// How much it hurts.
    pub severity: Option<Severity>,
    /// The tools in use.
    pub tools: String,
    /// When something was last written.
    pub last_at: Moment,
}

/// States in which nobody leads and somebody should.
pub(super) const FREE: [State; 3] = [State::Reported, State::Qualified, State::Reopened];
/// States in which whoever leads has something to see to.
const LED: [State; 4] = [State::TakenUp, State::Proposed, State::NeedsInformation, State::Referred];

macro_rules! listed {
    ($viewer:expr) => {
        points_durs::table
            .inner_join(threads::table.inner_join(themes::table).left_join(subtopics::table))
            .filter(visible_threads($viewer))
            .filter(read_by_circles())
            .select((
                points_durs::id,
                threads::title,
                threads::theme_id,
                themes::name,
                (subtopics::id, subtopics::name).nullable(),
                points_durs::state,
                points_durs::since,
                points_durs::severity,
                points_durs::tools,
                threads::last_post_at,
            ))
    };
}

/// Points durs of some themes that nobody leads, those that waited longest of each state.
pub(super) fn led_by_nobody(db: &mut Db, viewer: &Viewer, of: &[ThemeId], most: i64) -> Result<Vec<Row>, Refusal> {
    let mut found = Vec::new();
    if of.is_empty() {
        return Ok(found);
    }
    // A statement a state, so that each walks its index from the oldest on and stops.
    for state in FREE {
        let rows: Vec<Row> = listed!(viewer)
            .filter(points_durs::state.eq(state))
            .filter(points_durs::lead_id.is_null())
            .filter(one_of(threads::theme_id, of.iter().copied()))
            .order((points_durs::since.asc(), points_durs::id.asc()))
            .limit(most)
            .load(db)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Points durs that a member leads and that are not settled, the oldest first.
pub(super) fn led_by(db: &mut Db, viewer: &Viewer, lead: MemberId, most: i64) -> Result<Vec<Row>, Refusal> {
    Ok(listed!(viewer)
        .filter(points_durs::lead_id.eq(lead))
        .filter(points_durs::state.eq_any(LED))
        .order((points_durs::since.asc(), points_durs::id.asc()))
        .limit(most)
        .load(db)?)
}

/// Some points durs.
pub(super) fn rows(db: &mut Db, viewer: &Viewer, ids: &[PointDurId]) -> Result<Vec<Row>, Refusal> {
    Ok(listed!(viewer)
        .filter(one_of(points_durs::id, ids.iter().map(|id| id.0)))
        .order((points_durs::since.asc(), points_durs::id.asc()))
        .load(db)?)
}
