//! SQL of decisions, and of posts that are removed and brought back.

use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

use super::{Decided, DecisionKind, Reason};
use crate::db::ids::{DecisionId, MemberId, PostId, RevisionId, ThemeId, ThreadId};
use crate::db::schema::{
    anonymous_posts, decisions, members, points_durs, posts, sealed_titles, themes, thread_parties, threads,
};
use crate::db::{Db, Moment, Tx};
use crate::members::ANONYMOUS;
use crate::on_each_backend;
use crate::policy::{Audience, Viewer, visible_threads};
use crate::refusal::Refusal;

pub(super) fn insert(
    tx: &mut Tx<'_>,
    decided: &Decided<'_>,
    undoes: Option<DecisionId>,
) -> Result<DecisionId, Refusal> {
    let id = DecisionId(tx.id());
    let row = (
        decisions::id.eq(id),
        decisions::theme_id.eq(decided.theme),
        decisions::thread_id.eq(decided.thread),
        decisions::post_id.eq(decided.post),
        decisions::revision_id.eq(decided.revision),
        decisions::kind.eq(decided.kind),
        decisions::member_id.eq(decided.about),
        decisions::actor_id.eq(decided.actor),
        decisions::reason.eq(decided.reason.as_str()),
        decisions::undoes_id.eq(undoes),
        decisions::created_at.eq(tx.now()),
    );
    diesel::insert_into(decisions::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// The last decision of some kinds about the same thing, or about the same person.
pub(super) fn latest(
    tx: &mut Tx<'_>,
    decided: &Decided<'_>,
    kinds: &[DecisionKind],
) -> Result<Option<DecisionId>, Refusal> {
    let mut query = decisions::table
        .filter(decisions::kind.eq_any(kinds.to_vec()))
        .order(decisions::id.desc())
        .select(decisions::id)
        .into_boxed();
    query = match (decided.thread, decided.about, decided.theme) {
        (Some(thread), ..) => query.filter(decisions::thread_id.eq(thread)),
        (None, Some(member), Some(theme)) => {
            query.filter(decisions::member_id.eq(member)).filter(decisions::theme_id.eq(theme))
        }
        (None, Some(member), None) => {
            query.filter(decisions::member_id.eq(member)).filter(decisions::theme_id.is_null())
        }
        (None, None, _) => return Ok(None),
    };
    if let Some(post) = decided.post {
        query = query.filter(decisions::post_id.eq(post));
    }
    if let Some(revision) = decided.revision {
        query = query.filter(decisions::revision_id.eq(revision));
    }
    Ok(query.first(tx.db()).optional()?)
}

/// A decision, as the person concerned reads it.
#[derive(Clone, Debug, Queryable)]
pub struct Decision {
    /// Which one.
    pub id: DecisionId,
    /// What.
    pub kind: DecisionKind,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// Which decision it undoes.
    pub undoes: Option<DecisionId>,
    /// About which thread; none: about a person.
    pub thread: Option<ThreadId>,
    /// About which post.
    pub post: Option<PostId>,
    /// Whom it concerns.
    pub about: Option<MemberId>,
    /// In which theme; none: the whole account.
    pub theme_id: Option<ThemeId>,
    /// The theme's name.
    pub theme: Option<String>,
    /// About which version.
    pub revision: Option<RevisionId>,
    /// Who decided.
    pub actor: (MemberId, String, String),
}

/// Reads decisions: the same columns wherever they are read.
macro_rules! read_decisions {
    () => {
        decisions::table
            .left_join(themes::table)
            .inner_join(members::table.on(members::id.eq(decisions::actor_id)))
            .select((
                decisions::id,
                decisions::kind,
                decisions::reason,
                decisions::created_at,
                decisions::undoes_id,
                decisions::thread_id,
                decisions::post_id,
                decisions::member_id,
                decisions::theme_id,
                themes::name.nullable(),
                decisions::revision_id,
                (members::id, members::given_name, members::family_name),
            ))
    };
}

/// One decision.
pub(super) fn decision(db: &mut Db, id: DecisionId) -> Result<Decision, Refusal> {
    Ok(read_decisions!().filter(decisions::id.eq(id)).first(db)?)
}

/// Some decisions, by id.
pub(super) fn decisions_of(db: &mut Db, ids: &[DecisionId]) -> Result<Vec<Decision>, Refusal> {
    Ok(read_decisions!().filter(decisions::id.eq_any(ids.to_vec())).order(decisions::id.asc()).load(db)?)
}

/// The last decision about a post of some kinds: what whoever comes second is told.
pub(super) fn last_about_post(db: &mut Db, post: PostId, kinds: &[DecisionKind]) -> Result<Option<Decision>, Refusal> {
    Ok(read_decisions!()
        .filter(decisions::post_id.eq(post))
        .filter(decisions::kind.eq_any(kinds.to_vec()))
        .order(decisions::id.desc())
        .first(db)
        .optional()?)
}

/// Decisions about a member, the last first.
pub(super) fn about(
    db: &mut Db,
    member: MemberId,
    before: Option<DecisionId>,
    most: i64,
) -> Result<Vec<Decision>, Refusal> {
    let mut query =
        read_decisions!().filter(decisions::member_id.eq(member)).order(decisions::id.desc()).limit(most).into_boxed();
    if let Some(before) = before {
        query = query.filter(decisions::id.lt(before));
    }
    Ok(query.load(db)?)
}

/// Which of some decisions were undone since.
pub(super) fn undone(db: &mut Db, of: &[DecisionId]) -> Result<Vec<DecisionId>, Refusal> {
    let undone: Vec<Option<DecisionId>> =
        decisions::table.filter(decisions::undoes_id.eq_any(of.to_vec())).select(decisions::undoes_id).load(db)?;
    Ok(undone.into_iter().flatten().collect())
}

/// The titles of those threads that the viewer may see.
pub(super) fn titles(db: &mut Db, viewer: &Viewer, of: &[ThreadId]) -> Result<Vec<(ThreadId, String)>, Refusal> {
    Ok(threads::table
        .filter(threads::id.eq_any(of.to_vec()))
        .filter(visible_threads(viewer))
        .select((threads::id, threads::title))
        .load(db)?)
}

/// The numbers of some posts.
pub(super) fn numbers(db: &mut Db, of: &[PostId]) -> Result<Vec<(PostId, i32)>, Refusal> {
    Ok(posts::table.filter(posts::id.eq_any(of.to_vec())).select((posts::id, posts::number)).load(db)?)
}

/// Holds a thread's row until the commit, so that its counts and its posts change together.
pub(super) fn hold(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    let held = diesel::update(threads::table.find(thread).filter(threads::removed_at.is_null()))
        .set(threads::answers_gone.eq(threads::answers_gone))
        .execute(tx.db())?;
    if held == 0 { Err(Refusal::NotFound) } else { Ok(()) }
}

/// Removes a post that stands.
pub(super) fn remove(tx: &mut Tx<'_>, post: PostId, by: MemberId, reason: Option<&Reason>) -> Result<bool, Refusal> {
    let change = (
        posts::removed_at.eq(tx.now()),
        posts::removed_by.eq(by),
        posts::removed_reason.eq(reason.map(Reason::as_str)),
    );
    let standing = posts::table.find(post).filter(posts::removed_at.is_null());
    Ok(diesel::update(standing).set(change).execute(tx.db())? == 1)
}

/// Brings a removed post back: one removed by a person, or by anybody but that person.
pub(super) fn bring_back(tx: &mut Tx<'_>, post: PostId, person: MemberId, by_them: bool) -> Result<bool, Refusal> {
    let removed = posts::table.find(post).filter(posts::removed_at.is_not_null());
    let change = (
        posts::removed_at.eq(None::<Moment>),
        posts::removed_by.eq(None::<MemberId>),
        posts::removed_reason.eq(None::<String>),
        posts::sealed.eq(false),
    );
    let back = if by_them {
        diesel::update(removed.filter(posts::removed_by.eq(person))).set(change).execute(tx.db())?
    } else {
        diesel::update(removed.filter(posts::removed_by.ne(person))).set(change).execute(tx.db())?
    };
    Ok(back == 1)
}

/// Hides the title of a thread with its first post.
pub(super) fn hide_title(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    let shown = threads::table.find(thread).filter(threads::hidden_title.is_null());
    let change = (threads::hidden_title.eq(threads::title.nullable()), threads::title.eq(""));
    diesel::update(shown).set(change).execute(tx.db())?;
    Ok(())
}

/// Seals a removed post: its text is read by the animators of its theme alone. Says whether nobody did before.
pub(super) fn seal(tx: &mut Tx<'_>, post: PostId) -> Result<bool, Refusal> {
    let removed = posts::table.find(post).filter(posts::removed_at.is_not_null()).filter(posts::sealed.eq(false));
    Ok(diesel::update(removed).set(posts::sealed.eq(true)).execute(tx.db())? == 1)
}

/// Puts the hidden title of a thread away, so that nobody reads it.
pub(super) fn seal_title(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    let hidden: Option<String> = threads::table.find(thread).select(threads::hidden_title).first(tx.db())?;
    let Some(title) = hidden.filter(|title| !title.is_empty()) else { return Ok(()) };
    let row = (sealed_titles::thread_id.eq(thread), sealed_titles::title.eq(title));
    on_each_backend!(tx.db(), conn => diesel::insert_into(sealed_titles::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    diesel::update(threads::table.find(thread)).set(threads::hidden_title.eq("")).execute(tx.db())?;
    Ok(())
}

/// Takes the sealed title of a thread out again, still hidden; says which title its first post brings back.
pub(super) fn unseal_title(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    let sealed: Option<String> =
        sealed_titles::table.find(thread).select(sealed_titles::title).first(tx.db()).optional()?;
    if let Some(title) = sealed {
        diesel::update(threads::table.find(thread)).set(threads::hidden_title.eq(title)).execute(tx.db())?;
        diesel::delete(sealed_titles::table.find(thread)).execute(tx.db())?;
    }
    Ok(())
}

/// What bringing a removed post back needs.
#[derive(Clone, Debug, Queryable)]
pub struct Removed {
    /// Its thread.
    pub thread: ThreadId,
    /// The thread's title, and the one that is hidden.
    pub titles: (String, Option<String>),
    /// Its number.
    pub number: i32,
    /// Under whose name it stands.
    pub signer: MemberId,
    /// Its text.
    pub source: String,
    /// When it was removed, if it is.
    pub removed_at: Option<Moment>,
    /// Whether it is sealed.
    pub sealed: bool,
}

impl Removed {
    /// The title its thread has, hidden or not.
    pub fn whole_title(&self) -> &str {
        self.titles.1.as_deref().unwrap_or(&self.titles.0)
    }
}

/// A post, removed or not, as bringing it back needs it: rights are the caller's.
pub(super) fn removed(db: &mut Db, post: PostId) -> Result<Removed, Refusal> {
    Ok(posts::table
        .inner_join(threads::table)
        .filter(posts::id.eq(post))
        .select((
            threads::id,
            (threads::title, threads::hidden_title),
            posts::number,
            posts::author_id,
            posts::source,
            posts::removed_at,
            posts::sealed,
        ))
        .first(db)?)
}

/// Shows the title of a thread again.
pub(super) fn show_title(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    let hidden = threads::table.find(thread).filter(threads::hidden_title.is_not_null());
    let change = (threads::title.eq(threads::hidden_title.assume_not_null()), threads::hidden_title.eq(None::<String>));
    diesel::update(hidden).set(change).execute(tx.db())?;
    Ok(())
}

/// Withdraws a thread nobody answers in.
pub(super) fn withdraw_thread(tx: &mut Tx<'_>, thread: ThreadId, by: MemberId) -> Result<bool, Refusal> {
    let alone = threads::table
        .find(thread)
        .filter(threads::removed_at.is_null())
        .filter(threads::posts_count.eq(threads::answers_gone + 1));
    let change = (threads::removed_at.eq(tx.now()), threads::removed_by.eq(by));
    Ok(diesel::update(alone).set(change).execute(tx.db())? == 1)
}

/// Brings back a thread its author withdrew.
pub(super) fn bring_thread_back(tx: &mut Tx<'_>, thread: ThreadId, by: MemberId) -> Result<bool, Refusal> {
    let gone = threads::table.find(thread).filter(threads::removed_by.eq(by));
    let change = (threads::removed_at.eq(None::<Moment>), threads::removed_by.eq(None::<MemberId>));
    Ok(diesel::update(gone).set(change).execute(tx.db())? == 1)
}

/// Something a member withdrew.
#[derive(Clone, Debug, Queryable)]
pub struct Gone {
    /// The post.
    pub post: PostId,
    /// Its number.
    pub number: i32,
    /// Under whose name it stands.
    pub signer: MemberId,
    /// Its thread.
    pub thread: ThreadId,
    /// The thread's title.
    pub title: String,
    /// The thread's theme.
    pub theme: ThemeId,
    /// The thread's audience.
    pub audience: Audience,
    /// Whether the whole thread was withdrawn.
    pub whole_thread: bool,
    /// When.
    pub at: Moment,
    /// Whether the member is a named party of the thread.
    pub named: bool,
}

/// What a member withdrew: one post, or all of them, the last first.
macro_rules! withdrawn {
    ($member:expr) => {
        posts::table
            .inner_join(threads::table)
            .filter(posts::author_id.eq($member))
            .filter(
                posts::removed_by
                    .eq($member)
                    .and(threads::removed_at.is_null())
                    .or(posts::number.eq(1).and(posts::removed_at.is_null()).and(threads::removed_by.eq($member))),
            )
            .order(posts::id.desc())
            .select((
                posts::id,
                posts::number,
                posts::author_id,
                threads::id,
                threads::title,
                threads::theme_id,
                threads::audience,
                threads::removed_at.is_not_null(),
                diesel::dsl::case_when(threads::removed_at.is_not_null(), threads::removed_at.assume_not_null())
                    .otherwise(posts::removed_at.assume_not_null()),
                exists(
                    thread_parties::table
                        .filter(thread_parties::thread_id.eq(threads::id))
                        .filter(thread_parties::member_id.eq($member)),
                ),
            ))
    };
}

/// One thing a member withdrew, by its first or only post.
pub(super) fn withdrawn(db: &mut Db, member: MemberId, post: PostId) -> Result<Gone, Refusal> {
    let theirs = anonymous_posts::table.find(post).filter(anonymous_posts::member_id.eq(member));
    if diesel::select(exists(theirs)).get_result(db)? {
        return Ok(withdrawn!(ANONYMOUS).filter(posts::id.eq(post)).first(db)?);
    }
    Ok(withdrawn!(member).filter(posts::id.eq(post)).first(db)?)
}

/// Who reads a decision about what the anonymous member signs: who wrote the post, or reported the point dur.
pub(super) fn behind(tx: &mut Tx<'_>, decided: &Decided<'_>) -> Result<Option<MemberId>, Refusal> {
    if decided.about != Some(ANONYMOUS) {
        return Ok(decided.about);
    }
    Ok(match decided.post {
        Some(post) => anonymous_posts::table.find(post).select(anonymous_posts::member_id).first(tx.db()).optional()?,
        None => match decided.thread {
            Some(thread) => points_durs::table
                .find(crate::db::ids::PointDurId(thread.0))
                .select(points_durs::reporter_id)
                .first(tx.db())
                .optional()?,
            None => None,
        },
    })
}

/// What a member withdrew, the last written first.
pub(super) fn all_withdrawn(db: &mut Db, member: MemberId, most: i64) -> Result<Vec<Gone>, Refusal> {
    Ok(withdrawn!(member).limit(most).load(db)?)
}

/// Counts the removed answers of a held thread again, and says which post is the last that stands.
pub(super) fn recount(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    let of_thread = posts::table.filter(posts::thread_id.eq(thread));
    let standing: i64 = of_thread
        .filter(posts::number.gt(1))
        .filter(posts::removed_at.is_null())
        .select(count_star())
        .first(tx.db())?;
    let ever: i32 = threads::table.find(thread).select(threads::posts_count).first(tx.db())?;
    // Numbers that went to another thread are gone like those that were removed.
    let gone = i32::try_from(i64::from(ever) - 1 - standing).unwrap_or(0).max(0);
    diesel::update(threads::table.find(thread)).set(threads::answers_gone.eq(gone)).execute(tx.db())?;
    let last: Option<(PostId, Moment, MemberId)> = of_thread
        .filter(posts::removed_at.is_null().or(posts::number.eq(1)))
        .order(posts::number.desc())
        .select((posts::id, posts::created_at, posts::author_id))
        .first(tx.db())
        .optional()?;
    if let Some((post, at, author)) = last {
        let change =
            (threads::last_post_id.eq(post.0), threads::last_post_at.eq(at), threads::last_author_id.eq(author));
        diesel::update(threads::table.find(thread)).set(change).execute(tx.db())?;
    }
    Ok(())
}

/// Makes a member a named party of a thread.
pub(super) fn name(tx: &mut Tx<'_>, thread: ThreadId, member: MemberId) -> Result<(), Refusal> {
    let row = (
        thread_parties::thread_id.eq(thread),
        thread_parties::member_id.eq(member),
        thread_parties::since.eq(tx.now()),
    );
    on_each_backend!(tx.db(), conn => diesel::insert_into(thread_parties::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}
