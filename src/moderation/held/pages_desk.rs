//! Deciding about a text that waits, on its own page: publishing it, or not.

use actix_web::HttpResponse;
use actix_web::web::Path;

use super::pages::page;
use crate::moderation::pages::ReasonForm;
use crate::policy;
use crate::refusal::Refusal;
use crate::themes;
use crate::web::{Button, Desk, Done, Posted, Visit};

/// The texts of a theme that wait, where its experts and animators decide about them.
fn desk_of(theme: &str) -> String {
    format!("/console?theme={theme}&cas=held-post")
}

/// POST /attente/{held}/accord
pub async fn approve(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let wanted = id.clone();
    let body = desk.app.database.read(move |db| super::body_of(db, wanted.parse()?)).await;
    let again = id.clone();
    desk.submit::<Button>(
        posted,
        move |acting, ()| {
            let held = super::visible(acting.tx.db(), acting.viewer, id.parse()?)?;
            let body = body.as_ref().map_err(Clone::clone)?;
            super::approve(acting.viewer, &held, body, acting.tx)?;
            let theme = themes::by_id(acting.tx.db(), held.theme)?;
            Ok(Done::at(desk_of(&theme.slug)).saying("said-held-published"))
        },
        move |visit, form| page(visit, again.parse()?, Some(told(form.problems))),
    )
    .await
}

fn told(problems: Vec<crate::web::Told>) -> crate::web::Filled<ReasonForm> {
    crate::web::Filled { typed: ReasonForm::default(), problems, preview: None }
}

/// POST /attente/{held}/refus
pub async fn refuse(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let held = super::visible(acting.tx.db(), acting.viewer, id.parse()?)?;
            super::refuse(acting.viewer, &held, reason, acting.tx)?;
            let theme = themes::by_id(acting.tx.db(), held.theme)?;
            Ok(Done::at(desk_of(&theme.slug)).saying("said-held-refused"))
        },
        move |visit: &mut Visit<'_>, form| {
            let held = super::visible(visit.db, &visit.viewer, again.parse()?)?;
            policy::require(&visit.viewer, &held.decided()).map_err(|refusal| match refusal {
                Refusal::Forbidden(_) => Refusal::Forbidden("measure-oneself"),
                refusal => refusal,
            })?;
            page(visit, held.id, Some(form))
        },
    )
    .await
}
