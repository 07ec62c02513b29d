//! Rows of the demo community's meetings that no verb writes: the answers of a crowd, each at its moment; what is left of
//! the past when everything was played.

use diesel::prelude::*;

use super::{AT_ONCE, write_all};
use crate::db::ids::{CompanionId, MeetingActionId, MeetingId, MeetingSessionId, MemberId, RegistrationId, ThreadId};
use crate::db::schema::{
    meeting_actions, meeting_companions, meeting_invitations, meeting_organisers, meeting_registrations,
    meeting_session_signups, meeting_sessions, meeting_surveys, meetings, members, notices, threads,
};
use crate::db::{Db, Moment, Tx};
use crate::demo::gatherings::crowd::{Crowd, Drawn, OpenSession};
use crate::meetings::attendance::Attendance;
use crate::meetings::registration::{Answer, Seat, Via};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Rows of one meeting that are read.
const MOST: i64 = 5_000;

/// More people organise a meeting.
pub fn organise(tx: &mut Tx<'_>, meeting: MeetingId, whom: &[MemberId]) -> Result<(), Refusal> {
    let rows: Vec<_> = whom
        .iter()
        .map(|member| (meeting_organisers::meeting_id.eq(meeting), meeting_organisers::member_id.eq(*member)))
        .collect();
    write_all!(tx, meeting_organisers, rows, |_| ());
    Ok(())
}

/// Takes back the invitations of those who joined later than now.
pub fn uninvite_later(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<(), Refusal> {
    let now = tx.now();
    let later = || members::table.filter(members::created_at.gt(now)).select(members::id);
    diesel::delete(meeting_invitations::table)
        .filter(meeting_invitations::meeting_id.eq(meeting))
        .filter(meeting_invitations::member_id.eq_any(later()))
        .execute(tx.db())?;
    diesel::delete(notices::table)
        .filter(notices::subject_id.eq(meeting.0))
        .filter(notices::member_id.eq_any(later()))
        .execute(tx.db())?;
    Ok(())
}

/// Whoever was asked to come: id and address.
pub fn invited(db: &mut Db, meeting: MeetingId) -> Result<Vec<(MemberId, String)>, Refusal> {
    Ok(meeting_invitations::table
        .inner_join(members::table)
        .filter(meeting_invitations::meeting_id.eq(meeting))
        .order(members::id)
        .limit(MOST)
        .select((members::id, members::email))
        .load(db)?)
}

#[derive(Insertable)]
#[diesel(table_name = meeting_registrations, treat_none_as_default_value = false)]
struct Row<'a> {
    id: RegistrationId,
    meeting_id: MeetingId,
    member_id: MemberId,
    answer: Answer,
    seat: Seat,
    queued: Option<i64>,
    offered_until: Option<Moment>,
    answered_at: Moment,
    via: Via,
    meals: &'a str,
    access_needs: &'a str,
    travel: &'a str,
}

/// Keeps the answers of a crowd, the seats they take, whom they bring.
pub fn register(tx: &mut Tx<'_>, meeting: MeetingId, crowd: &Crowd) -> Result<(), Refusal> {
    let row = |tx: &mut Tx<'_>, one: &'_ Drawn| (RegistrationId(tx.id()), waits(one).then(|| tx.id()));
    let ids: Vec<_> = crowd.answers.iter().map(|one| row(tx, one)).collect();
    let rows: Vec<Row<'_>> = crowd
        .answers
        .iter()
        .zip(ids)
        .map(|(one, (id, queued))| Row {
            id,
            meeting_id: meeting,
            member_id: one.member,
            answer: one.answer,
            seat: one.seat,
            queued,
            offered_until: one.offered_until,
            answered_at: one.at,
            via: one.via,
            meals: &one.meals,
            access_needs: &one.access,
            travel: &one.travel,
        })
        .collect();
    write_all!(tx, meeting_registrations, rows, |_| ());
    bring(tx, meeting, crowd)?;
    let taken = |answer| {
        let theirs = crowd.answers.iter().filter(|one| one.answer == answer);
        let seated = theirs.filter(|one| matches!(one.seat, Seat::Held | Seat::Offered));
        i32::try_from(seated.map(|one| 1 + one.brings.len()).sum::<usize>()).unwrap_or(i32::MAX)
    };
    let seats = (meetings::site_taken.eq(taken(Answer::Site)), meetings::remote_taken.eq(taken(Answer::Remote)));
    diesel::update(meetings::table.find(meeting)).set(seats).execute(tx.db())?;
    Ok(())
}

fn waits(one: &Drawn) -> bool {
    matches!(one.seat, Seat::Waiting | Seat::Offered)
}

fn bring(tx: &mut Tx<'_>, meeting: MeetingId, crowd: &Crowd) -> Result<(), Refusal> {
    let brought = crowd.answers.iter().flat_map(|one| one.brings.iter().map(move |who| (one.member, who)));
    let rows: Vec<_> = brought
        .map(|(by, (name, organisation))| {
            (
                (meeting_companions::id.eq(CompanionId(tx.id())), meeting_companions::meeting_id.eq(meeting)),
                (meeting_companions::brought_by.eq(by), meeting_companions::name.eq(name)),
                meeting_companions::organisation.eq(organisation),
            )
        })
        .collect();
    for some in rows.chunks(AT_ONCE) {
        on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_companions::table).values(some).execute(conn))?;
    }
    Ok(())
}

