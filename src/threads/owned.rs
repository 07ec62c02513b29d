//! Threads that something else owns: a practice sheet or a meeting opens its own under its own id, and rewrites its first
//! post.

use super::{Body, Kind, Opening, Post, Thread, Title, begin_as, history, record, replace, store};
use crate::db::Tx;
use crate::db::ids::{MemberId, PostId, ThreadId};
use crate::notices;
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::search;

/// Whether a post is the text of what owns the thread: it is rewritten there, and taken back there.
pub fn is_text_of_its_owner(thread: &Thread, number: i32) -> bool {
    matches!(thread.kind, Kind::Sheet | Kind::Meeting) && number == 1
}

/// Opens the thread of what has this id already, with its text; the rights are the owner's to require.
///
/// # Errors
/// `Refusal::Conflict` in an archived theme.
pub(crate) fn open(
    viewer: &Viewer,
    author: MemberId,
    id: ThreadId,
    opening: &Opening,
    tx: &mut Tx<'_>,
) -> Result<PostId, Refusal> {
    let post = begin_as(viewer, author, id, opening, tx)?;
    notices::written(tx, author, id, post)?;
    Ok(post)
}

/// Gives the thread another title and another text; the text before is kept as a version, and the search follows.
///
/// # Errors
/// `Refusal::Conflict` in an archived theme; `Refusal::Invalid` (`version`) when somebody was faster.
pub(crate) fn rewrite(
    viewer: &Viewer,
    editor: MemberId,
    thread: &Thread,
    (title, body): (&Title, &Body),
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    if thread.archived {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    let post: Post = store::first_post(tx.db(), thread)?;
    let renamed = thread.title != title.as_str();
    if renamed {
        store::retitle(tx, thread.id, title.as_str())?;
    }
    if post.source != body.source {
        let thread = Thread { title: title.as_str().to_owned(), ..thread.clone() };
        let called = replace(viewer, tx, &thread, &post, body)?;
        history::keep(tx, &post, editor)?;
        notices::corrected(tx, editor, post.id, &called)?;
    }
    if renamed {
        search::reopened(tx, thread.id, &title.tokens, post.id, &body.tokens)?;
    }
    record(tx, editor, "post.corrected", thread.theme, "post", post.id.0, "")
}
