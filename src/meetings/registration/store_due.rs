//! SQL of what the clock does with registrations.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::{Answer, Seat};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MemberId, RegistrationId, ThemeId};
use crate::db::schema::{meeting_invitations, meeting_organisers, meeting_registrations, meetings};
use crate::db::{Db, Moment, Tx};
use crate::meetings::machine::State;
use crate::meetings::{Meeting, store as meetings_store};
use crate::refusal::Refusal;

/// Rows looked at in one go.
pub(super) const BATCH: i64 = 5_000;

/// The meetings to come where an offer ended, or somebody waits while there is room.
pub(super) fn to_look_at(db: &mut Db, now: Moment) -> Result<Vec<MeetingId>, Refusal> {
    let ended = meeting_registrations::seat
        .eq(Seat::Offered)
        .and(meeting_registrations::offered_until.assume_not_null().le(now));
    let room_on_site = meeting_registrations::answer
        .eq(Answer::Site)
        .and(meetings::site_capacity.is_null().or(meetings::site_capacity.assume_not_null().gt(meetings::site_taken)));
    let room_afar = meeting_registrations::answer.eq(Answer::Remote).and(
        meetings::remote_capacity.is_null().or(meetings::remote_capacity.assume_not_null().gt(meetings::remote_taken)),
    );
    let waits = meeting_registrations::seat.eq(Seat::Waiting).and(room_on_site.or(room_afar));
    Ok(meeting_registrations::table
        .inner_join(meetings::table)
        .filter(meetings::state.eq(State::Announced))
        .filter(meetings::starts_at.gt(now))
        .filter(ended.or(waits))
        .order(meetings::id)
        .select(meetings::id)
        .distinct()
        .limit(meetings_store::MOST)
        .load(db)?)
}

/// Somebody with a seat or waiting for one, and what they are to the meeting.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Seated {
    pub meeting: MeetingId,
    pub member: MemberId,
    pub theme: ThemeId,
    pub circle: Circle,
    pub organises: bool,
    pub guest: bool,
}

/// Who has a seat at a meeting to come, or waits for one, after a row; in the order of rows.
pub(super) fn seated(
    db: &mut Db,
    now: Moment,
    after: RegistrationId,
) -> Result<Vec<(RegistrationId, Seated)>, Refusal> {
    let organises = exists(meeting_organisers::table.find((meetings::id, meeting_registrations::member_id)));
    let guest = exists(
        meeting_invitations::table
            .filter(meeting_invitations::meeting_id.eq(meetings::id))
            .filter(meeting_invitations::member_id.eq(meeting_registrations::member_id))
            .filter(meeting_invitations::guest.eq(true)),
    );
    Ok(meeting_registrations::table
        .inner_join(meetings::table)
        .filter(meetings::state.eq(State::Announced))
        .filter(meetings::starts_at.gt(now))
        .filter(meeting_registrations::seat.ne(Seat::None))
        .filter(meeting_registrations::id.gt(after))
        .order(meeting_registrations::id)
        .limit(BATCH)
        .select((
            meeting_registrations::id,
            (
                meeting_registrations::meeting_id,
                meeting_registrations::member_id,
                meetings::theme_id,
                meetings::circle,
                organises,
                guest,
            ),
        ))
        .load(db)?)
}

/// Who has a seat and is to be reminded of it, with when they answered: not yet reminded, of a meeting that begins soon.
pub(super) fn to_remind(
    db: &mut Db,
    (now, soon): (Moment, Moment),
) -> Result<Vec<(RegistrationId, MemberId, Moment, Meeting)>, Refusal> {
    Ok(meeting_registrations::table
        .inner_join(meetings::table)
        .filter(meetings::state.eq(State::Announced))
        .filter(meetings::starts_at.gt(now))
        .filter(meetings::starts_at.le(soon))
        .filter(meeting_registrations::seat.eq(Seat::Held))
        .filter(meeting_registrations::reminded_at.is_null())
        .order(meeting_registrations::id)
        .limit(BATCH)
        .select((
            meeting_registrations::id,
            meeting_registrations::member_id,
            meeting_registrations::answered_at,
            Meeting::as_select(),
        ))
        .load(db)?)
}

/// They were reminded.
pub(super) fn reminded(tx: &mut Tx<'_>, whom: Vec<RegistrationId>) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(meeting_registrations::table.filter(meeting_registrations::id.eq_any(whom)))
        .set(meeting_registrations::reminded_at.eq(now))
        .execute(tx.db())?;
    Ok(())
}

/// Who was asked a while ago, did not answer and was not reminded, of a meeting that begins soon.
pub(super) fn to_ask_again(
    db: &mut Db,
    (now, soon): (Moment, Moment),
    asked_before: Moment,
) -> Result<Vec<(MemberId, Meeting)>, Refusal> {
    let answered = exists(
        meeting_registrations::table
            .filter(meeting_registrations::meeting_id.eq(meeting_invitations::meeting_id))
            .filter(meeting_registrations::member_id.eq(meeting_invitations::member_id)),
    );
    Ok(meeting_invitations::table
        .inner_join(meetings::table)
        .filter(meetings::state.eq(State::Announced))
        .filter(meetings::starts_at.gt(now))
        .filter(meetings::starts_at.le(soon))
        .filter(meeting_invitations::reminded_at.is_null())
        .filter(meeting_invitations::invited_at.le(asked_before))
        .filter(not(answered))
        .order((meeting_invitations::meeting_id, meeting_invitations::member_id))
        .limit(BATCH)
        .select((meeting_invitations::member_id, Meeting::as_select()))
        .load(db)?)
}

/// Some members were reminded that an answer is awaited.
pub(super) fn asked_again(tx: &mut Tx<'_>, meeting: MeetingId, whom: Vec<MemberId>) -> Result<(), Refusal> {
    let now = tx.now();
    let some = meeting_invitations::table
        .filter(meeting_invitations::meeting_id.eq(meeting))
        .filter(meeting_invitations::member_id.eq_any(whom));
    diesel::update(some).set(meeting_invitations::reminded_at.eq(now)).execute(tx.db())?;
    Ok(())
}

/// Forgets what people needed for meetings whose day of forgetting is past, or that ended long ago without one.
pub(super) fn forget_needs(tx: &mut Tx<'_>, today: &str, long_ago: Moment) -> Result<usize, Refusal> {
    let past = meetings::table
        .filter(
            meetings::forms_until
                .assume_not_null()
                .lt(today.to_owned())
                .or(meetings::forms_until.is_null().and(meetings::ends_at.assume_not_null().lt(long_ago))),
        )
        .select(meetings::id);
    let kept = meeting_registrations::meals
        .ne("")
        .or(meeting_registrations::access_needs.ne(""))
        .or(meeting_registrations::travel.ne(""));
    Ok(diesel::update(meeting_registrations::table)
        .filter(meeting_registrations::meeting_id.eq_any(past))
        .filter(kept)
        .set((
            meeting_registrations::meals.eq(""),
            meeting_registrations::access_needs.eq(""),
            meeting_registrations::travel.eq(""),
        ))
        .execute(tx.db())?)
}
