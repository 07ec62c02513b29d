//! SQL of curating.

use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::Integer;

use crate::db::ids::{MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{
    audience_asks, audience_voices, decisions, held_posts, members, merged_threads, notices, pins, posts,
    thread_parties, thread_references, threads, watches,
};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::moderation::Reason;
use crate::notices::watching::PlaceKind;
use crate::on_each_backend;
use crate::policy::{Audience, Ground};
use crate::refusal::Refusal;
use crate::threads::{Kind, Thread, Title};

/// Rows written in one statement.
pub(super) const IN_ONE_STATEMENT: usize = 1_000;

/// Gives a thread that is still of its kind another one.
pub(super) fn change_kind(tx: &mut Tx<'_>, thread: &Thread, kind: Kind) -> Result<bool, Refusal> {
    let same = threads::table
        .find(thread.id)
        .filter(threads::kind.eq(thread.kind))
        .filter(threads::solution_id.is_null())
        .filter(threads::removed_at.is_null());
    Ok(diesel::update(same).set(threads::kind.eq(kind)).execute(tx.db())? == 1)
}

/// Gives a thread that is still for the same readers to others.
pub(super) fn change_audience(tx: &mut Tx<'_>, thread: &Thread, audience: Audience) -> Result<bool, Refusal> {
    let same = threads::table
        .find(thread.id)
        .filter(threads::audience.eq(thread.audience))
        .filter(threads::theme_id.eq(thread.theme))
        .filter(threads::removed_at.is_null());
    Ok(diesel::update(same).set(threads::audience.eq(audience)).execute(tx.db())? == 1)
}

/// What the author of a thread is asked.
#[derive(Clone, Debug, Queryable)]
pub struct Asked {
    /// Who would read it.
    pub audience: Audience,
    /// Who asks.
    pub by: MemberId,
    /// Their name.
    pub name: (String, String),
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
}

pub(super) fn ask(
    tx: &mut Tx<'_>,
    thread: ThreadId,
    audience: Audience,
    by: MemberId,
    reason: &Reason,
) -> Result<bool, Refusal> {
    let row = (
        audience_asks::thread_id.eq(thread),
        audience_asks::audience.eq(audience),
        audience_asks::asked_by.eq(by),
        audience_asks::reason.eq(reason.as_str()),
        audience_asks::asked_at.eq(tx.now()),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(audience_asks::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(inserted == 1)
}

pub(super) fn asked(db: &mut Db, thread: ThreadId) -> Result<Option<Asked>, Refusal> {
    Ok(audience_asks::table
        .inner_join(members::table.on(members::id.eq(audience_asks::asked_by)))
        .filter(audience_asks::thread_id.eq(thread))
        .select((
            audience_asks::audience,
            audience_asks::asked_by,
            (members::given_name, members::family_name),
            audience_asks::reason,
            audience_asks::asked_at,
        ))
        .first(db)
        .optional()?)
}

/// Whoever wrote in a thread what stands, and whether they can be asked.
pub(super) fn authors(db: &mut Db, thread: ThreadId) -> Result<Vec<(MemberId, bool)>, Refusal> {
    let rows: Vec<(MemberId, AccountState)> = posts::table
        .inner_join(members::table.on(members::id.eq(posts::author_id)))
        .filter(posts::thread_id.eq(thread))
        .filter(posts::removed_at.is_null())
        .order(posts::author_id)
        .select((posts::author_id, members::state))
        .distinct()
        .load(db)?;
    let reachable = |id: MemberId, state| {
        state == AccountState::Active && id != crate::members::ANONYMOUS && id != crate::members::OUTSIDE
    };
    Ok(rows.into_iter().map(|(id, state)| (id, reachable(id, state))).collect())
}

/// Whether somebody wrote in a thread something that stands.
pub(super) fn wrote(db: &mut Db, thread: ThreadId, member: MemberId) -> Result<bool, Refusal> {
    let theirs = posts::table
        .filter(posts::thread_id.eq(thread))
        .filter(posts::author_id.eq(member))
        .filter(posts::removed_at.is_null());
    Ok(diesel::select(exists(theirs)).get_result(db)?)
}

/// These are asked too.
pub(super) fn add_voices(tx: &mut Tx<'_>, thread: ThreadId, whom: &[MemberId]) -> Result<(), Refusal> {
    let row = |member: &MemberId| (audience_voices::thread_id.eq(thread), audience_voices::member_id.eq(*member));
    for some in whom.chunks(IN_ONE_STATEMENT) {
        let rows: Vec<_> = some.iter().map(row).collect();
        on_each_backend!(tx.db(), conn => diesel::insert_into(audience_voices::table)
            .values(&rows).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}

/// Everybody who is asked, and whether they agreed.
pub(super) fn voices(db: &mut Db, thread: ThreadId) -> Result<Vec<(MemberId, bool)>, Refusal> {
    Ok(audience_voices::table
        .filter(audience_voices::thread_id.eq(thread))
        .order(audience_voices::member_id)
        .select((audience_voices::member_id, audience_voices::agreed_at.is_not_null()))
        .load(db)?)
}

/// Whether a person who is asked agreed; nothing when they are not asked.
pub(super) fn voice(db: &mut Db, thread: ThreadId, member: MemberId) -> Result<Option<bool>, Refusal> {
    let one = audience_voices::table.find((thread, member)).select(audience_voices::agreed_at.is_not_null());
    Ok(one.first(db).optional()?)
}

/// A person who is asked agrees.
pub(super) fn agreed(tx: &mut Tx<'_>, thread: ThreadId, member: MemberId) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(audience_voices::table.find((thread, member)))
        .set(audience_voices::agreed_at.eq(now))
        .execute(tx.db())?;
    Ok(())
}

pub(super) fn asked_no_more(tx: &mut Tx<'_>, thread: ThreadId) -> Result<bool, Refusal> {
    Ok(diesel::delete(audience_asks::table.find(thread)).execute(tx.db())? == 1)
}

pub(super) fn mark(tx: &mut Tx<'_>, thread: ThreadId, by: MemberId) -> Result<bool, Refusal> {
    let row = (
        thread_references::thread_id.eq(thread),
        thread_references::marked_by.eq(by),
        thread_references::marked_at.eq(tx.now()),
    );
    let marked = on_each_backend!(tx.db(), conn => diesel::insert_into(thread_references::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(marked == 1)
}

pub(super) fn unmark(tx: &mut Tx<'_>, thread: ThreadId) -> Result<bool, Refusal> {
    Ok(diesel::delete(thread_references::table.find(thread)).execute(tx.db())? == 1)
}

pub(super) fn is_marked(db: &mut Db, thread: ThreadId) -> Result<bool, Refusal> {
    let marked = thread_references::table.filter(thread_references::thread_id.eq(thread));
    Ok(diesel::select(exists(marked)).get_result(db)?)
}

/// Removes a thread that stands; it leaves its place in the theme's list.
pub(super) fn remove(tx: &mut Tx<'_>, thread: ThreadId, by: MemberId, reason: &Reason) -> Result<bool, Refusal> {
    let standing = threads::table.find(thread).filter(threads::removed_at.is_null());
    let change =
        (threads::removed_at.eq(tx.now()), threads::removed_by.eq(by), threads::removed_reason.eq(reason.as_str()));
    if diesel::update(standing).set(change).execute(tx.db())? == 0 {
        return Ok(false);
    }
    diesel::delete(pins::table.filter(pins::thread_id.eq(thread))).execute(tx.db())?;
    Ok(true)
}

/// A thread that a decision removed.
#[derive(Clone, Debug, Queryable)]
pub struct Removed {
    /// Its id.
    pub id: ThreadId,
    /// Where it stood.
    pub theme: ThemeId,
    /// Who read it.
    pub audience: Audience,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Who opened it.
    pub author: (MemberId, String, String),
    /// When it was removed.
    pub at: Option<Moment>,
    /// Why.
    pub reason: Option<String>,
}

impl Removed {
    /// Where it stood.
    pub fn ground(&self) -> Ground {
        Ground { theme: self.theme, audience: self.audience }
    }
}

/// Reads threads that decisions removed, not those that their authors took back, nor those that went into others.
macro_rules! read_removed {
    () => {
        threads::table
            .inner_join(members::table.on(members::id.eq(threads::author_id)))
            .filter(threads::removed_at.is_not_null())
            .filter(threads::removed_reason.is_not_null())
            .filter(threads::audience.ne(Audience::Named))
            .filter(diesel::dsl::not(exists(merged_threads::table.filter(merged_threads::thread_id.eq(threads::id)))))
            .select((
                threads::id,
                threads::theme_id,
                threads::audience,
                threads::kind,
                threads::title,
                (members::id, members::given_name, members::family_name),
                threads::removed_at,
                threads::removed_reason,
            ))
    };
}

pub(super) fn removed(db: &mut Db, thread: ThreadId) -> Result<Removed, Refusal> {
    Ok(read_removed!().filter(threads::id.eq(thread)).first(db)?)
}

pub(super) fn removed_in(db: &mut Db, theme: ThemeId, most: i64) -> Result<Vec<Removed>, Refusal> {
    Ok(read_removed!()
        .filter(threads::theme_id.eq(theme))
        .order((threads::removed_at.desc(), threads::id.desc()))
        .limit(most)
        .load(db)?)
}

/// Brings a thread back that a decision removed; says whether it was removed.
pub(super) fn bring_back(tx: &mut Tx<'_>, thread: ThreadId) -> Result<bool, Refusal> {
    let gone = threads::table
        .find(thread)
        .filter(threads::removed_at.is_not_null())
        .filter(threads::removed_reason.is_not_null());
    let change = (
        threads::removed_at.eq(None::<Moment>),
        threads::removed_by.eq(None::<MemberId>),
        threads::removed_reason.eq(None::<String>),
    );
    Ok(diesel::update(gone).set(change).execute(tx.db())? == 1)
}

/// The thread that another went into, if it did.
pub(super) fn merged_into(db: &mut Db, thread: ThreadId) -> Result<Option<ThreadId>, Refusal> {
    Ok(merged_threads::table.find(thread).select(merged_threads::into_id).first(db).optional()?)
}

/// The first post of a thread and its text.
pub(super) fn first_post(db: &mut Db, thread: ThreadId) -> Result<Option<(PostId, String)>, Refusal> {
    Ok(posts::table
        .filter(posts::thread_id.eq(thread).and(posts::number.eq(1)).and(posts::removed_at.is_null()))
        .select((posts::id, posts::source))
        .first(db)
        .optional()?)
}

/// Moves the posts of a thread after those of another, both held, with what was said and is to be told of them.
pub(super) fn take_posts(tx: &mut Tx<'_>, from: ThreadId, to: ThreadId) -> Result<(), Refusal> {
    let count = |tx: &mut Tx<'_>, thread: ThreadId| -> Result<i32, Refusal> {
        Ok(threads::table.find(thread).select(threads::posts_count).first(tx.db())?)
    };
    let (before, more) = (count(tx, to)?, count(tx, from)?);
    diesel::update(posts::table.filter(posts::thread_id.eq(from)))
        .set((posts::thread_id.eq(to), posts::number.eq(posts::number + before)))
        .execute(tx.db())?;
    diesel::update(threads::table.find(to)).set(threads::posts_count.eq(before + more)).execute(tx.db())?;
    diesel::update(notices::table.filter(notices::thread_id.eq(from)))
        .set((notices::thread_id.eq(to), notices::number.eq(notices::number + before)))
        .execute(tx.db())?;
    diesel::update(held_posts::table.filter(held_posts::thread_id.eq(from)))
        .set(held_posts::thread_id.eq(to))
        .execute(tx.db())?;
    diesel::update(decisions::table.filter(decisions::thread_id.eq(from)).filter(decisions::post_id.is_not_null()))
        .set(decisions::thread_id.eq(to))
        .execute(tx.db())?;
    followers(tx, from, to)
}

/// Whoever followed the one follows the other, and whoever was a named party of it is one of the other.
fn followers(tx: &mut Tx<'_>, from: ThreadId, to: ThreadId) -> Result<(), Refusal> {
    let other = diesel::alias!(watches as other);
    let known = other
        .filter(other.field(watches::place).eq(PlaceKind::Thread))
        .filter(other.field(watches::place_id).eq(to.0))
        .select(other.field(watches::member_id));
    let known: Vec<MemberId> = known.load(tx.db())?;
    let of_from = watches::table.filter(watches::place.eq(PlaceKind::Thread)).filter(watches::place_id.eq(from.0));
    diesel::update(of_from.filter(watches::member_id.ne_all(known)))
        .set(watches::place_id.eq(to.0))
        .execute(tx.db())?;
    let parties: Vec<MemberId> = thread_parties::table
        .filter(thread_parties::thread_id.eq(from))
        .select(thread_parties::member_id)
        .load(tx.db())?;
    let now = tx.now();
    let rows: Vec<_> = parties
        .iter()
        .map(|member| {
            (thread_parties::thread_id.eq(to), thread_parties::member_id.eq(*member), thread_parties::since.eq(now))
        })
        .collect();
    if !rows.is_empty() {
        on_each_backend!(tx.db(), conn => diesel::insert_into(thread_parties::table)
            .values(&rows).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}

/// A thread without posts any more leads to the one they went into.
pub(super) fn went_into(
    tx: &mut Tx<'_>,
    thread: ThreadId,
    into: ThreadId,
    (by, reason): (MemberId, &Reason),
) -> Result<bool, Refusal> {
    if !remove(tx, thread, by, reason)? {
        return Ok(false);
    }
    let row = (
        merged_threads::thread_id.eq(thread),
        merged_threads::into_id.eq(into),
        merged_threads::merged_at.eq(tx.now()),
    );
    diesel::insert_into(merged_threads::table).values(row).execute(tx.db())?;
    // What went into this one before leads on at once.
    diesel::update(merged_threads::table.filter(merged_threads::into_id.eq(thread)))
        .set(merged_threads::into_id.eq(into))
        .execute(tx.db())?;
    Ok(true)
}

/// The posts of some numbers of a thread that stand.
pub(super) fn standing(
    db: &mut Db,
    thread: ThreadId,
    numbers: &[i32],
) -> Result<Vec<(PostId, i32, MemberId, String)>, Refusal> {
    Ok(posts::table
        .filter(posts::thread_id.eq(thread))
        .filter(posts::number.eq_any(numbers.to_vec()))
        .filter(posts::removed_at.is_null())
        .order(posts::id.asc())
        .select((posts::id, posts::number, posts::author_id, posts::source))
        .load(db)?)
}

/// The place of a post among those of its thread, by its id.
const BY_AGE: &str = "(SELECT CAST(COUNT(*) AS INTEGER) FROM posts AS older WHERE older.thread_id = posts.thread_id AND older.id <= posts.id)";

/// Opens a thread for posts of another, beside it and for the same readers; numbers follow ids.
pub(super) fn open_for(
    tx: &mut Tx<'_>,
    beside: &Thread,
    title: &Title,
    (author, ids): (MemberId, &[PostId]),
) -> Result<ThreadId, Refusal> {
    let (id, now) = (ThreadId(tx.id()), tx.now());
    let subtopic: Option<crate::db::ids::SubtopicId> =
        threads::table.find(beside.id).select(threads::subtopic_id).first(tx.db())?;
    let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
    let last = ids.last().copied().unwrap_or(PostId(0));
    let row = (
        (threads::id.eq(id), threads::theme_id.eq(beside.theme), threads::subtopic_id.eq(subtopic)),
        (
            threads::kind.eq(Kind::Discussion),
            threads::audience.eq(beside.audience),
            threads::title.eq(title.as_str()),
            threads::author_id.eq(author),
            threads::created_at.eq(now),
        ),
        (
            threads::posts_count.eq(count),
            threads::last_post_id.eq(last.0),
            threads::last_post_at.eq(now),
            threads::last_author_id.eq(author),
        ),
    );
    diesel::insert_into(threads::table).values(row).execute(tx.db())?;
    // First below zero, where no number stands in the way of another, then in their order.
    diesel::update(posts::table.filter(posts::id.eq_any(ids.to_vec())).filter(posts::thread_id.eq(beside.id)))
        .set((posts::thread_id.eq(id), posts::number.eq(posts::number * -1)))
        .execute(tx.db())?;
    diesel::update(posts::table.filter(posts::thread_id.eq(id)))
        .set(posts::number.eq(sql::<Integer>(BY_AGE)))
        .execute(tx.db())?;
    diesel::update(notices::table.filter(notices::post_id.eq_any(ids.iter().copied().map(Some).collect::<Vec<_>>())))
        .set(notices::thread_id.eq(id))
        .execute(tx.db())?;
    let of_posts = decisions::post_id.eq_any(ids.iter().copied().map(Some).collect::<Vec<_>>());
    diesel::update(decisions::table.filter(of_posts)).set(decisions::thread_id.eq(id)).execute(tx.db())?;
    Ok(id)
}
