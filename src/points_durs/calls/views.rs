//! Calls as pages show them.

use serde::Serialize;

use super::candidates::Candidate;
use super::{Answer, Call, dispatching, of, takes_calls};
use crate::db::ids::MemberId;
use crate::points_durs::PointDur;
use crate::policy;
use crate::refusal::Refusal;
use crate::web::{Visit, When, civil_date};

/// The calls of a point dur on its page: for the experts and animators of its theme alone.
#[derive(Clone, Debug, Serialize)]
pub struct CallsView {
    /// Whether the reader was called and did not answer.
    pub mine: bool,
    /// Whether experts may still be called.
    pub may_call: bool,
    /// Everyone who was called.
    pub lines: Vec<CallLine>,
}

/// Somebody who was called.
#[derive(Clone, Debug, Serialize)]
pub struct CallLine {
    name: String,
    answer: Option<Answer>,
    reason: String,
    /// When they answered, else when they were called.
    when: When,
}

impl CallsView {
    /// What the reader may know of the calls; nothing for who is no expert nor animator of the theme.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, point: &PointDur) -> Result<Option<Self>, Refusal> {
        if !policy::allows(&visit.viewer, &dispatching(point)) {
            return Ok(None);
        }
        let calls = of(visit.db, point.id)?;
        let me = visit.viewer.member;
        let may_call = takes_calls(point.state);
        let mine = may_call && calls.iter().any(|call| Some(call.expert) == me && call.answer.is_none());
        Ok(Some(Self { mine, may_call, lines: calls.iter().map(|call| CallLine::of(visit, call)).collect() }))
    }
}

impl CallLine {
    fn of(visit: &Visit<'_>, call: &Call) -> Self {
        Self {
            name: format!("{} {}", call.given_name, call.family_name),
            answer: call.answer,
            reason: call.reason.clone(),
            when: visit.when(call.answered_at.unwrap_or(call.called_at)),
        }
    }
}

/// Somebody who may be called.
#[derive(Clone, Debug, Serialize)]
pub struct CandidateView {
    /// Who.
    pub id: MemberId,
    name: String,
    knows: Vec<String>,
    follows: bool,
    led_in_subtopic: i64,
    leads: i64,
    calls: i64,
    away_until: Option<String>,
    deputy: Option<String>,
    waited_for: bool,
    answered: Option<Answer>,
    proposed: bool,
    /// Whether their box is ticked.
    pub chosen: bool,
}

impl CandidateView {
    /// A candidate; whoever is proposed is ticked until the form says otherwise.
    pub fn of(visit: &Visit<'_>, one: Candidate) -> Self {
        Self {
            id: one.id,
            name: one.name,
            knows: one.knows,
            follows: one.follows,
            led_in_subtopic: one.led_in_subtopic,
            leads: one.load.leads,
            calls: one.load.calls,
            away_until: one.away.map(|away| civil_date(away.until, visit.sentences())),
            deputy: one.deputy,
            waited_for: one.called == Some(None),
            answered: one.called.flatten(),
            proposed: one.proposed,
            chosen: one.proposed,
        }
    }
}
