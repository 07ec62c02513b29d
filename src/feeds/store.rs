//! SQL of feeds. Reading passes `policy::visible_threads`.

use diesel::prelude::*;

use super::LENGTH;
use crate::db::ids::{MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{feed_generations, members, posts, themes, threads};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

pub(super) fn generation(db: &mut Db, member: MemberId) -> Result<i32, Refusal> {
    let found = feed_generations::table.find(member).select(feed_generations::generation).first(db).optional()?;
    Ok(found.unwrap_or(0))
}

pub(super) fn next_generation(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    let row = (feed_generations::member_id.eq(member), feed_generations::generation.eq(1));
    on_each_backend!(tx.db(), conn => diesel::insert_into(feed_generations::table)
        .values(row)
        .on_conflict(feed_generations::member_id)
        .do_update()
        .set(feed_generations::generation.eq(feed_generations::generation + 1))
        .execute(conn))?;
    Ok(())
}

/// What a feed is about.
#[derive(Clone, Debug)]
pub(super) enum About {
    /// Every post of every thread.
    Everything,
    /// The threads opened in a theme.
    Theme(ThemeId),
    /// The posts of a thread.
    Thread(ThreadId),
    /// Some posts.
    Posts(Vec<PostId>),
}

/// A post, as a feed shows it.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Entry {
    pub post: PostId,
    pub number: i32,
    pub html: String,
    pub created_at: Moment,
    pub edited_at: Option<Moment>,
    pub title: String,
    pub theme: String,
    pub author: (String, String),
}

/// The newest posts of a feed that its reader may see.
pub(super) fn entries(db: &mut Db, viewer: &Viewer, about: &About) -> Result<Vec<Entry>, Refusal> {
    let (theme, thread, chosen) = match about {
        About::Everything => (None, None, None),
        About::Theme(theme) => (Some(*theme), None, None),
        About::Thread(thread) => (None, Some(*thread), None),
        About::Posts(posts) => (None, None, Some(posts)),
    };
    let mut query = posts::table
        .inner_join(threads::table.inner_join(themes::table))
        .inner_join(members::table)
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .filter(posts::removed_at.is_null())
        .into_boxed();
    if let Some(theme) = theme {
        query = query.filter(threads::theme_id.eq(theme)).filter(posts::number.eq(1));
    }
    if let Some(thread) = thread {
        query = query.filter(posts::thread_id.eq(thread));
    }
    if let Some(chosen) = chosen {
        query = query.filter(posts::id.eq_any(chosen));
    }
    Ok(query
        .order(posts::id.desc())
        .limit(LENGTH)
        .select((
            posts::id,
            posts::number,
            posts::html,
            posts::created_at,
            posts::edited_at,
            threads::title,
            themes::name,
            (members::given_name, members::family_name),
        ))
        .load(db)?)
}
