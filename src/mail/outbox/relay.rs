//! The relay's circuit breaker: after ten failures in a row one mail a minute tries, until one passes. It stands in the
//! database: all workers know, and a restart does not forget.

use diesel::prelude::*;

use crate::db::schema::mail_relay;
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;

/// Failures in a row before mail waits.
const PATIENCE: i32 = 10;
/// Between two tries of a relay that is away, in seconds.
const PROBE: i64 = 60;

/// How many mails may try the relay now: all, one to probe it, or none.
pub(super) fn allowance(db: &mut Db, now: Moment) -> Result<i64, Refusal> {
    if !is_away(db)? {
        return Ok(i64::MAX);
    }
    let due = mail_relay::table.filter(mail_relay::probe_at.le(now)).count().get_result(db)?;
    Ok(due)
}

/// Takes the minute's one try of a relay that is away; says whether nobody else did.
pub(super) fn take_turn(tx: &mut Tx<'_>) -> Result<bool, Refusal> {
    let now = tx.now();
    if !is_away(tx.db())? {
        return Ok(true);
    }
    let probing = diesel::update(mail_relay::table.filter(mail_relay::probe_at.le(now)))
        .set(mail_relay::probe_at.eq(now.plus_seconds(PROBE)))
        .execute(tx.db())?;
    Ok(probing == 1)
}

/// Whether mail waits for the relay to come back.
pub(super) fn is_away(db: &mut Db) -> Result<bool, Refusal> {
    let failures: Option<i32> = mail_relay::table.select(mail_relay::failures).first(db).optional()?;
    Ok(failures.is_some_and(|failures| failures >= PATIENCE))
}

/// It could not be reached once more; says whether mail waits from now on.
pub(super) fn failed(tx: &mut Tx<'_>) -> Result<bool, Refusal> {
    let next = tx.now().plus_seconds(PROBE);
    diesel::update(mail_relay::table)
        .set((mail_relay::failures.eq(mail_relay::failures + 1), mail_relay::probe_at.eq(next)))
        .execute(tx.db())?;
    is_away(tx.db())
}

/// It answered.
pub(super) fn answered(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    diesel::update(mail_relay::table.filter(mail_relay::failures.gt(0)))
        .set(mail_relay::failures.eq(0))
        .execute(tx.db())?;
    Ok(())
}
