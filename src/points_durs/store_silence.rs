//! SQL of what was heard last of a point dur, and of when its reporter asked.

use diesel::dsl::{exists, max, not};
use diesel::prelude::*;

use super::PointDur;
use crate::db::ids::PointDurId;
use crate::db::schema::{anonymous_posts, point_dur_asks, point_dur_steps, posts};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// When somebody else than its reporter last did or wrote something; the report itself when nobody did.
pub(super) fn last_news(db: &mut Db, point: &PointDur) -> Result<Moment, Refusal> {
    let step: Option<Moment> = point_dur_steps::table
        .filter(point_dur_steps::point_dur_id.eq(point.id))
        .filter(point_dur_steps::actor_id.is_null().or(point_dur_steps::actor_id.ne(point.reporter).assume_not_null()))
        .select(max(point_dur_steps::happened_at))
        .first(db)?;
    let by_reporter = anonymous_posts::table
        .filter(anonymous_posts::post_id.eq(posts::id))
        .filter(anonymous_posts::member_id.eq(point.reporter));
    let post: Option<Moment> = posts::table
        .filter(posts::thread_id.eq(point.thread()))
        .filter(posts::removed_at.is_null())
        .filter(posts::author_id.ne(point.reporter))
        .filter(not(exists(by_reporter)))
        .select(max(posts::created_at))
        .first(db)?;
    Ok([step, post].into_iter().flatten().max().unwrap_or(point.reported_at))
}

/// When its reporter last asked where it stands.
pub(super) fn asked_at(db: &mut Db, point: PointDurId) -> Result<Option<Moment>, Refusal> {
    Ok(point_dur_asks::table.find(point).select(point_dur_asks::asked_at).first(db).optional()?)
}

/// Notes that its reporter asks, unless they did since a moment: the row count is the answer.
pub(super) fn ask(tx: &mut Tx<'_>, point: PointDurId, before: Moment) -> Result<bool, Refusal> {
    let row = (point_dur_asks::point_dur_id.eq(point), point_dur_asks::asked_at.eq(tx.now()));
    let noted = on_each_backend!(tx.db(), conn => diesel::insert_into(point_dur_asks::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    if noted == 1 {
        return Ok(true);
    }
    let now = tx.now();
    let again = diesel::update(point_dur_asks::table.find(point))
        .filter(point_dur_asks::asked_at.le(before))
        .set(point_dur_asks::asked_at.eq(now))
        .execute(tx.db())?;
    Ok(again == 1)
}
