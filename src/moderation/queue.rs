//! What moderation brings to the console: posts with open flags, and the verbs that settle them, by the post alone.

use super::appeals::{self, Appeal};
use super::decisions::Decision;
use super::flags::{self, Flagged};
use super::held::{self, Held};
use super::hits::{self, Hit, Suspect};
use super::{DecisionKind, Reason, posts, store_queue as store};
use crate::db::ids::{AppealId, HeldId, HitId, MemberId, PostId};
use crate::db::{Db, Moment, Slice, Tx, Waits};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::threads;
pub use store::Queued;

/// Which flagged posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Those that may let a patient be recognised.
    Patients,
    /// The others.
    Others,
    /// Messages of private conversations, each alone: for animators.
    Private,
}

/// A slice of the flagged posts of some themes with their open flags, the first flagged first. The themes are those the
/// viewer settles flags in (animates, for private ones).
///
/// # Errors
/// What the database says.
pub fn queued(
    db: &mut Db,
    viewer: &Viewer,
    slice: &Slice<'_>,
    shelf: Shelf,
) -> Result<Vec<(Queued, Flagged)>, Refusal> {
    let found = store::queued(db, viewer, slice, shelf)?;
    let flagged = flags::with_all_flags(db, found.iter().map(|one| one.post.clone()).collect())?;
    Ok(found.into_iter().zip(flagged).collect())
}

/// The same, where they stand alone.
///
/// # Errors
/// What the database says.
pub fn waits(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>, shelf: Shelf) -> Result<Vec<Waits>, Refusal> {
    store::waits(db, viewer, slice, shelf)
}

/// Hides a flagged post, wherever it stands.
///
/// # Errors
/// Those of [`posts::hide`] and [`flags::hide_private`].
pub fn hide(viewer: &Viewer, post: PostId, reason: &Reason, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    if let Some((post, theme)) = flags::flagged_in_private(tx.db(), viewer, post)? {
        return flags::hide_private(viewer, (&post, theme), reason, tx);
    }
    let (thread, post) = seen(viewer, post, tx)?;
    posts::hide(viewer, &thread, &post, reason, tx).map(drop)
}

/// Leaves a flagged post as it is, wherever it stands.
///
/// # Errors
/// Those of [`flags::leave`] and [`flags::leave_private`].
pub fn leave(viewer: &Viewer, post: PostId, reason: &Reason, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    if let Some((post, theme)) = flags::flagged_in_private(tx.db(), viewer, post)? {
        return flags::leave_private(viewer, (&post, theme), reason, tx);
    }
    let (thread, post) = seen(viewer, post, tx)?;
    flags::leave(viewer, &thread, &post, reason, tx)
}

/// Undoes what the viewer hid at a moment, wherever it stands: it is shown again, and what hiding it settled waits again.
///
/// # Errors
/// `Refusal::Conflict` when something else was decided of it since; those of [`posts::show`] and [`flags::show_private`].
pub fn undo_hiding(
    viewer: &Viewer,
    (post, hidden_at): (PostId, Moment),
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let now = tx.now();
    let last = store::last_decision(tx.db(), post)?;
    let theirs = |(kind, _, at, (by, ..)): &(DecisionKind, String, Moment, (MemberId, String, String))| {
        *kind == DecisionKind::Hide && *at == hidden_at && Some(*by) == viewer.member
    };
    if !last.as_ref().is_some_and(theirs) {
        return Err(Refusal::Conflict("console-refused-meanwhile"));
    }
    if let Some(hidden) = flags::one_hidden_in_private(tx.db(), viewer, post, now)? {
        flags::show_private(viewer, &hidden, reason, tx)?;
    } else {
        let (thread, post) = posts::hidden(tx.db(), viewer, post)?;
        posts::show(viewer, &thread, &post, reason, tx)?;
    }
    let Some(undone) = store::undone_last(tx.db(), post)? else { return Ok(()) };
    flags::waits_again(tx, (post, undone))?;
    hits::waits_again(tx, (post, undone))
}

/// A post that stands; what was hidden meanwhile is settled, what is not visible does not exist.
fn seen(viewer: &Viewer, post: PostId, tx: &mut Tx<'_>) -> Result<(threads::Thread, threads::Post), Refusal> {
    match threads::visible_post(tx.db(), viewer, post) {
        Err(Refusal::NotFound) if posts::hidden_from_others(tx.db(), viewer, post).is_ok() => {
            Err(Refusal::Conflict("care-removed-meanwhile"))
        }
        found => found,
    }
}

/// Reads a slice of what is listed by id, the oldest first.
fn sliced<T>(
    slice: &Slice<'_>,
    id: impl Fn(&T) -> i64,
    read: impl FnOnce(Option<i64>, i64) -> Result<Vec<T>, Refusal>,
) -> Result<Vec<T>, Refusal> {
    match slice.only {
        Some(key) => {
            let mut found = read(Some(key.id - 1), 1)?;
            found.retain(|one| id(one) == key.id);
            Ok(found)
        }
        None => read(slice.after.map(|rank| rank.id), slice.most),
    }
}

/// A slice of the posts of some themes where something may identify a patient, the first found first: the first of each.
///
/// # Errors
/// What the database says.
pub fn hits(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>) -> Result<Vec<Hit>, Refusal> {
    let only = slice.only.map(|key| PostId(key.id));
    hits::open_in(db, viewer, (slice.themes, only), slice.after.map(|rank| HitId(rank.id)), slice.most)
}

/// The same with all that was found in each.
///
/// # Errors
/// What the database says.
pub fn suspects(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>) -> Result<Vec<Suspect>, Refusal> {
    let firsts = hits(db, viewer, slice)?;
    hits::with_all(db, firsts)
}

/// Settles all that was found in a post.
///
/// # Errors
/// Those of [`hits::settle`].
pub fn settle_hits(
    viewer: &Viewer,
    post: PostId,
    how: (hits::Outcome, &Reason),
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let (thread, post) = seen(viewer, post, tx)?;
    hits::settle(viewer, (&thread, &post), how, tx)
}

/// A slice of the appeals of some themes that the viewer may answer, the oldest first.
///
/// # Errors
/// What the database says.
pub fn appeals(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>) -> Result<Vec<(Appeal, Decision)>, Refusal> {
    let id = |(appeal, _): &(Appeal, Decision)| appeal.id.0;
    let of = (slice.themes, slice.office);
    sliced(slice, id, |after, most| appeals::open_in(db, viewer, of, after.map(AppealId), most))
}

/// A slice of the texts that wait in some themes, the oldest first.
///
/// # Errors
/// What the database says.
pub fn held(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>) -> Result<Vec<Held>, Refusal> {
    let id = |held: &Held| held.id.0;
    sliced(slice, id, |after, most| held::open_in(db, viewer, slice.themes, after.map(HeldId), most))
}

/// What somebody decided last of a post.
pub struct Settled {
    /// What.
    pub kind: DecisionKind,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// Who: their id, given and family name.
    pub by: (MemberId, String, String),
}

/// The last decision about a post: for those who settle its flags, whose rights the caller asked.
///
/// # Errors
/// What the database says.
pub fn settled(db: &mut Db, post: PostId) -> Result<Option<Settled>, Refusal> {
    let found = store::last_decision(db, post)?;
    Ok(found.map(|(kind, reason, at, by)| Settled { kind, reason, at, by }))
}
