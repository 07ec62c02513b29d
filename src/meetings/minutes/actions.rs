//! What a meeting decided and what is to be done since: by whom, by when, followed until it is done.

use jiff::civil::Date;

use super::super::machine::Step;
use super::super::telling::tiding;
use super::super::{Seen, programme, record};
use super::store::{self, Line};
use crate::absences::{self, Place};
use crate::db::ids::{MeetingActionId, MemberId};
use crate::db::{Database, Db, Tx};
use crate::notices::{self, Kind as Notice, Tiding};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

/// Longest title, in characters.
pub(super) const LONGEST_TITLE: usize = 500;
/// Lines of one meeting at most.
const MOST: usize = 200;
/// Actions reminded in one run at most.
const BATCH: i64 = 500;

crate::vocabulary! {
    /// What is written down beside the minutes.
    Kind {
        /// Something was decided.
        Decision = "decision",
        /// Something is to be done.
        Action = "action",
    }
}

/// A line as typed, checked.
#[derive(Clone, Debug)]
pub struct NewLine {
    /// Which.
    pub kind: Kind,
    /// What.
    pub title: String,
    /// The name of who does it; empty for nobody.
    pub name: String,
    /// By when.
    pub due: Option<Date>,
}

/// Writes down a decision, or an action; who is to do it is told.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Invalid` (`member`) for an action of nobody, or of somebody who was not asked to the
/// meeting.
pub fn note(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, new: &NewLine) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Write)?;
    if store::lines(tx.db(), seen.meeting.id)?.len() >= MOST {
        return Err(Problems::one("title", "action-too-many"));
    }
    let member = doer(tx.db(), seen, new)?;
    let id = store::insert(tx, seen.meeting.id, me, new, member)?;
    record(tx, Some(me), Step::Write, &seen.meeting)?;
    match member {
        Some(to) => {
            let told = Tiding {
                has_letter: false,
                kind: Notice::Assignment,
                ..tiding("meeting_action", &seen.meeting, id.0, Some(me))
            };
            notices::tell(tx, to, &told)
        }
        None => Ok(()),
    }
}

/// Who does it: one of those who were asked to the meeting, or who organise it.
fn doer(db: &mut Db, seen: &Seen, new: &NewLine) -> Result<Option<MemberId>, Refusal> {
    match new.kind {
        Kind::Decision => return Ok(None),
        Kind::Action if new.name.is_empty() => return Err(Problems::one("member", "action-nobody")),
        Kind::Action => {}
    }
    let names = programme::names(&new.name).map_err(|sentence| Problems::one("member", sentence))?;
    if names.len() != 1 {
        return Err(Problems::one("member", "action-one"));
    }
    let found = programme::people_named(db, seen.meeting.theme_id, "member", &names)?;
    let member = found.first().and_then(|one| one.member);
    match member {
        Some(member) if store::is_of(db, seen.meeting.id, member)? => Ok(Some(member)),
        _ => Err(Problems::one("member", Sentence::new("action-unknown").text("name", &new.name))),
    }
}

/// Whether the viewer says that an action is done: whose it is, and who writes the minutes.
pub fn may_finish(viewer: &Viewer, seen: &Seen, line: &Line) -> bool {
    let theirs = line.member.as_ref().is_some_and(|(id, _)| viewer.member == Some(*id));
    line.kind == Kind::Action && (theirs || seen.may(viewer, Step::Write))
}

/// Says that an action is done, or is not after all; who wrote it down is told. Says whether it is the viewer's own.
///
/// # Errors
/// `Refusal::NotFound` when it is none of this meeting, `Refusal::Forbidden` for whose it is not.
pub fn finish(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, id: MeetingActionId, done: bool) -> Result<bool, Refusal> {
    let me = viewer.id()?;
    let line = store::lines(tx.db(), seen.meeting.id)?.into_iter().find(|line| line.id == id);
    let line = line.ok_or(Refusal::NotFound)?;
    if !may_finish(viewer, seen, &line) {
        return Err(Refusal::Forbidden("refusal-forbidden-act"));
    }
    let theirs = line.member.as_ref().is_some_and(|(member, _)| *member == me);
    if !store::finish(tx, id, me, done)? {
        return Ok(theirs);
    }
    record(tx, Some(me), Step::Write, &seen.meeting)?;
    if done {
        let told = Tiding { has_letter: false, ..tiding("meeting_action_done", &seen.meeting, id.0, Some(me)) };
        notices::tell(tx, line.created_by, &told)?;
    }
    Ok(theirs)
}

/// Takes a line off.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::NotFound` when it is none of this meeting.
pub fn take_off(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, id: MeetingActionId) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Write)?;
    if !store::remove(tx, seen.meeting.id, id)? {
        return Err(Refusal::NotFound);
    }
    record(tx, Some(me), Step::Write, &seen.meeting)
}

/// Reminds whose action is due, on the day it is where they live; once each. Says how many were.
///
/// # Errors
/// What the database says.
pub fn remind(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let due = database.read_here(|db| {
        let soon = now.plus_seconds(14 * 3_600).instant().to_zoned(jiff::tz::TimeZone::UTC).date();
        let candidates = store::due_by(db, soon, BATCH)?;
        let members: Vec<MemberId> = candidates.iter().map(|one| one.member).collect();
        let places = absences::places(db, &members)?;
        let today = |member: MemberId| places.get(&member).map(|place: &Place| place.today(now));
        let here = |one: &store::Due| today(one.member).is_some_and(|day| one.due <= day);
        Ok(candidates.into_iter().filter(here).collect::<Vec<_>>())
    })?;
    if due.is_empty() {
        return Ok(0);
    }
    database.write_here(|tx| {
        let ids: Vec<MeetingActionId> = due.iter().map(|one| one.id).collect();
        let reminded = store::mark_reminded(tx, &ids)?;
        let tidings: Vec<_> = due.iter().map(|one| (one.member, reminder(one))).collect();
        notices::tell_all(tx, &tidings)?;
        Ok(i64::try_from(reminded).unwrap_or(i64::MAX))
    })
}

fn reminder(due: &store::Due) -> Tiding<'static> {
    Tiding {
        kind: Notice::Assignment,
        about: "meeting_action_due",
        subject: due.id.0,
        theme: Some(due.theme),
        thread: due.thread,
        post: None,
        actor: None,
        has_letter: false,
    }
}

/// Where a notice about an action leads.
///
/// # Errors
/// What the database says.
pub fn address_of(db: &mut Db, subject: i64) -> Result<Option<String>, Refusal> {
    let meeting = store::meeting_of(db, MeetingActionId(subject))?;
    Ok(meeting.map(|meeting| format!("/rencontres/{meeting}/compte-rendu#suites")))
}
