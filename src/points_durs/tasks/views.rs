//! Tasks as a point dur's page shows them.

use serde::Serialize;

use super::{LONGEST_TITLE, finishing, giving, hands, of, takes_tasks};
use crate::absences::{self, Place};
use crate::db::ids::TaskId;
use crate::points_durs::PointDur;
use crate::policy;
use crate::refusal::Refusal;
use crate::web::{Visit, civil_date};

/// The tasks of a point dur.
#[derive(Clone, Debug, Serialize)]
pub struct TasksView {
    /// All of them, what is done last.
    pub lines: Vec<TaskLine>,
    /// Who may be given one; empty for who may give none.
    pub hands: Vec<Hand>,
    /// Longest title.
    pub longest: usize,
}

/// Something to do.
#[derive(Clone, Debug, Serialize)]
pub struct TaskLine {
    id: TaskId,
    title: String,
    name: String,
    due: Option<String>,
    late: bool,
    done: bool,
    may_finish: bool,
}

/// Somebody who may be given a task.
#[derive(Clone, Debug, Serialize)]
pub struct Hand {
    /// Their id.
    pub value: String,
    /// Their name.
    pub label: String,
}

impl TasksView {
    /// The tasks of a visible point dur.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, point: &PointDur) -> Result<Self, Refusal> {
        let mut tasks = of(visit.db, point.id)?;
        tasks.sort_by_key(|task| (task.done_at.is_some(), task.due.is_none(), task.due, task.id));
        let me = visit.viewer.member.unwrap_or(crate::db::ids::MemberId(-1));
        let here = absences::places(visit.db, &[me])?.remove(&me).unwrap_or_else(Place::paris).today(visit.now);
        let may_give = takes_tasks(point.state) && policy::allows(&visit.viewer, &giving(point));
        let people = if may_give { hands(visit.db, point, visit.now)? } else { Vec::new() };
        let line = |task: super::Task| TaskLine {
            id: task.id,
            title: task.title,
            name: format!("{} {}", task.name.0, task.name.1),
            due: task.due.map(|day| civil_date(day, visit.sentences())),
            late: task.done_at.is_none() && task.due.is_some_and(|day| day < here),
            done: task.done_at.is_some(),
            may_finish: policy::allows(&visit.viewer, &finishing(point, task.member)),
        };
        Ok(Self {
            lines: tasks.into_iter().map(line).collect(),
            hands: people.into_iter().map(|(id, label)| Hand { value: id.to_string(), label }).collect(),
            longest: LONGEST_TITLE,
        })
    }
}
