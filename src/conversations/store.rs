//! SQL of private conversations. Reading them passes `policy::visible_threads`, or is about a thread that did.

use std::collections::HashMap;

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::db::ids::{MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{
    animators, conversation_blocks, conversation_refusals, establishments, members, memberships, readings, themes,
    thread_parties, threads,
};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::policy::{Audience, Viewer, visible_threads};
use crate::refusal::Refusal;
use crate::threads::writing::{PROPOSED, starting};

/// Parties looked at, far more than a conversation has.
const MOST_PARTIES: i64 = 1_000;

/// A named party of a conversation.
#[derive(Clone, Debug, Queryable)]
pub struct Party {
    /// Who.
    pub id: MemberId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Since when.
    pub since: Moment,
}

/// The parties of a visible conversation, by name.
///
/// # Errors
/// What the database says.
pub fn parties(db: &mut Db, thread: ThreadId) -> Result<Vec<Party>, Refusal> {
    Ok(thread_parties::table
        .inner_join(members::table.on(members::id.eq(thread_parties::member_id)))
        .filter(thread_parties::thread_id.eq(thread))
        .order((members::folded.asc(), members::id.asc()))
        .limit(MOST_PARTIES)
        .select((members::id, members::given_name, members::family_name, thread_parties::since))
        .load(db)?)
}

/// Makes members named parties; says how many were not.
pub(super) fn name_all(tx: &mut Tx<'_>, thread: ThreadId, of: &[MemberId]) -> Result<usize, Refusal> {
    let now = tx.now();
    let row = |member: &MemberId| {
        (thread_parties::thread_id.eq(thread), thread_parties::member_id.eq(*member), thread_parties::since.eq(now))
    };
    let rows: Vec<_> = of.iter().map(row).collect();
    Ok(on_each_backend!(tx.db(), conn => diesel::insert_into(thread_parties::table)
        .values(rows).on_conflict_do_nothing().execute(conn))?)
}

pub(super) fn unname(tx: &mut Tx<'_>, thread: ThreadId, member: MemberId) -> Result<bool, Refusal> {
    Ok(diesel::delete(thread_parties::table.find((thread, member))).execute(tx.db())? == 1)
}

/// The first of some themes that is in use, in the order of the themes' list.
pub(super) fn first_open(db: &mut Db, of: &[ThemeId]) -> Result<Option<ThemeId>, Refusal> {
    Ok(themes::table
        .filter(themes::id.eq_any(of))
        .filter(themes::archived_at.is_null())
        .order((themes::position.asc(), themes::id.asc()))
        .select(themes::id)
        .first(db)
        .optional()?)
}

/// Which of some members take no conversation from a person: from nobody, or not from them.
pub(super) fn closed_to(db: &mut Db, person: MemberId, of: &[MemberId]) -> Result<Vec<MemberId>, Refusal> {
    let mut closed: Vec<MemberId> = conversation_refusals::table
        .filter(conversation_refusals::member_id.eq_any(of))
        .select(conversation_refusals::member_id)
        .load(db)?;
    let blocking: Vec<MemberId> = conversation_blocks::table
        .filter(conversation_blocks::member_id.eq_any(of))
        .filter(conversation_blocks::blocked_id.eq(person))
        .select(conversation_blocks::member_id)
        .load(db)?;
    closed.extend(blocking);
    Ok(closed)
}

/// Whether a member takes no conversation.
///
/// # Errors
/// What the database says.
pub fn refuses(db: &mut Db, member: MemberId) -> Result<bool, Refusal> {
    let own = conversation_refusals::table.find(member).select(conversation_refusals::member_id);
    Ok(own.first::<MemberId>(db).optional()?.is_some())
}

/// Notes a refusal or forgets it; says whether anything changed.
pub(super) fn refuse(tx: &mut Tx<'_>, member: MemberId, refused: bool) -> Result<bool, Refusal> {
    if !refused {
        return Ok(diesel::delete(conversation_refusals::table.find(member)).execute(tx.db())? == 1);
    }
    let row = (conversation_refusals::member_id.eq(member), conversation_refusals::since.eq(tx.now()));
    let noted = on_each_backend!(tx.db(), conn => diesel::insert_into(conversation_refusals::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(noted == 1)
}

/// Notes a block or forgets it; says whether anything changed.
pub(super) fn block(tx: &mut Tx<'_>, member: MemberId, other: MemberId, blocked: bool) -> Result<bool, Refusal> {
    if !blocked {
        return Ok(diesel::delete(conversation_blocks::table.find((member, other))).execute(tx.db())? == 1);
    }
    let row = (
        conversation_blocks::member_id.eq(member),
        conversation_blocks::blocked_id.eq(other),
        conversation_blocks::since.eq(tx.now()),
    );
    let noted = on_each_backend!(tx.db(), conn => diesel::insert_into(conversation_blocks::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(noted == 1)
}

/// Whom a member takes no conversation from, by name (at most 200).
///
/// # Errors
/// What the database says.
pub fn blocked_by(db: &mut Db, member: MemberId) -> Result<Vec<Party>, Refusal> {
    Ok(conversation_blocks::table
        .inner_join(members::table.on(members::id.eq(conversation_blocks::blocked_id)))
        .filter(conversation_blocks::member_id.eq(member))
        .order((members::folded.asc(), members::id.asc()))
        .limit(200)
        .select((members::id, members::given_name, members::family_name, conversation_blocks::since))
        .load(db)?)
}

/// Active members of some themes who bear one of some names (folded, in any order of given and family name).
pub(super) fn bearing(db: &mut Db, within: &[ThemeId], names: &[String]) -> Result<Vec<(String, MemberId)>, Refusal> {
    let standing = memberships::table
        .filter(memberships::theme_id.eq_any(within))
        .filter(memberships::state.eq("confirmed"))
        .select(memberships::member_id);
    let animating = animators::table.filter(animators::theme_id.eq_any(within)).select(animators::member_id);
    Ok(members::table
        .filter(members::folded.eq_any(names))
        .filter(members::state.eq(AccountState::Active))
        .filter(members::id.eq_any(standing).or(members::id.eq_any(animating)))
        .order(members::id.asc())
        .limit(100)
        .select((members::folded, members::id))
        .load(db)?)
}

/// Somebody one may write to.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Addressable {
    pub id: MemberId,
    pub given_name: String,
    pub family_name: String,
    pub profession: String,
    pub establishment: Option<String>,
}

impl Addressable {
    /// Their name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// What they do and where, as far as it is told.
    pub fn detail(&self) -> String {
        let places = [Some(self.profession.as_str()), self.establishment.as_deref()].into_iter().flatten();
        places.filter(|place| !place.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Others whose names hold words that start so, by name, who stand in one of a person's themes and take private
/// conversations from them. Animators are always written to, and always write to those of the themes they animate.
pub(super) fn addressable(
    db: &mut Db,
    me: MemberId,
    (mine, animated): (&[ThemeId], &[ThemeId]),
    words: &[&str],
    now: Moment,
) -> Result<Vec<Addressable>, Refusal> {
    let standing = |within: &[ThemeId]| {
        memberships::table
            .filter(memberships::member_id.eq(members::id))
            .filter(memberships::theme_id.eq_any(within.to_vec()))
            .filter(memberships::state.eq("confirmed"))
            .filter(memberships::suspended_until.is_null().or(memberships::suspended_until.le(now).assume_not_null()))
    };
    let animating = || {
        animators::table.filter(animators::member_id.eq(members::id)).filter(animators::theme_id.eq_any(mine.to_vec()))
    };
    let refusing = conversation_refusals::table.filter(conversation_refusals::member_id.eq(members::id));
    let blocking = conversation_blocks::table
        .filter(conversation_blocks::member_id.eq(members::id))
        .filter(conversation_blocks::blocked_id.eq(me));
    let mut query = members::table
        .left_join(establishments::table)
        .filter(members::state.eq(AccountState::Active))
        .filter(members::id.ne(me))
        .filter(exists(standing(mine)).or(exists(animating())))
        .filter(not(exists(refusing).or(exists(blocking))).or(exists(animating())).or(exists(standing(animated))))
        .order((members::folded.asc(), members::id.asc()))
        .limit(i64::try_from(PROPOSED).unwrap_or(0))
        .select((
            members::id,
            members::given_name,
            members::family_name,
            members::profession,
            establishments::name.nullable(),
        ))
        .into_boxed();
    for word in words {
        let (first, further) = starting(word);
        query = query.filter(members::folded.like(first).escape('\\').or(members::folded.like(further).escape('\\')));
    }
    Ok(query.load(db)?)
}

/// A conversation in a list.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Row {
    pub id: ThreadId,
    pub title: String,
    pub posts_count: i32,
    pub answers_gone: i32,
    pub last_post: i64,
    pub last_post_at: Moment,
    pub last_author: (String, String),
    pub theme: String,
    pub last_read: Option<i32>,
}

/// A member's conversations, the newest message first, older than a post.
pub(super) fn page(
    db: &mut Db,
    viewer: &Viewer,
    member: MemberId,
    before: Option<PostId>,
    most: i64,
) -> Result<Vec<Row>, Refusal> {
    // Theirs first: a forum has far more threads than a person has conversations.
    let theirs = thread_parties::table.filter(thread_parties::member_id.eq(member)).select(thread_parties::thread_id);
    Ok(threads::table
        .inner_join(themes::table)
        .inner_join(members::table.on(members::id.eq(threads::last_author_id)))
        .left_join(readings::table.on(readings::thread_id.eq(threads::id).and(readings::member_id.eq(member))))
        .filter(threads::id.eq_any(theirs))
        .filter(threads::audience.eq(Audience::Named))
        .filter(visible_threads(viewer))
        .filter(threads::last_post_id.lt(before.map_or(i64::MAX, |post| post.0)))
        .order(threads::last_post_id.desc())
        .limit(most)
        .select((
            threads::id,
            threads::title,
            threads::posts_count,
            threads::answers_gone,
            threads::last_post_id,
            threads::last_post_at,
            (members::given_name, members::family_name),
            themes::name,
            readings::last_number.nullable(),
        ))
        .load(db)?)
}

/// The names of the others in some visible conversations.
pub(super) fn others(
    db: &mut Db,
    member: MemberId,
    of: &[ThreadId],
) -> Result<HashMap<ThreadId, Vec<String>>, Refusal> {
    let rows: Vec<(ThreadId, String, String)> = thread_parties::table
        .inner_join(members::table.on(members::id.eq(thread_parties::member_id)))
        .filter(thread_parties::thread_id.eq_any(of))
        .filter(thread_parties::member_id.ne(member))
        .order((members::folded.asc(), members::id.asc()))
        .limit(MOST_PARTIES)
        .select((thread_parties::thread_id, members::given_name, members::family_name))
        .load(db)?;
    let mut names: HashMap<ThreadId, Vec<String>> = HashMap::new();
    for (thread, given, family) in rows {
        names.entry(thread).or_default().push(format!("{given} {family}"));
    }
    Ok(names)
}
