//! Shaping communities of practice: themes opened, named, ordered, archived; their sub-topics; their animators.
//!
//! An address once given stays: renaming keeps the slug.

pub mod animators;
pub mod pages;
pub mod pages_animators;
pub mod pages_list;
mod store;
pub mod subtopics;

use serde::Serialize;

use super::{JoinPolicy, Theme};
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::text::{fold, slug};

pub use store::{Coverage, Listed};

/// A target is at most this many people.
pub const LARGEST_TARGET: i32 = 100_000;

/// What a theme says of itself and aims at.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What it is about.
    pub presentation: String,
    /// How one joins.
    pub join_policy: JoinPolicy,
    /// People aimed at: community, peers, experts; 0 for no target.
    pub targets: [i32; 3],
}

crate::vocabulary! {
    /// Where a theme goes in the list.
    Direction {
        /// One place up.
        Up = "monter",
        /// One place down.
        Down = "descendre",
    }
}

/// Themes open, archived, and without anybody to admit members.
///
/// # Errors
/// What the database says.
pub fn coverage(db: &mut Db) -> Result<Coverage, Refusal> {
    Ok(store::coverage(db)?)
}

/// Every theme, archived ones last, with what administrators look at.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator.
pub fn listed(db: &mut Db, viewer: &Viewer) -> Result<Vec<Listed>, Refusal> {
    policy::require_or_hide(viewer, &Act::RunInstance)?;
    store::listed(db)
}

/// Opens a theme, last in the list, joined on request; returns its slug.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, `Refusal::Invalid` when the name is taken or has no letter.
pub fn create(tx: &mut Tx<'_>, viewer: &Viewer, name: &str, presentation: &str) -> Result<String, Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    require_free_name(tx.db(), name, None)?;
    let slug = slug_of("name", name)?;
    let position = store::last_position(tx.db())? + 1;
    let Some(theme) = store::insert_if_free(tx, &slug, name, presentation, position)? else {
        return Err(Problems::one("name", "theme-name-taken"));
    };
    record(tx, me, theme, "theme.opened", "")?;
    Ok(slug)
}

/// Renames a theme; its address stays.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, `Refusal::Invalid` when the name is taken or has no letter.
pub fn rename(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, name: &str) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    require_free_name(tx.db(), name, Some(theme.id))?;
    slug_of("name", name)?;
    store::rename(tx, theme.id, name)?;
    record(tx, me, theme.id, "theme.renamed", "")
}

/// Changes what a theme says of itself, aims at, and how one joins it.
///
/// # Errors
/// `Refusal::Forbidden` for who may not shape it.
pub fn shape(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, shape: &Shape) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::ShapeTheme(theme.id))?;
    store::shape(tx, theme.id, shape)?;
    let [community, peer, expert] = shape.targets;
    let detail = format!("{} {community} {peer} {expert}", shape.join_policy.word());
    record(tx, me, theme.id, "theme.shaped", &detail)
}

/// Moves an open theme one place in the list; nothing moves beyond either end.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator.
pub fn reorder(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, direction: Direction) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    let mut order = store::open_places(tx.db())?;
    let Some(at) = order.iter().position(|(id, _)| *id == theme.id) else { return Ok(()) };
    let to = match direction {
        Direction::Up => at.checked_sub(1),
        Direction::Down => Some(at + 1).filter(|to| *to < order.len()),
    };
    let Some(to) = to else { return Ok(()) };
    order.swap(at, to);
    store::put_in_order(tx, &order)?;
    record(tx, me, theme.id, "theme.moved", direction.word())
}

/// Archives a theme: it leaves lists, what was written there stays readable by its members.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, `Refusal::Conflict` when it was archived meanwhile.
pub fn archive(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    if !store::set_archived(tx, theme.id, true)? {
        return Err(Refusal::Conflict("refusal-theme-archived-already"));
    }
    record(tx, me, theme.id, "theme.archived", "")
}

/// Opens an archived theme again.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, `Refusal::Conflict` when it was opened meanwhile.
pub fn restore(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    if !store::set_archived(tx, theme.id, false)? {
        return Err(Refusal::Conflict("refusal-theme-open-already"));
    }
    record(tx, me, theme.id, "theme.restored", "")
}

/// The end of an address for a name, which must hold at least a letter or a digit.
fn slug_of(field: &'static str, name: &str) -> Result<String, Refusal> {
    if fold(name).contains(|letter: char| letter.is_ascii_alphanumeric()) {
        Ok(slug(name))
    } else {
        Err(Problems::one(field, "theme-name-letters"))
    }
}

/// Two themes of one name would only be told apart by their address.
fn require_free_name(db: &mut Db, name: &str, but: Option<ThemeId>) -> Result<(), Refusal> {
    let folded = fold(name);
    let taken = store::names(db)?.into_iter().any(|(id, known)| Some(id) != but && fold(&known) == folded);
    if taken { Err(Problems::one("name", "theme-name-taken")) } else { Ok(()) }
}

fn record(tx: &mut Tx<'_>, me: MemberId, theme: ThemeId, act: &'static str, detail: &str) -> Result<(), Refusal> {
    let fact = Fact { actor: Some(me), act, theme: Some(theme), subject: "theme", subject_id: theme.0, detail };
    journal::record(tx, &fact)
}

/// What a page says of a theme being shaped.
#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    /// Its end of address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether it is archived.
    pub archived: bool,
}

impl From<&Theme> for Heading {
    fn from(theme: &Theme) -> Self {
        Self { slug: theme.slug.clone(), name: theme.name.clone(), archived: theme.archived_at.is_some() }
    }
}
