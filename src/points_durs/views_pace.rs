//! Deadlines in words.

use jiff::SignedDuration;
use serde::Serialize;

use super::deadlines::{Deadline, Standing, Target};
use super::pace::Pace;
use super::settings::Settings;
use crate::sentences::{Sentence, Sentences};
use crate::web::{Visit, When};

/// A deadline, ready to be shown.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineView {
    /// What is due.
    pub target: Target,
    /// How it stands: the attribute `data-late`.
    pub standing: Standing,
    /// When it is due, or was.
    pub due: Option<When>,
    /// The work that is left, in words.
    pub left: String,
}

impl DeadlineView {
    /// The deadlines of a point dur, the first answer first.
    pub fn of(visit: &Visit<'_>, pace: &Pace) -> Vec<Self> {
        let settings = &visit.app.points_durs;
        let view = |deadline: &Deadline| Self {
            target: deadline.target,
            standing: deadline.standing,
            due: deadline.due.map(|due| visit.when(due)),
            left: left(deadline.remaining, settings, visit.sentences()),
        };
        pace.deadlines().map(view).collect()
    }
}

/// Work that is left: days from two on, hours below, less than one as such.
fn left(work: SignedDuration, settings: &Settings, sentences: &Sentences) -> String {
    let day = settings.hours().map_or(SignedDuration::from_hours(8), |hours| hours.day());
    let (hours, days) = (work.as_hours(), work.as_secs() / day.as_secs().max(1));
    let sentence = match (days, hours) {
        (2.., _) => Sentence::new("deadline-left-days").number("n", days),
        (_, 1..) => Sentence::new("deadline-left-hours").number("n", hours),
        _ => Sentence::from("deadline-left-little"),
    };
    sentences.tell(&sentence)
}
