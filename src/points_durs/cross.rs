//! Taking a step: rights, one conditional statement, the step kept, the fact, who hears of it.

use super::machine::{Edge, Object, Severity, State};
use super::store::{self, Landing, Step};
use super::{PointDur, anonymity, followers};
use crate::circles::Circle;
use crate::db::Tx;
use crate::db::ids::{MemberId, PointDurId, StepId};
use crate::journal::{self, Fact};
use crate::members::sessions;
use crate::notices::{self, Kind as Notice, Tiding, watching};
use crate::policy::{self, Subject, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::threads;

/// Longest reason of a step, in characters.
pub const LONGEST_REASON: usize = 4_000;

/// Who takes a step.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Somebody, whose right to it is asked here.
    Member(&'a Viewer),
    /// An act elsewhere that has it follow (a sheet was published, a body answered): its room asked for the right.
    /// Nobody when it is a body itself.
    Act(Option<MemberId>),
    /// The clock.
    Clock,
}

impl By<'_> {
    fn member(self) -> Option<MemberId> {
        match self {
            Self::Member(viewer) => viewer.member,
            Self::Act(member) => member,
            Self::Clock => None,
        }
    }
}

/// A step about to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Crossing<'a> {
    /// Which one.
    pub edge: Edge,
    /// The version its author saw.
    pub version: i32,
    /// The words that go with it: a reason, a question, an answer.
    pub reason: &'a str,
    /// What it names, as [`Object`] says: an expert, another point dur, a post, a sheet, a referral.
    pub object: Option<i64>,
    /// How much it hurts, when it is qualified.
    pub severity: Option<Severity>,
}

impl<'a> Crossing<'a> {
    /// A step that asks for nothing.
    pub fn of(edge: Edge, version: i32) -> Self {
        Self { edge, version, reason: "", object: None, severity: None }
    }

    /// With words.
    #[must_use]
    pub fn because(self, reason: &'a str) -> Self {
        Self { reason, ..self }
    }

    /// With what it names.
    #[must_use]
    pub fn naming(self, object: i64) -> Self {
        Self { object: Some(object), ..self }
    }
}

/// Takes a step of a point dur; says where it stands then.
///
/// # Errors
/// `Refusal::NotFound` for what the person does not see, `Refusal::Forbidden` for what is not theirs to do,
/// `Refusal::Conflict` when it moved meanwhile or the step does not leave from where it stands, `Refusal::Invalid`
/// beside what the step asks for.
pub fn cross(tx: &mut Tx<'_>, by: By<'_>, id: PointDurId, crossing: &Crossing<'_>) -> Result<State, Refusal> {
    let seen = store::of(tx.db(), id)?;
    allowed(tx, by, &seen, crossing.edge)?;
    let edge = crossing.edge;
    let to = edge.leads(seen.state, seen.resumes).filter(|_| seen.version == crossing.version);
    let to = to.ok_or(Refusal::Conflict("point-dur-moved-meanwhile"))?;
    let landing = landing(tx, by, &seen, crossing, to)?;
    if !store::step(tx, &seen, &landing)? {
        return Err(Refusal::Conflict("point-dur-moved-meanwhile"));
    }
    let step = Step {
        point: id,
        version: seen.version + 1,
        edge,
        from: Some(seen.state),
        to,
        actor: by.member(),
        reason: crossing.reason,
        object: crossing.object,
    };
    let step = store::keep_step(tx, &step)?;
    record(tx, &seen, edge, by.member(), crossing.object)?;
    if edge == Edge::Merge
        && let Some(other) = crossing.object.map(PointDurId)
    {
        followers::move_along(tx, &seen, other)?;
    }
    tell(tx, by, &seen, &landing, (edge, step))?;
    Ok(to)
}

fn allowed(tx: &mut Tx<'_>, by: By<'_>, seen: &PointDur, edge: Edge) -> Result<(), Refusal> {
    match by {
        By::Member(viewer) => {
            let (thread, _) = threads::visible(tx.db(), viewer, seen.thread())?;
            let helps =
                viewer.member.is_some_and(|me| seen.lead != Some(me)) && super::helps(tx.db(), viewer, seen.id)?;
            policy::require(viewer, &seen.step(edge, helps))?;
            if thread.archived { Err(Refusal::Conflict("thread-theme-archived")) } else { Ok(()) }
        }
        By::Act(_) => Ok(()),
        By::Clock if edge.is_the_clocks() => Ok(()),
        By::Clock => Err(Refusal::Broken(format!("the clock does not {}", edge.word()))),
    }
}

