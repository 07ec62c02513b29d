//! From whom one takes private conversations.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::views::PartyView;
use super::{block, blocked_by, choose, refuses};
use crate::db::ids::MemberId;
use crate::refusal::Refusal;
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit};

const PLACE: &str = "/reglages/conversations";

/// The choice, as ticked.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChoiceForm {
    refused: String,
}

impl Fields for ChoiceForm {
    type Parsed = bool;
    fn parse(&self) -> Result<bool, Refusal> {
        Ok(self.refused == "yes")
    }
}

/// Somebody to block.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BlockForm {
    member: String,
}

impl Fields for BlockForm {
    type Parsed = MemberId;
    fn parse(&self) -> Result<MemberId, Refusal> {
        self.member.parse()
    }
}

#[derive(Serialize)]
struct View {
    form: Filled<ChoiceForm>,
    blocked: Vec<Blocked>,
}

#[derive(Serialize)]
struct Blocked {
    id: MemberId,
    party: PartyView,
}

/// GET /reglages/conversations
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let refused = refuses(visit.db, visit.viewer.id()?)?;
        page(visit, Filled::with(ChoiceForm { refused: if refused { "yes".into() } else { String::new() } }))
    })
    .await
}

fn page(visit: &mut Visit<'_>, form: Filled<ChoiceForm>) -> Result<Page, Refusal> {
    let found = blocked_by(visit.db, visit.viewer.id()?)?;
    let blocked = found.iter().map(|party| Blocked { id: party.id, party: PartyView::of(visit, party) }).collect();
    Ok(Page::of("conversations/settings.html", &View { form, blocked }))
}

/// POST /reglages/conversations
pub async fn change(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<ChoiceForm>(
        posted,
        |acting, refused| {
            choose(acting.viewer, *refused, acting.tx)?;
            Ok(Done::at(PLACE).saying("said-conversations-choice"))
        },
        page,
    )
    .await
}

/// POST /reglages/conversations/blocages
pub async fn put_block(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<BlockForm>(posted, |acting, member| {
        block(acting.viewer, *member, true, acting.tx)?;
        Ok(Done::at(PLACE).saying("said-conversations-blocked"))
    })
    .await
}

/// POST /reglages/conversations/blocages/{member}/retrait
pub async fn take_block(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        block(acting.viewer, part.parse()?, false, acting.tx)?;
        Ok(Done::at(PLACE).saying("said-conversations-unblocked"))
    })
    .await
}
