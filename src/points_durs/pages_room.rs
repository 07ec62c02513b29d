//! Opening the room of the experts.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::views::Head;
use super::{room, visible};
use crate::limits;
use crate::policy::{self, Act, Ground};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::Caution;
use crate::threads::pages::thread_id;
use crate::threads::{Body, writing};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit};

/// The first message of the room, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoomForm {
    body: String,
    identifiers: String,
    act: String,
}

impl Fields for RoomForm {
    type Parsed = Body;
    fn parse(&self) -> Result<Body, Refusal> {
        let body = Body::parse(&self.body).map_err(|sentence| Problems::one("body", sentence))?;
        body.checked("", &self.identifiers).map_err(|sentence| Problems::one("identifiers", sentence))
    }
}

#[derive(Serialize)]
struct RoomView {
    head: Head,
    caution: Option<Caution>,
    form: Filled<RoomForm>,
}

/// GET /points-durs/{id}/salle
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, None)).await
}

fn page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<RoomForm>>) -> Result<Page, Refusal> {
    let (_, point) = visible(visit.db, &visit.viewer, thread_id(part)?)?;
    let ground = Ground { theme: point.theme, audience: point.audience };
    policy::require(&visit.viewer, &Act::OpenExpertsRoom(ground))?;
    if let Some(room) = point.room.filter(|_| form.is_none()) {
        return Ok(Page::moved(format!("/fils/{room}")));
    }
    let about = Sentence::new("point-dur-room-begun").text("address", format!("/points-durs/{}", point.id));
    let begun = format!("{}\n\n", visit.sentences().tell(&about));
    let form = form.unwrap_or_else(|| Filled::with(RoomForm { body: begun, ..RoomForm::default() }));
    let form = crate::threads::links::previewed(visit, form)?;
    let caution = Caution::of_refused(&form.problems, &[&form.typed.body]);
    let head = Head::of(visit, &point)?;
    Ok(Page::of("points_durs/room.html", &RoomView { head, caution, form }))
}

/// POST /points-durs/{id}/salle
pub async fn open(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    let page = move |visit: &mut Visit<'_>, form| page(visit, &again, Some(form));
    if posted.value("act") == "preview" {
        return desk.preview::<RoomForm>(posted, |form| writing::preview("body", &form.body), page).await;
    }
    desk.submit::<RoomForm>(
        posted,
        move |acting, body| {
            let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
            acting.spend(&limits::POSTS_A_MINUTE)?;
            room::open(acting.viewer, &point, body, acting.tx)
                .map(|address| Done::at(address).saying("said-point-dur-room"))
        },
        page,
    )
    .await
}
