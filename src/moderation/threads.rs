//! Decisions about a thread: closing it, moving it, putting it first in its theme's list.
//!
//! Where a moved thread is read: its audience is kept or narrowed, never widened, and from then on it is counted in
//! the circles of the theme it goes to, where the mover must be an expert or an animator too. Whoever is not in those
//! circles no longer sees it, save its named parties; its author, if the move would take it from them, becomes one.

use super::{Decided, DecisionKind, Reason, decide, store, store_threads};
use crate::db::ids::{MemberId, SubtopicId, ThemeId};
use crate::db::{Moment, Tx};
use crate::members::sessions;
use crate::policy::{self, Act, Audience, Subject, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::search;
use crate::threads::Thread;

/// Threads that stand first in a theme, at most.
pub const MOST_PINNED: i32 = 3;

/// Closes a thread: only experts and animators answer from now on.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is closed already.
pub fn close(viewer: &Viewer, thread: &Thread, reason: &Reason, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::CloseThread(thread.ground()))?;
    if !store_threads::close(tx, thread.id, me, reason)? {
        return Err(Refusal::Conflict("close-already"));
    }
    decide(tx, &about(thread, DecisionKind::Close, me, reason))?;
    Ok(thread.address())
}

/// Opens a closed thread again.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is open.
pub fn reopen(viewer: &Viewer, thread: &Thread, reason: &Reason, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::CloseThread(thread.ground()))?;
    if !store_threads::reopen(tx, thread.id)? {
        return Err(Refusal::Conflict("close-not"));
    }
    decide(tx, &about(thread, DecisionKind::Reopen, me, reason))?;
    Ok(thread.address())
}

/// Where a thread goes.
#[derive(Clone, Copy, Debug)]
pub struct Destination {
    /// The theme.
    pub theme: ThemeId,
    /// Its sub-topic, if any.
    pub subtopic: Option<SubtopicId>,
    /// Who reads it there.
    pub audience: Audience,
}

/// Moves a thread; see the module for who reads it then.
///
/// # Errors
/// `Refusal::Forbidden` without the right in both themes; `Refusal::Invalid` (`audience`) when it would be widened;
/// `Refusal::Conflict` when it moved meanwhile.
pub fn move_to(
    viewer: &Viewer,
    thread: &Thread,
    to: Destination,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let act = Act::MoveThread { from: thread.ground(), to: to.theme, kind: thread.kind };
    let me = policy::require(viewer, &act)?;
    if to.audience == Audience::Named {
        return Err(Problems::one("audience", "thread-choose-audience"));
    }
    if to.audience < thread.audience {
        return Err(Problems::one("audience", "move-never-wider"));
    }
    let kept = author_would_lose(thread, to, tx)?;
    // The counts of the search are those of the theme and the audience it still has.
    search::leaving(tx, thread.id)?;
    if !store_threads::move_to(tx, thread, to)? {
        return Err(Refusal::Conflict("move-meanwhile"));
    }
    if thread.theme != to.theme {
        store_threads::unpin(tx, thread.id)?;
    }
    if kept {
        store::name(tx, thread.id, thread.author)?;
    }
    decide(tx, &about(thread, DecisionKind::Move, me, reason))?;
    Ok(thread.address())
}

/// Whether the author sees the thread now and would not once it is moved.
fn author_would_lose(thread: &Thread, to: Destination, tx: &mut Tx<'_>) -> Result<bool, Refusal> {
    let now = tx.now();
    let standings = sessions::standings(tx.db(), thread.author, now)?;
    let author = Viewer { member: Some(thread.author), standings, ..Viewer::default() };
    let seen = |theme, audience| policy::sees(&author, &Subject { theme, audience, removed: false, named: false });
    Ok(seen(thread.theme, thread.audience) && !seen(to.theme, to.audience))
}

/// Puts a thread first in its theme's list, until a moment or until somebody takes it down.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when three are there already, or it is one of them.
pub fn pin(
    viewer: &Viewer,
    thread: &Thread,
    until: Option<Moment>,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::PinThread(thread.ground()))?;
    if until.is_some_and(|end| end <= tx.now()) {
        return Err(Problems::one("until", "pin-until-past"));
    }
    store_threads::drop_past_pins(tx, thread.theme)?;
    if store_threads::is_pinned(tx, thread.id)? {
        return Err(Refusal::Conflict("pin-already"));
    }
    if !store_threads::pin(tx, thread, until, MOST_PINNED)? {
        return Err(Problems::one("until", "pin-three-already"));
    }
    decide(tx, &about(thread, DecisionKind::Pin, me, reason))?;
    Ok(thread.address())
}

/// Takes it down.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is not there.
pub fn unpin(viewer: &Viewer, thread: &Thread, reason: &Reason, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::PinThread(thread.ground()))?;
    if !store_threads::unpin(tx, thread.id)? {
        return Err(Refusal::Conflict("pin-not"));
    }
    decide(tx, &about(thread, DecisionKind::Unpin, me, reason))?;
    Ok(thread.address())
}

fn about<'a>(thread: &Thread, kind: DecisionKind, actor: MemberId, reason: &'a Reason) -> Decided<'a> {
    Decided {
        theme: Some(thread.theme),
        thread: Some(thread.id),
        post: None,
        revision: None,
        kind,
        about: Some(thread.author),
        actor,
        reason,
    }
}
