//! SQL of registrations. The seats of a meeting are counted on its row; one conditional statement takes some.

use std::collections::HashMap;

use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

use super::seats::Place;
use super::{Answer, Companion, Needs, Registration, Seat, Via, Way, Wish};
use crate::db::ids::{CompanionId, MeetingId, MemberId, RegistrationId};
use crate::db::schema::{meeting_companions, meeting_registrations, meetings, members};
use crate::db::{Db, Moment, Tx};
use crate::meetings::machine::State;
use crate::meetings::{Meeting, store as meetings_store};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Whoever waits that is looked at in one go.
const MOST_WAITING: i64 = 500;

/// Takes the line of a meeting: answers to it come one after another until the transaction ends. The meeting as it stands.
pub(super) fn line_up(tx: &mut Tx<'_>, id: MeetingId) -> Result<Meeting, Refusal> {
    diesel::update(meetings::table.find(id)).set(meetings::site_taken.eq(meetings::site_taken)).execute(tx.db())?;
    meetings_store::find(tx.db(), id)
}

/// Takes seats if they are free; the row count is the answer.
pub(super) fn take(tx: &mut Tx<'_>, id: MeetingId, way: Way, seats: i32) -> Result<bool, Refusal> {
    let open = meetings::table.find(id).filter(meetings::state.eq(State::Announced));
    let taken = match way {
        Way::Site => diesel::update(open)
            .filter(
                meetings::site_capacity
                    .is_null()
                    .or(meetings::site_capacity.assume_not_null().ge(meetings::site_taken + seats)),
            )
            .set(meetings::site_taken.eq(meetings::site_taken + seats))
            .execute(tx.db())?,
        Way::Remote => diesel::update(open)
            .filter(
                meetings::remote_capacity
                    .is_null()
                    .or(meetings::remote_capacity.assume_not_null().ge(meetings::remote_taken + seats)),
            )
            .set(meetings::remote_taken.eq(meetings::remote_taken + seats))
            .execute(tx.db())?,
    };
    Ok(taken == 1)
}

/// Gives seats back.
pub(super) fn free(tx: &mut Tx<'_>, id: MeetingId, way: Way, seats: i32) -> Result<(), Refusal> {
    let one = meetings::table.find(id);
    match way {
        Way::Site => diesel::update(one).set(meetings::site_taken.eq(meetings::site_taken - seats)).execute(tx.db())?,
        Way::Remote => {
            diesel::update(one).set(meetings::remote_taken.eq(meetings::remote_taken - seats)).execute(tx.db())?
        }
    };
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = meeting_registrations)]
struct Row {
    id: RegistrationId,
    member_id: MemberId,
    answer: Answer,
    seat: Seat,
    queued: Option<i64>,
    offered_until: Option<Moment>,
    meals: String,
    access_needs: String,
    travel: String,
}

