//! The page of a point dur, and what its reporter tells of it later.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::pages_report::Circumstantial;
use super::views::Head;
use super::{Circumstances, complete, visible};
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::text::caution::{self, Caution};
use crate::threads::pages::{opened, thread_id};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit};

/// GET /points-durs/{id}-{slug}
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| opened(visit, &part, "/points-durs/")).await
}

/// The circumstances, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CircumstancesForm {
    begun: String,
    tried: String,
    reach: String,
    safety: String,
    organisation: String,
    cost: String,
    compliance: String,
    size: String,
    tools: String,
    identifiers: String,
}

impl CircumstancesForm {
    fn circumstantial(&self) -> Circumstantial<'_> {
        Circumstantial {
            begun: &self.begun,
            tried: &self.tried,
            reach: &self.reach,
            impacts: [&self.safety, &self.organisation, &self.cost, &self.compliance],
            size: &self.size,
            tools: &self.tools,
        }
    }

    fn of(told: &Circumstances) -> Self {
        use super::machine::Impact;
        let checked = |impact: Impact| if told.impacts.contains(&impact) { "1".to_owned() } else { String::new() };
        Self {
            begun: told.begun.clone(),
            tried: told.tried.clone(),
            reach: told.reach.map(|reach| reach.word().to_owned()).unwrap_or_default(),
            safety: checked(Impact::Safety),
            organisation: checked(Impact::Organisation),
            cost: checked(Impact::Cost),
            compliance: checked(Impact::Compliance),
            size: told.size.clone(),
            tools: told.tools.clone(),
            identifiers: String::new(),
        }
    }
}

impl Fields for CircumstancesForm {
    type Parsed = Circumstances;
    fn parse(&self) -> Result<Circumstances, Refusal> {
        let words = self.circumstantial();
        caution::answered(&words.texts(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        words.parse()
    }
}

#[derive(Serialize)]
struct CompleteView {
    head: Head,
    form: Filled<CircumstancesForm>,
    reaches: Vec<super::machine::Reach>,
    caution: Option<Caution>,
}

/// GET /points-durs/{id}/complements
pub async fn show_complete(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| complete_page(visit, &part, None)).await
}

fn complete_page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<CircumstancesForm>>) -> Result<Page, Refusal> {
    let (_, point) = visible(visit.db, &visit.viewer, thread_id(part)?)?;
    policy::require(&visit.viewer, &Act::CompletePointDur(point.reporter))?;
    let form = form.unwrap_or_else(|| Filled::with(CircumstancesForm::of(&point.circumstances)));
    let caution = Caution::of_refused(&form.problems, &form.typed.circumstantial().texts());
    let head = Head::of(visit, &point)?;
    let reaches = super::machine::Reach::ALL.to_vec();
    Ok(Page::of("points_durs/complete.html", &CompleteView { head, form, reaches, caution }))
}

/// POST /points-durs/{id}/complements
pub async fn tell_more(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<CircumstancesForm>(
        posted,
        move |acting: &mut Acting<'_, '_>, told: &Circumstances| {
            let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
            complete(acting.viewer, &point, told, acting.tx)?;
            Ok(Done::at(point.address()).saying("said-point-dur-completed"))
        },
        move |visit, form| complete_page(visit, &again, Some(form)),
    )
    .await
}
