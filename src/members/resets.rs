//! Forgotten passwords: one live link a member, 60 minutes, used once, dead with any change of password or address.

use diesel::prelude::*;

use super::AccountState;
use crate::db::ids::MemberId;
use crate::db::schema::{members, password_resets};
use crate::db::{Db, Tx};
use crate::mail::{Message, outbox};
use crate::refusal::Refusal;
use crate::tokens;

/// A link lives this long, in seconds, and its mail is of no use after.
pub(crate) const LIFE: i64 = 60 * 60;

/// Asks for a link: a mail if the address is a member's, nothing otherwise; the answer is the same.
///
/// # Errors
/// What the database says.
pub fn ask(tx: &mut Tx<'_>, email_key: &str) -> Result<(), Refusal> {
    let found: Option<MemberId> = members::table
        .filter(members::email_key.eq(email_key))
        .filter(members::state.eq(AccountState::Active.word()))
        .select(members::id)
        .first(tx.db())
        .optional()?;
    if let Some(member) = found {
        // The link of a mail that waits would die with this one's.
        outbox::withdraw(tx, &format!("reset:{member}:"))?;
        let key = format!("reset:{member}:{}", tx.id());
        outbox::post(tx, Some(member), &key, &Message::PasswordReset { member: member.0 })?;
    }
    Ok(())
}

/// The address a link would be for; `None` when the account is closed.
fn address(db: &mut Db, member: MemberId) -> Result<Option<String>, Refusal> {
    Ok(members::table
        .find(member)
        .filter(members::state.eq(AccountState::Active.word()))
        .select(members::email_key)
        .first(db)
        .optional()?)
}

/// Whether a member may be sent a link now.
///
/// # Errors
/// What the database says.
pub fn may_have_one(db: &mut Db, member: MemberId) -> Result<bool, Refusal> {
    Ok(address(db, member)?.is_some())
}

/// Keeps the token of a link as its mail leaves; the one before dies. False when the account was closed.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, member: MemberId, token: &str) -> Result<bool, Refusal> {
    let Some(email_key) = address(tx.db(), member)? else { return Ok(false) };
    kill_all(tx, member)?;
    let row = (
        password_resets::token_hash.eq(tokens::stored(token)),
        password_resets::member_id.eq(member),
        password_resets::email_key.eq(email_key),
        password_resets::expires_at.eq(tx.now().plus_seconds(LIFE)),
    );
    diesel::insert_into(password_resets::table).values(row).execute(tx.db())?;
    Ok(true)
}

/// Whose live link this is; the address must still be the member's.
///
/// # Errors
/// `Refusal::Gone` when it was used or has expired.
pub fn holder(db: &mut Db, token: &str, now: crate::db::Moment) -> Result<MemberId, Refusal> {
    password_resets::table
        .inner_join(members::table)
        .filter(password_resets::token_hash.eq(tokens::stored(token)))
        .filter(password_resets::expires_at.gt(now))
        .filter(password_resets::email_key.eq(members::email_key))
        .filter(members::state.eq(AccountState::Active.word()))
        .select(members::id)
        .first(db)
        .optional()?
        .ok_or(Refusal::Gone("refusal-reset-gone"))
}

/// Uses a link, once.
///
/// # Errors
/// `Refusal::Gone` when somebody did before.
pub fn consume(tx: &mut Tx<'_>, token: &str) -> Result<MemberId, Refusal> {
    let now = tx.now();
    let member = holder(tx.db(), token, now)?;
    let used = diesel::delete(password_resets::table.find(tokens::stored(token))).execute(tx.db())?;
    if used == 1 { Ok(member) } else { Err(Refusal::Gone("refusal-reset-gone")) }
}

/// Ends every live link of a member.
///
/// # Errors
/// What the database says.
pub fn kill_all(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    diesel::delete(password_resets::table.filter(password_resets::member_id.eq(member))).execute(tx.db())?;
    Ok(())
}
