//! Correcting what somebody else wrote: the version before is kept, and hidden from those who do not moderate.

use super::{Body, Post, Thread, history, notices, owned, record, replace};
use crate::db::Tx;
use crate::db::ids::{MemberId, RevisionId};
use crate::moderation::Reason;
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};

/// Puts another text in the place of somebody's; rights are the caller's to require. Says which version it replaced.
///
/// # Errors
/// `Refusal::Forbidden` for the text of a sheet or a meeting; `Refusal::Conflict` in an archived theme;
/// `Refusal::Invalid` (`version`) when it was corrected meanwhile, (`body`) when nothing would change.
pub(crate) fn in_place_of_author(
    viewer: &Viewer,
    (thread, post): (&Thread, &Post),
    (version, body): (&str, &Body),
    (me, reason): (MemberId, &Reason),
    tx: &mut Tx<'_>,
) -> Result<RevisionId, Refusal> {
    if owned::is_text_of_its_owner(thread, post.number) {
        return Err(Refusal::Forbidden("refusal-forbidden-owned"));
    }
    if thread.archived {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    if version != post.version() {
        return Err(Problems::one("version", "post-changed-meanwhile"));
    }
    if post.source == body.source() {
        return Err(Problems::one("body", "correction-same"));
    }
    let called = replace(viewer, tx, thread, post, body)?;
    let revision = history::keep(tx, post, me)?;
    history::hide_replaced(tx, revision, me, reason)?;
    record(tx, me, "post.corrected", thread.theme, "post", post.id.0, "")?;
    notices::corrected(tx, me, post.id, &called)?;
    Ok(revision)
}
