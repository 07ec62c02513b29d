//! Calls: several experts are asked at once to look at a point dur, and each answers for themselves.
//!
//! Calls, and how much each expert has to do, are told to the experts and animators of the theme only.

pub mod candidates;
pub mod pages;
mod store;
pub mod views;

use std::collections::HashMap;

use jiff::civil::Date;

use super::machine::{Edge, State};
use super::settings::Settings;
use super::{By, Crossing, PointDur, cross};
use crate::absences;
use crate::circles::people;
use crate::db::ids::{MemberId, PointDurId};
use crate::db::{Moment, Tx};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind as Notice, Tiding, watching};
use crate::policy::{self, Act, Ground, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::worktime::Calendar;
pub use store::{Call, Load, loads, of, of_all, open_to, subtopic_of};

crate::vocabulary! {
    /// What an expert answers to a call.
    Answer {
        /// They lead it.
        TakesUp = "takes_up",
        /// They help whoever leads.
        Advises = "advises",
        /// Not they, for a reason.
        Declines = "declines",
        /// They are away.
        Absent = "absent",
    }
}

crate::vocabulary! {
    /// Why animators are told that nobody takes a point dur up.
    Alarm {
        /// The theme has no expert who is not away.
        NobodyEligible = "nobody-eligible",
        /// Those who were called declined, are away, or let the time go by.
        NobodyAnswers = "nobody-answers",
    }
}

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;
/// Experts called at once at most.
pub const MOST_CALLED: usize = 10;

/// An answer with what it asks for.
#[derive(Clone, Debug)]
pub enum Reply {
    /// They lead it; the version they saw.
    TakesUp(i32),
    /// They help.
    Advises,
    /// Not they.
    Declines {
        /// Why not.
        reason: String,
        /// Whether they answered for what looks like a patient's identifier in it.
        answered_for: bool,
    },
    /// Away until a day, included.
    Absent(Date),
}

impl Reply {
    /// Its word.
    pub fn answer(&self) -> Answer {
        match self {
            Self::TakesUp(_) => Answer::TakesUp,
            Self::Advises => Answer::Advises,
            Self::Declines { .. } => Answer::Declines,
            Self::Absent(_) => Answer::Absent,
        }
    }
}

/// What calling experts of a point dur, answering them and seeing them takes.
pub fn dispatching(point: &PointDur) -> Act<'static> {
    Act::DispatchPointDur(Ground { theme: point.theme, audience: point.audience })
}

/// Whether experts may still be called: nothing was settled.
pub fn takes_calls(state: State) -> bool {
    matches!(
        state,
        State::Reported
            | State::Qualified
            | State::TakenUp
            | State::Proposed
            | State::NeedsInformation
            | State::Referred
            | State::Reopened
    )
}

/// Calls experts; says how many were called who were not waited for already.
///
/// # Errors
/// `Refusal::Forbidden` for others than experts and animators, `Refusal::Conflict` once it is settled,
/// `Refusal::Invalid` for nobody, too many, or somebody who is no expert of the theme.
pub fn dispatch(viewer: &Viewer, point: &PointDur, experts: &[MemberId], tx: &mut Tx<'_>) -> Result<usize, Refusal> {
    let me = policy::require(viewer, &dispatching(point))?;
    if !takes_calls(point.state) {
        return Err(Refusal::Conflict("point-dur-calls-over"));
    }
    if experts.is_empty() {
        return Err(Problems::one("experts", "calls-choose"));
    }
    if experts.len() > MOST_CALLED {
        return Err(Problems::one("experts", "calls-too-many"));
    }
    let now = tx.now();
    let able = candidates::experts(tx.db(), point.theme, now)?;
    if !experts.iter().all(|expert| able.contains(expert)) {
        return Err(Problems::one("experts", "calls-unknown"));
    }
    let waited_for = store::waited_for(tx.db(), point.id)?;
    let called: Vec<MemberId> = experts.iter().copied().filter(|expert| !waited_for.contains(expert)).collect();
    store::call(tx, point.id, &called, me)?;
    record(tx, me, "point_dur.called", point, &called.len().to_string())?;
    let tiding = Tiding { kind: Notice::Assignment, actor: Some(me), ..tiding(point, "call", tx.id()) };
    let tidings: Vec<_> = called.iter().map(|expert| (*expert, tiding)).collect();
    notices::tell_all(tx, &tidings)?;
    Ok(called.len())
}

