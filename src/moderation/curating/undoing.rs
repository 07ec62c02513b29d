//! Undoing a joining or a splitting: posts stand where they stood, under the numbers they had.

use super::store_undoing::{self, Displacement, Stood};
use super::{decide_against, joining, store};
use crate::db::ids::{DecisionId, MemberId, ThreadId};
use crate::db::{Db, Tx};
use crate::moderation::{Decided, DecisionKind, Reason, store as posts};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::search;
use crate::threads::{self, Thread};

/// A joining or a splitting that the viewer may undo, and the title of the other thread.
pub struct Undoable {
    /// What was done.
    pub done: Displacement,
    /// The title of the thread that went into this one, or that was made of its posts, or that they came from.
    pub other: String,
}

fn may(viewer: &Viewer, thread: &Stood) -> bool {
    policy::allows(viewer, &Act::Curate { ground: thread.ground(), kind: thread.kind })
}

fn is_split(one: &Displacement) -> bool {
    one.kind == DecisionKind::Split
}

/// What was done with a thread and can be undone by the viewer, the last first.
///
/// # Errors
/// What the database says.
pub fn of(db: &mut Db, viewer: &Viewer, thread: &Thread) -> Result<Vec<Undoable>, Refusal> {
    // A thread that went into another stands no more: it is undone where its posts are.
    let mut all = store_undoing::of_thread(db, thread.id)?;
    all.retain(|one| is_split(one) || one.to == thread.id);
    let other = |one: &Displacement| if one.to == thread.id { one.from } else { one.to };
    let stood = store_undoing::stood(db, &all.iter().map(other).collect::<Vec<_>>())?;
    let found = all.into_iter().filter_map(|done| {
        let their = stood.iter().find(|one| one.id == other(&done))?;
        // A splitting is undone while both stand.
        let stands = is_split(&done) != their.removed;
        (stands && may(viewer, their)).then(|| Undoable { other: their.title.clone(), done })
    });
    Ok(found.collect())
}

/// Undoes a joining or a splitting of a thread; says where.
///
/// # Errors
/// `Refusal::Forbidden` without the right on both; `Refusal::Invalid` (`which`) for what was not done with this thread, was
/// undone meanwhile, or whose posts went on elsewhere.
pub fn undo(
    viewer: &Viewer,
    thread: &Thread,
    decision: DecisionId,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = viewer.id()?;
    let gone = || Problems::one("which", "undo-gone");
    let found = of(tx.db(), viewer, thread)?.into_iter().find(|one| one.done.decision == decision);
    let one = found.ok_or_else(gone)?.done;
    let both = store_undoing::stood(tx.db(), &[one.from, one.to])?;
    let named = |id: ThreadId| both.iter().find(|thread| thread.id == id).ok_or(Refusal::NotFound);
    let (from, to) = (named(one.from)?, named(one.to)?);
    for side in [from, to] {
        policy::require(viewer, &Act::Curate { ground: side.ground(), kind: side.kind })?;
    }
    let kind = if is_split(&one) {
        joining::hold_both(tx, one.from, one.to)?;
        // Asked again once both are held.
        let one = store_undoing::find(tx.db(), decision).map_err(|_| gone())?;
        unsplit(tx, (&one, from, to), (me, reason))?;
        DecisionKind::Unsplit
    } else {
        posts::hold(tx, one.to)?;
        let one = store_undoing::find(tx.db(), decision).map_err(|_| gone())?;
        unmerge(tx, &one, from)?;
        DecisionKind::Unmerge
    };
    posts::recount(tx, one.from)?;
    let decided = Decided {
        theme: Some(from.theme),
        thread: Some(from.id),
        post: None,
        revision: None,
        kind,
        about: Some(from.author),
        actor: me,
        reason,
    };
    let by = decide_against(tx, &decided, decision)?;
    store_undoing::undone(tx, decision, by)?;
    Ok(threads::address(from.id, &from.title))
}

/// The posts that made another thread are back where they were, those written there since come after them; its address
/// leads there.
fn unsplit(
    tx: &mut Tx<'_>,
    (one, from, to): (&Displacement, &Stood, &Stood),
    (me, reason): (MemberId, &Reason),
) -> Result<(), Refusal> {
    if from.theme != to.theme {
        return Err(Problems::one("which", "merge-other-theme"));
    }
    if from.audience < to.audience {
        return Err(Problems::one("which", "merge-never-wider"));
    }
    let (taken, there, _) = store_undoing::still(tx.db(), one)?;
    if taken != there {
        return Err(Problems::one("which", "undo-moved-on"));
    }
    joining::join(tx, one.to, one.from, (me, reason))?;
    store_undoing::put_back(tx, one, one.from)
}

/// A thread that went into another is one of its own again, with its posts that are still there.
fn unmerge(tx: &mut Tx<'_>, one: &Displacement, from: &Stood) -> Result<(), Refusal> {
    let (_, _, first) = store_undoing::still(tx.db(), one)?;
    if !first || !store_undoing::parted(tx, one)? {
        return Err(Problems::one("which", "undo-moved-on"));
    }
    search::leaving(tx, one.to)?;
    if !store::bring_back(tx, one.from)? {
        return Err(Problems::one("which", "undo-moved-on"));
    }
    store_undoing::put_back(tx, one, one.to)?;
    posts::recount(tx, one.to)?;
    if let Some((post, source)) = store::first_post(tx.db(), one.from)? {
        search::reopened(tx, one.from, &search::tokens(&from.title), post, &search::tokens(&source))?;
    }
    Ok(())
}
