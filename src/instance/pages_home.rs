//! `/administration`: the first steps, then the administration's home.

use actix_web::HttpResponse;
use serde::Serialize;

use super::first_steps::{self, Step, StepName};
use crate::jobs;
use crate::mail::outbox;
use crate::members::{Headcount, headcount};
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::themes::administration::{Coverage, coverage};
use crate::web::{Button, Desk, Done, Page, Posted, Visit, When};

#[derive(Serialize)]
struct View {
    /// The first steps are over.
    set_up: bool,
    steps: Vec<StepView>,
    done: usize,
    people: Headcount,
    themes: Coverage,
    mail: MailView,
    jobs: Vec<JobView>,
}

#[derive(Serialize)]
struct StepView {
    name: StepName,
    /// `done`, `now` for the first one to do, `later`.
    state: &'static str,
    count: i64,
    address: &'static str,
}

#[derive(Serialize)]
struct MailView {
    waiting: i64,
    sent: i64,
    dead: i64,
    /// Minutes the oldest has been waiting.
    oldest: i64,
}

#[derive(Serialize)]
struct JobView {
    name: &'static str,
    last: Option<When>,
    count: i64,
    late: bool,
}

/// GET /administration
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        let steps = first_steps::steps(visit.db)?;
        let view = View {
            set_up: super::identity(visit.db)?.set_up_at.is_some(),
            done: steps.iter().filter(|step| step.done).count(),
            steps: in_order(&steps),
            people: headcount(visit.db)?,
            themes: coverage(visit.db)?,
            mail: mail(visit)?,
            jobs: runs(visit)?,
        };
        Ok(Page::of("instance/home.html", &view))
    })
    .await
}

fn in_order(steps: &[Step]) -> Vec<StepView> {
    let first_to_do = steps.iter().position(|step| !step.done);
    let state = |at: usize, step: &Step| match step.done {
        true => "done",
        false if first_to_do == Some(at) => "now",
        false => "later",
    };
    let view = |(at, step): (usize, &Step)| StepView {
        name: step.name,
        state: state(at, step),
        count: step.count,
        address: step.name.address(),
    };
    steps.iter().enumerate().map(view).collect()
}

fn mail(visit: &mut Visit<'_>) -> Result<MailView, Refusal> {
    let (by_state, oldest) = outbox::figures(visit.db, visit.now)?;
    let count = |states: &[&str]| {
        by_state.iter().filter(|(state, _)| states.contains(&state.as_str())).map(|(_, count)| count).sum()
    };
    Ok(MailView {
        waiting: count(&["pending", "claimed", "sending", "unknown"]),
        sent: count(&["sent"]),
        dead: count(&["dead"]),
        oldest: oldest / 60,
    })
}

fn runs(visit: &mut Visit<'_>) -> Result<Vec<JobView>, Refusal> {
    let runs = jobs::last_runs(visit.db, visit.now)?;
    Ok(runs
        .into_iter()
        .map(|run| JobView {
            name: run.name,
            last: run.last_done_at.map(|moment| visit.when(moment)),
            count: run.last_count,
            late: run.late,
        })
        .collect())
}

/// POST /administration/premiers-pas
pub async fn end_first_steps(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        super::end_first_steps(acting.tx, acting.viewer)?;
        Ok(Done::at("/administration").saying("said-first-steps-ended"))
    })
    .await
}
