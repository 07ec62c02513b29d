//! Flags: a member says that something is wrong with a post; the theme's experts and animators settle it.

use super::{
    Decided, DecisionKind, FlagReason, Outcome, Reason, decide, posts, store as posts_store, store_flags as store,
    tidings,
};
use crate::db::ids::{DecisionId, MemberId, PostId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::notices;
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
use crate::threads::{Post, Thread};
pub use store::{Flag, HiddenMessage, Own};

/// Longest line beside a reason, in characters.
pub const LONGEST_LINE: usize = 300;
/// Messages on a list of those that were hidden lately.
const HIDDEN: i64 = 20;

/// Flags a post, once a person.
///
/// # Errors
/// `Refusal::Forbidden` for one's own; `Refusal::Conflict` when the person flagged it before.
pub fn flag(
    viewer: &Viewer,
    thread: &Thread,
    post: &Post,
    (reason, line): (FlagReason, &str),
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::FlagPost { author: post.author })?;
    let Some(flag) = store::insert(tx, post.id, me, reason, line)? else {
        return Err(Refusal::Conflict("flag-already"));
    };
    record(tx, me, "post.flagged", thread, post.id)?;
    tidings::flagged(tx, thread, post, flag, me)?;
    Ok(thread.address_of(post.id, post.number))
}

/// Takes one's own open flag back, and what those who settle flags were told of it.
///
/// # Errors
/// `Refusal::Conflict` when there is none, or it was settled.
pub fn withdraw(viewer: &Viewer, thread: &Thread, post: &Post, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = viewer.id()?;
    let Some(flag) = store::withdraw(tx, post.id, me)? else {
        return Err(Refusal::Conflict("flag-none"));
    };
    notices::flag_withdrawn(tx, flag)?;
    record(tx, me, "flag.withdrawn", thread, post.id)?;
    Ok(thread.address_of(post.id, post.number))
}

/// Leaves a flagged post as it is: those who flagged it read why.
///
/// # Errors
/// `Refusal::NotFound` for others than the theme's experts and animators; `Refusal::Forbidden` for one's own post;
/// `Refusal::Conflict` when nothing is open.
pub fn leave(viewer: &Viewer, thread: &Thread, post: &Post, reason: &Reason, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    policy::require_or_hide(viewer, &Act::DecideFlags(thread.theme))?;
    let me = policy::require(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    let decision = decide(tx, &posts::about(thread, post, DecisionKind::Leave, me, reason))?;
    if settle(tx, thread.theme, post.id, (Outcome::Left, decision), me)? == 0 {
        return Err(Refusal::Conflict("flags-settled-meanwhile"));
    }
    Ok(())
}

/// A flagged message of a private conversation, with its theme, if the viewer settles its flags.
///
/// # Errors
/// What the database says.
pub fn flagged_in_private(
    db: &mut Db,
    viewer: &Viewer,
    post: PostId,
) -> Result<Option<(store::FlaggedPost, ThemeId)>, Refusal> {
    let found = store::privately_flagged(db, post)?;
    Ok(found.filter(|(_, theme)| policy::allows(viewer, &Act::DecidePrivateFlags(*theme))))
}

/// Leaves a flagged message of a private conversation as it is.
///
/// # Errors
/// As [`leave`].
pub fn leave_private(
    viewer: &Viewer,
    (post, theme): (&store::FlaggedPost, ThemeId),
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    settle_private(viewer, (post, theme), (DecisionKind::Leave, Outcome::Left), reason, tx)
}

/// Hides a flagged message of a private conversation, whose other messages stay unread; its author reads why.
///
/// # Errors
/// As [`leave`]; `Refusal::Conflict` when it was removed meanwhile.
pub fn hide_private(
    viewer: &Viewer,
    (post, theme): (&store::FlaggedPost, ThemeId),
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::SettlePrivateFlags { author: post.author.0, theme })?;
    posts_store::hold(tx, post.thread.0)?;
    if !posts_store::remove(tx, post.id, me, Some(reason))? {
        return Err(Refusal::Conflict("care-removed-meanwhile"));
    }
    posts::gone(tx, post.thread.0, (post.id, post.number))?;
    settle_private(viewer, (post, theme), (DecisionKind::Hide, Outcome::Hidden), reason, tx)
}

/// The messages of a theme's private conversations that were hidden lately, the last first, for its animators: what was
/// decided by mistake can be undone.
///
/// # Errors
/// `Refusal::NotFound` for others than the theme's animators.
pub fn hidden_in_private(
    db: &mut Db,
    viewer: &Viewer,
    theme: ThemeId,
    now: Moment,
) -> Result<Vec<HiddenMessage>, Refusal> {
    policy::require_or_hide(viewer, &Act::DecidePrivateFlags(theme))?;
    store::privately_hidden(db, (Some(theme), None), now.plus_seconds(-posts::UNDO), HIDDEN)
}

