//! Signing up for a session: whoever is convened, as long as there are seats, never for two at the same time.

use super::super::machine::{State, Step};
use super::super::{Seen, record};
use super::store::{self, Session};
use crate::db::ids::MeetingSessionId;
use crate::db::{Moment, Tx};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

/// Whether one may still sign up for a session, or take one's name off.
pub(super) fn is_open(seen: &Seen, session: &Session, now: Moment) -> bool {
    let starts = seen.meeting.starts_at.map(|start| start.plus_seconds(i64::from(session.after_minutes) * 60));
    session.signs_up && seen.meeting.state == State::Announced && starts.is_some_and(|start| now < start)
}

/// Two sessions at the same time, neither standing in the other.
fn clash(one: &Session, other: &Session) -> bool {
    let nested = one.parent_id == Some(other.id) || other.parent_id == Some(one.id);
    one.id != other.id && !nested && one.after_minutes < other.end() && other.after_minutes < one.end()
}

/// Signs the viewer up for a session; a second time changes nothing.
///
/// # Errors
/// `Refusal::Conflict` when it began or takes nobody; `Refusal::Invalid` (`session`) when it is full, or at the same time
/// as another one they signed up for.
pub fn join(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, id: MeetingSessionId) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Answer)?;
    let all = store::sessions(tx.db(), seen.meeting.id)?;
    let session = all.iter().find(|session| session.id == id).ok_or(Refusal::NotFound)?;
    if !is_open(seen, session, tx.now()) {
        return Err(Refusal::Conflict("programme-closed"));
    }
    store::hold(tx, me)?;
    let mine = store::signed(tx.db(), seen.meeting.id, me)?;
    if let Some(other) = all.iter().find(|other| mine.contains(&other.id) && clash(session, other)) {
        return Err(Problems::one("session", Sentence::new("programme-clash").text("title", &other.title)));
    }
    if !store::sign(tx, id, me)? {
        return Ok(());
    }
    if !store::take_seat(tx, id)? {
        return Err(Problems::one("session", Sentence::new("programme-full").text("title", &session.title)));
    }
    record(tx, Some(me), Step::Answer, &seen.meeting)
}

/// Takes the viewer's name off a session.
///
/// # Errors
/// `Refusal::Conflict` once it began.
pub fn leave(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, id: MeetingSessionId) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Answer)?;
    let session = super::find(tx.db(), seen.meeting.id, id)?;
    if !is_open(seen, &session, tx.now()) {
        return Err(Refusal::Conflict("programme-closed"));
    }
    if store::give_back(tx, id, me)? {
        record(tx, Some(me), Step::Answer, &seen.meeting)?;
    }
    Ok(())
}
