//! SQL of a meeting's programme. The meeting was seen first; what a session leads to passes `policy::visible_threads`.

use diesel::prelude::*;

use super::naming::Speaker;
use crate::db::ids::{MeetingId, MeetingSessionId, MemberId, SpeakerId, ThemeId, ThreadId};
use crate::db::schema::{
    animators, meeting_session_links, meeting_session_signups, meeting_sessions, meeting_speakers, members,
    memberships, threads,
};
use crate::db::{Db, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;
use crate::threads::Kind;

/// Sessions of a programme at most.
pub(super) const MOST: i64 = 300;

/// A session of a programme.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = meeting_sessions)]
pub struct Session {
    /// Its id.
    pub id: MeetingSessionId,
    /// The session it stands in.
    pub parent_id: Option<MeetingSessionId>,
    /// When it starts, in minutes after the meeting.
    pub after_minutes: i32,
    /// How long it lasts.
    pub minutes: i32,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Where it is.
    pub room: String,
    /// Seats, when one signs up for it.
    pub capacity: Option<i32>,
    /// Whether one signs up for it.
    pub signs_up: bool,
    /// How many did.
    pub taken: i32,
    /// Counts its changes.
    pub version: i32,
    /// Its place among those that start together.
    pub place: i32,
}

impl Session {
    /// When it ends, in minutes after the meeting's start.
    pub fn end(&self) -> i32 {
        self.after_minutes + self.minutes
    }
}

/// What a session's organisers decide of it, checked.
#[derive(Clone, Debug, Insertable, AsChangeset)]
#[diesel(table_name = meeting_sessions, treat_none_as_null = true)]
pub(super) struct Row<'a> {
    pub parent_id: Option<MeetingSessionId>,
    pub after_minutes: i32,
    pub minutes: i32,
    pub title: &'a str,
    pub summary: &'a str,
    pub room: &'a str,
    pub capacity: Option<i32>,
    pub signs_up: bool,
    pub place: i32,
}

/// The sessions of a meeting in the order of time.
pub(super) fn sessions(db: &mut Db, meeting: MeetingId) -> Result<Vec<Session>, Refusal> {
    Ok(meeting_sessions::table
        .filter(meeting_sessions::meeting_id.eq(meeting))
        .order((meeting_sessions::after_minutes, meeting_sessions::place, meeting_sessions::id))
        .limit(MOST)
        .select(Session::as_select())
        .load(db)?)
}

/// When the last session of a meeting ends, in minutes after its start; 0 without any.
pub(super) fn lasts(db: &mut Db, meeting: MeetingId) -> Result<i32, Refusal> {
    let all: Vec<(i32, i32)> = meeting_sessions::table
        .filter(meeting_sessions::meeting_id.eq(meeting))
        .limit(MOST)
        .select((meeting_sessions::after_minutes, meeting_sessions::minutes))
        .load(db)?;
    Ok(all.into_iter().map(|(start, minutes)| start + minutes).max().unwrap_or(0))
}

/// Somebody who speaks in a session.
#[derive(Clone, Debug, Queryable)]
pub(super) struct SpeakerRow {
    pub session: MeetingSessionId,
    pub name: String,
    pub member: Option<MemberId>,
    /// The name they bear now.
    pub named: Option<(String, String)>,
}

/// Who speaks at a meeting, in the order they were given.
pub(super) fn speakers(db: &mut Db, meeting: MeetingId) -> Result<Vec<SpeakerRow>, Refusal> {
    Ok(meeting_speakers::table
        .inner_join(meeting_sessions::table)
        .left_join(members::table)
        .filter(meeting_sessions::meeting_id.eq(meeting))
        .order(meeting_speakers::id)
        .limit(MOST * 20)
        .select((
            meeting_speakers::session_id,
            meeting_speakers::name,
            meeting_speakers::member_id,
            (members::given_name, members::family_name).nullable(),
        ))
        .load(db)?)
}

/// A thread a session is about.
#[derive(Clone, Debug, Queryable)]
pub(super) struct LinkRow {
    pub session: MeetingSessionId,
    pub thread: ThreadId,
    pub kind: Kind,
    pub title: String,
}

