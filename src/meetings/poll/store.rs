//! SQL of the dates a circle is asked about, and of what its meetings were so far.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::{Reply, Slot};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MemberId, SlotId, ThemeId};
use crate::db::schema::{meeting_registrations, meeting_slot_answers, meeting_slots, meetings, members};
use crate::db::written::one_of;
use crate::db::{Db, Moment, Tx};
use crate::meetings::Meeting;
use crate::meetings::attendance::Attendance;
use crate::meetings::machine::State;
use crate::meetings::when::Wall;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Past meetings of a circle that are looked at.
const MOST_PAST: i64 = 100;

/// The dates of a meeting's poll, the first first.
pub(super) fn slots(db: &mut Db, meeting: MeetingId) -> Result<Vec<Slot>, Refusal> {
    let rows: Vec<(SlotId, String, i32, Moment, i32)> = meeting_slots::table
        .filter(meeting_slots::meeting_id.eq(meeting))
        .order((meeting_slots::starts_at, meeting_slots::id))
        .select((
            meeting_slots::id,
            meeting_slots::starts_local,
            meeting_slots::fold,
            meeting_slots::starts_at,
            meeting_slots::minutes,
        ))
        .load(db)?;
    let slot = |(id, starts_local, fold, starts_at, minutes)| Slot { id, starts_local, fold, starts_at, minutes };
    Ok(rows.into_iter().map(slot).collect())
}

/// Puts the dates of a poll; the meeting has no time of its own any more.
pub(super) fn put(tx: &mut Tx<'_>, meeting: MeetingId, dates: &[(Wall, Moment)], minutes: i32) -> Result<(), Refusal> {
    let none = (
        meetings::starts_local.eq(None::<String>),
        meetings::ends_local.eq(None::<String>),
        meetings::fold.eq(0),
        meetings::starts_at.eq(None::<Moment>),
        meetings::ends_at.eq(None::<Moment>),
    );
    diesel::update(meetings::table.find(meeting)).set(none).execute(tx.db())?;
    let rows: Vec<_> = dates
        .iter()
        .map(|(wall, at)| {
            (
                meeting_slots::id.eq(SlotId(tx.id())),
                meeting_slots::meeting_id.eq(meeting),
                meeting_slots::starts_local.eq(wall.local_word()),
                meeting_slots::fold.eq(i32::from(wall.later)),
                meeting_slots::starts_at.eq(*at),
                meeting_slots::minutes.eq(minutes),
            )
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_slots::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Who answered what of some dates.
pub(super) fn replies(db: &mut Db, slots: &[Slot]) -> Result<Vec<(SlotId, MemberId, Reply)>, Refusal> {
    Ok(meeting_slot_answers::table
        .filter(one_of(meeting_slot_answers::slot_id, slots.iter().map(|slot| slot.id)))
        .select((meeting_slot_answers::slot_id, meeting_slot_answers::member_id, meeting_slot_answers::answer))
        .load(db)?)
}

/// The names of some members, by id.
pub(super) fn names(db: &mut Db, of: &[MemberId]) -> Result<Vec<(MemberId, String, String)>, Refusal> {
    Ok(members::table
        .filter(one_of(members::id, of.iter().copied()))
        .order((members::family_name, members::given_name, members::id))
        .select((members::id, members::given_name, members::family_name))
        .load(db)?)
}

/// What a member says of the dates of a poll, in the place of what they said before.
pub(super) fn set_replies(
    tx: &mut Tx<'_>,
    member: MemberId,
    slots: &[Slot],
    replies: &[(SlotId, Reply)],
) -> Result<(), Refusal> {
    let all = one_of(meeting_slot_answers::slot_id, slots.iter().map(|slot| slot.id));
    let mine = meeting_slot_answers::table.filter(meeting_slot_answers::member_id.eq(member)).filter(all);
    diesel::delete(mine).execute(tx.db())?;
    let rows: Vec<_> = replies
        .iter()
        .map(|(slot, reply)| {
            (
                meeting_slot_answers::slot_id.eq(*slot),
                meeting_slot_answers::member_id.eq(member),
                meeting_slot_answers::answer.eq(*reply),
            )
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_slot_answers::table).values(&rows).execute(conn))?;
    Ok(())
}

/// A meeting is at the date that was kept; what people need is forgotten some day after it.
pub(super) fn set_time(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    slot: &Slot,
    (ends_local, forgotten): (&str, Option<String>),
) -> Result<(), Refusal> {
    let forgotten = meeting.forms_until.clone().or(forgotten);
    let time = (
        meetings::starts_local.eq(&slot.starts_local),
        meetings::ends_local.eq(ends_local),
        meetings::fold.eq(slot.fold),
        meetings::starts_at.eq(slot.starts_at),
        meetings::ends_at.eq(slot.ends_at()),
        meetings::forms_until.eq(forgotten),
    );
    diesel::update(meetings::table.find(meeting.id)).set(time).execute(tx.db())?;
    Ok(())
}

/// A meeting that a circle had.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Met {
    id: MeetingId,
    /// Its start.
    pub from: Moment,
    /// Its end.
    pub to: Moment,
    /// Whether it was noted who came.
    pub noted: bool,
}

/// The meetings of a circle in a stretch of time, the last first.
pub(super) fn met(
    db: &mut Db,
    (theme, circle): (ThemeId, Circle),
    (from, to): (Moment, Moment),
) -> Result<Vec<Met>, Refusal> {
    let noted = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meetings::id))
        .filter(meeting_registrations::attendance.is_not_null());
    Ok(meetings::table
        .filter(meetings::theme_id.eq(theme).and(meetings::circle.eq(circle)))
        .filter(meetings::state.eq_any([State::Announced, State::Held, State::Minuted]))
        .filter(meetings::starts_at.ge(from).and(meetings::starts_at.lt(to)))
        .order(meetings::starts_at.desc())
        .limit(MOST_PAST)
        .select((
            meetings::id,
            meetings::starts_at.assume_not_null(),
            meetings::ends_at.assume_not_null(),
            exists(noted),
        ))
        .load(db)?)
}

/// Who came to one of some meetings.
pub(super) fn came(db: &mut Db, of: &[Met]) -> Result<Vec<MemberId>, Refusal> {
    Ok(meeting_registrations::table
        .filter(one_of(meeting_registrations::meeting_id, of.iter().map(|met| met.id)))
        .filter(meeting_registrations::attendance.eq_any([Attendance::Present, Attendance::Remote]))
        .select(meeting_registrations::member_id)
        .distinct()
        .load(db)?)
}
