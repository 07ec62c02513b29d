//! SQL of texts that wait, and of the rules that make them wait.

use diesel::prelude::*;

use super::{Outcome, Rules, Why};
use crate::db::ids::{DecisionId, FileId, HeldId, MemberId, PostId, SubtopicId, ThemeId, ThreadId};
use crate::db::schema::{files, held_files, held_posts, holding_rules, members, posts, threads};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::Audience;
use crate::refusal::Refusal;
use crate::threads::{Body, Kind, Opening, Thread};

/// A text that waits, or waited.
#[derive(Clone, Debug, Queryable)]
pub struct Held {
    /// Its id.
    pub id: HeldId,
    /// In which theme.
    pub theme: ThemeId,
    /// The thread it answers in, who reads that, its title.
    pub thread: Option<(ThreadId, Audience, String)>,
    /// Who wrote it.
    pub author: (MemberId, String, String),
    /// The sub-topic of the thread it would open.
    pub subtopic: Option<SubtopicId>,
    /// The kind of that thread.
    pub kind: Option<Kind>,
    /// Who would read it.
    pub audience: Option<Audience>,
    /// Its title.
    pub title: String,
    /// What was typed.
    pub source: String,
    /// Whether its author answered for what looked like an identifier.
    pub answered_for: bool,
    /// Why it waits.
    pub why: Why,
    /// Since when.
    pub at: Moment,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Who decided.
    pub decided_by: Option<MemberId>,
    /// When.
    pub decided_at: Option<Moment>,
    /// The decision that refused it.
    pub decision: Option<DecisionId>,
    /// The post it is now.
    pub post: Option<PostId>,
}

/// Reads texts that wait: the same columns wherever they are read.
macro_rules! read_held {
    () => {
        held_posts::table
            .inner_join(members::table.on(members::id.eq(held_posts::author_id)))
            .left_join(threads::table.on(threads::id.nullable().eq(held_posts::thread_id)))
            .select((
                held_posts::id,
                held_posts::theme_id,
                (threads::id, threads::audience, threads::title).nullable(),
                (members::id, members::given_name, members::family_name),
                held_posts::subtopic_id,
                held_posts::kind,
                held_posts::audience,
                held_posts::title,
                held_posts::source,
                held_posts::answered_for,
                held_posts::why,
                held_posts::created_at,
                held_posts::outcome,
                held_posts::decided_by,
                held_posts::decided_at,
                held_posts::decision_id,
                held_posts::post_id,
            ))
    };
}

pub(super) fn insert_reply(
    tx: &mut Tx<'_>,
    author: MemberId,
    thread: &Thread,
    body: &Body,
    why: Why,
) -> Result<HeldId, Refusal> {
    let id = HeldId(tx.id());
    let row = (
        held_posts::id.eq(id),
        held_posts::theme_id.eq(thread.theme),
        held_posts::thread_id.eq(thread.id),
        held_posts::author_id.eq(author),
        held_posts::title.eq(""),
        held_posts::source.eq(body.source()),
        held_posts::answered_for.eq(body.is_answered_for()),
        held_posts::why.eq(why),
        held_posts::created_at.eq(tx.now()),
    );
    diesel::insert_into(held_posts::table).values(row).execute(tx.db())?;
    Ok(id)
}

