//! SQL of shaping themes: their place, their names, their sub-topics, their animators.

use diesel::dsl::{count_star, exists, max, not};
use diesel::prelude::*;
use serde::Serialize;

use super::Shape;
use super::animators::{Animator, Decision};
use crate::db::ids::{AnimatorDecisionId, MemberId, SubtopicId, ThemeId};
use crate::db::schema::{animator_decisions, animators, members, subtopics, themes};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::themes::{JoinPolicy, Subtopic, Theme};

/// Themes open, archived, and without anybody to admit members.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Coverage {
    /// Open ones.
    pub open: i64,
    /// Archived ones.
    pub archived: i64,
    /// Open ones without an animator.
    pub without_animator: i64,
}

/// A theme as administrators list it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The theme.
    pub theme: Theme,
    /// Its sub-topics that are not archived.
    pub subtopics: i64,
}

pub(super) fn coverage(db: &mut Db) -> QueryResult<Coverage> {
    let open = themes::table.filter(themes::archived_at.is_null());
    let animated = exists(animators::table.filter(animators::theme_id.eq(themes::id)));
    Ok(Coverage {
        open: open.count().get_result(db)?,
        archived: themes::table.filter(themes::archived_at.is_not_null()).count().get_result(db)?,
        without_animator: open.filter(not(animated)).count().get_result(db)?,
    })
}

/// Open themes in order, then archived ones.
pub(super) fn listed(db: &mut Db) -> Result<Vec<Listed>, Refusal> {
    let mut found: Vec<Theme> = crate::themes::store::all(db, true)?;
    found.sort_by_key(|theme| theme.archived_at.is_some());
    let counts: Vec<(ThemeId, i64)> = subtopics::table
        .filter(subtopics::archived_at.is_null())
        .group_by(subtopics::theme_id)
        .select((subtopics::theme_id, count_star()))
        .load(db)?;
    let count = |id: ThemeId| counts.iter().find(|(theme, _)| *theme == id).map_or(0, |(_, count)| *count);
    Ok(found.into_iter().map(|theme| Listed { subtopics: count(theme.id), theme }).collect())
}

pub(super) fn names(db: &mut Db) -> QueryResult<Vec<(ThemeId, String)>> {
    themes::table.order(themes::id.asc()).limit(500).select((themes::id, themes::name)).load(db)
}

pub(super) fn last_position(db: &mut Db) -> QueryResult<i32> {
    let last: Option<i32> = themes::table.select(max(themes::position)).first(db)?;
    Ok(last.unwrap_or(0))
}

