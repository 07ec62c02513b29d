//! Finding again what was written: one analyser for both engines, an index that only says which posts hold a token,
//! one function that scores. What a reader may not see is in no count, no rank, no proposal.

pub mod analysis;
mod excerpt;
mod find;
pub mod loading;
pub mod pages;
mod question;
mod scoring;
mod spelling;
pub mod store;
mod store_upkeep;
pub mod upkeep;

use crate::db::ids::{PostId, ThreadId};
use crate::db::{Db, Tx};
use crate::policy::Viewer;
use crate::refusal::Refusal;
pub use analysis::{Tokens, tokens};
pub use find::{Filters, Found, Hit, Order, State, find};
pub use question::Question;

/// A thread was opened: its title and its first post can be found.
///
/// # Errors
/// What the database says.
pub fn opened(tx: &mut Tx<'_>, thread: ThreadId, title: &Tokens, post: PostId, body: &Tokens) -> Result<(), Refusal> {
    store::note_title(tx, thread, &title.line())?;
    store::note(tx, post, &with_title(title, body))
}

/// A post was written: it can be found.
///
/// # Errors
/// What the database says.
pub fn written(tx: &mut Tx<'_>, post: PostId, body: &Tokens) -> Result<(), Refusal> {
    store::note(tx, post, &body.line())
}

/// A post was corrected: it is found by its new words only; the first of a thread holds its title too.
///
/// # Errors
/// What the database says.
pub fn corrected(tx: &mut Tx<'_>, post: PostId, title: Option<&Tokens>, body: &Tokens) -> Result<(), Refusal> {
    store::forget(tx, &[post])?;
    let line = title.map_or_else(|| body.line(), |title| with_title(title, body));
    store::note(tx, post, &line)
}

/// Posts were removed: they are found no more, and their words count no more.
///
/// # Errors
/// What the database says.
pub fn forgotten(tx: &mut Tx<'_>, posts: &[PostId]) -> Result<(), Refusal> {
    store::forget(tx, posts)
}

/// The title of a thread is hidden with its first post: its answers are found by it no more.
///
/// # Errors
/// What the database says.
pub fn untitled(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    store::forget_title(tx, thread)?;
    store::note_title(tx, thread, "")
}

/// A thread is about to change its theme or its audience: its words leave the counts and are counted again there.
///
/// # Errors
/// What the database says.
pub fn leaving(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    store_upkeep::leaving(tx, thread)
}

/// A thread is back: its title and its first post can be found again.
///
/// # Errors
/// What the database says.
pub fn reopened(tx: &mut Tx<'_>, thread: ThreadId, title: &Tokens, post: PostId, body: &Tokens) -> Result<(), Refusal> {
    store::forget_title(tx, thread)?;
    store::forget(tx, &[post])?;
    opened(tx, thread, title, post, body)
}

fn with_title(title: &Tokens, body: &Tokens) -> String {
    [title.line(), body.line()].join(" ").trim().to_owned()
}

/// Only what circles read.
pub(crate) fn shared() -> Filters {
    Filters { shared: true, ..Filters::default() }
}

/// The threads whose words a text holds, best first, among what the viewer sees: their ids, titles and themes' names.
///
/// # Errors
/// `Refusal::Busy` while the index is being made again, else what the database says.
pub fn titled(
    db: &mut Db,
    viewer: &Viewer,
    text: &str,
    most: usize,
) -> Result<Vec<(ThreadId, String, String)>, Refusal> {
    let found = find(db, viewer, &Question::of_title(text), &shared(), Order::Relevance)?;
    let best: Vec<PostId> = found.hits.iter().take(most).map(|hit| hit.post).collect();
    let mut rows = store::shown(db, viewer, &best)?;
    rows.sort_by_key(|row| best.iter().position(|post| *post == row.post));
    Ok(rows.into_iter().map(|row| (row.thread.0, row.thread.1, row.theme.1)).collect())
}
