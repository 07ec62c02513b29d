//! Those who wrote in a thread are asked whether more people may read it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::Answered;
use crate::db::ids::ThreadId;
use crate::policy::Audience;
use crate::threads;
use crate::web::{Button, Desk, Done, Page, Posted, When};

#[derive(Serialize)]
struct View {
    id: ThreadId,
    title: String,
    address: String,
    now: Audience,
    asked: Option<Question>,
}

#[derive(Serialize)]
struct Question {
    audience: Audience,
    by: String,
    reason: String,
    when: When,
    /// They agreed; others are still to.
    agreed: bool,
}

/// GET /fils/{thread}/lecteurs
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let id = part.split('-').next().unwrap_or("").parse()?;
        let (thread, _) = threads::visible(visit.db, &visit.viewer, id)?;
        let asked = super::asked_of(visit.db, &visit.viewer, thread.id)?;
        let asked = asked.map(|(asked, agreed)| Question {
            agreed,
            audience: asked.audience,
            by: format!("{} {}", asked.name.0, asked.name.1),
            reason: asked.reason,
            when: visit.when(asked.at),
        });
        let view = View {
            id: thread.id,
            title: thread.title_for(&visit.viewer, visit.sentences()),
            address: thread.address(),
            now: thread.audience,
            asked,
        };
        Ok(Page::of("moderation/audience.html", &view))
    })
    .await
}

async fn answered(desk: Desk, part: String, posted: Posted, agrees: bool) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let id: ThreadId = part.split('-').next().unwrap_or("").parse()?;
        let (thread, _) = threads::visible(acting.tx.db(), acting.viewer, id)?;
        let said = match super::answer_audience(acting.viewer, &thread, agrees, acting.tx)? {
            Answered::Declined => "said-audience-declined",
            Answered::Waits => "said-audience-waits",
            Answered::Opened => "said-audience-agreed",
        };
        Ok(Done::at(thread.address()).saying(said))
    })
    .await
}

/// POST /fils/{thread}/lecteurs/accord
pub async fn agree(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    answered(desk, part.into_inner(), posted, true).await
}

/// POST /fils/{thread}/lecteurs/refus
pub async fn decline(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    answered(desk, part.into_inner(), posted, false).await
}
