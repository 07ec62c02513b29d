//! What every form that opens a thread or writes in one has beside its texts: files, what looks like a patient's
//! identifier, a theme and its sub-topic.

use serde::Serialize;

use super::Body;
use crate::db::Db;
use crate::db::ids::{SubtopicId, ThemeId};
use crate::refusal::{Problems, Refusal};
use crate::{files, themes};

/// A text that may be published: its author answered by `mark` for what looks like an identifier in it or in the other
/// texts of the form (`beside`, in the order in which the page asks), and it holds the files that are `attached`.
///
/// # Errors
/// `Refusal::Invalid` (`identifiers`, `files`).
pub fn finished(body: Body, beside: &[&str], (mark, attached): (&str, &str)) -> Result<Body, Refusal> {
    let body = body.checked_with(beside, mark).map_err(|sentence| Problems::one("identifiers", sentence))?;
    let files = files::parse(attached).map_err(|sentence| Problems::one("files", sentence))?;
    Ok(body.with_files(files))
}

/// The sub-topic that a form names, if it names one.
///
/// # Errors
/// `Refusal::Invalid` (`subtopic`) for one that the theme does not have.
pub fn subtopic_of(db: &mut Db, theme: ThemeId, slug: &str) -> Result<Option<SubtopicId>, Refusal> {
    if slug.is_empty() {
        return Ok(None);
    }
    let known = themes::subtopics_of(db, &[theme])?;
    let found = known.iter().find(|subtopic| subtopic.slug == slug).map(|subtopic| subtopic.id);
    found.map(Some).ok_or_else(|| Problems::one("subtopic", "thread-choose-subtopic"))
}

/// A theme that a form offers.
#[derive(Serialize)]
pub struct ThemeChoice {
    slug: String,
    name: String,
    subtopics: Vec<(String, String)>,
}

/// Some themes as a form offers them, those of the community that are not archived.
///
/// # Errors
/// What the database says.
pub fn theme_choices(db: &mut Db, of: &[ThemeId]) -> Result<Vec<ThemeChoice>, Refusal> {
    let subtopics = themes::subtopics_of(db, of)?;
    let all = themes::all(db, false)?.into_iter().filter(|theme| of.contains(&theme.id));
    let choice = |theme: themes::Theme| ThemeChoice {
        subtopics: subtopics
            .iter()
            .filter(|subtopic| subtopic.theme_id == theme.id)
            .map(|subtopic| (subtopic.slug.clone(), subtopic.name.clone()))
            .collect(),
        slug: theme.slug,
        name: theme.name,
    };
    Ok(all.map(choice).collect())
}