/// Opens a theme unless its slug is taken.
pub(super) fn insert_if_free(
    tx: &mut Tx<'_>,
    slug: &str,
    name: &str,
    presentation: &str,
    position: i32,
) -> Result<Option<ThemeId>, Refusal> {
    let id = ThemeId(tx.id());
    let row = (
        themes::id.eq(id),
        themes::slug.eq(slug),
        themes::name.eq(name),
        themes::presentation.eq(presentation),
        themes::join_policy.eq(JoinPolicy::Request),
        themes::target_community.eq(0),
        themes::target_peer.eq(0),
        themes::target_expert.eq(0),
        themes::position.eq(position),
        themes::created_at.eq(tx.now()),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(themes::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok((inserted == 1).then_some(id))
}

pub(super) fn rename(tx: &mut Tx<'_>, theme: ThemeId, name: &str) -> Result<(), Refusal> {
    diesel::update(themes::table.find(theme)).set(themes::name.eq(name)).execute(tx.db())?;
    Ok(())
}

pub(super) fn shape(tx: &mut Tx<'_>, theme: ThemeId, shape: &Shape) -> Result<(), Refusal> {
    let [community, peer, expert] = shape.targets;
    diesel::update(themes::table.find(theme))
        .set((
            themes::presentation.eq(&shape.presentation),
            themes::join_policy.eq(shape.join_policy),
            themes::target_community.eq(community),
            themes::target_peer.eq(peer),
            themes::target_expert.eq(expert),
        ))
        .execute(tx.db())?;
    Ok(())
}

/// Open themes in order, with the place each has.
pub(super) fn open_places(db: &mut Db) -> QueryResult<Vec<(ThemeId, i32)>> {
    themes::table
        .filter(themes::archived_at.is_null())
        .order((themes::position.asc(), themes::id.asc()))
        .limit(500)
        .select((themes::id, themes::position))
        .load(db)
}

/// Gives open themes their places in this order, from 1; only those that change are written: two, as a rule.
pub(super) fn put_in_order(tx: &mut Tx<'_>, order: &[(ThemeId, i32)]) -> Result<(), Refusal> {
    let moved = (1..).zip(order).filter(|(position, (_, had))| position != had);
    for (position, (theme, _)) in moved {
        diesel::update(themes::table.find(theme)).set(themes::position.eq(position)).execute(tx.db())?;
    }
    Ok(())
}

/// Archives or restores; says whether it was the other way before.
pub(super) fn set_archived(tx: &mut Tx<'_>, theme: ThemeId, archived: bool) -> Result<bool, Refusal> {
    let now = tx.now();
    let (was, then) = (themes::archived_at.is_null().eq(archived), archived.then_some(now));
    let changed =
        diesel::update(themes::table.find(theme).filter(was)).set(themes::archived_at.eq(then)).execute(tx.db())?;
    Ok(changed == 1)
}

pub(super) fn subtopics(db: &mut Db, theme: ThemeId) -> QueryResult<Vec<Subtopic>> {
    let mut found: Vec<Subtopic> = subtopics::table
        .filter(subtopics::theme_id.eq(theme))
        .order((subtopics::position.asc(), subtopics::id.asc()))
        .limit(500)
        .select(Subtopic::as_select())
        .load(db)?;
    found.sort_by_key(|subtopic| subtopic.archived_at.is_some());
    Ok(found)
}

/// Adds a sub-topic, last, unless its slug is taken in the theme.
pub(super) fn insert_subtopic_if_free(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    slug: &str,
    name: &str,
) -> Result<Option<SubtopicId>, Refusal> {
    let id = SubtopicId(tx.id());
    let last: Option<i32> =
        subtopics::table.filter(subtopics::theme_id.eq(theme)).select(max(subtopics::position)).first(tx.db())?;
    let row = (
        subtopics::id.eq(id),
        subtopics::theme_id.eq(theme),
        subtopics::slug.eq(slug),
        subtopics::name.eq(name),
        subtopics::position.eq(last.unwrap_or(0) + 1),
        subtopics::created_at.eq(tx.now()),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(subtopics::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok((inserted == 1).then_some(id))
}

pub(super) fn rename_subtopic(tx: &mut Tx<'_>, theme: ThemeId, id: SubtopicId, name: &str) -> Result<bool, Refusal> {
    let mine = subtopics::table.find(id).filter(subtopics::theme_id.eq(theme));
    Ok(diesel::update(mine).set(subtopics::name.eq(name)).execute(tx.db())? == 1)
}

/// Archives or restores a sub-topic of a theme; says whether it was the other way before.
pub(super) fn set_subtopic_archived(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    id: SubtopicId,
    archived: bool,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let mine = subtopics::table.find(id).filter(subtopics::theme_id.eq(theme));
    let (was, then) = (subtopics::archived_at.is_null().eq(archived), archived.then_some(now));
    Ok(diesel::update(mine.filter(was)).set(subtopics::archived_at.eq(then)).execute(tx.db())? == 1)
}

pub(super) fn animators(db: &mut Db) -> QueryResult<Vec<Animator>> {
    type Row = (ThemeId, MemberId, String, String, Moment);
    let rows: Vec<Row> = animators::table
        .inner_join(members::table)
        .order((animators::theme_id.asc(), members::folded.asc(), members::id.asc()))
        .limit(2_000)
        .select((animators::theme_id, members::id, members::given_name, members::family_name, animators::since))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(theme, member, given_name, family_name, since)| Animator {
            theme,
            member,
            given_name,
            family_name,
            since,
        })
        .collect())
}

/// Adds an animator; says whether they were not one.
pub(super) fn add_animator(tx: &mut Tx<'_>, theme: ThemeId, member: MemberId) -> Result<bool, Refusal> {
    let row = (animators::theme_id.eq(theme), animators::member_id.eq(member), animators::since.eq(tx.now()));
    let added = on_each_backend!(tx.db(), conn => diesel::insert_into(animators::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(added == 1)
}

/// Removes an animator; says whether they were one.
pub(super) fn remove_animator(tx: &mut Tx<'_>, theme: ThemeId, member: MemberId) -> Result<bool, Refusal> {
    Ok(diesel::delete(animators::table.find((theme, member))).execute(tx.db())? == 1)
}

pub(super) fn record_decision(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    member: MemberId,
    named: bool,
    reason: &str,
    by: MemberId,
) -> Result<AnimatorDecisionId, Refusal> {
    let id = AnimatorDecisionId(tx.id());
    let row = (
        animator_decisions::id.eq(id),
        animator_decisions::theme_id.eq(theme),
        animator_decisions::member_id.eq(member),
        animator_decisions::named.eq(named),
        animator_decisions::reason.eq(reason),
        animator_decisions::decided_by.eq(by),
        animator_decisions::decided_at.eq(tx.now()),
    );
    diesel::insert_into(animator_decisions::table).values(row).execute(tx.db())?;
    Ok(id)
}

type DecisionRow = (ThemeId, String, String, MemberId, bool, String, String, String, Moment);

fn as_decision((theme_id, theme, slug, member, named, reason, given, family, decided_at): DecisionRow) -> Decision {
    Decision { theme_id, theme, slug, member, named, reason, decided_by: (given, family), decided_at }
}

/// The decisions with their theme and who decided.
#[diesel::dsl::auto_type(no_type_alias)]
fn decisions() -> _ {
    animator_decisions::table
        .inner_join(themes::table)
        .inner_join(members::table.on(members::id.eq(animator_decisions::decided_by)))
        .select((
            themes::id,
            themes::name,
            themes::slug,
            animator_decisions::member_id,
            animator_decisions::named,
            animator_decisions::reason,
            members::given_name,
            members::family_name,
            animator_decisions::decided_at,
        ))
}

pub(super) fn decision(db: &mut Db, id: AnimatorDecisionId) -> Result<Decision, Refusal> {
    let row: DecisionRow = decisions().filter(animator_decisions::id.eq(id)).first(db)?;
    Ok(as_decision(row))
}

pub(super) fn decisions_about(db: &mut Db, member: MemberId) -> Result<Vec<Decision>, Refusal> {
    let rows: Vec<DecisionRow> = decisions()
        .filter(animator_decisions::member_id.eq(member))
        .order(animator_decisions::id.desc())
        .limit(100)
        .load(db)?;
    Ok(rows.into_iter().map(as_decision).collect())
}
