//! SQL of flags. Flags on a removed post wait for its return.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::{FlagReason, Outcome};
use crate::db::ids::{DecisionId, FlagId, MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{decisions, flags, members, posts, threads};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::Audience;
use crate::refusal::Refusal;

/// Notes a flag, unless the person flagged the post before.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    post: PostId,
    member: MemberId,
    reason: FlagReason,
    line: &str,
) -> Result<Option<FlagId>, Refusal> {
    let id = FlagId(tx.id());
    let row = (
        flags::id.eq(id),
        flags::post_id.eq(post),
        flags::member_id.eq(member),
        flags::reason.eq(reason),
        flags::line.eq(line),
        flags::created_at.eq(tx.now()),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(flags::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok((inserted == 1).then_some(id))
}

/// Takes an open flag back; says which.
pub(super) fn withdraw(tx: &mut Tx<'_>, post: PostId, member: MemberId) -> Result<Option<FlagId>, Refusal> {
    let own = flags::table.filter(flags::post_id.eq(post)).filter(flags::member_id.eq(member));
    let Some(flag) = own.select(flags::id).first::<FlagId>(tx.db()).optional()? else { return Ok(None) };
    let open = flags::table.filter(flags::id.eq(flag)).filter(flags::outcome.is_null());
    Ok((diesel::delete(open).execute(tx.db())? == 1).then_some(flag))
}

/// Settles the open flags of a post.
pub(super) fn settle(tx: &mut Tx<'_>, post: PostId, outcome: Outcome, decision: DecisionId) -> Result<usize, Refusal> {
    let open = flags::table.filter(flags::post_id.eq(post)).filter(flags::outcome.is_null());
    let change = (flags::outcome.eq(outcome), flags::decision_id.eq(decision));
    Ok(diesel::update(open).set(change).execute(tx.db())?)
}

/// The flags of a post that a decision settled are open again.
pub(super) fn waits_again(tx: &mut Tx<'_>, (post, decision): (PostId, DecisionId)) -> Result<(), Refusal> {
    let settled = flags::table.filter(flags::post_id.eq(post)).filter(flags::decision_id.eq(decision));
    let change = (flags::outcome.eq(None::<Outcome>), flags::decision_id.eq(None::<DecisionId>));
    diesel::update(settled).set(change).execute(tx.db())?;
    Ok(())
}

/// Who made the flags that a decision settled.
pub(super) fn settled_by(db: &mut Db, decision: DecisionId) -> Result<Vec<MemberId>, Refusal> {
    Ok(flags::table.filter(flags::decision_id.eq(decision)).select(flags::member_id).load(db)?)
}

/// A post that was flagged.
#[derive(Clone, Debug, Queryable)]
pub struct FlaggedPost {
    /// The post.
    pub id: PostId,
    /// Its number.
    pub number: i32,
    /// Its source.
    pub source: String,
    /// When it was written.
    pub written_at: Moment,
    /// Its author.
    pub author: (MemberId, String, String),
    /// Its thread and the thread's title.
    pub thread: (ThreadId, String),
    /// Who reads its thread.
    pub audience: Audience,
}

/// What of a flagged post.
macro_rules! of_flagged {
    () => {
        (
            posts::id,
            posts::number,
            posts::source,
            posts::created_at,
            (members::id, members::given_name, members::family_name),
            (threads::id, threads::title),
            threads::audience,
        )
    };
}
pub(super) use of_flagged;

/// A standing message of a private conversation with open flags, with its theme. Like those that
/// wait and those hidden lately, it is read by who may not see it otherwise: whoever flagged it showed it to the
/// animators, it alone.
pub(super) fn privately_flagged(db: &mut Db, post: PostId) -> Result<Option<(FlaggedPost, ThemeId)>, Refusal> {
    let open = flags::table.filter(flags::post_id.eq(posts::id)).filter(flags::outcome.is_null());
    Ok(posts::table
        .inner_join(threads::table)
        .inner_join(members::table)
        .filter(exists(open))
        .filter(posts::removed_at.is_null())
        .filter(threads::audience.eq(Audience::Named))
        .filter(threads::removed_at.is_null())
        .filter(posts::id.eq(post))
        .select((of_flagged!(), threads::theme_id))
        .first(db)
        .optional()?)
}

/// A message of a private conversation that was hidden through its flags.
#[derive(Clone, Debug, Queryable)]
pub struct HiddenMessage {
    /// The message, its author and its conversation.
    pub post: FlaggedPost,
    /// The conversation's title, when it is hidden with it.
    pub hidden_title: Option<String>,
    /// Why it was hidden.
    pub reason: Option<String>,
    /// When.
    pub hidden_at: Moment,
    /// The theme its conversation stands in.
    pub theme: ThemeId,
}

/// Messages of private conversations that were hidden since a moment, the last first. Only their flags hide them.
pub(super) fn privately_hidden(
    db: &mut Db,
    (theme, post): (Option<ThemeId>, Option<PostId>),
    since: Moment,
    most: i64,
) -> Result<Vec<HiddenMessage>, Refusal> {
    let mut query = posts::table
        .inner_join(threads::table)
        .inner_join(members::table)
        .filter(threads::audience.eq(Audience::Named))
        .filter(threads::removed_at.is_null())
        .filter(posts::removed_at.ge(since))
        .filter(posts::removed_by.ne(posts::author_id.nullable()))
        .order(posts::removed_at.desc())
        .limit(most)
        .select((
            of_flagged!(),
            threads::hidden_title,
            posts::removed_reason,
            posts::removed_at.assume_not_null(),
            threads::theme_id,
        ))
        .into_boxed();
    if let Some(theme) = theme {
        query = query.filter(threads::theme_id.eq(theme));
    }
    if let Some(post) = post {
        query = query.filter(posts::id.eq(post));
    }
    Ok(query.load(db)?)
}

/// An open flag.
#[derive(Clone, Debug, Queryable)]
pub struct Flag {
    /// On which post.
    pub post: PostId,
    /// Why.
    pub reason: FlagReason,
    /// In the person's words.
    pub line: String,
    /// When.
    pub at: Moment,
    /// Who flagged it.
    pub by: (MemberId, String, String),
}

/// The open flags of some posts, the oldest first (at most 500).
pub(super) fn open_on(db: &mut Db, of: &[PostId]) -> Result<Vec<Flag>, Refusal> {
    Ok(flags::table
        .inner_join(members::table)
        .filter(flags::post_id.eq_any(of.to_vec()))
        .filter(flags::outcome.is_null())
        .order(flags::id.asc())
        .limit(500)
        .select((
            flags::post_id,
            flags::reason,
            flags::line,
            flags::created_at,
            (members::id, members::given_name, members::family_name),
        ))
        .load(db)?)
}

/// A flag as its maker follows it.
#[derive(Clone, Debug, Queryable)]
pub struct Own {
    /// On which post.
    pub post: PostId,
    /// The post's number.
    pub number: i32,
    /// The post's thread.
    pub thread: ThreadId,
    /// Why.
    pub reason: FlagReason,
    /// In their words.
    pub line: String,
    /// When.
    pub at: Moment,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Why that was decided, and when.
    pub decided: Option<(String, Moment)>,
}

/// Reads one's own flags: the same columns wherever they are read.
macro_rules! own_flags {
    ($member:expr) => {
        flags::table
            .inner_join(posts::table)
            .left_join(decisions::table)
            .filter(flags::member_id.eq($member))
            .order(flags::id.desc())
            .select((
                flags::post_id,
                posts::number,
                posts::thread_id,
                flags::reason,
                flags::line,
                flags::created_at,
                flags::outcome,
                (decisions::reason, decisions::created_at).nullable(),
            ))
    };
}

/// The flags a member made, the last first.
pub(super) fn made_by(db: &mut Db, member: MemberId, most: i64) -> Result<Vec<Own>, Refusal> {
    Ok(own_flags!(member).limit(most).load(db)?)
}

/// A member's flag on a post.
pub(super) fn own(db: &mut Db, post: PostId, member: MemberId) -> Result<Option<Own>, Refusal> {
    Ok(own_flags!(member).filter(flags::post_id.eq(post)).first(db).optional()?)
}
