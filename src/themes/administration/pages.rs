//! One theme being shaped: by administrators at `/administration/themes/{slug}`, by its animators at
//! `/themes/{slug}/gestion`. One page; what each may do there is the policy's business.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Heading, LARGEST_TARGET, Shape, subtopics};
use crate::db::ids::SubtopicId;
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::themes::store::by_slug;
use crate::themes::{JoinPolicy, Theme};
use crate::web::{Acting, Button, Desk, Done, Fields, Filled, Page, Posted, Visit, field};

/// A theme's name.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Naming {
    name: String,
}

impl Fields for Naming {
    type Parsed = String;

    fn parse(&self) -> Result<String, Refusal> {
        field(&self.name, 80).map_err(|sentence| Problems::one("name", sentence))
    }
}

/// What a theme says of itself, how one joins, how many people are aimed at.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shaping {
    presentation: String,
    join_policy: String,
    target_community: String,
    target_peer: String,
    target_expert: String,
}

impl Shaping {
    fn of(theme: &Theme) -> Self {
        let written = |target: i32| if target > 0 { target.to_string() } else { String::new() };
        Self {
            presentation: theme.presentation.clone(),
            join_policy: theme.join_policy.word().into(),
            target_community: written(theme.target_community),
            target_peer: written(theme.target_peer),
            target_expert: written(theme.target_expert),
        }
    }
}

impl Fields for Shaping {
    type Parsed = Shape;

    fn parse(&self) -> Result<Shape, Refusal> {
        let mut problems = Problems::default();
        let presentation = problems.check("presentation", field(&self.presentation, 2_000));
        let policy = JoinPolicy::parse(&self.join_policy).ok_or_else(|| Sentence::new("form-required"));
        let policy = problems.check("join_policy", policy);
        let community = problems.check("target_community", target(&self.target_community));
        let peer = problems.check("target_peer", target(&self.target_peer));
        let expert = problems.check("target_expert", target(&self.target_expert));
        problems.settle()?;
        let (Some(presentation), Some(join_policy), Some(community), Some(peer), Some(expert)) =
            (presentation, policy, community, peer, expert)
        else {
            return Err(Refusal::NotFound);
        };
        Ok(Shape { presentation, join_policy, targets: [community, peer, expert] })
    }
}

/// How many people are aimed at; nothing typed is no target.
fn target(text: &str) -> Result<i32, Sentence> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if text.is_empty() {
        return Ok(0);
    }
    let wrong = || Sentence::new("theme-target-number").number("most", i64::from(LARGEST_TARGET));
    text.parse().ok().filter(|target| (0..=LARGEST_TARGET).contains(target)).ok_or_else(wrong)
}

/// A new sub-topic.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Adding {
    new_subtopic: String,
}

impl Fields for Adding {
    type Parsed = String;

    fn parse(&self) -> Result<String, Refusal> {
        field(&self.new_subtopic, 80).map_err(|sentence| Problems::one("new_subtopic", sentence))
    }
}

/// A sub-topic's name.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Renaming {
    subtopic_name: String,
}

impl Fields for Renaming {
    type Parsed = String;

    fn parse(&self) -> Result<String, Refusal> {
        field(&self.subtopic_name, 80).map_err(|sentence| Problems::one("subtopic_name", sentence))
    }
}

/// The word that a theme is to be archived.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Archiving {
    confirmed: String,
}

impl Fields for Archiving {
    type Parsed = ();

    fn parse(&self) -> Result<(), Refusal> {
        if self.confirmed.is_empty() { Err(Problems::one("confirmed", "theme-archive-unconfirmed")) } else { Ok(()) }
    }
}

/// The forms of the page, as they are or as one of them was typed.
#[derive(Default, Serialize)]
struct Forms {
    naming: Filled<Naming>,
    shaping: Filled<Shaping>,
    adding: Filled<Adding>,
    renaming: Filled<Renaming>,
    /// The sub-topic whose form was typed.
    renamed: Option<SubtopicId>,
    archiving: Filled<Archiving>,
}

#[derive(Serialize)]
struct View {
    theme: Heading,
    forms: Forms,
    subtopics: Vec<SubtopicView>,
    policies: &'static [JoinPolicy],
    /// May rename and archive the theme itself.
    may_run: bool,
}

#[derive(Serialize)]
struct SubtopicView {
    id: SubtopicId,
    name: String,
    archived: bool,
}

/// From which of its two addresses the page is used.
#[derive(Clone, Copy)]
enum Place {
    /// The administration, which exists for administrators only.
    Administration,
    /// The theme, which everybody sees.
    Theme,
}

impl Place {
    fn require(self, viewer: &Viewer, theme: &Theme) -> Result<(), Refusal> {
        match self {
            Self::Administration => policy::require_or_hide(viewer, &Act::RunInstance)?,
            Self::Theme => policy::require(viewer, &Act::ShapeTheme(theme.id))?,
        };
        Ok(())
    }
}

fn page(visit: &mut Visit<'_>, place: Place, slug: &str, typed: impl FnOnce(&mut Forms)) -> Result<Page, Refusal> {
    let theme = by_slug(visit.db, slug)?;
    place.require(&visit.viewer, &theme)?;
    let mut forms = Forms {
        naming: Filled::with(Naming { name: theme.name.clone() }),
        shaping: Filled::with(Shaping::of(&theme)),
        ..Forms::default()
    };
    typed(&mut forms);
    let subtopics = subtopics::of_theme(visit.db, &theme)?
        .into_iter()
        .map(|found| SubtopicView { id: found.id, archived: found.archived_at.is_some(), name: found.name })
        .collect();
    let may_run = policy::allows(&visit.viewer, &Act::RunInstance);
    let view = View { theme: Heading::from(&theme), forms, subtopics, policies: JoinPolicy::ALL, may_run };
    Ok(Page::of("themes/admin.html", &view))
}

