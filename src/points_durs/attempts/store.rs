//! SQL of attempts. The point dur has been asked of its thread by `policy::sees`.

use diesel::prelude::*;

use super::{NewAttempt, Verdict};
use crate::db::ids::{AttemptId, EstablishmentId, MemberId, PointDurId};
use crate::db::schema::{establishments, members, point_dur_attempts};
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;

/// Attempts of a point dur that are read.
const MOST: i64 = 500;

/// A solution tried somewhere.
#[derive(Clone, Debug, Queryable)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// Who tells.
    pub member: MemberId,
    /// Their given and family name.
    pub name: (String, String),
    /// Where: the establishment's name.
    pub establishment: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// The context.
    pub context: String,
    /// When it was told.
    pub tried_at: Moment,
}

/// The attempts of a point dur that were not taken back, the latest first.
///
/// # Errors
/// What the database says.
pub fn of(db: &mut Db, point: PointDurId) -> Result<Vec<Attempt>, Refusal> {
    Ok(point_dur_attempts::table
        .inner_join(members::table.on(members::id.eq(point_dur_attempts::member_id)))
        .left_join(establishments::table.on(establishments::id.nullable().eq(point_dur_attempts::establishment_id)))
        .filter(point_dur_attempts::point_dur_id.eq(point))
        .filter(point_dur_attempts::withdrawn_at.is_null())
        .order(point_dur_attempts::id.desc())
        .limit(MOST)
        .select((
            point_dur_attempts::id,
            point_dur_attempts::member_id,
            (members::given_name, members::family_name),
            establishments::name.nullable(),
            point_dur_attempts::verdict,
            point_dur_attempts::context,
            point_dur_attempts::tried_at,
        ))
        .load(db)?)
}

/// Keeps an attempt, at the establishment its member works for now.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: AttemptId,
    point: PointDurId,
    member: MemberId,
    new: &NewAttempt,
) -> Result<(), Refusal> {
    let now = tx.now();
    let establishment: Option<EstablishmentId> =
        members::table.find(member).select(members::establishment_id).first(tx.db())?;
    let row = (
        point_dur_attempts::id.eq(id),
        point_dur_attempts::point_dur_id.eq(point),
        point_dur_attempts::member_id.eq(member),
        point_dur_attempts::establishment_id.eq(establishment),
        point_dur_attempts::verdict.eq(new.verdict),
        point_dur_attempts::context.eq(&new.context),
        point_dur_attempts::tried_at.eq(now),
    );
    diesel::insert_into(point_dur_attempts::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Takes an attempt back; says whether it stood and was the member's.
pub(super) fn withdraw(tx: &mut Tx<'_>, point: PointDurId, member: MemberId, id: AttemptId) -> Result<bool, Refusal> {
    let now = tx.now();
    let gone = diesel::update(point_dur_attempts::table.find(id))
        .filter(point_dur_attempts::point_dur_id.eq(point))
        .filter(point_dur_attempts::member_id.eq(member))
        .filter(point_dur_attempts::withdrawn_at.is_null())
        .set(point_dur_attempts::withdrawn_at.eq(now))
        .execute(tx.db())?;
    Ok(gone == 1)
}
