//! Taking a step: one small form each, that says the version its author saw.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::cross::LONGEST_REASON;
use super::machine::{Asks, Edge, Object, Severity};
use super::views::{Head, may_take};
use super::{By, Crossing, PointDur, cross, desk, steps, visible};
use crate::circles::people;
use crate::db::ids::{MemberId, PointDurId, SubtopicId, from_base32};
use crate::refusal::{Problems, Refusal};
use crate::text::caution::{self, Caution};
use crate::threads::pages::thread_id;
use crate::threads::{Body, writing};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, optional};
use crate::{limits, themes};

/// What a step asks for, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct StepForm {
    version: String,
    reason: String,
    severity: String,
    subtopic: String,
    expert: String,
    other: String,
    body: String,
    identifiers: String,
    act: String,
}

/// What a step asks for, read; which of it is needed, the step says.
pub struct ParsedStep {
    version: i32,
    reason: String,
    severity: Option<Severity>,
    subtopic: String,
    expert: Option<MemberId>,
    other: Option<PointDurId>,
    body: Option<Body>,
}

impl Fields for StepForm {
    type Parsed = ParsedStep;
    fn parse(&self) -> Result<ParsedStep, Refusal> {
        let mut problems = Problems::default();
        let reason = problems.check("reason", optional(&self.reason, LONGEST_REASON));
        let other = problems.check("other", steps::number(&self.other)).flatten();
        let body = match self.body.trim() {
            "" => None,
            _ => problems.check("body", Body::parse(&self.body)),
        };
        problems.settle()?;
        caution::answered(&[&self.reason, &self.body], &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        Ok(ParsedStep {
            version: self.version.parse().unwrap_or(-1),
            reason: reason.unwrap_or_default(),
            severity: Severity::parse(&self.severity),
            subtopic: self.subtopic.clone(),
            expert: from_base32(&self.expert).map(MemberId),
            other,
            body: body.map(|body| body.answered_for_with(&self.identifiers)),
        })
    }
}

type Address = Path<(String, String)>;

/// GET /points-durs/{id}/{edge}
pub async fn show(desk: Desk, address: Address) -> HttpResponse {
    desk.show(move |visit| page(visit, &address, None)).await
}

/// POST /points-durs/{id}/{edge}
pub async fn take(desk: Desk, address: Address, posted: Posted) -> HttpResponse {
    let address = address.into_inner();
    let again = address.clone();
    let page = move |visit: &mut Visit<'_>, form| page(visit, &again, Some(form));
    if posted.value("act") == "preview" {
        return desk.preview::<StepForm>(posted, |form| writing::preview("body", &form.body), page).await;
    }
    desk.submit::<StepForm>(posted, move |acting, step| taken(acting, &address, step), page).await
}

fn taken(acting: &mut Acting<'_, '_>, (part, edge): &(String, String), step: &ParsedStep) -> Result<Done, Refusal> {
    let edge = Edge::at(edge).ok_or(Refusal::NotFound)?;
    let (thread, point) = visible(acting.tx.db(), acting.viewer, thread_id(part)?)?;
    acting.spend(&limits::MARKS)?;
    let crossing = Crossing {
        edge,
        version: step.version,
        reason: &step.reason,
        object: match edge.rule().asks.object {
            Object::Expert => step.expert.map(|expert| expert.0),
            Object::PointDur => step.other.map(|other| other.0),
            Object::Nothing | Object::Post | Object::Sheet | Object::Referral => None,
        },
        severity: step.severity,
    };
    let viewer = acting.viewer;
    let outcome = match (edge, &step.body) {
        (Edge::Propose, Some(body)) => {
            acting.spend(&limits::POSTS_A_MINUTE)?;
            acting.spend(&limits::POSTS_AN_HOUR)?;
            steps::propose(viewer, (&thread, &point), &crossing, body, acting.tx)
        }
        (Edge::Qualify, _) => {
            let subtopic = subtopic_of(acting, &point, &step.subtopic)?;
            steps::qualify(viewer, &point, &crossing, subtopic, acting.tx)
        }
        _ => cross(acting.tx, By::Member(viewer), point.id, &crossing).map(drop),
    };
    steps::as_seen(outcome)?;
    Ok(Done::at(point.address()).saying("said-point-dur-step"))
}

fn subtopic_of(acting: &mut Acting<'_, '_>, point: &PointDur, slug: &str) -> Result<Option<SubtopicId>, Refusal> {
    if slug.is_empty() {
        return Ok(None);
    }
    let known = themes::subtopics_of(acting.tx.db(), &[point.theme])?;
    let found = known.iter().find(|subtopic| subtopic.slug == slug).map(|subtopic| subtopic.id);
    found.map(Some).ok_or_else(|| Problems::one("subtopic", "thread-choose-subtopic"))
}

#[derive(Serialize)]
struct StepView {
    head: Head,
    edge: Edge,
    action: String,
    /// Whether it may still be taken; else what was typed is shown, to be copied.
    open: bool,
    /// Others were quicker.
    overtaken: bool,
    asks_reason: bool,
    /// Words are welcome, not needed.
    takes_reason: bool,
    asks_severity: bool,
    severities: Vec<Severity>,
    subtopics: Vec<(String, String)>,
    /// The experts one may choose, for a step that asks for one.
    experts: Option<Vec<(MemberId, String)>>,
    asks_other: bool,
    asks_body: bool,
    caution: Option<Caution>,
    form: Filled<StepForm>,
}

fn page(
    visit: &mut Visit<'_>,
    (part, edge): &(String, String),
    form: Option<Filled<StepForm>>,
) -> Result<Page, Refusal> {
    let edge = Edge::at(edge).ok_or(Refusal::NotFound)?;
    let (thread, point) = visible(visit.db, &visit.viewer, thread_id(part)?)?;
    let open = may_take(visit, &point, edge)? && !thread.archived;
    let Asks { reason, severity, object } = edge.rule().asks;
    let form = match form {
        Some(form) => form,
        // Nothing to take here any more: the point dur says where it stands.
        None if !open => return Ok(Page::moved(point.address())),
        None => Filled::with(starting(&point)),
    };
    let overtaken = form.problems.iter().any(|problem| problem.field == "version");
    let mut form = crate::threads::links::previewed(visit, form)?;
    if overtaken {
        form.typed.version = point.version.to_string();
    }
    let subtopics = if severity { themes::subtopics_of(visit.db, &[point.theme])? } else { Vec::new() };
    let view = StepView {
        edge,
        action: format!("/points-durs/{}/{}", point.id, edge.address().unwrap_or_default()),
        open,
        overtaken,
        asks_reason: reason,
        takes_reason: matches!(edge, Edge::Confirm | Edge::Withdraw | Edge::HandOver | Edge::TakeUp),
        asks_severity: severity,
        severities: Severity::ALL.to_vec(),
        subtopics: subtopics.into_iter().map(|one| (one.slug, one.name)).collect(),
        experts: if object == Object::Expert { Some(experts(visit, &point)?) } else { None },
        asks_other: object == Object::PointDur,
        asks_body: object == Object::Post,
        caution: Caution::of_refused(&form.problems, &[&form.typed.reason, &form.typed.body]),
        head: Head::of(visit, &point)?,
        form,
    };
    Ok(Page::of("points_durs/step.html", &view))
}

fn starting(point: &PointDur) -> StepForm {
    StepForm {
        version: point.version.to_string(),
        severity: point.severity.map(|severity| severity.word().to_owned()).unwrap_or_default(),
        ..StepForm::default()
    }
}

/// The experts and animators of the theme but who leads, by name.
fn experts(visit: &mut Visit<'_>, point: &PointDur) -> Result<Vec<(MemberId, String)>, Refusal> {
    let able = desk(visit.db, point.theme, visit.now)?;
    let names = people::names(visit.db, &able)?;
    let mut experts: Vec<(MemberId, String)> =
        names.into_iter().filter(|(member, _)| Some(*member) != point.lead).collect();
    experts.sort_by_key(|(_, name)| crate::text::fold(name));
    Ok(experts)
}
