//! The reasons ready to be used in every theme, for administrators.

use actix_web::HttpResponse;

use super::pages::{Line, ListView, TemplateForm, names};
use crate::moderation::LONGEST_REASON;
use crate::refusal::Refusal;
use crate::web::{Desk, Done, Filled, Page, Posted, Visit};

const HERE: &str = "/administration/raisons";

fn list(visit: &mut Visit<'_>, form: Filled<TemplateForm>) -> Result<Page, Refusal> {
    let lines = super::kept(visit.db, &visit.viewer, None)?.into_iter().map(Line::from).collect();
    let (up, action) = ("/administration".into(), HERE.into());
    let view = ListView { theme: None, up, action, lines, form, names: names(), longest: LONGEST_REASON };
    Ok(Page::of("moderation/templates.html", &view))
}

/// GET /administration/raisons
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| list(visit, Filled::blank())).await
}

/// POST /administration/raisons
pub async fn create(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<TemplateForm>(
        posted,
        |acting, wording| {
            super::add(acting.tx, acting.viewer, None, wording)?;
            Ok(Done::at(HERE).saying("said-template-kept"))
        },
        list,
    )
    .await
}
