//! A member's page: who they are, where they stand, what they offer.

use std::collections::HashMap;

use super::store::profile as store;
use super::{AccountState, EstablishmentKind, account, establishments};
use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::journal;
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

/// The fields of expertise of some members.
///
/// # Errors
/// What the database says.
pub fn expertises_of(db: &mut Db, of: &[MemberId]) -> Result<HashMap<MemberId, Vec<String>>, Refusal> {
    let mut expertises: HashMap<MemberId, Vec<String>> = HashMap::new();
    for (member, label) in store::expertises_of(db, of)? {
        expertises.entry(member).or_default().push(label);
    }
    Ok(expertises)
}

/// Where somebody works, as they say it; its region is theirs.
#[derive(Clone, Debug)]
pub struct Workplace {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: EstablishmentKind,
    /// Its town.
    pub town: String,
}

/// What a member changes of their profile.
#[derive(Clone, Debug)]
pub struct Change {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Profession.
    pub profession: String,
    /// Where they work.
    pub workplace: Option<Workplace>,
    /// Their region (slug).
    pub region: &'static str,
    /// Their zone; `None`: the usual one of the region.
    pub time_zone: Option<String>,
    /// The language they read.
    pub language: Language,
    /// A short text about themselves.
    pub presentation: String,
    /// Their fields of expertise.
    pub expertises: Vec<String>,
    /// Whether they offer their help.
    pub available: bool,
    /// What they help with.
    pub available_for: String,
}

/// Changes one's own profile.
///
/// # Errors
/// What the database says.
pub fn change(tx: &mut Tx<'_>, member: MemberId, change: &Change) -> Result<(), Refusal> {
    let establishment = match &change.workplace {
        Some(place) => Some(establishments::named(tx, &place.name, place.kind, &place.town, change.region)?),
        None => None,
    };
    store::change(tx, member, change, establishment)?;
    super::store::set_expertises(tx, member, &change.expertises)?;
    journal::record(tx, &account::by_owner(member, "member.profile_changed"))
}

/// The names of known establishments of a region, for proposing them.
///
/// # Errors
/// What the database says.
pub fn establishments_near(db: &mut Db, region: &str) -> Result<Vec<String>, Refusal> {
    Ok(store::establishments_near(db, region)?)
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
