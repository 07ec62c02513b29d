//! What is to be done for a point dur: a line, a person, perhaps a day. Everyone who reads the point dur reads it.

pub mod pages;
mod store;
pub mod views;

use jiff::civil::Date;

use super::PointDur;
use super::machine::State;
use crate::absences::{self, Place};
use crate::circles::people;
use crate::db::ids::{MemberId, TaskId};
use crate::db::{Database, Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind as Notice, Tiding};
use crate::policy::{self, Act, Ground, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::text::fold;
pub use store::{Mine, Task, of, open_of};

/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// Tasks of one point dur at most.
const MOST: usize = 100;
/// Tasks reminded in one run at most.
const BATCH: i64 = 500;

/// Something to do, as asked for.
#[derive(Clone, Debug)]
pub struct NewTask {
    /// What.
    pub title: String,
    /// Who.
    pub member: MemberId,
    /// By when.
    pub due: Option<Date>,
    /// Whether its author answered for what looks like a patient's identifier in it.
    pub answered_for: bool,
}

/// Whether something may still be asked for.
pub fn takes_tasks(state: State) -> bool {
    !matches!(state, State::Duplicate | State::Declined | State::Lapsed | State::Withdrawn)
}

/// What giving a task takes.
pub fn giving(point: &PointDur) -> Act<'static> {
    Act::DispatchPointDur(Ground { theme: point.theme, audience: point.audience })
}

/// What finishing a task takes.
pub fn finishing(point: &PointDur, member: MemberId) -> Act<'static> {
    Act::FinishTask { ground: Ground { theme: point.theme, audience: point.audience }, member }
}

/// Who may be given a task: the experts and animators of the theme, those who help, and the reporter unless they stay
/// unknown. By name.
///
/// # Errors
/// What the database says.
pub fn hands(db: &mut Db, point: &PointDur, now: Moment) -> Result<Vec<(MemberId, String)>, Refusal> {
    let found = people::inner_circle(db, &[point.theme], now)?;
    let mut ids: Vec<MemberId> = found.iter().filter_map(|viewer| viewer.member).collect();
    ids.extend(super::helpers(db, point.id)?);
    ids.extend((!point.anonymous).then_some(point.reporter));
    ids.sort_unstable();
    ids.dedup();
    let mut named: Vec<(MemberId, String)> = people::names(db, &ids)?.into_iter().collect();
    named.sort_by_cached_key(|(id, name)| (fold(name), *id));
    Ok(named)
}

/// Gives somebody something to do; they are told.
///
/// # Errors
/// `Refusal::Forbidden` for others than experts and animators, `Refusal::Conflict` once it is over, `Refusal::Invalid`
/// for somebody who is no part of it.
pub fn give(viewer: &Viewer, point: &PointDur, new: &NewTask, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require(viewer, &giving(point))?;
    if !takes_tasks(point.state) {
        return Err(Refusal::Conflict("point-dur-tasks-over"));
    }
    if store::of(tx.db(), point.id)?.len() >= MOST {
        return Err(Problems::one("title", "tasks-too-many"));
    }
    let now = tx.now();
    if !hands(tx.db(), point, now)?.iter().any(|(id, _)| *id == new.member) {
        return Err(Problems::one("member", "task-unknown-person"));
    }
    let id = TaskId(tx.id());
    store::insert(tx, id, point.id, me, new)?;
    record(tx, me, "task.given", point, id)?;
    if new.answered_for {
        record(tx, me, "identifier.answered", point, id)?;
    }
    notices::tell(tx, new.member, &Tiding { actor: Some(me), ..tiding(point, "task", id) })
}

/// Says that a task is done, or is not after all.
///
/// # Errors
/// `Refusal::NotFound` when it is none of this point dur, `Refusal::Forbidden` for others than whose it is and the
/// experts.
pub fn finish(viewer: &Viewer, point: &PointDur, id: TaskId, done: bool, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let task = store::of(tx.db(), point.id)?.into_iter().find(|task| task.id == id).ok_or(Refusal::NotFound)?;
    let me = policy::require(viewer, &finishing(point, task.member))?;
    if store::finish(tx, id, me, done)? {
        record(tx, me, if done { "task.done" } else { "task.undone" }, point, id)?;
        if done {
            notices::tell(
                tx,
                task.made_by,
                &Tiding { kind: Notice::PointDur, actor: Some(me), ..tiding(point, "task-done", id) },
            )?;
        }
    }
    Ok(())
}

/// Reminds whose task is due, on the day it is where they live; once each. Says how many were.
///
/// # Errors
/// What the database says.
pub fn remind(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let due = database.read_here(|db| {
        let soon = now.plus_seconds(14 * 3_600).instant().to_zoned(jiff::tz::TimeZone::UTC).date();
        let candidates = store::due_by(db, soon, BATCH)?;
        let members: Vec<MemberId> = candidates.iter().map(|task| task.member).collect();
        let places = absences::places(db, &members)?;
        let today = |member: MemberId| places.get(&member).map(|place: &Place| place.today(now));
        Ok(candidates
            .into_iter()
            .filter(|task| today(task.member).is_some_and(|day| task.due <= day))
            .collect::<Vec<_>>())
    })?;
    if due.is_empty() {
        return Ok(0);
    }
    database.write_here(|tx| {
        let ids: Vec<TaskId> = due.iter().map(|task| task.id).collect();
        let reminded = store::mark_reminded(tx, &ids)?;
        let tidings: Vec<_> = due.iter().map(|task| (task.member, task.reminder())).collect();
        notices::tell_all(tx, &tidings)?;
        Ok(i64::try_from(reminded).unwrap_or(i64::MAX))
    })
}

impl store::Due {
    fn reminder(&self) -> Tiding<'static> {
        Tiding {
            kind: Notice::Assignment,
            about: "task-due",
            subject: self.id.0,
            theme: Some(self.theme),
            thread: Some(self.thread),
            post: None,
            actor: None,
            has_letter: false,
        }
    }
}

fn tiding(point: &PointDur, about: &'static str, id: TaskId) -> Tiding<'static> {
    Tiding {
        kind: Notice::Assignment,
        about,
        subject: id.0,
        theme: Some(point.theme),
        thread: Some(point.thread()),
        post: None,
        actor: None,
        has_letter: false,
    }
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, point: &PointDur, id: TaskId) -> Result<(), Refusal> {
    let fact =
        Fact { actor: Some(actor), act, theme: Some(point.theme), subject: "task", subject_id: id.0, detail: "" };
    journal::record(tx, &fact)
}
