//! SQL of threads and posts. Reading always passes `policy::sees`.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::marks::Question;
use super::{Body, Closure, Kind, Opening, Post, Thread};
use crate::circles::Circle;
use crate::db::ids::{FlagId, MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{
    animators, anonymous_posts, closures, drafts, establishments, flags, held_posts, members, memberships, pins,
    points_durs, posts, readings, subtopics, themes, thread_parties, thread_references, threads, watches,
};
use crate::db::{Db, Moment, Tx};
use crate::members::ANONYMOUS;
use crate::notices::watching::{Level, PlaceKind};
use crate::on_each_backend;
use crate::policy::{self, Audience, Subject, Viewer};
use crate::refusal::Refusal;
use crate::text::markdown::RENDERER;

#[derive(Queryable)]
struct ThreadRow {
    id: ThreadId,
    theme: ThemeId,
    kind: Kind,
    audience: Audience,
    title: String,
    hidden_title: Option<String>,
    author: MemberId,
    posts_count: i32,
    answers_gone: i32,
    solution: Option<i64>,
    archived_at: Option<Moment>,
    removed_at: Option<Moment>,
    named: bool,
    masked: bool,
    question: (Option<Moment>, Option<String>, Option<Moment>),
    closure: Option<(MemberId, String, Moment)>,
    pinned: Option<(Moment, Option<Moment>)>,
}

/// What the thread's page shows of its place, beyond the thread.
#[derive(Clone, Debug, Queryable)]
pub struct Place {
    /// The theme's end of address.
    pub theme_slug: String,
    /// The theme's name.
    pub theme_name: String,
    /// The sub-topic, if any.
    pub subtopic: Option<(String, String)>,
    /// How far the viewer has read.
    pub last_read: Option<i32>,
    /// How closely the viewer chose to follow the thread, its sub-topic and its theme.
    pub watched: (Option<Level>, Option<Level>, Option<Level>),
    /// Whether the viewer left an answer half written.
    pub drafted: bool,
    /// Whether an answer of the viewer's waits to be published.
    pub waits: bool,
    /// Whether it is one to have read.
    pub reference: bool,
}

/// A thread, if the viewer may see it: the rule is said of its record, so that the statement stays the same for
/// everybody and is prepared once.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden or does not exist.
pub fn visible(db: &mut Db, viewer: &Viewer, id: ThreadId) -> Result<(Thread, Place), Refusal> {
    let reader = viewer.member.unwrap_or(MemberId(-1));
    let named = exists(
        thread_parties::table
            .filter(thread_parties::thread_id.eq(threads::id))
            .filter(thread_parties::member_id.eq(reader)),
    );
    // Numbers, for a point dur and its thread have the same.
    let masked = exists(
        points_durs::table
            .filter(points_durs::id.eq(threads::id))
            .filter(points_durs::reporter_id.eq(reader))
            .filter(points_durs::anonymous.eq(true)),
    );
    let chosen = |kind: PlaceKind| watches::member_id.eq(reader).and(watches::place.eq(kind));
    let of_thread = watches::table
        .filter(chosen(PlaceKind::Thread).and(watches::place_id.eq(threads::id)))
        .select(watches::level)
        .single_value();
    let of_subtopic = watches::table
        .filter(chosen(PlaceKind::Subtopic).and(watches::place_id.nullable().eq(threads::subtopic_id)))
        .select(watches::level)
        .single_value();
    let of_theme = watches::table
        .filter(chosen(PlaceKind::Theme).and(watches::place_id.eq(threads::theme_id)))
        .select(watches::level)
        .single_value();
    let drafted = exists(
        drafts::table
            .filter(drafts::member_id.eq(reader))
            .filter(drafts::thread_id.eq(threads::id.nullable()))
            .filter(drafts::discarded_at.is_null()),
    );
    let waits = exists(
        held_posts::table
            .filter(held_posts::thread_id.eq(threads::id.nullable()))
            .filter(held_posts::author_id.eq(reader))
            .filter(held_posts::outcome.is_null()),
    );
    let reference = exists(thread_references::table.filter(thread_references::thread_id.eq(threads::id)));
    let query = threads::table
        .inner_join(themes::table)
        .left_join(subtopics::table)
        .left_join(readings::table.on(readings::thread_id.eq(threads::id).and(readings::member_id.eq(reader))))
        .left_join(closures::table.on(closures::thread_id.eq(threads::id)))
        .left_join(pins::table.on(pins::thread_id.eq(threads::id)))
        .filter(threads::id.eq(id))
        .select((
            (
                threads::id,
                threads::theme_id,
                threads::kind,
                threads::audience,
                threads::title,
                threads::hidden_title,
                threads::author_id,
                threads::posts_count,
                threads::answers_gone,
                threads::solution_id,
                themes::archived_at,
                threads::removed_at,
                named,
                masked,
                (threads::no_answer_at, threads::no_answer_reason, threads::solution_locked_at),
                (closures::closed_by, closures::reason, closures::closed_at).nullable(),
                (pins::pinned_at, pins::until).nullable(),
            ),
            (
                themes::slug,
                themes::name,
                (subtopics::slug, subtopics::name).nullable(),
                readings::last_number.nullable(),
                (of_thread, of_subtopic, of_theme),
                drafted,
                waits,
                reference,
            ),
        ));
    let (row, place): (ThreadRow, Place) = on_each_backend!(db, conn => query.first(conn))?;
    let removed = row.removed_at.is_some();
    if !policy::sees(viewer, &Subject { theme: row.theme, audience: row.audience, removed, named: row.named }) {
        return Err(Refusal::NotFound);
    }
    let (set_aside, reason, locked_at) = row.question;
    let question = Question { set_aside, reason, locked: locked_at.is_some() };
    let thread = Thread {
        id: row.id,
        theme: row.theme,
        kind: row.kind,
        audience: row.audience,
        title: row.title,
        hidden_title: row.hidden_title,
        author: row.author,
        posts_count: row.posts_count,
        answers_gone: row.answers_gone,
        solution: row.solution.map(PostId),
        archived: row.archived_at.is_some(),
        named: row.named,
        masked: row.masked,
        question,
        closure: row.closure.map(|(by, reason, at)| Closure { by, reason, at }),
        pinned: row.pinned.map(|(_, until)| until),
    };
    Ok((thread, place))
}

/// A post with its thread, if the viewer may see them.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden, removed, or does not exist.
pub fn visible_post(db: &mut Db, viewer: &Viewer, id: PostId) -> Result<(Thread, Post), Refusal> {
    let (thread, post, gone) = any_post(db, viewer, id)?;
    if gone.is_some() { Err(Refusal::NotFound) } else { Ok((thread, post)) }
}

/// How a post was removed.
#[derive(Clone, Copy, Debug)]
pub struct Removal {
    /// When.
    pub at: Moment,
    /// By whom: its author, or who moderates.
    pub by: Option<MemberId>,
    /// Whether that was an emergency.
    pub sealed: bool,
}

/// Joins who stays unknown to a post, for the one reader who may be told: themselves.
#[diesel::dsl::auto_type(no_type_alias)]
pub(crate) fn unsigned_by(reader: MemberId) -> _ {
    anonymous_posts::post_id.eq(posts::id).and(anonymous_posts::member_id.eq(reader))
}

/// A post of a visible thread, removed or not: for those who may read what was hidden.
///
/// # Errors
/// `Refusal::NotFound`, whether its thread is hidden or it does not exist.
pub(crate) fn any_post(db: &mut Db, viewer: &Viewer, id: PostId) -> Result<(Thread, Post, Option<Removal>), Refusal> {
    type Row = (ThreadId, (Option<Moment>, Option<MemberId>, bool), PostRow);
    let reader = viewer.member.unwrap_or(MemberId(-1));
    let (thread, (removed_at, by, sealed), post): Row = posts::table
        .left_join(anonymous_posts::table.on(unsigned_by(reader)))
        .filter(posts::id.eq(id))
        .select((
            posts::thread_id,
            (posts::removed_at, posts::removed_by, posts::sealed),
            (
                posts::id,
                posts::number,
                posts::author_id,
                posts::source,
                posts::created_at,
                posts::edited_at,
                anonymous_posts::member_id.nullable(),
            ),
        ))
        .first(db)?;
    let (thread, _) = visible(db, viewer, thread)?;
    Ok((thread, post.into(), removed_at.map(|at| Removal { at, by, sealed })))
}

#[derive(Queryable)]
struct PostRow {
    id: PostId,
    number: i32,
    author: MemberId,
    source: String,
    created_at: Moment,
    edited_at: Option<Moment>,
    /// The reader, when they wrote it and stay unknown.
    reader: Option<MemberId>,
}

impl From<PostRow> for Post {
    fn from(row: PostRow) -> Self {
        let PostRow { id, number, author, source, created_at, edited_at, reader } = row;
        let unsigned = author == ANONYMOUS;
        Self { id, number, author: reader.unwrap_or(author), unsigned, source, created_at, edited_at }
    }
}

/// A post of a visible thread with its author as the thread's theme knows them.
#[derive(Clone, Debug, Queryable)]
pub struct Shown {
    /// Its id.
    pub id: PostId,
    /// Its number.
    pub number: i32,
    /// The HTML, as stored.
    pub html: String,
    /// When it was written.
    pub created_at: Moment,
    /// When it was last corrected.
    pub edited_at: Option<Moment>,
    /// When it was removed.
    pub removed_at: Option<Moment>,
    /// Who removed it: its author, or who moderates.
    pub removed_by: Option<MemberId>,
    /// Why.
    pub removed_reason: Option<String>,
    /// Whether that was an emergency.
    pub sealed: bool,
    /// The viewer's flag on it.
    pub flag: Option<FlagId>,
    /// What became of that flag.
    pub outcome: Option<crate::moderation::Outcome>,
    /// The reader, when they wrote it and stay unknown.
    pub reader: Option<MemberId>,
    /// Under whose name it stands.
    pub author: MemberId,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// Their profession.
    pub profession: String,
    /// Where they work.
    pub establishment: Option<String>,
    /// Their circle in the theme, and until when.
    pub circle: Option<(Circle, Option<Moment>)>,
    /// The theme they animate: this one.
    pub animates: Option<ThemeId>,
}

impl Shown {
    /// Who wrote it, as far as the reader knows.
    pub fn owner(&self) -> MemberId {
        self.reader.unwrap_or(self.author)
    }
}

/// The posts of a visible thread from a number on, one page of them.
///
/// # Errors
/// What the database says.
pub fn posts_of(db: &mut Db, viewer: &Viewer, thread: &Thread, from: i32, count: i32) -> Result<Vec<Shown>, Refusal> {
    let reader = viewer.member.unwrap_or(MemberId(-1));
    let query = posts::table
        .inner_join(members::table.left_join(establishments::table))
        .left_join(
            memberships::table.on(memberships::member_id
                .eq(posts::author_id)
                .and(memberships::theme_id.eq(thread.theme))
                .and(memberships::state.eq("confirmed"))),
        )
        .left_join(
            animators::table.on(animators::member_id.eq(posts::author_id).and(animators::theme_id.eq(thread.theme))),
        )
        .left_join(flags::table.on(flags::post_id.eq(posts::id).and(flags::member_id.eq(reader))))
        .left_join(anonymous_posts::table.on(unsigned_by(reader)))
        .filter(posts::thread_id.eq(thread.id))
        .filter(posts::number.ge(from))
        .filter(posts::number.lt(from + count))
        .order(posts::number.asc())
        .select((
            posts::id,
            posts::number,
            posts::html,
            posts::created_at,
            posts::edited_at,
            posts::removed_at,
            posts::removed_by,
            posts::removed_reason,
            posts::sealed,
            flags::id.nullable(),
            flags::outcome.nullable(),
            anonymous_posts::member_id.nullable(),
            posts::author_id,
            members::given_name,
            members::family_name,
            members::profession,
            establishments::name.nullable(),
            (memberships::circle, memberships::until).nullable(),
            animators::theme_id.nullable(),
        ));
    Ok(on_each_backend!(db, conn => query.load(conn))?)
}

/// The first post of a visible thread that stands, from a number on.
///
/// # Errors
/// What the database says.
pub fn first_standing(db: &mut Db, thread: &Thread, from: i32) -> Result<Option<i32>, Refusal> {
    Ok(posts::table
        .filter(posts::thread_id.eq(thread.id))
        .filter(posts::number.ge(from))
        .filter(posts::removed_at.is_null())
        .order(posts::number.asc())
        .select(posts::number)
        .first(db)
        .optional()?)
}

/// The number and the author's name of a post of a visible thread.
///
/// # Errors
/// What the database says.
pub fn signature(db: &mut Db, thread: &Thread, post: PostId) -> Result<Option<(i32, String, String)>, Refusal> {
    Ok(posts::table
        .inner_join(members::table)
        .filter(posts::id.eq(post))
        .filter(posts::thread_id.eq(thread.id))
        .filter(posts::removed_at.is_null())
        .select((posts::number, members::given_name, members::family_name))
        .first(db)
        .optional()?)
}

pub(super) fn is_archived(db: &mut Db, theme: ThemeId) -> Result<bool, Refusal> {
    let archived: Option<Moment> = themes::table.find(theme).select(themes::archived_at).first(db)?;
    Ok(archived.is_some())
}

/// Inserts a thread under an id drawn before.
pub(super) fn insert_as(
    tx: &mut Tx<'_>,
    thread: ThreadId,
    author: MemberId,
    opening: &Opening,
) -> Result<PostId, Refusal> {
    let (post, now) = (PostId(tx.id()), tx.now());
    let row = (
        (threads::id.eq(thread), threads::theme_id.eq(opening.theme), threads::subtopic_id.eq(opening.subtopic)),
        (
            threads::kind.eq(opening.kind),
            threads::audience.eq(opening.audience),
            threads::title.eq(opening.title.as_str()),
            threads::author_id.eq(author),
            threads::created_at.eq(now),
        ),
        (
            threads::posts_count.eq(1),
            threads::last_post_id.eq(post.0),
            threads::last_post_at.eq(now),
            threads::last_author_id.eq(author),
        ),
    );
    diesel::insert_into(threads::table).values(row).execute(tx.db())?;
    insert_post(tx, thread, post, 1, author, &opening.body)?;
    Ok(post)
}

/// The first post of a visible thread.
pub(super) fn first_post(db: &mut Db, thread: &Thread) -> Result<Post, Refusal> {
    // Nobody in particular reads it: no member has id -1.
    let signed = anonymous_posts::post_id.eq(posts::id).and(anonymous_posts::member_id.eq(MemberId(-1)));
    let row: PostRow = posts::table
        .left_join(anonymous_posts::table.on(signed))
        .filter(posts::thread_id.eq(thread.id).and(posts::number.eq(1)))
        .select((
            posts::id,
            posts::number,
            posts::author_id,
            posts::source,
            posts::created_at,
            posts::edited_at,
            anonymous_posts::member_id.nullable(),
        ))
        .first(db)?;
    Ok(row.into())
}

pub(super) fn retitle(tx: &mut Tx<'_>, thread: ThreadId, title: &str) -> Result<(), Refusal> {
    diesel::update(threads::table.find(thread)).set(threads::title.eq(title)).execute(tx.db())?;
    Ok(())
}

fn insert_post(
    tx: &mut Tx<'_>,
    thread: ThreadId,
    post: PostId,
    number: i32,
    author: MemberId,
    body: &Body,
) -> Result<(), Refusal> {
    let row = (
        posts::id.eq(post),
        posts::thread_id.eq(thread),
        posts::number.eq(number),
        posts::author_id.eq(author),
        posts::source.eq(body.source()),
        posts::html.eq(body.html().as_str()),
        posts::renderer.eq(RENDERER),
        posts::created_at.eq(tx.now()),
    );
    diesel::insert_into(posts::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Adds a post: the counter on the thread's row, held by this update until the commit, gives its number.
pub(crate) fn append(
    tx: &mut Tx<'_>,
    author: MemberId,
    thread: ThreadId,
    body: &Body,
) -> Result<(PostId, i32), Refusal> {
    let (post, now) = (PostId(tx.id()), tx.now());
    let counted = diesel::update(threads::table.find(thread).filter(threads::removed_at.is_null()))
        .set((
            threads::posts_count.eq(threads::posts_count + 1),
            threads::last_post_id.eq(post.0),
            threads::last_post_at.eq(now),
            threads::last_author_id.eq(author),
        ))
        .execute(tx.db())?;
    if counted == 0 {
        return Err(Refusal::NotFound);
    }
    let number: i32 = threads::table.find(thread).select(threads::posts_count).first(tx.db())?;
    insert_post(tx, thread, post, number, author, body)?;
    Ok((post, number))
}

/// Notes that a member has read a thread up to a number, never less than before.
pub(crate) fn mark_read(tx: &mut Tx<'_>, member: MemberId, thread: ThreadId, number: i32) -> Result<(), Refusal> {
    let row = (
        readings::member_id.eq(member),
        readings::thread_id.eq(thread),
        readings::last_number.eq(number),
        readings::read_at.eq(tx.now()),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(readings::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    if inserted == 0 {
        let now = tx.now();
        diesel::update(readings::table.find((member, thread)).filter(readings::last_number.lt(number)))
            .set((readings::last_number.eq(number), readings::read_at.eq(now)))
            .execute(tx.db())?;
    }
    Ok(())
}

/// Replaces a post's text if nobody did meanwhile.
pub(super) fn replace(tx: &mut Tx<'_>, post: &Post, body: &Body) -> Result<bool, Refusal> {
    let change = (
        posts::source.eq(body.source()),
        posts::html.eq(body.html().as_str()),
        posts::renderer.eq(RENDERER),
        posts::edited_at.eq(tx.now()),
    );
    let same = posts::table.find(post.id).filter(posts::removed_at.is_null());
    let changed = match post.edited_at {
        Some(edited) => diesel::update(same.filter(posts::edited_at.eq(edited))).set(change).execute(tx.db())?,
        None => diesel::update(same.filter(posts::edited_at.is_null())).set(change).execute(tx.db())?,
    };
    Ok(changed == 1)
}
