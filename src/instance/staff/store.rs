//! SQL of who runs the instance.

use diesel::prelude::*;

use crate::db::ids::MemberId;
use crate::db::schema::members;
use crate::db::{Db, Tx};
use crate::members::AccountState;
use crate::refusal::Refusal;

/// Administrators listed at most.
const MOST: i64 = 100;

/// Somebody who runs the instance.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Administrator {
    pub id: MemberId,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
}

pub(super) fn all(db: &mut Db) -> Result<Vec<Administrator>, Refusal> {
    Ok(members::table
        .filter(members::admin.eq(true))
        .filter(members::state.ne(AccountState::Closed))
        .order((members::folded.asc(), members::id.asc()))
        .limit(MOST)
        .select((members::id, members::given_name, members::family_name, members::email))
        .load(db)?)
}

/// Whether somebody runs the instance, as this transaction sees it.
pub(super) fn is_one(db: &mut Db, member: MemberId) -> Result<bool, Refusal> {
    Ok(members::table.find(member).select(members::admin).first(db)?)
}

/// Makes somebody an administrator, or no longer; says whether that changed anything.
pub(super) fn set(tx: &mut Tx<'_>, member: MemberId, admin: bool) -> Result<bool, Refusal> {
    let other = members::table.filter(members::id.eq(member)).filter(members::admin.eq(!admin));
    Ok(diesel::update(other).set(members::admin.eq(admin)).execute(tx.db())? == 1)
}
