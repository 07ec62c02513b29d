//! When a first answer and a solution are due, computed from the steps: nothing of it is stored, so nothing grows stale.
//!
//! A time is counted in hours of work from the report, or from the last reopening. It runs while the experts have the
//! ball and stands still while something is waited for outside: what the reporter was asked, a body's answer, the
//! reporter's word on a solution. Hours are those of Paris until somebody leads; from then on those of where the lead
//! expert works.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::machine::{Edge, Severity, State};
use super::settings::Settings;
use crate::db::Moment;
use crate::db::ids::{MemberId, StepId};
use crate::worktime::Calendar;

crate::vocabulary! {
    /// What is due.
    Target {
        /// The first word of an expert: taken up, asked about, sent on, or not kept.
        FirstAnswer = "first-answer",
        /// A solution that the reporter accepts.
        Solution = "solution",
    }
}

crate::vocabulary! {
    /// How a deadline stands: the attribute `data-late` of what shows it.
    Standing {
        /// There is time.
        Running = "running",
        /// There is little time left.
        Soon = "soon",
        /// It is over.
        Late = "late",
        /// The clock stands still: something is waited for outside.
        Stopped = "stopped",
        /// It was kept.
        Met = "met",
        /// It was kept, too late.
        MetLate = "met-late",
    }
}

/// A step, as far as deadlines look at it.
#[derive(Clone, Copy, Debug)]
pub struct Passage {
    /// Its id.
    pub id: StepId,
    /// When.
    pub at: Moment,
    /// Which.
    pub edge: Edge,
    /// The state it led to.
    pub to: State,
    /// Who took it.
    pub actor: Option<MemberId>,
    /// What it names.
    pub object: Option<i64>,
}

/// What deadlines are computed from.
pub struct History<'a> {
    /// Every step, in order.
    pub steps: &'a [Passage],
    /// The severity, once it is known.
    pub severity: Option<Severity>,
    /// Where those who lead or led work.
    pub places: &'a HashMap<MemberId, Calendar>,
    /// The hours of Paris: before somebody leads, and for a lead whose place is not known.
    pub paris: &'a Calendar,
}

/// A deadline at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What is due.
    pub target: Target,
    /// How it stands.
    pub standing: Standing,
    /// When it is due, or was; not known while the clock stands still before that.
    pub due: Option<Moment>,
    /// Hours of work that are left; none once it is late.
    pub remaining: SignedDuration,
    /// The step its time began with: one warning of each kind for it.
    pub began: StepId,
}

/// How a time ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// What was due came.
    Kept,
    /// It is not due any more: taken back, lapsed, the same as another.
    Dropped,
}

/// A deadline of a point dur at a moment; `None` when it is not due (any more).
pub fn deadline(history: &History<'_>, target: Target, settings: &Settings, now: Moment) -> Option<Deadline> {
    let whole = match target {
        Target::FirstAnswer => settings.first_answer(history.severity),
        Target::Solution => settings.solution(history.severity),
    };
    let from = history.steps.iter().rposition(|step| matches!(step.edge, Edge::Report | Edge::Reopen))?;
    let cycle = &history.steps[from..];
    let began = cycle.first()?.id;
    let mut count = Count { left: whole, due: None, late: false };
    let (mut lead, mut stands) = (None, false);
    let hours_of = |lead: Option<MemberId>| lead.and_then(|lead| history.places.get(&lead)).unwrap_or(history.paris);
    for (place, step) in cycle.iter().enumerate() {
        lead = lead_after(lead, step);
        if let Some(end) = ended_by(target, step).filter(|_| place > 0) {
            return count.ended(target, end, began);
        }
        let until = cycle.get(place + 1).map_or(now, |next| next.at).min(now);
        stands = step.to.waits_outside();
        if !stands {
            count.run(hours_of(lead), step.at.instant(), until.instant());
        }
    }
    let standing = match (count.late, stands) {
        (true, _) => Standing::Late,
        (false, true) => Standing::Stopped,
        (false, false) if count.left <= settings.warning(whole) => Standing::Soon,
        (false, false) => Standing::Running,
    };
    let coming = || if stands { None } else { hours_of(lead).add(now.instant(), count.left) };
    let due = count.due.or_else(coming).map(Moment::from);
    Some(Deadline { target, standing, due, remaining: count.left, began })
}

/// What is left of a time, when it ran out, whether it ran on after that.
struct Count {
    left: SignedDuration,
    due: Option<Timestamp>,
    late: bool,
}

impl Count {
    /// An interval during which the clock runs. The work is bounded by what is left, however long the interval is.
    fn run(&mut self, calendar: &Calendar, from: Timestamp, to: Timestamp) {
        if self.due.is_none() {
            match calendar.add(from, self.left) {
                Some(due) if due <= to => (self.left, self.due) = (SignedDuration::ZERO, Some(due)),
                _ => self.left -= calendar.between(from, to),
            }
        }
        self.late |= self.due.is_some_and(|due| due < to);
    }

    fn ended(&self, target: Target, end: End, began: StepId) -> Option<Deadline> {
        let standing = if self.late { Standing::MetLate } else { Standing::Met };
        let kept = Deadline { target, standing, due: self.due.map(Moment::from), remaining: self.left, began };
        (end == End::Kept).then_some(kept)
    }
}

/// Who leads after a step.
fn lead_after(before: Option<MemberId>, step: &Passage) -> Option<MemberId> {
    match step.edge {
        Edge::TakeUp => step.actor,
        Edge::HandOver => step.object.map(MemberId),
        Edge::Release | Edge::Report | Edge::Reopen => None,
        _ => before,
    }
}

/// Whether a step ends a time, and how. A first answer is an expert's word to whoever reports: qualifying is said to the
/// experts. A solution ends when it is accepted, not when it is proposed.
fn ended_by(target: Target, step: &Passage) -> Option<End> {
    let dropped = matches!(step.to, State::Lapsed | State::Withdrawn | State::Duplicate | State::Declined);
    match (target, step.edge) {
        (
            Target::FirstAnswer,
            Edge::TakeUp | Edge::AskInformation | Edge::Refer | Edge::Decline | Edge::Merge | Edge::Propose,
        ) => Some(End::Kept),
        (Target::Solution, Edge::Confirm | Edge::Settle) => Some(End::Kept),
        _ if dropped => Some(End::Dropped),
        _ => None,
    }
}
