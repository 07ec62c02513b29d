//! SQL of rounds.

use diesel::prelude::*;

use super::rounds::{Asked, Outcome};
use super::{CaseKind, Gesture};
use crate::db::ids::{MemberId, RoundId};
use crate::db::schema::{console_round_cases as cases, console_rounds as rounds};
use crate::db::{Db, Key, Moment, Tx};
use crate::moderation::Reason;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// What somebody did of some cases.
#[derive(Clone, Debug, Queryable)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// Who.
    pub member: MemberId,
    /// Of which kind.
    pub kind: CaseKind,
    /// What.
    pub gesture: Gesture,
    /// Why; empty where the gesture takes no reason.
    pub reason: String,
    /// When.
    pub done_at: Moment,
    /// When it was undone.
    pub undone_at: Option<Moment>,
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    member: MemberId,
    asked: &Asked,
    outcomes: &[Outcome],
) -> Result<RoundId, Refusal> {
    let id = RoundId(tx.id());
    let row = (
        rounds::id.eq(id),
        rounds::member_id.eq(member),
        rounds::kind.eq(asked.kind),
        rounds::gesture.eq(asked.gesture),
        rounds::reason.eq(asked.reason.as_ref().map_or("", Reason::as_str)),
        rounds::done_at.eq(tx.now()),
    );
    diesel::insert_into(rounds::table).values(row).execute(tx.db())?;
    let row = |(position, outcome): (usize, &Outcome)| {
        (
            cases::round_id.eq(id),
            cases::position.eq(i32::try_from(position).unwrap_or(i32::MAX)),
            cases::subject.eq(outcome.key.id),
            cases::place.eq(outcome.key.place),
            cases::refused.eq(outcome.refused.clone()),
        )
    };
    let rows: Vec<_> = outcomes.iter().enumerate().map(row).collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(cases::table).values(&rows).execute(conn))?;
    Ok(id)
}

pub(super) fn find(db: &mut Db, id: RoundId) -> Result<Round, Refusal> {
    Ok(rounds::table
        .find(id)
        .select((
            rounds::id,
            rounds::member_id,
            rounds::kind,
            rounds::gesture,
            rounds::reason,
            rounds::done_at,
            rounds::undone_at,
        ))
        .first(db)?)
}

/// What became of each case of a round, in the order asked for; a round has a few hundred at most.
pub(super) fn outcomes(db: &mut Db, id: RoundId) -> Result<Vec<Outcome>, Refusal> {
    let rows: Vec<(i64, i64, Option<String>)> = cases::table
        .filter(cases::round_id.eq(id))
        .order(cases::position.asc())
        .select((cases::subject, cases::place, cases::refused))
        .load(db)?;
    Ok(rows.into_iter().map(|(id, place, refused)| Outcome { key: Key { id, place }, refused }).collect())
}

/// Notes that a round is undone; says whether it was not before.
pub(super) fn undo(tx: &mut Tx<'_>, id: RoundId) -> Result<bool, Refusal> {
    let now = tx.now();
    let undone = diesel::update(rounds::table.find(id).filter(rounds::undone_at.is_null()))
        .set(rounds::undone_at.eq(now))
        .execute(tx.db())?;
    Ok(undone == 1)
}

pub(super) fn forget(tx: &mut Tx<'_>, before: Moment) -> Result<usize, Refusal> {
    Ok(diesel::delete(rounds::table.filter(rounds::done_at.lt(before))).execute(tx.db())?)
}
