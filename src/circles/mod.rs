//! The concentric circles of a theme: who stands where, since when, moved by whom and why.

crate::vocabulary! {
    /// The circles of a theme, from the widest inward: being in an inner one gives every right of the outer ones.
    Circle {
        /// Community of practice: members.
        Community = "community",
        /// Peers, in the regions.
        Peer = "peer",
        /// Experts.
        Expert = "expert",
    }
}

pub mod drawing;
pub mod ending;
pub mod headcount;
pub mod mandates;
pub mod nominations;
pub mod pages;
pub mod pages_leaving;
pub mod people;
pub mod store;
pub mod views;

use crate::db::ids::{MemberId, MoveId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};

use crate::mail::{Message, outbox};
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
pub use headcount::{Headcount, Headcounts, headcounts};
pub use mandates::Mandate;
pub use store::Held;
pub use store::people::stands_in;

/// A move decided: who goes where, by whom, why.
#[derive(Clone, Debug)]
pub struct Move<'a> {
    /// Who.
    pub member: MemberId,
    /// In which theme.
    pub theme: ThemeId,
    /// To which circle; `None`: out of the theme.
    pub to: Option<Circle>,
    /// Who decided; `None` for an import at the command line.
    pub decided_by: Option<MemberId>,
    /// The reason the person reads.
    pub reason: &'a str,
}

/// The circle a membership gives now: a mandate that ended leaves its holder in the community.
pub fn effective(circle: Circle, until: Option<Moment>, now: Moment) -> Circle {
    if until.is_some_and(|end| end <= now) { Circle::Community } else { circle }
}

/// What a member holds in a theme, even suspended; `None` when they are not in it.
///
/// # Errors
/// What the database says.
pub fn held(db: &mut Db, member: MemberId, theme: ThemeId) -> Result<Option<Held>, Refusal> {
    Ok(store::held(db, member, theme)?)
}

/// What a member holds in every theme, even suspended.
///
/// # Errors
/// What the database says.
pub fn held_by(db: &mut Db, member: MemberId) -> Result<Vec<(ThemeId, Held)>, Refusal> {
    Ok(store::held_by(db, member)?)
}

/// Places a person in a circle of a theme (confirmed), or takes them out: recorded with its reason, journalled.
/// Rights are the caller's to require. Says whether anything changed.
///
/// # Errors
/// What the database says.
pub fn place(tx: &mut Tx<'_>, decided: &Move<'_>) -> Result<bool, Refusal> {
    let held = store::held(tx.db(), decided.member, decided.theme)?;
    if held.map(|held| held.circle_at(tx.now())) == decided.to {
        return Ok(false);
    }
    settle(tx, decided, held, &Mandate::default())?;
    Ok(true)
}

/// What an animator asks for: a move, the dates of the mandate it gives, and what the page showed them.
#[derive(Clone, Debug)]
pub struct Transfer<'a> {
    /// Who.
    pub member: MemberId,
    /// In which theme.
    pub theme: ThemeId,
    /// The circle the animator saw them in, if the form said so.
    pub seen: Option<Circle>,
    /// To which circle; `None`: out of the theme.
    pub to: Option<Circle>,
    /// The dates of a peer's or an expert's mandate; the community has none.
    pub mandate: Mandate,
    /// The reason the person reads.
    pub reason: &'a str,
}

/// Moves somebody of the theme to another circle, or gives their mandate other dates.
///
/// # Errors
/// `Forbidden` to anyone but an animator of the theme, and to an animator about themselves; `NotFound` when the person
/// is not in the theme; `Conflict` when they moved meanwhile; `Invalid` when nothing would change or a date is wrong.
pub fn transfer(tx: &mut Tx<'_>, viewer: &Viewer, asked: &Transfer<'_>) -> Result<(), Refusal> {
    let by = require_to_move(viewer, asked.theme, asked.member)?;
    let held = store::held_by_somebody_here(tx.db(), asked.member, asked.theme)?.ok_or(Refusal::NotFound)?;
    let (now, from) = (tx.now(), held.circle_at(tx.now()));
    if asked.seen.is_some_and(|seen| seen != from) {
        return Err(Refusal::Conflict("refusal-moved-meanwhile"));
    }
    let mandate = match asked.to {
        Some(Circle::Peer | Circle::Expert) => asked.mandate.checked(now)?,
        Some(Circle::Community) | None => Mandate::default(),
    };
    if asked.to == Some(from) && (from == Circle::Community || mandate.leaves(&held)) {
        return Err(Problems::one("circle", "form-same-circle"));
    }
    let kept = (asked.to == Some(from)).then_some(held.since);
    let mandate = Mandate { since: mandate.since.or(kept), ..mandate };
    let decided =
        Move { member: asked.member, theme: asked.theme, to: asked.to, decided_by: Some(by), reason: asked.reason };
    let movement = settle(tx, &decided, Some(held), &mandate)?;
    let message = Message::CircleMoved { movement: movement.0 };
    outbox::post(tx, Some(asked.member), &format!("move:{movement}"), &message)?;
    notices::tell(tx, asked.member, &Tiding::decision("circle_moved", movement.0, asked.theme, Some(by)))
}

