//! What referrals bring to the console: those whose answer is overdue.

use super::{renew_link, store, store_queue};
use crate::db::ids::ReferralId;
use crate::db::{Db, Moment, Slice, Tx, Waits};
use crate::policy::Viewer;
use crate::refusal::Refusal;
pub use store_queue::Queued;

/// A slice of the overdue referrals of some themes, the first due first.
///
/// # Errors
/// What the database says.
pub fn queued(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>, now: Moment) -> Result<Vec<Queued>, Refusal> {
    store_queue::queued(db, viewer, slice, now)
}

/// The same, where they stand alone.
///
/// # Errors
/// What the database says.
pub fn waits(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>, now: Moment) -> Result<Vec<Waits>, Refusal> {
    store_queue::waits(db, viewer, slice, now)
}

/// Sends the note of a referral again, with a new link.
///
/// # Errors
/// Those of [`renew_link`].
pub fn send_again(tx: &mut Tx<'_>, viewer: &Viewer, referral: ReferralId) -> Result<(), Refusal> {
    let point_dur = store::find(tx.db(), referral)?.point_dur;
    renew_link(tx, viewer, (point_dur, referral))
}
