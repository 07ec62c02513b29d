//! SQL of what organisers see: who comes, who waits, who did not answer; guests.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::{Answer, Seat};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MemberId, ThemeId};
use crate::db::schema::{
    establishments, meeting_companions, meeting_invitations, meeting_registrations, members, memberships,
};
use crate::db::{Db, Moment};
use crate::meetings::attendance::Attendance;
use crate::refusal::Refusal;

/// People of one meeting that are shown at most.
const MOST: i64 = 5_000;

/// Somebody who answered, as their organisers see them.
#[derive(Clone, Debug, Queryable)]
pub(in crate::meetings) struct Listed {
    /// Who.
    pub member: MemberId,
    /// Given and family name.
    pub name: (String, String),
    /// What they do.
    pub profession: String,
    /// The region they are of (slug).
    pub region: String,
    /// Where they work.
    pub establishment: Option<String>,
    /// Their circle of the theme; none for a guest.
    pub circle: Option<Circle>,
    /// What they answered.
    pub answer: Answer,
    /// Their seat.
    pub seat: Seat,
    /// Their place on the waiting list.
    pub queued: Option<i64>,
    /// Until when a seat is kept for them.
    pub offered_until: Option<Moment>,
    /// What they eat.
    pub meals: String,
    /// What they need to take part.
    pub access: String,
    /// How they come.
    pub travel: String,
    /// Whether they were there.
    pub attendance: Option<Attendance>,
}

/// Everybody who answered, by name.
pub(in crate::meetings) fn answered(
    db: &mut Db,
    (meeting, theme): (MeetingId, ThemeId),
) -> Result<Vec<Listed>, Refusal> {
    Ok(meeting_registrations::table
        .inner_join(members::table.left_join(establishments::table))
        .left_join(memberships::table.on(memberships::member_id.eq(members::id).and(memberships::theme_id.eq(theme))))
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .order((members::family_name, members::given_name, members::id))
        .limit(MOST)
        .select((
            members::id,
            (members::given_name, members::family_name),
            members::profession,
            members::region,
            establishments::name.nullable(),
            memberships::circle.nullable(),
            meeting_registrations::answer,
            meeting_registrations::seat,
            meeting_registrations::queued,
            meeting_registrations::offered_until,
            meeting_registrations::meals,
            meeting_registrations::access_needs,
            meeting_registrations::travel,
            meeting_registrations::attendance,
        ))
        .load(db)?)
}

/// Everybody brought along: by whom, their name, where from.
pub(in crate::meetings) fn brought(
    db: &mut Db,
    meeting: MeetingId,
) -> Result<Vec<(MemberId, String, String)>, Refusal> {
    Ok(meeting_companions::table
        .filter(meeting_companions::meeting_id.eq(meeting))
        .order(meeting_companions::id)
        .limit(MOST)
        .select((meeting_companions::brought_by, meeting_companions::name, meeting_companions::organisation))
        .load(db)?)
}

/// Who was asked and did not answer, by name.
pub(super) fn silent(db: &mut Db, meeting: MeetingId) -> Result<Vec<(MemberId, String, String)>, Refusal> {
    let answered = exists(
        meeting_registrations::table
            .filter(meeting_registrations::meeting_id.eq(meeting))
            .filter(meeting_registrations::member_id.eq(members::id)),
    );
    Ok(meeting_invitations::table
        .inner_join(members::table)
        .filter(meeting_invitations::meeting_id.eq(meeting))
        .filter(not(answered))
        .order((members::family_name, members::given_name, members::id))
        .limit(MOST)
        .select((members::id, members::given_name, members::family_name))
        .load(db)?)
}
