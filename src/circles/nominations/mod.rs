//! Going inward: somebody who gave much is proposed for the next circle by an expert or an animator, answers for
//! themselves, what their director said is noted, and an animator alone gives the dated mandate.
//!
//! ```text
//! proposed ──> agreed ──> placed
//!    │  └─> declined │
//!    └──> withdrawn <┘
//! ```
//! Each step is one conditional statement on the state. Nobody proposes themselves, and an animator never moves themselves.

pub mod candidates;
mod forms;
pub mod links;
pub mod pages;
pub mod pages_link;
pub mod pages_one;
mod store;
mod store_candidates;

use super::{Circle, Mandate, Transfer};
use crate::db::ids::{MemberId, NominationId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::mail::{Message, outbox};
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
pub use store::Nomination;

crate::vocabulary! {
    /// Where a nomination stands.
    State {
        /// The person is asked.
        Proposed = "proposed",
        /// They agree.
        Agreed = "agreed",
        /// They decline.
        Declined = "declined",
        /// They were given the mandate.
        Placed = "placed",
        /// It was taken back.
        Withdrawn = "withdrawn",
    }
}

/// Longest reason, answer and note, in characters.
pub const LONGEST: usize = 1_000;

/// The circle inward of one.
pub const fn inward(circle: Circle) -> Option<Circle> {
    match circle {
        Circle::Community => Some(Circle::Peer),
        Circle::Peer => Some(Circle::Expert),
        Circle::Expert => None,
    }
}

/// The address of a nomination.
pub fn address(id: NominationId) -> String {
    format!("/candidatures/{id}")
}

/// Proposes somebody of a theme for the circle inward; they are asked by the bell and by mail.
///
/// # Errors
/// `Forbidden` or `NotFound` as the policy says; `NotFound` when they are not in the theme; `Conflict` when there is no
/// circle inward, when they are suspended, or when they are proposed already.
pub fn nominate(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    (theme, member): (ThemeId, MemberId),
    reason: &str,
) -> Result<NominationId, Refusal> {
    policy::require_or_hide(viewer, &Act::SeeCandidates(theme))?;
    let by = policy::require(viewer, &Act::Nominate { theme, member })?;
    let held = super::store::held_by_somebody_here(tx.db(), member, theme)?.ok_or(Refusal::NotFound)?;
    if held.suspended_at(tx.now()) {
        return Err(Refusal::Conflict("refusal-nomination-suspended"));
    }
    let circle = inward(held.circle_at(tx.now())).ok_or(Refusal::Conflict("refusal-nomination-innermost"))?;
    let id = NominationId(tx.id());
    if !store::insert(tx, id, (theme, member, circle), (by, reason))? {
        return Err(Refusal::Conflict("refusal-nomination-open"));
    }
    record(tx, Some(by), "nomination.made", (theme, member, id))?;
    outbox::post(tx, Some(member), &format!("nomination:{id}"), &Message::Nomination { nomination: id.0 })?;
    notices::tell(tx, member, &Tiding::decision("nomination", id.0, theme, Some(by)))?;
    Ok(id)
}

/// What somebody answers who is proposed.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Whether they agree.
    pub agrees: bool,
    /// What they add.
    pub words: String,
    /// What their director said, as far as they say it.
    pub director: String,
}

/// The person answers. Whoever proposed them is told.
///
/// # Errors
/// `NotFound` when it is not about them; `Conflict` when it is no longer asked.
pub fn answer(tx: &mut Tx<'_>, member: MemberId, id: NominationId, answer: &Answer) -> Result<(), Refusal> {
    let nomination = store::one(tx.db(), id)?;
    if nomination.member != member {
        return Err(Refusal::NotFound);
    }
    let state = if answer.agrees { State::Agreed } else { State::Declined };
    if !store::answer(tx, id, state, answer)? {
        return Err(Refusal::Conflict("refusal-nomination-answered"));
    }
    let act = if answer.agrees { "nomination.agreed" } else { "nomination.declined" };
    record(tx, Some(member), act, (nomination.theme, member, id))?;
    let about = if answer.agrees { "nomination_agreed" } else { "nomination_declined" };
    let tiding = Tiding::care(about, id.0, Some(nomination.theme), member);
    notices::tell(tx, nomination.by, &tiding)
}

/// Notes what the director of somebody proposed said, as long as nothing is decided.
///
/// # Errors
/// `NotFound` to those who do not follow it; `Conflict` once it is settled.
pub fn note_director(tx: &mut Tx<'_>, viewer: &Viewer, id: NominationId, note: &str) -> Result<(), Refusal> {
    let nomination = followed(tx.db(), viewer, id)?;
    let by = policy::require(viewer, &Act::Nominate { theme: nomination.theme, member: nomination.member })?;
    if !store::note_director(tx, id, by, note)? {
        return Err(Refusal::Conflict("refusal-nomination-settled"));
    }
    record(tx, Some(by), "nomination.director-noted", (nomination.theme, nomination.member, id))
}