/// Rows with how many each person brings.
fn with_parties(db: &mut Db, meeting: MeetingId, rows: Vec<Row>) -> Result<Vec<Registration>, Refusal> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let people: Vec<MemberId> = rows.iter().map(|row| row.member_id).collect();
    let brought: Vec<(MemberId, i64)> = meeting_companions::table
        .filter(meeting_companions::meeting_id.eq(meeting))
        .filter(meeting_companions::brought_by.eq_any(people))
        .group_by(meeting_companions::brought_by)
        .select((meeting_companions::brought_by, count_star()))
        .load(db)?;
    let brought: HashMap<MemberId, i64> = brought.into_iter().collect();
    let whole = |row: Row| Registration {
        party: 1 + brought.get(&row.member_id).map_or(0, |many| i32::try_from(*many).unwrap_or(i32::MAX - 1)),
        id: row.id,
        member: row.member_id,
        answer: row.answer,
        seat: row.seat,
        queued: row.queued,
        offered_until: row.offered_until,
        needs: Needs { meals: row.meals, access: row.access_needs, travel: row.travel },
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// What a member answered.
pub(super) fn of(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<Option<Registration>, Refusal> {
    let row: Vec<Row> = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::member_id.eq(member))
        .select(Row::as_select())
        .load(db)?;
    Ok(with_parties(db, meeting, row)?.pop())
}

/// Whom a member brings along.
pub(super) fn companions(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<Vec<Companion>, Refusal> {
    let rows: Vec<(String, String)> = meeting_companions::table
        .filter(meeting_companions::meeting_id.eq(meeting))
        .filter(meeting_companions::brought_by.eq(member))
        .order(meeting_companions::id)
        .select((meeting_companions::name, meeting_companions::organisation))
        .load(db)?;
    Ok(rows.into_iter().map(|(name, organisation)| Companion { name, organisation }).collect())
}

/// Whether somebody waits for a way.
pub(super) fn somebody_waits(db: &mut Db, meeting: MeetingId, way: Way) -> Result<bool, Refusal> {
    let waiting = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::answer.eq(way.answer()))
        .filter(meeting_registrations::seat.eq(Seat::Waiting));
    Ok(diesel::select(exists(waiting)).get_result(db)?)
}

/// Who waits for a way, the first first.
pub(super) fn waiting(db: &mut Db, meeting: MeetingId, way: Way) -> Result<Vec<Registration>, Refusal> {
    let rows = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::answer.eq(way.answer()))
        .filter(meeting_registrations::seat.eq(Seat::Waiting))
        .order((meeting_registrations::queued, meeting_registrations::id))
        .limit(MOST_WAITING)
        .select(Row::as_select())
        .load(db)?;
    with_parties(db, meeting, rows)
}

/// How many stand before a place on the waiting list.
pub(super) fn before(db: &mut Db, meeting: MeetingId, answer: Answer, place: i64) -> Result<i64, Refusal> {
    Ok(meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::answer.eq(answer))
        .filter(meeting_registrations::seat.eq(Seat::Waiting))
        .filter(meeting_registrations::queued.lt(place))
        .count()
        .get_result(db)?)
}

/// Keeps an answer, the seat it has and whom they bring.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    (meeting, member): (MeetingId, MemberId),
    before: Option<&Registration>,
    wish: &Wish,
    (place, via): (&Place, Via),
) -> Result<(), Refusal> {
    let now = tx.now();
    let kept = before.map(|before| before.needs.clone()).unwrap_or_default();
    // Who does not come needs nothing.
    let needs = if wish.answer == Answer::No { Needs::default() } else { wish.needs.clone().unwrap_or(kept) };
    let row = (
        (meeting_registrations::answer.eq(wish.answer), meeting_registrations::seat.eq(place.seat)),
        (meeting_registrations::queued.eq(place.queued), meeting_registrations::offered_until.eq(None::<Moment>)),
        (meeting_registrations::answered_at.eq(now), meeting_registrations::via.eq(via)),
        meeting_registrations::meals.eq(needs.meals),
        (meeting_registrations::access_needs.eq(needs.access), meeting_registrations::travel.eq(needs.travel)),
    );
    match before {
        Some(before) => {
            diesel::update(meeting_registrations::table.find(before.id)).set(row).execute(tx.db())?;
        }
        None => {
            let id = RegistrationId(tx.id());
            let whose = (meeting_registrations::meeting_id.eq(meeting), meeting_registrations::member_id.eq(member));
            let row = (meeting_registrations::id.eq(id), whose, row);
            diesel::insert_into(meeting_registrations::table).values(row).execute(tx.db())?;
        }
    }
    match (Way::of(wish.answer), &wish.companions) {
        (None, _) => bring(tx, (meeting, member), &[]),
        (Some(_), Some(list)) => bring(tx, (meeting, member), list),
        (Some(_), None) => Ok(()),
    }
}

