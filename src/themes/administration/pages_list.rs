//! `/administration/themes`: every theme, their order, a new one.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::animators::{self, Named};
use super::{Direction, Heading, listed};
use crate::refusal::{Problems, Refusal};
use crate::themes::store::by_slug;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, field};

/// A theme being opened.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Opening {
    name: String,
    presentation: String,
}

impl Fields for Opening {
    type Parsed = (String, String);

    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let name = problems.check("name", field(&self.name, 80));
        let presentation = problems.check("presentation", field(&self.presentation, 2_000));
        problems.settle()?;
        name.zip(presentation).ok_or(Refusal::NotFound)
    }
}

/// Where a theme goes.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Moving {
    direction: String,
}

impl Fields for Moving {
    type Parsed = Direction;

    fn parse(&self) -> Result<Direction, Refusal> {
        Direction::parse(&self.direction).ok_or_else(|| Problems::one("direction", "form-required"))
    }
}

#[derive(Serialize)]
struct View {
    themes: Vec<Row>,
    form: Filled<Opening>,
}

#[derive(Serialize)]
struct Row {
    theme: Heading,
    subtopics: i64,
    animators: Vec<Named>,
    may_go_up: bool,
    may_go_down: bool,
}

fn page(visit: &mut Visit<'_>, form: Filled<Opening>) -> Result<Page, Refusal> {
    let found = listed(visit.db, &visit.viewer)?;
    let named = animators::all(visit.db)?;
    let open = found.iter().filter(|listed| listed.theme.archived_at.is_none()).count();
    let row = |(at, listed): (usize, &super::Listed)| Row {
        theme: Heading::from(&listed.theme),
        subtopics: listed.subtopics,
        animators: named.iter().filter(|animator| animator.theme == listed.theme.id).map(Named::from).collect(),
        may_go_up: at > 0 && at < open,
        may_go_down: at + 1 < open,
    };
    let themes = found.iter().enumerate().map(row).collect();
    Ok(Page::of("themes/admin_list.html", &View { themes, form }))
}

/// GET /administration/themes
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, Filled::blank())).await
}

/// POST /administration/themes
pub async fn create(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<Opening>(
        posted,
        |acting, (name, presentation)| {
            let slug = super::create(acting.tx, acting.viewer, name, presentation)?;
            Ok(Done::at(format!("/administration/themes/{slug}")).saying("said-theme-opened"))
        },
        page,
    )
    .await
}

/// POST /administration/themes/{slug}/place
pub async fn reorder(desk: Desk, path: Path<String>, posted: Posted) -> HttpResponse {
    desk.submit::<Moving>(
        posted,
        move |acting, direction| {
            let theme = by_slug(acting.tx.db(), &path)?;
            super::reorder(acting.tx, acting.viewer, &theme, *direction)?;
            Ok(Done::at("/administration/themes").saying("said-theme-moved"))
        },
        |visit, _| page(visit, Filled::blank()),
    )
    .await
}
