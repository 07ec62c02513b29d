//! A form is carried out once: its key is taken in the act's own transaction (trust: double click, retry, 503).

use diesel::prelude::*;

use crate::db::ids::MemberId;
use crate::db::schema::form_keys;
use crate::db::{Db, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// Keys are kept this long.
const KEPT_SECONDS: i64 = 48 * 3_600;

/// The key of an act, by its form's key and the path it is sent to: a page's forms may share one, each act takes its own.
pub fn key_of(instance: &InstanceKey, form: &str, path: &str) -> String {
    if form.is_empty() { String::new() } else { instance.derive("once", &[form, path]) }
}

/// Takes a key, or says where the form led when it was already carried out. Two at once: the second waits for the
/// first to commit, then learns its address.
///
/// # Errors
/// What the database says.
pub fn claim(tx: &mut Tx<'_>, member: MemberId, key: &str) -> Result<Option<String>, Refusal> {
    let row = (
        form_keys::member_id.eq(member),
        form_keys::form_key.eq(key),
        form_keys::address.eq("/"),
        form_keys::used_at.eq(tx.now()),
    );
    let taken = on_each_backend!(tx.db(), conn => diesel::insert_into(form_keys::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    if taken == 1 {
        return Ok(None);
    }
    Ok(Some(form_keys::table.find((member, key)).select(form_keys::address).first(tx.db())?))
}

/// Keeps where a form led.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, member: MemberId, key: &str, address: &str) -> Result<(), Refusal> {
    diesel::update(form_keys::table.find((member, key))).set(form_keys::address.eq(address)).execute(tx.db())?;
    Ok(())
}

/// Whether a form with this key was carried out already.
///
/// # Errors
/// What the database says.
pub fn was_used(db: &mut Db, member: MemberId, key: &str) -> Result<bool, Refusal> {
    let used = form_keys::table.find((member, key)).select(form_keys::form_key).first::<String>(db).optional()?;
    Ok(used.is_some())
}

/// Forgets old keys; returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let limit = tx.now().plus_seconds(-KEPT_SECONDS);
    let gone = diesel::delete(form_keys::table.filter(form_keys::used_at.lt(limit))).execute(tx.db())?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
