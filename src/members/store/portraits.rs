//! SQL of pictures.

use diesel::prelude::*;

use crate::db::ids::MemberId;
use crate::db::schema::{member_pictures, members};
use crate::db::{Db, Tx};
use crate::members::AccountState;

pub(in crate::members) fn remove(tx: &mut Tx<'_>, member: MemberId) -> QueryResult<()> {
    diesel::delete(member_pictures::table.find(member)).execute(tx.db())?;
    Ok(())
}

pub(in crate::members) fn insert(
    tx: &mut Tx<'_>,
    member: MemberId,
    fingerprint: &str,
    bytes: &[u8],
) -> QueryResult<()> {
    let row = (
        member_pictures::member_id.eq(member),
        member_pictures::fingerprint.eq(fingerprint),
        member_pictures::bytes.eq(bytes),
        member_pictures::created_at.eq(tx.now()),
    );
    diesel::insert_into(member_pictures::table).values(row).execute(tx.db())?;
    Ok(())
}

/// The picture of a member whose account is not closed.
pub(in crate::members) fn of(db: &mut Db, member: MemberId) -> QueryResult<(String, Vec<u8>)> {
    member_pictures::table
        .inner_join(members::table.on(members::id.eq(member_pictures::member_id)))
        .filter(members::id.eq(member))
        .filter(members::state.ne(AccountState::Closed))
        .select((member_pictures::fingerprint, member_pictures::bytes))
        .first(db)
}
