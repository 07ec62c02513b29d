//! SQL of who was there.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{Attendance, NotedBy};
use crate::db::ids::{EstablishmentId, MeetingId, MemberId, RegistrationId};
use crate::db::schema::{establishments, meeting_records, meeting_registrations, members};
use crate::db::{Db, Tx};
use crate::meetings::registration::{Answer, Seat, Via};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// The code shown on the screen.
pub(super) fn code(db: &mut Db, meeting: MeetingId) -> Result<Option<String>, Refusal> {
    Ok(meeting_records::table.find(meeting).select(meeting_records::code).first(db).optional()?.flatten())
}

/// Keeps another code.
pub(super) fn keep_code(tx: &mut Tx<'_>, meeting: MeetingId, code: &str) -> Result<(), Refusal> {
    let row =
        (meeting_records::meeting_id.eq(meeting), meeting_records::code.eq(code), meeting_records::recording.eq(""));
    let kept =
        diesel::update(meeting_records::table.find(meeting)).set(meeting_records::code.eq(code)).execute(tx.db())?;
    if kept == 0 {
        on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_records::table).values(row).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}

/// Notes some people of the list: one statement for each thing that is noted.
pub(super) fn note(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    noted: &[(MemberId, Option<Attendance>)],
) -> Result<(), Refusal> {
    let mut by: BTreeMap<Option<Attendance>, Vec<MemberId>> = BTreeMap::new();
    for (member, attendance) in noted {
        by.entry(*attendance).or_default().push(*member);
    }
    for (attendance, whom) in by {
        let theirs = meeting_registrations::table
            .filter(meeting_registrations::meeting_id.eq(meeting))
            .filter(meeting_registrations::member_id.eq_any(whom));
        // What they said by the code stays theirs while the list says the same.
        let other = meeting_registrations::attendance
            .is_null()
            .or(meeting_registrations::attendance.assume_not_null().ne(attendance.unwrap_or(Attendance::Absent)));
        match attendance {
            Some(attendance) => diesel::update(theirs.filter(other))
                .set((
                    meeting_registrations::attendance.eq(attendance),
                    meeting_registrations::attended_by.eq(NotedBy::List),
                ))
                .execute(tx.db())?,
            None => diesel::update(theirs)
                .set((
                    meeting_registrations::attendance.eq(None::<Attendance>),
                    meeting_registrations::attended_by.eq(None::<NotedBy>),
                ))
                .execute(tx.db())?,
        };
    }
    Ok(())
}

/// Somebody says that they are there; who had not answered answers by that.
pub(super) fn say(
    tx: &mut Tx<'_>,
    (meeting, member): (MeetingId, MemberId),
    (how, answer): (Attendance, Answer),
) -> Result<(), Refusal> {
    let theirs = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::member_id.eq(member));
    let said = (meeting_registrations::attendance.eq(how), meeting_registrations::attended_by.eq(NotedBy::Code));
    if diesel::update(theirs).set(said).execute(tx.db())? > 0 {
        return Ok(());
    }
    let row = (
        (meeting_registrations::id.eq(RegistrationId(tx.id())), meeting_registrations::meeting_id.eq(meeting)),
        (meeting_registrations::member_id.eq(member), meeting_registrations::answer.eq(answer)),
        (meeting_registrations::seat.eq(Seat::None), meeting_registrations::via.eq(Via::Page)),
        (meeting_registrations::answered_at.eq(tx.now()), meeting_registrations::meals.eq("")),
        (meeting_registrations::access_needs.eq(""), meeting_registrations::travel.eq("")),
        said,
    );
    diesel::insert_into(meeting_registrations::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Whether somebody was there, as far as it was noted.
pub(super) fn of(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<Option<Attendance>, Refusal> {
    let noted = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::member_id.eq(member))
        .select(meeting_registrations::attendance)
        .first(db)
        .optional()?;
    Ok(noted.flatten())
}

/// Somebody as a paper names them.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Given and family name.
    pub name: String,
    /// What they do.
    pub profession: String,
    /// Where they work: name and town.
    pub establishment: Option<(String, String)>,
}

/// A member as a paper names them.
pub(super) fn named(db: &mut Db, member: MemberId) -> Result<Named, Refusal> {
    let (given, family, profession, place): (String, String, String, Option<EstablishmentId>) = members::table
        .find(member)
        .select((members::given_name, members::family_name, members::profession, members::establishment_id))
        .first(db)?;
    let establishment = match place {
        Some(place) => {
            let works = establishments::table.find(place).select((establishments::name, establishments::town));
            works.first(db).optional()?
        }
        None => None,
    };
    Ok(Named { name: format!("{given} {family}"), profession, establishment })
}
