//! SQL of marks and of a question's state. Reading is of visible threads and of posts that are not removed.

use diesel::dsl::not;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::Mark;
use crate::db::ids::{BookmarkId, MemberId, PostId, ThreadId};
use crate::db::schema::{post_marks, threads};
use crate::db::written::{Bind, Condition, Statement, condition};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::threads::{PAGE, Thread};

/// Names told of one mark of one post; of the others, how many.
pub const NAMES: i64 = 20;

/// Whether the solution of a thread stands: its post was not removed. A value rather than an `EXISTS`, which PostgreSQL
/// may answer by reading every post there is once for the list, when it takes the list for a long one.
macro_rules! stands {
    () => {
        "COALESCE((SELECT answer.removed_at IS NULL FROM posts AS answer WHERE answer.id = threads.solution_id), FALSE)"
    };
}

/// Whether a thread has a solution that stands.
pub fn solved() -> Condition {
    condition(stands!())
}

/// Whether a thread is a question that still waits for its solution.
pub fn unsolved() -> Condition {
    condition(concat!("(threads.kind = 'question' AND threads.no_answer_at IS NULL AND NOT ", stands!(), ")"))
}

/// Whether a thread is a question set aside without an answer.
pub fn set_aside() -> Condition {
    condition(concat!("(threads.no_answer_at IS NOT NULL AND NOT ", stands!(), ")"))
}

/// Who says what of a post of a page, the reader first; or, of no mark of ours, a bookmark of the reader's (`signet`,
/// of the thread when no post is named) and who set the question aside (`classee`).
#[derive(Clone, Debug, Queryable)]
pub struct Told {
    /// Of which post; 0: of the thread.
    pub post_id: PostId,
    /// What.
    pub kind: String,
    /// Who.
    pub member_id: MemberId,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// Where they work.
    pub establishment: Option<String>,
    /// What they wrote beside.
    pub note: String,
    /// How many say it of that post.
    pub total: i64,
    /// The bookmark.
    pub bookmark_id: BookmarkId,
}

type Row = (BigInt, Text, BigInt, Text, Text, Nullable<Text>, Text, BigInt, BigInt);

/// Everything said of the posts of a page, at most [`NAMES`] people a mark, and the reader's bookmarks there: one
/// statement whatever the page holds.
const OF_A_PAGE: &str = "\
SELECT told.post_id, told.kind, told.member_id, members.given_name, members.family_name, \
    establishments.name AS establishment, told.note, told.total, told.bookmark_id \
FROM ( \
    SELECT post_marks.post_id, post_marks.kind, post_marks.member_id, post_marks.note, \
        COUNT(*) OVER (PARTITION BY post_marks.post_id, post_marks.kind) AS total, \
        ROW_NUMBER() OVER (PARTITION BY post_marks.post_id, post_marks.kind \
            ORDER BY CASE WHEN post_marks.member_id = ? THEN 0 ELSE 1 END, post_marks.created_at, \
            post_marks.member_id) AS place, CAST(0 AS BIGINT) AS bookmark_id \
    FROM posts INNER JOIN post_marks ON post_marks.post_id = posts.id \
    WHERE posts.thread_id = ? AND posts.number >= ? AND posts.number < ? AND posts.removed_at IS NULL \
  UNION ALL \
    SELECT posts.id, 'signet', bookmarks.member_id, '', 1, 1, bookmarks.id \
    FROM bookmarks INNER JOIN posts ON posts.id = bookmarks.post_id \
    WHERE bookmarks.member_id = ? AND posts.thread_id = ? AND posts.number >= ? AND posts.number < ? \
  UNION ALL \
    SELECT 0, 'signet', bookmarks.member_id, '', 1, 1, bookmarks.id \
    FROM bookmarks WHERE bookmarks.member_id = ? AND bookmarks.thread_id = ? \
  UNION ALL \
    SELECT 0, 'classee', threads.no_answer_by, '', 1, 1, 0 \
    FROM threads WHERE threads.id = ? AND threads.no_answer_by IS NOT NULL \
) AS told \
INNER JOIN members ON members.id = told.member_id \
LEFT JOIN establishments ON establishments.id = members.establishment_id \
WHERE told.place <= ? ORDER BY told.post_id, told.kind, told.place";

/// See [`OF_A_PAGE`]: posts from a number on, of a visible thread.
///
/// # Errors
/// What the database says.
pub fn of_page(db: &mut Db, reader: MemberId, thread: &Thread, from: i32) -> Result<Vec<Told>, Refusal> {
    let (reader, in_thread) = (Bind::Big(reader.0), Bind::Big(thread.id.0));
    let (first, after) = (Bind::Small(from), Bind::Small(from + PAGE));
    let binds = [
        vec![reader, in_thread, first, after],
        vec![reader, in_thread, first, after],
        vec![reader, in_thread, in_thread, Bind::Big(NAMES)],
    ];
    let statement = Statement::<Row>::new(OF_A_PAGE, binds.concat());
    Ok(on_each_backend!(db, conn => statement.load(conn))?)
}

