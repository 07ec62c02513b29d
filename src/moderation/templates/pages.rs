//! The reasons ready to be used of a theme, for who animates it; one of them; how a page offers them.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Facts, NAMES, Template, Wording};
use crate::db::ids::{TemplateId, ThemeId, from_base32};
use crate::moderation::LONGEST_REASON;
use crate::refusal::Refusal;
use crate::text::typography;
use crate::themes;
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit};

/// A reason as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TemplateForm {
    title: String,
    body: String,
}

impl Fields for TemplateForm {
    type Parsed = Wording;
    fn parse(&self) -> Result<Wording, Refusal> {
        Wording::parse(&self.title, &self.body)
    }
}

/// A reason in a list.
#[derive(Serialize)]
pub(super) struct Line {
    id: TemplateId,
    title: String,
    body: String,
}

impl From<Template> for Line {
    fn from(template: Template) -> Self {
        let Template { id, title, body, .. } = template;
        Self { id, title: typography::spaces(&title), body: typography::spaces(&body) }
    }
}

#[derive(Serialize)]
pub(super) struct ListView {
    /// The theme's name; none: all of them.
    pub(super) theme: Option<String>,
    /// Where one comes from.
    pub(super) up: String,
    pub(super) action: String,
    pub(super) lines: Vec<Line>,
    pub(super) form: Filled<TemplateForm>,
    pub(super) names: Vec<String>,
    pub(super) longest: usize,
}

/// What may be named, as it is typed.
pub(super) fn names() -> Vec<String> {
    NAMES.iter().map(|name| format!("{{{name}}}")).collect()
}

fn list(visit: &mut Visit<'_>, slug: &str, form: Filled<TemplateForm>) -> Result<Page, Refusal> {
    let theme = themes::named(visit.db, slug)?;
    let lines = super::kept(visit.db, &visit.viewer, Some(theme.id))?.into_iter().map(Line::from).collect();
    let up = themes::address(&theme.slug);
    let action = format!("{up}/raisons");
    let (theme, names) = (Some(theme.name), names());
    Ok(Page::of(
        "moderation/templates.html",
        &ListView { theme, up, action, lines, form, names, longest: LONGEST_REASON },
    ))
}

/// GET /themes/{slug}/raisons
pub async fn index(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| list(visit, &slug, Filled::blank())).await
}

/// POST /themes/{slug}/raisons
pub async fn create(desk: Desk, slug: Path<String>, posted: Posted) -> HttpResponse {
    let again = slug.clone();
    desk.submit::<TemplateForm>(
        posted,
        move |acting, wording| {
            let theme = themes::named(acting.tx.db(), &slug)?;
            super::add(acting.tx, acting.viewer, Some(theme.id), wording)?;
            Ok(Done::at(format!("{}/raisons", themes::address(&theme.slug))).saying("said-template-kept"))
        },
        move |visit, form| list(visit, &again, form),
    )
    .await
}

#[derive(Serialize)]
struct OneView {
    id: TemplateId,
    title: String,
    up: String,
    form: Filled<TemplateForm>,
    names: Vec<String>,
    longest: usize,
}

/// The list a reason stands in.
fn list_of(visit_db: &mut crate::db::Db, theme: Option<ThemeId>) -> Result<String, Refusal> {
    Ok(match theme {
        Some(theme) => format!("{}/raisons", themes::address(&themes::by_id(visit_db, theme)?.slug)),
        None => "/administration/raisons".into(),
    })
}

fn page(visit: &mut Visit<'_>, id: &str, form: Option<Filled<TemplateForm>>) -> Result<Page, Refusal> {
    let template = super::one(visit.db, &visit.viewer, id.parse()?)?;
    let up = list_of(visit.db, template.theme)?;
    let typed = TemplateForm { title: template.title.clone(), body: template.body.clone() };
    let form = form.unwrap_or_else(|| Filled::with(typed));
    let title = typography::spaces(&template.title);
    Ok(Page::of(
        "moderation/template.html",
        &OneView { id: template.id, title, up, form, names: names(), longest: LONGEST_REASON },
    ))
}

/// GET /raisons/{id}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &id, None)).await
}

/// POST /raisons/{id}
pub async fn change(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<TemplateForm>(
        posted,
        move |acting, wording| {
            let template = super::one(acting.tx.db(), acting.viewer, id.parse()?)?;
            super::change(acting.tx, acting.viewer, &template, wording)?;
            Ok(Done::at(list_of(acting.tx.db(), template.theme)?).saying("said-template-kept"))
        },
        move |visit, form| page(visit, &again, Some(form)),
    )
    .await
}

/// POST /raisons/{id}/retrait
pub async fn remove(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let template = super::one(acting.tx.db(), acting.viewer, id.parse()?)?;
        super::remove(acting.tx, acting.viewer, &template)?;
        Ok(Done::at(list_of(acting.tx.db(), template.theme)?).saying("said-template-removed"))
    })
    .await
}

/// The reasons a page offers: following one fills its field (`?raison=`).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Offered {
    lines: Vec<OfferedLine>,
    /// The page, with what its own address says.
    here: String,
}

#[derive(Clone, Debug, Serialize)]
struct OfferedLine {
    id: TemplateId,
    title: String,
}

impl Offered {
    /// The reasons of a theme on the page of `here`, and the one that was asked for with what it names.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(
        visit: &mut Visit<'_>,
        theme: Option<ThemeId>,
        facts: &Facts,
        here: String,
    ) -> Result<(Self, String), Refusal> {
        let asked = from_base32(&visit.ask.param("raison")).map(TemplateId);
        let found = super::offered(visit.db, theme)?;
        let chosen = asked.and_then(|id| found.iter().find(|one| one.id == id)).map(|one| one.filled(facts));
        let line = |one: Template| OfferedLine { id: one.id, title: typography::spaces(&one.title) };
        let here = if here.contains('?') { format!("{here}&") } else { format!("{here}?") };
        Ok((Self { lines: found.into_iter().map(line).collect(), here }, chosen.unwrap_or_default()))
    }
}
