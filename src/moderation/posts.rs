//! Taking one's own post back, hiding a post, and undoing either: the post leaves its number and a sentence.
//!
//! Removal is one state, whoever removed: what lists, counts, finds, quotes and excerpts looks only at that state.

use super::{Decided, DecisionKind, Outcome, Reason, decide, flags, store};
use crate::db::ids::{MemberId, PostId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::members::ANONYMOUS;
use crate::policy::{self, Act, Subject, Viewer};
use crate::refusal::Refusal;
use crate::search;
use crate::threads::{self, Kind, Post, Thread};

/// A withdrawal can be undone this long, in seconds.
pub const UNDO: i64 = 30 * 86_400;

/// What a withdrawal took away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// A post.
    Post,
    /// The whole thread: nobody had answered its first post.
    Thread,
}

/// Takes one's own post back; the first of a thread nobody answered takes the thread with it.
///
/// # Errors
/// `Refusal::Forbidden` for another's post; `Refusal::Conflict` for the first of a thread that was answered.
pub fn withdraw(viewer: &Viewer, thread: &Thread, post: &Post, tx: &mut Tx<'_>) -> Result<Withdrawn, Refusal> {
    let me = policy::require(viewer, &Act::WithdrawPost(post.author))?;
    if threads::owned::is_text_of_its_owner(thread, post.number) {
        return Err(Refusal::Forbidden("refusal-forbidden-owned"));
    }
    store::hold(tx, thread.id)?;
    if post.number == 1 {
        // It has a step of its own, that says so to everyone attached.
        if thread.kind == Kind::PointDur {
            return Err(Refusal::Conflict("withdraw-point-dur"));
        }
        if !store::withdraw_thread(tx, thread.id, me)? {
            return Err(Refusal::Conflict("withdraw-answered"));
        }
        search::forgotten(tx, &[post.id])?;
        record(tx, me, "thread.withdrawn", thread, post.id)?;
        return Ok(Withdrawn::Thread);
    }
    // Whoever stays unknown takes back as they wrote.
    if !store::remove(tx, post.id, post.signer(), None)? {
        return Err(Refusal::Conflict("care-removed-meanwhile"));
    }
    gone(tx, thread, post.id)?;
    record(tx, post.signer(), "post.withdrawn", thread, post.id)?;
    Ok(Withdrawn::Post)
}

/// Brings back what one withdrew, within 30 days.
///
/// # Errors
/// `Refusal::NotFound` for what one did not withdraw; `Refusal::Conflict` when it is too late.
pub fn undo_withdrawal(viewer: &Viewer, id: PostId, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = viewer.id()?;
    let found = store::withdrawn(tx.db(), me, id)?;
    // Whoever stays unknown is a named party of what they reported.
    let named = found.named || found.signer == ANONYMOUS;
    let subject = Subject { theme: found.theme, audience: found.audience, removed: false, named };
    let author = if found.signer == ANONYMOUS { me } else { found.signer };
    policy::require_or_hide(viewer, &Act::WithdrawPost(author))?;
    if !policy::sees(viewer, &subject) {
        return Err(Refusal::NotFound);
    }
    if tx.now().seconds_since(found.at) > UNDO {
        return Err(Refusal::Conflict("withdraw-too-late"));
    }
    let back = if found.whole_thread {
        store::bring_thread_back(tx, found.thread, me)?
    } else {
        store::hold(tx, found.thread)?;
        store::bring_back(tx, id, found.signer, true)?
    };
    if !back {
        return Err(Refusal::Conflict("care-shown-meanwhile"));
    }
    let (thread, post) = threads::visible_post(tx.db(), viewer, id)?;
    back_again(tx, &thread, &post)?;
    record(tx, found.signer, "post.withdrawal-undone", &thread, id)?;
    Ok(thread.address_of(id, post.number))
}

/// Hides a post at once: its text, its versions, its words in the search; its open flags are settled by it.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it was removed meanwhile.
pub fn hide(
    viewer: &Viewer,
    thread: &Thread,
    post: &Post,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    store::hold(tx, thread.id)?;
    if !store::remove(tx, post.id, me, Some(reason))? {
        return Err(Refusal::Conflict("care-removed-meanwhile"));
    }
    gone(tx, thread, post.id)?;
    let decision = decide(tx, &about(thread, post, DecisionKind::Hide, me, reason))?;
    flags::settle(tx, thread.theme, post.id, (Outcome::Hidden, decision), me)?;
    Ok(thread.address_of(post.id, post.number))
}

/// Shows a hidden post again, as it was.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is not hidden any more.
pub fn show(
    viewer: &Viewer,
    thread: &Thread,
    post: &Post,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    store::hold(tx, thread.id)?;
    if !store::bring_back(tx, post.id, post.signer(), false)? {
        return Err(Refusal::Conflict("care-shown-meanwhile"));
    }
    back_again(tx, thread, post)?;
    decide(tx, &about(thread, post, DecisionKind::Show, me, reason))?;
    Ok(thread.address_of(post.id, post.number))
}

/// A post that is hidden by a decision, for those who may read it.
///
/// # Errors
/// `Refusal::NotFound` when it is not, or the viewer may not read it.
pub fn hidden(db: &mut Db, viewer: &Viewer, id: PostId) -> Result<(Thread, Post), Refusal> {
    let (thread, post, gone) = threads::any_post(db, viewer, id)?;
    if gone.is_none_or(|gone| gone.by == Some(post.signer())) {
        return Err(Refusal::NotFound);
    }
    policy::require_or_hide(viewer, &Act::ReadHidden { author: post.author, ground: thread.ground() })?;
    Ok((thread, post))
}

/// A decision about a post.
pub(super) fn about<'a>(
    thread: &Thread,
    post: &Post,
    kind: DecisionKind,
    actor: MemberId,
    reason: &'a Reason,
) -> Decided<'a> {
    // Its author hears nothing of flags that led to nothing.
    let about = (kind != DecisionKind::Leave).then_some(post.author);
    Decided { theme: thread.theme, thread: thread.id, post: Some(post.id), revision: None, kind, about, actor, reason }
}

/// What a removed post takes with it.
fn gone(tx: &mut Tx<'_>, thread: &Thread, post: PostId) -> Result<(), Refusal> {
    search::forgotten(tx, &[post])?;
    store::recount(tx, thread.id)
}

/// What a post brings back with it.
fn back_again(tx: &mut Tx<'_>, thread: &Thread, post: &Post) -> Result<(), Refusal> {
    let body = search::tokens(&post.source);
    if post.number == 1 {
        search::reopened(tx, thread.id, &search::tokens(&thread.title), post.id, &body)?;
    } else {
        search::corrected(tx, post.id, None, &body)?;
    }
    store::recount(tx, thread.id)
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, thread: &Thread, post: PostId) -> Result<(), Refusal> {
    let fact =
        Fact { actor: Some(actor), act, theme: Some(thread.theme), subject: "post", subject_id: post.0, detail: "" };
    journal::record(tx, &fact)
}
