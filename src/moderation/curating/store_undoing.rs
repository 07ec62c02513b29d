//! SQL of undoing a joining or a splitting: where posts stood before.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer};

use super::store::IN_ONE_STATEMENT;
use crate::db::ids::{DecisionId, MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{decisions, displaced_posts, displacements, members, merged_threads, notices, posts, threads};
use crate::db::{Db, Moment, Tx};
use crate::moderation::DecisionKind;
use crate::on_each_backend;
use crate::policy::{Audience, Ground};
use crate::refusal::Refusal;
use crate::threads::Kind;

/// Joinings and splittings of a thread that can be undone, at most.
const MOST: i64 = 20;

/// Every post of a thread and its number.
pub(super) fn numbers(db: &mut Db, thread: ThreadId) -> Result<Vec<(PostId, i32)>, Refusal> {
    Ok(posts::table.filter(posts::thread_id.eq(thread)).select((posts::id, posts::number)).load(db)?)
}

/// Remembers where posts stood before a decision took them from one thread to another.
pub(super) fn remember(
    tx: &mut Tx<'_>,
    decision: DecisionId,
    (from, to): (ThreadId, ThreadId),
    stood: &[(PostId, i32)],
) -> Result<(), Refusal> {
    let row = (displacements::decision_id.eq(decision), displacements::from_id.eq(from), displacements::to_id.eq(to));
    diesel::insert_into(displacements::table).values(row).execute(tx.db())?;
    let row = |(post, number): &(PostId, i32)| {
        (
            displaced_posts::decision_id.eq(decision),
            displaced_posts::post_id.eq(*post),
            displaced_posts::number.eq(*number),
        )
    };
    for some in stood.chunks(IN_ONE_STATEMENT) {
        let rows: Vec<_> = some.iter().map(row).collect();
        on_each_backend!(tx.db(), conn => diesel::insert_into(displaced_posts::table).values(&rows).execute(conn))?;
    }
    Ok(())
}

/// A joining or a splitting that was not undone.
#[derive(Clone, Debug, Queryable)]
pub struct Displacement {
    /// The decision.
    pub decision: DecisionId,
    /// Which.
    pub kind: DecisionKind,
    /// When it was taken.
    pub at: Moment,
    /// Who decided: given and family name.
    pub by: (String, String),
    /// The thread that posts left.
    pub from: ThreadId,
    /// The thread they went to.
    pub to: ThreadId,
}

macro_rules! read_displacements {
    () => {
        displacements::table
            .inner_join(decisions::table.on(decisions::id.eq(displacements::decision_id)))
            .inner_join(members::table.on(members::id.eq(decisions::actor_id)))
            .filter(displacements::undone_id.is_null())
            .select((
                displacements::decision_id,
                decisions::kind,
                decisions::created_at,
                (members::given_name, members::family_name),
                displacements::from_id,
                displacements::to_id,
            ))
    };
}

/// Those that concern a thread which stands, the last first.
pub(super) fn of_thread(db: &mut Db, thread: ThreadId) -> Result<Vec<Displacement>, Refusal> {
    Ok(read_displacements!()
        .filter(displacements::from_id.eq(thread).or(displacements::to_id.eq(thread)))
        .order(displacements::decision_id.desc())
        .limit(MOST)
        .load(db)?)
}

/// One of them.
pub(super) fn find(db: &mut Db, decision: DecisionId) -> Result<Displacement, Refusal> {
    Ok(read_displacements!().filter(displacements::decision_id.eq(decision)).first(db)?)
}

/// A thread, whether it stands or not.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Stood {
    pub id: ThreadId,
    pub theme: ThemeId,
    pub audience: Audience,
    pub kind: Kind,
    pub title: String,
    pub author: MemberId,
    pub removed: bool,
}

impl Stood {
    /// Where it stands.
    pub fn ground(&self) -> Ground {
        Ground { theme: self.theme, audience: self.audience }
    }
}

/// Some threads, whether they stand or not.
pub(super) fn stood(db: &mut Db, ids: &[ThreadId]) -> Result<Vec<Stood>, Refusal> {
    Ok(threads::table
        .filter(threads::id.eq_any(ids.to_vec()))
        .select((
            threads::id,
            threads::theme_id,
            threads::audience,
            threads::kind,
            threads::title,
            threads::author_id,
            threads::removed_at.is_not_null(),
        ))
        .load(db)?)
}

/// How many posts a decision took away, how many of them are still where it put them, and whether the first of the thread
/// they left is one of these.
pub(super) fn still(db: &mut Db, one: &Displacement) -> Result<(usize, usize, bool), Refusal> {
    let rows: Vec<(i32, ThreadId)> = displaced_posts::table
        .inner_join(posts::table.on(posts::id.eq(displaced_posts::post_id)))
        .filter(displaced_posts::decision_id.eq(one.decision))
        .select((displaced_posts::number, posts::thread_id))
        .load(db)?;
    let there: Vec<i32> = rows.iter().filter(|(_, thread)| *thread == one.to).map(|(number, _)| *number).collect();
    Ok((rows.len(), there.len(), there.contains(&1)))
}

/// The posts that a decision took from one thread to another stand where they stood, with what is to be told of them.
pub(super) fn put_back(tx: &mut Tx<'_>, one: &Displacement, in_thread: ThreadId) -> Result<(), Refusal> {
    let moved = || {
        displaced_posts::table.filter(displaced_posts::decision_id.eq(one.decision)).select(displaced_posts::post_id)
    };
    let number = sql::<Integer>(
        "(SELECT displaced_posts.number FROM displaced_posts WHERE displaced_posts.post_id = posts.id AND displaced_posts.decision_id = ",
    )
    .bind::<BigInt, _>(one.decision.0)
    .sql(")");
    diesel::update(posts::table.filter(posts::id.eq_any(moved())).filter(posts::thread_id.eq(in_thread)))
        .set((posts::thread_id.eq(one.from), posts::number.eq(number)))
        .execute(tx.db())?;
    let back = || {
        posts::table
            .filter(posts::thread_id.eq(one.from))
            .filter(posts::id.eq_any(moved()))
            .select(posts::id.nullable())
    };
    let number = sql::<Integer>("(SELECT posts.number FROM posts WHERE posts.id = notices.post_id)");
    diesel::update(notices::table.filter(notices::post_id.eq_any(back())))
        .set((notices::thread_id.eq(one.from), notices::number.eq(number)))
        .execute(tx.db())?;
    diesel::update(decisions::table.filter(decisions::post_id.eq_any(back())))
        .set(decisions::thread_id.eq(one.from))
        .execute(tx.db())?;
    Ok(())
}

/// A thread that went into another is one of its own again; what had gone into it before leads to it again.
pub(super) fn parted(tx: &mut Tx<'_>, one: &Displacement) -> Result<bool, Refusal> {
    let before = displacements::table
        .filter(displacements::to_id.eq(one.from))
        .filter(displacements::undone_id.is_null())
        .select(displacements::from_id);
    diesel::update(merged_threads::table.filter(merged_threads::thread_id.eq_any(before)))
        .set(merged_threads::into_id.eq(one.from))
        .execute(tx.db())?;
    Ok(diesel::delete(merged_threads::table.find(one.from)).execute(tx.db())? == 1)
}

/// It was undone, by a decision.
pub(super) fn undone(tx: &mut Tx<'_>, decision: DecisionId, by: DecisionId) -> Result<(), Refusal> {
    diesel::update(displacements::table.find(decision)).set(displacements::undone_id.eq(by)).execute(tx.db())?;
    Ok(())
}
