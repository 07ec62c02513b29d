//! Who animates a theme: named and withdrawn by administrators, with a reason the person reads in a mail and on
//! their page; rights change at the next request.

use serde::Serialize;

use super::store;
use crate::db::ids::{AnimatorDecisionId, MemberId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::mail::{Message, outbox};
use crate::members::{self, AccountState, Email};
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::themes::Theme;

/// Somebody who animates a theme.
#[derive(Clone, Debug)]
pub struct Animator {
    /// The theme.
    pub theme: ThemeId,
    /// Who.
    pub member: MemberId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Since when.
    pub since: Moment,
}

/// A decision about somebody animating a theme.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The theme.
    pub theme_id: ThemeId,
    /// The theme's name.
    pub theme: String,
    /// The theme's slug.
    pub slug: String,
    /// Who it is about.
    pub member: MemberId,
    /// Whether they were named, or withdrawn.
    pub named: bool,
    /// Why.
    pub reason: String,
    /// Who decided: given and family name.
    pub decided_by: (String, String),
    /// When.
    pub decided_at: Moment,
}

/// Every animator of every theme, by theme then by name (at most 2,000).
///
/// # Errors
/// What the database says.
pub fn all(db: &mut Db) -> Result<Vec<Animator>, Refusal> {
    Ok(store::animators(db)?)
}

/// The decisions about a member, the last one first (at most 100).
///
/// # Errors
/// What the database says.
pub fn decisions_about(db: &mut Db, member: MemberId) -> Result<Vec<Decision>, Refusal> {
    store::decisions_about(db, member)
}

/// A decision.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn decision(db: &mut Db, id: AnimatorDecisionId) -> Result<Decision, Refusal> {
    store::decision(db, id)
}

/// Names an animator, who is told by mail.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, `Refusal::Invalid` when the address is nobody's, of somebody
/// who has not come yet, or of an animator of this theme.
pub fn name(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, email: &Email, reason: &str) -> Result<(), Refusal> {
    policy::require_or_hide(viewer, &Act::RunInstance)?;
    let member = match members::account_of(tx.db(), &email.key())? {
        Some((member, AccountState::Active)) => member,
        Some((_, AccountState::Invited)) => return Err(Problems::one("email", "animator-not-come")),
        Some((_, AccountState::Closed)) | None => return Err(Problems::one("email", "animator-unknown")),
    };
    if !store::add_animator(tx, theme.id, member)? {
        return Err(Problems::one("email", "animator-already"));
    }
    decide(tx, viewer, theme, member, true, reason)
}

/// Withdraws an animator, who is told by mail.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, `Refusal::Conflict` when they animate it no more.
pub fn withdraw(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    theme: &Theme,
    member: MemberId,
    reason: &str,
) -> Result<(), Refusal> {
    policy::require_or_hide(viewer, &Act::RunInstance)?;
    if !store::remove_animator(tx, theme.id, member)? {
        return Err(Refusal::Conflict("refusal-animator-gone"));
    }
    decide(tx, viewer, theme, member, false, reason)
}

fn decide(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    theme: &Theme,
    member: MemberId,
    named: bool,
    reason: &str,
) -> Result<(), Refusal> {
    let me = viewer.id()?;
    let id = store::record_decision(tx, theme.id, member, named, reason, me)?;
    let fact = Fact {
        actor: Some(me),
        act: if named { "animator.named" } else { "animator.withdrawn" },
        theme: Some(theme.id),
        subject: "member",
        subject_id: member.0,
        detail: &id.0.to_string(),
    };
    journal::record(tx, &fact)?;
    outbox::post(tx, Some(member), &format!("animator:{id}"), &Message::AnimatorDecided { decision: id.0 })?;
    let about = if named { "animator_named" } else { "animator_withdrawn" };
    notices::tell(tx, member, &Tiding::decision(about, id.0, theme.id, Some(me)))
}

/// Who a page says animates a theme.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Their id.
    pub id: MemberId,
    /// Their name.
    pub name: String,
}

impl From<&Animator> for Named {
    fn from(animator: &Animator) -> Self {
        Self { id: animator.member, name: format!("{} {}", animator.given_name, animator.family_name) }
    }
}
