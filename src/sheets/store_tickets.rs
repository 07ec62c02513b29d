//! SQL of what a sheet takes over from the point dur it comes from.

use diesel::prelude::*;

use crate::db::Db;
use crate::db::ids::{PointDurId, PostId, SubtopicId, ThreadId};
use crate::db::schema::{point_dur_steps, points_durs, threads};
use crate::refusal::Refusal;

/// What was tried, the sub-topic, and the post of the last solution proposed.
pub(super) type Ticket = (String, Option<SubtopicId>, Option<PostId>);

/// What a point dur holds beside its thread, which the reader was shown already.
pub(super) fn ticket(db: &mut Db, id: PointDurId) -> Result<Ticket, Refusal> {
    let (tried, subtopic): (String, Option<SubtopicId>) = points_durs::table
        .inner_join(threads::table.on(threads::id.eq(ThreadId(id.0))))
        .filter(points_durs::id.eq(id))
        .select((points_durs::tried, threads::subtopic_id))
        .first(db)?;
    let proposed: Option<Option<i64>> = point_dur_steps::table
        .filter(point_dur_steps::point_dur_id.eq(id).and(point_dur_steps::edge.eq("propose")))
        .order(point_dur_steps::version.desc())
        .select(point_dur_steps::object_id)
        .first(db)
        .optional()?;
    Ok((tried, subtopic, proposed.flatten().map(PostId)))
}
