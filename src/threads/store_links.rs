//! SQL of the threads, meetings and posts that texts lead to.

use diesel::prelude::*;

use crate::db::Db;
use crate::db::ids::{MeetingId, PostId, ThreadId};
use crate::db::schema::{meetings, posts, threads};
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// The titles of some threads, as far as a reader may see them.
pub(super) fn titles(db: &mut Db, reader: &Viewer, of: &[ThreadId]) -> Result<Vec<(ThreadId, String)>, Refusal> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    Ok(threads::table
        .filter(threads::id.eq_any(of.to_vec()))
        .filter(visible_threads(reader))
        .select((threads::id, threads::title))
        .load(db)?)
}

/// The titles of some meetings and series, as far as a reader may see them: a meeting that stands alone, and a series,
/// have the id of their thread; one of a series has an id of its own.
pub(super) fn meeting_titles(
    db: &mut Db,
    reader: &Viewer,
    of: &[MeetingId],
) -> Result<Vec<(MeetingId, String)>, Refusal> {
    let alone: Vec<ThreadId> = of.iter().map(|meeting| ThreadId(meeting.0)).collect();
    let alone = titles(db, reader, &alone)?.into_iter().map(|(thread, title)| (MeetingId(thread.0), title));
    let mut found: Vec<_> = alone.collect();
    let rest: Vec<MeetingId> = of.iter().filter(|one| !found.iter().any(|(known, _)| known == *one)).copied().collect();
    if !rest.is_empty() {
        let of_series: Vec<(MeetingId, String)> = meetings::table
            .inner_join(threads::table)
            .filter(meetings::id.eq_any(rest))
            .filter(visible_threads(reader))
            .select((meetings::id, meetings::title))
            .load(db)?;
        found.extend(of_series);
    }
    Ok(found)
}

/// The numbers of some posts that stand and the titles of their threads, as far as a reader may see them.
pub(super) fn post_titles(db: &mut Db, reader: &Viewer, of: &[PostId]) -> Result<Vec<(PostId, i32, String)>, Refusal> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    Ok(posts::table
        .inner_join(threads::table)
        .filter(posts::id.eq_any(of.to_vec()))
        .filter(posts::removed_at.is_null())
        .filter(visible_threads(reader))
        .select((posts::id, posts::number, threads::title))
        .load(db)?)
}
