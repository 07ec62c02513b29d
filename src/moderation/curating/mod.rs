//! Curating: joining two threads, splitting one, another kind, other readers, a reference, a thread removed and back.
//!
//! Posts keep their ids, so that their addresses lead where they are now; a thread that went into another leads there for
//! those who may see that one. Nothing is ever shown to more people than it was written for without its author's word.

pub mod joining;
pub mod pages;
pub mod pages_audience;
mod store;
mod store_undoing;
pub mod undoing;

use super::{Decided, DecisionKind, Reason, decide, decide_against, store as posts};
use crate::db::ids::{MemberId, ThemeId, ThreadId};
use crate::db::{Db, Tx};
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::search;
use crate::threads::{Kind, Thread};
pub use store::{Asked, Removed};

/// Posts taken out of a thread at once, at most.
pub const MOST_SPLIT: usize = 100;
/// Removed threads on a page.
pub const PAGE: i64 = 30;

/// The kinds a thread may change into: the others have a form and a life of their own.
pub const KINDS: [Kind; 3] = [Kind::Discussion, Kind::Question, Kind::Rex];
/// The audiences a thread may be given.
pub const AUDIENCES: [Audience; 3] = [Audience::Community, Audience::Peer, Audience::Expert];

/// What curating a thread takes.
pub fn curating(thread: &Thread) -> Act<'static> {
    Act::Curate { ground: thread.ground(), kind: thread.kind }
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

/// Gives a thread another kind.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Invalid` (`kind`) for one it cannot be; `Refusal::Conflict` when it changed meanwhile.
pub fn change_kind(
    viewer: &Viewer,
    thread: &Thread,
    kind: Kind,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &curating(thread))?;
    if !KINDS.contains(&kind) || kind == thread.kind {
        return Err(Problems::one("kind", "kind-choose-other"));
    }
    if thread.solution.is_some() {
        return Err(Problems::one("kind", "kind-solved"));
    }
    if !store::change_kind(tx, thread, kind)? {
        return Err(Refusal::Conflict("curate-meanwhile"));
    }
    decide(tx, &about(thread, DecisionKind::Kind, me, reason))?;
    Ok(thread.address())
}

/// What became of a change of readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is done.
    Done,
    /// Its author is asked first: it would show what was written for fewer.
    Asked,
}