/// Where the page of a theme is for this person.
fn home(viewer: &Viewer, slug: &str) -> String {
    if policy::allows(viewer, &Act::RunInstance) {
        format!("/administration/themes/{slug}")
    } else {
        format!("/themes/{slug}/gestion")
    }
}

/// GET /administration/themes/{slug}
pub async fn show_to_administrators(desk: Desk, path: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, Place::Administration, &path, |_| {})).await
}

/// GET /themes/{slug}/gestion
pub async fn show(desk: Desk, path: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, Place::Theme, &path, |_| {})).await
}

/// Submits one of the page's forms about a theme, and leads back to the page.
async fn submitted<T: Fields>(
    desk: Desk,
    (place, slug): (Place, String),
    posted: Posted,
    said: &'static str,
    mut act: impl FnMut(&mut Acting<'_, '_>, &Theme, &T::Parsed) -> Result<(), Refusal> + Send + 'static,
    typed: impl FnOnce(&mut Forms, Filled<T>) + Send + 'static,
) -> HttpResponse {
    let again = slug.clone();
    desk.submit::<T>(
        posted,
        move |acting, parsed| {
            let theme = by_slug(acting.tx.db(), &slug)?;
            act(acting, &theme, parsed)?;
            Ok(Done::at(home(acting.viewer, &slug)).saying(said))
        },
        move |visit, form| page(visit, place, &again, |forms| typed(forms, form)),
    )
    .await
}

/// POST /administration/themes/{slug}/nom
pub async fn rename(desk: Desk, path: Path<String>, posted: Posted) -> HttpResponse {
    submitted::<Naming>(
        desk,
        (Place::Administration, path.into_inner()),
        posted,
        "said-theme-renamed",
        |acting, theme, name| super::rename(acting.tx, acting.viewer, theme, name),
        |forms, form| forms.naming = form,
    )
    .await
}

/// POST /themes/{slug}/gestion
pub async fn shape(desk: Desk, path: Path<String>, posted: Posted) -> HttpResponse {
    submitted::<Shaping>(
        desk,
        (Place::Theme, path.into_inner()),
        posted,
        "said-theme-shaped",
        |acting, theme, shape| super::shape(acting.tx, acting.viewer, theme, shape),
        |forms, form| forms.shaping = form,
    )
    .await
}

/// POST /administration/themes/{slug}/archive
pub async fn archive(desk: Desk, path: Path<String>, posted: Posted) -> HttpResponse {
    submitted::<Archiving>(
        desk,
        (Place::Administration, path.into_inner()),
        posted,
        "said-theme-archived",
        |acting, theme, ()| super::archive(acting.tx, acting.viewer, theme),
        |forms, form| forms.archiving = form,
    )
    .await
}

/// POST /administration/themes/{slug}/archive/retrait
pub async fn restore(desk: Desk, path: Path<String>, posted: Posted) -> HttpResponse {
    submitted::<Button>(
        desk,
        (Place::Administration, path.into_inner()),
        posted,
        "said-theme-restored",
        |acting, theme, ()| super::restore(acting.tx, acting.viewer, theme),
        |_, _| {},
    )
    .await
}

/// POST /themes/{slug}/gestion/sous-themes
pub async fn add_subtopic(desk: Desk, path: Path<String>, posted: Posted) -> HttpResponse {
    submitted::<Adding>(
        desk,
        (Place::Theme, path.into_inner()),
        posted,
        "said-subtopic-added",
        |acting, theme, name| subtopics::add(acting.tx, acting.viewer, theme, name),
        |forms, form| forms.adding = form,
    )
    .await
}

/// POST /themes/{slug}/gestion/sous-themes/{subtopic}
pub async fn rename_subtopic(desk: Desk, path: Path<(String, String)>, posted: Posted) -> HttpResponse {
    let (slug, id) = path.into_inner();
    let renamed: Option<SubtopicId> = id.parse().ok();
    submitted::<Renaming>(
        desk,
        (Place::Theme, slug),
        posted,
        "said-subtopic-renamed",
        move |acting, theme, name| {
            subtopics::rename(acting.tx, acting.viewer, theme, renamed.ok_or(Refusal::NotFound)?, name)
        },
        move |forms, form| (forms.renaming, forms.renamed) = (form, renamed),
    )
    .await
}

async fn set_archived(desk: Desk, path: (String, String), posted: Posted, archived: bool) -> HttpResponse {
    let (slug, id) = path;
    let said = if archived { "said-subtopic-archived" } else { "said-subtopic-restored" };
    submitted::<Button>(
        desk,
        (Place::Theme, slug),
        posted,
        said,
        move |acting, theme, ()| subtopics::archive(acting.tx, acting.viewer, theme, id.parse()?, archived),
        |_, _| {},
    )
    .await
}

/// POST /themes/{slug}/gestion/sous-themes/{subtopic}/archive
pub async fn archive_subtopic(desk: Desk, path: Path<(String, String)>, posted: Posted) -> HttpResponse {
    set_archived(desk, path.into_inner(), posted, true).await
}

/// POST /themes/{slug}/gestion/sous-themes/{subtopic}/archive/retrait
pub async fn restore_subtopic(desk: Desk, path: Path<(String, String)>, posted: Posted) -> HttpResponse {
    set_archived(desk, path.into_inner(), posted, false).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_number_of_people_or_nothing() {
        assert_eq!(target(""), Ok(0));
        assert_eq!(target(" 1 200 "), Ok(1_200));
        for wrong in ["-1", "beaucoup", "100001", "1,5", "99999999999"] {
            assert!(target(wrong).is_err(), "{wrong}");
        }
    }
}
