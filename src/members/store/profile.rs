//! SQL of members' pages.

use diesel::prelude::*;

use crate::circles::{Circle, effective};
use crate::db::ids::{EstablishmentId, MemberId, ThemeId};
use crate::db::schema::{establishments, expertises, member_pictures, members, memberships};
use crate::db::{Db, Moment, Tx};
use crate::members::profile::{Change, Place, Profile};
use crate::members::{AccountState, EstablishmentKind, regions};
use crate::sentences::Language;
use crate::text::fold;

type Row = (
    (MemberId, String, String, String, String, String, Language),
    (String, bool, String, AccountState),
    Option<(String, EstablishmentKind, String)>,
    Option<String>,
);

/// A member whose account is not closed.
pub(in crate::members) fn profile(db: &mut Db, member: MemberId) -> QueryResult<Profile> {
    let picture = member_pictures::table
        .filter(member_pictures::member_id.eq(members::id))
        .select(member_pictures::fingerprint)
        .single_value();
    let row: Row = members::table
        .left_join(establishments::table)
        .filter(members::id.eq(member))
        .filter(members::state.ne(AccountState::Closed))
        .select((
            (
                members::id,
                members::given_name,
                members::family_name,
                members::profession,
                members::region,
                members::time_zone,
                members::language,
            ),
            (members::presentation, members::available, members::available_for, members::state),
            (establishments::name, establishments::kind, establishments::town).nullable(),
            picture,
        ))
        .first(db)?;
    let ((id, given_name, family_name, profession, region, time_zone, language), about, establishment, picture) = row;
    let (presentation, available, available_for, state) = about;
    Ok(Profile {
        id,
        given_name,
        family_name,
        profession,
        region,
        time_zone,
        language,
        presentation,
        available,
        available_for,
        state,
        establishment,
        picture,
        expertises: Vec::new(),
    })
}

/// Keeps what a member says of themselves.
pub(in crate::members) fn change(
    tx: &mut Tx<'_>,
    member: MemberId,
    change: &Change,
    establishment: Option<EstablishmentId>,
) -> QueryResult<()> {
    let usual = regions::usual_zone(change.region);
    diesel::update(members::table.find(member))
        .set((
            members::given_name.eq(&change.given_name),
            members::family_name.eq(&change.family_name),
            members::folded.eq(fold(&format!("{} {}", change.family_name, change.given_name))),
            members::profession.eq(&change.profession),
            members::establishment_id.eq(establishment),
            members::region.eq(change.region),
            members::time_zone.eq(change.time_zone.as_deref().unwrap_or(usual)),
            members::language.eq(change.language),
            members::presentation.eq(&change.presentation),
            members::available.eq(change.available),
            members::available_for.eq(&change.available_for),
        ))
        .execute(tx.db())?;
    Ok(())
}

/// Names of establishments of a region, in order.
pub(in crate::members) fn establishments_near(db: &mut Db, region: &str) -> QueryResult<Vec<String>> {
    establishments::table
        .filter(establishments::region.eq(region))
        .order((establishments::folded.asc(), establishments::id.asc()))
        .limit(200)
        .select(establishments::name)
        .load(db)
}

/// A member's fields of expertise.
pub(in crate::members) fn expertises(db: &mut Db, member: MemberId) -> QueryResult<Vec<String>> {
    expertises::table
        .filter(expertises::member_id.eq(member))
        .order(expertises::folded.asc())
        .limit(50)
        .select(expertises::label)
        .load(db)
}

/// The fields of expertise of some members.
pub(in crate::members) fn expertises_of(db: &mut Db, of: &[MemberId]) -> QueryResult<Vec<(MemberId, String)>> {
    expertises::table
        .filter(expertises::member_id.eq_any(of))
        .order((expertises::member_id.asc(), expertises::folded.asc()))
        .limit(10_000)
        .select((expertises::member_id, expertises::label))
        .load(db)
}

/// Where a member stands now, in some themes; the longest there first.
pub(in crate::members) fn places(
    db: &mut Db,
    member: MemberId,
    within: &[ThemeId],
    now: Moment,
) -> QueryResult<Vec<Place>> {
    let rows: Vec<(ThemeId, Circle, Moment, Option<Moment>)> = memberships::table
        .filter(memberships::member_id.eq(member))
        .filter(memberships::theme_id.eq_any(within.to_vec()))
        .filter(memberships::state.eq("confirmed"))
        .order((memberships::since.asc(), memberships::theme_id.asc()))
        .select((memberships::theme_id, memberships::circle, memberships::since, memberships::until))
        .load(db)?;
    let place = |(theme, circle, since, until)| Place { theme, circle: effective(circle, until, now), since };
    Ok(rows.into_iter().map(place).collect())
}
