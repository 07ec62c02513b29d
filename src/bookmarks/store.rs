//! SQL of bookmarks: every statement is of one member's own, but what the clock marks as due.

use diesel::prelude::*;

use super::Target;
use crate::db::ids::{BookmarkId, MemberId, PostId, ThreadId};
use crate::db::schema::{bookmarks, posts, threads};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// Reminders marked in one go.
const AT_ONCE: i64 = 1_000;

/// A bookmark and what is known of its post.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Row {
    /// The bookmark.
    pub id: BookmarkId,
    /// The thread bookmarked.
    pub thread: Option<i64>,
    /// Or the post: itself, its thread, number and removal.
    pub post: Option<(PostId, ThreadId, i32, Option<Moment>)>,
    /// The note.
    pub note: String,
    /// When to be reminded.
    pub remind_at: Option<Moment>,
    /// When the reminder came.
    pub due_at: Option<Moment>,
    /// When it was put.
    pub created_at: Moment,
}

impl Row {
    /// The thread it leads to, unless its post was removed.
    pub fn leads_to(&self) -> Option<ThreadId> {
        match &self.post {
            Some((_, thread, _, None)) => Some(*thread),
            Some(_) => None,
            None => self.thread.map(ThreadId),
        }
    }
}

/// The keyset of a page: after this bookmark, among those that are due or those that are not.
#[derive(Clone, Copy, Debug)]
pub(super) struct After {
    /// The last bookmark of the page before.
    pub id: BookmarkId,
    /// Whether it was due.
    pub due: bool,
}

/// A member's bookmarks, those that are due first, then the newest.
pub(super) fn page(db: &mut Db, member: MemberId, after: Option<After>, limit: i64) -> Result<Vec<Row>, Refusal> {
    let mut query = bookmarks::table
        .left_join(posts::table)
        .filter(bookmarks::member_id.eq(member))
        .order((bookmarks::due_at.is_not_null().desc(), bookmarks::id.desc()))
        .limit(limit)
        .select((
            bookmarks::id,
            bookmarks::thread_id,
            (posts::id, posts::thread_id, posts::number, posts::removed_at).nullable(),
            bookmarks::note,
            bookmarks::remind_at,
            bookmarks::due_at,
            bookmarks::created_at,
        ))
        .into_boxed();
    query = match after {
        Some(After { id, due: true }) => query.filter(bookmarks::due_at.is_null().or(bookmarks::id.lt(id))),
        Some(After { id, due: false }) => query.filter(bookmarks::due_at.is_null()).filter(bookmarks::id.lt(id)),
        None => query,
    };
    Ok(query.load(db)?)
}

/// One of a member's bookmarks.
pub(super) fn one(db: &mut Db, member: MemberId, id: BookmarkId) -> Result<Row, Refusal> {
    Ok(bookmarks::table
        .left_join(posts::table)
        .filter(bookmarks::member_id.eq(member))
        .filter(bookmarks::id.eq(id))
        .select((
            bookmarks::id,
            bookmarks::thread_id,
            (posts::id, posts::thread_id, posts::number, posts::removed_at).nullable(),
            bookmarks::note,
            bookmarks::remind_at,
            bookmarks::due_at,
            bookmarks::created_at,
        ))
        .first(db)?)
}

/// The titles of those threads that the viewer sees.
pub(super) fn titles(db: &mut Db, viewer: &Viewer, wanted: &[ThreadId]) -> Result<Vec<(ThreadId, String)>, Refusal> {
    Ok(threads::table
        .filter(threads::id.eq_any(wanted.to_vec()))
        .filter(visible_threads(viewer))
        .select((threads::id, threads::title))
        .load(db)?)
}

