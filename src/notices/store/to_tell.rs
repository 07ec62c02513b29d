//! SQL of what is still to be told.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::db::ids::{MemberId, PostId, SubtopicId, ThemeId, ThreadId};
use crate::db::schema::{anonymous_posts, points_durs, posts, posts_to_tell, thread_parties, threads};
use crate::db::{Db, Tx};
use crate::policy::Audience;
use crate::refusal::Refusal;
use crate::threads::Kind as ThreadKind;

/// A post to tell of, with what deciding whom needs.
#[derive(Queryable)]
pub(in crate::notices) struct Told {
    pub(in crate::notices) what: String,
    pub(in crate::notices) actor: MemberId,
    pub(in crate::notices) post: PostId,
    pub(in crate::notices) number: i32,
    pub(in crate::notices) author: MemberId,
    pub(in crate::notices) thread: ThreadId,
    pub(in crate::notices) theme: ThemeId,
    pub(in crate::notices) subtopic: Option<SubtopicId>,
    pub(in crate::notices) kind: ThreadKind,
    pub(in crate::notices) audience: Audience,
    pub(in crate::notices) opened_by: MemberId,
    pub(in crate::notices) gone: bool,
    /// Who wrote it, when the anonymous member signs it.
    pub(in crate::notices) behind: Option<MemberId>,
    /// Who reported the point dur it stands in and stays unknown.
    pub(in crate::notices) unknown: Option<MemberId>,
}

/// The oldest posts still to be told.
pub(in crate::notices) fn waiting(db: &mut Db, most: i64) -> Result<Vec<Told>, Refusal> {
    Ok(posts_to_tell::table
        .inner_join(posts::table.inner_join(threads::table))
        .left_join(anonymous_posts::table.on(anonymous_posts::post_id.eq(posts_to_tell::post_id)))
        .left_join(points_durs::table.on(points_durs::id.eq(threads::id).and(points_durs::anonymous.eq(true))))
        .order((posts_to_tell::post_id.asc(), posts_to_tell::what.desc()))
        .limit(most)
        .select((
            posts_to_tell::what,
            posts_to_tell::actor_id,
            posts::id,
            posts::number,
            posts::author_id,
            threads::id,
            threads::theme_id,
            threads::subtopic_id,
            threads::kind,
            threads::audience,
            threads::author_id,
            posts::removed_at.is_not_null().or(threads::removed_at.is_not_null()),
            anonymous_posts::member_id.nullable(),
            points_durs::reporter_id.nullable(),
        ))
        .load(db)?)
}

/// Takes a line away; says whether it was still there.
pub(in crate::notices) fn take(tx: &mut Tx<'_>, told: &Told) -> Result<bool, Refusal> {
    Ok(diesel::delete(posts_to_tell::table.find((told.post, &told.what))).execute(tx.db())? == 1)
}

/// Every named party of a thread.
pub(in crate::notices) fn all_parties(db: &mut Db, thread: ThreadId) -> Result<Vec<MemberId>, Refusal> {
    let of_thread = thread_parties::table.filter(thread_parties::thread_id.eq(thread));
    Ok(of_thread.select(thread_parties::member_id).order(thread_parties::member_id).limit(1_000).load(db)?)
}

/// Which of some members are named parties of a thread.
pub(in crate::notices) fn parties(
    db: &mut Db,
    thread: ThreadId,
    members: &[MemberId],
) -> Result<HashSet<MemberId>, Refusal> {
    let named: Vec<MemberId> = thread_parties::table
        .filter(thread_parties::thread_id.eq(thread))
        .filter(thread_parties::member_id.eq_any(members))
        .select(thread_parties::member_id)
        .load(db)?;
    Ok(named.into_iter().collect())
}