/// An animator gives the mandate to somebody who agreed, once their director's word is noted.
///
/// # Errors
/// `Forbidden` to anyone else, and to an animator about themselves; `Invalid` without an end; `Conflict` when it is not
/// agreed, when nothing of their director is noted, or when it was settled meanwhile.
pub fn place(tx: &mut Tx<'_>, viewer: &Viewer, id: NominationId, mandate: &Mandate) -> Result<(), Refusal> {
    let nomination = followed(tx.db(), viewer, id)?;
    let (theme, member) = (nomination.theme, nomination.member);
    let by = super::require_to_move(viewer, theme, member)?;
    if mandate.until.is_none() {
        return Err(Problems::one("until", "nomination-needs-end"));
    }
    if nomination.director_note.is_empty() && nomination.state == State::Agreed {
        return Err(Refusal::Conflict("refusal-nomination-director"));
    }
    if !store::settle(tx, id, (&[State::Agreed], State::Placed), by)? {
        return Err(Refusal::Conflict("refusal-nomination-settled"));
    }
    record(tx, Some(by), "nomination.placed", (theme, member, id))?;
    let transfer = Transfer {
        member,
        theme,
        seen: None,
        to: Some(nomination.circle),
        mandate: *mandate,
        reason: &nomination.reason,
    };
    super::transfer(tx, viewer, &transfer)
}

/// Whoever proposed somebody, or an animator, takes it back.
///
/// # Errors
/// `NotFound` to those who do not follow it; `Forbidden` to another expert; `Conflict` once it is settled.
pub fn withdraw(tx: &mut Tx<'_>, viewer: &Viewer, id: NominationId) -> Result<(), Refusal> {
    let nomination = followed(tx.db(), viewer, id)?;
    let act = Act::WithdrawNomination { theme: nomination.theme, by: nomination.by };
    let by = policy::require(viewer, &act)?;
    if !store::settle(tx, id, (&[State::Proposed, State::Agreed], State::Withdrawn), by)? {
        return Err(Refusal::Conflict("refusal-nomination-settled"));
    }
    record(tx, Some(by), "nomination.withdrawn", (nomination.theme, nomination.member, id))
}

/// A nomination, for the person and for those who see the candidates of its theme.
///
/// # Errors
/// `NotFound` to everybody else.
pub fn seen(db: &mut Db, viewer: &Viewer, id: NominationId) -> Result<Nomination, Refusal> {
    let nomination = store::one(db, id)?;
    let mine = viewer.member == Some(nomination.member);
    if mine || policy::allows(viewer, &Act::SeeCandidates(nomination.theme)) {
        Ok(nomination)
    } else {
        Err(Refusal::NotFound)
    }
}

/// A nomination, for those who see the candidates of its theme.
fn followed(db: &mut Db, viewer: &Viewer, id: NominationId) -> Result<Nomination, Refusal> {
    viewer.id()?;
    let nomination = store::one(db, id)?;
    policy::require_or_hide(viewer, &Act::SeeCandidates(nomination.theme))?;
    Ok(nomination)
}

/// What the letter to somebody proposed says; `None` once it is no longer asked.
///
/// # Errors
/// What the database says; `NotFound` when there is no such nomination.
pub fn told(db: &mut Db, id: NominationId) -> Result<Option<(Nomination, String, String)>, Refusal> {
    let nomination = store::one(db, id)?;
    if nomination.state != State::Proposed {
        return Ok(None);
    }
    let theme = crate::themes::by_id(db, nomination.theme)?.name;
    let by = super::people::names(db, &[nomination.by])?.remove(&nomination.by).unwrap_or_default();
    Ok(Some((nomination, theme, by)))
}

/// Mandates of a theme that end between two moments, the first to end first.
///
/// # Errors
/// What the database says.
pub fn ending(
    db: &mut Db,
    theme: ThemeId,
    from: Moment,
    to: Moment,
) -> Result<Vec<(MemberId, String, Circle, Moment)>, Refusal> {
    store::ending(db, theme, from, to)
}

fn record(
    tx: &mut Tx<'_>,
    actor: Option<MemberId>,
    act: &'static str,
    (theme, member, id): (ThemeId, MemberId, NominationId),
) -> Result<(), Refusal> {
    let detail = id.to_string();
    let fact = Fact { actor, act, theme: Some(theme), subject: "member", subject_id: member.0, detail: &detail };
    journal::record(tx, &fact)
}
