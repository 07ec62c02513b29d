//! Changing one's address: a link to the new one, 60 minutes, used once; the old one is told.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};

use super::{AccountState, Email, account, email_key, throttle};
use crate::db::ids::MemberId;
use crate::db::schema::{email_changes, members};
use crate::db::{Db, Moment, Tx};
use crate::digests::unsubscribe;
use crate::intake::standing;
use crate::journal;
use crate::mail::{Message, outbox};
use crate::refusal::Refusal;
use crate::tokens::{self, InstanceKey};

/// A link lives this long, in seconds, and its mail is of no use after.
pub(crate) const LIFE: i64 = 60 * 60;

/// Asks for another address: a link leaves for it, unless somebody has it already; nothing changes before it is used.
///
/// # Errors
/// What the database says.
pub fn ask(tx: &mut Tx<'_>, member: MemberId, email: &Email) -> Result<(), Refusal> {
    let key = format!("email-confirm:{member}:{}", tx.id());
    let message = Message::EmailConfirm { member: member.0, address: email.address().to_owned() };
    outbox::post(tx, Some(member), &key, &message)?;
    journal::record(tx, &account::by_owner(member, "member.email_asked"))
}

/// Whether a member may be sent a link to an address now: the account is open and nobody else has the address.
///
/// # Errors
/// What the database says.
pub fn may_have_one(db: &mut Db, member: MemberId, address: &str) -> Result<bool, Refusal> {
    let taken = members::table.filter(members::email_key.eq(email_key(address))).filter(members::id.ne(member));
    let active = members::table.find(member).filter(members::state.eq(AccountState::Active));
    let (taken, active): (i64, i64) = (taken.count().get_result(db)?, active.count().get_result(db)?);
    Ok(taken == 0 && active > 0)
}

/// Keeps the token of a link as its mail leaves; the one before dies. False when it must not leave any more.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, member: MemberId, address: &str, token: &str) -> Result<bool, Refusal> {
    if !may_have_one(tx.db(), member, address)? {
        return Ok(false);
    }
    kill_all(tx, member)?;
    let row = (
        email_changes::token_hash.eq(tokens::stored(token)),
        email_changes::member_id.eq(member),
        email_changes::email.eq(address),
        email_changes::expires_at.eq(tx.now().plus_seconds(LIFE)),
    );
    diesel::insert_into(email_changes::table).values(row).execute(tx.db())?;
    Ok(true)
}

/// A change of address that waits for its link to be used.
#[derive(Clone, Debug, Queryable)]
pub struct Pending {
    member: MemberId,
    /// The new address.
    pub email: String,
}

/// What a live link would change.
///
/// # Errors
/// `Refusal::Gone` when it was used or has expired.
pub fn pending(db: &mut Db, token: &str, now: Moment) -> Result<Pending, Refusal> {
    email_changes::table
        .inner_join(members::table)
        .filter(email_changes::token_hash.eq(tokens::stored(token)))
        .filter(email_changes::expires_at.gt(now))
        .filter(members::state.eq(AccountState::Active))
        .select((email_changes::member_id, email_changes::email))
        .first(db)
        .optional()?
        .ok_or(Refusal::Gone("refusal-email-gone"))
}

/// Uses a link, once: the address changes, every other link of the member dies, the old address is told. Says whose it
/// was; closing sessions is the caller's.
///
/// # Errors
/// `Refusal::Gone` when it was used before, `Refusal::Conflict` when somebody took the address meanwhile.
pub fn consume(tx: &mut Tx<'_>, key: &InstanceKey, token: &str) -> Result<MemberId, Refusal> {
    let now = tx.now();
    let Pending { member, email } = pending(tx.db(), token, now)?;
    let used = diesel::delete(email_changes::table.find(tokens::stored(token))).execute(tx.db())?;
    if used != 1 {
        return Err(Refusal::Gone("refusal-email-gone"));
    }
    let old = account::about(tx.db(), member)?;
    diesel::update(members::table.find(member))
        .set((members::email.eq(&email), members::email_key.eq(email_key(&email))))
        .execute(tx.db())
        .map_err(|error| match error {
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Refusal::Conflict("refusal-email-taken"),
            error => error.into(),
        })?;
    account::kill_links(tx, member)?;
    throttle::forgiven(tx, key, &old.email_key)?;
    // The same address, confirmed because mail had stopped, is no change to tell.
    if old.email != email {
        // Whoever reads the old address from now on decides nothing for the member.
        unsubscribe::take_back(tx, member)?;
        let message = Message::EmailChanged { member: member.0, address: old.email };
        outbox::post(tx, Some(member), &format!("email-changed:{member}:{}", tx.id()), &message)?;
    }
    standing::confirmed(tx, member)?;
    journal::record(tx, &account::by_owner(member, "member.email_changed"))?;
    Ok(member)
}

/// Ends every live link of a member.
///
/// # Errors
/// What the database says.
pub fn kill_all(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    diesel::delete(email_changes::table.filter(email_changes::member_id.eq(member))).execute(tx.db())?;
    Ok(())
}
