//! The author of a thread is asked whether more people may read it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use crate::db::ids::ThreadId;
use crate::policy::{self, Act, Audience};
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
}

/// GET /fils/{thread}/lecteurs
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let id = part.split('-').next().unwrap_or("").parse()?;
        let (thread, _) = threads::visible(visit.db, &visit.viewer, id)?;
        policy::require(&visit.viewer, &Act::AgreeToReaders { author: thread.author })?;
        let asked = super::asked(visit.db, thread.id)?.map(|asked| Question {
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
        let address = super::answer_audience(acting.viewer, &thread, agrees, acting.tx)?;
        Ok(Done::at(address).saying(if agrees { "said-audience-agreed" } else { "said-audience-declined" }))
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
