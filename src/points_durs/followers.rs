//! "Moi aussi": whoever meets the same difficulty joins it with their own context instead of reporting it twice.

use super::machine::State;
use super::{PointDur, store, store_followers};
use crate::db::ids::{MemberId, PointDurId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::members::sessions;
use crate::notices::watching;
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
use crate::threads;
pub use store_followers::Follower;

/// Longest context, in characters.
pub const LONGEST_CONTEXT: usize = 1_000;

/// Joins a point dur with one's own context, or changes it.
///
/// # Errors
/// `Refusal::Forbidden` outside the theme; `Refusal::Conflict` for one's own, and for what was merged or withdrawn.
pub fn join(viewer: &Viewer, point: &PointDur, context: &str, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::JoinPointDur(point.theme))?;
    let (thread, _) = threads::visible(tx.db(), viewer, point.thread())?;
    if thread.archived {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    if point.reporter == me {
        return Err(Refusal::Conflict("point-dur-join-own"));
    }
    if matches!(point.state, State::Duplicate | State::Withdrawn) {
        return Err(Refusal::Conflict("point-dur-join-over"));
    }
    if store_followers::put(tx, point.id, me, context)? {
        watching::follow(tx, me, point.thread())?;
        record(tx, me, "point_dur.joined", point)?;
    }
    Ok(())
}

/// Leaves a point dur one had joined.
///
/// # Errors
/// `Refusal::NotFound` when one had not.
pub fn leave(viewer: &Viewer, point: &PointDur, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::JoinPointDur(point.theme))?;
    if !store_followers::take_away(tx, point.id, me)? {
        return Err(Refusal::NotFound);
    }
    record(tx, me, "point_dur.left", point)
}

/// Those who joined a visible point dur, the first first.
///
/// # Errors
/// What the database says.
pub fn of(db: &mut Db, point: PointDurId) -> Result<Vec<Follower>, Refusal> {
    store_followers::all(db, point)
}

/// Everyone attached to a duplicate is attached to what it is the same as, and follows it; its reporter reads it
/// whatever their circle, for they reported it too.
pub(super) fn move_along(tx: &mut Tx<'_>, from: &PointDur, to: PointDurId) -> Result<(), Refusal> {
    let held = store::of(tx.db(), to)?;
    let mut moved: Vec<MemberId> = store::followers(tx.db(), from.id)?;
    moved.push(from.reporter);
    moved.sort_unstable();
    moved.dedup();
    moved.retain(|member| *member != held.reporter);
    store_followers::move_all(tx, from.id, to, &moved)?;
    let now = tx.now();
    let reporter = sessions::viewer_of(tx.db(), from.reporter, now)?;
    if reporter.is_some_and(|viewer| !super::cross::reads_by_circle(&viewer, &held)) {
        store::name_party(tx, held.thread(), from.reporter)?;
    }
    watching::follow_all(tx, &moved, held.thread())
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, point: &PointDur) -> Result<(), Refusal> {
    let fact = Fact {
        actor: Some(actor),
        act,
        theme: Some(point.theme),
        subject: "point_dur",
        subject_id: point.id.0,
        detail: "",
    };
    journal::record(tx, &fact)
}
