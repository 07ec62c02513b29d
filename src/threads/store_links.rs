//! SQL of the threads and posts that texts lead to.

use diesel::prelude::*;

use crate::db::Db;
use crate::db::ids::{PostId, ThreadId};
use crate::db::schema::{posts, threads};
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
