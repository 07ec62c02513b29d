//! Where answers from calendars go: registration. One function, so that joining the two is one call.

use diesel::prelude::*;

use super::replies::Partstat;
use crate::db::ids::{MemberId, RegistrationId};
use crate::db::schema::meeting_registrations::dsl;
use crate::db::{Db, Tx};
use crate::meetings::Seen;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// What an answer from a calendar is as people answer on the page. A calendar does not say how one comes: as they said
/// before, else on site where that is possible.
fn as_answered(db: &mut Db, member: MemberId, seen: &Seen, said: Partstat) -> Result<&'static str, Refusal> {
    let before: Option<String> = dsl::meeting_registrations
        .filter(dsl::meeting_id.eq(seen.meeting.id).and(dsl::member_id.eq(member)))
        .select(dsl::answer)
        .first(db)
        .optional()?;
    Ok(match (said, before.as_deref()) {
        (Partstat::Declined, _) => "no",
        (Partstat::Tentative, _) => "maybe",
        (Partstat::Accepted, Some("remote")) if seen.meeting.remote => "remote",
        (Partstat::Accepted, _) if seen.meeting.on_site => "site",
        (Partstat::Accepted, _) => "remote",
    })
}

/// Registers somebody as their calendar answers.
///
/// SEAM for the joining of `registration`: the answer is kept here without a seat; the body below `as_answered` becomes
/// `registration::answer(tx, viewer, seen, &Wish::only(answer), (Via::Calendar, app.meetings))`, which takes the seat.
///
/// # Errors
/// What the database says.
pub(super) fn answered_by_calendar(
    tx: &mut Tx<'_>,
    member: MemberId,
    seen: &Seen,
    said: Partstat,
) -> Result<(), Refusal> {
    let answer = as_answered(tx.db(), member, seen, said)?;
    let (id, now) = (RegistrationId(tx.id()), tx.now());
    let row = (
        (dsl::id.eq(id), dsl::meeting_id.eq(seen.meeting.id), dsl::member_id.eq(member)),
        (dsl::answer.eq(answer), dsl::seat.eq("none"), dsl::answered_at.eq(now), dsl::via.eq("calendar")),
        (dsl::meals.eq(""), dsl::access_needs.eq(""), dsl::travel.eq("")),
    );
    let again = (dsl::answer.eq(answer), dsl::answered_at.eq(now), dsl::via.eq("calendar"));
    on_each_backend!(tx.db(), conn => diesel::insert_into(dsl::meeting_registrations)
        .values(row)
        .on_conflict((dsl::meeting_id, dsl::member_id))
        .do_update()
        .set(again)
        .execute(conn))?;
    Ok(())
}