/// The sessions of a meeting for which one signs up.
pub fn open_sessions(db: &mut Db, meeting: MeetingId) -> Result<Vec<OpenSession>, Refusal> {
    let rows: Vec<(MeetingSessionId, i32, i32, Option<i32>)> = meeting_sessions::table
        .filter(meeting_sessions::meeting_id.eq(meeting))
        .filter(meeting_sessions::signs_up.eq(true))
        .order((meeting_sessions::after_minutes, meeting_sessions::place, meeting_sessions::id))
        .limit(MOST)
        .select((
            meeting_sessions::id,
            meeting_sessions::after_minutes,
            meeting_sessions::minutes,
            meeting_sessions::capacity,
        ))
        .load(db)?;
    let whole =
        |(id, after, minutes, seats): (_, i32, i32, Option<i32>)| (id, (after, after + minutes), seats.unwrap_or(0));
    Ok(rows.into_iter().map(whole).collect())
}

/// Some sign up for sessions.
pub fn sign_up(tx: &mut Tx<'_>, signed: &[(MeetingSessionId, MemberId)], at: Moment) -> Result<(), Refusal> {
    use meeting_session_signups as signups;
    let at = at.min(tx.now());
    let row = |(session, member): &(MeetingSessionId, MemberId)| {
        (signups::session_id.eq(*session), signups::member_id.eq(*member), signups::since.eq(at))
    };
    let rows: Vec<_> = signed.iter().map(row).collect();
    write_all!(tx, meeting_session_signups, rows, |_| ());
    let mut sessions: Vec<MeetingSessionId> = signed.iter().map(|(session, _)| *session).collect();
    sessions.sort_unstable();
    sessions.dedup();
    for session in sessions {
        let many = signed.iter().filter(|(of, _)| *of == session).count();
        let taken = meeting_sessions::taken.eq(i32::try_from(many).unwrap_or(i32::MAX));
        diesel::update(meeting_sessions::table.find(session)).set(taken).execute(tx.db())?;
    }
    Ok(())
}

/// Who answered what.
pub fn answered(db: &mut Db, meeting: MeetingId) -> Result<Vec<(MemberId, Answer, Seat)>, Refusal> {
    Ok(meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .order(meeting_registrations::id)
        .limit(MOST)
        .select((meeting_registrations::member_id, meeting_registrations::answer, meeting_registrations::seat))
        .load(db)?)
}

/// Who took part.
pub fn there(db: &mut Db, meeting: MeetingId) -> Result<Vec<MemberId>, Refusal> {
    Ok(meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::attendance.eq_any([Attendance::Present, Attendance::Remote]))
        .order(meeting_registrations::id)
        .limit(MOST)
        .select(meeting_registrations::member_id)
        .load(db)?)
}

/// What they thought of it.
pub fn rate(tx: &mut Tx<'_>, meeting: MeetingId, said: &[(MemberId, i32, String)]) -> Result<(), Refusal> {
    use meeting_surveys as surveys;
    let now = tx.now();
    let row = |(member, score, words): &(MemberId, i32, String)| {
        (
            (surveys::meeting_id.eq(meeting), surveys::member_id.eq(*member)),
            (surveys::score.eq(*score), surveys::words.eq(words.clone()), surveys::answered_at.eq(now)),
        )
    };
    let rows: Vec<_> = said.iter().map(row).collect();
    write_all!(tx, meeting_surveys, rows, |_| ());
    Ok(())
}

/// An action of a meeting by its title.
pub fn action(db: &mut Db, meeting: MeetingId, title: &str) -> Result<MeetingActionId, Refusal> {
    let named = meeting_actions::table.filter(meeting_actions::meeting_id.eq(meeting));
    Ok(named.filter(meeting_actions::title.eq(title)).select(meeting_actions::id).first(db)?)
}

/// A member as minutes name one of several who bear a name.
pub fn name_with_id(db: &mut Db, member: MemberId) -> Result<String, Refusal> {
    let (given, family): (String, String) =
        members::table.find(member).select((members::given_name, members::family_name)).first(db)?;
    Ok(format!("{given} {family} ({member})"))
}

/// The addresses of the threads with these titles.
pub fn addresses(db: &mut Db, titles: &[String]) -> Result<Vec<String>, Refusal> {
    if titles.is_empty() {
        return Ok(Vec::new());
    }
    let known: Vec<(String, ThreadId)> =
        threads::table.filter(threads::title.eq_any(titles)).select((threads::title, threads::id)).load(db)?;
    let address = |title: &String| {
        let id = known.iter().find(|(named, _)| named == title).map(|(_, id)| *id);
        id.map(|id| format!("/fils/{id}")).ok_or_else(|| Refusal::Broken(format!("« {title} » is no thread")))
    };
    titles.iter().map(address).collect()
}

/// Everybody was sent what meetings are now, and reminded of what is near.
pub fn quieten(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let stand: Vec<i32> =
        meetings::table.select(meetings::sequence).distinct().order(meetings::sequence).load(tx.db())?;
    for sequence in stand {
        let of = meetings::table.filter(meetings::sequence.eq(sequence)).select(meetings::id);
        diesel::update(meeting_invitations::table.filter(meeting_invitations::meeting_id.eq_any(of)))
            .set(meeting_invitations::sequence.eq(sequence))
            .execute(tx.db())?;
    }
    Ok(())
}