/// What the row holds after the step, once everything the step asks for is there.
fn landing(
    tx: &mut Tx<'_>,
    by: By<'_>,
    seen: &PointDur,
    crossing: &Crossing<'_>,
    to: State,
) -> Result<Landing, Refusal> {
    let (edge, asks, now) = (crossing.edge, crossing.edge.rule().asks, tx.now());
    if asks.reason && crossing.reason.trim().is_empty() && !matches!(by, By::Clock) {
        return Err(Problems::one("reason", "point-dur-reason-needed"));
    }
    if asks.severity && crossing.severity.is_none() {
        return Err(Problems::one("severity", "point-dur-severity-needed"));
    }
    if edge == Edge::TakeUp && seen.severity.is_none() {
        return Err(Refusal::Conflict("point-dur-qualify-first"));
    }
    let object = match (asks.object, crossing.object) {
        (Object::Nothing, _) => None,
        (_, Some(object)) => Some(object),
        (Object::Expert, None) => return Err(Problems::one("expert", "point-dur-choose-expert")),
        (Object::PointDur, None) => return Err(Problems::one("other", "point-dur-other-needed")),
        (Object::Post, None) => return Err(Problems::one("body", "post-empty")),
        (Object::Sheet | Object::Referral, None) => {
            return Err(Refusal::Broken(format!("{} names nothing", edge.word())));
        }
    };
    if edge == Edge::HandOver {
        can_lead(tx, seen, object.map(MemberId))?;
    }
    if edge == Edge::Merge {
        can_hold(tx, by, seen, object.map(PointDurId))?;
    }
    Ok(Landing {
        state: to,
        since: if to == seen.state { seen.since } else { now },
        severity: crossing.severity.filter(|_| asks.severity).or(seen.severity),
        lead: match edge {
            Edge::TakeUp => by.member(),
            Edge::HandOver => object.map(MemberId),
            Edge::Release | Edge::Reopen | Edge::Qualify => None,
            _ => seen.lead,
        },
        duplicate_of: match edge {
            Edge::Merge => object.map(PointDurId),
            Edge::Reopen => None,
            _ => seen.duplicate_of,
        },
        resumes: match edge {
            Edge::AskInformation | Edge::Refer => Some(seen.state),
            _ => None,
        },
        confirmed: match edge {
            Edge::Confirm => Some(true),
            Edge::Settle => Some(false),
            Edge::Reopen | Edge::Refuse => None,
            _ => seen.confirmed,
        },
    })
}

/// Whoever is to lead is an expert of the theme now, and somebody else.
fn can_lead(tx: &mut Tx<'_>, seen: &PointDur, expert: Option<MemberId>) -> Result<(), Refusal> {
    let now = tx.now();
    let found = match expert {
        Some(expert) if seen.lead != Some(expert) => sessions::viewer_of(tx.db(), expert, now)?,
        _ => None,
    };
    let able = found.is_some_and(|viewer| viewer.reaches(seen.theme, Circle::Expert));
    if able { Ok(()) } else { Err(Problems::one("expert", "point-dur-choose-expert")) }
}

/// What a duplicate is merged into: another one, in the same theme, that leads nowhere else and is read as widely.
fn can_hold(tx: &mut Tx<'_>, by: By<'_>, seen: &PointDur, other: Option<PointDurId>) -> Result<(), Refusal> {
    let unknown = || Problems::one("other", "point-dur-other-unknown");
    let other = other.ok_or_else(unknown)?;
    if other == seen.id {
        return Err(Problems::one("other", "point-dur-merge-itself"));
    }
    if let By::Member(viewer) = by {
        threads::visible(tx.db(), viewer, crate::db::ids::ThreadId(other.0)).map_err(|_| unknown())?;
    }
    // Held before it is read: whoever merges it meanwhile waits.
    let stands = store::hold_if_no_duplicate(tx, other)?;
    let held = store::of(tx.db(), other).map_err(|_| unknown())?;
    if held.duplicate_of == Some(seen.id) && !stands {
        return Err(Problems::one("other", "point-dur-merge-cycle"));
    }
    if !stands || held.state == State::Withdrawn {
        return Err(Problems::one("other", "point-dur-merge-over"));
    }
    if held.theme != seen.theme || held.audience > seen.audience {
        return Err(Problems::one("other", "point-dur-merge-narrower"));
    }
    Ok(())
}

/// The journal's fact; of a reporter who stays unknown it says no more than the page does.
pub(super) fn record(
    tx: &mut Tx<'_>,
    seen: &PointDur,
    edge: Edge,
    actor: Option<MemberId>,
    object: Option<i64>,
) -> Result<(), Refusal> {
    let masked = seen.anonymous && edge.is_the_reporters() && actor == Some(seen.reporter);
    let actor = if masked { Some(anonymity::MEMBER) } else { actor };
    let detail = object.map(crate::db::ids::to_base32).unwrap_or_default();
    let fact = Fact {
        actor,
        act: edge.rule().fact,
        theme: Some(seen.theme),
        subject: "point_dur",
        subject_id: seen.id.0,
        detail: &detail,
    };
    journal::record(tx, &fact)
}

/// Tells everyone attached but who did it, once. No notice names who did it: that would name a reporter who stays
/// unknown.
fn tell(
    tx: &mut Tx<'_>,
    by: By<'_>,
    seen: &PointDur,
    landing: &Landing,
    (edge, step): (Edge, StepId),
) -> Result<(), Refusal> {
    let mut told = vec![seen.reporter];
    told.extend(seen.lead);
    told.extend(landing.lead);
    told.extend(store::helpers(tx.db(), seen.id)?);
    told.extend(store::followers(tx.db(), seen.id)?);
    if edge == Edge::Release || edge == Edge::Reopen {
        let now = tx.now();
        told.extend(store::desk(tx.db(), seen.theme, now)?);
    }
    told.sort_unstable();
    told.dedup();
    told.retain(|member| Some(*member) != by.member());
    let tiding = |member: MemberId| Tiding {
        kind: if edge == Edge::HandOver && landing.lead == Some(member) {
            Notice::Assignment
        } else {
            Notice::PointDur
        },
        about: edge.word(),
        subject: step.0,
        theme: Some(seen.theme),
        thread: Some(seen.thread()),
        post: None,
        actor: None,
        has_letter: false,
    };
    let tidings: Vec<(MemberId, Tiding<'_>)> = told.into_iter().map(|member| (member, tiding(member))).collect();
    notices::tell_all(tx, &tidings)?;
    if let (Edge::TakeUp | Edge::HandOver, Some(lead)) = (edge, landing.lead) {
        watching::follow(tx, lead, seen.thread())?;
    }
    Ok(())
}

/// Whether a member may still read a point dur through their circle alone.
pub(super) fn reads_by_circle(viewer: &Viewer, point: &PointDur) -> bool {
    let subject = Subject { theme: point.theme, audience: point.audience, removed: false, named: false };
    policy::sees(viewer, &subject)
}
