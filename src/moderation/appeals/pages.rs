//! Appealing against a decision; one appeal.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::super::store::Decision;
use super::super::{DecisionKind, LONGEST_REASON, Reason, decisions};
use super::{LONGEST, Outcome, Plea};
use crate::circles::people;
use crate::db::ids::{AppealId, DecisionId, MemberId, ThreadId};
use crate::refusal::{Problems, Refusal};
use crate::text::markdown::{self, Shown};
use crate::text::typography;
use crate::threads;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// An appeal as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PleaForm {
    text: String,
}

impl Fields for PleaForm {
    type Parsed = Plea;
    fn parse(&self) -> Result<Plea, Refusal> {
        Plea::parse(&self.text).map_err(|sentence| Problems::one("text", sentence))
    }
}

/// A decision as an appeal shows it.
#[derive(Serialize)]
struct DecisionView {
    id: DecisionId,
    kind: DecisionKind,
    reason: String,
    by: String,
    by_id: MemberId,
    when: When,
    theme: Option<String>,
    /// The title of its thread and its address, for those who see it.
    place: Option<(String, String)>,
    undone: bool,
}

fn decision_view(visit: &mut Visit<'_>, decision: &Decision) -> Result<DecisionView, Refusal> {
    let of: Vec<ThreadId> = decision.thread.into_iter().collect();
    let titles = decisions::places(visit.db, &visit.viewer, &of, &[])?.titles;
    let place = decision.thread.and_then(|thread| {
        titles.get(&thread).map(|title| (threads::titled(visit.sentences(), title), threads::address(thread, title)))
    });
    Ok(DecisionView {
        id: decision.id,
        kind: decision.kind,
        reason: decision.reason.clone(),
        by: format!("{} {}", decision.actor.1, decision.actor.2),
        by_id: decision.actor.0,
        when: visit.when(decision.at),
        theme: decision.theme.clone(),
        place,
        undone: decisions::is_undone(visit.db, decision.id)?,
    })
}

#[derive(Serialize)]
struct MakeView {
    decision: DecisionView,
    /// The appeal that was made already.
    made: Option<AppealId>,
    form: Filled<PleaForm>,
    longest: usize,
}

fn make_page(visit: &mut Visit<'_>, id: DecisionId, form: Filled<PleaForm>) -> Result<Page, Refusal> {
    let decision = super::appealable(visit.db, &visit.viewer, id)?;
    let made = super::against(visit.db, id)?.map(|appeal| appeal.id);
    let decision = decision_view(visit, &decision)?;
    Ok(Page::of("moderation/appeal_new.html", &MakeView { decision, made, form, longest: LONGEST }))
}

/// GET /decisions/{decision}/recours
pub async fn show_new(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| make_page(visit, id.parse()?, Filled::blank())).await
}

/// POST /decisions/{decision}/recours
pub async fn create(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<PleaForm>(
        posted,
        move |acting, plea| {
            super::make(acting.viewer, id.parse()?, plea, acting.tx)?;
            Ok(Done::at("/reglages/decisions").saying("said-appealed"))
        },
        move |visit, form| make_page(visit, again.parse()?, form),
    )
    .await
}

/// An answer as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    outcome: String,
    reason: String,
}

impl Fields for AnswerForm {
    type Parsed = (Outcome, Reason);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let outcome = problems.check("outcome", Outcome::parse(&self.outcome).ok_or("appeal-choose".into()));
        let reason = problems.check("reason", Reason::parse(&self.reason));
        problems.settle()?;
        outcome.zip(reason).ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

#[derive(Serialize)]
struct OneView {
    id: AppealId,
    name: String,
    member: MemberId,
    when: When,
    text: String,
    decision: DecisionView,
    /// What the decision took away, for those who answer.
    post: Option<Shown>,
    answered: Option<Answered>,
    may_answer: bool,
    form: Filled<AnswerForm>,
    longest: usize,
}

#[derive(Serialize)]
struct Answered {
    outcome: Outcome,
    reason: String,
    by: String,
    when: When,
}

fn page(visit: &mut Visit<'_>, id: AppealId, form: Filled<AnswerForm>) -> Result<Page, Refusal> {
    let (appeal, decision) = super::readable(visit.db, &visit.viewer, id)?;
    let may_answer = super::may_answer(&visit.viewer, &decision);
    let by: Vec<MemberId> = appeal.decided_by.into_iter().collect();
    let names = people::names(visit.db, &by)?;
    let answered = appeal.outcome.zip(appeal.decided_at).map(|(outcome, at)| Answered {
        outcome,
        reason: appeal.reason.clone().unwrap_or_default(),
        by: appeal.decided_by.and_then(|by| names.get(&by).cloned()).unwrap_or_default(),
        when: visit.when(at),
    });
    let post = if may_answer { text(visit, &decision)? } else { None };
    let view = OneView {
        id: appeal.id,
        name: format!("{} {}", appeal.name.0, appeal.name.1),
        member: appeal.member,
        when: visit.when(appeal.at),
        text: typography::spaces(&appeal.text),
        decision: decision_view(visit, &decision)?,
        post,
        may_answer: may_answer && appeal.outcome.is_none(),
        answered,
        form,
        longest: LONGEST_REASON,
    };
    Ok(Page::of("moderation/appeal.html", &view))
}

/// The text of the post a decision is about, for those who may read it, removed or not.
fn text(visit: &mut Visit<'_>, decision: &Decision) -> Result<Option<Shown>, Refusal> {
    let Some(post) = decision.post else { return Ok(None) };
    match threads::history::readable(visit.db, &visit.viewer, post) {
        Ok((_, post)) => {
            let html = markdown::render(&post.source).shown("m", visit.sentences());
            threads::links::shown(visit, html).map(Some)
        }
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// GET /recours/{appeal}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, id.parse()?, Filled::blank())).await
}

/// POST /recours/{appeal}
pub async fn answer(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<AnswerForm>(
        posted,
        move |acting, (outcome, reason)| {
            super::answer(acting.viewer, id.parse()?, (*outcome, reason), acting.tx)?;
            let said = match outcome {
                Outcome::Upheld => "said-appeal-upheld",
                Outcome::Overturned => "said-appeal-overturned",
            };
            Ok(Done::at(format!("/recours/{}", id.as_str())).saying(said))
        },
        move |visit, form| page(visit, again.parse()?, form),
    )
    .await
}
