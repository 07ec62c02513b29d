//! SQL of the directory.

use diesel::dsl::{LeftJoin, count_star, exists};
use diesel::helper_types::IntoBoxed;
use diesel::prelude::*;

use crate::circles::{Circle, effective, stands_in};
use crate::db::ids::{MemberId, ThemeId};
use crate::db::schema::{animators, establishments, expertises, member_pictures, members, memberships};
use crate::db::{Db, Moment, containing};
use crate::members::AccountState;
use crate::members::directory::{Person, Turn, Wanted};

type Matching<'a> = IntoBoxed<'a, LeftJoin<members::table, establishments::table>, <Db as diesel::Connection>::Backend>;

/// Members who are what is asked for, in no order.
fn matching(wanted: &Wanted) -> Matching<'_> {
    let mut query =
        members::table.left_join(establishments::table).into_boxed().filter(members::state.ne(AccountState::Closed));
    for word in &wanted.words {
        let pattern = containing(word);
        let named = members::folded.like(pattern.clone()).escape('\\');
        let placed = establishments::folded.like(pattern.clone()).escape('\\').assume_not_null();
        let skilled = exists(
            expertises::table
                .filter(expertises::member_id.eq(members::id))
                .filter(expertises::folded.like(pattern).escape('\\')),
        );
        query = query.filter(named.or(skilled).or(placed));
    }
    if let Some(region) = wanted.region {
        query = query.filter(members::region.eq(region));
    }
    if !wanted.profession.is_empty() {
        query = query.filter(members::profession.eq(&wanted.profession));
    }
    if !wanted.expertise.is_empty() {
        query = query.filter(exists(
            expertises::table
                .filter(expertises::member_id.eq(members::id))
                .filter(expertises::folded.eq(&wanted.expertise)),
        ));
    }
    if wanted.available {
        query = query.filter(members::available.eq(true));
    }
    in_circles(query, wanted)
}

fn in_circles<'a>(query: Matching<'a>, wanted: &'a Wanted) -> Matching<'a> {
    let held = memberships::table
        .filter(memberships::member_id.eq(members::id))
        .filter(memberships::theme_id.eq_any(wanted.within()));
    match (wanted.circle, wanted.theme) {
        (Some(circle), _) => query.filter(exists(held.filter(stands_in(circle, wanted.now)))),
        (None, Some(theme)) => query.filter(exists(held.filter(memberships::state.eq("confirmed"))).or(exists(
            animators::table.filter(animators::member_id.eq(members::id)).filter(animators::theme_id.eq(theme)),
        ))),
        (None, None) => query,
    }
}

diesel::alias!(members as edges: Edges);

type Row = (MemberId, String, String, String, String, AccountState, bool, Option<String>, Option<String>);

/// One page by name, in the direction asked for.
pub(in crate::members) fn page(db: &mut Db, wanted: &Wanted, most: i64) -> QueryResult<Vec<Person>> {
    let picture = member_pictures::table
        .filter(member_pictures::member_id.eq(members::id))
        .select(member_pictures::fingerprint)
        .single_value();
    let query = matching(wanted)
        .select((
            members::id,
            members::given_name,
            members::family_name,
            members::profession,
            members::region,
            members::state,
            members::available,
            establishments::name.nullable(),
            picture,
        ))
        .limit(most);
    let edge = |id: MemberId| {
        edges
            .filter(edges.field(members::id).eq(id))
            .select(edges.field(members::folded))
            .single_value()
            .assume_not_null()
    };
    let by_name = (members::folded.asc(), members::id.asc());
    let query = match wanted.turn {
        Turn::First => query.order(by_name),
        Turn::After(last) => {
            let further = members::folded.eq(edge(last)).and(members::id.gt(last));
            query.filter(members::folded.gt(edge(last)).or(further)).order(by_name)
        }
        Turn::Before(first) => {
            let nearer = members::folded.eq(edge(first)).and(members::id.lt(first));
            query.filter(members::folded.lt(edge(first)).or(nearer)).order((members::folded.desc(), members::id.desc()))
        }
    };
    Ok(query.load::<Row>(db)?.into_iter().map(person).collect())
}

fn person(row: Row) -> Person {
    let (id, given_name, family_name, profession, region, state, available, establishment, picture) = row;
    Person {
        id,
        given_name,
        family_name,
        profession,
        establishment,
        region,
        arrived: state == AccountState::Active,
        available,
        picture,
        circles: Vec::new(),
        animates: Vec::new(),
    }
}

/// How many members are what is asked for.
pub(in crate::members) fn count(db: &mut Db, wanted: &Wanted) -> QueryResult<i64> {
    matching(wanted).select(count_star()).first(db)
}

/// The circles people stand in now, in some themes.
pub(in crate::members) fn circles(
    db: &mut Db,
    people: &[MemberId],
    within: &[ThemeId],
    now: Moment,
) -> QueryResult<Vec<(MemberId, ThemeId, Circle)>> {
    let rows: Vec<(MemberId, ThemeId, Circle, Option<Moment>)> = memberships::table
        .filter(memberships::member_id.eq_any(people.to_vec()))
        .filter(memberships::theme_id.eq_any(within.to_vec()))
        .filter(memberships::state.eq("confirmed"))
        .select((memberships::member_id, memberships::theme_id, memberships::circle, memberships::until))
        .load(db)?;
    let now_in = |(member, theme, circle, until)| (member, theme, effective(circle, until, now));
    Ok(rows.into_iter().map(now_in).collect())
}

/// The themes people animate.
pub(in crate::members) fn animated(db: &mut Db, people: &[MemberId]) -> QueryResult<Vec<(MemberId, ThemeId)>> {
    animators::table
        .filter(animators::member_id.eq_any(people.to_vec()))
        .select((animators::member_id, animators::theme_id))
        .load(db)
}

/// Professions, the most common first.
pub(in crate::members) fn professions(db: &mut Db) -> QueryResult<Vec<String>> {
    members::table
        .filter(members::state.ne(AccountState::Closed))
        .filter(members::profession.ne(""))
        .group_by(members::profession)
        .order((count_star().desc(), members::profession.asc()))
        .limit(100)
        .select(members::profession)
        .load(db)
}
