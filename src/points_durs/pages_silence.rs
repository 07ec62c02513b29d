//! The button "où en est-on ?".

use actix_web::HttpResponse;
use actix_web::web::Path;

use super::{silence, visible};
use crate::threads::pages::thread_id;
use crate::web::{Button, Desk, Done, Posted};

/// POST /points-durs/{id}/relance
pub async fn ask(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
        silence::ask(acting.viewer, &point, &acting.app.points_durs, acting.tx)?;
        Ok(Done::at(point.address()).saying("said-asked-after"))
    })
    .await
}
