//! The charter: read by everyone, accepted by members at their first visit and whenever it changes.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use crate::instance;
use crate::members::account;
use crate::refusal::Refusal;
use crate::text::markdown::Shown;
use crate::web::{Desk, Done, Fields, Page, Posted, local_date, next_address};

#[derive(Serialize)]
struct View {
    text: Shown,
    version: i32,
    published: String,
    accepted: bool,
    may_accept: bool,
    next: String,
}

/// GET /charte
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let charter = instance::charter(visit.db)?;
        let accepted = visit.me.as_ref().map(|me| me.charter_accepted);
        let view = View {
            text: charter.html.shown("charte", visit.sentences()),
            version: charter.version,
            published: local_date(charter.published_at, &visit.zone(), visit.sentences()),
            accepted: accepted == Some(true),
            may_accept: accepted == Some(false),
            next: next_address(&visit.ask.param("next")),
        };
        Ok(Page::of("members/charter.html", &view))
    })
    .await
}

/// Acceptance of the version that was read.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Acceptance {
    next: String,
    version: String,
}

impl Fields for Acceptance {
    type Parsed = (String, Option<i32>);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        Ok((next_address(&self.next), self.version.parse().ok()))
    }
}

/// POST /charte
pub async fn accept(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Acceptance>(posted, |acting, (next, version)| {
        let me = acting.me()?.id;
        account::accept_charter(acting.tx, me, *version)?;
        Ok(Done::at(next.clone()))
    })
    .await
}
