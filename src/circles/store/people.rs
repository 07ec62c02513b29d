//! SQL of the people of a theme: who stands where, how many, in which region.

use diesel::dsl::{auto_type, count, count_star};
use diesel::prelude::*;
use jiff::Timestamp;

use super::Held;
use crate::circles::Circle;
use crate::circles::people::{Page, Person, Wanted};
use crate::db::ids::{MemberId, ThemeId};
use crate::db::schema::{animators, establishments, member_pictures, members, memberships};
use crate::db::{Db, Moment, containing};
use crate::members::AccountState;
use crate::text::fold;

diesel::allow_columns_to_appear_in_same_group_by_clause!(members::region, memberships::circle);

/// Memberships whose mandate, if any, runs.
#[auto_type]
fn running(now: Moment) -> _ {
    memberships::until.is_null().or(memberships::until.gt(now).assume_not_null())
}

/// Memberships whose mandate was over by a moment.
#[auto_type]
fn over(by: Moment) -> _ {
    memberships::until.is_not_null().and(memberships::until.le(by).assume_not_null())
}

/// Memberships that give a circle now: confirmed, the mandate running, or ended for the community.
#[auto_type(no_type_alias)]
pub fn stands_in(circle: Circle, now: Moment) -> _ {
    let confirmed: &'static str = "confirmed";
    // Only the community gains those whose mandate is over: none was over in 1970.
    let gained: Moment = if matches!(circle, Circle::Community) { now } else { Timestamp::UNIX_EPOCH.into() };
    let runs: running = running(now);
    let ended: over = over(gained);
    memberships::state.eq(confirmed).and(memberships::circle.eq(circle).and(runs).or(ended))
}

/// People by theme and circle held now; a theme may come twice for the community.
pub(in crate::circles) fn counted(
    db: &mut Db,
    themes: &[ThemeId],
    now: Moment,
) -> QueryResult<Vec<(ThemeId, Circle, i64)>> {
    let mut counted: Vec<(ThemeId, Circle, i64)> = memberships::table
        .inner_join(members::table)
        .filter(memberships::theme_id.eq_any(themes.to_vec()))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::state.ne(AccountState::Closed))
        .filter(running(now))
        .group_by((memberships::theme_id, memberships::circle))
        .select((memberships::theme_id, memberships::circle, count_star()))
        .load(db)?;
    let back: Vec<(ThemeId, i64)> = memberships::table
        .inner_join(members::table)
        .filter(memberships::theme_id.eq_any(themes.to_vec()))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::state.ne(AccountState::Closed))
        .filter(over(now))
        .group_by(memberships::theme_id)
        .select((memberships::theme_id, count_star()))
        .load(db)?;
    counted.extend(back.into_iter().map(|(theme, people)| (theme, Circle::Community, people)));
    Ok(counted)
}

/// People of a theme by region and circle held now; a region may come twice for the community.
pub(in crate::circles) fn counted_by_region(
    db: &mut Db,
    theme: ThemeId,
    now: Moment,
) -> QueryResult<Vec<(String, Circle, i64)>> {
    let mut counted: Vec<(String, Circle, i64)> = memberships::table
        .inner_join(members::table)
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::state.ne(AccountState::Closed))
        .filter(running(now))
        .group_by((members::region, memberships::circle))
        .select((members::region, memberships::circle, count_star()))
        .load(db)?;
    let back: Vec<(String, i64)> = memberships::table
        .inner_join(members::table)
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::state.ne(AccountState::Closed))
        .filter(over(now))
        .group_by(members::region)
        .select((members::region, count_star()))
        .load(db)?;
    counted.extend(back.into_iter().map(|(region, people)| (region, Circle::Community, people)));
    Ok(counted)
}

/// Somebody who animates a theme.
#[derive(Clone, Debug, Queryable)]
pub struct Animator {
    /// Who.
    pub id: MemberId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The fingerprint of their picture.
    pub picture: Option<String>,
}

/// A member of a theme, as joined below.
type PersonRow = (
    (MemberId, String, String, String, String, AccountState, Option<String>, Option<String>),
    (Circle, Moment, Option<Moment>, Option<Moment>, Option<MemberId>),
);

