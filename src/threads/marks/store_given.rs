//! SQL of what a member said of posts, as far as the reader may see those posts.

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::Mark;
use crate::db::ids::{MemberId, PostId, ThreadId};
use crate::db::schema::{post_marks, posts, threads};
use crate::db::{Db, Moment};
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// The reactions told on a member's page: what is chosen as useful is no thanks of theirs, and who asks the same is no
/// gift.
const TOLD: [Mark; 3] = [Mark::Thanks, Mark::Helpful, Mark::Reused];

/// Reactions listed on a page.
const LISTED: i64 = 20;

/// A reaction, told in a list.
#[derive(Clone, Debug, Queryable)]
pub struct Given {
    /// What was said.
    pub kind: Mark,
    /// Where and with what result, if one did the same.
    pub note: String,
    /// When.
    pub at: Moment,
    /// The thread.
    pub thread: ThreadId,
    /// Its title.
    pub title: String,
    /// The post.
    pub post: PostId,
    /// Its number.
    pub number: i32,
}

/// How often a member said each thing, of posts that the viewer may see.
///
/// # Errors
/// What the database says.
pub fn given_by(db: &mut Db, viewer: &Viewer, member: MemberId) -> Result<Vec<(Mark, i64)>, Refusal> {
    Ok(post_marks::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .filter(posts::removed_at.is_null())
        .filter(post_marks::member_id.eq(member))
        .filter(post_marks::kind.eq_any(TOLD))
        .group_by(post_marks::kind)
        .order(post_marks::kind.asc())
        .select((post_marks::kind, count_star()))
        .load(db)?)
}

/// The latest things a member said, of posts that the viewer may see (at most 20).
///
/// # Errors
/// What the database says.
pub fn given(db: &mut Db, viewer: &Viewer, member: MemberId) -> Result<Vec<Given>, Refusal> {
    Ok(post_marks::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .filter(posts::removed_at.is_null())
        .filter(post_marks::member_id.eq(member))
        .filter(post_marks::kind.eq_any(TOLD))
        .order((post_marks::created_at.desc(), post_marks::post_id.desc(), post_marks::kind.asc()))
        .limit(LISTED)
        .select((
            post_marks::kind,
            post_marks::note,
            post_marks::created_at,
            threads::id,
            threads::title,
            posts::id,
            posts::number,
        ))
        .load(db)?)
}
