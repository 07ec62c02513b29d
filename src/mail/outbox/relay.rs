//! The relay's circuit breaker: after ten failures in a row one mail a minute tries, until one passes. It stands in the
//! database: all workers know, and a restart does not forget.

use diesel::prelude::*;

use crate::db::schema::mail_relay;
use crate::db::{Db, Tx};
use crate::refusal::Refusal;

/// Failures in a row before mail waits.
const PATIENCE: i32 = 10;
/// Between two tries of a relay that is away, in seconds.
const PROBE: i64 = 60;

/// How many mails may try the relay now.
pub(super) fn allowance(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    if !is_away(tx.db())? {
        return Ok(i64::MAX);
    }
    let probing = diesel::update(mail_relay::table.filter(mail_relay::probe_at.le(now)))
        .set(mail_relay::probe_at.eq(now.plus_seconds(PROBE)))
        .execute(tx.db())?;
    Ok(i64::try_from(probing).unwrap_or(0))
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
