//! The versions of a post: reading them, what changed between two, putting one back, hiding one.

pub mod diff;
pub mod pages;
pub mod store;

use super::{Body, Post, Thread, store as threads};
use crate::db::ids::{MemberId, PostId, RevisionId};
use crate::db::{Db, Moment, Tx};
use crate::moderation::{self, Decided, DecisionKind, Reason};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};

/// Why a version is not for everybody.
#[derive(Clone, Debug)]
pub struct Hiding {
    /// Who hid it.
    pub by: MemberId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// A version of a post.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which one; the current one is no revision yet.
    pub revision: Option<RevisionId>,
    /// Its place from the first, 1.
    pub number: usize,
    /// What was typed; none when the reader may not read it.
    pub source: Option<String>,
    /// Who wrote it.
    pub by: MemberId,
    /// When it was written.
    pub at: Moment,
    /// Whether it was hidden.
    pub hidden: Option<Hiding>,
}

/// A post whose versions the viewer may read: one they see, or a hidden one they may read.
///
/// # Errors
/// `Refusal::NotFound` otherwise.
pub fn readable(db: &mut Db, viewer: &Viewer, id: PostId) -> Result<(Thread, Post), Refusal> {
    let (thread, post, gone) = threads::any_post(db, viewer, id)?;
    if let Some(gone) = gone {
        // What its author took back is the author's alone.
        if gone.by == Some(post.author) && viewer.member != gone.by {
            return Err(Refusal::NotFound);
        }
        policy::require_or_hide(viewer, &moderation::posts::reads(&thread, post.author, gone.sealed))?;
    }
    Ok((thread, post))
}

/// The versions of a readable post, the current one first (at most 201). A hidden one keeps its text from those who
/// do not moderate.
///
/// # Errors
/// What the database says.
pub fn versions(db: &mut Db, viewer: &Viewer, thread: &Thread, post: &Post) -> Result<Vec<Version>, Refusal> {
    let earlier = store::revisions_of(db, post.id)?;
    let may_read = policy::allows(viewer, &Act::DecideFlags(thread.theme));
    let total = earlier.len() + 1;
    // A revision says who replaced it: that is who wrote the next one.
    let mut writers = earlier.iter().map(|revision| revision.replaced_by);
    let current = Version {
        revision: None,
        number: total,
        source: Some(post.source.clone()),
        by: writers.next().unwrap_or(post.signer()),
        at: post.edited_at.unwrap_or(post.created_at),
        hidden: None,
    };
    let older = earlier.iter().enumerate().map(|(place, revision)| Version {
        revision: Some(revision.id),
        number: total - 1 - place,
        source: (revision.hidden.is_none() || may_read).then(|| revision.source.clone()),
        by: writers.next().unwrap_or(post.signer()),
        at: revision.written_at,
        hidden: revision.hidden.clone().map(|(by, reason, at)| Hiding { by, reason, at }),
    });
    Ok(std::iter::once(current).chain(older).collect())
}

/// Keeps the version a post had before `editor` replaced it.
pub(super) fn keep(tx: &mut Tx<'_>, post: &Post, editor: MemberId) -> Result<RevisionId, Refusal> {
    store::keep(tx, post, editor)
}

/// Hides the version that somebody who moderates has just replaced.
pub(super) fn hide_replaced(
    tx: &mut Tx<'_>,
    revision: RevisionId,
    by: MemberId,
    reason: &Reason,
) -> Result<(), Refusal> {
    store::hide(tx, revision, by, reason).map(drop)
}

/// Shows a hidden version again, whoever asks: rights are the caller's to require. Says whether it was hidden.
///
/// # Errors
/// What the database says.
pub(crate) fn show_again(tx: &mut Tx<'_>, revision: RevisionId) -> Result<bool, Refusal> {
    store::show(tx, revision)
}

/// Whether the current version of a post was written by a person.
pub(super) fn is_written_by(tx: &mut Tx<'_>, post: &Post, member: MemberId) -> Result<bool, Refusal> {
    Ok(store::last_editor(tx.db(), post.id)?.unwrap_or(post.signer()) == member)
}

/// The text of an earlier version, read and rendered before the transaction that puts it back: it never changes.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn body_of(db: &mut Db, revision: RevisionId) -> Result<Body, Refusal> {
    Body::parse(&store::source_of(db, revision)?).map_err(|_| Refusal::NotFound)
}

/// Puts an earlier version back: a new version of its own. Others than the author say why, and the author reads it.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` for a hidden version or when the post changed meanwhile.
pub fn restore(
    viewer: &Viewer,
    (thread, post): (&Thread, &Post),
    revision: RevisionId,
    (version, body): (&str, &Body),
    reason: Option<&Reason>,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::RestoreRevision { author: post.author, ground: thread.ground() })?;
    if super::owned::is_text_of_its_owner(thread, post.number) {
        return Err(Refusal::Forbidden("refusal-forbidden-owned"));
    }
    if thread.archived {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    let found = store::revision(tx.db(), post.id, revision)?;
    if found.hidden.is_some() {
        return Err(Refusal::Conflict("history-hidden-not-restored"));
    }
    if version != post.version() || found.source != body.source() {
        return Err(Refusal::Conflict("history-changed-meanwhile"));
    }
    if post.source == found.source {
        return Ok(thread.address_of(post.id, post.number));
    }
    super::replace(viewer, tx, thread, post, body).map_err(|_| Refusal::Conflict("history-changed-meanwhile"))?;
    store::keep(tx, post, if post.author == me { post.signer() } else { me })?;
    if post.author == me {
        super::record(tx, post.signer(), "post.version-restored", thread.theme, "post", post.id.0, "")?;
    } else {
        let reason = reason.ok_or_else(|| Problems::one("reason", "care-reason-needed"))?;
        decide(tx, me, (thread, post), revision, DecisionKind::Revert, reason)?;
    }
    Ok(thread.address_of(post.id, post.number))
}

/// Hides an earlier version from those who do not moderate the theme.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is hidden already.
pub fn hide(
    viewer: &Viewer,
    (thread, post): (&Thread, &Post),
    revision: RevisionId,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    store::revision(tx.db(), post.id, revision)?;
    if !store::hide(tx, revision, me, reason)? {
        return Err(Refusal::Conflict("history-hidden-meanwhile"));
    }
    decide(tx, me, (thread, post), revision, DecisionKind::HideVersion, reason)
}

/// Shows a hidden version again.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is not hidden.
pub fn show(
    viewer: &Viewer,
    (thread, post): (&Thread, &Post),
    revision: RevisionId,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    store::revision(tx.db(), post.id, revision)?;
    if !store::show(tx, revision)? {
        return Err(Refusal::Conflict("history-shown-meanwhile"));
    }
    decide(tx, me, (thread, post), revision, DecisionKind::ShowVersion, reason)
}

fn decide(
    tx: &mut Tx<'_>,
    actor: MemberId,
    (thread, post): (&Thread, &Post),
    revision: RevisionId,
    kind: DecisionKind,
    reason: &Reason,
) -> Result<(), Refusal> {
    let decided = Decided {
        theme: Some(thread.theme),
        thread: Some(thread.id),
        post: Some(post.id),
        revision: Some(revision),
        kind,
        about: Some(post.author),
        actor,
        reason,
    };
    moderation::decide(tx, &decided).map(|_| ())
}