/// Whom a member brings, instead of those they said before.
fn bring(tx: &mut Tx<'_>, (meeting, member): (MeetingId, MemberId), list: &[Companion]) -> Result<(), Refusal> {
    let before = meeting_companions::table
        .filter(meeting_companions::meeting_id.eq(meeting))
        .filter(meeting_companions::brought_by.eq(member));
    diesel::delete(before).execute(tx.db())?;
    let row = |one: &Companion, id| {
        (
            (meeting_companions::id.eq(CompanionId(id)), meeting_companions::meeting_id.eq(meeting)),
            meeting_companions::brought_by.eq(member),
            meeting_companions::name.eq(one.name.clone()),
            meeting_companions::organisation.eq(one.organisation.clone()),
        )
    };
    let rows: Vec<_> = list.iter().map(|one| row(one, tx.id())).collect();
    if !rows.is_empty() {
        on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_companions::table).values(&rows).execute(conn))?;
    }
    Ok(())
}

fn ids(of: &[Registration]) -> Vec<RegistrationId> {
    of.iter().map(|one| one.id).collect()
}

/// Some of those who waited have a seat, or are offered one until a moment.
pub(super) fn moved_up(
    tx: &mut Tx<'_>,
    whom: &[Registration],
    (seat, until): (Seat, Option<Moment>),
) -> Result<(), Refusal> {
    diesel::update(meeting_registrations::table.filter(meeting_registrations::id.eq_any(ids(whom))))
        .set((meeting_registrations::seat.eq(seat), meeting_registrations::offered_until.eq(until)))
        .execute(tx.db())?;
    Ok(())
}

/// The offers of a meeting that ended.
pub(super) fn ended_offers(db: &mut Db, meeting: MeetingId, now: Moment) -> Result<Vec<Registration>, Refusal> {
    let rows = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::seat.eq(Seat::Offered))
        .filter(meeting_registrations::offered_until.le(now))
        .select(Row::as_select())
        .load(db)?;
    with_parties(db, meeting, rows)
}

/// What was offered to some is not any more; their answer stands, without a seat.
pub(super) fn lapsed(tx: &mut Tx<'_>, whom: &[Registration]) -> Result<(), Refusal> {
    moved_up(tx, whom, (Seat::None, None))
}

/// The seats, places and offers of some members.
pub(super) fn seated_of(db: &mut Db, meeting: MeetingId, of: &[MemberId]) -> Result<Vec<Registration>, Refusal> {
    let rows = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::member_id.eq_any(of))
        .filter(meeting_registrations::seat.ne(Seat::None))
        .select(Row::as_select())
        .load(db)?;
    with_parties(db, meeting, rows)
}

/// Some do not come any more: they may not.
pub(super) fn withdrawn(tx: &mut Tx<'_>, whom: &[Registration]) -> Result<(), Refusal> {
    diesel::update(meeting_registrations::table.filter(meeting_registrations::id.eq_any(ids(whom))))
        .set((
            (meeting_registrations::seat.eq(Seat::None), meeting_registrations::answer.eq(Answer::No)),
            (meeting_registrations::offered_until.eq(None::<Moment>), meeting_registrations::via.eq(Via::Desk)),
            (meeting_registrations::meals.eq(""), meeting_registrations::access_needs.eq("")),
            meeting_registrations::travel.eq(""),
        ))
        .execute(tx.db())?;
    Ok(())
}

/// How many members come; those they bring aside.
pub(super) fn count_coming(db: &mut Db, meeting: MeetingId) -> Result<i64, Refusal> {
    Ok(meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::seat.eq(Seat::Held))
        .count()
        .get_result(db)?)
}

/// The names of those who come: id and name, as many as a page shows.
pub(super) fn coming(db: &mut Db, meeting: MeetingId) -> Result<Vec<(MemberId, String)>, Refusal> {
    let rows: Vec<(MemberId, String, String)> = meeting_registrations::table
        .inner_join(members::table)
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::seat.eq(Seat::Held))
        .order((members::family_name, members::given_name, members::id))
        .limit(meetings_store::MOST)
        .select((members::id, members::given_name, members::family_name))
        .load(db)?;
    Ok(rows.into_iter().map(|(id, given, family)| (id, format!("{given} {family}"))).collect())
}
