//! Calling experts of a point dur, and answering a call.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::candidates::{Subject, candidates};
use super::views::CandidateView;
use super::{Answer, LONGEST_REASON, Reply, answer, dispatch, dispatching, of, subtopic_of, takes_calls};
use crate::db::ids::{MemberId, ThreadId, from_base32};
use crate::points_durs::machine::State;
use crate::points_durs::{PointDur, visible};
use crate::policy;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::{self, Caution};
use crate::threads::pages::thread_id;
use crate::threads::titled;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, field};

/// Experts to call, as ticked: an `expert-…` each.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct CallForm(BTreeMap<String, String>);

impl CallForm {
    fn experts(&self) -> Vec<MemberId> {
        let id = |name: &String| name.strip_prefix("expert-").and_then(from_base32).map(MemberId);
        self.0.keys().filter_map(id).collect()
    }
}

impl Fields for CallForm {
    type Parsed = Vec<MemberId>;
    fn parse(&self) -> Result<Vec<MemberId>, Refusal> {
        let experts = self.experts();
        if experts.len() != self.0.len() {
            return Err(Problems::one("form", "form-malformed"));
        }
        if experts.is_empty() { Err(Problems::one("experts", "calls-choose")) } else { Ok(experts) }
    }
}

/// An answer, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    answer: String,
    reason: String,
    until: String,
    version: String,
    identifiers: String,
}

impl Fields for AnswerForm {
    type Parsed = Reply;
    fn parse(&self) -> Result<Reply, Refusal> {
        match Answer::parse(&self.answer) {
            Some(Answer::TakesUp) => {
                let version = self.version.parse().map_err(|_| Problems::one("form", "form-malformed"))?;
                Ok(Reply::TakesUp(version))
            }
            Some(Answer::Advises) => Ok(Reply::Advises),
            Some(Answer::Declines) => {
                let reason = field(&self.reason, LONGEST_REASON).map_err(|said| Problems::one("reason", said))?;
                let answered_for = caution::answered(&[&reason], &self.identifiers);
                let answered_for = answered_for.map_err(|said| Problems::one("identifiers", said))?;
                Ok(Reply::Declines { reason, answered_for })
            }
            Some(Answer::Absent) => {
                let until = self.until.trim().parse::<Date>();
                until.map(Reply::Absent).map_err(|_| Problems::one("until", "absence-day"))
            }
            None => Err(Problems::one("answer", "call-choose-answer")),
        }
    }
}

#[derive(Serialize)]
struct CallView {
    form: Filled<CallForm>,
    address: String,
    title: String,
    id: ThreadId,
    candidates: Vec<CandidateView>,
    over: bool,
}

/// GET /points-durs/{id}/appels
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, thread_id(&part)?, Filled::blank())).await
}

fn page(visit: &mut Visit<'_>, id: ThreadId, form: Filled<CallForm>) -> Result<Page, Refusal> {
    let (_, point) = visible(visit.db, &visit.viewer, id)?;
    policy::require(&visit.viewer, &dispatching(&point))?;
    let calls = of(visit.db, point.id)?;
    let subtopic = subtopic_of(visit.db, &point)?;
    let words = [point.title.as_str(), point.circumstances.tools.as_str()];
    let subject = Subject {
        theme: point.theme,
        subtopic: subtopic.as_ref().map(|(id, name)| (*id, name.as_str())),
        words: &words,
    };
    let found = candidates(visit.db, &visit.viewer, &subject, (point.lead, &calls), visit.now)?;
    let mut views: Vec<CandidateView> = found.into_iter().map(|one| CandidateView::of(visit, one)).collect();
    if !form.problems.is_empty() {
        let ticked = form.typed.experts();
        views.iter_mut().for_each(|one| one.chosen = ticked.contains(&one.id));
    }
    let view = CallView {
        form,
        address: point.address(),
        title: titled(visit.sentences(), &point.title),
        id,
        candidates: views,
        over: !takes_calls(point.state),
    };
    Ok(Page::of("points_durs/calls.html", &view))
}

/// POST /points-durs/{id}/appels
pub async fn call(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<CallForm>(
        posted,
        move |acting, experts| {
            let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
            dispatch(acting.viewer, &point, experts, acting.tx)?;
            Ok(Done::at(point.address()).saying("said-experts-called"))
        },
        move |visit, form| page(visit, thread_id(&again)?, form),
    )
    .await
}

#[derive(Serialize)]
struct AnswerView {
    form: Filled<AnswerForm>,
    address: String,
    title: String,
    id: ThreadId,
    /// The answers that make sense now.
    answers: Vec<Answer>,
    /// Whether it must be qualified before it is taken up.
    unqualified: bool,
    caution: Option<Caution>,
}

/// GET /points-durs/{id}/appels/reponse
pub async fn show_answer(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| answer_page(visit, thread_id(&part)?, None)).await
}

fn answer_page(visit: &mut Visit<'_>, id: ThreadId, form: Option<Filled<AnswerForm>>) -> Result<Page, Refusal> {
    let (_, point) = visible(visit.db, &visit.viewer, id)?;
    let me = policy::require_or_hide(&visit.viewer, &dispatching(&point))?;
    let calls = of(visit.db, point.id)?;
    if !calls.iter().any(|call| call.expert == me) {
        return Err(Refusal::NotFound);
    }
    let fresh = AnswerForm { version: point.version.to_string(), ..AnswerForm::default() };
    let answers = answers(&point);
    let form = form.unwrap_or_else(|| Filled::with(fresh));
    let view = AnswerView {
        caution: Caution::of_refused(&form.problems, &[&form.typed.reason]),
        form,
        address: point.address(),
        title: titled(visit.sentences(), &point.title),
        id,
        unqualified: !answers.contains(&Answer::TakesUp) && point.lead.is_none(),
        answers,
    };
    Ok(Page::of("points_durs/call_answer.html", &view))
}

/// What may be answered where a point dur stands: nobody takes up what somebody leads or what is not qualified.
fn answers(point: &PointDur) -> Vec<Answer> {
    let free = matches!(point.state, State::Qualified | State::Reopened) && point.severity.is_some();
    Answer::ALL.iter().copied().filter(|answer| *answer != Answer::TakesUp || free).collect()
}

/// POST /points-durs/{id}/appels/reponse
pub async fn reply(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<AnswerForm>(
        posted,
        move |acting, reply| {
            let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
            answer(acting.viewer, &point, reply, acting.tx)?;
            Ok(Done::at(point.address()).saying("said-call-answered"))
        },
        move |visit, form| answer_page(visit, thread_id(&again)?, Some(form)),
    )
    .await
}