/// Answers a call.
///
/// # Errors
/// `Refusal::NotFound` for who was not called, `Refusal::Conflict` when it was answered or settled meanwhile, and as
/// [`cross`] for taking it up.
pub fn answer(viewer: &Viewer, point: &PointDur, reply: &Reply, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &dispatching(point))?;
    let call = store::of_expert(tx.db(), point.id, me)?.ok_or(Refusal::NotFound)?;
    if !takes_calls(point.state) {
        return Err(Refusal::Conflict("point-dur-calls-over"));
    }
    let reason = if let Reply::Declines { reason, .. } = reply { reason.as_str() } else { "" };
    if !store::answer(tx, point.id, me, reply.answer(), reason)? {
        return Err(Refusal::Conflict("call-answered-already"));
    }
    match reply {
        Reply::TakesUp(version) => {
            cross(tx, By::Member(viewer), point.id, &Crossing::of(Edge::TakeUp, *version))?;
        }
        Reply::Advises => {
            store::help(tx, point.id, me)?;
            watching::follow(tx, me, point.thread())?;
        }
        Reply::Absent(until) => absences::say_away(viewer, *until, tx)?,
        Reply::Declines { answered_for: true, .. } => record(tx, me, "identifier.answered", point, "")?,
        Reply::Declines { .. } => {}
    }
    let word = reply.answer().word();
    record(tx, me, "point_dur.call_answered", point, word)?;
    if let Some(caller) = call.called_by {
        let about = match reply.answer() {
            Answer::TakesUp => "call-takes_up",
            Answer::Advises => "call-advises",
            Answer::Declines => "call-declines",
            Answer::Absent => "call-absent",
        };
        notices::tell(tx, caller, &Tiding { actor: Some(me), ..tiding(point, about, tx.id()) })?;
    }
    tell_if_nobody_is_left(tx, point)
}

/// When the last one who was waited for says no, the animators hear of it at once.
fn tell_if_nobody_is_left(tx: &mut Tx<'_>, point: &PointDur) -> Result<(), Refusal> {
    if point.lead.is_some() {
        return Ok(());
    }
    let calls = store::of(tx.db(), point.id)?;
    let hope = |call: &Call| matches!(call.answer, None | Some(Answer::TakesUp | Answer::Advises));
    if calls.iter().any(hope) {
        return Ok(());
    }
    let animators = people::animators_of(tx.db(), &[point.theme])?;
    let about = alarm_tiding((point.theme, point.thread()), Alarm::NobodyAnswers, since(&calls));
    let told: Vec<_> = animators.into_iter().map(|(_, member)| (member, about)).collect();
    notices::tell_all(tx, &told)
}

/// What an alarm is told by: once for a round of calls.
pub(super) fn alarm_tiding(
    (theme, thread): (crate::db::ids::ThemeId, crate::db::ids::ThreadId),
    alarm: Alarm,
    since: Moment,
) -> Tiding<'static> {
    Tiding {
        kind: Notice::Assignment,
        about: alarm.word(),
        // A point dur and the moment its experts were called, in one number: another round is told again.
        subject: thread.0 ^ since.millis(),
        theme: Some(theme),
        thread: Some(thread),
        post: None,
        actor: None,
        has_letter: false,
    }
}

/// When the last call was made.
pub(super) fn since(calls: &[Call]) -> Moment {
    calls.iter().map(|call| call.called_at).max().unwrap_or_else(|| jiff::Timestamp::UNIX_EPOCH.into())
}

/// Whether nobody is likely to take a point dur up that nobody leads, and why. Hours are those of Paris.
pub fn alarm(calls: &[Call], somebody: bool, settings: &Settings, paris: &Calendar, now: Moment) -> Option<Alarm> {
    if !somebody {
        return Some(Alarm::NobodyEligible);
    }
    let taken = calls.iter().any(|call| matches!(call.answer, Some(Answer::TakesUp | Answer::Advises)));
    if calls.is_empty() || taken {
        return None;
    }
    let waiting = calls.iter().any(|call| call.answer.is_none());
    let over = paris.reaches(settings.call(), since(calls).instant(), now.instant());
    (over || !waiting).then_some(Alarm::NobodyAnswers)
}

fn tiding(point: &PointDur, about: &'static str, subject: i64) -> Tiding<'static> {
    Tiding {
        kind: Notice::PointDur,
        about,
        subject,
        theme: Some(point.theme),
        thread: Some(point.thread()),
        post: None,
        actor: None,
        has_letter: false,
    }
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, point: &PointDur, detail: &str) -> Result<(), Refusal> {
    let (theme, subject_id) = (Some(point.theme), point.id.0);
    journal::record(tx, &Fact { actor: Some(actor), act, theme, subject: "point_dur", subject_id, detail })
}

/// The calls of some points durs by point dur.
pub(super) type Calls = HashMap<PointDurId, Vec<Call>>;
