//! Whether mail reaches a member: what came back (RFC 3464, RFC 5965) is counted, and stops what they did not ask for
//! until they confirm their address.

use super::kind::Strength;
use super::store_standing as store;
use crate::db::ids::{MailId, MemberId};
use crate::db::{Db, Moment, Slice, Tx};
use crate::journal::{self, Fact};
use crate::members::{self, email_changes};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};

pub use store::Stopped;

/// So many mails that came back for now…
const SOFT: i32 = 5;
/// …over at least so many seconds stop the mail: a server down for a week-end does not.
const OVER: i64 = 7 * 86_400;
/// A silence this long, in seconds, starts the count again.
const FORGOTTEN: i64 = 30 * 86_400;

crate::vocabulary! {
    /// Why the mail of a member is stopped.
    Cause {
        /// The address does not exist any more.
        Hard = "hard",
        /// It could not be reached for days.
        Soft = "soft",
        /// They reported our mail as unwanted.
        Complaint = "complaint",
    }
}

/// A mail came back.
///
/// # Errors
/// What the database says.
pub(super) fn came_back(
    tx: &mut Tx<'_>,
    (mail, posted): (MailId, Moment),
    member: MemberId,
    strength: Strength,
    status: Option<&str>,
) -> Result<(), Refusal> {
    let cause = if strength == Strength::Hard { Cause::Hard } else { Cause::Soft };
    if !news(tx, (mail, posted), member, cause, status)? {
        return Ok(());
    }
    let stopped = match cause {
        Cause::Hard | Cause::Complaint => store::stop(tx, member, cause)?,
        Cause::Soft => {
            let now = tx.now();
            store::count_soft(tx, member, now.plus_seconds(-FORGOTTEN))?;
            store::stop_if_soft(tx, member, SOFT, now.plus_seconds(-OVER))?
        }
    };
    if stopped { record(tx, None, member, "mail.stopped", cause.word()) } else { Ok(()) }
}

/// A member reported a mail as unwanted: that is a wish to have no more.
///
/// # Errors
/// What the database says.
pub(super) fn complained(tx: &mut Tx<'_>, mail: (MailId, Moment), member: MemberId) -> Result<(), Refusal> {
    if news(tx, mail, member, Cause::Complaint, None)? && store::stop(tx, member, Cause::Complaint)? {
        return record(tx, None, member, "mail.stopped", Cause::Complaint.word());
    }
    Ok(())
}

/// Whether it is told for the first time, of a mail that left for the address of today.
fn news(
    tx: &mut Tx<'_>,
    (mail, posted): (MailId, Moment),
    member: MemberId,
    cause: Cause,
    status: Option<&str>,
) -> Result<bool, Refusal> {
    let status: Option<String> = status.map(|status| status.chars().take(20).collect());
    Ok(store::note(tx, mail, member, cause, status.as_deref())? && !store::confirmed_since(tx.db(), member, posted)?)
}

/// Since when and why the mail of a member is stopped, if it is.
///
/// # Errors
/// What the database says.
pub fn stopped(db: &mut Db, member: MemberId) -> Result<Option<(Moment, Cause)>, Refusal> {
    store::stopped(db, member)
}

/// Whether a mail of the outbox must not leave: news for a member whose mail is stopped. What they ask for themselves
/// (resets, a new address) always leaves.
///
/// # Errors
/// What the database says.
pub fn holds_back(db: &mut Db, mail: MailId) -> Result<bool, Refusal> {
    store::holds_back(db, mail)
}

/// Members whose mail is stopped, and how many there are in all.
///
/// # Errors
/// What the database says.
pub fn all_stopped(db: &mut Db, most: i64) -> Result<(Vec<Stopped>, i64), Refusal> {
    store::all_stopped(db, most)
}

/// A slice of the members whose mail is stopped, the first stopped first: for administrators.
///
/// # Errors
/// What the database says.
pub fn stopped_first(db: &mut Db, slice: &Slice<'_>) -> Result<Vec<Stopped>, Refusal> {
    store::stopped_first(db, slice)
}

/// A member wants mail again: a link leaves for their address, and only its use proves that it is read.
///
/// # Errors
/// `Refusal::Conflict` when their mail is not stopped.
pub fn ask_to_resume(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<(), Refusal> {
    let member = viewer.id()?;
    if stopped(tx.db(), member)?.is_none() {
        return Err(Refusal::Conflict("intake-not-stopped"));
    }
    let about = members::account::about(tx.db(), member)?;
    let email = members::Email::parse(&about.email).map_err(|sentence| Problems::one("email", sentence))?;
    email_changes::ask(tx, member, &email)
}

/// A member proved an address, this one or a new one: mail goes on.
///
/// # Errors
/// What the database says.
pub fn confirmed(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    if store::confirm(tx, member)? { record(tx, Some(member), member, "mail.resumed", "") } else { Ok(()) }
}

fn record(
    tx: &mut Tx<'_>,
    actor: Option<MemberId>,
    member: MemberId,
    act: &'static str,
    detail: &str,
) -> Result<(), Refusal> {
    journal::record(tx, &Fact { actor, act, theme: None, subject: "member", subject_id: member.0, detail })
}
