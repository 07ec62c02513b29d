//! SQL of what people thought of meetings. The meeting was seen first; those it is compared with pass
//! `policy::visible_threads`.

use diesel::prelude::*;

use crate::db::ids::{MeetingId, MemberId};
use crate::db::schema::{meeting_registrations, meeting_surveys, meetings, threads};
use crate::db::{Db, Moment, Tx};
use crate::meetings::{Meeting, State};
use crate::on_each_backend;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// Answers of one meeting that are read.
const MOST: i64 = 20_000;
/// Words that are read at most.
const MOST_WORDS: i64 = 500;
/// Meetings it is compared with.
const BEFORE: i64 = 6;

/// Whether somebody had a seat, or was there.
pub(super) fn came(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<bool, Refusal> {
    let theirs = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::member_id.eq(member))
        .select((meeting_registrations::seat, meeting_registrations::attendance))
        .first::<(String, Option<String>)>(db)
        .optional()?;
    let there = |attendance: &str| matches!(attendance, "present" | "remote");
    Ok(theirs.is_some_and(|(seat, attendance)| seat == "held" || attendance.as_deref().is_some_and(there)))
}

/// Who had a seat.
pub(super) fn seated(db: &mut Db, meeting: MeetingId) -> Result<Vec<MemberId>, Refusal> {
    Ok(meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::seat.eq("held"))
        .order(meeting_registrations::member_id)
        .select(meeting_registrations::member_id)
        .load(db)?)
}

/// What somebody said.
pub(super) fn of(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<Option<(i32, String)>, Refusal> {
    Ok(meeting_surveys::table
        .find((meeting, member))
        .select((meeting_surveys::score, meeting_surveys::words))
        .first(db)
        .optional()?)
}

/// Keeps what somebody says, in the place of what they said before.
pub(super) fn save(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    member: MemberId,
    (score, words): (i32, &str),
) -> Result<(), Refusal> {
    let now = tx.now();
    let said =
        || (meeting_surveys::score.eq(score), meeting_surveys::words.eq(words), meeting_surveys::answered_at.eq(now));
    let row = (meeting_surveys::meeting_id.eq(meeting), meeting_surveys::member_id.eq(member), said());
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_surveys::table)
        .values(row)
        .on_conflict((meeting_surveys::meeting_id, meeting_surveys::member_id))
        .do_update()
        .set(said())
        .execute(conn))?;
    Ok(())
}

/// The scores of a meeting, from the lowest.
pub(super) fn scores(db: &mut Db, meeting: MeetingId) -> Result<Vec<i32>, Refusal> {
    Ok(meeting_surveys::table
        .filter(meeting_surveys::meeting_id.eq(meeting))
        .order(meeting_surveys::score)
        .limit(MOST)
        .select(meeting_surveys::score)
        .load(db)?)
}

/// What was said of a meeting in words: in the order of the words, which tells nothing of who said them.
pub(super) fn words(db: &mut Db, meeting: MeetingId) -> Result<Vec<String>, Refusal> {
    Ok(meeting_surveys::table
        .filter(meeting_surveys::meeting_id.eq(meeting))
        .filter(meeting_surveys::words.ne(""))
        .order((meeting_surveys::words, meeting_surveys::score))
        .limit(MOST_WORDS)
        .select(meeting_surveys::words)
        .load(db)?)
}

/// A meeting that took place before, and its scores.
#[derive(Clone, Debug)]
pub(super) struct Before {
    pub id: MeetingId,
    pub title: String,
    pub starts_at: Option<Moment>,
    pub scores: Vec<i32>,
}

/// The meetings of the same circle that took place before one, as far as a reader sees them, the newest first.
pub(super) fn before(db: &mut Db, reader: &Viewer, meeting: &Meeting) -> Result<Vec<Before>, Refusal> {
    let Some(start) = meeting.starts_at else { return Ok(Vec::new()) };
    let held: Vec<(MeetingId, String, Option<Moment>)> = meetings::table
        .inner_join(threads::table)
        .filter(visible_threads(reader))
        .filter(meetings::theme_id.eq(meeting.theme_id))
        .filter(meetings::circle.eq(meeting.circle))
        .filter(meetings::state.eq_any([State::Held, State::Minuted]))
        .filter(meetings::starts_at.lt(start))
        .order((meetings::starts_at.desc(), meetings::id.desc()))
        .limit(BEFORE)
        .select((meetings::id, meetings::title, meetings::starts_at))
        .load(db)?;
    let ids: Vec<MeetingId> = held.iter().map(|(id, ..)| *id).collect();
    let scores: Vec<(MeetingId, i32)> = meeting_surveys::table
        .filter(meeting_surveys::meeting_id.eq_any(ids))
        .limit(MOST)
        .select((meeting_surveys::meeting_id, meeting_surveys::score))
        .load(db)?;
    let of = |id: MeetingId| scores.iter().filter(|(of, _)| *of == id).map(|(_, score)| *score).collect();
    Ok(held.into_iter().map(|(id, title, starts_at)| Before { id, title, starts_at, scores: of(id) }).collect())
}
