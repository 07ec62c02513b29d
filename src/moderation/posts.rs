//! Taking one's own post back, hiding a post, and undoing either: the post leaves its number and a sentence.
//!
//! Removal is one state, whoever removed: what lists, counts, finds, quotes and excerpts looks only at that state.

use super::{Decided, DecisionKind, Outcome, Reason, decide, flags, store};
use crate::db::ids::{DecisionId, MemberId, PostId, ThreadId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::members::ANONYMOUS;
use crate::policy::{self, Act, Subject, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::search;
use crate::sentences::Sentence;
use crate::threads::{self, Body, Kind, Post, Thread, corrections};

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
    gone(tx, thread.id, (post.id, post.number))?;
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
    back_again(tx, (thread.id, thread.whole_title()), (id, post.number, &post.source))?;
    record(tx, found.signer, "post.withdrawal-undone", &thread, id)?;
    Ok(thread.address_of(id, post.number))
}

/// Hides a post at once: its text, its versions, its words in the search; its open flags are settled by it. Says by which
/// decision.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it was removed meanwhile.
pub fn hide(
    viewer: &Viewer,
    thread: &Thread,
    post: &Post,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<DecisionId, Refusal> {
    let me = policy::require(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    store::hold(tx, thread.id)?;
    if !store::remove(tx, post.id, me, Some(reason))? {
        return Err(Refusal::Conflict("care-removed-meanwhile"));
    }
    gone(tx, thread.id, (post.id, post.number))?;
    let decision = decide(tx, &about(thread, post, DecisionKind::Hide, me, reason))?;
    flags::settle(tx, thread.theme, post.id, (Outcome::Hidden, decision), me)?;
    Ok(decision)
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
    bring_back(tx, post.id)?;
    decide(tx, &about(thread, post, DecisionKind::Show, me, reason))?;
    // The title came back with the first post.
    Ok(threads::visible_post(tx.db(), viewer, post.id)?.0.address_of(post.id, post.number))
}

/// Brings a post back that a decision removed, as it was; rights are the caller's.
///
/// # Errors
/// `Refusal::Conflict` when it is not removed any more.
pub(super) fn bring_back(tx: &mut Tx<'_>, post: PostId) -> Result<(), Refusal> {
    let was = store::removed(tx.db(), post)?;
    store::hold(tx, was.thread)?;
    if !store::bring_back(tx, post, was.signer, false)? {
        return Err(Refusal::Conflict("care-shown-meanwhile"));
    }
    if was.number == 1 && was.sealed {
        store::unseal_title(tx, was.thread)?;
    }
    let was = store::removed(tx.db(), post)?;
    back_again(tx, (was.thread, was.whole_title()), (post, was.number, &was.source))
}

/// A post that is hidden by a decision, for those who may read it.
///
/// # Errors
/// `Refusal::NotFound` when it is not, or the viewer may not read it.
pub fn hidden(db: &mut Db, viewer: &Viewer, id: PostId) -> Result<(Thread, Post), Refusal> {
    let (thread, post, gone) = threads::any_post(db, viewer, id)?;
    let Some(gone) = gone.filter(|gone| gone.by != Some(post.signer())) else { return Err(Refusal::NotFound) };
    policy::require_or_hide(viewer, &reads(&thread, post.author, gone.sealed))?;
    Ok((thread, post))
}

/// A post that a decision removed, for those who decide about it, even sealed: they know of it, not what it says.
///
/// # Errors
/// `Refusal::NotFound` when it was not removed by a decision, or the viewer does not moderate there.
pub fn hidden_from_others(db: &mut Db, viewer: &Viewer, id: PostId) -> Result<(Thread, Post), Refusal> {
    let (thread, post, gone) = threads::any_post(db, viewer, id)?;
    if gone.is_none_or(|gone| gone.by == Some(post.signer())) {
        return Err(Refusal::NotFound);
    }
    policy::require_or_hide(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    Ok((thread, post))
}

/// A post that stands, to be decided about; who comes second is told who decided what before.
///
/// # Errors
/// `Refusal::NotFound`; `Refusal::Overtaken` for those who moderate, when a decision removed it already.
pub fn standing(db: &mut Db, viewer: &Viewer, id: PostId) -> Result<(Thread, Post), Refusal> {
    match threads::visible_post(db, viewer, id) {
        Err(Refusal::NotFound) => {
            hidden_from_others(db, viewer, id)?;
            let mut problems = Problems::default();
            if let Some(sentence) = decided_before(db, id)? {
                problems.add("reason", sentence);
            }
            Err(Refusal::Overtaken(problems))
        }
        found => found,
    }
}

/// Corrects a post in its author's place, who reads why; the version before is hidden.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Invalid` (`version`, `body`).
pub fn correct(
    viewer: &Viewer,
    (thread, post): (&Thread, &Post),
    text: (&str, &Body),
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    let replaced = corrections::in_place_of_author(viewer, (thread, post), text, (me, reason), tx)?;
    let decided = Decided { revision: Some(replaced), ..about(thread, post, DecisionKind::Edit, me, reason) };
    decide(tx, &decided)?;
    Ok(thread.address_of(post.id, post.number))
}

/// What reading a post takes that a decision removed: more when that was an emergency.
pub fn reads(thread: &Thread, author: MemberId, sealed: bool) -> Act<'static> {
    let ground = thread.ground();
    if sealed { Act::ReadSealed(ground) } else { Act::ReadHidden { author, ground } }
}

/// Who decided what about a post before, as whoever comes second is told; none when nothing was.
///
/// # Errors
/// What the database says.
pub fn decided_before(db: &mut Db, post: PostId) -> Result<Option<Sentence>, Refusal> {
    let last = store::last_about_post(db, post, &[DecisionKind::Hide, DecisionKind::Remove])?;
    Ok(last.map(|last| {
        Sentence::new("care-decided-before")
            .text("name", format!("{} {}", last.actor.1, last.actor.2))
            .text("reason", last.reason)
    }))
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
    Decided::of_post((thread.theme, thread.id), post.id, kind, (about, actor), reason)
}

/// What a removed post takes with it: the first one its thread's title.
pub(super) fn gone(tx: &mut Tx<'_>, thread: ThreadId, (post, number): (PostId, i32)) -> Result<(), Refusal> {
    search::forgotten(tx, &[post])?;
    if number == 1 {
        store::hide_title(tx, thread)?;
        search::untitled(tx, thread)?;
    }
    store::recount(tx, thread)
}

/// What a post brings back with it.
pub(super) fn back_again(
    tx: &mut Tx<'_>,
    (thread, title): (ThreadId, &str),
    (post, number, source): (PostId, i32, &str),
) -> Result<(), Refusal> {
    let body = search::tokens(source);
    if number == 1 {
        store::show_title(tx, thread)?;
        search::reopened(tx, thread, &search::tokens(title), post, &body)?;
    } else {
        search::corrected(tx, post, None, &body)?;
    }
    store::recount(tx, thread)
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, thread: &Thread, post: PostId) -> Result<(), Refusal> {
    let fact =
        Fact { actor: Some(actor), act, theme: Some(thread.theme), subject: "post", subject_id: post.0, detail: "" };
    journal::record(tx, &fact)
}