/// What the sessions of a meeting are about, as far as a reader sees it.
pub(super) fn links(db: &mut Db, reader: &Viewer, meeting: MeetingId) -> Result<Vec<LinkRow>, Refusal> {
    Ok(meeting_session_links::table
        .inner_join(meeting_sessions::table)
        .inner_join(threads::table)
        .filter(meeting_sessions::meeting_id.eq(meeting))
        .filter(visible_threads(reader))
        .order((meeting_session_links::session_id, threads::id))
        .limit(MOST * 20)
        .select((meeting_session_links::session_id, threads::id, threads::kind, threads::title))
        .load(db)?)
}

/// Those of some threads that a reader sees.
pub(super) fn seen(db: &mut Db, reader: &Viewer, of: &[ThreadId]) -> Result<Vec<ThreadId>, Refusal> {
    Ok(threads::table
        .filter(threads::id.eq_any(of.to_vec()))
        .filter(visible_threads(reader))
        .select(threads::id)
        .load(db)?)
}

/// Active members of a theme who bear one of some names (folded, in any order of given and family name).
pub(super) fn bearing(db: &mut Db, theme: ThemeId, names: &[String]) -> Result<Vec<(String, MemberId)>, Refusal> {
    let standing = memberships::table
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .select(memberships::member_id);
    let animating = animators::table.filter(animators::theme_id.eq(theme)).select(animators::member_id);
    Ok(members::table
        .filter(members::folded.eq_any(names))
        .filter(members::state.eq(AccountState::Active))
        .filter(members::id.eq_any(standing).or(members::id.eq_any(animating)))
        .order(members::id.asc())
        .limit(100)
        .select((members::folded, members::id))
        .load(db)?)
}

pub(super) fn insert(tx: &mut Tx<'_>, meeting: MeetingId, row: &Row<'_>) -> Result<MeetingSessionId, Refusal> {
    let id = MeetingSessionId(tx.id());
    diesel::insert_into(meeting_sessions::table)
        .values((meeting_sessions::id.eq(id), meeting_sessions::meeting_id.eq(meeting), row.clone()))
        .execute(tx.db())?;
    Ok(id)
}

