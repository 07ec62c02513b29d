//! Who was there: ticked from the list by who organises it, or said by each with the code shown on the screen; what is
//! printed of it, what is counted of it.

pub(super) mod figures;
pub mod pages;
pub mod pages_print;
mod store;
pub(super) mod views;

use rand::RngExt;

use super::machine::{State, Step};
use super::registration::Answer;
use super::{Meeting, Seen, record};
use crate::db::ids::MemberId;
use crate::db::{Moment, Tx};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};

crate::vocabulary! {
    /// Whether somebody was there.
    Attendance {
        /// On site.
        Present = "present",
        /// From afar.
        Remote = "remote",
        /// They said that they could not come.
        Excused = "excused",
        /// They were awaited.
        Absent = "absent",
    }
}

crate::vocabulary! {
    /// Who said so.
    NotedBy {
        /// Who organises it, from the list.
        List = "list",
        /// They themselves, by the code on the screen.
        Code = "code",
    }
}

impl Attendance {
    /// Whether they took part.
    pub const fn took_part(self) -> bool {
        matches!(self, Self::Present | Self::Remote)
    }
}

/// A code is taken this long before the start, in seconds: people arrive.
const EARLY: i64 = 30 * 60;
/// And this long after the end.
const LATE: i64 = 3_600;

/// Whether a code may be entered now.
pub fn is_open(meeting: &Meeting, now: Moment) -> bool {
    let known = matches!(meeting.state, State::Announced | State::Held | State::Minuted);
    let (Some(start), Some(end)) = (meeting.starts_at, meeting.ends_at) else { return false };
    known && start.plus_seconds(-EARLY) <= now && now <= end.plus_seconds(LATE)
}

/// Notes who was there, from the list; nothing for a person takes back what was noted.
///
/// # Errors
/// `Refusal::Forbidden` for who does not run it; `Refusal::Conflict` for a meeting that was cancelled, or has not begun.
pub fn note(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    noted: &[(MemberId, Option<Attendance>)],
) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Attend)?;
    let early = seen.meeting.starts_at.is_none_or(|start| tx.now() < start.plus_seconds(-EARLY));
    if early {
        return Err(Refusal::Conflict("attendance-early"));
    }
    store::note(tx, seen.meeting.id, noted)?;
    record(tx, Some(me), Step::Attend, &seen.meeting)
}

/// Draws another code to show on the screen: the one before is worth nothing any more.
///
/// # Errors
/// `Refusal::Forbidden` for who does not run it; `Refusal::Conflict` for a meeting that was cancelled.
pub fn draw_code(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen) -> Result<(), Refusal> {
    seen.require_now(viewer, Step::Attend)?;
    let code = format!("{:06}", rand::rng().random_range(0..1_000_000_u32));
    store::keep_code(tx, seen.meeting.id, &code)
}

/// Somebody says that they are there, by the code on the screen.
///
/// # Errors
/// `Refusal::Forbidden` for who was not asked; `Refusal::Conflict` when it is not time; `Refusal::Invalid` (`code`) for
/// another code.
pub fn enter(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, (code, how): (&str, Attendance)) -> Result<(), Refusal> {
    let me = seen.require(viewer, Step::Answer)?;
    if !is_open(&seen.meeting, tx.now()) {
        return Err(Refusal::Conflict("attendance-not-now"));
    }
    let shown = store::code(tx.db(), seen.meeting.id)?;
    let typed: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    if shown.is_none_or(|shown| shown != typed) {
        return Err(Problems::one("code", "attendance-code-wrong"));
    }
    let answer = if how == Attendance::Remote { Answer::Remote } else { Answer::Site };
    store::say(tx, (seen.meeting.id, me), (how, answer))?;
    record(tx, Some(me), Step::Attend, &seen.meeting)
}