pub(super) fn put(tx: &mut Tx<'_>, member: MemberId, target: Target) -> Result<(), Refusal> {
    let (thread, post) = match target {
        Target::Thread(thread) => (Some(thread.0), None),
        Target::Post(post) => (None, Some(post.0)),
    };
    let row = (
        bookmarks::id.eq(BookmarkId(tx.id())),
        bookmarks::member_id.eq(member),
        bookmarks::thread_id.eq(thread),
        bookmarks::post_id.eq(post),
        bookmarks::note.eq(""),
        bookmarks::created_at.eq(tx.now()),
    );
    on_each_backend!(tx.db(), conn => diesel::insert_into(bookmarks::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

pub(super) fn take(tx: &mut Tx<'_>, member: MemberId, target: Target) -> Result<(), Refusal> {
    let mine = bookmarks::table.filter(bookmarks::member_id.eq(member));
    match target {
        Target::Thread(thread) => diesel::delete(mine.filter(bookmarks::thread_id.eq(thread.0))).execute(tx.db())?,
        Target::Post(post) => diesel::delete(mine.filter(bookmarks::post_id.eq(post.0))).execute(tx.db())?,
    };
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, member: MemberId, id: BookmarkId) -> Result<bool, Refusal> {
    let mine = bookmarks::table.filter(bookmarks::id.eq(id)).filter(bookmarks::member_id.eq(member));
    Ok(diesel::delete(mine).execute(tx.db())? == 1)
}

pub(super) fn annotate(tx: &mut Tx<'_>, member: MemberId, id: BookmarkId, note: &str) -> Result<bool, Refusal> {
    let mine = bookmarks::table.filter(bookmarks::id.eq(id)).filter(bookmarks::member_id.eq(member));
    Ok(diesel::update(mine).set(bookmarks::note.eq(note)).execute(tx.db())? == 1)
}

pub(super) fn change(
    tx: &mut Tx<'_>,
    member: MemberId,
    id: BookmarkId,
    note: &str,
    remind_at: Option<Moment>,
) -> Result<bool, Refusal> {
    let mine = bookmarks::table.filter(bookmarks::id.eq(id)).filter(bookmarks::member_id.eq(member));
    let change = (bookmarks::note.eq(note), bookmarks::remind_at.eq(remind_at), bookmarks::due_at.eq(None::<Moment>));
    Ok(diesel::update(mine).set(change).execute(tx.db())? == 1)
}

/// Marks the reminders whose time has come, the oldest first; each once, whoever runs the clock.
pub(super) fn mark_due(tx: &mut Tx<'_>) -> Result<usize, Refusal> {
    let now = tx.now();
    let come: Vec<BookmarkId> = bookmarks::table
        .filter(bookmarks::due_at.is_null())
        .filter(bookmarks::remind_at.le(now))
        .order((bookmarks::remind_at.asc(), bookmarks::id.asc()))
        .limit(AT_ONCE)
        .select(bookmarks::id)
        .load(tx.db())?;
    let waiting = bookmarks::table.filter(bookmarks::id.eq_any(come)).filter(bookmarks::due_at.is_null());
    Ok(diesel::update(waiting).set(bookmarks::due_at.eq(now)).execute(tx.db())?)
}

/// A reminder whose time has come; its member is shown it only while they may see the thing.
#[derive(Clone, Debug)]
pub(super) struct Due {
    /// Whose.
    pub member: MemberId,
    /// The thread.
    pub thread: Option<ThreadId>,
    /// The post and its number.
    pub post: Option<(PostId, i32)>,
}

/// The reminders that were marked at a moment (the transaction's `now`).
pub(super) fn due_at(db: &mut Db, moment: Moment) -> Result<Vec<Due>, Refusal> {
    type Row = (MemberId, Option<ThreadId>, Option<(PostId, i32, ThreadId)>);
    let rows: Vec<Row> = bookmarks::table
        .left_join(posts::table.on(posts::id.nullable().eq(bookmarks::post_id)))
        .filter(bookmarks::due_at.eq(moment))
        .order(bookmarks::id.asc())
        .limit(AT_ONCE)
        .select((bookmarks::member_id, bookmarks::thread_id, (posts::id, posts::number, posts::thread_id).nullable()))
        .load(db)?;
    let due = |(member, thread, post): Row| Due {
        member,
        thread: thread.or(post.map(|(_, _, thread)| thread)),
        post: post.map(|(post, number, _)| (post, number)),
    };
    Ok(rows.into_iter().map(due).collect())
}