/// Changes a session if it is still as it was seen, and no seat that is taken goes.
pub(super) fn rewrite(tx: &mut Tx<'_>, id: MeetingSessionId, version: i32, row: &Row<'_>) -> Result<bool, Refusal> {
    let changed = diesel::update(meeting_sessions::table.find(id))
        .filter(meeting_sessions::version.eq(version))
        .set((meeting_sessions::version.eq(version + 1), row.clone()))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// What stands in a session moves with it.
pub(super) fn shift(tx: &mut Tx<'_>, parent: MeetingSessionId, minutes: i32) -> Result<(), Refusal> {
    if minutes != 0 {
        diesel::update(meeting_sessions::table.filter(meeting_sessions::parent_id.eq(parent)))
            .set(meeting_sessions::after_minutes.eq(meeting_sessions::after_minutes + minutes))
            .execute(tx.db())?;
    }
    Ok(())
}

/// Removes a session, and those in it, if it is still as it was seen.
pub(super) fn remove(tx: &mut Tx<'_>, id: MeetingSessionId, version: i32) -> Result<bool, Refusal> {
    let seen = meeting_sessions::table.find(id).filter(meeting_sessions::version.eq(version));
    Ok(diesel::delete(seen).execute(tx.db())? == 1)
}

/// Gives a session its speakers.
pub(super) fn set_speakers(tx: &mut Tx<'_>, session: MeetingSessionId, speakers: &[Speaker]) -> Result<(), Refusal> {
    let old = meeting_speakers::table.filter(meeting_speakers::session_id.eq(session));
    diesel::delete(old).execute(tx.db())?;
    let rows: Vec<_> = speakers
        .iter()
        .map(|speaker| {
            (
                meeting_speakers::id.eq(SpeakerId(tx.id())),
                meeting_speakers::session_id.eq(session),
                meeting_speakers::member_id.eq(speaker.member),
                meeting_speakers::name.eq(&speaker.name),
            )
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_speakers::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Gives a session what it is about; what its editor does not see stays.
pub(super) fn set_links(
    tx: &mut Tx<'_>,
    session: MeetingSessionId,
    (removed, added): (&[ThreadId], &[ThreadId]),
) -> Result<(), Refusal> {
    let old = meeting_session_links::table
        .filter(meeting_session_links::session_id.eq(session))
        .filter(meeting_session_links::thread_id.eq_any(removed.to_vec()));
    diesel::delete(old).execute(tx.db())?;
    let row = |thread: &ThreadId| {
        (meeting_session_links::session_id.eq(session), meeting_session_links::thread_id.eq(*thread))
    };
    let rows: Vec<_> = added.iter().map(row).collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_session_links::table).values(&rows).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// The sessions of a meeting that a member signed up for.
pub(super) fn signed(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<Vec<MeetingSessionId>, Refusal> {
    Ok(meeting_session_signups::table
        .inner_join(meeting_sessions::table)
        .filter(meeting_sessions::meeting_id.eq(meeting))
        .filter(meeting_session_signups::member_id.eq(member))
        .order(meeting_session_signups::session_id)
        .limit(MOST)
        .select(meeting_session_signups::session_id)
        .load(db)?)
}

/// Who signed up for the sessions of a meeting, by name.
pub(super) fn everyone_signed(
    db: &mut Db,
    meeting: MeetingId,
) -> Result<Vec<(MeetingSessionId, MemberId, String, String)>, Refusal> {
    Ok(meeting_session_signups::table
        .inner_join(meeting_sessions::table)
        .inner_join(members::table)
        .filter(meeting_sessions::meeting_id.eq(meeting))
        .order((members::family_name, members::given_name, members::id))
        .limit(20_000)
        .select((meeting_session_signups::session_id, members::id, members::given_name, members::family_name))
        .load(db)?)
}

/// Who signed up for a session or for those in it.
pub(super) fn signed_within(db: &mut Db, session: MeetingSessionId) -> Result<Vec<MemberId>, Refusal> {
    let mut found: Vec<MemberId> = meeting_session_signups::table
        .inner_join(meeting_sessions::table)
        .filter(meeting_sessions::id.eq(session).or(meeting_sessions::parent_id.eq(session).assume_not_null()))
        .order(meeting_session_signups::member_id)
        .select(meeting_session_signups::member_id)
        .load(db)?;
    found.dedup();
    Ok(found)
}

/// Keeps other signing up of the same person waiting until this one is decided: two sessions at the same time are not
/// taken by two forms at the same time.
pub(super) fn hold(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    diesel::update(members::table.find(member)).set(members::folded.eq(members::folded)).execute(tx.db())?;
    Ok(())
}

/// Notes that somebody signs up; says whether they had not.
pub(super) fn sign(tx: &mut Tx<'_>, session: MeetingSessionId, member: MemberId) -> Result<bool, Refusal> {
    let row = (
        meeting_session_signups::session_id.eq(session),
        meeting_session_signups::member_id.eq(member),
        meeting_session_signups::since.eq(tx.now()),
    );
    let noted = on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_session_signups::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(noted == 1)
}

/// Takes a seat of a session one signs up for, if there is one.
pub(super) fn take_seat(tx: &mut Tx<'_>, session: MeetingSessionId) -> Result<bool, Refusal> {
    let free = meeting_sessions::capacity
        .is_null()
        .or(meeting_sessions::taken.nullable().lt(meeting_sessions::capacity).assume_not_null());
    let taken = diesel::update(meeting_sessions::table.find(session))
        .filter(meeting_sessions::signs_up.eq(true))
        .filter(free)
        .set(meeting_sessions::taken.eq(meeting_sessions::taken + 1))
        .execute(tx.db())?;
    Ok(taken == 1)
}

/// Takes somebody's name off, and gives the seat back; says whether they had it.
pub(super) fn give_back(tx: &mut Tx<'_>, session: MeetingSessionId, member: MemberId) -> Result<bool, Refusal> {
    if diesel::delete(meeting_session_signups::table.find((session, member))).execute(tx.db())? == 0 {
        return Ok(false);
    }
    diesel::update(meeting_sessions::table.find(session))
        .set(meeting_sessions::taken.eq(meeting_sessions::taken - 1))
        .execute(tx.db())?;
    Ok(true)
}