/// What the mail about a move says.
#[derive(Clone, Debug)]
pub struct Told {
    /// Who moved.
    pub member: MemberId,
    /// The theme's name.
    pub theme: String,
    /// The circle they stand in since then, `none` out of the theme, `dates` when only the mandate changed.
    pub place: &'static str,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
}

/// What to tell somebody of their move; `None` while they have not come, or once they have gone.
///
/// # Errors
/// What the database says; `NotFound` when there was no such move.
pub fn told(db: &mut Db, movement: MoveId) -> Result<Option<Told>, Refusal> {
    let Some((moved, theme)) = store::move_of_somebody_here(db, movement)? else { return Ok(None) };
    let place = match moved.to_circle {
        to if to == moved.from_circle => "dates",
        Some(circle) => circle.word(),
        None => "none",
    };
    let by = match moved.decided_by {
        Some(by) => people::names(db, &[by])?.remove(&by),
        None => None,
    };
    let by = by.unwrap_or_default();
    Ok(Some(Told { member: moved.member_id, theme, place, reason: moved.reason, by }))
}

/// The policy's answer, with a sentence of its own for animators who try to move themselves.
fn require_to_move(viewer: &Viewer, theme: ThemeId, moved: MemberId) -> Result<MemberId, Refusal> {
    let act = Act::MoveBetweenCircles { theme, moved };
    if viewer.member == Some(moved) && policy::allows(viewer, &Act::FollowMoves(theme)) {
        return policy::require(viewer, &act).map_err(|_| Refusal::Forbidden("refusal-move-oneself"));
    }
    policy::require(viewer, &act)
}

/// Leaves a theme by oneself; the reason may be empty.
///
/// # Errors
/// `Forbidden` to those who are not in the theme or are suspended from it; `Conflict` when they left meanwhile.
pub fn leave(tx: &mut Tx<'_>, viewer: &Viewer, theme: ThemeId, reason: &str) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::LeaveTheme(theme))?;
    let decided = Move { member: me, theme, to: None, decided_by: Some(me), reason };
    if place(tx, &decided)? { Ok(()) } else { Err(Refusal::Conflict("refusal-not-in-theme")) }
}

/// Writes a move down: the membership, its record, the journal.
fn settle(tx: &mut Tx<'_>, decided: &Move<'_>, held: Option<Held>, mandate: &Mandate) -> Result<MoveId, Refusal> {
    let done = match (held, decided.to) {
        (None, None) => true,
        (None, Some(circle)) => store::enter(tx, decided, circle, mandate)?,
        (Some(held), None) => store::remove(tx, decided, &held)?,
        (Some(held), Some(circle)) => store::shift(tx, decided, &held, circle, mandate)?,
    };
    if !done {
        return Err(Refusal::Conflict("refusal-moved-meanwhile"));
    }
    let from = held.map(|held| held.circle_at(tx.now()));
    let id = store::record_move(tx, decided, from)?;
    let word = |circle: Option<Circle>| circle.map_or("none", Circle::word);
    let fact = Fact {
        actor: decided.decided_by,
        act: "circle.moved",
        theme: Some(decided.theme),
        subject: "member",
        subject_id: decided.member.0,
        detail: &format!("{}>{} {}", word(from), word(decided.to), id.0),
    };
    journal::record(tx, &fact)?;
    Ok(id)
}

/// Places newcomers (people who stand nowhere yet in the theme) in one go: recorded and journalled as `place` does.
///
/// # Errors
/// What the database says.
pub fn admit(tx: &mut Tx<'_>, decided: &[Move<'_>]) -> Result<(), Refusal> {
    store::insert_all(tx, decided)?;
    let ids = store::record_moves(tx, decided)?;
    let details: Vec<String> = decided
        .iter()
        .zip(&ids)
        .map(|(moved, id)| format!("none>{} {}", moved.to.map_or("none", Circle::word), id.0))
        .collect();
    let facts: Vec<Fact<'_>> = decided
        .iter()
        .zip(&details)
        .map(|(moved, detail)| Fact {
            actor: moved.decided_by,
            act: "circle.moved",
            theme: Some(moved.theme),
            subject: "member",
            subject_id: moved.member.0,
            detail,
        })
        .collect();
    journal::record_all(tx, &facts)
}
