//! SQL of what a digest shows: what was frozen, read again with the rights of now.

use diesel::prelude::*;

use super::ranking::{Item, Picked};
use super::{Reason, Section};
use crate::db::ids::{DigestId, MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{digest_items, digests, members, memberships, points_durs, posts, sheets, themes, threads};
use crate::db::{Db, Moment};
use crate::members::AccountState;
use crate::points_durs::machine::State as PointDurState;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;
use crate::sheets::State as SheetState;

/// A window that closed.
pub(super) struct Closed {
    pub member: MemberId,
    pub period_start: Moment,
    pub picked: Picked,
}

/// A window and what it holds, in order.
pub(super) fn closed(db: &mut Db, digest: DigestId) -> Result<Option<Closed>, Refusal> {
    let found: Option<(MemberId, Moment, String)> = digests::table
        .find(digest)
        .select((digests::member_id, digests::period_start, digests::rest))
        .first(db)
        .optional()?;
    let Some((member, period_start, rest)) = found else { return Ok(None) };
    type Row = (Section, Reason, Option<ThemeId>, Option<ThreadId>, i64, i64);
    let rows: Vec<Row> = digest_items::table
        .filter(digest_items::digest_id.eq(digest))
        .order((digest_items::section.asc(), digest_items::place.asc()))
        .select((
            digest_items::section,
            digest_items::reason,
            digest_items::theme_id,
            digest_items::thread_id,
            digest_items::subject_id,
            digest_items::last_post_id,
        ))
        .load(db)?;
    let item = |(section, reason, theme, thread, subject, last_post)| Item {
        section,
        reason,
        theme,
        thread,
        subject,
        last_post,
    };
    let items = rows.into_iter().map(item).collect();
    Ok(Some(Closed { member, period_start, picked: Picked { items, rest: Picked::rest_of(&rest) } }))
}

/// A thread of a digest.
#[derive(Clone, Debug, Queryable)]
pub(super) struct ThreadRow {
    pub id: ThreadId,
    pub title: String,
    pub theme: ThemeId,
    pub theme_slug: String,
    pub theme_name: String,
    pub solution: Option<PostId>,
    pub posts_count: i32,
    pub answers_gone: i32,
    /// Where its point dur stands, and who leads it.
    pub point_dur: Option<(PointDurState, Option<MemberId>)>,
    /// Where its sheet stands, and its edition.
    pub sheet: Option<(SheetState, i32)>,
}

/// Those of some threads that a viewer may see now.
pub(super) fn threads(db: &mut Db, viewer: &Viewer, ids: &[ThreadId]) -> Result<Vec<ThreadRow>, Refusal> {
    Ok(threads::table
        .inner_join(themes::table)
        .left_join(points_durs::table)
        .left_join(sheets::table.on(sheets::thread_id.eq(threads::id.nullable())))
        .filter(threads::id.eq_any(ids))
        .filter(visible_threads(viewer))
        .order(threads::id.asc())
        .select((
            threads::id,
            threads::title,
            themes::id,
            themes::slug,
            themes::name,
            threads::solution_id,
            threads::posts_count,
            threads::answers_gone,
            (points_durs::state, points_durs::lead_id).nullable(),
            (sheets::state, sheets::edition).nullable(),
        ))
        .load(db)?)
}

/// A post that a digest quotes.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Quoted {
    pub thread: ThreadId,
    pub number: i32,
    pub id: PostId,
    pub source: String,
    pub author: (String, String),
}

/// Reads posts that stand, in threads a viewer may see: the same columns whichever are wanted.
macro_rules! standing {
    ($viewer:expr, $wanted:expr) => {
        posts::table
            .inner_join(threads::table)
            .inner_join(members::table)
            .filter(visible_threads($viewer))
            .filter(posts::removed_at.is_null())
            .filter($wanted)
            .select((
                posts::thread_id,
                posts::number,
                posts::id,
                posts::source,
                (members::given_name, members::family_name),
            ))
    };
}

/// The first posts of some threads, and some posts beside; only those that stand, in threads a viewer may see. Each is
/// asked apart: an `OR` with an empty list reads every post there is.
pub(super) fn quoted(
    db: &mut Db,
    viewer: &Viewer,
    first_of: &[ThreadId],
    beside: &[PostId],
) -> Result<Vec<Quoted>, Refusal> {
    let mut found: Vec<Quoted> = Vec::new();
    if !first_of.is_empty() {
        let first = posts::thread_id.eq_any(first_of).and(posts::number.eq(1));
        found.extend(standing!(viewer, first).load::<Quoted>(db)?);
    }
    if !beside.is_empty() {
        found.extend(standing!(viewer, posts::id.eq_any(beside)).load::<Quoted>(db)?);
    }
    Ok(found)
}

/// Somebody who joined.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Person {
    pub id: MemberId,
    pub theme: ThemeId,
    pub name: (String, String),
    pub profession: String,
    pub region: String,
    pub theme_name: String,
}

/// Some people, in the themes they still are in.
pub(super) fn people(db: &mut Db, ids: &[MemberId]) -> Result<Vec<Person>, Refusal> {
    Ok(members::table
        .inner_join(memberships::table.on(memberships::member_id.eq(members::id)))
        .inner_join(themes::table.on(themes::id.eq(memberships::theme_id)))
        .filter(members::id.eq_any(ids))
        .filter(members::state.eq(AccountState::Active.word()))
        .filter(memberships::state.eq("confirmed"))
        .select((
            members::id,
            themes::id,
            (members::given_name, members::family_name),
            members::profession,
            members::region,
            themes::name,
        ))
        .load(db)?)
}
