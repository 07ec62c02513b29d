//! The register of bodies: kept by those who animate a theme and by administrators, read by all.

use super::BodyKind;
use super::store_bodies as store;
use crate::db::ids::BodyId;
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::text::fold;
pub use store::{Body, find};

/// Longest name and contact, in characters.
pub const LONGEST_NAME: usize = 120;
/// Longest account of what a body answers on, in characters.
pub const LONGEST_SCOPE: usize = 1_000;
/// The longest delay of an answer, in days.
pub const LONGEST_DELAY: i32 = 365;

/// What is said of a body.
#[derive(Clone, Debug)]
pub struct Description {
    /// Its name, in no other line of the register.
    pub name: String,
    /// What it is.
    pub kind: BodyKind,
    /// Its region (slug); empty for the whole country.
    pub region: String,
    /// Whom one asks for there; may be empty.
    pub contact: String,
    /// Where one writes to it; empty when it takes no mail.
    pub email: String,
    /// What it answers on.
    pub answers_on: String,
    /// In how many days it usually answers.
    pub delay_days: i32,
}

impl Body {
    /// Whether it takes mail: without an address, a referral is printed, or told by telephone.
    pub fn is_written_to(&self) -> bool {
        !self.email.is_empty()
    }
}

/// Every body by name, those of the archive too if asked for.
///
/// # Errors
/// What the database says.
pub fn all(db: &mut Db, with_archived: bool) -> Result<Vec<Body>, Refusal> {
    let mut bodies = store::all(db)?;
    bodies.retain(|body| with_archived || body.archived_at.is_none());
    bodies.sort_by_cached_key(|body| (body.archived_at.is_some(), fold(&body.name)));
    Ok(bodies)
}

/// Enters a body into the register.
///
/// # Errors
/// `Refusal::Forbidden`, `Refusal::Invalid` (`name`) for a name that is there already.
pub fn add(tx: &mut Tx<'_>, viewer: &Viewer, description: &Description) -> Result<BodyId, Refusal> {
    policy::require(viewer, &Act::KeepBodies)?;
    let id = store::insert(tx, description)?.ok_or_else(|| Problems::one("name", "body-name-taken"))?;
    record(tx, viewer, "body.added", id)?;
    Ok(id)
}

/// Says something else of a body.
///
/// # Errors
/// `Refusal::Forbidden`, `Refusal::NotFound`, `Refusal::Invalid` (`name`) for a name that is there already.
pub fn change(tx: &mut Tx<'_>, viewer: &Viewer, id: BodyId, description: &Description) -> Result<(), Refusal> {
    policy::require(viewer, &Act::KeepBodies)?;
    let before = find(tx.db(), id)?;
    if !store::change_unless_taken(tx, id, description)? {
        return Err(Problems::one("name", "body-name-taken"));
    }
    if before.email != description.email {
        store::reached(tx, id)?;
    }
    record(tx, viewer, "body.changed", id)
}

/// Takes a body out of what one may choose, or puts it back; what it was asked stays.
///
/// # Errors
/// `Refusal::Forbidden`, `Refusal::NotFound`, `Refusal::Conflict` when it is done already.
pub fn archive(tx: &mut Tx<'_>, viewer: &Viewer, id: BodyId, archived: bool) -> Result<(), Refusal> {
    policy::require(viewer, &Act::KeepBodies)?;
    find(tx.db(), id)?;
    if !store::archive_unless_done(tx, id, archived)? {
        return Err(Refusal::Conflict("body-changed-meanwhile"));
    }
    record(tx, viewer, if archived { "body.archived" } else { "body.restored" }, id)
}

fn record(tx: &mut Tx<'_>, viewer: &Viewer, act: &'static str, id: BodyId) -> Result<(), Refusal> {
    let actor = Some(viewer.id()?);
    journal::record(tx, &Fact { actor, act, theme: None, subject: "body", subject_id: id.0, detail: "" })
}
