//! SQL of notices. What is shown, counted or mailed passes `policy::sees`.

pub(super) mod calls;
pub(super) mod left_out;
pub(super) mod to_tell;
pub(super) mod watches;

use std::collections::HashMap;

use diesel::dsl::{exists, max, min};
use diesel::prelude::*;

use super::{Channel, FLAG, Kind, PRIVATE_FLAG, Tiding};
use crate::db::ids::{FlagId, MemberId, NoticeId, PostId, ThemeId, ThreadId};
use crate::db::schema::{members, notice_channels, notices, posts, posts_to_tell, themes, thread_parties, threads};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{self, Audience, Subject, Viewer};
use crate::refusal::Refusal;

/// The bell counts no further.
pub const MOST_COUNTED: i64 = 100;

/// Leaves a line for the job.
pub(super) fn leave(tx: &mut Tx<'_>, post: PostId, what: &'static str, actor: MemberId) -> Result<(), Refusal> {
    let row = (posts_to_tell::post_id.eq(post), posts_to_tell::what.eq(what), posts_to_tell::actor_id.eq(actor));
    on_each_backend!(tx.db(), conn => diesel::insert_into(posts_to_tell::table).values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// How some members want to be told of some kinds; what they never chose is not in it.
pub(super) fn channels(
    db: &mut Db,
    of: &[MemberId],
    kinds: &[Kind],
) -> Result<HashMap<(MemberId, Kind), Channel>, Refusal> {
    let rows: Vec<(MemberId, Kind, Channel)> = notice_channels::table
        .filter(notice_channels::member_id.eq_any(of))
        .filter(notice_channels::kind.eq_any(kinds.to_vec()))
        .select((notice_channels::member_id, notice_channels::kind, notice_channels::channel))
        .load(db)?;
    Ok(rows.into_iter().map(|(member, kind, channel)| ((member, kind), channel)).collect())
}

/// Every choice of one member.
pub(super) fn choices(db: &mut Db, member: MemberId) -> Result<HashMap<Kind, Channel>, Refusal> {
    let rows: Vec<(Kind, Channel)> = notice_channels::table
        .filter(notice_channels::member_id.eq(member))
        .select((notice_channels::kind, notice_channels::channel))
        .load(db)?;
    Ok(rows.into_iter().collect())
}

/// Keeps the choices of one member, all at once.
pub(super) fn choose(tx: &mut Tx<'_>, member: MemberId, chosen: &[(Kind, Channel)]) -> Result<(), Refusal> {
    diesel::delete(notice_channels::table.filter(notice_channels::member_id.eq(member))).execute(tx.db())?;
    let rows: Vec<_> = chosen
        .iter()
        .map(|(kind, channel)| {
            (
                notice_channels::member_id.eq(member),
                notice_channels::kind.eq(*kind),
                notice_channels::channel.eq(*channel),
            )
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(notice_channels::table).values(rows).execute(conn))?;
    Ok(())
}

/// Writes notices; what was told already is left as it is.
pub(super) fn insert(tx: &mut Tx<'_>, told: &[(MemberId, Tiding<'_>, Channel)]) -> Result<(), Refusal> {
    for chunk in told.chunks(500) {
        let mut rows = Vec::with_capacity(chunk.len());
        for (member, tiding, channel) in chunk {
            rows.push((
                notices::id.eq(NoticeId(tx.id())),
                notices::member_id.eq(*member),
                notices::kind.eq(tiding.kind),
                notices::about.eq(tiding.about.to_owned()),
                notices::subject_id.eq(tiding.subject),
                notices::theme_id.eq(tiding.theme),
                notices::thread_id.eq(tiding.thread),
                notices::post_id.eq(tiding.post.map(|(post, _)| post)),
                notices::number.eq(tiding.post.map_or(0, |(_, number)| number)),
                notices::actor_id.eq(tiding.actor),
                notices::mail.eq(if *channel == Channel::Mail { "due" } else { "no" }),
                notices::created_at.eq(tx.now()),
            ));
        }
        on_each_backend!(tx.db(), conn => diesel::insert_into(notices::table).values(rows).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}

/// What a notice is shown by.
#[derive(Clone, Debug, Queryable)]
pub struct Row {
    /// Its id.
    pub id: NoticeId,
    /// What it tells.
    pub kind: Kind,
    /// What of.
    pub about: String,
    /// The row it is about.
    pub subject: i64,
    /// When.
    pub created_at: Moment,
    /// When it was read.
    pub read_at: Option<Moment>,
    /// The post's number.
    pub number: i32,
    /// The theme: its end of address and its name.
    pub theme: Option<(String, String)>,
    /// Who did it: given and family name.
    pub actor: Option<(String, String)>,
    /// The thread.
    pub thread: Option<ThreadOf>,
    /// The post and when it was removed.
    pub post: Option<(PostId, Option<Moment>)>,
    named: bool,
}

/// The thread of a notice, as the rule of visibility and the page need it.
#[derive(Clone, Debug, Queryable)]
pub struct ThreadOf {
    /// Its id.
    pub id: ThreadId,
    /// Its theme.
    pub theme: ThemeId,
    audience: Audience,
    removed_at: Option<Moment>,
    /// Its title.
    pub title: String,
}

impl Row {
    /// Whether its member may read it now: a notice without a thread is about themselves.
    fn is_seen_by(&self, viewer: &Viewer) -> bool {
        let gone = self.post.as_ref().is_some_and(|(_, removed)| removed.is_some());
        let seen = self.thread.as_ref().is_none_or(|thread| {
            let (theme, audience) = (thread.theme, thread.audience);
            policy::sees(viewer, &Subject { theme, audience, removed: thread.removed_at.is_some(), named: self.named })
        });
        seen && !gone
    }
}

/// Which notices of a member are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// Older than this one.
    pub before: Option<NoticeId>,
    /// From this one on, posted by mail, unread.
    pub mailed: Option<(NoticeId, NoticeId)>,
}

/// The notices of a member that they may read now, the newest first (at most `most` looked at). Says also the last
/// looked at, when there may be more.
///
/// # Errors
/// What the database says.
pub fn of(
    db: &mut Db,
    viewer: &Viewer,
    member: MemberId,
    wanted: &Wanted,
    most: i64,
) -> Result<(Vec<Row>, Option<NoticeId>), Refusal> {
    let named = exists(
        thread_parties::table
            .filter(thread_parties::thread_id.nullable().eq(notices::thread_id))
            .filter(thread_parties::member_id.eq(member)),
    );
    let (from, to) = wanted.mailed.unwrap_or((NoticeId(0), NoticeId(i64::MAX)));
    let before = wanted.before.unwrap_or(NoticeId(i64::MAX));
    let (any_kind, kind) = (wanted.kind.is_none(), wanted.kind.unwrap_or(Kind::Mention));
    let rows: Vec<Row> = notices::table
        .left_join(threads::table)
        .left_join(themes::table.on(themes::id.nullable().eq(notices::theme_id)))
        .left_join(members::table.on(members::id.nullable().eq(notices::actor_id)))
        .left_join(posts::table.on(posts::id.nullable().eq(notices::post_id)))
        .filter(notices::member_id.eq(member))
        .filter(notices::id.lt(before).and(notices::id.between(from, to)))
        .filter(notices::kind.eq(kind).or(any_kind.into_sql::<diesel::sql_types::Bool>()))
        .filter(
            notices::mail
                .eq("posted")
                .and(notices::read_at.is_null())
                .or(wanted.mailed.is_none().into_sql::<diesel::sql_types::Bool>()),
        )
        .order(notices::id.desc())
        .limit(most)
        .select((
            notices::id,
            notices::kind,
            notices::about,
            notices::subject_id,
            notices::created_at,
            notices::read_at,
            notices::number,
            (themes::slug, themes::name).nullable(),
            (members::given_name, members::family_name).nullable(),
            (threads::id, threads::theme_id, threads::audience, threads::removed_at, threads::title).nullable(),
            (posts::id, posts::removed_at).nullable(),
            named,
        ))
        .load(db)?;
    let more = rows.last().map(|row| row.id).filter(|_| i64::try_from(rows.len()).is_ok_and(|count| count == most));
    Ok((rows.into_iter().filter(|row| row.is_seen_by(viewer)).collect(), more))
}

/// How many notices wait for a member, as far as they may read them now (at most [`MOST_COUNTED`]).
///
/// # Errors
/// What the database says.
pub fn unread(db: &mut Db, viewer: &Viewer) -> Result<usize, Refusal> {
    let Some(member) = viewer.member else { return Ok(0) };
    let named = exists(
        thread_parties::table
            .filter(thread_parties::thread_id.nullable().eq(notices::thread_id))
            .filter(thread_parties::member_id.eq(member)),
    );
    type Place = (Option<(ThemeId, Audience, Option<Moment>)>, Option<Moment>, bool);
    let query = notices::table
        .left_join(threads::table)
        .left_join(posts::table.on(posts::id.nullable().eq(notices::post_id)))
        .filter(notices::member_id.eq(member))
        .filter(notices::read_at.is_null())
        .limit(MOST_COUNTED)
        .select((
            (threads::theme_id, threads::audience, threads::removed_at).nullable(),
            posts::removed_at.nullable(),
            named,
        ));
    let rows: Vec<Place> = on_each_backend!(db, conn => query.load(conn))?;
    let seen = |(thread, post_removed, named): &Place| {
        let reached = thread.is_none_or(|(theme, audience, removed_at)| {
            policy::sees(viewer, &Subject { theme, audience, removed: removed_at.is_some(), named: *named })
        });
        reached && post_removed.is_none()
    };
    Ok(rows.iter().filter(|row| seen(row)).count())
}

/// Everything is read, of a kind or of all.
pub(super) fn read_all(tx: &mut Tx<'_>, member: MemberId, kind: Option<Kind>) -> Result<usize, Refusal> {
    let (any_kind, kind) = (kind.is_none(), kind.unwrap_or(Kind::Mention));
    let now = tx.now();
    Ok(diesel::update(notices::table)
        .filter(notices::member_id.eq(member))
        .filter(notices::read_at.is_null())
        .filter(notices::kind.eq(kind).or(any_kind.into_sql::<diesel::sql_types::Bool>()))
        .set(notices::read_at.eq(now))
        .execute(tx.db())?)
}

/// The flags of a post are settled: nobody need look at them any more.
pub(super) fn flags_settled(tx: &mut Tx<'_>, post: PostId) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(notices::table)
        .filter(notices::post_id.eq(post))
        .filter(notices::kind.eq(Kind::CircleCall).and(notices::about.eq_any([FLAG, PRIVATE_FLAG])))
        .filter(notices::read_at.is_null())
        .set(notices::read_at.eq(now))
        .execute(tx.db())?;
    Ok(())
}

/// A flag was taken back: its notices go, whether they were read or not.
pub(super) fn flag_withdrawn(tx: &mut Tx<'_>, flag: FlagId) -> Result<(), Refusal> {
    let of_flag = notices::table
        .filter(notices::subject_id.eq(flag.0))
        .filter(notices::kind.eq(Kind::CircleCall).and(notices::about.eq_any([FLAG, PRIVATE_FLAG])));
    diesel::delete(of_flag).execute(tx.db())?;
    Ok(())
}

/// What a notice is about, the row, the theme it is in, who did it and when.
pub(super) type Target = (String, i64, Option<String>, Option<MemberId>, Moment);

/// Where a notice of a member leads.
pub(super) fn target(db: &mut Db, member: MemberId, id: NoticeId) -> Result<Target, Refusal> {
    Ok(notices::table
        .left_join(themes::table.on(themes::id.nullable().eq(notices::theme_id)))
        .filter(notices::id.eq(id).and(notices::member_id.eq(member)))
        .select((notices::about, notices::subject_id, themes::slug.nullable(), notices::actor_id, notices::created_at))
        .first(db)?)
}

/// Members whose oldest notice due by mail is this old, each with the first and the last due.
pub(super) fn mail_due(
    tx: &mut Tx<'_>,
    oldest: Moment,
    most: i64,
) -> Result<Vec<(MemberId, NoticeId, NoticeId)>, Refusal> {
    let due: Vec<(MemberId, Option<NoticeId>, Option<NoticeId>)> = notices::table
        .filter(notices::mail.eq("due"))
        .group_by(notices::member_id)
        .having(min(notices::created_at).le(oldest))
        .order(notices::member_id.asc())
        .limit(most)
        .select((notices::member_id, min(notices::id), max(notices::id)))
        .load(tx.db())?;
    Ok(due.into_iter().filter_map(|(member, first, last)| Some((member, first?, last?))).collect())
}

/// What was due to some members is posted: the job alone writes here, in the transaction that looked.
pub(super) fn mail_posted(tx: &mut Tx<'_>, due: &[(MemberId, NoticeId, NoticeId)]) -> Result<(), Refusal> {
    let Some(last) = due.iter().map(|(_, _, last)| *last).max() else { return Ok(()) };
    let members: Vec<MemberId> = due.iter().map(|(member, ..)| *member).collect();
    diesel::update(notices::table)
        .filter(notices::mail.eq("due"))
        .filter(notices::member_id.eq_any(members))
        .filter(notices::id.le(last))
        .set(notices::mail.eq("posted"))
        .execute(tx.db())?;
    Ok(())
}
