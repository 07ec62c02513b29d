//! The register of bodies: who answers on what, for all; its lines, for those who keep it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::bodies::{self, Description, LONGEST_DELAY, LONGEST_NAME, LONGEST_SCOPE};
use super::{Body, BodyKind};
use crate::db::ids::BodyId;
use crate::members::pages::Choice;
use crate::members::{Email, regions};
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::typography;
use crate::web::{self, Acting, Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// A line of the register as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BodyForm {
    name: String,
    kind: String,
    region: String,
    contact: String,
    email: String,
    answers_on: String,
    delay_days: String,
}

impl BodyForm {
    fn of(body: &Body) -> Self {
        Self {
            name: body.name.clone(),
            kind: body.kind.word().into(),
            region: body.region.clone(),
            contact: body.contact.clone(),
            email: body.email.clone(),
            answers_on: body.answers_on.clone(),
            delay_days: body.delay_days.to_string(),
        }
    }
}

impl Fields for BodyForm {
    type Parsed = Description;
    fn parse(&self) -> Result<Description, Refusal> {
        let mut problems = Problems::default();
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = problems.check("name", web::field(&name, LONGEST_NAME));
        let kind = problems.check("kind", BodyKind::parse(&self.kind).ok_or("body-choose-kind".into()));
        let known = self.region.is_empty() || regions::by_slug(&self.region).is_some();
        let region = problems.check("region", known.then(|| self.region.clone()).ok_or("body-choose-region".into()));
        let contact = problems.check("contact", web::optional(&self.contact, LONGEST_NAME));
        let email = problems.check("email", email(&self.email));
        let answers_on = problems.check("answers_on", web::field(&self.answers_on, LONGEST_SCOPE));
        let days = self.delay_days.trim().parse().ok().filter(|days| (1..=LONGEST_DELAY).contains(days));
        let days = problems.check(
            "delay_days",
            days.ok_or_else(|| Sentence::new("body-delay-wrong").number("most", i64::from(LONGEST_DELAY))),
        );
        problems.settle()?;
        let (Some(name), Some(kind), Some(region), Some(contact), Some(email), Some(answers_on), Some(delay_days)) =
            (name, kind, region, contact, email, answers_on, days)
        else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        Ok(Description { name, kind, region, contact, email, answers_on, delay_days })
    }
}

/// An address, or nothing.
fn email(typed: &str) -> Result<String, Sentence> {
    if typed.trim().is_empty() {
        Ok(String::new())
    } else {
        Email::parse(typed).map(|email| email.address().to_owned())
    }
}

/// A line of the register.
#[derive(Serialize)]
struct Line {
    id: BodyId,
    name: String,
    kind: BodyKind,
    region: String,
    answers_on: String,
    delay_days: i32,
    archived: bool,
    written_to: bool,
    /// For those who refer, as what follows.
    refused: Option<When>,
    contact: String,
    email: String,
}

fn line(visit: &Visit<'_>, body: Body, may_write: bool) -> Line {
    Line {
        refused: body.refused_at.filter(|_| may_write).map(|at| visit.when(at)),
        id: body.id,
        written_to: body.is_written_to(),
        kind: body.kind,
        region: regions::name_of(&body.region),
        answers_on: typography::spaces(&body.answers_on),
        delay_days: body.delay_days,
        archived: body.archived_at.is_some(),
        contact: if may_write { body.contact } else { String::new() },
        email: if may_write { body.email } else { String::new() },
        name: typography::spaces(&body.name),
    }
}

#[derive(Serialize)]
struct RegisterView {
    lines: Vec<Line>,
    may_keep: bool,
    may_write: bool,
    may_count: bool,
    kinds: Vec<BodyKind>,
    regions: Vec<Choice>,
    action: &'static str,
    form: Filled<BodyForm>,
}

fn all_regions() -> Vec<Choice> {
    regions::all().iter().map(|region| Choice::new(&region.slug, &region.name)).collect()
}

fn register(visit: &mut Visit<'_>, form: Filled<BodyForm>) -> Result<Page, Refusal> {
    let may = |act: &Act<'_>| policy::allows(&visit.viewer, act);
    let (may_keep, may_write, may_count) = (may(&Act::KeepBodies), may(&Act::WriteToBodies), may(&Act::CountReferrals));
    let bodies = bodies::all(visit.db, may_keep)?;
    let view = RegisterView {
        lines: bodies.into_iter().map(|body| line(visit, body, may_write)).collect(),
        may_keep,
        may_write,
        may_count,
        kinds: BodyKind::ALL.to_vec(),
        regions: all_regions(),
        action: "/organismes",
        form,
    };
    Ok(Page::of("referrals/bodies.html", &view))
}

/// GET /organismes
pub async fn index(desk: Desk) -> HttpResponse {
    let typed =
        BodyForm { kind: BodyKind::NationalAgency.word().into(), delay_days: "30".into(), ..BodyForm::default() };
    desk.show(move |visit| register(visit, Filled::with(typed))).await
}

/// POST /organismes
pub async fn create(desk: Desk, posted: Posted) -> HttpResponse {
    let act = |acting: &mut Acting<'_, '_>, description: &Description| {
        bodies::add(acting.tx, acting.viewer, description)?;
        Ok(Done::at("/organismes").saying("said-body-kept"))
    };
    // Who may not keep the register is told so, whatever they typed.
    desk.submit(posted, act, |visit, form| {
        policy::require(&visit.viewer, &Act::KeepBodies)?;
        register(visit, form)
    })
    .await
}

#[derive(Serialize)]
struct BodyView {
    id: BodyId,
    name: String,
    archived: bool,
    /// When its server last refused a mail.
    refused: Option<When>,
    kinds: Vec<BodyKind>,
    regions: Vec<Choice>,
    action: String,
    form: Filled<BodyForm>,
}

fn page(visit: &mut Visit<'_>, id: &str, form: Option<Filled<BodyForm>>) -> Result<Page, Refusal> {
    let body = bodies::find(visit.db, id.parse()?)?;
    policy::require(&visit.viewer, &Act::KeepBodies)?;
    let view = BodyView {
        id: body.id,
        archived: body.archived_at.is_some(),
        refused: body.refused_at.map(|at| visit.when(at)),
        kinds: BodyKind::ALL.to_vec(),
        regions: all_regions(),
        action: format!("/organismes/{}", body.id),
        form: form.unwrap_or_else(|| Filled::with(BodyForm::of(&body))),
        name: typography::spaces(&body.name),
    };
    Ok(Page::of("referrals/body.html", &view))
}

/// GET /organismes/{id}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &id, None)).await
}

/// POST /organismes/{id}
pub async fn change(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    let again = id.clone();
    let act = move |acting: &mut Acting<'_, '_>, description: &Description| {
        bodies::change(acting.tx, acting.viewer, id.parse()?, description)?;
        Ok(Done::at("/organismes").saying("said-body-kept"))
    };
    desk.submit(posted, act, move |visit, form| page(visit, &again, Some(form))).await
}

/// POST /organismes/{id}/archive
pub async fn archive(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        bodies::archive(acting.tx, acting.viewer, id.parse()?, true)?;
        Ok(Done::at("/organismes").saying("said-body-archived"))
    })
    .await
}

/// POST /organismes/{id}/archive/retrait
pub async fn restore(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        bodies::archive(acting.tx, acting.viewer, id.parse()?, false)?;
        Ok(Done::at("/organismes").saying("said-body-kept"))
    })
    .await
}