/// The line a person wrote beside a mark.
pub(super) fn note_of(db: &mut Db, post: PostId, mark: Mark, member: MemberId) -> Result<Option<String>, Refusal> {
    Ok(post_marks::table.find((post, mark, member)).select(post_marks::note).first(db).optional()?)
}

/// Notes a mark; says whether it is new.
pub(super) fn put(tx: &mut Tx<'_>, post: PostId, mark: Mark, member: MemberId, note: &str) -> Result<bool, Refusal> {
    let row = (
        post_marks::post_id.eq(post),
        post_marks::kind.eq(mark),
        post_marks::member_id.eq(member),
        post_marks::note.eq(note),
        post_marks::created_at.eq(tx.now()),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(post_marks::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(inserted == 1)
}

/// Corrects the line beside a mark.
pub(super) fn rewrite(tx: &mut Tx<'_>, post: PostId, mark: Mark, member: MemberId, note: &str) -> Result<(), Refusal> {
    diesel::update(post_marks::table.find((post, mark, member))).set(post_marks::note.eq(note)).execute(tx.db())?;
    Ok(())
}

/// Takes a mark back; says whether there was one.
pub(super) fn take(tx: &mut Tx<'_>, post: PostId, mark: Mark, member: MemberId) -> Result<bool, Refusal> {
    Ok(diesel::delete(post_marks::table.find((post, mark, member))).execute(tx.db())? == 1)
}

/// Chooses the solution, unless one that stands is locked; the question is no longer set aside. Who may change a locked
/// one leaves the lock on it.
pub(super) fn choose(tx: &mut Tx<'_>, thread: ThreadId, post: PostId, even_locked: bool) -> Result<bool, Refusal> {
    let change = (
        threads::solution_id.eq(post.0),
        threads::no_answer_at.eq(None::<Moment>),
        threads::no_answer_by.eq(None::<i64>),
        threads::no_answer_reason.eq(None::<String>),
    );
    let unlocked = threads::solution_locked_at.eq(None::<Moment>);
    let here = threads::table.find(thread);
    let changed = if even_locked {
        diesel::update(here).set(change).execute(tx.db())?
    } else {
        let free = threads::solution_locked_at.is_null().or(not(solved()));
        diesel::update(here.filter(free)).set((change, unlocked)).execute(tx.db())?
    };
    Ok(changed == 1)
}

/// Takes the solution and its lock back, unless one that stands is locked; says whether there was one.
pub(super) fn choose_none(tx: &mut Tx<'_>, thread: ThreadId, even_locked: bool) -> Result<bool, Refusal> {
    let free = threads::solution_locked_at.is_null().or(even_locked.into_sql::<Bool>()).or(not(solved()));
    let chosen = threads::table.find(thread).filter(threads::solution_id.is_not_null()).filter(free);
    let changed = diesel::update(chosen)
        .set((threads::solution_id.eq(None::<i64>), threads::solution_locked_at.eq(None::<Moment>)))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// Locks a solution or unlocks it; says whether that changes something.
pub(super) fn lock(tx: &mut Tx<'_>, thread: ThreadId, locked: bool) -> Result<bool, Refusal> {
    let now = tx.now();
    let chosen = threads::table.find(thread).filter(threads::solution_id.is_not_null());
    let changed = if locked {
        diesel::update(chosen.filter(threads::solution_locked_at.is_null()))
            .set(threads::solution_locked_at.eq(now))
            .execute(tx.db())?
    } else {
        diesel::update(chosen.filter(threads::solution_locked_at.is_not_null()))
            .set(threads::solution_locked_at.eq(None::<Moment>))
            .execute(tx.db())?
    };
    Ok(changed == 1)
}

/// Sets a question aside if it is open: neither solved nor set aside.
pub(super) fn put_aside(tx: &mut Tx<'_>, thread: ThreadId, by: MemberId, reason: &str) -> Result<bool, Refusal> {
    let now = tx.now();
    let open = threads::table.find(thread).filter(threads::no_answer_at.is_null()).filter(not(solved()));
    let changed = diesel::update(open)
        .set((threads::no_answer_at.eq(now), threads::no_answer_by.eq(by.0), threads::no_answer_reason.eq(reason)))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// Takes a question up again; says whether it was set aside.
pub(super) fn take_up(tx: &mut Tx<'_>, thread: ThreadId) -> Result<bool, Refusal> {
    let changed = diesel::update(threads::table.find(thread).filter(threads::no_answer_at.is_not_null()))
        .set((
            threads::no_answer_at.eq(None::<Moment>),
            threads::no_answer_by.eq(None::<i64>),
            threads::no_answer_reason.eq(None::<String>),
        ))
        .execute(tx.db())?;
    Ok(changed == 1)
}