/// Gives a thread to other readers: fewer at once, more once everybody who wrote in it agrees.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Invalid` (`audience`), also when somebody who wrote in it cannot be asked any more;
/// `Refusal::Conflict` when it changed, or was asked meanwhile.
pub fn change_audience(
    viewer: &Viewer,
    thread: &Thread,
    audience: Audience,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<Changed, Refusal> {
    let me = policy::require(viewer, &curating(thread))?;
    if !AUDIENCES.contains(&audience) || audience == thread.audience {
        return Err(Problems::one("audience", "audience-choose-other"));
    }
    if audience > thread.audience {
        readers(tx, thread, audience, (me, reason))?;
        return Ok(Changed::Done);
    }
    let authors = authors(tx, thread)?;
    if authors.iter().all(|author| *author == me) {
        readers(tx, thread, audience, (me, reason))?;
        return Ok(Changed::Done);
    }
    if !store::ask(tx, thread.id, audience, me, reason)? {
        return Err(Refusal::Conflict("audience-asked-already"));
    }
    ask(tx, thread, &authors, me)?;
    // Whoever asks agrees by asking.
    store::agreed(tx, thread.id, me)?;
    Ok(Changed::Asked)
}

/// Everybody whose word it takes that more people read a thread.
fn authors(tx: &mut Tx<'_>, thread: &Thread) -> Result<Vec<MemberId>, Refusal> {
    let authors = store::authors(tx.db(), thread.id)?;
    if authors.iter().any(|(_, reachable)| !reachable) {
        return Err(Problems::one("audience", "audience-somebody-gone"));
    }
    Ok(authors.into_iter().map(|(author, _)| author).collect())
}

/// Asks some of those who wrote in a thread; who asks is not told.
fn ask(tx: &mut Tx<'_>, thread: &Thread, whom: &[MemberId], me: MemberId) -> Result<(), Refusal> {
    store::add_voices(tx, thread.id, whom)?;
    let tiding = Tiding::care("audience_ask", thread.id.0, Some(thread.theme), me);
    let tiding = Tiding { thread: Some(thread.id), ..tiding };
    let told: Vec<_> = whom.iter().filter(|to| **to != me).map(|to| (*to, tiding)).collect();
    notices::tell_all(tx, &told)
}

fn readers(
    tx: &mut Tx<'_>,
    thread: &Thread,
    audience: Audience,
    (me, reason): (MemberId, &Reason),
) -> Result<(), Refusal> {
    search::leaving(tx, thread.id)?;
    if !store::change_audience(tx, thread, audience)? {
        return Err(Refusal::Conflict("curate-meanwhile"));
    }
    store::asked_no_more(tx, thread.id)?;
    decide(tx, &about(thread, DecisionKind::Audience, me, reason)).map(drop)
}

/// What those who wrote in a thread are asked, if somebody asks.
///
/// # Errors
/// What the database says.
pub fn asked(db: &mut Db, thread: ThreadId) -> Result<Option<Asked>, Refusal> {
    store::asked(db, thread)
}

/// What the viewer is asked of a thread they wrote in, if somebody asks; whether they agreed already.
///
/// # Errors
/// `Refusal::Forbidden` for who wrote nothing in it.
pub fn asked_of(db: &mut Db, viewer: &Viewer, thread: ThreadId) -> Result<Option<(Asked, bool)>, Refusal> {
    let me = viewer.id()?;
    let voice = store::voice(db, thread, me)?;
    let wrote = store::wrote(db, thread, me)?;
    policy::require(viewer, &Act::AgreeToReaders { asked: wrote || voice.is_some() })?;
    Ok(store::asked(db, thread)?.zip(voice))
}

/// Somebody who wrote in a thread agrees that more people read it, or does not: the last to agree opens it, one who does
/// not ends it. Whoever wrote in it since is asked too before it is opened.
///
/// # Errors
/// `Refusal::Forbidden` for who wrote nothing in it; `Refusal::Conflict` when nothing is asked of them any more.
pub fn answer_audience(viewer: &Viewer, thread: &Thread, agrees: bool, tx: &mut Tx<'_>) -> Result<Answered, Refusal> {
    let me = viewer.id()?;
    // One after another: of two who agree at once, the second finds the first.
    posts::hold(tx, thread.id)?;
    let found = asked_of(tx.db(), viewer, thread.id)?.filter(|(_, agreed)| !agreed);
    let (asked, _) = found.ok_or(Refusal::Conflict("audience-not-asked"))?;
    if !agrees {
        if !store::asked_no_more(tx, thread.id)? {
            return Err(Refusal::Conflict("audience-not-asked"));
        }
        answer_told(tx, thread, ("audience_declined", me), asked.by)?;
        return Ok(Answered::Declined);
    }
    store::agreed(tx, thread.id, me)?;
    let known = store::voices(tx.db(), thread.id)?;
    let new: Vec<MemberId> =
        authors(tx, thread)?.into_iter().filter(|one| known.iter().all(|(voice, _)| voice != one)).collect();
    ask(tx, thread, &new, asked.by)?;
    if !new.is_empty() || known.iter().any(|(_, agreed)| !agreed) {
        return Ok(Answered::Waits);
    }
    let reason = Reason::parse(&asked.reason).map_err(|_| Refusal::Broken("a reason without words".into()))?;
    readers(tx, thread, asked.audience, (asked.by, &reason))?;
    answer_told(tx, thread, ("audience_agreed", me), asked.by)?;
    Ok(Answered::Opened)
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The thread stays as it is.
    Declined,
    /// Others are still to agree.
    Waits,
    /// It is open.
    Opened,
}

fn answer_told(
    tx: &mut Tx<'_>,
    thread: &Thread,
    (about, me): (&str, MemberId),
    asked_by: MemberId,
) -> Result<(), Refusal> {
    let tiding = Tiding::care(about, thread.id.0, Some(thread.theme), me);
    notices::tell(tx, asked_by, &Tiding { thread: Some(thread.id), ..tiding })
}

/// Marks a thread as one to have read, or no longer.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is so already.
pub fn refer(
    viewer: &Viewer,
    thread: &Thread,
    marked: bool,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::CloseThread(thread.ground()))?;
    let done = if marked { store::mark(tx, thread.id, me)? } else { store::unmark(tx, thread.id)? };
    if !done {
        return Err(Refusal::Conflict("curate-meanwhile"));
    }
    let kind = if marked { DecisionKind::Reference } else { DecisionKind::Unreference };
    decide(tx, &about(thread, kind, me, reason))?;
    Ok(thread.address())
}

