//! A member's page: who they are, where they stand, what they offer.

use super::store::profile as store;
use super::{AccountState, EstablishmentKind};
use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Moment};
use crate::refusal::Refusal;
use crate::sentences::Language;

/// What a member says of themselves.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Who.
    pub id: MemberId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Profession.
    pub profession: String,
    /// Region (slug).
    pub region: String,
    /// IANA zone.
    pub time_zone: String,
    /// The language they read.
    pub language: Language,
    /// A short text about themselves.
    pub presentation: String,
    /// Whether they offer their help.
    pub available: bool,
    /// What they help with.
    pub available_for: String,
    /// Whether they have come.
    pub state: AccountState,
    /// Where they work: name, kind, town.
    pub establishment: Option<(String, EstablishmentKind, String)>,
    /// The fingerprint of their picture.
    pub picture: Option<String>,
    /// Their fields of expertise.
    pub expertises: Vec<String>,
}

/// The profile of a member whose account is not closed.
///
/// # Errors
/// `Refusal::NotFound` when there is no such member.
pub fn of(db: &mut Db, member: MemberId) -> Result<Profile, Refusal> {
    let mut profile = store::profile(db, member)?;
    profile.expertises = store::expertises(db, member)?;
    Ok(profile)
}

/// A place in a circle of a theme.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The theme.
    pub theme: ThemeId,
    /// The circle held now.
    pub circle: Circle,
    /// Since when.
    pub since: Moment,
}

/// Where a member stands, in some themes.
///
/// # Errors
/// What the database says.
pub fn places(db: &mut Db, member: MemberId, within: &[ThemeId], now: Moment) -> Result<Vec<Place>, Refusal> {
    Ok(store::places(db, member, within, now)?)
}

/// The themes a member animates.
///
/// # Errors
/// What the database says.
pub fn animates(db: &mut Db, member: MemberId) -> Result<Vec<ThemeId>, Refusal> {
    Ok(super::store::directory::animated(db, &[member])?.into_iter().map(|(_, theme)| theme).collect())
}
