//! SQL of themes and sub-topics.

use diesel::prelude::*;

use super::JoinPolicy;
use crate::db::ids::{SubtopicId, ThemeId};
use crate::db::schema::{subtopics, themes};
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;

/// A theme.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = themes)]
pub struct Theme {
    /// Its id.
    pub id: ThemeId,
    /// Its end of address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub presentation: String,
    /// How one joins.
    pub join_policy: JoinPolicy,
    /// Community members aimed at.
    pub target_community: i32,
    /// Peers aimed at.
    pub target_peer: i32,
    /// Experts aimed at.
    pub target_expert: i32,
    /// Its place in lists.
    pub position: i32,
    /// When it was archived, if it was.
    pub archived_at: Option<Moment>,
}

/// A sub-topic of a theme.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = subtopics)]
pub struct Subtopic {
    /// Its id.
    pub id: SubtopicId,
    /// Its theme.
    pub theme_id: ThemeId,
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// When it was archived, if it was.
    pub archived_at: Option<Moment>,
}

/// Every theme, in order; archived ones too if asked for.
///
/// # Errors
/// What the database says.
pub fn all(db: &mut Db, with_archived: bool) -> Result<Vec<Theme>, Refusal> {
    let mut query = themes::table
        .order((themes::position.asc(), themes::id.asc()))
        .limit(500)
        .select(Theme::as_select())
        .into_boxed();
    if !with_archived {
        query = query.filter(themes::archived_at.is_null());
    }
    Ok(query.load(db)?)
}

/// The theme of a slug.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn by_slug(db: &mut Db, slug: &str) -> Result<Theme, Refusal> {
    Ok(themes::table.filter(themes::slug.eq(slug)).select(Theme::as_select()).first(db)?)
}

/// The theme of an id.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn by_id(db: &mut Db, id: ThemeId) -> Result<Theme, Refusal> {
    Ok(themes::table.find(id).select(Theme::as_select()).first(db)?)
}

/// The sub-topics of themes, in order, archived ones left out.
///
/// # Errors
/// What the database says.
pub fn subtopics_of(db: &mut Db, of: &[ThemeId]) -> Result<Vec<Subtopic>, Refusal> {
    Ok(subtopics::table
        .filter(subtopics::theme_id.eq_any(of.to_vec()))
        .filter(subtopics::archived_at.is_null())
        .order((subtopics::theme_id.asc(), subtopics::position.asc(), subtopics::id.asc()))
        .limit(2_000)
        .select(Subtopic::as_select())
        .load(db)?)
}

/// A sub-topic of a theme by its word in addresses, archived or not.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn subtopic(db: &mut Db, theme: ThemeId, slug: &str) -> Result<Subtopic, Refusal> {
    Ok(subtopics::table
        .filter(subtopics::theme_id.eq(theme))
        .filter(subtopics::slug.eq(slug))
        .select(Subtopic::as_select())
        .first(db)?)
}

pub(crate) fn insert(
    tx: &mut Tx<'_>,
    slug: &str,
    name: &str,
    presentation: &str,
    join_policy: JoinPolicy,
    targets: [i32; 3],
    position: i32,
) -> Result<ThemeId, Refusal> {
    let id = ThemeId(tx.id());
    let [community, peer, expert] = targets;
    let row = (
        themes::id.eq(id),
        themes::slug.eq(slug),
        themes::name.eq(name),
        themes::presentation.eq(presentation),
        themes::join_policy.eq(join_policy),
        themes::target_community.eq(community),
        themes::target_peer.eq(peer),
        themes::target_expert.eq(expert),
        themes::position.eq(position),
        themes::created_at.eq(tx.now()),
    );
    diesel::insert_into(themes::table).values(row).execute(tx.db())?;
    Ok(id)
}

pub(crate) fn insert_subtopic(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    slug: &str,
    name: &str,
    position: i32,
) -> Result<SubtopicId, Refusal> {
    let id = SubtopicId(tx.id());
    let row = (
        subtopics::id.eq(id),
        subtopics::theme_id.eq(theme),
        subtopics::slug.eq(slug),
        subtopics::name.eq(name),
        subtopics::position.eq(position),
        subtopics::created_at.eq(tx.now()),
    );
    diesel::insert_into(subtopics::table).values(row).execute(tx.db())?;
    Ok(id)
}
