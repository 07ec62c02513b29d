//! SQL of closures, moves and pins.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::Reason;
use super::threads::Destination;
use crate::db::ids::{MemberId, ThemeId, ThreadId};
use crate::db::schema::{closures, held_posts, pins, threads};
use crate::db::{Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::threads::Thread;

/// Closes a thread that is open.
pub(super) fn close(tx: &mut Tx<'_>, thread: ThreadId, by: MemberId, reason: &Reason) -> Result<bool, Refusal> {
    let row = (
        closures::thread_id.eq(thread),
        closures::closed_by.eq(by),
        closures::reason.eq(reason.as_str()),
        closures::closed_at.eq(tx.now()),
    );
    let closed = on_each_backend!(tx.db(), conn => diesel::insert_into(closures::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(closed == 1)
}

/// Opens a closed thread again.
pub(super) fn reopen(tx: &mut Tx<'_>, thread: ThreadId) -> Result<bool, Refusal> {
    Ok(diesel::delete(closures::table.find(thread)).execute(tx.db())? == 1)
}

/// Moves a thread that is still where it was seen.
pub(super) fn move_to(tx: &mut Tx<'_>, thread: &Thread, to: Destination) -> Result<bool, Refusal> {
    let there = threads::table
        .find(thread.id)
        .filter(threads::theme_id.eq(thread.theme))
        .filter(threads::audience.eq(thread.audience))
        .filter(threads::removed_at.is_null());
    let change =
        (threads::theme_id.eq(to.theme), threads::subtopic_id.eq(to.subtopic), threads::audience.eq(to.audience));
    if diesel::update(there).set(change).execute(tx.db())? != 1 {
        return Ok(false);
    }
    // What waits in it goes with it.
    diesel::update(held_posts::table.filter(held_posts::thread_id.eq(thread.id)))
        .set(held_posts::theme_id.eq(to.theme))
        .execute(tx.db())?;
    Ok(true)
}

/// Pins whose day has come leave their place.
pub(super) fn drop_past_pins(tx: &mut Tx<'_>, theme: ThemeId) -> Result<(), Refusal> {
    let past = pins::table.filter(pins::theme_id.eq(theme)).filter(pins::until.le(tx.now()));
    diesel::delete(past).execute(tx.db())?;
    Ok(())
}

/// Whether a thread has a place.
pub(super) fn is_pinned(tx: &mut Tx<'_>, thread: ThreadId) -> Result<bool, Refusal> {
    Ok(diesel::select(exists(pins::table.filter(pins::thread_id.eq(thread)))).get_result(tx.db())?)
}

/// Takes the first free place of the theme for a thread; says whether there was one.
pub(super) fn pin(tx: &mut Tx<'_>, thread: &Thread, until: Option<Moment>, most: i32) -> Result<bool, Refusal> {
    for place in 1..=most {
        let row = (
            pins::theme_id.eq(thread.theme),
            pins::place.eq(place),
            pins::thread_id.eq(thread.id),
            pins::pinned_at.eq(tx.now()),
            pins::until.eq(until),
        );
        let taken = on_each_backend!(tx.db(), conn => diesel::insert_into(pins::table)
            .values(row).on_conflict_do_nothing().execute(conn))?;
        if taken == 1 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Frees the place of a thread.
pub(super) fn unpin(tx: &mut Tx<'_>, thread: ThreadId) -> Result<bool, Refusal> {
    Ok(diesel::delete(pins::table.filter(pins::thread_id.eq(thread))).execute(tx.db())? == 1)
}
