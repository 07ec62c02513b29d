//! SQL of a post's versions.

use diesel::prelude::*;

use crate::db::ids::{MemberId, PostId, RevisionId};
use crate::db::schema::{hidden_revisions, post_revisions};
use crate::db::{Db, Moment, Tx};
use crate::moderation::Reason;
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::threads::Post;

/// An earlier version of a post.
#[derive(Clone, Debug, Queryable)]
pub struct Revision {
    /// Which one.
    pub id: RevisionId,
    /// What was typed.
    pub source: String,
    /// Who replaced it.
    pub replaced_by: MemberId,
    /// When it was written.
    pub written_at: Moment,
    /// Who hid it, why and when.
    pub hidden: Option<(MemberId, String, Moment)>,
}

/// Reads revisions with what hides them: the same columns wherever they are read.
macro_rules! revisions {
    ($post:expr) => {
        post_revisions::table.left_join(hidden_revisions::table).filter(post_revisions::post_id.eq($post)).select((
            post_revisions::id,
            post_revisions::source,
            post_revisions::written_by,
            post_revisions::written_at,
            (hidden_revisions::hidden_by, hidden_revisions::reason, hidden_revisions::hidden_at).nullable(),
        ))
    };
}

/// The earlier versions of a post, the last first (at most 200).
pub(super) fn revisions_of(db: &mut Db, post: PostId) -> Result<Vec<Revision>, Refusal> {
    Ok(revisions!(post).order(post_revisions::id.desc()).limit(200).load(db)?)
}

/// One earlier version of a post.
pub(super) fn revision(db: &mut Db, post: PostId, revision: RevisionId) -> Result<Revision, Refusal> {
    Ok(revisions!(post).filter(post_revisions::id.eq(revision)).first(db)?)
}

/// What was typed.
pub(super) fn source_of(db: &mut Db, revision: RevisionId) -> Result<String, Refusal> {
    Ok(post_revisions::table.find(revision).select(post_revisions::source).first(db)?)
}

/// Who last replaced a version of a post.
pub(super) fn last_editor(db: &mut Db, post: PostId) -> Result<Option<MemberId>, Refusal> {
    Ok(post_revisions::table
        .filter(post_revisions::post_id.eq(post))
        .order(post_revisions::id.desc())
        .select(post_revisions::written_by)
        .first(db)
        .optional()?)
}

/// Keeps the version a post had, replaced by `editor`.
pub(super) fn keep(tx: &mut Tx<'_>, post: &Post, editor: MemberId) -> Result<RevisionId, Refusal> {
    let id = RevisionId(tx.id());
    let row = (
        post_revisions::id.eq(id),
        post_revisions::post_id.eq(post.id),
        post_revisions::source.eq(&post.source),
        post_revisions::written_by.eq(editor),
        post_revisions::written_at.eq(post.edited_at.unwrap_or(post.created_at)),
    );
    diesel::insert_into(post_revisions::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// Hides a version if nobody did.
pub(super) fn hide(tx: &mut Tx<'_>, revision: RevisionId, by: MemberId, reason: &Reason) -> Result<bool, Refusal> {
    let row = (
        hidden_revisions::revision_id.eq(revision),
        hidden_revisions::hidden_by.eq(by),
        hidden_revisions::reason.eq(reason.as_str()),
        hidden_revisions::hidden_at.eq(tx.now()),
    );
    let hidden = on_each_backend!(tx.db(), conn => diesel::insert_into(hidden_revisions::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(hidden == 1)
}

/// Shows a version again if it is hidden.
pub(super) fn show(tx: &mut Tx<'_>, revision: RevisionId) -> Result<bool, Refusal> {
    Ok(diesel::delete(hidden_revisions::table.find(revision)).execute(tx.db())? == 1)
}
