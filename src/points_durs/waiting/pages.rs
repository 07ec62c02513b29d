//! What waits for the reader.

use actix_web::HttpResponse;
use serde::Serialize;

use super::{Waiting, board};
use crate::db::ids::{PointDurId, TaskId, ThreadId};
use crate::points_durs::address;
use crate::points_durs::calls::Alarm;
use crate::points_durs::deadlines::Standing;
use crate::points_durs::machine::{Severity, State};
use crate::points_durs::tasks;
use crate::points_durs::views_pace::DeadlineView;
use crate::refusal::Refusal;
use crate::threads::titled;
use crate::web::{Desk, Page, Visit, When, civil_date};

#[derive(Serialize)]
struct View {
    alarms: Vec<RowView>,
    calls: Vec<RowView>,
    free: Vec<RowView>,
    led: Vec<RowView>,
    tasks: Vec<TaskView>,
    /// Whether the reader is an expert or an animator somewhere.
    inner: bool,
    nothing: bool,
}

#[derive(Serialize)]
struct RowView {
    id: PointDurId,
    address: String,
    title: String,
    theme: String,
    subtopic: String,
    state: State,
    since: When,
    severity: Option<Severity>,
    late: Option<Standing>,
    deadlines: Vec<DeadlineView>,
    mine: bool,
    alarm: Option<Alarm>,
    called: Option<When>,
    silent: bool,
}

#[derive(Serialize)]
struct TaskView {
    id: TaskId,
    title: String,
    due: Option<String>,
    address: String,
    point: String,
    thread: ThreadId,
}

/// GET /points-durs/attente
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(page).await
}

fn page(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let board = board(visit.db, &visit.viewer, &visit.app.points_durs, visit.now)?;
    let rows = |of: Vec<Waiting>| of.into_iter().map(|one| RowView::of(visit, one)).collect::<Vec<_>>();
    let (alarms, calls, free, led) = (rows(board.alarms), rows(board.calls), rows(board.free), rows(board.led));
    let tasks: Vec<TaskView> = board.tasks.into_iter().map(|task| TaskView::of(visit, task)).collect();
    let nothing = calls.is_empty() && free.is_empty() && led.is_empty() && tasks.is_empty();
    Ok(Page::of("points_durs/waiting.html", &View { alarms, calls, free, led, tasks, inner: board.inner, nothing }))
}

impl RowView {
    fn of(visit: &Visit<'_>, one: Waiting) -> Self {
        let row = one.row;
        let pressing =
            |line: &DeadlineView| matches!(line.standing, Standing::Soon | Standing::Late | Standing::Running);
        Self {
            id: row.id,
            address: address(ThreadId(row.id.0), &row.title),
            title: titled(visit.sentences(), &row.title),
            theme: row.theme_name,
            subtopic: row.subtopic.map(|(_, name)| name).unwrap_or_default(),
            state: row.state,
            since: visit.when(row.since),
            severity: row.severity,
            late: one.pace.worst(),
            deadlines: DeadlineView::of(visit, &one.pace).into_iter().filter(pressing).collect(),
            mine: one.mine,
            alarm: one.alarm,
            called: one.called_at.map(|at| visit.when(at)),
            silent: one.silent,
        }
    }
}

impl TaskView {
    fn of(visit: &Visit<'_>, task: tasks::Mine) -> Self {
        let (thread, title) = task.thread;
        Self {
            id: task.id,
            title: task.title,
            due: task.due.map(|day| civil_date(day, visit.sentences())),
            address: address(thread, &title),
            point: titled(visit.sentences(), &title),
            thread,
        }
    }
}
