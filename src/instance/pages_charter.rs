//! The charter, as administrators write it: the version in force, those before it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::pages_texts::Written;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::text::markdown::Shown;
use crate::web::{Button, Desk, Done, Filled, Page, Posted, Visit, When};

#[derive(Serialize)]
struct View {
    form: Filled<Written>,
    version: i32,
    /// Nobody has published or kept a charter yet: the one proposed at the start is in force.
    proposed: bool,
    versions: Vec<VersionView>,
}

#[derive(Serialize)]
struct VersionView {
    version: i32,
    published: When,
    by: Option<String>,
    accepted: i64,
}

fn page(visit: &mut Visit<'_>, form: Option<Filled<Written>>) -> Result<Page, Refusal> {
    policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
    let current = super::charter(visit.db)?;
    let versions = super::charters(visit.db)?
        .into_iter()
        .map(|past| VersionView {
            version: past.version,
            published: visit.when(past.published_at),
            by: past.published_by.map(|(given, family)| format!("{given} {family}")),
            accepted: past.accepted,
        })
        .collect();
    let (version, proposed) = (current.version, current.published_by.is_none());
    let form = form.unwrap_or_else(|| Filled::with(Written { source: current.source }));
    Ok(Page::of("instance/charter.html", &View { form, version, proposed, versions }))
}

/// GET /administration/charte
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, None)).await
}

/// POST /administration/charte
pub async fn publish(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<Written>(
        posted,
        |acting, text| {
            super::publish_charter(acting.tx, acting.viewer, text)?;
            Ok(Done::at("/administration/charte").saying("said-charter-published"))
        },
        |visit, form| page(visit, Some(form)),
    )
    .await
}

/// POST /administration/charte/maintien
pub async fn keep(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        super::keep_charter(acting.tx, acting.viewer)?;
        Ok(Done::at("/administration/charte").saying("said-charter-kept"))
    })
    .await
}

#[derive(Serialize)]
struct PastView {
    version: i32,
    published: When,
    text: Shown,
}

/// GET /administration/charte/{version}
pub async fn past(desk: Desk, path: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        let charter = super::charter_of(visit.db, path.parse().map_err(|_| Refusal::NotFound)?)?;
        let text = charter.html.shown("charte", visit.sentences());
        let view = PastView { version: charter.version, published: visit.when(charter.published_at), text };
        Ok(Page::of("instance/charter_past.html", &view))
    })
    .await
}
