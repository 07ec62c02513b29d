//! SQL of how closely places are followed.

use diesel::prelude::*;

use crate::db::ids::{MemberId, SubtopicId};
use crate::db::schema::watches;
use crate::db::{Db, Moment, Tx};
use crate::notices::watching::{Level, Place, PlaceKind};
use crate::on_each_backend;
use crate::refusal::Refusal;

pub(in crate::notices) fn choose(tx: &mut Tx<'_>, member: MemberId, place: Place, level: Level) -> Result<(), Refusal> {
    let row = row(tx, member, place, level);
    on_each_backend!(tx.db(), conn => diesel::insert_into(watches::table)
        .values(row)
        .on_conflict((watches::member_id, watches::place, watches::place_id))
        .do_update()
        .set(watches::level.eq(level))
        .execute(conn))?;
    Ok(())
}

pub(in crate::notices) fn follow(tx: &mut Tx<'_>, member: MemberId, place: Place) -> Result<(), Refusal> {
    let row = row(tx, member, place, Level::Follow);
    on_each_backend!(tx.db(), conn => diesel::insert_into(watches::table).values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

pub(in crate::notices) fn follow_all(tx: &mut Tx<'_>, members: &[MemberId], place: Place) -> Result<(), Refusal> {
    let rows: Vec<Row> = members.iter().map(|member| row(tx, *member, place, Level::Follow)).collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(watches::table).values(rows).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

type Row = (
    diesel::dsl::Eq<watches::member_id, MemberId>,
    diesel::dsl::Eq<watches::place, PlaceKind>,
    diesel::dsl::Eq<watches::place_id, i64>,
    diesel::dsl::Eq<watches::level, Level>,
    diesel::dsl::Eq<watches::since, Moment>,
);

fn row(tx: &Tx<'_>, member: MemberId, place: Place, level: Level) -> Row {
    let (kind, id) = place.key();
    (
        watches::member_id.eq(member),
        watches::place.eq(kind),
        watches::place_id.eq(id),
        watches::level.eq(level),
        watches::since.eq(tx.now()),
    )
}

/// The levels a member chose at some places, in the places' order.
pub(in crate::notices) fn of_member(
    db: &mut Db,
    member: MemberId,
    places: &[Place],
) -> Result<Vec<(Place, Level)>, Refusal> {
    let ids: Vec<i64> = places.iter().map(|place| place.key().1).collect();
    let rows: Vec<(PlaceKind, i64, Level)> = watches::table
        .filter(watches::member_id.eq(member))
        .filter(watches::place_id.eq_any(ids))
        .select((watches::place, watches::place_id, watches::level))
        .load(db)?;
    let level =
        |place: &Place| rows.iter().find(|(kind, id, _)| place.key() == (*kind, *id)).map(|(_, _, level)| *level);
    Ok(places.iter().filter_map(|place| level(place).map(|level| (*place, level))).collect())
}

/// Every level chosen at some places.
pub(in crate::notices) fn of_places(
    db: &mut Db,
    places: &[Place],
) -> Result<Vec<(MemberId, PlaceKind, Level)>, Refusal> {
    let ids: Vec<i64> = places.iter().map(|place| place.key().1).collect();
    let rows: Vec<(MemberId, PlaceKind, i64, Level)> = watches::table
        .filter(watches::place_id.eq_any(ids))
        .select((watches::member_id, watches::place, watches::place_id, watches::level))
        .load(db)?;
    let here = |kind: PlaceKind, id: i64| places.iter().any(|place| place.key() == (kind, id));
    let kept = rows.into_iter().filter(|(_, kind, id, _)| here(*kind, *id));
    Ok(kept.map(|(member, kind, _, level)| (member, kind, level)).collect())
}

/// The sub-topics a member is told of.
pub(in crate::notices) fn subtopics_followed(db: &mut Db, member: MemberId) -> Result<Vec<SubtopicId>, Refusal> {
    Ok(watches::table
        .filter(watches::member_id.eq(member))
        .filter(watches::place.eq(PlaceKind::Subtopic))
        .filter(watches::level.eq_any([Level::Watch, Level::Follow, Level::First]))
        .order(watches::place_id.asc())
        .limit(500)
        .select(watches::place_id)
        .load::<i64>(db)?
        .into_iter()
        .map(SubtopicId)
        .collect())
}
