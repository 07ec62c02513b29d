//! `/reglages/journal`: what the journal keeps of oneself.

use actix_web::HttpResponse;
use serde::Serialize;

use super::pages::{Asked, Known, LineView};
use super::reading::{self, Scope};
use crate::web::{Desk, Page};

#[derive(Serialize)]
struct View {
    lines: Vec<LineView>,
    next: Option<String>,
    first: bool,
}

/// GET /reglages/journal (`?avant=`)
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let me = visit.me()?.id;
        let (wanted, _) = Asked::default().wanted(visit)?;
        let (lines, more) = reading::page(visit.db, Scope::Concerning(me), &wanted)?;
        let known = Known::of(visit, &lines, false)?;
        let view = View {
            next: lines.last().filter(|_| more).map(|last| format!("/reglages/journal?avant={}", last.id)),
            lines: lines.iter().map(|line| known.view(visit, line)).collect(),
            first: wanted.before.is_none(),
        };
        Ok(Page::of("journal/mine.html", &view))
    })
    .await
}