pub(super) fn insert_opening(
    tx: &mut Tx<'_>,
    author: MemberId,
    opening: &Opening,
    why: Why,
) -> Result<HeldId, Refusal> {
    let id = HeldId(tx.id());
    let row = (
        (held_posts::id.eq(id), held_posts::theme_id.eq(opening.theme), held_posts::author_id.eq(author)),
        (
            held_posts::subtopic_id.eq(opening.subtopic),
            held_posts::kind.eq(opening.kind),
            held_posts::audience.eq(opening.audience),
            held_posts::title.eq(opening.title.as_str()),
        ),
        (
            held_posts::source.eq(opening.body.source()),
            held_posts::answered_for.eq(opening.body.is_answered_for()),
            held_posts::why.eq(why),
            held_posts::created_at.eq(tx.now()),
        ),
    );
    diesel::insert_into(held_posts::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// Keeps the files a text waits with, as far as they are its author's.
pub(super) fn hold_files(tx: &mut Tx<'_>, id: HeldId, author: MemberId, ids: &[FileId]) -> Result<(), Refusal> {
    if ids.is_empty() {
        return Ok(());
    }
    let own: Vec<FileId> = files::table
        .filter(files::id.eq_any(ids.to_vec()))
        .filter(files::uploader_id.eq(author))
        .select(files::id)
        .load(tx.db())?;
    let rows: Vec<_> = (0..)
        .zip(ids.iter().filter(|file| own.contains(file)))
        .map(|(place, file): (i32, _)| {
            (held_files::held_id.eq(id), held_files::file_id.eq(*file), held_files::place.eq(place))
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(held_files::table).values(&rows).execute(conn))?;
    Ok(())
}

pub(super) fn files_of(db: &mut Db, id: HeldId) -> Result<Vec<FileId>, Refusal> {
    Ok(held_files::table
        .filter(held_files::held_id.eq(id))
        .order((held_files::place.asc(), held_files::file_id.asc()))
        .select(held_files::file_id)
        .load(db)?)
}

/// The text that waits with a file, if one does.
pub(super) fn waiting_with(db: &mut Db, file: FileId) -> Result<Option<HeldId>, Refusal> {
    Ok(held_files::table
        .inner_join(held_posts::table.on(held_posts::id.eq(held_files::held_id)))
        .filter(held_files::file_id.eq(file))
        .filter(held_posts::outcome.is_null())
        .select(held_posts::id)
        .first(db)
        .optional()?)
}

pub(super) fn one(db: &mut Db, id: HeldId) -> Result<Held, Refusal> {
    Ok(read_held!().filter(held_posts::id.eq(id)).first(db)?)
}

pub(super) fn open_in(
    db: &mut Db,
    themes: &[ThemeId],
    after: Option<HeldId>,
    limit: i64,
) -> Result<Vec<Held>, Refusal> {
    Ok(read_held!()
        .filter(held_posts::theme_id.eq_any(themes.to_vec()))
        .filter(held_posts::outcome.is_null())
        .filter(held_posts::id.gt(after.unwrap_or(HeldId(0))))
        .order(held_posts::id.asc())
        .limit(limit)
        .load(db)?)
}

pub(super) fn of_author(db: &mut Db, author: MemberId, thread: Option<ThreadId>) -> Result<Vec<Held>, Refusal> {
    let own = read_held!().filter(held_posts::author_id.eq(author)).order(held_posts::id.desc()).limit(50);
    Ok(match thread {
        Some(thread) => own.filter(held_posts::thread_id.eq(thread)).filter(held_posts::outcome.is_null()).load(db)?,
        None => own.load(db)?,
    })
}

/// Decides about a text that waits; says whether it did.
pub(super) fn settle(tx: &mut Tx<'_>, id: HeldId, outcome: Outcome, by: MemberId) -> Result<bool, Refusal> {
    let open = held_posts::table.find(id).filter(held_posts::outcome.is_null());
    let change = (held_posts::outcome.eq(outcome), held_posts::decided_by.eq(by), held_posts::decided_at.eq(tx.now()));
    Ok(diesel::update(open).set(change).execute(tx.db())? == 1)
}

pub(super) fn is_post(tx: &mut Tx<'_>, id: HeldId, post: PostId) -> Result<(), Refusal> {
    diesel::update(held_posts::table.find(id)).set(held_posts::post_id.eq(post)).execute(tx.db())?;
    Ok(())
}

pub(super) fn refused_by(tx: &mut Tx<'_>, id: HeldId, decision: DecisionId) -> Result<(), Refusal> {
    diesel::update(held_posts::table.find(id)).set(held_posts::decision_id.eq(decision)).execute(tx.db())?;
    Ok(())
}

/// A text that a decision refused waits again.
pub(in crate::moderation) fn waits_again(tx: &mut Tx<'_>, decision: DecisionId) -> Result<(), Refusal> {
    let refused =
        held_posts::table.filter(held_posts::decision_id.eq(decision)).filter(held_posts::outcome.eq(Outcome::Refused));
    let change = (
        held_posts::outcome.eq(None::<Outcome>),
        held_posts::decided_by.eq(None::<MemberId>),
        held_posts::decided_at.eq(None::<Moment>),
        held_posts::decision_id.eq(None::<DecisionId>),
    );
    diesel::update(refused).set(change).execute(tx.db())?;
    Ok(())
}

/// How long those decided about since a moment waited, in seconds (the last 500).
pub(super) fn waits(db: &mut Db, themes: &[ThemeId], since: Moment) -> Result<Vec<i64>, Refusal> {
    let decided: Vec<(Moment, Option<Moment>)> = held_posts::table
        .filter(held_posts::theme_id.eq_any(themes.to_vec()))
        .filter(held_posts::decided_at.gt(since))
        .filter(held_posts::outcome.ne(Outcome::Withdrawn))
        .order(held_posts::id.desc())
        .limit(500)
        .select((held_posts::created_at, held_posts::decided_at))
        .load(db)?;
    Ok(decided.into_iter().filter_map(|(from, to)| Some(to?.seconds_since(from))).collect())
}

/// How many posts of a theme a member wrote that stand, as far as `most`.
pub(super) fn written_in(db: &mut Db, member: MemberId, theme: ThemeId, most: i64) -> Result<i64, Refusal> {
    let found: Vec<PostId> = posts::table
        .inner_join(threads::table)
        .filter(posts::author_id.eq(member))
        .filter(threads::theme_id.eq(theme))
        .filter(threads::audience.ne(Audience::Named))
        .filter(posts::removed_at.is_null())
        .limit(most)
        .select(posts::id)
        .load(db)?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

pub(super) fn rules(db: &mut Db, theme: ThemeId) -> Result<Option<Rules>, Refusal> {
    let found: Option<(i32, bool, String)> = holding_rules::table
        .find(theme)
        .select((holding_rules::first_posts, holding_rules::links, holding_rules::words))
        .first(db)
        .optional()?;
    Ok(found.map(|(first_posts, links, words)| Rules { first_posts, links, words }))
}

pub(super) fn put_rules(tx: &mut Tx<'_>, theme: ThemeId, rules: &Rules) -> Result<(), Refusal> {
    let row = (
        holding_rules::theme_id.eq(theme),
        holding_rules::first_posts.eq(rules.first_posts),
        holding_rules::links.eq(rules.links),
        holding_rules::words.eq(rules.words.clone()),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(holding_rules::table)
        .values(row.clone()).on_conflict_do_nothing().execute(conn))?;
    if inserted == 0 {
        let change = (
            holding_rules::first_posts.eq(rules.first_posts),
            holding_rules::links.eq(rules.links),
            holding_rules::words.eq(rules.words.clone()),
        );
        diesel::update(holding_rules::table.find(theme)).set(change).execute(tx.db())?;
    }
    Ok(())
}
