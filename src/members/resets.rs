//! Forgotten passwords: one live link a member, 60 minutes, used once, dead with any change of password or address.

use diesel::prelude::*;

use super::AccountState;
use crate::db::ids::MemberId;
use crate::db::schema::{members, password_resets};
use crate::db::{Db, Tx};
use crate::mail::{Message, outbox};
use crate::refusal::Refusal;
use crate::tokens;

/// A link lives this long, in seconds.
const LIFE: i64 = 60 * 60;

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
        let key = format!("reset:{member}:{}", tx.id());
        outbox::post(tx, Some(member), &key, &Message::PasswordReset { member: member.0 })?;
    }
    Ok(())
}

/// Draws the link's token at the moment its mail leaves; the one before dies. `None` when the account is closed.
///
/// # Errors
/// What the database says.
pub fn mint(tx: &mut Tx<'_>, member: MemberId) -> Result<Option<String>, Refusal> {
    let found: Option<String> = members::table
        .find(member)
        .filter(members::state.eq(AccountState::Active.word()))
        .select(members::email_key)
        .first(tx.db())
        .optional()?;
    let Some(email_key) = found else { return Ok(None) };
    kill_all(tx, member)?;
    let token = tokens::random_token();
    let row = (
        password_resets::token_hash.eq(tokens::stored(&token)),
        password_resets::member_id.eq(member),
        password_resets::email_key.eq(email_key),
        password_resets::expires_at.eq(tx.now().plus_seconds(LIFE)),
    );
    diesel::insert_into(password_resets::table).values(row).execute(tx.db())?;
    Ok(Some(token))
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
