//! SQL of the instants that wall clocks mean.

use diesel::prelude::*;

use super::machine::State;
use super::store::Meeting;
use crate::db::ids::MeetingId;
use crate::db::schema::meetings;
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;

/// Meetings to come that have a date, from an id on.
pub(super) fn to_come(db: &mut Db, now: Moment, after: MeetingId, most: i64) -> Result<Vec<Meeting>, Refusal> {
    Ok(meetings::table
        .filter(meetings::state.eq_any([State::Draft, State::Polled, State::Announced]))
        .filter(meetings::starts_at.gt(now))
        .filter(meetings::id.gt(after))
        .order(meetings::id)
        .limit(most)
        .select(Meeting::as_select())
        .load(db)?)
}

/// Sets the instants of a meeting that still has that version; says whether it had.
pub(super) fn set(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    version: i32,
    (starts_at, ends_at): (Moment, Moment),
) -> Result<bool, Refusal> {
    let changed = diesel::update(meetings::table.find(meeting.id))
        .filter(meetings::version.eq(version))
        .set((meetings::starts_at.eq(starts_at), meetings::ends_at.eq(ends_at)))
        .execute(tx.db())?;
    Ok(changed == 1)
}
