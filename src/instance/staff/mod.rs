//! Who runs the instance: administrators, named and withdrawn by another of them, with a reason.

pub mod pages;
mod store;

use crate::db::Tx;
use crate::db::ids::MemberId;
use crate::journal::{self, Fact};
use crate::members::{self, AccountState, Email, sessions};
use crate::notices::{self, Kind, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};

/// Names another administrator. Their sessions end: what they may do changes with the next sign-in.
///
/// # Errors
/// `NotFound` for anybody but an administrator; `Invalid` when the address is nobody's, of somebody who has not come, or
/// of an administrator.
pub fn name(tx: &mut Tx<'_>, viewer: &Viewer, email: &Email) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    let member = match members::account_of(tx.db(), &email.key())? {
        Some((member, AccountState::Active)) => member,
        Some((_, AccountState::Invited)) => return Err(Problems::one("email", "animator-not-come")),
        Some((_, AccountState::Closed)) | None => return Err(Problems::one("email", "animator-unknown")),
    };
    if !store::set(tx, member, true)? {
        return Err(Problems::one("email", "staff-already"));
    }
    settle(tx, me, member, "admin.named")?;
    let tiding = Tiding {
        kind: Kind::Decision,
        about: "admin_named",
        subject: tx.id(),
        theme: None,
        thread: None,
        post: None,
        actor: Some(me),
        has_letter: false,
    };
    notices::tell(tx, member, &tiding)
}

/// Withdraws another administrator: there is always one left, as nobody withdraws themselves.
///
/// # Errors
/// `NotFound` for anybody but an administrator; `Forbidden` about oneself; `Conflict` when they are none any more.
pub fn withdraw(tx: &mut Tx<'_>, viewer: &Viewer, member: MemberId) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    if member == me {
        return Err(Refusal::Forbidden("refusal-staff-oneself"));
    }
    // Two who withdraw each other at once: the first stays.
    if !store::is_one(tx.db(), me)? {
        return Err(Refusal::NotFound);
    }
    if !store::set(tx, member, false)? {
        return Err(Refusal::Conflict("refusal-staff-gone"));
    }
    settle(tx, me, member, "admin.withdrawn")
}

fn settle(tx: &mut Tx<'_>, me: MemberId, member: MemberId, act: &'static str) -> Result<(), Refusal> {
    sessions::close_all(tx, member, None)?;
    let fact = Fact { actor: Some(me), act, theme: None, subject: "member", subject_id: member.0, detail: "" };
    journal::record(tx, &fact)
}
