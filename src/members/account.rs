//! What keeps an account its owner's: the password, and what dies with a change of it.

use super::{email_changes, resets, sessions, store, throttle};
use crate::db::ids::{MemberId, SessionId};
use crate::db::{Db, Tx};
use crate::instance;
use crate::journal::{self, Fact};
use crate::mail::{Message, outbox};
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

pub use store::About;

/// What is known of a member: worth nothing in their password.
///
/// # Errors
/// `Refusal::NotFound` when there is no such account.
pub fn about(db: &mut Db, member: MemberId) -> Result<About, Refusal> {
    store::about(db, member)
}

/// Gives a member a new password, already hashed: every link mailed before dies, failed sign-ins are
/// forgotten, and a mail tells the owner. Closing sessions is the caller's, who knows which one acts.
///
/// # Errors
/// What the database says.
pub fn renew_password(tx: &mut Tx<'_>, key: &InstanceKey, member: MemberId, hash: &str) -> Result<(), Refusal> {
    let about = store::about(tx.db(), member)?;
    store::set_password(tx, member, hash)?;
    kill_links(tx, member)?;
    throttle::forgiven(tx, key, &about.email_key)?;
    let mail = format!("password-changed:{member}:{}", tx.id());
    outbox::post(tx, Some(member), &mail, &Message::PasswordChanged { member: member.0 })?;
    journal::record(tx, &by_owner(member, "member.password_changed"))
}

/// Ends every link mailed to a member, and takes back those that have not left yet.
///
/// # Errors
/// What the database says.
pub(super) fn kill_links(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    resets::kill_all(tx, member)?;
    email_changes::kill_all(tx, member)?;
    outbox::withdraw(tx, &format!("reset:{member}:"))?;
    outbox::withdraw(tx, &format!("email-confirm:{member}:"))
}

/// Ends everything by which a member comes in: sessions, links mailed, pending changes. Feeds and calendars ask for an
/// account in use at each fetch.
///
/// # Errors
/// What the database says.
pub fn lock_out(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    sessions::close_all(tx, member, None)?;
    kill_links(tx, member)
}

/// Closes one session of a member.
///
/// # Errors
/// `Refusal::NotFound` when it is not theirs, or closed already.
pub fn close_session(tx: &mut Tx<'_>, member: MemberId, session: SessionId) -> Result<(), Refusal> {
    if !sessions::close(tx, member, session)? {
        return Err(Refusal::NotFound);
    }
    journal::record(tx, &by_owner(member, "session.closed"))
}

/// Closes every session of a member but the one that acts, if there is one.
///
/// # Errors
/// What the database says.
pub fn close_other_sessions(tx: &mut Tx<'_>, member: MemberId, but: Option<SessionId>) -> Result<(), Refusal> {
    sessions::close_all(tx, member, but)?;
    journal::record(tx, &by_owner(member, "sessions.closed"))
}

/// Accepts the charter, if the version that was read is still the current one.
///
/// # Errors
/// `Refusal::Conflict` when another version was published meanwhile.
pub fn accept_charter(tx: &mut Tx<'_>, member: MemberId, read: Option<i32>) -> Result<(), Refusal> {
    if instance::charter(tx.db())?.version != read.unwrap_or_default() {
        return Err(Refusal::Conflict("refusal-charter-changed"));
    }
    store::accept_charter(tx, member)?;
    journal::record(tx, &by_owner(member, "charter.accepted"))
}

/// A fact about an account, by its owner.
pub(super) fn by_owner(member: MemberId, act: &'static str) -> Fact<'static> {
    Fact { actor: Some(member), act, theme: None, subject: "member", subject_id: member.0, detail: "" }
}
