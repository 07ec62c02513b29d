//! SQL of memberships and moves.

use diesel::prelude::*;

use super::{Circle, Move};
use crate::db::ids::{MemberId, MoveId, ThemeId};
use crate::db::schema::{circle_moves, memberships};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// The confirmed circle of a member in a theme.
pub(super) fn circle_of(db: &mut Db, member: MemberId, theme: ThemeId) -> QueryResult<Option<Circle>> {
    memberships::table
        .find((member, theme))
        .filter(memberships::state.eq("confirmed"))
        .select(memberships::circle)
        .first(db)
        .optional()
}

pub(super) fn upsert(
    tx: &mut Tx<'_>,
    member: MemberId,
    theme: ThemeId,
    circle: Circle,
    by: Option<MemberId>,
) -> Result<(), Refusal> {
    let row = (
        memberships::member_id.eq(member),
        memberships::theme_id.eq(theme),
        memberships::circle.eq(circle),
        memberships::state.eq("confirmed"),
        memberships::since.eq(tx.now()),
        memberships::invited_by.eq(by),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(memberships::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    if inserted == 0 {
        let now = tx.now();
        diesel::update(memberships::table.find((member, theme)))
            .set((
                memberships::circle.eq(circle),
                memberships::state.eq("confirmed"),
                memberships::since.eq(now),
                memberships::until.eq(None::<Moment>),
            ))
            .execute(tx.db())?;
    }
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, member: MemberId, theme: ThemeId) -> Result<(), Refusal> {
    diesel::delete(memberships::table.find((member, theme))).execute(tx.db())?;
    Ok(())
}

pub(super) fn record_move(tx: &mut Tx<'_>, decided: &Move<'_>, from: Option<Circle>) -> Result<MoveId, Refusal> {
    let id = MoveId(tx.id());
    let row = (
        circle_moves::id.eq(id),
        circle_moves::member_id.eq(decided.member),
        circle_moves::theme_id.eq(decided.theme),
        circle_moves::from_circle.eq(from.map(Circle::word)),
        circle_moves::to_circle.eq(decided.to.map(Circle::word)),
        circle_moves::reason.eq(decided.reason),
        circle_moves::decided_by.eq(decided.decided_by),
        circle_moves::decided_at.eq(tx.now()),
    );
    diesel::insert_into(circle_moves::table).values(row).execute(tx.db())?;
    Ok(id)
}
