//! "Moi aussi": joining a point dur with one's own context, leaving it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::followers::{self, LONGEST_CONTEXT};
use super::views::Head;
use super::visible;
use crate::limits;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::text::caution::{self, Caution};
use crate::threads::pages::thread_id;
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, optional};

/// One's own context, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct JoinForm {
    context: String,
    identifiers: String,
}

impl Fields for JoinForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        let context =
            optional(&self.context, LONGEST_CONTEXT).map_err(|sentence| Problems::one("context", sentence))?;
        caution::answered(&[&context], &self.identifiers).map_err(|sentence| Problems::one("identifiers", sentence))?;
        Ok(context)
    }
}

#[derive(Serialize)]
struct JoinView {
    head: Head,
    joined: bool,
    caution: Option<Caution>,
    form: Filled<JoinForm>,
}

/// GET /points-durs/{id}/moi-aussi
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, None)).await
}

fn page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<JoinForm>>) -> Result<Page, Refusal> {
    let (_, point) = visible(visit.db, &visit.viewer, thread_id(part)?)?;
    let me = policy::require(&visit.viewer, &Act::JoinPointDur(point.theme))?;
    if point.reporter == me {
        return Ok(Page::moved(point.address()));
    }
    let mine = followers::of(visit.db, point.id)?.into_iter().find(|one| one.member == me);
    let joined = mine.is_some();
    let form = form.unwrap_or_else(|| {
        let context = mine.map(|one| one.context).unwrap_or_default();
        Filled::with(JoinForm { context, ..JoinForm::default() })
    });
    let caution = Caution::of_refused(&form.problems, &[&form.typed.context]);
    let head = Head::of(visit, &point)?;
    Ok(Page::of("points_durs/join.html", &JoinView { head, joined, caution, form }))
}

/// POST /points-durs/{id}/moi-aussi
pub async fn join(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<JoinForm>(
        posted,
        move |acting, context| {
            let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
            acting.spend(&limits::MARKS)?;
            followers::join(acting.viewer, &point, context, acting.tx)?;
            Ok(Done::at(point.address()).saying("said-point-dur-joined"))
        },
        move |visit, form| page(visit, &again, Some(form)),
    )
    .await
}

/// POST /points-durs/{id}/moi-aussi/retrait
pub async fn leave(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
        acting.spend(&limits::MARKS)?;
        followers::leave(acting.viewer, &point, acting.tx)?;
        Ok(Done::at(point.address()).saying("said-point-dur-left"))
    })
    .await
}
