//! The page of the link that the owner of a closed account gets by mail.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::pages::PleaForm;
use super::{LONGEST, Outcome, link};
use crate::refusal::Refusal;
use crate::web::{Desk, Done, Filled, Page, Posted, Visit, When};

#[derive(Serialize)]
struct View {
    action: String,
    reason: String,
    by: String,
    when: When,
    /// It was appealed against.
    made: bool,
    /// What became of that, and why.
    answered: Option<(Outcome, String)>,
    form: Filled<PleaForm>,
    longest: usize,
}

fn page(visit: &mut Visit<'_>, token: &str, form: Filled<PleaForm>) -> Result<Page, Refusal> {
    let (decision, _) = link::read(visit.db, &visit.app.key, token)?;
    let appeal = super::against(visit.db, decision.id)?;
    let view = View {
        action: format!("/compte-ferme/{token}"),
        by: format!("{} {}", decision.actor.1, decision.actor.2),
        when: visit.when(decision.at),
        made: appeal.is_some(),
        answered: appeal.and_then(|appeal| appeal.outcome.zip(appeal.reason)),
        reason: decision.reason,
        form,
        longest: LONGEST,
    };
    Ok(Page::of("moderation/account_appeal.html", &view).without_referrer())
}

/// GET /compte-ferme/{token}
pub async fn show(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &token, Filled::blank())).await
}

/// POST /compte-ferme/{token}
pub async fn create(desk: Desk, token: Path<String>, posted: Posted) -> HttpResponse {
    let again = token.clone();
    desk.submit::<PleaForm>(
        posted,
        move |acting, plea| {
            link::make(acting.tx, &acting.app.key, &token, plea)?;
            Ok(Done::at(format!("/compte-ferme/{}", token.as_str())).saying("said-appealed"))
        },
        move |visit, form| page(visit, &again, form),
    )
    .await
}
