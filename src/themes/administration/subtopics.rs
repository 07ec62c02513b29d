//! The sub-topics of a theme: added, renamed (the address stays), archived, restored.

use super::store;
use crate::db::ids::{MemberId, SubtopicId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::text::fold;
use crate::themes::{Subtopic, Theme};

/// Every sub-topic of a theme, archived ones last (at most 500).
///
/// # Errors
/// What the database says.
pub fn of_theme(db: &mut Db, theme: &Theme) -> Result<Vec<Subtopic>, Refusal> {
    Ok(store::subtopics(db, theme.id)?)
}

/// Adds a sub-topic, last in the list.
///
/// # Errors
/// `Refusal::Forbidden` for who may not shape the theme, `Refusal::Invalid` when the name is taken or has no letter.
pub fn add(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, name: &str) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::ShapeTheme(theme.id))?;
    let known = store::subtopics(tx.db(), theme.id)?;
    require_free_name(&known, "new_subtopic", name, None)?;
    let slug = super::slug_of("new_subtopic", name)?;
    let Some(id) = store::insert_subtopic_if_free(tx, theme.id, &slug, name)? else {
        return Err(Problems::one("new_subtopic", "subtopic-name-taken"));
    };
    record(tx, me, theme, id, "subtopic.added")
}

/// Renames a sub-topic of a theme.
///
/// # Errors
/// As [`add`]; `Refusal::NotFound` when it is not the theme's.
pub fn rename(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, id: SubtopicId, name: &str) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::ShapeTheme(theme.id))?;
    let known = store::subtopics(tx.db(), theme.id)?;
    require_free_name(&known, "subtopic_name", name, Some(id))?;
    super::slug_of("subtopic_name", name)?;
    if !store::rename_subtopic(tx, theme.id, id, name)? {
        return Err(Refusal::NotFound);
    }
    record(tx, me, theme, id, "subtopic.renamed")
}

/// Archives a sub-topic, or restores it: no new thread takes an archived one, those it has keep it.
///
/// # Errors
/// `Refusal::Forbidden` for who may not shape the theme, `Refusal::Conflict` when it was done meanwhile.
pub fn archive(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, id: SubtopicId, archived: bool) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::ShapeTheme(theme.id))?;
    if !store::set_subtopic_archived(tx, theme.id, id, archived)? {
        return Err(Refusal::Conflict("refusal-subtopic-changed"));
    }
    record(tx, me, theme, id, if archived { "subtopic.archived" } else { "subtopic.restored" })
}

fn require_free_name(
    known: &[Subtopic],
    field: &'static str,
    name: &str,
    but: Option<SubtopicId>,
) -> Result<(), Refusal> {
    let folded = fold(name);
    let taken = known.iter().any(|subtopic| Some(subtopic.id) != but && fold(&subtopic.name) == folded);
    if taken { Err(Problems::one(field, "subtopic-name-taken")) } else { Ok(()) }
}

fn record(
    tx: &mut Tx<'_>,
    me: MemberId,
    theme: &Theme,
    subtopic: SubtopicId,
    act: &'static str,
) -> Result<(), Refusal> {
    let fact =
        Fact { actor: Some(me), act, theme: Some(theme.id), subject: "subtopic", subject_id: subtopic.0, detail: "" };
    journal::record(tx, &fact)
}
