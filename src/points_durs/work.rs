//! What is done for a point dur, on its page: deadlines, calls, tasks, attempts, the question where it stands.

use serde::Serialize;

use super::attempts::views::AttemptsView;
use super::calls::views::CallsView;
use super::tasks::views::TasksView;
use super::views_pace::DeadlineView;
use super::{PointDur, pace, silence};
use crate::refusal::Refusal;
use crate::web::Visit;

/// The parts of a point dur's page that `points_durs/work.html` shows, under the name `work`.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// When a first answer and a solution are due.
    pub deadlines: Vec<DeadlineView>,
    /// Who was called: for experts and animators.
    pub calls: Option<CallsView>,
    /// What is to be done.
    pub tasks: TasksView,
    /// What became of the solution where it was tried.
    pub attempts: AttemptsView,
    /// Whether the reader reported it and may ask where it stands.
    pub may_ask: bool,
}

impl WorkView {
    /// The parts of a visible point dur.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, point: &PointDur) -> Result<Self, Refusal> {
        let (app, now) = (visit.app, visit.now);
        let paces = pace::of_all(visit.db, &app.points_durs, &[(point.id, point.severity)], now)?;
        let pace = paces.get(&point.id).copied().unwrap_or_default();
        Ok(Self {
            deadlines: DeadlineView::of(visit, &pace),
            calls: CallsView::of(visit, point)?,
            tasks: TasksView::of(visit, point)?,
            attempts: AttemptsView::of(visit, point)?,
            may_ask: silence::may_ask(visit.db, &visit.viewer, point, &app.points_durs, now)?,
        })
    }
}
