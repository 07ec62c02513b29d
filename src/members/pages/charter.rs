//! The charter: read by everyone, accepted by members at their first visit and whenever it changes.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use crate::instance;
use crate::members::account;
use crate::refusal::Refusal;
use crate::text::markdown::Shown;
use crate::web::{Desk, Done, Fields, Held, Page, Posted, Visit, local_date, next_address};

#[derive(Serialize)]
struct View {
    text: Shown,
    version: i32,
    published: String,
    accepted: bool,
    may_accept: bool,
    next: String,
    held: Option<Held>,
}

/// The charter in force; `held` is a text that was posted before accepting it.
///
/// # Errors
/// What the database says.
pub fn page(visit: &mut Visit<'_>, next: &str, held: Option<Held>) -> Result<Page, Refusal> {
    let charter = instance::charter(visit.db)?;
    let accepted = visit.me.as_ref().map(|me| me.charter_accepted);
    let view = View {
        text: charter.html.shown("charte", visit.sentences()),
        version: charter.version,
        published: local_date(charter.published_at, &visit.zone(), visit.sentences()),
        accepted: accepted == Some(true),
        may_accept: accepted == Some(false),
        next: next_address(next),
        held,
    };
    Ok(Page::of("members/charter.html", &view))
}

/// GET /charte
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let next = visit.ask.param("next");
        page(visit, &next, None)
    })
    .await
}

/// Acceptance of the version that was read; `held` and `held_fields` carry a text posted before it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Acceptance {
    next: String,
    version: String,
    held: String,
    held_fields: String,
}

impl Fields for Acceptance {
    type Parsed = (Self, Option<i32>);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        Ok((self.clone(), self.version.parse().ok()))
    }
}

/// POST /charte
pub async fn accept(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Acceptance>(posted, |acting, (typed, version)| {
        let me = acting.me()?.id;
        account::accept_charter(acting.tx, me, *version)?;
        let done = Done::at(next_address(&typed.next));
        Ok(if typed.held.is_empty() { done } else { done.handing_back(&typed.held, &typed.held_fields) })
    })
    .await
}
