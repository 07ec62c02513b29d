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

pub mod store;

use crate::db::Tx;
use crate::db::ids::{MemberId, ThemeId};
use crate::journal::{self, Fact};
use crate::refusal::Refusal;

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

/// Places a person in a circle of a theme (confirmed), or takes them out: recorded with its reason, journalled.
/// Rights are the caller's to require. Says whether anything changed.
///
/// # Errors
/// What the database says.
pub fn place(tx: &mut Tx<'_>, decided: &Move<'_>) -> Result<bool, Refusal> {
    let from = store::circle_of(tx.db(), decided.member, decided.theme)?;
    if from == decided.to {
        return Ok(false);
    }
    match decided.to {
        None => store::remove(tx, decided.member, decided.theme)?,
        Some(circle) => store::upsert(tx, decided.member, decided.theme, circle, decided.decided_by)?,
    }
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
    Ok(true)
}