/// One page of the people of a theme by name, and one more if there are more, in the direction of the page.
pub(in crate::circles) fn people(db: &mut Db, wanted: &Wanted<'_>, most: i64) -> QueryResult<Vec<Person>> {
    let picture = member_pictures::table
        .filter(member_pictures::member_id.eq(members::id))
        .select(member_pictures::fingerprint)
        .single_value();
    let mut query = memberships::table
        .inner_join(members::table.left_join(establishments::table))
        .filter(memberships::theme_id.eq(wanted.theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::state.ne(AccountState::Closed))
        .select((
            (
                members::id,
                members::given_name,
                members::family_name,
                members::profession,
                members::region,
                members::state,
                establishments::name.nullable(),
                picture,
            ),
            (
                memberships::circle,
                memberships::since,
                memberships::until,
                memberships::suspended_until,
                memberships::invited_by,
            ),
        ))
        .limit(most + 1)
        .into_boxed();
    if let Some(member) = wanted.member {
        query = query.filter(members::id.eq(member));
    }
    if let Some(circle) = wanted.circle {
        query = query.filter(stands_in(circle, wanted.now));
    }
    if let Some(region) = wanted.region {
        query = query.filter(members::region.eq(region));
    }
    if let Some(start) = wanted.since {
        query = query.filter(memberships::since.ge(start));
    }
    for word in fold(wanted.name).split(' ').filter(|word| !word.is_empty()) {
        query = query.filter(members::folded.like(containing(word)).escape('\\'));
    }
    let by_name = (members::folded.asc(), members::id.asc());
    let query = match wanted.page {
        Page::First => query.order(by_name),
        Page::After(last) => {
            let folded = folded_name(db, last)?;
            let further = members::folded.gt(folded.clone()).or(members::folded.eq(folded).and(members::id.gt(last)));
            query.filter(further).order(by_name)
        }
        Page::Before(first) => {
            let folded = folded_name(db, first)?;
            let nearer = members::folded.lt(folded.clone()).or(members::folded.eq(folded).and(members::id.lt(first)));
            query.filter(nearer).order((members::folded.desc(), members::id.desc()))
        }
    };
    Ok(query.load::<PersonRow>(db)?.into_iter().map(|row| person(row, wanted.now)).collect())
}

fn person((who, place): PersonRow, now: Moment) -> Person {
    let (id, given_name, family_name, profession, region, state, establishment, picture) = who;
    let (circle, since, until, suspended_until, invited_by) = place;
    let held = Held { circle, since, until, suspended_until };
    Person {
        id,
        given_name,
        family_name,
        profession,
        region,
        establishment,
        picture,
        arrived: state == AccountState::Active,
        circle: held.circle_at(now),
        held,
        invited_by,
    }
}

fn folded_name(db: &mut Db, member: MemberId) -> QueryResult<String> {
    members::table.find(member).select(members::folded).first(db)
}

/// How many establishments the people of a theme in a region come from.
pub(in crate::circles) fn establishments_in(db: &mut Db, theme: ThemeId, region: &str) -> QueryResult<i64> {
    memberships::table
        .inner_join(members::table)
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::region.eq(region))
        .filter(members::state.ne(AccountState::Closed))
        .select(count(members::establishment_id).aggregate_distinct())
        .first(db)
}

/// The names of members, for those who may see them.
pub(in crate::circles) fn names(db: &mut Db, of: &[MemberId]) -> QueryResult<Vec<(MemberId, String, String)>> {
    members::table
        .filter(members::id.eq_any(of.to_vec()))
        .select((members::id, members::given_name, members::family_name))
        .load(db)
}

/// Those who animate a theme, by name.
pub(in crate::circles) fn animators(db: &mut Db, theme: ThemeId) -> QueryResult<Vec<Animator>> {
    let picture = member_pictures::table
        .filter(member_pictures::member_id.eq(members::id))
        .select(member_pictures::fingerprint)
        .single_value();
    animators::table
        .inner_join(members::table)
        .filter(animators::theme_id.eq(theme))
        .filter(members::state.ne(AccountState::Closed))
        .order((members::folded.asc(), members::id.asc()))
        .limit(50)
        .select((members::id, members::given_name, members::family_name, picture))
        .load(db)
}

/// Whoever holds the innermost circle of one of some themes or animates it, whatever they may do now.
pub(in crate::circles) fn inner_circle(db: &mut Db, themes: &[ThemeId]) -> QueryResult<Vec<MemberId>> {
    let mut found: Vec<MemberId> = memberships::table
        .filter(memberships::theme_id.eq_any(themes))
        .filter(memberships::state.eq("confirmed"))
        .filter(memberships::circle.eq(Circle::Expert))
        .select(memberships::member_id)
        .load(db)?;
    let animating: Vec<MemberId> =
        animators::table.filter(animators::theme_id.eq_any(themes)).select(animators::member_id).load(db)?;
    found.extend(animating);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The experts of a theme now and its animators, whose account is in use and who are not suspended: id, given and family
/// name, by name. Two statements, for an index serves each and none serves both.
pub(in crate::circles) fn inner_names(
    db: &mut Db,
    theme: ThemeId,
    now: Moment,
) -> QueryResult<Vec<(MemberId, String, String)>> {
    let named = (members::folded, members::id, members::given_name, members::family_name);
    let mut found: Vec<(String, MemberId, String, String)> = memberships::table
        .inner_join(members::table)
        .filter(memberships::theme_id.eq(theme))
        .filter(stands_in(Circle::Expert, now))
        .filter(memberships::suspended_until.is_null().or(memberships::suspended_until.le(now).assume_not_null()))
        .filter(members::state.eq(AccountState::Active))
        .limit(5_000)
        .select(named)
        .load(db)?;
    let animating: Vec<(String, MemberId, String, String)> = animators::table
        .inner_join(members::table)
        .filter(animators::theme_id.eq(theme))
        .filter(members::state.eq(AccountState::Active))
        .select(named)
        .load(db)?;
    found.extend(animating);
    found.sort_unstable();
    found.dedup();
    Ok(found.into_iter().map(|(_, id, given, family)| (id, given, family)).collect())
}

/// Who animates some themes, whose account is in use.
pub(in crate::circles) fn animators_of(db: &mut Db, themes: &[ThemeId]) -> QueryResult<Vec<(ThemeId, MemberId)>> {
    animators::table
        .inner_join(members::table)
        .filter(animators::theme_id.eq_any(themes))
        .filter(members::state.eq(AccountState::Active))
        .order((animators::theme_id.asc(), animators::member_id.asc()))
        .limit(500)
        .select((animators::theme_id, animators::member_id))
        .load(db)
}
