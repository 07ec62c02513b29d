//! Where a post is, whatever became of titles and pages; how closely a thread is followed.

use actix_web::HttpResponse;
use actix_web::web::Path;

use super::pages::thread_id;
use super::store;
use crate::notices::pages::WatchForm;
use crate::notices::watching::{self, Place};
use crate::web::{Desk, Done, Page, Posted};

/// GET /messages/{post}: the address of a post that survives.
pub async fn post(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let (thread, post) = store::visible_post(visit.db, &visit.viewer, id.parse()?)?;
        Ok(Page::moved(thread.address_of(post.id, post.number)))
    })
    .await
}

/// POST /fils/{thread}/suivi
pub async fn watch(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<WatchForm>(posted, move |acting, (level, _)| {
        let member = acting.me()?.id;
        let (thread, _) = store::visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
        watching::choose(acting.tx, member, Place::Thread(thread.id), *level)?;
        Ok(Done::at(thread.address()).saying("said-watch"))
    })
    .await
}
