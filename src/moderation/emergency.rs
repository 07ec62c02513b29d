//! Removing a post in an emergency: what hiding leaves to its author and to those who moderate goes too.
//!
//! Removal is the state every list, search, feed, digest, notice and file asks for (`posts.removed_at`), so that the next
//! request and the next mail no longer hold the post; mail is read again as it leaves. What is more here: its text, its
//! versions and, of a first post, the thread's title are read by the animators of the theme alone.

use super::{DecisionKind, Outcome, Reason, decide, flags, posts, store};
use crate::db::Tx;
use crate::db::ids::PostId;
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::threads::{self, Post, Thread};

/// A post that may be removed in an emergency: one that stands, or one that is only hidden.
///
/// # Errors
/// `Refusal::NotFound`; `Refusal::Overtaken` when somebody did it before, with who and why.
pub fn removable(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId) -> Result<(Thread, Post), Refusal> {
    match threads::visible_post(tx.db(), viewer, id) {
        Err(Refusal::NotFound) => {
            let (thread, post, gone) = threads::any_post(tx.db(), viewer, id)?;
            let gone = gone.filter(|gone| gone.by != Some(post.signer())).ok_or(Refusal::NotFound)?;
            policy::require_or_hide(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
            if gone.sealed { Err(done_before(tx, id)?) } else { Ok((thread, post)) }
        }
        found => found,
    }
}

fn done_before(tx: &mut Tx<'_>, id: PostId) -> Result<Refusal, Refusal> {
    let mut problems = Problems::default();
    if let Some(sentence) = posts::decided_before(tx.db(), id)? {
        problems.add("reason", sentence);
    }
    Ok(Refusal::Overtaken(problems))
}

/// Removes a post in an emergency; its open flags are settled by it.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when somebody else did it meanwhile.
pub fn remove(
    viewer: &Viewer,
    (thread, post): (&Thread, &Post),
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    store::hold(tx, thread.id)?;
    if store::remove(tx, post.id, me, Some(reason))? {
        posts::gone(tx, thread.id, (post.id, post.number))?;
    }
    if !store::seal(tx, post.id)? {
        return Err(Refusal::Conflict("care-removed-meanwhile"));
    }
    if post.number == 1 {
        store::seal_title(tx, thread.id)?;
    }
    let decision = decide(tx, &posts::about(thread, post, DecisionKind::Remove, me, reason))?;
    flags::settle(tx, thread.theme, post.id, (Outcome::Hidden, decision), me)?;
    Ok(thread.address_of(post.id, post.number))
}
