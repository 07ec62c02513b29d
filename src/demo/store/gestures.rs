//! The rows of what people of the demo community say of posts, keep and flag.

use diesel::prelude::*;

use super::{AT_ONCE, Known, write_all};
use crate::db::ids::{BookmarkId, FlagId, Ids, MemberId, PostId, ThreadId};
use crate::db::schema::{bookmarks, flags, post_marks};
use crate::db::{Moment, Tx};
use crate::demo::gestures::{Gesture, Gestures};
use crate::demo::plan::Plan;
use crate::moderation::FlagReason;
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::threads::marks::Mark;

#[derive(Insertable)]
#[diesel(table_name = post_marks)]
struct MarkRow<'a> {
    post_id: PostId,
    kind: Mark,
    member_id: MemberId,
    note: &'a str,
    created_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = bookmarks, treat_none_as_default_value = false)]
struct BookmarkRow<'a> {
    id: BookmarkId,
    member_id: MemberId,
    thread_id: Option<i64>,
    post_id: Option<i64>,
    note: &'a str,
    created_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = flags)]
struct FlagRow<'a> {
    id: FlagId,
    post_id: PostId,
    member_id: MemberId,
    reason: FlagReason,
    line: &'a str,
    created_at: Moment,
}

/// What a gesture is about, who makes it and when.
struct Found {
    thread: ThreadId,
    post: Option<PostId>,
    by: MemberId,
    at: Moment,
}

fn found(plan: &Plan, known: &Known, gesture: &Gesture, now: Moment) -> Result<Found, Refusal> {
    let wrong = |what: &str| Refusal::Broken(format!("config/demo/gestes.toml: {what} of « {} »", gesture.thread));
    let thread = plan.threads.iter().find(|thread| thread.tale.title == gesture.thread);
    let thread = thread.ok_or_else(|| wrong("no such thread: the title"))?;
    let post =
        gesture.post.checked_sub(1).map(|at| thread.posts.get(at).ok_or_else(|| wrong("no such post"))).transpose()?;
    let Some(spoken_of) = post.or(thread.posts.last()) else { return Err(wrong("no post")) };
    let at = spoken_of.at.plus_seconds(gesture.delay().map_err(Refusal::Broken)?).min(now);
    Ok(Found { thread: thread.id, post: post.map(|post| post.id), by: known.member(&gesture.by)?, at })
}

/// Writes what the gestures would have left; a gesture is never later than now.
pub(super) fn write(tx: &mut Tx<'_>, plan: &Plan, known: &Known, gestures: &Gestures) -> Result<(), Refusal> {
    let (now, ids) = (tx.now(), Ids::default());
    let (mut marks, mut kept, mut flagged) = (Vec::new(), Vec::new(), Vec::new());
    for gesture in &gestures.marks {
        let Found { post, by, at, .. } = found(plan, known, gesture, now)?;
        if let (Some(post_id), Some(kind)) = (post, Mark::parse(&gesture.kind)) {
            marks.push(MarkRow { post_id, kind, member_id: by, note: gesture.note.trim(), created_at: at });
        }
    }
    for gesture in &gestures.bookmarks {
        let Found { thread, post, by, at } = found(plan, known, gesture, now)?;
        kept.push(BookmarkRow {
            id: BookmarkId(ids.next(at.millis())),
            member_id: by,
            thread_id: post.is_none().then_some(thread.0),
            post_id: post.map(|post| post.0),
            note: gesture.note.trim(),
            created_at: at,
        });
    }
    for gesture in &gestures.flags {
        let Found { post, by, at, .. } = found(plan, known, gesture, now)?;
        if let (Some(post_id), Some(reason)) = (post, FlagReason::parse(&gesture.kind)) {
            let id = FlagId(ids.next(at.millis()));
            flagged.push(FlagRow { id, post_id, member_id: by, reason, line: gesture.note.trim(), created_at: at });
        }
    }
    let done = |_: usize| {};
    write_all!(tx, post_marks, marks, done);
    write_all!(tx, bookmarks, kept, done);
    write_all!(tx, flags, flagged, done);
    Ok(())
}
