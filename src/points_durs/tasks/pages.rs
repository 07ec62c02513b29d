//! Giving a task and saying that it is done.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::views::TasksView;
use super::{LONGEST_TITLE, NewTask, finish, give, giving};
use crate::db::ids::{MemberId, ThreadId};
use crate::points_durs::visible;
use crate::policy;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::{self, Caution};
use crate::threads::pages::thread_id;
use crate::threads::titled;
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, field};

/// Something to do, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TaskForm {
    title: String,
    member: String,
    day: String,
    identifiers: String,
}

impl Fields for TaskForm {
    type Parsed = NewTask;
    fn parse(&self) -> Result<NewTask, Refusal> {
        let mut problems = Problems::default();
        let line = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = problems.check("title", field(&line, LONGEST_TITLE));
        let member = self.member.parse::<MemberId>();
        let member = problems.check("member", member.map_err(|_| Sentence::from("task-choose-person")));
        let due = match self.day.trim() {
            "" => Some(None),
            day => problems.check("day", day.parse::<Date>().map(Some).map_err(|_| Sentence::from("absence-day"))),
        };
        let answered = problems.check("identifiers", caution::answered(&[&self.title], &self.identifiers));
        problems.settle()?;
        let task = || Some(NewTask { title: title?, member: member?, due: due?, answered_for: answered? });
        task().ok_or_else(|| Problems::one("form", "form-malformed"))
    }
}

#[derive(Serialize)]
struct View {
    form: Filled<TaskForm>,
    work: Tasks,
    address: String,
    title: String,
    id: ThreadId,
    caution: Option<Caution>,
}

/// As the point dur's page names them.
#[derive(Serialize)]
struct Tasks {
    tasks: TasksView,
}

/// GET /points-durs/{id}/taches
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, thread_id(&part)?, Filled::blank())).await
}

fn page(visit: &mut Visit<'_>, id: ThreadId, form: Filled<TaskForm>) -> Result<Page, Refusal> {
    let (_, point) = visible(visit.db, &visit.viewer, id)?;
    policy::require(&visit.viewer, &giving(&point))?;
    let view = View {
        work: Tasks { tasks: TasksView::of(visit, &point)? },
        address: point.address(),
        title: titled(visit.sentences(), &point.title),
        id,
        caution: Caution::of_refused(&form.problems, &[&form.typed.title]),
        form,
    };
    Ok(Page::of("points_durs/tasks.html", &view))
}

/// POST /points-durs/{id}/taches
pub async fn create(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<TaskForm>(
        posted,
        move |acting, task| {
            let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
            give(acting.viewer, &point, task, acting.tx)?;
            Ok(Done::at(format!("{}#taches", point.address())).saying("said-task-given"))
        },
        move |visit, form| page(visit, thread_id(&again)?, form),
    )
    .await
}

/// POST /points-durs/{id}/taches/{task}/fait
pub async fn put_done(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    settle(desk, parts, posted, true).await
}

/// POST /points-durs/{id}/taches/{task}/fait/retrait
pub async fn take_done(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    settle(desk, parts, posted, false).await
}

async fn settle(desk: Desk, parts: Path<(String, String)>, posted: Posted, done: bool) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&parts.0)?)?;
        finish(acting.viewer, &point, parts.1.parse()?, done, acting.tx)?;
        Ok(Done::at(format!("{}#taches", point.address())))
    })
    .await
}
