//! SQL of what waits for the clock. Nobody reads it: what is told asks `policy::sees` when it is shown.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::machine::State;
use crate::circles::Circle;
use crate::db::ids::{MemberId, PointDurId, ThemeId};
use crate::db::schema::{animators, members, memberships, points_durs, threads};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::refusal::Refusal;

/// A point dur whose reporter has been silent for long.
#[derive(Queryable)]
pub(super) struct Waiting {
    pub(super) id: PointDurId,
    pub(super) version: i32,
    pub(super) state: State,
    pub(super) reminded: i32,
    pub(super) reporter: MemberId,
    pub(super) theme: ThemeId,
}

/// Points durs that wait for their reporter since a moment, and were not reminded since.
pub(super) fn waiting(db: &mut Db, since: Moment, most: i64) -> Result<Vec<Waiting>, Refusal> {
    Ok(points_durs::table
        .inner_join(threads::table)
        .filter(points_durs::state.eq(State::Proposed).or(points_durs::state.eq(State::NeedsInformation)))
        .filter(points_durs::since.le(since))
        .filter(points_durs::reminded_at.is_null().or(points_durs::reminded_at.le(since).assume_not_null()))
        .filter(threads::removed_at.is_null())
        .order((points_durs::since.asc(), points_durs::id.asc()))
        .limit(most)
        .select((
            points_durs::id,
            points_durs::version,
            points_durs::state,
            points_durs::reminded,
            points_durs::reporter_id,
            threads::theme_id,
        ))
        .load(db)?)
}

/// Notes a reminder, unless it moved or was reminded meanwhile.
pub(super) fn remind(tx: &mut Tx<'_>, one: &Waiting) -> Result<bool, Refusal> {
    let now = tx.now();
    let reminded = diesel::update(
        points_durs::table
            .filter(points_durs::id.eq(one.id))
            .filter(points_durs::version.eq(one.version))
            .filter(points_durs::reminded.eq(one.reminded)),
    )
    .set((points_durs::reminded.eq(points_durs::reminded + 1), points_durs::reminded_at.eq(now)))
    .execute(tx.db())?;
    Ok(reminded == 1)
}

/// Points durs led by somebody who is no expert or animator of their theme any more, or whose account was closed.
pub(super) fn led_by_nobody_able(db: &mut Db, now: Moment, most: i64) -> Result<Vec<(PointDurId, i32)>, Refusal> {
    let expert = memberships::table
        .filter(memberships::member_id.nullable().eq(points_durs::lead_id))
        .filter(memberships::theme_id.eq(threads::theme_id))
        .filter(memberships::state.eq("confirmed"))
        .filter(memberships::circle.eq(Circle::Expert))
        .filter(memberships::until.is_null().or(memberships::until.gt(now).assume_not_null()));
    let animating = animators::table
        .filter(animators::member_id.nullable().eq(points_durs::lead_id))
        .filter(animators::theme_id.eq(threads::theme_id));
    let in_use = members::table
        .filter(members::id.nullable().eq(points_durs::lead_id))
        .filter(members::state.eq(AccountState::Active));
    Ok(points_durs::table
        .inner_join(threads::table)
        .filter(points_durs::state.eq(State::TakenUp).or(points_durs::state.eq(State::Proposed)))
        .filter(points_durs::lead_id.is_not_null())
        .filter(threads::removed_at.is_null())
        .filter(not(exists(in_use)).or(not(exists(expert)).and(not(exists(animating)))))
        .order(points_durs::id.asc())
        .limit(most)
        .select((points_durs::id, points_durs::version))
        .load(db)?)
}
