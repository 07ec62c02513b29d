//! How the deadlines of several points durs stand: their steps read at once, and where those who lead them work.

use std::collections::HashMap;

use super::deadlines::{Deadline, History, Passage, Standing, Target, deadline};
use super::machine::{Edge, Severity};
use super::settings::Settings;
use super::store_pace as store;
use crate::absences::{self, Place};
use crate::db::ids::{MemberId, PointDurId};
use crate::db::{Db, Moment};
use crate::refusal::Refusal;
use crate::worktime::Calendar;

/// The deadlines of one point dur.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// Of the first answer.
    pub first_answer: Option<Deadline>,
    /// Of the solution.
    pub solution: Option<Deadline>,
}

impl Pace {
    /// Both, as far as they are due.
    pub fn deadlines(&self) -> impl Iterator<Item = &Deadline> {
        self.first_answer.iter().chain(&self.solution)
    }

    /// The worst a deadline stands, for lists: `None` when nothing presses.
    pub fn worst(&self) -> Option<Standing> {
        let pressing = |deadline: &&Deadline| matches!(deadline.standing, Standing::Soon | Standing::Late);
        self.deadlines().filter(pressing).map(|deadline| deadline.standing).max()
    }
}

/// The hours worked at a place.
///
/// # Errors
/// `Refusal::Broken` when the settings changed to what cannot be read.
pub fn calendar(settings: &Settings, place: &Place) -> Result<Calendar, Refusal> {
    let hours = settings.hours().map_err(Refusal::Broken)?;
    Ok(Calendar::new(place.zone.clone(), place.department, hours))
}

/// The deadlines of some points durs, which the caller may tell of: two statements, however many they are.
///
/// # Errors
/// What the database says.
pub fn of_all(
    db: &mut Db,
    settings: &Settings,
    asked: &[(PointDurId, Option<Severity>)],
    now: Moment,
) -> Result<HashMap<PointDurId, Pace>, Refusal> {
    let ids: Vec<PointDurId> = asked.iter().map(|(id, _)| *id).collect();
    let steps = store::steps(db, &ids)?;
    let mut leads: Vec<MemberId> = steps.values().flatten().filter_map(lead_named).collect();
    leads.sort_unstable();
    leads.dedup();
    let hours = settings.hours().map_err(Refusal::Broken)?;
    let at = |place: Place| Calendar::new(place.zone, place.department, hours.clone());
    let places: HashMap<MemberId, Calendar> =
        absences::places(db, &leads)?.into_iter().map(|(member, place)| (member, at(place))).collect();
    let paris = at(Place::paris());
    let pace = |(id, severity): &(PointDurId, Option<Severity>)| {
        let steps = steps.get(id).map_or(&[][..], Vec::as_slice);
        let history = History { steps, severity: *severity, places: &places, paris: &paris };
        let of = |target| deadline(&history, target, settings, now);
        (*id, Pace { first_answer: of(Target::FirstAnswer), solution: of(Target::Solution) })
    };
    Ok(asked.iter().map(pace).collect())
}

/// Who leads from a step on, if it says so.
fn lead_named(step: &Passage) -> Option<MemberId> {
    match step.edge {
        Edge::TakeUp => step.actor,
        Edge::HandOver => step.object.map(MemberId),
        _ => None,
    }
}
