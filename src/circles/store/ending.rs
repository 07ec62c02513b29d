//! SQL of mandates that end: what circles bring to the console.

use diesel::prelude::*;

use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::db::schema::{members, memberships};
use crate::db::written::{beside, one_of};
use crate::db::{Db, Moment, Slice};
use crate::members::AccountState;
use crate::refusal::Refusal;

/// A mandate that ends, or has ended and was neither renewed nor closed with thanks.
#[derive(Clone, Debug, Queryable)]
pub struct Ending {
    /// Whose: their id, given and family name.
    pub member: (MemberId, String, String),
    /// In which theme.
    pub theme: ThemeId,
    /// The circle it gives.
    pub circle: Circle,
    /// Since when.
    pub since: Moment,
    /// When it ends.
    pub until: Option<Moment>,
    /// Their profession.
    pub profession: String,
    /// Their region (slug).
    pub region: String,
}

/// A slice of the mandates of some themes that end between two moments, the first to end first, along the index of ends.
pub(in crate::circles) fn ending(
    db: &mut Db,
    slice: &Slice<'_>,
    (from, by): (Moment, Moment),
) -> Result<Vec<Ending>, Refusal> {
    let mut query = memberships::table
        .inner_join(members::table.on(members::id.eq(memberships::member_id)))
        .filter(memberships::until.is_not_null())
        .filter(memberships::until.gt(from))
        .filter(memberships::until.le(by))
        .filter(memberships::state.eq("confirmed"))
        .filter(memberships::circle.ne(Circle::Community))
        .filter(members::state.ne(AccountState::Closed))
        .filter(one_of(beside(memberships::theme_id), slice.themes.iter().copied()))
        .order((memberships::until.asc(), memberships::member_id.asc(), memberships::theme_id.asc()))
        .limit(slice.most)
        .select((
            (members::id, members::given_name, members::family_name),
            memberships::theme_id,
            memberships::circle,
            memberships::since,
            memberships::until,
            members::profession,
            members::region,
        ))
        .into_boxed();
    if let Some(after) = slice.after {
        let (member, theme) = (MemberId(after.id), ThemeId(after.place));
        let same = memberships::until.eq(after.since);
        let later = memberships::member_id
            .gt(member)
            .or(memberships::member_id.eq(member).and(memberships::theme_id.gt(theme)));
        query = query
            .filter(memberships::until.ge(after.since))
            .filter(memberships::until.gt(after.since).or(same.and(later.nullable())));
    }
    if let Some(only) = slice.only {
        query = query
            .filter(memberships::member_id.eq(MemberId(only.id)))
            .filter(memberships::theme_id.eq(ThemeId(only.place)));
    }
    Ok(query.load(db)?)
}
