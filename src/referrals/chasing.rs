//! What is overdue is chased: two reminders by mail, a week apart, then those who animate the theme are told. A body
//! without an address gets no mail: they are told at once.

use super::{Referral, bodies, post, store, ticket};
use crate::db::{Database, Tx};
use crate::refusal::Refusal;

/// Referrals chased in one run at most.
const BATCH: i64 = 100;
/// Between two reminders, in seconds.
const PAUSE: i64 = 7 * 86_400;
/// Reminders by mail.
const REMINDERS: i32 = 2;
/// The count of a referral whose animators were told.
pub(super) const TOLD: i32 = REMINDERS + 1;

/// Chases what is overdue; returns how many referrals.
///
/// # Errors
/// What the database says.
pub fn run(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let overdue = database.read_here(|db| store::overdue(db, now, now.plus_seconds(-PAUSE), BATCH))?;
    let mut count = 0;
    for referral in overdue {
        count += i64::from(database.write_here(|tx| chase(tx, &referral))?);
    }
    Ok(count)
}

fn chase(tx: &mut Tx<'_>, referral: &Referral) -> Result<bool, Refusal> {
    let written_to = bodies::find(tx.db(), referral.body)?.is_written_to();
    let next = if written_to { referral.chased + 1 } else { TOLD };
    if !store::chase_if_open(tx, referral.id, referral.chased, next)? {
        return Ok(false);
    }
    if next < TOLD {
        post(tx, referral.id, next)?
    } else {
        // Nothing came in spite of reminders.
        ticket::tell(tx, referral, "referral_overdue", referral.id.0)?
    }
    Ok(true)
}