/// Whether a thread is one to have read.
///
/// # Errors
/// What the database says.
pub fn is_reference(db: &mut Db, thread: ThreadId) -> Result<bool, Refusal> {
    store::is_marked(db, thread)
}

/// Removes a thread; it can be brought back.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is gone already.
pub fn remove(viewer: &Viewer, thread: &Thread, reason: &Reason, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require(viewer, &curating(thread))?;
    search::leaving(tx, thread.id)?;
    if !store::remove(tx, thread.id, me, reason)? {
        return Err(Refusal::Conflict("curate-meanwhile"));
    }
    decide(tx, &about(thread, DecisionKind::Delete, me, reason)).map(drop)
}

/// A thread that a decision removed, for those who moderate where it stood.
///
/// # Errors
/// `Refusal::NotFound` for others, and when its author took it back or it went into another.
pub fn removed(db: &mut Db, viewer: &Viewer, id: ThreadId) -> Result<Removed, Refusal> {
    let found = store::removed(db, id)?;
    policy::require_or_hide(viewer, &Act::Curate { ground: found.ground(), kind: found.kind })?;
    Ok(found)
}

/// The threads of a theme that decisions removed, the last first (at most a page).
///
/// # Errors
/// `Refusal::NotFound` for others than its experts and animators.
pub fn removed_in(db: &mut Db, viewer: &Viewer, theme: ThemeId) -> Result<Vec<Removed>, Refusal> {
    policy::require_or_hide(viewer, &Act::DecideFlags(theme))?;
    store::removed_in(db, theme, PAGE)
}

/// Brings a removed thread back.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it is back already.
pub fn restore(viewer: &Viewer, gone: &Removed, reason: &Reason, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let act = Act::Curate { ground: gone.ground(), kind: gone.kind };
    let me = policy::require(viewer, &act)?;
    if !store::bring_back(tx, gone.id)? {
        return Err(Refusal::Conflict("curate-meanwhile"));
    }
    let decided = Decided {
        theme: Some(gone.theme),
        thread: Some(gone.id),
        post: None,
        revision: None,
        kind: DecisionKind::Restore,
        about: Some(gone.author.0),
        actor: me,
        reason,
    };
    decide(tx, &decided).map(drop)
}

/// Brings a removed thread back, whoever asks: rights are the caller's.
pub(super) fn bring_back(tx: &mut Tx<'_>, thread: ThreadId) -> Result<bool, Refusal> {
    store::bring_back(tx, thread)
}

/// The thread that another went into, if it did.
///
/// # Errors
/// What the database says.
pub fn merged_into(db: &mut Db, thread: ThreadId) -> Result<Option<ThreadId>, Refusal> {
    store::merged_into(db, thread)
}
