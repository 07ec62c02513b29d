//! What became of a solution where it was tried: works, does not, to be adapted, with the context of the place.

pub mod pages;
mod store;
pub mod views;

use super::machine::State;
use super::{PointDur, anonymity};
use crate::db::Tx;
use crate::db::ids::{AttemptId, MemberId};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind as Notice, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
pub use store::{Attempt, of};

crate::vocabulary! {
    /// What became of it.
    Verdict {
        /// It works.
        Works = "works",
        /// It works once adapted.
        Adapt = "adapt",
        /// It does not.
        Fails = "fails",
    }
}

/// Longest context, in characters.
pub const LONGEST_CONTEXT: usize = 2_000;
/// Attempts of one member at one point dur at most.
const MOST_EACH: usize = 5;

/// An attempt, as told.
#[derive(Clone, Debug)]
pub struct NewAttempt {
    /// What became of it.
    pub verdict: Verdict,
    /// Where and how.
    pub context: String,
    /// Whether its author answered for what looks like a patient's identifier in it.
    pub answered_for: bool,
}

/// Whether there is something to try: somebody works on it, or a solution is known.
pub fn takes_attempts(state: State) -> bool {
    matches!(
        state,
        State::TakenUp
            | State::Proposed
            | State::Resolved
            | State::NoSheet
            | State::Formalised
            | State::InTrial
            | State::Diffused
            | State::Reopened
    )
}

/// What telling of an attempt takes.
pub fn telling(point: &PointDur) -> Act<'static> {
    Act::ReportAttempt(point.theme)
}

/// Tells what became of a solution at one's own establishment; whoever leads hears of it.
///
/// # Errors
/// `Refusal::Forbidden` outside the theme, `Refusal::Conflict` while there is nothing to try, `Refusal::Invalid` beyond a
/// few of the same member.
pub fn tell(viewer: &Viewer, point: &PointDur, new: &NewAttempt, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require(viewer, &telling(point))?;
    if !takes_attempts(point.state) {
        return Err(Refusal::Conflict("point-dur-attempts-not-yet"));
    }
    if store::of(tx.db(), point.id)?.iter().filter(|attempt| attempt.member == me).count() >= MOST_EACH {
        return Err(Problems::one("context", "attempts-too-many"));
    }
    let id = AttemptId(tx.id());
    store::insert(tx, id, point.id, me, new)?;
    record(tx, signing(point, me), "attempt.told", point, id)?;
    if new.answered_for {
        record(tx, signing(point, me), "identifier.answered", point, id)?;
    }
    let Some(lead) = point.lead.filter(|lead| *lead != me) else { return Ok(()) };
    let tiding = Tiding {
        kind: Notice::PointDur,
        about: "attempt",
        subject: id.0,
        theme: Some(point.theme),
        thread: Some(point.thread()),
        post: None,
        actor: None,
        has_letter: false,
    };
    notices::tell(tx, lead, &tiding)
}

/// Takes one's attempt back.
///
/// # Errors
/// `Refusal::NotFound` when it is not one's own, of this point dur.
pub fn take_back(viewer: &Viewer, point: &PointDur, id: AttemptId, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = viewer.id()?;
    if !store::withdraw(tx, point.id, me, id)? {
        return Err(Refusal::NotFound);
    }
    record(tx, signing(point, me), "attempt.taken_back", point, id)
}

/// Who a fact names: not the reporter who stays unknown.
fn signing(point: &PointDur, me: MemberId) -> MemberId {
    if point.anonymous && point.reporter == me { anonymity::MEMBER } else { me }
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, point: &PointDur, id: AttemptId) -> Result<(), Refusal> {
    let fact =
        Fact { actor: Some(actor), act, theme: Some(point.theme), subject: "attempt", subject_id: id.0, detail: "" };
    journal::record(tx, &fact)
}