/// One of them, if the viewer animates its theme.
///
/// # Errors
/// What the database says.
pub fn one_hidden_in_private(
    db: &mut Db,
    viewer: &Viewer,
    post: PostId,
    now: Moment,
) -> Result<Option<HiddenMessage>, Refusal> {
    let found = store::privately_hidden(db, (None, Some(post)), now.plus_seconds(-posts::UNDO), 1)?;
    Ok(found.into_iter().find(|one| policy::allows(viewer, &Act::DecidePrivateFlags(one.theme))))
}

/// Shows a hidden message of a private conversation again, as it was.
///
/// # Errors
/// `Refusal::Forbidden` for one's own; `Refusal::Conflict` when it is not hidden any more.
pub fn show_private(viewer: &Viewer, hidden: &HiddenMessage, reason: &Reason, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let HiddenMessage { post, theme, hidden_title, .. } = hidden;
    let (theme, (author, ..)) = (*theme, &post.author);
    let me = policy::require(viewer, &Act::SettlePrivateFlags { author: *author, theme })?;
    let (thread, title) = &post.thread;
    posts_store::hold(tx, *thread)?;
    if !posts_store::bring_back(tx, post.id, *author, false)? {
        return Err(Refusal::Conflict("care-shown-meanwhile"));
    }
    posts::back_again(tx, (*thread, hidden_title.as_ref().unwrap_or(title)), (post.id, post.number, &post.source))?;
    let (kind, about) = (DecisionKind::Show, Some(*author));
    let decided = Decided::of_post((theme, *thread), post.id, kind, (about, me), reason);
    decide(tx, &decided).map(drop)
}

/// Settles the flags of a message of a private conversation: without an open flag nothing is decided there.
fn settle_private(
    viewer: &Viewer,
    (post, theme): (&store::FlaggedPost, ThemeId),
    (kind, outcome): (DecisionKind, Outcome),
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    policy::require_or_hide(viewer, &Act::DecidePrivateFlags(theme))?;
    let me = policy::require(viewer, &Act::SettlePrivateFlags { author: post.author.0, theme })?;
    let about = (kind == DecisionKind::Hide).then_some(post.author.0);
    let (thread, post) = (post.thread.0, post.id);
    let decided = Decided::of_post((theme, thread), post, kind, (about, me), reason);
    let decision = decide(tx, &decided)?;
    if settle(tx, theme, post, (outcome, decision), me)? == 0 {
        return Err(Refusal::Conflict("flags-settled-meanwhile"));
    }
    Ok(())
}

/// Settles the open flags of a post by a decision; says how many there were.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    post: PostId,
    (outcome, decision): (Outcome, DecisionId),
    actor: MemberId,
) -> Result<usize, Refusal> {
    let settled = store::settle(tx, post, outcome, decision)?;
    if settled > 0 {
        let flaggers = store::settled_by(tx.db(), decision)?;
        tidings::settled(tx, theme, post, (outcome, decision), (actor, &flaggers))?;
    }
    Ok(settled)
}

/// The flags of a post that a decision settled wait again, in the transaction of what undoes it; rights are the caller's.
pub(super) fn waits_again(tx: &mut Tx<'_>, undone: (PostId, DecisionId)) -> Result<(), Refusal> {
    store::waits_again(tx, undone)
}

/// A post with its open flags.
#[derive(Clone, Debug)]
pub struct Flagged {
    /// The post, its thread and its author.
    pub post: store::FlaggedPost,
    /// Its open flags, the oldest first.
    pub flags: Vec<Flag>,
}

/// Flagged posts with their open flags, in the same order.
pub(super) fn with_all_flags(db: &mut Db, found: Vec<store::FlaggedPost>) -> Result<Vec<Flagged>, Refusal> {
    let ids: Vec<PostId> = found.iter().map(|post| post.id).collect();
    let mut flags = store::open_on(db, &ids)?;
    let flagged = |post: store::FlaggedPost| {
        let (own, rest) = std::mem::take(&mut flags).into_iter().partition(|flag| flag.post == post.id);
        flags = rest;
        Flagged { post, flags: own }
    };
    Ok(found.into_iter().map(flagged).collect())
}

/// The flags a member made, the last first (at most 50).
///
/// # Errors
/// What the database says.
pub fn made_by(db: &mut Db, member: MemberId) -> Result<Vec<Own>, Refusal> {
    store::made_by(db, member, 50)
}

/// A member's flag on a post.
///
/// # Errors
/// What the database says.
pub fn own(db: &mut Db, post: PostId, member: MemberId) -> Result<Option<Own>, Refusal> {
    store::own(db, post, member)
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, thread: &Thread, post: PostId) -> Result<(), Refusal> {
    let fact =
        Fact { actor: Some(actor), act, theme: Some(thread.theme), subject: "post", subject_id: post.0, detail: "" };
    journal::record(tx, &fact)
}
