//! One's own points durs: those one reported, those one has too.

use actix_web::HttpResponse;
use serde::Serialize;

use super::listed::{self, Of, RowView, Wanted};
use super::may_report;
use crate::db::ids::{PointDurId, from_base32};
use crate::refusal::Refusal;
use crate::web::{Desk, Page, Visit};

#[derive(Serialize)]
struct ListView {
    rows: Vec<RowView>,
    /// Of mine, those that others reported too.
    joined: bool,
    next: Option<PointDurId>,
    may_report: bool,
}

/// GET /points-durs/miens (`?part=moi-aussi`, `?avant=`)
pub async fn mine(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let of = if visit.ask.param("part") == "moi-aussi" { Of::Joined } else { Of::Mine };
        let wanted = Wanted { of, state: None, before: before(visit) };
        let view = view_of(visit, &wanted)?;
        Ok(Page::of("points_durs/mine.html", &view))
    })
    .await
}

fn before(visit: &Visit<'_>) -> Option<PointDurId> {
    from_base32(&visit.ask.param("avant")).map(PointDurId)
}

fn view_of(visit: &mut Visit<'_>, wanted: &Wanted) -> Result<ListView, Refusal> {
    let (rows, next) = listed::page(visit.db, &visit.viewer, wanted)?;
    Ok(ListView {
        rows: listed::views(visit, rows),
        joined: wanted.of == Of::Joined,
        next,
        may_report: may_report(&visit.viewer),
    })
}
